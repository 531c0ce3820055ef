"""Threads, processes, timers and windows that a test left behind.

Timers and threads of Qt are looked up among all objects that PySide6 has wrapped, so one whose
parent keeps it alive is found too. Nothing here imports Qt: without it there is nothing to find.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

# How the threads of the tools that run the tests are called.
_TOOLS = ("pytest_timeout", "pytest-timeout", "hypothesis", "execnet")


@dataclass(frozen=True)
class Leaks:
    """What lives at one moment: an identity, and words that name the thing."""

    living: dict[Hashable, str]

    @classmethod
    def now(cls) -> Leaks:
        """Look around."""
        return cls({**dict(_threads()), **dict(_processes()), **dict(_of_qt())})

    @classmethod
    def since(cls, before: Leaks, patience: float = 2.0) -> list[str]:
        """What lives now and did not before, in words; gives what is ending a moment."""
        _finish_deletions()
        left = cls._new(before)
        if left:
            gc.collect()
        end = time.monotonic() + patience
        while left and time.monotonic() < end:
            time.sleep(0.02)
            _finish_deletions()
            left = cls._new(before)
        return left

    @classmethod
    def _new(cls, before: Leaks) -> list[str]:
        return [words for key, words in cls.now().living.items() if key not in before.living]


def _threads() -> Iterator[tuple[Hashable, str]]:
    for thread in threading.enumerate():
        # A dummy stands for a thread that Python did not start; Qt's own are looked at below.
        if not isinstance(thread, threading._DummyThread) and not thread.name.startswith(_TOOLS):
            yield thread, f"thread {thread.name}"


def _processes() -> Iterator[tuple[Hashable, str]]:
    multiprocessing = sys.modules.get("multiprocessing")
    if multiprocessing is not None:
        for process in multiprocessing.active_children():
            yield process, f"process {process.name}"


def _of_qt() -> Iterator[tuple[Hashable, str]]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets and widgets.QApplication.instance()
    if not isinstance(app, widgets.QApplication if widgets else ()):
        return
    core, shiboken = sys.modules["PySide6.QtCore"], sys.modules["shiboken6"]

    def key(thing: Any) -> Hashable:
        return type(thing).__name__, shiboken.getCppPointer(thing)[0]

    for thing in shiboken.getAllValidWrappers():
        if isinstance(thing, core.QTimer) and thing.isActive():
            yield key(thing), f"running timer {_name(thing)}"
        elif isinstance(thing, core.QThread) and thing.isRunning() and thing is not app.thread():
            yield key(thing), f"running Qt thread {_name(thing)}"
    if core.QThreadPool.globalInstance().activeThreadCount():
        yield "pool", "work in the global thread pool"
    for window in app.topLevelWidgets():
        if window.isVisible():
            yield key(window), f"visible window {_name(window)}"
        elif window.parent() is None:
            yield (*key(window), "hidden"), f"hidden window {_name(window)}"


def _name(thing: Any) -> str:
    """``ClassName 'object name'``, and whose child it is."""
    name = type(thing).__name__ + (f" {thing.objectName()!r}" if thing.objectName() else "")
    return name if thing.parent() is None else f"{name} of {_name(thing.parent())}"


def _finish_deletions() -> None:
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        core.QCoreApplication.processEvents()
