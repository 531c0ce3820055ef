"""Backups beside the project: made by SQLite, opened and counted, thinned out by age.

They are in the folder ``PROJECT-backups``, one project file each, with its time (UTC) and its
occasion as its name, and the same articles as ``jsonl`` packed with gzip.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from annotator.model.errors import ProjectError
from annotator.store import plain_copy, replacing
from annotator.store.failures import failure

OPENED, MEANWHILE, MIGRATION, BY_HAND = "opened", "meanwhile", "migration", "by-hand"
EVERY = timedelta(hours=1)
NEWEST = 3
# One is kept for each ten minutes, hour, day, week and month of these times.
_AGES = (
    (timedelta(hours=2), "%Y%m%d%H%M", 11),
    (timedelta(hours=24), "%Y%m%d%H", 10),
    (timedelta(days=14), "%Y%m%d", 8),
    (timedelta(weeks=12), "%G%V", 6),
    (timedelta(days=366), "%Y%m", 6),
)
# Beyond this the oldest go, as long as the newest few are left.
ROOM = 4_000_000_000
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)(?:-(\d+))?-([a-z][a-z-]*)\.db")
_STAMP = "%Y-%m-%dT%H%M%SZ"
_STALE_SECONDS = 86_400
_MARKS = (
    "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM span),"
    " (SELECT coalesce(max(id), 0) FROM edit), (SELECT coalesce(sum(seconds), 0) FROM review),"
    " (SELECT count(*) FROM label_schema)"
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of a project: the moment it was made, and on what occasion."""

    path: Path
    at: datetime
    why: str

    @property
    def plain(self) -> Path:
        """The same articles as jsonl, packed with gzip; may be missing."""
        return self.path.with_suffix(".jsonl.gz")


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup holds; ``sound`` is whether SQLite finds it whole."""

    articles: int
    spans: int
    sound: bool


def folder_of(path: Path) -> Path:
    """Where the backups of a project are."""
    return path.with_name(path.name + "-backups")


def found(path: Path) -> list[Backup]:
    """The backups of a project, newest first. Other files in the folder are no business of ours."""
    try:
        names = sorted(folder_of(path).iterdir())
    except OSError:
        return []
    known = []
    for file in names:
        match = _match(file)
        if match:
            with suppress(ValueError):
                at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                known.append((at, int(match[2] or 1), Backup(file, at, match[3])))
    return [backup for _, _, backup in sorted(known, key=lambda x: x[:2], reverse=True)]


def due(path: Path, now: datetime) -> bool:
    """Whether the newest backup is old, or from a time that is still to come."""
    newest = next(iter(found(path)), None)
    return newest is None or not timedelta(0) <= now - newest.at < EVERY


def changed(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether something was stored since the newest backup that can be read.

    A project without articles has nothing to lose yet.
    """
    if not _marks(connection)[0]:
        return False
    for backup in found(path):
        with suppress(sqlite3.Error), closing(_reader(backup.path)) as kept:
            return _marks(kept) != _marks(connection)
    return True


