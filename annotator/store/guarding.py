"""A file that says it is a project: are its tables, views and triggers those of one?"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from annotator.model.errors import ProjectDamaged, ProjectError
from annotator.store.handle import Handle, Migrations

# What sqlite-utils and the full text search make for themselves may differ with their version.
_OURS = (
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND"
    " (type = 'trigger' OR substr(name, 1, 7) <> 'sqlite_' AND tbl_name NOT IN"
    " ('_sqlite_migrations', 'article_fts_data', 'article_fts_idx', 'article_fts_docsize',"
    " 'article_fts_config'))"
)
# Of the schema that each version has: what is known needs no building to compare with.
KNOWN = {
    1: "020fb69977637628a26cecf1f97948bae4a764d7ab73ab2fdc819844fb5077db",
    2: "150d0f8d6a59fcbb7c5b8e87781697a2906bce80131ac9790eff219c468a55ea",
    3: "617d1bbce9470dc79a8e8831b0c608d0827f8edfb1f87a094099308316124814",
    4: "ddf0d7b31359874fd07c67c26261da3b64458ef461424e809d29d1e21f0689ee",
    5: "be1b8de09ad372b2ddda96abbcdd47abc203ccd59368f3b7ce1d1fd0157c05eb",
    6: "736952329381db7007c12ca588d616d8076856b719808876e9deedfd23b8ec4d",
}
# Of a newer version we know no more than that these hold data, and are no views.
_TABLES = (
    "'article', 'zone', 'annotator', 'span', 'relation', 'entity', 'review', 'edit',"
    " 'label_schema', 'suggest_run'"
)

Schema = Mapping[tuple[str, str], str]


def identify(connection: sqlite3.Connection, path: Path, application: int) -> int:
    """The project's version. Raises ProjectError for another program's database."""
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found != application:
        raise ProjectError(
            "this is a database of another program", str(path), "Choose an Annotator project"
        )
    return version


def require_own_schema(
    connection: sqlite3.Connection, path: Path, version: int, applied: Migrations
) -> None:
    """Raises ProjectDamaged when a table, view, index or trigger is not what it should be.

    Tables, views and indexes that someone added are let be; a trigger never, as it would change
    what is stored behind everyone's back.
    """
    if version > len(applied.steps):
        (odd,) = connection.execute(
            f"SELECT count(*) FROM sqlite_schema WHERE name IN ({_TABLES}) AND type = 'table'"
        ).fetchone()
        if odd != _TABLES.count(",") + 1:
            raise _lie(path, "its tables are not there")
        return
    found = read(connection)
    if digest(found) == KNOWN.get(version):
        return
    expected = made_by(applied, version)
    for key, sql in expected.items():
        if key not in found:
            raise _lie(path, f"its {key[0]} {key[1]} is missing")
        if found[key] != sql:
            raise _lie(path, f"its {key[0]} {key[1]} is not what Annotator makes")
    for kind, name in found.keys() - expected.keys():
        if kind == "trigger":
            raise _lie(path, f"it has a trigger of someone else’s, {name}")


def _lie(path: Path, what: str) -> ProjectDamaged:
    return ProjectDamaged(f"this is not a sound project: {what}", str(path))


def read(connection: sqlite3.Connection) -> Schema:
    """The statements of a database's schema, by kind and name, whatever their white space."""
    found = connection.execute(_OURS)
    return {(kind, name): f"{table} {' '.join(sql.split())}" for kind, name, table, sql in found}


def made_by(applied: Migrations, version: int) -> Schema:
    """The schema that the first migrations lead to."""
    first = Migrations(applied.name)
    first.steps = applied.steps[:version]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        first.apply(Handle(connection).utils)
        return read(connection)


def digest(schema: Schema) -> str:
    """One word for a whole schema."""
    words = "\n".join(f"{kind} {name} {sql}" for (kind, name), sql in sorted(schema.items()))
    return hashlib.sha256(words.encode()).hexdigest()
