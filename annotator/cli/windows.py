"""``demo``, ``snapshot`` and ``print``: what needs Qt beside the window."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from annotator.cli.opening import open_project
from annotator.cli.output import Progress, put, say
from annotator.cli.window import missing_library, open_window
from annotator.model.errors import ModelMissing
from annotator.model.wording import count
from annotator.services import demo, exporting, projects, suggesting
from annotator.services.exporting import Want
from annotator.services.selecting import Selection


def add(commands: Any) -> None:
    """Declare the commands."""
    sample = commands.add_parser("demo", help="make a sample project and open it")
    sample.add_argument("--to", type=Path, default=Path("demo"), metavar="DIR")
    sample.add_argument("--no-window", action="store_true", help="leave a dataset and a picture")
    sample.set_defaults(command=_demo)
    snapshot = commands.add_parser("snapshot", help="a picture of the window")
    snapshot.add_argument("project", type=Path, metavar="PROJECT")
    snapshot.add_argument("out", type=Path, metavar="OUT.png")
    snapshot.add_argument("--article", metavar="ID")
    snapshot.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    snapshot.add_argument("--size", type=_size, default=(1440, 900), metavar="1440x900")
    snapshot.set_defaults(command=_snapshot)
    paper = commands.add_parser("print", help="an annotated article as PDF")
    paper.add_argument("project", type=Path, metavar="PROJECT")
    paper.add_argument("article", metavar="ID")
    paper.add_argument("out", type=Path, metavar="OUT.pdf")
    paper.add_argument("--annotator", metavar="NAME", help="whose view; the login name")
    paper.set_defaults(command=_print)


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError("give it as 1440x900")
    if not (640 <= int(width) <= 8000 and 400 <= int(height) <= 8000):
        raise argparse.ArgumentTypeError("from 640x400 to 8000x8000")
    return int(width), int(height)


def _demo(args: argparse.Namespace) -> int:
    path = demo.make_project(args.to)
    say(f"The sample project is {path}")
    try:
        _suggest(path)
    except ModelMissing as error:
        say(f"annotator: not pre-highlighted: {error}")
    if not args.no_window:
        return open_window(path)
    return _leave(path, args.to)


def _suggest(path: Path) -> None:
    bar = Progress("Suggesting")
    with open_project(path) as project:
        if project.readonly is None and demo.waits(project):
            pipe = suggesting.InProcess()
            suggesting.suggest(
                lambda work: work(project), pipe, progress=lambda p: bar(p.done, p.total)
            )
    bar.end()


def _leave(path: Path, folder: Path) -> int:
    dataset, picture = folder / "sample.jsonl", folder / "window.png"
    trained = folder / "sample.spacy"
    with open_project(path, readonly=True) as project:
        exporting.export(project, dataset, Want("jsonl", force=True))
        everything = Selection(states=("accepted", "suggested"), everything=True)
        exporting.export(project, trained, Want("spacy", force=True), everything)
    _picture(path, picture, None, "light", (1440, 900))
    for file in (path, dataset, trained, picture):
        put(str(file))
    return 0


def _snapshot(args: argparse.Namespace) -> int:
    _picture(args.project, args.out, args.article, args.theme, args.size)
    say(f"Wrote {args.out}")
    return 0


def _picture(
    project: Path, out: Path, article: str | None, theme: str, size: tuple[int, int]
) -> None:
    projects.open_project(project, readonly=True).close()
    # Set before Qt starts, so that no display is needed and none is used.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from annotator.ui.snapshot import snapshot
    except ImportError as error:
        raise missing_library(error) from error
    snapshot(project, out, article, theme, size)


def _print(args: argparse.Namespace) -> int:
    # Set before Qt starts, so that no display is needed and none is used.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from annotator.ui.pdf import print_article
    except ImportError as error:
        raise missing_library(error) from error
    pages = print_article(args.project, args.article, args.out, args.annotator)
    say(f"Wrote {count(pages, 'page')} to {args.out}")
    return 0
