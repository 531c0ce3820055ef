"""What is in a zip file, with limits: nothing is written to the disk, bombs are refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from annotator.formats.base import unreadable
from annotator.model.errors import FormatError

_MAX_TOTAL, _MAX_FILES, _MAX_RATIO, _FREE = 2_000_000_000, 100_000, 200, 20_000_000


def names(path: Path) -> list[str]:
    """The names in a zip file; none when it is no zip file."""
    try:
        with zipfile.ZipFile(path) as found:
            return found.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return []


def members(path: Path, data: bytes | None = None) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, by name. Raises FormatError for what is broken or a bomb."""
    where = str(path)
    try:
        with zipfile.ZipFile(path if data is None else io.BytesIO(data)) as found:
            files = [x for x in found.infolist() if not x.is_dir()]
            if len(files) > _MAX_FILES or sum(x.file_size for x in files) > _MAX_TOTAL:
                raise FormatError("the zip file holds far too much", where, "Unpack a part of it")
            for info in sorted(files, key=lambda x: x.filename):
                _check(info, where)
                with found.open(info) as file:
                    content = file.read(info.file_size + 1)
                if len(content) > info.file_size:
                    raise FormatError("the zip file says wrong sizes", where, "Make it anew")
                yield info.filename, content
    except OSError as error:
        raise unreadable(path, error) from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError) as error:
        raise FormatError(f"the zip file cannot be read: {error}", where, "Make it anew") from error


def _check(info: zipfile.ZipInfo, where: str) -> None:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]:
        raise FormatError(
            f"the zip file has a name that leads out of it: {info.filename[:80]}", where,
            "Make it anew",
        )  # fmt: skip
    if info.file_size > max(_FREE, info.compress_size * _MAX_RATIO):
        raise FormatError(
            f"{info.filename[:80]} unpacks to far more than it should", where, "Make it anew"
        )
