"""How far an annotator is with an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.people import DONE, REVIEW_STATUSES, SKIPPED
from annotator.services.deciding import drop_open, take_open
from annotator.store import reviews
from annotator.store.editing import Editing, editing
from annotator.store.project import Project

_WORDS = {DONE: "Article done", SKIPPED: "Article skipped"}


def set_status(
    project: Project,
    annotator: str,
    article: int,
    status: str,
    accept: Sequence[str] = (),
    reject: Sequence[str] = (),
) -> Edit | None:
    """Set the review's status; what is still open can be accepted or rejected in the same edit."""
    if status not in REVIEW_STATUSES:
        raise Refused(f"{status} is no status", "", f"Use one of {', '.join(REVIEW_STATUSES)}")
    with editing(project, annotator, "status", article) as step:
        _decide_rest(step, accept, reject)
        step.put(replace(step.review(), status=status))
        step.summary = _WORDS.get(status, f"Article {status.replace('_', ' ')}")
    return step.edit


def _decide_rest(step: Editing, accept: Sequence[str], reject: Sequence[str]) -> None:
    take_open(step, accept)
    drop_open(step, reject)


def toggle_flag(project: Project, annotator: str, article: int) -> Edit | None:
    """Flag the article for later, or take the flag away."""
    with editing(project, annotator, "flag", article) as step:
        review = step.review()
        step.put(replace(review, flag=not review.flag))
        step.summary = "Flag off" if review.flag else "Flag on"
    return step.edit


def set_comment(project: Project, annotator: str, article: int, comment: str | None) -> Edit | None:
    """Write a comment on the article for whoever reviews it later; None or "" takes it away."""
    with editing(project, annotator, "comment", article) as step:
        words = " ".join((comment or "").split())
        step.put(replace(step.review(), comment=words or None))
        step.summary = f"Comment “{words}”" if words else "No comment"
    return step.edit


def add_time(project: Project, annotator: str, article: int, seconds: int) -> None:
    """Add time spent in the article. No step of undo: it is measured, not decided."""
    if seconds > 0:
        reviews.add_seconds(project, annotator, article, seconds)
