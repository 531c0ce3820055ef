"""From a label in a file to a label of the schema, and back."""

from __future__ import annotations

import re

from annotator.formats.base import Reading
from annotator.model.schema import LabelSchema

# How others call what the default label schema has (CoNLL-2003, WikiNER, MUC, Stanford).
ALIASES = {
    "PER": "PERSON", "PERS": "PERSON", "PEOPLE": "PERSON", "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG", "LOCATION": "LOC", "FACILITY": "FAC", "GEOPOLITICAL": "GPE",
    "TIMEX": "DATE", "NATIONALITY": "NORP", "QUOTATION": "DIRECT", "DIRECT_QUOTE": "DIRECT",
    "INDIRECT_QUOTE": "INDIRECT",
}  # fmt: skip
_QUALIFIED = re.compile(r"([\w-]+)[:./](.+)", re.DOTALL)


def name_of(schema: LabelSchema, layer: str, label: str) -> str:
    """What a label is called where a format has no layers: ``layer:LABEL`` when two have it."""
    owners = [x.id for x in schema.layers if x.label(label)]
    if owners == [layer] and not _QUALIFIED.fullmatch(label):
        return label
    # A label that the schema lacks would be taken for an entity's.
    return label if not owners and layer == "entity" else f"{layer}:{label}"


def place(reading: Reading, label: str, layer: str | None = None) -> tuple[str, str] | None:
    """The layer and label of the project for a label as it stands in a file; None to leave it out.

    In this order: the reading's mapping; ``layer`` when the file itself says it; ``layer:LABEL``;
    the one layer that has the label; the same in other case; a usual other name; the entities.
    """
    label = label.strip() or "OTHER"
    known = f"{layer}:{label}" if layer else label
    if known not in reading.places:
        reading.places[known] = _place(reading, label, layer)
    placed = reading.places[known]
    if not placed:
        return None
    found, _, name = placed.partition(":")
    return found, name


def _place(reading: Reading, label: str, layer: str | None) -> str:
    for asked in (f"{layer}:{label}", label):
        if asked in reading.mapping:
            wanted = reading.mapping[asked]
            return wanted if ":" in wanted or not wanted else f"{layer or 'entity'}:{wanted}"
    if layer:
        return f"{layer}:{label}"
    schema = reading.schema
    parts = _QUALIFIED.fullmatch(label)
    if parts and schema.layer(parts[1]):
        return f"{parts[1]}:{parts[2]}"
    same = [(x.id, y.id) for x in schema.layers for y in x.labels if y.id == label]
    folded = label.casefold().replace("-", "_").replace(" ", "_")
    same = same or [
        (x.id, y.id) for x in schema.layers for y in x.labels if y.id.casefold() == folded
    ]
    if same:
        return ":".join(same[0])
    alias = ALIASES.get(folded.upper())
    owner = next((x.id for x in schema.layers if alias and x.label(alias)), None)
    return f"{owner}:{alias}" if owner else f"entity:{label}"
