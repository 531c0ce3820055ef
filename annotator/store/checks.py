"""Integrity of a project file: SQLite's own, foreign keys, every offset, every span's text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from annotator.store.articles import digest
from annotator.store.project import Project


def problems(project: Project) -> Iterator[str]:
    """One line for each thing that is wrong; nothing when the project is sound.

    It reads one moment of the project, also while others write.
    """
    with project.reading():
        try:
            yield from _sqlite(project)
            yield from _articles(project)
            yield from _states(project)
            yield from _merges(project)
        except sqlite3.Error as error:
            yield f"SQLite: {error}"


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
        if digest(text) != stored:
            yield f"article {article_id}: its text is not the one that was imported"
        for start, end in conn.execute('SELECT start, "end" FROM zone WHERE article = ?', (pk,)):
            if not 0 <= start < end <= len(text):
                yield f"article {article_id}: a zone {start}–{end} lies outside the text"
        for span, start, end, covered in conn.execute(
            'SELECT id, start, "end", text FROM span WHERE article = ?', (pk,)
        ):
            if not 0 <= start < end <= len(text):
                yield f"article {article_id}: span {span} {start}–{end} lies outside the text"
            elif text[start:end] != covered:
                yield (
                    f"article {article_id}: span {span} says {covered!r},"
                    f" the text at {start}–{end} is {text[start:end]!r}"
                )


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
