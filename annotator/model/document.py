"""One article with everything said about it, and what one annotator gets to see of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from annotator.model.article import Article
from annotator.model.edit import RUN, Edit
from annotator.model.ordered import Ordered
from annotator.model.overlay import changed
from annotator.model.people import PERSON, PIPELINE, Annotator, Entity, Review
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED, Key, Relation, Span


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
        """Bring the document up to date with an edit. Returns whether the edit touched it.

        Which pipelines have been through an article is not in an edit: load it again after a run.
        """
        touched = False
        here = self.article.pk in edit.articles
        if here:
            kind = PIPELINE if edit.kind == RUN else PERSON
            self.annotators.setdefault(edit.annotator, Annotator(edit.annotator, kind))
        for change in edit.changes:
            if change.table == "entity":
                if not here and edit.kind == RUN and change.id not in self.entities:
                    continue
                self._put(self.entities, change.id, change.after and entity_from(change.after))
            elif edit.place(change) != self.article.pk:
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

    def entity_of(self, span: Span | None) -> Entity | None:
        """The canonical entity that a span mentions: the one that stands, after merges."""
        known = self.entities.get(span.entity) if span and span.entity else None
        return self.entities.get(known.root, known) if known else None

    def lacks_names(self, edit: Edit) -> bool:
        """Whether an edit leads to an entity that is not loaded with the article."""
        wanted = (
            change.after.get("entity" if change.table == "span" else "same_as")
            for change in edit.changes
            if change.after is not None and change.table in ("span", "entity")
        )
        return any(x is not None and x not in self.entities for x in wanted)

    def names(self) -> dict[str, str]:
        """The name that stands, for the id of each entity."""
        return {e.id: self.entities.get(e.root, e).name for e in self.entities.values()}

    def root_of(self, span: Span) -> str | None:
        """The id of the entity that stands for what a span mentions."""
        known = self.entities.get(span.entity) if span.entity else None
        return known.root if known else span.entity

    def view(self, annotator: str) -> View:
        """What ``annotator`` sees: their decisions, and the suggestions without one."""
        return View.of(self, annotator)


def entity_from(values: Mapping[str, Any]) -> Entity:
    """An Entity from the mapping that an edit holds."""
    # An entity of an older history lacks what was added to the table since.
    data = {f.name: values[f.name] for f in fields(Entity) if f.name in values}
    return Entity(**{**data, "aliases": tuple(data["aliases"])})


@dataclass(frozen=True)
class View:
    """Decisions in their suggestion's place, rejected ones gone; spans in reading order.

    ``relations`` maps a head's span id to its live relations, each with head and tail in ``by_id``.
    """

    spans: Ordered = field(default_factory=Ordered)
    by_id: Mapping[str, Span] = field(default_factory=dict)
    relations: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)
    _into: list[Mapping[str, tuple[Relation, ...]]] = field(
        default_factory=list, repr=False, compare=False
    )

    @classmethod
    def of(cls, document: Document, annotator: str) -> View:
        """See :meth:`Document.view`."""
        shown = shown_spans(document.spans.values(), document.annotators, annotator)
        by_id = {s.id: s for s in shown}
        relations: dict[str, list[Relation]] = {}
        for relation in shown_relations(document, annotator, by_id):
            relations.setdefault(relation.head, []).append(relation)
        for found in relations.values():
            if len(found) > 1:
                found.sort(key=lambda r: r.id)
        return cls(Ordered(shown), by_id, {k: tuple(v) for k, v in relations.items()})

    def tail(self, head: str, label: str) -> Span | None:
        """The span at the other end of the head's first relation with this label."""
        found = next((r for r in self.relations.get(head, ()) if r.label == label), None)
        return self.by_id.get(found.tail) if found else None

    def into(self, span_id: str) -> list[Relation]:
        """The relations that lead to a span, in reading order of their heads."""
        if not self._into:
            self._into.append(_by_tail(r for found in self.relations.values() for r in found))
        found = self._into[0].get(span_id, ())
        return sorted(found, key=lambda r: (self.by_id[r.head].order, r.id))

    def changed(
        self,
        spans: Ordered,
        by_id: Mapping[str, Span],
        heads: Mapping[str, tuple[Relation, ...]],
    ) -> View:
        """A view of other spans, in which the relations of some ``heads`` are others."""
        before = [h for h in heads if h in self.relations]
        after = {k: v for k, v in heads.items() if v}
        into = list(self._into)
        if into:
            lost = {r for h in before for r in self.relations[h]}
            new = _by_tail(r for found in after.values() for r in found)
            tails = {
                t: (*(r for r in into[0].get(t, ()) if r not in lost), *new.get(t, ()))
                for t in {r.tail for r in lost} | new.keys()
            }
            into[0] = changed(into[0], (), tails)
        return View(spans, by_id, changed(self.relations, before, after), into)

    def made_from(self, span_id: str) -> Span | None:
        """The decision that was made from a suggestion."""
        return next(iter(self.spans.with_value("made_from", _origin, {span_id})), None)

    def main(self, roles: frozenset[str]) -> Ordered:
        """The spans one walks through: all but the parts of quotes."""
        return self.spans.where(("main", roles), lambda s: s.label not in roles)

    def open(self, roles: frozenset[str]) -> Ordered:
        """Suggestions that wait for a decision."""
        return self.main(roles).where(SUGGESTED, is_open)


