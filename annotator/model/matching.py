"""Find lines by the beginnings of their words, in a list of any length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

Range = tuple[int, int]
BLOCK = 1024


def fold(text: str) -> str:
    """Lower case, letter by letter, so that every offset stays what it was."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def matched(query: str, text: str) -> list[Range] | None:
    """What of ``text`` a query means, as ranges in code points; None when it does not fit.

    Each word of the query must begin a word of the text, or its letters must begin words one
    after another: "ac al" and "aaa" both find "Accept all alike".
    """
    (low, starts), words = _read(text), fold(query).split()
    found = []
    for word in words:
        at = _word_start(low, word)
        if at is None:
            break
        found.append((at, at + len(word)))
    else:
        return sorted(found)
    # Runs of the query's letters, each at a word's beginning.
    return _runs("".join(words), low, starts)


def rank(query: str, text: str, ranges: Sequence[Range]) -> tuple[int, int, int]:
    """Smaller is better: the text's own beginning, then whole words, then few and early pieces."""
    whole = len(ranges) <= max(1, len(query.split()))
    first = ranges[0][0] if ranges else 0
    return (0 if first == 0 and whole else 1 if whole else 2, len(ranges), first)


def _word_start(low: str, word: str, since: int = 0) -> int | None:
    at = low.find(word, since)
    while at > 0 and low[at - 1].isalnum() and word[0].isalnum():
        at = low.find(word, at + 1)
    return at if at >= 0 else None


@lru_cache(4096)
def _read(text: str) -> tuple[str, list[int]]:
    """The text folded, and where its words begin. The same texts are asked for with each key."""
    low = fold(text)
    starts = [i for i, c in enumerate(low) if c.isalnum() and (i == 0 or not low[i - 1].isalnum())]
    return low, starts


def _runs(letters: str, low: str, starts: list[int]) -> list[Range] | None:
    """The query's letters as runs that each begin a word, longest first; None if they are not."""
    lost: set[tuple[int, int]] = set()

    def fit(used: int, word: int) -> list[Range] | None:
        if used == len(letters):
            return []
        for at in range(word, len(starts)):
            start, size = starts[at], 0
            while letters[used + size : used + size + 1] == low[start + size : start + size + 1]:
                if used + size == len(letters):
                    break
                size += 1
            # A shorter run may leave letters that later words need.
            for length in range(size, 0, -1):
                if (used + length, at + 1) in lost:
                    continue
                rest = fit(used + length, at + 1)
                if rest is not None:
                    return [(start, start + length), *rest]
                lost.add((used + length, at + 1))
        return None

    return fit(0, 0)


class Lines:
    """Many lines, searched block by block, so that whoever asks can stop between two of them.

    A block is one text, so that a search runs at the speed of finding a string; it is made when
    it is first searched.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._blocks: list[tuple[str, list[int]]] = []

    def search(self, query: str) -> Iterator[list[int]]:
        """Numbers of the lines in which every word of the query begins a word, a block a time."""
        words = sorted(fold(query).split(), key=len, reverse=True)
        for number in range(0, len(self._lines), BLOCK) if words else ():
            if number // BLOCK == len(self._blocks):
                self._blocks.append(_block(self._lines[number : number + BLOCK]))
            yield [number + i for i in _in_block(self._blocks[number // BLOCK], words)]


def _block(lines: Sequence[str]) -> tuple[str, list[int]]:
    folded = [fold(x.replace("\n", " ")) for x in lines]
    return "\n".join(folded), [0, *accumulate(len(x) + 1 for x in folded)]


def _in_block(block: tuple[str, list[int]], words: list[str]) -> Iterator[int]:
    text, starts = block
    at = 0
    while (found := _word_start(text, words[0], at)) is not None:
        number = bisect_right(starts, found) - 1
        line = text[starts[number] : starts[number + 1] - 1]
        if all(_word_start(line, w) is not None for w in words[1:]):
            yield number
        at = starts[number + 1]
