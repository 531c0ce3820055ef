"""Start the application."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.services.projects import login_name
from annotator.ui import settings, style, theme
from annotator.ui.files import resolve_theme
from annotator.ui.window import MainWindow


def application(theme_name: str) -> QApplication:
    """The one QApplication, with fonts and theme."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("annotator")
    app.setOrganizationName("annotator")
    app.setApplicationDisplayName("Annotator")
    app.setStyle("Fusion")
    theme.load_fonts()
    style.apply(app, theme.load(theme_name))
    return app


def open_window(path: Path | None = None) -> int:
    """Open the window on a project, else the last one, else the welcome page. Blocks."""
    app = application("light")
    name = resolve_theme(settings.get(settings.THEME))
    style.apply(app, theme.load(name))
    window = MainWindow(login_name(), name)
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
    return app.exec()
