"""How a label looks: a line of text with its mark, and all marks of its layer to other eyes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.model import colours
from annotator.model.schema import Label, Layer
from annotator.ui import theme as themes
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.theme import Theme, sans, serif
from annotator.ui.tr import decimal, marked, tr

_EYES = {
    colours.NORMAL: marked("All colours"),
    colours.PROTAN: marked("Red-blind"),
    colours.DEUTAN: marked("Green-blind"),
    colours.TRITAN: marked("Blue-blind"),
}
_ROW, _SAMPLE = 24, 46


class Swatches(QWidget):
    """Light on the left, dark on the right: a sample line, then a row for each kind of eyes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: Layer | None = None
        self._label: Label | None = None
        self.setMinimumHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """A sample and four rows."""
        return QSize(520, _SAMPLE + len(_EYES) * _ROW + 12)

    def show_label(self, layer: Layer, label: Label) -> None:
        """Show a label among those of its layer."""
        self._layer, self._label = layer, label
        self.setAccessibleName(
            " ".join([tr("How it looks."), *(self.words(x) for x in ("light", "dark"))])
        )
        self.update()

    def words(self, name: str) -> str:
        """What the picture of a theme says, in words."""
        if self._label is None:
            return ""
        near = [x for x in (self._nearest(name, eye) for eye in _EYES) if x]
        found = min(near, key=lambda x: x[1], default=None)
        least = min(colours.contrasts(_hue(self._label, name), name).values())
        theme = tr("Light", "theme") if name == "light" else tr("Dark", "theme")
        if found is None:
            return tr("{theme}: contrast {contrast}.").format(
                theme=theme, contrast=decimal(least, 1)
            )
        return tr("{theme}: contrast {contrast}, least apart from {label} by {far}.").format(
            theme=theme, contrast=decimal(least, 1), label=found[0], far=decimal(found[1], 0)
        )

    def _nearest(self, name: str, eye: str) -> tuple[str, float] | None:
        """The label of the layer that these eyes tell least from the one shown."""
        if self._layer is None or self._label is None:
            return None
        others = {
            _hue(x, name): x.id for x in reversed(self._layer.offered) if x.id != self._label.id
        }
        found = colours.nearest(_hue(self._label, name), others, eye)
        return (others[found[0]], found[1]) if found else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both halves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = (self.width() - 12) / 2
        for name, left in (("light", 0.0), ("dark", half + 12)):
            if self._label is not None:
                self._half(painter, themes.load(name), QRectF(left, 0, half, self.height()))
        painter.end()

    def _half(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        painter.setPen(QPen(theme.color("ctl"), 1))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._sample(painter, theme, box)
        for number, (eye, words) in enumerate(_EYES.items()):
            top = box.top() + _SAMPLE + number * _ROW
            self._eyes(painter, theme, QRectF(box.left(), top, box.width(), _ROW), eye, words)

    def _sample(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        assert self._label is not None
        painter.setFont(serif(17))
        painter.setPen(theme.color("text"))
        x, baseline = box.left() + 14, box.top() + 27
        hue = QColor(_hue(self._label, theme.name))
        before, _, after = tr("Then {name} was in the news.").partition("{name}")
        name = self._label.name or self._label.id
        for words, named in ((before, False), (name, True), (after, False)):
            width = painter.fontMetrics().horizontalAdvance(words)
            if x + width > box.right() - 8:
                break
            painter.setPen(theme.color("text"))
            painter.drawText(QPointF(x, baseline), words)
            if named:
                painter.setPen(QPen(hue, 2))
                painter.drawLine(QPointF(x + 8, baseline + 6), QPointF(x + width, baseline + 6))
                draw_shape(painter, self._label.shape, QPointF(x + 3, baseline + 6), 3.2, hue, True)
            x += width

    def _eyes(self, painter: QPainter, theme: Theme, box: QRectF, eye: str, words: str) -> None:
        assert self._layer is not None and self._label is not None
        painter.setFont(sans(11.5))
        painter.setPen(theme.color("text2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(14, 0, 0, 0), middle, tr(words))
        found = self._nearest(theme.name, eye)
        said = f"{found[0]} {decimal(found[1], 0)}" if found else ""
        painter.drawText(box.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, said)
        room = box.width() - 98 - painter.fontMetrics().horizontalAdvance(said) - 24
        step = min(16.0, room / max(1, len(self._layer.offered)))
        for number, label in enumerate(self._layer.offered):
            at = QPointF(box.left() + 98 + number * step, box.center().y())
            hue = QColor(colours.simulate(_hue(label, theme.name), eye))
            draw_shape(painter, label.shape, at, 3.6, hue, True)
            if label.id == self._label.id:
                painter.setPen(QPen(theme.color("accent"), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(at.x() - 8, at.y() - 8, 16, 16), 4, 4)
        painter.setFont(sans(11.5, QFont.Weight.Normal))


def _hue(label: Label, theme: str) -> str:
    return label.dark if theme == "dark" else label.light
