"""Opening with care, backups before steps over many articles, and what the place of a file says."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from builders import ANA, add_article, at, make, one, usual

from annotator.cli import window
from annotator.cli.main import main
from annotator.formats import jsonl
from annotator.model.errors import ProjectDamaged
from annotator.model.relabelling import Moves
from annotator.model.schema import LabelSchema
from annotator.services import adding, deciding, importing, marking, safety, schemas, surroundings
from annotator.store import articles, backups, connecting
from annotator.store.project import Project


def occasions(path: Path) -> list[str]:
    return [b.why for b in backups.found(path)]


def killed(folder: Path) -> Path:
    """A project as a kill leaves it: the newest work is in its log only."""
    project, pk = make(folder, usual())
    project.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    (folder / "killed").mkdir()
    for name in ("p.db", "p.db-wal"):
        shutil.copy(folder / name, folder / "killed" / name)
    project.close()
    return folder / "killed" / "p.db"


def test_a_project_that_was_not_closed_is_looked_through(tmp_path: Path) -> None:
    path = killed(tmp_path)
    shutil.copytree(path.parent, tmp_path / "broken")
    with safety.open_guarded(path) as project:
        assert ("accepted",) in project.db.conn.execute("SELECT state FROM span").fetchall()
    broken = tmp_path / "broken" / "p.db"
    with Project.open(path) as project:
        (page,) = project.db.conn.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'tag'"
        ).fetchone()
    with broken.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xee" * 4096)
    assert connecting.left_open(broken)
    with pytest.raises(ProjectDamaged, match="damaged") as caught:
        safety.open_guarded(broken)
    assert "annotator restore" in caught.value.remedy


def test_the_command_leaves_it_to_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = killed(tmp_path)
    found: list[bool] = []
    monkeypatch.setattr(window, "open_window", lambda p: found.append(connecting.left_open(p)) or 0)
    assert main([str(path)]) == 0
    assert found == [True]


def test_many_are_brought_back_within_a_second(tmp_path: Path) -> None:
    path = killed(tmp_path)
    with safety.open_guarded(path) as project:
        made = safety.keep_backup(project, "opened", force=True)
    assert made is not None
    for _ in range(105):
        safety.restore(path, made)
    aside = [
        p
        for p in path.parent.glob("p.db.before-restore-*")
        if p.suffix[-4:] not in ("-wal", "-shm")
    ]
    assert len(aside) == 105


def test_steps_over_many_articles_make_a_backup_before(tmp_path: Path) -> None:
    made, _ = make(tmp_path, usual())
    add_article(made, "a2")
    made.close()
    with safety.open_guarded(made.path) as project:
        pks = articles.all_pks(project)
        marking.label(project, ANA, [marking.Place(pks[0], 0, 4)], "entity", "OTHER")
        assert occasions(project.path) == []
        marking.label(project, ANA, [marking.Place(pk, 5, 8) for pk in pks], "entity", "OTHER")
        assert occasions(project.path) == ["many-places"]
        moves: Moves = {("entity", "LOC"): "FAC"}
        schemas.change(project, ANA, _without(project.schema(), "LOC"), moves)
        assert occasions(project.path) == ["labels", "many-places"]
        # Adding a label is no such step.
        adding.add_span(project, ANA, pks[0], "entity", "FAC", *at("quay"))
        schemas.change(project, ANA, _without(project.schema(), "EVENT"))
        assert occasions(project.path) == ["labels", "many-places"]


def _without(schema: LabelSchema, label: str) -> LabelSchema:
    layers = [replace(x, labels=tuple(y for y in x.labels if y.id != label)) for x in schema.layers]
    return replace(schema, layers=tuple(layers))


def test_annotations_that_come_in_make_one_backup_and_plain_articles_none(tmp_path: Path) -> None:
    made, pk = make(tmp_path, None, "Another text\nof its own")
    adding.add_span(made, ANA, pk, "entity", "OTHER", 0, 7)
    document = articles.load(made, pk)
    made.close()
    with (tmp_path / "annotated.jsonl").open("w", encoding="utf-8") as file:
        jsonl.write([document], file)
    (tmp_path / "plain.txt").write_text("A plain text\n\nwith nothing marked.")
    (tmp_path / "new").mkdir()
    new, _ = make(tmp_path / "new", usual())
    new.close()
    with safety.open_guarded(new.path) as project:
        importing.import_paths(project, [tmp_path / "plain.txt"])
        assert occasions(project.path) == []
        importing.import_paths(project, [tmp_path / "annotated.jsonl"])
        assert occasions(project.path) == ["import"]
    empty = tmp_path / "empty.db"
    Project.create(empty).close()
    with safety.open_guarded(empty) as project:
        importing.import_paths(project, [tmp_path / "annotated.jsonl"])
        # There was nothing to lose.
        assert occasions(empty) == []


def test_of_a_large_project_steps_soon_after_another_share_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, pk = make(tmp_path, usual())
    made.close()
    monkeypatch.setattr(safety, "COPIED_SIZE", 1000)
    with safety.open_guarded(made.path) as project:
        project.before_bulk("labels")
        adding.add_span(project, ANA, pk, "entity", "LOC", *at("quay"))
        project.before_bulk("labels")
        assert len(occasions(project.path)) == 1
        monkeypatch.setattr(safety, "PAUSE_SECONDS", 0)
        project.before_bulk("labels")
        assert len(occasions(project.path)) == 2


def test_a_backup_that_fails_is_told_and_the_step_is_done(tmp_path: Path) -> None:
    made, _ = make(tmp_path, usual())
    add_article(made, "a2")
    made.close()
    backups.folder_of(made.path).write_text("a file in its place")
    told: list[str] = []
    with safety.open_guarded(made.path, tell=told.append) as project:
        places = [marking.Place(x, 5, 8) for x in articles.all_pks(project)]
        assert marking.label(project, ANA, places, "entity", "OTHER") is not None
    assert len(told) == 1 and told[0].startswith("No backup could be made before this step")


def test_the_plain_copy_that_is_missing_is_made_later(tmp_path: Path) -> None:
    made, _ = make(tmp_path, usual())
    made.close()
    with safety.open_guarded(made.path) as project:
        project.before_bulk("labels")
        (listed,) = safety.backups_of(made.path)
        assert not listed.has_plain
        assert safety.keep_backup(project, safety.OPENED) is None
        (listed,) = safety.backups_of(made.path)
        assert listed.has_plain and listed.occasion == "before labels were renamed or merged"
        assert listed.at.utcoffset() is not None and timedelta(0) == listed.backup.at.utcoffset()


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)/news", "Dropbox"),
        ("OneDrive - Daily Desk", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("Library/CloudStorage/GoogleDrive-ana@example.org/My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Nextcloud2/a/b", "Nextcloud"),
        ("MEGA", "MEGA"),
        ("pCloud Drive", "pCloud"),
        ("boxes", None),
        ("Mega project", None),
        ("news", None),
    ],
)
def test_folders_of_cloud_services_are_known_by_name(
    tmp_path: Path, folder: str, service: str | None
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    assert surroundings.cloud_of(tmp_path / folder / "p.db") == service


@pytest.mark.parametrize(
    ("sign", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".sync_1a2b.db", "Nextcloud"),
        (".megaignore", "MEGA"),
        ("notes.txt", None),
    ],
)
def test_and_by_what_they_leave(tmp_path: Path, sign: str, service: str | None) -> None:
    (tmp_path / "mine" / "news").mkdir(parents=True)
    (tmp_path / "mine" / sign).write_text("")
    assert surroundings.cloud_of(tmp_path / "mine" / "news" / "p.db") == service


def test_a_drive_that_cannot_share_memory_is_said(tmp_path: Path) -> None:
    made, _ = make(tmp_path, usual())
    assert safety.cautions(made) == []
    made.wal = False
    (words,) = safety.cautions(made)
    assert "each waits for the other" in words
    made.close()
