"""Backups beside the project: made while others write, counted, thinned by age, with a jsonl."""

from __future__ import annotations

import gzip
import random
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import (
    ANA,
    BEN,
    TEXT,
    add_article,
    at,
    attempt,
    make,
    one,
    random_action,
    random_suggestions,
    rows,
    suggest,
    usual,
)
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import jsonl
from annotator.formats.base import Reading
from annotator.model.errors import ProjectError
from annotator.services import adding, deciding, naming, reviewing
from annotator.store import articles, backups, checks
from annotator.store.backups import Backup
from annotator.store.project import Project

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


def make_backup(project: Project, why: str = "opened") -> Backup:
    made = backups.make(project.db.conn, project.path, why)
    assert made is not None
    return made


def test_a_backup_is_the_project_at_that_moment(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    before = rows(project)
    made = make_backup(project)
    adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
    assert [p.name for p in (tmp_path / "p.db-backups").iterdir()] == [made.path.name]
    held = backups.held(made)
    assert (held.articles, held.spans, held.sound) == (1, len(before["span"]), True)
    shutil.copy(made.path, tmp_path / "copy.db")
    with Project.open(tmp_path / "copy.db") as copy:
        assert rows(copy) == before
        assert list(checks.problems(copy)) == []
    project.close()


def test_only_what_was_changed_is_due(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    conn, path = project.db.conn, project.path
    assert backups.changed(conn, path) and backups.due(path, NOON)
    made = make_backup(project)
    assert not backups.changed(conn, path)
    assert not backups.due(path, made.at + timedelta(minutes=59))
    assert backups.due(path, made.at + timedelta(minutes=61))
    # The clock was set back: how old it is cannot be told.
    assert backups.due(path, made.at - timedelta(minutes=1))
    adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
    assert backups.changed(conn, path)
    # A newest one that is broken says nothing; the one before does.
    again = make_backup(project)
    again.path.write_bytes(b"rubbish" * 1000)
    assert not backups.held(again).sound
    assert backups.changed(conn, path)
    project.close()


def test_names_of_one_second_stay_apart_and_in_order(tmp_path: Path) -> None:
    project, _ = make(tmp_path)
    made = [make_backup(project, why) for why in ("opened", "import", "opened")]
    assert len({m.path for m in made}) == 3
    assert backups.found(project.path) == made[::-1]
    project.close()


def test_what_was_just_made_is_kept_whatever_the_clock_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, _ = make(tmp_path)
    for _ in range(6):
        assert make_backup(project).path.exists()

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2020, 1, 1, 12, tzinfo=UTC)

    monkeypatch.setattr(backups, "datetime", Earlier)
    for _ in range(6):
        assert make_backup(project).path.exists()
    project.close()


def test_made_while_someone_writes_it_is_whole(tmp_path: Path) -> None:
    project, pk = make(tmp_path)
    stop = threading.Event()

    def work() -> None:
        with Project.open(project.path) as mine:
            for start in range(200):
                if stop.is_set():
                    break
                adding.add_span(mine, BEN, pk, "entity", "OTHER", start, start + 4)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        made = [make_backup(project) for _ in range(4)]
    finally:
        stop.set()
        worker.join()
    for backup in made:
        if backup.path.exists():
            with closing(sqlite3.connect(backup.path)) as kept:
                spans, edits = kept.execute(
                    "SELECT (SELECT count(*) FROM span), (SELECT count(*) FROM edit)"
                ).fetchone()
            assert spans == edits and backups.held(backup).sound
    project.close()


def test_called_off_or_failed_it_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, _ = make(tmp_path, usual())
    folder = backups.folder_of(project.path)
    assert backups.make(project.db.conn, project.path, "opened", stopped=lambda: True) is None
    assert list(folder.iterdir()) == []
    monkeypatch.setattr(backups, "_is_sound", lambda _: False)
    with pytest.raises(ProjectError, match="does not hold what the project holds"):
        make_backup(project)
    monkeypatch.undo()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(ProjectError, match="no room for a backup"):
        make_backup(project)
    assert list(folder.iterdir()) == []
    folder.rmdir()
    folder.write_text("a file of mine")
    with pytest.raises(ProjectError):
        make_backup(project)
    assert folder.read_text() == "a file of mine"
    project.close()


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    project, _ = make(tmp_path)
    folder = backups.folder_of(project.path)
    folder.mkdir()
    for name in ("notes.txt", "2026-99-99T000000Z-opened.db", "2020-01-01T000000Z-opened.db.old"):
        (folder / name).write_text("mine")
    make_backup(project)
    backups.thin(project.path, NOON + timedelta(days=9999))
    assert len(list(folder.iterdir())) == 4
    assert len(backups.found(project.path)) == 1
    project.close()


def fake(age: timedelta, why: str = "meanwhile") -> Backup:
    return Backup(Path(f"{age.total_seconds()}-{why}"), NOON - age, why)


def test_age_thins_them_out() -> None:
    minutes = [fake(timedelta(minutes=10 * n)) for n in range(6 * 24)]
    minutes += [fake(timedelta(hours=3 * n)) for n in range(8, 8 * 400)]
    gone = {b.path for b in backups.surplus(minutes, NOON, lambda _: 1000)}
    kept = [b for b in minutes if b.path not in gone]
    assert kept[:3] == minutes[:3]
    hours = [b for b in kept if NOON - b.at < timedelta(hours=24)]
    days = [b for b in kept if timedelta(hours=24) <= NOON - b.at < timedelta(days=14)]
    weeks = [b for b in kept if timedelta(days=14) <= NOON - b.at < timedelta(weeks=12)]
    months = [b for b in kept if timedelta(weeks=12) <= NOON - b.at]
    assert 34 <= len(hours) <= 38 and 12 <= len(days) <= 14
    assert 9 <= len(weeks) <= 11 and 8 <= len(months) <= 11
    assert all(NOON - b.at <= timedelta(days=366) for b in kept)


def test_before_a_migration_and_from_the_future_they_stay_until_there_is_no_room() -> None:
    old = [fake(timedelta(days=900), "migration"), fake(timedelta(days=900))]
    newer = [fake(timedelta(hours=-n)) for n in (30, 20, 10)] + [fake(timedelta(hours=1))]
    assert [b.path for b in backups.surplus([*newer, *old], NOON, lambda _: 1)] == [old[1].path]
    full = list(backups.surplus([*newer, *old], NOON, lambda _: backups.ROOM))
    assert full == [newer[3], *old]


@given(st.lists(st.integers(0, 500_000), max_size=60), st.integers(0, 500_000))
def test_thinning_twice_is_thinning_once_and_the_newest_stay(ages: list[int], size: int) -> None:
    listed = [fake(timedelta(minutes=m)) for m in sorted(set(ages))]
    gone = list(backups.surplus(listed, NOON, lambda _: 10_000 * size))
    kept = [b for b in listed if b not in gone]
    assert kept[:3] == listed[:3]
    assert list(backups.surplus(kept, NOON, lambda _: 10_000 * size)) == []


def test_the_plain_copy_says_what_the_lossless_export_says(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual(), TEXT + '\n\x1f “"\\ نديم \U0001f600 end')
    dice = random.Random(5)
    other = add_article(project, "a2", "Second\ntext of its own", source="Wire", meta={"a": [1]})
    suggest(project, other, random_suggestions(dice, "Second\ntext of its own", 5))
    for _ in range(60):
        who = dice.choice((ANA, BEN))
        attempt(random_action(dice, project, pk, who, articles.load(project, pk)))
    first = one(project, pk, "PERSON", "Maria Olsen")
    attempt(lambda: naming.link_new(project, ANA, pk, [first.id], "Maria Olsen"))
    reviewing.set_status(project, ANA, pk, "done")
    made = make_backup(project)
    assert backups.add_plain(made)
    assert made.plain.name.endswith(".jsonl.gz")
    plain = tmp_path / "plain.jsonl"
    plain.write_bytes(gzip.decompress(made.plain.read_bytes()))
    read = list(jsonl.read(plain, Reading("nobody", project.schema())))
    expected = [articles.load(project, pk) for pk in articles.all_pks(project)]
    assert [jsonl.dump(d) for d in read] == [jsonl.dump(d) for d in expected]
    assert any(d.entities for d in read) and any(d.reviews for d in read)
    project.close()


def test_the_plain_copy_goes_with_its_backup_and_what_is_no_json_is_kept(tmp_path: Path) -> None:
    project, _ = make(tmp_path, usual())
    project.db.conn.execute("UPDATE span SET attributes = '{oops' WHERE label = 'GPE'")
    made = make_backup(project)
    assert not backups.add_plain(made, stopped=lambda: True)
    assert not made.plain.exists()
    assert backups.add_plain(made)
    assert "{oops" in gzip.decompress(made.plain.read_bytes()).decode()
    for _ in range(5):
        make_backup(project)
    backups.thin(project.path, made.at + timedelta(days=800))
    assert not made.path.exists() and not made.plain.exists()
    assert len(backups.found(project.path)) == 3
    project.close()
