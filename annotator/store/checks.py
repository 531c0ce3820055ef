"""Integrity of a project file: SQLite's own, foreign keys, every offset, every span's text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from annotator.model.errors import ProjectDamaged
from annotator.store.articles import digest
from annotator.store.failures import failure
from annotator.store.project import Project


def problems(project: Project) -> Iterator[str]:
    """One line for each thing that is wrong; nothing when the project is sound.

    It reads one moment of the project, also while others write.
    """
    with project.reading():
        try:
            yield from _sqlite(project)
            yield from _values(project)
            yield from _articles(project)
            yield from _states(project)
            yield from _merges(project)
        except sqlite3.Error as error:
            yield f"SQLite: {error}"


def require_whole(project: Project) -> None:
    """Look at every page, but not at what the rows say. Raises ProjectDamaged."""
    try:
        (line,) = project.db.conn.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise failure(error, project.path) from error
    if line != "ok":
        raise ProjectDamaged("the project file is damaged", str(project.path))


def _sqlite(project: Project) -> Iterator[str]:
    conn = project.db.conn
    for (line,) in conn.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"SQLite: {line}"
    for table, rowid, parent, _ in conn.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {rowid} refers to a {parent} that is not there"


def _articles(project: Project) -> Iterator[str]:
    conn = project.db.conn
    cursor = conn.execute("SELECT pk, id, text, digest FROM article ORDER BY pk")
    for pk, article_id, text, stored in cursor:
        if not isinstance(text, str):
            yield f"article {article_id}: its text is no text"
            continue
        if digest(text) != stored:
            yield f"article {article_id}: its text is not the one that was imported"
        for start, end in conn.execute('SELECT start, "end" FROM zone WHERE article = ?', (pk,)):
            if not _inside(start, end, text):
                yield f"article {article_id}: a zone {start}–{end} lies outside the text"
        for span, start, end, covered in conn.execute(
            'SELECT id, start, "end", text FROM span WHERE article = ?', (pk,)
        ):
            if not _inside(start, end, text):
                yield f"article {article_id}: span {span} {start}–{end} lies outside the text"
            elif text[start:end] != covered:
                yield (
                    f"article {article_id}: span {span} says {covered!r},"
                    f" the text at {start}–{end} is {text[start:end]!r}"
                )


def _inside(start: object, end: object, text: str) -> bool:
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)


JSON = (
    ("article", "meta", "object"),
    ("entity", "aliases", "array"),
    ("span", "attributes", "object"),
    ("edit", "changes", "array"),
    ("label_schema", "body", "object"),
)


_TEXT, _MAYBE, _NUMBER = "('text')", "('text', 'null')", "('real', 'integer', 'null')"
_WHOLE = "('integer')"
TYPES = {
    "article": {"id": _TEXT, "title": _TEXT, "source": _MAYBE, "url": _MAYBE, "published": _MAYBE},
    "zone": {"start": _WHOLE, "end": _WHOLE, "kind": _TEXT},
    "span": {
        "id": _TEXT, "layer": _TEXT, "label": _TEXT, "start": _WHOLE, "end": _WHOLE,
        "text": _TEXT, "score": _NUMBER, "note": _MAYBE, "unsure": _WHOLE, "made_from": _MAYBE,
        "reason": _MAYBE, "entity": _MAYBE,
    },
    "relation": {"id": _TEXT, "label": _TEXT, "made_from": _MAYBE},
    "entity": {"id": _TEXT, "name": _TEXT, "label": _TEXT, "external": _MAYBE, "note": _MAYBE},
    "review": {"flag": _WHOLE, "seconds": _WHOLE, "comment": _MAYBE},
}  # fmt: skip


def odd(table: str) -> str:
    """The condition of SQL that a row has a value of a kind that its column must not have."""
    return " OR ".join(f'typeof("{name}") NOT IN {kinds}' for name, kinds in TYPES[table].items())


def no_json(column: str, shape: str) -> str:
    """The condition of SQL that a column is no JSON of a shape."""
    return f"CASE WHEN json_valid({column}) THEN json_type({column}) <> '{shape}' ELSE 1 END"


def _values(project: Project) -> Iterator[str]:
    # SQLite lets anything stand in any column.
    for table in TYPES:
        for (rowid,) in project.db.conn.execute(f"SELECT rowid FROM {table} WHERE {odd(table)}"):
            yield f"{table} row {rowid} has a value of a wrong kind"
    for table, column, shape in JSON:
        found = project.db.conn.execute(
            f"SELECT rowid FROM {table} WHERE {no_json(column, shape)} ORDER BY rowid"
        )
        for (rowid,) in found:
            yield f"{table} row {rowid}: its {column} are no JSON {shape}"


def _states(project: Project) -> Iterator[str]:
    for table in ("span", "relation"):
        found = project.db.conn.execute(
            f"SELECT article.id, item.id, item.state FROM {table} AS item"
            " JOIN article ON article.pk = item.article"
            " JOIN annotator ON annotator.id = item.annotator"
            " WHERE annotator.kind = 'pipeline' AND item.state <> 'suggested'"
        )
        for article_id, item, state in found:
            yield f"article {article_id}: {table} {item} of a pipeline is {state}, not a suggestion"


def _merges(project: Project) -> Iterator[str]:
    found = project.db.conn.execute(
        "SELECT entity.id, into_.id FROM entity JOIN entity AS into_ ON into_.id = entity.same_as"
        " WHERE into_.same_as IS NOT NULL ORDER BY entity.id"
    )
    for entity, into in found:
        yield f"entity {entity} is merged into {into}, which is merged itself"
