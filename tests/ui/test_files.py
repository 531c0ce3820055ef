"""Projects and articles in and out of the window: import, drop, new, open, the sample, places."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from desktop import Desktop
from PySide6.QtCore import QMimeData, QPoint, QPointF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from annotator.services import adding, demo, projects, reading
from annotator.ui import settings
from annotator.ui.window import MainWindow

Open = Callable[[Path], Desktop]
_WIDE = "Bêta falls\r\n\r\nText two.\r\n"


def imported(desktop: Desktop, *paths: Path) -> None:
    """Import and wait until the window is through with it."""
    desktop.window.files.import_paths(list(paths))
    desktop.bot.waitUntil(lambda: desktop.window.files.job is None)
    desktop.settle()


def boxes(window: MainWindow) -> list[str]:
    """What message boxes say; closes them."""
    said = []
    for box in window.findChildren(QMessageBox):
        if box.isVisible():
            said.append(f"{box.text()}\n{box.informativeText()}")
            box.close()
        box.deleteLater()
    return said


def titles(desktop: Desktop) -> list[str]:
    """The queue as it is shown."""
    model = desktop.window.queue.model
    return [model.index(i).data() for i in range(model.rowCount())]


@pytest.fixture
def empty(desktops: Open, tmp_path: Path) -> Desktop:
    """The window on a project without articles."""
    path = tmp_path / "empty.db"
    projects.create_project(path).close()
    return desktops(path)


# -- import ------------------------------------------------------------------------------------


def test_an_empty_project_says_where_articles_come_from(empty: Desktop, tmp_path: Path) -> None:
    assert "No articles yet" in empty.window.queue.empty.text()
    empty.press("N Return X")
    assert "Open an article first" in empty.message()
    (tmp_path / "one.txt").write_text("Ferry sinks\n\nNobody was hurt.\n", "utf-8")
    imported(empty, tmp_path / "one.txt")
    assert titles(empty) == ["Ferry sinks"]
    assert empty.window.desk.document.article.title == "Ferry sinks"
    assert "Ferry sinks" in empty.window.reader.toPlainText()
    assert "Not suggested yet" in empty.window.strip.words.text()
    assert empty.message() == "1 article imported"
    assert not empty.window.queue.empty.isVisible()


def test_a_folder_and_a_dataset(desktop: Desktop, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("Alpha rises\n\nText one.\n", "utf-8")
    (folder / "deep" / "b.txt").write_bytes(_WIDE.encode("utf-16"))
    line = {"id": "j1", "title": "Gamma holds", "text": "Gamma holds\n\nText three."}
    (tmp_path / "set.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    before = desktop.window.desk.document.article.pk
    imported(desktop, folder, tmp_path / "set.jsonl")
    assert desktop.message() == "3 articles imported"
    assert titles(desktop)[2:] == ["Alpha rises", "Bêta falls", "Gamma holds"]
    assert desktop.window.desk.document.article.pk == before
    assert "<b>To do 5</b>" in desktop.window.queue.summary.text()


def test_duplicates_are_told_and_refused_files_named(desktop: Desktop, tmp_path: Path) -> None:
    twin = desktop.window.desk.document.article.text
    (tmp_path / "twin.txt").write_text(twin, "utf-8")
    (tmp_path / "nothing.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    imported(
        desktop, *(tmp_path / n for n in ("twin.txt", "nothing.txt", "picture.txt", "gone.txt"))
    )
    assert "1 here already" in desktop.message()
    (said,) = boxes(desktop.window)
    assert "3 refused" in said
    for name in ("nothing.txt", "picture.txt", "gone.txt"):
        assert name in said
    assert "twin.txt" not in said
    assert len(titles(desktop)) == 2


def test_importing_asks_for_files_and_folders(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "x.txt"
    file.write_text("Xenon found\n\nIn the air.\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    desktop.press("Ctrl+I")
    assert desktop.window.files.job is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "in"))
    desktop.window.run("import_folder")
    desktop.bot.waitUntil(lambda: desktop.window.files.job is None)
    desktop.settle()
    assert "Xenon found" in titles(desktop)


def test_work_goes_on_while_importing(desktop: Desktop, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(60):
        (folder / f"{i:03}.txt").write_text(f"Title {i}\n\nBody {i}.\n", "utf-8")
    desktop.window.files.import_paths([folder])
    desktop.press("Return Return")
    assert len(desktop.stored()) >= 2
    desktop.bot.waitUntil(lambda: desktop.window.files.job is None, timeout=20000)
    desktop.settle()
    assert len(titles(desktop)) == 62
    assert len(desktop.stored()) >= 2


def test_a_second_import_at_once_is_told(desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Xenon\n\nIn the air.\n", "utf-8")
    desktop.window.files.import_paths([tmp_path / "x.txt"])
    desktop.window.files.import_paths([tmp_path / "x.txt"])
    assert "already" in desktop.message()
    desktop.bot.waitUntil(lambda: desktop.window.files.job is None)
    desktop.settle()


# -- drop --------------------------------------------------------------------------------------


def drop(window: MainWindow, *paths: Path) -> bool:
    """Drop files on the window; whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, buttons, held)
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(QPointF(50, 50), copy, data, buttons, held))
    return enter.isAccepted()


