"""The margins: bars and speakers of quotes on one side, rails and kinds of claims on the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from annotator.model.span import CLAIM, QUOTE, SUGGESTED, Span
from annotator.model.wording import sentence
from annotator.ui.reading.geometry import Geometry, Piece
from annotator.ui.reading.marks import Marks, length
from annotator.ui.reading.strokes import Ink
from annotator.ui.schema_words import called
from annotator.ui.theme import sans
from annotator.ui.tr import tr

RAILS = 3
_KEEP = 4000


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text stands: left and right edge, the page's width, whether notes have room."""

    left: float
    right: float
    width: float
    wide: bool

    def beside(self, right: bool, distance: float) -> float:
        """A place in the right or left margin, ``distance`` from the text."""
        return self.right + distance if right else self.left - distance


@dataclass(slots=True)
class Note:
    """What the margin says about one span. ``dots`` is a claim's worth, None for no dots."""

    span: Span
    right: bool
    y: float
    first: str
    second: str
    weight: QFont.Weight
    token: str
    missing: bool = False
    dots: int | None = None
    wanted: float = 0.0
    rect: QRectF = field(default_factory=QRectF)


def push_down(notes: list[Note], current: str | None, z: float) -> None:
    """Move notes so that none overlaps the one before; a pushed one gives up its second line."""
    bottom = float("-inf")
    for note in notes:
        note.wanted = note.y
        if note.y < bottom + 3 * z:
            note.y = bottom + 3 * z
            if note.span.id != current:
                note.second = ""
        bottom = note.y + note_height(note, z)


def note_height(note: Note, z: float) -> float:
    """Height of one or two lines."""
    return (31 if note.second else 16) * z


def rail_lanes(extents: Sequence[tuple[float, float]]) -> list[int]:
    """The lane of each rail, in order of their tops, so that rails side by side do not touch."""
    ends: list[float] = []
    out: list[int] = []
    for top, bottom in extents:
        lane = next((i for i, end in enumerate(ends) if end <= top), len(ends))
        if lane == len(ends):
            ends.append(bottom)
        else:
            ends[lane] = bottom
        out.append(lane)
    return out


