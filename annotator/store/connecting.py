"""Connections to a project file that may come from anyone, on a disk of any kind."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from urllib.parse import quote

# Far beyond any article and any history entry, far below what would exhaust the memory.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 512_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 1,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
}


def connect(path: Path, mode: str, busy_seconds: float) -> sqlite3.Connection:
    """A connection that trusts nothing in the file; ``mode`` is SQLite's ``ro`` or ``rw``.

    Raises sqlite3.Error.
    """
    connection = sqlite3.connect(
        _uri(path, mode), uri=True, isolation_level=None, timeout=busy_seconds
    )
    try:
        _harden(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        _first_read(connection)
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: str) -> str:
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}"
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not companions(path)[0].exists():
        # A WAL file needs its -shm beside it; where none can be made, nobody can be writing.
        uri += "&immutable=1"
    return uri


def _harden(connection: sqlite3.Connection) -> None:
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    # Views, triggers and checks of the file call nothing that could do harm.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


def trust(connection: sqlite3.Connection) -> None:
    """The schema is known to be ours: its triggers may write to the full text index.

    For that SQLite asks for trust in general, at least up to 3.40.
    """
    connection.execute("PRAGMA trusted_schema = ON")


def use_wal(connection: sqlite3.Connection) -> bool:
    """Turn WAL on; whether it is. A network drive may refuse it, then a plain journal serves.

    Kept in the file, so call it only for a file that is ours.
    """
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.OperationalError as error:
        if not _no_shared_memory(error):
            raise
        leave_wal(connection)
        mode = "delete"
    if mode != "wal":
        # Without WAL the folder has to be written to disk as well.
        connection.execute("PRAGMA synchronous = EXTRA")
    return bool(mode == "wal")


def _first_read(connection: sqlite3.Connection) -> None:
    """Read the file for the first time; one that was left in WAL is taken out of it if it must."""
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if not _no_shared_memory(error):
            raise
        leave_wal(connection)


def _no_shared_memory(error: sqlite3.Error) -> bool:
    name = error.sqlite_errorname or ""
    return name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR_SHM", "SQLITE_PROTOCOL"))


def leave_wal(connection: sqlite3.Connection) -> None:
    """Bring what is in the WAL into the file and go back to a plain journal.

    Held for itself alone, SQLite needs no shared memory for it. Raises sqlite3.Error.
    """
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA locking_mode = NORMAL")
    # The lock is let go by the next read.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def companions(path: Path) -> tuple[Path, Path]:
    """The files that SQLite keeps beside a project that is open."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def left_open(path: Path) -> bool:
    """Whether the file was not closed, or is open elsewhere: its WAL is still there."""
    try:
        return companions(path)[0].stat().st_size > 0
    except OSError:
        return False


def identity(path: Path) -> tuple[int, int] | None:
    """What stays the same while it is the same file; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
