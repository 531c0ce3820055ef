"""``search``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from annotator.cli.opening import open_project
from annotator.cli.output import put, put_json, say
from annotator.model.wording import count
from annotator.services import searching


def add(commands: Any) -> None:
    """Declare the commands."""
    search = commands.add_parser("search", help="full text with context")
    search.add_argument("project", type=Path, metavar="PROJECT")
    search.add_argument("query", nargs="+", metavar="QUERY", help='words, or "a phrase", or begin*')
    search.add_argument("--limit", type=int, default=50, metavar="N")
    search.add_argument("--json", action="store_true", help="print JSON")
    search.set_defaults(command=_search)


def _search(args: argparse.Namespace) -> int:
    # A phrase that the shell took the quotes off is one argument with spaces.
    query = " ".join(f'"{q}"' if " " in q and '"' not in q else q for q in args.query)
    with open_project(args.project, readonly=True) as project:
        hits = searching.search(project, query, args.limit)
    if args.json:
        put_json([{"article": h.id, "title": h.title, "context": _plain(h.context)} for h in hits])
        return 0
    for hit in hits:
        put(f"{hit.id}\t{hit.title}\n\t{_marked(hit.context)}")
    say(
        count(len(hits), "article")
        + (f" (the first {args.limit})" if len(hits) == args.limit else "")
    )
    return 0


def _plain(context: str) -> str:
    words = context.replace(searching.OPEN, "").replace(searching.CLOSE, "")
    return " ".join(words.split())


def _marked(context: str) -> str:
    bold, normal = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    words = " ".join(context.split())
    return words.replace(searching.OPEN, bold).replace(searching.CLOSE, normal)
