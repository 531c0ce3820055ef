"""Undo and redo an annotator's own edits, newest first, also after a restart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotator.model.edit import IMPORT, REDO, RUN, UNDO, Change, Edit
from annotator.model.errors import ProjectError, Refused
from annotator.model.people import Entity, Review
from annotator.model.span import Relation, Span
from annotator.services import schemas
from annotator.store import history
from annotator.store.editing import Editing, editing
from annotator.store.project import Project
from annotator.store.rows import as_mapping


def undo(project: Project, annotator: str) -> Edit:
    """Take back the annotator's newest edit that stands; returns the edit that did it.

    Raises Refused when there is none, or someone else changed the same rows later.
    """
    return _turn(project, annotator, UNDO)


def redo(project: Project, annotator: str) -> Edit:
    """Do again what was undone last. Raises Refused when there is nothing, or it cannot stand."""
    return _turn(project, annotator, REDO)


def restore(project: Project, annotator: str, edit_id: int) -> Edit:
    """Bring the rows of an own edit back to what they were before it, as a new edit.

    Raises Refused, naming who and when, where a later edit stands on the same rows, and for what
    is no step of a person's: a pipeline's run, an import, someone else's decision.
    """
    with editing(project, annotator, "restore", None) as step:
        target = history.one(project, edit_id)
        if target is None or target.kind in (RUN, IMPORT):
            raise Refused("this is no step of a person; it cannot be taken back")
        if target.annotator != annotator:
            raise Refused(f"this is a step of {target.annotator}, who alone can take it back")
        step.article, step.home = target.article, target.article
        step.summary = f"Before: {target.summary}"
        schemas.turn(step, target, UNDO)
        for change in reversed([c for c in target.changes if c.table not in schemas.BEYOND]):
            with step.within(target.place(change)):
                _require_unchanged(step, target, change, change.after, own=True)
                _restore(step, target, change, change.before, own=True)
        _require_whole(step, target)
    if step.edit is None:
        raise Refused("nothing was changed by this step")
    return step.edit


def names(project: Project, annotator: str) -> tuple[str | None, str | None]:
    """What undo and redo would act on, in words; None for nothing."""
    with project.reading():
        back, forth = history.next_undo(project, annotator), history.next_redo(project, annotator)
    return (back.summary if back else None, forth.summary if forth else None)


def _turn(project: Project, annotator: str, kind: str) -> Edit:
    verb = "Undo" if kind == UNDO else "Redo"
    find = history.next_undo if kind == UNDO else history.next_redo
    with editing(project, annotator, kind, None) as step:
        # Found inside the transaction: another window of the same annotator may have turned it.
        target = find(project, annotator)
        if target is None:
            raise Refused(f"there is nothing to {kind}")
        step.action, step.article, step.home = target.action, target.article, target.article
        step.kind, step.target = kind, target.id
        step.summary = f"{verb}: {target.summary}"
        schemas.turn(step, target, kind)
        within = [c for c in target.changes if c.table not in schemas.BEYOND]
        for change in reversed(within) if kind == UNDO else within:
            old, new = (
                (change.after, change.before) if kind == UNDO else (change.before, change.after)
            )
            with step.within(target.place(change)):
                _require_unchanged(step, target, change, old)
                _restore(step, target, change, new)
        _require_whole(step, target)
    if step.edit is None:
        raise ProjectError(f"{verb} was not stored", str(project.path))
    return step.edit


def _require_unchanged(
    step: Editing, target: Edit, change: Change, expected: Any, own: bool = False
) -> None:
    now = step.current(change.table, change.id)
    # Through a row and back: what the history tells may be older than a column of today's table.
    known = as_mapping(history.row_from(change.table, expected)) if expected else None
    if _comparable(as_mapping(now) if now else None) == _comparable(known):
        return
    if change.table == "review" and expected is None and _is_blank(now):
        return
    later = history.later_on_row(step.project, target, change, own) or history.later_on_all(
        step.project, target
    )
    who = f"{_who(later)} changed it" if later else "it changed"
    raise Refused(f"“{target.summary}” cannot be taken back or repeated: {who} since")


def _who(found: tuple[str, str]) -> str:
    name, at = found
    return f"{name} (at {at[:16].replace('T', ' ')})"


def _comparable(values: Any) -> Any:
    # Time spent runs on by itself and is no part of a decision.
    return {k: v for k, v in values.items() if k != "seconds"} if values else None


def _is_blank(review: object) -> bool:
    """Whether nothing but time spent has been put down."""
    return isinstance(review, Review) and review == Review(review.annotator, seconds=review.seconds)


def _restore(step: Editing, target: Edit, change: Change, values: Any, own: bool = False) -> None:
    if change.table == "review":
        seconds = step.review(change.id).seconds
        review = history.row_from("review", values) if values else Review(change.id)
        if values is None and not seconds:
            step.remove("review", change.id)
        elif isinstance(review, Review):
            step.put(replace(review, seconds=seconds))
    elif values is None:
        built = history.referred_to(step.project, target, change, own)
        if built is not None:
            raise Refused(f"“{target.summary}” cannot be taken back: {_who(built)} built on it")
        if change.table == "entity" and step.merged_into(change.id):
            raise Refused(f"“{target.summary}” cannot be taken back: a name was merged into it")
        step.remove(change.table, change.id)
    else:
        step.put(history.row_from(change.table, values))


def _require_whole(step: Editing, target: Edit) -> None:
    """Every row that the edit put back must find what it refers to. Raises Refused."""
    for change in (c for c in target.changes if c.table not in schemas.BEYOND):
        with step.within(target.place(change)):
            _require_whole_row(step, target, change)


def _require_whole_row(step: Editing, target: Edit, change: Change) -> None:
    row = step.current(change.table, change.id)
    needs: list[tuple[str, str | None]] = []
    if isinstance(row, Span):
        needs = [("span", row.made_from), ("entity", row.entity)]
    elif isinstance(row, Relation):
        needs = [("relation", row.made_from), ("span", row.head), ("span", row.tail)]
    elif isinstance(row, Entity):
        _require_one_step(step, target, row)
    if any(name and step.current(table, name) is None for table, name in needs):
        raise Refused(
            f"“{target.summary}” cannot be taken back or repeated: the pipeline ran again since"
            " and does not suggest it any more"
        )


def _require_one_step(step: Editing, target: Edit, entity: Entity) -> None:
    """What an entity was merged into must stand, and stand for itself. Raises Refused."""
    if entity.same_as is None:
        return
    into = step.entity(entity.same_as)
    if into is None or into.same_as is not None or step.merged_into(entity.id):
        raise Refused(
            f"“{target.summary}” cannot be taken back or repeated: the names were merged"
            " in another way since"
        )
