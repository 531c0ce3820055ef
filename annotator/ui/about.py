"""What this program is, its licence, and those of everything it is built with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator import __version__
from annotator.model import bundled
from annotator.ui.theme import serif
from annotator.ui.tr import tr

_MARGIN, _ICON, _LIST, _ROW = 24, 64, 250, 26
_OWN = "Annotator"


@dataclass(frozen=True, slots=True)
class Part:
    """Something an installation holds: its name with version, its licence's name and words."""

    name: str
    licence: str
    text: str


@cache
def parts() -> tuple[Part, ...]:
    """This program first, then what others made, by name (``packaging/licences.py`` lists it)."""
    held = json.loads(bundled.path("third-party.json").read_text("utf-8"))
    others = [
        Part(
            f"{p['name']} {p['version']}".strip(),
            p["licence"],
            "\n\n".join([p["home"], *(held["texts"][key] for key in p["texts"])]).strip(),
        )
        for p in held["parts"]
    ]
    own = Part(f"{_OWN} {__version__}", "MIT", bundled.licence().read_text("utf-8").strip())
    return (own, *others)


def application_icon() -> QIcon:
    """The icon of windows and of the task bar."""
    return QIcon(str(bundled.path("icons", "annotator.svg")))


class AboutDialog(QDialog):
    """Name, version, and a licence to read for each part; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Annotator"))
        self.list = QListWidget()
        self.list.setObjectName("formats")
        self.list.setAccessibleName(tr("Parts"))
        self.list.setFixedWidth(_LIST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in parts():
            QListWidgetItem(part.name, self.list).setSizeHint(QSize(0, _ROW))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Licence"))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(12)
        # A style sheet's font would win over the widget's own.
        self.text.document().setDefaultFont(font)
        self.kind = QLabel()
        self.kind.setProperty("role", "dim")
        self.list.currentRowChanged.connect(self._show)
        self._lay_out()
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.resize(940, 640)
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.92))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.kind)
        right.addWidget(self.text, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 16)
        rows.setSpacing(16)
        rows.addLayout(self._head())
        rows.addLayout(middle, 1)
        rows.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        icon = QLabel()
        icon.setPixmap(application_icon().pixmap(_ICON, _ICON))
        icon.setAccessibleName(tr("Icon"))
        name = QLabel(f"Annotator {__version__}")
        name.setFont(serif(24, QFont.Weight.DemiBold))
        words = QLabel(
            tr(
                "Read news, correct what is highlighted, export datasets that trainers take.\n"
                "Free software under the MIT licence, built with the parts below."
            )
        )
        words.setProperty("role", "dim")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(name)
        column.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(icon)
        row.addLayout(column, 1)
        return row

    def _show(self, row: int) -> None:
        part = parts()[row]
        self.kind.setText(f"{part.name}: {part.licence}")
        self.text.setPlainText(part.text)
