"""How many claims to suggest: a threshold in words, with the score it stands for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import settings

CHOICES = (
    (101, "&None", "No claims are suggested"),
    (60, "&Few: score 60 or more", "Few claims are suggested"),
    (30, "&Usual: score 30 or more", "The usual claims are suggested"),
    (15, "&Many: score 15 or more", "Many claims are suggested"),
)
"""Percent, the choice, and what is said when it was made."""


class ClaimsDialog(QDialog):
    """Stores what is chosen and tells it in words."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Claims to suggest")
        self.group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("Suggest claims, from the next article on:"))
        current = settings.get(settings.CLAIMS)
        nearest = min(CHOICES, key=lambda choice: abs(choice[0] - current))
        for percent, words, _ in CHOICES:
            button = QRadioButton(words)
            button.setChecked(percent == nearest[0])
            self.group.addButton(button, percent)
            layout.addWidget(button)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.group.button(nearest[0]).setFocus()

    def accept(self) -> None:
        """Keep the choice."""
        percent = self.group.checkedId()
        settings.put(settings.CLAIMS, percent)
        self.chosen.emit(next(said for value, _, said in CHOICES if value == percent))
        super().accept()
