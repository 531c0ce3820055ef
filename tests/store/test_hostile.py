"""Project files that lie: of other programs, with triggers and views, with anything in a column."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ANA, at, make, one, rows, shown, usual

from annotator.model.errors import ProjectDamaged, ProjectError
from annotator.model.schema import Label
from annotator.services import adding, concordance, deciding, searching, undoing
from annotator.store import articles, checks, guarding, history
from annotator.store import project as module
from annotator.store.migrations import migrations
from annotator.store.project import Project


def alter(path: Path, *statements: str) -> None:
    """Change a project behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def closed(folder: Path) -> Path:
    project, _ = make(folder, usual())
    project.close()
    return project.path


WRITABLE = "PRAGMA writable_schema = ON"
REMADE = "UPDATE sqlite_schema SET sql = replace(sql, {}, {}) WHERE name = {!r}"


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (
            [
                "CREATE TRIGGER lie AFTER UPDATE ON span BEGIN"
                " UPDATE span SET note = 'changed' WHERE rowid = new.rowid; END"
            ],
            "a trigger of someone else’s, lie",
        ),
        (
            [
                WRITABLE,
                "INSERT INTO sqlite_schema VALUES ('trigger', 'sqliteXlie', 'span', 0,"
                " 'CREATE TRIGGER sqliteXlie AFTER INSERT ON span BEGIN DELETE FROM edit; END')",
            ],
            "a trigger of someone else’s, sqliteXlie",
        ),
        (
            ["CREATE TRIGGER lie AFTER INSERT ON article_fts_docsize BEGIN DELETE FROM span; END"],
            "a trigger of someone else’s, lie",
        ),
        (
            [
                "DROP VIEW v_claims",
                "CREATE VIEW v_claims AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
                " SELECT i + 1 FROM n) SELECT i FROM n",
            ],
            "view v_claims is not what Annotator makes",
        ),
        (
            [
                "ALTER TABLE review RENAME TO real_review",
                "CREATE VIEW review AS SELECT * FROM real_review",
            ],
            "table review is missing",
        ),
        (["DROP INDEX span_same"], "index span_same is missing"),
        (
            [WRITABLE, REMADE.format("'state IN ('", "'1 OR state IN ('", "span")],
            "table span is not what Annotator makes",
        ),
        (["PRAGMA application_id = 7"], "database of another program"),
    ],
)
def test_a_schema_that_lies_is_refused_untouched(
    tmp_path: Path, statements: list[str], message: str
) -> None:
    path = closed(tmp_path)
    alter(path, *statements)
    before = path.read_bytes()
    for readonly in (False, True):
        with pytest.raises(ProjectError, match=message) as caught:
            Project.open(path, readonly=readonly)
        assert caught.value.remedy
    assert path.read_bytes() == before


def test_a_newer_file_whose_tables_are_views_is_refused(tmp_path: Path) -> None:
    path = closed(tmp_path)
    alter(
        path,
        "ALTER TABLE edit RENAME TO real_edit",
        "CREATE VIEW edit AS SELECT * FROM real_edit",
        f"PRAGMA user_version = {module.VERSION + 1}",
    )
    with pytest.raises(ProjectDamaged, match="tables are not there"):
        Project.open(path)


def test_what_someone_added_for_queries_of_their_own_is_let_be(tmp_path: Path) -> None:
    path = closed(tmp_path)
    alter(
        path,
        "CREATE TABLE mine (id INTEGER)",
        "CREATE VIEW my_people AS SELECT text FROM span WHERE label = 'PERSON'",
        "CREATE INDEX mine_by_text ON span (text)",
        "ANALYZE",
    )
    with Project.open(path) as project:
        deciding.accept(project, ANA, 1, one(project, 1, "GPE", "Varde").id)
        assert list(checks.problems(project)) == []


def test_the_known_schemas_are_those_that_the_migrations_make() -> None:
    made = {v: guarding.digest(guarding.made_by(migrations, v)) for v in guarding.KNOWN}
    assert made == guarding.KNOWN
    assert len(set(made.values())) == len(made)


