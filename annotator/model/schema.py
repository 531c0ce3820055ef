"""The label schema: layers, labels, attributes, relation labels. Read from and written to TOML."""

from __future__ import annotations

import json
import tomllib
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


@dataclass(frozen=True, slots=True)
class Label:
    """One label: ``key`` is its digit ("" for none); ``role`` marks part-of-a-quote labels."""

    id: str
    name: str
    key: str = ""
    shape: str = "cross"
    light: str = "#6B6862"
    dark: str = "#9B9890"
    description: str = ""
    role: bool = False


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


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """A relation label and what it may connect, as ``layer:LABEL`` or ``layer:*``; empty = any."""

    id: str
    name: str
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelSchema:
    """Everything that can be said about a text in this project."""

    name: str
    version: int
    layers: tuple[Layer, ...]
    relations: tuple[RelationLabel, ...] = ()

    def layer(self, layer_id: str) -> Layer | None:
        """The layer with this id, or None."""
        return next((x for x in self.layers if x.id == layer_id), None)

    def label(self, layer_id: str, label_id: str) -> Label | None:
        """The label of a layer, or None."""
        layer = self.layer(layer_id)
        return layer.label(label_id) if layer else None

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
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"not valid TOML: {error}", where, "Correct the file") from error
    return from_dict(data, where)


def from_dict(data: Mapping[str, Any], where: str = "") -> LabelSchema:
    """Build a schema from the TOML's shape. Raises FormatError naming layer, label or attribute."""
    try:
        layers = tuple(_layer(x, where) for x in data["layer"])
        relations = tuple(
            RelationLabel(
                x["id"], x.get("name", x["id"]), tuple(x.get("head", ())), tuple(x.get("tail", ()))
            )
            for x in data.get("relation", ())
        )
    except KeyError as error:
        raise FormatError(f"a part of the schema has no {error}", where, "Add the field") from error
    except (TypeError, AttributeError) as error:
        raise FormatError("the schema does not have the shape of one", where, str(error)) from error
    if not layers:
        raise FormatError("the schema has no layer", where, "Add a [[layer]]")
    _unique("layer", [x.id for x in layers], where)
    return LabelSchema(str(data.get("name", "")), int(data.get("version", 1)), layers, relations)


def _layer(data: Mapping[str, Any], where: str) -> Layer:
    place = f"{where} layer {data['id']}".strip()
    labels = tuple(
        Label(
            id=x["id"],
            name=x.get("name", x["id"]),
            key=str(x.get("key", "")),
            shape=x.get("shape", "cross"),
            light=x.get("light", "#6B6862"),
            dark=x.get("dark", "#9B9890"),
            description=x.get("description", ""),
            role=bool(x.get("role", False)),
        )
        for x in data["label"]
    )
    _unique("label", [x.id for x in labels], place)
    _unique("key", [x.key for x in labels if x.key], place)
    attributes = tuple(_attribute(x, place) for x in data.get("attribute", ()))
    _unique("attribute", [x.id for x in attributes], place)
    return Layer(
        data["id"], data.get("name", data["id"]), str(data.get("key", "")), labels, attributes
    )


def _attribute(data: Mapping[str, Any], where: str) -> Attribute:
    if data["type"] not in ATTRIBUTE_TYPES:
        raise FormatError(
            f"attribute {data['id']} has unknown type {data['type']!r}",
            where,
            f"Use one of {', '.join(ATTRIBUTE_TYPES)}",
        )
    return Attribute(
        id=data["id"],
        name=data.get("name", data["id"]),
        type=data["type"],
        labels=tuple(data.get("labels", ())),
        choices=tuple(str(x) for x in data.get("choices", ())),
        keys=tuple(str(x) for x in data.get("keys", ())),
        default=data.get("default"),
        suggested=bool(data.get("suggested", True)),
    )


def _unique(kind: str, ids: list[str], where: str) -> None:
    seen: set[str] = set()
    for item in ids:
        if item in seen:
            raise FormatError(f"two times the {kind} {item!r}", where, "Give each its own")
        seen.add(item)


def _write_toml(data: Mapping[str, Any], prefix: str = "") -> str:
    plain = [
        f"{k} = {_toml_value(v)}" for k, v in data.items() if not _is_tables(v)
    ]
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
