"""In which unit a file counts that says no covered text: the one whose spans are whole words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.formats.offsets import (
    AS_IS,
    BYTES,
    CODE_POINTS,
    ENOUGH,
    EXCLUSIVE,
    FOLDED,
    INCLUSIVE,
    PLAIN,
    UTF16,
    Unit,
    ranger,
)
from annotator.model.errors import FormatError

Ranges = Sequence[tuple[int, int]]
_TRIED = tuple(
    Unit(step, breaks, end)
    for end in (EXCLUSIVE, INCLUSIVE)
    for breaks in (AS_IS, FOLDED)
    for step in (CODE_POINTS, UTF16, BYTES)
)


def settle(samples: Iterable[tuple[str, Ranges]], where: str, prescribed: Unit = PLAIN) -> Unit:
    """The prescribed unit, unless another fits clearly better where the two differ.

    A range fits when it lies in the text and cuts no word at either end. Another unit wins when
    nine tenths of the ranges that it leads elsewhere fit, and of the prescribed one's fewer than
    half; an inclusive end needs three of them. Raises FormatError when under the best more than a
    tenth lies outside the texts.
    """
    tried = (prescribed, *(u for u in _TRIED if u != prescribed))
    inside, differ, own = dict.fromkeys(tried, 0), dict.fromkeys(tried, 0), dict.fromkeys(tried, 0)
    fits = dict.fromkeys(tried, 0)
    total = 0
    for text, ranges in samples:
        total += len(ranges)
        first = [ranger(text, prescribed)(*r) for r in ranges]
        good = [_whole_words(text, r) for r in first]
        inside[prescribed] += sum(1 for r in first if r is not None)
        for unit in tried[1:]:
            find = ranger(text, unit)
            for range_, at, fine in zip(ranges, first, good, strict=True):
                found = find(*range_)
                inside[unit] += found is not None
                if found != at:
                    differ[unit] += 1
                    own[unit] += fine
                    fits[unit] += _whole_words(text, found)
    better = [
        u for u in tried[1:]
        if differ[u] >= (3 if u.end else 1)
        and fits[u] >= differ[u] * ENOUGH
        and own[u] < differ[u] / 2
    ]  # fmt: skip
    best = max(better, key=lambda u: (fits[u] - own[u], inside[u]), default=prescribed)
    if inside[best] < total * ENOUGH:
        raise FormatError(
            f"{total - inside[best]} of {total} offsets lie outside the texts, in every way of"
            " counting tried",
            where,
            "Nothing was stored. Export the file anew from where it was made",
        )
    return best


def _whole_words(text: str, found: tuple[int, int] | None) -> bool:
    if found is None or found[0] >= found[1]:
        return False
    start, end = found
    cut = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut = cut or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
    return not cut and not text[start].isspace() and not text[end - 1].isspace()
