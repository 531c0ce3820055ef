"""Keyboard modes: while one is on, it gets the keys. Each says in one line what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from PySide6.QtGui import QKeyEvent

from annotator.model import hints
from annotator.model.hints import Candidate
from annotator.model.schema import Label
from annotator.model.text import step_token
from annotator.ui import keys
from annotator.ui.tr import tr

Range = tuple[int, int]


class Surface(Protocol):
    """What a mode needs of the text view."""

    def set_hints(self, hints: Sequence[tuple[int, int, str]]) -> None:
        """Show letters on candidates."""

    def clear_hints(self) -> None:
        """Take the letters away."""

    def set_pending(self, pending: Range | None) -> None:
        """Show a range that is about to be used."""

    def scroll_to(self, start: int, end: int) -> None:
        """Bring a range into view."""


class Mode:
    """One keyboard mode. ``key`` returns True while it stays on."""

    prompt: str

    def start(self, surface: Surface) -> None:
        """Show what the mode offers."""

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the mode is about this key; any other ends it and means what it always means."""
        return True

    def key(self, event: QKeyEvent) -> bool:
        """Take a key; False ends the mode."""
        return False

    def stop(self, surface: Surface) -> None:
        """Take away what the mode showed."""


@dataclass
class Choice(Mode):
    """Wait for one of a few keys (names as in the action table); any other key leaves."""

    prompt: str
    choices: dict[str, Callable[[], None]]

    def key(self, event: QKeyEvent) -> bool:
        """Run the choice."""
        action = self.choices.get(keys.name(event))
        if action:
            action()
        return False


@dataclass
class Pointless(Mode):
    """Says why a key does nothing here, and takes what was to follow it: one of ``follow``."""

    prompt: str
    follow: str = "0123456789"

    def takes(self, event: QKeyEvent) -> bool:
        """What would do something else instead, and Esc."""
        letter = keys.letter(event)
        return (bool(letter) and letter in self.follow) or keys.name(event) == "Esc"


@dataclass
class PickHint(Mode):
    """Wait for a candidate's letter; Enter takes the guess, 0 none, Tab goes to typing."""

    asked: str
    candidates: list[Candidate]
    picked: Callable[[Range | None], None]
    guess: Range | None = None
    none_allowed: bool = False
    typing: Callable[[], None] | None = None
    missed: str = ""

    @property
    def prompt(self) -> str:  # type: ignore[override]
        """What is asked for, and that the letter typed last is nobody's."""
        return (
            tr("No {letter} here · {asked}").format(letter=self.missed, asked=self.asked)
            if self.missed
            else self.asked
        )

    def start(self, surface: Surface) -> None:
        """Put the letters on the candidates."""
        surface.set_hints([(c.start, c.end, c.letter.upper()) for c in self.candidates])

    def key(self, event: QKeyEvent) -> bool:
        """Pick by letter."""
        name, letter = keys.name(event), keys.letter(event)
        if name == "Return" and self.guess:
            self.picked(self.guess)
        elif letter == "0" and self.none_allowed:
            self.picked(None)
        elif name == "Tab" and self.typing:
            self.typing()
        elif letter:
            found = next((c for c in self.candidates if c.letter == letter), None)
            if found is None:
                self.missed = letter.upper()
                return True
            self.picked((found.start, found.end))
        return not name

    def stop(self, surface: Surface) -> None:
        """Take the letters away."""
        surface.clear_hints()


