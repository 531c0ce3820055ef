"""Keyboard modes for one span: where to cut it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QKeyEvent

from annotator.model.hints import assign_letters
from annotator.model.text import tokens
from annotator.ui import keys
from annotator.ui.modes import Mode, Range, Surface
from annotator.ui.tr import tr


@dataclass
class Cut(Mode):
    """Choose the token before which a span is cut: its letter, or ← → and Enter."""

    text: str
    start_: int
    end: int
    picked: Callable[[int], None]
    prompt: str = field(
        default_factory=lambda: tr("Cut before: a letter · ← → another word · Enter cuts · Esc")
    )
    at: int = 0
    surface: Surface | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        words = tokens(self.text, self.start_, self.end)[1:]
        self.words: list[Range] = [w for w in words if self.text[w[0]].isalnum()] or words
        self.candidates = assign_letters(self.text, self.words)

    def start(self, surface: Surface) -> None:
        """Put letters on the words, and mark what would be cut off."""
        self.surface = surface
        surface.set_hints([(c.start, c.end, c.letter.upper()) for c in self.candidates])
        self._show()

    def key(self, event: QKeyEvent) -> bool:
        """Move the cut, or make it."""
        name, letter = keys.name(event), keys.letter(event)
        if name in ("Left", "Right"):
            self.at = (self.at + (1 if name == "Right" else -1)) % len(self.words)
            self._show()
            return True
        if name == "Return":
            self.picked(self.words[self.at][0])
        elif letter:
            found = next((c for c in self.candidates if c.letter == letter), None)
            if found is None:
                return True
            self.picked(found.start)
        return not name

    def _show(self) -> None:
        assert self.surface is not None
        self.surface.set_pending((self.words[self.at][0], self.end))

    def stop(self, surface: Surface) -> None:
        """Take letters and mark away."""
        surface.clear_hints()
        surface.set_pending(None)
