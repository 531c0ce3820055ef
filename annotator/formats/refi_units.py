"""In which unit the selections of a REFI-QDA project count; their names are the only witnesses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from annotator.formats.borders import settle
from annotator.formats.offsets import ENOUGH, PLAIN, UNITS, Unit, ranger
from annotator.model.errors import FormatError

# Names are cut at some length, with or without dots behind.
_DOTS = re.compile(r"(\.\.\.|…)$")
_SPACE = re.compile(r"\s+")
_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection as the file has it: offsets in its unit, and its name, which may be its text."""

    guid: str
    start: int
    end: int
    name: str
    element: Element


def unit_of(texts: Sequence[tuple[str, Sequence[Selection]]], where: str) -> Unit:
    """The unit under which most selections cover what they are called.

    A name that fits under no unit is a title and tells nothing. Where no name tells, code points
    as the standard prescribes, unless others meet the borders of words where these cut them, or
    they lead outside a text. Raises FormatError where names
    speak for different units.
    """
    fits: dict[Unit, set[int]] = {unit: set() for unit in UNITS}
    exact = dict.fromkeys(UNITS, 0)
    inside = dict.fromkeys(UNITS, 0)
    count = 0
    for raw, selections in texts:
        # A selection without a place tells nothing.
        asked = [s for s in selections if min(s.start, s.end) >= 0][: max(0, _LIMIT - count)]
        for unit in UNITS:
            find = ranger(raw, unit)
            for number, selection in enumerate(asked, count):
                place = find(selection.start, selection.end)
                if place is not None:
                    inside[unit] += 1
                    if _called(raw[place[0] : place[1]], selection.name):
                        fits[unit].add(number)
                        exact[unit] += raw[place[0] : place[1]] == selection.name
        count += len(asked)
    voters = set().union(*fits.values())
    best = max(UNITS, key=lambda u: (len(fits[u]), exact[u], inside[u], u == PLAIN))
    if not voters:
        with suppress(FormatError):
            ranges = [
                (raw, [(s.start, s.end) for s in found if s.start >= 0]) for raw, found in texts
            ]
            told = settle(ranges, where)
            # NVivo counts a line break as two: then more selections lie inside than under this.
            return told if inside[told] >= inside[best] else best
    if voters and len(fits[best]) < len(voters) * ENOUGH:
        raise FormatError(
            f"its selections are on other words than they are called, in every way of counting"
            f" tried (best: {best}, {len(fits[best])} of {len(voters)})",
            where, "Nothing was stored. Export the project anew",
        )  # fmt: skip
    return best


def _called(covered: str, name: str) -> bool:
    words, said = _SPACE.sub(" ", covered), _SPACE.sub(" ", name)
    if not said.strip() or not words.strip():
        return False
    if words == said or words.strip() == said.strip():
        return True
    start = _DOTS.sub("", said).strip()
    return len(start) >= 12 and words.strip().startswith(start)
