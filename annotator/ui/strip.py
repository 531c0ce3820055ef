"""The line above the text: place in the queue, layer toggles that are the legend, notices."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.model.schema import LabelSchema
from annotator.model.span import Span


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

    def set_schema(self, schema: LabelSchema) -> None:
        """One toggle a layer."""
        for button in self._toggles.values():
            self._row.removeWidget(button)
            button.deleteLater()
        self._toggles = {}
        for layer in schema.layers:
            button = QPushButton(layer.name)
            button.setProperty("flat", "true")
            button.setCheckable(True)
            button.setChecked(True)
            button.setToolTip(f"Show or hide {layer.name.lower()} (H, {layer.key})")
            button.clicked.connect(lambda _=False, x=layer.id: self.layerToggled.emit(x))
            self._toggles[layer.id] = button
            self._row.addWidget(button)

    def show_counts(
        self, place: str, spans: list[Span], hidden: frozenset[str], schema: LabelSchema
    ) -> None:
        """Say where we are, and how many spans each layer has."""
        self.place.setText(place)
        for layer in schema.layers:
            button = self._toggles.get(layer.id)
            if button is not None:
                count = sum(1 for s in spans if s.layer == layer.id)
                off = layer.id in hidden
                button.setText(f"{layer.name} {count}" + (" hidden" if off else ""))
                button.setChecked(not off)

    def tell(self, words: str, button: str = "") -> None:
        """Show a notice until told otherwise; "" takes it away."""
        self.words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.notice.setVisible(bool(words))
