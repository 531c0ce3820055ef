"""Rows to dataclasses and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.model.article import Article, Zone
from annotator.model.edit import Change
from annotator.model.people import Annotator, Entity, Review
from annotator.model.span import Relation, Span

SPAN_COLUMNS = (
    'article, id, annotator, layer, label, start, "end", text, state, score, attributes,'
    " entity, note, unsure, made_from, reason, created, modified"
)
RELATION_COLUMNS = "article, id, annotator, label, head, tail, state, made_from, created, modified"

ENTITY_COLUMNS = "id, name, label, aliases, external, note, same_as"

# What a pipeline called a label that was renamed since is shown as what it is called now.
_SELECT_SPAN = (
    'span.id, span.layer, coalesce(known.shown, span.label), span.start, span."end",'
    " span.text, span.state, annotator.name, span.score, span.attributes, span.entity, span.note,"
    " span.unsure, span.made_from, span.reason, span.created, span.modified"
)
SELECT_SPANS = (
    f"SELECT {_SELECT_SPAN} FROM span JOIN annotator ON annotator.id = span.annotator"
    " LEFT JOIN schema_label AS known ON known.layer = span.layer AND known.label = span.label"
    " WHERE span.article = ?"
)
SELECT_RELATIONS = (
    "SELECT relation.id, relation.label, relation.head, relation.tail, relation.state,"
    " annotator.name, relation.made_from, relation.created, relation.modified"
    " FROM relation JOIN annotator ON annotator.id = relation.annotator"
    " WHERE relation.article = ?"
)
SELECT_REVIEWS = (
    "SELECT annotator.name, review.status, review.seconds, review.flag, review.comment"
    " FROM review JOIN annotator ON annotator.id = review.annotator WHERE review.article = ?"
)
ARTICLE_COLUMNS = (
    "pk, id, title, text, source, url, published, language, sha256, imported_at, origin, meta"
)


def dump(value: Any) -> str:
    """JSON as the project file keeps it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def to_article(row: tuple[Any, ...], zones: Iterable[Zone] = ()) -> Article:
    """An Article from a row of ARTICLE_COLUMNS."""
    values: tuple[Any, ...] = (*row[:11], json.loads(row[11]), tuple(zones))
    return Article(*values)


def to_span(row: tuple[Any, ...]) -> Span:
    """A Span from a row of SELECT_SPANS."""
    attributes = {} if row[9] == "{}" else json.loads(row[9])
    values = (*row[:9], attributes, row[10], row[11], bool(row[12]), *row[13:])
    return Span(*values)


def to_relation(row: tuple[Any, ...]) -> Relation:
    """A Relation from a row of SELECT_RELATIONS."""
    return Relation(*row)


def to_review(row: tuple[Any, ...]) -> Review:
    """A Review from a row of SELECT_REVIEWS."""
    return Review(row[0], row[1], row[2], bool(row[3]), row[4])


def to_entity(row: tuple[Any, ...]) -> Entity:
    """An Entity from a row of ENTITY_COLUMNS."""
    return Entity(row[0], row[1], row[2], tuple(json.loads(row[3])), *row[4:])


def to_annotator(row: tuple[Any, ...]) -> Annotator:
    """An Annotator from the columns name, kind, version."""
    return Annotator(*row)


def entity_row(entity: Entity) -> tuple[Any, ...]:
    """The values of ENTITY_COLUMNS."""
    return (
        entity.id, entity.name, entity.label, dump(entity.aliases), entity.external, entity.note,
        entity.same_as,
    )  # fmt: skip


def span_row(article: int, annotator: int, span: Span) -> tuple[Any, ...]:
    """The values of SPAN_COLUMNS."""
    return (
        article, span.id, annotator, span.layer, span.label, span.start, span.end, span.text,
        span.state, span.score, dump(dict(span.attributes)) if span.attributes else "{}",
        span.entity, span.note, int(span.unsure), span.made_from, span.reason,
        span.created, span.modified,
    )  # fmt: skip


def relation_row(article: int, annotator: int, relation: Relation) -> tuple[Any, ...]:
    """The values of RELATION_COLUMNS."""
    return (
        article, relation.id, annotator, relation.label, relation.head, relation.tail,
        relation.state, relation.made_from, relation.created, relation.modified,
    )  # fmt: skip


def listed(change: Change) -> list[object]:
    """A change as the history keeps it; the article only where it is not the edit's own."""
    values: list[object] = [change.table, change.id, change.before, change.after]
    return values if change.article is None else [*values, change.article]


def as_mapping(item: Span | Relation | Entity | Review) -> Mapping[str, Any]:
    """The fields of a row as an edit holds them."""
    values = {name: getattr(item, name) for name in item.__slots__}
    if isinstance(item, Span):
        values["attributes"] = dict(item.attributes)
    if isinstance(item, Entity):
        values["aliases"] = list(item.aliases)
    return values
