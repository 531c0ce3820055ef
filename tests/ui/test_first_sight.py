"""The first article is there before the rest of the window, and stays where it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.services import importing, projects, reading
from annotator.ui import settings
from annotator.ui.app import show_window
from annotator.ui.later import Later
from annotator.ui.window import MainWindow

Start = Callable[..., MainWindow]
ROOT = Path(__file__).resolve().parents[2]


class Held(Later):
    """Does no step until it is told to finish: what is there at first can be looked at."""

    def begin_after(self, painted: QWidget) -> None:
        pass


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Starts as the program does; the window has not been painted yet."""
    made: list[MainWindow] = []

    def begin(path: Path, later: Later | None = None) -> MainWindow:
        window = show_window(path, later or Later(), lambda _: None)
        window.transient = True
        qtbot.addWidget(window, before_close_func=lambda _: None)
        made.append(window)
        return window

    yield begin
    for window in made:
        if window.isVisible():
            window.close()


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def whole(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.later.left and window.updatesEnabled())


def test_the_article_is_shown_before_anything_else_is_made(start: Start, project: Path) -> None:
    window = start(project, Held())
    assert window.reader.page is not None and window.reader.marks.current is not None
    assert "open" in window.later.left and not hasattr(window, "desk")


def test_nothing_of_the_text_changes_when_the_rest_arrives(
    start: Start, project: Path, qtbot: QtBot
) -> None:
    window = start(project, Held())
    qtbot.waitUntil(window.reader.hasFocus)
    before, at = picture(window.reader), window.reader.mapTo(window, QPoint())
    window.later.finish()
    whole(qtbot, window)
    assert window.desk.document is not None and window.reader.hasFocus()
    assert window.reader.marks.current == window.desk.current is not None
    assert window.reader.mapTo(window, QPoint()) == at
    assert picture(window.reader) == before


def test_the_text_has_its_place_though_a_notice_comes_above_it(
    start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "new.txt").write_text("A title\n\nNobody suggested anything here yet.\n", "utf-8")
    path = tmp_path / "new.db"
    with projects.create_project(path) as project:
        importing.import_paths(project, [tmp_path / "new.txt"])
    window = start(path, Held())
    QApplication.processEvents()
    at, size = window.reader.mapTo(window, QPoint()), window.reader.size()
    window.later.finish()
    whole(qtbot, window)
    assert window.strip.notice.isVisible()
    assert (window.reader.mapTo(window, QPoint()), window.reader.size()) == (at, size)


def test_the_places_look_as_what_comes_there(start: Start, project: Path, qtbot: QtBot) -> None:
    window = start(project, Held())
    # A corner of the header, the queue, the side and the status bar where nothing is written.
    right, bottom = window.width() - 2, window.height() - 2
    places = [QPoint(2, 2), QPoint(2, bottom - 60), QPoint(right, 44), QPoint(2, bottom)]
    before = picture(window)
    window.later.finish()
    whole(qtbot, window)
    after = picture(window)
    ratio = before.devicePixelRatio()
    for place in places:
        assert before.pixelColor(place * ratio) == after.pixelColor(place * ratio), place


def test_a_key_pressed_before_the_parts_are_there_is_not_lost(
    start: Start, project: Path, qtbot: QtBot
) -> None:
    window = start(project)
    # Painted once: from now on there is input.
    window.reader.viewport().repaint()
    qtbot.waitUntil(lambda: "hold" not in window.later.left)
    assert window.later.left
    shown = window.reader.marks.current
    QTest.keyClick(window.reader, Qt.Key.Key_Return)
    assert not window.later.left
    qtbot.waitUntil(lambda: window.desk.document is not None and not window.desk.busy)
    with projects.open_project(project, readonly=True) as stored:
        document = reading.load(stored, window.desk.document.article.pk)
    mine = [s for s in document.spans.values() if s.annotator == window.annotator]
    assert [(s.made_from, s.state) for s in mine] == [(shown, "accepted")]


