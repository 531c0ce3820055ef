"""Backups, ways back from a damaged project, a second window, a file that is gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.services import marking, projects, reading, safety
from annotator.store import backups, checks, locking
from annotator.ui.backups_dialog import BackupsDialog, when
from annotator.ui.window import MainWindow

Open = Callable[[Path], Desktop]


def wait_for_jobs(desktop: Desktop) -> None:
    desktop.bot.waitUntil(lambda: not desktop.window.safe._jobs, timeout=10_000)
    desktop.settle()


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xee" * 3996)


def answer_file_dialog(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> list[str]:
    offered: list[str] = []

    def ask(_parent: object, _title: str, name: str, *_: object) -> tuple[str, str]:
        offered.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return offered


# -- backups --------------------------------------------------------------------------------------


def test_a_backup_is_made_after_opening_without_holding_anything_up(desktop: Desktop) -> None:
    safe, path = desktop.window.safe, desktop.path
    assert safe._soon.isActive() and safe._often.isActive()
    desktop.press("Return")
    safe._soon.timeout.emit()
    assert not desktop.window.desk.busy
    wait_for_jobs(desktop)
    (made,) = safety.backups_of(path)
    assert made.sound and made.has_plain and made.articles == 2 and made.backup.why == "opened"
    # Young, and then unchanged: there is none to make.
    safe._often.timeout.emit()
    wait_for_jobs(desktop)
    assert len(safety.backups_of(path)) == 1


def test_a_backup_that_cannot_be_made_is_said(desktop: Desktop) -> None:
    backups.folder_of(desktop.path).write_text("a file where the folder should be")
    desktop.window.safe.keep("opened")
    wait_for_jobs(desktop)
    assert desktop.message().startswith("No backup could be made")


def test_a_step_over_many_articles_has_a_backup_before_it(desktop: Desktop) -> None:
    pks = [row.pk for row in desktop.rows]
    places = [marking.Place(pk, 0, 4) for pk in pks]
    desktop.window.desk.mutate(lambda p: marking.label(p, "ana", places, "entity", "OTHER"))
    desktop.settle()
    (made,) = safety.backups_of(desktop.path)
    assert made.backup.why == "many-places"
    shutil.copy(made.backup.path, desktop.path.with_name("before.db"))
    with projects.open_project(desktop.path.with_name("before.db")) as before:
        assert not any(
            s.annotator == "ana" for pk in pks for s in reading.load(before, pk).spans.values()
        )
    # One article is no such step.
    desktop.press("Return")
    assert len(safety.backups_of(desktop.path)) == 1


def test_the_backups_are_listed_and_one_is_opened_as_a_copy(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, safe = desktop.window, desktop.window.safe
    window.run("backups")
    desktop.settle()
    assert safe.dialog is not None and safe.dialog.none.isVisible()
    assert not safe.dialog.go.isEnabled()
    QTest.mouseClick(safe.dialog.other, Qt.MouseButton.LeftButton)
    wait_for_jobs(desktop)
    assert desktop.message() == "Backed up to project.db-backups"
    desktop.press("Return")
    window.run("backups")
    desktop.settle()
    assert safe.dialog.list.hasFocus()
    row = safe.dialog.model.rows[0]
    assert row.text.startswith("Today ") and row.detail.startswith("2 articles, ")
    offered = answer_file_dialog(monkeypatch, out := desktop.path.with_name("copy.db"))
    QTest.keyClick(safe.dialog.list, Qt.Key.Key_Return)
    desktop.settle()
    assert Path(offered[0]).name.startswith("project 20")
    assert window.desk.session.path == out
    assert not any(s.annotator == "ana" for s in window.desk.document.spans.values())


def test_moments_in_words() -> None:
    now = datetime(2026, 3, 2, 9, 30)
    assert when(datetime(2026, 3, 2, 8, 5), now) == "Today 08:05"
    assert when(datetime(2026, 3, 1, 23, 59), now) == "Yesterday 23:59"
    assert when(datetime(2026, 2, 9, 10, 0), now) == "Mon 9 Feb 10:00"
    assert when(datetime(2025, 12, 24, 18, 0), now) == "Wed 24 Dec 2025 18:00"


# -- damaged --------------------------------------------------------------------------------------


@pytest.fixture
def damaged(project: Path, tmp_path: Path) -> Path:
    """A damaged project with a backup."""
    with safety.open_guarded(project) as good:
        safety.keep_backup(good, safety.BY_HAND, force=True)
    damage(project)
    return project


def offered_ways(window: MainWindow, path: Path) -> BackupsDialog:
    assert not window.open_project(path)
    dialog = window.safe.dialog
    assert dialog is not None and dialog.isVisible()
    assert "is damaged" in dialog.words.text() or "no sound" in dialog.words.text()
    return dialog


@pytest.fixture
def window(qtbot: object, qapp: object) -> MainWindow:
    made = MainWindow("ana", "light")
    qtbot.addWidget(made)  # type: ignore[attr-defined]
    made.show()
    return made


def test_a_damaged_project_is_brought_back_by_enter(
    window: MainWindow, damaged: Path, qtbot: object
) -> None:
    broken = damaged.read_bytes()
    dialog = offered_ways(window, damaged)
    assert dialog.go.text() == "Bring this backup back" and dialog.go.isEnabled()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert window.desk.session is not None and len(window.desk.session.rows) == 2
    (aside,) = damaged.parent.glob("project.db.before-restore-*")
    assert aside.read_bytes() == broken
    assert aside.name in window.status.words.text()
    window.close()


def test_what_can_be_read_of_it_is_saved_into_a_new_project(
    window: MainWindow, damaged: Path, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = damaged.read_bytes()
    answer_file_dialog(monkeypatch, out := damaged.with_name("saved.db"))
    dialog = offered_ways(window, damaged)
    QTest.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.safe._jobs)  # type: ignore[attr-defined]
    assert window.desk.session is not None and window.desk.session.path == out
    (box,) = window.findChildren(QMessageBox)
    assert box.text().startswith("Saved 2 articles") and "Nothing was lost" in box.informativeText()
    box.close()
    window.close()
    with projects.open_project(out) as saved:
        assert list(checks.problems(saved)) == []
    assert damaged.read_bytes() == broken


def test_esc_leaves_everything_as_it_is(window: MainWindow, damaged: Path) -> None:
    before = sorted(p.name for p in damaged.parent.iterdir())
    dialog = offered_ways(window, damaged)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and window.desk.session is None
    assert sorted(p.name for p in damaged.parent.iterdir()) == before
    window.close()


# -- a second window ------------------------------------------------------------------------------


def test_a_second_window_only_reads_until_the_first_is_closed(
    desktops: Open, project: Path
) -> None:
    first, second = desktops(project), desktops(project)
    words = second.window.strip.words.text()
    assert words.startswith("This project is open in another window, by ")
    assert second.window.status.state.text() == "Read-only"
    second.press("Return")
    assert "open in another window" in second.message()
    first.press("Return")
    assert len(first.decided()) == 1
    first.window.close()
    second.window.strip.button.click()
    second.settle()
    assert second.window.desk.session.readonly is None
    second.press("N Return")
    assert len(second.decided()) == 2
    second.window.close()
    assert not locking.lock_of(project).exists()


def test_the_same_project_again_in_the_same_window(desktop: Desktop, tmp_path: Path) -> None:
    window = desktop.window
    assert window.open_project(desktop.path)
    desktop.settle()
    assert window.desk.session.readonly is None
    other = tmp_path / "other.db"
    projects.create_project(other).close()
    assert window.open_project(other)
    assert not locking.lock_of(desktop.path).exists() and locking.lock_of(other).exists()
    # One that cannot be opened leaves the open one locked.
    assert not window.open_project(tmp_path / "none.db")
    assert locking.lock_of(other).exists()
    for box in window.findChildren(QMessageBox):
        box.close()


# -- the place ------------------------------------------------------------------------------------


def test_a_cloud_folder_is_warned_of_until_it_is_understood(
    desktops: Open, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "OneDrive - Desk"
    folder.mkdir()
    moved = folder / "news.db"
    project.rename(moved)
    desktop = desktops(moved)
    strip = desktop.window.strip
    assert "in a folder of OneDrive" in strip.words.text() and strip.button.text() == "Understood"
    strip.button.click()
    assert not strip.notice.isVisible()
    desktop.window.close()
    assert not desktops(moved).window.strip.notice.isVisible()


def test_a_file_that_is_gone_is_noticed_on_coming_back(desktop: Desktop) -> None:
    desktop.path.rename(desktop.path.with_name("elsewhere.db"))
    QCoreApplication.sendEvent(desktop.window, QEvent(QEvent.Type.WindowActivate))
    desktop.settle()
    strip = desktop.window.strip
    assert "The project file was moved or deleted" in strip.words.text()
    assert strip.button.text() == "Save it as…"
    desktop.path.with_name("elsewhere.db").rename(desktop.path)


def test_what_was_stored_and_the_step_at_hand_go_to_the_new_file(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desktop.window
    desktop.press("Return")
    assert len(desktop.decided()) == 1
    desktop.path.unlink()
    QTest.keyClick(window.reader, Qt.Key.Key_Return)
    desktop.bot.waitUntil(lambda: window.desk.unsaved)
    assert window.status.state.text().startswith("Not saved: the project file was moved")
    answer_file_dialog(monkeypatch, out := desktop.path.with_name("saved.db"))
    window.strip.button.click()
    desktop.settle()
    assert not window.desk.unsaved and window.status.state.text().startswith("✓ Saved")
    assert window.windowTitle().startswith("saved.db")
    desktop.path = out
    assert len(desktop.decided()) == 2
    assert not window.strip.notice.isVisible()


def test_a_copy_never_replaces_anything(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    out = desktop.path.with_name("copy.db")
    offered = answer_file_dialog(monkeypatch, out)
    for words in ("Copied to copy.db", "No copy could be made"):
        desktop.window.run("save_copy")
        wait_for_jobs(desktop)
        assert desktop.message().startswith(words)
    assert Path(offered[0]).name == "project copy.db"
    with projects.open_project(out) as copy:
        assert list(checks.problems(copy)) == []


def test_the_log_folder_is_shown(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.services import logs

    shown: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()) or True
    )
    shutil.rmtree(logs.folder(), ignore_errors=True)
    desktop.window.run("open_log")
    assert desktop.message() == "There is no log yet" and shown == []
    assert logs.start() is not None
    desktop.window.run("open_log")
    logs.stop()
    assert shown == [str(logs.folder())]