def make(
    connection: sqlite3.Connection,
    path: Path,
    why: str,
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> Backup | None:
    """Copy what is stored at this moment, while others work; open the copy and count what it has.

    Returns None, with nothing left behind, when ``stopped`` said so. Raises ProjectError when it
    cannot be made, or does not hold what the project holds.
    """
    folder = folder_of(path)
    try:
        folder.mkdir(exist_ok=True)
        _sweep(folder)
        at = datetime.now(UTC).replace(microsecond=0)
        backup = Backup(_free_name(folder, at, why), at, why)
        part = backup.path.with_name(f".{backup.path.name}.part")
        _require_room(connection, folder)
        try:
            marks = _copy(connection, part, stopped)
            _require_same(part, marks)
            replacing.put_new(part, backup.path)
        finally:
            part.unlink(missing_ok=True)
    except _Stopped:
        return None
    except (sqlite3.Error, OSError) as error:
        raise failure(error, folder) from error
    thin(path, at, backup)
    return backup


def add_plain(backup: Backup, stopped: Callable[[], bool] = lambda: False) -> bool:
    """Write the jsonl beside a backup; whether it is there. Raises ProjectError."""
    try:
        with closing(_reader(backup.path)) as connection:
            return plain_copy.write(connection, backup.plain, stopped)
    except (sqlite3.Error, OSError) as error:
        raise failure(error, backup.plain) from error


def held(backup: Backup) -> Held:
    """Open a backup and look at what it has."""
    try:
        with closing(_reader(backup.path)) as connection:
            articles, spans, *_ = _marks(connection)
            return Held(articles, spans, _is_sound(connection))
    except sqlite3.Error:
        return Held(0, 0, False)


class _Stopped(Exception):
    """The copying was called off."""


def _copy(connection: sqlite3.Connection, part: Path, stopped: Callable[[], bool]) -> Sequence[int]:
    def check(*_: int) -> None:
        if stopped():
            raise _Stopped

    own = not connection.in_transaction
    if own:
        # One moment for the counts and the copy, whatever is written meanwhile.
        connection.execute("BEGIN")
    try:
        marks = _marks(connection)
        with closing(sqlite3.connect(part, isolation_level=None)) as target:
            connection.backup(target, pages=2048, progress=check)
            # A backup is one file, also when it is opened to be looked at.
            target.execute("PRAGMA journal_mode = DELETE")
    finally:
        if own:
            connection.execute("ROLLBACK")
    return marks


def _require_same(part: Path, marks: Sequence[int]) -> None:
    with closing(_reader(part)) as copy:
        if not _is_sound(copy) or _marks(copy) != marks:
            raise ProjectError(
                "the backup does not hold what the project holds, and was thrown away",
                str(part.parent),
                "Run annotator check on the project",
            )


def _is_sound(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def _marks(connection: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(connection.execute(_MARKS).fetchone())


def _reader(path: Path) -> sqlite3.Connection:
    # Nobody writes to a backup: no lock and no companion is needed, wherever it lies.
    uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _require_room(connection: sqlite3.Connection, folder: Path) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    size = pages * connection.execute("PRAGMA page_size").fetchone()[0]
    if shutil.disk_usage(folder).free < 2 * size:
        raise ProjectError(
            "there is no room for a backup", str(folder), "Free some space on this disk"
        )


def _free_name(folder: Path, at: datetime, why: str) -> Path:
    stamp = at.strftime(_STAMP)
    # After all of this second, also when those before have been thinned out already.
    taken = [int(m[2] or 1) for m in map(_match, folder.glob(f"{stamp}*")) if m]
    more = f"-{max(taken) + 1}" if taken else ""
    return folder / f"{stamp}{more}-{why}.db"


def _match(file: Path) -> re.Match[str] | None:
    return _NAME.fullmatch(file.name)


def _sweep(folder: Path) -> None:
    """Take away what was begun and never finished, long ago."""
    for part in folder.glob(".*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _STALE_SECONDS:
                part.unlink()


def thin(path: Path, now: datetime, made: Backup | None = None) -> None:
    """Throw away the backups that age has made too many, but not the one that was just made."""
    for backup in surplus(found(path), now, lambda b: b.path.stat().st_size):
        if backup == made:
            continue
        for file in (backup.plain, backup.path):
            with suppress(OSError):
                file.unlink()


def surplus(
    backups: Sequence[Backup], now: datetime, size: Callable[[Backup], int]
) -> Iterable[Backup]:
    """Of backups, newest first, those that need not be kept."""
    kept: list[Backup] = []
    taken: set[str] = set()
    for number, backup in enumerate(backups):
        slot = _slot(backup, now)
        # Before a migration, and from a time to come (the clock was set back): not ours to judge.
        special = backup.why == MIGRATION or backup.at > now
        if number < NEWEST or special or (slot is not None and slot not in taken):
            kept.append(backup)
        if slot is not None:
            taken.add(slot)
    total, fits = 0, 0
    for number, backup in enumerate(kept):
        with suppress(OSError):
            total += size(backup)
        if total <= ROOM or number < NEWEST:
            fits = number + 1
    staying = set(kept[:fits])
    return [b for b in backups if b not in staying]


def _slot(backup: Backup, now: datetime) -> str | None:
    for age, pattern, length in _AGES:
        if now - backup.at < age:
            return f"{pattern} {backup.at.strftime(pattern)[:length]}"
    return None
