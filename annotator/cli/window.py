"""Open the window. Imports little: what the other commands need is not waited for."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import Any

from annotator.cli.output import say
from annotator.model.errors import AnnotatorError, ProjectDamaged
from annotator.services import projects


def window(args: argparse.Namespace) -> int:
    """Open the window on a project, else the last one, else a welcome page."""
    # One that was not closed properly is left as it is: the window looks it through.
    if args.project is not None and not projects.left_open(args.project):
        # Said here, before a window is there to say it in.
        try:
            projects.open_project(args.project, readonly=True).close()
        except ProjectDamaged as error:
            # The window offers the ways back.
            if _no_display():
                raise
            say(f"annotator: {error}")
    return open_window(args.project)


def open_window(project: Path | None) -> int:
    """Open the window; returns the exit status. Says what is missing where there is no display."""
    if _no_display():
        say(
            "annotator: there is no display to open a window on. Set DISPLAY, or use the commands"
            " (annotator --help); annotator snapshot makes a picture without one"
        )
        return 1
    # Next to nothing of what is made until the window stands is garbage; looking for it takes a
    # tenth of the start. The window turns it on again as soon as it is whole.
    gc.disable()
    try:
        from_qt = _qt()
        result: int = from_qt(project)
    finally:
        gc.enable()
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
        raise missing_library(error) from error
    return open_window


def missing_library(error: ImportError) -> Exception:
    """What to tell when Qt cannot be imported; the error itself where it is another one."""
    if ".so" not in str(error):
        return error
    return AnnotatorError(
        f"Qt cannot start: {error}",
        "",
        "On Debian and Ubuntu: sudo apt-get install libegl1 libgl1 libxkbcommon-x11-0"
        " libxcb-cursor0 libfontconfig1 libdbus-1-3",
    )
