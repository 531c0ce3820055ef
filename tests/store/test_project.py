"""The project file: made, opened, refused, brought up to date, copied, filled up, killed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ANA, TEXT, add_article, at, make, one, rows, shown, usual
from sqlite_utils import Database

from annotator.model.errors import ProjectError
from annotator.services import adding, deciding
from annotator.store import articles, backups, checks, migrations
from annotator.store import project as module
from annotator.store.project import Project, backup

ROOT = Path(__file__).parents[2]


def pragma(project: Project, name: str) -> object:
    return project.db.conn.execute(f"PRAGMA {name}").fetchone()[0]


def test_the_file_is_what_is_promised(tmp_path: Path) -> None:
    with Project.create(tmp_path / "any name.notes") as project:
        assert pragma(project, "journal_mode") == "wal"
        assert pragma(project, "application_id") == 0x414E4E4F
        assert pragma(project, "user_version") == module.VERSION
    for readonly in (False, True):
        with Project.open(tmp_path / "any name.notes", readonly=readonly) as project:
            assert pragma(project, "synchronous") == 2
            assert pragma(project, "foreign_keys") == 1
            assert project.schema() == module.default_schema()
            assert project.schema_roles() == {"SPEAKER", "CUE", "ADDRESSEE"}
            assert list(checks.problems(project)) == []
    assert [p.name for p in tmp_path.iterdir()] == ["any name.notes"]


def test_names_that_a_url_would_misread(tmp_path: Path) -> None:
    path = tmp_path / "50% of #1? «ä».db"
    Project.create(path).close()
    Project.open(path).close()
    assert path.is_file()


def test_create_refuses_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    path.write_text("mine")
    with pytest.raises(ProjectError, match="there already"):
        Project.create(path)
    assert path.read_text() == "mine"
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere" / "x")
    for bad in (
        tmp_path,
        tmp_path / "dangling",
        tmp_path / "none" / "p.db",
        tmp_path / ("x" * 300),
    ):
        with pytest.raises(ProjectError):
            Project.create(bad)
    with pytest.raises(ProjectError):
        Project.create(path / "p.db")


def test_a_project_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Database) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(module.migrations, "apply", broken)
    with pytest.raises(ProjectError, match="disk is full"):
        Project.create(tmp_path / "p.db")
    assert list(tmp_path.iterdir()) == []


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()


def cut_short(path: Path) -> None:
    Project.create(path).close()
    with path.open("r+b") as file:
        file.truncate(20_000)


def cut_very_short(path: Path) -> None:
    Project.create(path).close()
    with path.open("r+b") as file:
        file.truncate(60)


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda p: None, "there is no such project"),
        (lambda p: p.mkdir(), "there is no such project"),
        (lambda p: p.write_bytes(b""), "not an Annotator project"),
        (lambda p: p.write_text("Port reopens\n" * 900), "not an Annotator project"),
        (other_database, "a database of another program"),
        (cut_short, "damaged"),
        (cut_very_short, "damaged|another program|not an Annotator"),
    ],
)
def test_what_is_no_project_is_refused_untouched(
    tmp_path: Path, prepare: Callable[[Path], object], message: str
) -> None:
    path = tmp_path / "p.db"
    prepare(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ProjectError, match=message) as caught:
        Project.open(path)
    assert str(path) in str(caught.value) and caught.value.remedy
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [p.name for p in tmp_path.iterdir()] in ([], ["p.db"])


def test_a_newer_project_opens_read_only(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    project.db.conn.execute(f"PRAGMA user_version = {module.VERSION + 1}")
    project.close()
    project = Project.open(tmp_path / "p.db")
    assert project.readonly is not None and "newer Annotator" in project.readonly and project.newer
    suggestion = one(project, pk, "GPE", "Varde").id
    with pytest.raises(ProjectError, match="newer Annotator"):
        deciding.accept(project, ANA, pk, suggestion)
    with pytest.raises(ProjectError, match="newer Annotator"):
        project.save_schema(project.schema())
    assert ("GPE", "Varde", "suggested") in shown(project, pk)
    project.close()


def test_opened_to_read_it_cannot_be_written(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    with Project.open(project.path, readonly=True) as reader:
        with pytest.raises(ProjectError, match="read-only"):
            deciding.accept(reader, ANA, pk, one(reader, pk, "GPE", "Varde").id)
        deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
        assert ("GPE", "Varde", "accepted") in shown(reader, pk)
    project.close()


NOBODY = """
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
sys.path.insert(0, sys.argv[2])
from annotator.model.errors import ProjectError
from annotator.store import articles, checks
from annotator.store.project import Project, default_schema
schema = default_schema()
# Once through, as some modules are read only when they are needed.
with Project.open(folder / "closed" / "p.db") as project, project.transaction():
    articles.load(project, 1), list(checks.problems(project))
