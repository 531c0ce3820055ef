"""Bringing a backup back: as a new file, or in the project's place with the old one kept aside."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from annotator.model.errors import ProjectError
from annotator.store import backups, connecting, locking, replacing
from annotator.store.backups import Backup
from annotator.store.failures import failure


def copy_out(backup: Backup, out: Path) -> None:
    """Write a backup as a new project. Raises ProjectError, also where something stands already."""
    part = out.with_name(f".{out.name}.part")
    try:
        _copy(backup, part)
        replacing.put_new(part, out)
    except FileExistsError as error:
        raise ProjectError(
            "something with this name is there already", str(out), "Choose another name"
        ) from error
    except OSError as error:
        raise failure(error, out) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def bring_back(backup: Backup, path: Path) -> Path | None:
    """Put a backup in the project's place; returns where the project is that stood there.

    None when there was none. At no moment is neither there. Raises ProjectError, with everything
    as it was, when a window has the project or the disk does not let it be done.
    """
    holder = locking.holder(path)
    if holder is not None:
        raise ProjectError(f"the project is open {holder}", str(path), "Close it there first")
    part = path.with_name(f".{path.name}.part")
    try:
        _copy(backup, part)
        aside = _set_aside(path)
        replacing.put(part, path)
    except OSError as error:
        raise failure(error, path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return aside


def _copy(backup: Backup, part: Path) -> None:
    if not backups.held(backup).sound:
        raise ProjectError(
            "this backup is damaged itself", str(backup.path), "Choose another: annotator backups"
        )
    shutil.copyfile(backup.path, part)


def _set_aside(path: Path) -> Path | None:
    """Give the project and its companions another name; the project keeps its own as well."""
    if not os.path.lexists(path):
        return None
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    names = (f"{path.name}.before-restore-{stamp}{x}" for x in chain([""], map(str, count(2))))
    aside = next(p for p in map(path.with_name, names) if not os.path.lexists(p))
    try:
        os.link(path, aside)
    except OSError:
        # A disk without hard links: for a moment there is only the one that is set aside.
        path.rename(aside)
    # What is only in the WAL belongs to the old file, and to no other.
    for companion, name in zip(connecting.companions(path), ("-wal", "-shm"), strict=True):
        if companion.exists():
            companion.rename(aside.with_name(aside.name + name))
    return aside
