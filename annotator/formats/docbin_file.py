"""The bytes of a DocBin, article by article: neither writing nor reading holds the whole.

A DocBin is one msgpack map, compressed by zlib (spaCy 3, ``DocBin.to_bytes``): all tokens in one
block, all spaces in another, then lists with an item for each document.
"""

from __future__ import annotations

import importlib
import mmap
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from annotator.formats.base import sync
from annotator.model.errors import AnnotatorError, FormatError

_CHUNK = 1 << 20
# Arrays of zeros pack well; a file that grows beyond both is no data set.
_MAX_RATIO, _FREE = 400, 1 << 30
_LISTS = ("strings", "cats", "flags", "span_groups", "user_data")
_VERSION = "0.1"
_TOGETHER = 500
_BIN32 = 2**32 - 1


class Packer:
    """Takes the parts of documents and writes the file at the end."""

    def __init__(self, attrs: list[int]) -> None:
        self._attrs = attrs
        names = ("tokens", "spaces", "lengths", *_LISTS)
        self._blocks = {name: TemporaryFile() for name in names}  # noqa: SIM115 - close() does
        self._counts = dict.fromkeys(_LISTS, 0)
        self._known: set[str] = set()

    def document(self, tokens: Any, spaces: Any, items: Mapping[str, Any]) -> None:
        """Add a document: its two arrays, and its item of each list (user data and groups packed).

        Raises AnnotatorError when the file would be larger than the format can be.
        """
        self._blocks["tokens"].write(tokens.tobytes("C"))
        self._blocks["spaces"].write(spaces.tobytes("C"))
        self._blocks["lengths"].write(struct.pack("<i", len(tokens)))
        for name, value in items.items():
            self._item(name, value)
        if self._blocks["tokens"].tell() > _BIN32:
            raise AnnotatorError(
                "the articles are more than one DocBin can hold", "", "Split them into parts"
            )

    def strings(self, found: set[str]) -> None:
        """Add the strings of a document; some may be written two times, which readers allow."""
        if len(self._known) > 300_000:
            self._known.clear()
        for value in sorted(found - self._known):
            self._item("strings", value)
        self._known |= found

    def _item(self, name: str, value: Any) -> None:
        self._counts[name] += 1
        self._blocks[name].write(_packed(value))

    def write(self, path: Path) -> None:
        """Write the file, and bring it to the disk."""
        packed = zlib.compressobj()
        with path.open("wb") as file:

            def put(data: bytes) -> None:
                file.write(packed.compress(data))

            put(bytes([0x80 | (5 + len(_LISTS))]))
            put(_packed("version") + _packed(_VERSION))
            put(_packed("attrs") + _packed(self._attrs))
            for name in ("tokens", "spaces", "lengths"):
                size = self._blocks[name].tell()
                put(_packed(name) + b"\xc6" + struct.pack(">I", size))
                self._copy(name, put)
            for name in _LISTS:
                count = struct.pack(">I", self._counts[name])
                put(_packed(name) + b"\xdd" + count)
                self._copy(name, put)
            file.write(packed.flush())
            sync(file)
        self.close()

    def _copy(self, name: str, put: Any) -> None:
        block = self._blocks[name]
        block.seek(0)
        while chunk := block.read(_CHUNK):
            put(chunk)

    def close(self) -> None:
        """Let go of the temporary files."""
        for block in self._blocks.values():
            block.close()


class Unpacker:
    """Reads the parts of a file's documents one after the other. Raises FormatError."""

    def __init__(self, path: Path) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - close() does
        self._unpackers: dict[bool, Any] = {}
        try:
            _unzip(path, self._file)
            self._data = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
            self._places = self._map()
            self.attrs = [int(x) for x in self._load("attrs")]
            lengths = self._block("lengths")
            self.lengths = [x for (x,) in struct.iter_unpack("<i", lengths)]
            self._check()
        except (struct.error, IndexError, ValueError, TypeError, KeyError) as error:
            self.close()
            raise FormatError(
                f"this is no DocBin: {error or 'it ends too early'}", str(path),
                "Write it with DocBin.to_disk",
            ) from error  # fmt: skip

    def __enter__(self) -> Unpacker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the temporary file."""
        self._file.close()

    def _map(self) -> dict[str, int]:
        count, at = _header(self._data, 0)
        places = {}
        for _ in range(count):
            end = _skip(self._data, at)
            name = _unpacked(self._data[at:end])
            places[str(name)] = end
            at = _skip(self._data, end)
        return places

    def _check(self) -> None:
        total, width = sum(self.lengths), len(self.attrs)
        tokens, spaces = len(self._block("tokens")), len(self._block("spaces"))
        if min(self.lengths, default=0) < 0 or not width:
            raise ValueError("a document has no length")
        if tokens != total * width * 8 or spaces != total:
            raise ValueError("tokens and spaces are not as many as the documents say")

    def _load(self, name: str) -> Any:
        at = self._places[name]
        return _unpacked(self._data[at : _skip(self._data, at)])

    def _block(self, name: str) -> memoryview:
        at = self._places[name]
        start, end = _binary(self._data, at)
        return memoryview(self._data)[start:end]

    def loads(self, data: bytes, lists: bool = True) -> Any:
        """What a packed item says; without ``lists`` tuples for them. Raises ValueError."""
        if lists not in self._unpackers:
            srsly: Any = importlib.import_module("srsly.msgpack")
            # Kept: a new one looks itself up among all plugins.
            self._unpackers[lists] = srsly.Unpacker(raw=False, use_list=lists)
        unpacker = self._unpackers[lists]
        try:
            unpacker.feed(data)
            return unpacker.unpack()
        except Exception as error:  # the library has a dozen names for broken data
            raise ValueError(str(error)) from error

    def items(self, name: str) -> Iterator[Any]:
        """The items of a list; nothing where the file has no such list."""
        if name not in self._places:
            return
        count, at = _header(self._data, self._places[name])
        # Some hundred at once: each call of the library costs more than what it decodes.
        some = _TOGETHER if name == "strings" else 20
        while count:
            now, start = min(count, some), at
            for _ in range(now):
                at = _skip(self._data, at)
            yield from self.loads(b"\xdd" + struct.pack(">I", now) + self._data[start:at])
            count -= now

    def blocks(self) -> Iterator[tuple[bytes, bytes]]:
        """The bytes of the tokens and of the spaces of each document."""
        tokens, spaces = self._block("tokens"), self._block("spaces")
        at = 0
        for number, length in enumerate(self.lengths, 1):
            if number % _TOGETHER == 0:
                self._let_go()
            wide = len(self.attrs) * 8
            yield bytes(tokens[at * wide : (at + length) * wide]), bytes(spaces[at : at + length])
            at += length

    def _let_go(self) -> None:
        """What was read of the file counts as memory of ours until the system is told."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._data.madvise(mmap.MADV_DONTNEED)


