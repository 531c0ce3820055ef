"""The window's panes and how they stand: queue, text, inspector, welcome page, status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.reading.layout import COLUMN
from annotator.ui.reading.page import NARROW
from annotator.ui.reading.pane import ReadingPane
from annotator.ui.theme import Theme
from annotator.ui.tr import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTabWidget

    from annotator.ui.focus_line import FocusLine
    from annotator.ui.history_list import HistoryList
    from annotator.ui.inspector import Inspector
    from annotator.ui.queue import QueuePane
    from annotator.ui.span_list import SpanList
    from annotator.ui.status import StatusBar
    from annotator.ui.strip import Strip
    from annotator.ui.welcome import Welcome

# How high what is put into a place later will be: the text is not to move then.
HEADER_HEIGHT, STRIP_HEIGHT, NOTICE_HEIGHT, STATUS_HEIGHT = 40, 35, 40, 32
# The list beside the text gives way to the inspector as far as its tabs and two lines.
_LIST_HEIGHT, _LEAST_LIST = 190, 132
# Widths of queue and side, from the most room to the least: first both get narrower, then the
# inspector folds away, then the queue. The text keeps its column.
_STEPS = ((256, 316), (200, 294), (200, 0), (0, 0))
_BESIDE_COLUMN = 26
# The least and largest width of queue, text and side.
_LIMITS = ((200, 360), (420, 16777215), (294, 420))


class Panes(QWidget):
    """The central widget; holds every pane by name. At first the text alone is there, and empty
    places where the other panes come: ``add_…`` puts each into its own."""

    queue: QueuePane
    strip: Strip
    inspector: Inspector
    spans: SpanList
    history: HistoryList
    status: StatusBar
    welcome: Welcome
    tabs: QTabWidget

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pane = ReadingPane(theme)
        self._step: int | None = None
        self._lines: list[FocusLine] = []
        self._strip_place = place("strip", STRIP_HEIGHT)
        self._status_place = place("status", STATUS_HEIGHT)
        self._queue_place = place("queue")
        self.side = place("sidebar")
        self.splitter = self._splitter(self._centre())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self._rows = rows = _column(self)
        rows.addWidget(self.stack, 1)
        rows.addWidget(self._status_place)

    def _centre(self) -> QWidget:
        centre = QWidget()
        self._below_strip = column = _column(centre)
        column.addWidget(self._strip_place)
        column.addWidget(self.pane, 1)
        return centre

    # -- the panes beside the text -------------------------------------------------------------

    def add_queue(self) -> None:
        """The queue at the left."""
        from annotator.ui.queue import QueuePane

        self.queue = QueuePane(self._theme)
        _limit(0, self.queue)
        self.splitter.replaceWidget(0, self.queue)
        self._queue_place.deleteLater()
        self._add_line(self.queue)

    def add_strip(self) -> None:
        """The line above the text."""
        from annotator.ui.strip import Strip

        self.strip = Strip()
        _replace(self._below_strip, self._strip_place, self.strip)

    def add_status(self) -> None:
        """The line at the bottom."""
        from annotator.ui.status import StatusBar

        self.status = StatusBar()
        _replace(self._rows, self._status_place, self.status)

    def add_inspector(self) -> None:
        """What is known of the current span, at the right."""
        from annotator.ui.inspector import Inspector

        self.inspector = Inspector(self._theme)
        self._side_column = _column(self.side)
        self._side_column.addWidget(self.inspector)

    def add_lists(self) -> None:
        """The lists below the inspector, which share its height."""
        from PySide6.QtWidgets import QTabWidget

        from annotator.ui.history_list import HistoryList
        from annotator.ui.span_list import SpanList

        self.spans, self.history = SpanList(self._theme), HistoryList()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Spans, names and history"))
        self.tabs.addTab(self.spans, tr("Spans"))
        self.tabs.addTab(self.history, tr("History"))
        self.tabs.tabBar().setDrawBase(False)
        self._side_column.addWidget(self.tabs, 1)
        self.tabs.setMinimumHeight(_LIST_HEIGHT)
        self.inspector.contentChanged.connect(self._share_side)
        self.side.installEventFilter(self)
        # Else the height that the inspector has now would keep the window from getting lower.
        self.side.setMinimumHeight(120 + _LEAST_LIST)
        self._add_line(self.side)
        self._share_side()

    def add_welcome(self) -> None:
        """The page that is shown while no project is open."""
        from annotator.ui.welcome import Welcome

        self.welcome = Welcome()
        self.stack.insertWidget(0, self.welcome)

    def expect_notice(self) -> None:
        """Keep room for a notice in the place of the line above the text."""
        self._strip_place.setFixedHeight(STRIP_HEIGHT + NOTICE_HEIGHT)

    def _add_line(self, pane: QWidget) -> None:
        from annotator.ui.focus_line import FocusLine

        self._lines.append(FocusLine(pane, self._theme))

    def follow_focus(self) -> None:
        """Unfold a pane that the keyboard goes to; all are there now."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def add_below_text(self, widget: QWidget) -> None:
        """Put something that comes and goes under the text: what stands above does not move."""
        self._below_strip.addWidget(widget)

    def _share_side(self) -> None:
        """The inspector gets what it needs, as long as the list below keeps its share."""
        wanted, height = self.inspector.content_height(), self.side.height()
        list_height = min(_LIST_HEIGHT, max(_LEAST_LIST, height - wanted))
        self.tabs.setMinimumHeight(list_height)
        self.inspector.setFixedHeight(min(wanted, max(height - list_height, 120)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the side's height again when it has another."""
        if event.type() == QEvent.Type.Resize:
            self._share_side()
        return super().eventFilter(watched, event)

    def _splitter(self, centre: QWidget) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        for at, widget in enumerate((self._queue_place, centre, self.side)):
            _limit(at, widget)
            splitter.addWidget(widget)
            splitter.setStretchFactor(at, 1 if at == 1 else 0)
            splitter.setCollapsible(at, at != 1)
        splitter.setSizes([256, 868, 316])
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
        """Keep the column in a window of this width: panes get narrower, then fold away."""
        z = self.pane.view.zoom
        column = round(COLUMN * z) + 2 * round(NARROW * max(1.0, z)) + _BESIDE_COLUMN
        room = (i for i, sides in enumerate(_STEPS) if width - sum(sides) >= column)
        step = next(room, len(_STEPS) - 1)
        if step != self._step:
            self._step = step
            self._set_sides(*_STEPS[step])

    def _set_sides(self, queue: int, side: int) -> None:
        width = max(self.splitter.width(), 640)
        self.splitter.setSizes([queue, width - queue - side, side])

    def reveal_side(self, on: bool) -> None:
        """Show a folded inspector with its lists for as long as it is worked in."""
        if self._step is not None and not _STEPS[self._step][1]:
            queue = self.splitter.sizes()[0]
            self._set_sides(queue, 294 if on else 0)

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or self._step is None or self._step < 2:
            return
        queue, side = _STEPS[self._step]
        if self.side.isAncestorOf(now):
            side = 294
        elif self.queue.isAncestorOf(now):
            queue = 200
        elif now is not self.pane.view:
            return
        sizes = self.splitter.sizes()
        if (bool(sizes[0]), bool(sizes[2])) != (bool(queue), bool(side)):
            self._set_sides(queue, side)

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


def place(name: str, height: int = 0) -> QWidget:
    """An empty place that looks as what comes there will, and is as high."""
    widget = QWidget()
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if height:
        widget.setFixedHeight(height)
    return widget


def _limit(at: int, widget: QWidget) -> None:
    low, high = _LIMITS[at]
    widget.setMinimumWidth(low)
    widget.setMaximumWidth(high)


def _replace(column: QVBoxLayout, empty: QWidget, widget: QWidget) -> None:
    """Put a widget where an empty place was, before anything is painted."""
    column.replaceWidget(empty, widget)
    empty.hide()
    empty.deleteLater()
