"""Accept and reject: an annotator's own spans, made from suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.ids import new_id
from annotator.model.people import IN_PROGRESS, NEW
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED, Relation, Span
from annotator.store.editing import Editing, editing
from annotator.store.project import Project


def accept(project: Project, annotator: str, article: int, span_id: str) -> Edit | None:
    """Make the suggestion the annotator's own as it is; a quote brings its speaker and cue.

    Returns None when it was accepted already. Raises Refused for an unknown span.
    """
    with editing(project, annotator, "accept", article) as step:
        span = take(step, span_id)
        step.summary = f"Accept {describe(span)}"
    return step.edit


def accept_many(
    project: Project, annotator: str, article: int, span_ids: Sequence[str]
) -> Edit | None:
    """Accept several suggestions as one edit; those that are decided meanwhile are passed over."""
    with editing(project, annotator, "accept_many", article) as step:
        for span_id in span_ids:
            span = existing(step, span_id)
            if not standing(step, span):
                take(step, span_id)
        step.summary = f"Accept {len(span_ids)} suggestions"
    return step.edit


def reject(project: Project, annotator: str, article: int, span_id: str) -> Edit | None:
    """Reject a suggestion or take back an own span; a quote takes its speaker and cue with it."""
    with editing(project, annotator, "reject", article) as step:
        span = drop(step, span_id)
        word = "Reject" if span.made_from else "Remove"
        step.summary = f"{word} {describe(span)}"
    return step.edit


def reject_many(
    project: Project, annotator: str, article: int, span_ids: Sequence[str]
) -> Edit | None:
    """Reject several suggestions as one edit."""
    with editing(project, annotator, "reject_many", article) as step:
        for span_id in span_ids:
            drop(step, span_id)
        step.summary = f"Reject {len(span_ids)} suggestions"
    return step.edit


def describe(span: Span, limit: int = 32) -> str:
    """A span in a few words: PERSON “Sattar Hashemi”."""
    text = " ".join(span.text.split())
    short = text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
    return f"{span.label} “{short}”"


# -- parts that the other use cases build on ---------------------------------------------------


def take(step: Editing, span_id: str, **changes: Any) -> Span:
    """The annotator's own, accepted version of a span, with ``changes`` to its fields put in.

    Raises Refused for an unknown span, or when the annotator has the same span already.
    """
    span = existing(step, span_id)
    own = span if span.annotator == step.annotator else step.decision(span.id)
    if own is None:
        own = _own_copy(step, span)
    new = replace(own, state=ACCEPTED, **changes)
    if (new.start, new.end) != (span.start, span.end):
        new = replace(new, text=step.text(new.start, new.end))
    twin = next((s for s in step.same(new.key) if s.id != own.id and s.state == ACCEPTED), None)
    if twin is not None:
        raise Refused(f"you have {describe(twin)} here already")
    if new != own or step.span(own.id) is None:
        step.put(replace(new, modified=step.at))
    touch_review(step)
    if span.state == SUGGESTED:
        _carry_relations(step, span, new)
    return new


def drop(step: Editing, span_id: str) -> Span:
    """The annotator's own, rejected version of a span; its relations and lone roles go with it."""
    span = existing(step, span_id)
    own = span if span.annotator == step.annotator else step.decision(span.id)
    own = replace(own or _own_copy(step, span), state=REJECTED, modified=step.at)
    step.put(own)
    touch_review(step)
    if own.made_from:
        _reject_suggested_relations(step, own)
    for relation in step.relations(head=own.id) + step.relations(tail=own.id):
        if relation.annotator == step.annotator and relation.state == ACCEPTED:
            unlink(step, relation)
    return own


def unlink(step: Editing, relation: Relation) -> None:
    """Reject an own relation, and the role at its tail when nothing else needs it."""
    step.put(replace(relation, state=REJECTED, modified=step.at))
    drop_if_lone(step, relation.tail)


def drop_if_lone(step: Editing, span_id: str) -> None:
    """Reject an own part of a quote that no live relation of the annotator ends at."""
    span = step.span(span_id)
    if span is None or not is_role(step, span) or span.annotator != step.annotator:
        return
    live = [
        r
        for r in step.relations(tail=span_id)
        if r.annotator == step.annotator and r.state == ACCEPTED
    ]
    if not live and span.state == ACCEPTED:
        step.put(replace(span, state=REJECTED, modified=step.at))


