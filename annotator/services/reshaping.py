"""Make one span of two, two of one; and mark the parts of a split quotation. One edit each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.ids import new_id
from annotator.model.span import ACCEPTED, ENTITY, Relation, Span
from annotator.model.text import line_range, strip
from annotator.services.adding import new_span
from annotator.services.deciding import describe, drop, existing, own_span, take
from annotator.services.linking import set_role_of
from annotator.store.editing import Editing, editing
from annotator.store.project import Project

Range = tuple[int, int]
GROUP = "group"


def join(
    project: Project, annotator: str, article: int, span_id: str, other_id: str
) -> Edit | None:
    """One span from the start of the first to the end of the second, with the first's label.

    It keeps what the first says of itself and takes from the other what is missing: attributes,
    entity, note, relations. The other is rejected. Raises Refused for spans of two layers.
    """
    with editing(project, annotator, "join", article) as step:
        one, other = existing(step, span_id), existing(step, other_id)
        if one.layer != other.layer or one.id == other.id:
            raise Refused("only two spans of one layer can be joined")
        own, gone = take(step, one.id), take(step, other.id)
        _move_relations(step, gone, own)
        drop(step, gone.id)
        joined = take(
            step, own.id, start=min(own.start, gone.start), end=max(own.end, gone.end),
            attributes={**gone.attributes, **own.attributes},
            entity=own.entity or gone.entity, note=own.note or gone.note,
        )  # fmt: skip
        step.summary = f"Join {describe(joined)}"
    return step.edit


def grow(
    project: Project, annotator: str, article: int, span_id: str, start: int, end: int, label: str
) -> Edit | None:
    """Give the span a larger range and the label that fits it, and accept it. Raises Refused."""
    with editing(project, annotator, "resize", article) as step:
        own = take(step, span_id, start=start, end=end, label=label)
        step.summary = f"Resize {describe(own)}"
    return step.edit


def _move_relations(step: Editing, source: Span, target: Span) -> None:
    """Give ``target`` the own relations of ``source`` that it has none of."""
    known = {r.label for r in _own_relations(step, head=target.id)}
    for relation in _own_relations(step, head=source.id):
        if relation.label not in known and relation.tail != target.id:
            step.put(replace(relation, head=target.id, modified=step.at))
    for relation in _own_relations(step, tail=source.id):
        if relation.head != target.id:
            step.put(replace(relation, tail=target.id, modified=step.at))


def _own_relations(step: Editing, **end: str) -> list[Relation]:
    return [
        r for r in step.relations(**end) if r.annotator == step.annotator and r.state == ACCEPTED
    ]


def split(project: Project, annotator: str, article: int, span_id: str, at: int) -> Edit | None:
    """Two spans of one, cut at an offset, with the same label, attributes and relations.

    White space at the cut belongs to neither. The entity stays with the first. Raises Refused
    when nothing would be left of one of them.
    """
    with editing(project, annotator, "split", article) as step:
        span = existing(step, span_id)
        line = step.text(span.start, span.end)
        cut = min(max(0, at - span.start), len(line))
        first, second = strip(line, 0, cut), strip(line, cut, len(line))
        if first[0] == first[1] or second[0] == second[1]:
            raise Refused("nothing would be left on one side")
        own = take(step, span_id, end=span.start + first[1])
        rest = new_span(
            step, span.layer, span.label, span.start + second[0], span.start + second[1],
            dict(own.attributes),
        )  # fmt: skip
        for relation in _own_relations(step, head=own.id):
            step.put(
                Relation(
                    new_id("r"), relation.label, rest.id, relation.tail, ACCEPTED,
                    step.annotator, None, step.at, step.at,
                )
            )  # fmt: skip
        step.summary = f"Split {describe(own)} and {describe(rest)}"
    return step.edit


def same_paragraph(text: str, one: Span, other: Span) -> bool:
    """Whether two spans may become one name: an entity does not run over a line's end."""
    return one.layer != ENTITY or line_range(text, one.start) == line_range(text, other.start)


def words_between(text: str, one: Span, other: Span, limit: int = 40) -> str:
    """The words between two spans that joining them takes in, cut short; "" for signs alone."""
    between = " ".join(text[min(one.end, other.end) : max(one.start, other.start)].split())
    if not any(c.isalnum() for c in between):
        return ""
    return between if len(between) <= limit else between[: limit - 1].rstrip() + "…"


def add_quotation(
    project: Project, annotator: str, article: int, parts: Sequence[tuple[str, int, int]]
) -> Edit | None:
    """Mark the parts (label, start, end) of one split quotation; they share a group.

    Parts that are marked already stay as they are and give the group its name.
    """
    with editing(project, annotator, "quotation", article) as step:
        spans = [own_span(step, "quote", label, start, end) for label, start, end in parts]
        named = (str(s.attributes[GROUP]) for s in spans if s.attributes.get(GROUP))
        group = next(named, None) or new_id("g")
        for span in spans:
            take(step, span.id, attributes={**span.attributes, GROUP: group})
        _share_roles(step, spans)
        step.summary = f"Quotation of {len(spans)} parts, {describe(spans[0])}"
    return step.edit


def _share_roles(step: Editing, spans: Sequence[Span]) -> None:
    """Parts without a speaker or cue take those of the part that has them."""
    known: dict[str, Relation] = {}
    for span in spans:
        for relation in _own_relations(step, head=span.id):
            known.setdefault(relation.label, relation)
    for span in spans:
        has = {r.label for r in _own_relations(step, head=span.id)}
        for label in ("SPEAKER", "CUE", "ADDRESSEE"):
            if label in known and label not in has:
                step.put(
                    replace(
                        known[label], id=new_id("r"), head=span.id, made_from=None,
                        created=step.at, modified=step.at,
                    )
                )  # fmt: skip


def set_role_of_parts(
    project: Project,
    annotator: str,
    article: int,
    head_ids: Sequence[str],
    relation: str,
    target: Range | None,
) -> Edit | None:
    """As :func:`annotator.services.linking.set_role`, for all parts of a quotation."""
    with editing(project, annotator, relation.lower(), article) as step:
        heads = [set_role_of(step, x, relation, target) for x in head_ids]
        words = f"“{step.text(*target)}”" if target else "none"
        step.summary = f"{relation.capitalize()} {words} for {describe(heads[0])}"
    return step.edit
