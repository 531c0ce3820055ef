"""The harness keeps its word: a leak, a warning of Qt or of Python fails the test that made it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from leaks import Leaks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TESTS = Path(__file__).parent

# Run by a pytest of its own: tests with "bad" in their names must fail, for the reason beside them.
INNER = """
import os, threading, warnings
from pathlib import Path
from leaks import Leaks

Leaks.since.__func__.__defaults__ = (0.5,)  # not so patient: what stays here stays
done = threading.Event()
kept = []

def test_bad_thread(): # thread forgotten
    threading.Thread(target=done.wait, name="forgotten", daemon=True).start()

def test_good_after_a_leak():
    pass

def test_good_thread_that_ends():
    threading.Timer(0.1, lambda: None).start()

def test_bad_timer(qapp): # running timer QTimer 'tick' of QObject
    from PySide6.QtCore import QObject, QTimer
    parent = QObject(qapp)
    timer = QTimer(parent)
    timer.setObjectName("tick")
    timer.start(60_000)

def test_bad_window(qtbot): # visible window QWidget 'lost'
    from PySide6.QtWidgets import QWidget
    widget = QWidget()
    widget.setObjectName("lost")
    widget.show()
    kept.append(widget)

def test_bad_hidden_window(qtbot): # hidden window QWidget
    from PySide6.QtWidgets import QWidget
    kept.append(QWidget())

def test_good_window_and_timer(qtbot):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QDialog, QWidget
    widget = QWidget()
    qtbot.addWidget(widget)
    QTimer(widget).start(60_000)
    widget.show()
    QDialog(widget).show()

def test_bad_qt_warning(qtbot): # Failure: Qt messages with level WARNING or above emitted
    from PySide6.QtCore import qWarning
    qWarning("out of order")

def test_bad_python_warning(): # UserWarning: careless
    warnings.warn("careless")

def test_bad_mark(): # AssertionError: once only
    kept.append(threading.Thread(target=done.wait, name="of-a-failed-test", daemon=True))
    kept[-1].start()
    raise AssertionError("once only")

def test_good_settings(qapp, tmp_path_factory):
    from PySide6.QtCore import QSettings, QStandardPaths
    home = Path(os.environ["HOME"])
    assert home.name.startswith("annotator-tests-")
    assert Path.home() == home
    stored = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "annotator", "x")
    assert Path(stored.fileName()).is_relative_to(home)
    assert QStandardPaths.isTestModeEnabled()
    for kind in QStandardPaths.StandardLocation:
        if kind.name in ("ConfigLocation", "AppDataLocation", "CacheLocation", "HomeLocation"):
            assert Path(QStandardPaths.writableLocation(kind)).is_relative_to(home)
    assert qapp.platformName() == os.environ["QT_QPA_PLATFORM"]
"""


def test_the_harness_fails_what_it_must_and_nothing_else(tmp_path: Path) -> None:
    inner = tmp_path / "test_inner.py"
    inner.write_text(INNER, "utf-8")
    shutil.copy(TESTS / "conftest.py", tmp_path)
    command = [sys.executable, "-m", "pytest", "-c", str(TESTS.parent / "pyproject.toml")]
    command += ["--rootdir", str(tmp_path), "-p", "no:cacheprovider", "-rA"]
    done = subprocess.run(
        [*command, "--color=no", str(inner)],
        env={**os.environ, "PYTHONPATH": str(TESTS), "COLUMNS": "250"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    summary = done.stdout.partition("short test summary info")[2].splitlines()
    bad = [line for line in summary if line.startswith(("FAILED", "ERROR"))]
    for line in INNER.splitlines():
        if line.startswith("def test_"):
            head, _, reason = line.partition(" # ")
            name = head.removeprefix("def ").partition("(")[0]
            named = [line for line in bad if f"::{name} " in f"{line} "]
            assert len(named) == bool(reason), (name, done.stdout)
            assert reason in done.stdout


def test_a_running_thread_is_named() -> None:
    before, stop = Leaks.now(), threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    thread.start()
    left = Leaks.since(before, patience=0)
    stop.set()
    thread.join()
    assert left == ["thread forgotten"]
    assert Leaks.since(before) == []


def test_a_running_process_is_named() -> None:
    before = Leaks.now()
    process = multiprocessing.get_context("spawn").Process(
        target=time.sleep, args=(60,), name="forgotten"
    )
    process.start()
    left = Leaks.since(before, patience=0)
    process.terminate()
    process.join()
    assert left == ["process forgotten"]


def test_a_running_timer_is_named_by_its_parents(qapp: QApplication) -> None:
    from PySide6.QtCore import QObject, QTimer

    before = Leaks.now()
    parent = QObject()
    parent.setObjectName("reader")
    timer = QTimer(parent)
    timer.start(60_000)
    assert Leaks.since(before, patience=0) == ["running timer QTimer of QObject 'reader'"]
    timer.stop()
    assert Leaks.since(before, patience=0) == []


def test_a_running_qt_thread_is_named(qapp: QApplication) -> None:
    from PySide6.QtCore import QThread

    before = Leaks.now()
    thread = QThread()
    thread.start()
    left = Leaks.since(before, patience=0)
    thread.quit()
    thread.wait()
    assert left == ["running Qt thread QThread"]


def test_windows_are_named_until_they_are_deleted(qapp: QApplication) -> None:
    from PySide6.QtWidgets import QLabel

    before = Leaks.now()
    label = QLabel("text")
    assert Leaks.since(before, patience=0) == ["hidden window QLabel"]
    label.show()
    assert Leaks.since(before, patience=0) == ["visible window QLabel"]
    label.deleteLater()
    assert Leaks.since(before, patience=0) == []


def test_looking_for_leaks_does_not_import_qt() -> None:
    code = (
        "import leaks, sys; leaks.Leaks.since(leaks.Leaks.now()); print('PySide6' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "PySide6" not in done.stdout.split()


def test_the_shared_folder_is_beside_the_checkout(shared: Path) -> None:
    assert shared == TESTS.parent.parent / "shared"


@pytest.mark.parametrize("name", ["annotator", "ci"])
def test_hypothesis_has_time(name: str) -> None:
    from hypothesis import settings

    profile = settings.get_profile(name)
    assert profile.deadline is None
    assert profile.max_examples == 60
