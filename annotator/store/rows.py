"""Rows to dataclasses and back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.model.article import Article, Zone
from annotator.model.edit import Change
from annotator.model.errors import ProjectDamaged
from annotator.model.people import Annotator, Entity, Review
from annotator.model.span import Relation, Span, make_relation, make_span

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


_KINDS = {
    "t": (str,), "T": (str, type(None)), "i": (int,), "I": (int, type(None)),
    "r": (float, int, type(None)),
}  # fmt: skip
_seen: defaultdict[str, set[tuple[type, ...]]] = defaultdict(set)


def require(kinds: str, row: tuple[Any, ...], what: str) -> None:
    """SQLite lets anything stand in any column; a file of someone else's may use that.

    ``kinds`` has a letter for each value: t text, i whole number, r number; capitals and r may be
    missing. ``what`` is called by values of the row, ``{0}`` the first. Raises ProjectDamaged.
    """
    found = tuple(map(type, row))
    known = _seen[kinds]
    if found not in known:
        if not all(x in _KINDS[kind] for kind, x in zip(kinds, found, strict=True)):
            raise ProjectDamaged(f"{what.format(*row)} has a value of a wrong kind")
        known.add(found)


def load(text: str, shape: type, what: str) -> Any:
    """A JSON object (``dict``) or list of words (``list``). Raises ProjectDamaged."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProjectDamaged(f"{what} has JSON that cannot be read") from error
    words = not isinstance(value, list) or all(isinstance(x, str) for x in value)
    if not isinstance(value, shape) or not words:
        raise ProjectDamaged(f"{what} has JSON of a wrong kind")
    return value


def to_article(row: tuple[Any, ...], zones: Iterable[Zone] = ()) -> Article:
    """An Article from a row of ARTICLE_COLUMNS."""
    what = f"article {row[1]}"
    require("itttTTTTTTTt", row, "article {1}")
    values: tuple[Any, ...] = (*row[:11], load(row[11], dict, what), tuple(zones))
    return Article(*values)


def to_zone(row: tuple[Any, ...]) -> Zone:
    """A Zone from the columns start, end, kind."""
    require("iit", row, "a zone")
    return Zone(*row)


def to_span(row: tuple[Any, ...]) -> Span:
    """A Span from a row of SELECT_SPANS."""
    require("tttiitttrtTTiTTtt", row, "span {0}")
    attributes = {} if row[9] == "{}" else load(row[9], dict, f"span {row[0]}")
    return make_span(*row[:9], attributes, row[10], row[11], row[12] != 0, *row[13:])


def to_relation(row: tuple[Any, ...]) -> Relation:
    """A Relation from a row of SELECT_RELATIONS."""
    require("ttttttTtt", row, "relation {0}")
    return make_relation(*row)


def to_review(row: tuple[Any, ...]) -> Review:
    """A Review from a row of SELECT_REVIEWS."""
    require("ttiiT", row, "the review of {0}")
    return Review(row[0], row[1], row[2], bool(row[3]), row[4])


def to_entity(row: tuple[Any, ...]) -> Entity:
    """An Entity from a row of ENTITY_COLUMNS."""
    require("ttttTTT", row, "entity {0}")
    aliases = () if row[3] == "[]" else tuple(load(row[3], list, f"entity {row[0]}"))
    return Entity(row[0], row[1], row[2], aliases, *row[4:])


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
