"""A line that offers what is being typed may become, in a list below it.

The list is no window of its own: it takes neither the focus nor the keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from annotator.ui.tr import tr

_ROW, _MOST = 26, 8


class CompletingField(QLineEdit):
    """Says what to offer in :meth:`offers` and what to do with a choice in :meth:`take`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list: QListWidget | None = None
        self.textEdited.connect(lambda _: self.offer())
        self.textChanged.connect(lambda words: self.hide_offers() if not words else None)

    def offers(self) -> list[str]:
        """What the text may become, as it stands; nothing, unless a kind of field knows better."""
        return []

    def take(self, words: str) -> None:
        """Put what was chosen in the place of the text, unless a kind of field does otherwise."""
        self.setText(words)

    def offered(self) -> list[str]:
        """What can be chosen at this moment."""
        shown = self._list
        if shown is None or not shown.isVisible():
            return []
        return [shown.item(i).text() for i in range(shown.count())]

    def offer(self) -> None:
        """Show what the text may become."""
        self.show_offers(self.offers())

    def show_offers(self, words: list[str]) -> None:
        """Show these below the line; none of them is chosen yet."""
        if not words:
            self.hide_offers()
            return
        shown = self._made()
        shown.clear()
        shown.addItems(words)
        width = max(self.width(), shown.sizeHintForColumn(0) + 30)
        shown.resize(min(width, 420), _ROW * min(len(words), _MOST) + 10)
        below = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        room = self.window().height() - below.y()
        if room < shown.height():
            below.setY(below.y() - self.height() - 4 - shown.height())
        below.setX(max(4, min(below.x(), self.window().width() - shown.width() - 4)))
        shown.move(below)
        shown.raise_()
        shown.show()

    def hide_offers(self) -> None:
        """Take the list away."""
        if self._list is not None:
            self._list.hide()

    def _made(self) -> QListWidget:
        if self._list is None or self._list.parent() is not self.window():
            self._list = QListWidget(self.window())
            self._list.setObjectName("offers")
            self._list.setAccessibleName(tr("What it can be"))
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setUniformItemSizes(True)
            self._list.itemClicked.connect(lambda item: self._chosen(item.text()))
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _chosen(self, words: str) -> None:
        self.hide_offers()
        self.take(words)

    def event(self, event: QEvent) -> bool:
        """Tab, which would move the focus, takes what is chosen, or the first."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self.offered()
        ):
            assert self._list is not None
            self._chosen(self.offered()[max(0, self._list.currentRow())])
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ and ↑ choose, Enter takes what is chosen; without a choice the line has the key."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        words = self.offered()
        if step and not words:
            self.offer()
        elif step:
            assert self._list is not None
            self._list.setCurrentRow((max(self._list.currentRow(), -1) + step) % len(words))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen():
            self._chosen(self.chosen())
        else:
            super().keyPressEvent(event)

    def chosen(self) -> str:
        """What is chosen in the list; "" for nothing."""
        at = self._list.currentRow() if self._list is not None else -1
        words = self.offered()
        return words[at] if 0 <= at < len(words) else ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is offered where nothing is typed."""
        self.hide_offers()
        super().focusOutEvent(event)
