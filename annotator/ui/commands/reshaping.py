"""Grow, join, cut and double spans; quotations of several parts; certainty and topics."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from annotator.model import hints
from annotator.model.edit import Edit
from annotator.model.schema import Attribute, Layer
from annotator.model.span import CLAIM, ENTITY, QUOTE, Span
from annotator.model.text import tokens
from annotator.services import adding, correcting, expanding, reshaping
from annotator.ui.actions import key_of, show_key
from annotator.ui.commands.naming import Naming
from annotator.ui.modes import Choice, FindLabel, Pointless, Range
from annotator.ui.schema_words import called
from annotator.ui.span_modes import Cut
from annotator.ui.tr import in_sentence, tr


class Reshaping(Naming):
    """Commands that make spans larger, smaller, more or fewer."""

    topicsWanted = Signal()

    # -- growing -------------------------------------------------------------------------------

    def do_expand(self, _: str) -> None:
        selected, span = self.selected(), self.desk.span
        if selected:
            self._grow_selection(selected)
        elif span is None:
            self.say(tr("Go to a span or select some words first"))
        elif span.layer == QUOTE and self._add_parts(span):
            return
        else:
            found = self._larger(span)
            if found is None:
                self.say(tr("It cannot grow further"))
            else:
                inside = self._reported_in(span, found)
                kind = self._kind(span, found)
                self.change(reshaping.grow, span.id, *found, kind, then=self._grown(inside))

    def _reported_in(self, span: Span, grown: Range) -> str:
        """The speaker or cue of a quote that growing brings into it."""
        tails = (self.desk.view.tail(span.id, label) for label in ("CUE", "SPEAKER"))
        inside = (
            t for t in tails
            if t and grown[0] <= t.start and t.end <= grown[1]
            and not (span.start <= t.start and t.end <= span.end)
        )  # fmt: skip
        return " ".join(next((t.text for t in inside), "").split())

    def _kind(self, span: Span, grown: Range) -> str:
        """Words that turn out to stand in marks are no indirect quote."""
        kind = hints.quote_kind(self.text, *grown)
        return kind if (span.layer, span.label) == (QUOTE, "INDIRECT") else span.label

    def _names(self) -> list[Range]:
        return [(s.start, s.end) for s in self.desk.view.spans if s.layer == ENTITY]

    def _grow_selection(self, chosen: Range) -> None:
        found = expanding.grown(self.text, *chosen, names=self._names())
        if found is None:
            self.say(tr("It cannot grow further"))
            return
        self.pend(found)
        self.reader.scroll_to(*found)

    def _larger(self, span: Span) -> Range | None:
        # A name is no clause; what is to become a claim or a quote is added by their own keys.
        names = [r for r in self._names() if r != (span.start, span.end)]
        if span.layer not in (QUOTE, CLAIM):
            return expanding.name_around(self.text, span.start, span.end, names)
        if span.layer == QUOTE and (span.start, span.end) in expanding.quotation(
            self.text, span.start, span.end
        ):
            # Beyond its marks a quote has parts, but no more words.
            return None
        return expanding.grown(self.text, span.start, span.end)

    def _add_parts(self, span: Span) -> bool:
        """Mark the other parts of a split quotation, if there are such not marked yet."""
        ranges = expanding.quotation(self.text, span.start, span.end)
        if len(ranges) < 2 or (span.start, span.end) not in ranges:
            return False
        known = {(s.start, s.end): s for s in self.desk.view.spans if s.layer == QUOTE}
        groups = {known[r].attributes.get(reshaping.GROUP) if r in known else None for r in ranges}
        if len(groups) == 1 and None not in groups:
            return False
        self._add_quotation(ranges, then=None)
        return True

    def _add_quotation(
        self, ranges: list[Range], then: Callable[[Edit | None], None] | None
    ) -> None:
        known = {(s.start, s.end): s.label for s in self.desk.view.spans if s.layer == QUOTE}
        parts = [(known.get(r) or hints.quote_kind(self.text, *r), *r) for r in ranges]
        self.change(reshaping.add_quotation, parts, then=then)

    # -- quotations of several parts -----------------------------------------------------------

    def _new_quote(self, chosen: Range) -> None:
        ranges = expanding.parts_within(self.text, *chosen)
        if not ranges:
            super()._new_quote(chosen)
            return
        self.drop_selection()

        def then(edit: Edit | None) -> None:
            first = next((s for s in self.desk.walk() if (s.start, s.end) == ranges[0]), None)
            if edit is not None and first is not None:
                self.focus(first)
                self._choose_role("SPEAKER")

        self._add_quotation(ranges, then)

    def _set_role(self, head: Span, relation: str, chosen: Range | None) -> None:
        group = head.attributes.get(reshaping.GROUP)
        parts = [
            s.id
            for s in self.desk.view.spans
            if group and s.layer == QUOTE and s.attributes.get(reshaping.GROUP) == group
        ]
        if len(parts) < 2 or relation not in ("SPEAKER", "CUE", "ADDRESSEE"):
            super()._set_role(head, relation, chosen)
            return
        self.desk.when_idle(
            lambda: self.change(reshaping.set_role_of_parts, parts, relation, chosen)
        )

    # -- two of one, one of two ----------------------------------------------------------------

    def do_join(self, _: str) -> None:
        span = self.span
        after = [s for s in self.desk.walk() if s.layer == span.layer and s.order > span.order]
        if not after:
            self.say(tr("No span of this layer follows"))
        elif not reshaping.same_paragraph(self.text, span, after[0]):
            self.say(tr("The next one stands in another paragraph"))
        else:
            between = reshaping.words_between(self.text, span, after[0])
            self.change(reshaping.join, span.id, after[0].id, then=self._grown(between))

    def _grown(self, taken: str) -> Callable[[Edit | None], None]:
        """Go to what has grown; say which words came in that nobody had marked."""

        def then(edit: Edit | None) -> None:
            self.focus_new(edit)
            if edit is not None and taken:
                self.say(
                    tr("With “{taken}” in it. {undo} takes it back").format(
                        taken=taken, undo=key_of("undo")
                    )
                )

        return then

    def do_knife(self, _: str) -> None:
        span = self.span
        if len(tokens(self.text, span.start, span.end)) < 2:
            self.say(tr("One word alone cannot be cut"))
            return

        def cut(at: int) -> None:
            self.desk.when_idle(lambda: self.change(reshaping.split, span.id, at))

        self.enter(Cut(self.text, span.start, span.end, cut))

    def do_duplicate(self, _: str) -> None:
        chosen = self.chosen_range()
        if chosen is None and self.desk.span is not None:
            chosen = (self.desk.span.start, self.desk.span.end)
        layers = self.desk.session.schema.layers if self.desk.session else ()
        if chosen is None:
            self.say(tr("Go to a span or select some words first"))
            return
        place = chosen

        def to(layer: Layer) -> Callable[[], None]:
            return lambda: self._double(layer, place)

        keyed = {x.key.upper(): x for x in layers if x.key}
        words = " · ".join(f"{k} {in_sentence(called(x.name))}" for k, x in keyed.items())
        self.enter(
            Choice(
                tr("Same words as: {words} · Esc").format(words=words),
                {k: to(x) for k, x in keyed.items()},
            )
        )

    def _double(self, layer: Layer, chosen: Range) -> None:
        def add(label: str) -> None:
            self.drop_selection()
            self.desk.when_idle(
                lambda: self.change(adding.add_span, layer.id, label, *chosen, then=self.focus_new)
            )

        labels = [x for x in layer.labels if not x.role]
        if layer.id == QUOTE:
            add(hints.quote_kind(self.text, *chosen))
        elif len(labels) == 1:
            add(labels[0].id)
        else:
            self.enter(FindLabel(labels, add))

    # -- by name, from the palette and the menu ------------------------------------------------

    def use_label(self, layer: str, label: str) -> None:
        """Label the selected words, or relabel the current span."""

        def run() -> None:
            chosen = self.chosen_range()
            if chosen is not None:
                self.drop_selection()
                self.change(adding.add_span, layer, label, *chosen, then=self.focus_new)
            elif self.desk.span is not None:
                self.change(correcting.relabel, self.desk.span.id, label)

        self.desk.when_idle(run)

    def use_type(self, value: str) -> None:
        """Give the current claim a type."""

        def run() -> None:
            if self.desk.span is not None:
                self.change(correcting.set_attribute, self.desk.span.id, "type", value)

        self.desk.when_idle(run)

    # -- what a claim says of itself -----------------------------------------------------------

    def do_certainty(self, _: str) -> None:
        span = self.span
        attribute = self._attribute(span, "certainty")
        if attribute is None or not attribute.choices:
            # The letter that follows would do something else to the span.
            letters = "".join(letters_for(self._certainties())).lower()
            words = tr("Certainty is asked of claims, not of {label} · Esc").format(
                label=span.label
            )
            self.enter(Pointless(words, letters))
            return

        def choose(value: str) -> Callable[[], None]:
            return lambda: self.change(correcting.set_attribute, span.id, attribute.id, value)

        keyed = letters_for(attribute.choices)
        words = " · ".join(f"{k} {called(v)}" for k, v in keyed.items())
        self.enter(
            Choice(
                f"{called(attribute.name)}: {words} · {show_key('Esc')}",
                {k: choose(v) for k, v in keyed.items()},
            )
        )

    def _certainties(self) -> tuple[str, ...]:
        """The choices of certainty, whatever layer asks for it."""
        layers = self.desk.session.schema.layers if self.desk.session else ()
        found = (a.choices for layer in layers for a in layer.attributes if a.id == "certainty")
        return next(found, ())

    def do_topics(self, _: str) -> None:
        if self._attribute(self.span, "topics") is None:
            self.say(tr("{label} has no topics").format(label=self.span.label))
        else:
            self.topicsWanted.emit()

    def _attribute(self, span: Span, name: str) -> Attribute | None:
        layer = self.desk.session.schema.layer(span.layer) if self.desk.session else None
        found = layer.attributes if layer else ()
        return next((a for a in found if a.id == name and a.for_label(span.label)), None)


def letters_for(choices: tuple[str, ...]) -> dict[str, str]:
    """A letter for each choice: the first of its word that is still free, upper case."""
    keyed: dict[str, str] = {}
    for choice in choices:
        free = (c for c in choice.upper() if c.isalpha() and c not in keyed)
        letter = next(free, None)
        if letter is not None:
            keyed[letter] = choice
    return keyed
