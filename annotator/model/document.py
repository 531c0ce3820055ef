"""One article with everything said about it, and what one annotator gets to see of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from annotator.model.article import Article
from annotator.model.edit import Edit
from annotator.model.people import PIPELINE, Annotator, Entity, Review
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED, Relation, Span


def span_from(values: Mapping[str, Any]) -> Span:
    """A Span from the mapping that an edit holds."""
    return Span(**{f.name: values[f.name] for f in fields(Span)})


def relation_from(values: Mapping[str, Any]) -> Relation:
    """A Relation from the mapping that an edit holds."""
    return Relation(**{f.name: values[f.name] for f in fields(Relation)})


def review_from(values: Mapping[str, Any]) -> Review:
    """A Review from the mapping that an edit holds."""
    return Review(**{f.name: values[f.name] for f in fields(Review)})


@dataclass
class Document:
    """An article as loaded: all spans and relations of all annotators, kept true by edits."""

    article: Article
    annotators: dict[str, Annotator] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    suggested_by: tuple[str, ...] = ()
    error: str | None = None

    def apply(self, edit: Edit) -> bool:
        """Bring the document up to date with an edit. Returns whether the edit touched it."""
        touched = False
        for change in edit.changes:
            if change.table == "entity":
                self._put(self.entities, change.id, change.after and _entity_from(change.after))
            elif edit.article != self.article.pk:
                continue
            elif change.table == "span":
                self._put(self.spans, change.id, change.after and span_from(change.after))
            elif change.table == "relation":
                self._put(self.relations, change.id, change.after and relation_from(change.after))
            elif change.table == "review":
                self._put(self.reviews, change.id, change.after and review_from(change.after))
            touched = True
        return touched

    @staticmethod
    def _put(rows: dict[str, Any], row_id: str, value: Any) -> None:
        if value:
            rows[row_id] = value
        else:
            rows.pop(row_id, None)

    def view(self, annotator: str) -> View:
        """What ``annotator`` sees: their decisions, and the suggestions without one."""
        return View.of(self, annotator)


def _entity_from(values: Mapping[str, Any]) -> Entity:
    data = {f.name: values[f.name] for f in fields(Entity)}
    return Entity(**{**data, "aliases": tuple(data["aliases"])})


@dataclass(frozen=True)
class View:
    """Decisions in their suggestion's place, rejected ones gone; spans in reading order.

    ``relations`` maps a head's span id to its live relations, each with head and tail in ``by_id``.
    """

    spans: tuple[Span, ...]
    by_id: Mapping[str, Span]
    relations: Mapping[str, tuple[Relation, ...]]

    @classmethod
    def of(cls, document: Document, annotator: str) -> View:
        """See :meth:`Document.view`."""
        shown = shown_spans(document.spans.values(), document.annotators, annotator)
        by_id = {s.id: s for s in shown}
        relations: dict[str, list[Relation]] = {}
        for relation in _shown_relations(document, annotator, by_id):
            relations.setdefault(relation.head, []).append(relation)
        return cls(tuple(shown), by_id, {k: tuple(v) for k, v in relations.items()})

    def tail(self, head: str, label: str) -> Span | None:
        """The span at the other end of the head's first relation with this label."""
        found = next((r for r in self.relations.get(head, ()) if r.label == label), None)
        return self.by_id.get(found.tail) if found else None

    def main(self, roles: frozenset[str]) -> list[Span]:
        """The spans one walks through: all but the parts of quotes."""
        return [s for s in self.spans if s.label not in roles]

    def open(self, roles: frozenset[str]) -> list[Span]:
        """Suggestions that wait for a decision."""
        return [s for s in self.main(roles) if s.state == SUGGESTED]


def shown_spans(
    spans: Iterable[Span], annotators: Mapping[str, Annotator], annotator: str
) -> list[Span]:
    """Own accepted spans, and pipelines' suggestions not decided on, in reading order.

    A suggestion counts as decided when a span of the annotator was made from it, or has the same
    layer, label and range; of equal suggestions by two pipelines one is shown.
    """
    spans = list(spans)
    own = [s for s in spans if s.annotator == annotator]
    decided = {s.made_from for s in own if s.made_from}
    keys = {s.key for s in own}
    out = [s for s in own if s.state != REJECTED]
    for span in spans:
        if span.state != SUGGESTED or span.annotator == annotator:
            continue
        maker = annotators.get(span.annotator)
        if maker and maker.kind != PIPELINE:
            continue
        if span.id not in decided and span.key not in keys:
            keys.add(span.key)
            out.append(span)
    return sorted(out, key=lambda s: s.order)


def _shown_relations(
    document: Document, annotator: str, by_id: Mapping[str, Span]
) -> list[Relation]:
    own = [r for r in document.relations.values() if r.annotator == annotator]
    decided = {r.made_from for r in own if r.made_from}
    shown = [r for r in own if r.state == ACCEPTED]
    heads = {(r.head, r.label) for r in shown}
    replaced = {s.made_from: s.id for s in by_id.values() if s.made_from}
    for relation in document.relations.values():
        if relation.state != SUGGESTED or relation.id in decided:
            continue
        # A suggested relation may reach a decision's span when only one of its ends is decided.
        head = replaced.get(relation.head, relation.head)
        tail = replaced.get(relation.tail, relation.tail)
        if head in by_id and tail in by_id and (head, relation.label) not in heads:
            shown.append(
                Relation(relation.id, relation.label, head, tail, SUGGESTED, relation.annotator)
            )
    return shown
