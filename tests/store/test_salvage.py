"""Broken projects: what can be read comes out, in a sound project, and the rest is named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import (
    ANA,
    BEN,
    TEXT,
    add_article,
    attempt,
    make,
    random_action,
    random_suggestions,
    suggest,
)

from annotator.model.errors import ProjectError
from annotator.services import deciding, marking, searching, undoing
from annotator.store import articles, checks, mending, salvage
from annotator.store.pages import Pages
from annotator.store.project import Project

PAGE = 4096
Rows = dict[str, list[tuple[object, ...]]]


def everything(project: Project) -> Rows:
    """All rows of all tables but the index of words."""
    names = [*mending.tables(project.db.conn), *mending.DERIVED]
    out = {}
    for name in names:
        # Filled as articles are looked at.
        if name in ("article_hash", "article_sketch", "story"):
            continue
        found = project.db.conn.execute(f'SELECT * FROM "{name}"').fetchall()
        out[name] = sorted(found, key=repr)
    return out


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty articles, two of them long, on which two people worked."""
    folder = tmp_path_factory.mktemp("story")
    project, pk = make(folder)
    dice = random.Random(3)
    pks = [pk]
    for number in range(12):
        text = f"{number} {TEXT} " * (60 if number % 6 == 0 else 1)
        pks.append(add_article(project, f"b{number}", text, source="Wire"))
        suggest(project, pks[-1], random_suggestions(dice, text, 30))
    for _ in range(70):
        at = dice.choice(pks)
        attempt(
            random_action(dice, project, at, dice.choice((ANA, BEN)), articles.load(project, at))
        )
    places = [marking.Place(pk, 0, 4) for pk in pks]
    marking.label(project, ANA, places, "entity", "OTHER")
    project.close()
    return project.path


@pytest.fixture(scope="module")
def expected(story: Path) -> Rows:
    with Project.open(story) as project:
        return everything(project)


@pytest.fixture
def broken(story: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copy(story, tmp_path / "broken.db"))


def repaired(path: Path) -> tuple[salvage.Salvaged, Rows]:
    before = path.read_bytes()
    out = path.with_name("out.db")
    report = salvage.salvage(path, out)
    assert path.read_bytes() == before
    with Project.open(out) as project:
        assert list(checks.problems(project)) == []
        found = everything(project)
    assert not list(path.parent.glob(".*"))
    return report, found


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def leaves_of(path: Path, table: str) -> list[int]:
    with closing(sqlite3.connect(path)) as conn:
        (root,) = conn.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    with closing(Pages(path)) as pages:
        return list(pages.leaves(root))


def test_of_a_sound_project_everything_comes_out(broken: Path, expected: Rows) -> None:
    report, found = repaired(broken)
    assert found == expected
    assert report.lost == [] and report.changed == []
    assert report.rows["article"] == 13
    # Also what the tables say twice works again.
    with Project.open(broken.with_name("out.db")) as project:
        assert len(searching.search(project, "Northwind", 100)) == 13


@pytest.mark.parametrize("damage", ["tables", "header", "beginning"])
def test_without_the_list_of_tables_the_rows_are_known_by_their_shape(
    broken: Path, expected: Rows, damage: str
) -> None:
    start, size = {"tables": (100, PAGE - 100), "header": (0, 100), "beginning": (0, PAGE)}[damage]
    overwrite(broken, start, bytes(size))
    with pytest.raises(ProjectError):
        Project.open(broken)
    report, found = repaired(broken)
    assert report.lost == []
    assert found == expected


