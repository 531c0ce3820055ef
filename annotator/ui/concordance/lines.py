"""The lines of the concordance as a table: tick, context, match, context, label, article."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.model.span import CLAIM, ENTITY, QUOTE
from annotator.services.concordance import Hit
from annotator.ui.schema_words import called
from annotator.ui.tr import marked, tr

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
TICK, LEFT, MATCH, RIGHT, LABEL, ARTICLE = range(6)
HEADINGS = (
    marked("Ticked"),
    marked("Before"),
    marked("Match"),
    marked("After"),
    marked("Label"),
    marked("Article"),
)

ORDERS = (
    marked("In text order"),
    marked("By the word before"),
    marked("By the match"),
    marked("By the word after"),
    marked("By date"),
)


class Lines(QAbstractTableModel):
    """Hits with ticks; lines only come, until all go."""

    ticksChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []
        # By identity: a line may be there twice, for spans of two layers on the same words.
        self._ticked: set[int] = set()
        self._found: list[Hit] = []
        self._order = ORDERS[0]

    # -- what is shown -------------------------------------------------------------------------

    def clear(self) -> None:
        """No lines."""
        self.beginResetModel()
        self.hits, self._found = [], []
        self._ticked.clear()
        self.endResetModel()
        self.ticksChanged.emit()

    def add(self, hits: list[Hit], ticked: list[Hit]) -> None:
        """More lines, at the end or in their order; some of them ticked."""
        if not hits:
            return
        self._found += hits
        self._ticked.update(map(id, ticked))
        if self._order == ORDERS[0]:
            at = len(self.hits)
            self.beginInsertRows(QModelIndex(), at, at + len(hits) - 1)
            self.hits += hits
            self.endInsertRows()
        else:
            self.set_order(self._order)
        self.ticksChanged.emit()

    def set_order(self, order: str) -> None:
        """Sort by another part of the lines; where it is the same, text order."""
        self._order = order
        keys = {
            ORDERS[1]: lambda h: h.left.casefold().split()[::-1],
            ORDERS[2]: lambda h: h.match.casefold(),
            ORDERS[3]: lambda h: h.right.casefold(),
            ORDERS[4]: lambda h: h.published or "",
        }
        self.layoutAboutToBeChanged.emit()
        # A line is known by itself: what is current follows it.
        before = {id(h): at for at, h in enumerate(self.hits)}
        key = keys.get(order)
        self.hits = sorted(self._found, key=key) if key else list(self._found)
        after = {before[id(h)]: at for at, h in enumerate(self.hits) if id(h) in before}
        old = self.persistentIndexList()
        self.changePersistentIndexList(old, [self.index(after[i.row()], i.column()) for i in old])
        self.layoutChanged.emit()

    def replace(self, before: list[Hit], after: list[Hit]) -> None:
        """Show lines as they are now."""
        now = {id(b): a for b, a in zip(before, after, strict=True) if b != a}
        if not now:
            return
        self._ticked = {id(now[x]) if x in now else x for x in self._ticked}
        self._found = [now.get(id(h), h) for h in self._found]
        self.hits = [now.get(id(h), h) for h in self.hits]
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.hits) - 1, ARTICLE))

    def hit(self, row: int) -> Hit | None:
        """The line in a row."""
        return self.hits[row] if 0 <= row < len(self.hits) else None

    # -- ticks ---------------------------------------------------------------------------------

    @property
    def ticked(self) -> list[Hit]:
        """The ticked lines, in the order of the table."""
        return [h for h in self.hits if id(h) in self._ticked]

    def toggle(self, row: int) -> None:
        """Tick a line, or take its tick away."""
        hit = self.hit(row)
        if hit is not None:
            self._ticked ^= {id(hit)}
            self._repaint_ticks(row, row)

    def tick_all(self, on: bool) -> None:
        """Tick all lines or none."""
        self._ticked = set(map(id, self.hits)) if on else set()
        self._repaint_ticks(0, len(self.hits) - 1)

    @property
    def all_ticked(self) -> bool:
        """Whether every line is ticked."""
        return bool(self.hits) and len(self._ticked) == len(self.hits)

    def _repaint_ticks(self, first: int, last: int) -> None:
        if self.hits:
            self.dataChanged.emit(self.index(first, 0), self.index(last, ARTICLE))
        self.ticksChanged.emit()

    # -- as Qt asks for it ---------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a line."""
        return 0 if parent.isValid() else len(self.hits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Tick, left, match, right, label, article."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """What a column holds, for those who listen."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(HEADINGS[section]) if 0 <= section < len(HEADINGS) else None
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The words of a cell, or the line itself."""
        hit = self.hit(index.row()) if index.isValid() else None
        if hit is None:
            return None
        if role == ROW:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(hit, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == ARTICLE:
            return " · ".join(x for x in (hit.title, hit.source, (hit.published or "")[:10]) if x)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ticked = [tr("ticked")] if self.is_ticked(hit) else []
            words = f"{hit.left[-40:]} {hit.match} {hit.right[:40]}"
            return ", ".join([*ticked, words, label_words(hit), hit.title])
        return None

    def _words(self, hit: Hit, column: int) -> str:
        if column == TICK:
            return tr("ticked") if self.is_ticked(hit) else ""
        cells = ("", hit.left, hit.match, hit.right, label_words(hit), article_words(hit))
        return cells[column]

    def is_ticked(self, hit: Hit) -> bool:
        """Whether a line is ticked."""
        return id(hit) in self._ticked


def layer_of(hit: Hit) -> str:
    """The layer that a digit labels at this line: its span's; on words alone that of entities."""
    return hit.span.layer if hit.span is not None else ENTITY


def label_words(hit: Hit) -> str:
    """What stands at the place, in words: the label, a claim's type, or what it is a part of."""
    span = hit.span
    if span is None:
        return tr("in {text}").format(text=hit.inside.text) if hit.inside else tr("not marked")
    if span.layer == CLAIM:
        kind = called(str(span.attributes.get("type") or "claim"))
    else:
        kind = called(span.label.capitalize()) if span.layer == QUOTE else span.label
    return tr("{kind}, rejected").format(kind=kind) if span.state == "rejected" else kind


def article_words(hit: Hit) -> str:
    """Where the line is from."""
    return hit.source or hit.title
