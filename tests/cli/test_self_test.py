"""``annotator --self-test``: a line a step, stops where something is wrong, leaves nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from annotator.cli import self_testing
from annotator.cli.main import main
from annotator.model import bundled

STEPS = ["import", "suggest", "save", "export", "paint"]


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_all_steps_pass_and_leave_nothing(
    qapp: object, capsys: pytest.CaptureFixture[str], scratch: Path
) -> None:
    assert main(["--self-test"]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[:2] for line in out.splitlines()] == [[s, "ok"] for s in STEPS]
    assert err == "" and list(scratch.iterdir()) == []


def test_a_missing_part_is_named_and_ends_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, scratch: Path
) -> None:
    monkeypatch.setattr(bundled, "ROOT", scratch / "gone")
    assert main(["--self-test"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("import  failed  ") and len(out.splitlines()) == 1
    assert "Traceback" in err


def test_no_suggestions_are_a_failure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nothing:
        failed: tuple[object, ...] = ()

    monkeypatch.setattr(self_testing.suggesting, "in_processes", lambda *_: Nothing())
    assert main(["--self-test"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "suggest failed  AnnotatorError: nothing suggested in claim, entity, quote"


def test_it_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--self-test", "demo"]) == 2
    assert capsys.readouterr().err == "annotator: --self-test stands alone\n"
