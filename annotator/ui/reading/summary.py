"""The one-line summaries of folded captions and boilerplate."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath

from annotator.ui.reading.folds import Fold, Folds
from annotator.ui.reading.margin import Column
from annotator.ui.reading.strokes import Ink
from annotator.ui.theme import sans
from annotator.ui.tr import plural


def summary_rects(folds: Folds, column: Column) -> list[tuple[QRectF, Fold]]:
    """Where each fold's summary stands on the page."""
    out = []
    layout, height = folds.document.documentLayout(), float(folds.height)
    for index, anchor in folds.anchors.items():
        block = folds.document.findBlockByNumber(anchor.block)
        box = layout.blockBoundingRect(block)
        if anchor.below:
            top = box.bottom() + 6 + anchor.index * height
        else:
            top = block.layout().position().y() - (anchor.of - anchor.index) * height
        rect = QRectF(column.left, top, column.right - column.left, height)
        out.append((rect, folds.folds[index]))
    return out


def draw_summary(ink: Ink, fold: Fold, rect: QRectF) -> None:
    """A chevron, the words, and at the right end the credit and the number of lines."""
    painter, z = ink.painter, ink.z
    font: QFont = sans(12.5 * z)
    metrics = QFontMetricsF(font)
    _chevron(ink, QPointF(rect.left() + 4 * z, rect.center().y()), fold.folded)
    left = rect.left() + 16 * z
    right = ""
    if fold.kind == "caption":
        lines = plural("%n lines", "%n line", fold.count)
        right = f"{fold.credit} · {lines}" if fold.credit else lines
    painter.setFont(font)
    painter.setPen(ink.color("text3"))
    flags = Qt.AlignmentFlag.AlignVCenter
    right = metrics.elidedText(right, Qt.TextElideMode.ElideRight, rect.width() * 0.45)
    painter.drawText(rect, flags | Qt.AlignmentFlag.AlignRight, right)
    room = rect.right() - left - metrics.horizontalAdvance(right) - (16 * z if right else 0)
    words = metrics.elidedText(fold.summary, Qt.TextElideMode.ElideRight, max(0.0, room))
    painter.drawText(
        QRectF(left, rect.top(), rect.right() - left, rect.height()),
        flags | Qt.AlignmentFlag.AlignLeft,
        words,
    )


def _chevron(ink: Ink, at: QPointF, folded: bool) -> None:
    a, b = 2.0 * ink.z, 3.6 * ink.z
    path = QPainterPath()
    if folded:
        path.moveTo(at + QPointF(-a, -b))
        path.lineTo(at + QPointF(a, 0))
        path.lineTo(at + QPointF(-a, b))
    else:
        path.moveTo(at + QPointF(-b, -a))
        path.lineTo(at + QPointF(0, a))
        path.lineTo(at + QPointF(b, -a))
    ink.painter.setPen(ink.pen(ink.color("text3"), ink.px(1.4)))
    ink.painter.setBrush(Qt.BrushStyle.NoBrush)
    ink.painter.drawPath(path)
