"""How a row of the list of names is painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.model.schema import LabelSchema
from annotator.model.span import ENTITY, SUGGESTED
from annotator.ui.names.rows import ROW, Group, Index, MentionRow, NameRow, Names, Row, words_of
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.theme import Theme, sans

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class NameDelegate(QStyledItemDelegate):
    """26 px a row: shape of the label, the name, how often; ticks and letters before it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.schema: LabelSchema | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A fixed height."""
        return QSize(100, 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row | None = index.data(ROW)
        model = index.model()
        if row is None or not isinstance(model, Names):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, self.theme.color("accentBg"))
        elif option.state & QStyle.StateFlag.State_MouseOver and not isinstance(row, Group):
            painter.fillRect(rect, self.theme.color("chrome"))
        letter = model.letters.get(row.id) if isinstance(row, NameRow) else None
        if model.is_ticked(row):
            self._tick(painter, QRectF(rect.left() + 6, rect.center().y() - 5.5, 13, 13))
        elif letter:
            self._letter(painter, QRectF(rect.left() + 4, rect.center().y() - 8, 17, 17), letter)
        self._words(painter, rect, row, model.right_of(row), selected)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, row: Row, right: str, selected: bool) -> None:
        box = rect.adjusted(16 if isinstance(row, Group) else 42, 0, -16, 0)
        if isinstance(row, NameRow):
            label = self.schema.label(ENTITY, row.label) if self.schema else None
            hue, shape = QColor(self.theme.label(label)), label.shape if label else "square"
            center = QPointF(rect.left() + 30, rect.center().y() + 0.5)
            draw_shape(painter, shape, center, 4.2, hue, row.entity is not None)
        elif isinstance(row, MentionRow):
            box.setLeft(rect.left() + 54)
        painter.setFont(sans(11.5))
        painter.setPen(self.theme.color("text2" if selected else "text3"))
        painter.drawText(box, _RIGHT, right)
        room = box.width() - painter.fontMetrics().horizontalAdvance(right) - 12
        strong = isinstance(row, Group) or (isinstance(row, NameRow) and row.open)
        painter.setFont(sans(12.5, QFont.Weight.DemiBold if strong else QFont.Weight.Normal))
        waits = isinstance(row, MentionRow) and row.span.state == SUGGESTED
        painter.setPen(self.theme.color("text2" if waits else "text"))
        words = painter.fontMetrics().elidedText(words_of(row), Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, _MIDDLE, words)

    def _tick(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent"))
        painter.drawRoundedRect(box, 3, 3)
        path = QPainterPath(QPointF(box.left() + 3, box.center().y() + 0.3))
        path.lineTo(box.left() + 5.4, box.bottom() - 3.4)
        path.lineTo(box.right() - 2.8, box.top() + 3.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("onAccent"), 1.7))
        painter.drawPath(path)

    def _letter(self, painter: QPainter, box: QRectF, letter: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(sans(11, QFont.Weight.Bold))
        painter.setPen(self.theme.color("onAccent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter.upper())
