"""Labels, relation labels and attributes that an import needs and the label schema lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from annotator.model.document import Document
from annotator.model.schema import Attribute, Label, LabelSchema, Layer, RelationLabel
from annotator.store.project import Project

# (what, layer, name, kind): ("label", "entity", "WEAPON", ""), ("attribute", "claim", "x", "tags")
Missing = tuple[str, str, str, str]


class Extending:
    """Asks once for each name whether it may be added, and remembers the answer."""

    def __init__(
        self, project: Project, ask: Callable[[Sequence[str]], bool] | None = None
    ) -> None:
        self._project = project
        self._ask = ask
        self._schema = project.schema()
        self._allowed: set[Missing] = set()
        self._refused: set[Missing] = set()

    @property
    def refused(self) -> list[str]:
        """The names that were not to be added."""
        return sorted({_name(x) for x in self._refused})

    @property
    def wanted(self) -> list[str]:
        """The names that were asked for, whatever the answer."""
        return sorted({_name(x) for x in self._refused | self._allowed})

    def lacking(self, documents: Iterable[Document]) -> list[str]:
        """The names that these documents need and that may not be added."""
        return sorted({_name(x) for x in self._missing(documents) if x in self._refused})

    def fits(self, documents: Sequence[Document]) -> bool:
        """Whether everything that these documents say is in the schema, or may be added to it."""
        missing = self._missing(documents)
        new = sorted(missing - self._allowed - self._refused)
        if new:
            yes = self._ask is not None and self._ask(sorted({_name(x) for x in new}))
            (self._allowed if yes else self._refused).update(new)
        return not missing & self._refused

    def write(self, documents: Sequence[Document]) -> list[str]:
        """Add what these documents need to the schema; returns the names. In a transaction."""
        missing = sorted(self._missing(documents))
        if not missing:
            return []
        self._schema = extended(self._schema, missing)
        self._project.add_schema(self._schema)
        return [_name(x) for x in missing]

    def _missing(self, documents: Iterable[Document]) -> set[Missing]:
        schema, missing = self._schema, set[Missing]()
        known = {(x.id, y.id) for x in schema.layers for y in x.labels}
        attributes = {(x.id, y.id) for x in schema.layers for y in x.attributes}
        links = {x.id for x in schema.relations}
        for document in documents:
            for span in document.spans.values():
                if (span.layer, span.label) not in known:
                    missing.add(("label", span.layer, span.label, ""))
                for name, value in span.attributes.items():
                    if (span.layer, name) not in attributes:
                        kind = "tags" if isinstance(value, list) else "text"
                        missing.add(("attribute", span.layer, name, kind))
            for link in document.relations.values():
                if link.label not in links:
                    missing.add(("relation", "", link.label, ""))
        return missing


def _name(missing: Missing) -> str:
    what, layer, name, _ = missing
    return {
        "label": f"{layer}:{name}",
        "attribute": f"{layer}, attribute {name}",
        "relation": f"relation {name}",
    }[what]


def extended(schema: LabelSchema, missing: Sequence[Missing]) -> LabelSchema:
    """The next version of a label schema, with what it lacks at the end of each list."""
    layers = {x.id: x for x in schema.layers}
    links = list(schema.relations)
    for what, layer_id, name, kind in missing:
        if what == "relation":
            links.append(RelationLabel(name, name))
            continue
        layer = layers.get(layer_id) or Layer(layer_id, layer_id.capitalize(), "", ())
        if what == "label":
            layer = replace(layer, labels=(*layer.labels, Label(name, name)))
        elif name not in {x.id for x in layer.attributes}:
            layer = replace(layer, attributes=(*layer.attributes, Attribute(name, name, kind)))
        layers[layer_id] = layer
    return replace(
        schema,
        version=schema.version + 1,
        layers=tuple(layers.values()),
        relations=tuple(links),
    )