@pytest.mark.parametrize("table", ["span", "article", "edit", "review"])
def test_a_page_that_is_lost_costs_its_rows_only(broken: Path, expected: Rows, table: str) -> None:
    leaves = leaves_of(broken, table)
    page = leaves[len(leaves) // 2]
    with closing(Pages(broken)) as pages:
        gone = len(pages.rows(page)[0])
    overwrite(broken, (page - 1) * PAGE, b"\xee" * PAGE)
    report, found = repaired(broken)
    assert gone and len(found[table]) <= len(expected[table]) - gone
    if table in ("edit", "review"):
        assert len(found[table]) == len(expected[table]) - gone
    if table == "article":
        # What was said about an article that is lost is named.
        assert any("its article is lost" in line for line in report.lost)
        assert len(found["article"]) == len(expected["article"]) - gone
    assert len(found["annotator"]) == len(expected["annotator"])


def test_a_branch_that_is_lost_costs_no_row(broken: Path, expected: Rows) -> None:
    with closing(sqlite3.connect(broken)) as conn:
        (root,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'span'").fetchone()
    with closing(Pages(broken)) as pages:
        assert pages.page(root)[0] == 0x05
    overwrite(broken, (root - 1) * PAGE, bytes(PAGE))
    _, found = repaired(broken)
    assert found == expected


def test_a_table_that_is_missing(broken: Path, expected: Rows) -> None:
    with closing(sqlite3.connect(broken)) as conn:
        conn.execute("DROP TABLE review")
        conn.execute("DROP TABLE label_schema")
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("DELETE FROM annotator WHERE name = 'ana'")
        conn.commit()
    with pytest.raises(ProjectError):
        Project.open(broken)
    report, found = repaired(broken)
    assert found["review"] == [] and len(found["span"]) == len(expected["span"])
    assert any("label schema is lost" in line for line in report.changed)
    assert any("it is lost-" in line for line in report.changed)


def test_a_file_cut_short(broken: Path, expected: Rows) -> None:
    size = broken.stat().st_size
    overwrite(broken, 0, b"")
    with broken.open("r+b") as file:
        file.truncate(size * 2 // 3)
    report, found = repaired(broken)
    assert 0 < len(found["article"]) <= len(expected["article"])
    assert report.lost or len(found["span"]) < len(expected["span"])


def test_what_is_in_the_log_only_is_saved_too(tmp_path: Path) -> None:
    project, pk = make(tmp_path, None)
    suggest(project, pk, random_suggestions(random.Random(1), TEXT, 20))
    project.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    deciding.accept_many(
        project, ANA, pk, [s.id for s in articles.load(project, pk).view(ANA).spans]
    )
    expected = everything(project)
    (tmp_path / "killed").mkdir()
    for name in ("p.db", "p.db-wal"):
        shutil.copy(tmp_path / name, tmp_path / "killed" / name)
    project.close()
    log = tmp_path / "killed" / "p.db-wal"
    _, found = repaired(tmp_path / "killed" / "p.db")
    assert found == expected
    # Of a step whose end never came to the disk nothing is there.
    (tmp_path / "killed" / "out.db").unlink()
    log.write_bytes(log.read_bytes()[:-10])
    _, found = repaired(tmp_path / "killed" / "p.db")
    assert len(found["edit"]) == len(expected["edit"]) - 1
    assert set(found["span"]) < set(expected["span"])


def test_spans_that_no_longer_fit_their_text_are_named(tmp_path: Path) -> None:
    project, pk = make(tmp_path, None)
    suggest(project, pk, random_suggestions(random.Random(1), TEXT, 20))
    conn = project.db.conn
    conn.execute("UPDATE span SET text = 'nonsense' WHERE rowid = 3")
    conn.execute("UPDATE span SET attributes = '{' WHERE rowid = 4")
    conn.execute('UPDATE zone SET "end" = 100000')
    conn.execute("UPDATE article SET digest = 'x'")
    conn.execute("UPDATE span SET score = 'high' WHERE rowid = 5")
    conn.execute("INSERT INTO label_schema VALUES (9, 'now', 'mine', '{}')")
    before = len(everything(project)["span"])
    project.close()
    report, found = repaired(project.path)
    assert len(found["span"]) <= before - 2
    words = "\n".join(report.lost)
    assert "“nonsense” is not in the text" in words and "a zone that lies outside" in words
    assert "span row 5: has a value of a wrong kind" in words
    words = "\n".join(report.changed)
    assert "not the one that was imported" in words and "its attributes could not be read" in words
    assert "version 9 of the label schema" in words


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_broken_nothing_is_invented(broken: Path, expected: Rows, seed: int) -> None:
    dice = random.Random(seed)
    pages = broken.stat().st_size // PAGE
    for _ in range(dice.choice((1, 5, 30))):
        page = dice.randrange(pages)
        if dice.random() < 0.5:
            overwrite(broken, page * PAGE, bytes(PAGE))
        else:
            at = page * PAGE + dice.randrange(PAGE - 64)
            overwrite(broken, at, dice.randbytes(dice.choice((1, 8, 64))))
    try:
        _, found = repaired(broken)
    except ProjectError:
        assert not broken.with_name("out.db").exists()
        return
    ids = {(row[0], row[1]) for row in expected["span"]}
    kept = [row for row in found["span"] if (row[0], row[1]) in ids]
    # A changed byte may make another id; more than a few of them would be rows made up.
    assert len(found["span"]) - len(kept) <= 5


@pytest.mark.parametrize("data", [b"", b"text\n" * 5000, bytes(50_000), b"\x0d" * 50_000])
def test_what_is_no_project_yields_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "p.db").write_bytes(data)
    with pytest.raises(ProjectError, match="no article can be read"):
        salvage.salvage(tmp_path / "p.db", tmp_path / "out.db")
    assert [p.name for p in tmp_path.iterdir()] == ["p.db"]


def test_it_never_writes_over_anything(broken: Path) -> None:
    out = broken.with_name("out.db")
    out.write_text("mine")
    with pytest.raises(ProjectError, match="there already"):
        salvage.salvage(broken, out)
    assert out.read_text() == "mine"
    with pytest.raises(ProjectError):
        salvage.salvage(broken.with_name("none.db"), broken.with_name("new.db"))
    with pytest.raises(ProjectError):
        salvage.salvage(broken, broken.with_name("none") / "new.db")


def test_steps_over_many_articles_can_still_be_walked_back(broken: Path) -> None:
    repaired(broken)
    with Project.open(broken.with_name("out.db")) as project:
        before = len(everything(project)["edit_touch"])
        assert before > 1
        assert undoing.undo(project, ANA).summary.startswith("Undo: Label")
