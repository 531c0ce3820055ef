"""The edit history: what can be undone and redone, and by whom a row was changed last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from annotator.model.document import entity_from, relation_from, review_from, span_from
from annotator.model.edit import DO, REDO, RUN, UNDO, Change, Edit
from annotator.model.errors import ProjectDamaged
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
    try:
        changes = tuple(Change(*c) for c in json.loads(row[7]))
    except (ValueError, TypeError, RecursionError) as error:
        raise ProjectDamaged(f"step {row[0]} of the history cannot be read") from error
    return Edit(row[0], row[1], row[2], row[3], row[4], row[5], row[6], changes, row[8])


def next_undo(project: Project, annotator: str) -> Edit | None:
    """The annotator's newest edit that stands; None when there is none."""
    done, undone, redone = _newest(project, annotator)
    before = done + 1
    if undone > max(done, redone):
        # What was undone last was the newest that stood then: nothing newer stands.
        before = _target(project, undone)
    elif redone > done:
        before = _target(project, redone) + 1
    return _edit(
        project.db.conn.execute(
            f"{_SELECT} WHERE annotator.name = ? AND edit.kind = '{DO}' AND edit.id < ?"
            f" AND NOT {_UNDONE} ORDER BY edit.id DESC LIMIT 1",
            (annotator, before),
        ).fetchone()
    )


def next_redo(project: Project, annotator: str) -> Edit | None:
    """The edit that was undone last, if nothing new was done since."""
    done, undone, redone = _newest(project, annotator)
    if max(done, redone) > undone > done:
        # Redo takes the newest undo first: those before the one it took are left.
        undone = _turned_by(project, redone) - 1
    return _edit(
        project.db.conn.execute(
            f"{_SELECT} WHERE edit.id = (SELECT u.target FROM edit u JOIN annotator me"
            f" ON me.id = u.annotator WHERE me.name = ? AND u.kind = '{UNDO}' AND u.id > ?"
            " AND u.id <= ? AND NOT EXISTS (SELECT 1 FROM edit later WHERE later.target = u.target"
            " AND later.id > u.id) ORDER BY u.id DESC LIMIT 1)",
            (annotator, done, undone),
        ).fetchone()
    )


def _newest(project: Project, annotator: str) -> tuple[int, int, int]:
    """Ids of the annotator's newest edits of the kinds do, undo and redo; 0 for none."""
    newest = (
        project.db.conn.execute(
            "SELECT max(edit.id) FROM edit WHERE edit.kind = ? AND edit.annotator ="
            " (SELECT id FROM annotator WHERE name = ?)",
            (kind, annotator),
        ).fetchone()[0]
        for kind in (DO, UNDO, REDO)
    )
    done, undone, redone = (x or 0 for x in newest)
    return done, undone, redone


def _target(project: Project, edit_id: int) -> int:
    row = project.db.conn.execute("SELECT target FROM edit WHERE id = ?", (edit_id,)).fetchone()
    return int(row[0])


def _turned_by(project: Project, redo_id: int) -> int:
    """The undo that a redo took back."""
    row = project.db.conn.execute(
        f"SELECT max(id) FROM edit WHERE target = ? AND kind = '{UNDO}' AND id < ?",
        (_target(project, redo_id), redo_id),
    ).fetchone()
    return int(row[0])


def one(project: Project, edit_id: int) -> Edit | None:
    """The edit with this number."""
    return _edit(project.db.conn.execute(f"{_SELECT} WHERE edit.id = ?", (edit_id,)).fetchone())


def of_span(project: Project, pk: int, ids: Sequence[str], limit: int = 20) -> list[Edit]:
    """The newest edits of an article that changed a span with one of these ids, newest first."""
    named = " OR ".join("instr(edit.changes, ?) > 0" for _ in ids) or "0"
    found = project.db.conn.execute(
        f"{_SELECT} WHERE edit.id IN (SELECT id FROM edit WHERE article = ? UNION ALL"
        f" SELECT edit FROM edit_touch WHERE article = ?) AND edit.kind <> '{RUN}' AND ({named})"
        " ORDER BY edit.id DESC LIMIT ?",
        (pk, pk, *(f'["span","{x}"' for x in ids), limit),
    )
    return [e for e in map(_edit, found) if e is not None]


