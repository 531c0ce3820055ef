"""Esc in a filter: the words go first, then the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class _Escape(QObject):
    def __init__(self, field: QLineEdit, leave: Callable[[], None]) -> None:
        super().__init__(field)
        self._field, self._leave = field, leave

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            if self._field.text():
                self._field.clear()
            else:
                self._leave()
            return True
        return False


def escape(field: QLineEdit, leave: Callable[[], None]) -> None:
    """Let Esc clear the field, or call ``leave`` when it is empty."""
    field.installEventFilter(_Escape(field, leave))


def leave_by_escape(event: QKeyEvent, leave: Callable[[], None]) -> None:
    """Call ``leave`` for Esc; any other key is for somebody else."""
    if event.key() == Qt.Key.Key_Escape:
        leave()
    else:
        event.ignore()
