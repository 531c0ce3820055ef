"""Makes rows that were saved from a broken project fit together; says what it leaves out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from annotator.model.errors import FormatError
from annotator.model.people import PERSON, PIPELINE, known_forms
from annotator.model.schema import Label, LabelSchema, Layer, from_dict
from annotator.store import checks, derived, history
from annotator.store.articles import digest
from annotator.store.project import Project, default_schema

# What is made anew from the other tables.
DERIVED = (
    "article_find", "article_hash", "article_sketch", "edit_touch", "entity_form", "schema_label",
    "story", "tag",
)  # fmt: skip
_EMPTY = {"object": "{}", "array": "[]"}
# A reference that may be missing; of any other the row falls with what it refers to.
_LOOSE = {
    ("span", "made_from"), ("span", "entity"), ("relation", "made_from"),
    ("entity", "same_as"), ("entity", "made_by"),
}  # fmt: skip
_NAMED = {
    "span": "layer || ':' || label || ' “' || text || '”'",
    "relation": "label",
    "entity": "label || ' “' || name || '”'",
    "edit": "summary",
}


def tables(conn: sqlite3.Connection) -> list[str]:
    """The tables that hold what cannot be made anew."""
    found = conn.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'article_fts%' AND name <> '_sqlite_migrations'"
    )
    return [name for (name,) in found if name not in DERIVED]


def mend(project: Project, lost: list[str], changed: list[str]) -> None:
    """Bring the tables to what ``annotator check`` expects; ``lost`` and ``changed`` get words.

    Call inside a transaction with foreign keys off. Raises sqlite3.Error.
    """
    _drop_odd(project.db.conn, lost, changed)
    _require_schema(project, changed)
    _name_the_unknown(project.db.conn, changed)
    _compare_texts(project.db.conn, lost, changed)
    _tie(project.db.conn, lost, changed)
    _extend_schema(project, changed)
    _derive(project)


def _drop_odd(conn: sqlite3.Connection, lost: list[str], changed: list[str]) -> None:
    for table in checks.TYPES:
        _delete(conn, table, checks.odd(table), "has a value of a wrong kind", lost)
    for table, column, shape in checks.JSON:
        odd = checks.no_json(column, shape)
        if table in ("edit", "label_schema"):
            _delete(conn, table, odd, f"its {column} cannot be read", lost)
            continue
        found = conn.execute(f"SELECT rowid FROM {table} WHERE {odd}").fetchall()
        conn.execute(f"UPDATE {table} SET {column} = ? WHERE {odd}", (_EMPTY[shape],))
        changed += [f"{table} row {r}: its {column} could not be read" for (r,) in found]


def _delete(
    conn: sqlite3.Connection, table: str, condition: str, why: str, lost: list[str]
) -> None:
    found = conn.execute(f"SELECT rowid FROM {table} WHERE {condition}").fetchall()
    conn.executemany(f"DELETE FROM {table} WHERE rowid = ?", found)
    lost += [f"{table} row {rowid}: {why}" for (rowid,) in found]


def _require_schema(project: Project, changed: list[str]) -> None:
    conn = project.db.conn
    for version, body in conn.execute("SELECT version, body FROM label_schema").fetchall():
        try:
            from_dict(json.loads(body))
        except (ValueError, TypeError, FormatError):
            conn.execute("DELETE FROM label_schema WHERE version = ?", (version,))
            changed.append(f"version {version} of the label schema could not be read")
    if not conn.execute("SELECT count(*) FROM label_schema").fetchone()[0]:
        project.add_schema(default_schema())
        changed.append("the label schema is lost; the one that comes with Annotator stands for it")


def _name_the_unknown(conn: sqlite3.Connection, changed: list[str]) -> None:
    """Spans and steps of an annotator whose row is lost are kept, under another name."""
    used = " UNION ".join(
        f"SELECT {column} FROM {table}"
        for table, column in (
            ("span", "annotator"), ("relation", "annotator"), ("review", "annotator"),
            ("suggest_run", "annotator"), ("edit", "annotator"), ("entity", "made_by"),
        )
    )  # fmt: skip
    missing = conn.execute(
        f"SELECT * FROM ({used}) WHERE annotator NOT NULL"
        " AND annotator NOT IN (SELECT id FROM annotator)"
    ).fetchall()
    for (number,) in missing:
        (ran,) = conn.execute(
            "SELECT EXISTS (SELECT 1 FROM suggest_run WHERE annotator = ?)"
            " OR EXISTS (SELECT 1 FROM span WHERE annotator = ? AND state = 'suggested')",
            (number, number),
        ).fetchone()
        name = f"lost-{number}"
        conn.execute(
            "INSERT INTO annotator (id, name, kind) VALUES (?, ?, ?)",
            (number, name, PIPELINE if ran else PERSON),
        )
        changed.append(f"the name of annotator {number} is lost; it is {name} now")


def _compare_texts(conn: sqlite3.Connection, lost: list[str], changed: list[str]) -> None:
    for pk, article, text, stored in conn.execute(
        "SELECT pk, id, text, digest FROM article"
    ).fetchall():
        if digest(text) != stored:
            conn.execute("UPDATE article SET digest = ? WHERE pk = ?", (digest(text), pk))
            changed.append(f"article {article}: its text is not the one that was imported")
        zones = conn.execute('SELECT rowid, start, "end" FROM zone WHERE article = ?', (pk,))
        odd = [rowid for rowid, start, end in zones if not 0 <= start < end <= len(text)]
        conn.executemany("DELETE FROM zone WHERE rowid = ?", [(x,) for x in odd])
        lost += [f"article {article}: a zone that lies outside the text"] * len(odd)
        spans = conn.execute(
            'SELECT rowid, id, label, start, "end", text FROM span WHERE article = ?', (pk,)
        ).fetchall()
        for rowid, span, label, start, end, words in spans:
            if not 0 <= start < end <= len(text) or text[start:end] != words:
                conn.execute("DELETE FROM span WHERE rowid = ?", (rowid,))
                lost.append(f"article {article}: span {span} {label} “{words}” is not in the text")


def _tie(conn: sqlite3.Connection, lost: list[str], changed: list[str]) -> None:
    """Let go of references to what is lost, and of rows that mean nothing without it."""
    for table in DERIVED:
        conn.execute(f"DELETE FROM {table}")
    while broken := conn.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, parent, number in broken:
            listed = conn.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            columns = [row[3] for row in listed if row[0] == number]
            name = _name(conn, table, rowid)
            if (table, columns[-1]) in _LOOSE:
                conn.execute(f"UPDATE {table} SET {columns[-1]} = NULL WHERE rowid = ?", (rowid,))
                changed.append(f"{name}: its {columns[-1].replace('_', ' ')} is lost")
            else:
                conn.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
                lost.append(f"{name}: its {parent} is lost")


def _name(conn: sqlite3.Connection, table: str, rowid: int) -> str:
    words = _NAMED.get(table, "''")
    row = conn.execute(f'SELECT {words} FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
    return f"{table} {row[0] if row and row[0] else rowid}"


def _extend_schema(project: Project, changed: list[str]) -> None:
    schema = project.schema()
    found = project.db.conn.execute("SELECT DISTINCT layer, label FROM span").fetchall()
    renamed = {(x.layer, x.label) for x in schema.renamed}
    missing = [x for x in found if schema.label(*x) is None and x not in renamed]
    if missing:
        project.add_schema(_with(schema, missing))
        changed += [f"the label {label} was added to the label schema" for _, label in missing]


def _with(schema: LabelSchema, missing: Iterable[tuple[str, str]]) -> LabelSchema:
    layers = {x.id: x for x in schema.layers}
    for layer_id, label in missing:
        layer = layers.get(layer_id) or Layer(layer_id, layer_id.capitalize(), "", ())
        layers[layer_id] = replace(layer, labels=(*layer.labels, Label(label, label)))
    return replace(schema, version=schema.version + 1, layers=tuple(layers.values()))


def _derive(project: Project) -> None:
    conn = project.db.conn
    derived.write_labels(project.db, project.schema())
    derived.fill(project.db)
    for entity, name, label, aliases in conn.execute(
        "SELECT id, name, label, aliases FROM entity"
    ).fetchall():
        conn.executemany(
            "INSERT INTO entity_form (form, label, entity) VALUES (?, ?, ?)",
            [(form, label, entity) for form in known_forms(name, label, json.loads(aliases))],
        )
    whole = conn.execute("SELECT id FROM edit WHERE article IS NULL").fetchall()
    for (edit_id,) in whole:
        edit = history.one(project, edit_id)
        conn.executemany(
            "INSERT INTO edit_touch (article, edit) SELECT pk, ? FROM article WHERE pk = ?",
            [(edit_id, pk) for pk in (edit.articles if edit else ())],
        )
