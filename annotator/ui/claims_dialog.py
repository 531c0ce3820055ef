"""How many claims to suggest: a threshold in words, with the score it stands for."""

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

from annotator.ui import settings
from annotator.ui.theme import sans
from annotator.ui.tr import marked, tr

CHOICES = (
    (101, marked("&None"), marked("No claims are suggested")),
    (60, marked("&Few: score 60 or more"), marked("Few claims are suggested")),
    (30, marked("&Usual: score 30 or more"), marked("The usual claims are suggested")),
    (15, marked("&Many: score 15 or more"), marked("Many claims are suggested")),
)
"""Percent, the choice, and what is said when it was made."""


class ClaimsDialog(QDialog):
    """Stores what is chosen and tells it in words."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Claims to suggest"))
        self.group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        title = QLabel(tr("How many claims to suggest"))
        title.setFont(sans(15, QFont.Weight.DemiBold))
        layout.addWidget(title)
        about = QLabel(tr("It counts from the next article on that is suggested."))
        about.setProperty("role", "dim")
        layout.addWidget(about)
        self.setMinimumWidth(380)
        current = settings.get(settings.CLAIMS)
        nearest = min(CHOICES, key=lambda choice: abs(choice[0] - current))
        for percent, words, _ in CHOICES:
            button = QRadioButton(tr(words))
            button.setChecked(percent == nearest[0])
            self.group.addButton(button, percent)
            layout.addWidget(button)
        layout.addSpacing(6)
        layout.addLayout(self._buttons())
        self.group.button(nearest[0]).setFocus()

    def _buttons(self) -> QHBoxLayout:
        cancel, self.go = QPushButton(tr("Cancel")), QPushButton(tr("Suggest so many"))
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (cancel, self.go):
            button.setMinimumHeight(32)
            row.addWidget(button)
        return row

    def accept(self) -> None:
        """Keep the choice."""
        percent = self.group.checkedId()
        settings.put(settings.CLAIMS, percent)
        self.chosen.emit(tr(next(said for value, _, said in CHOICES if value == percent)))
        super().accept()
