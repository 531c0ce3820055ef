"""The queue of articles: model, row painter and pane."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)  # fmt: skip
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from annotator.model.wording import count
from annotator.services.reading import QueueRow
from annotator.ui.actions import key_of
from annotator.ui.escape import escape
from annotator.ui.queue_row import COUNT, ROW, QueueDelegate
from annotator.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """Articles that fit the filter; counts of open suggestions are asked for as rows are shown."""

    countsWanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[QueueRow] = []
        self._rows: list[QueueRow] = []
        self._counts: dict[int, tuple[int, int]] = {}
        self._asked: set[int] = set()
        self._wanted: set[int] = set()
        self._words = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    def set_rows(self, rows: list[QueueRow]) -> None:
        """Show these articles."""
        self.beginResetModel()
        self._all = rows
        self._counts.clear()
        self._asked.clear()
        self._filter()
        self.endResetModel()

    def set_words(self, words: str) -> None:
        """Show the articles whose title, source, date or id have all of these words."""
        self.beginResetModel()
        self._words = words
        self._filter()
        self.endResetModel()

    def _filter(self) -> None:
        wanted = self._words.lower().split()
        self._rows = [r for r in self._all if _fits(r, wanted)] if wanted else list(self._all)

    def update_row(self, row: QueueRow) -> None:
        """Show an article's new status."""
        self._all = [row if r.pk == row.pk else r for r in self._all]
        at = self.find(row.pk)
        if at is not None:
            self._rows[at] = row
            self.refresh(row.pk)

    def refresh(self, pk: int) -> None:
        """Ask again for an article's counts."""
        self._asked.discard(pk)
        self._changed(pk)

    def set_counts(self, counts: dict[int, tuple[int, int]]) -> None:
        """Open and all suggestions per article."""
        self._counts.update(counts)
        for pk in counts:
            self._changed(pk)

    def _changed(self, pk: int) -> None:
        at = self.find(pk)
        if at is not None:
            self.dataChanged.emit(self.index(at), self.index(at))

    def find(self, pk: int) -> int | None:
        """The row that shows an article."""
        return next((i for i, r in enumerate(self._rows) if r.pk == pk), None)

    def row(self, at: int) -> QueueRow | None:
        """The article in a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    @property
    def all_rows(self) -> list[QueueRow]:
        """Every article, filtered or not."""
        return self._all

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row an article."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Title, the row itself, or its counts."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.status.replace('_', ' ')}, {self._left(row)}"
        if role == ROW:
            return row
        if role == COUNT:
            if row.pk not in self._asked:
                self._asked.add(row.pk)
                self._wanted.add(row.pk)
                self._timer.start()
            return self._counts.get(row.pk)
        return None

    def _left(self, row: QueueRow) -> str:
        count = self._counts.get(row.pk)
        return f"{count[0]} left" if count else ""

    def _ask(self) -> None:
        wanted, self._wanted = sorted(self._wanted), set()
        if wanted:
            self.countsWanted.emit(wanted)


def _fits(row: QueueRow, words: list[str]) -> bool:
    text = " ".join((row.title, row.source or "", row.published or "", row.id, row.status)).lower()
    return all(word in text for word in words)


class QueuePane(QWidget):
    """Filter, counts by status, and the list."""

    articleChosen = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = QueueModel(self)
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Filter the queue")
        self.filter.setClearButtonEnabled(True)
        self.summary = QLabel()
        self.list = QListView()
        self.list.setAccessibleName("Queue of articles")
        self.list.setModel(self.model)
        # Titles break into lines by the width there is.
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.delegate = QueueDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.empty = QLabel()
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "dim")
        self.empty.setContentsMargins(14, 12, 14, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        for widget in (self.filter, self.summary):
            box = QVBoxLayout()
            box.setContentsMargins(12, 0, 12, 0)
            box.addWidget(widget)
            layout.addLayout(box)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        self.filter.textChanged.connect(self._filtered)
        self.filter.returnPressed.connect(self.list.setFocus)
        escape(self.filter, self.left.emit)
        self.list.clicked.connect(self._chosen)
        self.list.activated.connect(self._chosen)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def set_rows(self, rows: list[QueueRow]) -> None:
        """Show these articles."""
        self.model.set_rows(rows)
        self.filter.setPlaceholderText(f"Filter {count(len(rows), 'article')}")
        self._summarise()

    def update_status(self, pk: int, status: str, flag: bool) -> None:
        """Show an article's new status."""
        row = next((r for r in self.model.all_rows if r.pk == pk), None)
        if row is not None and (row.status, row.flag) != (status, flag):
            self.model.update_row(replace(row, status=status, flag=flag))
            self._summarise()
        else:
            self.model.refresh(pk)

    def _summarise(self) -> None:
        rows = self.model.all_rows
        done = sum(1 for r in rows if r.status == "done")
        skipped = sum(1 for r in rows if r.status == "skipped")
        parts = [f"<b>To do {len(rows) - done - skipped:,}</b>", f"Done {done:,}"]
        parts += [f"Skipped {skipped:,}"] if skipped else []
        self.summary.setText("&nbsp;&nbsp;&nbsp;".join(parts))
        self.summary.setVisible(bool(rows))
        words = ""
        if not rows:
            words = f"No articles yet. Drop files here, or {key_of('import')} imports them."
        elif not self.model.rowCount():
            words = f"No article matches “{self.filter.text()}”. Esc clears the filter."
        self.empty.setText(words)
        self.empty.setVisible(bool(words))

    def _filtered(self, words: str) -> None:
        current = self.current_pk
        self.model.set_words(words)
        self._summarise()
        if current is not None:
            self.show_current(current)

    @property
    def current_pk(self) -> int | None:
        """The article of the selected row."""
        row = self.model.row(self.list.currentIndex().row())
        return row.pk if row else None

    def show_current(self, pk: int) -> None:
        """Select the row of an article, if the filter shows it."""
        at = self.model.find(pk)
        if at is not None:
            index = self.model.index(at)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def neighbour(self, pk: int | None, step: int) -> int | None:
        """The article ``step`` rows on from another in the filtered list."""
        at = self.model.find(pk) if pk is not None else None
        row = self.model.row(0 if at is None else at + step)
        return row.pk if row else None

    def next_to_do(self, pk: int) -> int | None:
        """The next article after ``pk`` that is neither done nor skipped, going round."""
        at = self.model.find(pk)
        start = 0 if at is None else at + 1
        count = self.model.rowCount()
        for offset in range(count):
            row = self.model.row((start + offset) % count)
            if row and row.pk != pk and row.status not in ("done", "skipped"):
                return row.pk
        return None

    def _chosen(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.articleChosen.emit(row.pk)