def test_the_connection_trusts_nothing_before_it_knows_the_schema(tmp_path: Path) -> None:
    path = closed(tmp_path)
    # Of a version that is not known here it stays so.
    alter(path, f"PRAGMA user_version = {module.VERSION + 1}")
    with Project.open(path) as project:
        read = {
            name: project.db.conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("trusted_schema", "cell_size_check", "query_only")
        }
        assert read == {"trusted_schema": 0, "cell_size_check": 1, "query_only": 1}
        assert project.db.conn.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 1


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE span SET attributes = '{' WHERE label = 'GPE'", "JSON that cannot be read"),
        ("UPDATE span SET attributes = '[1]' WHERE label = 'GPE'", "JSON of a wrong kind"),
        (f"UPDATE span SET attributes = '{DEEP}' WHERE label = 'GPE'", "JSON that cannot be read"),
        ("UPDATE article SET meta = '7'", "JSON of a wrong kind"),
        ("UPDATE span SET score = 'high' WHERE label = 'GPE'", "a value of a wrong kind"),
        ("UPDATE span SET start = 'x', \"end\" = 'y' WHERE label = 'GPE'", "a wrong kind"),
        ("UPDATE span SET note = x'00ff' WHERE label = 'GPE'", "a value of a wrong kind"),
        ("UPDATE span SET text = CAST(x'ff00' AS TEXT) WHERE label = 'GPE'", "damaged"),
        ("UPDATE span SET \"end\" = 90000 WHERE label = 'GPE'", "lies outside the text"),
        ('UPDATE zone SET "end" = 90000', "lies outside the text"),
        ("UPDATE zone SET kind = x'00'", "a value of a wrong kind"),
        ("UPDATE article SET text = x'00'", "a value of a wrong kind"),
        ("UPDATE article SET text = zeroblob(1000000)", "a value of a wrong kind"),
    ],
)
def test_anything_in_a_column_is_said_and_not_believed(
    tmp_path: Path, statement: str, message: str
) -> None:
    path = closed(tmp_path)
    alter(path, statement)
    with Project.open(path) as project:
        with pytest.raises(ProjectDamaged, match=message) as caught:
            articles.load(project, 1)
        assert "article number 1" in str(caught.value) or "damaged" in str(caught.value)
        assert list(checks.problems(project)) != []


def test_a_label_schema_or_history_that_cannot_be_read(tmp_path: Path) -> None:
    path = closed(tmp_path)
    with Project.open(path) as project:
        deciding.accept(project, ANA, 1, one(project, 1, "GPE", "Varde").id)
    alter(
        path, "UPDATE edit SET changes = '[7]'", "UPDATE label_schema SET body = '{\"layer\": 3}'"
    )
    with Project.open(path) as project:
        with pytest.raises(ProjectDamaged, match="history cannot be read"):
            history.next_undo(project, ANA)
        with pytest.raises(ProjectDamaged, match="label schema is damaged"):
            project.schema()


NASTY = "'; DROP TABLE span; --"


def test_a_label_that_would_be_sql_is_a_label(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    schema = project.schema()
    layers = [
        replace(x, labels=(*x.labels, Label(NASTY, NASTY))) if x.id == "entity" else x
        for x in schema.layers
    ]
    project.save_schema(replace(schema, layers=tuple(layers)))
    before = len(rows(project)["span"])
    adding.add_span(project, ANA, pk, "entity", NASTY, *at("quay"))
    assert (NASTY, "quay", "accepted") in shown(project, pk)
    found = concordance.Search(f'label:"{NASTY}"', ANA).step(project, 5)
    assert [h.match for h in found.hits] == ["quay"]
    assert searching.search(project, NASTY) == []
    undoing.undo(project, ANA)
    assert len(rows(project)["span"]) == before
    assert list(checks.problems(project)) == []
    project.close()


def test_ten_thousand_labels(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    schema = project.schema()
    many = tuple(Label(f"L{n}", f"L{n}") for n in range(10_000))
    layers = [replace(x, labels=(*x.labels, *many)) for x in schema.layers if x.id == "entity"]
    rest = [x for x in schema.layers if x.id != "entity"]
    project.save_schema(replace(schema, layers=(*layers, *rest)))
    project.close()
    began = time.process_time()
    with Project.open(project.path) as project:
        assert len(project.schema().layer("entity").labels) > 10_000
        adding.add_span(project, ANA, pk, "entity", "L9999", *at("quay"))
        assert ("L9999", "quay", "accepted") in shown(project, pk)
    assert time.process_time() - began < 5


def test_json_of_the_schema_that_is_not_what_it_says(tmp_path: Path) -> None:
    path = closed(tmp_path)
    body = json.dumps({"layer": [{"id": 3, "name": "x", "label": []}]})
    alter(path, f"UPDATE label_schema SET body = '{body}'")
    with Project.open(path) as project, pytest.raises(ProjectDamaged, match="label schema"):
        project.schema()
