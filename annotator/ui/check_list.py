"""Names to tick, in a list of a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.ui.tr import tr


class CheckList(QListWidget):
    """↑ and ↓ go, Space ticks; ``ticked`` says that something was."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ticks")
        self.itemChanged.connect(lambda _: self.ticked.emit())

    def fill(self, names: Sequence[str], chosen: Sequence[str], none: str = "") -> None:
        """Show names with those chosen ticked; ``none`` says what none ticked stands for."""
        self.blockSignals(True)
        if [self.item(i).text() for i in range(self.count())] != list(names):
            self.clear()
            for name in names:
                QListWidgetItem(name, self)
        for at in range(self.count()):
            on = self.item(at).text() in chosen
            self.item(at).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        first = next((i for i in range(self.count()) if self.item(i).text() in chosen), 0)
        self.scrollToItem(self.item(first), QListWidget.ScrollHint.PositionAtTop)
        self.setFixedHeight(min(5, max(1, len(names))) * 23 + 12)
        self.setToolTip(tr("None ticked: {none}").format(none=none) if none else "")
        self.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """The names that are ticked."""
        items = (self.item(i) for i in range(self.count()))
        return tuple(x.text() for x in items if x.checkState() == Qt.CheckState.Checked)
