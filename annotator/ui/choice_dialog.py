"""A question with a few answers to choose one of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.theme import sans
from annotator.ui.tr import tr


class ChoiceDialog(QDialog):
    """Answers by number; ``chosen`` tells in words what was chosen.

    Who inherits it puts the answers in by :meth:`offer` and keeps the choice in ``accept``.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, title: str, about: str, go: str) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        head = QLabel(title)
        head.setFont(sans(15, QFont.Weight.DemiBold))
        layout.addWidget(head)
        said = QLabel(about)
        said.setProperty("role", "dim")
        layout.addWidget(said)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(10)
        layout.addLayout(self._answers)
        layout.addSpacing(6)
        self.go = QPushButton(go)
        layout.addLayout(closing_row(self, self.go))

    def offer(self, number: int, words: str, now: bool) -> None:
        """Add an answer; ``now`` for the one that holds so far."""
        button = QRadioButton(words)
        button.setChecked(now)
        self.group.addButton(button, number)
        self._answers.addWidget(button)
        if now:
            button.setFocus()


def closing_row(dialog: QDialog, go: QPushButton) -> QHBoxLayout:
    """Cancel, and the button that Enter presses, at the right."""
    cancel = QPushButton(tr("Cancel"))
    go.setProperty("primary", "true")
    go.setDefault(True)
    cancel.clicked.connect(dialog.reject)
    go.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    row.addStretch(1)
    for button in (cancel, go):
        button.setMinimumHeight(32)
        row.addWidget(button)
    return row
