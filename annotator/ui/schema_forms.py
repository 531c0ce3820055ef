"""The right side of the label editor: a form for a label, an attribute, a relation, a layer.

Each says by ``changed`` what the thing is to be; the editor decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model import colours
from annotator.model.schema import ATTRIBUTE_TYPES, SHAPES, Attribute, Label, Layer, RelationLabel
from annotator.model.span import CLAIM, ENTITY, QUOTE
from annotator.ui.actions import key_of
from annotator.ui.check_list import CheckList
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.swatches import Swatches
from annotator.ui.theme import Theme
from annotator.ui.tr import decimal, marked, plural, tr

_SHAPES = {
    "disc": marked("disc", "shape"), "square": marked("square", "shape"),
    "triangle-up": marked("triangle up", "shape"), "diamond": marked("diamond", "shape"),
    "triangle-down": marked("triangle down", "shape"), "plus": marked("plus", "shape"),
    "hexagon": marked("hexagon", "shape"), "bar": marked("bar", "shape"),
    "two-bars": marked("two bars", "shape"), "cross": marked("cross", "shape"),
    "house": marked("house", "shape"), "hourglass": marked("hourglass", "shape"),
    "two-bars-upright": marked("two bars upright", "shape"),
}  # fmt: skip
_TYPES = {
    "choice": marked("one of a few"), "multi": marked("several of a few"),
    "scale": marked("a step of a scale"), "text": marked("free words"),
    "tags": marked("free tags"),
}  # fmt: skip


class Form(QWidget):
    """Rows of a name and a field."""

    changed = Signal(object)
    moved = Signal(str)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 18, 24, 8)
        self.column.setSpacing(14)
        self.grid = QGridLayout()
        self.grid.setVerticalSpacing(10)
        self.grid.setHorizontalSpacing(14)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnMinimumWidth(0, 96)
        self.column.addLayout(self.grid)
        self.filling = False

    def row(self, words: str, *fields: QWidget) -> None:
        """Add a row; its fields are called by the words."""
        at = self.grid.rowCount()
        name = QLabel(words)
        name.setProperty("role", "dim")
        line = QHBoxLayout()
        line.setSpacing(8)
        for field in fields:
            if not field.accessibleName() and not isinstance(
                field, QLabel | QPushButton | QCheckBox
            ):
                field.setAccessibleName(words)
            line.addWidget(field, 1 if isinstance(field, QLineEdit | QListWidget) else 0)
        if not any(isinstance(f, QLineEdit | QListWidget) for f in fields):
            line.addStretch(1)
        top = Qt.AlignmentFlag.AlignTop
        tall = any(isinstance(f, QListWidget) for f in fields)
        self.grid.addWidget(name, at, 0, top if tall else Qt.AlignmentFlag.AlignVCenter)
        self.grid.addLayout(line, at, 1)


class LabelForm(Form):
    """A label: names, key, look, and what may be done with it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: Layer | None = None
        self._label: Label | None = None
        self.id, self.name, self.about = QLineEdit(), QLineEdit(), QLineEdit()
        self.key = QComboBox()
        for digit in ("", *"1234567890"):
            self.key.addItem(digit or tr("none", "key"), digit)
        self.role = QCheckBox(tr("A part of a quote, such as its speaker"))
        self.shape = QComboBox()
        self.shape.setIconSize(QSize(16, 16))
        for shape in SHAPES:
            self.shape.addItem(_shape_icon(shape, theme), tr(_SHAPES[shape], "shape"), shape)
        self.light, self.dark = QLineEdit(), QLineEdit()
        self.light_says, self.dark_says = QLabel(), QLabel()
        self.free = QPushButton(tr("Free look"))
        self.free.setToolTip(tr("The colours and shape that stand out most from those in use"))
        self.swatches = Swatches()
        self.into = QComboBox()
        self.into.setAccessibleName(tr("Merge into"))
        self.merge = QPushButton(tr("Merge"))
        self.retired = QCheckBox(tr("Retired: offered no more, its spans still show"))
        self.remove = QPushButton(tr("Remove"))
        self.row(tr("Label"), self.id)
        self.row(tr("Name"), self.name)
        self.row(tr("Covers"), self.about)
        self.row(tr("Key"), self.key, self.role)
        self.row(tr("Shape"), self.shape, self.free)
        self.row(tr("On light"), self.light, self.light_says)
        self.row(tr("On dark"), self.dark, self.dark_says)
        self.column.addWidget(self.swatches)
        after = QGridLayout()
        self.column.addLayout(after)
        self.row(tr("Merge into"), self.into, self.merge)
        self.row("", self.retired, self.remove)
        self.column.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.id.editingFinished.connect(self._send)
        for line in (self.name, self.about, self.light, self.dark):
            line.textEdited.connect(lambda _: self._send())
        for box in (self.key, self.shape):
            box.activated.connect(lambda _: self._send())
        for tick in (self.role, self.retired):
            tick.clicked.connect(lambda _: self._send())
        self.into.currentIndexChanged.connect(
            lambda _: self.merge.setEnabled(bool(self.into.currentData()))
        )
        self.merge.clicked.connect(lambda: self.moved.emit(self.into.currentData() or ""))
        self.remove.clicked.connect(self.removed)

    def show_label(self, layer: Layer, label: Label, count: int) -> None:
        """Fill in a label that ``count`` spans carry."""
        fresh = self._label is None or self._label.id != label.id
        self._layer, self._label = layer, label
        for line, words in (
            (self.id, label.id), (self.name, label.name), (self.about, label.description),
            (self.light, label.light), (self.dark, label.dark),
        ):  # fmt: skip
            if fresh or not line.hasFocus():
                line.setText(words)
        self.key.setCurrentIndex(max(0, self.key.findData(label.key)))
        self.shape.setCurrentIndex(self.shape.findData(label.shape))
        self.role.setChecked(label.role)
        self.role.setVisible(layer.id == "quote")
        self.retired.setChecked(label.retired)
        self.remove.setEnabled(not count)
        self.remove.setToolTip(
            plural("%n spans carry it: retire it", "%n spans carry it: retire it", count)
            if count
            else ""
        )
        self.into.clear()
        # Nothing is chosen until someone does: a second press must not merge on.
        self.into.addItem(tr("choose a label"), "")
        for other in layer.labels:
            if other.id != label.id and other.role == label.role:
                self.into.addItem(other.id, other.id)
        self.merge.setEnabled(False)
        self._look(label)

    def _look(self, label: Label) -> None:
        assert self._layer is not None
        for says, colour, name in (
            (self.light_says, label.light, "light"), (self.dark_says, label.dark, "dark"),
        ):  # fmt: skip
            figures = colours.contrasts(colour, name)
            least = min(figures.values())
            grounds = (tr("paper"), tr("pane"), tr("quote"))
            named = zip(grounds, figures.values(), strict=True)
            says.setText("  ".join(f"{k} {decimal(v, 1)}" for k, v in named))
            says.setProperty("role", "error" if least < colours.MIN_CONTRAST else "dim")
            says.style().unpolish(says)
            says.style().polish(says)
        self.swatches.show_label(self._layer, label)

    def _send(self) -> None:
        if self._label is None:
            return
        colour = {x: _colour(getattr(self, x).text(), getattr(self._label, x)) for x in
                  ("light", "dark")}  # fmt: skip
        retired = self.retired.isChecked()
        self.changed.emit(
            replace(
                self._label, id=self.id.text().strip(), name=self.name.text(),
                description=self.about.text(), shape=self.shape.currentData(),
                role=self.role.isChecked(), retired=retired,
                key="" if retired else self.key.currentData(), **colour,
            )
        )  # fmt: skip


