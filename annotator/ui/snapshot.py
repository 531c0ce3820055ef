"""The real window rendered off-screen, for documentation and bug reports."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotator.model.errors import AnnotatorError
from annotator.services.projects import login_name
from annotator.ui.app import application
from annotator.ui.window import MainWindow


def snapshot(
    project: Path, out: Path, article: str | None, theme: str, size: tuple[int, int]
) -> None:
    """Render the window on a project to a PNG of ``size`` pixels. Raises AnnotatorError."""
    qInstallMessageHandler(_message)
    app = application(theme)
    window = MainWindow(login_name(), theme)
    window.transient = True
    window.desk.database.locks = False
    window.resize(*size)
    window.show()
    try:
        window.desk.open_project(project)
        wanted = _pk(window, article)
        if wanted is not None:
            window.open_article(wanted)
        settle(app, window)
        image = window.grab()
        if not image.save(str(out), "PNG"):
            raise AnnotatorError("the picture cannot be written", str(out), "Choose another folder")
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qInstallMessageHandler(None)


def colours(picture: Path) -> int:
    """How many different colours a picture has, looking at every second pixel each way."""
    image = QImage(str(picture))
    across, down = range(0, image.width(), 2), range(0, image.height(), 2)
    return len({image.pixel(x, y) for x in across for y in down})


def _message(kind: QtMsgType, _: QMessageLogContext, words: str) -> None:
    # Said by the platform without a display of every window that has a smallest size.
    if "propagateSizeHints" not in words:
        print(words, file=sys.stderr)


def _pk(window: MainWindow, article: str | None) -> int | None:
    session = window.desk.session
    if article is None or session is None:
        return None
    found = next((r.pk for r in session.rows if r.id == article), None)
    if found is None:
        raise AnnotatorError(f"there is no article with the id {article!r}", str(session.path))
    return found


def settle(app: QApplication, window: MainWindow, seconds: float = 10.0) -> None:
    """Let everything that was asked for arrive and be painted."""
    end = time.monotonic() + seconds
    quiet = 0
    while quiet < 5 and time.monotonic() < end:
        app.processEvents()
        window.desk.database.submit(lambda _: None).result()
        quiet = 0 if window.desk.busy else quiet + 1
        time.sleep(0.01)
