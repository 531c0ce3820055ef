"""``backups``, ``restore``, ``repair``, and what other commands say of a damaged project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ANA, at, make, shown, usual

from annotator.cli.main import main
from annotator.services import adding, projects, safety
from annotator.store import checks, locking
from annotator.store.project import Project

Said = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one backup, and a step that came after it."""
    made, pk = make(tmp_path, usual())
    made.close()
    assert main(["backups", str(made.path), "--now"]) == 0
    with projects.open_project(made.path) as again:
        adding.add_span(again, ANA, pk, "entity", "LOC", *at("quay"))
    return made.path


def damage(path: Path) -> None:
    """Every page but the first, so that it is opened as a project and found broken."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xee" * (size - 4096))


def has_step(path: Path) -> bool:
    with Project.open(path, readonly=True) as found:
        assert list(checks.problems(found)) == []
        return ("LOC", "quay", "accepted") in shown(found, 1)


def test_backups_are_listed(project: Path, capsys: Said) -> None:
    assert main(["backups", str(project), "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["articles"] == 1 and listed["sound"] is True and listed["why"] == "asked for"
    assert Path(listed["jsonl"]).is_file()
    Path(listed["file"]).write_bytes(b"SQLite format 3\0" + bytes(9000))
    assert main(["backups", str(project)]) == 0
    said = capsys.readouterr()
    assert "damaged" in said.out and "1 backup in" in said.err
    assert main(["restore", str(project)]) == 1
    assert "there is no backup of it" in capsys.readouterr().err


def test_of_a_project_that_is_not_there_the_backups_are_listed(
    project: Path, tmp_path: Path, capsys: Said
) -> None:
    project.unlink()
    assert main(["backups", str(project)]) == 0
    assert main(["backups", str(tmp_path / "none.db")]) == 1
    assert "no such project, and no backup of it" in capsys.readouterr().err


def test_a_backup_comes_back_as_a_new_file(project: Path, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "older.db"
    assert main(["restore", str(project), str(out)]) == 0
    assert has_step(project) and not has_step(out)
    assert main(["restore", str(project), str(out)]) == 1
    assert "there already" in capsys.readouterr().err
    assert main(["restore", str(project), "--from", "other.db"]) == 1
    assert "no backup called other.db" in capsys.readouterr().err


def test_a_backup_comes_back_in_its_place_and_what_stood_there_is_kept(
    project: Path, capsys: Said
) -> None:
    assert main(["restore", str(project)]) == 0
    assert not has_step(project)
    words = capsys.readouterr().err
    aside = Path(words.split("stood there is ")[1].removesuffix(" now\n"))
    assert has_step(aside)
    # Also where nothing stands any more.
    project.unlink()
    assert main(["restore", str(project)]) == 0
    assert not has_step(project)


def test_a_damaged_project_names_the_ways_back(project: Path, tmp_path: Path, capsys: Said) -> None:
    damage(project)
    broken = project.read_bytes()
    for command in (["stats"], ["check"], ["suggest"]):
        assert main([command[0], str(project)]) == 1
        said = capsys.readouterr().err
        assert "annotator restore" in said and "annotator repair" in said
        assert "the newest backup is of 20" in said
    assert project.read_bytes() == broken
    assert main(["repair", str(project), str(tmp_path / "new.db")]) == 1
    assert "no article can be read" in capsys.readouterr().err
    assert main(["restore", str(project)]) == 0
    assert not has_step(project)


def test_repair_saves_what_can_be_read(project: Path, tmp_path: Path, capsys: Said) -> None:
    with project.open("r+b") as file:
        file.seek(100)
        file.write(bytes(3996))
    out = tmp_path / "new.db"
    assert main(["repair", str(project), str(out), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["lost"] == [] and "0 lost, 0 changed" in said.err
    assert has_step(out)


HOLD = """
import sys
from pathlib import Path
from annotator.store import locking
lock = locking.take(Path(sys.argv[1]), "ben")
assert isinstance(lock, locking.Lock)
print("held", flush=True)
sys.stdin.read()
"""


def test_what_a_window_has_open_is_not_taken_away_under_it(
    project: Path, tmp_path: Path, capsys: Said
) -> None:
    window = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert window.stdout is not None and window.stdout.readline() == "held\n"
    for words in (["restore", str(project)], ["repair", str(project), str(tmp_path / "n.db")]):
        assert main(words) == 1
        assert "is open in another window, by ben" in capsys.readouterr().err
    assert has_step(project)
    # Killed, it lets go, though its file is still there.
    window.kill()
    window.wait()
    for stream in (window.stdin, window.stdout):
        assert stream is not None
        stream.close()
    assert locking.lock_of(project).exists()
    assert safety.window_of(project) is None
    assert not locking.lock_of(project).exists()
    assert main(["restore", str(project)]) == 0


def test_a_folder_that_is_copied_to_a_cloud_is_warned_of(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "Dropbox (Personal)").mkdir()
    path = tmp_path / "Dropbox (Personal)" / "p.db"
    article = tmp_path / "a.txt"
    article.write_text("A text\n\nof two paragraphs.")
    assert main(["init", str(path)]) == 0
    assert main(["import", str(path), str(article)]) == 0
    assert "in a folder of Dropbox" in capsys.readouterr().err
    assert main(["stats", str(path)]) == 0
    assert "Dropbox" not in capsys.readouterr().err
