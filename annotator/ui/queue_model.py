"""The articles of the queue as a list for Qt: those that a filter found, in its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)  # fmt: skip
from PySide6.QtWidgets import QWidget

from annotator.services.reading import QueueRow
from annotator.ui.queue_row import COUNT, ROW
from annotator.ui.schema_words import status_words
from annotator.ui.tr import plural, tr

Index = QModelIndex | QPersistentModelIndex
_SETTLED = ("done", "skipped")


class QueueModel(QAbstractListModel):
    """Counts of open suggestions are asked for as rows are shown, by ``countsWanted``."""

    countsWanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[QueueRow] = []
        self._place: dict[int, int] = {}
        self._shown: Sequence[int] = ()
        self._counts: dict[int, tuple[int, int]] = {}
        self._asked: set[int] = set()
        self._seen_at: dict[int, int] = {}
        self._wanted: set[int] = set()
        self._stale: set[int] = set()
        self.statuses: Counter[str] = Counter()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    def set_rows(self, rows: list[QueueRow]) -> None:
        """Take these articles, and show them all."""
        self.beginResetModel()
        self._all = rows
        self._place = {row.pk: at for at, row in enumerate(rows)}
        self._shown = list(self._place)
        self.statuses = Counter(row.status for row in rows)
        self._counts.clear()
        self._asked.clear()
        self._seen_at.clear()
        self.endResetModel()

    def show_only(self, pks: Sequence[int]) -> None:
        """Show these of the articles, in this order."""
        if pks == self._shown:
            return
        self.beginResetModel()
        known = self._place
        # What came in since the rows were read is not known yet; it is there with the next reading.
        self._shown = pks if all(map(known.__contains__, pks)) else [x for x in pks if x in known]
        self.endResetModel()

    def update_status(self, pk: int, status: str, flag: bool, comment: str | None) -> bool:
        """Show an article's new review. Returns whether it was another than before."""
        at = self._place.get(pk)
        if at is None:
            return False
        row = self._all[at]
        self.refresh(pk)
        if (row.status, row.flag, row.comment) == (status, flag, comment):
            return False
        self.statuses[row.status] -= 1
        self.statuses[status] += 1
        self._all[at] = row._replace(status=status, flag=flag, comment=comment)
        return True

    def refresh(self, pk: int) -> None:
        """Ask again for an article's counts, a moment later: the text is painted first."""
        self._asked.discard(pk)
        self._stale.add(pk)
        self._timer.start()

    def set_counts(self, counts: dict[int, tuple[int, int]]) -> None:
        """Open and all suggestions per article."""
        others = [pk for pk, count in counts.items() if self._counts.get(pk) != count]
        self._counts.update(counts)
        self._asked.update(counts)
        for pk in others:
            self._changed(pk)

    def _changed(self, pk: int) -> None:
        at = self.find(pk)
        if at is not None:
            self.dataChanged.emit(self.index(at), self.index(at))

    def find(self, pk: int) -> int | None:
        """The row that shows an article."""
        at = self._seen_at.get(pk, -1)
        if 0 <= at < len(self._shown) and self._shown[at] == pk:
            return at
        try:
            return self._shown.index(pk)
        except ValueError:
            return None

    def row(self, at: int) -> QueueRow | None:
        """The article in a row."""
        return self._all[self._place[self._shown[at]]] if 0 <= at < len(self._shown) else None

    def next_to_do(self, pk: int) -> int | None:
        """The next article after ``pk`` that is neither done nor skipped, going round."""
        at = self.find(pk)
        start, count = 0 if at is None else at + 1, len(self._shown)
        for offset in range(count):
            row = self.row((start + offset) % count)
            if row and row.pk != pk and row.status not in _SETTLED:
                return row.pk
        return None

    @property
    def shown(self) -> Sequence[int]:
        """The articles that are shown, by number, in their order."""
        return self._shown

    @property
    def all_rows(self) -> list[QueueRow]:
        """Every article, filtered or not."""
        return self._all

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row an article."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Title, the row itself, its counts, what is said of it."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {status_words(row.status)}, {self._left(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row)
        if role == ROW:
            return row
        if role == COUNT:
            if row.pk not in self._asked:
                self._asked.add(row.pk)
                self._wanted.add(row.pk)
                # Its counts come soon, and to look for its row among all takes long.
                self._seen_at[row.pk] = index.row()
                self._timer.start()
            return self._counts.get(row.pk)
        return None

    def _left(self, row: QueueRow) -> str:
        count = self._counts.get(row.pk)
        return plural("%n left", "%n left", count[0]) if count else ""

    def _ask(self) -> None:
        stale, self._stale = self._stale, set()
        for pk in stale:
            self._changed(pk)
        wanted, self._wanted = sorted(self._wanted), set()
        if wanted:
            self.countsWanted.emit(wanted)


def _tip(row: QueueRow) -> str | None:
    """The comment for whoever reviews the article, and why nothing was suggested in it."""
    parts = [tr("Comment: {comment}").format(comment=row.comment)] if row.comment else []
    parts += [tr("Near copies: story:{id} lists them").format(id=row.id)] if row.twins else []
    parts += [tr("Not suggested: {error}").format(error=row.error)] if row.error else []
    return "\n".join(parts) or None
