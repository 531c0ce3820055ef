"""What is kept twice to be found quickly: filled for older projects, and kept true."""

from __future__ import annotations

from pathlib import Path

from builders import ANA, make, one, usual

from annotator.services import correcting
from annotator.services.queueing import Queue
from annotator.store import checks, derived, migrations
from annotator.store.project import Project

_TABLES = ("schema_label", "tag", "article_find")
_INDEXES = ("article_queue", "review_status", "suggest_failed", "span_label", "span_person",
            "span_unsure", "span_score")  # fmt: skip


def everything(project: Project) -> dict[str, list[tuple[object, ...]]]:
    return {t: sorted(project.db.conn.execute(f"SELECT * FROM {t}")) for t in _TABLES}


def test_a_project_from_before_gets_them_filled(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    claim = one(project, pk, "CLAIM", "trade fell 12% in March").id
    correcting.set_attribute(project, ANA, pk, claim, "topics", ["trade", "ports"])
    now, version = everything(project), project.db.conn.execute("PRAGMA user_version").fetchone()
    assert now["tag"] == [("claim", "topics", "ports"), ("claim", "topics", "trade")]
    conn = project.db.conn
    for name in _INDEXES:
        conn.execute(f"DROP INDEX {name}")
    for name, query in migrations.NAMED_VIEWS.items():
        project.db.create_view(name, query, replace=True)
    for name in (*_TABLES, "article_hash", "article_sketch", "story", "split"):
        conn.execute(f"DROP TABLE {name}")
    conn.execute("DELETE FROM _sqlite_migrations WHERE name > 'm004'")
    conn.execute("PRAGMA user_version = 3")
    project.close()
    with Project.open(project.path) as again:
        assert everything(again) == now
        assert again.db.conn.execute("PRAGMA user_version").fetchone() == version
        assert list(checks.problems(again)) == []
        assert Queue(ANA).find(again, "port label:org").pks == [pk]


def test_words_are_compared_without_case_and_accents() -> None:
    assert derived.fold("São PAULO Straße") == derived.fold("sao paulo STRASSE")
    assert derived.fold("") == ""
