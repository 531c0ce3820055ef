"""Pens and small drawing steps shared by the text marks and the margins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import pi, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.model.span import SUGGESTED, Span
from annotator.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Ink:
    """What every drawing step needs: the painter, the theme, the zoom and the device's pixels."""

    painter: QPainter
    theme: Theme
    z: float = 1.0
    dpr: float = 1.0

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """A theme colour, optionally see-through."""
        color = self.theme.color(token)
        color.setAlphaF(alpha)
        return color

    def px(self, value: float) -> float:
        """A measure at this zoom, in half device pixels."""
        return max(1.0, round(value * self.z * 2 * self.dpr)) / (2 * self.dpr)

    def crisp(self, at: float, width: float) -> float:
        """The nearest place where a line of this width covers whole device pixels."""
        odd = max(1, round(width * self.dpr)) % 2
        return (round(at * self.dpr - odd / 2) + odd / 2) / self.dpr

    def pen(self, color: QColor, width: float, dash: tuple[float, float] | None = None) -> QPen:
        """A flat-capped pen; dash lengths are in px at 18, not in multiples of the width."""
        width = max(width, self.px(self.theme.line) if self.theme.line else 0)
        return _pen(color.rgba(), width, dash, self.z)

    def across(self, x0: float, x1: float, y: float, pen: QPen) -> None:
        """A line along the words."""
        self.painter.setPen(pen)
        self.painter.drawLine(QLineF(x0, y, x1, y))

    def down(self, x: float, y0: float, y1: float, pen: QPen) -> None:
        """A line along the margin."""
        self.painter.setPen(pen)
        self.painter.drawLine(QLineF(x, y0, x, y1))

    def wave(self, x0: float, x1: float, y: float, color: QColor) -> None:
        """The line of a question: amplitude 1.2, period 6."""
        path = _wave(max(1, int((x1 - x0) / self.z)), self.z)
        self.painter.setPen(self.pen(color, self.px(1.5)))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPath(path.translated(x0, y))

    def fill(self, rect: QRectF, color: QColor, radius: float) -> None:
        """A filled rounded rectangle without a border."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color)
        self.painter.drawRoundedRect(rect, radius, radius)

    def box(self, rect: QRectF, pen: QPen, radius: float) -> None:
        """A rounded outline."""
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(rect, radius, radius)


# A screenful takes thirty pens and some waves, of a few kinds, and is painted after every key.
@lru_cache(maxsize=1024)
def _pen(rgba: int, width: float, dash: tuple[float, float] | None, z: float) -> QPen:
    pen = QPen(QColor.fromRgba(rgba), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([x * z / width for x in dash])
    return pen


@lru_cache(maxsize=1024)
def _wave(count: int, z: float) -> QPainterPath:
    path = QPainterPath(QPointF(0, 0))
    for i in range(1, count + 1):
        path.lineTo(i * z, 1.2 * z * sin(2 * pi * i / 6))
    return path


def weak(span: Span) -> bool:
    """Whether an open suggestion is less likely right than wrong."""
    return span.state == SUGGESTED and span.score is not None and span.score < 0.5


def frame_path(rect: QRectF, radius: float, left: bool, right: bool) -> QPainterPath:
    """A rounded frame that stays open at the ends where its span goes on in another line."""
    path = QPainterPath()
    x0, x1, y0, y1 = rect.left(), rect.right(), rect.top(), rect.bottom()
    r = max(0.0, min(radius, rect.width() / 2, rect.height() / 2))
    if left and right:
        path.addRoundedRect(rect, r, r)
    elif left:
        path.moveTo(x1, y0)
        path.lineTo(x0 + r, y0)
        path.quadTo(x0, y0, x0, y0 + r)
        path.lineTo(x0, y1 - r)
        path.quadTo(x0, y1, x0 + r, y1)
        path.lineTo(x1, y1)
    elif right:
        path.moveTo(x0, y0)
        path.lineTo(x1 - r, y0)
        path.quadTo(x1, y0, x1, y0 + r)
        path.lineTo(x1, y1 - r)
        path.quadTo(x1, y1, x1 - r, y1)
        path.lineTo(x0, y1)
    else:
        path.moveTo(x0, y0)
        path.lineTo(x1, y0)
        path.moveTo(x0, y1)
        path.lineTo(x1, y1)
    return path
