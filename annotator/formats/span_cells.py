"""Tables of texts whose spans stand in a cell: Label Studio's CSV, lists that pandas wrote."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from typing import Any

from annotator.formats.jsonfile import storable, whole, words

START, END, LABEL, WORDS = "\0start", "\0end", "\0label", "\0words"
# What Label Studio says of the work, not of the text.
_WORK = {"annotation_id", "created_at", "updated_at", "lead_time"}
_MAX = 5_000_000
Row = tuple[int, dict[str, str]]


def column(names: Sequence[str], rows: Sequence[Row]) -> str:
    """The column whose cells list spans wherever they are not empty; "" where there is none."""
    for name in names:
        cells = [c for _, row in rows[:500] if (c := row.get(name, "").strip()) not in ("", "[]")]
        if cells and all(c.startswith("[") for c in cells) and all(map(_spans, cells)):
            return name
    return ""


def expanded(rows: Sequence[Row], name: str) -> list[Row]:
    """A row for each span, and one for each text that has none."""
    out = []
    for line, row in rows:
        rest = {k: v for k, v in row.items() if k != name and k not in _WORK}
        found = _spans(row.get(name, ""))
        out += [(line, rest | span) for span in found or [{}]]
    return out


def _spans(cell: str) -> list[dict[str, str]]:
    """The spans of a cell, each as cells; empty where it lists none, or anything else."""
    out = []
    found = _parsed(cell)
    for one in found if isinstance(found, list | tuple) else ():
        span = _span(one)
        if span is None:
            return []
        out += span
    return out


def _parsed(cell: str) -> Any:
    if len(cell) > _MAX:
        return None
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        pass
    try:
        # As Python writes lists of tuples; a cell longer than this is no such list.
        if len(cell) > _MAX // 10:
            return None
        return ast.literal_eval(cell)
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return None


def _span(item: Any) -> list[dict[str, str]] | None:
    if isinstance(item, Mapping):
        places = [item.get(k) for k in ("start", "end")]
        found = item.get("labels", item.get("label", item.get("type")))
        covered = item.get("text")
    elif isinstance(item, list | tuple) and len(item) == 3:
        places, found, covered = list(item[:2]), item[2], None
    else:
        return None
    start, end = (whole(x) for x in places)
    if start is None or end is None:
        return None
    many = found if isinstance(found, list) else [found]
    labels = [storable(x) for x in map(words, many) if x] or ["OTHER"]
    said = {START: str(start), END: str(end)}
    said |= {WORDS: storable(covered)} if isinstance(covered, str) and covered else {}
    return [{**said, LABEL: label} for label in labels]
