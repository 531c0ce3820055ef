"""``export``, ``formats``: datasets out."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotator import formats
from annotator.cli.opening import open_project
from annotator.cli.output import Progress, pairs, put, put_json, say, table
from annotator.model.wording import count
from annotator.services import exporting, splitting
from annotator.services.exporting import ExportReport, Want
from annotator.services.selecting import Selection


def add(commands: Any) -> None:
    """Declare the commands."""
    export = commands.add_parser("export", help="write a dataset")
    export.add_argument("project", type=Path, metavar="PROJECT")
    export.add_argument(
        "out", type=Path, metavar="OUT", help="a file; with --split a folder or file"
    )
    export.add_argument("--format", required=True, metavar="NAME", help="see annotator formats")
    export.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    _add_selection(export)
    export.add_argument("--split", metavar="80/10/10", help="train, dev, test in percent")
    export.add_argument("--seed", type=int, default=0, metavar="N", help="of the split")
    export.add_argument(
        "--group-by", default="none", choices=splitting.GROUPS, help="what stays on one side"
    )
    export.add_argument(
        "--resplit", action="store_true", help="forget which part articles were in before"
    )
    export.add_argument("--card", action=argparse.BooleanOptionalAction, help="with a split: yes")
    export.add_argument("--licence", default="", metavar="NAME", help="of the texts, on the card")
    export.add_argument("--strict", action="store_true", help="any loss is an error")
    export.add_argument("--force", action="store_true", help="replace files that are there")
    export.add_argument("--json", action="store_true", help="print JSON")
    export.set_defaults(command=_export)
    known = commands.add_parser("formats", help="the formats, and what each can hold")
    known.add_argument("--json", action="store_true", help="print JSON")
    known.set_defaults(command=_formats)


def _add_selection(export: argparse.ArgumentParser) -> None:
    export.add_argument("--layers", type=_words, metavar="A,B", help="only these layers")
    export.add_argument("--labels", type=_words, metavar="A,B", help="only these labels")
    export.add_argument("--states", type=_words, metavar="A,B", help="accepted,suggested,rejected")
    export.add_argument("--annotator", metavar="NAME", help="whose decisions")
    export.add_argument(
        "--agreed", type=int, default=0, metavar="N", help="only what N people marked alike"
    )
    export.add_argument(
        "--where", default="", metavar="FILTER", help='articles, as in the queue: "date:2024"'
    )
    export.add_argument(
        "--with-marks", action="store_true", help="quotes with their quotation marks"
    )
    which = export.add_mutually_exclusive_group()
    which.add_argument("--reviewed-only", action="store_true", help="articles done (default)")
    which.add_argument("--all", action="store_true", help="also articles not done")


def _words(words: str) -> tuple[str, ...]:
    return tuple(x.strip() for x in words.split(",") if x.strip())


def _export(args: argparse.Namespace) -> int:
    selection = Selection(
        args.layers, args.states, args.annotator, args.all, args.labels, args.where,
        args.agreed, args.with_marks,
    )  # fmt: skip
    split = None
    if args.split:
        split = splitting.parse(args.split, args.seed, args.group_by, args.resplit)
    want = Want(
        args.format, pairs(args.option, "--option"), args.strict, args.force, args.card,
        args.licence,
    )  # fmt: skip
    progress = Progress("Exporting")
    # With a split the parts are stored; the rest only reads.
    with open_project(args.project, readonly=split is None) as project:
        report = exporting.export(project, args.out, want, selection, split, progress=progress)
    progress.end()
    if args.json:
        put_json(_as_json(report))
    else:
        for part, labels in report.spans.items():
            for label, number in sorted(labels.items(), key=lambda x: -x[1]):
                put(f"{part}\t{label}\t{number}")
    _tell(report, args.format)
    return 0


def _as_json(report: ExportReport) -> dict[str, Any]:
    return {
        "files": [str(f) for f in report.files],
        "articles": report.articles,
        "parts": report.parts,
        "spans": report.spans,
        "given": dict(report.given),
        "written": dict(report.written),
        "losses": [asdict(loss) for loss in report.losses],
        "sha256": report.digests,
        "split_kept": report.split_kept,
    }


def _tell(report: ExportReport, format: str) -> None:
    for loss in report.losses:
        say(f"Not held by {format}: {loss}")
    if report.split_kept is False:
        say("The project is read-only: which article went to which part could not be stored")
    say(f"Selected: {report.balance()}; read back from the files and compared")
    parts = ", ".join(f"{k} {v:,}" for k, v in report.parts.items())
    say(f"{count(report.articles, 'article')} ({parts}) in {', '.join(map(str, report.files))}")


def _formats(args: argparse.Namespace) -> int:
    if args.json:
        put_json([asdict(f) for f in formats.every()])
        return 0
    table(
        [
            (f.name, "read" if f.reads else "", "write" if f.writes else "", f.title, f.holds)
            for f in formats.every()
        ]
    )
    return 0
