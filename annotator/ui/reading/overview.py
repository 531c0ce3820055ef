"""The whole article in 12 px: open suggestions, the current span, what is in sight."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.model.span import CLAIM, QUOTE, Span
from annotator.ui.reading.view import ReadingView
from annotator.ui.tr import tr

WIDTH, TICK = 12, 2


class Overview(QWidget):
    """Places are shares of the text's length, so that nothing has to be laid out for them."""

    def __init__(self, view: ReadingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._ticks: list[tuple[int, QColor]] | None = None
        self.setFixedWidth(WIDTH)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(tr("Overview of open suggestions"))
        view.marksChanged.connect(self._forget)
        view.pageChanged.connect(self._forget)
        view.verticalScrollBar().valueChanged.connect(self.update)
        view.verticalScrollBar().rangeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        """12 px wide, as high as there is room."""
        return QSize(WIDTH, 100)

    def _forget(self) -> None:
        self._ticks = None
        self.update()

    def _y(self, offset: int) -> int:
        page = self._view.page
        length = max(1, len(page.text)) if page else 1
        return round(offset / length * max(0, self.height() - TICK))

    def _hue(self, span: Span) -> QColor:
        if span.layer in (QUOTE, CLAIM):
            return self._view.theme.color("q" if span.layer == QUOTE else "c")
        return self._view.theme.label(self._view.marks.label(span))

    def _compute(self) -> list[tuple[int, QColor]]:
        # One tick a row: of 20,000 spans no more than the height can be told apart.
        page = self._view.page
        scale = (self.height() - TICK) / max(1, len(page.text)) / (TICK + 1) if page else 0.0

        def first_in_rows(spans: tuple[Span, ...]) -> dict[int, Span]:
            # The other way round, so that the first of a row is what stays.
            return {int(s.start * scale): s for s in reversed(spans)}

        rows: dict[int, Span] = {}
        for part in reversed(self._view.marks.open().each(("rows", scale), first_in_rows)):
            rows.update(part)
        hues: dict[tuple[str, str], QColor] = {}
        out = []
        for span in rows.values():
            kind = (span.layer, span.label)
            if kind not in hues:
                hues[kind] = self._hue(span)
            out.append((self._y(span.start), hues[kind]))
        return out

    def resizeEvent(self, event: object) -> None:
        """Ticks move with the height."""
        self._ticks = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part, the ticks, the current span."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("paper"))
        if self._view.page is not None:
            low, high = self._view.visible_range()
            shade = theme.color("text")
            shade.setAlphaF(0.10)
            top = self._y(low)
            height = max(8, self._y(high) + TICK - top)
            painter.fillRect(QRectF(0, top, self.width(), height), shade)
            if self._ticks is None:
                self._ticks = self._compute()
            for y, hue in self._ticks:
                painter.fillRect(3, y, 6, TICK, hue)
            current = self._view.marks.span()
            if current is not None:
                y = self._y(current.start)
                painter.fillRect(0, y - 1, self.width(), TICK + 1, theme.color("accent"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to that place of the text."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def _go(self, y: float) -> None:
        page = self._view.page
        if page is not None:
            share = min(1.0, max(0.0, y / max(1, self.height())))
            self._view.center_on(round(share * len(page.text)))