class Margins:
    """Draws both margins for one paint; ``areas`` then says which note is where."""

    def __init__(self, ink: Ink, marks: Marks, geometry: Geometry, column: Column) -> None:
        self.ink, self.marks, self.geometry, self.column = ink, marks, geometry, column
        self.scale = max(1.0, min(ink.z, 1.25))
        self.areas: list[tuple[QRectF, str]] = []

    def draw(self, spans: Iterable[Span]) -> None:
        """Bars, rails and notes of the spans, which are in reading order."""
        shown = [(s, p) for s in spans if (p := self.geometry.pieces(s.start, s.end))]
        quotes = [x for x in shown if x[0].layer == QUOTE]
        claims = [x for x in shown if x[0].layer == CLAIM]
        self._bars(quotes)
        extra = self._rails(claims)
        if not self.column.wide:
            return
        notes = [self._quote_note(s, p) for s, p in quotes]
        notes += [self._claim_note(s, p, extra.get(s.id, 0)) for s, p in claims]
        for right in (False, True):
            side = sorted((n for n in notes if n.right == right), key=lambda n: n.y)
            push_down(side, self.marks.current, self.scale)
            for note in side:
                self._note(note)

    # -- bars and rails ------------------------------------------------------------------------

    def _extent(self, pieces: Sequence[Piece]) -> tuple[float, float]:
        first, last = pieces[0], pieces[-1]
        return first.base - 17 * first.k, last.base + 7 * last.k

    def _bars(self, quotes: Sequence[tuple[Span, tuple[Piece, ...]]]) -> None:
        ink, groups = self.ink, dict[object, tuple[float, float]]()
        for span, pieces in quotes:
            top, bottom = self._extent(pieces)
            inner = any(_holds(other, span) for other, _ in quotes)
            x = self.column.beside(pieces[0].rtl, (19 if inner else 13) * ink.z)
            current = span.id == self.marks.current
            width = ink.px(4 if current else 2.5)
            dash = (3, 3) if span.state == SUGGESTED and not current else None
            ink.down(x, top, bottom, ink.pen(ink.color("q"), width, dash))
            self.areas.append((QRectF(x - 5, top, 10, bottom - top), span.id))
            group = span.attributes.get("group")
            if group and group in groups and groups[group][1] < top:
                thin = ink.pen(ink.color("q"), 1)
                ink.down(ink.crisp(groups[group][0], 1), groups[group][1], top, thin)
            if group:
                groups[group] = (x, bottom)

    def _rails(self, claims: Sequence[tuple[Span, tuple[Piece, ...]]]) -> dict[str, int]:
        """Draws the rails; returns by span id how many could not be shown beside it."""
        ink = self.ink
        lanes = rail_lanes([self._extent(p) for _, p in claims])
        extra: dict[str, int] = {}
        last = ""
        for (span, pieces), lane in zip(claims, lanes, strict=True):
            if lane >= RAILS:
                extra[last] = extra.get(last, 0) + 1
                continue
            last = span.id
            current = span.id == self.marks.current
            width = ink.px(3 if current else 1.6)
            dash = (2.5, 2.5) if span.state == SUGGESTED else None
            side = not pieces[0].rtl
            x = ink.crisp(self.column.beside(side, (13 + 6 * lane) * ink.z), width)
            top, bottom = self._extent(pieces)
            pen = ink.pen(ink.color("c"), width, dash)
            ink.down(x, top, bottom, pen)
            self.areas.append((QRectF(x - 5, top, 10, bottom - top), span.id))
            foot = (-4 if side else 4) * ink.z
            solid = ink.pen(ink.color("c"), ink.px(1.6))
            for y in (top, bottom):
                ink.across(x, x + foot, ink.crisp(y, 1.6), solid)
        return extra

    # -- notes ---------------------------------------------------------------------------------

    def _weight(self, span: Span) -> QFont.Weight:
        if span.id == self.marks.current:
            return QFont.Weight.Bold
        return QFont.Weight.Medium if span.state == SUGGESTED else QFont.Weight.DemiBold

    def _top(self, piece: Piece) -> float:
        # The note's middle stands level with the middle of the small letters.
        return piece.base - 5.5 * piece.k - 8 * self.scale

    def _quote_note(self, span: Span, pieces: tuple[Piece, ...]) -> Note:
        speaker, cue = self.marks.tail(span, "SPEAKER"), self.marks.tail(span, "CUE")
        first = self.marks.name(speaker) if speaker else tr("no speaker")
        words = [cue] if cue else []
        if speaker and " ".join(speaker.text.split()) != first:
            words.append(speaker)
        second = " ".join(" ".join(s.text.split()) for s in sorted(words, key=lambda s: s.start))
        top, weight = self._top(pieces[0]), self._weight(span)
        note = Note(span, pieces[0].rtl, top, first, second, weight, "q")
        # A quote that was said to have none is no question any more.
        note.missing = speaker is None and span.attributes.get("attribution") != "none"
        return note

    def _claim_note(self, span: Span, pieces: tuple[Piece, ...], extra: int) -> Note:
        kind = sentence(called(str(span.attributes.get("type") or "claim")))
        if extra:
            kind += f" +{extra}"
        source = self.marks.tail(span, "CLAIMED_BY")
        second = self.marks.name(source) if source else ""
        top, weight = self._top(pieces[0]), self._weight(span)
        note = Note(span, not pieces[0].rtl, top, kind, second, weight, "c")
        note.dots = _worth(span)
        return note

    def _note(self, note: Note) -> None:
        ink, scale = self.ink, self.scale
        distance = 24 * ink.z if note.token == "q" else (13 + 14) * ink.z
        edge = self.column.beside(note.right, distance)
        room = (self.column.width - edge if note.right else edge) - 8
        if room < 24:
            return
        x = edge if note.right else edge - room
        note.rect = QRectF(x, note.y, room, note_height(note, scale))
        self.areas.append((note.rect, note.span.id))
        if note.y - note.wanted > 62 * ink.z:
            self._leader(note, edge)
        self._first_line(note, x, room)
        if note.second:
            font = sans(11.5 * scale)
            box = QRectF(x, note.y + 16 * scale, room, 15 * scale)
            self._words(note.second, font, ink.color("text3"), box, note.right)

    def _first_line(self, note: Note, x: float, room: float) -> None:
        ink, scale = self.ink, self.scale
        font, color = sans(11.5 * scale, note.weight), ink.color(note.token)
        dots = 0.0 if note.dots is None else 26 * scale
        box = QRectF(x, note.y, room, 16 * scale)
        words = box.adjusted(0, 0, -dots, 0) if note.right else box.adjusted(dots, 0, 0, 0)
        width = self._words(note.first, font, color, words, note.right)
        if note.dots is not None:
            start = x + width + 4 * scale if note.right else x + room - width - dots
            self._dots(note.dots, start, box.center().y(), color)
        if note.missing:
            end = x + width if note.right else x + room
            ink.wave(end - width, end, note.y + 15.5 * scale, color)

    def _words(self, words: str, font: QFont, color: QColor, box: QRectF, right: bool) -> float:
        """Words against the text's side of the margin; returns their width."""
        painter = self.ink.painter
        shown, width = _elided(words, font.key(), font, box.width())
        side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return width

    def _dots(self, worth: int, x: float, y: float, color: QColor) -> None:
        painter, r = self.ink.painter, 2.6 * self.scale
        painter.setPen(self.ink.pen(color, 1))
        for number in range(3):
            painter.setBrush(color if number < worth else Qt.BrushStyle.NoBrush)
            center = QPointF(x + r + 0.5 + number * 7.5 * self.scale, y + 0.5)
            painter.drawEllipse(center, r, r)

    def _leader(self, note: Note, edge: float) -> None:
        ink = self.ink
        x = ink.crisp(edge + (-5 if note.right else 5) * ink.z, 1)
        ink.down(
            x, note.wanted + 8 * self.scale, note.y + 8 * self.scale, ink.pen(ink.color("line"), 1)
        )


_measured: dict[tuple[str, str, float], tuple[str, float]] = {}


def _elided(words: str, key: str, font: QFont, room: float) -> tuple[str, float]:
    """The words as far as there is room, and their width; measured once for each font."""
    found = _measured.get((words, key, room))
    if found is None:
        if len(_measured) > _KEEP:
            _measured.clear()
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        found = _measured[words, key, room] = (shown, metrics.horizontalAdvance(shown))
    return found


def _holds(outer: Span, inner: Span) -> bool:
    return (
        outer.id != inner.id
        and outer.start <= inner.start
        and inner.end <= outer.end
        and length(outer) > length(inner)
    )


def _worth(span: Span) -> int | None:
    """The claim's worth, 0–3; None when nobody has said or it is no number."""
    value = str(span.attributes.get("worth", ""))
    return min(3, int(value)) if value.isascii() and value.isdigit() else None
