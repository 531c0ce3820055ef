"""Zones of a plain-text news article that was copied from a web page. No spaCy here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.model.article import Zone
from annotator.nlp import zone_rules as rules

_MIN_CAPTION, _MAX_CAPTION = 12, 400


@dataclass(slots=True)
class _Line:
    """A non-blank line ``[start, end)`` without its edge white space."""

    start: int
    end: int
    text: str
    gap: bool
    """Whether a blank line, or nothing, stands before it."""
    kind: str = ""
    credit: int | None = None
    """Where a trailing credit begins, as an offset in ``text``."""


def find_zones(text: str) -> tuple[Zone, ...]:
    """The zones of ``text``: sorted, disjoint, one per non-blank line without its edge white space.

    Only a caption with a credit in it makes two zones. ``text`` has ``\\n`` newlines; offsets are
    code points, end-exclusive. Time is linear in the length; any string is accepted.
    """
    lines = _lines(text)
    if len(lines) == 1:
        return (Zone(lines[0].start, lines[0].end, "body"),)
    _mark_single(lines)
    _mark_captions(lines)
    first = _mark_title(lines)
    if first is not None:
        _mark_decks(lines, first)
    _mark_subheadings(lines)
    return tuple(zone for line in lines for zone in _zones_of(line))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at, gap = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            lines.append(_Line(start, start + len(stripped), stripped, gap))
        gap = not stripped
        at += len(raw) + 1
    return lines


def _zones_of(line: _Line) -> list[Zone]:
    if line.kind != "caption" or line.credit is None:
        return [Zone(line.start, line.end, line.kind or "body")]
    border = line.start + line.credit
    caption_end = line.start + len(line.text[: line.credit].rstrip(" \t\u00a0|–—-"))
    if caption_end <= line.start:
        return [Zone(line.start, line.end, "credit")]
    # What is left between the two (a dash, a bar) is not worth a zone of its own.
    return [Zone(line.start, caption_end, "caption"), Zone(border, line.end, "credit")]


def _mark_single(lines: list[_Line]) -> None:
    for line in lines:
        line.credit = rules.credit_start(line.text)
        if line.credit == 0:
            line.kind = "credit"
        elif line.credit is not None:
            line.kind = "caption"
        elif rules.is_byline(line.text):
            line.kind = "byline"
        elif rules.is_boilerplate(line.text):
            line.kind = "boilerplate"


def _caption_text(line: _Line) -> str:
    """The line's words without its credit; "" for what cannot be a caption."""
    if line.kind not in ("", "caption") or not _MIN_CAPTION <= len(line.text) <= _MAX_CAPTION:
        return ""
    text = line.text if line.credit is None else line.text[: line.credit]
    return re.sub(r"\W+", " ", text).strip().casefold()


def _mark_captions(lines: list[_Line]) -> None:
    # Web copies hold a picture's text up to three times: as alt text, with and without its credit.
    texts = [_caption_text(line) for line in lines]
    for here in range(1, len(lines)):
        # A credit on its own line may stand between the two copies.
        other = here + 1
        while other < min(here + 3, len(lines)) and lines[other].kind == "credit":
            other += 1
        if other < len(lines) and texts[here] and texts[here] == texts[other]:
            lines[here].kind = lines[other].kind = "caption"
        _mark_above_credit(lines, here)


def _mark_above_credit(lines: list[_Line], here: int) -> None:
    if lines[here].kind or here + 1 >= len(lines):
        return
    below = lines[here + 1]
    if below.kind == "credit" and not below.gap and rules.sentences_in(lines[here].text) == 1:
        lines[here].kind = "caption"


def _mark_title(lines: list[_Line]) -> int | None:
    """Marks the title and returns its place; None if the text begins without one."""
    for here, line in enumerate(lines[:6]):
        if line.kind in ("boilerplate", "byline"):
            continue
        if line.kind or not rules.is_headline(line.text) or rules.DATELINE.match(line.text):
            return None
        if here + 1 < len(lines) and _runs_on(lines[here + 1]):
            return None
        if not any(not other.kind for other in lines[here + 1 :]):
            return None
        line.kind = "title"
        if here + 1 < len(lines) and lines[here + 1].text == line.text:
            lines[here + 1].kind = "title"
            return here + 1
        return here
    return None


def _runs_on(line: _Line) -> bool:
    """Whether the line continues the one above it, in a text with hard line breaks."""
    return not line.gap and line.text[0].islower()


def _mark_decks(lines: list[_Line], title: int) -> None:
    plain = [i for i in range(title + 1, min(title + 8, len(lines))) if not lines[i].kind]
    for number, here in enumerate(plain[:2]):
        if not any(not line.kind for line in lines[here + 1 : here + 8]):
            return
        # A standfirst of two sentences is told from a first paragraph by what stands under it.
        framed = lines[here + 1].kind in ("byline", "caption", "credit")
        if not rules.is_deck(lines[here].text, 2 if framed else 1) or not _introduces(lines, here):
            return
        if number == 1 and lines[here + 1].kind != "byline":
            return
        lines[here].kind = "deck"


def _introduces(lines: list[_Line], here: int) -> bool:
    """Whether what follows the line, or its own form, says that it is no first paragraph."""
    line, after = lines[here], lines[here + 1]
    if not line.gap and not after.gap and line.kind == "":
        unspaced = not any(other.gap for other in lines[1:8])
        if not unspaced:
            return False
    if after.kind == "byline" or rules.DATELINE.match(after.text):
        return True
    if rules.is_newsy(line.text):
        return False
    if after.kind in ("caption", "credit"):
        return True
    two_decks = here + 2 < len(lines) and lines[here + 2].kind == "byline" and not after.kind
    return two_decks or not (rules.is_closed(line.text) or line.text.endswith("?"))


def _mark_subheadings(lines: list[_Line]) -> None:
    spaced = sum(line.gap for line in lines[1:]) * 2 >= len(lines) - 1
    plain = [i for i, line in enumerate(lines) if not line.kind]
    run: list[int] = []
    for place, here in enumerate(plain):
        if _stands_alone(lines, here, spaced) and rules.is_subheading(lines[here].text):
            run.append(here)
            continue
        # More than two in a row are a list or a table; and a subheading heads something.
        if len(run) <= 2 and (place > len(run) or lines[0].kind == "title"):
            for index in run:
                lines[index].kind = "subheading"
        run = []


def _stands_alone(lines: list[_Line], here: int, spaced: bool) -> bool:
    if not spaced:
        return True
    return lines[here].gap and (here + 1 >= len(lines) or lines[here + 1].gap)
