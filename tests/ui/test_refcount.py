"""PySide6 6.12.0 gives up a reference to None on each call that returns nothing.

Python 3.11 counts those references and aborts when none is left, within seconds of painting.
From 3.12 on None is immortal, so only the version can tell.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

CALLS = 5000


class Sender(QObject):
    said = Signal()
    told = Signal(object)


def _calls(widget: QWidget, sender: Sender, painter: QPainter) -> dict[str, Callable[[], object]]:
    timer = QTimer(widget)
    return {
        "a slot": timer.stop,
        "a setter": lambda: timer.setInterval(5),
        "one with text": lambda: widget.setObjectName("name"),
        "one with overloads": lambda: widget.resize(10, 10),
        "a slot with overloads": widget.update,
        "a static one": lambda: QCoreApplication.setApplicationName("annotator-test"),
        "a signal": sender.said.emit,
        "a signal that carries None": lambda: sender.told.emit(None),
        "painting": lambda: painter.drawLine(0, 0, 3, 3),
        "setting up painting": lambda: painter.setOpacity(0.5),
    }


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_that_return_nothing_keep_the_references_to_none(qapp: object) -> None:
    widget, sender, image = QWidget(), Sender(), QImage(4, 4, QImage.Format.Format_ARGB32)
    sender.said.connect(lambda: None)
    sender.told.connect(lambda _: None)
    painter = QPainter(image)
    for kind, call in _calls(widget, sender, painter).items():
        before = sys.getrefcount(None)
        for _ in range(CALLS):
            call()
        # Caches and other threads come and go with a few of them.
        assert sys.getrefcount(None) > before - CALLS // 10, kind
    painter.end()


def test_pyside_is_older_than_the_release_that_drops_them() -> None:
    major, minor = version("PySide6-Essentials").split(".")[:2]
    assert (int(major), int(minor)) < (6, 12)
