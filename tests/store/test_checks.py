"""What `annotator check` finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import ANA, make, one, usual

from annotator.services import deciding
from annotator.store import checks
from annotator.store.project import Project


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Project]:
    project, pk = make(tmp_path, usual())
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    yield project
    project.close()


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        (
            "UPDATE article SET text = replace(text, 'quay', 'yard')",
            "not the one that was imported",
        ),
        ("UPDATE span SET text = 'Esbjerg' WHERE text = 'Varde'", "says 'Esbjerg'"),
        ("UPDATE span SET start = start + 1 WHERE text = 'Varde'", "says 'Varde', the text at"),
        ("UPDATE span SET \"end\" = 9999 WHERE text = 'Varde'", "lies outside the text"),
        ('UPDATE zone SET "end" = 9999', "a zone 0–9999 lies outside"),
        ("UPDATE relation SET tail = 'gone'", "refers to a span that is not there"),
        ("UPDATE span SET made_from = 'gone' WHERE made_from IS NOT NULL", "refers to a span"),
        ("UPDATE span SET entity = 'gone'", "refers to a entity"),
        ("UPDATE span SET state = 'accepted' WHERE label = 'CLAIM'", "not a suggestion"),
        ("UPDATE relation SET state = 'accepted'", "not a suggestion"),
    ],
)
def test_each_kind_of_damage_is_found(work: Project, damage: str, finding: str) -> None:
    assert list(checks.problems(work)) == []
    work.db.conn.execute("PRAGMA foreign_keys = OFF")
    work.db.conn.execute(damage)
    found = list(checks.problems(work))
    assert found and all(isinstance(x, str) for x in found)
    assert any(finding in x for x in found), found


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    make(tmp_path, usual())[0].close()
    path = tmp_path / "p.db"
    data = bytearray(path.read_bytes())
    place = data.index(b"claimCLAIM") // 4096 * 4096
    data[place : place + 40] = b"\xff" * 40
    path.write_bytes(data)
    with Project.open(path) as project:
        assert any("SQLite" in x for x in checks.problems(project))


def test_checking_while_others_write(work: Project) -> None:
    with Project.open(work.path) as other:
        problems = checks.problems(other)
        deciding.accept(work, ANA, 1, one(work, 1, "DIRECT", "The quay is open").id)
        assert list(problems) == []


def test_a_merge_into_what_is_merged_itself_is_found(tmp_path: Path) -> None:
    project, _ = make(tmp_path)
    with project.transaction():
        project.db.conn.executemany(
            "INSERT INTO entity (id, name, label, same_as) VALUES (?, ?, 'GPE', ?)",
            [("e1", "a", None), ("e2", "b", "e1"), ("e3", "c", "e1")],
        )
    assert list(checks.problems(project)) == []
    with project.transaction():
        project.db.conn.execute("UPDATE entity SET same_as = 'e2' WHERE id = 'e3'")
    assert list(checks.problems(project)) == ["entity e3 is merged into e2, which is merged itself"]
    project.close()
