"""Storing what keys ask for: slow, failing, refused, read-only, in a burst."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.errors import Refused
from annotator.services import deciding, projects
from annotator.ui.status import SAVING_AFTER_MS

Open = Callable[[Path], Desktop]


@contextmanager
def unwritable(desktop: Desktop) -> Iterator[None]:
    """SQLite refuses to write on the desk's own connection."""
    submit = desktop.window.desk.database.submit
    submit(lambda p: p.db.execute("PRAGMA query_only = ON")).result()
    yield
    submit(lambda p: p.db.execute("PRAGMA query_only = OFF")).result()


@contextmanager
def full_disk(desktop: Desktop) -> Iterator[None]:
    """The file can grow by a few pages, however full its last ones are, and then no more."""
    submit = desktop.window.desk.database.submit

    def fill(p: projects.Project) -> None:
        pages = p.db.execute("PRAGMA page_count").fetchone()[0]
        p.db.execute(f"PRAGMA max_page_count = {pages + 4}")

    def room(p: projects.Project) -> None:
        p.db.execute("PRAGMA max_page_count = 1000000")

    submit(fill).result()
    yield
    submit(room).result()


def tap(desktop: Desktop, key: Qt.Key) -> None:
    """Press a key and wait for nothing."""
    QTest.keyClick(desktop.window.reader, key)


def wait_failed(desktop: Desktop) -> None:
    status = desktop.window.status
    desktop.bot.waitUntil(lambda: status.state.text().startswith("Not saved"))


def test_what_cannot_be_stored_stays_until_it_can(desktop: Desktop) -> None:
    status, first = desktop.window.status, desktop.current
    with unwritable(desktop):
        tap(desktop, Qt.Key.Key_Return)
        wait_failed(desktop)
        assert status.retry.isVisible()
        assert "may not be written" in status.state.text()
        # Keys stop, and say so.
        for key in (Qt.Key.Key_X, Qt.Key.Key_N, Qt.Key.Key_5):
            tap(desktop, key)
            assert "not saved. Ctrl+S" in desktop.message()
        assert desktop.current == first
        assert desktop.decided() == []
        # Trying again too early changes nothing.
        status.retry.click()
        desktop.bot.wait(50)
        wait_failed(desktop)
        assert status.retry.isVisible()
    desktop.press("Ctrl+S")
    assert desktop.decided() == [(first.label, first.text, "accepted")]
    assert status.state.text().startswith("✓ Saved") and not status.retry.isVisible()
    # What was said of the failure is over with it.
    assert desktop.message() == ""
    desktop.press("Ctrl+S")
    assert "Everything is saved" in desktop.message()
    assert desktop.current is not None and desktop.current.order > first.order
    desktop.press("X")
    assert len(desktop.decided()) == 2


def test_a_full_disk(desktop: Desktop) -> None:
    """Many steps fit into what is left; the first that does not is told, none is lost."""
    status, desk = desktop.window.status, desktop.window.desk
    with full_disk(desktop):
        for turn in range(400):
            desktop.at("Sofia")
            tap(desktop, Qt.Key.Key_5 if turn % 2 else Qt.Key.Key_2)
            desktop.bot.waitUntil(lambda: not desk.busy or status.retry.isVisible())
            if status.retry.isVisible():
                break
        assert "the disk is full" in status.state.text()
        wanted = "LOC" if turn % 2 else "ORG"
        kept = desktop.stored()[0].label
        assert kept != wanted
    status.retry.click()
    desktop.settle()
    assert desktop.stored()[0].label == wanted


