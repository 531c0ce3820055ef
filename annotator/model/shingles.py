"""How much of one text stands in another, told from a few numbers kept of each.

A text is the set of its runs of five words (shingles); two texts resemble each other as far as
they share them (Broder 1997, "On the resemblance and containment of documents"). Of each set only
the smallest hashes are kept, from which the share is estimated without the texts (bottom-k
sketches: Thorup 2013, "Bottom-k and priority sampling, set similarity and subset sums with minimal
independence"). The hash of a run combines one random number for each word by its place, as simple
tabulation does (Pătraşcu and Thorup 2012, "The power of simple tabulation hashing"). It is the same
in every run, Python version and system, so that sketches can be stored.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

WORDS = 5
KEPT = 128
_DIGEST = 4
# Words whose numbers are kept at most.
_VOCABULARY = 1 << 18
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """``shingles``: how many different runs the text has; ``hashes``: the smallest of them.

    At most :data:`KEPT` hashes, ascending, each of 32 bits. A text of fewer than five words has
    none.
    """

    shingles: int
    hashes: tuple[int, ...]

    def pack(self) -> bytes:
        """The hashes as bytes, four each, the low byte first."""
        return struct.pack(f"<{len(self.hashes)}I", *self.hashes)

    @classmethod
    def unpack(cls, shingles: int, data: bytes) -> Sketch:
        """What :meth:`pack` was made from."""
        return cls(shingles, struct.unpack(f"<{len(data) // 4}I", data))


def sketch(text: str, leave_out: Sequence[tuple[int, int]] = ()) -> Sketch:
    """The sketch of a text, case and punctuation aside.

    ``leave_out``: ranges in code points that do not count, in order, such as boilerplate.
    """
    if len(_numbers) > _VOCABULARY:
        _numbers.clear()
    data = b"".join(map(_numbers.__getitem__, _without(text, leave_out).split()))
    size = WORDS * _DIGEST
    found = {crc32(data[i : i + size]) for i in range(0, len(data) - size + 1, _DIGEST)}
    return Sketch(len(found), tuple(_smallest(found)))


class _Numbers(dict[str, bytes]):
    """A number for each word of what stands between two spaces."""

    # The checksum of such numbers side by side is the XOR of one value for each word and place.
    def __missing__(self, chunk: str) -> bytes:
        words = (w.encode("utf-8", "surrogatepass") for w in _WORD.findall(chunk.casefold()))
        self[chunk] = b"".join(blake2b(w, digest_size=_DIGEST).digest() for w in words)
        return self[chunk]


_numbers = _Numbers()


def _smallest(found: set[int]) -> list[int]:
    # Hashes are spread evenly, so that few need sorting; where these are not enough, all do.
    bound = (KEPT * 3 << 31) // max(1, len(found))
    low = [x for x in found if x < bound]
    return sorted(found if len(low) < KEPT else low)[:KEPT]


def _without(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in ranges:
        kept.append(text[at:start])
        at = max(at, end)
    return "\n".join([*kept, text[at:]])


def resemblance(one: Sketch, other: Sketch) -> float:
    """Estimate of shared runs by runs of either, 0 to 1; off by 0.04 or less two times in three."""
    both = set(one.hashes).intersection(other.hashes)
    if not both:
        return 0.0
    either = sorted({*one.hashes, *other.hashes})[:KEPT]
    return sum(1 for x in either if x in both) / len(either)


def containment(one: Sketch, other: Sketch) -> float:
    """Estimate of the shorter text's share that stands in the longer one too, 0 to 1."""
    shorter = min(one.shingles, other.shingles)
    if not shorter:
        return 0.0
    share = resemblance(one, other)
    return min(1.0, share * (one.shingles + other.shingles) / ((1 + share) * shorter))
