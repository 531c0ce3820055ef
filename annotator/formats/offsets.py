"""In which unit a file counts: found out from the texts that it says its offsets lead to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from annotator.model.errors import FormatError

CODE_POINTS, UTF16, BYTES = "code points", "UTF-16 units", "UTF-8 bytes"
AS_IS, FOLDED, DOUBLED = "", "CRLF as one", "each line break as two"
EXCLUSIVE, INCLUSIVE = 0, 1
# With fewer of a file's spans where their texts say, no unit is believed.
ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Unit:
    """What one step of an offset is, how line breaks count, whether ``end`` is the last one in,
    and the number of the first character."""

    step: str = CODE_POINTS
    breaks: str = AS_IS
    end: int = EXCLUSIVE
    first: int = 0

    def __str__(self) -> str:
        parts = [self.step, self.breaks, "end inclusive" if self.end else ""]
        parts.append("counted from 1" if self.first else "")
        return ", ".join(p for p in parts if p)


PLAIN = Unit()
UNITS = tuple(
    Unit(step, breaks, end, first)
    for first, end, breaks, step in product(
        (0, 1), (EXCLUSIVE, INCLUSIVE), (AS_IS, FOLDED, DOUBLED), (CODE_POINTS, UTF16, BYTES)
    )
)
Ranger = Callable[[int, int], tuple[int, int] | None]
# A text, and (start, end, the text covered) as a file has them.
Sample = tuple[str, Sequence[tuple[int, int, str]]]


def ranger(text: str, unit: Unit) -> Ranger:
    """A function from (start, end) in ``unit`` to code points of ``text``, end-exclusive.

    It gives None where an offset falls outside the text or inside a character.
    """
    starts = _starts(text, unit)

    def plain(start: int, end: int) -> tuple[int, int] | None:
        start, end = start - unit.first, end - unit.first + unit.end
        return (start, end) if 0 <= start <= end <= len(text) else None

    def counted(start: int, end: int) -> tuple[int, int] | None:
        assert starts is not None
        low, high = _at(starts, start - unit.first), _at(starts, end - unit.first)
        if unit.end:
            high = _at(starts, end - unit.first + 1)
            if high is None:
                # The last unit of a character that is more than one long.
                inside = bisect_left(starts, end - unit.first + 1)
                high = inside if inside < len(starts) else None
        return None if low is None or high is None or low > high else (low, high)

    return plain if starts is None else counted


def _at(starts: list[int], offset: int) -> int | None:
    at = bisect_left(starts, offset)
    return at if at < len(starts) and starts[at] == offset else None


def _starts(text: str, unit: Unit) -> list[int] | None:
    """Where each character begins in units, and the text's length; None where all are one long."""
    folded = unit.breaks == FOLDED and "\r\n" in text
    doubled = unit.breaks == DOUBLED and "\n" in text
    if not folded and not doubled and (unit.step == CODE_POINTS or text.isascii()):
        return None
    starts, at = [], 0
    for i, char in enumerate(text):
        # Of a pair that counts once both halves begin together, and bisect finds the first.
        starts.append(at)
        if folded and char == "\r" and text[i + 1 : i + 2] == "\n":
            continue
        at += _width(char, unit.step)
        if doubled and char == "\n" and (i == 0 or text[i - 1] != "\r"):
            at += 1
    return [*starts, at]


def _width(char: str, step: str) -> int:
    if step == UTF16:
        return 2 if char > "\uffff" else 1
    if step == BYTES:
        return 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
    return 1


@dataclass(frozen=True, slots=True)
class Decision:
    """The unit of a file, and how many of the texts it names it leads to."""

    unit: Unit
    matched: int
    total: int

    def __str__(self) -> str:
        return f"offsets count {self.unit} ({self.matched} of {self.total} texts agree)"


def decide(
    samples: Iterable[Sample], where: str, order: Sequence[Unit] = (PLAIN,), limit: int = 20_000
) -> Decision:
    """The unit under which most spans cover what the file says they cover.

    ``order`` is what the format itself prescribes, first; it holds where nothing tells. Every
    other unit is tried too. Raises FormatError when no unit fits at least nine tenths.
    """
    units = list(dict.fromkeys((*order, *UNITS)))
    found = dict.fromkeys(units, 0)
    total = 0
    for text, spans in samples:
        if total >= limit:
            break
        total += len(spans)
        for unit, hits in zip(units, _hits(text, spans, units), strict=True):
            found[unit] += hits
    best = max(units, key=lambda u: found[u])
    if total and found[best] < total * ENOUGH:
        raise FormatError(
            f"its offsets lead to other texts than it says, in every way of counting tried (best:"
            f" {best}, {found[best]} of {total})",
            where,
            "Nothing was stored. Export the file anew from where it was made",
        )
    return Decision(best, found[best], total)


def _hits(text: str, spans: Sequence[tuple[int, int, str]], units: list[Unit]) -> Iterator[int]:
    known: dict[tuple[object, ...], int] = {}
    for unit in units:
        # Most texts tell few units apart; what counts the same is counted once.
        step = unit.step if not text.isascii() else CODE_POINTS
        breaks = unit.breaks
        if (breaks == FOLDED and "\r\n" not in text) or (breaks == DOUBLED and "\n" not in text):
            breaks = AS_IS
        key = (step, breaks, unit.end, unit.first)
        if key not in known:
            find = ranger(text, unit)
            known[key] = sum(1 for s in spans if _agrees(text, find(s[0], s[1]), s[2]))
        yield known[key]


def _agrees(text: str, found: tuple[int, int] | None, covered: str) -> bool:
    return found is not None and same(text[found[0] : found[1]], covered)


def same(one: str, other: str) -> bool:
    """Whether two texts are the same but for how line breaks are written."""
    return one == other or _flat(one) == _flat(other)


def _flat(text: str) -> str:
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
