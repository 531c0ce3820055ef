"""Find in the article: a field in the line above the text, every match tinted, one at a time."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from annotator.model.edit import Edit
from annotator.model.matching import fold
from annotator.model.text import snap
from annotator.ui import keys
from annotator.ui.tr import tr, whole

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

Range = tuple[int, int]
FIELD_WIDTH, SHORT_FIELD = 190, 90


def occurrences(text: str, words: str) -> list[Range]:
    """Where some words stand, case ignored, in code points; no two overlap."""
    low, wanted = fold(text), fold(words)
    found, at = [], low.find(wanted) if wanted else -1
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = low.find(wanted, at + len(wanted))
    return found


class FindBar(QWidget):
    """Type; Enter and Shift+Enter walk the matches, then a digit labels the one that is shown.

    Esc goes back to the text and leaves the match selected.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.field = QLineEdit()
        self.field.setMinimumWidth(SHORT_FIELD)
        self.field.setMaximumWidth(FIELD_WIDTH)
        self.field.setPlaceholderText(tr("Find in the article"))
        self.field.setAccessibleName(tr("Find in the article"))
        self.count = QLabel()
        self.count.setProperty("role", "dim")
        self.count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field)
        row.addWidget(self.count)
        self.hide()
        self.matches: list[Range] = []
        self.at = -1
        self._from = 0
        self._walking = False
        self.field.textChanged.connect(lambda _: self._search())
        self.field.installEventFilter(self)

    # -- opening and closing -------------------------------------------------------------------

    def open(self) -> None:
        """Show the field with what is selected, from the place one is at."""
        window = self._window
        window.commands.leave_mode()
        chosen, span = window.commands.selected(), window.desk.span
        self._from = (
            chosen[0] if chosen else span.start if span else window.reader.visible_range()[0]
        )
        if chosen:
            self.field.setText(" ".join(window.commands.text[slice(*chosen)].split()))
        window.strip.place.hide()
        window.tools.twins.also.hide()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def close_(self) -> None:
        """Take field and tints away; the match shown stays selected."""
        if not self.isVisible():
            return
        window = self._window
        chosen = self._shown()
        window.reader.end_peek(keep=chosen is not None)
        self.forget()
        window.focus_text()
        if chosen is not None:
            # One thing at a time is what keys are about.
            window.desk.set_current(None)
            window.commands.pend(snap(window.commands.text, *chosen))

    def forget(self) -> None:
        """Take field and tints away."""
        if self.isVisible():
            self.hide()
            self._window.strip.place.show()
            self._window.tools.twins.show()
            self._window.reader.end_peek()
            self._window.reader.set_found(())
            self._window.reader.set_pending(None)

    # -- matches -------------------------------------------------------------------------------

    def _shown(self) -> Range | None:
        return self.matches[self.at] if 0 <= self.at < len(self.matches) else None

    def _search(self) -> None:
        self._walking = False
        document = self._window.desk.document
        if document is None or not self.isVisible():
            return
        self.matches = occurrences(document.article.text, self.field.text())
        after = bisect_left(self.matches, (self._from, 0))
        self.at = after % len(self.matches) if self.matches else -1
        self._show()

    def _show(self) -> None:
        shown, reader = self._shown(), self._window.reader
        reader.set_found(self.matches)
        reader.set_pending(shown)
        if shown is None:
            reader.end_peek()
            self.count.setText(tr("not found") if self.field.text() else "")
            return
        reader.peek(*shown)
        words = tr("{at} of {every}").format(at=self.at + 1, every=whole(len(self.matches)))
        self.count.setText(words)
        reader.announce(words)

    def _step(self, step: int) -> None:
        if self.matches:
            self.at = (self.at + step) % len(self.matches)
            self._from = self.matches[self.at][0]
            self._show()
            self._walking = True
            self._window.status.say(tr("Digit labels it · Enter next · Esc back to the text"))

    def _label(self, digit: str) -> None:
        shown = self._shown()
        chosen = snap(self._window.commands.text, *shown) if shown else None
        if chosen is None:
            return

        def then(edit: Edit | None) -> None:
            if edit is not None and self.isVisible():
                self._step(1)

        commands = self._window.commands
        self._window.desk.when_idle(lambda: commands.label_range(chosen, digit, then))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc, and digits once one walks."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        name, letter = keys.name(event), keys.letter(event)
        if name == "Esc":
            self.close_()
        elif name in ("Return", "Down"):
            # The first Enter keeps the match that typing has found.
            self._step(1 if self._walking or name == "Down" else 0)
        elif name in ("Shift+Return", "Up"):
            self._step(-1)
        elif self._walking and letter.isdigit():
            self._label(letter)
        else:
            return super().eventFilter(watched, event)
        return True
