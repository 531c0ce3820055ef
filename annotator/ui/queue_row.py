"""How a row of the queue is painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)  # fmt: skip
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.services.reading import QueueRow
from annotator.ui.schema_words import status_words
from annotator.ui.theme import Theme, sans
from annotator.ui.tr import plural, tr

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
COUNT = ROW + 1


class QueueDelegate(QStyledItemDelegate):
    """Paints a row: ring of progress, title in at most two lines, source and date, what is left."""

    HEIGHT = 70

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.read: int | None = None
        """The article that is open; the row under the keyboard may be another."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for all: two lines of title and one below."""
        return QSize(option.rect.width() or 256, self.HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one article."""
        row: QueueRow = index.data(ROW)
        counts: tuple[int, int] | None = index.data(COUNT)
        theme, rect = self.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointed = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        if row.pk == self.read:
            painter.fillRect(rect, theme.color("sel"))
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent")
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("chrome"))
        self._words(painter, rect, row, counts)
        if option.state & pointed == pointed:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
        painter.restore()

    def _words(
        self, painter: QPainter, rect: QRect, row: QueueRow, counts: tuple[int, int] | None
    ) -> None:
        theme = self.theme
        left, width = rect.left() + 40, rect.width() - 54
        settled = row.status in ("done", "skipped")
        weight = QFont.Weight.Normal if settled else QFont.Weight.Medium
        font = sans(13, weight)
        lines = _lines(row.title, weight, width)
        # A title of one line stands in the middle, its ring beside it.
        y = rect.top() + (9 if len(lines) > 1 else 18)
        self._ring(painter, QRectF(rect.left() + 14, y + 1.5, 15, 15), row, counts)
        painter.setFont(font)
        painter.setPen(theme.color("text3" if settled else "text"))
        for line in lines:
            painter.drawText(QRect(left, y, width, 18), Qt.AlignmentFlag.AlignVCenter, line)
            y += 18
        painter.setFont(sans(11.5))
        painter.setPen(theme.color("text3"))
        right = _status_words(row, counts)
        below = QRect(left, y + 1, width, 17)
        room = width - painter.fontMetrics().horizontalAdvance(right) - 12
        about = " · ".join(x for x in (row.source, (row.published or "")[:10]) if x)
        about = about or plural("%n words", "%n words", row.words)
        if row.twins:
            about += " · " + plural("%n copies", "%n copy", row.twins)
        if row.flag:
            about = "⚑ " + about
        about = _about(about, room)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, about)
        if row.error:
            painter.setPen(theme.color("warn"))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)

    def _ring(
        self, painter: QPainter, box: QRectF, row: QueueRow, counts: tuple[int, int] | None
    ) -> None:
        theme = self.theme
        if row.error:
            self._triangle(painter, box)
        elif row.status == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ok"))
            painter.drawEllipse(box)
            path = QPainterPath(QPointF(box.left() + 4, box.center().y()))
            path.lineTo(box.left() + 6.6, box.bottom() - 4.6)
            path.lineTo(box.right() - 3.8, box.top() + 4.6)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("pane"), 1.6))
            painter.drawPath(path)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("ctl"), 1.5))
            painter.drawEllipse(box)
            if row.status == "skipped":
                middle = box.center()
                painter.drawLine(middle - QPointF(3.5, 0), middle + QPointF(3.5, 0))
            elif counts and counts[1] > counts[0]:
                share = (counts[1] - counts[0]) / counts[1]
                painter.setPen(QPen(theme.color("accent"), 2.4))
                painter.drawArc(box, 90 * 16, -round(360 * 16 * share))

    def _triangle(self, painter: QPainter, box: QRectF) -> None:
        path = QPainterPath(QPointF(box.center().x(), box.top() + 1))
        path.lineTo(box.right(), box.bottom() - 1)
        path.lineTo(box.left(), box.bottom() - 1)
        path.closeSubpath()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("warn"), 1.6))
        painter.drawPath(path)


def _status_words(row: QueueRow, counts: tuple[int, int] | None) -> str:
    if row.error:
        return tr("not suggested")
    if row.status in ("done", "skipped"):
        return status_words(row.status)
    if counts is None:
        return ""
    return plural("%n left", "%n left", counts[0]) if counts[1] else tr("no suggestions")


# A row is painted when it comes into sight and again when its counts arrive.
@lru_cache(512)
def _about(words: str, width: int) -> str:
    """The words as far as there is room."""
    return QFontMetrics(sans(11.5)).elidedText(words, Qt.TextElideMode.ElideRight, width)


@lru_cache(512)
def _lines(text: str, weight: QFont.Weight, width: int, most: int = 2) -> tuple[str, ...]:
    """The text in at most two lines, the last one ending in … when it goes on."""
    font = sans(13, weight)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    out: list[str] = []
    while len(out) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        last = len(out) == most - 1
        length = len(text.encode("utf-16-le")) // 2 if last else line.textLength()
        out.append(_utf16_slice(text, line.textStart(), length).strip())
    layout.endLayout()
    if len(out) == most:
        out[-1] = QFontMetrics(font).elidedText(out[-1], Qt.TextElideMode.ElideRight, width)
    return tuple(out)


def _utf16_slice(text: str, start: int, length: int) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
