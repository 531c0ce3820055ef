"""The style sheet of the interface, from the theme's tokens."""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from annotator.model import bundled
from annotator.ui.theme import Theme, sans


def sheet(theme: Theme) -> str:
    """The style sheet for a theme."""
    icons = {
        name: bundled.path("icons", f"{name}-{theme.name}.svg").as_posix()
        for name in ("check", "down")
    }
    return Template(_template()).substitute(theme.tokens, **icons)


@cache
def _template() -> str:
    return bundled.path("themes", "style.qss").read_text("utf-8")


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application the theme."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, token in (
        (role.Window, "chrome"),
        (role.Base, "paper"),
        (role.AlternateBase, "pane"),
        (role.Text, "text"),
        (role.WindowText, "text"),
        (role.ButtonText, "text"),
        (role.Button, "paper"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "onAccent"),
        (role.ToolTipBase, "paper"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "text3"),
        (role.Link, "accent"),
    ):
        palette.setColor(which, theme.color(token))
    app.setPalette(palette)
    app.setFont(sans(13))
    app.setStyleSheet(sheet(theme))