def test_a_window_closed_before_the_parts_are_there_closes(start: Start, project: Path) -> None:
    window = start(project)
    window.close()
    assert not window.isVisible() and not window.later.left and not hasattr(window, "desk")
    with projects.open_project(project, readonly=True) as stored:
        assert list(projects.check(stored)) == []


def test_work_goes_on_where_it_stopped(start: Start, project: Path, qtbot: QtBot) -> None:
    with projects.open_project(project, readonly=True) as opened:
        rows = reading.queue(opened, "ana")
        second = reading.load(opened, rows[1].pk)
    last = max(s.start for s in second.spans.values())
    settings.remember_place(project, rows[1].id, last)
    window = start(project)
    assert window.reader.page.article.id == rows[1].id
    current = window.reader.marks.span()
    assert current is not None and current.start == last
    whole(qtbot, window)
    assert window.desk.pk == rows[1].pk and window.desk.current == current.id


def test_a_project_that_cannot_be_opened_leaves_no_text(
    start: Start, project: Path, qtbot: QtBot
) -> None:
    window = start(project)
    project.unlink()
    whole(qtbot, window)
    assert window.stack.currentWidget() is window.welcome and window.reader.page is None
    assert window.desk.session is None and window.status.words.text()


def test_without_an_article_the_window_is_whole_at_once(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    projects.create_project(path).close()
    window = start(path)
    assert not window.later.left and window.updatesEnabled()
    assert window.desk.session is not None and window.reader.page is None


def test_the_first_article_waits_for_nothing_that_it_does_not_need(
    project: Path, tmp_path: Path
) -> None:
    """In a process of its own: what is imported when the article is painted."""
    script = """
import json, os, sys
from annotator.cli.main import main
from annotator.ui.reading.view import ReadingView
plain = ReadingView.paintEvent
def painted(view, event):
    plain(view, event)
    print(json.dumps([__import__.__name__, *sorted(sys.modules)]), flush=True)
    os._exit(0)
ReadingView.paintEvent = painted
main(sys.argv[1:])
"""
    shutil.copy(project, tmp_path / "own.db")
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "own.db")],
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    imports, *modules = json.loads(run.stdout.splitlines()[-1])
    assert imports == "__import__", "each import is slowed down by another"
    assert "annotator.ui.reading.view" in modules
    late = {
        "annotator.formats", "annotator.store.backups", "annotator.ui.commands",
        "annotator.ui.queue", "annotator.ui.inspector", "annotator.ui.menus", "logging.handlers",
        "numpy", "spacy", "sqlite_utils",
    }  # fmt: skip
    assert not late & set(modules)


# -- the queue of steps ------------------------------------------------------------------------


def test_steps_are_done_in_order_after_the_widget_is_painted(qtbot: QtBot) -> None:
    done: list[int] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    later = Later(widget)
    for number in range(3):
        later.add(str(number), lambda number=number: done.append(number))
    later.begin_after(widget)
    assert not done and later.left == ["0", "1", "2"]
    widget.show()
    qtbot.waitUntil(lambda: not later.left)
    assert done == [0, 1, 2]


def test_a_widget_nobody_sees_is_not_waited_for(qtbot: QtBot) -> None:
    done: list[int] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    later = Later(widget)
    later.add("only", lambda: done.append(1))
    later.begin_after(widget)
    qtbot.waitUntil(lambda: bool(done), timeout=2000)


def test_input_does_what_is_left_and_no_input_is_watched_afterwards(qtbot: QtBot) -> None:
    done: list[int] = []
    widget = QWidget()
    qtbot.addWidget(widget)
    later = Later(widget)
    for number in range(50):
        later.add(str(number), lambda number=number: done.append(number))
    later.begin_after(widget)
    widget.show()
    qtbot.waitUntil(lambda: bool(done))
    QTest.keyClick(widget, Qt.Key.Key_A)
    assert done == list(range(50))
    later.add("more", lambda: done.append(-1))
    QTest.keyClick(widget, Qt.Key.Key_B)
    assert done[-1] == 49
