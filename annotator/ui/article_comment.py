"""The comment on an article, for whoever reviews it later."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.ui.actions import BY_ID
from annotator.ui.key_hints import key_cap
from annotator.ui.tr import tr


class _Line(QLineEdit):
    """Says by ``escaped`` that what was typed is given up."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is for whoever asked for the words."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class ArticleComment(QWidget):
    """A field; Enter keeps the comment, Esc the one there was. Both go back to the text."""

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comment = ""
        self.field = _Line()
        self.field.setAccessibleName(tr("Comment on the article"))
        self.field.setPlaceholderText(tr("for whoever reviews it"))
        name = QLabel(tr("Comment on the article"))
        name.setProperty("role", "dim")
        head = QHBoxLayout()
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(key_cap(BY_ID["comment"].shown_key, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.field)
        self.field.editingFinished.connect(self.finish)
        self.field.returnPressed.connect(self.left)
        self.field.escaped.connect(self._give_up)

    def show_comment(self, comment: str | None) -> None:
        """Show a comment, unless one is being written."""
        self._comment = comment or ""
        if not self.field.hasFocus():
            self.field.setText(self._comment)

    def begin(self) -> None:
        """Put the cursor behind the comment."""
        self.field.setText(self._comment)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.end(False)

    def finish(self) -> None:
        """Hand over what is written, once."""
        words = " ".join(self.field.text().split())
        if words != self._comment:
            self._comment = words
            self.written.emit(words)

    def _give_up(self) -> None:
        self.field.setText(self._comment)
        self.left.emit()
