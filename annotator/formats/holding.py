"""What of a record a format can hold; all else is counted by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from annotator.formats import labels
from annotator.formats.base import Losses, Reading, Record
from annotator.model.schema import LabelSchema
from annotator.model.span import (
    ACCEPTED,
    REJECTED,
    STATES,
    SUGGESTED,
    Relation,
    Span,
    change_relation,
    change_span,
)


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format has a place for. ``annotators`` False: it does not say whose a span is."""

    states: tuple[str, ...] = STATES
    annotators: bool = True
    attributes: bool = True
    notes: bool = True
    relations: bool = True
    entities: bool = True
    zones: bool = True


def hold(
    record: Record,
    holds: Holds,
    losses: Losses,
    why: Callable[[Span], str] = lambda span: "",
) -> Record:
    """The record with what can be written only; what falls away is counted in ``losses``.

    ``why`` gives the name of the loss for a span that cannot stand in the format, else "". Where
    annotators do not count, a span that two have is written once, with the relations of both.
    """
    article = record.document.article
    place: dict[str, str] = {}
    kept: dict[tuple[object, ...], Span] = {}
    gone: list[tuple[Span, str]] = []
    for span in sorted(record.spans, key=_order):
        reason = _reason(span, holds) or why(span)
        key: tuple[object, ...] = (*span.key, span.annotator if holds.annotators else "")
        key = (*key, span.id) if span.state == REJECTED else key
        if not reason and key in kept:
            reason = "spans that another annotator has too, written once"
            place[span.id] = kept[key].id
        elif not reason:
            kept[key], place[span.id] = span, span.id
        if reason:
            gone.append((span, reason))
    for span, reason in gone:
        losses.add(reason, f"{article.id}: “{span.text[:40]}”", kind="span")
        losses.add(f"attributes of {reason}", count=len(span.attributes), kind="attribute")
        losses.add(f"notes of {reason}", count=1 if span.note else 0, kind="note")
    spans = tuple(_stripped(s, holds, losses) for s in sorted(kept.values(), key=_order))
    held = Record(record.document, spans, _links(record, place, holds, losses))
    lost = record.counts()["entity"] - held.counts()["entity"]
    losses.add("entities (their spans are written)" if not holds.entities
               else "entities of spans left out", article.id, lost, "entity")  # fmt: skip
    _remarks(held, holds, losses)
    return held


def named(record: Record, schema: LabelSchema, losses: Losses) -> Record:
    """The record as it is read again from a format that says a label by ``labels.name_of`` only.

    A label that the schema lacks may be taken for one that it has, as PER for PERSON.
    """
    reading, out = Reading("", schema), []
    for span in record.spans:
        place = labels.place(reading, labels.name_of(schema, span.layer, span.label))
        layer, label = place or (span.layer, span.label)
        if (layer, label) != (span.layer, span.label):
            name = f"{span.layer}:{span.label}, now {layer}:{label}"
            losses.add("labels that the schema lacks, read again as another", name)
        out.append(change_span(span, layer=layer, label=label))
    return Record(record.document, tuple(out), record.relations)


def _order(span: Span) -> tuple[object, ...]:
    # A decision comes before a suggestion of the same.
    place = (span.start, -span.end, f"{span.layer} {span.label}")
    return (*place, span.state != ACCEPTED, span.annotator, span.id)


def _reason(span: Span, holds: Holds) -> str:
    return "" if span.state in holds.states else f"{span.state} spans"


def _stripped(span: Span, holds: Holds, losses: Losses) -> Span:
    if span.attributes and not holds.attributes:
        losses.add("attributes of spans", count=len(span.attributes), kind="attribute")
        span = change_span(span, attributes={})
    if span.note and not holds.notes:
        losses.add("notes of spans", f"“{span.text[:40]}”", kind="note")
        span = change_span(span, note=None)
    return span if holds.entities or span.entity is None else change_span(span, entity=None)


def _links(
    record: Record, place: dict[str, str], holds: Holds, losses: Losses
) -> tuple[Relation, ...]:
    found: dict[tuple[str, ...], Relation] = {}
    missed: Counter[str] = Counter()
    for link in sorted(record.relations, key=lambda r: (r.state != ACCEPTED, r.id)):
        if not holds.relations:
            missed["relations"] += 1
        elif link.state not in holds.states or link.state == REJECTED:
            missed[f"{link.state} relations"] += 1
        elif link.head not in place or link.tail not in place:
            missed["relations of spans that were left out"] += 1
        else:
            who = link.annotator if holds.annotators else ""
            head, tail = place[link.head], place[link.tail]
            stays = head == link.head and tail == link.tail
            moved = link if stays else change_relation(link, head=head, tail=tail)
            key = (who, moved.label, moved.head, moved.tail)
            if key in found:
                missed["relations that another annotator has too, written once"] += 1
            else:
                found[key] = moved
    for name, count in missed.items():
        losses.add(name, record.document.article.id, count, "relation")
    return tuple(sorted(found.values(), key=lambda r: r.id))


def _remarks(record: Record, holds: Holds, losses: Losses) -> None:
    article = record.document.article
    if not holds.zones:
        losses.add("zones", article.id, len(article.zones))
    unsure = sum(1 for s in record.spans if s.unsure)
    losses.add("marks of spans as unsure", article.id, unsure)
    if not holds.annotators:
        open_ = sum(1 for s in record.spans if s.state == SUGGESTED)
        losses.add("suggestions that stand there as decisions do", article.id, open_)
