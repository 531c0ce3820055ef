"""What was done in the article: when, who, from what to what; newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.model.edit import Edit
from annotator.model.tracing import from_to
from annotator.ui.tr import tr

_ID = Qt.ItemDataRole.UserRole


class _Edits(QListWidget):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class HistoryList(QWidget):
    """The edits of the article; Enter on one asks for the state before it."""

    restoreWanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _Edits()
        self.list.setAccessibleName(tr("History of the article; Enter goes back to before a step"))
        self.list.setToolTip(tr("Enter: as it was before this step, as a step of its own"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.left.connect(self.left)
        self.list.activated.connect(lambda at: self._chosen(at.data(_ID)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 8, 0)
        layout.addWidget(self.list)

    def set_edits(self, edits: list[Edit]) -> None:
        """Show these edits; the one that was chosen stays so."""
        current = self.list.currentItem()
        chosen = current.data(_ID) if current else None
        self.list.clear()
        for edit in edits:
            when = f"{edit.at[:10]} {edit.at[11:16]}"
            what = from_to(edit)
            lines = [f"{when} · {edit.annotator}", edit.summary, *([what] if what else [])]
            item = QListWidgetItem("\n".join(lines), self.list)
            item.setData(_ID, edit.id)
            if edit.id == chosen:
                self.list.setCurrentItem(item)
        if not edits:
            QListWidgetItem(tr("Nothing was done in this article yet."), self.list)

    def _chosen(self, edit: int | None) -> None:
        if edit is not None:
            self.restoreWanted.emit(edit)
