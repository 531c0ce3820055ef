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
        count = take_open(step, span_ids)
        step.summary = f"Accept {count} suggestion{'' if count == 1 else 's'}"
    return step.edit


def reject(project: Project, annotator: str, article: int, span_id: str) -> Edit | None:
    """Reject a suggestion or take back an own span; a quote takes its speaker and cue with it.

    Returns None when it was rejected already. Raises Refused for an unknown span.
    """
    with editing(project, annotator, "reject", article) as step:
        span = drop(step, span_id)
        word = "Reject" if span.made_from else "Remove"
        step.summary = f"{word} {describe(span)}"
    return step.edit


def reject_many(
    project: Project, annotator: str, article: int, span_ids: Sequence[str]
) -> Edit | None:
    """Reject several suggestions as one edit; those that are decided meanwhile are passed over."""
    with editing(project, annotator, "reject_many", article) as step:
        count = drop_open(step, span_ids)
        step.summary = f"Reject {count} suggestion{'' if count == 1 else 's'}"
    return step.edit


def describe(span: Span, limit: int = 32) -> str:
    """A span in a few words: PERSON “Sattar Hashemi”."""
    text = " ".join(span.text.split())
    short = text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
    return f"{span.label} “{short}”"


# -- parts that the other use cases build on ---------------------------------------------------


def take_open(step: Editing, span_ids: Sequence[str]) -> int:
    """Accept those that are not decided; returns how many."""
    count = 0
    for span in (existing(step, x) for x in span_ids):
        if not standing(step, span) and not _is_decided(step, span):
            take(step, span.id)
            count += 1
    return count


def drop_open(step: Editing, span_ids: Sequence[str]) -> int:
    """Reject those that are not decided; returns how many."""
    count = 0
    for span in (existing(step, x) for x in span_ids):
        if not _is_decided(step, span):
            drop(step, span.id)
            count += 1
    return count


def _is_decided(step: Editing, span: Span) -> bool:
    return span.state == SUGGESTED and step.decision(span.id) is not None


def take(step: Editing, span_id: str, **changes: Any) -> Span:
    """The annotator's own, accepted version of a span, with ``changes`` to its fields put in.

    Raises Refused for an unknown span, or when the annotator has the same span already.
    """
    span = existing(step, span_id)
    own = span if span.annotator == step.annotator else step.decision(span.id)
    if own is None:
        own = _own_copy(step, span)
    new = replace(own, state=ACCEPTED, **changes)
    if (new.start, new.end) != (own.start, own.end):
        new = replace(new, text=step.text(new.start, new.end))
    twin = next((s for s in step.same(new.key) if s.id != own.id and s.state == ACCEPTED), None)
    if twin is not None:
        raise Refused(f"you have {describe(twin)} here already")
    if new != own or step.span(own.id) is None:
        step.put(replace(new, modified=step.at))
        touch_review(step)
    revived = own.state == REJECTED
    suggestion = step.span(own.made_from) if own.made_from else None
    if suggestion is not None and (span.state == SUGGESTED or revived):
        _carry_relations(step, suggestion, new, revived)
    return new


def drop(step: Editing, span_id: str) -> Span:
    """The annotator's own, rejected version of a span; its relations and lone roles go with it."""
    span = existing(step, span_id)
    known = span if span.annotator == step.annotator else step.decision(span.id)
    if known is not None and known.state == REJECTED:
        return known
    own = replace(known or _own_copy(step, span), state=REJECTED, modified=step.at)
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
    """Reject an own part of a quote that no quote of the annotator's, kept or open, needs."""
    span = step.span(span_id)
    if span is None or not is_role(step, span) or span.annotator != step.annotator:
        return
    if span.state != ACCEPTED or _ends_own(step, span_id) or _wanted(step, span):
        return
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


def _suggested_at(step: Editing, span: Span) -> list[Span]:
    """The suggestion ``span`` and what other pipelines suggest in just its place."""
    return [span, *(s for s in step.suggestions(span.key) if s.id != span.id)]


