"""Changing a label schema: rename, merge, retire, add; and what is wrong with the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from annotator.model import colours
from annotator.model.errors import Refused
from annotator.model.schema import (
    SHAPES,
    Attribute,
    Label,
    LabelSchema,
    Layer,
    Renamed,
    from_dict,
)
from annotator.model.span import CLAIM, ENTITY, QUOTE

# What a label was called before the change, and what it is called after it.
Moves = Mapping[tuple[str, str], str]
T = TypeVar("T", bound=Label | Layer | Attribute)


def with_layer(schema: LabelSchema, layer: Layer) -> LabelSchema:
    """The schema with a layer put in its place, or added."""
    return replace(schema, layers=_put(schema.layers, layer, layer.id))


def new_layer(schema: LabelSchema) -> Layer:
    """A layer to add: a free name, the id from it, a free letter, and one label to begin with."""
    names = ("New" if n == 1 else f"New {n}" for n in range(1, 10_000))
    name = next(x for x in names if schema.layer(layer_id_of(x)) is None)
    empty = Layer(layer_id_of(name), name, _free_letter(schema, name), ())
    return replace(empty, labels=(new_label(with_layer(schema, empty), empty.id),))


def layer_id_of(name: str) -> str:
    """The id of a layer from its name: small letters and digits, all else as one underscore."""
    parts = "".join(c if c.isalnum() else " " for c in name.lower()).split()
    return "_".join(parts)


def with_layer_called(schema: LabelSchema, old: str, name: str) -> LabelSchema:
    """The schema with a layer that no span knows yet under another name, id and letter.

    Relations that name ``old`` follow. Raises Refused for a name without a letter or an id that is
    taken.
    """
    layer, new = _layer(schema, old), layer_id_of(name)
    if not new:
        raise Refused("a layer needs a name")
    if new != old and schema.layer(new) is not None:
        raise Refused(f"there is a layer {new} already", "", "Choose another name")
    others = replace(schema, layers=tuple(x for x in schema.layers if x.id != old))
    called = replace(layer, id=new, name=name, key=_free_letter(others, name))
    schema = replace(schema, layers=_put(schema.layers, called, old))
    for label in ("*", *(x.id for x in layer.labels)):
        schema = _with_ends(schema, f"{old}:{label}", f"{new}:{label}")
    return schema


def without_layer(schema: LabelSchema, gone: str) -> LabelSchema:
    """The schema without a layer that nothing stands in; relations that need it are retired.

    Raises Refused for the layers that have a way of their own to be drawn and worked on.
    """
    layer = _layer(schema, gone)
    if gone in (ENTITY, QUOTE, CLAIM):
        raise Refused(f"the layer {layer.name} belongs to every project")
    schema = replace(schema, layers=tuple(x for x in schema.layers if x.id != gone))
    for label in ("*", *(x.id for x in layer.labels)):
        schema = _without_ends(schema, f"{gone}:{label}")
    return schema


def _free_letter(schema: LabelSchema, name: str) -> str:
    """The first letter of a name that no layer has; "" when each has one."""
    taken = {x.key.upper() for x in schema.layers}
    return next((c for c in name.upper() if "A" <= c <= "Z" and c not in taken), "")


def with_label(schema: LabelSchema, layer_id: str, label: Label, old: str = "") -> LabelSchema:
    """The schema with a label put in the place of ``old`` (its own id), or added.

    Attributes and relations that name ``old`` name the new id. Raises Refused for a layer that is
    not there, an empty id or an id that is taken.
    """
    layer, old = _layer(schema, layer_id), old or label.id
    if not label.id.strip():
        raise Refused("a label needs a name")
    if label.id != old and layer.label(label.id) is not None:
        raise Refused(
            f"there is a label {label.id} already", "", "Merge into it, or choose another"
        )
    layer = replace(
        layer,
        labels=_put(layer.labels, label, old),
        attributes=tuple(
            replace(a, labels=tuple(label.id if x == old else x for x in a.labels))
            for a in layer.attributes
        ),
    )
    return _with_ends(with_layer(schema, layer), f"{layer_id}:{old}", f"{layer_id}:{label.id}")


def merged(schema: LabelSchema, layer_id: str, source: str, target: str) -> LabelSchema:
    """The schema without ``source``; what named it names ``target``. Raises Refused."""
    layer = _layer(schema, layer_id)
    one, other = layer.label(source), layer.label(target)
    if one is None or other is None or source == target:
        raise Refused(f"{source} cannot be merged into {target}")
    if one.role != other.role:
        raise Refused(f"of {source} and {target} only one is a part of a quote")
    attributes = tuple(
        replace(a, labels=tuple(dict.fromkeys(target if x == source else x for x in a.labels)))
        for a in layer.attributes
    )
    labels = tuple(x for x in layer.labels if x.id != source)
    schema = with_layer(schema, replace(layer, labels=labels, attributes=attributes))
    return _with_ends(schema, f"{layer_id}:{source}", f"{layer_id}:{target}")


def without_label(schema: LabelSchema, layer_id: str, label_id: str) -> LabelSchema:
    """The schema without a label that nothing carries. Raises Refused for the last of a layer."""
    layer = _layer(schema, layer_id)
    labels = tuple(x for x in layer.labels if x.id != label_id)
    if not labels:
        raise Refused(f"{layer.name} needs a label")
    attributes = []
    for attribute in layer.attributes:
        kept = tuple(x for x in attribute.labels if x != label_id)
        # No label named means every label: an attribute of this label alone goes with it.
        if kept or not attribute.labels:
            attributes.append(replace(attribute, labels=kept))
    schema = with_layer(schema, replace(layer, labels=labels, attributes=tuple(attributes)))
    return _without_ends(schema, f"{layer_id}:{label_id}")


def _without_ends(schema: LabelSchema, gone: str) -> LabelSchema:
    relations = []
    for relation in schema.relations:
        head, tail = (
            tuple(x for x in ends if x != gone) for ends in (relation.head, relation.tail)
        )
        if bool(head) == bool(relation.head) and bool(tail) == bool(relation.tail):
            relations.append(replace(relation, head=head, tail=tail))
        else:
            relations.append(replace(relation, head=head, tail=tail, retired=True))
    return replace(schema, relations=tuple(relations))


def new_label(schema: LabelSchema, layer_id: str) -> Label:
    """A label to add: a free id, the first free digit, the free look farthest from those in use."""
    layer = _layer(schema, layer_id)
    number = next(n for n in range(1, 10_000) if layer.label(_numbered(n)) is None)
    keys = {x.key for x in layer.offered}
    key = next((d for d in "1234567890" if d not in keys), "")
    light, dark, shape = free_look(layer)
    name = _numbered(number)
    return Label(name, name.capitalize().replace("_", " "), key, shape, light, dark)


def _numbered(number: int) -> str:
    return "NEW" if number == 1 else f"NEW_{number}"


def free_look(layer: Layer, besides: str = "") -> tuple[str, str, str]:
    """Light colour, dark colour and shape that stand out from the layer's offered labels.

    ``besides`` is a label that is left out of account: the one that is to get the look.
    """
    used = [x for x in layer.offered if x.id != besides]
    light, dark = colours.free_colours([x.light for x in used], [x.dark for x in used])
    count = Counter(x.shape for x in used)

    def taken(shape: str) -> tuple[int, float]:
        # Of shapes used equally often, the one whose labels are told most easily by colour.
        far = [colours.apart(light, x.light) for x in used if x.shape == shape]
        return count[shape], -min(far, default=0.0)

    return light, dark, min(SHAPES, key=taken)


def add_moves(moves: dict[tuple[str, str], str], layer: str, old: str, new: str) -> None:
    """Note that a label goes over into another, after what was noted before."""
    for key, value in moves.items():
        if key[0] == layer and value == old:
            moves[key] = new
    moves.setdefault((layer, old), new)


def carried(before: LabelSchema, after: LabelSchema, moves: Moves) -> LabelSchema:
    """``after`` with the record of what its labels were called, for suggestions to be shown by.

    A label that the schema has is never renamed, so an id that comes back stands for itself.
    """
    names = {(x.layer, x.label): x.becomes for x in (*before.renamed, *after.renamed)}
    names = {key: moves.get((key[0], value), value) for key, value in names.items()}
    names |= {key: value for key, value in moves.items() if key[1] != value}
    renamed = tuple(
        Renamed(layer, label, becomes)
        for (layer, label), becomes in sorted(names.items())
        if after.label(layer, label) is None and after.label(layer, becomes) is not None
    )
    return replace(after, renamed=renamed)


def require_sound(schema: LabelSchema) -> None:
    """Raises FormatError or Refused naming the first thing that is wrong with a schema."""
    # The named reasons first: reading says less of a key that is there twice.
    for found in problems(schema).values():
        raise Refused(found)
    from_dict(schema.to_dict())


def problems(schema: LabelSchema) -> dict[tuple[str, str], str]:
    """What is wrong, by (layer, label or attribute): clashing keys, faint colours, no choices."""
    out: dict[tuple[str, str], str] = {}
    for layer in schema.layers:
        keys: dict[str, str] = {}
        for label in layer.offered:
            wrong = _wrong_look(label)
            if label.key and label.key in keys:
                wrong = f"{label.key} is the key of {keys[label.key]} and of {label.id}"
            elif label.key not in ("", *"1234567890"):
                wrong = f"the key of {label.id} is {label.key!r}, not a digit"
            keys.setdefault(label.key, label.id)
            if wrong:
                out[(layer.id, label.id)] = wrong
        for attribute in layer.attributes:
            if attribute.type in ("choice", "multi", "scale") and not attribute.choices:
                out[(layer.id, attribute.id)] = f"{attribute.name} has no choices"
    return out


def _wrong_look(label: Label) -> str | None:
    for colour, theme in ((label.light, "light"), (label.dark, "dark")):
        faint = colours.too_faint(colour, theme)
        if faint:
            return f"{label.id}: {faint}"
    return None


def with_attribute(
    schema: LabelSchema, layer_id: str, attribute: Attribute, old: str = ""
) -> LabelSchema:
    """The schema with an attribute put in the place of ``old`` (its own id), or added."""
    layer, old = _layer(schema, layer_id), old or attribute.id
    if not attribute.id.strip():
        raise Refused("an attribute needs a name")
    if attribute.id != old and any(x.id == attribute.id for x in layer.attributes):
        raise Refused(f"there is an attribute {attribute.id} already", "", "Choose another name")
    attributes = _put(layer.attributes, attribute, old)
    return with_layer(schema, replace(layer, attributes=attributes))


def _put(items: tuple[T, ...], item: T, old: str) -> tuple[T, ...]:
    if any(x.id == old for x in items):
        return tuple(item if x.id == old else x for x in items)
    return (*items, item)


def _with_ends(schema: LabelSchema, old: str, new: str) -> LabelSchema:
    if old == new:
        return schema

    def ends(known: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new if x == old else x for x in known))

    relations = tuple(replace(r, head=ends(r.head), tail=ends(r.tail)) for r in schema.relations)
    return replace(schema, relations=relations)


def _layer(schema: LabelSchema, layer_id: str) -> Layer:
    layer = schema.layer(layer_id)
    if layer is None:
        raise Refused(f"there is no layer {layer_id}")
    return layer
