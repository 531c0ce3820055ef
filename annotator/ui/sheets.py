"""An annotated article on paper: the marks of the window, cut into sheets between lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintDevice, QPainter, QTextBlock

from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.schema import Label, LabelSchema
from annotator.model.span import CLAIM, QUOTE, SUGGESTED
from annotator.ui import theme as themes
from annotator.ui.reading.folds import is_shown
from annotator.ui.reading.inks import TextMarks
from annotator.ui.reading.margin import Margins
from annotator.ui.reading.marks import Marks, is_line
from annotator.ui.reading.page import Page
from annotator.ui.reading.paint import Scene, draw_words
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.reading.strokes import Ink
from annotator.ui.schema_words import called
from annotator.ui.theme import Theme, sans
from annotator.ui.tr import tr

# The sheet's width in the window's px: column, margins with their notes, and nothing else.
WIDTH = 880.0
# Above and below the text: title and page number; and what the last lines' notes may need.
_HEAD, _FOOT = 34.0, 40.0
_LEGEND_LINE, _LEGEND_GAP = 22.0, 22.0
_SMALL = 11.5
# Lines that go over to the next sheet with a legend that has no room.
_WITH_LEGEND = 4
_SIGNS = {"label": 9.0, "quote": 20.0, "claim": 20.0, "open": 20.0}
Entry = tuple[str, Label | None, str]
# Marks reach this far above and below the line that they are on.
_ABOVE, _BELOW = 4.0, 6.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the part of the laid out text from ``top`` to ``bottom``, in px."""

    top: float
    bottom: float


def paper_theme() -> Theme:
    """The light theme on white; what is told by colour is told by shape and line as well."""
    light = themes.load("light")
    return replace(light, tokens={**light.tokens, "paper": "#FFFFFF"})


