"""How labels, attributes and entities stand in the annotation types of INCEpTION and DKPro."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.formats import labels
from annotator.formats.base import Record
from annotator.formats.building import Builder
from annotator.formats.values import as_word, from_json, from_word
from annotator.model.people import Entity
from annotator.model.schema import LabelSchema
from annotator.model.span import ENTITY, Span

NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
CUSTOM = "webanno.custom."
WIKIDATA = "http://www.wikidata.org/entity/"
# What a machine says of every word; nobody marked it, and there are thousands in each article.
WORDS = {
    "Token", "Sentence", "POS", "Lemma", "Stem", "MorphologicalFeatures", "Morpheme", "SurfaceForm",
    "Dependency", "ROOT", "Paragraph", "Div", "DocumentMetaData", "DocumentAnnotation", "Heading",
    "SofaDocument", "TagsetDescription", "TagDescription", "CASMetadata", "Compound", "Split",
}  # fmt: skip
_LABELS = ("label", "value", "Value", "Label", "category", "type")
# What is no attribute of a span but says what it is.
_OWN = {"note", "more", "identifier"}
_REMARKS = {*_OWN, "comment", "Comment", "notes", "description", "text", "id"}
# As long as a label may be to be one.
_NAME = 60
_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_TAKEN = {"begin", "end", "sofa", "label", "links", "id", *_OWN}


def type_of(layer: str) -> str:
    """The type that a layer of ours is written as."""
    if layer == ENTITY:
        return NAMED
    words = re.findall(r"[A-Za-z0-9]+", layer)
    name = "".join(w[:1].upper() + w[1:] for w in words)
    return CUSTOM + (name if name[:1].isalpha() else f"L{name}")


def link_type(type_: str) -> str:
    """The type of the links from spans of a type to others."""
    return f"{type_}LinksLink" if type_.startswith(CUSTOM) else f"{CUSTOM}Link"


def layer_of(schema: LabelSchema, type_: str) -> str | None:
    """The layer of the schema that is written as a type; None for types of others."""
    known = {type_of(x.id): x.id for x in schema.layers}
    return known.get(type_)


def short(type_: str) -> str:
    """The last part of a type's name."""
    return re.split(r"[.:]", type_)[-1]


def of_words(type_: str) -> bool:
    """Whether a type says something of words or of the document, and is no mark of a reader."""
    name = short(type_)
    standard = not type_.startswith("webanno.custom.")
    return standard and (name in WORDS or ".pos." in type_ or ".dependency." in type_)


def _own_label(type_: str) -> str:
    return "value" if type_ == NAMED else "label"


def features(schema: LabelSchema, span: Span) -> dict[str, str]:
    """The features of a span as words: its label, its attributes, its note, its entity."""
    own = _own_label(type_of(span.layer))
    out = {own: span.label}
    more = {}
    for name, value in span.attributes.items():
        word = as_word(value)
        plain = _FEATURE.fullmatch(name) and name not in _TAKEN and name != own
        back = from_word(schema, span.layer, name, word) if plain and word else None
        if back is not None and back == value and type(back) is type(value):
            out[name] = word
        else:
            more[name] = value
    if more:
        out["more"] = as_word(more)
    if span.note:
        out["note"] = span.note
    if span.entity:
        out["identifier"] = _identifier(span.entity)
    return out


def _identifier(entity: str) -> str:
    # Imported names may have the number of Wikidata for their id; there it is an address.
    return WIKIDATA + entity if re.fullmatch(r"Q\d+", entity) else entity


def only_feature(names: Iterable[str], values: Iterable[str]) -> str:
    """The feature whose values are a layer's labels though it is called otherwise; "" for none.

    It is the layer's only one, and what it says are names, no sentences.
    """
    found = list(names)
    if len(found) != 1 or found[0] in _REMARKS:
        return ""
    return found[0] if all(len(v) <= _NAME and "\n" not in v for v in values) else ""


def label_of(type_: str, said: Mapping[str, str], only: str = "") -> tuple[str, str]:
    """The feature of a type of others that has the label, "" for none, and the label.

    ``only``: see :func:`only_feature`.
    """
    key = next((k for k in (*_LABELS, only) if said.get(k)), "")
    return key, said[key] if key else short(type_)


def add(
    builder: Builder,
    type_: str,
    said: Mapping[str, str],
    start: int,
    end: int,
    *,
    lists: Mapping[str, list[str]] | None = None,
    only: str = "",
    **more: Any,
) -> str | None:
    """Add a span of a type with its features; returns its id.

    The label is a feature of a usual name, else the type's own name; the others are attributes,
    ``lists`` those of several words. ``only``: see :func:`only_feature`. ``more`` goes to
    :meth:`Builder.span`.
    """
    reading = builder.reading
    layer = layer_of(reading.schema, type_)
    said = {k: v for k, v in said.items() if v}
    if layer is None:
        key, label = label_of(type_, said, only)
    else:
        key = _own_label(type_)
        label = said.get(key) or short(type_)
    attributes = {
        k: from_word(reading.schema, layer, k, v)
        for k, v in said.items() if k != key and k not in _OWN
    }  # fmt: skip
    if layer == ENTITY and not reading.schema.label(ENTITY, label):
        # Everybody's named entities are of this type: PER is to become PERSON.
        layer = None
    attributes.update(lists or {})
    rest = from_json(said.get("more", "{}"))
    attributes.update(rest if isinstance(rest, dict) else {"more": said["more"]})
    entity = _entity(builder, said.get("identifier"), (start, end), label, layer)
    return builder.span(
        label, start, end, layer=layer, attributes=attributes, note=said.get("note"),
        entity=entity, **more,
    )  # fmt: skip


def _entity(
    builder: Builder, id_: str | None, range_: tuple[int, int], label: str, layer: str | None
) -> str | None:
    if not id_:
        return None
    found = re.fullmatch(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q\d+)", id_)
    external = found[1] if found else id_ if ":" in id_ else None
    name = builder.covered(*range_)
    placed = labels.place(builder.reading, label, layer)
    return builder.entity(
        Entity(found[1] if found else id_, name or id_, placed[1] if placed else label,
               external=external)
    )  # fmt: skip


def named(record: Record) -> int:
    """How many entities have a name that their mentions do not say."""
    texts: dict[str, set[str]] = {}
    for span in record.spans:
        texts.setdefault(span.entity or "", set()).add(span.text)
    known = record.document.entities
    return sum(1 for e, said in texts.items() if e in known and known[e].name not in said)
