"""Everything said about the articles as ``jsonl``, written by SQLite alone.

The same lines as the lossless export writes. They do not come by way of this program's own
reading of the tables, so no error in that can keep them back.
"""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path

from annotator.store import replacing

_TRUTH = "json(CASE {0} WHEN 0 THEN 'false' ELSE 'true' END)"
# What is no JSON is kept as the words it is.
_JSON = "CASE WHEN json_valid({0}) THEN json({0}) ELSE {0} END"


def _object(fields: dict[str, str]) -> str:
    return "json_object(" + ", ".join(f"'{name}', {value}" for name, value in fields.items()) + ")"


def _list(item: str, source: str) -> str:
    return f"(SELECT json_group_array(json({item})) FROM ({source}))"


def _plain(names: str, table: str = "") -> dict[str, str]:
    prefix = f"{table}." if table else ""
    return {name: f'{prefix}"{name}"' for name in names.split()}


_SPAN = {
    **_plain("id layer label start end text state"),
    "annotator": "who",
    "score": "score",
    "attributes": _JSON.format("attributes"),
    **_plain("entity note"),
    "unsure": _TRUTH.format("unsure"),
    **_plain("made_from reason created modified"),
}
_RELATION = {
    **_plain("id label head tail state"),
    "annotator": "who",
    **_plain("made_from created modified"),
}
_ENTITY = {
    **_plain("id name label"),
    "aliases": _JSON.format("aliases"),
    **_plain("external note same_as"),
}
_REVIEW = {
    "annotator": "who",
    **_plain("status seconds"),
    "flag": _TRUTH.format("flag"),
    "comment": "comment",
}
_META = {
    **_plain("source url published language sha256 imported_at origin", "a"),
    "extra": _JSON.format("a.meta"),
}
_WITH_NAME = (
    "SELECT {0}.*, annotator.name AS who FROM {0} JOIN annotator ON annotator.id = {0}.annotator"
    " WHERE {0}.article = a.pk ORDER BY {1}"
)
_MENTIONED = (
    "SELECT * FROM entity WHERE id IN (SELECT entity FROM span WHERE article = a.pk UNION"
    " SELECT same_as FROM entity WHERE id IN (SELECT entity FROM span WHERE article = a.pk))"
    " ORDER BY id"
)
_USED = " UNION ".join(
    f"SELECT annotator FROM {table} WHERE article = a.pk"
    for table in ("span", "relation", "review", "suggest_run")
)
_ARTICLE = {
    **_plain("id title text", "a"),
    "meta": _object(_META),
    "zones": _list(
        _object(_plain("start end kind")),
        'SELECT * FROM zone WHERE article = a.pk ORDER BY start, "end"',
    ),
    "spans": _list(_object(_SPAN), _WITH_NAME.format("span", 'start, "end", span.id')),
    "relations": _list(_object(_RELATION), _WITH_NAME.format("relation", "relation.id")),
    "entities": _list(_object(_ENTITY), _MENTIONED),
    "reviews": _list(_object(_REVIEW), _WITH_NAME.format("review", "who")),
    "annotators": _list(
        _object(_plain("name kind version")),
        f"SELECT * FROM annotator WHERE id IN ({_USED}) ORDER BY name",
    ),
    "suggested_by": "(SELECT json_group_array(who) FROM ("
    + _WITH_NAME.format("suggest_run", "at").replace("WHERE", "WHERE error IS NULL AND")
    + "))",
}
_LINES = f"SELECT {_object(_ARTICLE)} FROM article a ORDER BY a.pk"


def write(
    connection: sqlite3.Connection, out: Path, stopped: Callable[[], bool] = lambda: False
) -> bool:
    """Write every article of a database of the newest version, packed with gzip.

    Returns False, with nothing written, when ``stopped`` said so. Raises sqlite3.Error, OSError.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        with gzip.open(part, "wb", compresslevel=3) as file:
            for (line,) in connection.execute(_LINES):
                if stopped():
                    return False
                file.write(line.encode() + b"\n")
        replacing.put(part, out)
    finally:
        part.unlink(missing_ok=True)
    return True