class Sheets:
    """The sheets of one article as one annotator sees it; ``hidden`` layers are left out.

    ``height`` is that of a sheet, with a width of :data:`WIDTH`.
    """

    def __init__(
        self,
        document: Document,
        annotator: str,
        schema: LabelSchema,
        height: float,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.article, self.height = document.article, height
        self.theme = paper_theme()
        self.marks = Marks(
            document.view(annotator), schema, None, frozenset(), hidden, document.names()
        )
        self.page = Page(document.article, self.theme, 1.0)
        # Nothing can be opened on paper.
        self.page.reopen(frozenset(fold.first for fold in self.page.folds.folds))
        self.page.document.setTextWidth(WIDTH)
        self.page.set_width(WIDTH)
        self.sheets = self._cut(list(self._lines()))

    @property
    def _room(self) -> float:
        return self.height - _HEAD - _FOOT

    # -- cutting -------------------------------------------------------------------------------

    def _cut(self, lines: list[tuple[float, float]]) -> list[Sheet]:
        """As many whole lines on each sheet as fit; the legend has lines above it."""
        rows = len(self._legend_rows())
        legend = _LEGEND_GAP + rows * _LEGEND_LINE if rows else 0.0
        firsts, top, bottom = [0], 0.0, 0.0
        for at, (low, high) in enumerate(lines):
            if high - top > self._room and bottom > top:
                firsts.append(at)
                top = low
            bottom = high
        if bottom - top + legend > self._room:
            firsts.append(max(firsts[-1] + 1, len(lines) - _WITH_LEGEND))
        edges = [0.0, *(lines[at][0] for at in firsts[1:])]
        ends = [*(lines[at - 1][1] for at in firsts[1:]), bottom]
        return [Sheet(*edge) for edge in zip(edges, ends, strict=True)]

    def _lines(self) -> Iterator[tuple[float, float]]:
        """Top and bottom of each line, its marks included."""
        block: QTextBlock = self.page.document.begin()
        layout = self.page.document.documentLayout()
        while block.isValid():
            if is_shown(block):
                layout.blockBoundingRect(block)
                lines, y = block.layout(), block.layout().position().y()
                for number in range(lines.lineCount()):
                    line = lines.lineAt(number)
                    low = y + line.y()
                    yield low - _ABOVE, low + line.height() + _BELOW
            block = block.next()

    # -- painting ------------------------------------------------------------------------------

    def paint(self, painter: QPainter, number: int, scale: float, below: str) -> None:
        """Paint a sheet at the painter's origin, ``scale`` device pixels for one of the window's.

        ``below`` is what the foot says.
        """
        sheet = self.sheets[number]
        painter.save()
        painter.scale(scale, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._margin_words(painter, number, below)
        painter.translate(0, _HEAD - sheet.top)
        if sheet.bottom > sheet.top:
            self._text(painter, sheet, scale)
        if number == len(self.sheets) - 1:
            self._legend(painter, sheet.bottom + _LEGEND_GAP)
        painter.restore()

    def _text(self, painter: QPainter, sheet: Sheet, scale: float) -> None:
        page, ink = self.page, Ink(painter, self.theme, 1.0, max(1.0, scale))
        low, high = page.geometry.range_between(sheet.top + _ABOVE, sheet.bottom - _BELOW - 1)
        spans = self.marks.between(low, max(high, low + 1))
        view = QRectF(0, sheet.top, WIDTH, sheet.bottom - sheet.top)
        scene = Scene(page, self.marks, self.theme, view, ink.dpr, False)
        text = TextMarks(ink, self.marks, page.geometry, page.text)
        painter.save()
        painter.setClipRect(view)
        text.draw_under(spans)
        draw_words(scene, painter, spans)
        text.draw_over(spans, False, None)
        painter.restore()
        painter.save()
        # A note may be pushed a little below the last line.
        painter.setClipRect(view.adjusted(0, 0, 0, _FOOT - 14))
        # The note of what began on the sheet before stands there.
        bars = replace(page.column, wide=False)
        Margins(ink, self.marks, page.geometry, bars).draw(s for s in spans if s.start < low)
        begun = [s for s in spans if s.start >= low]
        Margins(ink, self.marks, page.geometry, page.column).draw(begun)
        painter.restore()

    def _margin_words(self, painter: QPainter, number: int, below: str) -> None:
        painter.setFont(sans(_SMALL))
        painter.setPen(self.theme.color("text3"))
        column = self.page.column
        metrics = QFontMetricsF(painter.font())
        of = tr("{at} of {every}").format(at=number + 1, every=len(self.sheets))
        head = QRectF(column.left, 0, column.right - column.left, 18)
        about = _about(self.article) if number == 0 else self.article.title
        room = head.width() - metrics.horizontalAdvance(of) - 16
        shown = metrics.elidedText(about, Qt.TextElideMode.ElideRight, room)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, shown)
        painter.drawText(head, Qt.AlignmentFlag.AlignRight, of)
        foot = QRectF(column.left, self.height - 18, head.width(), 18)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, below)

    # -- the legend ----------------------------------------------------------------------------

    def _signs(self) -> Iterator[Entry]:
        """What is drawn on the sheets, and the words for it."""
        spans = self.marks.spans
        labels = {s.label: self.marks.label(s) for s in spans if is_line(s)}
        for _, label in sorted(labels.items()):
            if label is not None:
                yield "label", label, called(label.name)
        if any(s.layer == QUOTE for s in spans):
            yield "quote", None, tr("Quote, with its speaker at the side")
        if any(s.layer == CLAIM for s in spans):
            yield "claim", None, tr("Claim, with its type at the side")
        if any(s.state == SUGGESTED for s in spans):
            yield "open", None, tr("Broken line: suggested, not decided")

    def _legend_rows(self) -> list[list[tuple[float, Entry]]]:
        """The signs with their places in the column, row by row."""
        metrics = QFontMetricsF(sans(_SMALL, QFont.Weight.Medium))
        column, rows = self.page.column, list[list[tuple[float, Entry]]]()
        x = 0.0
        for entry in self._signs():
            width = _SIGNS[entry[0]] + 6 + metrics.horizontalAdvance(entry[2])
            if not rows or x + width > column.right - column.left:
                rows.append([])
                x = 0.0
            rows[-1].append((column.left + x, entry))
            x += width + _LEGEND_GAP
        return rows

    def _legend(self, painter: QPainter, top: float) -> None:
        rows, column = self._legend_rows(), self.page.column
        ink = Ink(painter, self.theme, 1.0, 1.0)
        if rows:
            ink.across(column.left, column.right, top - 10, ink.pen(ink.color("ctl"), 0.8))
        for at, row in enumerate(rows):
            y = top + at * _LEGEND_LINE + _LEGEND_LINE / 2
            for x, (kind, label, words) in row:
                self._sign(ink, kind, label, x, y)
                painter.setFont(sans(_SMALL, QFont.Weight.Medium))
                painter.setPen(self.theme.color("text2"))
                box = QRectF(x + _SIGNS[kind] + 6, y - 9, column.right - x, 18)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _sign(self, ink: Ink, kind: str, label: Label | None, x: float, y: float) -> None:
        """Draw a mark in small."""
        if label is not None:
            hue = self.theme.label(label)
            draw_shape(ink.painter, label.shape, QPointF(x + 4, y), 3.4, hue, True)
        elif kind == "quote":
            ink.fill(QRectF(x + 5, y - 7, 15, 14), ink.color("qFill"), 2)
            ink.down(x + 1.5, y - 7, y + 7, ink.pen(ink.color("q"), 2.5))
        elif kind == "claim":
            ink.painter.setPen(ink.pen(ink.color("c"), 1.8))
            ink.painter.setBrush(Qt.BrushStyle.NoBrush)
            for edge, way in ((x + 1, 6), (x + 19, -6)):
                corner = QPointF(edge, y - way)
                ink.painter.drawPolyline([QPointF(edge, y), corner, corner + QPointF(way, 0)])
        else:
            ink.across(x, x + 20, y, ink.pen(ink.color("text"), 1.8, (4, 2.6)))


def print_on(
    sheets: Sheets, device: QPaintDevice, new_page: Callable[[], object], below: str
) -> None:
    """Paint every sheet on a paper; ``new_page`` gives the next one."""
    painter = QPainter(device)
    try:
        scale = device.width() / WIDTH
        for number in range(len(sheets.sheets)):
            if number:
                new_page()
            sheets.paint(painter, number, scale, below)
    finally:
        painter.end()


def _about(article: Article) -> str:
    day = (article.published or "")[:10]
    return ", ".join(x for x in (article.source, day, article.url) if x)