def _carry_relations(step: Editing, suggestion: Span, own: Span, revived: bool) -> None:
    """Decide on the suggested relations as on the span: accept those whose other end is kept.

    ``revived``: the span had been rejected, and its relations and roles with it.
    """
    for twin in _suggested_at(step, suggestion):
        for relation in step.relations(head=twin.id):
            if relation.state == SUGGESTED:
                _carry(step, relation, own, revived)
        for relation in step.relations(tail=twin.id):
            if relation.state != SUGGESTED or step.relation_decision(relation.id) is not None:
                continue
            head = step.decision(relation.head)
            if head is not None and head.state == ACCEPTED:
                _accept_relation(step, relation, head, own)


def _carry(step: Editing, relation: Relation, own: Span, revived: bool) -> None:
    decided = step.relation_decision(relation.id)
    if decided is not None and not (revived and decided.state == REJECTED):
        return
    tail = _own_tail(step, relation.tail, revived)
    # Taking the tail may have brought this relation with it.
    if tail is not None and step.relation_decision(relation.id) == decided:
        _accept_relation(step, relation, own, tail)


def _accept_relation(step: Editing, relation: Relation, head: Span, tail: Span) -> None:
    # Two pipelines may say the same of two equal suggestions.
    known = any(
        (r.annotator, r.label, r.tail, r.state)
        == (step.annotator, relation.label, tail.id, ACCEPTED)
        for r in step.relations(head=head.id)
    )
    if not known:
        _decide_relation(step, relation, head.id, tail.id, ACCEPTED)


def _own_tail(step: Editing, tail_id: str, revived: bool) -> Span | None:
    """What stands for the tail of a suggested relation; None when it is open or rejected."""
    tail = step.span(tail_id)
    if tail is None:
        return None
    decided = step.decision(tail_id)
    if decided is not None and decided.state == ACCEPTED:
        return decided
    if not is_role(step, tail) or (decided is not None and not revived):
        return None
    for known in step.same(tail.key):
        if known.state == ACCEPTED:
            return known
    return take(step, tail_id)


def _reject_suggested_relations(step: Editing, own: Span) -> None:
    suggestion = step.span(own.made_from) if own.made_from else None
    if suggestion is None:
        return
    for twin in _suggested_at(step, suggestion):
        for relation in step.relations(head=twin.id):
            if relation.state != SUGGESTED or step.relation_decision(relation.id) is not None:
                continue
            _decide_relation(step, relation, own.id, relation.tail, REJECTED)
            tail = step.span(relation.tail)
            if tail is not None and is_role(step, tail):
                _reject_role(step, tail)


def _ends_own(step: Editing, span_id: str) -> bool:
    return any(
        r.annotator == step.annotator and r.state == ACCEPTED for r in step.relations(tail=span_id)
    )


def _wanted(step: Editing, role: Span) -> bool:
    """Whether a role, suggested or made from it, is part of a suggested quote still open."""
    suggestion = role.id if role.state == SUGGESTED else role.made_from
    if suggestion is None:
        return False
    for relation in step.relations(tail=suggestion):
        if relation.state == SUGGESTED and step.relation_decision(relation.id) is None:
            head = step.decision(relation.head)
            if head is None or head.state != REJECTED:
                return True
    return False


def _reject_role(step: Editing, tail: Span) -> None:
    own = step.decision(tail.id)
    if own is not None:
        drop_if_lone(step, own.id)
    elif not _wanted(step, tail):
        step.put(replace(_own_copy(step, tail), state=REJECTED))


def _decide_relation(step: Editing, relation: Relation, head: str, tail: str, state: str) -> None:
    known = step.relation_decision(relation.id)
    if known is not None:
        step.put(replace(known, head=head, tail=tail, state=state, modified=step.at))
        return
    step.put(
        Relation(
            new_id("r"), relation.label, head, tail, state, step.annotator, relation.id,
            step.at, step.at,
        )
    )  # fmt: skip
