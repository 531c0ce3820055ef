"""Disks that are not as one would wish: no shared memory, the file gone or another in its place."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from builders import ANA, at, make, one, rows, shown, usual

from annotator.model.errors import ProjectGone
from annotator.services import adding, deciding
from annotator.store import checks, connecting
from annotator.store.project import Project, backup


@pytest.fixture
def network_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's locks by files, which cannot share memory: as a network drive is."""
    plain = connecting._uri
    monkeypatch.setattr(
        connecting, "_uri", lambda path, mode: plain(path, mode) + "&vfs=unix-dotfile"
    )


def journal(project: Project) -> str:
    return str(project.db.conn.execute("PRAGMA journal_mode").fetchone()[0])


@pytest.mark.skipif(sys.platform == "win32", reason="the VFS is of Unix")
def test_without_shared_memory_a_plain_journal_serves(tmp_path: Path, network_drive: None) -> None:
    project, pk = make(tmp_path, usual())
    assert not project.wal and journal(project) == "delete"
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    project.close()
    with Project.open(project.path, readonly=True) as reader:
        assert ("GPE", "Varde", "accepted") in shown(reader, pk)
        assert list(checks.problems(reader)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the VFS is of Unix")
@pytest.mark.parametrize("readonly", [False, True])
def test_a_project_in_wal_is_taken_out_of_it_where_there_is_none(
    tmp_path: Path, request: pytest.FixtureRequest, readonly: bool
) -> None:
    project, pk = make(tmp_path, usual())
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    # As a crash leaves it: the newest work is in the WAL only.
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("p.db", "p.db-wal"):
        shutil.copy(tmp_path / name, moved / name)
    project.close()
    request.getfixturevalue("network_drive")
    with Project.open(moved / "p.db", readonly=readonly) as project:
        assert ("GPE", "Varde", "accepted") in shown(project, pk)
        assert (project.readonly is None) is not readonly
        assert journal(project) == "delete"
        if not readonly:
            adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
        assert list(checks.problems(project)) == []


def test_a_file_that_was_deleted_is_noticed_and_can_still_be_saved(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    before = rows(project)
    project.path.unlink()
    with pytest.raises(ProjectGone, match="moved or deleted"):
        adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
    backup(project, tmp_path / "saved.db")
    project.close()
    with Project.open(tmp_path / "saved.db") as saved:
        assert rows(saved) == before
        assert list(checks.problems(saved)) == []


def test_a_file_that_was_moved_takes_everything_stored_along(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    before = rows(project)
    project.path.rename(tmp_path / "elsewhere.db")
    with pytest.raises(ProjectGone, match="moved or deleted"):
        adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
    # Killed now, the WAL would be left behind at the old place: it is in the file already.
    assert (tmp_path / "p.db-wal").stat().st_size == 0
    shutil.copy(tmp_path / "elsewhere.db", tmp_path / "copy.db")
    with Project.open(tmp_path / "copy.db") as copy:
        assert rows(copy) == before
    project.close()


def test_another_file_in_its_place_is_not_written_to(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    (tmp_path / "other").mkdir()
    other, _ = make(tmp_path / "other", text="Another text\nof another project")
    theirs = rows(other)
    other.close()
    other.path.rename(project.path)
    with pytest.raises(ProjectGone, match="replaced by another"):
        adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
    with Project.open(project.path) as there:
        assert rows(there) == theirs
        assert list(checks.problems(there)) == []
    project.close()


def test_put_back_where_it_was_it_goes_on(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    project.path.rename(tmp_path / "elsewhere.db")
    with pytest.raises(ProjectGone):
        adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
    (tmp_path / "elsewhere.db").rename(project.path)
    adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
    assert ("LOC", "quay", "accepted") in shown(project, pk)
    project.close()
    with Project.open(project.path) as again:
        assert ("LOC", "quay", "accepted") in shown(again, pk)
