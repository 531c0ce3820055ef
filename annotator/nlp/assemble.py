"""From a processed document to the plain suggestions of one article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from annotator.model.article import Zone
from annotator.model.span import CLAIM, ENTITY, QUOTE
from annotator.model.suggestion import (
    SuggestedEntity,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    SuggestJob,
)
from annotator.model.text import strip
from annotator.model.training import TRAINED
from annotator.nlp.claims import NAME as CLAIMS
from annotator.nlp.claims import Claim
from annotator.nlp.entities import entity_spans, suggested_entity
from annotator.nlp.names import NAME as NAMES
from annotator.nlp.quotes import NAME, Quote
from annotator.nlp.referents import Referents

_NOTHING = frozenset(("caption", "credit", "boilerplate"))
_NO_QUOTES = _NOTHING | {"byline", "subheading"}
_NO_NAMES = frozenset(("DATE", "MONEY", "QUANTITY"))
# A title repeats, shortened, what the text says with its source.
_NO_CLAIMS = _NO_QUOTES | {"title", "deck"}


class _Zones:
    """Answers whether a range touches a zone of certain kinds."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self._zones = sorted(zones, key=lambda z: z.start)
        self._starts = [z.start for z in self._zones]

    def touches(self, start: int, end: int, kinds: frozenset[str]) -> bool:
        """Whether ``[start, end)`` shares a character with a zone of one of ``kinds``."""
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._zones) and self._zones[at].start < end:
            if self._zones[at].end > start and self._zones[at].kind in kinds:
                return True
            at += 1
        return False


class _Collector:
    """Spans without doubles; relations name spans by their place."""

    def __init__(self) -> None:
        self.spans: list[SuggestedSpan] = []
        self.relations: dict[tuple[str, int, int], SuggestedRelation] = {}
        self._places: dict[tuple[str, str, int, int], int] = {}
        self.entities: list[SuggestedEntity] = []
        self._entities: dict[tuple[str, str], int] = {}
        self._mentions: list[tuple[int, int]] = []

    def add(self, span: SuggestedSpan) -> int:
        key = (span.layer, span.label, span.start, span.end)
        if key not in self._places:
            self._places[key] = len(self.spans)
            if span.layer == ENTITY and span.label not in _NO_NAMES:
                insort(self._mentions, (span.start, len(self.spans)))
            self.spans.append(span)
        return self._places[key]

    def entity(self, doc: Doc, number: int | None) -> int | None:
        """The place of the canonical entity for one of the document's names; None for none.

        The parts of a long text share their entities.
        """
        found = suggested_entity(doc._.get(NAMES)[number]) if number is not None else None
        if found is None:
            return None
        key = (found.label, found.name)
        place = self._entities.get(key)
        if place is None:
            place = self._entities[key] = len(self.entities)
            self.entities.append(found)
        elif found != self.entities[place]:
            known = self.entities[place]
            aliases = tuple(dict.fromkeys((*known.aliases, *found.aliases)))
            self.entities[place] = SuggestedEntity(found.name, found.label, aliases)
        return place

    def speaker(self, start: int, end: int) -> int | None:
        """The place of the speaker on this range, else that of the name it ends with."""
        at = self._places.get((QUOTE, "SPEAKER", start, end))
        if at is not None:
            return at
        place = self.mention(start, end)
        return place if place is not None and self.spans[place].end == end else None

    def mention(self, start: int, end: int) -> int | None:
        """The place of the last name inside the range."""
        at = bisect_left(self._mentions, (end, 0)) - 1
        if at < 0 or self._mentions[at][0] < start:
            return None
        place = self._mentions[at][1]
        return place if self.spans[place].end <= end else None

    def relate(self, label: str, head: int, tail: int) -> None:
        self.relations[label, head, tail] = SuggestedRelation(label, head, tail)


