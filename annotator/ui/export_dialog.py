"""What to export, how to split it, where to; the button says how much it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator import formats
from annotator.model.errors import AnnotatorError
from annotator.model.wording import count
from annotator.services import exporting, splitting
from annotator.services.exporting import Want
from annotator.services.selecting import Selection
from annotator.ui.desk import Desk
from annotator.ui.theme import sans

_GROUPS = {"none": "nothing", "source": "articles of one source", "published": "one date"}


class ExportDialog(QDialog):
    """Emits ``chosen`` with the work to run on a project; Esc changes nothing."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export dataset")
        self.desk, self.folder = desk, folder
        assert desk.session is not None
        self.formats = [f for f in formats.every() if f.writes]
        self.list = QListWidget()
        self.list.setAccessibleName("Format")
        for known in self.formats:
            item = QListWidgetItem(known.title, self.list)
            item.setSizeHint(QSize(0, 32))
        self.list.setObjectName("formats")
        self.list.setFixedWidth(190)
        self.holds = _label("", wrap=True, role="dim")
        self.layers = {x.id: QCheckBox(x.name) for x in desk.session.schema.layers}
        self.decided, self.open_too = QCheckBox("Accepted"), QCheckBox("Open suggestions")
        self.articles = QComboBox()
        self.articles.addItems(["Done only", "All articles"])
        self.split = QLineEdit()
        self.split.setPlaceholderText("none, or 80/10/10")
        self.seed = QSpinBox()
        self.seed.setMaximum(999_999)
        self.seed.setValue(13)
        # What a style sheet says of the space inside does not reach the field of a spin box.
        self.seed.lineEdit().setTextMargins(6, 0, 6, 0)
        self.group = QComboBox()
        for value, words in _GROUPS.items():
            self.group.addItem(words, value)
        self.out = QLineEdit()
        self.count = _label("", wrap=True)
        self.go = QPushButton("Export")
        self.go.setProperty("primary", "true")
        self._asked = 0
        self._names: dict[QWidget, QLabel] = {}
        self._replace = ""
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(120)
        self._delay.timeout.connect(self._ask)
        self._lay_out()
        self._connect()
        self.list.setCurrentRow(0)
        self.resize(720, 480)

    # -- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(12)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        self._row(grid, "Layers", *self.layers.values())
        self._row(grid, "Decisions", self.decided, self.open_too)
        self._row(grid, "Articles", self.articles)
        self.whole = _label("every article, decisions and suggestions")
        self._row(grid, "Takes", self.whole)
        self._row(grid, "Split", self.split, _label("seed", role="dim"), self.seed)
        self.seed.setAccessibleName("Seed of the split")
        self._row(grid, "Keep together", self.group)
        change = QPushButton("Change…")
        change.clicked.connect(self._browse)
        self._row(grid, "Save as", self.out, change)
        for box in (*self.layers.values(), self.decided):
            box.setChecked(True)
        right = QVBoxLayout()
        right.setContentsMargins(24, 20, 24, 16)
        right.setSpacing(14)
        self.title = _label("")
        self.title.setFont(sans(15, QFont.Weight.DemiBold))
        right.addWidget(self.title)
        right.addWidget(self.holds)
        right.addLayout(grid)
        right.addStretch(1)
        right.addWidget(self.count)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        for button in (cancel, self.go):
            button.setMinimumHeight(32)
            buttons.addWidget(button)
        right.addLayout(buttons)
        self.go.setDefault(True)
        left = QWidget()
        left.setObjectName("queue")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(left)
        side.setContentsMargins(8, 16, 8, 8)
        side.addWidget(self.list)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(left)
        outer.addLayout(right, 1)

    def _row(self, grid: QGridLayout, words: str, *fields: QWidget) -> None:
        at = grid.rowCount()
        line = QHBoxLayout()
        line.setSpacing(12)
        for field in fields:
            line.addWidget(field, 1 if isinstance(field, QLineEdit) else 0)
            if not isinstance(field, QLabel | QCheckBox):
                field.setAccessibleName(words)
        if not any(isinstance(f, QLineEdit) for f in fields):
            line.addStretch(1)
        name = _label(words, role="dim")
        self._names.update(dict.fromkeys(fields, name))
        grid.addWidget(name, at, 0)
        grid.addLayout(line, at, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._format_changed)
        for box in (*self.layers.values(), self.decided, self.open_too):
            box.toggled.connect(lambda _: self._recount())
        self.articles.currentIndexChanged.connect(lambda _: self._recount())
        self.split.textChanged.connect(lambda _: self._split_changed())
        self.go.clicked.connect(self._go)

    # -- what was chosen -----------------------------------------------------------------------

    @property
    def format(self) -> formats.Format:
        """The format chosen."""
        return self.formats[max(0, self.list.currentRow())]

    def selection(self) -> Selection:
        """What to take; the lossless format takes everything unless something is left out."""
        layers = tuple(k for k, box in self.layers.items() if box.isChecked())
        every = len(layers) == len(self.layers)
        states = [
            state
            for state, box in (("accepted", self.decided), ("suggested", self.open_too))
            if box.isChecked()
        ]
        whole = not self.format.training
        return Selection(
            layers=None if every else layers,
            states=None if whole else tuple(states),
            annotator=None if whole else self._annotator(),
            everything=whole or self.articles.currentIndex() == 1,
        )

    def _annotator(self) -> str | None:
        document = self.desk.document
        known = document is not None and self.desk.annotator in document.annotators
        return self.desk.annotator if known else None

    def _split(self) -> splitting.Split | None:
        words = self.split.text().strip()
        if not words:
            return None
        return splitting.parse(words, self.seed.value(), self.group.currentData())

    def _format_changed(self) -> None:
        chosen = self.format
        self.title.setText(chosen.title)
        self.holds.setText(f"Holds {chosen.holds}.")
        # The lossless format takes all there is: no choice is shown that it does not have.
        for field in (self.decided, self.open_too, self.articles, self.whole):
            shown = chosen.training != (field is self.whole)
            field.setVisible(shown)
            self._names[field].setVisible(shown)
        self._name()
        self._recount()

    def _split_changed(self) -> None:
        self._name()
        self._recount()

    def _name(self) -> None:
        assert self.desk.session is not None
        stem = self.desk.session.path.stem
        ending = "" if self.split.text().strip() else self.format.suffixes[0]
        self.out.setText(str(self.folder / f"{stem}{ending}"))

    def _browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Export to", self.out.text())
        if name:
            self.out.setText(name)
            # That dialog has asked whether to replace the file.
            self._replace = name

    # -- how much it is ------------------------------------------------------------------------

    def _recount(self) -> None:
        self._refuse("Counting…")
        self._delay.start()

    def _ask(self) -> None:
        self._asked += 1
        if self.format.training and not (self.decided.isChecked() or self.open_too.isChecked()):
            self._refuse("Tick Accepted or Open suggestions: there is nothing to export")
            return
        asked, chosen, selection = self._asked, self.format.name, self.selection()

        def done(found: tuple[int, dict[str, dict[str, int]]]) -> None:
            if asked == self._asked:
                self._tell(found[0], next(iter(found[1].values())))

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._refuse(self._why(error))

        self.desk.database.call(lambda p: exporting.preview(p, chosen, selection), done, failed)

    def _tell(self, articles: int, labels: dict[str, int]) -> None:
        try:
            self._split()
        except AnnotatorError as error:
            self._refuse(str(error))
            return
        common = sorted(labels.items(), key=lambda x: -x[1])[:6]
        names = ", ".join(f"{k.partition(':')[2]} {v:,}" for k, v in common)
        if len(labels) > len(common):
            names += f" and {count(len(labels) - len(common), 'more label')}"
        total = count(sum(labels.values()), "span")
        self.count.setText(f"{total}: {names}" if labels else "No spans")
        self.go.setText(f"Export {count(articles, 'article')}")
        self.go.setEnabled(True)

    def _why(self, error: Exception) -> str:
        """Why there is nothing, and which field here lifts it."""
        if not isinstance(error, AnnotatorError):
            return str(error)
        remedy = error.remedy
        if self.format.training and "done" in error.what:
            remedy = "Finish articles with Ctrl+Enter, or choose All articles"
        elif self.format.training and "layers" in error.what:
            remedy = "Tick Open suggestions or more layers"
        elif "no articles" in error.what:
            remedy = "Import some with Ctrl+I"
        return f"{error.what}. {remedy}"

    def _refuse(self, words: str) -> None:
        self.count.setText(words[:1].upper() + words[1:])
        self.go.setText("Export")
        self.go.setEnabled(False)

    def _go(self) -> None:
        out, name, selection, split = (
            Path(self.out.text()).expanduser(), self.format.name, self.selection(), self._split(),
        )  # fmt: skip

        replace = split is None and self.out.text() == self._replace
        if out.is_file() and not replace:
            self.count.setText(
                f"{out.name} is there already. Give another name, or Change… to replace it"
            )
            return

        def work(project: Any, report: Callable[[int, int], None], stopped: Any) -> Any:
            try:
                return exporting.export(
                    project, out, Want(name, force=replace), selection, split,
                    progress=report, cancelled=stopped,
                )  # fmt: skip
            except AnnotatorError as error:
                remedy = "Choose another name" if "--" in error.remedy else error.remedy
                raise AnnotatorError(error.what, error.where, remedy) from error

        self.chosen.emit(work)
        self.accept()


def _label(words: str, wrap: bool = False, role: str = "") -> QLabel:
    label = QLabel(words)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label