def referred_to(
    project: Project, edit: Edit, change: Change, own: bool = False
) -> tuple[str, str] | None:
    """Who built on a row of ``edit`` and when, other than its own annotator (unless ``own``)."""
    place = edit.place(change)
    made_from = "SELECT annotator, modified FROM {} WHERE article = :article AND made_from = :id"
    parts = [made_from.format(change.table)]
    if change.table == "span":
        for end in ("head", "tail"):
            parts.append(
                f"SELECT annotator, modified FROM relation WHERE article = :article AND {end} = :id"
            )
    if change.table == "entity":
        parts = ["SELECT annotator, modified FROM span WHERE entity = :id"]
    found = project.db.conn.execute(
        f"SELECT annotator.name, r.modified FROM ({' UNION ALL '.join(parts)}) AS r"
        " JOIN annotator ON annotator.id = r.annotator WHERE (annotator.name <> :who OR :own)"
        " ORDER BY r.modified DESC LIMIT 1",
        {"article": place, "id": change.id, "who": edit.annotator, "own": own},
    ).fetchone()
    return (found[0], found[1]) if found else None


def later_on_row(
    project: Project, edit: Edit, change: Change, own: bool = False
) -> tuple[str, str] | None:
    """Who changed the row after ``edit`` and when; not its own annotator, unless ``own``."""
    found = project.db.conn.execute(
        "SELECT annotator.name, edit.at FROM edit JOIN annotator ON annotator.id = edit.annotator,"
        " json_each(edit.changes) AS c WHERE edit.id > ?"
        " AND (coalesce(json_extract(c.value, '$[4]'), edit.article) IS ? OR ? = 'entity')"
        " AND (annotator.name <> ? OR ?) AND json_extract(c.value, '$[0]') = ?"
        " AND json_extract(c.value, '$[1]') = ? ORDER BY edit.id DESC LIMIT 1",
        (
            edit.id,
            edit.place(change),
            change.table,
            edit.annotator,
            own,
            change.table,
            change.id,
        ),
    ).fetchone()
    return (found[0], found[1]) if found else None


def later_on_all(project: Project, edit: Edit) -> tuple[str, str] | None:
    """Who renamed or merged labels in the whole project after ``edit``, and when; or None."""
    found = project.db.conn.execute(
        "SELECT annotator.name, edit.at FROM edit JOIN annotator ON annotator.id = edit.annotator"
        " WHERE edit.article IS NULL AND edit.id > ? AND edit.action = 'schema'"
        " ORDER BY edit.id DESC LIMIT 1",
        (edit.id,),
    ).fetchone()
    return (found[0], found[1]) if found else None


def of_article(project: Project, pk: int, limit: int = 500) -> list[Edit]:
    """The newest edits of an article, newest first; of edits that touch several, its changes."""
    found = project.db.conn.execute(
        f"{_SELECT} WHERE edit.id IN (SELECT id FROM edit WHERE article = ?"
        " UNION ALL SELECT edit FROM edit_touch WHERE article = ? ORDER BY 1 DESC LIMIT ?)"
        " ORDER BY edit.id DESC",
        (pk, pk, limit),
    )
    edits = [e for e in map(_edit, found) if e is not None]
    return [replace(e, changes=tuple(c for c in e.changes if e.place(c) == pk)) for e in edits]


def row_from(table: str, values: Any) -> Span | Relation | Entity | Review:
    """The row that one side of a Change describes."""
    if table == "span":
        return span_from(values)
    if table == "relation":
        return relation_from(values)
    if table == "review":
        return review_from(values)
    return entity_from(values)
