"""Start the application."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.services import logs
from annotator.services.projects import login_name
from annotator.ui import settings, style, theme, tr
from annotator.ui.about import application_icon
from annotator.ui.trouble import Trouble
from annotator.ui.window import MainWindow

_FRAME = QSize(16, 48)


def application(theme_name: str) -> QApplication:
    """The one QApplication, with fonts and theme."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("annotator")
    app.setOrganizationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setDesktopFileName("org.annotator.Annotator")
    app.setWindowIcon(application_icon())
    app.setStyle("Fusion")
    theme.load_fonts()
    style.apply(app, theme.load(theme_name))
    return app


def _fit(window: MainWindow) -> None:
    """No larger than the screen, whose frame and title bar want some of it too."""
    screen = QGuiApplication.primaryScreen().availableSize()
    window.resize(window.size().boundedTo(screen - _FRAME))


def open_window(path: Path | None = None) -> int:
    """Open the window on a project, else the last one, else the welcome page. Blocks."""
    logs.start()
    app = application("light")
    tr.use(tr.resolve(settings.get(settings.LANGUAGE)))
    name = theme.resolve(settings.get(settings.THEME))
    style.apply(app, theme.load(name))
    window = MainWindow(login_name(), name)
    trouble = Trouble(window)
    trouble.install()
    _fit(window)
    geometry = settings.get(settings.GEOMETRY)
    if geometry:
        window.restoreGeometry(geometry)
    window.welcome.set_recent(settings.recent())
    window.show()
    known = settings.recent()
    if path is not None:
        window.open_project(path)
    elif known:
        window.open_project(known[0])
    try:
        return app.exec()
    finally:
        trouble.uninstall()
        logs.stop()
