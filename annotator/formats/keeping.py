"""What of a record a format can hold: the rest is counted by name, so that the balance adds up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from annotator.formats import labels
from annotator.formats.base import Losses, Reading, Record, Tally, tally_document
from annotator.model.schema import LabelSchema
from annotator.model.span import REJECTED, SUGGESTED, Relation, Span

ALL = frozenset({"relation", "attribute", "note", "entity"})


def keep(
    losses: Losses,
    record: Record,
    why: Callable[[Span], str] = lambda _: "",
    holds: frozenset[str] = ALL,
    states: bool = False,
) -> Record | None:
    """The part of a record that a format holds, in reading order; None when nothing of it.

    ``why`` says why a span cannot stand, "" when it can. ``holds``: which kinds beside articles
    and spans there is a place for. ``states``: whether suggested and rejected can be told apart;
    else rejected spans and relations are left out, and suggested ones are written as if decided.
    """
    article = record.document.article
    if not article.text.strip():
        _nothing(losses, record)
        return None
    spans = []
    for span in sorted(record.spans, key=lambda s: (s.start, -s.end, s.layer, s.label, s.id)):
        reason = "rejected spans" if span.state == REJECTED and not states else why(span)
        if reason:
            name = f"{article.id}: “{span.text[:40]}”"
            losses.add(reason, name, kind="span")
            losses.add(f"attributes of {reason}", count=len(span.attributes), kind="attribute")
            losses.add(f"notes of {reason}", count=1 if span.note else 0, kind="note")
            continue
        if span.state == SUGGESTED and not states:
            losses.add("suggestions, written as if decided on", article.id)
        spans.append(_stripped(losses, span, holds))
    named = {s.entity for s in spans if s.entity} if "entity" in holds else set()
    gone = record.counts()["entity"] - len(named)
    what = "entities of spans left out" if "entity" in holds else "entities"
    losses.add(what, article.id if gone else "", gone, "entity")
    links = _links(losses, record, {s.id for s in spans}, holds, states)
    return Record(record.document, tuple(spans), tuple(links))


def _nothing(losses: Losses, record: Record) -> None:
    for kind, count in record.counts().items():
        losses.add("articles without text, and what is said of them", "", count, kind)


def _stripped(losses: Losses, span: Span, holds: frozenset[str]) -> Span:
    if "attribute" not in holds and span.attributes:
        losses.add("attributes", ", ".join(sorted(span.attributes)), len(span.attributes),
                   "attribute")  # fmt: skip
        span = replace(span, attributes={})
    if "note" not in holds and span.note:
        losses.add("notes", span.note[:40], kind="note")
        span = replace(span, note=None)
    return replace(span, entity=None) if "entity" not in holds and span.entity else span


def _links(
    losses: Losses, record: Record, ids: set[str], holds: frozenset[str], states: bool
) -> list[Relation]:
    kept = []
    for link in sorted(record.relations, key=lambda r: r.id):
        if "relation" not in holds:
            losses.add("relations", link.label, kind="relation")
        elif link.state == REJECTED and not states:
            losses.add("rejected relations", link.label, kind="relation")
        elif link.head not in ids or link.tail not in ids:
            losses.add("relations of spans that were left out", link.label, kind="relation")
        else:
            kept.append(link)
    return kept


class Names:
    """What each label is called in a format without layers, and which label such a name is.

    ``allowed`` matches the characters that a name may have; others become ``_``. ``joint`` stands
    between layer and label where the label alone would not tell.
    """

    def __init__(self, schema: LabelSchema, allowed: str = r"[^\s]", joint: str = ":") -> None:
        self.schema, self._joint = schema, joint
        self._allowed = re.compile(allowed)
        self._names: dict[tuple[str, str], str] = {}
        self._owners: dict[str, tuple[str, str]] = {}
        for layer in schema.layers:
            for label in layer.labels:
                self.write(layer.id, label.id)

    def write(self, layer: str, label: str) -> str:
        """The name in the file; the same for the same, another for another."""
        key = layer, label
        if key not in self._names:
            name = labels.name_of(self.schema, layer, label)
            if name != label:
                name = f"{layer}{self._joint}{label}"
            name = wanted = self._clean(name)
            number = 1
            while name in self._owners:
                number += 1
                name = f"{wanted}{number}"
            self._names[key], self._owners[name] = name, key
        return self._names[key]

    def _clean(self, name: str) -> str:
        return "".join(c if self._allowed.match(c) else "_" for c in name) or "_"

    def read(self, reading: Reading, name: str) -> tuple[str, str | None]:
        """The label and, where the name is one that :meth:`write` gives, its layer."""
        if name in self._owners and name not in reading.mapping:
            layer, label = self._owners[name]
            return label, layer
        return name, None

    def back(self, layer: str, label: str) -> tuple[str, str]:
        """The layer and label that the name in the file is read back as."""
        known = self.schema.layer(layer)
        if known is not None and known.label(label):
            return layer, label
        name = self.write(layer, label)
        return labels.place(Reading("", self.schema), name) or (layer, label)


def count(tally: Tally, losses: Losses, kept: Record, text: str, names: Names | None) -> None:
    """Count what was written of an article, with the labels that it will be read back with."""
    spans = {}
    for span in kept.spans:
        layer, label = names.back(span.layer, span.label) if names else (span.layer, span.label)
        if (layer, label) != (span.layer, span.label):
            losses.add("labels that the schema lacks, read back as others", span.label)
            span = replace(span, layer=layer, label=label)
        spans[span.id] = replace(span, text=text[span.start : span.end])
    tally_document(tally, text, spans, kept.relations)
