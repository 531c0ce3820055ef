"""The thirteen label shapes, at any size: under the words, in lists, chips and legends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

Draw = Callable[[QPointF, float], QPainterPath]


def _polygon(points: Sequence[tuple[float, float]]) -> Draw:
    """A closed polygon given in multiples of the radius around the centre."""

    def draw(center: QPointF, r: float) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(QPolygonF([center + QPointF(x * r, y * r) for x, y in points]))
        path.closeSubpath()
        return path

    return draw


def _rects(*parts: tuple[float, float, float, float]) -> Draw:
    """Rectangles given as x, y, width, height in multiples of the radius around the centre."""

    def draw(center: QPointF, r: float) -> QPainterPath:
        path = QPainterPath()
        for x, y, width, height in parts:
            path.addRect(QRectF(center.x() + x * r, center.y() + y * r, width * r, height * r))
        return path

    return draw


def _disc(center: QPointF, r: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(center, r, r)
    return path


def _turned(points: Sequence[tuple[float, float]], angle: float) -> list[tuple[float, float]]:
    return [(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)) for x, y in points]


_ARM = 0.45
_PLUS = [
    (-_ARM, -1.05), (_ARM, -1.05), (_ARM, -_ARM), (1.05, -_ARM), (1.05, _ARM), (_ARM, _ARM),
    (_ARM, 1.05), (-_ARM, 1.05), (-_ARM, _ARM), (-1.05, _ARM), (-1.05, -_ARM), (-_ARM, -_ARM),
]  # fmt: skip
_HEXAGON = [(1.1 * cos(k * pi / 3), 1.1 * sin(k * pi / 3)) for k in range(6)]

_SHAPES: dict[str, Draw] = {
    "disc": _disc,
    "square": _rects((-0.9, -0.9, 1.8, 1.8)),
    "triangle-up": _polygon([(0, -1.1), (1.2, 0.95), (-1.2, 0.95)]),
    "triangle-down": _polygon([(0, 1.1), (-1.2, -0.95), (1.2, -0.95)]),
    "diamond": _polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]),
    "plus": _polygon(_PLUS),
    "cross": _polygon(_turned(_PLUS, pi / 4)),
    "hexagon": _polygon(_HEXAGON),
    "bar": _rects((-0.42, -1.2, 0.84, 2.4)),
    "two-bars": _rects((-1.15, -1.1, 2.3, 0.85), (-1.15, 0.25, 2.3, 0.85)),
    "two-bars-upright": _rects((-1.1, -1.15, 0.85, 2.3), (0.25, -1.15, 0.85, 2.3)),
    "house": _polygon([(0, -1.25), (1.1, -0.2), (1.1, 1), (-1.1, 1), (-1.1, -0.2)]),
    "hourglass": _polygon([(-1.05, -1.15), (1.05, -1.15), (-1.05, 1.15), (1.05, 1.15)]),
}
_NARROW = ("bar", "two-bars", "two-bars-upright", "plus", "cross")


def shape_path(name: str, center: QPointF, r: float) -> QPainterPath:
    """The outline of a label shape. An unknown name gives the cross of the label OTHER."""
    return _outline(name, r).translated(center)


@lru_cache(maxsize=256)
def _outline(name: str, r: float) -> QPainterPath:
    return _SHAPES.get(name, _SHAPES["cross"])(QPointF(0, 0), r)


def _stroke(name: str, r: float, filled: bool) -> float:
    if filled:
        return 0.8 * min(1.0, r / 2.7)
    # The usual stroke would close bars and arms, and hollow would look filled.
    return min(1.2, max(0.7, 0.26 * r)) if name in _NARROW else min(1.5, max(1.0, 1.2 * r / 2.7))


def draw_shape(
    painter: QPainter,
    name: str,
    center: QPointF,
    r: float,
    hue: QColor,
    filled: bool,
    paper: QColor | None = None,
) -> None:
    """Draw a shape: filled is a decision, hollow an open suggestion.

    ``paper`` fills the hollow, so that lines and bands behind it do not show through.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(hue, _stroke(name, r, filled))
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    if filled:
        painter.setBrush(hue)
    elif paper is not None:
        painter.setBrush(paper)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape_path(name, center, r))
    painter.restore()
