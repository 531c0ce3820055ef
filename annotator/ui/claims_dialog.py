"""How many claims to suggest: a threshold in words, with the score it stands for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.ui import settings
from annotator.ui.choice_dialog import ChoiceDialog
from annotator.ui.tr import marked, tr

CHOICES = (
    (101, marked("&None"), marked("No claims are suggested")),
    (60, marked("&Few: score 60 or more"), marked("Few claims are suggested")),
    (30, marked("&Usual: score 30 or more"), marked("The usual claims are suggested")),
    (15, marked("&Many: score 15 or more"), marked("Many claims are suggested")),
)
"""Percent, the choice, and what is said when it was made."""


class ClaimsDialog(ChoiceDialog):
    """Stores what is chosen and tells it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            tr("How many claims to suggest"),
            tr("It counts from the next article on that is suggested."),
            tr("Suggest so many"),
        )
        self.setWindowTitle(tr("Claims to suggest"))
        self.setMinimumWidth(380)
        current = settings.get(settings.CLAIMS)
        nearest = min(CHOICES, key=lambda choice: abs(choice[0] - current))
        for percent, words, _ in CHOICES:
            self.offer(percent, tr(words), percent == nearest[0])

    def accept(self) -> None:
        """Keep the choice."""
        percent = self.group.checkedId()
        settings.put(settings.CLAIMS, percent)
        self.chosen.emit(tr(next(said for value, _, said in CHOICES if value == percent)))
        super().accept()
