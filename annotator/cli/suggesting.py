"""``suggest``: pre-annotate."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.opening import open_project
from annotator.cli.output import Progress, put_json, say
from annotator.model.span import CLAIMS_FROM
from annotator.model.wording import count
from annotator.services import suggesting
from annotator.services.projects import Project
from annotator.services.reading import pks_of


def add(commands: Any) -> None:
    """Declare the command."""
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
