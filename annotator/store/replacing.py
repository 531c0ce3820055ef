"""Files that appear whole or not at all, and that never take the place of another by accident."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk. Raises OSError."""
    if path.is_dir() and os.name == "nt":
        # Windows has no way to ask it for a folder, and writes names at once.
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(part: Path, out: Path) -> None:
    """Give a finished file its name; what had the name before is gone. Raises OSError."""
    sync(part)
    part.replace(out)
    sync(out.parent)


def put_new(part: Path, out: Path) -> None:
    """As `put`, but raises FileExistsError when the name is taken, also by someone quicker."""
    sync(part)
    try:
        os.link(part, out)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links.
        if os.path.lexists(out):
            raise FileExistsError(out) from None
        part.replace(out)
    else:
        part.unlink()
    sync(out.parent)
