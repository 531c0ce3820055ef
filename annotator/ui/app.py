"""Start the application."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.services import first
from annotator.services.projects import login_name
from annotator.ui import settings, style, theme, tr
from annotator.ui.later import Later
from annotator.ui.window import MainWindow

_FRAME = QSize(16, 48)


def application(theme_name: str | None = None) -> QApplication:
    """The one QApplication, with fonts and theme; without a name that of the settings."""
    existing = QApplication.instance()
    # Said on the command line as it were, the style needs no object in Python.
    words = [*sys.argv[:1], "-style", "Fusion"]
    app = existing if isinstance(existing, QApplication) else QApplication(words)
    app.setApplicationName("annotator")
    app.setOrganizationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setDesktopFileName("org.annotator.Annotator")
    theme.load_fonts()
    style.apply(app, theme.load(theme_name or theme.resolve(settings.get(settings.THEME))))
    return app


def _fit(window: MainWindow) -> None:
    """No larger than the screen, whose frame and title bar want some of it too."""
    screen = QGuiApplication.primaryScreen().availableSize()
    window.resize(window.size().boundedTo(screen - _FRAME))


class _Watch:
    """The icon, the log, and what catches errors of our own, from when the window is whole."""

    def __init__(self) -> None:
        # Held: it would go with its last name.
        self.window: MainWindow | None = None
        self._end: list[Callable[[], None]] = []

    def begin(self, app: QApplication, window: MainWindow) -> None:
        """Begin to write down what goes wrong."""
        from annotator.services import logs
        from annotator.ui.about import application_icon
        from annotator.ui.trouble import Trouble

        app.setWindowIcon(application_icon())
        logs.start()
        trouble = Trouble(window)
        trouble.install()
        self._end = [trouble.uninstall, logs.stop]
        # What is there now stays; it need not be looked through time and again.
        gc.freeze()
        gc.enable()

    def end(self) -> None:
        """Leave it to those who did before."""
        for step in self._end:
            step()


def open_window(path: Path | None = None) -> int:
    """Open the window on a project, else the last one, else the welcome page. Blocks."""
    app = application()
    later = Later(app)
    watch = _Watch()
    watch.window = show_window(path, later, lambda window: watch.begin(app, window))
    try:
        return app.exec()
    finally:
        watch.end()


def show_window(
    path: Path | None, later: Later, watch: Callable[[MainWindow], object]
) -> MainWindow:
    """The window on a project, else the last one, else the welcome page.

    An article is in it at once; the rest is in ``later``, with ``watch`` when all parts are there.
    """
    tr.use(tr.resolve(settings.get(settings.LANGUAGE)))
    window = MainWindow(login_name(), theme.resolve(settings.get(settings.THEME)), later)
    _fit(window)
    geometry = settings.get(settings.GEOMETRY)
    if geometry:
        window.restoreGeometry(geometry)
    path = path or next(iter(settings.recent()), None)
    sight = first.look(path, window.annotator, settings.place(path)) if path else None
    later.add("watch", lambda: watch(window))
    if path is not None and sight is not None:
        later.add("open", lambda: window.open_first(path))
    later.add("reveal", window.reveal)
    if sight is None:
        # There is nothing to see before it is whole.
        later.finish()
    window.show()
    if sight is not None:
        # Now that the text has its width; it is painted when events are next waited for.
        window.show_first(sight)
        later.begin_after(window.reader.viewport())
    elif path is not None:
        window.open_project(path)
    return window