@dataclass
class FindWord(Mode):
    """Type a word's start; ↓ ↑ other matches, Shift+→ ← more or fewer words, then use it.

    Without ``labelled`` Enter uses the range; with it a digit does, giving the label's key.
    """

    text: str
    after: int
    used: Callable[[Range], None] | None = None
    labelled: Callable[[Range, str], None] | None = None
    typed: str = ""
    at: int = 0
    grown: int | None = None
    surface: Surface | None = field(default=None, repr=False)

    @property
    def prompt(self) -> str:  # type: ignore[override]
        """What is typed and what comes next."""
        shown = self.typed or "…"
        if self.typed and not self.matches():
            shown = tr("{word} · not found").format(word=shown)
        if self.labelled:
            asked = tr("Word: {word} · ↓ next match · Shift+→ longer · digit: label · Esc")
        else:
            asked = tr("Word: {word} · ↓ next match · Shift+→ longer · Enter: use it · Esc")
        return asked.format(word=shown)

    def start(self, surface: Surface) -> None:
        """Remember where to show the match."""
        self.surface = surface

    def matches(self) -> list[Range]:
        """The words that start with what was typed."""
        return hints.words_starting(self.text, self.typed, self.after)

    def range(self) -> Range | None:
        """The match, with the words added by Shift+→."""
        found = self.matches()
        if not found:
            return None
        start, end = found[self.at % len(found)]
        return (start, self.grown or end)

    def key(self, event: QKeyEvent) -> bool:
        """Type, move, grow, use."""
        name, letter, found = keys.name(event), keys.letter(event), self.range()
        if name == "Esc":
            return False
        if found and name == "Return" and self.used:
            self.used(found)
            return False
        if found and letter.isdigit() and self.labelled:
            self.labelled(found, letter)
            return False
        typed = keys.typed(event)
        self._change(name, typed or (event.text() if event.text() in "'’-$€£" else ""), found)
        self._show()
        return True

    def _change(self, name: str, letter: str, found: Range | None) -> None:
        if name in ("Down", "Up"):
            self.at, self.grown = self.at + (1 if name == "Down" else -1), None
        elif name in ("Shift+Right", "Shift+Left") and found:
            end = step_token(self.text, found[1], name == "Shift+Right", "end")
            self.grown = end if end and end > found[0] else self.grown
        elif name == "Backspace":
            self.typed, self.at, self.grown = self.typed[:-1], 0, None
        elif letter:
            self.typed, self.at, self.grown = self.typed + letter, 0, None

    def _show(self) -> None:
        found = self.range()
        assert self.surface is not None
        self.surface.set_pending(found)
        if found:
            self.surface.scroll_to(*found)

    def stop(self, surface: Surface) -> None:
        """Take the mark away."""
        surface.set_pending(None)


@dataclass
class FindLabel(Mode):
    """Type a label's digit, or first letters till one is left; Enter takes the first."""

    labels: Sequence[Label]
    picked: Callable[[str], None]
    typed: str = ""

    @property
    def prompt(self) -> str:  # type: ignore[override]
        """The labels that still fit."""
        fitting = " ".join(x.id for x in self.fitting()) or tr("none fits")
        return tr("Label: {typed} · {fitting} · Enter first · Esc").format(
            typed=self.typed or "…", fitting=fitting
        )

    def fitting(self) -> list[Label]:
        """Labels whose id or name starts with what was typed."""
        return [
            x
            for x in self.labels
            if x.id.lower().startswith(self.typed) or x.name.lower().startswith(self.typed)
        ]

    def key(self, event: QKeyEvent) -> bool:
        """Narrow down, or take the first."""
        name, letter = keys.name(event), keys.letter(event)
        if name == "Esc":
            return False
        if name == "Backspace":
            self.typed = self.typed[:-1]
        elif letter:
            self.typed += letter
        by_key = next((x.id for x in self.labels if letter and x.key == letter), None)
        if by_key is not None:
            self.picked(by_key)
            return False
        fitting = self.fitting()
        if fitting and (name == "Return" or (letter and len(fitting) == 1)):
            self.picked(fitting[0].id)
            return False
        if letter and not fitting:
            self.typed = self.typed[:-1]
        return True


@dataclass
class MoveBoundary(Mode):
    """← → move the end by a character, Shift+← → the start; each step is stored."""

    move: Callable[[int, int], None]
    prompt: str = field(
        default_factory=lambda: tr("Boundary: ← → end · Shift+← → start · Enter done")
    )
    _steps: ClassVar = {
        "Right": (0, 1),
        "Left": (0, -1),
        "Shift+Right": (1, 0),
        "Shift+Left": (-1, 0),
    }

    def key(self, event: QKeyEvent) -> bool:
        """Move, or leave."""
        step = self._steps.get(keys.name(event))
        if step:
            self.move(*step)
        return bool(step) or not keys.name(event)
