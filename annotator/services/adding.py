"""New spans: entities, quotes and claims that no pipeline suggested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.span import ACCEPTED, Span
from annotator.services.correcting import checked, offered
from annotator.services.deciding import describe, own_span
from annotator.store.editing import Editing, editing
from annotator.store.project import Project


def add_span(
    project: Project,
    annotator: str,
    article: int,
    layer: str,
    label: str,
    start: int,
    end: int,
    attributes: Mapping[str, Any] | None = None,
) -> Edit | None:
    """Add an accepted span on ``[start, end)``, code points. An open equal suggestion is accepted.

    Raises Refused when the annotator has the same span already or the schema has no such label.
    """
    schema = project.schema()
    label = offered(schema, layer, label)
    for name, value in (attributes or {}).items():
        checked(schema, layer, label, name, value)
    with editing(project, annotator, "add", article) as step:
        span = new_span(step, layer, label, start, end, attributes)
        step.summary = f"Add {describe(span)}"
    return step.edit


def new_span(
    step: Editing,
    layer: str,
    label: str,
    start: int,
    end: int,
    attributes: Mapping[str, Any] | None = None,
) -> Span:
    """As :func:`add_span`, inside an edit. Raises Refused."""
    if start >= end:
        raise Refused("nothing is selected", "", "Select some words first")
    twin = next((s for s in step.same((layer, label, start, end)) if s.state == ACCEPTED), None)
    if twin is not None:
        raise Refused(f"you have {describe(twin)} here already")
    fields = {"attributes": dict(attributes)} if attributes else {}
    return own_span(step, layer, label, start, end, **fields)
