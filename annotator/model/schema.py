"""The label schema: layers, labels, attributes, relation labels. Read from and written to TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotator.model.errors import FormatError

ATTRIBUTE_TYPES = ("choice", "multi", "scale", "text", "tags")
SHAPES = (
    "disc", "square", "triangle-up", "diamond", "triangle-down", "plus", "hexagon", "bar",
    "two-bars", "cross", "house", "hourglass", "two-bars-upright",
)  # fmt: skip
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Label:
    """One label: ``key`` is its digit ("" for none); ``role`` marks part-of-a-quote labels.

    A ``retired`` label is offered no more; what carries it still shows.
    """

    id: str
    name: str
    key: str = ""
    shape: str = "cross"
    light: str = "#6B6862"
    dark: str = "#9B9890"
    description: str = ""
    role: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question about a span. ``labels`` empty means every label of the layer."""

    id: str
    name: str
    type: str
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    default: str | None = None
    suggested: bool = True

    def for_label(self, label: str) -> bool:
        """Whether spans with this label carry the attribute."""
        return not self.labels or label in self.labels


@dataclass(frozen=True, slots=True)
class Layer:
    """Labels of one kind, drawn in one place, with their attributes."""

    id: str
    name: str
    key: str
    labels: tuple[Label, ...]
    attributes: tuple[Attribute, ...] = ()

    def label(self, label_id: str) -> Label | None:
        """The label with this id, or None."""
        return next((x for x in self.labels if x.id == label_id), None)

    @property
    def offered(self) -> tuple[Label, ...]:
        """The labels that one may choose: those not retired."""
        return tuple(x for x in self.labels if not x.retired)


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """A relation label and what it may connect, as ``layer:LABEL`` or ``layer:*``; empty = any."""

    id: str
    name: str
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Renamed:
    """Suggestions that say ``label`` are shown as ``becomes``: it was renamed or merged."""

    layer: str
    label: str
    becomes: str


@dataclass(frozen=True)
class LabelSchema:
    """Everything that can be said about a text in this project."""

    name: str
    version: int
    layers: tuple[Layer, ...]
    relations: tuple[RelationLabel, ...] = ()
    renamed: tuple[Renamed, ...] = ()

    def layer(self, layer_id: str) -> Layer | None:
        """The layer with this id, or None."""
        return next((x for x in self.layers if x.id == layer_id), None)

    def label(self, layer_id: str, label_id: str) -> Label | None:
        """The label of a layer, or None."""
        layer = self.layer(layer_id)
        return layer.label(label_id) if layer else None

    def shown(self, layer_id: str, label_id: str) -> str:
        """The label that stands today for one that may have been renamed or merged."""
        found = (x.becomes for x in self.renamed if (x.layer, x.label) == (layer_id, label_id))
        return next(found, label_id)

    def may_choose(self, layer_id: str, label_id: str) -> bool:
        """Whether the label is there and not retired."""
        label = self.label(layer_id, label_id)
        return label is not None and not label.retired

    @cached_property
    def roles(self) -> frozenset[str]:
        """Ids of the labels that are parts of a quote (speaker, cue, addressee)."""
        return frozenset(x.id for layer in self.layers for x in layer.labels if x.role)

    def to_dict(self) -> dict[str, Any]:
        """The shape of the TOML file."""
        return {
            "name": self.name,
            "version": self.version,
            "layer": [_layer_dict(x) for x in self.layers],
            "relation": [_fields(x) for x in self.relations],
            "renamed": [_fields(x) for x in self.renamed],
        }

    def to_toml(self) -> str:
        """TOML that :func:`parse_toml` reads back to an equal schema."""
        return _write_toml(self.to_dict())


def _fields(item: Any) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in item.__slots__}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items() if v is not None}


def _layer_dict(layer: Layer) -> dict[str, Any]:
    return {
        "id": layer.id,
        "name": layer.name,
        "key": layer.key,
        "label": [_fields(x) for x in layer.labels],
        "attribute": [_fields(x) for x in layer.attributes],
    }


def parse_toml(text: str, where: str = "") -> LabelSchema:
    """Read a schema. Raises FormatError naming the place."""
    # Projects hold it as JSON: to open one needs no TOML.
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"not valid TOML: {error}", where, "Correct the file") from error
    return from_dict(data, where)


def from_dict(data: Mapping[str, Any], where: str = "") -> LabelSchema:
    """Build a schema from the TOML's shape. Raises FormatError naming layer, label or attribute."""
    layers = tuple(_layer(x, p) for x, p in _tables(data, "layer", where))
    if not layers:
        raise FormatError("the schema has no layer", where, "Add a [[layer]]")
    _unique("layer", [x.id for x in layers], where)
    _unique("layer key", [x.key for x in layers if x.key], where)
    ends = {f"{x.id}:*" for x in layers} | {f"{x.id}:{y.id}" for x in layers for y in x.labels}
    relations = tuple(_relation(x, p, ends) for x, p in _tables(data, "relation", where))
    _unique("relation", [x.id for x in relations], where)
    version = data.get("version", 1)
    if not isinstance(version, int):
        raise FormatError(f"version is {version!r}, not a whole number", where, "Correct it")
    renamed = _renamed(data, ends, where)
    return LabelSchema(_text(data, "name", where, ""), version, layers, relations, renamed)


