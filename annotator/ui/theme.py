"""Colours by token, one TOML file a theme, and the two font families."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication

from annotator.model import bundled
from annotator.model.schema import Label

SERIF, SANS = "Source Serif 4", "Inter"
_HAS_FONTS = "annotatorFonts"


@dataclass(frozen=True)
class Theme:
    """A named set of colour tokens (docs: the table in resources/themes/*.toml).

    ``line`` is the least width in px at 18 of a line that marks something; a theme that has one
    tints nothing.
    """

    name: str
    tokens: dict[str, str]
    line: float = 0.0

    @property
    def dark(self) -> bool:
        """Whether the label colours for dark paper are to be used."""
        return self.name == "dark"

    def color(self, token: str) -> QColor:
        """The colour of a token. Raises KeyError for an unknown one."""
        return QColor(self.tokens[token])

    def label(self, label: Label | None) -> QColor:
        """The hue of a label's line and shape on paper."""
        if label is None:
            return self.color("text3")
        return QColor(label.dark if self.dark else label.light)


@cache
def load(name: str) -> Theme:
    """The bundled theme ``light``, ``dark`` or ``contrast``."""
    data = tomllib.loads(bundled.path("themes", f"{name}.toml").read_text("utf-8"))
    return Theme(data["name"], dict(data["color"]), float(data.get("line", 0)))


def resolve(name: str) -> str:
    """The theme for a setting that may say ``system``."""
    if name in ("light", "dark", "contrast"):
        return name
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def load_fonts() -> None:
    """Make the bundled fonts known to Qt. Safe to call again."""
    app = QGuiApplication.instance()
    # Asking Qt which fonts there are would have it look at all those of the system.
    if app is None or app.property(_HAS_FONTS):
        return
    app.setProperty(_HAS_FONTS, True)
    for file in sorted(bundled.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def serif(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The reading font at a size in device-independent pixels."""
    return _font(SERIF, px, weight)


def sans(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font."""
    return _font(SANS, px, weight)


def figures(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font with figures of one width: for numbers, as it widens hyphens too."""
    font = _font(SANS, px, weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _font(family: str, px: float, weight: QFont.Weight) -> QFont:
    font = QFont(family)
    font.setPixelSize(max(1, round(px)))
    font.setWeight(weight)
    return font
