"""Colours that can be read, in both themes; what changes with theme and zoom, and is remembered."""

from __future__ import annotations

import re

import pytest
from desktop import Desktop
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from annotator.services import projects
from annotator.store.project import default_schema
from annotator.ui import settings, style, theme

THEMES = ("light", "dark", "contrast")


def luminance(color: QColor) -> float:
    """As WCAG 2.2 defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
             for c in (color.redF(), color.greenF(), color.blueF())]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["paper", "pane", "chrome"])
@pytest.mark.parametrize("token", ["text", "text2", "text3", "err", "ok", "warn"])
def test_words_can_be_read(name: str, ground: str, token: str) -> None:
    made = theme.load(name)
    assert contrast(made.color(token), made.color(ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_words_on_colours_can_be_read(name: str) -> None:
    made = theme.load(name)
    pairs = [
        ("onAccent", "accent"), ("onQ", "q"), ("text", "sel"), ("text3", "sel"),
        ("text", "accentBg"), ("text2", "accentBg"),
        ("text", "qFill"), ("text", "qFillS"), ("text", "cBg"), ("accent", "paper"),
        ("accent", "pane"), ("q", "paper"), ("c", "paper"),
    ]  # fmt: skip
    low = {p: round(contrast(made.color(p[0]), made.color(p[1])), 2) for p in pairs}
    assert {p: c for p, c in low.items() if c < 4.5} == {}


@pytest.mark.parametrize("name", THEMES)
def test_lines_and_borders_can_be_seen(name: str) -> None:
    made = theme.load(name)
    for layer in default_schema().layers:
        for label in layer.labels:
            assert contrast(made.label(label), made.color("paper")) >= 3, label.id
    for ground in ("paper", "pane", "chrome"):
        assert contrast(made.color("ctl"), made.color(ground)) >= 3, ground
        assert contrast(made.color("accent"), made.color(ground)) >= 3, ground


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_no_name_left(name: str) -> None:
    sheet = style.sheet(theme.load(name))
    assert "$" not in sheet
    files = re.findall(r"url\((.+?)\)", sheet)
    from pathlib import Path

    assert files and all(Path(f).is_file() for f in files)


def test_both_themes_have_the_same_tokens() -> None:
    assert theme.load("light").tokens.keys() == theme.load("dark").tokens.keys()
    assert theme.load("light").tokens.keys() == theme.load("contrast").tokens.keys()
    assert not theme.load("light").dark and theme.load("dark").dark


def test_switching_the_theme_repaints_everything(desktop: Desktop) -> None:
    window = desktop.window

    def grounds() -> list[str]:
        desktop.settle()
        image = window.grab().toImage()
        parts = (window.reader.viewport(), window.queue, window.panes.side, window.status)
        found = []
        for part in parts:
            at = part.mapTo(window, part.rect().bottomRight())
            ratio = image.devicePixelRatio()
            found.append(image.pixelColor(int((at.x() - 4) * ratio), int((at.y() - 4) * ratio)))
        return [c.name().upper() for c in found]

    expected = {
        name: [theme.load(name).tokens[t] for t in ("paper", "pane", "pane", "chrome")]
        for name in THEMES
    }
    assert grounds() == expected["light"]
    window.run("theme_dark")
    assert grounds() == expected["dark"]
    assert settings.get(settings.THEME) == "dark"
    window.run("theme_contrast")
    assert grounds() == expected["contrast"]
    assert theme.resolve(settings.get(settings.THEME)) == "contrast"
    # The keys go on, also with nothing current when the theme changed.
    desktop.press("Esc")
    window.run("theme_light")
    desktop.bot.wait(20)
    assert grounds() == expected["light"]
    desktop.press("N")
    assert window.inspector.accept.isVisible()
    desktop.press("Return")
    assert {state for _, _, state in desktop.decided()} == {"accepted"}
    window.run("theme_system")
    assert settings.get(settings.THEME) == "system"
    assert theme.resolve("system") in THEMES
    style.apply(QApplication.instance(), theme.load("light"))  # type: ignore[arg-type]


def test_high_contrast_has_thick_lines() -> None:
    from PySide6.QtGui import QPainter

    from annotator.ui.reading.strokes import Ink

    thin, thick = (
        Ink(QPainter(), theme.load(x)).pen(QColor("black"), 1.2, (4, 2)) for x in THEMES[1:]
    )
    assert thin.widthF() == 1.2 and thick.widthF() == 3
    # A dash is as long as before.
    assert [x * thick.widthF() for x in thick.dashPattern()] == pytest.approx([4, 2])


def test_zoom_has_limits_and_is_remembered(desktop: Desktop, desktops: object) -> None:
    sizes = []
    for _ in range(15):
        desktop.press("Ctrl+Plus")
        sizes.append(settings.get(settings.ZOOM))
    assert sizes[0] == 19 and sizes[-1] == 28
    high = desktop.window.reader.page.document.size().height()
    for _ in range(20):
        desktop.press("Ctrl+Minus")
    assert settings.get(settings.ZOOM) == 14
    # The column grows with its text, so that the lines stay the same and get lower.
    assert desktop.window.reader.page.document.size().height() < high * 0.6
    desktop.window.close()
    again = desktops(desktop.path)  # type: ignore[operator]
    assert settings.get(settings.ZOOM) == 14
    again.press("Ctrl+0")
    assert settings.get(settings.ZOOM) == 18


def test_recent_projects_are_newest_first_and_only_those_there(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    for i in range(settings.MAX_RECENT + 3):
        (folder / f"{i}.db").touch()
        settings.remember(folder / f"{i}.db")
    settings.remember(folder / "5.db")
    (folder / "8.db").unlink()
    found = [p.name for p in settings.recent()]
    assert found[:3] == ["5.db", "10.db", "9.db"] and "8.db" not in found
    assert len(settings.get(settings.RECENT)) == settings.MAX_RECENT


def test_a_place_is_kept_for_each_project(tmp_path: object) -> None:
    from pathlib import Path

    one, other = Path(str(tmp_path)) / "one.db", Path(str(tmp_path)) / "other.db"
    assert settings.place(one) == ("", 0)
    settings.remember_place(one, "an id with = and % and é", 42)
    assert settings.place(one) == ("an id with = and % and é", 42)
    assert settings.place(other) == ("", 0)
    assert projects.login_name()


@pytest.mark.parametrize("broken", ["nonsense", "", "-5", "9999"])
def test_a_broken_setting_does_not_stop_the_window(
    desktops: object, project: object, broken: str
) -> None:
    settings.put(settings.ZOOM, broken)
    try:
        window = desktops(project).window  # type: ignore[operator]
        assert window.reader.page is not None
        assert 14 <= settings.get(settings.ZOOM) <= 28
    finally:
        settings.put(settings.ZOOM, 18)
