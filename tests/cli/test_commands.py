"""The command line as a script uses it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import builders
import pytest

from annotator.cli.main import main
from annotator.services import correcting, deciding, projects, reviewing

BOTH = "suggested,accepted"


def run(*args: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python -m annotator`` with these arguments, and no display unless one is given."""
    known = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, args)],
        capture_output=True, text=True, env=known | environment, timeout=110,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of one suggested article."""
    project, _ = builders.make(tmp_path, builders.usual())
    project.close()
    return project.path


def test_from_an_empty_folder_to_a_picture(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (
        ["init", "p.db"],
        ["import", "p.db", shared / "articles"],
        ["suggest", "p.db"],
        ["export", "p.db", "out.jsonl", "--format", "jsonl"],
        [
            "export",
            "p.db",
            "o.spacy",
            "--format",
            "spacy",
            "--all",
            "--states",
            "suggested,accepted",
        ],
        ["check", "p.db"],
        ["snapshot", "p.db", "window.png", "--theme", "dark"],
    ):
        done = run(*words)
        assert done.returncode == 0, done.stderr
    article = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert len(article["spans"]) > 50
    for span in article["spans"]:
        assert article["text"][span["start"] : span["end"]] == span["text"]
    quiet = [z for z in article["zones"] if z["kind"] in ("caption", "credit")]
    assert len(quiet) == 8
    for zone in quiet:
        assert not [s for s in article["spans"] if zone["start"] <= s["start"] < zone["end"]]
    import spacy
    from PySide6.QtGui import QImage
    from spacy.tokens import DocBin

    doc = next(iter(DocBin().from_disk(tmp_path / "o.spacy").get_docs(spacy.blank("en").vocab)))
    assert len(doc.ents) > 30 and {"entity", "quote"} <= set(doc.spans)
    image = QImage(str(tmp_path / "window.png"))
    assert (image.width(), image.height()) == (1440, 900)
    assert len({image.pixel(x, y) for x in range(0, 1440, 7) for y in range(0, 900, 7)}) > 40


def test_no_command_needs_qt_or_spacy_but_those_that_do(path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.")
    code = (
        "import sys\nfrom annotator.cli.main import main\n"
        "status = main(sys.argv[1:])\n"
        "print(sorted({'PySide6', 'spacy', 'annotator.ui'} & set(sys.modules)), file=sys.stderr)\n"
        "sys.exit(status)"
    )
    for words in (
        ["stats", path], ["check", path], ["search", path, "quay"], ["formats"],
        ["backup", path, tmp_path / "b.db"], ["init", tmp_path / "n.db"],
        ["import", path, tmp_path / "a.txt"],
        ["export", path, tmp_path / "o.jsonl", "--format", "jsonl"],
    ):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr.endswith("[]\n"), (words, done.stderr)


def test_figures_as_json(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Some text about Oslo.")
    (tmp_path / "in" / "b.txt").write_text("")
    for status, words in (
        (1, ["import", path, tmp_path / "in"]),
        (0, ["suggest", path]),
        (0, ["stats", path]),
        (0, ["check", path]),
        (0, ["search", path, "Oslo"]),
        (0, ["formats"]),
        (0, ["export", path, tmp_path / "o.jsonl", "--format", "jsonl"]),
    ):
        assert main([*map(str, words), "--json"]) == status
        assert json.loads(capsys.readouterr().out)


def test_import_says_what_came_in_and_what_not(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(builders.TEXT)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    assert main(["import", str(path), str(tmp_path / "a.txt"), str(tmp_path / "b.pdf")]) == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert "a.txt: the same text as a1" in out.err and "the PDF is damaged" in out.err
    assert "0 articles and 0 spans imported, 1 duplicates, 1 refused" in out.err


def test_check_finds_a_shifted_span(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE span SET start = start + 1 WHERE label = 'GPE'")
    db.close()
    assert main(["check", str(path)]) == 1
    assert "Varde" in capsys.readouterr().out


def test_search_shows_context(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", str(path), "trade fell"]) == 0
    out = capsys.readouterr()
    assert out.out.startswith("a1\tPort reopens\n") and "trade fell 12%" in out.out
    assert main(["search", str(path), "nothing like it"]) == 0
    assert capsys.readouterr().err == "0 articles\n"


def test_evaluate_prints_tables_and_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(path)]) == 1
    assert "--all" in capsys.readouterr().err
    with projects.open_project(path) as project:
        for label, words in (("PERSON", "Maria Olsen"), ("DIRECT", "The quay is open")):
            deciding.accept(project, "ana", 1, builders.one(project, 1, label, words).id)
        gpe = builders.one(project, 1, "GPE", "Varde")
        correcting.relabel(project, "ana", 1, gpe.id, "LOC")
        reviewing.set_status(project, "ana", 1, "done")
    assert main(["evaluate", str(path)]) == 0
    out = capsys.readouterr()
    assert "  GPE → LOC  1" in out.out and "0.333" in out.out
    assert "SPEAKER        1           1      1  1.000" in out.out
    assert "claim: nobody decided on any of 1 suggestion;" in out.err
    assert "news@1 against ana: 1 article, 1 done" in out.err
    assert (
        main(["evaluate", str(path), "--pipeline", "news@1", "--annotator", "ana", "--json"]) == 0
    )
    data = json.loads(capsys.readouterr().out)
    assert data["layers"]["entity"]["labels"]["PERSON"]["exact_match"]["f1"] == 1
    assert data["layers_left_out"] == {"claim": 1}


def test_a_backup_opens(path: Path, tmp_path: Path) -> None:
    assert main(["backup", str(path), str(tmp_path / "copy.db")]) == 0
    assert main(["check", str(tmp_path / "copy.db")]) == 0
    assert main(["backup", str(path), str(tmp_path / "copy.db")]) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stats", "missing.db"], "there is no such project"),
        (["stats", "text.db"], "not an Annotator project"),
        (["init", "text.db"], "is there already"),
        (["init", "no/such/folder/p.db"], "the folder does not exist"),
        (["import", "p.db", "missing.txt"], "no such file or folder"),
        (["export", "p.db", "o.spacy", "--format", "spacy"], "--all"),
        (["suggest", "p.db", "--pipeline", "no_model"], "pip install"),
        (["suggest", "p.db", "--article", "a9"], "no article with the id 'a9'"),
        (["snapshot", "p.db", "o.png", "--article", "a9"], "no article with the id 'a9'"),
        (["missing.db"], "there is no such project"),
    ],
)
def test_work_that_fails_says_what_where_and_exits_1(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    (tmp_path / "text.db").write_text("just text")
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    out = capsys.readouterr()
    assert said in out.err and out.out == ""
    with projects.open_project(path, readonly=True) as project:
        assert list(projects.check(project)) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "p.db", "x.txt", "--format", "papyrus"], "no format 'papyrus'"),
        (["import", "p.db", "x.txt", "--map", "PER=PERSON"], "Write PER=entity:PERSON"),
        (["import", "p.db", "x.txt", "--option", "x"], "Write --option NAME=VALUE"),
        (["export", "p.db", "o", "--format", "jsonl", "--option", "x=y"], "no option 'x'"),
        (["export", "p.db", "o", "--format", "jsonl", "--labels", "X"], "no label 'X'"),
        (["export", "p.db", "o", "--format", "jsonl", "--where", "status:maybe"], "status"),
        (["export", "p.db", "o", "--format", "conll9"], "no format 'conll9'"),
        (["export", "p.db", "o", "--format", "text"], "read, not written. Use one of jsonl"),
        (["export", "p.db", "o", "--format", "jsonl", "--split", "70/20"], "make 100"),
        (["export", "p.db", "o", "--format", "jsonl", "--layers", "moods"], "no layer 'moods'"),
        (["export", "p.db", "o", "--format", "jsonl", "--states", "x"], "no state 'x'"),
        (["export", "p.db", "o", "--format", "jsonl", "--annotator", "bob"], "no annotator 'bob'"),
        (["evaluate", "p.db", "--annotator", "bob"], "no annotator 'bob'"),
        (["evaluate", "p.db", "--pipeline", "none"], "Choose one of news@1"),
        (["search", "p.db", "***"], "no word"),
    ],
)
def test_a_value_that_does_not_exist_is_wrong_use(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    out = capsys.readouterr()
    assert said in out.err and out.out == ""
    assert not list(tmp_path.glob("o*"))


@pytest.mark.parametrize(
    "words",
    [["export", "p.db"], ["suggest", "p.db", "--processes", "0"], ["stats"],
     ["suggest", "p.db", "--claims", "2"], ["suggest", "p.db", "--claims", "many"], ["--nonsense"],
     ["snapshot", "p.db", "x.png", "--size", "big"], ["export", "p.db", "o", "--format", "jsonl",
      "--all", "--reviewed-only"]],
)  # fmt: skip
def test_wrong_use_exits_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_window_without_a_display_says_so(path: Path) -> None:
    done = run(path)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "no display" in done.stderr


def test_the_demo_without_a_window(tmp_path: Path) -> None:
    done = run("demo", "--no-window", "--to", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    made = [Path(line) for line in done.stdout.splitlines()]
    assert [p.name for p in made] == ["sample.db", "sample.jsonl", "sample.spacy", "window.png"]
    assert all(p.stat().st_size > 1000 for p in made)
    assert run("check", made[0]).returncode == 0


def test_a_reader_that_goes_away_is_no_error(path: Path) -> None:
    command = f"{sys.executable} -m annotator stats {path} --json | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_the_version() -> None:
    assert run("--version").stdout.startswith("annotator 0.")


def test_a_newer_project_is_read_and_that_is_said(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    assert main(["stats", str(path)]) == 0
    assert "newer Annotator" in capsys.readouterr().err
    assert main(["suggest", str(path)]) == 1
    assert "Update Annotator" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("claims", "processes", "wanted"), [("0", "1", 2), ("0.5", "2", 1), ("off", "1", 0)]
)
def test_how_many_claims_are_suggested(
    tmp_path: Path, claims: str, processes: str, wanted: int
) -> None:
    text = "Bank news\n\nThe bank lost $3 billion last year. The day was long and quiet."
    project, _ = builders.make(tmp_path, text=text)
    project.close()
    path = str(project.path)
    assert main(["suggest", path, "--claims", claims, "--processes", processes]) == 0
    with projects.open_project(project.path, readonly=True) as opened:
        found = opened.db.execute("SELECT count(*) FROM span WHERE layer = 'claim'").fetchone()
    assert found[0] == wanted


def test_a_dry_run_says_which_labels_are_lacking(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, data = tmp_path / "p.db", tmp_path / "a.ann"
    (tmp_path / "a.txt").write_text("The Kestrel sank.", "utf-8")
    data.write_text("T1\tVESSEL 4 11\tKestrel\n", "utf-8")
    main(["init", str(project)])
    capsys.readouterr()
    for more, told in (([], True), (["--extend-schema"], False)):
        assert main(["import", str(project), str(data), "--dry-run", *more]) == 0
        said = capsys.readouterr().err
        assert "The label schema lacks entity:VESSEL" in said
        assert ("refused without --extend-schema" in said) == told
    assert main(["import", str(project), str(data)]) == 1
