"""The pane of the queue: filter, counts by status, order, and the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.services.reading import QueueRow
from annotator.ui.actions import KEYS
from annotator.ui.escape import escape, leave_by_escape
from annotator.ui.filter_bar import FilterBar
from annotator.ui.queue_model import QueueModel
from annotator.ui.queue_row import QueueDelegate
from annotator.ui.theme import Theme
from annotator.ui.tr import plural, tr, whole

__all__ = ["QueueModel", "QueuePane"]


class ArticleList(QTableView):
    """A list of one column. Qt's own list asks the model once for each of its rows at every
    change, and there may be a hundred thousand; its table does not."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


class QueuePane(QWidget):
    """Says by signals what was chosen and what to find; shows what it is given."""

    articleChosen = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = QueueModel(self)
        self._read: int | None = None
        self.bar = FilterBar()
        self.filter = self.bar.field
        self.summary = QLabel()
        self.list = ArticleList(QueueDelegate.HEIGHT)
        self.list.setAccessibleName(tr("Queue of articles"))
        self.list.setModel(self.model)
        self.delegate = QueueDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setMouseTracking(True)
        self.empty = QLabel()
        self.empty.setWordWrap(True)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setProperty("role", "dim")
        self.clear = QPushButton(tr("Clear filter"))
        self._lay_out()
        self.filter.returnPressed.connect(self.list.setFocus)
        self.clear.clicked.connect(self._clear)
        escape(self.filter, self.left.emit)
        self.list.clicked.connect(self._chosen)
        self.list.activated.connect(self._chosen)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        for widget in (self.bar, self.summary, self.bar.order):
            box = QHBoxLayout()
            box.setContentsMargins(12, 0, 12, 0)
            box.addWidget(widget)
            if widget is self.bar.order:
                box.addStretch(1)
            layout.addLayout(box)
        self.nothing = QWidget()
        column = QVBoxLayout(self.nothing)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.empty)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def set_rows(self, rows: list[QueueRow]) -> None:
        """Take these articles, and show them all."""
        self._read = self.delegate.read = None
        self.model.set_rows(rows)
        self.filter.setPlaceholderText(plural("Filter %n articles", "Filter %n article", len(rows)))
        self.summarise()

    def show_found(self, pks: Sequence[int], problem: str = "") -> None:
        """Show what the filter found, or say why it was not understood."""
        if not problem:
            self.model.show_only(pks)
            # The article that is read stays the current one, also where it moved to.
            if self._read is not None:
                self.show_current(self._read)
        self.summarise(problem)

    def update_review(self, pk: int, status: str, flag: bool, comment: str | None) -> None:
        """Show an article's new review."""
        if self.model.update_status(pk, status, flag, comment):
            self.summarise()

    def summarise(self, problem: str = "") -> None:
        """Say how many are to do and done, and why nothing is listed."""
        every, counts = len(self.model.all_rows), self.model.statuses
        done, skipped = counts["done"], counts["skipped"]
        left = tr("To do {number}").format(number=whole(every - done - skipped))
        parts = [
            f"<b>{left}</b>",
            tr("Done {number}").format(number=whole(done)),
        ]
        parts += [tr("Skipped {number}").format(number=whole(skipped))] if skipped else []
        self.summary.setText("&nbsp;&nbsp;&nbsp;".join(parts))
        self.summary.setVisible(every > 0)
        self.bar.order.setVisible(every > 0)
        filtered = bool(self.filter.text().strip())
        words = problem[:1].upper() + problem[1:]
        if not every:
            words = tr("No articles yet. Drop files here, or {import} imports them.").format_map(
                KEYS
            )
        elif not problem and not self.model.rowCount():
            words = tr("No article matches “{filter}”").format(filter=self.filter.text().strip())
        self.empty.setText(words)
        self.clear.setVisible(every > 0 and filtered and not problem)
        self.nothing.setVisible(bool(words))

    def _clear(self) -> None:
        self.filter.clear()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def current_pk(self) -> int | None:
        """The article of the selected row."""
        row = self.model.row(self.list.currentIndex().row())
        return row.pk if row else None

    def show_current(self, pk: int) -> None:
        """Select the row of the article that is read, if the filter shows it."""
        self._read = self.delegate.read = pk
        at = self.model.find(pk)
        if at is not None:
            index = self.model.index(at)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the text."""
        leave_by_escape(event, self.left.emit)

    def neighbour(self, pk: int | None, step: int) -> int | None:
        """The article ``step`` rows on from another in the filtered list."""
        at = self.model.find(pk) if pk is not None else None
        row = self.model.row(0 if at is None else at + step)
        return row.pk if row else None

    def next_to_do(self, pk: int) -> int | None:
        """The next article after ``pk`` that is neither done nor skipped, going round."""
        return self.model.next_to_do(pk)

    def _chosen(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.articleChosen.emit(row.pk)
