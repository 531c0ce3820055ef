"""Threads, timers, widgets that a test left behind."""

from __future__ import annotations

import gc
import sys
import threading
import time
from dataclasses import dataclass

# Threads of the tools that run the tests.
_TOOLS = ("pytest_timeout", "pytest-timeout", "MainThread", "hypothesis")


@dataclass(frozen=True)
class Leaks:
    """What lives at one moment, by identity."""

    threads: frozenset[int]
    timers: frozenset[int]
    widgets: frozenset[int]

    @classmethod
    def now(cls) -> Leaks:
        """Look around."""
        return cls(
            frozenset(id(t) for t in threading.enumerate()),
            frozenset(id(t) for t in _timers()),
            frozenset(id(w) for w in _widgets()),
        )

    @classmethod
    def since(cls, before: Leaks, patience: float = 2.0) -> list[str]:
        """What lives now and did not before, in words; gives ending threads a moment."""
        _finish_deletions()
        end = time.monotonic() + patience
        while (left := cls._new(before)) and time.monotonic() < end:
            time.sleep(0.02)
            _finish_deletions()
        return left

    @classmethod
    def _new(cls, before: Leaks) -> list[str]:
        threads = [
            f"thread {t.name}"
            for t in threading.enumerate()
            if id(t) not in before.threads and not t.name.startswith(_TOOLS)
        ]
        timers = [
            f"running timer {t.objectName() or t.parent()}"
            for t in _timers()
            if id(t) not in before.timers
        ]
        widgets = [
            f"visible widget {type(w).__name__}" for w in _widgets() if id(w) not in before.widgets
        ]
        return threads + timers + widgets


def _qt_runs() -> bool:
    module = sys.modules.get("PySide6.QtWidgets")
    return module is not None and module.QApplication.instance() is not None


def _finish_deletions() -> None:
    if _qt_runs():
        core = sys.modules["PySide6.QtCore"]
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        core.QCoreApplication.processEvents()


def _timers() -> list:  # type: ignore[type-arg]
    if not _qt_runs():
        return []
    core = sys.modules["PySide6.QtCore"]
    valid = sys.modules["shiboken6"].isValid
    found = [o for o in gc.get_objects() if type(o) is core.QTimer]
    return [t for t in found if valid(t) and t.isActive()]


def _widgets() -> list:  # type: ignore[type-arg]
    if not _qt_runs():
        return []
    widgets = sys.modules["PySide6.QtWidgets"]
    return [w for w in widgets.QApplication.topLevelWidgets() if w.isVisible()]
