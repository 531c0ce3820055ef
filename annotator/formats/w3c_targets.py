"""Where a Web Annotation leads to: selectors, and the place in a text that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.formats.borders import settle
from annotator.formats.jsonfile import whole, words
from annotator.formats.offsets import BYTES, PLAIN, UNITS, Unit, decide, ranger, same
from annotator.model.errors import FormatError

_RANGE = re.compile(r"char=(\d{1,12}),(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Target:
    """A place: the source that it is in, offsets and words as far as they are said.

    ``selects`` is False where the whole source is meant. ``text`` is the source's text where it
    stands in the file. ``bytes``: the offsets count bytes.
    """

    source: str
    start: int | None = None
    end: int | None = None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    selects: bool = False
    text: str = ""
    language: str = ""
    bytes: bool = False


def targets(item: Mapping[str, Any]) -> list[Target]:
    """The places that an annotation leads to, each for itself."""
    found = item.get("target")
    many = found if isinstance(found, list) else [found]
    default = words(item.get("uri")) or ""
    if not many and default:
        # Hypothesis: a note on the whole page.
        many = [default]
    return [t for x in many for t in _target(x, default)]


def _target(found: Any, default: str) -> Iterator[Target]:
    if isinstance(found, str):
        place, _, fragment = found.partition("#")
        said = _RANGE.search(fragment)
        start, end = (int(said[1]), int(said[2])) if said else (None, None)
        yield Target(place if said else found, start, end, selects=bool(said))
    elif isinstance(found, dict):
        inner = found.get("items")
        if isinstance(inner, list) and "selector" not in found:
            for part in inner:
                yield from _target(part, default)
            return
        source = found.get("source")
        about = source if isinstance(source, dict) else found
        place = words(source) or words(about.get("id")) or default
        text = next((t for n in ("value", "text") if isinstance(t := about.get(n), str)), "")
        base = Target(place, text=text, language=words(about.get("language")) or "")
        yield _selected(base, found.get("selector"))


def _selected(target: Target, selector: Any, depth: int = 0) -> Target:
    for found in selector if isinstance(selector, list) else [selector]:
        if isinstance(found, dict) and depth < 10:
            target = _with(replace(target, selects=True), found, depth)
    return target


def _with(target: Target, found: Mapping[str, Any], depth: int) -> Target:
    kinds = found.get("type")
    kind = str(kinds[0] if isinstance(kinds, list) and kinds else kinds).rpartition(":")[2]
    if isinstance(found.get("items"), list):
        # A choice of selectors: each says the same in another way.
        return _selected(target, found["items"], depth + 1)
    start, end = whole(found.get("start")), whole(found.get("end"))
    if kind in ("TextPositionSelector", "DataPositionSelector") and start is not None:
        target = replace(target, start=start, end=end, bytes=kind.startswith("Data"))
    elif kind == "TextQuoteSelector" or isinstance(found.get("exact"), str):
        target = replace(
            target, exact=_said(found, "exact") or target.exact,
            prefix=_said(found, "prefix") or target.prefix,
            suffix=_said(found, "suffix") or target.suffix,
        )  # fmt: skip
    elif kind == "FragmentSelector":
        said = _RANGE.search(str(found.get("value")))
        if said:
            target = replace(target, start=int(said[1]), end=int(said[2]))
    elif kind == "RangeSelector":
        target = _between(target, found, depth)
    inner = found.get("refinedBy")
    if inner is None:
        return target
    # Offsets inside what is refined count from its start; of what has none, only words lead on.
    outer = target.start
    refined = _selected(replace(target, start=None, end=None, exact="", prefix="", suffix=""),
                        inner, depth + 1)  # fmt: skip
    if refined.start is None or refined.end is None:
        return refined if refined.exact else target
    if outer is None:
        return replace(refined, start=None, end=None) if refined.exact else refined
    return replace(refined, start=refined.start + outer, end=refined.end + outer)


def _said(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _between(target: Target, found: Mapping[str, Any], depth: int) -> Target:
    """From the start of one selector to the start of another."""
    ends = []
    for name in ("startSelector", "endSelector"):
        inner = found.get(name)
        ends.append(_selected(Target(""), inner, depth + 1).start if inner else None)
    if None in ends:
        return target
    return replace(target, start=ends[0], end=ends[1])


class Anchors:
    """Finds targets in one text: by offsets in the unit that fits, else by the words.

    ``moved`` counts those that their words alone lead to. Raises FormatError when targets say
    words, and not one of these is where it says or anywhere.
    """

    def __init__(self, text: str, found: Sequence[Target], where: str) -> None:
        self.text, self.moved = text, 0
        self._unit = _unit(text, found, where) if text else PLAIN
        self._range = ranger(text, self._unit)
        self._flat: str | None = None
        said = [t for t in found if t.exact]
        if text and said and all(self._placed(t) is None for t in said):
            raise FormatError(
                f"none of its {len(said)} annotations is on the words that it says", where,
                "Nothing was stored. Put the text that was annotated beside the file",
            )  # fmt: skip
        self.moved = 0

    def find(self, target: Target) -> tuple[int, int]:
        """Start and end in code points of the text; outside it where there is no such place."""
        return self._placed(target) or (-1, -1)

    def _placed(self, target: Target) -> tuple[int, int] | None:
        place = None
        if target.start is not None and target.end is not None:
            place = self._range(target.start, target.end)
            if place and (not target.exact or same(self.text[slice(*place)], target.exact)):
                return place
        if not target.exact:
            return place
        found = self._by_words(target, place[0] if place else target.start)
        self.moved += 1 if found else 0
        return found

    def _by_words(self, target: Target, near: int | None) -> tuple[int, int] | None:
        """The place of the words whose surroundings fit best; of equal ones the nearest."""
        if self._flat is None:
            self._flat = re.sub(r"\s", " ", self.text)
        exact = re.sub(r"\s", " ", target.exact)
        prefix, suffix = (re.sub(r"\s", " ", x) for x in (target.prefix, target.suffix))
        best, at, tried = None, self._flat.find(exact), 0
        while at >= 0 and tried < 10_000:
            tried += 1
            fit = _common(prefix[::-1], self._flat[max(0, at - len(prefix)) : at][::-1])
            end = at + len(exact)
            fit += _common(suffix, self._flat[end : end + len(suffix)])
            score = (fit, -abs(at - near) if near is not None else 0)
            if best is None or score > best[0]:
                best = (score, at)
            at = self._flat.find(exact, at + 1)
        return (best[1], best[1] + len(exact)) if best else None


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _settled(
    text: str, placed: Sequence[tuple[int, int, str]], said: Sequence[tuple[int, int, str]],
    best: Unit, where: str,
) -> Unit:  # fmt: skip
    """What those without words tell, where the words that are said tell no units apart."""
    try:
        other = settle([(text, [(s, e) for s, e, _ in placed])], where, best)
    except FormatError:
        return best
    found, mine = ranger(text, other), ranger(text, best)
    return other if all(found(s, e) == mine(s, e) for s, e, _ in said) else best


def _unit(text: str, found: Sequence[Target], where: str) -> Unit:
    placed = [(t.start, t.end, t.exact) for t in found if t.start is not None and t.end is not None]
    order = (Unit(BYTES),) if any(t.bytes for t in found) else (PLAIN,)
    said = [(s, e, x) for s, e, x in placed if x]
    if said:
        try:
            best = decide([(text, said)], where, order).unit
            return _settled(text, placed, said, best, where)
        except FormatError:
            # Offsets into another rendering of the page: the words lead.
            return order[0]
    for unit in dict.fromkeys((*order, *UNITS)):
        find = ranger(text, unit)
        if all(find(s, e) is not None for s, e, _ in placed):
            return unit
    return order[0]
