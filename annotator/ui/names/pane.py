"""The list of names on the screen: a field that filters or is asked something, and the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import keys
from annotator.ui.elided import ElidedLabel
from annotator.ui.names.paint import NameDelegate
from annotator.ui.names.rows import Group, NameRow, Names, NewRow, Row, key_of
from annotator.ui.theme import Theme
from annotator.ui.tr import marked, tr

# The commonest first: a narrow window shows only these.
HINTS = [
    ("Enter", marked("go")), ("M", marked("merge")), ("R", marked("rename")),
    ("Space", marked("tick")), ("S", marked("split")), ("X", marked("unlink")),
    ("→", marked("mentions")), ("A", marked("alias")), ("1–9", marked("label")),
    ("F", marked("all places")), ("Shift+S", marked("said")), ("E", marked("id")),
    ("N", marked("note")), ("W", marked("project")), ("Esc", marked("text")),
]  # fmt: skip
EMPTY = marked("No names here yet. L in the text links a mention to a name.")


class NameList(QListView):
    """Says what its keys do."""

    def key_hints(self) -> list[tuple[str, str]]:
        """For the status bar, while it has the keyboard."""
        return [(key, tr(words)) for key, words in HINTS]


@dataclass(frozen=True)
class Question:
    """What the field asks. ``choices``: names to choose from are shown below, else words are taken.

    ``answered`` gets the words; of a name that was chosen the row, else None. ``without`` is the
    id of a name that is no choice.
    """

    words: str
    answered: Callable[[str, Row | None], None]
    filled: str = ""
    choices: bool = False
    new_allowed: bool = False
    without: str = ""


class NamesPane(QWidget):
    """Says by signals what was asked for; changes nothing itself."""

    filterChanged = Signal(str)
    projectToggled = Signal(bool)
    activated = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key_handler: Callable[[str], bool] = lambda _: False
        self.question: Question | None = None
        self.model = Names(self)
        self.asking = ElidedLabel()
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.project = QCheckBox(tr("Project"))
        self.project.setToolTip(tr("Names of the whole project (W)"))
        self.project.setAccessibleName(tr("Names of the whole project, key W"))
        self.empty = QLabel()
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "dim")
        self.empty.setContentsMargins(16, 8, 16, 8)
        self.list = NameList()
        self.list.setAccessibleName(tr("Names"))
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.list.setDropIndicatorShown(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.delegate = NameDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self._lay_out()
        self.field.textChanged.connect(self.filterChanged)
        self.project.toggled.connect(self.projectToggled)
        self.list.clicked.connect(self._clicked)
        for widget in (self.field, self.list):
            widget.installEventFilter(self)
        self.ask(None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 16, 0)
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        top.addWidget(self.project)
        said = QHBoxLayout()
        said.setContentsMargins(16, 0, 16, 0)
        said.addWidget(self.asking)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(said)
        layout.addLayout(top)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.delegate.theme = theme
        self.list.viewport().update()

    # -- the field -----------------------------------------------------------------------------

    def ask(self, question: Question | None) -> None:
        """Let the field ask something; None: it filters."""
        self.question = question
        self.asking.setText(question.words if question else "")
        self.asking.setVisible(question is not None)
        self.project.setVisible(question is None)
        name = question.words if question else tr("Filter names")
        self.field.setAccessibleName(name)
        waits = tr("Type a part of the name") if question and question.choices else ""
        self.field.setPlaceholderText(tr("Filter names") if question is None else waits)
        self.field.blockSignals(True)
        self.field.setText(question.filled if question else "")
        self.field.blockSignals(False)
        if question is not None:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()
        self.filterChanged.emit(self.field.text())

    def _answer(self) -> None:
        question, row = self.question, self.model.row(self.row)
        if question is None:
            self.focus_list()
            return
        chosen = row if question.choices and isinstance(row, NameRow | NewRow) else None
        if question.choices and chosen is None:
            return
        words = self.field.text()
        self.ask(None)
        question.answered(words, chosen)

    def _leave_field(self) -> None:
        if self.question is not None:
            self.ask(None)
            self.left.emit()
        elif self.field.text():
            self.field.clear()
        else:
            self.left.emit()

    # -- rows ----------------------------------------------------------------------------------

    def show_rows(self, rows: list[Row], empty: str) -> None:
        """Show rows; what was current stays so if it is still there."""
        before = self.model.row(self.row)
        self.model.set_rows(rows)
        self.empty.setText("" if rows else empty)
        self.empty.setVisible(not rows and bool(empty))
        at = self.model.find(key_of(before)) if before is not None else None
        if self.question is not None:
            # Nothing is chosen before something is typed.
            at = 0 if self.field.text().strip() and rows else None
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        if at is not None:
            self.go(at)

    @property
    def row(self) -> int:
        """The current row's place, -1 for none."""
        return self.list.currentIndex().row()

    def go(self, at: int) -> None:
        """Make a row the current one; of a group the name below it."""
        if isinstance(self.model.row(at), Group):
            at += 1
        if 0 <= at < self.model.rowCount():
            index = self.model.index(at)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def step(self, by: int) -> None:
        """Move by a row; groups are passed over."""
        at = self.row + by
        if isinstance(self.model.row(at), Group):
            at += 1 if by > 0 else -1
        if at >= 0:
            self.go(at)

    def focus_list(self) -> None:
        """To the names."""
        if self.row < 0:
            self.go(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self, index: QModelIndex) -> None:
        if self.question is not None:
            self._answer()
        else:
            self.activated.emit(index.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field and of the rows."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            name = keys.name(event)
            if name in ("Down", "Up") and not (watched is self.field and self.question is None):
                self.step(1 if name == "Down" else -1)
                return True
            if watched is self.field:
                return self._field_key(name)
            return bool(name) and self.key_handler(name)
        return super().eventFilter(watched, event)

    def _field_key(self, name: str) -> bool:
        if name in ("Return", "Down"):
            self._answer()
        elif name == "Esc":
            self._leave_field()
        else:
            return False
        return True
