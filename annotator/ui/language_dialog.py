"""The language of the window: asked here, in use from the next start on."""

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
from annotator.ui.tr import LANGUAGES, SYSTEM, tr


class LanguageDialog(QDialog):
    """Stores what is chosen and tells what follows from it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Language"))
        self.group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        title = QLabel(tr("Language of the window"))
        title.setFont(sans(15, QFont.Weight.DemiBold))
        layout.addWidget(title)
        about = QLabel(
            tr("It changes when Annotator is started again. Articles and labels stay as they are.")
        )
        about.setProperty("role", "dim")
        layout.addWidget(about)
        # Each language in its own words, so that everybody finds theirs.
        self.names = (SYSTEM, *LANGUAGES)
        current = settings.get(settings.LANGUAGE)
        for at, words in enumerate((tr("As the &system"), *LANGUAGES.values())):
            button = QRadioButton(words)
            button.setChecked(self.names[at] == current)
            self.group.addButton(button, at)
            layout.addWidget(button)
        first = self.group.checkedButton() or self.group.button(0)
        first.setChecked(True)
        layout.addSpacing(6)
        layout.addLayout(self._buttons())
        first.setFocus()

    def _buttons(self) -> QHBoxLayout:
        cancel, self.go = QPushButton(tr("Cancel")), QPushButton(tr("Use this language"))
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
        settings.put(settings.LANGUAGE, self.names[self.group.checkedId()])
        self.chosen.emit(tr("The language changes when Annotator is started again"))
        super().accept()
