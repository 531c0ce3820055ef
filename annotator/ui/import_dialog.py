"""What files hold and what becomes of it, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from annotator import formats
from annotator.model.schema import LabelSchema
from annotator.services import importing
from annotator.services.importing import Bring, ImportReport
from annotator.ui.desk import Desk
from annotator.ui.export_choices import label
from annotator.ui.theme import sans
from annotator.ui.tr import marked, plural, tr, whole

# So many articles are read to say what the files hold.
TRIED = 300
_LEAVE_OUT = marked("leave out")


class ImportDialog(QDialog):
    """Emits ``chosen`` with a ``Bring`` for the files; Esc changes nothing."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, paths: Sequence[Path], parent: Any = None) -> None:
        super().__init__(parent)
        assert desk.session is not None
        self.setWindowTitle(tr("Import"))
        self.desk, self.paths = desk, list(paths)
        self._schema: LabelSchema = desk.session.schema
        self._asked = 0
        self._mapping: dict[str, str] = {}
        self._found = ImportReport()
        self.title = QLabel(_named(self.paths))
        self.title.setFont(sans(15, QFont.Weight.DemiBold))
        self.format = QComboBox()
        self.format.addItem(tr("found out from each file"), None)
        for known in formats.every():
            if known.reads:
                self.format.addItem(known.title, known.name)
        self.annotator = QLineEdit(desk.annotator)
        self.recognised = label("", wrap=True, role="dim")
        self.total = label("", wrap=True)
        self.table = QTableWidget(0, 3)
        self.extend = QCheckBox(tr("Add to the label schema what it lacks"))
        self.missing = label("", wrap=True, role="dim")
        self.merge = QCheckBox(tr("Add annotations of texts that are here already to these"))
        self.problem = label("", wrap=True)
        self.go = QPushButton(tr("Import"))
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        self._lay_out()
        self._connect()
        self.resize(680, 620)
        self._look()

    # -- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            ((tr("Format"), self.format), (tr("Annotator"), self.annotator))
        ):
            grid.addWidget(label(words, role="dim"), row, 0)
            grid.addWidget(field, row, 1)
            field.setAccessibleName(words)
        self.annotator.setToolTip(tr("Whose the annotations are that name nobody"))
        self._prepare_table()
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        for button in (cancel, self.go):
            button.setMinimumHeight(32)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.recognised)
        column.addLayout(grid)
        column.addWidget(self.total)
        column.addWidget(self.table, 1)
        for widget in (self.extend, self.missing, self.merge):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _prepare_table(self) -> None:
        self.table.setAccessibleName(tr("Labels in the files and what they become"))
        self.table.setHorizontalHeaderLabels([tr("In the file"), tr("Spans"), tr("Becomes")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(40)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(lambda _: self._format_changed())
        self.merge.toggled.connect(lambda _: self._look())
        self.extend.toggled.connect(lambda _: self._settle())
        self.go.clicked.connect(self._go)

    # -- what is in the files ------------------------------------------------------------------

    def _format_changed(self) -> None:
        self._mapping.clear()
        self._look()

    def bring(self) -> Bring:
        """How the files are to be read."""
        extend = self.extend.isChecked()
        return Bring(
            self.format.currentData(), self.annotator.text().strip() or self.desk.annotator,
            dict(self._mapping), merge=self.merge.isChecked(), extend=lambda _: extend,
        )  # fmt: skip

    def _look(self) -> None:
        self._asked += 1
        asked, bring, paths = self._asked, self.bring(), self.paths
        self.problem.setText(tr("Reading…"))
        self.go.setEnabled(False)

        def done(found: ImportReport) -> None:
            if asked == self._asked:
                self._show(found)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self.problem.setText(str(error))

        self.desk.database.call(
            lambda p: importing.look(
                p, paths, bring, limit=TRIED, cancelled=lambda: asked != self._asked
            ),
            done,
            failed,
        )

    def _show(self, found: ImportReport) -> None:
        self._found = found
        self.recognised.setText("\n".join(_recognised(found)))
        self.recognised.setVisible(bool(found.recognised))
        self.total.setText(_total(found))
        self._fill(found)
        new = found.labels_wanted
        self.extend.setVisible(bool(new))
        self.missing.setVisible(bool(new))
        lacks = ", ".join(new[:12]) + (" …" if len(new) > 12 else "")
        self.missing.setText(tr("It lacks {labels}.").format(labels=lacks))
        self.merge.setVisible(bool(found.duplicates) and bool(found.labels_found))
        self._settle()

    def _settle(self) -> None:
        """What the button says, and why it is off."""
        found, new = self._found, not self.extend.isHidden()
        coming = len(found.articles) + len(found.merged)
        if coming >= TRIED:
            self.go.setText(plural("Import %n+ articles", "Import %n+ article", coming))
        else:
            self.go.setText(plural("Import %n articles", "Import %n article", coming))
        waiting = new and not self.extend.isChecked()
        self.problem.setText(
            tr("Articles with labels that are not added are left out.")
            if waiting
            else ""
            if coming or found.duplicates
            else tr("Nothing here can be taken.")
        )
        self.go.setEnabled(bool(coming))

    def _fill(self, found: ImportReport) -> None:
        numbers = found.labels_found
        rows = found.places or {x: x for x in numbers}
        self.table.setRowCount(len(rows))
        self.table.setVisible(bool(rows))
        offered = [f"{x.id}:{y.id}" for x in self._schema.layers for y in x.offered]
        for row, (name, place) in enumerate(sorted(rows.items())):
            self.table.setItem(row, 0, QTableWidgetItem(name))
            number = QTableWidgetItem(whole(numbers[place]) if place else "")
            self.table.setItem(row, 1, number)
            choice = QComboBox()
            choice.setAccessibleName(tr("{name} becomes").format(name=name))
            own = [] if place in offered or not place else [place]
            choice.addItems([*own, *offered, tr(_LEAVE_OUT)])
            choice.setCurrentText(place or tr(_LEAVE_OUT))
            choice.setEnabled(name in found.places)
            choice.activated.connect(
                lambda _, name=name, choice=choice: self._map(name, choice.currentText())
            )
            self.table.setCellWidget(row, 2, choice)

    def _map(self, name: str, place: str) -> None:
        self._mapping[name] = "" if place == tr(_LEAVE_OUT) else place
        self._look()

    def _go(self) -> None:
        self._asked += 1
        self.chosen.emit(self.bring())
        self.accept()


def _named(paths: Sequence[Path]) -> str:
    return (
        paths[0].name
        if len(paths) == 1
        else plural("%n files and folders", "%n file or folder", len(paths))
    )


def _recognised(found: ImportReport) -> list[str]:
    """A line for each format, with the reason of its first file."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for path, kind, why in found.recognised:
        kinds.setdefault(kind, []).append((Path(path).name, why))
    out = []
    for kind, files in kinds.items():
        name, why = files[0]
        if len(files) > 1:
            name = plural(
                "{name} and %n more files", "{name} and %n more file", len(files) - 1
            ).format(name=name)
        out.append(f"{formats.get(kind).title}: {name} ({why})")
    return out


def _total(found: ImportReport) -> str:
    seen = len(found.articles) + len(found.duplicates)
    refused = whole(len(found.refused))
    if seen >= TRIED:
        first = plural(
            "The first %n new articles, {known} here already, {refused} refused: {balance}.",
            "The first %n new article, {known} here already, {refused} refused: {balance}.",
            len(found.articles),
        )
    else:
        first = plural(
            "%n new articles, {known} here already, {refused} refused: {balance}.",
            "%n new article, {known} here already, {refused} refused: {balance}.",
            len(found.articles),
        )
    balance = found.balance() or tr("nothing")
    known = whole(len(found.duplicates))
    lines = [first.format(known=known, refused=refused, balance=balance)]
    lines += found.remarks[:3]
    lines += [str(x) for x in found.refused[:3]]
    lines += [tr("Not taken: {loss}").format(loss=x) for x in found.losses[:3]]
    return "\n".join(lines)
