"""An edit in words: what of a span was how before, and is how after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from annotator.model.edit import Change, Edit

_SHOWN = ("label", "text", "state", "unsure", "note", "entity")


def from_to(edit: Edit, ids: Collection[str] | None = None) -> str:
    """The first change of a span in an edit as "ORG → GPE"; of one of ``ids``, if given.

    "" when the edit is about something else.
    """
    changes = [c for c in edit.changes if c.table == "span" and (ids is None or c.id in ids)]
    return _of_span(changes[0]) if changes else _of_review(edit.changes)


def _of_span(change: Change) -> str:
    before, after = change.before, change.after
    if before is None and after is None:
        return ""
    if before is None and after is not None and after.get("made_from"):
        return f"suggested → {after['state']} as {after['label']}"
    if before is None:
        return f"nothing → {_short(after)}"
    if after is None:
        return f"{_short(before)} → nothing"
    parts = [
        f"{_value(before.get(name))} → {_value(after.get(name))}"
        for name in _SHOWN
        if before.get(name) != after.get(name)
    ]
    old, new = before.get("attributes") or {}, after.get("attributes") or {}
    parts += [
        f"{name}: {_value(old.get(name))} → {_value(new.get(name))}"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]
    return ", ".join(parts)


def _of_review(changes: tuple[Change, ...]) -> str:
    for change in changes:
        if change.table == "review":
            old, new = change.before or {}, change.after or {}
            for name in ("status", "comment", "flag"):
                if old.get(name) != new.get(name):
                    return f"{_value(old.get(name))} → {_value(new.get(name))}"
    return ""


def _short(row: Mapping[str, Any] | None) -> str:
    return f"{row['label']} “{_value(row['text'])}”" if row else "nothing"


def _value(value: Any, most: int = 32) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    words = " ".join(str(value or "none").replace("_", " ").split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
