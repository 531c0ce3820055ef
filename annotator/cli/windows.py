"""The window, ``demo``, ``snapshot`` and ``print``: all that needs Qt."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from annotator.cli.opening import open_project
from annotator.cli.output import Progress, put, say
from annotator.model.errors import AnnotatorError, ModelMissing, ProjectDamaged
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
    snapshot.add_argument("--theme", choices=("light", "dark"), default="light")
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


def window(args: argparse.Namespace) -> int:
    """Open the window on a project, else the last one, else a welcome page."""
    if args.project is not None:
        # Said here, before a window is there to say it in.
        try:
            open_project(args.project, readonly=True).close()
        except ProjectDamaged as error:
            # The window offers the ways back.
            if _no_display():
                raise
            say(f"annotator: {error}")
    return _open(args.project)


def _open(project: Path | None) -> int:
    if _no_display():
        say(
            "annotator: there is no display to open a window on. Set DISPLAY, or use the commands"
            " (annotator --help); annotator snapshot makes a picture without one"
        )
        return 1
    from_qt = _qt()
    result: int = from_qt(project)
    return result


def _no_display() -> bool:
    return (
        sys.platform.startswith("linux")
        and not os.environ.get("DISPLAY")
        and not os.environ.get("WAYLAND_DISPLAY")
        and not os.environ.get("QT_QPA_PLATFORM")
    )


def _qt() -> Any:
    try:
        from annotator.ui.app import open_window
    except ImportError as error:
        raise _missing_library(error) from error
    return open_window


def _missing_library(error: ImportError) -> Exception:
    if ".so" not in str(error):
        return error
    return AnnotatorError(
        f"Qt cannot start: {error}",
        "",
        "On Debian and Ubuntu: sudo apt-get install libegl1 libgl1 libxkbcommon-x11-0"
        " libxcb-cursor0 libfontconfig1 libdbus-1-3",
    )


def _demo(args: argparse.Namespace) -> int:
    path = demo.make_project(args.to)
    say(f"The sample project is {path}")
    try:
        _suggest(path)
    except ModelMissing as error:
        say(f"annotator: not pre-highlighted: {error}")
    if not args.no_window:
        return _open(path)
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
        raise _missing_library(error) from error
    snapshot(project, out, article, theme, size)


def _print(args: argparse.Namespace) -> int:
    # Set before Qt starts, so that no display is needed and none is used.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from annotator.ui.pdf import print_article
    except ImportError as error:
        raise _missing_library(error) from error
    pages = print_article(args.project, args.article, args.out, args.annotator)
    say(f"Wrote {count(pages, 'page')} to {args.out}")
    return 0
