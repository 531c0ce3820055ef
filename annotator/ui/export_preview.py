"""What an export would write: its beginning, spans by label and part, what does not fit."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QPainter, QPixmap, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.formats import Format
from annotator.model.schema import LabelSchema
from annotator.model.wording import sentence
from annotator.services import splitting
from annotator.services.export_look import Look
from annotator.ui import theme as themes
from annotator.ui.export_choices import label
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.schema_words import called
from annotator.ui.theme import figures, sans
from annotator.ui.tr import marked, plural, tr, whole

_WARNED = 3


_PARTS = {
    "all": marked("all"), "train": marked("train"), "dev": marked("dev"), "test": marked("test"),
}  # fmt: skip


class ExportPreview(QWidget):
    """The right column of the dialog; empty while nothing is known."""

    def __init__(self, schema: LabelSchema, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schema = schema
        self.setMinimumWidth(300)
        self.first = QPlainTextEdit()
        self.first.setReadOnly(True)
        self.first.setAccessibleName(tr("Beginning of the file"))
        self.first.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.first.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.first.setObjectName("sample")
        self.first.setTabChangesFocus(True)
        self.first.setFixedHeight(150)
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPixelSize(12)
        self.first.setFont(mono)
        self.total = label("", wrap=True, role="dim")
        self.table = QTableWidget()
        self.table.setAccessibleName(tr("Spans by label"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(23)
        self.table.setIconSize(QSize(14, 14))
        self.warnings = label("", wrap=True, role="warning")
        self.losses = label("", wrap=True)
        self.losses.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.losses.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.held = label("", wrap=True, role="dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 12)
        column.setSpacing(8)
        column.addWidget(_heading(tr("How it begins")))
        column.addWidget(self.first)
        column.addWidget(_heading(tr("Spans by label")))
        column.addWidget(self.total)
        column.addWidget(self.table, 1)
        for words in (self.warnings, self.held, self.losses):
            column.addWidget(words)

    def show_nothing(self) -> None:
        """What is chosen is being counted, or cannot be exported."""
        self.first.setPlainText("")
        self.table.setRowCount(0)
        for words in (self.total, self.warnings, self.losses, self.held):
            words.setText("")

    def show_look(self, found: Look, format: Format, shares: int) -> None:
        """Show what the export would be; ``shares`` is the number of parts, 0 without a split."""
        self.first.setPlainText(found.first)
        parts = [p for p in ("all", *splitting.NAMES) if p in found.parts]
        dealt = ", ".join(
            tr("{number} in {part}").format(number=whole(found.parts[p]), part=tr(_PARTS[p]))
            for p in parts
        )
        self.total.setText(
            tr("{spans} {in_articles}").format(
                spans=plural("%n spans", "%n span", found.spans),
                in_articles=plural("in %n articles", "in %n article", found.articles),
            )
            + (f": {dealt}" if shares else "")
        )
        self._fill(found, parts)
        self.warnings.setText(_missing(found, self._schema, shares) if shares else "")
        self.warnings.setVisible(bool(self.warnings.text()))
        self.held.setText(
            plural(
                "%n groups of near copies ({held} articles) each stay on one side.",
                "%n group of near copies ({held} articles) each stay on one side.",
                found.stories,
            ).format(held=whole(found.held))
            if found.stories
            else ""
        )
        self.held.setVisible(bool(self.held.text()))
        self.losses.setText(_losses(found, format))

    def _fill(self, found: Look, parts: list[str]) -> None:
        table = self.table
        table.setColumnCount(1 + len(parts))
        heads = [tr("Spans") if p == "all" else sentence(tr(_PARTS[p])) for p in parts]
        table.setHorizontalHeaderLabels([tr("Label"), *heads])
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        total = sum(found.labels.values(), Counter[str]())
        table.setRowCount(len(total))
        order = {
            f"{x.id}:{y.id}": i
            for i, (x, y) in enumerate((x, y) for x in self._schema.layers for y in x.labels)
        }
        for row, name in enumerate(sorted(total, key=lambda n: order.get(n, len(order)))):
            table.setItem(row, 0, self._named(name))
            for column, part in enumerate(parts, 1):
                number = found.labels.get(part, Counter())[name]
                item = QTableWidgetItem(whole(number) if number else tr("none", "spans"))
                item.setFont(figures(13, QFont.Weight.DemiBold if not number else _NORMAL))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, column, item)
        first = table.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _named(self, name: str) -> QTableWidgetItem:
        layer_id, _, label_id = name.partition(":")
        known = self._schema.label(layer_id, label_id)
        item = QTableWidgetItem(_label_name(self._schema, name))
        theme = themes.load(themes.resolve("dark" if self._dark() else "light"))
        picture = QPixmap(28, 28)
        picture.setDevicePixelRatio(2)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_shape(
            painter, known.shape if known else "cross", QPointF(7, 7), 4.4, theme.label(known), True
        )
        painter.end()
        item.setIcon(QIcon(picture))
        return item

    def _dark(self) -> bool:
        return self.palette().window().color().lightness() < 128


_NORMAL = QFont.Weight.Normal


def _label_name(schema: LabelSchema, name: str) -> str:
    layer, _, label_id = name.partition(":")
    known = schema.label(layer, label_id)
    return called(known.name) if known else label_id


def _missing(found: Look, schema: LabelSchema, wanted: int) -> str:
    gaps = found.missing()
    empty = [x for x in splitting.NAMES[:wanted] if x not in found.parts]
    lines = [
        tr("No article is in {part}: there are too few.").format(part=tr(_PARTS[x])) for x in empty
    ]
    lines += [
        plural(
            "{label} has no example in {part}: its %n spans stand elsewhere.",
            "{label} has no example in {part}: its %n span stands elsewhere.",
            number,
        ).format(label=_label_name(schema, name), part=tr(_PARTS[part]))
        for name, part, number in gaps[:_WARNED]
    ]
    if len(gaps) > _WARNED:
        lines.append(
            plural("%n more gaps in the table.", "%n more gap in the table.", len(gaps) - _WARNED)
        )
    return "\n".join(lines)


def _losses(found: Look, format: Format) -> str:
    if not found.losses:
        return (
            tr("{title} holds all that was chosen.").format(title=format.title)
            if found.tried
            else ""
        )
    head = tr("What it cannot hold:")
    if found.tried != found.articles:
        head = plural(
            "What it cannot hold in the first %n articles:",
            "What it cannot hold in the first %n article:",
            found.tried,
        )
    lines = [head, *(f"{whole(x.count)} {x.what}" for x in found.losses[:4])]
    if len(found.losses) > 4:
        lines.append(plural("and %n more kinds", "and %n more kind", len(found.losses) - 4))
    return "\n".join(lines)


def _heading(words: str) -> QLabel:
    made = QLabel(words)
    made.setFont(sans(13, QFont.Weight.DemiBold))
    return made
