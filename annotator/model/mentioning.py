"""Which mentions of an article name the same."""

from __future__ import annotations

from annotator.model.document import Document, View
from annotator.model.span import ENTITY, Span


def mentions_of(document: Document, view: View, span: Span) -> list[Span]:
    """All mentions of what a mention names, in reading order: by name, else by its words."""
    spans = [s for s in view.spans if s.layer == ENTITY]
    root = document.root_of(span)
    if root is None:
        return [s for s in spans if s.text == span.text]
    # Asked after every key: the ids that lead to the name are looked up once.
    same = {root, *(e.id for e in document.entities.values() if e.root == root)}
    return [s for s in spans if s.entity in same]


def echoes_of(document: Document, view: View, span: Span | None) -> frozenset[str]:
    """Ids of the other mentions of what a span names; none for a span that is no mention."""
    if span is None or span.layer != ENTITY:
        return frozenset()
    return frozenset(s.id for s in mentions_of(document, view, span) if s.id != span.id)
