"""The state of a span as a pill: broken line for a suggestion, solid for a decision."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.model.span import SUGGESTED, Span
from annotator.ui.theme import Theme, sans
from annotator.ui.tr import tr


class Pill(QWidget):
    """20 px high."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.words, self.open = "", True
        self.setFont(sans(11.5))
        self.setFixedHeight(20)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self.update()

    def show_span(self, span: Span) -> None:
        """Show a span's state."""
        self.open = span.state == SUGGESTED
        self.words = (
            tr("Suggested") if self.open else tr("Unsure") if span.unsure else tr("Accepted")
        )
        self.setAccessibleName(tr("State: {words}").format(words=self.words))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(self.words) + 18)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words."""
        return QSize(self.fontMetrics().horizontalAdvance(self.words) + 18, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded outline around the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.theme.color("text2"), 1)
        if self.open:
            pen.setDashPattern([3, 2.4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9.5, 9.5)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)
        painter.end()
