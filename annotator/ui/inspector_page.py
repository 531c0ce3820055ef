"""The part of the inspector that a layer has for itself: its labels and its rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from annotator.model.document import View
from annotator.model.schema import Attribute, Label, LabelSchema, Layer
from annotator.model.span import CLAIM, ENTITY, QUOTE, Span
from annotator.model.wording import sentence
from annotator.ui.actions import BY_ID, key_of, show_key
from annotator.ui.chips import Chip
from annotator.ui.completing import CompletingField
from annotator.ui.fields import ChoiceField, Field, SeveralField, WordsField, field_for
from annotator.ui.key_hints import key_cap
from annotator.ui.links import Link, Links, lines_of
from annotator.ui.schema_words import called
from annotator.ui.theme import Theme
from annotator.ui.tr import marked, tr

_KEYED = ("worth", "certainty", "topics")
_ROLES = {
    QUOTE: (("SPEAKER", marked("Speaker"), "speaker"), ("CUE", marked("Cue"), "cue"),
            ("ADDRESSEE", marked("Addressee"), "addressee")),
    CLAIM: (("CLAIMED_BY", marked("Source"), "speaker"),),
}  # fmt: skip


# Signs of a key that stands beside its value.
_LONG_KEY = len("Shift+Enter")


class LayerPage(QWidget):
    """Chips for the labels, room for ``buttons``, a row for each role and attribute, the note."""

    labelChosen = Signal(str)
    attributeChosen = Signal(str, object)
    noteWritten = Signal(str)
    actionWanted = Signal(str)
    spanWanted = Signal(str)
    tagsWanted = Signal(str, str)
    left = Signal()

    def __init__(self, layer: Layer, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layer, self.theme = layer, theme
        self.chips: dict[str, Chip] = {}
        self.roles: dict[str, Link] = {}
        self.fields: dict[str, Field] = {}
        self._role_parts: list[QWidget] = []
        self.rows: dict[str, tuple[QWidget, QWidget]] = {}
        self.named, self.same = _words(self), _words(self)
        self.named.setVisible(layer.id in (ENTITY, QUOTE))
        self.same.setVisible(layer.id == ENTITY)
        self._span: Span | None = None
        self.type = next((a for a in layer.attributes if a.id == "type" and a.choices), None)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._chip_grid())
        self._more(layout)
        layout.addLayout(self.buttons)
        layout.addLayout(self._rows())
        layout.addStretch(1)

    # -- building ------------------------------------------------------------------------------

    def _chip_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        group = QButtonGroup(self)
        group.setExclusive(True)
        for at, (value, words, key, label) in enumerate(self._choices()):
            shape = label.shape if label and self.layer.id == ENTITY else ""
            chip = Chip(self.theme, words, key, shape, self.theme.label(label), self)
            chip.clicked.connect(lambda _=False, v=value: self._chip_clicked(v))
            group.addButton(chip)
            self.chips[value] = chip
            columns = 3 if self.layer.id == QUOTE else 2
            grid.addWidget(chip, at // columns, at % columns)
        return grid

    def _choices(self) -> list[tuple[str, str, str, Label | None]]:
        if self.type is not None:
            keys = [*self.type.keys, *[""] * len(self.type.choices)]
            return [
                (c, sentence(called(c)), k, None)
                for c, k in zip(self.type.choices, keys, strict=False)
            ]
        return [
            (x.id, x.id if self.layer.id == ENTITY else called(x.name), x.key, x)
            for x in self.layer.offered
            if x.key and not x.role
        ]

    def _more(self, layout: QVBoxLayout) -> None:
        rest = [x.id for x in self.layer.offered if not x.key and not x.role]
        if self.layer.id == ENTITY and rest:
            more = QLabel(
                tr("{labels}: {relabel}, then type").format(
                    labels=", ".join(rest), relabel=key_of("relabel")
                )
            )
            more.setProperty("role", "dim")
            layout.addWidget(more)

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(8)
        grid.setColumnMinimumWidth(0, 74)
        grid.setColumnStretch(1, 1)
        if self.layer.id == ENTITY:
            self._row(grid, tr("Is"), self.named, BY_ID["link"].shown_key)
            # The long key stands beside its value, not in a column that would narrow all fields.
            beside = QWidget()
            line = QHBoxLayout(beside)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(self.same, 1)
            key = BY_ID["accept_alike"].shown_key
            cap = key_cap(key if len(key) <= _LONG_KEY else _short_key(key))
            line.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
            self._row(grid, tr("Same name"), beside, "", columns=2)
        for relation, words, action in _ROLES.get(self.layer.id, ()):
            value = Link()
            value.wanted.connect(self.spanWanted)
            value.left.connect(self.left)
            self.roles[relation] = value
            about, hint = self._row(grid, tr(words), value, BY_ID[action].shown_key)
            self._role_parts += [about, value, hint]
            if relation == "SPEAKER":
                self._row(grid, tr("is"), self.named, BY_ID["link"].shown_key)
        for attribute in self.layer.attributes:
            if attribute is not self.type:
                field = self._field(attribute)
                self.fields[attribute.id] = field
                key = key_of(attribute.id) if attribute.id in _KEYED else ""
                # The pane is narrow; a long key would push the fields out of it.
                key = _short_key(key)
                self.rows[attribute.id] = self._row(grid, called(attribute.name), field, key)
        self.links = Links()
        self.links.wanted.connect(self.spanWanted)
        self.links.left.connect(self.left)
        self._links_row = self._row(grid, tr("Links"), self.links, "")
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("none", "words"))
        self.note.editingFinished.connect(self._note_done)
        self.note.installEventFilter(self)
        self._row(grid, tr("Note"), self.note, BY_ID["memo"].shown_key)
        return grid

    def _row(
        self, grid: QGridLayout, words: str, field: QWidget, key: str, columns: int = 1
    ) -> tuple[QWidget, QWidget]:
        at = grid.rowCount()
        name = QLabel(words)
        name.setProperty("role", "dim")
        field.setAccessibleName(words)
        cap = key_cap(key, self)
        cap.setVisible(bool(key))
        grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, at, 1, 1, columns)
        grid.addWidget(cap, at, 2, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        # As high as the field beside it, so that their words stand on one line.
        name.setMinimumHeight(30 if isinstance(field, QLineEdit | ChoiceField) else 24)
        return name, cap

    def _field(self, attribute: Attribute) -> Field:
        field = field_for(attribute)
        if isinstance(field, WordsField):
            field.editingFinished.connect(lambda: self._line_done(attribute, field))
            field.wanted.connect(lambda: self.tagsWanted.emit(self.layer.id, attribute.id))
        else:
            field.answered.connect(lambda value: self.attributeChosen.emit(attribute.id, value))
        field.installEventFilter(self)
        return field

    # -- showing -------------------------------------------------------------------------------

    def show_span(self, span: Span, view: View, schema: LabelSchema) -> None:
        """Fill in what is known of a span."""
        fresh = self._span is None or self._span.id != span.id
        self._span = span
        on = span.attributes.get("type") if self.type is not None else span.label
        for value, chip in self.chips.items():
            chip.blockSignals(True)
            # It paints itself anew when that is another answer than before.
            chip.setChecked(value == on)
            chip.blockSignals(False)
        if on not in self.chips:
            self._uncheck()
        for relation, field in self.roles.items():
            tail = view.tail(span.id, relation)
            words = " ".join(tail.text.split()) if tail else tr("none", "words")
            field.show_target(words, tail.id if tail else None)
        # A part of a quote has no speaker of its own.
        for part in self._role_parts:
            part.setVisible(span.label not in schema.roles)
        lines = lines_of(span, view, schema, tuple(self.roles))
        self.links.show_lines(lines)
        self._links_row[0].setVisible(bool(lines))
        for attribute in self.layer.attributes:
            if attribute.id in self.fields:
                self._answer(attribute, span, fresh)
        if not self.note.hasFocus():
            self.note.setText(span.note or "")

    def show_names(self, named: str, same: str) -> None:
        """Say which name it is, and how many more are called so."""
        self.named.setText(named)
        self.same.setText(same)

    def _answer(self, attribute: Attribute, span: Span, fresh: bool) -> None:
        field, (name, cap) = self.fields[attribute.id], self.rows[attribute.id]
        value = span.attributes.get(attribute.id)
        asked = attribute.for_label(span.label) or value is not None
        for part in (field, name):
            part.setVisible(asked)
        cap.setVisible(asked and attribute.id == "worth")
        # Ticked by keyboard, a list keeps its place.
        if fresh or not (isinstance(field, SeveralField) and field.hasFocus()):
            field.show_value(value)

    def set_tags(self, attribute: str, tags: tuple[str, ...]) -> None:
        """The tags in use, to be offered."""
        field = self.fields.get(attribute)
        if isinstance(field, WordsField):
            field.known = tags

    def _uncheck(self) -> None:
        group = next(iter(self.chips.values())).group() if self.chips else None
        if group is not None:
            group.setExclusive(False)
            for chip in self.chips.values():
                chip.setChecked(False)
            group.setExclusive(True)

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        shown = (x for x in self.fields.values() if not x.isHidden())
        first = next(shown, None) or self.note
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- what was asked for --------------------------------------------------------------------

    def finish(self) -> None:
        """Hand over what is being typed: the span is about to be left."""
        if self.note.hasFocus():
            self._note_done()
        for attribute in self.layer.attributes:
            field = self.fields.get(attribute.id)
            if isinstance(field, WordsField) and field.hasFocus():
                self._line_done(attribute, field)
        # The field loses the focus later; nothing is to be handed over twice.
        self._span = None

    def _chip_clicked(self, value: str) -> None:
        if self.type is not None:
            self.attributeChosen.emit(self.type.id, value)
        else:
            self.labelChosen.emit(value)

    def _line_done(self, attribute: Attribute, field: WordsField) -> None:
        if self._span is not None:
            value, before = field.answer(), self._span.attributes.get(attribute.id)
            if value != (before or None):
                self.attributeChosen.emit(attribute.id, value)

    def _note_done(self) -> None:
        words = self.note.text().strip()
        if self._span is not None and words != (self._span.note or ""):
            self.noteWritten.emit(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Esc in a field go back to the text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            offering = isinstance(watched, CompletingField) and bool(watched.offered())
            if event.key() == Qt.Key.Key_Escape:
                if offering and isinstance(watched, CompletingField):
                    watched.hide_offers()
                    return True
                if isinstance(watched, QLineEdit) and self._span is not None:
                    self._restore(watched)
                self.left.emit()
                return True
            if isinstance(watched, CompletingField) and watched.chosen():
                return False
            if isinstance(watched, QLineEdit) and event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _restore(self, field: QLineEdit) -> None:
        assert self._span is not None
        if field is self.note:
            field.setText(self._span.note or "")
            return
        for name, known in self.fields.items():
            if known is field:
                field.clearFocus()
                known.show_value(self._span.attributes.get(name))


def _words(parent: QWidget) -> QLabel:
    value = QLabel(parent)
    value.setWordWrap(True)
    value.setTextFormat(Qt.TextFormat.PlainText)
    value.setProperty("value", "true")
    return value


def _short_key(key: str) -> str:
    return key.replace(f"{show_key('Shift')}+", "⇧")