class AttributeForm(Form):
    """An attribute: what is asked, of which labels, and how it is answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attribute: Attribute | None = None
        self.id, self.name, self.choices, self.keys = (QLineEdit() for _ in range(4))
        self.type = QComboBox()
        for kind in ATTRIBUTE_TYPES:
            self.type.addItem(f"{kind}: {tr(_TYPES[kind])}", kind)
        self.choices.setPlaceholderText(tr("words, with commas"))
        self.keys.setPlaceholderText(tr("digits, in the order of the choices"))
        self.labels = CheckList()
        self.suggested = QCheckBox(tr("Pipelines may suggest it"))
        self.remove = QPushButton(tr("Remove"))
        self.remove.setToolTip(tr("What spans say of it stays in the file and shows with it again"))
        self.row(tr("Attribute"), self.id)
        self.row(tr("Name"), self.name)
        self.row(tr("Answer"), self.type)
        self.row(tr("Choices"), self.choices)
        self.row(tr("Keys"), self.keys)
        self.row(tr("Asked of"), self.labels)
        self.row("", self.suggested, self.remove)
        self.column.addStretch(1)
        for line in (self.id, self.name, self.choices, self.keys):
            line.editingFinished.connect(self._send)
        self.type.activated.connect(lambda _: self._send())
        self.labels.ticked.connect(self._send)
        self.suggested.clicked.connect(lambda _: self._send())
        self.remove.clicked.connect(self.removed)

    def show_attribute(self, layer: Layer, attribute: Attribute, known: bool) -> None:
        """Fill in an attribute; of one that is ``known`` to spans, id and type stay."""
        self._attribute = attribute
        for line, words in (
            (self.id, attribute.id), (self.name, attribute.name),
            (self.choices, ", ".join(attribute.choices)), (self.keys, " ".join(attribute.keys)),
        ):  # fmt: skip
            line.setText(words)
            line.setCursorPosition(0)
        self.type.setCurrentIndex(self.type.findData(attribute.type))
        self.id.setEnabled(not known)
        self.type.setEnabled(not known)
        self.type.setToolTip(tr("To answer otherwise, add another attribute") if known else "")
        listed = attribute.type in ("choice", "multi", "scale")
        self.choices.setEnabled(listed)
        self.keys.setEnabled(listed)
        self.labels.fill([x.id for x in layer.labels], attribute.labels, tr("every label"))
        self.suggested.setChecked(attribute.suggested)

    def _send(self) -> None:
        if self._attribute is None:
            return
        kind = self.type.currentData()
        listed = kind in ("choice", "multi", "scale")
        choices = _words(self.choices.text()) if listed else ()
        keys = tuple(self.keys.text().replace(",", " ").split()) if listed else ()
        new = replace(
            self._attribute, id=self.id.text().strip(), name=self.name.text(), type=kind,
            choices=choices, keys=keys, labels=self.labels.chosen(),
            suggested=self.suggested.isChecked(),
        )  # fmt: skip
        if new != self._attribute:
            self.changed.emit(new)


class RelationForm(Form):
    """A relation label: what it is called and what it may connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relation: RelationLabel | None = None
        self.id, self.name = QLineEdit(), QLineEdit()
        self.head, self.tail = CheckList(), CheckList()
        self.retired = QCheckBox(tr("Retired: offered no more, its links still show"))
        self.remove = QPushButton(tr("Remove"))
        self.row(tr("Relation"), self.id)
        self.row(tr("Name"), self.name)
        self.row(tr("From"), self.head)
        self.row(tr("To"), self.tail)
        self.row("", self.retired, self.remove)
        self.column.addStretch(1)
        for line in (self.id, self.name):
            line.editingFinished.connect(self._send)
        for ends in (self.head, self.tail):
            ends.ticked.connect(self._send)
        self.retired.clicked.connect(lambda _: self._send())
        self.remove.clicked.connect(self.removed)

    def show_relation(self, relation: RelationLabel, ends: Sequence[str], known: bool) -> None:
        """Fill in a relation label; ``ends`` are all that it could connect."""
        self._relation = relation
        self.id.setText(relation.id)
        self.id.setEnabled(not known)
        self.name.setText(relation.name)
        self.head.fill(ends, relation.head, "anything")
        self.tail.fill(ends, relation.tail, "anything")
        self.retired.setChecked(relation.retired)

    def _send(self) -> None:
        if self._relation is None:
            return
        new = replace(
            self._relation, id=self.id.text().strip(), name=self.name.text(),
            head=self.head.chosen(), tail=self.tail.chosen(), retired=self.retired.isChecked(),
        )  # fmt: skip
        if new != self._relation:
            self.changed.emit(new)


