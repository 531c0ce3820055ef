"""The left side of the label editor: layers with their labels and attributes, then relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)  # fmt: skip
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.model.schema import LabelSchema
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.schema_words import called
from annotator.ui.theme import Theme, sans
from annotator.ui.tr import marked, tr, whole

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
LAYER, LABEL, ATTRIBUTE, RELATION = "layer", "label", "attribute", "relation"
_KINDS = {
    LAYER: marked("layer"), LABEL: marked("label"), ATTRIBUTE: marked("attribute"),
    RELATION: marked("relation"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchemaRow:
    """A line of the list: what it is, in which layer, its id, and the words to its right."""

    kind: str
    layer: str
    id: str
    words: str
    right: str = ""
    wrong: bool = False
    key: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """What stays the same while the words change."""
        return (self.kind, self.layer, self.id)


def rows_of(
    schema: LabelSchema, counts: Mapping[tuple[str, str], int], wrong: Mapping[tuple[str, str], str]
) -> list[SchemaRow]:
    """Every line of a schema, with how many spans carry each label."""
    out = []
    for layer in schema.layers:
        out.append(SchemaRow(LAYER, layer.id, layer.id, called(layer.name)))
        for label in layer.labels:
            count = counts.get((layer.id, label.id), 0)
            right = tr("retired") if label.retired else whole(count) if count else ""
            bad = (layer.id, label.id) in wrong
            out.append(SchemaRow(LABEL, layer.id, label.id, label.id, right, bad, label.key))
        for attribute in layer.attributes:
            bad = (layer.id, attribute.id) in wrong
            row = SchemaRow(
                ATTRIBUTE, layer.id, attribute.id, called(attribute.name), attribute.type, bad
            )
            out.append(row)
    for relation in schema.relations:
        right = tr("retired") if relation.retired else tr("relation")
        out.append(SchemaRow(RELATION, "", relation.id, called(relation.name), right))
    return out


class SchemaModel(QAbstractListModel):
    """The lines as Qt asks for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[SchemaRow] = []

    def set_rows(self, rows: list[SchemaRow]) -> None:
        """Show these lines; where only words changed the choice stays."""
        if [r.place for r in rows] == [r.place for r in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def find(self, place: tuple[str, str, str]) -> int | None:
        """The line of a thing."""
        return next((i for i, r in enumerate(self.rows) if r.place == place), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a line."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The words, or the line itself."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(_KINDS[row.kind])} {row.words} {row.right} {row.key}".strip()
        return row if role == ROW else None


class SchemaDelegate(QStyledItemDelegate):
    """26 px a line: the label's mark, its name, its key and how many carry it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.schema: LabelSchema | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A layer has room above it."""
        row: SchemaRow = index.data(ROW)
        return QSize(200, 34 if row.kind == LAYER else 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        row: SchemaRow = index.data(ROW)
        theme, rect = self.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accentBg"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("chrome"))
        strong = row.kind == LAYER
        box = rect.adjusted(16 if strong or row.kind == RELATION else 42, 0, -14, 0)
        label = self.schema.label(row.layer, row.id) if self.schema and row.kind == LABEL else None
        if label is not None:
            middle = QPointF(rect.left() + 28, rect.center().y() + 0.5)
            draw_shape(painter, label.shape, middle, 4.6, theme.label(label), not label.retired)
        self._line(painter, box, row, strong, bool(label and label.retired))
        painter.restore()

    def _line(
        self, painter: QPainter, box: QRect, row: SchemaRow, strong: bool, pale: bool
    ) -> None:
        painter.setFont(sans(11.5))
        painter.setPen(self.theme.color("err" if row.wrong else "text3"))
        right = "!" if row.wrong else row.right
        if row.kind == LABEL:
            # How many carry it, and its key in a column of its own.
            key = box.adjusted(box.width() - 12, 0, 0, 0)
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, row.key)
            box = box.adjusted(0, 0, -24, 0)
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, end, right)
        room = box.width() - painter.fontMetrics().horizontalAdvance(right) - 10
        painter.setFont(sans(13, QFont.Weight.DemiBold if strong else QFont.Weight.Normal))
        quiet = pale or row.kind in (ATTRIBUTE, RELATION)
        painter.setPen(self.theme.color("text2" if quiet else "text"))
        words = painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
