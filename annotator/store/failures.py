"""SQLite's and the system's errors in words for the person at the desk."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from annotator.model.errors import ProjectDamaged, ProjectError

_BUSY = ("another program is writing to the project", "Wait for it or close it, then try again")
_SQLITE = (
    ("locked", *_BUSY),
    ("busy", *_BUSY),
    ("full", "the disk is full; nothing of this step was stored", "Free some space and try again"),
    ("readonly", "the file may not be written", "Change its permissions or work on a copy"),
    ("disk i/o", "the disk could not be read or written", "Check the disk, then use a backup"),
    ("too big", "something in it is larger than a project can hold", "Leave it out"),
    ("unable to open", "the file cannot be opened", "Check the folder and its permissions"),
)
_DAMAGED = ("malformed", "not a database", "unsupported file format", "could not decode")
_SYSTEM = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again"),
    errno.EACCES: ("no permission", "Choose another folder or change its permissions"),
    errno.EROFS: ("the disk is read-only", "Choose another folder"),
    errno.ENOENT: ("there is no such file or folder", "Check the name"),
    errno.EISDIR: ("this is a folder", "Name a file"),
}


def failure(error: Exception, path: Path | str) -> ProjectError:
    """The error to raise for one of SQLite or the system on a project file."""
    if isinstance(error, sqlite3.Error) and any(x in str(error).lower() for x in _DAMAGED):
        return ProjectDamaged("the project file is damaged", str(path))
    return ProjectError(*explain(error, path))


def explain(error: Exception, path: Path | str) -> tuple[str, str, str]:
    """What went wrong, where, and the next step."""
    if isinstance(error, OSError):
        what, remedy = _SYSTEM.get(error.errno or 0, (str(error), "Try again"))
        return what, str(path), remedy
    text = str(error).lower()
    if isinstance(error, sqlite3.Error):
        for part, what, remedy in _SQLITE:
            if part in text:
                return what, str(path), remedy
    return str(error), str(path), "Nothing of this step was stored; run annotator check"
