"""Who says it: link a quote to its speaker, cue and addressee."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.ids import new_id
from annotator.model.span import ACCEPTED, ENTITY, Relation, Span
from annotator.services.deciding import describe, drop_if_lone, own_span, take, unlink
from annotator.store.editing import Editing, editing
from annotator.store.project import Project

Range = tuple[int, int]


def set_role(
    project: Project,
    annotator: str,
    article: int,
    head_id: str,
    relation: str,
    target: Range | None,
    entity: str | None = None,
) -> Edit | None:
    """Say which words are the speaker, cue or addressee of a quote; None for nobody.

    The quote is accepted with it. ``target`` is ``[start, end)`` in code points; a role span there
    is used again or made. ``entity`` is the canonical entity that the words mention.
    Raises Refused when the span cannot have such a role.
    """
    with editing(project, annotator, relation.lower(), article) as step:
        head = step.span(head_id)
        if head is None:
            raise Refused(f"the span {head_id} is not in this article any more")
        _require_head(project, head, relation)
        head = take(step, head_id)
        _link(step, head, relation, target, entity)
        words = f"“{step.text(*target)}”" if target else "none"
        step.summary = f"{relation.capitalize()} {words} for {describe(head)}"
    return step.edit


def _require_head(project: Project, head: Span, relation: str) -> None:
    rule = next((r for r in project.schema().relations if r.id == relation), None)
    if rule is None:
        raise Refused(f"the label schema has no relation {relation}")
    allowed = {f"{head.layer}:{head.label}", f"{head.layer}:*"}
    if rule.head and not allowed & set(rule.head):
        raise Refused(f"{head.label} has no {rule.name.lower()}")


def _link(
    step: Editing, head: Span, label: str, target: Range | None, entity: str | None
) -> None:
    current = next(
        (
            r
            for r in step.relations(head=head.id)
            if r.label == label and r.annotator == step.annotator and r.state == ACCEPTED
        ),
        None,
    )
    if target is None:
        if current is not None:
            unlink(step, current)
        return
    tail = _role(step, head, label, target, entity)
    if current is None:
        step.put(
            Relation(
                new_id("r"), label, head.id, tail.id, ACCEPTED, step.annotator, None,
                step.at, step.at,
            )
        )  # fmt: skip
    elif current.tail != tail.id:
        step.put(replace(current, tail=tail.id, modified=step.at))
        drop_if_lone(step, current.tail)


def _role(
    step: Editing, head: Span, label: str, target: Range, entity: str | None
) -> Span:
    # CLAIMED_BY and the like end at a mention, not at a role with a label of their own name.
    roles = step.project.schema_roles()
    layer, tail_label = (head.layer, label) if label in roles else ("quote", "SPEAKER")
    tail = own_span(step, layer, tail_label, *target)
    linked = entity or step.linked_entity(ENTITY, *target)
    if linked and tail.entity != linked:
        tail = take(step, tail.id, entity=linked)
    return tail
