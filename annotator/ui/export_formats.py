"""The formats of an export, in groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.formats import Format
from annotator.ui.theme import sans
from annotator.ui.tr import marked, tr

_GROUPS = (
    (marked("Training"), ("spacy", "parquet", "conll", "prodigy", "corrections")),
    (
        marked("Other annotation tools"),
        ("cas", "webanno", "labelstudio", "doccano", "brat", "gate"),
    ),
    (marked("Analysis and archive"), ("jsonl", "csv", "refi-qda", "w3c", "bioc", "tei")),
)
_AT = Qt.ItemDataRole.UserRole


class FormatList(QListWidget):
    """One row a format; headings cannot be chosen. The lossless format is chosen at first."""

    def __init__(self, formats: Sequence[Format], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formats = list(formats)
        self.setAccessibleName(tr("Format"))
        self.setObjectName("formats")
        self.setFixedWidth(206)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: dict[str, int] = {}
        left = {f.name: f for f in self.formats}
        for title, names in _GROUPS:
            found = [left.pop(n) for n in names if n in left]
            if found:
                self._heading(tr(title))
                for known in found:
                    self._add(known)
        if left:
            self._heading(tr("Others"))
            for known in left.values():
                self._add(known)

    @property
    def chosen(self) -> Format:
        """The format of the current row."""
        item = self.currentItem()
        at = item.data(_AT) if item is not None else None
        return self.formats[at if at is not None else 0]

    @property
    def first_row(self) -> int:
        """The row of the format that keeps everything."""
        return self._rows.get("jsonl", 1)

    def choose(self, name: str) -> None:
        """Choose a format by its name."""
        self.setCurrentRow(self._rows[name])

    def _heading(self, title: str) -> None:
        item = QListWidgetItem(title, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(sans(12, QFont.Weight.Normal))
        item.setSizeHint(QSize(0, 28))

    def _add(self, known: Format) -> None:
        item = QListWidgetItem(known.title, self)
        item.setData(_AT, self.formats.index(known))
        item.setData(
            Qt.ItemDataRole.AccessibleDescriptionRole, tr("Holds {holds}").format(holds=known.holds)
        )
        item.setToolTip(tr("folder") if known.folder else known.suffixes[0])
        item.setSizeHint(QSize(0, 28))
        self._rows[known.name] = self.count() - 1
