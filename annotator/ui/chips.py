"""A label as a chip: shape, name, key. One of a group is on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.ui.reading.shapes import draw_shape
from annotator.ui.theme import Theme, sans
from annotator.ui.tr import tr


class Chip(QAbstractButton):
    """27 px high; ``shape`` "" draws none."""

    def __init__(
        self, theme: Theme, words: str, key: str, shape: str, hue: QColor, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.theme, self.words, self.keycap, self.shape, self.hue = theme, words, key, shape, hue
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(
            tr("{words}, key {key}").format(words=words, key=key) if key else words
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(28)

    def minimumSizeHint(self) -> QSize:
        """The words and the key, close together."""
        return QSize(self.sizeHint().width() - 18, 28)

    def sizeHint(self) -> QSize:
        """Room for the words, the shape and the key."""
        width = self.fontMetrics().horizontalAdvance(self.words) + 48
        return QSize(width, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """On: tinted, thicker border, bold."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, on = self.theme, self.isChecked()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(theme.color("accentBg" if on else "paper"))
        edge = "accent" if on or self.hasFocus() else "ctl" if self.underMouse() else "line"
        painter.setPen(QPen(theme.color(edge), 1.5 if on or self.hasFocus() else 1))
        painter.drawRoundedRect(box, 6, 6)
        left = 10.0
        if self.shape:
            draw_shape(painter, self.shape, QPointF(14, box.center().y()), 4.2, self.hue, True)
            left = 25
        painter.setFont(sans(12, QFont.Weight.DemiBold if on else QFont.Weight.Normal))
        painter.setPen(theme.color("text"))
        words = painter.fontMetrics().elidedText(
            self.words,
            Qt.TextElideMode.ElideRight,
            round(box.width() - left - (18 if self.keycap else 6)),
        )
        painter.drawText(box.adjusted(left - 1, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(sans(11))
        painter.setPen(theme.color("text2" if on else "text3"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 0, -9, 0), right, self.keycap)
        painter.end()
