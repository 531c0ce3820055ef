"""What an export takes and how it is split: the middle of the dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from annotator.formats import Format
from annotator.model.errors import AnnotatorError
from annotator.model.schema import LabelSchema
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED
from annotator.services import splitting
from annotator.services.selecting import Selection
from annotator.ui.schema_words import called
from annotator.ui.theme import sans
from annotator.ui.tr import marked, tr

_GROUPS = {
    "none": marked("near copies of one story"), "source": marked("articles of one source"),
    "published": marked("articles of one date"), "language": marked("articles of one language"),
}  # fmt: skip


class ExportChoices(QWidget):
    """Emits ``changed`` when something else is chosen, ``split_changed`` when the split is."""

    changed = Signal()
    split_changed = Signal()

    def __init__(self, schema: LabelSchema, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers = {x.id: QCheckBox(called(x.name)) for x in schema.layers}
        self.decided = QCheckBox(tr("Accepted"))
        self.rejected = QCheckBox(tr("Rejected"))
        self.rejected.setToolTip(tr("As negative examples, where the format has a place for them"))
        self.open_too = QCheckBox(tr("Open suggestions"))
        self.articles = QComboBox()
        self.articles.addItems([tr("Done only"), tr("All articles")])
        self.where = QLineEdit()
        self.where.setPlaceholderText(tr("all, or as in the queue: source:ledger date>2024"))
        self.marks = QCheckBox(tr("with their quotation marks"))
        self.whole = label(tr("every article, decisions and suggestions"))
        self.split_words = QLineEdit()
        self.split_words.setPlaceholderText(tr("none, or 80/10/10"))
        self.seed = QSpinBox()
        self.seed.setMaximum(999_999)
        self.seed.setValue(13)
        # What a style sheet says of the space inside does not reach the field of a spin box.
        self.seed.lineEdit().setTextMargins(6, 0, 6, 0)
        self.group = QComboBox()
        for value, words in _GROUPS.items():
            self.group.addItem(tr(words), value)
        self.kept = QCheckBox(tr("Articles stay in the part they were in before"))
        self.kept.setChecked(True)
        self._options: dict[str, QComboBox | QLineEdit] = {}
        self._names: dict[QWidget, QLabel] = {}
        self._grid = QGridLayout(self)
        self._lay_out()
        self._connect()

    # -- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(10)
        self._grid.setHorizontalSpacing(14)
        self._grid.setColumnStretch(1, 1)
        self._row(tr("Layers"), *self.layers.values())
        self._row(tr("Takes"), self.whole)
        self._row(tr("Decisions"), self.decided, self.rejected, self.open_too)
        self._row(tr("Articles"), self.articles)
        self._row(tr("That fit"), self.where)
        self._row(tr("Quotes"), self.marks)
        self._heading(tr("Split"))
        self._row(tr("Percent"), self.split_words, label(tr("seed"), role="dim"), self.seed)
        self.split_words.setAccessibleName(tr("Split"))
        self.seed.setAccessibleName(tr("Seed of the split"))
        self._row(tr("Keep together"), self.group)
        self._row("", self.kept)
        self._options_heading = self._heading(tr("Format"))
        self._first_option = self._grid.rowCount()
        for box in (*self.layers.values(), self.decided):
            box.setChecked(True)

    def _heading(self, words: str) -> QLabel:
        heading = QLabel(words)
        heading.setFont(sans(13, QFont.Weight.DemiBold))
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)
        return heading

    def _row(self, words: str, *fields: QWidget) -> None:
        at = self._grid.rowCount()
        line = QHBoxLayout()
        line.setSpacing(12)
        for field in fields:
            line.addWidget(field, 1 if isinstance(field, QLineEdit) else 0)
            if not isinstance(field, QLabel | QCheckBox):
                field.setAccessibleName(words)
        if not any(isinstance(f, QLineEdit) for f in fields):
            line.addStretch(1)
        name = label(words, role="dim")
        self._names.update(dict.fromkeys(fields, name))
        self._grid.addWidget(name, at, 0)
        self._grid.addLayout(line, at, 1)

    def _connect(self) -> None:
        boxes = (*self.layers.values(), self.decided, self.rejected, self.open_too, self.marks)
        for box in boxes:
            box.toggled.connect(lambda _: self.changed.emit())
        self.articles.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.group.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.kept.toggled.connect(lambda _: self.changed.emit())
        self.seed.valueChanged.connect(lambda _: self.changed.emit())
        self.where.textChanged.connect(lambda _: self.changed.emit())
        self.split_words.textChanged.connect(lambda _: self._split_typed())
        self._split_typed()

    def _split_typed(self) -> None:
        for field in (self.seed, self.group, self.kept):
            field.setEnabled(self.splits)
        self.split_changed.emit()

    def show_format(self, format: Format) -> None:
        """Show the choices that a format has."""
        # The lossless format takes all there is: no choice is shown that it does not have.
        training = (
            self.decided, self.rejected, self.open_too, self.articles, self.marks, self.whole,
        )  # fmt: skip
        for field in training:
            shown = format.training != (field is self.whole)
            field.setVisible(shown)
            self._names[field].setVisible(shown)
        for box, state in ((self.decided, ACCEPTED), (self.rejected, REJECTED)):
            box.blockSignals(True)
            box.setChecked(state in (format.states or (ACCEPTED,)))
            box.blockSignals(False)
        self._show_options(format)

    def _show_options(self, format: Format) -> None:
        for old in self._options.values():
            for widget in (old, self._names.pop(old)):
                self._grid.removeWidget(widget)
                widget.deleteLater()
        self._options.clear()
        self._options_heading.setVisible(bool(format.options))
        for at, option in enumerate(format.options, self._first_option):
            field: QComboBox | QLineEdit
            if option.choices:
                field = QComboBox()
                field.addItems(option.choices)
                field.setCurrentText(option.default or option.choices[0])
                field.currentIndexChanged.connect(lambda _: self.changed.emit())
            else:
                field = QLineEdit()
                field.setPlaceholderText(option.default)
                field.textChanged.connect(lambda _: self.changed.emit())
            field.setAccessibleName(option.name)
            field.setToolTip(option.help)
            name = label(option.name, role="dim")
            self._grid.addWidget(name, at, 0)
            self._grid.addWidget(field, at, 1)
            self._names[field] = name
            self._options[option.name] = field

    # -- what was chosen -----------------------------------------------------------------------

    @property
    def splits(self) -> bool:
        """Whether a split was asked for."""
        return bool(self.split_words.text().strip())

    def options(self) -> dict[str, str]:
        """The options of the format that were given a value."""
        out = {}
        for name, field in self._options.items():
            value = field.currentText() if isinstance(field, QComboBox) else field.text().strip()
            if value:
                out[name] = value
        return out

    def selection(self, format: Format, annotator: str | None) -> Selection:
        """What to take; the lossless format takes everything unless something is left out."""
        layers = tuple(k for k, box in self.layers.items() if box.isChecked())
        every = len(layers) == len(self.layers)
        whole = not format.training
        return Selection(
            layers=None if every else layers,
            states=None if whole else self._states(),
            annotator=None if whole else annotator,
            everything=whole or self.articles.currentIndex() == 1,
            where=self.where.text().strip(),
            marks=not whole and self.marks.isChecked(),
        )

    def _states(self) -> tuple[str, ...]:
        boxes = ((ACCEPTED, self.decided), (REJECTED, self.rejected), (SUGGESTED, self.open_too))
        return tuple(state for state, box in boxes if box.isChecked())

    def split(self) -> splitting.Split | None:
        """The split asked for. Raises AnnotatorError for one that makes no sense."""
        if not self.splits:
            return None
        return splitting.parse(
            self.split_words.text().strip(), self.seed.value(), self.group.currentData(),
            anew=not self.kept.isChecked(),
        )  # fmt: skip

    def problem(self, format: Format) -> str:
        """What makes the choice senseless, or ""."""
        if format.training and not self._states():
            return tr("Tick Accepted or Open suggestions: there is nothing to export")
        try:
            self.split()
        except AnnotatorError as error:
            return str(error)
        return ""

    def command(self, format: Format, annotator: str | None) -> list[str]:
        """The same choice as arguments of ``annotator export``."""
        chosen = self.selection(format, annotator)
        words = []
        for flag, values in (("--layers", chosen.layers), ("--states", chosen.states)):
            words += [flag, ",".join(values)] if values else []
        words += ["--annotator", annotator] if chosen.annotator and annotator else []
        words += ["--where", chosen.where] if chosen.where else []
        words += ["--with-marks"] if chosen.marks else []
        words += ["--all"] if format.training and chosen.everything else []
        split = self.split()
        if split is not None:
            words += ["--split", self.split_words.text().strip(), "--seed", str(split.seed)]
            words += ["--group-by", split.group_by] if split.group_by != "none" else []
            words += ["--resplit"] if split.anew else []
        for name, value in self.options().items():
            words += ["--option", f"{name}={value}"]
        return words


def label(words: str, wrap: bool = False, role: str = "") -> QLabel:
    """A label of the dialog."""
    made = QLabel(words)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made
