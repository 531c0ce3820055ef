"""What formats without layers, or without annotators, hold of a record, and by which names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from annotator.formats import labels
from annotator.formats.base import Losses, Reading, Record, Tally, tally_document
from annotator.formats.holding import Holds, hold
from annotator.model.schema import LabelSchema
from annotator.model.span import ACCEPTED, SUGGESTED, Span, change_span

# Of formats for one reading of a text: nothing in them says who, or that it was refused.
ONE_VOICE = Holds(states=(ACCEPTED, SUGGESTED), annotators=False, zones=False)


def keep(
    losses: Losses,
    record: Record,
    holds: Holds = ONE_VOICE,
    why: Callable[[Span], str] = lambda _: "",
) -> Record | None:
    """As :func:`hold`; None for an article without text, which no reader would take."""
    if record.document.article.text.strip():
        return hold(record, holds, losses, why)
    for kind, count in record.counts().items():
        losses.add("articles without text, and what is said of them", "", count, kind)
    return None


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
        self._back: dict[tuple[str, str], tuple[str, str]] = {}
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
        found = self._back.get((layer, label))
        if found is None:
            found = self._back[layer, label] = self._read_back(layer, label)
        return found

    def _read_back(self, layer: str, label: str) -> tuple[str, str]:
        known = self.schema.layer(layer)
        if known is not None and known.label(label):
            return layer, label
        name = self.write(layer, label)
        return labels.place(Reading("", self.schema), name) or (layer, label)


def count(
    tally: Tally,
    losses: Losses,
    kept: Record,
    text: str,
    names: Names | None,
    places: Mapping[str, tuple[int, int]] | None = None,
) -> None:
    """Count what was written of an article, with the labels that it will be read back with.

    ``places``: where spans lie in ``text``, by id, if not where they say.
    """
    spans = {}
    for span in kept.spans:
        layer, label = names.back(span.layer, span.label) if names else (span.layer, span.label)
        if (layer, label) != (span.layer, span.label):
            losses.add("labels that the schema lacks, read back as others", span.label)
        start, end = places[span.id] if places else (span.start, span.end)
        covered = text[start:end]
        spans[span.id] = change_span(
            span, layer=layer, label=label, start=start, end=end, text=covered
        )
    tally_document(tally, text, spans, kept.relations)
