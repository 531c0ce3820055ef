"""The page of a first start: open the sample, a new project, or one from before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.ui.actions import BY_ID, show_key
from annotator.ui.theme import sans, serif
from annotator.ui.tr import tr

WIDTH = 440


class Welcome(QWidget):
    """What this is, and where to begin."""

    actionWanted = Signal(str)
    projectWanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel("Annotator")
        title.setFont(serif(29, QFont.Weight.DemiBold))
        line = QLabel(
            tr("Read news, correct what is highlighted, export datasets that trainers take.")
        )
        line.setFont(serif(18))
        line.setWordWrap(True)
        line.setProperty("role", "dim")
        self.sample = self._button(
            tr("Open the sample project   {key}").format(key=show_key("Return")),
            "open_sample",
            True,
        )
        self.sample.setDefault(True)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(line)
        column.addSpacing(12)
        column.addWidget(self.sample)
        column.addWidget(
            self._button(
                tr("New project…   {key}").format(key=BY_ID["new_project"].shown_key),
                "new_project",
            )
        )
        column.addWidget(
            self._button(
                tr("Open project…   {key}").format(key=BY_ID["open_project"].shown_key),
                "open_project",
            )
        )
        column.addSpacing(16)
        self.recent = QVBoxLayout()
        self.recent.setSpacing(4)
        column.addLayout(self.recent)
        hint = QLabel(tr("Or drop text files, folders or a project anywhere in this window."))
        hint.setProperty("role", "meta")
        column.addSpacing(8)
        column.addWidget(hint)
        box = QWidget()
        box.setLayout(column)
        box.setFixedWidth(WIDTH)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        # Between stretches, not aligned: an aligned box would not ask its words for their height.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(box)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)

    def _button(self, words: str, action: str, primary: bool = False) -> QPushButton:
        button = QPushButton(words)
        button.setMinimumHeight(36)
        button.setAutoDefault(True)
        if primary:
            button.setProperty("primary", "true")
        button.clicked.connect(lambda: self.actionWanted.emit(action))
        return button

    def set_recent(self, paths: list[Path]) -> None:
        """Offer projects opened before."""
        while self.recent.count():
            item = self.recent.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        if paths:
            head = QLabel(tr("Recent"))
            head.setFont(sans(12, QFont.Weight.DemiBold))
            self.recent.addWidget(head)
        for path in paths[:5]:
            words = f"{path.name}  —  {path.parent}"
            button = QPushButton(
                self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, WIDTH - 20)
            )
            button.setToolTip(str(path))
            button.setAccessibleName(words)
            button.setMinimumHeight(26)
            button.setProperty("flat", "true")
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(lambda _=False, p=path: self.projectWanted.emit(p))
            self.recent.addWidget(button)
