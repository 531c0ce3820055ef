"""``evaluate``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.output import Progress, put, put_json, say, table
from annotator.model import scoring
from annotator.model.wording import count
from annotator.services import evaluating, projects
from annotator.services.evaluating import Evaluation

_HEAD = (
    "label", "suggested", "decided", "P", "R", "F1", "overlap P", "R", "F1",
    "relabelled", "resized", "spurious", "missed",
)  # fmt: skip


def add(commands: Any) -> None:
    """Declare the command."""
    evaluate = commands.add_parser("evaluate", help="how good a pipeline's suggestions were")
    evaluate.add_argument("project", type=Path, metavar="PROJECT")
    evaluate.add_argument("--annotator", metavar="NAME", help="whose decisions")
    evaluate.add_argument("--pipeline", metavar="NAME", help="whose suggestions")
    which = evaluate.add_mutually_exclusive_group()
    which.add_argument("--reviewed-only", action="store_true", help="articles done (default)")
    which.add_argument("--all", action="store_true", help="also articles not done")
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    evaluate.set_defaults(command=_evaluate)


def _evaluate(args: argparse.Namespace) -> int:
    progress = Progress("Evaluating")
    with projects.open_project(args.project, readonly=True) as project:
        result = evaluating.evaluate(
            project, args.annotator, args.pipeline, everything=args.all, progress=progress
        )
    progress.end()
    if args.json:
        put_json(result.to_dict())
    else:
        for number, layer in enumerate(result.pairs):
            put(f"{'' if number == 0 else chr(10)}{layer}")
            _put_layer(result, layer)
        _put_relations(result)
    for layer, number in result.left_out.items():
        say(f"{layer}: nobody decided on any of {count(number, 'suggestion')}; left out")
    if result.open:
        say(f"{count(result.open, 'open suggestion')} in articles not done; left out")
    say(
        f"{result.pipeline} against {', '.join(result.annotators)}:"
        f" {count(result.articles, 'article')}, {result.done:,} done"
    )
    return 0


def _put_layer(result: Evaluation, layer: str) -> None:
    tallies = scoring.by_label(result.pairs[layer])
    rows = [(label, tallies[label]) for label in sorted(tallies)]
    rows.append(("all", scoring.together(result.main(layer))))
    table([_HEAD, *(_row(label, tally) for label, tally in rows)])
    confused = [
        (f"  {one} → {other}", times)
        for (one, other), times in result.confusion(layer).most_common()
        if one != other and one != evaluating.MISSED and other != evaluating.SPURIOUS
    ]
    if confused:
        put("suggested → decided")
        table(list(confused))
    bins = scoring.calibration(result.main(layer))
    if bins:
        error = scoring.calibration_error(bins)
        put(f"score, suggestions, mean score, kept (expected calibration error {_share(error)})")
        table([
            (f"  {b.low:.1f}–{b.high:.1f}", b.count, f"{b.mean_score:.2f}",
             _share(b.kept / b.count)) for b in bins
        ])  # fmt: skip


def _row(label: str, tally: scoring.Tally) -> tuple[object, ...]:
    shares = [
        _share(value)
        for right in (tally.exact, tally.overlap)
        for value in tally.prf(right).values()
    ]
    return (
        label, tally.suggested, tally.decided, *shares,
        tally.relabelled, tally.resized, tally.spurious, tally.missed,
    )  # fmt: skip


def _put_relations(result: Evaluation) -> None:
    rows = [
        (label, x.decided, x.found, x.right, _share(scoring.share(x.right, x.found)),
         _share(scoring.share(x.right, x.decided)), x.invented)
        for label, x in result.links.items()
    ]  # fmt: skip
    if rows:
        put("\nrelations")
        head = ("label", "decided", "head found", "right", "of found", "of all", "invented")
        table([head, *rows])


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
