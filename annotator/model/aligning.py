"""Ranges of one text found again in a near copy of it.

The two are laid on each other at runs of five words that stand once in either; between two such
runs the words must be the same. This is how patience diff finds its anchors (Bram Cohen), with runs
of words for lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

RUN = 5
_WORD = re.compile(r"\w+")


class Alignment:
    """Carries ranges, ``[start, end)`` in code points, from ``source`` over to ``target``."""

    def __init__(self, source: str, target: str) -> None:
        self._source, self._target = _Words(source), _Words(target)
        there = self._target.runs()
        self._at = {
            here: there[run] for run, here in self._source.runs().items() if run in there
        }  # fmt: skip

    def carry(self, start: int, end: int) -> tuple[int, int] | None:
        """The same words in the target, case and marks between them aside; None if not found.

        Signs at the edges go along where the target has them too.
        """
        first = bisect_right(self._source.ends, start)
        last = bisect_left(self._source.starts, end) - 1
        if first > last:
            return None
        words = self._source.words[first : last + 1]
        for run in range(max(0, first - RUN + 1), last + 1):
            shift = self._at.get(run, run) - run
            found = self._target.words[first + shift : last + shift + 1]
            if run in self._at and found == words:
                return self._edges(start, end, (first, last), shift)
        return None

    def _edges(self, start: int, end: int, at: tuple[int, int], shift: int) -> tuple[int, int]:
        first, last = at
        low = self._target.starts[first + shift]
        high = self._target.ends[last + shift]
        source, target = self._source.text, self._target.text
        before = source[start : max(start, self._source.starts[first])]
        after = source[min(end, self._source.ends[last]) : end]
        if before and target[max(0, low - len(before)) : low] == before:
            low -= len(before)
        if after and target[high : high + len(after)] == after:
            high += len(after)
        # A range that begins or ends inside a word does so in the copy.
        low += max(0, start - self._source.starts[first])
        high -= max(0, self._source.ends[last] - end)
        return low, high


class _Words:
    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.text = text
        self.words = [m.group().lower() for m in found]
        self.starts = [m.start() for m in found]
        self.ends = [m.end() for m in found]

    def runs(self) -> dict[tuple[str, ...], int]:
        """The place of each run of words that stands once."""
        once: dict[tuple[str, ...], int] = {}
        for at, run in enumerate(zip(*(self.words[k:] for k in range(RUN)), strict=False)):
            once[run] = -1 if run in once else at
        return {run: at for run, at in once.items() if at >= 0}
