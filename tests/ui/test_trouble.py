"""Errors of our own: told calmly, written down without any text of an article, and work goes on."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.services import logs
from annotator.ui.trouble import Trouble

SECRET = "Ines Okafor will resign"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log file of this test."""
    assert logs.start(tmp_path / "log") == tmp_path / "log"
    yield tmp_path / "log" / "annotator.log"
    logs.stop()


@pytest.fixture
def trouble(desktop: Desktop, log: Path) -> Iterator[Trouble]:
    made = Trouble(desktop.window)
    made.install()
    yield made
    made.uninstall()


def wait(desktop: Desktop, trouble: Trouble) -> None:
    desktop.bot.waitUntil(lambda: trouble.dialog is not None)
    desktop.settle()


def test_an_error_in_the_window_is_told_and_the_window_goes_on(
    desktop: Desktop, trouble: Trouble, log: Path, qtbot: object
) -> None:
    def fail() -> None:
        raise ValueError(SECRET)

    with qtbot.captureExceptions():  # type: ignore[attr-defined]
        trouble.install()
        QTimer.singleShot(0, fail)
        wait(desktop, trouble)
    dialog = trouble.dialog
    assert dialog is not None and dialog.isVisible() and dialog.go_on.hasFocus()
    assert "is in the project file" in dialog.words.text()
    details = dialog.details.toPlainText()
    assert "ValueError" in details and "in fail" in details and SECRET not in details
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == details
    dialog.go_on.click()
    desktop.press("Return")
    assert len(desktop.decided()) == 1
    written = log.read_text("utf-8")
    assert "ERROR" in written and "ValueError" in written and SECRET not in written


def test_an_error_on_the_databases_thread_frees_the_desk(
    desktop: Desktop, trouble: Trouble, log: Path
) -> None:
    def broken(_: object) -> None:
        raise KeyError(SECRET)

    desktop.window.desk.mutate(broken)
    wait(desktop, trouble)
    assert trouble.dialog is not None and "KeyError" in trouble.dialog.details.toPlainText()
    trouble.dialog.go_on.click()
    # Nobody waits for this one; it is told all the same. Once.
    desktop.window.desk.database.submit(lambda _: 1 / 0)
    wait(desktop, trouble)
    assert "ZeroDivisionError: division by zero" in trouble.dialog.details.toPlainText()
    trouble.dialog.go_on.click()
    desktop.window.desk.mutate(broken)
    desktop.bot.waitUntil(lambda: desktop.message().startswith("Not taken: an error"))
    desktop.settle()
    assert trouble.dialog is None
    desktop.press("Return")
    assert len(desktop.decided()) == 1
    assert SECRET not in log.read_text("utf-8")


def test_an_error_in_showing_a_step_does_not_stop_the_next(
    desktop: Desktop, trouble: Trouble, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desktop.window.desk
    plain = type(desk).apply
    monkeypatch.setattr(desk, "apply", lambda edit: [][1])
    with qtbot.captureExceptions():  # type: ignore[attr-defined]
        trouble.install()
        desktop.press("Return")
        wait(desktop, trouble)
    monkeypatch.setattr(desk, "apply", lambda edit: plain(desk, edit))
    assert trouble.dialog is not None
    trouble.dialog.go_on.click()
    desktop.settle()
    # It was stored, and is shown now.
    assert len(desktop.decided()) == 1
    assert sum(s.annotator == "ana" for s in desktop.spans()) == 1
    desktop.press("N Return")
    assert len(desktop.decided()) == 2


def test_an_error_in_a_thread(desktop: Desktop, trouble: Trouble) -> None:
    def fail() -> None:
        raise RuntimeError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    wait(desktop, trouble)
    assert trouble.dialog is not None
    assert trouble.dialog.details.toPlainText().endswith("RuntimeError")
    trouble.dialog.go_on.click()


def test_an_unsaved_step_is_said(desktop: Desktop, trouble: Trouble) -> None:
    window = desktop.window

    def query_only(on: bool) -> None:
        pragma = f"PRAGMA query_only = {int(on)}"
        window.desk.database.submit(lambda p: p.db.execute(pragma)).result()

    query_only(True)
    QTest.keyClick(window.reader, Qt.Key.Key_Return)
    desktop.bot.waitUntil(lambda: window.desk.unsaved)
    trouble._uncaught(ValueError, ValueError(), None)
    desktop.bot.waitUntil(lambda: trouble.dialog is not None)
    assert trouble.dialog is not None
    assert "The last step is not saved yet: Ctrl+S" in trouble.dialog.words.text()
    trouble.dialog.go_on.click()
    assert window.desk.unsaved
    query_only(False)
    window.run("retry")
    desktop.settle()
    assert len(desktop.decided()) == 1


def test_what_is_written_down(log: Path, tmp_path: Path) -> None:
    import logging

    def fail() -> None:
        try:
            sqlite3.connect(":memory:").execute(f"SELECT '{SECRET}")
        except sqlite3.Error as error:
            raise OSError(28, "No space left on device", f"/home/ana/{SECRET}.txt") from error

    try:
        fail()
    except OSError:
        logging.getLogger("annotator.tests").exception("it failed")
    words = log.read_text("utf-8")
    assert "it failed" in words and "OSError: 28 No space left on device" in words
    assert "because of" in words and "sqlite3.OperationalError: SQLITE_ERROR" in words
    assert SECRET not in words and "/home/ana" not in words
    first = words.splitlines()[0]
    assert "Python 3." in first


def test_the_log_turns_over_and_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import logging

    monkeypatch.setattr(logs, "SIZE", 2000)
    logs.start(tmp_path / "log")
    for number in range(200):
        logging.getLogger("annotator.tests").info("line %s of some length", number)
    logs.stop()
    files = sorted(p.name for p in (tmp_path / "log").iterdir())
    assert files == ["annotator.log", *(f"annotator.log.{n}" for n in (1, 2, 3))]
    (tmp_path / "file").write_text("")
    assert logs.start(tmp_path / "file") is None
