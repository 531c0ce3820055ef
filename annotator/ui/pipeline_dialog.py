"""Which pipeline suggests in a project: one that is installed, or a folder with a trained one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.errors import AnnotatorError
from annotator.services import suggesting
from annotator.ui.choice_dialog import closing_row
from annotator.ui.theme import sans
from annotator.ui.tr import tr

_FOLDER = -2


class PipelineDialog(QDialog):
    """Emits ``chosen`` with the name of a pipeline, or the path of the folder that holds one."""

    chosen = Signal(str)

    def __init__(
        self, installed: Sequence[str], now: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Suggest with"))
        self.setMinimumWidth(520)
        self.group = QButtonGroup(self)
        self.installed = list(installed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(_title(tr("Which pipeline suggests in this project")))
        self.about = QLabel(
            tr(
                "It goes through the articles it has not been through yet. Decisions stay, and so"
                " do suggestions that somebody decided on."
            )
        )
        self.about.setProperty("role", "dim")
        self.about.setWordWrap(True)
        layout.addWidget(self.about)
        for at, name in enumerate(self.installed):
            button = QRadioButton(name)
            self.group.addButton(button, at)
            layout.addWidget(button)
        if not self.installed:
            layout.addWidget(QLabel(tr("No spaCy pipeline is installed.")))
        self.folder = QLineEdit()
        layout.addLayout(self._folder_row())
        self.said = QLabel()
        self.said.setProperty("role", "error")
        self.said.setWordWrap(True)
        # Room for what may be said, so that nothing moves when it is.
        self.said.setMinimumHeight(36)
        layout.addWidget(self.said)
        self.go = QPushButton(tr("Suggest with it"))
        layout.addLayout(closing_row(self, self.go))
        self._show(now)

    def _folder_row(self) -> QHBoxLayout:
        button = QRadioButton(tr("A &folder:"))
        button.setAccessibleName(tr("A folder with a pipeline"))
        self.group.addButton(button, _FOLDER)
        self.folder.setAccessibleName(tr("Folder of the pipeline"))
        self.folder.setPlaceholderText(tr("what “annotator train” wrote, or nlp.to_disk()"))
        self.folder.textEdited.connect(lambda _: button.setChecked(True))
        self.browse = QPushButton(tr("Choose…"))
        self.browse.setAccessibleName(tr("Choose the folder of the pipeline"))
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        return row

    def _show(self, now: str | None) -> None:
        # The usual one stands first.
        usual = next(iter(self.installed), "")
        now = now or usual
        at = self.installed.index(now) if now in self.installed else _FOLDER
        if at == _FOLDER:
            self.folder.setText(now)
        button = self.group.button(at)
        button.setChecked(True)
        button.setFocus()

    def _choose(self) -> None:
        before = self.folder.text() or str(Path.home())
        name = QFileDialog.getExistingDirectory(self, tr("Folder of a spaCy pipeline"), before)
        if name:
            self.folder.setText(name)
            self.group.button(_FOLDER).setChecked(True)

    def accept(self) -> None:
        """Hand over the choice; a folder without a pipeline is told and not taken."""
        at = self.group.checkedId()
        try:
            name = suggesting.pipeline_in(self.folder.text()) if at == _FOLDER else ""
        except AnnotatorError as error:
            self.said.setText(str(error))
            return
        self.chosen.emit(name or self.installed[at])
        super().accept()


def _title(words: str) -> QLabel:
    title = QLabel(words)
    title.setFont(sans(15, QFont.Weight.DemiBold))
    return title