def test_another_program_at_the_file(
    desktops: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.store import project as store

    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    desktop = desktops(project)
    first = desktop.current
    other = sqlite3.connect(project, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    tap(desktop, Qt.Key.Key_Return)
    wait_failed(desktop)
    assert "another program is writing" in desktop.window.status.state.text()
    other.execute("ROLLBACK")
    other.close()
    desktop.window.status.retry.click()
    desktop.settle()
    assert desktop.decided() == [(first.label, first.text, "accepted")]


def test_keys_typed_before_the_failure_showed_come_after_the_retry(desktop: Desktop) -> None:
    first = desktop.current
    with unwritable(desktop):
        tap(desktop, Qt.Key.Key_Return)
        tap(desktop, Qt.Key.Key_X)
        wait_failed(desktop)
    desktop.window.status.retry.click()
    desktop.settle()
    assert [d[2] for d in desktop.decided()] == ["accepted", "rejected"]
    assert desktop.stored()[0].made_from == first.id


def test_no_other_project_is_opened_over_an_unsaved_step(desktop: Desktop) -> None:
    with unwritable(desktop):
        tap(desktop, Qt.Key.Key_Return)
        wait_failed(desktop)
        assert not desktop.window.open_project(desktop.path)
        assert "not saved yet" in desktop.message()
    desktop.window.status.retry.click()
    desktop.settle()
    assert len(desktop.decided()) == 1


def test_closing_tries_once_more(desktop: Desktop) -> None:
    with unwritable(desktop):
        tap(desktop, Qt.Key.Key_Return)
        wait_failed(desktop)
    desktop.window.close()
    assert len(desktop.decided()) == 1


def test_closing_while_it_still_fails_ends(desktop: Desktop) -> None:
    with unwritable(desktop):
        tap(desktop, Qt.Key.Key_Return)
        wait_failed(desktop)
        desktop.window.desk.finish()
    desktop.window.desk.database.submit(lambda p: p.db.execute("PRAGMA query_only = ON")).result()
    desktop.window.close()
    assert desktop.decided() == []


def test_read_only_says_why_and_changes_nothing(
    desktops: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.store import project as store

    monkeypatch.setattr(store, "_unwritable", lambda _: "read-only: the file may not be written")
    desktop = desktops(project)
    before = desktop.current
    assert "read-only" in desktop.window.strip.words.text()
    assert desktop.window.status.state.text() == "Read-only"
    for key in ("Return", "X", "5", "U", "Shift+Right", "Ctrl+Z", "Ctrl+Shift+Return", "C", "Q"):
        desktop.window.status.say("")
        desktop.press(key)
        assert "read-only" in desktop.message(), key
    assert desktop.decided() == [] and desktop.current == before
    desktop.press("N")
    assert desktop.current != before
    desktop.press("F5")
    assert desktop.window.files.suggesting is None


def test_a_refused_action_leaves_the_line_running(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refused("this is refused for a test")

    with monkeypatch.context() as patched:
        patched.setattr(deciding, "accept", refuse)
        tap(desktop, Qt.Key.Key_Return)
        tap(desktop, Qt.Key.Key_X)
        desktop.settle()
    assert [d[2] for d in desktop.decided()] == ["rejected"]
    assert not desktop.window.status.retry.isVisible()
    desktop.press("Return")
    assert [d[2] for d in desktop.decided()] == ["rejected", "accepted"]


def test_a_bug_in_a_service_is_told_and_does_not_hang_the_window(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a bug made for a test")

    with monkeypatch.context() as patched:
        patched.setattr(deciding, "accept", broken)
        desktop.press("Return")
    assert "an error in Annotator" in desktop.message()
    desktop.press("Return")
    assert len(desktop.decided()) == 1


def _slow(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    accept = deciding.accept

    def slow(*args: object) -> object:
        time.sleep(seconds)
        return accept(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(deciding, "accept", slow)


def test_a_burst_during_a_slow_commit_is_handled_in_order(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    _slow(monkeypatch, 0.08)
    first, second, third = desktop.window.desk.open_spans()[:3]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_P, Qt.Key.Key_P):
        tap(desktop, key)
    assert desktop.decided() == []
    desktop.settle()
    own = {s.made_from: s.state for s in desktop.stored()}
    assert [own[s.id] for s in (first, second, third)] == ["accepted", "rejected", "accepted"]
    spans = desktop.window.desk.open_spans()
    assert desktop.current == spans[-2]


def test_letters_of_a_mode_in_a_burst(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    """R, letters: the mode opens when the commit before it is through, its letters wait."""
    _slow(monkeypatch, 0.05)
    desktop.at("Sofia")
    tap(desktop, Qt.Key.Key_Return)
    desktop.settle()
    desktop.at("Sofia")
    QTest.keyClicks(desktop.window.reader, "rfa")
    desktop.settle()
    assert ("FAC", "Sofia", "accepted") in desktop.decided()


def test_saving_is_said_after_a_while_only(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, go = desktop.window.status, threading.Event()
    accept = deciding.accept

    def wait(*args: object) -> object:
        go.wait(5)
        return accept(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(deciding, "accept", wait)
    tap(desktop, Qt.Key.Key_Return)
    desktop.bot.wait(SAVING_AFTER_MS // 3)
    assert "Saving" not in status.state.text()
    desktop.bot.waitUntil(lambda: status.state.text() == "Saving…")
    go.set()
    desktop.settle()
    assert status.state.text().startswith("✓ Saved")


def test_quitting_does_what_is_still_in_line(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    _slow(monkeypatch, 0.05)
    for _ in range(4):
        tap(desktop, Qt.Key.Key_Return)
    desktop.window.close()
    with projects.open_project(desktop.path, readonly=True) as project:
        assert list(projects.check(project)) == []
    assert [d[2] for d in desktop.decided()] == ["accepted"] * len(desktop.stored())
    assert len({s.made_from for s in desktop.stored()}) >= 4


def test_a_second_project_and_back(desktop: Desktop, suggested: Path, tmp_path: Path) -> None:
    """Another project in the same window: its articles, and the inspector still works."""
    with projects.open_project(suggested, readonly=True) as source:
        projects.backup(source, tmp_path / "other.db")
    desktop.press("Return")
    for path in (tmp_path / "other.db", desktop.path):
        assert desktop.window.open_project(path)
        desktop.bot.waitUntil(lambda: desktop.window.desk.document is not None)
        desktop.settle()
        desktop.bot.wait(20)
        desktop.press("N")
        assert desktop.window.inspector.accept.isVisible()
        desktop.bot.mouseClick(desktop.window.inspector.accept, Qt.MouseButton.LeftButton)
        desktop.settle()
    desktop.path = tmp_path / "other.db"
    assert len(desktop.decided()) == 1
