"""The edit history: what can be undone and redone, and by whom a row was changed last."""

from __future__ import annotations

import json
from typing import Any

from annotator.model.document import relation_from, review_from, span_from
from annotator.model.edit import DO, UNDO, Change, Edit
from annotator.model.people import Entity, Review
from annotator.model.span import Relation, Span
from annotator.store.project import Project

_SELECT = (
    "SELECT edit.id, edit.at, annotator.name, edit.article, edit.kind, edit.action, edit.summary,"
    " edit.changes, edit.target FROM edit JOIN annotator ON annotator.id = edit.annotator"
)
# An edit is undone when the last undo or redo that names it is an undo.
_UNDONE = (
    "coalesce((SELECT later.kind FROM edit later WHERE later.target = edit.id"
    " ORDER BY later.id DESC LIMIT 1), 'redo') = 'undo'"
)


def _edit(row: tuple[Any, ...] | None) -> Edit | None:
    if row is None:
        return None
    changes = tuple(Change(*c) for c in json.loads(row[7]))
    return Edit(row[0], row[1], row[2], row[3], row[4], row[5], row[6], changes, row[8])


def next_undo(project: Project, annotator: str) -> Edit | None:
    """The annotator's newest edit that stands; None when there is none."""
    return _edit(
        project.db.conn.execute(
            f"{_SELECT} WHERE annotator.name = ? AND edit.kind = '{DO}' AND NOT {_UNDONE}"
            " ORDER BY edit.id DESC LIMIT 1",
            (annotator,),
        ).fetchone()
    )


def next_redo(project: Project, annotator: str) -> Edit | None:
    """The edit that was undone last, if nothing new was done since."""
    return _edit(
        project.db.conn.execute(
            f"{_SELECT} WHERE annotator.name = :who AND edit.kind = '{DO}' AND {_UNDONE}"
            f" AND (SELECT max(u.id) FROM edit u WHERE u.target = edit.id AND u.kind = '{UNDO}')"
            f" > (SELECT max(d.id) FROM edit d WHERE d.annotator = edit.annotator"
            f" AND d.kind = '{DO}') ORDER BY edit.id LIMIT 1",
            {"who": annotator},
        ).fetchone()
    )


def later_on_row(project: Project, edit: Edit, change: Change) -> tuple[str, str] | None:
    """Who changed the row after ``edit`` and when, other than its own annotator; or None."""
    found = project.db.conn.execute(
        "SELECT annotator.name, edit.at FROM edit JOIN annotator ON annotator.id = edit.annotator,"
        " json_each(edit.changes) AS c WHERE edit.id > ? AND edit.article IS ?"
        " AND annotator.name <> ? AND json_extract(c.value, '$[0]') = ?"
        " AND json_extract(c.value, '$[1]') = ? ORDER BY edit.id DESC LIMIT 1",
        (edit.id, edit.article, edit.annotator, change.table, change.id),
    ).fetchone()
    return (found[0], found[1]) if found else None


def of_article(project: Project, pk: int, limit: int = 500) -> list[Edit]:
    """The newest edits of an article, newest first."""
    found = project.db.conn.execute(
        f"{_SELECT} WHERE edit.article = ? ORDER BY edit.id DESC LIMIT ?", (pk, limit)
    )
    return [e for e in map(_edit, found) if e is not None]


def row_from(table: str, values: Any) -> Span | Relation | Entity | Review:
    """The row that one side of a Change describes."""
    if table == "span":
        return span_from(values)
    if table == "relation":
        return relation_from(values)
    if table == "review":
        return review_from(values)
    return Entity(**{**values, "aliases": tuple(values["aliases"])})


