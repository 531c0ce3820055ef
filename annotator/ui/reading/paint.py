"""Painting a page in the order of the design: paper, bands, words, marks, margins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextCursor,
)

from annotator.model.marks import quotation_marks
from annotator.model.span import QUOTE, Span
from annotator.ui.reading.folds import Fold
from annotator.ui.reading.inks import Hint, TextMarks
from annotator.ui.reading.margin import Margins
from annotator.ui.reading.marks import Marks
from annotator.ui.reading.page import Page
from annotator.ui.reading.strokes import Ink
from annotator.ui.reading.summary import draw_summary, summary_rects
from annotator.ui.theme import Theme, sans

SLACK = 40


@dataclass(slots=True)
class Scene:
    """Everything a paint depends on. ``view`` is the visible part of the page."""

    page: Page
    marks: Marks
    theme: Theme
    view: QRectF
    dpr: float
    focused: bool
    selected: tuple[int, int] | None = None
    pending: tuple[int, int] | None = None
    found: Sequence[tuple[int, int]] = ()
    hints: Sequence[Hint] = ()
    hovered: str | None = None


@dataclass(slots=True)
class Areas:
    """What of the last paint can be clicked, on the page: notes and bars by span id, summaries."""

    notes: list[tuple[QRectF, str]]
    folds: list[tuple[QRectF, Fold]]


def paint(scene: Scene, painter: QPainter) -> Areas:
    """Paint the visible part of a page; the painter's origin is the page's."""
    page, view = scene.page, scene.view
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = Ink(painter, scene.theme, page.z, scene.dpr)
    low, high = page.geometry.range_between(view.top() - SLACK, view.bottom() + SLACK)
    spans = scene.marks.between(low, max(high, low + 1))
    text = TextMarks(ink, scene.marks, page.geometry, page.text)
    text.draw_under(spans)
    for start, end in scene.found[bisect_left(scene.found, (low, 0)) :]:
        if start > high:
            break
        text.draw_range(start, end, ink.color("accentBg"))
    for chosen in (scene.selected, scene.pending):
        if chosen is not None:
            start, end = max(chosen[0], low), min(chosen[1], high + 1)
            if start < end:
                text.draw_range(start, end, ink.color("accent", 0.32 if scene.theme.dark else 0.22))
    draw_words(scene, painter, spans)
    text.draw_over(spans, scene.focused, scene.hovered)
    text.draw_hints(scene.hints, low, high)
    return Areas(_margins(scene, ink, low, high), _summaries(scene, ink))


def _margins(scene: Scene, ink: Ink, low: int, high: int) -> list[tuple[QRectF, str]]:
    # Notes are pushed down by those before them, so those of the screenful above count too.
    page, view = scene.page, scene.view
    before = page.geometry.range_between(view.top() - view.height(), view.top())[0]
    margins = Margins(ink, scene.marks, page.geometry, page.column)
    margins.draw(scene.marks.between(min(before, low), max(high, low + 1)))
    return margins.areas


def _summaries(scene: Scene, ink: Ink) -> list[tuple[QRectF, Fold]]:
    shown = []
    for rect, fold in summary_rects(scene.page.folds, scene.page.column):
        if rect.intersects(scene.view):
            draw_summary(ink, fold, rect)
            shown.append((rect, fold))
    return shown


def draw_words(scene: Scene, painter: QPainter, spans: Sequence[Span]) -> None:
    """The text itself. Quotation marks of quotes are coloured here, at paint time: a selection
    with nothing but a colour changes no layout."""
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, scene.theme.color("text"))
    context.palette = palette
    context.cursorPosition = -1
    context.clip = scene.view
    context.selections = _quote_marks(scene, spans)
    scene.page.document.documentLayout().draw(painter, context)


def _quote_marks(
    scene: Scene, spans: Sequence[Span]
) -> list[QAbstractTextDocumentLayout.Selection]:
    form = QTextCharFormat()
    form.setForeground(scene.theme.color("q"))
    page, out = scene.page, []
    found = {
        at
        for span in spans
        if span.layer == QUOTE
        for at in quotation_marks(page.text, span.start, span.end)
        if at is not None
    }
    for at in sorted(found):
        selection = QAbstractTextDocumentLayout.Selection()
        cursor = QTextCursor(page.document)
        cursor.setPosition(page.geometry.units(at))
        cursor.setPosition(page.geometry.units(at + 1), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, form
        out.append(selection)
    return out


def paint_empty(painter: QPainter, rect: QRectF, words: str, theme: Theme) -> None:
    """What stands in place of an article."""
    painter.setFont(sans(13))
    painter.setPen(theme.color("text2"))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(rect.adjusted(24, 24, -24, -24), flags, words)


def paint_focus(painter: QPainter, width: float, color: QColor) -> None:
    """The line at the top of the pane that has the keyboard."""
    painter.fillRect(QRectF(0, 0, width, 2), color)