def _by_tail(relations: Iterable[Relation]) -> dict[str, tuple[Relation, ...]]:
    out: dict[str, list[Relation]] = {}
    for relation in relations:
        out.setdefault(relation.tail, []).append(relation)
    return {k: tuple(v) for k, v in out.items()}


def _origin(span: Span) -> str | None:
    return span.made_from


def is_open(span: Span) -> bool:
    """Whether it is a suggestion that waits for a decision, when it is in a view."""
    return span.state == SUGGESTED


def shown_spans(
    spans: Iterable[Span], annotators: Mapping[str, Annotator], annotator: str
) -> list[Span]:
    """Own accepted spans, and pipelines' suggestions not decided on, in reading order.

    A suggestion counts as decided when a span of the annotator was made from it, or has the same
    layer, label and range; of equal suggestions by two pipelines one is shown, and a decision on
    it decides on both.
    """
    spans = list(spans)
    own = [s for s in spans if s.annotator == annotator]
    decided = {s.made_from for s in own if s.made_from}
    keys = {s.key for s in spans if s.annotator == annotator or s.id in decided}
    people = {annotator, *(n for n, a in annotators.items() if a.kind != PIPELINE)}
    found: dict[Key, Span] = {}
    for span in spans:
        if span.state != SUGGESTED or span.annotator in people or span.id in decided:
            continue
        key = span.key
        if key not in keys:
            twin = found.setdefault(key, span)
            if span.id < twin.id:
                found[key] = span
    out = [s for s in own if s.state != REJECTED]
    out += found.values()
    # As Span.order, without its cost: this runs after each key.
    return sorted(out, key=lambda s: (s.start, -s.end, s.layer, s.label))


def shown_relations(
    document: Document, annotator: str, by_id: Mapping[str, Span]
) -> list[Relation]:
    """Live relations between spans of ``by_id``, those that one annotator sees.

    An own relation stands for the suggested one of its head and label; those of a suggestion that
    was decided on hang at the decision. In no order.
    """
    relations = document.relations.values()
    own = [r for r in relations if r.annotator == annotator]
    decided = {r.made_from for r in own if r.made_from}
    shown = [r for r in own if r.state == ACCEPTED and r.head in by_id and r.tail in by_id]
    heads = {(r.head, r.label) for r in shown}
    moved = []
    for relation in relations:
        if relation.state != SUGGESTED or relation.id in decided:
            continue
        if relation.head not in by_id or relation.tail not in by_id:
            moved.append(relation)
        elif not heads or (relation.head, relation.label) not in heads:
            shown.append(relation)
    if moved:
        again = [r for r in _moved(document, by_id, moved) if (r.head, r.label) not in heads]
        touched = {r.head for r in again}
        said = {(r.head, r.label, r.tail) for r in shown if r.head in touched}
        for relation in again:
            # Two pipelines may say the same.
            if (relation.head, relation.label, relation.tail) not in said:
                said.add((relation.head, relation.label, relation.tail))
                shown.append(relation)
    return shown


def _moved(document: Document, by_id: Mapping[str, Span], found: list[Relation]) -> list[Relation]:
    """Suggested relations of hidden spans, put to what stands for these."""
    replaced = {s.made_from: s.id for s in by_id.values() if s.made_from}
    by_key: dict[Key, str] = {}

    def standing_for(span_id: str) -> str | None:
        # Of a span that is not shown itself: its decision, or what stands on the same range.
        if span_id in by_id:
            return span_id
        if span_id in replaced or span_id not in document.spans:
            return replaced.get(span_id)
        if not by_key:
            by_key.update((s.key, s.id) for s in by_id.values())
        return by_key.get(document.spans[span_id].key)

    out = []
    for relation in sorted(found, key=lambda r: r.id):
        head, tail = standing_for(relation.head), standing_for(relation.tail)
        if head is not None and tail is not None:
            out.append(replace(relation, head=head, tail=tail))
    return out
