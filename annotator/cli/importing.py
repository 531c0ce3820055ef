"""``import``: articles and annotated datasets in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotator.cli.opening import open_project
from annotator.cli.output import Progress, pairs, put, put_json, say
from annotator.model.errors import WrongUse
from annotator.model.wording import count
from annotator.services import importing
from annotator.services.importing import Bring, ImportReport

# So many near copies are named one by one.
_NAMED = 20


def add(commands: Any) -> None:
    """Declare the command."""
    bring = commands.add_parser("import", help="bring in articles, or annotated datasets")
    bring.add_argument("project", type=Path, metavar="PROJECT")
    bring.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    bring.add_argument("--format", metavar="NAME", help="see annotator formats")
    bring.add_argument("--annotator", metavar="NAME", help="whose the spans are that name nobody")
    bring.add_argument(
        "--map", action="append", default=[], metavar="LABEL=LAYER:LABEL",
        help="what a label of the file becomes; LABEL= leaves it out; may be given again",
    )  # fmt: skip
    bring.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    bring.add_argument(
        "--extend-schema", action="store_true", help="add labels the label schema lacks"
    )
    bring.add_argument(
        "--merge", action="store_true", help="add annotations of texts that are here already"
    )
    bring.add_argument("--strict", action="store_true", help="any loss is an error")
    bring.add_argument(
        "--dry-run", action="store_true", help="say what would come in, store nothing"
    )
    bring.add_argument("--json", action="store_true", help="print JSON")
    bring.set_defaults(command=_import)


def _import(args: argparse.Namespace) -> int:
    progress = Progress("Importing")

    def extend(names: Sequence[str]) -> bool:
        if args.extend_schema:
            return True
        progress.end()
        return _ask(names)

    bring = Bring(
        args.format, args.annotator, _mapping(args.map), pairs(args.option, "--option"),
        args.strict, args.merge, extend,
    )  # fmt: skip
    with open_project(args.project) as project:
        if args.dry_run:
            report = importing.look(project, args.paths, bring)
        else:
            report = importing.import_paths(project, args.paths, bring, progress=progress)
    progress.end()
    if args.json:
        put_json(_as_json(report))
    elif args.dry_run:
        for label, number in sorted(report.labels_found.items(), key=lambda x: -x[1]):
            put(f"{label}\t{number}")
    _tell(report, args.dry_run, args.extend_schema)
    return 1 if report.refused else 0


def _ask(names: Sequence[str]) -> bool:
    if not sys.stdin.isatty() or not sys.stderr.isatty():
        return False
    say(f"The label schema has no {', '.join(names)}.")
    print("Add? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _mapping(given: Sequence[str]) -> dict[str, str]:
    mapping = pairs(given, "--map")
    for name, place in mapping.items():
        if place and ":" not in place:
            raise WrongUse(
                f"--map {name}={place} names no layer", "", f"Write {name}=entity:{place}"
            )
    return mapping


def _as_json(report: ImportReport) -> dict[str, Any]:
    return {
        "articles": [{"id": i, "title": t} for _, i, t in report.articles],
        "spans": report.spans,
        "merged": [i for _, i in report.merged],
        "duplicates": [{"from": a, "same_as": b} for a, b in report.duplicates],
        "near": [{"id": a, "copy_of": b, "similarity": round(c, 2)} for a, b, c in report.near],
        "renamed": [{"from": a, "to": b} for a, b in report.renamed],
        "labels": dict(report.labels_found),
        "labels_added": report.labels_added,
        "labels_missing": report.labels_missing,
        "labels_wanted": report.labels_wanted,
        "refused": [asdict(r) for r in report.refused],
        "found": dict(report.found),
        "stored": dict(report.stored),
        "losses": [asdict(x) for x in report.losses],
        "recognised": [{"file": a, "format": b, "why": c} for a, b, c in report.recognised],
        "remarks": report.remarks,
    }


def _tell(report: ImportReport, dry: bool, extend: bool) -> None:
    for remark in report.remarks:
        say(remark)
    for origin, twin in report.duplicates:
        merged = any(i == twin for _, i in report.merged)
        said = "its annotations were added to that" if merged else "not stored again"
        say(f"{origin}: the same text as {twin}, {said}")
    if report.mergeable:
        say("What such files say of a text that is here already is added to it with --merge")
    for name, twin, share in report.near[:_NAMED]:
        say(f"{name}: a near copy of {twin} ({share:.0%} of the shorter text), stored")
    if len(report.near) > _NAMED:
        say(f"… and {count(len(report.near) - _NAMED, 'more near copy')}")
    for before, after in report.renamed:
        say(f"{before}: this id is another article's here; it is {after} now")
    for refusal in report.refused:
        say(str(refusal))
    for loss in report.losses:
        say(f"Not taken: {loss}")
    if dry and report.labels_wanted:
        say(f"The label schema lacks {', '.join(report.labels_wanted)}")
        if not extend:
            say("Articles that need these are refused without --extend-schema or --map")
    if report.labels_added:
        say(f"Added to the label schema: {', '.join(report.labels_added)}")
    say(f"In the files: {report.balance() or 'nothing'}")
    say(
        f"{count(len(report.articles), 'article')} and {count(report.spans, 'span')}"
        f" {'would be imported' if dry else 'imported'},"
        f" {len(report.duplicates):,} duplicates, {len(report.refused):,} refused"
    )
