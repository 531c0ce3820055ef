"""Relabel, resize, add entities, attributes by key."""

from __future__ import annotations

from collections.abc import Callable

from annotator.model.edit import Edit
from annotator.model.span import CLAIM, ENTITY
from annotator.model.text import step_token
from annotator.services import adding, correcting
from annotator.ui.commands.deciding import Deciding
from annotator.ui.modes import Choice, FindLabel, FindWord, MoveBoundary, Pointless, Range
from annotator.ui.schema_words import called
from annotator.ui.tr import tr


class Correcting(Deciding):
    """Commands that change a span or add an entity."""

    def do_digit(self, key: str) -> None:
        selected = self.selected()
        if selected:
            self._label_new(selected, key)
        elif self.desk.span is None:
            self.say(tr("Select some words or go to a span first"))
        elif self.span.layer == CLAIM:
            self._claim_type(key)
        else:
            label = self._label_by_key(self.span.layer, key)
            if label:
                self.change(correcting.relabel, self.span.id, label)

    def _label_by_key(self, layer_id: str, key: str) -> str | None:
        layer = self.desk.session.schema.layer(layer_id) if self.desk.session else None
        found = next((x.id for x in layer.offered if x.key == key), None) if layer else None
        if found is None:
            self.say(
                tr("{name}: no label has the key {key}").format(
                    name=called(layer.name) if layer else layer_id, key=key
                )
            )
        return found

    def _claim_type(self, key: str) -> None:
        value = self._choice(CLAIM, "type", key)
        if value is None:
            self.say(tr("No claim type has the key {key}").format(key=key))
            return
        self.change(correcting.set_attribute, self.span.id, "type", value)

    def _choice(self, layer_id: str, attribute_id: str, key: str) -> str | None:
        layer = self.desk.session.schema.layer(layer_id) if self.desk.session else None
        found = [a for a in layer.attributes if a.id == attribute_id] if layer else []
        return dict(zip(found[0].keys, found[0].choices, strict=False)).get(key) if found else None

    def do_relabel(self, _: str) -> None:
        span = self.span
        layer = self.desk.session.schema.layer(span.layer) if self.desk.session else None
        if layer is None or span.layer == CLAIM:
            self.say(tr("A claim has a type: press its digit"))
            return
        labels = [x for x in layer.offered if not x.role]
        self.enter(FindLabel(labels, lambda label: self.change(correcting.relabel, span.id, label)))

    def do_end_right(self, _: str) -> None:
        self._resize("end", True)

    def do_end_left(self, _: str) -> None:
        self._resize("end", False)

    def do_start_left(self, _: str) -> None:
        self._resize("start", False)

    def do_start_right(self, _: str) -> None:
        self._resize("start", True)

    def _resize(self, edge: str, forward: bool) -> None:
        selected = self.selected()
        if selected is None and self.desk.span is None:
            self.say(tr("Go to a span or select some words first"))
            return
        start, end = selected or (self.span.start, self.span.end)
        moved = step_token(self.text, start if edge == "start" else end, forward, edge)
        if moved is not None:
            start, end = (moved, end) if edge == "start" else (start, moved)
        if moved is None or start >= end:
            self.say(tr("It cannot go further"))
        elif selected:
            self.pend((start, end))
        else:
            self.change(correcting.resize, self.span.id, start, end)

    def do_boundary(self, _: str) -> None:
        def move(start: int, end: int) -> None:
            self.desk.when_idle(lambda: self._nudge(start, end))

        self.enter(MoveBoundary(move))

    def _nudge(self, start: int, end: int) -> None:
        span = self.desk.span
        if span is None:
            return
        low, high = span.start + start, span.end + end
        if low < 0 or high > len(self.text) or low >= high:
            self.say(tr("It cannot go further"))
            return
        self.change(correcting.resize, span.id, low, high)

    def do_unsure(self, _: str) -> None:
        self.change(correcting.toggle_unsure, self.span.id)

    def do_memo(self, _: str) -> None:
        self.noteWanted.emit()

    def do_comment(self, _: str) -> None:
        self.commentWanted.emit()

    def do_inspector(self, _: str) -> None:
        self.inspectorWanted.emit()

    def do_worth(self, _: str) -> None:
        span = self.span
        if span.layer != CLAIM:
            self.enter(
                Pointless(
                    tr("Worth checking is asked of claims, not of {label} · Esc").format(
                        label=span.label
                    )
                )
            )
            return

        def choose(value: str) -> Callable[[], None]:
            return lambda: self.change(correcting.set_attribute, span.id, "worth", value)

        self.enter(Choice(tr("Worth checking: 0 to 3"), {x: choose(x) for x in "0123"}))

    def _label_new(self, chosen: Range, key: str) -> None:
        self.label_range(chosen, key, self.focus_new)

    def label_range(self, chosen: Range, key: str, then: Callable[[Edit | None], object]) -> None:
        """Make an entity of some words; ``key`` is the digit of its label."""
        label = self._label_by_key(ENTITY, key)
        if not label:
            return
        self.drop_selection()
        suggested = next(
            (s for s in self.desk.open_spans() if s.layer == ENTITY and (s.start, s.end) == chosen),
            None,
        )
        if suggested is not None:
            # A second entity beside the suggestion would leave it open.
            self.change(correcting.relabel, suggested.id, label, then=then)
        else:
            self.change(adding.add_span, ENTITY, label, *chosen, then=then)

    def do_add(self, _: str) -> None:
        after = self.desk.span.start if self.desk.span else self.reader.visible_range()[0]

        def labelled(chosen: Range, key: str) -> None:
            self.desk.when_idle(lambda: self._label_new(chosen, key))

        def used(chosen: Range) -> None:
            self.pend(chosen)
            # The mode clears its own mark when it ends; the selection stays after it.
            self.leave_mode()
            self.reader.set_pending(chosen)

        self.enter(FindWord(self.text, after, used=used, labelled=labelled))
