"""Label Studio's JSON: tasks with annotations of people and predictions of pipelines.

Beside it goes the labelling config (XML) that shows in Label Studio what the file says. Reading
is in ``labelstudio_read``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from annotator.formats.base import (
    Format,
    LineWriter,
    Reading,
    Record,
    Tally,
    Writing,
    tally_document,
    tally_of,
)
from annotator.formats.heading import entity, heading
from annotator.formats.holding import Holds, hold
from annotator.formats.jsonfile import objects, peek
from annotator.formats.labelstudio_read import read
from annotator.model.people import DONE, NEW, PIPELINE
from annotator.model.schema import Attribute, LabelSchema, Layer
from annotator.model.span import ACCEPTED, SUGGESTED, Relation, Span

__all__ = ["FORMAT", "Writer", "companions", "prove", "read", "sniff"]

FORMAT = Format(
    "labelstudio", "Label Studio JSON", (".json",), True, True,
    "spans as regions with attributes, notes and scores, relations, annotators; suggestions as"
    " predictions; the labelling config beside it; not: rejected spans",
)  # fmt: skip
CONFIG = ".config.xml"
_HOLDS = Holds(states=(ACCEPTED, SUGGESTED))
_SAID = {"annotations", "predictions", "completions"}


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is Label Studio's: tasks with data and annotations, or its short form of them."""
    first = peek(head)
    if "data" in first and _SAID & set(first):
        return "its tasks have data, and annotations or predictions"
    if {"annotation_id", "lead_time"} <= set(first):
        return "its records have an annotation_id and a lead_time"
    regions = [x for v in first.values() for x in objects(v)]
    if any({"start", "end", "labels"} <= set(x) for x in regions):
        return "its records have regions with labels"
    return None


def companions(path: Path) -> tuple[Path, ...]:
    """The labelling config of a file."""
    config = path.with_suffix(CONFIG)
    return (config,) if config.is_file() else ()