def _packed(value: Any) -> bytes:
    # The library looks itself up among all plugins at each call; most values need no library.
    if isinstance(value, bytes):
        return b"\xc6" + struct.pack(">I", len(value)) + value
    if isinstance(value, str):
        data = value.encode()
        return b"\xdb" + struct.pack(">I", len(data)) + data
    if value == {}:
        return b"\x80"
    if isinstance(value, dict) and all(isinstance(x, bool) for x in value.values()):
        pairs = (_packed(k) + (b"\xc3" if v else b"\xc2") for k, v in value.items())
        return b"\xdf" + struct.pack(">I", len(value)) + b"".join(pairs)
    srsly: Any = importlib.import_module("srsly")
    return srsly.msgpack_dumps(value)  # type: ignore[no-any-return]


def _unpacked(data: bytes) -> Any:
    srsly: Any = importlib.import_module("srsly")
    try:
        return srsly.msgpack_loads(data)
    except Exception as error:  # the library has a dozen names for broken data
        raise ValueError(str(error)) from error


def _unzip(path: Path, out: IO[bytes]) -> None:
    limit = max(_FREE, path.stat().st_size * _MAX_RATIO)
    inflate = zlib.decompressobj()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                while chunk:
                    out.write(inflate.decompress(chunk, _CHUNK))
                    chunk = inflate.unconsumed_tail
                    if out.tell() > limit:
                        raise ValueError("it unpacks to far more than such a file holds")
        out.write(inflate.flush())
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not inflate.eof:
        raise ValueError("it ends too early")
    out.flush()


def _header(data: mmap.mmap, at: int) -> tuple[int, int]:
    """How many items a list or map has, and where the first begins."""
    first = data[at]
    if 0x80 <= first <= 0x9F:
        return first & 0x0F, at + 1
    if first in (0xDC, 0xDE):
        return struct.unpack_from(">H", data, at + 1)[0], at + 3
    if first in (0xDD, 0xDF):
        return struct.unpack_from(">I", data, at + 1)[0], at + 5
    raise ValueError("a list is not where it should be")


_SIZES = {0xC4: ">B", 0xC5: ">H", 0xC6: ">I", 0xD9: ">B", 0xDA: ">H", 0xDB: ">I"}
_EXTENDED = {0xC7: ">B", 0xC8: ">H", 0xC9: ">I"}
_FIXED = {
    0xC0: 1, 0xC2: 1, 0xC3: 1, 0xCA: 5, 0xCB: 9, 0xCC: 2, 0xCD: 3, 0xCE: 5, 0xCF: 9, 0xD0: 2,
    0xD1: 3, 0xD2: 5, 0xD3: 9, 0xD4: 3, 0xD5: 4, 0xD6: 6, 0xD7: 10, 0xD8: 18,
}  # fmt: skip


def _binary(data: mmap.mmap, at: int) -> tuple[int, int]:
    kind = _SIZES[data[at]]
    start = at + 1 + struct.calcsize(kind)
    end = start + struct.unpack_from(kind, data, at + 1)[0]
    if end > len(data):
        raise ValueError("it ends too early")
    return start, end


def _skip(data: mmap.mmap, at: int) -> int:
    """Where the value that begins at ``at`` ends. Raises IndexError or ValueError past the end."""
    left = 1
    while left:
        left -= 1
        first = data[at]
        if 0x80 <= first <= 0x9F or first in (0xDC, 0xDD, 0xDE, 0xDF):
            double = 0x80 <= first <= 0x8F or first >= 0xDE
            count, at = _header(data, at)
            left += count * 2 if double else count
        elif first <= 0x7F or first >= 0xE0:
            at += 1
        elif 0xA0 <= first <= 0xBF:
            at += 1 + (first & 0x1F)
        elif first in _SIZES:
            at = _binary(data, at)[1]
        elif first in _EXTENDED:
            kind = _EXTENDED[first]
            at += 2 + struct.calcsize(kind) + struct.unpack_from(kind, data, at + 1)[0]
        elif first in _FIXED:
            at += _FIXED[first]
        else:
            raise ValueError("a byte that means nothing")
        if at > len(data):
            raise ValueError("it ends too early")
    return at
