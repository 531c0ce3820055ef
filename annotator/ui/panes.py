"""The window's panes and how they stand: queue, text, inspector, welcome page, status bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.focus_line import FocusLine
from annotator.ui.history_list import HistoryList
from annotator.ui.inspector import Inspector
from annotator.ui.queue import QueuePane
from annotator.ui.reading.pane import ReadingPane
from annotator.ui.span_list import SpanList
from annotator.ui.status import StatusBar
from annotator.ui.strip import Strip
from annotator.ui.theme import Theme
from annotator.ui.welcome import Welcome

NARROW = 1180
_LIST_HEIGHT = 190
_WIDE_SIZES, _NARROW_SIZES = [256, 868, 316], [200, 530, 294]


class Panes(QWidget):
    """The central widget; holds every pane by name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = QueuePane(theme)
        self.pane = ReadingPane(theme)
        self.strip = Strip()
        self.inspector = Inspector(theme)
        self.spans = SpanList(theme)
        self.history = HistoryList()
        self.status = StatusBar()
        self.welcome = Welcome()
        self._narrow: bool | None = None
        self.side = self._side()
        self.splitter = self._splitter(self._centre())
        self._lines = [FocusLine(pane, theme) for pane in (self.queue, self.side)]
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.splitter)
        rows = _column(self)
        rows.addWidget(self.stack, 1)
        rows.addWidget(self.status)

    def _centre(self) -> QWidget:
        centre = QWidget()
        self._below_strip = column = _column(centre)
        column.addWidget(self.strip)
        column.addWidget(self.pane, 1)
        return centre

    def add_below_text(self, widget: QWidget) -> None:
        """Put something that comes and goes under the text: what stands above does not move."""
        self._below_strip.addWidget(widget)

    def _side(self) -> QWidget:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Spans, names and history")
        self.tabs.addTab(self.spans, "Spans")
        self.tabs.addTab(self.history, "History")
        self.tabs.tabBar().setDrawBase(False)
        side = QWidget()
        side.setObjectName("sidebar")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = _column(side)
        column.addWidget(self.inspector)
        column.addWidget(self.tabs, 1)
        self.tabs.setMinimumHeight(_LIST_HEIGHT)
        self.inspector.contentChanged.connect(self._share_side)
        return side

    def _share_side(self) -> None:
        """The inspector gets what it needs, as long as the list below keeps its share."""
        room = max(self.side.height() - _LIST_HEIGHT, 120)
        self.inspector.setFixedHeight(min(self.inspector.content_height(), room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the side's height again."""
        super().resizeEvent(event)
        self._share_side()

    def _splitter(self, centre: QWidget) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        widths = ((self.queue, 200, 360), (centre, 420, 16777215), (self.side, 294, 420))
        for at, (widget, low, high) in enumerate(widths):
            widget.setMinimumWidth(low)
            widget.setMaximumWidth(high)
            splitter.addWidget(widget)
            splitter.setStretchFactor(at, 1 if at == 1 else 0)
            splitter.setCollapsible(at, at != 1)
        splitter.setSizes(_WIDE_SIZES)
        return splitter

    @property
    def alone(self) -> bool:
        """Whether the text is all that is shown."""
        return self.side.isHidden()

    def set_alone(self, alone: bool) -> None:
        """Show the text without queue and inspector, or with them."""
        self.queue.setHidden(alone)
        self.side.setHidden(alone)

    def fit(self, width: int) -> None:
        """Give the text what a narrower or wider window leaves it."""
        narrow = width < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.splitter.setSizes(_NARROW_SIZES if narrow else _WIDE_SIZES)

    def step_focus(self, step: int) -> None:
        """Move the keyboard focus to the pane ``step`` on, going round."""
        beside = getattr(self.tabs.currentWidget(), "list", self.spans.list)
        stops: list[QWidget] = [self.queue.list, self.pane.view, beside]
        parents: list[QWidget] = [self.queue, self.pane, self.side]
        focus = QApplication.focusWidget()
        here = next((i for i, p in enumerate(parents) if focus and p.isAncestorOf(focus)), 1)
        stops[(here + step) % 3].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.pane.view.set_theme(theme)
        self.pane.overview.update()
        for line in self._lines:
            line.theme = theme
        for part in (self.strip, self.queue, self.inspector, self.spans):
            part.set_theme(theme)


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