def _tables(data: Mapping[str, Any], kind: str, where: str) -> list[tuple[Mapping[str, Any], str]]:
    """The tables of one kind, each with its place for messages."""
    found = data.get(kind, ())
    if not isinstance(found, (list, tuple)) or not all(isinstance(x, Mapping) for x in found):
        raise FormatError(f"{kind} is not a list of tables", where, f"Write [[{kind}]]")
    out = []
    for number, table in enumerate(found, 1):
        name = table.get("id")
        if not isinstance(name, str) or not name.strip():
            raise FormatError(f"{kind} {number} has no id", where, 'Add id = "…"')
        out.append((table, f"{where} {kind} {name}".strip()))
    return out


def _renamed(data: Mapping[str, Any], ends: set[str], where: str) -> tuple[Renamed, ...]:
    out = []
    found = data.get("renamed", ())
    if not isinstance(found, (list, tuple)) or not all(isinstance(x, Mapping) for x in found):
        raise FormatError("renamed is not a list of tables", where, "Write [[renamed]]")
    for table in found:
        layer, label, becomes = (_text(table, x, where, "") for x in ("layer", "label", "becomes"))
        if f"{layer}:{label}" in ends:
            raise FormatError(f"{label} is a label and renamed too", where, "Take one of them out")
        if f"{layer}:{becomes}" not in ends:
            raise FormatError(f"there is no label {becomes!r}", where, "Correct becomes")
        out.append(Renamed(layer, label, becomes))
    _unique("renamed label", [f"{x.layer}:{x.label}" for x in out], where)
    return tuple(out)


def _text(data: Mapping[str, Any], name: str, where: str, default: str) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise FormatError(f"{name} is {value!r}, not text", where, "Put it in quotation marks")
    return value


def _texts(data: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = data.get(name, ())
    if not isinstance(values, (list, tuple)):
        raise FormatError(f"{name} is {values!r}, not a list", where, 'Write ["…", "…"]')
    return tuple(str(x) for x in values)


def _layer(data: Mapping[str, Any], place: str) -> Layer:
    labels = tuple(_label(x, p) for x, p in _tables(data, "label", place))
    if not labels:
        raise FormatError("the layer has no label", place, "Add a [[layer.label]]")
    _unique("label", [x.id for x in labels], place)
    _unique("key", [x.key for x in labels if x.key and not x.retired], place)
    known = {x.id for x in labels}
    attributes = tuple(_attribute(x, p, known) for x, p in _tables(data, "attribute", place))
    _unique("attribute", [x.id for x in attributes], place)
    name = _text(data, "name", place, data["id"])
    return Layer(data["id"], name, str(data.get("key", "")), labels, attributes)


def _label(data: Mapping[str, Any], place: str) -> Label:
    label = Label(
        id=data["id"],
        name=_text(data, "name", place, data["id"]),
        key=str(data.get("key", "")),
        shape=_text(data, "shape", place, "cross"),
        light=_text(data, "light", place, "#6B6862"),
        dark=_text(data, "dark", place, "#9B9890"),
        description=_text(data, "description", place, ""),
        role=bool(data.get("role", False)),
        retired=bool(data.get("retired", False)),
    )
    if label.shape not in SHAPES:
        raise FormatError(
            f"unknown shape {label.shape!r}", place, f"Use one of {', '.join(SHAPES)}"
        )
    for colour in (label.light, label.dark):
        if not _COLOUR.fullmatch(colour):
            raise FormatError(f"{colour!r} is no colour", place, "Write it as #045C8B")
    return label


def _attribute(data: Mapping[str, Any], place: str, labels: set[str]) -> Attribute:
    kind = data.get("type")
    if kind not in ATTRIBUTE_TYPES:
        raise FormatError(
            f"unknown type {kind!r}", place, f"Use one of {', '.join(ATTRIBUTE_TYPES)}"
        )
    attribute = Attribute(
        id=data["id"],
        name=_text(data, "name", place, data["id"]),
        type=kind,
        labels=_texts(data, "labels", place),
        choices=_texts(data, "choices", place),
        keys=_texts(data, "keys", place),
        default=None if data.get("default") is None else str(data["default"]),
        suggested=bool(data.get("suggested", True)),
    )
    unknown = next((x for x in attribute.labels if x not in labels), None)
    if unknown is not None:
        raise FormatError(f"the layer has no label {unknown!r}", place, "Correct labels")
    _unique("choice", list(attribute.choices), place)
    _unique("key", [x for x in attribute.keys if x], place)
    return attribute


def _relation(data: Mapping[str, Any], place: str, ends: set[str]) -> RelationLabel:
    relation = RelationLabel(
        data["id"],
        _text(data, "name", place, data["id"]),
        _texts(data, "head", place),
        _texts(data, "tail", place),
        bool(data.get("retired", False)),
    )
    unknown = next((x for x in relation.head + relation.tail if x not in ends), None)
    if unknown is not None:
        raise FormatError(
            f"there is no label {unknown!r}", place, 'Write "layer:LABEL" or "layer:*"'
        )
    return relation


def _unique(kind: str, ids: list[str], where: str) -> None:
    seen: set[str] = set()
    for item in ids:
        if item in seen:
            raise FormatError(f"two times the {kind} {item!r}", where, "Give each its own")
        seen.add(item)


def _write_toml(data: Mapping[str, Any], prefix: str = "") -> str:
    plain = [f"{k} = {_toml_value(v)}" for k, v in data.items() if not _is_tables(v)]
    parts = ["\n".join(plain) + "\n"]
    for key, tables in data.items():
        if _is_tables(tables):
            path = f"{prefix}{key}"
            parts += [f"\n[[{path}]]\n" + _write_toml(x, f"{path}.") for x in tables]
    return "".join(parts)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _toml_value(value: Any) -> str:
    # JSON strings, numbers and booleans are TOML too; \u007f is the one character JSON leaves bare.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
