"""The line above the text: place in the queue, layer toggles that are the legend, notices."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.model.ordered import Ordered
from annotator.model.schema import LabelSchema
from annotator.model.span import CLAIM, ENTITY, QUOTE, Span
from annotator.ui.actions import BY_ID
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.schema_words import called
from annotator.ui.theme import Theme
from annotator.ui.tr import in_sentence, tr, whole


class Strip(QWidget):
    """36 px, and a second line when there is something to tell."""

    layerToggled = Signal(str)
    noticeClicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.place = QLabel()
        self.place.setProperty("role", "dim")
        self._toggles: dict[str, QPushButton] = {}
        self._row = QHBoxLayout()
        self._row.setContentsMargins(18, 0, 12, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self.place)
        self._row.addStretch(1)
        head = QWidget()
        head.setFixedHeight(35)
        head.setLayout(self._row)
        self.notice = QWidget()
        self.notice.setObjectName("notice")
        self.notice.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton()
        self.button.clicked.connect(self.noticeClicked)
        line = QHBoxLayout(self.notice)
        line.setContentsMargins(18, 5, 12, 5)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.notice)
        self.notice.hide()

    def add_tool(self, widget: QWidget) -> None:
        """Put something that comes and goes where the place in the queue is said."""
        self._row.insertWidget(1, widget)

    def set_theme(self, theme: Theme) -> None:
        """The marks of the legend in another theme's colours."""
        for layer, button in self._toggles.items():
            button.setIcon(legend_icon(layer, theme))

    def set_schema(self, schema: LabelSchema, theme: Theme) -> None:
        """One toggle a layer."""
        for button in self._toggles.values():
            self._row.removeWidget(button)
            # It goes at the next turn of the event loop, and would lie over the new ones till then.
            button.hide()
            button.deleteLater()
        self._toggles = {}
        for layer in schema.layers:
            button = QPushButton(called(layer.name))
            button.setProperty("flat", "true")
            button.setCheckable(True)
            button.setChecked(True)
            button.clicked.connect(lambda _=False, x=layer.id: self.layerToggled.emit(x))
            button.setIconSize(QSize(20, 14))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._toggles[layer.id] = button
            self._row.addWidget(button)
        self.show_keys(schema)
        self.set_theme(theme)

    def show_keys(self, schema: LabelSchema) -> None:
        """Name the keys in use."""
        for layer in schema.layers:
            action = BY_ID.get(f"hide_{layer.id}")
            said = tr("Show or hide {layer}").format(layer=in_sentence(called(layer.name)))
            key = f" ({action.shown_key})" if action and action.bound else ""
            self._toggles[layer.id].setToolTip(said + key)

    def show_counts(
        self, place: str, spans: Ordered, hidden: frozenset[str], schema: LabelSchema
    ) -> None:
        """Say where we are, and how many spans each layer has."""
        self.place.setText(place)
        counts = sum(spans.each("layers", _by_layer), Counter())
        for layer in schema.layers:
            button = self._toggles.get(layer.id)
            if button is not None:
                off = layer.id in hidden
                shown = f"{called(layer.name)}  {whole(counts[layer.id])}"
                button.setText(tr("{layer} hidden").format(layer=shown) if off else shown)
                button.setChecked(not off)

    def tell(self, words: str, button: str = "") -> None:
        """Show a notice until told otherwise; "" takes it away."""
        self.words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.notice.setVisible(bool(words))


def _by_layer(spans: tuple[Span, ...]) -> Counter[str]:
    return Counter(s.layer for s in spans)


def legend_icon(layer: str, theme: Theme) -> QIcon:
    """A layer's mark as it stands in the text: line with shape, band with bar, corners."""
    pixmap = QPixmap(40, 28)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if layer == QUOTE:
        painter.fillRect(QRectF(4, 1, 16, 12), theme.color("qFill"))
        painter.fillRect(QRectF(1, 1, 2, 12), theme.color("q"))
    elif layer == CLAIM:
        painter.setPen(QPen(theme.color("c"), 1.6))
        painter.drawPolyline([QPointF(8, 2), QPointF(13, 2), QPointF(13, 12), QPointF(8, 12)])
    else:
        hue = theme.color("ok") if layer == ENTITY else theme.color("text3")
        draw_shape(painter, "triangle-up", QPointF(5, 9), 3.4, hue, True)
        painter.setPen(QPen(hue, 2))
        painter.drawLine(QPointF(10, 11), QPointF(19, 11))
    painter.end()
    return QIcon(pixmap)
