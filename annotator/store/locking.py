"""Who has a project in a window: a lock that the system takes away when its process ends.

SQLite itself lets many write in turn. Two windows on one project would work too, but each would
show what the other has changed already; so the second only reads.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from annotator.model.ids import now

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# The byte that is locked lies far behind the words, so that Windows lets them be read.
_BYTE = 1_000_000


def lock_of(path: Path) -> Path:
    """The file beside a project that is locked while a window has it."""
    return path.with_name(path.name + "-lock")


class Lock:
    """Holds the lock of a project until it is let go, or the process ends in any way."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path = file, path

    def is_of(self, path: Path) -> bool:
        """Whether it is the lock of this project."""
        return self._path == lock_of(path.resolve())

    def release(self) -> None:
        """Let go; the file beside the project goes with it."""
        if self._file.closed:
            return
        if sys.platform != "win32":
            # While it is held, so that nobody can have taken it between.
            self._path.unlink(missing_ok=True)
        self._file.close()
        if sys.platform == "win32":
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def take(path: Path, who: str) -> Lock | str | None:
    """Take the lock of a project for ``who``.

    Returns the lock, or in words who has it, or None where no lock can be had: on some network
    drives, and in a folder that may not be written to.
    """
    name = lock_of(path.resolve())
    for _ in range(5):
        try:
            file = name.open("a+b")
        except OSError:
            return None
        try:
            _lock(file)
        except BlockingIOError:
            with file:
                return _holder(file)
        except OSError:
            file.close()
            return None
        if _is(name, file):
            _say(file, who)
            return Lock(file, name)
        # Whoever had it let go, and took the file with it, after we had opened it.
        file.close()
    return None


def holder(path: Path) -> str | None:
    """In words who has the project in a window; None for nobody."""
    if not lock_of(path.resolve()).exists():
        return None
    taken = take(path, "")
    if isinstance(taken, Lock):
        taken.release()
        return None
    return taken


def _lock(file: IO[bytes]) -> None:
    """Raises BlockingIOError when someone has it, OSError where there are no locks."""
    if sys.platform == "win32":
        file.seek(_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is(name: Path, file: IO[bytes]) -> bool:
    try:
        there, ours = name.stat(), os.fstat(file.fileno())
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _say(file: IO[bytes], who: str) -> None:
    with suppress(OSError):
        file.truncate(0)
        file.write(json.dumps({"who": who, "host": socket.gethostname(), "at": now()}).encode())
        file.flush()


def _holder(file: IO[bytes]) -> str:
    try:
        file.seek(0)
        told = json.loads(file.read(2000))
        who, host = str(told["who"])[:60], str(told["host"])[:60]
    except (OSError, ValueError, KeyError, TypeError):
        return "in another window"
    here = "" if host == socket.gethostname() else f" on {host}"
    return f"in another window, by {who}{here}"
