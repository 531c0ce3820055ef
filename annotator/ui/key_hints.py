"""Keys as key caps, each with what it does, in a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.ui.actions import show_key


def key_cap(key: str = "", parent: QWidget | None = None) -> QLabel:
    """A key as it looks on a keyboard."""
    cap = QLabel(key, parent)
    cap.setProperty("role", "key")
    return cap


class KeyHints(QWidget):
    """Shows the first of its hints that fit into a width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._pairs: list[tuple[QWidget, QLabel, QLabel]] = []
        self._hints: tuple[tuple[str, str], ...] = ()
        self.shown: tuple[tuple[str, str], ...] = ()

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Offer these, as (key, words)."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        # A widget that is made anew has to be styled, which takes longer than all the rest here.
        while len(self._pairs) < len(hints):
            self._pairs.append(self._pair())
        for (_, cap, said), (key, words) in zip(self._pairs, hints, strict=False):
            cap.setText(show_key(key))
            said.setText(words)
        self.setAccessibleName(", ".join(f"{show_key(key)} {words}" for key, words in hints))

    def _pair(self) -> tuple[QWidget, QLabel, QLabel]:
        pair = QWidget(self)
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        cap, said = key_cap(), QLabel()
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(said)
        self._row.addWidget(pair)
        return pair, cap, said

    def minimumSizeHint(self) -> QSize:
        """Nothing: hints give way to everything else."""
        return QSize(0, 0)

    def fit(self, room: int) -> None:
        """Show as many as ``room`` pixels hold."""
        count = 0
        for pair, _, _ in self._pairs[: len(self._hints)]:
            room -= pair.sizeHint().width() + self._row.spacing()
            if room < 0:
                break
            count += 1
        for at, (pair, _, _) in enumerate(self._pairs):
            pair.setVisible(at < count)
        self.shown = self._hints[:count]
