"""The palette: one field that finds any action, label, article or name, and shows its key."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout

from annotator.model.matching import Lines
from annotator.services.reading import QueueRow
from annotator.ui import settings
from annotator.ui.palette_entries import Entry, article_entry, best, entries
from annotator.ui.rows import HEIGHT, RowDelegate, RowsModel
from annotator.ui.theme import Theme
from annotator.ui.tr import tr

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

WIDTH, MOST_SHOWN, MOST_ARTICLES, MOST_RECENT = 520, 9, 40, 12
SLICE_S = 0.004


class Palette(QFrame):
    """Lies over the window while it is open; Esc or a click elsewhere closes it.

    Articles are searched a slice at a time, so that no key waits for a long queue.
    """

    closed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._window = window
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(tr("An action, label, article or name"))
        self.field.setAccessibleName(tr("Search or run a command"))
        self.model = RowsModel(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("What was found"))
        self.list.setModel(self.model)
        self.delegate = RowDelegate(window.theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        # The rows fill it; what lies below need not be painted again with each of them.
        self.list.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = QLabel(tr("Nothing is called so"))
        self.nothing.setProperty("role", "dim")
        self.nothing.setContentsMargins(14, 8, 14, 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 6)
        layout.setSpacing(0)
        for widget in (self.field, self.list, self.nothing):
            layout.addWidget(widget)
        self.hide()
        self._shown: list[Entry] = []
        self._all: list[Entry] = []
        self._rows: list[QueueRow] = []
        self._lines = Lines(())
        self._searching: Iterator[list[int]] | None = None
        self._articles = 0
        self._slice = QTimer(self)
        self._slice.setSingleShot(True)
        self._slice.setInterval(0)
        self._slice.timeout.connect(self._search_on)
        self.field.textChanged.connect(lambda _: self._search())
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._use(index))

    # -- opening and closing -------------------------------------------------------------------

    def open(self) -> None:
        """Show it, empty, with the recent actions."""
        window = self._window
        window.commands.leave_mode()
        rows = window.desk.session.rows if window.desk.session else []
        if rows is not self._rows:
            self._rows, self._lines = rows, Lines([r.title for r in rows])
        self._all = entries(window)
        self.field.clear()
        self._search()
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_(self) -> None:
        """Hide it and give the keyboard back."""
        self._slice.stop()
        self._searching = None
        self._all, self._shown = [], []
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def place(self) -> None:
        """Stand below the header, as high as the rows need."""
        count = self.model.rowCount()
        self.list.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.list.setFixedHeight(HEIGHT * min(MOST_SHOWN, max(1, count)))
        width = min(WIDTH, self._window.width() - 24)
        self.setFixedWidth(width)
        self.adjustSize()
        top = self._window.header.height() + 6
        self.move((self._window.width() - width) // 2, top)

    # -- searching -----------------------------------------------------------------------------

    def _search(self) -> None:
        query = self.field.text()
        recent = [str(x) for x in settings.get(settings.COMMANDS)]
        self._shown = best(self._all, query, recent)
        self.model.set_rows([e.row for e in self._shown])
        self._articles = 0
        self._searching = self._lines.search(query) if query.strip() else None
        self._search_on()
        self._to(0)

    def _search_on(self) -> None:
        """Look through articles until this slice of time or the search is over."""
        end = time.perf_counter() + SLICE_S
        added: list[Entry] = []
        while self._searching is not None and time.perf_counter() < end:
            numbers = next(self._searching, None)
            if numbers is None:
                self._searching = None
                break
            room = MOST_ARTICLES - self._articles
            query = self.field.text()
            added += [article_entry(self._window, self._rows[n], query) for n in numbers[:room]]
            self._articles += min(room, len(numbers))
            if self._articles >= MOST_ARTICLES:
                self._searching = None
        self._shown += added
        self.model.add_rows([e.row for e in added])
        self.place()
        if not self.list.currentIndex().isValid():
            self._to(0)
        if self._searching is not None:
            self._slice.start()

    # -- choosing ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that move and choose; losing the keyboard closes."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            if not self._window.isActiveWindow():
                return False
            self.close_()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        here, count = self.list.currentIndex().row(), self.model.rowCount()
        match event.key():
            case Qt.Key.Key_Escape | Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self.close_()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._use(self.list.currentIndex())
            case Qt.Key.Key_Down:
                self._to((here + 1) % max(1, count))
            case Qt.Key.Key_Up:
                self._to((here - 1) % max(1, count))
            case Qt.Key.Key_PageDown:
                self._to(min(count - 1, here + MOST_SHOWN))
            case Qt.Key.Key_PageUp:
                self._to(max(0, here - MOST_SHOWN))
            case _:
                return super().eventFilter(watched, event)
        return True

    def _to(self, at: int) -> None:
        index = self.model.index(at)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
            self._window.reader.announce(self.model.rows[at].spoken)

    def _use(self, index: QModelIndex) -> None:
        if not 0 <= index.row() < len(self._shown):
            return
        entry = self._shown[index.row()]
        if entry.row.off:
            self._window.status.say(f"{entry.row.text}: {entry.row.off}")
            return
        if entry.id:
            _remember(entry.id)
        self.close_()
        entry.run()


def _remember(action_id: str) -> None:
    known = [x for x in settings.get(settings.COMMANDS) if x != action_id]
    settings.put(settings.COMMANDS, [action_id, *known][:MOST_RECENT])
