"""``schema``: print, keep or replace a project's label schema."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.output import put, say
from annotator.services import projects, schemas


def add(commands: Any) -> None:
    """Declare the command."""
    schema = commands.add_parser("schema", help="the label schema: print it, or read another in")
    schema.add_argument("project", type=Path, metavar="PROJECT")
    which = schema.add_mutually_exclusive_group()
    which.add_argument(
        "--export", type=Path, metavar="FILE", help="write it to a TOML file, or a codebook (.qdc)"
    )
    which.add_argument("--import", type=Path, metavar="FILE", dest="read", help="take this one")
    schema.add_argument("--annotator", metavar="NAME", help="who changes it; the login name")
    schema.set_defaults(command=_schema)


def _schema(args: argparse.Namespace) -> int:
    if args.read is not None:
        return _import(args)
    with projects.open_project(args.project, readonly=True) as project:
        schema = project.schema()
    if args.export is None:
        put(schema.to_toml().rstrip())
    else:
        projects.write_schema(schema, args.export)
        say(f"Wrote version {schema.version} of the labels to {args.export}")
    return 0


def _import(args: argparse.Namespace) -> int:
    schema = projects.read_schema(args.read)
    with projects.open_project(args.project) as project:
        edit = schemas.change(project, args.annotator or projects.login_name(), schema)
        now = project.schema()
    if edit is None:
        say(f"{args.project} has these labels already")
        return 0
    kept = [x.id for layer in now.layers for x in layer.labels if x.retired]
    say(f"{edit.summary}; version {now.version}")
    if kept:
        say(f"Retired, as spans carry them: {', '.join(kept)}")
    return 0
