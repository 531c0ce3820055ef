"""Zones of a plain-text news article that was copied from a web page. No spaCy here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.model.article import Zone
from annotator.nlp import zone_rules as rules

_MIN_CAPTION, _MAX_CAPTION, _MAX_PLAIN_CAPTION = 12, 400, 250


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
    _mark_blocks(lines)
    _mark_captions(lines)
    first = _mark_title(lines)
    if first is not None:
        _mark_names(lines, first)
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
    if line.kind not in ("caption", "body") or line.credit is None:
        return [Zone(line.start, line.end, line.kind or "body")]
    border = line.start + line.credit
    caption_end = line.start + len(line.text[: line.credit].rstrip(" \t\u00a0|–—-"))
    if caption_end <= line.start:
        return [Zone(line.start, line.end, "credit")]
    # What is left between the two (a dash, a bar) is not worth a zone of its own.
    return [Zone(line.start, caption_end, line.kind), Zone(border, line.end, "credit")]


def _mark_single(lines: list[_Line]) -> None:
    for line in lines:
        line.credit = rules.credit_start(line.text)
        if line.credit == 0:
            line.kind = "credit"
        elif line.credit is not None:
            # A longer text with its source at the end is a paragraph of a digest.
            line.kind = "caption" if line.credit <= _MAX_CAPTION else "body"
        elif rules.is_byline(line.text):
            line.kind = "byline"
        elif rules.is_boilerplate(line.text):
            line.kind = "boilerplate"


def _mark_blocks(lines: list[_Line]) -> None:
    """Lines between two of boilerplate without a blank line, and the tags below "Tags"."""
    if _is_spaced(lines, 3):
        last: int | None = None
        for here, line in enumerate(lines):
            if line.gap:
                last = None
            if line.kind != "boilerplate":
                continue
            for between in lines[last + 1 : here] if last is not None else ():
                between.kind = between.kind or "boilerplate"
            last = here
    tags = False
    for line in lines:
        if line.kind == "boilerplate":
            tags = rules.heads_tags(line.text)
        elif tags and not line.kind and rules.is_short(line.text, 40, 4):
            line.kind = "boilerplate"
        else:
            tags = False


def _is_spaced(lines: list[_Line], part: int = 2) -> bool:
    """Whether one line of ``part`` or more has a blank line above."""
    return sum(line.gap for line in lines[1:]) * part >= len(lines) - 1


def _caption_text(line: _Line) -> str:
    """The line's words without its credit; "" for what cannot be a caption."""
    if line.kind not in ("", "caption") or not _MIN_CAPTION <= len(line.text) <= _MAX_CAPTION:
        return ""
    text = line.text if line.credit is None else line.text[: line.credit]
    if line.credit is None and (text[0] in '“"' or len(text) > _MAX_PLAIN_CAPTION):
        # A line of speech or a paragraph that was copied twice.
        return ""
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
    for here, line in enumerate(lines[:8]):
        if line.kind in ("boilerplate", "byline"):
            continue
        if not line.kind and rules.is_kicker(line.text) and _headline_after(lines, here):
            line.kind = "boilerplate"
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


def _headline_after(lines: list[_Line], here: int) -> bool:
    rest = (x for x in lines[here + 1 : here + 6] if not x.kind and not rules.is_kicker(x.text))
    after = next(rest, None)
    return after is not None and rules.is_headline(after.text) and len(after.text.split()) > 2


def _mark_names(lines: list[_Line], title: int) -> None:
    """Authors and media without a "By": names beside another line about the article."""
    top = range(title + 1, min(title + 8, len(lines) - 1))
    # Several names may follow each other, above the date or below it.
    for order, beside in ((reversed(top), 1), (top, -1)):
        for here in order:
            line, other = lines[here], lines[here + beside]
            if not line.kind and other.kind == "byline" and rules.is_name(line.text):
                line.kind = "byline"


def _runs_on(line: _Line) -> bool:
    """Whether the line continues the one above it, in a text with hard line breaks."""
    return not line.gap and line.text[0].islower()


def _mark_decks(lines: list[_Line], title: int) -> None:
    plain = [i for i in range(title + 1, min(title + 8, len(lines))) if not lines[i].kind]
    for number, here in enumerate(plain[:2]):
        if not any(not line.kind for line in lines[here + 1 : here + 16]):
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
    below = next((i for i in range(here + 1, len(lines)) if not lines[i].kind), len(lines))
    if not line.gap and not after.gap and not after.kind:
        unspaced = not any(other.gap for other in lines[1:8])
        if not unspaced:
            return False
    if rules.DATELINE.match(after.text) or any(
        other.kind == "byline" for other in lines[here + 1 : below]
    ):
        return True
    if rules.is_newsy(line.text):
        return False
    if after.kind in ("caption", "credit"):
        return True
    two_decks = here + 2 < len(lines) and lines[here + 2].kind == "byline" and not after.kind
    return two_decks or not (rules.is_closed(line.text) or line.text.endswith("?"))


def _mark_subheadings(lines: list[_Line]) -> None:
    spaced = _is_spaced(lines)
    plain = [i for i, line in enumerate(lines) if not line.kind]
    run: list[int] = []
    for place, here in enumerate(plain):
        around = plain[max(0, place - 1) : place] + plain[place + 1 : place + 2]
        listed = rules.is_list_item(lines[here].text) and any(
            rules.is_list_item(lines[i].text) for i in around
        )
        alone = not listed and _stands_alone(lines, here, spaced)
        if alone and rules.is_subheading(lines[here].text):
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
