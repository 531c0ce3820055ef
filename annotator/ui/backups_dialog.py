"""The backups of a project: to look at one as a copy, or to go back when the project is damaged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.services.safety import Listed
from annotator.ui.rows import HEIGHT, Row, RowDelegate, RowsModel
from annotator.ui.theme import Theme, sans
from annotator.ui.tr import dated, marked, plural, tr

WIDTH, ROWS = 620, 7
_MADE = marked(
    "Made beside the project: when it is opened, while you work and before steps over many"
    " articles. They get fewer as they get older."
)
_DAMAGED = marked(
    "The file stays as it is, whatever you choose. A backup takes its place and the file is kept"
    " under another name; or all that can still be read is saved into a new project."
)


class BackupsDialog(QDialog):
    """``restoreWanted`` and ``copyWanted`` carry the backup chosen. Esc changes nothing."""

    restoreWanted = Signal(object)
    copyWanted = Signal(object)
    repairWanted = Signal()
    nowWanted = Signal()

    def __init__(
        self,
        name: str,
        listed: Sequence[Listed],
        theme: Theme,
        damaged: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Backups"))
        self._listed, self._damaged = list(listed), bool(damaged)
        title = QLabel(
            tr("{name} cannot be opened").format(name=name)
            if damaged
            else tr("Backups of {name}").format(name=name)
        )
        title.setFont(sans(15, QFont.Weight.DemiBold))
        self.words = QLabel(f"{damaged}. {tr(_DAMAGED)}" if damaged else tr(_MADE))
        self.words.setWordWrap(True)
        self.words.setProperty("role", "" if damaged else "dim")
        self.model = RowsModel(self)
        now = datetime.now().astimezone()
        self.model.set_rows([_row(x, now) for x in listed])
        self.list = QListView()
        self.list.setObjectName("lines")
        self.list.setAccessibleName(tr("Backups, newest first"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(HEIGHT * max(2, min(ROWS, len(listed))))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = QLabel(tr("There is no backup of it yet."))
        self.none.setProperty("role", "dim")
        self.list.setVisible(bool(listed))
        self.none.setVisible(not listed)
        self.go = QPushButton(tr("Bring this backup back") if damaged else tr("Open a copy of it…"))
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        self.other = QPushButton(tr("Save what can be read…") if damaged else tr("Back up now"))
        self.leave = QPushButton(tr("Close"))
        self._lay_out(title)
        self._connect()

    def _lay_out(self, title: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        for button in (self.other, self.leave, self.go):
            button.setMinimumHeight(32)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (title, self.words, self.list, self.none):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.setFixedWidth(WIDTH)

    def _connect(self) -> None:
        self.list.activated.connect(lambda _: self._go())
        self.list.selectionModel().currentChanged.connect(lambda _a, _b: self._enable())
        self.go.clicked.connect(self._go)
        self.other.clicked.connect(self._other)
        self.leave.clicked.connect(self.reject)
        first = next((n for n, x in enumerate(self._listed) if x.sound), -1)
        self.list.setCurrentIndex(self.model.index(first) if first >= 0 else QModelIndex())
        self._enable()
        (self.list if self._listed else self.leave).setFocus()

    def chosen(self) -> Listed | None:
        """The backup that the list stands on, if it can be used."""
        row = self.list.currentIndex().row()
        found = self._listed[row] if 0 <= row < len(self._listed) else None
        return found if found is not None and found.sound else None

    def _enable(self) -> None:
        self.go.setEnabled(self.chosen() is not None)

    def _go(self) -> None:
        found = self.chosen()
        if found is not None:
            self.accept()
            (self.restoreWanted if self._damaged else self.copyWanted).emit(found.backup)

    def _other(self) -> None:
        self.accept()
        (self.repairWanted if self._damaged else self.nowWanted).emit()


def _row(listed: Listed, now: datetime) -> Row:
    articles = plural("%n articles", "%n article", listed.articles)
    held = ", ".join([articles, plural("%n spans", "%n span", listed.spans)])
    return Row(
        text=when(listed.at, now),
        detail=f"{held}  ·  {tr(listed.occasion)}",
        off="" if listed.sound else tr("damaged, cannot be used"),
    )


# What ``safety.occasion`` says; another occasion is shown as it says it.
_OCCASIONS = (
    marked("when it was opened"),
    marked("while it was open"),
    marked("before a newer version of Annotator changed its tables"),
    marked("asked for"),
    marked("before a step over many articles"),
    marked("before labels were renamed or merged"),
    marked("before spans were offered in near copies"),
    marked("before annotations were imported"),
)


def when(at: datetime, now: datetime) -> str:
    """A moment as people say it: the day by its name as long as that is clear."""
    days = (now.date() - at.date()).days
    if 0 <= days < 2:
        named = (tr("Today"), tr("Yesterday"))[days]
    else:
        form = tr("ddd d MMM", "a date") if at.year == now.year else tr("ddd d MMM yyyy", "a date")
        named = dated(at, form)
    return f"{named} {at:%H:%M}"
