"""How a line of the concordance is painted: the match stands in the middle, what counts is ink."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.model.schema import LabelSchema
from annotator.model.span import CLAIM, ENTITY, REJECTED, SUGGESTED
from annotator.services.concordance import Hit
from annotator.ui.concordance.lines import (
    ARTICLE,
    LABEL,
    LEFT,
    MATCH,
    RIGHT,
    ROW,
    TICK,
    Index,
    Lines,
    article_words,
    label_words,
)
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.theme import Theme, sans, serif

HEIGHT = 28
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class LineDelegate(QStyledItemDelegate):
    """28 px a line; quoted words in the reading font."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.schema: LabelSchema | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A fixed height."""
        return QSize(60, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        hit: Hit | None = index.data(ROW)
        model = index.model()
        if hit is None or not isinstance(model, Lines):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, self.theme.color("accentBg"))
        column = index.column()
        if column == TICK:
            self._tick(painter, rect, model.is_ticked(hit), selected)
        elif column == LABEL:
            self._label(painter, rect, hit)
        elif column == ARTICLE:
            self._article(painter, rect, hit, selected)
        else:
            self._context(painter, rect, hit, column, selected)
        painter.restore()

    def _tick(self, painter: QPainter, rect: QRect, on: bool, current: bool) -> None:
        if current:
            edge = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(edge, self.theme.color("accent"))
        box = QRectF(rect.center().x() - 5.5, rect.center().y() - 6.5, 14, 14)
        painter.setPen(QPen(self.theme.color("accent" if on else "ctl"), 1.2))
        painter.setBrush(self.theme.color("accent" if on else "paper"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            path = QPainterPath(QPointF(box.left() + 3.2, box.center().y() + 0.3))
            path.lineTo(box.left() + 5.9, box.bottom() - 3.6)
            path.lineTo(box.right() - 2.8, box.top() + 3.8)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color("onAccent"), 1.8))
            painter.drawPath(path)

    def _context(
        self, painter: QPainter, rect: QRect, hit: Hit, column: int, selected: bool
    ) -> None:
        gone = hit.span is not None and hit.span.state == REJECTED
        painter.setFont(
            serif(15, QFont.Weight.DemiBold if column == MATCH else QFont.Weight.Normal)
        )
        ink = "text" if column == MATCH and not gone else "text2"
        painter.setPen(self.theme.color("text3" if gone and not selected else ink))
        box = rect.adjusted(6, 0, -6, 0)
        words = {LEFT: hit.left, MATCH: hit.match, RIGHT: hit.right}[column]
        side = Qt.TextElideMode.ElideLeft if column == LEFT else Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(words, side, box.width())
        painter.drawText(box, _RIGHT if column == LEFT else _MIDDLE, shown)

    def _label(self, painter: QPainter, rect: QRect, hit: Hit) -> None:
        span, box = hit.span, rect.adjusted(8, 0, -6, 0)
        settled = span is not None and span.state not in (SUGGESTED, REJECTED)
        if span is not None and span.state != REJECTED:
            label = self.schema.label(span.layer, span.label) if self.schema else None
            hue, shape = QColor(self.theme.label(label)), label.shape if label else "square"
            if span.layer != ENTITY:
                hue = self.theme.color("c" if span.layer == CLAIM else "q")
                shape = "hexagon" if span.layer == CLAIM else "square"
            center = QPointF(rect.left() + 14, rect.center().y() + 0.5)
            draw_shape(painter, shape, center, 4.2, hue, settled)
        box.setLeft(rect.left() + 26)
        painter.setFont(sans(12, QFont.Weight.Medium if settled else QFont.Weight.Normal))
        painter.setPen(self.theme.color("text" if span and span.state != REJECTED else "text2"))
        words = painter.fontMetrics().elidedText(
            label_words(hit), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, _MIDDLE, words)

    def _article(self, painter: QPainter, rect: QRect, hit: Hit, selected: bool) -> None:
        box = rect.adjusted(8, 0, -14, 0)
        painter.setFont(sans(11.5))
        painter.setPen(self.theme.color("text2" if selected else "text3"))
        date = (hit.published or "")[:10]
        painter.drawText(box, _RIGHT, date)
        room = box.width() - (painter.fontMetrics().horizontalAdvance(date) + 10 if date else 0)
        words = painter.fontMetrics().elidedText(
            article_words(hit), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(box, _MIDDLE, words)
