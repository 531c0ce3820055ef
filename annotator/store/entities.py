"""Canonical entities of the project: found again by their forms, made, kept from piling up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.model.edit import Change
from annotator.model.ids import new_id
from annotator.model.people import Entity, known_forms, normal_form
from annotator.store import rows
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.model.suggestion import SuggestedEntity

MOST_ALIASES = 20
"""A pipeline adds no more to an entity."""

_STANDING = ", ".join(f"e.{x}" for x in rows.ENTITY_COLUMNS.split(", "))
_BATCH = 500


def write_forms(project: Project, items: Iterable[Entity]) -> None:
    """Bring the forms of entities up to date. Call inside the transaction that writes them."""
    items = list(items)
    conn = project.db.conn
    conn.executemany("DELETE FROM entity_form WHERE entity = ?", [(e.id,) for e in items])
    conn.executemany(
        "INSERT INTO entity_form (form, label, entity) VALUES (?, ?, ?)",
        [(f, e.label, e.id) for e in items for f in known_forms(e.name, e.label, e.aliases)],
    )


def called(project: Project, name: str, label: str) -> str | None:
    """The id of the only entity with this label that a name tells; None for none or several."""
    found = project.db.conn.execute(
        "SELECT DISTINCT e.id FROM entity_form f JOIN entity m ON m.id = f.entity"
        " JOIN entity e ON e.id = coalesce(m.same_as, m.id)"
        " WHERE f.form = ? AND e.label = ? LIMIT 2",
        (normal_form(name), label),
    ).fetchall()
    return str(found[0][0]) if len(found) == 1 else None


def settle(
    project: Project, maker: int, suggested: Sequence[SuggestedEntity], used: Collection[int]
) -> tuple[dict[int, str], list[Change]]:
    """The project's entities for those of an article: found again, else made by ``maker``.

    Returns the ids by place in ``suggested``, for the places in ``used``, and what was changed;
    one that was there already appears with the same row before and after. Aliases are added only
    to entities that no person made or edited. Call inside a transaction.
    """
    found = _matches(project, [suggested[i] for i in used])
    ids: dict[int, str] = {}
    made: list[Entity] = []
    changes: list[Change] = []
    grown: list[Entity] = []
    for place in sorted(used):
        item = suggested[place]
        match = _choose(item, found)
        if match is None:
            entity = Entity(new_id("e"), item.name, item.label, item.aliases[:MOST_ALIASES])
            made.append(entity)
            changes.append(Change("entity", entity.id, None, rows.as_mapping(entity)))
        else:
            entity, is_free = match
            after = _with_aliases(entity, item) if is_free else entity
            if after != entity:
                grown.append(after)
            changes.append(
                Change("entity", entity.id, rows.as_mapping(entity), rows.as_mapping(after))
            )
        ids[place] = entity.id
    _store(project, maker, made, grown)
    return ids, changes


def drop_unused(project: Project, candidates: Collection[str]) -> list[Change]:
    """Remove those that a pipeline made, nobody edited and nothing refers to any more."""
    gone: list[Entity] = []
    for part in _parts(candidates):
        marks = ",".join("?" * len(part))
        found = project.db.conn.execute(
            f"SELECT {rows.ENTITY_COLUMNS} FROM entity WHERE id IN ({marks})"
            " AND made_by IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM span WHERE span.entity = entity.id)"
            " AND NOT EXISTS (SELECT 1 FROM entity other WHERE other.same_as = entity.id)",
            part,
        )
        gone += map(rows.to_entity, found.fetchall())
    project.db.conn.executemany("DELETE FROM entity WHERE id = ?", [(e.id,) for e in gone])
    return [Change("entity", e.id, rows.as_mapping(e), None) for e in gone]


_Match = tuple[Entity, bool]


def _matches(
    project: Project, wanted: Sequence[SuggestedEntity]
) -> Mapping[tuple[str, str], list[_Match]]:
    """Entities by form and label, the oldest first; with each whether a pipeline may add to it.

    One that was merged is found as the one that stands.
    """
    forms = sorted({f for e in wanted for f in known_forms(e.name, e.label, e.aliases)})
    out: dict[tuple[str, str], list[_Match]] = {}
    for part in _parts(forms):
        marks = ",".join("?" * len(part))
        found = project.db.conn.execute(
            f"SELECT f.form, f.label, {_STANDING}, e.made_by IS NOT NULL FROM entity_form f"
            " JOIN entity m ON m.id = f.entity JOIN entity e ON e.id = coalesce(m.same_as, m.id)"
            f" WHERE f.form IN ({marks}) ORDER BY e.rowid",
            part,
        )
        for row in found:
            match = (rows.to_entity(row[2:9]), bool(row[9]))
            out.setdefault((row[0], row[1]), []).append(match)
    return out


def _choose(item: SuggestedEntity, found: Mapping[tuple[str, str], list[_Match]]) -> _Match | None:
    """The oldest of the same name; else the only one that shares a form."""
    own = normal_form(item.name)
    for match in found.get((own, item.label), ()):
        if normal_form(match[0].name) == own:
            return match
    others: dict[str, _Match] = {}
    for form in known_forms(item.name, item.label, item.aliases):
        others |= {m[0].id: m for m in found.get((form, item.label), ())}
    return next(iter(others.values())) if len(others) == 1 else None


def _with_aliases(entity: Entity, item: SuggestedEntity) -> Entity:
    known = {entity.name, *entity.aliases}
    new = [a for a in (item.name, *item.aliases) if a not in known]
    return replace(entity, aliases=(*entity.aliases, *new)[:MOST_ALIASES]) if new else entity


def _store(project: Project, maker: int, made: list[Entity], grown: list[Entity]) -> None:
    conn = project.db.conn
    conn.executemany(
        f"INSERT INTO entity ({rows.ENTITY_COLUMNS}, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*rows.entity_row(e), maker) for e in made],
    )
    conn.executemany(
        "UPDATE entity SET aliases = ? WHERE id = ?", [(rows.dump(e.aliases), e.id) for e in grown]
    )
    if made or grown:
        write_forms(project, made + grown)


def _parts(items: Iterable[str]) -> list[list[str]]:
    listed = sorted(items)
    return [listed[i : i + _BATCH] for i in range(0, len(listed), _BATCH)]
