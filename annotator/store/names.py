"""Canonical entities of the project: looking them up, and how often each is mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.people import Entity
from annotator.model.span import ENTITY
from annotator.store import rows
from annotator.store.project import Project

COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that stands, with all its names: its own, its aliases, what was merged into it."""

    entity: Entity
    ids: tuple[str, ...]


def find(project: Project, words: str, limit: int = 200) -> list[Entity]:
    """Entities that stand whose names hold every one of ``words``, or that have this external id.

    Names that begin with the words come first, then by name; case is ignored. All for "".
    """
    words = words.strip()
    if not words:
        # The order is the index's own, so that the limit ends the reading.
        found = project.db.conn.execute(
            f"SELECT {rows.ENTITY_COLUMNS} FROM entity WHERE same_as IS NULL"
            " ORDER BY name COLLATE NOCASE, id LIMIT ?",
            (limit,),
        )
        return [rows.to_entity(r) for r in found]
    held = "name || char(10) || aliases"
    parts = [_forms(word) for word in words.split()]
    beginning = _forms(words)
    found = project.db.conn.execute(
        f"SELECT {rows.ENTITY_COLUMNS} FROM entity WHERE same_as IS NULL"
        f" AND (external = ? OR {' AND '.join(_any(held, len(p)) for p in parts)})"
        f" ORDER BY {_any('name', len(beginning))} DESC, name COLLATE NOCASE, id LIMIT ?",
        (
            words, *(f"%{_literal(x)}%" for p in parts for x in p),
            *(f"{_literal(x)}%" for x in beginning), limit,
        ),
    )  # fmt: skip
    return [rows.to_entity(r) for r in found]


def _any(column: str, count: int) -> str:
    return "(" + " OR ".join([f"{column} LIKE ? ESCAPE '\\'"] * count) + ")"


def _forms(words: str) -> list[str]:
    """SQLite folds the case of ASCII only; other letters are looked for as they may be written."""
    if words.isascii():
        return [words]
    return list(dict.fromkeys((words, words.lower(), words.upper(), words.title())))


def total(project: Project) -> int:
    """How many entities stand."""
    row = project.db.conn.execute("SELECT count(*) FROM entity WHERE same_as IS NULL").fetchone()
    return int(row[0])


def called(project: Project, name: str) -> list[Entity]:
    """Entities that stand and have exactly this name or alias, case ignored; names first."""
    wanted = name.strip().casefold()
    close = find(project, name, limit=1000)
    exact = [e for e in close if e.name.casefold() == wanted]
    return exact + [
        e
        for e in close
        if e.name.casefold() != wanted and wanted in {a.casefold() for a in e.aliases}
    ]


def with_merged(project: Project, entity_id: str) -> Named | None:
    """The entity that stands for an id, and every id that leads to it; None for no entity."""
    row = project.db.conn.execute(
        f"SELECT {rows.ENTITY_COLUMNS} FROM entity WHERE id ="
        " (SELECT coalesce(same_as, id) FROM entity WHERE id = ?)",
        (entity_id,),
    ).fetchone()
    if row is None:
        return None
    entity = rows.to_entity(row)
    merged = project.db.conn.execute(
        "SELECT id FROM entity WHERE same_as = ? ORDER BY id", (entity.id,)
    )
    return Named(entity, (entity.id, *(r[0] for r in merged)))


def mention_counts(project: Project, annotator: str, entity_ids: Sequence[str]) -> dict[str, int]:
    """For each entity that stands: how many mentions the annotator sees, at most ``COUNTED`` + 1.

    A mention is a span of the layer of entities; a decision counts in its suggestion's place.
    """
    conn = project.db.conn
    me = conn.execute("SELECT id FROM annotator WHERE name = ?", (annotator,)).fetchone()
    values = {"me": me[0] if me else None, "layer": ENTITY, "most": COUNTED + 1}
    counts = {}
    for entity_id in entity_ids:
        found = conn.execute(_MENTIONS, {**values, "entity": entity_id}).fetchone()
        counts[entity_id] = int(found[0])
    return counts


# A suggestion that the annotator decided on is counted by the decision, if that still mentions it.
_MENTIONS = """
SELECT count(*) FROM (
    SELECT 1 FROM span s
    WHERE s.entity IN (SELECT :entity UNION ALL SELECT id FROM entity WHERE same_as = :entity)
      AND s.layer = :layer
      AND (s.annotator = :me AND s.state = 'accepted' OR s.state = 'suggested' AND NOT EXISTS
           (SELECT 1 FROM span d WHERE d.article = s.article AND d.made_from = s.id
            AND d.annotator = :me))
    LIMIT :most
)
"""


def _literal(words: str) -> str:
    for sign in "\\%_":
        words = words.replace(sign, "\\" + sign)
    return words
