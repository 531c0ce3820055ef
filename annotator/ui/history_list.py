"""What was done in the article: when, who, what; newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from annotator.model.edit import Edit


class HistoryList(QWidget):
    """The edits of the article."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName("History of the article")
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 8, 0)
        layout.addWidget(self.list)

    def set_edits(self, edits: list[Edit]) -> None:
        """Show these edits."""
        self.list.clear()
        for edit in edits:
            when = edit.at[11:16] if edit.at else ""
            self.list.addItem(f"{edit.at[:10]} {when} · {edit.annotator}\n{edit.summary}")
        if not edits:
            self.list.addItem("Nothing was done in this article yet.")
