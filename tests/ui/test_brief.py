"""A brief from the window: of the articles shown or the open one, written in the background."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop import Desktop

from annotator.ui import paper
from annotator.ui.brief_dialog import BriefDialog


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(paper, "documents", lambda: tmp_path)
    return tmp_path


def opened(desktop: Desktop) -> BriefDialog:
    desktop.press("Ctrl+Shift+E")
    dialog = desktop.window.findChild(BriefDialog)
    assert dialog is not None and dialog.isVisible()
    return dialog


def written(desktop: Desktop) -> None:
    desktop.bot.waitUntil(lambda: desktop.window.files.job is None)
    desktop.settle()


def test_of_the_open_article_as_markdown(desktop: Desktop, folder: Path) -> None:
    desktop.press("Ctrl+Shift+Return")
    dialog = opened(desktop)
    assert dialog.go.text() == "Write brief of 2 articles"
    dialog.alone.setChecked(True)
    assert dialog.go.text() == "Write brief of 1 article"
    dialog.go.click()
    written(desktop)
    text = (folder / "project brief.md").read_text("utf-8")
    assert "- “We will not pay twice” *(said)*  \n  Port strike ends after nine days" in text
    assert desktop.message().startswith("Brief of 1 article written to")


def test_of_what_the_queue_shows_for_word(desktop: Desktop, folder: Path) -> None:
    desktop.window.queue.filter.setText("Port")
    desktop.bot.waitUntil(lambda: desktop.window.queue.model.rowCount() == 1)
    dialog = opened(desktop)
    assert dialog.listed.text() == "Those the queue shows: 1"
    dialog.suggestions.setChecked(True)
    dialog.format.setCurrentIndex(1)
    dialog.go.click()
    written(desktop)
    assert (folder / "project brief.docx").stat().st_size > 1000


def test_it_says_in_place_what_is_wrong(desktop: Desktop, folder: Path) -> None:
    (folder / "project brief.md").write_text("mine")
    dialog = opened(desktop)
    dialog.go.click()
    assert dialog.isVisible() and "is there already" in dialog.problem.text()
    dialog.out.setText(str(folder / "brief.pdf"))
    dialog.go.click()
    assert "end in .md or .docx" in dialog.problem.text()
    dialog.reject()
    assert (folder / "project brief.md").read_text() == "mine"
