"""What a brief is to be of, and where to write it; the button says how many articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.services import brief
from annotator.ui.tr import either, plural, tr, whole

_FORMATS = ((".md", "Markdown"), (".docx", "Word"))


class BriefDialog(QDialog):
    """Emits ``chosen`` with the work to run on a project; Esc changes nothing."""

    chosen = Signal(object)

    def __init__(
        self,
        shown: Sequence[int],
        current: int | None,
        annotator: str,
        out: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Brief of articles"))
        self._shown, self._current, self._annotator = list(shown), current, annotator
        self.listed = QRadioButton(
            tr("Those the queue shows: {shown}").format(shown=whole(len(shown)))
        )
        self.alone = QRadioButton(tr("The open article"))
        self.alone.setEnabled(current is not None)
        self.suggestions = QCheckBox(tr("Open suggestions too, marked as such"))
        self.format = QComboBox()
        self.format.setAccessibleName(tr("Format"))
        for ending, words in _FORMATS:
            self.format.addItem(words, ending)
        self.out = QLineEdit(str(out))
        self.out.setAccessibleName(tr("Save as"))
        self.out.setMinimumWidth(320)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "error")
        self.go = QPushButton()
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        self._replace = ""
        self._lay_out()
        (self.listed if shown else self.alone).setChecked(True)
        self.listed.toggled.connect(lambda _: self._name_button())
        self.format.currentIndexChanged.connect(lambda _: self._name_file())
        self.go.clicked.connect(self._go)
        self._name_button()

    def _lay_out(self) -> None:
        change = QPushButton(tr("Change…"))
        change.clicked.connect(self._browse)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        which = QVBoxLayout()
        which.setSpacing(6)
        which.addWidget(self.listed)
        which.addWidget(self.alone)
        saving = QHBoxLayout()
        saving.setSpacing(8)
        saving.addWidget(self.out, 1)
        saving.addWidget(change)
        rows: tuple[tuple[str, QWidget | QVBoxLayout | QHBoxLayout], ...] = (
            (tr("Articles"), which),
            (tr("Takes"), self.suggestions),
            (tr("Format"), self.format),
            (tr("Save as"), saving),
        )
        for at, (words, field) in enumerate(rows):
            name = QLabel(words)
            name.setProperty("role", "dim")
            top = Qt.AlignmentFlag.AlignTop if field is which else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(name, at, 0, top)
            if isinstance(field, QWidget):
                grid.addWidget(field, at, 1, Qt.AlignmentFlag.AlignLeft)
            else:
                grid.addLayout(field, at, 1)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (cancel, self.go):
            button.setMinimumHeight(32)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        about = QLabel(tr("Quotes by speaker and claims by type, with source, date and link."))
        column.addWidget(about)
        column.addLayout(grid)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.problem.hide()

    def pks(self) -> list[int]:
        """The articles chosen."""
        if self.listed.isChecked() or self._current is None:
            return self._shown
        return [self._current]

    def _name_button(self) -> None:
        number = len(self.pks())
        self.go.setText(plural("Write brief of %n articles", "Write brief of %n article", number))
        self.go.setEnabled(number > 0)

    def _name_file(self) -> None:
        self.out.setText(str(Path(self.out.text()).with_suffix(self.format.currentData())))

    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the brief as"), self.out.text())
        if name:
            self.out.setText(name)
            # That dialog has asked whether to replace the file.
            self._replace = name

    def _go(self) -> None:
        out, pks = Path(self.out.text()).expanduser(), self.pks()
        suggestions = self.suggestions.isChecked()
        replace, who = self.out.text() == self._replace, self._annotator
        why = ""
        if out.suffix.lower() not in brief.WRITERS:
            why = tr("Let the name end in {endings}").format(endings=either(brief.WRITERS))
        elif out.exists() and not replace:
            why = tr("{name} is there already. Give another name, or Change… to replace it").format(
                name=out.name
            )
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        if why:
            return

        def work(project: Any, report: Callable[[int, int], None], stopped: Any) -> Any:
            found = brief.gather(
                project, pks, brief.known(project, who), suggestions=suggestions,
                progress=report, cancelled=stopped,
            )  # fmt: skip
            if stopped():
                return None
            brief.write(found, out, force=replace)
            return found, out

        self.chosen.emit(work)
        self.accept()
