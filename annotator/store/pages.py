"""Rows out of the pages of an SQLite file, page by page, where SQLite itself gives up.

Follows the file format as sqlite.org documents it (Database File Format; Write-Ahead Log Format):
b-tree pages, cells with overflow chains, records with serial types, frames of the log.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

INTERIOR, LEAF = 0x05, 0x0D
_INDEX = (0x02, 0x0A)
# The length of what a serial type below 12 stands for; 8 and 9 are the numbers 0 and 1.
_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
# A record of ours has fewer columns; one that says more is no record.
_MOST_COLUMNS = 100
_LARGEST = 512_000_000

Value = None | int | float | str | bytes


class Broken(Exception):
    """Bytes that cannot be what they should be."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the page it stands on, its rowid and the values of its record."""

    page: int
    rowid: int
    values: tuple[Value, ...]


class Pages:
    """The pages of a database with what its write-ahead log adds to them.

    Only whole transactions of the log count, as SQLite would have it. Close it when done.
    Raises OSError.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            # An empty file cannot be mapped; and one that is large should not be read as a whole.
            whole = os.fstat(file.fileno()).st_size
            self._data = mmap(file.fileno(), 0, access=ACCESS_READ) if whole else b""
        self.size = self._page_size()
        self._usable = self.size - (self._data[20] if len(self._data) > 20 else 0)
        if not 480 <= self._usable <= self.size:
            self._usable = self.size
        self._newer: dict[int, bytes] = {}
        log = path.with_name(path.name + "-wal")
        if log.is_file():
            self._newer = read_log(log.read_bytes(), self.size)
        self.count = max(len(self._data) // self.size, *self._newer, 0)

    def close(self) -> None:
        """Let go of the file."""
        if isinstance(self._data, mmap):
            self._data.close()

    def number(self, at: int) -> int:
        """A number of the file's header, such as ``user_version``; 0 where it ends before."""
        try:
            return int(struct.unpack_from(">I", self.page(1), at)[0])
        except Broken:
            return 0

    def _page_size(self) -> int:
        if self._data[:16] == b"SQLite format 3\0":
            (size,) = struct.unpack_from(">H", self._data, 16)
            size = 65536 if size == 1 else size
            if size >= 512 and size & (size - 1) == 0:
                return int(size)
        # What SQLite makes unless told otherwise, and we never do.
        return 4096

    def page(self, number: int) -> bytes:
        """The bytes of a page, counted from 1. Raises Broken when the file ends before it."""
        found = self._newer.get(number)
        if found is None:
            found = self._data[(number - 1) * self.size : number * self.size]
        if number < 1 or len(found) != self.size:
            raise Broken(f"page {number} is not in the file")
        return found

    # -- b-trees -----------------------------------------------------------------------------

    def leaves(self, root: int) -> Iterator[int]:
        """The leaves of a table's tree, in order; a branch that is broken is left out."""
        stack, seen = [root], set()
        while stack:
            number = stack.pop()
            if number in seen:
                continue
            seen.add(number)
            try:
                page, at = self._start(number)
                if page[at] == LEAF:
                    yield number
                elif page[at] == INTERIOR:
                    stack += reversed(list(self._children(page, at)))
            except Broken:
                continue

    def _children(self, page: bytes, at: int) -> Iterator[int]:
        (cells,) = struct.unpack_from(">H", page, at + 3)
        for number in range(min(cells, self.size // 6)):
            (cell,) = struct.unpack_from(">H", page, at + 12 + 2 * number)
            if cell + 4 <= len(page):
                yield struct.unpack_from(">I", page, cell)[0]
        yield struct.unpack_from(">I", page, at + 8)[0]

    def is_leaf(self, number: int) -> bool:
        """Whether a page is, or looks like, a leaf of a table with rows on it."""
        try:
            page, at = self._start(number)
        except Broken:
            return False
        cells, content = struct.unpack_from(">HH", page, at + 3)
        return page[at] == LEAF and 0 < cells <= self.size // 4 and (content or 65536) > 0

    def free(self) -> set[int]:
        """Pages that are not in use; what stands on them was deleted."""
        trunk = self.number(32)
        found: set[int] = set()
        while trunk and trunk not in found:
            found.add(trunk)
            try:
                page = self.page(trunk)
            except Broken:
                break
            trunk, leaves = struct.unpack_from(">II", page)
            leaves = min(leaves, self.size // 4 - 2)
            found.update(struct.unpack_from(f">{leaves}I", page, 8))
        return found

    def rows(self, number: int) -> tuple[list[Row], int]:
        """The rows on a leaf, and how many others on it cannot be read. Raises Broken."""
        page, at = self._start(number)
        if page[at] != LEAF:
            raise Broken(f"page {number} is no leaf")
        (cells,) = struct.unpack_from(">H", page, at + 3)
        found, lost = [], 0
        for index in range(min(cells, self.size // 4)):
            try:
                (cell,) = struct.unpack_from(">H", page, at + 8 + 2 * index)
                found.append(self._row(number, page, cell))
            except (Broken, IndexError, struct.error, UnicodeDecodeError):
                lost += 1
        return found, lost

    def _start(self, number: int) -> tuple[bytes, int]:
        # The first page begins with the header of the file.
        return self.page(number), 100 if number == 1 else 0

    # -- cells and records -------------------------------------------------------------------

    def _row(self, number: int, page: bytes, cell: int) -> Row:
        size, at = _varint(page, cell)
        rowid, at = _varint(page, at)
        if size > _LARGEST:
            raise Broken("a row that is larger than any")
        return Row(number, _signed(rowid), _record(self._payload(page, at, size)))

    def _payload(self, page: bytes, at: int, size: int) -> bytes:
        usable = self._usable
        if size <= usable - 35:
            return _cut(page, at, size)
        least = (usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (usable - 4)
        local = local if local <= usable - 35 else least
        parts = [_cut(page, at, local)]
        (following,) = struct.unpack_from(">I", page, at + local)
        missing, seen = size - local, set()
        while missing > 0:
            if following in seen:
                raise Broken("an overflow chain that bites its tail")
            seen.add(following)
            more = self.page(following)
            parts.append(_cut(more, 4, min(missing, usable - 4)))
            (following,) = struct.unpack_from(">I", more)
            missing -= len(parts[-1])
        return b"".join(parts)


def _cut(data: bytes, at: int, size: int) -> bytes:
    found = data[at : at + size]
    if len(found) != size:
        raise Broken("a row that ends after its page")
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _record(payload: bytes) -> tuple[Value, ...]:
    head, at = _varint(payload, 0)
    types = []
    while at < head:
        kind, at = _varint(payload, at)
        types.append(kind)
        if len(types) > _MOST_COLUMNS:
            raise Broken("a row with more columns than any table has")
    if at != head:
        raise Broken("a record whose head has another length")
    values: list[Value] = []
    for kind in types:
        size = (kind - 12) // 2 if kind >= 12 else (_SIZES[kind] if kind < 10 else -1)
        if size < 0:
            raise Broken("a value of a kind that does not exist")
        values.append(_value(kind, _cut(payload, at, size)))
        at += size
    return tuple(values)


def _value(kind: int, data: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    return data if kind % 2 == 0 else data.decode("utf-8")


# -- the write-ahead log -----------------------------------------------------------------------


def read_log(data: bytes, page_size: int) -> dict[int, bytes]:
    """The newest version of each page in the transactions that were completed."""
    if len(data) < 32:
        return {}
    magic, _, size = struct.unpack_from(">III", data)
    if magic not in (0x377F0682, 0x377F0683) or size != page_size:
        return {}
    order = ">" if magic & 1 else "<"
    sums = _checksum(data[:24], (0, 0), order)
    if sums != struct.unpack_from(">II", data, 24):
        return {}
    salts = data[16:24]
    done: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for at in range(32, len(data) - page_size - 23, 24 + page_size):
        head, page = data[at : at + 24], data[at + 24 : at + 24 + page_size]
        sums = _checksum(page, _checksum(head[:8], sums, order), order)
        if head[8:16] != salts or sums != struct.unpack_from(">II", head, 16):
            break
        number, pages = struct.unpack_from(">II", head)
        pending[number] = page
        if pages:
            done.update(pending)
            pending = {}
    return done


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
