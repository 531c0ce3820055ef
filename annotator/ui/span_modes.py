"""Keyboard modes for one span: where to cut it, and what looks forgotten about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QKeyEvent

from annotator.model.hints import assign_letters
from annotator.model.text import tokens
from annotator.services.overlooked import Finding
from annotator.ui import keys
from annotator.ui.actions import BY_ID, key_of
from annotator.ui.modes import Mode, Range, Surface


@dataclass
class Cut(Mode):
    """Choose the token before which a span is cut: its letter, or ← → and Enter."""

    text: str
    start_: int
    end: int
    picked: Callable[[int], None]
    prompt: str = "Cut before: a letter · ← → another word · Enter cuts · Esc"
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


@dataclass
class Forgotten(Mode):
    """Shows the first of what looks forgotten. The key for "done" lets it be, Shift+Enter all of
    it; any other key works on. ``passed`` is called with what is let be.
    """

    findings: Sequence[Finding]
    passed: Callable[[Sequence[Finding]], None]

    @property
    def finding(self) -> Finding:
        """The one that is shown."""
        return self.findings[0]

    @property
    def prompt(self) -> str:  # type: ignore[override]
        """What it is, and how to go on."""
        more = f", Shift+Enter all {len(self.findings)}" if len(self.findings) > 1 else ""
        words = self.finding.words[:1].upper() + self.finding.words[1:]
        return f"Forgotten? {words} · {key_of('done')} lets it be{more} · Esc"

    def takes(self, event: QKeyEvent) -> bool:
        """The key for "done", Shift+Enter and Esc."""
        return keys.name(event) in (*BY_ID["done"].bound, "Shift+Return", "Esc")

    def start(self, surface: Surface) -> None:
        """Bring the place into view; where there is no span, mark it."""
        if self.finding.end > self.finding.start:
            surface.scroll_to(self.finding.start, self.finding.end)
            if self.finding.span is None:
                surface.set_pending((self.finding.start, self.finding.end))

    def key(self, event: QKeyEvent) -> bool:
        """Let it be, or leave."""
        name = keys.name(event)
        if name != "Esc":
            self.passed(self.findings if name == "Shift+Return" else self.findings[:1])
        return False

    def stop(self, surface: Surface) -> None:
        """Take the mark away."""
        surface.set_pending(None)
