"""The reading view with its overview beside the scroll bar."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.ui.reading.overview import Overview
from annotator.ui.reading.view import ReadingView
from annotator.ui.theme import Theme


class ReadingPane(QWidget):
    """Holds :attr:`view` and :attr:`overview`; keyboard focus goes to the view."""

    def __init__(self, theme: Theme | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ReadingView(theme, self)
        self.overview = Overview(self.view, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.overview)
        self.setFocusProxy(self.view)
