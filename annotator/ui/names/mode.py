"""The keyboard mode that links a mention to a name by letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeyEvent

from annotator.model.naming import Known
from annotator.model.span import Span
from annotator.ui import keys
from annotator.ui.modes import Mode, Surface
from annotator.ui.tr import tr


@dataclass
class PickName(Mode):
    """A letter chooses a name, Enter links to it, Shift+Enter also all mentions alike.

    0 takes the name away, + makes a new one of the words, Tab asks for it in the list of names.
    """

    mention: Span
    names: Sequence[Known]
    letters: Mapping[str, str]
    chosen: Known | None
    link: Callable[[Known | None, bool], None]
    new: Callable[[bool], None]
    typing: Callable[[], None]
    shown: Callable[[dict[str, str], str], None]
    missed: str = ""

    @property
    def prompt(self) -> str:  # type: ignore[override]
        """The names by letter, and what Enter would do."""
        words = " ".join(self.mention.text.split())
        offered = [
            f"{self.letters[k.id].upper()} {k.words}" for k in self.names if k.id in self.letters
        ]
        sure = (
            tr("Enter {name} · Shift+Enter all alike").format(name=self.chosen.words)
            if self.chosen
            else ""
        )
        missed = tr("No {letter} here").format(letter=self.missed) if self.missed else ""
        rest = tr("0 none · + new name · Tab type · Esc")
        parts = [missed, sure, *([] if self.chosen else offered[:6]), rest]
        return tr("“{words}” is: {choices}").format(
            words=words, choices=" · ".join(p for p in parts if p)
        )

    def start(self, surface: Surface) -> None:
        """Letters in the list of names, and on the nearest mention of each in the text."""
        hints = []
        for known in self.names:
            others = [s for s in known.mentions if s.id != self.mention.id]
            if others and known.id in self.letters:
                near = min(others, key=lambda s: abs(s.start - self.mention.start))
                hints.append((near.start, near.end, self.letters[known.id].upper()))
        surface.set_hints(hints)
        self._show()

    def _show(self) -> None:
        given = {k.id: self.letters[k.id] for k in self.names if k.id in self.letters}
        self.shown(given, self.chosen.id if self.chosen else "")

    def key(self, event: QKeyEvent) -> bool:
        """Choose, link, or leave."""
        name, letter = keys.name(event), keys.letter(event)
        self.missed = ""
        if name in ("Return", "Shift+Return"):
            if self.chosen is not None:
                self.link(self.chosen, name == "Shift+Return")
            else:
                self.new(name == "Shift+Return")
        elif letter == "0":
            self.link(None, False)
        elif name == "+":
            self.new(False)
        elif name == "Tab":
            self.typing()
        elif letter:
            found = next((k for k in self.names if self.letters.get(k.id) == letter), None)
            self.chosen, self.missed = found or self.chosen, "" if found else letter.upper()
            self._show()
            return True
        return not name

    def stop(self, surface: Surface) -> None:
        """Take the letters away."""
        surface.clear_hints()
        self.shown({}, "")