def own_span(step: Editing, layer: str, label: str, start: int, end: int, **fields: Any) -> Span:
    """The annotator's own span on this range: the one there is, a suggestion's, or a new one."""
    key = (layer, label, start, end)
    for known in step.same(key):
        return known if known.state == ACCEPTED else take(step, known.id, **fields)
    suggestion = step.suggestion(key)
    if suggestion is not None:
        return take(step, suggestion.id, **fields)
    span = Span(
        id=new_id("s"), layer=layer, label=label, start=start, end=end,
        text=step.text(start, end), state=ACCEPTED, annotator=step.annotator,
        created=step.at, modified=step.at, **fields,
    )  # fmt: skip
    step.put(span)
    touch_review(step)
    return span


def touch_review(step: Editing) -> None:
    """The first decision in an article sets its review to in progress."""
    review = step.review()
    if review.status == NEW:
        step.put(replace(review, status=IN_PROGRESS))


def is_role(step: Editing, span: Span) -> bool:
    """Whether the span is part of a quote: a speaker, a cue, an addressee."""
    return span.label in step.project.schema_roles()


def existing(step: Editing, span_id: str) -> Span:
    span = step.span(span_id)
    if span is None:
        raise Refused(f"the span {span_id} is not in this article any more")
    if span.state != SUGGESTED and span.annotator != step.annotator:
        raise Refused(f"this is a decision of {span.annotator}; make your own")
    return span


def standing(step: Editing, span: Span) -> bool:
    return any(s.state == ACCEPTED for s in step.same(span.key))


def _own_copy(step: Editing, span: Span) -> Span:
    return replace(
        span, id=new_id("s"), annotator=step.annotator, made_from=span.id, score=None,
        created=step.at, modified=step.at,
    )  # fmt: skip


def _carry_relations(step: Editing, suggestion: Span, own: Span) -> None:
    for relation in step.relations(head=suggestion.id):
        if relation.state == SUGGESTED and step.relation_decision(relation.id) is None:
            tail = _own_tail(step, relation.tail)
            # Taking the tail may have brought this relation with it.
            if tail is not None and step.relation_decision(relation.id) is None:
                _decide_relation(step, relation, own.id, tail.id, ACCEPTED)
    for relation in step.relations(tail=suggestion.id):
        if relation.state == SUGGESTED and step.relation_decision(relation.id) is None:
            head = step.decision(relation.head)
            if head is not None and head.state == ACCEPTED:
                _decide_relation(step, relation, head.id, own.id, ACCEPTED)


def _own_tail(step: Editing, tail_id: str) -> Span | None:
    tail = step.span(tail_id)
    if tail is None:
        return None
    decided = step.decision(tail_id)
    if decided is not None and decided.state == ACCEPTED:
        return decided
    if not is_role(step, tail):
        return None
    for known in step.same(tail.key):
        if known.state == ACCEPTED:
            return known
    return take(step, tail_id)


def _reject_suggested_relations(step: Editing, own: Span) -> None:
    for relation in step.relations(head=own.made_from):
        if relation.state != SUGGESTED or step.relation_decision(relation.id) is not None:
            continue
        _decide_relation(step, relation, own.id, relation.tail, REJECTED)
        tail = step.span(relation.tail)
        if tail is not None and is_role(step, tail) and not _wanted(step, tail):
            _reject_role(step, tail)


def _wanted(step: Editing, tail: Span) -> bool:
    """Whether a suggested role is still part of another quote that was not rejected."""
    return any(
        r.state == SUGGESTED and step.relation_decision(r.id) is None
        for r in step.relations(tail=tail.id)
    )


def _reject_role(step: Editing, tail: Span) -> None:
    own = step.decision(tail.id)
    if own is None:
        step.put(replace(_own_copy(step, tail), state=REJECTED))


def _decide_relation(step: Editing, relation: Relation, head: str, tail: str, state: str) -> None:
    step.put(
        Relation(
            new_id("r"), relation.label, head, tail, state, step.annotator, relation.id,
            step.at, step.at,
        )
    )  # fmt: skip
