"""``train``: a pipeline that learns from the decisions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.opening import open_project
from annotator.cli.output import Progress, put, put_json, say, table
from annotator.model.span import ENTITY
from annotator.model.training import SHARES, TrainReport
from annotator.nlp.installed import DEFAULT_PIPELINE
from annotator.services import splitting, training
from annotator.services.selecting import Selection


def add(commands: Any) -> None:
    """Declare the command."""
    train = commands.add_parser("train", help="train a pipeline on the decisions, and test it")
    train.add_argument("project", type=Path, metavar="PROJECT")
    train.add_argument("out", type=Path, metavar="OUT", help="a folder to be")
    train.add_argument("--layers", type=_words, default=(ENTITY,), metavar="A,B",
                       help="what is learned (default: entity)")  # fmt: skip
    train.add_argument("--base", default=DEFAULT_PIPELINE, metavar="NAME_OR_PATH",
                       help="whose other components are kept; blank:en for none")  # fmt: skip
    train.add_argument("--split", default="80/10/10", metavar="80/10/10",
                       help="to learn from, to stop by, to test on")  # fmt: skip
    train.add_argument("--seed", type=int, default=0, metavar="N")
    train.add_argument("--group-by", default="none", choices=splitting.GROUPS)
    train.add_argument("--resplit", action="store_true", help="deal all articles anew")
    train.add_argument("--steps", type=int, default=2000, metavar="N", help="at most")
    train.add_argument("--curve", type=_shares, default=SHARES, metavar="25,50,75,100",
                       help="percents of the articles to learn from in turn")  # fmt: skip
    train.add_argument("--annotator", metavar="NAME", help="whose decisions")
    train.add_argument("--all", action="store_true", help="also articles not done")
    train.add_argument("--json", action="store_true", help="print JSON")
    train.set_defaults(command=_train)


def _words(words: str) -> tuple[str, ...]:
    return tuple(x.strip() for x in words.split(",") if x.strip())


def _shares(words: str) -> tuple[int, ...]:
    return tuple(int(x) for x in _words(words))


def _train(args: argparse.Namespace) -> int:
    how = training.Training(
        args.layers,
        splitting.parse(args.split, args.seed, args.group_by, args.resplit),
        Selection(annotator=args.annotator, everything=args.all),
        args.base, args.steps, args.curve,
    )  # fmt: skip
    bar = Progress("Training")
    last = max((*args.curve, 100))

    def progress(share: int, step: int, steps: int) -> None:
        bar(step, steps) if share == last else bar(step, 0)

    with open_project(args.project) as project:
        report = training.train(project, args.out, how, progress=progress)
    bar.end()
    if args.json:
        put_json(report.to_dict())
    else:
        _put(report)
    for remark in report.remarks:
        say(remark)
    say(f"Wrote {report.model}; the report is {args.out / 'report.md'}")
    say(f"Use it: annotator suggest {args.project} --pipeline {report.model}")
    return 0


def _put(report: TrainReport) -> None:
    learned = report.curve[-1]
    rows: list[tuple[object, ...]] = [("label", "P", "R", "F1")]
    for name, found in (*learned.labels.items(), *learned.layers.items()):
        rows.append((name, *(f"{x:.3f}" for x in (found.precision, found.recall, found.f1))))
    table(rows)
    put("\narticles learned from, F1")
    table([
        (f"  {p.articles} ({p.share}%)", *(f"{x} {y.f1:.3f}" for x, y in p.layers.items()))
        for p in report.curve
    ])  # fmt: skip
