"""One line of the interchange format, checked and made a Document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from annotator.formats.building import MAX_TEXT, moves, too_long
from annotator.model.article import ZONE_KINDS, Article, Zone
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.ids import new_id, now
from annotator.model.people import (
    ANNOTATOR_KINDS,
    PERSON,
    PIPELINE,
    REVIEW_STATUSES,
    Annotator,
    Entity,
    Review,
)
from annotator.model.span import ACCEPTED, STATES, SUGGESTED, Relation, Span
from annotator.model.text import normalise

_KNOWN = {
    "id", "title", "text", "meta", "zones", "spans", "relations", "entities", "reviews",
    "annotators", "suggested_by",
}  # fmt: skip
_META = ("source", "url", "published", "language", "sha256", "imported_at", "origin")
Item = Mapping[str, Any]


class _Line:
    """The line at hand: its text, how its offsets move by normalisation, and where it stands."""

    def __init__(self, data: Item, where: str, annotator: str) -> None:
        self.where, self.annotator = where, annotator
        raw = data.get("text")
        if not isinstance(raw, str) or not raw.strip():
            self.refuse('"text" is missing or empty', "Each article needs its text")
        self.raw = str(raw)
        if len(self.raw) > MAX_TEXT:
            self.refuse(too_long(self.raw), "Split it into articles")
        self.text = normalise(self.raw)
        self._moved = moves(self.raw) if len(self.text) != len(self.raw) else None
        if not self.text.strip():
            self.refuse('"text" holds only white space', "Each article needs its text")
        self.at = now()

    def refuse(self, what: str, remedy: str = "Correct the line") -> None:
        """Give up on the article."""
        raise FormatError(what, self.where, remedy)

    def range(self, item: Item, name: str) -> tuple[int, int]:
        """Start and end in the normalised text."""
        start, end = item.get("start"), item.get("end")
        if type(start) is not int or type(end) is not int:
            self.refuse(f'{name}: "start" and "end" must be whole numbers')
        assert isinstance(start, int) and isinstance(end, int)
        if not 0 <= start < end <= len(self.raw):
            self.refuse(
                f"{name}: {start}–{end} lies outside the text (0–{len(self.raw)}) or is empty",
                "Offsets are Unicode code points, end-exclusive",
            )
        if self._moved is not None:
            start, end = self._moved[start], self._moved[end]
            if start >= end:
                self.refuse(f"{name}: covers nothing but half a line break")
        return start, end

    def items(self, data: Item, name: str) -> list[Item]:
        """A list of objects."""
        found = data.get(name)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(x, dict) for x in found):
            self.refuse(f'"{name}" must be a list of objects')
        assert isinstance(found, list)
        return found

    def words(self, item: Item, key: str, name: str, default: str | None = None) -> str:
        """A non-empty string."""
        value = item.get(key, default)
        if not isinstance(value, str) or not value:
            self.refuse(f'{name}: "{key}" must be a word, not {value!r}')
        return str(value)

    def maybe(self, item: Item, key: str, name: str) -> str | None:
        """A string or nothing."""
        value = item.get(key)
        if value is not None and not isinstance(value, str):
            self.refuse(f'{name}: "{key}" must be text or null, not {value!r}')
        return value

    def one_of(self, value: str, allowed: tuple[str, ...], name: str, key: str) -> str:
        """One of a few words."""
        if value not in allowed:
            self.refuse(f'{name}: "{key}" is {value!r}', f"Use one of {', '.join(allowed)}")
        return value


def parse(data: Any, where: str, origin: str, annotator: str) -> Document:
    """The document that a decoded line describes. Raises FormatError naming place and reason."""
    if not isinstance(data, dict):
        raise FormatError("not a JSON object", where, "Each line is one article")
    line = _Line(data, where, annotator)
    document = Document(_article(line, data, origin))
    for item in line.items(data, "annotators"):
        person = _annotator(line, item)
        document.annotators[person.name] = person
    for item in line.items(data, "entities"):
        entity = _entity(line, item)
        _once(line, document.entities, entity.id, "entity")
        document.entities[entity.id] = entity
    for at, item in enumerate(line.items(data, "spans")):
        span = _span(line, item, at, document)
        _once(line, document.spans, span.id, "span")
        document.spans[span.id] = span
    for at, item in enumerate(line.items(data, "relations")):
        relation = _relation(line, item, at, document)
        _once(line, document.relations, relation.id, "relation")
        document.relations[relation.id] = relation
    for item in line.items(data, "reviews"):
        review = _review(line, item, document)
        document.reviews[review.annotator] = review
    _check(line, document)
    document.suggested_by = _suggested_by(line, data, document)
    return document


def _article(line: _Line, data: Item, origin: str) -> Article:
    meta = data.get("meta") or {}
    if not isinstance(meta, dict):
        line.refuse('"meta" must be an object')
    extra = meta.get("extra") or {}
    if not isinstance(extra, dict):
        line.refuse('"meta.extra" must be an object')
    known = {k: line.maybe(meta, k, "meta") for k in _META}
    extra = dict(extra) | {k: v for k, v in meta.items() if k not in (*_META, "extra")}
    extra |= {k: v for k, v in data.items() if k not in _KNOWN}
    if "origin" not in meta:
        known["origin"] = origin
    article_id = data.get("id")
    return Article(
        pk=0,
        id=str(article_id) if article_id not in (None, "") else new_id("a"),
        title=line.maybe(data, "title", "article") or "",
        text=line.text,
        meta=extra,
        zones=_zones(line, data),
        **known,
    )


def _zones(line: _Line, data: Item) -> tuple[Zone, ...]:
    out = []
    for at, item in enumerate(line.items(data, "zones")):
        name = f"zone {at + 1}"
        kind = line.one_of(line.words(item, "kind", name), ZONE_KINDS, name, "kind")
        out.append(Zone(*line.range(item, name), kind))
    return tuple(sorted(set(out), key=lambda z: (z.start, z.end)))


def _annotator(line: _Line, item: Item) -> Annotator:
    name = line.words(item, "name", "annotator")
    kind = line.one_of(str(item.get("kind", PERSON)), ANNOTATOR_KINDS, name, "kind")
    return Annotator(name, kind, line.maybe(item, "version", name))


def _entity(line: _Line, item: Item) -> Entity:
    name = line.words(item, "name", "entity")
    aliases = item.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(x, str) for x in aliases):
        line.refuse(f'entity {name}: "aliases" must be a list of words')
    return Entity(
        line.words(item, "id", f"entity {name}"), name,
        line.words(item, "label", f"entity {name}", "OTHER"), tuple(aliases),
        line.maybe(item, "external", name), line.maybe(item, "note", name),
        line.maybe(item, "same_as", name),
    )  # fmt: skip


def _who(line: _Line, item: Item, state: str | None, document: Document, name: str) -> str:
    who = line.words(item, "annotator", name, line.annotator)
    if who not in document.annotators:
        kind = PIPELINE if state == SUGGESTED else PERSON
        version = who.partition("@")[2] or None
        document.annotators[who] = Annotator(who, kind, version if kind == PIPELINE else None)
    return who


def _state(line: _Line, item: Item, name: str, document: Document) -> str:
    known = document.annotators.get(str(item.get("annotator")))
    default = SUGGESTED if known and known.kind == PIPELINE else ACCEPTED
    return line.one_of(str(item.get("state") or default), STATES, name, "state")


def _span(line: _Line, item: Item, at: int, document: Document) -> Span:
    span_id = item.get("id")
    name = f"span {span_id if span_id not in (None, '') else at + 1}"
    start, end = line.range(item, name)
    given = line.maybe(item, "text", name)
    if given is not None and normalise(given) != line.text[start:end]:
        line.refuse(
            f"{name}: says {given!r}, the text at {item['start']}–{item['end']} is"
            f" {line.text[start:end]!r}",
            "Offsets are Unicode code points, end-exclusive",
        )
    state = _state(line, item, name, document)
    attributes = item.get("attributes") or {}
    if not isinstance(attributes, dict):
        line.refuse(f'{name}: "attributes" must be an object')
    return Span(
        id=str(span_id) if span_id not in (None, "") else new_id("s"),
        layer=line.words(item, "layer", name),
        label=line.words(item, "label", name),
        start=start,
        end=end,
        text=line.text[start:end],
        state=state,
        annotator=_who(line, item, state, document, name),
        score=_score(line, item, name),
        attributes=attributes,
        entity=line.maybe(item, "entity", name),
        note=line.maybe(item, "note", name),
        unsure=bool(item.get("unsure", False)),
        made_from=line.maybe(item, "made_from", name),
        reason=line.maybe(item, "reason", name),
        created=line.maybe(item, "created", name) or line.at,
        modified=line.maybe(item, "modified", name) or line.at,
    )


def _score(line: _Line, item: Item, name: str) -> float | None:
    score = item.get("score")
    if score is None:
        return None
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        line.refuse(f'{name}: "score" is {score!r}', "Scores are 0 to 1, or null")
    return float(score)


def _relation(line: _Line, item: Item, at: int, document: Document) -> Relation:
    relation_id = item.get("id")
    name = f"relation {relation_id if relation_id not in (None, '') else at + 1}"
    state = _state(line, item, name, document)
    for end in ("head", "tail"):
        if line.words(item, end, name) not in document.spans:
            line.refuse(f"{name}: its {end} {item[end]!r} is no span of this article")
    return Relation(
        id=str(relation_id) if relation_id not in (None, "") else new_id("r"),
        label=line.words(item, "label", name),
        head=item["head"],
        tail=item["tail"],
        state=state,
        annotator=_who(line, item, state, document, name),
        made_from=line.maybe(item, "made_from", name),
        created=line.maybe(item, "created", name) or line.at,
        modified=line.maybe(item, "modified", name) or line.at,
    )


def _review(line: _Line, item: Item, document: Document) -> Review:
    who = _who(line, item, None, document, "review")
    name = f"review of {who}"
    if who in document.reviews:
        line.refuse(f"two times the {name}")
    seconds = item.get("seconds", 0)
    if type(seconds) is not int or seconds < 0:
        line.refuse(f'{name}: "seconds" is {seconds!r}', "Give a whole number")
    status = line.one_of(str(item.get("status", "new")), REVIEW_STATUSES, name, "status")
    comment = line.maybe(item, "comment", name)
    return Review(who, status, int(seconds), bool(item.get("flag", False)), comment)


def _once(line: _Line, known: Mapping[str, object], item_id: str, name: str) -> None:
    if item_id in known:
        line.refuse(f"two times the {name} id {item_id!r}", "Give each its own id")


def _check(line: _Line, document: Document) -> None:
    """What can only be seen when all is read."""
    _references(line, document)
    live: set[object] = set()
    decided: set[object] = set()
    for span in document.spans.values():
        key = (span.annotator, *span.key)
        if span.state != "rejected" and key in live:
            line.refuse(
                f"span {span.id}: {span.annotator} has {span.label} at"
                f" {span.start}–{span.end} two times"
            )
        if span.state != "rejected":
            live.add(key)
        kind = document.annotators[span.annotator].kind
        if (kind == PIPELINE) != (span.state == SUGGESTED):
            line.refuse(
                f"span {span.id}: {span.state} by the {kind} {span.annotator}",
                "Pipelines suggest, people accept or reject",
            )
        if span.made_from and (span.made_from, span.annotator) in decided:
            line.refuse(f"span {span.id}: a second decision on {span.made_from}")
        decided.add((span.made_from, span.annotator))


def _references(line: _Line, document: Document) -> None:
    checks: list[tuple[str, Callable[[Any], str | None], Mapping[str, Any], Mapping[str, Any]]] = [
        ("made_from", lambda s: s.made_from, document.spans, document.spans),
        ("entity", lambda s: s.entity, document.spans, document.entities),
        ("same_as", lambda e: e.same_as, document.entities, document.entities),
        ("made_from", lambda r: r.made_from, document.relations, document.relations),
    ]
    for name, of, items, known in checks:
        for item in items.values():
            if of(item) is not None and of(item) not in known:
                line.refuse(f"{item.id}: its {name} {of(item)!r} is not in this article")
    _merges(line, document)


def _merges(line: _Line, document: Document) -> None:
    for entity in document.entities.values():
        into = document.entities.get(entity.same_as or "")
        if into is not None and into.same_as is not None:
            line.refuse(f"entity {entity.id}: {into.id}, that it is the same as, is merged itself")


def _suggested_by(line: _Line, data: Item, document: Document) -> tuple[str, ...]:
    names = data.get("suggested_by")
    if names is None:
        found = {s.annotator for s in document.spans.values() if s.state == SUGGESTED}
        return tuple(sorted(found))
    if not isinstance(names, list) or not all(isinstance(x, str) and x for x in names):
        line.refuse('"suggested_by" must be a list of names')
    for name in names:
        known = document.annotators.get(name)
        if known is None:
            document.annotators[name] = Annotator(name, PIPELINE, name.partition("@")[2] or None)
    return tuple(names)
