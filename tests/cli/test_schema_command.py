"""``annotator schema``: out to a file, changed, and in again."""

from __future__ import annotations

from pathlib import Path

import builders
import pytest

from annotator.cli.main import main
from annotator.model.schema import parse_toml
from annotator.services import projects


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of one suggested article."""
    project, _ = builders.make(tmp_path, builders.usual())
    project.close()
    return project.path


def test_out_changed_and_in_again(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "labels.toml"
    assert main(["schema", str(path)]) == 0
    printed = capsys.readouterr().out
    assert main(["schema", str(path), "--export", str(file)]) == 0
    with projects.open_project(path) as project:
        assert parse_toml(printed) == parse_toml(file.read_text("utf-8")) == project.schema()
    assert main(["schema", str(path), "--import", str(file)]) == 0
    assert "has these labels already" in capsys.readouterr().err
    text = file.read_text("utf-8").replace('"Person"', '"Human being"')
    # PERSON is carried by a suggestion, EVENT by nothing.
    start = text.index('[[layer.label]]\nid = "ORG"')
    text = text[:start] + text[text.index("[[layer.label]]", start + 4) :]
    file.write_text(text, "utf-8")
    assert main(["schema", str(path), "--import", str(file), "--annotator", "ben"]) == 0
    said = capsys.readouterr().err
    assert "ORG retired" in said and "Retired, as spans carry them: ORG" in said
    with projects.open_project(path) as project:
        schema = project.schema()
        assert schema.label("entity", "PERSON").name == "Human being"
        assert schema.label("entity", "ORG").retired and schema.version == 2


def test_what_is_refused(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "labels.toml"
    assert main(["schema", str(path), "--import", str(tmp_path / "none.toml")]) == 1
    main(["schema", str(path), "--export", str(file)])
    file.write_text(file.read_text("utf-8").replace("#045C8B", "#F0F0F0"), "utf-8")
    capsys.readouterr()
    assert main(["schema", str(path), "--import", str(file)]) == 1
    assert "PERSON: #F0F0F0 has a contrast of" in capsys.readouterr().err
    assert main(["schema", str(path), "--export", str(tmp_path / "no" / "x.toml")]) == 1
    assert "cannot be written" in capsys.readouterr().err
