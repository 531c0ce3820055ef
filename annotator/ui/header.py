"""The top of the window: menus, the field that opens the palette, the views."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenuBar, QPushButton, QSizePolicy, QWidget

from annotator.ui.actions import BY_ID

_FIELD_WIDTH = 360


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
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 10, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.menus)
        self._row.addStretch(1)

    def add_field(self, action: str) -> QPushButton:
        """A button that looks like a field; it runs ``action``, whose key it shows."""
        field = QPushButton(f"Search or run a command    {BY_ID[action].shown_key}")
        field.setObjectName("command")
        field.setAccessibleName(f"Search or run a command, {BY_ID[action].shown_key}")
        field.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        field.setMaximumWidth(_FIELD_WIDTH)
        field.setMinimumWidth(120)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.clicked.connect(lambda: self.actionWanted.emit(action))
        self._row.insertWidget(2, field, 4)
        self._row.insertStretch(3, 1)
        return field

    def add_view(self, action: str) -> None:
        """A tab for the view that ``action`` shows."""
        button = QPushButton(BY_ID[action].text)
        button.setCheckable(True)
        button.setProperty("view", "true")
        button.setToolTip(BY_ID[action].shown_key)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.actionWanted.emit(action))
        self._group.addButton(button)
        self._row.addWidget(button)
        self.views[action] = button
        for each in self.views.values():
            # One view alone is no choice.
            each.setVisible(len(self.views) > 1)

    def show_view(self, action: str) -> None:
        """Mark a view as the one that is shown."""
        self.views[action].setChecked(True)
