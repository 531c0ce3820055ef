"""Decide on many places at once, in any articles, as one edit that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.span import ACCEPTED, CLAIM, SUGGESTED, Span
from annotator.model.wording import count
from annotator.services.correcting import checked
from annotator.services.deciding import drop, own_span, take
from annotator.store.editing import Editing, editing
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Place:
    """A span of an article, or without a span's id the words of ``[start, end)``."""

    article: int
    start: int
    end: int
    span: str | None = None


def label(
    project: Project,
    annotator: str,
    places: Sequence[Place],
    layer: str,
    label: str,
    entity: str | None = None,
) -> Edit | None:
    """Give every place this label, as the annotator's own accepted span.

    Spans of the layer keep their place and change their label; on words a span of the layer that
    the annotator sees there is decided on, else one is added. ``entity``: also say what they
    mention. Where the annotator has the same span already it stays; other layers are left alone.
    Raises Refused when nothing is to be done, or the schema has no such label.
    """
    if project.schema().label(layer, label) is None:
        raise Refused(f"the layer {layer} has no label {label}")
    link = {"entity": entity} if entity else {}

    def mark(step: Editing, place: Place) -> None:
        span = _at(step, place, layer)
        if span is not None and span.layer == layer:
            take(step, span.id, label=label, **link)
        elif place.span is None:
            own_span(step, layer, label, place.start, place.end, **link)

    return _many(project, annotator, places, "label_many", f"Label {{}} {label}", mark)


def claim_type(
    project: Project, annotator: str, places: Sequence[Place], value: str
) -> Edit | None:
    """Give every claim among the places this type, and accept it. Raises Refused."""
    checked(project.schema(), CLAIM, "CLAIM", "type", value)

    def mark(step: Editing, place: Place) -> None:
        span = _at(step, place, CLAIM)
        if span is not None and span.layer == CLAIM:
            own = take(step, span.id)
            take(step, own.id, attributes={**own.attributes, "type": value})

    return _many(project, annotator, places, "label_many", f"Claim type of {{}}: {value}", mark)


def accept(project: Project, annotator: str, places: Sequence[Place]) -> Edit | None:
    """Accept the span at every place as it is. Raises Refused when nothing is to be done."""

    def mark(step: Editing, place: Place) -> None:
        span = _at(step, place, None)
        if span is not None:
            take(step, span.id)

    return _many(project, annotator, places, "accept_many", "Accept {}", mark)


def reject(project: Project, annotator: str, places: Sequence[Place]) -> Edit | None:
    """Reject or remove the span at every place. Raises Refused when there is none."""

    def mark(step: Editing, place: Place) -> None:
        span = _at(step, place, None)
        if span is not None:
            drop(step, span.id)

    return _many(project, annotator, places, "reject_many", "Reject {}", mark)


def _many(
    project: Project,
    annotator: str,
    places: Sequence[Place],
    action: str,
    summary: str,
    mark: Callable[[Editing, Place], None],
) -> Edit | None:
    if len({place.article for place in places}) > 1:
        project.before_bulk("many-places")
    with editing(project, annotator, action, None) as step:
        marked = 0
        for place in places:
            with step.within(place.article):
                before = step.changed
                try:
                    mark(step, place)
                except Refused:
                    # The annotator has it already, or it is someone else's: this place stays.
                    continue
                marked += step.changed != before
        if not marked:
            raise Refused("nothing to change at these places")
        step.summary = summary.format(count(marked, "place"))
    return step.edit


def _at(step: Editing, place: Place, layer: str | None) -> Span | None:
    """The span of a place as the annotator has it now: its decision, or the one on its words."""
    if place.span is not None:
        span = step.span(place.span)
        own = step.decision(place.span) if span is not None else None
        if own is not None:
            return own
        if span is not None and (span.state == SUGGESTED or span.annotator == step.annotator):
            return span
        return None
    seen = [s for s in step.on_range(place.start, place.end) if layer is None or s.layer == layer]
    own = next((s for s in seen if s.annotator == step.annotator and s.state == ACCEPTED), None)
    waiting = (s for s in seen if s.state == SUGGESTED and step.decision(s.id) is None)
    return own or next(waiting, None)
