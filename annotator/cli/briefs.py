"""``brief``: quotes by speaker and claims by type, as Markdown or for Word."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.output import Progress, say
from annotator.model.errors import AnnotatorError
from annotator.model.wording import count
from annotator.services import brief, projects, queueing, reading
from annotator.services.projects import Project


def add(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "brief", help="quotes by speaker, claims by type: as Markdown or for Word"
    )
    parser.add_argument("project", type=Path, metavar="PROJECT")
    parser.add_argument("out", type=Path, metavar="OUT", help="a file ending in .md or .docx")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--article", nargs="+", metavar="ID", help="these articles only")
    which.add_argument("--filter", metavar="WORDS", help="articles that fit a filter of the queue")
    parser.add_argument("--annotator", metavar="NAME", help="whose decisions count")
    parser.add_argument("--suggestions", action="store_true", help="take open suggestions too")
    parser.add_argument("--force", action="store_true", help="replace the file")
    parser.set_defaults(command=_brief)


def _brief(args: argparse.Namespace) -> int:
    brief.writer_for(args.out)
    progress = Progress("Gathering")
    with projects.open_project(args.project, readonly=True) as project:
        found = brief.gather(
            project,
            _pks(project, args),
            args.annotator,
            suggestions=args.suggestions,
            progress=progress,
        )
    progress.end()
    brief.write(found, args.out, force=args.force)
    articles = count(len(found.articles), "article")
    say(f"Wrote quotes and claims: {found.entries:,}, of {articles}, to {args.out}")
    return 0


def _pks(project: Project, args: argparse.Namespace) -> list[int]:
    if args.article:
        return reading.pks_of(project, args.article)
    who = args.annotator or projects.login_name()
    found = queueing.Queue(who).find(project, args.filter or "")
    if found.problem:
        raise AnnotatorError(found.problem, args.filter or "", "Change the filter")
    if not found.pks:
        raise AnnotatorError("no article fits the filter", args.filter or "", "Change the filter")
    return list(found.pks)
