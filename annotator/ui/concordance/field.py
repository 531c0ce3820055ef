"""The line that a query is typed into; it offers fields and their values as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.model.query import at_cursor, completions
from annotator.ui.tr import tr

TYPING_MS = 180


class QueryField(QLineEdit):
    """``asked`` a moment after typing stopped, or at once with Enter, which ``entered`` follows.

    What is ``offered`` goes on from what is typed; → at the end of the line takes the first.
    """

    asked = Signal(str)
    entered = Signal()
    left = Signal()
    offered = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(
            tr('Words, "a phrase", /a pattern/, lemma:impose, label:ORG, speaker:"Ines Okafor"')
        )
        self.setAccessibleName(tr("Search the project"))
        self.setClearButtonEnabled(True)
        self.values: Callable[[], dict[str, Sequence[str]]] = dict
        self._offers: list[str] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._changed)

    @property
    def waiting(self) -> bool:
        """Whether what was typed has not been asked yet."""
        return self._pause.isActive()

    def ask(self, query: str) -> None:
        """Put a query in and ask it."""
        self.setText(query)
        self.stop()
        self.asked.emit(query)

    def stop(self) -> None:
        """Ask and offer nothing any more."""
        self._pause.stop()
        self._offer([])

    def _changed(self, words: str) -> None:
        if not words:
            self.stop()
            self.asked.emit("")

    def _edited(self, words: str) -> None:
        if words:
            self._pause.start()
        _, typed = at_cursor(words, self.cursorPosition())
        self._offer([x for x in completions(typed, self.values(), limit=6) if x != typed])

    def _offer(self, words: list[str]) -> None:
        self._offers = words
        self.offered.emit(words)

    def _take(self) -> None:
        start, _ = at_cursor(self.text(), self.cursorPosition())
        # A field waits for its value, a value for what comes next.
        gap = "" if self._offers[0].endswith(":") else " "
        self.setText(self.text()[:start] + self._offers[0] + gap)
        self._edited(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and ↓ go to the lines, → completes, Esc clears the field, then leaves it."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            if self.waiting:
                self.ask(self.text())
            self._offer([])
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif key == Qt.Key.Key_Right and self._offers and self.cursorPosition() == len(self.text()):
            self._take()
        else:
            super().keyPressEvent(event)
