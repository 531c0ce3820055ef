"""Opening a project with care, its backups, and what to know of the place it lies in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.model.errors import ProjectError
from annotator.services.surroundings import cloud_of
from annotator.store import backups, checks, connecting, locking
from annotator.store.backups import Backup
from annotator.store.locking import Lock
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.store.salvage import Salvaged

__all__ = ["Backup", "Lock", "Project", "Salvaged"]

# Above these sizes looking at every page, or copying it before each step, would be felt.
CHECKED_SIZE = 256_000_000
COPIED_SIZE = 200_000_000
PAUSE_SECONDS = 600
OPENED, MEANWHILE, BY_HAND = backups.OPENED, backups.MEANWHILE, backups.BY_HAND

_OCCASIONS = {
    backups.OPENED: "when it was opened",
    backups.MEANWHILE: "while it was open",
    backups.MIGRATION: "before a newer version of Annotator changed its tables",
    backups.BY_HAND: "asked for",
    "many-places": "before a step over many articles",
    "labels": "before labels were renamed or merged",
    "twins": "before spans were offered in near copies",
    "import": "before annotations were imported",
}

log = logging.getLogger(__name__)


def open_guarded(
    path: Path,
    *,
    readonly: bool | str = False,
    alone: bool = True,
    tell: Callable[[str], object] = lambda _: None,
) -> Project:
    """Open a project; one that was not closed properly is looked through first.

    Edits over many articles make a backup before; ``tell`` hears, in words, when that fails.
    ``alone``: no window has it, as far as is known. Raises ProjectError.
    """
    unclean = alone and connecting.left_open(path)
    project = Project.open(path, readonly=readonly)
    try:
        if unclean and _size(path) <= CHECKED_SIZE:
            log.info("it was not closed; looking through it")
            checks.require_whole(project)
    except BaseException:
        project.close()
        raise
    project.before_bulk = lambda what: _before_bulk(project, what, tell)
    return project


def take_lock(path: Path, who: str) -> Lock | str | None:
    """The lock of a window on a project; in words who has it; None where there are no locks."""
    return locking.take(path, who)


def window_of(path: Path) -> str | None:
    """In words who has a project in a window; None for nobody."""
    return locking.holder(path)


def cautions(project: Project) -> list[str]:
    """What to know of the place where a project lies, in sentences."""
    found = []
    service = cloud_of(project.path)
    if service is not None:
        found.append(
            f"This project is in a folder of {service}, which may copy it half written. Keep it"
            " elsewhere, and exports and copies there."
        )
    if not project.wal:
        found.append(
            "This drive cannot be used by several programs at once: each waits for the other."
            " A disk of this machine is quicker and safer."
        )
    return found


# -- backups ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup as people see it; ``at`` is local time. Without ``sound`` it cannot be used."""

    backup: Backup
    at: datetime
    occasion: str
    articles: int
    spans: int
    size: int
    sound: bool
    has_plain: bool


def backups_of(path: Path) -> list[Listed]:
    """The backups of a project, newest first, each opened and counted."""
    listed = []
    for backup in backups.found(path):
        held = backups.held(backup)
        listed.append(
            Listed(
                backup, backup.at.astimezone(), occasion(backup), held.articles, held.spans,
                _size(backup.path), held.sound, backup.plain.exists(),
            )
        )  # fmt: skip
    return listed


def occasion(backup: Backup) -> str:
    """Why a backup was made, in words."""
    return _OCCASIONS.get(backup.why, f"before {backup.why.replace('-', ' ')}")


def keep_backup(
    project: Project, why: str, stopped: Callable[[], bool] = lambda: False, force: bool = False
) -> Backup | None:
    """Make a backup with its jsonl if one is due and something changed since the last.

    ``force`` makes one whether it is due or not. Returns None when there is none to make, or
    ``stopped`` said so. Raises ProjectError.
    """
    path = project.path
    if not force and not (
        backups.due(path, datetime.now(UTC)) and backups.changed(project.db.conn, path)
    ):
        _add_missing_copy(path, stopped)
        return None
    made = backups.make(project.db.conn, path, why, stopped=stopped)
    if made is not None:
        log.info("backup made, %s", why)
        backups.add_plain(made, stopped)
    return made


def _add_missing_copy(path: Path, stopped: Callable[[], bool]) -> None:
    """Beside the newest, which was made in a hurry or not to its end."""
    for backup in backups.found(path)[:1]:
        if backup.why != backups.MIGRATION and not backup.plain.exists():
            backups.add_plain(backup, stopped)


def _before_bulk(project: Project, what: str, tell: Callable[[str], object]) -> None:
    path, conn = project.path, project.db.conn
    newest = next(iter(backups.found(path)), None)
    age = (datetime.now(UTC) - newest.at).total_seconds() if newest else None
    if _size(path) > COPIED_SIZE and age is not None and 0 <= age < PAUSE_SECONDS:
        return
    try:
        if backups.changed(conn, path):
            backups.make(conn, path, what)
            log.info("backup made, before %s", what)
    except ProjectError as error:
        # The step can be undone without it.
        log.warning("no backup before %s: %s", what, error.what)
        tell(f"No backup could be made before this step: {error.what}. {error.remedy}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


# -- going back, and saving what can be read -------------------------------------------------


def choose(path: Path, name: str | None = None) -> Backup:
    """The backup of a project with this file name, or the newest that is sound.

    Raises ProjectError when there is none.
    """
    for backup in backups.found(path):
        if name == backup.path.name or (name is None and backups.held(backup).sound):
            return backup
    what = f"there is no backup called {name}" if name else "there is no backup of it"
    raise ProjectError(what, str(path), "annotator backups lists what there is")


def restore(path: Path, backup: Backup, out: Path | None = None) -> Path | None:
    """Bring a backup back: to ``out``, a new file, or else in the project's place.

    Returns where the project is that stood there; it is kept. Raises ProjectError.
    """
    # Not needed to start.
    from annotator.store import restoring

    if out is not None:
        restoring.copy_out(backup, out)
        return None
    aside = restoring.bring_back(backup, path)
    log.info("backup brought back, made %s", backup.why)
    return aside


def repair(path: Path, out: Path) -> Salvaged:
    """Save every row that can be read of a broken project into a new one. Raises ProjectError."""
    from annotator.store import salvage

    holder = locking.holder(path)
    if holder is not None:
        raise ProjectError(f"the project is open {holder}", str(path), "Close it there first")
    report = salvage.salvage(path, out)
    log.info("repaired: %s lost, %s changed", len(report.lost), len(report.changed))
    return report
