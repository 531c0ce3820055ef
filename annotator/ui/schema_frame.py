"""The window of the label editor: what stands where in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.schema_forms import AttributeForm, LabelForm, LayerForm, RelationForm
from annotator.ui.schema_list import SchemaDelegate, SchemaModel
from annotator.ui.theme import Theme
from annotator.ui.tr import tr


class SchemaFrame(QDialog):
    """List left, form right, below them what will change and the buttons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Labels"))
        self.model = SchemaModel(self)
        self.list = QListView()
        self.list.setObjectName("labels")
        self.list.setAccessibleName(tr("Layers, labels, attributes, relations"))
        self.list.setModel(self.model)
        self.list.setMouseTracking(True)
        self.delegate = SchemaDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.label, self.attribute = LabelForm(theme), AttributeForm()
        self.relation, self.layer = RelationForm(), LayerForm()
        self.forms = QStackedWidget()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setAccessibleName(tr("What will change, or what is wrong"))
        self.new_label = _button(tr("+ Label"), tr("Add a label"))
        self.new_attribute = _button(tr("+ Attribute"), tr("Add an attribute"))
        self.new_layer = _button(tr("+ Layer"), tr("Add a layer"))
        self.new_relation = _button(tr("+ Relation"), tr("Add a relation label"))
        self.bring = _button(tr("Import…"), tr("Take the labels of a TOML file"))
        self.keep = _button(tr("Export…"), tr("Write the labels to a TOML file"))
        self.cancel = _button(tr("Cancel"), tr("Change nothing"))
        self.go = _button(tr("Apply"), tr("Apply"))
        self.go.setProperty("primary", "true")
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("queue")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(268)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 10, 0, 10)
        side.addWidget(self.list, 1)
        adding = QGridLayout()
        adding.setContentsMargins(10, 8, 10, 0)
        adding.setSpacing(6)
        buttons = (self.new_label, self.new_attribute, self.new_relation, self.new_layer)
        for at, button in enumerate(buttons):
            adding.addWidget(button, *divmod(at, 2))
        side.addLayout(adding)
        for form in (self.label, self.attribute, self.relation, self.layer):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.viewport().setObjectName("paper")
            form.setObjectName("paper")
            form.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            area.setWidget(form)
            self.forms.addWidget(area)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.forms, 1)
        right.addWidget(self._foot())
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(left)
        outer.addLayout(right, 1)

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(24, 8, 24, 14)
        column.setSpacing(10)
        self.said.setMinimumHeight(36)
        self.said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self.said)
        line = QHBoxLayout()
        line.addWidget(self.bring)
        line.addWidget(self.keep)
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.go)
        self.go.setMinimumHeight(32)
        column.addLayout(line)
        return foot


def _button(words: str, name: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(name)
    if words.startswith("+"):
        button.setProperty("tight", "true")
    button.setAutoDefault(False)
    return button