def suggestions(job: SuggestJob, parts: Iterable[tuple[int, Doc]]) -> Suggestions:
    """What the documents say of ``job``; each part is an offset into ``job.text`` and its doc.

    No suggestion stands in a caption, a credit or boilerplate, no quote in a byline or subheading,
    no claim in those, a title or a deck.
    Every span is unique by layer, label and range, non-empty and without edge white space.
    """
    zones = _Zones(job.zones)
    out = _Collector()
    for offset, doc in parts:
        for span in entity_spans(doc):
            start, end = span.start + offset, span.end + offset
            if not zones.touches(start, end, _NOTHING):
                entity = out.entity(doc, span.entity)
                out.add(replace(span, start=start, end=end, entity=entity))
        referents = Referents(doc)
        for quote in doc._.get(NAME):
            _add_quote(out, quote, offset, zones, referents)
        for claim in doc._.get(CLAIMS):
            _add_claim(out, claim, offset, zones)
        _add_trained(out, doc, offset, zones)
    return Suggestions(
        job.pk, tuple(out.spans), tuple(out.relations.values()), entities=tuple(out.entities)
    )


def _add_quote(
    out: _Collector, quote: Quote, offset: int, zones: _Zones, referents: Referents
) -> None:
    start, end = quote.start + offset, quote.end + offset
    if zones.touches(start, end, _NO_QUOTES):
        return
    attributes = _quote_attributes(quote, offset)
    head = out.add(
        SuggestedSpan(QUOTE, quote.label, start, end, quote.score, quote.reason, attributes)
    )
    roles = (("SPEAKER", quote.speaker), ("CUE", quote.cue), ("ADDRESSEE", quote.addressee))
    for label, role in roles:
        if role is None:
            continue
        start, end = role[0] + offset, role[1] + offset
        if end > start and not zones.touches(start, end, _NO_QUOTES):
            number = referents.resolve(*role) if label == "SPEAKER" else None
            entity = out.entity(referents.doc, number)
            tail = out.add(
                SuggestedSpan(QUOTE, label, start, end, None, quote.reason, entity=entity)
            )
            out.relate(label, head, tail)


def _add_trained(out: _Collector, doc: Doc, offset: int, zones: _Zones) -> None:
    """Spans of layers that the pipeline was trained on; what is suggested already stands."""
    for key, group in doc.spans.items():
        if not key.startswith(TRAINED):
            continue
        scores = group.attrs.get("scores", ())
        for number, span in enumerate(group):
            start, end = strip(doc.text, span.start_char, span.end_char)
            start, end = start + offset, end + offset
            if start < end and not zones.touches(start, end, _NOTHING):
                score = float(scores[number]) if number < len(scores) else None
                layer = key.removeprefix(TRAINED)
                out.add(SuggestedSpan(layer, span.label_, start, end, score, "trained"))


def _quote_attributes(quote: Quote, offset: int) -> dict[str, str]:
    out = {"attribution": quote.attribution} if quote.attribution else {}
    if quote.group is not None:
        # Each part of a long article counts its groups from 1.
        out["group"] = f"{offset}-{quote.group}" if offset else str(quote.group)
    return out


def _add_claim(out: _Collector, claim: Claim, offset: int, zones: _Zones) -> None:
    start, end = claim.start + offset, claim.end + offset
    if zones.touches(start, end, _NO_CLAIMS):
        return
    attributes = {
        "type": claim.type,
        "worth": claim.worth,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
    }
    head = out.add(SuggestedSpan(CLAIM, "CLAIM", start, end, claim.score, claim.reason, attributes))
    if claim.source is not None:
        low, high = claim.source[0] + offset, claim.source[1] + offset
        source = out.speaker(low, high)
        if source is not None:
            out.relate("CLAIMED_BY", head, source)
    if claim.about is not None:
        subject = out.mention(claim.about[0] + offset, claim.about[1] + offset)
        if subject is not None:
            out.relate("ABOUT", head, subject)
