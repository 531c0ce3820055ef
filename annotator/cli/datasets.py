"""``import``, ``suggest``, ``export``, ``formats``."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotator import formats
from annotator.cli.opening import open_project
from annotator.cli.output import Progress, put, put_json, say, table
from annotator.model.suggestion import CLAIMS_FROM
from annotator.model.wording import count
from annotator.services import exporting, importing, splitting, suggesting
from annotator.services.projects import Project
from annotator.services.reading import pks_of
from annotator.services.selecting import Selection


def add(commands: Any) -> None:
    """Declare the commands."""
    bring = commands.add_parser("import", help="bring in articles, or annotated datasets")
    bring.add_argument("project", type=Path, metavar="PROJECT")
    bring.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    bring.add_argument("--format", metavar="NAME", help="see annotator formats")
    bring.add_argument("--annotator", metavar="NAME", help="whose the spans are that name nobody")
    bring.add_argument("--json", action="store_true", help="print JSON")
    bring.set_defaults(command=_import)
    suggest = commands.add_parser("suggest", help="pre-annotate what is not yet")
    suggest.add_argument("project", type=Path, metavar="PROJECT")
    suggest.add_argument("--pipeline", metavar="NAME_OR_PATH", help="any spaCy pipeline")
    suggest.add_argument("--article", nargs="+", metavar="ID", help="these, also once more")
    suggest.add_argument(
        "--claims", type=_score, default=CLAIMS_FROM, metavar="THRESHOLD",
        help="suggest claims from this score on, 0–1, or off (default: %(default)s)",
    )  # fmt: skip
    suggest.add_argument("--processes", type=_count, default=1, metavar="N")
    suggest.add_argument("--json", action="store_true", help="print JSON")
    suggest.set_defaults(command=_suggest)
    _add_export(commands)
    known = commands.add_parser("formats", help="the formats, and what each can hold")
    known.add_argument("--json", action="store_true", help="print JSON")
    known.set_defaults(command=_formats)


def _add_export(commands: Any) -> None:
    export = commands.add_parser("export", help="write a dataset")
    export.add_argument("project", type=Path, metavar="PROJECT")
    export.add_argument(
        "out", type=Path, metavar="OUT", help="a file; with --split a folder or file"
    )
    export.add_argument("--format", required=True, metavar="NAME", help="see annotator formats")
    export.add_argument("--layers", type=_words, metavar="A,B", help="only these layers")
    export.add_argument("--states", type=_words, metavar="A,B", help="accepted,suggested,rejected")
    export.add_argument("--annotator", metavar="NAME", help="whose decisions")
    which = export.add_mutually_exclusive_group()
    which.add_argument("--reviewed-only", action="store_true", help="articles done (default)")
    which.add_argument("--all", action="store_true", help="also articles not done")
    export.add_argument("--split", metavar="80/10/10", help="train, dev, test in percent")
    export.add_argument("--seed", type=int, default=0, metavar="N", help="of the split")
    export.add_argument(
        "--group-by", default="none", choices=splitting.GROUPS, help="what stays on one side"
    )
    export.add_argument("--force", action="store_true", help="replace files that are there")
    export.add_argument("--json", action="store_true", help="print JSON")
    export.set_defaults(command=_export)


def _count(words: str) -> int:
    number = int(words)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _score(words: str) -> float | None:
    if words == "off":
        return None
    try:
        score = float(words)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError("a number from 0 to 1, or off")
    return score


def _words(words: str) -> tuple[str, ...]:
    return tuple(x.strip() for x in words.split(",") if x.strip())


def _import(args: argparse.Namespace) -> int:
    progress = Progress("Importing")
    with open_project(args.project) as project:
        report = importing.import_paths(
            project, args.paths, format=args.format, annotator=args.annotator, progress=progress
        )
    progress.end()
    if args.json:
        put_json(
            {
                "articles": [{"id": i, "title": t} for _, i, t in report.articles],
                "spans": report.spans,
                "duplicates": [{"from": a, "same_as": b} for a, b in report.duplicates],
                "renamed": [{"from": a, "to": b} for a, b in report.renamed],
                "labels_added": report.labels_added,
                "refused": [asdict(r) for r in report.refused],
            }
        )
    for origin, twin in report.duplicates:
        say(f"{origin}: the same text as {twin}, not stored again")
    for before, after in report.renamed:
        say(f"{before}: this id is another article's here; it is {after} now")
    for refusal in report.refused:
        say(str(refusal))
    if report.labels_added:
        say(f"Added to the label schema: {', '.join(report.labels_added)}")
    say(
        f"{count(len(report.articles), 'article')} and {count(report.spans, 'span')} imported,"
        f" {len(report.duplicates):,} duplicates, {len(report.refused):,} refused"
    )
    return 1 if report.refused else 0


def _suggest(args: argparse.Namespace) -> int:
    bar = Progress("Suggesting")
    with open_project(args.project) as project:
        report = _run_pipeline(project, args, bar)
    bar.end()
    if args.json:
        put_json(
            {
                "pipeline": report.pipeline,
                "articles": report.articles,
                "spans": report.spans,
                "failed": [{"article": a, "error": e} for a, e in report.failed],
            }
        )
    for article, error in report.failed:
        say(f"{article}: {error}")
    say(
        f"{count(report.spans, 'span')} suggested in {count(report.articles, 'article')}"
        f" by {report.pipeline}"
        if report.articles or report.failed
        else f"Nothing waits for {report.pipeline}"
    )
    return 1 if report.failed else 0


def _run_pipeline(
    project: Project, args: argparse.Namespace, bar: Progress
) -> suggesting.SuggestReport:
    pks = pks_of(project, args.article) if args.article else None

    def tell(progress: suggesting.Progress) -> None:
        bar(progress.done, progress.total)

    def here(work: Any) -> Any:
        return work(project)

    if args.processes > 1:
        return suggesting.in_processes(
            here, args.pipeline, args.processes, args.claims, pks=pks, progress=tell
        )
    pipe = suggesting.InProcess(args.pipeline, args.claims)
    return suggesting.suggest(here, pipe, pks=pks, progress=tell)


def _export(args: argparse.Namespace) -> int:
    selection = Selection(args.layers, args.states, args.annotator, args.all)
    split = splitting.parse(args.split, args.seed, args.group_by) if args.split else None
    progress = Progress("Exporting")
    with open_project(args.project, readonly=True) as project:
        report = exporting.export(
            project, args.out, args.format, selection, split, force=args.force, progress=progress
        )
    progress.end()
    if args.json:
        put_json(
            {
                "files": [str(f) for f in report.files],
                "articles": report.articles,
                "parts": report.parts,
                "spans": report.spans,
                "losses": [asdict(loss) for loss in report.losses],
            }
        )
    else:
        for part, labels in report.spans.items():
            for label, number in sorted(labels.items(), key=lambda x: -x[1]):
                put(f"{part}\t{label}\t{number}")
    for loss in report.losses:
        say(f"Not held by {args.format}: {loss}")
    parts = ", ".join(f"{k} {v:,}" for k, v in report.parts.items())
    say(f"{count(report.articles, 'article')} ({parts}) in {', '.join(map(str, report.files))}")
    return 0


def _formats(args: argparse.Namespace) -> int:
    if args.json:
        put_json([asdict(f) for f in formats.FORMATS])
        return 0
    table(
        [
            (f.name, "read" if f.reads else "", "write" if f.writes else "", f.title, f.holds)
            for f in formats.FORMATS
        ]
    )
    return 0
