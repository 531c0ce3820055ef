"""What several people marked alike in one article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from annotator.model.document import Document
from annotator.model.people import DONE, PIPELINE
from annotator.model.span import ACCEPTED, Key, Relation, Span


@dataclass(frozen=True, slots=True)
class Agreed:
    """Spans and the relations between them, each as one of those who made it has it."""

    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]


def agreed(document: Document, voices: int, done_only: bool) -> Agreed | None:
    """Accepted spans that at least ``voices`` people made with the same layer, label and range.

    Relations count as the same when their labels are and both ends are. With ``done_only`` only
    people whose review is done have a voice. None where fewer people than that worked on the
    article: nothing is known about agreement there.
    """
    people = sorted(
        name
        for name, review in document.reviews.items()
        if document.annotators[name].kind != PIPELINE and (review.status == DONE or not done_only)
    )
    if len(people) < voices:
        return None
    first: dict[Key, Span] = {}
    key_of: dict[str, Key] = {}
    votes: Counter[Key] = Counter()
    for span in sorted(document.spans.values(), key=lambda s: (s.annotator, s.id)):
        if span.state == ACCEPTED and span.annotator in people:
            first.setdefault(span.key, span)
            key_of[span.id] = span.key
            votes[span.key] += 1
    kept = {key: span for key, span in first.items() if votes[key] >= voices}
    links = _links(document, people, voices, key_of, kept)
    return Agreed(tuple(sorted(kept.values(), key=lambda s: s.order)), links)


def _links(
    document: Document,
    people: list[str],
    voices: int,
    key_of: dict[str, Key],
    kept: dict[Key, Span],
) -> tuple[Relation, ...]:
    first: dict[tuple[str, Key, Key], Relation] = {}
    votes: Counter[tuple[str, Key, Key]] = Counter()
    for link in sorted(document.relations.values(), key=lambda r: (r.annotator, r.id)):
        head, tail = key_of.get(link.head), key_of.get(link.tail)
        if link.state != ACCEPTED or link.annotator not in people or not head or not tail:
            continue
        key = (link.label, head, tail)
        first.setdefault(key, link)
        votes[key] += 1
    return tuple(
        Relation(
            link.id, link.label, kept[key[1]].id, kept[key[2]].id, link.state, link.annotator,
            link.made_from, link.created, link.modified,
        )
        for key, link in first.items()
        if votes[key] >= voices and key[1] in kept and key[2] in kept
    )  # fmt: skip
