"""Change the label schema of a project; its spans follow, in one edit that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from annotator.model.edit import LABEL_SCHEMA, MANY, UNDO, Change, Edit
from annotator.model.errors import Refused
from annotator.model.relabelling import Moves, carried, require_sound
from annotator.model.schema import LabelSchema, Layer, from_dict
from annotator.model.wording import count
from annotator.store import labels
from annotator.store.editing import Editing, editing
from annotator.store.project import Project

BEYOND = (LABEL_SCHEMA, MANY)


def change(
    project: Project,
    annotator: str,
    after: LabelSchema,
    moves: Moves | None = None,
    based_on: LabelSchema | None = None,
) -> Edit | None:
    """Make ``after`` the project's label schema; returns None when nothing differs.

    ``moves`` says which labels were renamed or merged: people's spans go over to the new label,
    suggestions stay as they were made and are shown under it. A label that is left out is kept as
    retired while spans carry it, and so is a relation label. ``based_on`` is what the change was
    made from. Raises Refused when that is not the newest any more or something is wrong with
    ``after`` (a key twice, a colour that cannot be seen), FormatError when it makes no sense.
    """
    if moves:
        project.before_bulk("labels")
    with editing(project, annotator, "schema", None) as step:
        before = project.schema()
        if based_on is not None and not same(before, based_on):
            raise Refused("the labels were changed meanwhile", "", "Open Labels… again")
        moves = {key: new for key, new in (moves or {}).items() if key[1] != new}
        after = _with_carried(project, before, after, moves)
        after = carried(before, replace(after, version=before.version + 1), moves)
        require_sound(after)
        if not same(before, after):
            moved = labels.move(step, moves)
            labels.put_schema(step, before, after)
            step.summary = _summary(before, after, moves, moved)
    return step.edit


def same(one: LabelSchema, other: LabelSchema) -> bool:
    """Whether two schemas differ in their version at most."""
    return replace(one, version=0) == replace(other, version=0)


def counts(project: Project) -> dict[tuple[str, str], int]:
    """How many spans carry each label, by layer and label."""
    return labels.counts(project)


def schema_of(edit: Edit) -> LabelSchema | None:
    """The label schema that an edit brought; None when it is about something else."""
    found = next((c.after for c in edit.changes if c.table == LABEL_SCHEMA), None)
    return from_dict(found) if found else None


def turn(step: Editing, target: Edit, kind: str) -> None:
    """Undo or redo the part of an edit that goes beyond one article. Raises Refused."""
    found = [c for c in target.changes if c.table in BEYOND]
    if kind == UNDO:
        found.reverse()
    sides = [(c.after, c.before) if kind == UNDO else (c.before, c.after) for c in found]
    for change_, (old, _) in zip(found, sides, strict=True):
        _require_unchanged(step.project, target, change_, old)
    rows = [(c, old, new) for c, (old, new) in zip(found, sides, strict=True) if c.table == MANY]
    labels.write(step.project, [new for _, _, new in rows])
    for change_, old, new in rows:
        step.note(Change(MANY, change_.id, old, new))
    for change_, (old, new) in zip(found, sides, strict=True):
        if change_.table == LABEL_SCHEMA and old is not None and new is not None:
            schema = from_dict(new)
            _require_known(step.project, target, schema)
            labels.put_schema(step, from_dict(old), schema)


def _require_unchanged(project: Project, target: Edit, found: Change, old: Any) -> None:
    if found.table == LABEL_SCHEMA:
        if not same(project.schema(), from_dict(old)):
            raise Refused(f"“{target.summary}” cannot be turned: the labels were changed since")
        return
    count = labels.differing(project, old)
    if count:
        rows = f"{count} of its {old['table']}s" if count > 1 else f"one of its {old['table']}s"
        raise Refused(f"“{target.summary}” cannot be turned: {rows} changed since")


def _require_known(project: Project, target: Edit, schema: LabelSchema) -> None:
    found = labels.unknown(project, schema)
    if found is not None:
        raise Refused(
            f"“{target.summary}” cannot be turned: {found[2]} spans carry {found[1]} by now"
        )


def _with_carried(
    project: Project, before: LabelSchema, after: LabelSchema, moves: Moves
) -> LabelSchema:
    """``after`` with what it leaves out and rows still need, retired."""
    layers = {x.id: x for x in after.layers}
    for layer in before.layers:
        known = layers.get(layer.id)
        ids = {x.id for x in known.labels} if known else set()
        left = [
            replace(x, retired=True, key="")
            for x in layer.labels
            if x.id not in ids
            and (layer.id, x.id) not in moves
            and labels.carried(project, layer.id, x.id)
        ]
        if left:
            base = known or Layer(layer.id, layer.name, "", ())
            layers[layer.id] = replace(base, labels=(*base.labels, *left))
    relations = {x.id for x in after.relations}
    gone = [
        replace(x, head=(), tail=(), retired=True)
        for x in before.relations
        if x.id not in relations and labels.linked(project, x.id)
    ]
    return replace(after, layers=tuple(layers.values()), relations=(*after.relations, *gone))


def _summary(before: LabelSchema, after: LabelSchema, moves: Moves, moved: int) -> str:
    parts = [
        f"{old} {'merged into' if before.label(layer, new) else 'renamed to'} {new}"
        for (layer, old), new in moves.items()
    ]
    parts += _layers(before, after)
    parts += _differences(_ids(before), _ids(after), moves)
    words = ", ".join(parts[:3]) + (f" and {len(parts) - 3} more" if len(parts) > 3 else "")
    spans = f" ({count(moved, 'decision')})" if moved else ""
    return f"Labels: {words}{spans}" if words else "Labels changed"


def _layers(before: LabelSchema, after: LabelSchema) -> Sequence[str]:
    new = [x for x in after.layers if before.layer(x.id) is None]
    gone = [x for x in before.layers if after.layer(x.id) is None]
    return [f"layer {x.name} added" for x in new] + [f"layer {x.name} removed" for x in gone]


def _ids(schema: LabelSchema) -> dict[tuple[str, str], bool]:
    """Layer and label, with whether it is offered."""
    return {(x.id, y.id): not y.retired for x in schema.layers for y in x.labels}


def _differences(
    before: Mapping[tuple[str, str], bool], after: Mapping[tuple[str, str], bool], moves: Moves
) -> Sequence[str]:
    new = {(layer, label) for (layer, _), label in moves.items()}
    out = [f"{k[1]} added" for k in after if k not in before and k not in new]
    out += [f"{k[1]} removed" for k in before if k not in after and k not in moves]
    for key, offered in after.items():
        if before.get(key, offered) != offered:
            out.append(f"{key[1]} {'offered again' if offered else 'retired'}")
    return out
