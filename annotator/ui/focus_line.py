"""The line at the top of the pane that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.theme import Theme

HEIGHT = 2


class FocusLine(QWidget):
    """Lies over the top edge of a pane, seen while something in the pane has the focus."""

    def __init__(self, pane: QWidget, theme: Theme) -> None:
        super().__init__(pane)
        self.theme = theme
        self._pane = pane
        self.hide()
        pane.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and self._pane.isAncestorOf(now)
        self.setVisible(inside)
        if inside:
            self._stretch()

    def _stretch(self) -> None:
        self.setGeometry(0, 0, self._pane.width(), HEIGHT)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as wide as the pane."""
        if event.type() == QEvent.Type.Resize:
            self._stretch()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """One colour: the one that says where one is."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("accent"))
        painter.end()
