"""Change a span: label, boundaries, attributes, note, question. A suggestion becomes one's own."""

from __future__ import annotations

from typing import Any

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.schema import Attribute, LabelSchema
from annotator.model.span import ENTITY, Span
from annotator.services.deciding import describe, take
from annotator.store.editing import Editing, editing
from annotator.store.project import Project


def relabel(
    project: Project, annotator: str, article: int, span_id: str, label: str
) -> Edit | None:
    """Give the span another label of its layer, and accept it. Raises Refused."""
    schema = project.schema()
    with editing(project, annotator, "relabel", article) as step:
        span = step.span(span_id)
        if span is not None:
            label = offered(schema, span.layer, label)
        new = take(step, span_id, label=label)
        if new.entity is not None and new.layer == ENTITY:
            new = _relinked(step, new)
        step.summary = f"Label {describe(new)}"
    return step.edit


def _relinked(step: Editing, span: Span) -> Span:
    """A company is no mention of the person of that name: linked to its own entity, or none."""
    entity = step.entity(span.entity) if span.entity else None
    if entity is None or entity.label == span.label:
        return span
    return take(step, span.id, entity=step.entity_called(span.text, span.label))


def offered(schema: LabelSchema, layer: str, label: str) -> str:
    """The label that stands today for ``label``. Raises Refused when there is none to choose."""
    label = schema.shown(layer, label)
    if schema.label(layer, label) is None:
        raise Refused(f"the label schema has no {layer} label {label}")
    if not schema.may_choose(layer, label):
        raise Refused(f"{label} is retired", "", "Choose another, or offer it again in Labels…")
    return label


def resize(
    project: Project, annotator: str, article: int, span_id: str, start: int, end: int
) -> Edit | None:
    """Give the span another range, ``[start, end)`` in code points, and accept it.

    Raises Refused when the range is empty, ProjectError when it lies outside the text.
    """
    if start >= end:
        raise Refused("a span needs at least one character")
    with editing(project, annotator, "resize", article) as step:
        new = take(step, span_id, start=start, end=end)
        step.summary = f"Resize {describe(new)}"
    return step.edit


def set_attribute(
    project: Project, annotator: str, article: int, span_id: str, name: str, value: Any
) -> Edit | None:
    """Set an attribute of the span (None removes it), and accept the span. Raises Refused."""
    schema = project.schema()
    with editing(project, annotator, "attribute", article) as step:
        span = step.span(span_id)
        if span is None:
            raise Refused(f"the span {span_id} is not in this article any more")
        attribute = checked(schema, span.layer, span.label, name, value)
        own = take(step, span_id)
        attributes = {k: v for k, v in own.attributes.items() if k != name}
        if value is not None:
            attributes[name] = value
        take(step, own.id, attributes=attributes)
        shown = "none" if value is None else value
        step.summary = f"{attribute.name}: {shown}, {describe(own)}"
    return step.edit


def checked(schema: LabelSchema, layer_id: str, label: str, name: str, value: Any) -> Attribute:
    """The attribute, when the schema allows it this value. Raises Refused."""
    layer = schema.layer(layer_id)
    attribute = next((a for a in layer.attributes if a.id == name), None) if layer else None
    if attribute is None or not attribute.for_label(label):
        raise Refused(f"{label} has no attribute {name}")
    several = attribute.type in ("multi", "tags")
    if value is not None and isinstance(value, list) != several:
        raise Refused(f"{attribute.name} takes {'a list' if several else 'one value'}")
    values = value if isinstance(value, list) else [value]
    if attribute.choices and value is not None:
        wrong = next((v for v in values if str(v) not in attribute.choices), None)
        if wrong is not None:
            raise Refused(f"{attribute.name} is one of {', '.join(attribute.choices)}")
    return attribute


def set_note(
    project: Project, annotator: str, article: int, span_id: str, note: str | None
) -> Edit | None:
    """Write a note on the span, and accept it."""
    with editing(project, annotator, "note", article) as step:
        new = take(step, span_id, note=note or None)
        step.summary = f"Note on {describe(new)}"
    return step.edit


def toggle_unsure(project: Project, annotator: str, article: int, span_id: str) -> Edit | None:
    """Put a question to the reviewer on the span, or take it back; accepts the span."""
    with editing(project, annotator, "unsure", article) as step:
        span = take(step, span_id)
        new = take(step, span.id, unsure=not span.unsure)
        step.summary = f"{'Question' if new.unsure else 'No question'} on {describe(new)}"
    return step.edit
