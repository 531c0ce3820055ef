"""What there is to see of the article that is open: spans to walk, names, how far it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import attrgetter

from PySide6.QtCore import QObject

from annotator.model.document import Document, View
from annotator.model.ordered import Ordered
from annotator.model.people import Entity
from annotator.model.span import ENTITY, Span
from annotator.model.speaking import speaker_of
from annotator.model.viewing import Viewing
from annotator.ui.session import Session


def _alike(span: Span) -> tuple[str, str, str]:
    return (span.layer, span.label, span.text)


class Seen(QObject):
    """Answers about the view, all asked of the pieces its spans stand in; changes nothing."""

    session: Session | None
    document: Document | None
    view: View
    current: str | None
    hidden: frozenset[str]
    _viewing: Viewing

    @property
    def roles(self) -> frozenset[str]:
        """Labels that are parts of quotes."""
        return self.session.schema.roles if self.session else frozenset()

    @property
    def span(self) -> Span | None:
        """The current span."""
        return self.view.by_id.get(self.current) if self.current else None

    def walk(self) -> Ordered:
        """Spans in reading order, hidden layers and parts of quotes left out."""
        return self._unhidden(self.view.main(self.roles))

    def open_spans(self) -> Ordered:
        """Suggestions without a decision, hidden layers left out."""
        return self._unhidden(self.view.open(self.roles))

    def _unhidden(self, spans: Ordered) -> Ordered:
        hidden = self.hidden
        return spans.where(("not in", hidden), lambda s: s.layer not in hidden) if hidden else spans

    def hidden_open(self) -> Ordered:
        """Suggestions without a decision in the layers that are hidden."""
        hidden = self.hidden
        return self.view.open(self.roles).where(("in", hidden), lambda s: s.layer in hidden)

    def open_like(self, span: Span) -> list[Span]:
        """Suggestions without a decision that have a span's layer, label and words; in order."""
        return self.open_spans().with_value("alike", _alike, {_alike(span)})

    def progress(self) -> tuple[int, int] | None:
        """Decided and all suggestions of the article; None without an article."""
        if self.document is None:
            return None
        every = self._viewing.suggested(self.roles)
        return every - len(self.view.open(self.roles)), every

    def make_ready(self) -> None:
        """Do what the first edit of the article would have to wait for."""
        if self.document is not None:
            self._viewing.lay_threads()
            self.view.made_from("")
            self.view.into("")
            self._mentions("text", ())
            self._mentions("entity", ())

    def names(self) -> Mapping[str, str]:
        """The name that stands, for the id of each entity; the same mapping while none changed."""
        return self._viewing.names() if self.document else {}

    def echoes(self) -> frozenset[str]:
        """Other mentions of what the current span names."""
        span = self.span
        if span is None or span.layer != ENTITY:
            return frozenset()
        return frozenset(s.id for s in self.mentions(span) if s.id != span.id)

    def named(self) -> Entity | None:
        """The canonical entity that the current span mentions; of a quote or claim whose it is."""
        span, document = self.span, self.document
        if span is None or document is None:
            return None
        if span.layer == ENTITY:
            return document.entity_of(span)
        return speaker_of(document, self.view, span)

    def mentions(self, span: Span) -> list[Span]:
        """All mentions of what a mention names, in reading order: by name, else by its words."""
        if self.document is None:
            return []
        root = self.document.root_of(span)
        if root is None:
            return self._mentions("text", {span.text})
        return self._mentions("entity", self._viewing.ids_of(root))

    def _mentions(self, field: str, values: Collection[str]) -> list[Span]:
        spans = self.view.spans.where(ENTITY, lambda s: s.layer == ENTITY)
        return spans.with_value(field, attrgetter(field), values)

    def standing(self, before: Span) -> Span | None:
        """The span that stands now where one stood before."""
        found = self._follow(before)
        return self.view.by_id.get(found) if found else None

    def _follow(self, before: Span) -> str | None:
        """The span that stands where the given one stood: its decision, or its suggestion."""
        if before.id in self.view.by_id:
            return before.id
        own = self.view.made_from(before.id)
        return (
            own.id if own else (before.made_from if before.made_from in self.view.by_id else None)
        )
