"""Makes a Document from a text and what a file says of it, in the file's own offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.formats import labels
from annotator.formats.base import Reading, Refusal
from annotator.formats.offsets import PLAIN, Unit, ranger, same
from annotator.model.article import Article, Zone
from annotator.model.document import Document
from annotator.model.ids import new_id, now
from annotator.model.people import PERSON, PIPELINE, Annotator, Entity, Review
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED, Key, Relation, Span, make_span
from annotator.model.text import normalise

# As many characters as an article can have: nobody reads one that is longer.
MAX_TEXT = 10_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says of an article besides its text; all may be missing."""

    id: str = ""
    title: str = ""
    source: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    sha256: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    zones: tuple[Zone, ...] = ()


class Builder:
    """Takes an article's raw text, then its spans, relations and entities one by one.

    Everything given is counted in ``reading.found``; what cannot be taken is counted in
    ``reading.losses`` by name, so that both add up. ``unit`` is the file's (see ``offsets``).
    Newlines are normalised here, after the offsets were resolved in the raw text.
    """

    def __init__(
        self,
        raw: str,
        where: str,
        reading: Reading,
        about: Source = Source(),
        unit: Unit = PLAIN,
        origin: str = "",
    ) -> None:
        self.raw, self.where, self.reading, self.about = raw, where, reading, about
        self.text = normalise(raw)
        self._range = ranger(raw, unit)
        self._moved = moves(raw) if len(self.text) != len(raw) else None
        self._origin = origin or where
        self._at = now()
        self._annotators: dict[str, Annotator] = {}
        self._spans: dict[str, Span] = {}
        self._keys: dict[tuple[str, Key], str] = {}
        self._relations: dict[str, Relation] = {}
        self._entities: dict[str, Entity] = {}
        self._reviews: dict[str, Review] = {}
        reading.found["article"] += 1

    # -- who ------------------------------------------------------------------------------------

    def annotator(self, name: str | None = None, pipeline: bool = False) -> str:
        """The name of a person or pipeline, made known; without one the reading's annotator."""
        who = (name or "").strip() or self.reading.annotator
        if pipeline and not name:
            who = "imported predictions"
        known = self._annotators.get(who)
        if known is not None and (known.kind == PIPELINE) != pipeline:
            # One name cannot be both: people decide, pipelines suggest.
            who += " (pipeline)" if pipeline else " (person)"
        kind = PIPELINE if pipeline else PERSON
        version = who.partition("@")[2] or None if pipeline else None
        self._annotators.setdefault(who, Annotator(who, kind, version))
        return who

    def review(self, status: str, annotator: str | None = None, comment: str | None = None) -> None:
        """How far a person is with the article."""
        who = self.annotator(annotator)
        self._reviews[who] = Review(who, status, comment=comment)

    # -- what -----------------------------------------------------------------------------------

    def span(
        self,
        label: str,
        start: int,
        end: int,
        *,
        layer: str | None = None,
        covered: str | None = None,
        id: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        note: str | None = None,
        score: float | None = None,
        state: str = ACCEPTED,
        annotator: str | None = None,
        entity: str | None = None,
        made_from: str | None = None,
    ) -> str | None:
        """Add a span; returns its id here, also when the same one is there already, else None.

        ``covered`` is the text that the file says the offsets lead to: another one and the span
        is left out. ``state`` suggested makes ``annotator`` a pipeline.
        """
        found = self.reading.found
        found["span"] += 1
        found["attribute"] += len(attributes or {})
        found["note"] += 1 if note else 0
        name = f"{self.where}: {label} at {start}–{end}"
        place = labels.place(self.reading, label, layer)
        if place is None:
            self._left_out("spans of labels that were to be left out", "", attributes, note)
            return None
        range_ = self._settled(start, end)
        if range_ is None:
            why = "spans outside the text, empty, or cut inside a character"
            self._left_out(why, name, attributes, note)
            return None
        low, high = range_
        if covered is not None and not same(normalise(covered), self.text[low:high]):
            name += f" says {covered[:30]!r}, is {self.text[low:high][:30]!r}"
            self._left_out("spans on another text than the file says", name, attributes, note)
            return None
        who = self.annotator(annotator, state == SUGGESTED)
        key = (who, (*place, low, high))
        if state != REJECTED and key in self._keys:
            self._left_out("spans that are there two times", name, attributes, note)
            return self._keys[key]
        span_id = id if id and id not in self._spans else new_id("s")
        self._spans[span_id] = make_span(
            span_id, *place, low, high, self.text[low:high], state, who,
            score if score is not None and 0 <= score <= 1 else None,
            dict(attributes or {}),
            entity if entity in self._entities else None,
            note or None,
            False,
            made_from if made_from in self._spans else None,
            None, self._at, self._at,
        )  # fmt: skip
        if state != REJECTED:
            self._keys[key] = span_id
        return span_id

    def pieces(self, label: str, parts: Sequence[tuple[int, int]], **more: Any) -> str | None:
        """A span of several pieces: taken as one, from the first to the last, and said so."""
        if len(parts) > 1:
            where = f"{self.where}: {label} at {parts[0][0]}"
            self.reading.losses.add("discontinuous spans, taken whole with what is between", where)
            more.pop("covered", None)
        return self.span(label, min(p[0] for p in parts), max(p[1] for p in parts), **more)

    def covered(self, start: int, end: int) -> str:
        """The text that the file's offsets lead to; "" when they lead nowhere."""
        found = self._settled(start, end)
        return self.text[found[0] : found[1]] if found else ""

    def _settled(self, start: int, end: int) -> tuple[int, int] | None:
        found = self._range(start, end)
        if found is None:
            return None
        if self._moved is not None:
            found = self._moved[found[0]], self._moved[found[1]]
        return found if found[0] < found[1] else None

    def _left_out(
        self, why: str, name: str, attributes: Mapping[str, Any] | None, note: str | None
    ) -> None:
        losses = self.reading.losses
        losses.add(why, name, kind="span")
        losses.add("attributes of spans left out", count=len(attributes or {}), kind="attribute")
        losses.add("notes of spans left out", count=1 if note else 0, kind="note")

    def relation(
        self,
        label: str,
        head: str | None,
        tail: str | None,
        *,
        id: str | None = None,
        state: str = ACCEPTED,
        annotator: str | None = None,
    ) -> str | None:
        """Link two spans by the ids that :meth:`span` gave; returns its id, or None."""
        self.reading.found["relation"] += 1
        if head not in self._spans or tail not in self._spans or head is None or tail is None:
            self.reading.losses.add(
                "relations of spans that are not there", f"{self.where}: {label}", kind="relation"
            )
            return None
        who = self.annotator(annotator, state == SUGGESTED)
        same_link = (label, head, tail, who)
        for known in self._relations.values():
            if (known.label, known.head, known.tail, known.annotator) == same_link:
                self.reading.losses.add("relations that are there two times", kind="relation")
                return known.id
        link_id = id if id and id not in self._relations else new_id("r")
        self._relations[link_id] = Relation(
            link_id, label, head, tail, state, who, created=self._at, modified=self._at
        )
        return link_id

    def entity(self, entity: Entity) -> str:
        """Add a canonical entity, to be named by spans that follow; returns its id."""
        if entity.id not in self._entities:
            self.reading.found["entity"] += 1
            self._entities[entity.id] = entity
        return entity.id

    def attribute(self, span_id: str | None, name: str, value: Any) -> None:
        """Say something of a span added before."""
        self.reading.found["attribute"] += 1
        span = self._spans.get(span_id or "")
        if span is None or name in span.attributes:
            self.reading.losses.add(
                "attributes of spans that are not there, or given two times",
                f"{self.where}: {name}", kind="attribute",
            )  # fmt: skip
            return
        assert isinstance(span.attributes, dict)
        span.attributes[name] = value

    def note(self, span_id: str | None, words: str) -> None:
        """A remark on a span added before; a second one is joined to the first."""
        self.reading.found["note"] += 1
        span = self._spans.get(span_id or "")
        if span is None:
            self.reading.losses.add("notes of spans that are not there", self.where, kind="note")
            return
        if span.note:
            self.reading.losses.add("notes joined to another of the same span", kind="note")
            words = f"{span.note}\n{words}"
        object.__setattr__(span, "note", words)

    # -- the whole ------------------------------------------------------------------------------

    def build(self) -> Document | Refusal:
        """The document; a Refusal when there is no text, or more than an article can have."""
        if not self.text.strip():
            self._give_up("articles without text")
            return Refusal(self.where, "there is no text", "Each article needs its text")
        if len(self.text) > MAX_TEXT:
            self._give_up("articles that are too long")
            return Refusal(self.where, too_long(self.text), "Split it into articles")
        about = self.about
        article = Article(
            pk=0, id=about.id or new_id("a"), title=about.title, text=self.text,
            source=about.source, url=about.url, published=about.published,
            language=about.language, sha256=about.sha256, origin=self._origin,
            meta=dict(about.meta), zones=about.zones,
        )  # fmt: skip
        self._drop_unnamed()
        suggested_by = sorted(n for n, a in self._annotators.items() if a.kind == PIPELINE)
        return Document(
            article, self._annotators, self._spans, self._relations, self._reviews,
            self._entities, tuple(suggested_by),
        )  # fmt: skip

    def _drop_unnamed(self) -> None:
        """An entity that no span of the article stands for says nothing about it."""
        named = {s.entity for s in self._spans.values()}
        for entity_id in [x for x in self._entities if x not in named]:
            name = self._entities.pop(entity_id).name
            why = "entities that no span stands for"
            self.reading.losses.add(why, f"{self.where}: {name}", kind="entity")

    def _give_up(self, what: str) -> None:
        losses = self.reading.losses
        why = f"of {what}"
        losses.add(what, self.where, kind="article")
        losses.add(f"spans {why}", count=len(self._spans), kind="span")
        losses.add(f"relations {why}", count=len(self._relations), kind="relation")
        spans = self._spans.values()
        losses.add(
            f"attributes {why}", count=sum(len(s.attributes) for s in spans), kind="attribute"
        )
        losses.add(f"notes {why}", count=sum(1 for s in spans if s.note), kind="note")
        losses.add(f"entities {why}", count=len(self._entities), kind="entity")


def too_long(text: str) -> str:
    """That a text is longer than an article can be, and how long."""
    millions = len(text) / 1e6
    return f"the text has {millions:.0f} million characters, an article at most {MAX_TEXT // 10**6}"


def moves(raw: str) -> list[int]:
    """For each offset into a raw text, the offset into the normalised one; one more than long."""
    out, at = [], 0
    for i, char in enumerate(raw):
        out.append(at)
        dropped = (i == 0 and char == "\ufeff") or (char == "\n" and i > 0 and raw[i - 1] == "\r")
        at += 0 if dropped else 1
    return [*out, at]
