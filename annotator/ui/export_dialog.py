"""What to export, how to split it, where to; the button says how much it is."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator import formats
from annotator.model.errors import AnnotatorError
from annotator.services import export_look, exporting
from annotator.services.export_look import Look
from annotator.services.exporting import Want
from annotator.ui.actions import KEYS
from annotator.ui.desk import Desk
from annotator.ui.export_choices import ExportChoices, label
from annotator.ui.export_formats import FormatList
from annotator.ui.export_preview import ExportPreview
from annotator.ui.theme import sans
from annotator.ui.tr import plural, tr


class ExportDialog(QDialog):
    """Emits ``chosen`` with the work to run on a project; Esc changes nothing."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export dataset"))
        self.desk, self.folder = desk, folder
        assert desk.session is not None
        self.formats = [f for f in formats.every() if f.writes]
        self.list = FormatList(self.formats)
        self.choices = ExportChoices(desk.session.schema)
        self.preview = ExportPreview(desk.session.schema)
        self.title, self.holds = label(""), label("", wrap=True, role="dim")
        self.out = QLineEdit()
        self.out.setAccessibleName(tr("Save as"))
        self.card = QCheckBox(tr("Dataset card"))
        self.count = label("", wrap=True)
        self.go = QPushButton(tr("Export"))
        self.go.setProperty("primary", "true")
        self.copy = QPushButton(tr("Copy command"))
        self._asked = 0
        self._replace = ""
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(120)
        self._delay.timeout.connect(self._ask)
        self._lay_out()
        self._connect()
        self.list.setCurrentRow(self.list.first_row)
        self.resize(*self._size())

    def _size(self) -> tuple[int, int]:
        screen = (self.parentWidget() or self).screen().availableGeometry()
        return min(1120, screen.width() - 24), min(700, screen.height() - 60)

    # -- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.title.setFont(sans(15, QFont.Weight.DemiBold))
        middle = QVBoxLayout()
        middle.setContentsMargins(24, 18, 20, 12)
        middle.setSpacing(12)
        for widget in (self.title, self.holds, self.choices):
            middle.addWidget(widget)
        middle.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        side = QWidget()
        side.setObjectName("queue")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(8, 12, 8, 8)
        inside.addWidget(self.list)
        page = QWidget()
        page.setObjectName("paper")
        page.setLayout(middle)
        scroll, self._page = QScrollArea(), page
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        columns.addWidget(side)
        columns.addWidget(scroll, 5)
        columns.addWidget(_line(vertical=True))
        columns.addWidget(self.preview, 4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(columns, 1)
        outer.addWidget(_line())
        outer.addLayout(self._footer())

    def _footer(self) -> QVBoxLayout:
        change, cancel = QPushButton(tr("Change…")), QPushButton(tr("Cancel"))
        change.clicked.connect(self._browse)
        cancel.clicked.connect(self.reject)
        saving = QHBoxLayout()
        saving.setSpacing(10)
        saving.addWidget(label(tr("Save as"), role="dim"))
        saving.addWidget(self.out, 1)
        for widget in (change, self.card):
            saving.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.count, 1)
        for button in (self.copy, cancel, self.go):
            button.setMinimumHeight(32)
            buttons.addWidget(button)
        for button in (self.copy, cancel, change):
            button.setAutoDefault(False)
        self.go.setDefault(True)
        both = QVBoxLayout()
        both.setContentsMargins(20, 12, 20, 14)
        both.setSpacing(10)
        both.addLayout(saving)
        both.addLayout(buttons)
        return both

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._format_changed)
        self.choices.changed.connect(self._recount)
        self.choices.split_changed.connect(self._split_changed)
        self.go.clicked.connect(self._go)
        self.copy.clicked.connect(self._copy)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.go.click)

    # -- what was chosen -----------------------------------------------------------------------

    @property
    def format(self) -> formats.Format:
        """The format chosen."""
        return self.list.chosen

    def want(self, force: bool = False) -> Want:
        """The format with what is chosen of its options."""
        return Want(
            self.format.name, self.choices.options(), force=force, card=self.card.isChecked()
        )

    def _annotator(self) -> str | None:
        document = self.desk.document
        known = document is not None and self.desk.annotator in document.annotators
        return self.desk.annotator if known else None

    def _format_changed(self) -> None:
        chosen = self.format
        self.title.setText(chosen.title)
        self.holds.setText(tr("Holds {holds}.").format(holds=chosen.holds))
        self.choices.show_format(chosen)
        # Nothing is cut off at the side, in a language of longer words neither.
        needed = (
            self._page.minimumSizeHint().width()
            + self._scroll.verticalScrollBar().sizeHint().width()
        )
        self._scroll.setMinimumWidth(max(440, min(needed, 520)))
        self._name()
        self._recount()

    def _split_changed(self) -> None:
        self.card.setChecked(self.choices.splits)
        self._name()
        self._recount()

    def _name(self) -> None:
        assert self.desk.session is not None
        stem = self.desk.session.path.stem
        plain = self.choices.splits or self.format.folder
        ending = "" if plain else self.format.suffixes[0]
        self.out.setText(str(self.folder / f"{stem}{ending}"))

    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Export to"), self.out.text())
        if name:
            self.out.setText(name)
            # That dialog has asked whether to replace the file.
            self._replace = name

    # -- how much it is ------------------------------------------------------------------------

    def _recount(self) -> None:
        self._asked += 1
        self._refuse(tr("Counting…"))
        self._delay.start()

    def _ask(self) -> None:
        why = self.choices.problem(self.format)
        if why:
            self._refuse(why)
            return
        asked, want = self._asked, self.want()
        selection = self.choices.selection(self.format, self._annotator())
        split = self.choices.split()

        def done(found: Look) -> None:
            if asked == self._asked:
                self._tell(found)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._refuse(self._why(error))

        self.desk.database.call(
            lambda p: export_look.look(p, want, selection, split, lambda: asked != self._asked),
            done,
            failed,
        )

    def _tell(self, found: Look) -> None:
        split = self.choices.split()
        self.preview.show_look(found, self.format, len(split.shares) if split else 0)
        self.count.setText("")
        self.go.setText(plural("Export %n articles", "Export %n article", found.articles))
        self.go.setEnabled(True)

    def _why(self, error: Exception) -> str:
        """Why there is nothing, and which field here lifts it."""
        if not isinstance(error, AnnotatorError):
            return str(error)
        remedy = error.remedy
        if self.format.training and "done" in error.what:
            remedy = tr("Finish articles with {done}, or choose All articles").format_map(KEYS)
        elif self.format.training and "layers" in error.what:
            remedy = tr("Tick Open suggestions or more layers")
        elif "no articles" in error.what:
            remedy = tr("Import some with {import}").format_map(KEYS)
        elif "filter" in error.what:
            remedy = tr("Ask for less in Articles that fit")
        elif "several people" in error.what:
            remedy = tr("Decide on something in the open article: your decisions are taken then")
        return f"{error.what}. {remedy}"

    def _refuse(self, words: str) -> None:
        self.count.setText(words[:1].upper() + words[1:])
        self.preview.show_nothing()
        self.go.setText(tr("Export"))
        self.go.setEnabled(False)

    # -- doing it ------------------------------------------------------------------------------

    def _copy(self) -> None:
        """The same export as a line for the terminal."""
        assert self.desk.session is not None
        out = str(Path(self.out.text()).expanduser())
        words = ["annotator", "export", str(self.desk.session.path), out]
        words += ["--format", self.format.name]
        words += self.choices.command(self.format, self._annotator())
        if self.card.isChecked() != self.choices.splits:
            words.append("--card" if self.card.isChecked() else "--no-card")
        QGuiApplication.clipboard().setText(shlex.join(words))
        self.count.setText(tr("The command is in the clipboard"))

    def _go(self) -> None:
        out = Path(self.out.text()).expanduser()
        split = self.choices.split()
        replace = split is None and self.out.text() == self._replace
        want = self.want(replace)
        selection = self.choices.selection(self.format, self._annotator())
        if out.is_file() and not replace:
            self.count.setText(
                tr("{name} is there already. Give another name, or Change… to replace it").format(
                    name=out.name
                )
            )
            return

        def work(project: Any, report: Callable[[int, int], None], stopped: Any) -> Any:
            try:
                return exporting.export(
                    project, out, want, selection, split, progress=report, cancelled=stopped
                )
            except AnnotatorError as error:
                remedy = tr("Choose another name") if "--" in error.remedy else error.remedy
                raise AnnotatorError(error.what, error.where, remedy) from error

        self.chosen.emit(work)
        self.accept()


def _line(vertical: bool = False) -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
