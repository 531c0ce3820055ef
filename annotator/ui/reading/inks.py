"""Marks in the text: under it the bands and tints, over it lines, corners, ring, flag, hints."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath

from annotator.model.marks import with_marks
from annotator.model.span import CLAIM, QUOTE, SUGGESTED, Span
from annotator.ui.reading.geometry import Geometry, Piece
from annotator.ui.reading.marks import LEVELS, Lane, Marks, is_line, lanes, length
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.reading.strokes import Ink, frame_path, weak
from annotator.ui.theme import sans

Hint = tuple[int, int, str]


def band(piece: Piece, up: float, down: float, pad: float) -> QRectF:
    """A rectangle around a piece of a line, measured from its base line at 18 px."""
    return QRectF(
        QPointF(piece.left - pad, piece.base - up * piece.k),
        QPointF(piece.right + pad, piece.base + down * piece.k),
    )


class TextMarks:
    """Draws the marks of the spans on the page. Made for one paint."""

    def __init__(self, ink: Ink, marks: Marks, geometry: Geometry, text: str) -> None:
        self.ink, self.marks, self.geometry, self.text = ink, marks, geometry, text

    def hue(self, span: Span) -> QColor:
        """The colour of a span's line and shape."""
        return self.ink.theme.label(self.marks.label(span))

    def pieces(self, span: Span) -> tuple[Piece, ...]:
        """The span's parts, line by line."""
        return self.geometry.pieces(span.start, span.end)

    # -- under the words -----------------------------------------------------------------------

    def draw_under(self, spans: Sequence[Span]) -> None:
        """Quote bands, outer first; the current claim's fill; echo and current tints."""
        quotes = sorted((s for s in spans if s.layer == QUOTE), key=lambda s: -length(s))
        for at, span in enumerate(quotes):
            outer = quotes[:at]
            self._band(span, any(o.start <= span.start and span.end <= o.end for o in outer))
        current = self.marks.span()
        if current and current.layer == CLAIM:
            self._tint(current, self.ink.color("cBg"), 17, 7)
        if self.ink.theme.line:
            return
        strength = (0.22, 0.32) if self.ink.theme.dark else (0.13, 0.20)
        for span in spans:
            if not is_line(span) or (span != current and span.id not in self.marks.echoes):
                continue
            color = self.hue(span)
            color.setAlphaF(strength[1] if span == current else strength[0])
            self._tint(span, color, 16, 6)

    def _tint(self, span: Span, color: QColor, up: float, down: float) -> None:
        for piece in self.pieces(span):
            self.ink.fill(band(piece, up, down, 1), color, 2.5 * self.ink.z)

    def _band(self, span: Span, inner: bool) -> None:
        ink = self.ink
        pale = span.state == SUGGESTED and span.id != self.marks.current
        fill = ink.color("qFillS" if pale else "qFill")
        inset = 3 * ink.z if inner else 0.0
        for piece in self.pieces(span):
            rect = band(piece, 17, 7, 1).adjusted(0, inset, 0, -inset)
            ink.fill(rect, fill, 2.5 * ink.z)
            if inner:
                ink.box(rect, ink.pen(ink.color("q"), 1), 2.5 * ink.z)

    def draw_range(self, start: int, end: int, color: QColor) -> None:
        """A selection, by mouse or by keyboard."""
        for piece in self.geometry.pieces(start, end):
            self.ink.fill(band(piece, 18, 8, 1), color, 2 * self.ink.z)

    # -- over the words ------------------------------------------------------------------------

    def draw_over(self, spans: Sequence[Span], focused: bool, hovered: str | None) -> None:
        """Quote edges, claim corners, entity lines, role boxes, ring and flag."""
        for span in spans:
            # Without a fill the edge tells where a decided quote is, too.
            if span.layer == QUOTE and (span.state == SUGGESTED or self.ink.theme.line):
                self._edge(span)
        for span in spans:
            if span.layer == CLAIM:
                self._corners(span)
        lines = [s for s in spans if is_line(s)]
        levels = lanes(lines)
        for span in lines:
            self._line(span, levels[span.id], span.id == hovered)
        current = self.marks.span()
        if current is not None:
            if current.layer == QUOTE:
                self._roles(current)
            self._ring(current, focused)

    def _edge(self, span: Span) -> None:
        ink = self.ink
        pen = ink.pen(ink.color("q"), 1, (2, 3) if span.state == SUGGESTED else None)
        for piece in self.pieces(span):
            ink.across(
                piece.left - 1, piece.right + 1, ink.crisp(piece.base - 17 * piece.k, 1), pen
            )

    def _corners(self, span: Span) -> None:
        ink, pieces = self.ink, self.pieces(span)
        if not pieces:
            return
        strong = span.state != SUGGESTED or span.id == self.marks.current
        width = 1.8 if strong else 1.1
        pen = ink.pen(ink.color("c"), width * ink.z)
        ink.painter.setPen(pen)
        ink.painter.setBrush(Qt.BrushStyle.NoBrush)
        first, last = pieces[0], pieces[-1]
        side = -1 if first.rtl else 1
        if first.start:
            x = first.right if first.rtl else first.left
            self._corner(x - 2.5 * side * ink.z, first.base - 16.5 * first.k, side, 1, width)
        if last.end:
            x = last.left if last.rtl else last.right
            self._corner(x + 2.5 * side * ink.z, last.base + 6.5 * last.k, -side, -1, width)

    def _corner(self, x: float, y: float, across: int, down: int, width: float) -> None:
        z = self.ink.z
        x, y = self.ink.crisp(x, width), self.ink.crisp(y, width)
        path = QPainterPath(QPointF(x + 7 * z * across, y))
        path.lineTo(x, y)
        path.lineTo(x, y + 8 * z * down)
        self.ink.painter.drawPath(path)

    def _line(self, span: Span, lane: Lane, hovered: bool) -> None:
        ink, color = self.ink, self.hue(span)
        open_ = span.state == SUGGESTED and not span.unsure
        width = ink.px((1.8 if open_ else 2.0) + (1 if hovered else 0))
        dash = ((1.8 if weak(span) else 4.0), 2.6) if open_ else None
        pen = ink.pen(color, width, dash)
        for piece in self.pieces(span):
            if lane.level >= LEVELS:
                if piece.end:
                    self._notches(piece, color)
                continue
            y = ink.crisp(piece.base + 5.5 * piece.k + 4 * ink.z * lane.level, width)
            left, right = piece.left, piece.right
            if piece.start:
                left, right = self._shape(span, piece, lane, y, open_)
            if right - left < 1:
                continue
            if span.unsure:
                ink.wave(left, right, y, color)
            else:
                ink.across(left, right, y, pen)

    def _shape(
        self, span: Span, piece: Piece, lane: Lane, y: float, open_: bool
    ) -> tuple[float, float]:
        """Draws the label's shape at the reading start; returns what is left for the line."""
        ink, label = self.ink, self.marks.label(span)
        room = 8 * lane.shift * ink.z
        at = piece.right - room - 2.9 * ink.z if piece.rtl else piece.left + room + 2.9 * ink.z
        paper = ink.color("paper") if open_ else None
        name = label.shape if label else "cross"
        draw_shape(ink.painter, name, QPointF(at, y), 2.7 * ink.z, self.hue(span), not open_, paper)
        room += 7.5 * ink.z
        return (piece.left, piece.right - room) if piece.rtl else (piece.left + room, piece.right)

    def _notches(self, piece: Piece, color: QColor) -> None:
        ink = self.ink
        y = piece.base + 5.5 * piece.k + 5.5 * ink.z
        end, side = (piece.left, 1) if piece.rtl else (piece.right, -1)
        for step in (1.0, 4.0):
            x = ink.crisp(end + side * step * ink.z, 1.5)
            ink.down(x, y, y + 3 * ink.z, ink.pen(color, ink.px(1.5)))

    def _roles(self, quote: Span) -> None:
        ink = self.ink
        speaker, cue = self.marks.tail(quote, "SPEAKER"), self.marks.tail(quote, "CUE")
        if speaker is not None:
            self._box(speaker.start, speaker.end)
        if cue is not None:
            pen = ink.pen(ink.color("q"), ink.px(2), (2, 2))
            for piece in self.pieces(cue):
                ink.across(piece.left, piece.right, ink.crisp(piece.base + 5.5 * piece.k, 2), pen)

    def _box(self, start: int, end: int) -> QRectF | None:
        ink, first = self.ink, None
        pen = ink.pen(ink.color("q"), ink.px(1.5))
        for piece in self.geometry.pieces(start, end):
            rect = self._snapped(band(piece, 17, 8, 2.5 * ink.z), 1.5)
            ink.painter.setPen(pen)
            ink.painter.setBrush(Qt.BrushStyle.NoBrush)
            left, right = (piece.end, piece.start) if piece.rtl else (piece.start, piece.end)
            ink.painter.drawPath(frame_path(rect, 3 * ink.z, left, right))
            first = first or rect
        return first

    def _snapped(self, rect: QRectF, width: float) -> QRectF:
        crisp = self.ink.crisp
        return QRectF(
            QPointF(crisp(rect.left(), width), crisp(rect.top(), width)),
            QPointF(crisp(rect.right(), width), crisp(rect.bottom(), width)),
        )

    def ring(self, span: Span) -> list[tuple[QRectF, Piece]]:
        """The ring's rectangles, line by line; a quote's ring encloses its marks."""
        start, end, pad = span.start, span.end, 3.5
        if span.layer == QUOTE:
            start, end = with_marks(self.text, start, end)
            pad = 2.0
        pieces = self.geometry.pieces(start, end)
        # Small print has small gaps between its words.
        return [
            (self._snapped(band(x, 18.5, 8.5, pad * min(self.ink.z, x.k)), 2), x) for x in pieces
        ]

    def _ring(self, span: Span, focused: bool) -> None:
        ink, frames = self.ink, self.ring(span)
        width = ink.px(2) if focused else 1.0
        for rect, piece in frames:
            ink.painter.setPen(ink.pen(ink.color("accent"), width))
            ink.painter.setBrush(Qt.BrushStyle.NoBrush)
            left, right = (piece.end, piece.start) if piece.rtl else (piece.start, piece.end)
            ink.painter.drawPath(frame_path(rect, 4 * ink.z, left, right))
        if frames and is_line(span):
            self._flag(span, *frames[0])

    def _flag(self, span: Span, ring: QRectF, piece: Piece) -> None:
        ink = self.ink
        words = span.label + ("?" if span.state == SUGGESTED or span.unsure else "")
        font = sans(max(9.0, 9.5 * ink.z), QFont.Weight.Bold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.45)
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        width = QFontMetricsF(font).horizontalAdvance(words) + 10 * ink.z
        x = ring.right() + 1 - width if piece.rtl else ring.left() - 1
        rect = QRectF(x, ring.top() + 1 - 14 * ink.z, width, 14 * ink.z)
        above = self.geometry.base_above(span.start)
        if above is not None and rect.top() < above + 1:
            # The gap between the lines: descenders may be covered, the words themselves never.
            rect.moveTop(above + 1)
            rect.setBottom(max(min(rect.bottom(), piece.base - 12.5 * piece.k), rect.top() + 11))
        ink.fill(rect, ink.color("accent"), 3 * ink.z)
        ink.painter.setPen(ink.color("onAccent"))
        ink.painter.setFont(font)
        ink.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def draw_hints(self, hints: Sequence[Hint], low: int, high: int) -> None:
        """Boxes on candidates, each with the letter that takes it."""
        ink = self.ink
        font = sans(10.5 * ink.z, QFont.Weight.Bold)
        taken: list[QRectF] = []
        for start, end, letter in hints:
            if end <= low or start >= high:
                continue
            rect = self._box(start, end)
            if rect is None:
                continue
            size = 15 * ink.z
            tab = QRectF(rect.left() - size / 2, rect.top() - size * 0.6, size, size)
            tab.setWidth(max(size, QFontMetricsF(font).horizontalAdvance(letter) + 6 * ink.z))
            # Two that begin at one place stand side by side, each to be read.
            while other := next((t for t in taken if t.intersects(tab)), None):
                tab.moveLeft(other.right() + ink.z)
            taken.append(tab)
            ink.fill(tab, ink.color("q"), 3 * ink.z)
            ink.painter.setPen(ink.color("onQ"))
            ink.painter.setFont(font)
            ink.painter.drawText(tab, Qt.AlignmentFlag.AlignCenter, letter)
