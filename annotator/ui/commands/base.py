"""Keys, modes and the helpers that every group of commands uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from annotator.model.edit import Edit
from annotator.model.span import Span
from annotator.model.text import snap
from annotator.ui import keys
from annotator.ui.actions import BY_ID, KEYS, text_keys
from annotator.ui.desk import Desk
from annotator.ui.modes import Mode, Range, Surface
from annotator.ui.tr import in_sentence, tr


class Reader(Surface, Protocol):
    """What the commands need of the text view."""

    def selection(self) -> Range | None:
        """The selected range on token borders."""

    def clear_selection(self) -> None:
        """Drop the selection."""

    def visible_range(self) -> Range:
        """The part of the text that can be seen."""

    def place_of(self, start: int, end: int) -> tuple[float, float] | None:
        """Left edge and baseline of a range, in pixels; None when it is folded away."""


class CommandBase(QObject):
    """Turns keys into mutations and moves. One mode at a time may take the keys."""

    # The id of an action that has been run, of whatever home.
    ran = Signal(str)
    promptChanged = Signal(str)
    articleWanted = Signal(int)
    noteWanted = Signal()
    commentWanted = Signal()
    inspectorWanted = Signal()

    def __init__(self, desk: Desk, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.reader = desk, reader
        self.mode: Mode | None = None
        self._keys = text_keys()
        self._prefix = ""
        self._pending: Range | None = None
        self.last_place: tuple[int, int, str] | None = None
        desk.currentChanged.connect(self._remember)

    # -- keys ----------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Handle a key of the text. Returns whether it meant something here."""
        name = keys.name(event)
        if not name:
            return False
        if self.mode is not None and self.mode.takes(event):
            self._mode_key(event)
            return True
        self.leave_mode()
        full = f"{self._prefix}, {name}" if self._prefix else name
        action = self._keys.get(full)
        starts = not self._prefix and any(k.startswith(f"{name}, ") for k in self._keys)
        if self._prefix:
            self.promptChanged.emit("")
        self._prefix = name if starts and action is None else ""
        if action is not None:
            self.trigger(action.id, name)
        elif starts:
            self.promptChanged.emit(self._after(name))
        return action is not None or starts

    def _after(self, prefix: str) -> str:
        """What the keys do that may follow one."""
        start = f"{prefix}, "
        found = {
            k.removeprefix(start): a.title for k, a in self._keys.items() if k.startswith(start)
        }
        choices = " · ".join(f"{k} {in_sentence(words)}" for k, words in found.items())
        return tr("{key} then: {choices}").format(key=prefix, choices=choices)

    def take_keys(self) -> None:
        """Go by the keys in use, after the user changed some."""
        self._keys = text_keys()

    def _mode_key(self, event: QKeyEvent) -> None:
        mode = self.mode
        if mode is None:
            return
        staying = mode.key(event)
        if self.mode is not mode:
            return
        if staying:
            self.promptChanged.emit(mode.prompt)
        else:
            self.leave_mode()

    def enter(self, mode: Mode) -> None:
        """Give the keys to a mode."""
        self.leave_mode()
        self.mode = mode
        mode.start(self.reader)
        self.promptChanged.emit(mode.prompt)

    def leave_mode(self) -> None:
        """Take the keys back."""
        if self.mode is not None:
            mode, self.mode = self.mode, None
            mode.stop(self.reader)
            self.promptChanged.emit("")

    def trigger(self, action_id: str, key: str = "") -> None:
        """Run an action as soon as what is on its way has been stored."""
        self.desk.when_idle(lambda: self._run(action_id, key))

    def _run(self, action_id: str, key: str) -> None:
        action = BY_ID[action_id]
        if action.when in ("article", "current") and self.desk.document is None:
            self.say(tr("Open an article first"))
        elif action.when == "current" and self.desk.span is None:
            self.say(
                tr("No span is current. {next_open} goes to the next open suggestion").format_map(
                    KEYS
                )
            )
        else:
            method: Callable[[str], None] = getattr(self, f"do_{action_id}")
            method(key)
            self.ran.emit(action_id)

    def say(self, words: str) -> None:
        """Tell in the status bar why a key does nothing here."""
        self.desk.said.emit(words)

    def reset(self) -> None:
        """Forget mode and selection: another article is shown."""
        self.leave_mode()
        self._prefix = ""
        self.last_place = None
        self.drop_selection()

    # -- helpers -------------------------------------------------------------------------------

    @property
    def article(self) -> int:
        """The article's pk."""
        assert self.desk.document is not None
        return self.desk.document.article.pk

    @property
    def text(self) -> str:
        """The article's text."""
        assert self.desk.document is not None
        return self.desk.document.article.text

    @property
    def span(self) -> Span:
        """The current span; actions that need one are run only when there is one."""
        assert self.desk.span is not None
        return self.desk.span

    def change(
        self,
        service: Callable[..., Edit | None],
        *args: Any,
        then: Callable[[Edit | None], object] | None = None,
    ) -> None:
        """Run a service function on the article as one mutation."""
        who, article = self.desk.annotator, self.article
        self.desk.mutate(lambda p: service(p, who, article, *args), then)

    def focus(self, span: Span | None) -> None:
        """Make a span current and bring it into view."""
        self.desk.set_current(span.id if span else None)
        if span is not None:
            self.reader.scroll_to(span.start, span.end)

    def _remember(self) -> None:
        if self.desk.span is not None:
            self.last_place = self.desk.span.order

    def look_at(self, start: int, end: int) -> None:
        """Bring words into view; the next step goes on from there."""
        self.last_place = (start, -end, "")
        self.reader.scroll_to(start, end)

    def focus_new(self, edit: Edit | None) -> bool:
        """Make the main span that an edit made or changed the current one, if there is one."""
        for change in edit.changes if edit else ():
            here = edit is not None and edit.place(change) == self.desk.pk
            span = self.desk.view.by_id.get(change.id) if here else None
            if change.table == "span" and span is not None and span.label not in self.desk.roles:
                self.focus(span)
                return True
        return False

    # -- the selection -------------------------------------------------------------------------

    def selected(self) -> Range | None:
        """The selection, by mouse or by keyboard."""
        return self._pending or self.reader.selection()

    def chosen_range(self) -> Range | None:
        """The selection on token borders."""
        found = self.selected()
        return snap(self.text, *found) if found else None

    def pend(self, chosen: Range | None) -> None:
        """Keep a range picked by keyboard as the selection."""
        self._pending = chosen
        self.reader.clear_selection()
        self.reader.set_pending(chosen)

    def drop_selection(self) -> None:
        """Forget what was selected."""
        self.pend(None)
