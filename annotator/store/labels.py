"""Labels across the whole project: who carries them, and giving them another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from annotator.model.edit import LABEL_SCHEMA, MANY, Change
from annotator.model.relabelling import Moves
from annotator.model.schema import LabelSchema
from annotator.model.span import ACCEPTED, ENTITY, REJECTED
from annotator.store.editing import Editing
from annotator.store.project import Project

Place = tuple[int, str]

_COLUMNS = {
    "span": ("label", "state"),
    "relation": ("head", "tail", "state"),
    "entity": ("label",),
}


def counts(project: Project) -> dict[tuple[str, str], int]:
    """How many spans carry each label, suggestions under the label they are shown by."""
    found = project.db.conn.execute(
        "SELECT span.layer, coalesce(known.shown, span.label), sum(span.many) FROM"
        " (SELECT layer, label, count(*) AS many FROM span WHERE state = 'suggested'"
        "  GROUP BY layer, label UNION ALL SELECT layer, label, count(*) FROM span"
        "  WHERE state <> 'suggested' GROUP BY layer, label) AS span"
        " LEFT JOIN schema_label AS known ON known.layer = span.layer AND known.label = span.label"
        " GROUP BY 1, 2"
    )
    return {(layer, label): count for layer, label, count in found}


def carried(project: Project, layer: str, label: str) -> bool:
    """Whether a span of anyone, in any state, carries the label or is shown by it."""
    # Each half has an index of its own.
    named = (
        "layer = ?1 AND label IN (SELECT ?2 UNION SELECT s.label FROM schema_label s"
        " WHERE s.layer = ?1 AND s.shown = ?2)"
    )
    row = project.db.conn.execute(
        f"SELECT EXISTS (SELECT 1 FROM span WHERE state = 'suggested' AND {named})"
        f" OR EXISTS (SELECT 1 FROM span WHERE state <> 'suggested' AND {named})",
        (layer, label),
    ).fetchone()
    return bool(row[0])


def linked(project: Project, relation: str) -> bool:
    """Whether there is a relation with this label."""
    row = project.db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM relation WHERE label = ?)", (relation,)
    ).fetchone()
    return bool(row[0])


def put_schema(step: Editing, before: LabelSchema, after: LabelSchema) -> None:
    """Make ``after`` the newest version, within an edit."""
    step.project.add_schema(after)
    step.note(Change(LABEL_SCHEMA, "schema", before.to_dict(), after.to_dict()))


def move(step: Editing, moves: Moves) -> int:
    """Give people's spans their labels' new ones, within an edit; returns how many spans.

    Suggestions stay as the pipeline made them. Where that gives someone the same span twice, one
    is kept; the other is rejected and its relations go over to the one that is kept.
    """
    moves = {key: value for key, value in moves.items() if key[1] != value}
    found = [row for key in moves for row in _people_spans(step.project, *key)]
    doubled = _doubled(step.project, moves, found)
    changes = []
    for (layer, old), new in moves.items():
        rows = [r for r in found if (r[0], r[1]) == (layer, old)]
        lost = [(r[2], r[3]) for r in rows if (r[2], r[3]) in doubled]
        kept = [(r[2], r[3]) for r in rows if (r[2], r[3]) not in doubled]
        name = f"{layer} {old}"
        changes.append(
            _many(f"{name} twice", "span", lost, {"label": old, "state": ACCEPTED},
                  {"label": new, "state": REJECTED})
        )  # fmt: skip
        changes.append(_many(name, "span", kept, {"label": old}, {"label": new}))
        if layer == ENTITY:
            mentioned = _entities(step.project, old)
            changes.append(_many(f"of {old}", "entity", mentioned, {"label": old}, {"label": new}))
    changes += [c for place, keeper in doubled.items() for c in _relinked(step, place, keeper)]
    # What is taken away comes first, so that no range has the same label twice at any time.
    made = sorted((c for c in changes if c is not None), key=lambda c: not c.id.endswith("twice"))
    write(step.project, [c.after for c in made])
    for change in made:
        step.note(change)
    return len(found)


def write(project: Project, sides: Sequence[Any]) -> None:
    """Give the rows that each side of a ``many`` change names the values it has."""
    spans = [x for x in sides if x["table"] == "span"]
    # Two labels may change places on one range: no moment may have the same one there twice.
    for side in spans if len(spans) > 1 else ():
        _update(project, side, {"label": f"\0{side['set']['label']}"})
    for side in sides:
        _update(project, side, side["set"])


def differing(project: Project, side: Any) -> int:
    """How many of the rows do not have the values that the side of a change says."""
    names = list(side["set"])
    same = " AND ".join(f"{_column(side, name)} IS ?" for name in names)
    by, values = _by(side), list(side["set"].values())
    count = 0
    for place in side["rows"]:
        row = project.db.conn.execute(
            f"SELECT 1 FROM {_table(side)} WHERE {by} AND {same}", (*_key(side, place), *values)
        ).fetchone()
        count += row is None
    return count


def unknown(project: Project, schema: LabelSchema) -> tuple[str, str, int] | None:
    """A label that people's accepted spans carry and the schema lacks: layer, label, how many."""
    found = project.db.conn.execute(
        "SELECT span.layer, span.label, count(*) FROM span JOIN annotator"
        " ON annotator.id = span.annotator WHERE annotator.kind <> 'pipeline'"
        " AND span.state = 'accepted' GROUP BY span.layer, span.label"
    )
    return next((row for row in found if schema.label(row[0], row[1]) is None), None)