class LayerForm(Form):
    """A layer: its name; the id comes from it while the layer is new, and stays from then on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: Layer | None = None
        self.name, self.id = QLineEdit(), QLineEdit()
        self.key, self.about = QLabel(), QLabel()
        self.remove = QPushButton(tr("Remove"))
        self.id.setEnabled(False)
        self.about.setProperty("role", "dim")
        self.about.setWordWrap(True)
        self.row(tr("Name"), self.name)
        self.row(tr("Layer"), self.id)
        self.row(tr("Letter"), self.key)
        self.row("", self.remove)
        self.column.addWidget(self.about)
        self.column.addStretch(1)
        self.name.editingFinished.connect(self._send)
        self.remove.clicked.connect(self.removed)

    def show_layer(self, layer: Layer, known: bool, count: int) -> None:
        """Fill in a layer that ``count`` spans stand in; ``known`` when the project has it."""
        self._layer = layer
        self.id.setText(layer.id)
        self.name.setText(layer.name)
        self.key.setText(layer.key or tr("none", "key"))
        own = layer.id in (ENTITY, QUOTE, CLAIM)
        self.remove.setEnabled(not own and not count)
        if own:
            why = tr("This layer belongs to every project; its labels can be retired.")
        elif count:
            why = plural(
                "%n spans stand in it: it stays, and its labels can be retired.",
                "%n span stands in it: it stays, and its labels can be retired.",
                count,
            )
        else:
            why = tr("No span stands in it: it can be removed.")
        if not known:
            why = tr(
                "A new layer: its id comes from its name. Its spans are lines under the words."
            )
        if layer.key:
            way = tr("{duplicate}, then {key}, marks words in it.").format(
                duplicate=key_of("duplicate"), key=layer.key
            )
            why = f"{why} {way}"
        self.about.setText(why)

    def _send(self) -> None:
        if self._layer is not None and self.name.text() not in ("", self._layer.name):
            self.changed.emit(replace(self._layer, name=self.name.text().strip()))


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(x.strip() for x in text.split(",") if x.strip()))


def _colour(words: str, before: str) -> str:
    """A colour as written; what is still being written leaves the one there was."""
    found = QColor(words if words.startswith("#") else f"#{words}")
    digits = len(words.removeprefix("#"))
    return found.name().upper() if found.isValid() and digits == 6 else before


def _shape_icon(shape: str, theme: Theme) -> QIcon:
    pixmap = QPixmap(32, 32)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_shape(painter, shape, QPointF(8, 8), 5, theme.color("text2"), True)
    painter.end()
    return QIcon(pixmap)