class Writer(LineWriter):
    """A task for each article, in one list."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._before = "[\n"
        # What the config has to offer besides the label schema, or the import is refused.
        self._labels: set[tuple[str, str]] = set()
        self._relations: set[str] = set()

    def add(self, record: Record) -> None:
        """Write an article as a task."""
        held = _of_one_annotator(hold(record, _HOLDS, self.losses), self)
        task = _task(held, self.writing.schema)
        self.file.write(self._before + json.dumps(task, ensure_ascii=False))
        self._before = ",\n"
        self._labels |= {(s.layer, s.label) for s in held.spans}
        self._relations |= {r.label for r in held.relations}
        spans = {s.id: s for s in held.spans}
        tally_document(self.tally, held.document.article.text, spans, held.relations)

    def finish(self) -> None:
        """Close the list and the file."""
        self.file.write("[]\n" if self._before == "[\n" else "\n]\n")
        super().finish()

    def beside(self) -> Mapping[str, str]:
        """The labelling config."""
        return {CONFIG: config(self.writing.schema, self._labels, self._relations)}


def _of_one_annotator(record: Record, writer: Writer) -> Record:
    """Without the relations that cross from one annotation or prediction to another."""
    owner = {s.id: s.annotator for s in record.spans}
    kept = [r for r in record.relations if r.annotator == owner[r.head] == owner[r.tail]]
    lost = len(record.relations) - len(kept)
    why = "relations between spans of two annotators"
    writer.losses.add(why, record.document.article.id, lost, "relation")
    return Record(record.document, record.spans, tuple(kept))


def _task(record: Record, schema: LabelSchema) -> dict[str, Any]:
    document = record.document
    named = sorted({s.entity for s in record.spans if s.entity})
    data: dict[str, Any] = {"text": document.article.text, "article": heading(document.article)}
    known = document.entities
    if named:
        data["entities"] = [entity(known[i]) if i in known else {"id": i, "name": i} for i in named]
    people, pipelines = [], []
    for name in sorted({s.annotator for s in record.spans}):
        result = _result(record, name, schema)
        annotator = document.annotators.get(name)
        if annotator and annotator.kind == PIPELINE:
            pipelines.append({"model_version": name, "result": result})
        else:
            review = document.reviews.get(name)
            people.append(_annotation(name, result, review.status if review else NEW))
    if not record.spans:
        done = [n for n, r in sorted(document.reviews.items()) if r.status == DONE]
        people += [_annotation(n, [], DONE) for n in done]
    return {"data": data, "annotations": people, "predictions": pipelines}


def _annotation(name: str, result: list[dict[str, Any]], status: str) -> dict[str, Any]:
    # "completed_by" would have to be the number or address of a user that the server knows.
    return {"annotator": name, "status": status, "result": result, "was_cancelled": False}


def _result(record: Record, name: str, schema: LabelSchema) -> list[dict[str, Any]]:
    own = [s for s in record.spans if s.annotator == name]
    result = [x for span in own for x in _region(span, schema)]
    return result + [_link(r) for r in record.relations if r.annotator == name]


def _region(span: Span, schema: LabelSchema) -> Iterable[dict[str, Any]]:
    place = {"start": span.start, "end": span.end, "text": span.text}
    region: dict[str, Any] = {
        "id": span.id, "from_name": span.layer, "to_name": "text", "type": "labels",
        "value": place | {"labels": [span.label]},
    }  # fmt: skip
    if span.score is not None:
        region["score"] = span.score
    answers = {n: _answer(schema, span, n, v) for n, v in sorted(span.attributes.items())}
    meta: dict[str, Any] = {"text": [span.note]} if span.note else {}
    if span.entity:
        meta["entity"] = span.entity
    odd = {n: span.attributes[n] for n, found in answers.items() if found is None}
    if odd:
        meta["attributes"] = odd
    yield region | ({"meta": meta} if meta else {})
    for name, found in answers.items():
        if found is not None:
            kind, values = found
            yield {
                "id": span.id, "from_name": f"{span.layer}-{name}", "to_name": "text",
                "type": kind, "value": place | {"text" if kind == "textarea" else kind: values},
            }  # fmt: skip


def _answer(schema: LabelSchema, span: Span, name: str, value: Any) -> tuple[str, list[str]] | None:
    """The control and its values; None for what the label schema has no such question for."""
    layer = schema.layer(span.layer)
    asked = next((a for a in layer.attributes if a.id == name), None) if layer else None
    if asked is None:
        return None
    several = asked.type in ("multi", "tags")
    values = value if several else [value]
    if not isinstance(values, list) or not all(isinstance(x, str) and x for x in values):
        return None
    if not values or (asked.choices and not set(values) <= set(asked.choices)):
        return None
    return ("textarea" if _free(asked) else "choices"), values


def _free(attribute: Attribute) -> bool:
    return attribute.type in ("text", "tags") or not attribute.choices


def _link(relation: Relation) -> dict[str, Any]:
    return {
        "type": "relation", "from_id": relation.head, "to_id": relation.tail,
        "direction": "right", "labels": [relation.label],
    }  # fmt: skip


def config(
    schema: LabelSchema, labels: Iterable[tuple[str, str]] = (), relations: Iterable[str] = ()
) -> str:
    """The labelling config for a label schema: each layer a control, each attribute per region.

    ``labels`` (layer, label) and ``relations`` are offered too where the schema lacks them.
    """
    wanted: dict[str, list[str]] = {}
    for layer, label in sorted(labels):
        wanted.setdefault(layer, []).append(label)
    known = {x.id: x for x in schema.layers}
    layers = [*schema.layers, *(Layer(x, x, "", ()) for x in wanted if x not in known)]
    lines = ["<View>"]
    for item in layers:
        lines += _controls(item, [x for x in wanted.get(item.id, ()) if item.label(x) is None])
    links = [r.id for r in schema.relations]
    links += [x for x in sorted(set(relations)) if x not in links]
    if links:
        lines.append("  <Relations>")
        lines += [f"    <Relation value={quoteattr(x)}/>" for x in links]
        lines.append("  </Relations>")
    return "\n".join([*lines, '  <Text name="text" value="$text"/>', "</View>", ""])


def _controls(layer: Layer, more: list[str]) -> list[str]:
    name = quoteattr(layer.id)
    labels = [
        f"    <Label value={quoteattr(x.id)} background={quoteattr(x.light)}/>"
        for x in layer.labels
    ]
    labels += [f"    <Label value={quoteattr(x)}/>" for x in more]
    lines = [f'  <Labels name={name} toName="text">', *labels, "  </Labels>"]
    for item in layer.attributes:
        when = f" whenLabelValue={quoteattr(','.join(item.labels))}" if item.labels else ""
        head = (
            f'name={quoteattr(f"{layer.id}-{item.id}")} toName="text" perRegion="true"'
            f" whenTagName={name}{when}"
        )
        if _free(item):
            most = ' maxSubmissions="1"' if item.type == "text" else ""
            lines.append(f'  <TextArea {head} editable="true"{most}/>')
        else:
            how = "multiple" if item.type == "multi" else "single"
            choices = [f"    <Choice value={quoteattr(x)}/>" for x in item.choices]
            lines += [f'  <Choices {head} choice="{how}">', *choices, "  </Choices>"]
    return lines


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