def _people_spans(project: Project, layer: str, label: str) -> list[tuple[Any, ...]]:
    """layer, label, article, id, annotator, start, end, state."""
    found = []
    # Each half has an index of its own; a person's span may have come in as a suggestion.
    for state in ("<> 'suggested'", "= 'suggested'"):
        found += project.db.conn.execute(
            "SELECT span.layer, span.label, span.article, span.id, span.annotator, span.start,"
            ' span."end", span.state FROM span JOIN annotator ON annotator.id = span.annotator'
            " WHERE span.layer = ? AND span.label = ? AND annotator.kind <> 'pipeline'"
            f" AND span.state {state}",
            (layer, label),
        ).fetchall()
    return sorted(found, key=lambda row: (row[2], row[3]))


def _doubled(project: Project, moves: Moves, found: Iterable[tuple[Any, ...]]) -> dict[Place, str]:
    """Accepted spans that would stand twice, each with the id of the one that is kept."""
    stay: dict[tuple[Any, ...], str] = {}
    for layer, new in {(key[0], value) for key, value in moves.items()}:
        if (layer, new) not in moves:
            for row in _people_spans(project, layer, new):
                if row[7] == ACCEPTED:
                    stay[(layer, new, row[2], *row[4:7])] = row[3]
    out = {}
    for layer, old, pk, span_id, *place, state in found:
        if state == ACCEPTED:
            key = (layer, moves[(layer, old)], pk, *place)
            keeper = stay.setdefault(key, span_id)
            if keeper != span_id:
                out[(pk, span_id)] = keeper
    return out


def _entities(project: Project, label: str) -> list[Place]:
    found = project.db.conn.execute("SELECT id FROM entity WHERE label = ?", (label,))
    return [(0, row[0]) for row in found]


def _relinked(step: Editing, place: Place, keeper: str) -> list[Change | None]:
    """The accepted relations of a doubled span, put to the span that is kept."""
    pk, gone = place
    found = step.project.db.conn.execute(
        "SELECT id, label, annotator, head, tail FROM relation WHERE article = ?"
        " AND (head = ? OR tail = ?) AND state = 'accepted' ORDER BY id",
        (pk, gone, gone),
    ).fetchall()
    out = []
    for relation, label, who, head, tail in found:
        ends = {"head": keeper if head == gone else head, "tail": keeper if tail == gone else tail}
        taken = step.project.db.conn.execute(
            "SELECT 1 FROM relation WHERE article = ? AND head = ? AND tail = ? AND label = ?"
            " AND annotator = ? AND state = 'accepted'",
            (pk, ends["head"], ends["tail"], label, who),
        ).fetchone()
        state = REJECTED if taken or ends["head"] == ends["tail"] else ACCEPTED
        before = {"head": head, "tail": tail, "state": ACCEPTED}
        name = f"link {pk} {relation}"
        out.append(_many(name, "relation", [(pk, relation)], before, {**ends, "state": state}))
    return out


def _many(
    name: str, table: str, rows: list[Place], before: dict[str, Any], after: dict[str, Any]
) -> Change | None:
    if not rows:
        return None
    listed = [list(r) for r in rows]
    old, new = ({"table": table, "rows": listed, "set": x} for x in (before, after))
    return Change(MANY, f"{table} {name}", old, new)


def _update(project: Project, side: Any, values: dict[str, Any]) -> None:
    columns = ", ".join(f"{_column(side, name)} = ?" for name in values)
    project.db.conn.executemany(
        f"UPDATE {_table(side)} SET {columns} WHERE {_by(side)}",
        [(*values.values(), *_key(side, place)) for place in side["rows"]],
    )


def _table(side: Any) -> str:
    # Read back from the history, so it is checked before it becomes SQL.
    if side["table"] not in _COLUMNS:
        raise ValueError(f"no table {side['table']!r}")
    return str(side["table"])


def _column(side: Any, name: str) -> str:
    if name not in _COLUMNS[_table(side)]:
        raise ValueError(f"no column {name!r}")
    return name


def _by(side: Any) -> str:
    return "id = ?" if side["table"] == "entity" else "article = ? AND id = ?"


def _key(side: Any, place: Sequence[Any]) -> tuple[Any, ...]:
    return (place[1],) if side["table"] == "entity" else (place[0], place[1])
