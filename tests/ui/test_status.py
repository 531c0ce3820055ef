"""The status bar and the welcome page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.ui import status as module
from annotator.ui.status import StatusBar
from annotator.ui.window import MainWindow

HINTS = [("accept", ""), ("reject", ""), ("digit", "label"), ("next_open", ""), ("help", "")]


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[StatusBar]:
    made = StatusBar()
    made.resize(1200, 32)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def test_as_many_keys_as_there_is_room_for(bar: StatusBar) -> None:
    bar.set_keys(HINTS)
    assert len(bar.keys.shown) == len(HINTS)
    for width in (700, 500, 420):
        bar.resize(width, 32)
        assert bar.width() == width
        assert bar.keys.x() + bar.keys.sizeHint().width() <= width
    assert len(bar.keys.shown) < len(HINTS)


def test_a_long_message_never_widens_the_window(desktop: Desktop) -> None:
    desktop.window.resize(1024, 700)
    desktop.window.status.failed("the disk is full; " * 30)
    desktop.window.status.say("a very long message that goes on and on " * 20)
    desktop.bot.wait(20)
    assert desktop.window.width() == 1024
    status = desktop.window.status
    assert status.retry.isVisible()
    assert status.retry.mapTo(status, status.retry.rect().topRight()).x() < 1024
    assert status.state.shown().startswith("Not saved: the disk is full")
    desktop.window.status.saved()


def test_a_message_goes_and_the_prompt_stays(
    bar: StatusBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert module.MESSAGE_MS == 3000
    bar._quiet.setInterval(30)
    bar.say("for a moment")
    assert bar.words.text() == "for a moment"
    qtbot.waitUntil(lambda: bar.words.text() == "")
    bar.prompt("Speaker: a letter")
    bar.say("not that letter")
    qtbot.waitUntil(lambda: bar.words.text() == "Speaker: a letter")
    bar.prompt("")
    assert bar.words.text() == ""


def test_markup_in_a_message_is_words(bar: StatusBar) -> None:
    bar.say("Label <b>ORG</b> & more")
    assert bar.words.textFormat() == Qt.TextFormat.PlainText
    assert bar.words.shown() == "Label <b>ORG</b> & more"


def test_progress(bar: StatusBar) -> None:
    bar.set_progress((3, 9))
    assert bar.count.text() == "3 of 9 suggestions" and bar.bar.isVisible()
    bar.set_progress((0, 0))
    assert bar.count.text() == "No suggestions" and not bar.bar.isVisible()
    bar.set_progress(None)
    assert not bar.count.isVisible()


# -- the welcome page --------------------------------------------------------------------------


@pytest.fixture
def first_run(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow("ana", "light")
    window.resize(1024, 700)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()


def test_the_first_run_offers_the_sample(
    first_run: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = first_run
    assert window.stack.currentWidget() is window.welcome
    words = " ".join(x.text() for x in window.welcome.findChildren(QLabel))
    for label in window.welcome.findChildren(QLabel):
        # All of it is to be seen, with its lines broken.
        assert label.height() >= label.heightForWidth(label.width())
    assert "correct what is highlighted" in words and "drop" in words
    asked: list[str] = []
    window.welcome.actionWanted.connect(asked.append)
    for name in ("on_open_sample", "on_new_project", "on_open_project"):
        monkeypatch.setattr(window.files, name, lambda: None)
    for button in window.welcome.findChildren(QPushButton):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["open_sample", "new_project", "open_project"]
    window.welcome.sample.setFocus()
    QTest.keyClick(window.welcome.sample, Qt.Key.Key_Return)
    assert asked[-1] == "open_sample"


def test_recent_projects_open(first_run: MainWindow, project: Path, qtbot: QtBot) -> None:
    gone = project.parent / ("x" * 120) / "long.db"
    first_run.welcome.set_recent([gone])
    first_run.welcome.set_recent([project, gone])
    qtbot.wait(10)
    found = [b for b in first_run.welcome.findChildren(QPushButton) if b.property("flat")]
    assert len(found) == 2
    assert all(b.sizeHint().width() <= 440 for b in found)
    assert found[1].accessibleName().endswith(str(gone.parent))
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first_run.desk.document is not None)
    assert first_run.stack.currentWidget() is not first_run.welcome
    first_run.desk.finish()


def test_the_window_without_a_project_closes_cleanly(first_run: MainWindow) -> None:
    for action in ("zoom_in", "zoom_reset", "help", "about"):
        first_run.run(action)
    assert first_run.desk.session is None