def test_dropped_articles_are_imported(desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("Dropped text\n\nFrom the desktop.\n", "utf-8")
    assert drop(desktop.window, tmp_path / "d.txt")
    desktop.bot.waitUntil(lambda: desktop.window.files.job is None)
    desktop.settle()
    assert "Dropped text" in titles(desktop)


def test_a_dropped_project_is_opened(desktop: Desktop, tmp_path: Path) -> None:
    projects.create_project(tmp_path / "other.db").close()
    assert drop(desktop.window, tmp_path / "other.db")
    desktop.settle()
    assert desktop.window.desk.session.path == tmp_path / "other.db"
    assert titles(desktop) == [] and desktop.window.reader.toPlainText() == ""


def test_a_drop_without_a_project_asks_for_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow("ana", "light")
    qtbot.addWidget(window)
    (tmp_path / "d.txt").write_text("Dropped text\n\nFrom the desktop.\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    drop(window, tmp_path / "d.txt")
    assert window.desk.session is None
    path = tmp_path / "new.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    drop(window, tmp_path / "d.txt")
    qtbot.waitUntil(lambda: window.files.job is None and window.desk.document is not None)
    assert window.desk.document is not None
    assert window.desk.document.article.title == "Dropped text"
    window.close()


# -- projects ----------------------------------------------------------------------------------


def test_a_new_project(desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desktop.press("Ctrl+N")
    assert desktop.window.desk.session.path == path
    assert desktop.window.windowTitle().startswith("new.db")
    desktop.path = path
    with projects.open_project(path, readonly=True) as made:
        assert list(projects.check(made)) == []


def test_a_new_project_over_another_file_touches_nothing(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "notes.txt"
    taken.write_text("keep me", "utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(taken), ""))
    desktop.press("Ctrl+N")
    (said,) = boxes(desktop.window)
    assert "notes.txt" in said and "already" in said
    assert taken.read_text("utf-8") == "keep me"
    assert desktop.window.desk.session.path == desktop.path


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\0" * 200])
def test_what_is_no_project_is_told_and_the_open_one_stays(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (tmp_path / "wrong.db").write_bytes(content)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "wrong.db"), ""))
    desktop.press("Ctrl+O")
    if content.startswith(b"SQLite"):
        dialog = desktop.window.safe.dialog
        assert dialog is not None and "file is damaged" in dialog.words.text()
        dialog.reject()
    else:
        (said,) = boxes(desktop.window)
        assert "This project cannot be opened" in said and "wrong.db" in said
    assert desktop.window.desk.session.path == desktop.path
    desktop.press("Return")
    assert len(desktop.decided()) == 1
    assert settings.recent()[0] == desktop.path.resolve()


def test_the_sample_project(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "data"))
    asked: list[bool] = []
    monkeypatch.setattr(desktop.window.files, "on_suggest", lambda: asked.append(True))
    desktop.window.run("open_sample")
    desktop.settle()
    assert desktop.window.desk.session.path == demo.project_path(tmp_path / "data")
    assert len(titles(desktop)) == 6 and asked == [True]
    assert desktop.window.desk.document is not None


def test_the_sample_where_nothing_can_be_written(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", lambda _: str(tmp_path / "file" / "data")
    )
    desktop.window.run("open_sample")
    (said,) = boxes(desktop.window)
    assert "The sample cannot be made" in said
    assert desktop.window.desk.session.path == desktop.path


# -- where one was -----------------------------------------------------------------------------


def test_reopening_goes_back_to_the_article_and_the_span(desktops: Open, project: Path) -> None:
    first = desktops(project)
    second = next(r.pk for r in first.rows if "Second" in r.title)
    first.press("Alt+Down")
    assert first.window.desk.document.article.pk == second
    first.press("Alt+Up")
    place = first.at("Sofia")
    first.window.close()
    again = desktops(project)
    assert again.window.desk.document.article.title.startswith("Port strike")
    assert again.current is not None and again.current.start == place.start
    top, bottom = again.window.reader.visible_range()
    assert top <= place.start <= bottom
    again.press("Alt+Down")
    again.window.close()
    third = desktops(project)
    assert third.window.desk.document.article.pk == second


def test_the_time_spent_is_kept(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.ui import clock

    now = [1000.0]
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: now[0]))
    pk = desktop.window.desk.document.article.pk
    desktop.window.clock.restart()
    now[0] += 20
    desktop.press("Return")
    now[0] += 5000  # A long lunch counts as a minute.
    desktop.press("Return")
    desktop.press("Alt+Down")
    with projects.open_project(desktop.path, readonly=True) as project:
        review = reading.load(project, pk).reviews["ana"]
    assert review.seconds == 80


def test_the_time_spent_is_written_down_while_it_passes(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.ui import clock

    now = [1000.0]
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: now[0]))
    time_spent, pk = desktop.window.clock, desktop.window.desk.document.article.pk
    time_spent.restart()
    for _ in range(3):
        now[0] += 7.5
        desktop.press("N")
    # A minute's quiet, by the clock of the timer.
    now[0] += 40
    time_spent._quiet.timeout.emit()
    desktop.settle()

    def stored() -> int:
        with projects.open_project(desktop.path, readonly=True) as project:
            return reading.load(project, pk).reviews["ana"].seconds

    assert stored() == 22
    # It is measured, not decided: no step to undo.
    desktop.press("Ctrl+Z")
    assert desktop.message() == "There is nothing to undo"
    # The pause that was on counts once, when it ends.
    desktop.press("N Alt+Down")
    assert stored() == 62


def test_what_another_program_adds_shows_when_the_article_is_opened_again(
    desktop: Desktop,
) -> None:
    pk = desktop.window.desk.document.article.pk
    with projects.open_project(desktop.path) as other:
        adding.add_span(other, "ben", pk, "entity", "EVENT", 0, 11)
    desktop.press("Alt+Down Alt+Up")
    assert "ben" in {s.annotator for s in desktop.window.desk.document.spans.values()}