os.setgid(65534); os.setuid(65534)
for name in ("file", "folder"):
    with Project.open(folder / name / "p.db") as project:
        print(project.readonly, len(articles.load(project, 1).spans), *checks.problems(project))
        try:
            with project.transaction():
                print("written")
        except ProjectError as error:
            print(error.what)
for path in (folder / "folder" / "new.db", folder / "closed" / "new.db"):
    try:
        Project.create(path, schema)
    except ProjectError as error:
        print(error.what)
for path in (folder / "closed" / "p.db",):
    try:
        Project.open(path)
    except ProjectError as error:
        print(error.what)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody without rights")
def test_a_file_or_folder_that_may_not_be_written() -> None:
    # Not tmp_path: its parents are closed to others.
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        for name in ("file", "folder", "closed"):
            (folder / name).mkdir()
            make(folder / name, usual())[0].close()
        (folder / "file" / "p.db").chmod(0o444)
        (folder / "file").chmod(0o777)
        (folder / "folder" / "p.db").chmod(0o666)
        (folder / "folder").chmod(0o555)
        (folder / "closed").chmod(0o700)
        done = subprocess.run(
            [sys.executable, "-c", NOBODY, str(folder), str(ROOT)],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.stderr == ""
        assert done.stdout.splitlines() == [
            "read-only: the file may not be written 9",
            "the project is read-only: the file may not be written",
            "read-only: its folder may not be written 9",
            "the project is read-only: its folder may not be written",
            "no permission",
            "no permission",
            "no permission",
        ]
    finally:
        shutil.rmtree(folder)


def test_an_older_project_is_brought_up_to_date_and_a_copy_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, _ = make(tmp_path, usual())
    before = rows(project)
    project.close()
    newer = migrations.Migrations("annotator")
    newer.steps = list(migrations.migrations.steps)

    @newer()
    def m999_mood(db: Database) -> None:
        db.execute("ALTER TABLE article ADD COLUMN mood TEXT")

    monkeypatch.setattr(module, "migrations", newer)
    known = module.VERSION
    monkeypatch.setattr(module, "VERSION", known + 1)
    refused = f"version {known} and cannot be brought to {known + 1}"
    with monkeypatch.context() as patch:
        patch.setattr(module, "_unwritable", lambda _: "read-only: its folder may not be written")
        with pytest.raises(ProjectError, match=refused):
            Project.open(project.path)
    # To be read it must be up to date too.
    with Project.open(project.path, readonly=True) as project:
        assert project.readonly == "opened read-only"
        assert pragma(project, "user_version") == known + 1
        assert rows(project) == before
        assert "mood" in project.db.table("article").columns_dict
        assert list(checks.problems(project)) == []
    monkeypatch.undo()
    (kept,) = backups.found(project.path)
    assert kept.why == backups.MIGRATION
    shutil.copy(kept.path, tmp_path / "copy.db")
    with Project.open(tmp_path / "copy.db") as copy:
        assert copy.readonly is None and rows(copy) == before


def test_without_a_backup_nothing_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, _ = make(tmp_path, usual())
    project.close()
    before = project.path.read_bytes()
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    backups.folder_of(project.path).write_text("a file in the folder's place")
    with pytest.raises(ProjectError):
        Project.open(project.path)
    assert project.path.read_bytes() == before


def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, _ = make(tmp_path, usual())
    before = rows(project)
    project.close()
    newer = migrations.Migrations("annotator")
    newer.steps = list(migrations.migrations.steps)

    @newer()
    def m998_half(db: Database) -> None:
        db.execute("ALTER TABLE article ADD COLUMN mood TEXT")

    @newer()
    def m999_breaks(db: Database) -> None:
        db.execute("DELETE FROM span")
        db.execute("ALTER TABLE nowhere ADD COLUMN mood TEXT")

    monkeypatch.setattr(module, "migrations", newer)
    known = module.VERSION
    monkeypatch.setattr(module, "VERSION", known + 2)
    with pytest.raises(ProjectError, match="nowhere"):
        Project.open(project.path)
    monkeypatch.undo()
    with Project.open(project.path) as project:
        assert rows(project) == before and pragma(project, "user_version") == known
        assert "mood" not in project.db.table("article").columns_dict


def test_locked_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.1)
    make(tmp_path, usual())[0].close()
    project = Project.open(tmp_path / "p.db")
    suggestion = one(project, 1, "GPE", "Varde").id
    other = sqlite3.connect(tmp_path / "p.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ProjectError, match="another program is writing"):
        deciding.accept(project, ANA, 1, suggestion)
    # Reading goes on, also opening it once more.
    with Project.open(tmp_path / "p.db") as reader:
        assert ("GPE", "Varde", "suggested") in shown(reader, 1)
    other.execute("ROLLBACK")
    other.close()
    deciding.accept(project, ANA, 1, suggestion)
    assert ("GPE", "Varde", "accepted") in shown(project, 1)
    project.close()


def test_reading_is_of_one_moment(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    with Project.open(project.path) as reader, reader.reading():
        before = articles.load(reader, pk)
        deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", "The quay is open").id)
        assert articles.load(reader, pk) == before
    with Project.open(project.path) as reader:
        assert articles.load(reader, pk) != before
    project.close()


def test_a_copy_taken_while_someone_works_is_whole(tmp_path: Path) -> None:
    project, pk = make(tmp_path)
    stop = threading.Event()

    def work() -> None:
        with Project.open(tmp_path / "p.db") as mine:
            for start in range(len(TEXT) - 5):
                if stop.is_set():
                    break
                adding.add_span(mine, ANA, pk, "entity", "OTHER", start, start + 4)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(5):
            backup(project, tmp_path / f"copy{number}.db")
    finally:
        stop.set()
        worker.join()
    for number in range(5):
        with Project.open(tmp_path / f"copy{number}.db") as copy:
            assert list(checks.problems(copy)) == []
            conn = copy.db.conn
            (edits,) = conn.execute("SELECT count(*) FROM edit").fetchone()
            assert conn.execute("SELECT count(*) FROM span").fetchone() == (edits,)
    with pytest.raises(ProjectError, match="there already"):
        backup(project, tmp_path / "copy0.db")
    with pytest.raises(ProjectError):
        backup(project, tmp_path / "none" / "copy.db")
    assert not list(tmp_path.glob("*.part"))
    project.close()


def test_a_full_disk_stores_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    conn = project.db.conn
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.execute(f"PRAGMA max_page_count = {pragma(project, 'page_count')}")
    before = rows(project)
    with pytest.raises(ProjectError, match="disk is full"):
        add_article(project, "big", "long text " * 20_000)
    stored = 0
    with pytest.raises(ProjectError, match="disk is full"):
        for start in range(len(TEXT) - 5):
            adding.add_span(project, ANA, pk, "entity", "OTHER", start, start + 4)
            stored += 1
    assert len(rows(project)["span"]) == len(before["span"]) + stored
    assert len(articles.all_pks(project)) == 1
    conn.execute("PRAGMA max_page_count = 1000000")
    adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
    add_article(project, "big", "long text " * 20_000)
    assert list(checks.problems(project)) == []
    project.close()


def test_an_annotator_made_in_a_step_that_failed_is_made_again(tmp_path: Path) -> None:
    project, pk = make(tmp_path)
    with pytest.raises(ProjectError):
        adding.add_span(project, "new", pk, "entity", "LOC", 0, len(TEXT) + 1)
    adding.add_span(project, "new", pk, "entity", "LOC", *at("quay"))
    assert ("LOC", "quay", "accepted") in shown(project, pk, "new")
    project.close()


def test_a_new_label_schema_is_seen_by_who_has_it_open(tmp_path: Path) -> None:
    project, _ = make(tmp_path)
    other = Project.open(project.path)
    assert "WITNESS" not in project.schema_roles()
    text = (
        other.schema().to_toml().replace('"CUE"', '"WITNESS"').replace("quote:CUE", "quote:WITNESS")
    )
    other.save_schema(module.parse_toml(text))
    assert "WITNESS" in project.schema_roles()
    assert project.db.table("label_schema").count == 2
    other.close()
    project.close()


WORKER = """
import sys
sys.path.insert(0, sys.argv[2])
from annotator.services import adding, undoing
from annotator.store.project import Project
project = Project.open(sys.argv[1])
size = int(sys.argv[3])
(done,) = project.db.conn.execute("SELECT count(*) FROM span").fetchone()
for start in range(done, size - 9):
    adding.add_span(project, "ana", 1, "entity", "OTHER", start, start + 3)
    print(start, flush=True)
"""


def test_kill_9_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    text = TEXT * 40
    make(tmp_path, text=text)[0].close()
    acknowledged: set[int] = set()
    for delay in (1, 7, 23):
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path / "p.db"), str(ROOT), str(len(text))],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        for _ in range(delay):
            acknowledged.add(int(process.stdout.readline()))
        process.kill()
        acknowledged |= {int(x) for x in process.stdout.read().split()}
        process.stdout.close()
        process.wait()
        with Project.open(tmp_path / "p.db") as project:
            starts = {s.start for s in articles.load(project, 1).spans.values()}
            assert acknowledged <= starts
            assert len(starts - acknowledged) <= 3
            assert list(checks.problems(project)) == []
    assert len(acknowledged) >= 31


def test_two_programs_make_one_file_once(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from annotator.store.project import Project\n"
        "try:\n    Project.create(sys.argv[1]).close(); print('made')\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "p.db"), str(ROOT)],
            stdout=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    said = sorted(p.communicate()[0].strip() for p in started)
    assert said == ["ProjectError", "ProjectError", "made"]
    Project.open(tmp_path / "p.db").close()
