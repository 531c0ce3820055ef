"""``backups``, ``restore``, ``repair``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.opening import open_project
from annotator.cli.output import put, put_json, say, table
from annotator.model.errors import ProjectError
from annotator.model.wording import count
from annotator.services import safety


def add(commands: Any) -> None:
    """Declare the commands."""
    listing = commands.add_parser("backups", help="the backups beside a project")
    listing.add_argument("project", type=Path, metavar="PROJECT")
    listing.add_argument("--now", action="store_true", help="make one first")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(command=_backups)
    restore = commands.add_parser(
        "restore", help="bring a backup back; the project that stands there is kept"
    )
    restore.add_argument("project", type=Path, metavar="PROJECT")
    restore.add_argument(
        "out", type=Path, nargs="?", metavar="OUT", help="a new file; else in the project's place"
    )
    restore.add_argument("--from", dest="name", metavar="NAME", help="which (default: the newest)")
    restore.set_defaults(command=_restore)
    repair = commands.add_parser("repair", help="save what can be read of a damaged project")
    repair.add_argument("project", type=Path, metavar="PROJECT")
    repair.add_argument("out", type=Path, metavar="OUT", help="a new project")
    repair.add_argument("--json", action="store_true", help="print JSON")
    repair.set_defaults(command=_repair)


def _backups(args: argparse.Namespace) -> int:
    if args.now:
        with open_project(args.project) as project:
            safety.keep_backup(project, safety.BY_HAND, force=True)
    listed = safety.backups_of(args.project)
    if not listed and not args.project.exists():
        raise ProjectError("there is no such project, and no backup of it", str(args.project))
    if args.json:
        put_json(
            [
                {
                    "file": str(x.backup.path), "at": x.backup.at.isoformat(), "why": x.occasion,
                    "articles": x.articles, "spans": x.spans, "bytes": x.size, "sound": x.sound,
                    "jsonl": str(x.backup.plain) if x.has_plain else None,
                }
                for x in listed
            ]
        )  # fmt: skip
        return 0
    table(
        [
            (
                x.backup.path.name,
                f"{x.at:%Y-%m-%d %H:%M}",
                f"{count(x.articles, 'article')}, {count(x.spans, 'span')}"
                if x.sound
                else "damaged",
                x.occasion,
            )
            for x in listed
        ]
    )
    where = f" in {listed[0].backup.path.parent}" if listed else ""
    say(f"{count(len(listed), 'backup')}{where}")
    return 0


def _restore(args: argparse.Namespace) -> int:
    backup = safety.choose(args.project, args.name)
    aside = safety.restore(args.project, backup, args.out)
    say(
        f"{args.out or args.project} is as it was on {backup.at.astimezone():%Y-%m-%d %H:%M}"
        f" ({safety.occasion(backup)})"
    )
    if aside is not None:
        say(f"The project that stood there is {aside} now")
    return 0


def _repair(args: argparse.Namespace) -> int:
    report = safety.repair(args.project, args.out)
    if args.json:
        put_json({"rows": report.rows, "lost": report.lost, "changed": report.changed})
    else:
        for line in report.lost:
            put(f"lost\t{line}")
        for line in report.changed:
            put(f"changed\t{line}")
    saved = f"{count(report.rows['article'], 'article')}, {count(report.rows['span'], 'span')}"
    say(
        f"{args.out}: {saved} saved; {len(report.lost):,} lost, {len(report.changed):,} changed."
        f" {args.project} is as it was"
    )
    return 0
