"""A log that can be sent to others: what happened and where, never a word of an article.

Modules write with the standard :mod:`logging`, under ``annotator``. Of an error only its kind and
the places in this program are kept, as its message may quote what someone wrote.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from annotator import __version__

SIZE, FILES = 500_000, 4
ROOT = Path(__file__).resolve().parents[2]
# The messages of these name things of the program, not of its data.
_OPEN_WORDS = (
    TypeError, AttributeError, NameError, ImportError, IndexError, RecursionError, MemoryError,
    ZeroDivisionError,
)  # fmt: skip

log = logging.getLogger("annotator")


def folder() -> Path:
    """Where the system keeps logs of programs."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "Annotator/Logs"
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / "Annotator"
    state = os.environ.get("XDG_STATE_HOME") or home / ".local" / "state"
    return Path(state) / "annotator" / "log"


def start(where: Path | None = None) -> Path | None:
    """Begin to write; returns the folder, or None where nothing can be written."""
    where = where or folder()
    stop()
    try:
        where.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            where / "annotator.log", maxBytes=SIZE, backupCount=FILES - 1, encoding="utf-8"
        )
    except OSError:
        return None
    handler.setFormatter(_Plain("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    log.info(
        "annotator %s, Python %s, %s", __version__, platform.python_version(), platform.platform()
    )
    return where


def stop() -> None:
    """End writing, if it was begun."""
    for handler in [h for h in log.handlers if isinstance(h, RotatingFileHandler)]:
        log.removeHandler(handler)
        handler.close()
    log.propagate = True


class _Plain(logging.Formatter):
    """One line a record, and of an error what can be sent to others."""

    def formatException(self, info: object) -> str:
        """The kinds and places of an error and of what led to it."""
        error = info[1] if isinstance(info, tuple) else None
        return told(error) if isinstance(error, BaseException) else ""

    def format(self, record: logging.LogRecord) -> str:
        """As usual; what another formatter made of an error before is not taken over."""
        record.exc_text = None
        return super().format(record)


def told(error: BaseException) -> str:
    """An error without its message: its kind, where it was raised, and what led to it."""
    parts: list[str] = []
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        places = [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(following.__traceback__)
        ]
        parts.append("\n".join([*places, f"{_kind(following)}{_words(following)}"]))
        following = following.__cause__ or following.__context__
    return "\n… because of\n".join(parts)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": {error.errno} {error.strerror or ''}".rstrip()
    code = getattr(error, "sqlite_errorname", None)
    if code:
        return f": {code}"
    return f": {error}" if isinstance(error, _OPEN_WORDS) else ""


def _short(name: str) -> str:
    """A file's name without the folders that say whose machine it is."""
    path = Path(name)
    with suppress(ValueError):
        return str(path.relative_to(ROOT))
    return str(Path(*path.parts[-3:]))
