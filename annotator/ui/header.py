"""The top of the window: menus, the field that opens the palette, the views."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenuBar, QPushButton, QSizePolicy, QWidget

from annotator.ui.actions import BY_ID
from annotator.ui.tr import tr

_FIELD_WIDTH, _SHORT_FIELD, _HEIGHT = 380, 150, 40


class Header(QWidget):
    """40 px; a view's button is there once the view is."""

    actionWanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.menus = QMenuBar()
        self.menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.views: dict[str, QPushButton] = {}
        self._fields: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.setMinimumHeight(_HEIGHT)
        # Both sides are as wide as the wider one, so that the field stands in the middle.
        self._left, self._right = QWidget(), QWidget()
        left = _row(self._left)
        left.addWidget(self.menus)
        left.addStretch(1)
        self._views = _row(self._right)
        self._views.addStretch(1)
        self._row = _row(self)
        self._row.setContentsMargins(0, 0, 10, 0)
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self._right, 1)

    def add_field(self, action: str) -> QPushButton:
        """A button that looks like a field; it runs ``action``, whose key it shows."""
        field = QPushButton()
        field.setObjectName("command")
        self._fields[action] = field
        self.show_keys()
        field.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        field.clicked.connect(lambda: self.actionWanted.emit(action))
        self._row.insertWidget(1, field)
        self._fit()
        return field

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field gives way before menus and views do."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        left, right = self._left.sizeHint().width(), self._right.sizeHint().width()
        room = self.width() - 2 * max(left, right) - 30
        for field in self._fields.values():
            # Beside the middle rather than with its words cut off.
            words = min(field.sizeHint().width(), self.width() - left - right - 30)
            field.setFixedWidth(max(_SHORT_FIELD, words, min(_FIELD_WIDTH, room)))

    def show_keys(self) -> None:
        """Name the keys in use."""
        for action, field in self._fields.items():
            key = BY_ID[action].shown_key
            field.setText(tr("Search or run a command    {key}").format(key=key))
            field.setAccessibleName(tr("Search or run a command, {key}").format(key=key))
        for action, button in self.views.items():
            button.setToolTip(BY_ID[action].shown_key)

    def add_view(self, action: str) -> None:
        """A tab for the view that ``action`` shows."""
        button = QPushButton(BY_ID[action].title)
        button.setCheckable(True)
        button.setProperty("view", "true")
        button.setToolTip(BY_ID[action].shown_key)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.actionWanted.emit(action))
        self._group.addButton(button)
        self._views.addWidget(button)
        self.views[action] = button
        for each in self.views.values():
            # One view alone is no choice.
            each.setVisible(len(self.views) > 1)
        self._fit()

    def show_view(self, action: str) -> None:
        """Mark a view as the one that is shown."""
        self.views[action].setChecked(True)


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    return row
