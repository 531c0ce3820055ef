"""Rows of a list of commands: words with what was matched in bold, a detail, the key as a cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.ui.theme import Theme, sans
from annotator.ui.tr import tr

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
HEIGHT = 34


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows. ``off`` is why it cannot be used, "" when it can; ``strong`` are ranges."""

    text: str
    detail: str = ""
    key: str = ""
    off: str = ""
    strong: tuple[tuple[int, int], ...] = ()

    @property
    def spoken(self) -> str:
        """The row in one line, for a screen reader."""
        parts = (
            self.text,
            self.detail,
            tr("key {key}").format(key=self.key) if self.key else "",
            self.off,
        )
        return ", ".join(x for x in parts if x)


class RowsModel(QAbstractListModel):
    """Rows in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows as well, below."""
        if rows:
            count = len(self.rows)
            self.beginInsertRows(QModelIndex(), count, count + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """All rows; none below a row."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The words, or the row itself."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == ROW else None


class RowDelegate(QStyledItemDelegate):
    """34 px a row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A fixed height."""
        return QSize(100, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row = index.data(ROW)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = option.state & QStyle.StateFlag.State_Selected
        under = option.state & QStyle.StateFlag.State_MouseOver
        ground = "accentBg" if selected else "pane" if under else "paper"
        painter.fillRect(box, self.theme.color(ground))
        inner = box.adjusted(14, 0, -14, 0)
        room = inner.width() - (self._key(painter, inner, row.key) if row.key else 0)
        words = QFontMetrics(sans(13)).elidedText(row.text, Qt.TextElideMode.ElideRight, room)
        used = self._words(painter, inner, words, row)
        self._detail(painter, inner.adjusted(used + 10, 0, room - inner.width(), 0), row)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, words: str, row: Row) -> int:
        """Draws the words, the matched ones bold; returns how wide they are."""
        painter.setPen(self.theme.color("text3" if row.off else "text"))
        x = box.left()
        for piece, strong in _pieces(words, row.strong):
            font = sans(13, QFont.Weight.Bold if strong else QFont.Weight.Normal)
            painter.setFont(font)
            painter.drawText(
                QRect(x, box.top(), box.right() - x + 1, box.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                piece,
            )
            x += painter.fontMetrics().horizontalAdvance(piece)
        return x - box.left()

    def _detail(self, painter: QPainter, box: QRect, row: Row) -> None:
        words = row.off or row.detail
        if not words or box.width() < 30:
            return
        painter.setFont(sans(12))
        painter.setPen(self.theme.color("text3"))
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _key(self, painter: QPainter, box: QRect, key: str) -> int:
        """Draws the key at the right end; returns the room it takes."""
        font = sans(11.5)
        width = QFontMetrics(font).horizontalAdvance(key) + 14
        cap = QRectF(box.right() + 1 - width, box.center().y() - 9.5, width, 20)
        draw_cap(painter, cap, key, font, self.theme)
        return width + 12


def draw_cap(painter: QPainter, cap: QRectF, key: str, font: QFont, theme: Theme) -> None:
    """A key as it stands on a keyboard."""
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(theme.color("paper"))
    painter.drawRoundedRect(cap.translated(QPointF(0.5, 0.5)), 4, 4)
    painter.setFont(font)
    painter.setPen(theme.color("text2"))
    painter.drawText(cap.translated(QPointF(0.5, 0.5)), Qt.AlignmentFlag.AlignCenter, key)


def _pieces(words: str, strong: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The words cut where bold begins and ends."""
    out, at = [], 0
    for start, end in strong:
        out += [(words[at:start], False), (words[start:end], True)]
        at = max(at, end)
    return [(piece, bold) for piece, bold in [*out, (words[at:], False)] if piece]
