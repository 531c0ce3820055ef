"""The label editor: list left, form right. What is changed is one edit, made when it is applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QWidget,
)

from annotator.model import relabelling
from annotator.model.errors import AnnotatorError
from annotator.model.relabelling import Moves
from annotator.model.schema import Attribute, Label, LabelSchema, Layer, RelationLabel
from annotator.services import projects, schemas
from annotator.ui.actions import KEYS, show_key
from annotator.ui.desk import Desk
from annotator.ui.schema_frame import SchemaFrame
from annotator.ui.schema_list import (
    ATTRIBUTE,
    LABEL,
    LAYER,
    RELATION,
    ROW,
    SchemaRow,
    rows_of,
)
from annotator.ui.theme import Theme
from annotator.ui.tr import marked, plural, tr

_FILES = marked("Label schemas (*.toml);;All files (*)")


class SchemaDialog(SchemaFrame):
    """Emits ``applied`` with the schema, what was renamed or merged, and what it is based on."""

    applied = Signal(object, object, object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.desk = desk
        assert desk.session is not None
        self.base: LabelSchema = desk.session.schema
        self.schema = self.base
        self.moves: dict[tuple[str, str], str] = {}
        self.counts: dict[tuple[str, str], int] = {}
        self._place: tuple[str, str, str] | None = None
        self._warned = False
        self._connect()
        self.refresh()
        first = self.model.find(
            (LABEL, self.schema.layers[0].id, self.schema.layers[0].labels[0].id)
        )
        self.list.setCurrentIndex(self.model.index(first or 0))
        room = parent.size() if parent is not None else QSize(1000, 700)
        self.resize(min(1000, room.width() - 40), min(660, room.height() - 40))
        desk.database.call(schemas.counts, self._counted, lambda _: None)

    # -- following the controls ----------------------------------------------------------------

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._show(now))
        self.label.changed.connect(self._label_changed)
        self.label.moved.connect(self._merge)
        self.label.removed.connect(self._remove_label)
        self.attribute.changed.connect(self._attribute_changed)
        self.attribute.removed.connect(self._remove_attribute)
        self.relation.changed.connect(self._relation_changed)
        self.relation.removed.connect(self._remove_relation)
        self.layer.changed.connect(self._layer_changed)
        self.layer.removed.connect(self._remove_layer)
        self.label.free.clicked.connect(self._free_look)
        for form in (self.label, self.attribute, self.relation, self.layer):
            for button in form.findChildren(QPushButton):
                button.setAutoDefault(False)
        for button, run in (
            (self.new_label, self.add_label), (self.new_attribute, self.add_attribute),
            (self.new_relation, self.add_relation), (self.new_layer, self.add_layer),
            (self.bring, self.read), (self.keep, self.write), (self.cancel, self.reject),
            (self.go, self.apply),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, r=run: r())
        key = QShortcut(QKeySequence("Ctrl+Return"), self)
        key.activated.connect(self.apply)

    # -- showing -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the schema as it stands now, and what is wrong with it or will change."""
        wrong = relabelling.problems(self.schema)
        self.delegate.schema = self.schema
        self.model.set_rows(rows_of(self.schema, self._now(), wrong))
        at = self.model.find(self._place) if self._place else None
        if at is not None and at != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(at))
        differs = not schemas.same(self.schema, self.base) or bool(self._moved())
        self.go.setEnabled(differs and not wrong)
        self.go.setText(tr("Apply to the project  {key}").format(key=show_key("Ctrl+Return")))
        if wrong:
            self._tell(next(iter(wrong.values())), "error")
        else:
            self._tell(self._words() if differs else tr("Nothing changed yet."), "dim")

    def _now(self) -> dict[tuple[str, str], int]:
        """How many spans each label has after what was renamed and merged here."""
        out: dict[tuple[str, str], int] = {}
        for (layer, label), number in self.counts.items():
            key = (layer, self.moves.get((layer, label), label))
            out[key] = out.get(key, 0) + number
        return out

    def _moved(self) -> Moves:
        """What the project has and will call otherwise; what is new here has nothing to move."""
        return {k: v for k, v in self.moves.items() if k[1] != v and self.base.label(*k)}

    def _words(self) -> str:
        parts = []
        for (layer, old), new in self._moved().items():
            number = self.counts.get((layer, old), 0)
            told = tr("{old} becomes {new}")
            if number:
                told = plural(
                    "{old} becomes {new}, %n spans shown under it",
                    "{old} becomes {new}, %n span shown under it",
                    number,
                )
            parts.append(told.format(old=old, new=new))
        whole = tr("Applied in one step; {undo} in the text takes it back.").format_map(KEYS)
        return "; ".join(parts) or whole

    def _tell(self, words: str, role: str) -> None:
        self.said.setText(words[:1].upper() + words[1:])
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def tell(self, words: str) -> None:
        """Say why it was not applied."""
        self._tell(words, "error")

    def _counted(self, counts: dict[tuple[str, str], int]) -> None:
        self.counts = counts
        self.refresh()
        self._show(self.list.currentIndex())

    def _show(self, index: QModelIndex) -> None:
        row = index.data(ROW) if index.isValid() else None
        if not isinstance(row, SchemaRow):
            return
        self._place = row.place
        self._warned = False
        layer = self.schema.layer(row.layer)
        if row.kind == RELATION:
            found = next(x for x in self.schema.relations if x.id == row.id)
            known = any(x.id == row.id for x in self.base.relations)
            self.relation.show_relation(found, self._ends(), known)
        elif layer is None:
            return
        elif row.kind == LABEL:
            label = layer.label(row.id)
            assert label is not None
            self.label.show_label(layer, label, self._now().get((layer.id, label.id), 0))
        elif row.kind == ATTRIBUTE:
            attribute = next(x for x in layer.attributes if x.id == row.id)
            before = self.base.layer(layer.id)
            known = before is not None and any(x.id == row.id for x in before.attributes)
            self.attribute.show_attribute(layer, attribute, known)
        else:
            many = sum(n for (of, _), n in self.counts.items() if of == layer.id)
            self.layer.show_layer(layer, self.base.layer(layer.id) is not None, many)
        forms = (LABEL, ATTRIBUTE, RELATION, LAYER)
        self.forms.setCurrentIndex(forms.index(row.kind))

    def _ends(self) -> list[str]:
        out = []
        for layer in self.schema.layers:
            out += [f"{layer.id}:*", *(f"{layer.id}:{x.id}" for x in layer.labels)]
        return out

    # -- changing ------------------------------------------------------------------------------

    @property
    def _at(self) -> tuple[str, str, str]:
        assert self._place is not None
        return self._place

    def _take(self, schema: LabelSchema, place: tuple[str, str, str] | None = None) -> None:
        self.schema = schema
        self._place = place or self._place
        self.refresh()
        at = self.model.find(self._place) if self._place else None
        if at is not None:
            self._show(self.model.index(at))

    def _try(self, change: Callable[[], LabelSchema], place: tuple[str, str, str]) -> bool:
        try:
            self._take(change(), place)
        except AnnotatorError as error:
            self._tell(str(error), "error")
            return False
        return True

    def _label_changed(self, label: Label) -> None:
        _, layer, old = self._at
        place = (LABEL, layer, label.id)
        taken = self._try(lambda: relabelling.with_label(self.schema, layer, label, old), place)
        if taken and label.id != old:
            relabelling.add_moves(self.moves, layer, old, label.id)
            self.refresh()

    def _merge(self, target: str) -> None:
        _, layer, source = self._at
        taken = self._try(
            lambda: relabelling.merged(self.schema, layer, source, target),
            (LABEL, layer, target),
        )
        if taken:
            relabelling.add_moves(self.moves, layer, source, target)
            self.refresh()

    def _free_look(self) -> None:
        _, layer_id, label_id = self._at
        layer = self.schema.layer(layer_id)
        label = layer.label(label_id) if layer else None
        if layer is not None and label is not None:
            light, dark, shape = relabelling.free_look(layer, label_id)
            self._label_changed(replace(label, light=light, dark=dark, shape=shape))

    def _layer_at(self) -> Layer:
        found = self.schema.layer(self._at[1]) if self._place else None
        return found or self.schema.layers[0]

    def add_label(self) -> None:
        """A new label in the layer at hand; its name is to be typed."""
        layer = self._layer_at().id
        label = relabelling.new_label(self.schema, layer)
        self._take(relabelling.with_label(self.schema, layer, label), (LABEL, layer, label.id))
        self._type(self.label.id)

    def add_layer(self) -> None:
        """A new layer with one label; its name is to be typed."""
        layer = relabelling.new_layer(self.schema)
        schema = relabelling.with_layer(self.schema, layer)
        self._take(schema, (LAYER, layer.id, layer.id))
        self._type(self.layer.name)

    def _layer_changed(self, layer: Layer) -> None:
        if self.base.layer(layer.id) is not None:
            self._take(relabelling.with_layer(self.schema, layer))
            return
        new = relabelling.layer_id_of(layer.name)
        self._try(
            lambda: relabelling.with_layer_called(self.schema, layer.id, layer.name),
            (LAYER, new, new),
        )

    def _remove_layer(self) -> None:
        gone, first = self._at[1], self.schema.layers[0].id
        self._try(lambda: relabelling.without_layer(self.schema, gone), (LAYER, first, first))

    def add_attribute(self) -> None:
        """A new attribute of the layer at hand."""
        layer = self._layer_at()
        ids = {x.id for x in layer.attributes}
        new = next(x for x in (f"new{n or ''}" for n in range(1000)) if x not in ids)
        added = relabelling.with_attribute(
            self.schema, layer.id, Attribute(new, new.capitalize(), "choice", choices=("yes", "no"))
        )
        self._take(added, (ATTRIBUTE, layer.id, new))
        self._type(self.attribute.id)

    def add_relation(self) -> None:
        """A new relation label."""
        ids = {x.id for x in self.schema.relations}
        new = next(x for x in (f"NEW{n or ''}" for n in range(1000)) if x not in ids)
        relations = (*self.schema.relations, RelationLabel(new, new.capitalize()))
        self._take(replace(self.schema, relations=relations), (RELATION, "", new))
        self._type(self.relation.id)

    @staticmethod
    def _type(field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        select = getattr(field, "selectAll", None)
        if select is not None:
            select()

    def _remove_label(self) -> None:
        _, layer, label = self._at
        self._try(
            lambda: relabelling.without_label(self.schema, layer, label), (LAYER, layer, layer)
        )

    def _attribute_changed(self, attribute: Attribute) -> None:
        _, layer, old = self._at
        self._try(
            lambda: relabelling.with_attribute(self.schema, layer, attribute, old),
            (ATTRIBUTE, layer, attribute.id),
        )

    def _remove_attribute(self) -> None:
        layer = self._layer_at()
        kept = tuple(x for x in layer.attributes if x.id != self._at[2])
        schema = relabelling.with_layer(self.schema, replace(layer, attributes=kept))
        self._take(schema, (LAYER, layer.id, layer.id))

    def _relation_changed(self, relation: RelationLabel) -> None:
        old = self._at[2]
        others = {x.id for x in self.schema.relations} - {old}
        if not relation.id or relation.id in others:
            self._tell(
                tr("There is a relation {id} already").format(id=relation.id)
                if relation.id
                else tr("There is a relation without a name already"),
                "error",
            )
            return
        relations = tuple(relation if x.id == old else x for x in self.schema.relations)
        self._take(replace(self.schema, relations=relations), (RELATION, "", relation.id))

    def _remove_relation(self) -> None:
        kept = tuple(x for x in self.schema.relations if x.id != self._at[2])
        first = self.schema.layers[0].id
        self._take(replace(self.schema, relations=kept), (LAYER, first, first))

    # -- files, and the end --------------------------------------------------------------------

    def read(self) -> None:
        """Take the labels of a file; what spans carry and it lacks will be retired."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Import labels"), "", tr(_FILES))
        if not name:
            return
        try:
            schema = projects.read_schema(Path(name))
        except AnnotatorError as error:
            self._tell(str(error), "error")
            return
        self.moves = {}
        first = schema.layers[0].id
        self._take(replace(schema, version=self.base.version), (LAYER, first, first))

    def write(self) -> None:
        """Write the labels, as they stand here, to a file."""
        name, _ = QFileDialog.getSaveFileName(self, tr("Export labels"), "labels.toml", tr(_FILES))
        if not name:
            return
        try:
            projects.write_schema(self.schema, Path(name))
        except AnnotatorError as error:
            self._tell(str(error), "error")
        else:
            self._tell(tr("Written to {name}").format(name=name), "dim")

    def apply(self) -> None:
        """Hand over what was changed; the editor closes when it is stored."""
        field = self.focusWidget()
        if field is not None:
            # What is being typed counts.
            field.clearFocus()
        if self.go.isEnabled():
            self.applied.emit(self.schema, dict(self._moved()), self.base)

    def reject(self) -> None:
        """Esc with changes says so first."""
        if self.go.isEnabled() and not self._warned:
            self._warned = True
            self._tell(tr("Not applied yet. Esc again drops it; Ctrl+Enter applies it."), "error")
            return
        super().reject()


def edit_labels(desk: Desk, theme: Theme, parent: QWidget) -> SchemaDialog:
    """Open the editor on the desk's project; what it is told is stored as one mutation."""
    dialog = SchemaDialog(desk, theme, parent)
    who = desk.annotator

    def store(schema: LabelSchema, moves: Moves, base: LabelSchema) -> None:
        desk.mutate(
            lambda p: schemas.change(p, who, schema, moves, base), lambda _: dialog.accept()
        )

    dialog.applied.connect(store)
    desk.said.connect(dialog.tell)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
