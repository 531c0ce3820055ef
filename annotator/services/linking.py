"""Who says it: link a quote to its speaker, cue and addressee."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.ids import new_id
from annotator.model.schema import RelationLabel
from annotator.model.span import ACCEPTED, ENTITY, REJECTED, SUGGESTED, Relation, Span
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
        head = set_role_of(step, head_id, relation, target, entity)
        words = f"“{step.text(*target)}”" if target else "none"
        step.summary = f"{relation.capitalize()} {words} for {describe(head)}"
    return step.edit


def set_role_of(
    step: Editing, head_id: str, relation: str, target: Range | None, entity: str | None = None
) -> Span:
    """As :func:`set_role`, inside an edit; returns the quote. Raises Refused."""
    head = step.span(head_id)
    if head is None:
        raise Refused(f"the span {head_id} is not in this article any more")
    rule = _rule_for(step.project, head, relation)
    head = take(step, head_id)
    _link(step, head, rule, target, entity)
    return head


def _rule_for(project: Project, head: Span, relation: str) -> RelationLabel:
    rule = next((r for r in project.schema().relations if r.id == relation), None)
    if rule is None:
        raise Refused(f"the label schema has no relation {relation}")
    if rule.retired:
        raise Refused(f"{rule.name} is retired", "", "Offer it again in Labels…")
    allowed = {f"{head.layer}:{head.label}", f"{head.layer}:*"}
    if rule.head and not allowed & set(rule.head):
        raise Refused(f"{head.label} has no {rule.name.lower()}")
    return rule


def _link(
    step: Editing, head: Span, rule: RelationLabel, target: Range | None, entity: str | None
) -> None:
    label = rule.id
    current = next(
        (
            r
            for r in step.relations(head=head.id)
            if r.label == label and r.annotator == step.annotator and r.state == ACCEPTED
        ),
        None,
    )
    if target is None:
        for suggested in _open_relations(step, head, label):
            _reject(step, head, suggested)
        if current is not None:
            unlink(step, current)
        return
    tail = _role(step, rule, target, entity)
    if current is None:
        step.put(
            Relation(
                new_id("r"), label, head.id, tail.id, ACCEPTED, step.annotator,
                next((r.id for r in _open_relations(step, head, label)), None),
                step.at, step.at,
            )
        )  # fmt: skip
    elif current.tail != tail.id:
        step.put(replace(current, tail=tail.id, modified=step.at))
        drop_if_lone(step, current.tail)


def _open_relations(step: Editing, head: Span, label: str) -> list[Relation]:
    """Suggested relations of the suggestion that ``head`` is made from, without a decision."""
    if head.made_from is None:
        return []
    return [
        r
        for r in step.relations(head=head.made_from)
        if (r.label, r.state) == (label, SUGGESTED) and step.relation_decision(r.id) is None
    ]


def _reject(step: Editing, head: Span, suggested: Relation) -> None:
    step.put(
        Relation(
            new_id("r"), suggested.label, head.id, suggested.tail, REJECTED, step.annotator,
            suggested.id, step.at, step.at,
        )
    )  # fmt: skip


def _role(step: Editing, rule: RelationLabel, target: Range, entity: str | None) -> Span:
    # Where a relation may end at several labels, the words chosen become the part of a quote.
    roles = step.project.schema_roles()
    ends = [x.split(":", 1) for x in rule.tail]
    role = next((x for x in ends if x[1] in roles), None)
    if role is None:
        raise Refused(f"{rule.name} does not end at words but at a span")
    tail = own_span(step, role[0], role[1], *target)
    linked = entity or step.linked_entity(ENTITY, *target)
    if linked and tail.entity != linked:
        tail = take(step, tail.id, entity=linked)
    return tail
