"""The queue's filter field with completion, the star that keeps a filter, and the order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from annotator.model.queue_filter import completions, term_at
from annotator.services import queueing
from annotator.ui.completing import CompletingField
from annotator.ui.tr import marked, tr

_ORDERS = {
    queueing.IMPORTED: marked("Order of import"),
    queueing.LEAST_CERTAIN: marked("Least certain first"),
    queueing.NEWEST: marked("Newest first"),
    queueing.MOST_OPEN: marked("Most open first"),
    queueing.DISAGREEMENT: marked("Disagreement first"),
    queueing.RANDOM: marked("Random order"),
}
_KEPT = "★ "


class FilterField(CompletingField):
    """Completes its part under the cursor; ↓ in an empty one lists kept filters."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Filter the queue"))
        self.setClearButtonEnabled(True)
        self.setToolTip(
            tr(
                "Words of the title, or status:todo label:ORG source:Ledger text:“oil exports”"
                " date:2026-05 score<.5 open>10 unsure:yes flag:yes annotator:bob agree<.8"
            )
        )
        self.values: Mapping[str, tuple[str, ...]] = {}
        self.kept: list[str] = []

    def offers(self) -> list[str]:
        """What the part under the cursor may become, or what was kept."""
        if not self.text().strip():
            return [_KEPT + x for x in self.kept]
        _, part = term_at(self.text(), self.cursorPosition())
        return completions(part, self.values) if part else []

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Something is about to be typed."""
        super().focusInEvent(event)
        self.entered.emit()

    def take(self, words: str) -> None:
        """Put a choice in the place of the part under the cursor."""
        if words.startswith(_KEPT):
            self.setText(words.removeprefix(_KEPT))
            return
        start, part = term_at(self.text(), self.cursorPosition())
        after = self.text()[start + len(part) :]
        gap = "" if words.endswith((":", ">")) or after.startswith(" ") else " "
        self.setText(self.text()[:start] + words + gap + after)
        self.setCursorPosition(start + len(words) + len(gap))
        if not gap:
            self.offer()


class FilterBar(QWidget):
    """The field and the star; ``order`` stands below the counts, so the pane places it."""

    changed = Signal()
    keptChanged = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = FilterField()
        self.star = QPushButton("☆")
        self.star.setProperty("tight", "true")
        self.star.setFixedSize(30, 30)
        self.star.setCheckable(True)
        self.star.clicked.connect(self._starred)
        self.order = QComboBox()
        self.order.setObjectName("order")
        self.order.setAccessibleName(tr("Order of the queue"))
        for value, words in _ORDERS.items():
            self.order.addItem(tr(words), value)
        # The list is as wide as its widest line may become.
        widest = tr("Random order, seed {seed}").format(seed=9999)
        room = self.order.fontMetrics().horizontalAdvance(widest) + 40
        self.order.view().setMinimumWidth(room)
        self.order.setMaxVisibleItems(len(_ORDERS))
        self.seed = 1
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.star)
        self.field.textChanged.connect(self._edited)
        self.order.activated.connect(self._ordered)
        self._show_star()

    @property
    def chosen_order(self) -> str:
        """The order chosen, as :mod:`annotator.services.queueing` names it."""
        return str(self.order.currentData())

    def set_kept(self, filters: list[str]) -> None:
        """The filters kept for this project."""
        self.field.kept = list(filters)
        self._show_star()

    def _edited(self, _: str) -> None:
        self._show_star()
        self.changed.emit()

    def _ordered(self, _: int) -> None:
        at = self.order.findData(queueing.RANDOM)
        if self.chosen_order == queueing.RANDOM:
            # Chosen again, it is another one; its number makes it the same for anyone.
            self.seed = self.seed + 1 if "seed" in self.order.itemText(at) else self.seed
            self.order.setItemText(at, tr("Random order, seed {seed}").format(seed=self.seed))
        else:
            self.order.setItemText(at, tr(_ORDERS[queueing.RANDOM]))
        self.changed.emit()

    def _starred(self) -> None:
        words = self.field.text().strip()
        if words in self.field.kept:
            self.field.kept.remove(words)
        elif words:
            self.field.kept.append(words)
        self._show_star()
        self.keptChanged.emit(list(self.field.kept))

    def _show_star(self) -> None:
        words = self.field.text().strip()
        on = words in self.field.kept
        self.star.setChecked(on)
        self.star.setText("★" if on else "☆")
        self.star.setEnabled(bool(words))
        name = tr("Keep this filter no longer") if on else tr("Keep this filter")
        self.star.setAccessibleName(name)
        more = tr("Keep this filter. ↓ in the empty field lists those kept")
        self.star.setToolTip(name if on else more)
