"""Undo and redo an annotator's own edits, newest first, also after a restart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotator.model.edit import REDO, UNDO, Change, Edit
from annotator.model.errors import ProjectError, Refused
from annotator.model.people import Review
from annotator.store import history
from annotator.store.editing import Editing, editing
from annotator.store.project import Project
from annotator.store.rows import as_mapping


def undo(project: Project, annotator: str) -> Edit:
    """Take back the annotator's newest edit that stands; returns the edit that did it.

    Raises Refused when there is none, or someone else changed the same rows later.
    """
    target = history.next_undo(project, annotator)
    if target is None:
        raise Refused("there is nothing to undo")
    return _turn(project, target, UNDO)


def redo(project: Project, annotator: str) -> Edit:
    """Do again what was undone last. Raises Refused when there is nothing, or it cannot stand."""
    target = history.next_redo(project, annotator)
    if target is None:
        raise Refused("there is nothing to redo")
    return _turn(project, target, REDO)


def names(project: Project, annotator: str) -> tuple[str | None, str | None]:
    """What undo and redo would act on, in words; None for nothing."""
    back, forth = history.next_undo(project, annotator), history.next_redo(project, annotator)
    return (back.summary if back else None, forth.summary if forth else None)


def _turn(project: Project, target: Edit, kind: str) -> Edit:
    verb = "Undo" if kind == UNDO else "Redo"
    with editing(project, target.annotator, target.action, target.article) as step:
        step.kind, step.target = kind, target.id
        step.summary = f"{verb}: {target.summary}"
        changes = reversed(target.changes) if kind == UNDO else target.changes
        for change in changes:
            old, new = (
                (change.after, change.before) if kind == UNDO else (change.before, change.after)
            )
            _require_unchanged(step, target, change, old)
            _restore(step, change, new)
        _require_suggestions(step, target)
    if step.edit is None:
        raise ProjectError(f"{verb} of “{target.summary}” was not stored", str(project.path))
    return step.edit


def _require_unchanged(step: Editing, target: Edit, change: Change, expected: Any) -> None:
    now = step.current(change.table, change.id)
    if _comparable(as_mapping(now) if now else None) == _comparable(expected):
        return
    if change.table == "review" and expected is None:
        return
    later = history.later_on_row(step.project, target, change)
    who = f"{later[0]} changed it at {later[1][:16].replace('T', ' ')}" if later else "it changed"
    raise Refused(f"“{target.summary}” cannot be taken back or repeated: {who} since")


def _comparable(values: Any) -> Any:
    # Time spent runs on by itself and is no part of a decision.
    return {k: v for k, v in values.items() if k != "seconds"} if values else None


def _restore(step: Editing, change: Change, values: Any) -> None:
    if change.table == "review":
        review = history.row_from("review", values) if values else Review(change.id)
        if isinstance(review, Review):
            step.put(replace(review, seconds=step.review(change.id).seconds))
    elif values is None:
        step.remove(change.table, change.id)
    else:
        step.put(history.row_from(change.table, values))


def _require_suggestions(step: Editing, target: Edit) -> None:
    for change in target.changes:
        row = step.current(change.table, change.id)
        made_from = getattr(row, "made_from", None)
        if made_from and step.current(change.table, made_from) is None:
            raise Refused(
                f"“{target.summary}” cannot be repeated: the pipeline ran again since"
                " and does not suggest it any more"
            )
