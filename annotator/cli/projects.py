"""``init``, ``check``, ``backup``, ``stats``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.opening import open_project
from annotator.cli.output import put, put_json, say, table
from annotator.model.wording import count
from annotator.services import counting, projects


def add(commands: Any) -> None:
    """Declare the commands."""
    init = commands.add_parser("init", help="a new project")
    init.add_argument("project", type=Path, metavar="PROJECT")
    init.add_argument("--schema", type=Path, metavar="FILE", help="a label schema in TOML")
    init.set_defaults(command=_init)
    check = commands.add_parser("check", help="integrity of a project: every offset, every text")
    check.add_argument("project", type=Path, metavar="PROJECT")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(command=_check)
    backup = commands.add_parser("backup", help="a consistent copy, also while in use")
    backup.add_argument("project", type=Path, metavar="PROJECT")
    backup.add_argument("out", type=Path, metavar="OUT")
    backup.set_defaults(command=_backup)
    stats = commands.add_parser("stats", help="counts per layer, label, state, annotator, review")
    stats.add_argument("project", type=Path, metavar="PROJECT")
    stats.add_argument("--json", action="store_true", help="print JSON")
    stats.set_defaults(command=_stats)


def _init(args: argparse.Namespace) -> int:
    schema = projects.read_schema(args.schema) if args.schema else None
    projects.create_project(args.project, schema).close()
    say(f"Made {args.project}. Next: annotator import {args.project} PATH…")
    return 0


def _check(args: argparse.Namespace) -> int:
    with open_project(args.project, readonly=True) as project:
        found = list(projects.check(project))
        totals = counting.stats(project)["totals"] if not found else {}
    if args.json:
        put_json({"project": str(args.project), "problems": found, **totals})
    else:
        for line in found:
            put(line)
    if found:
        say(f"{args.project}: {count(len(found), 'problem')}. Go back to a backup, or report them")
        return 1
    held = f"{count(totals['articles'], 'article')}, {count(totals['spans'], 'span')}"
    say(f"{args.project}: sound; {held}")
    return 0


def _backup(args: argparse.Namespace) -> int:
    with open_project(args.project, readonly=True) as project:
        projects.backup(project, args.out)
    say(f"Copied {args.project} to {args.out}")
    return 0


def _stats(args: argparse.Namespace) -> int:
    with open_project(args.project, readonly=True) as project:
        stats = counting.stats(project)
    if args.json:
        put_json(stats)
        return 0
    table(list(stats["totals"].items()))
    for title, rows in (("Spans", stats["spans"]), ("Relations", stats["relations"])):
        if rows:
            put(f"\n{title}")
            table([tuple(r.values()) for r in rows])
    if stats["reviews"]:
        put("\nReviews (annotator, status, articles, seconds)")
        table([tuple(r.values()) for r in stats["reviews"]])
    if stats["failures"]:
        put("\nNot suggested")
        table([tuple(r.values()) for r in stats["failures"]])
    return 0
