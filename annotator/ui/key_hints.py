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
        self._pairs: list[QWidget] = []
        self._hints: tuple[tuple[str, str], ...] = ()
        self.shown: tuple[tuple[str, str], ...] = ()

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Offer these, as (key, words)."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        for pair in self._pairs:
            self._row.removeWidget(pair)
            # It goes when events are through; until then it must not be seen.
            pair.hide()
            pair.deleteLater()
        self._pairs = [self._pair(key, words) for key, words in hints]
        self.setAccessibleName(", ".join(f"{show_key(key)} {words}" for key, words in hints))

    def _pair(self, key: str, words: str) -> QWidget:
        pair = QWidget(self)
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(key_cap(show_key(key)), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(QLabel(words))
        self._row.addWidget(pair)
        return pair

    def minimumSizeHint(self) -> QSize:
        """Nothing: hints give way to everything else."""
        return QSize(0, 0)

    def fit(self, room: int) -> None:
        """Show as many as ``room`` pixels hold."""
        count = 0
        for pair in self._pairs:
            room -= pair.sizeHint().width() + self._row.spacing()
            if room < 0:
                break
            count += 1
        for at, pair in enumerate(self._pairs):
            pair.setVisible(at < count)
        self.shown = self._hints[:count]
