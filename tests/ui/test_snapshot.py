"""A picture of the window: size, theme, article; and no trace of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotator.model.errors import AnnotatorError
from annotator.services import projects, reading
from annotator.ui import settings, theme
from annotator.ui.snapshot import snapshot


def traces() -> object:
    return settings.get(settings.RECENT), settings.get(settings.THEME), settings.get(settings.ZOOM)


@pytest.fixture(autouse=True)
def no_windows_left(qapp: QApplication) -> object:
    yield
    for window in qapp.topLevelWidgets():
        assert not window.isVisible()
        window.deleteLater()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_size_and_theme(project: Path, tmp_path: Path, name: str) -> None:
    before = traces()
    snapshot(project, tmp_path / "out.png", None, name, (1200, 800))
    image = QImage(str(tmp_path / "out.png"))
    assert (image.width(), image.height()) == (1200, 800)
    corners = theme.load(name)
    assert image.pixelColor(3, 400).name().upper() in corners.tokens.values()
    assert image.pixelColor(600, 795).name().upper() == corners.tokens["chrome"]
    found = {image.pixel(x, y) for x in range(300, 800) for y in range(100, 600, 2)}
    assert theme.load(name).color("q").rgb() in found and len(found) > 50
    assert traces() == before and settings.place(project) == ("", 0)
    with projects.open_project(project, readonly=True) as opened:
        assert list(projects.check(opened)) == []
        assert reading.load(opened, 1).reviews == {}


def test_two_articles_are_two_pictures(project: Path, tmp_path: Path) -> None:
    with projects.open_project(project, readonly=True) as opened:
        ids = [r.id for r in reading.queue(opened, "ana")]
    for i in ids:
        snapshot(project, tmp_path / f"{i}.png", i, "light", (1100, 700))
    one, other = (QImage(str(tmp_path / f"{i}.png")) for i in ids)
    assert one != other


def test_an_unknown_article(project: Path, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="no article with the id 'nope'"):
        snapshot(project, tmp_path / "out.png", "nope", "light", (1100, 700))
    assert not (tmp_path / "out.png").exists()


def test_no_project_and_no_folder(project: Path, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="no such project"):
        snapshot(tmp_path / "gone.db", tmp_path / "out.png", None, "light", (1100, 700))
    with pytest.raises(AnnotatorError, match="cannot be written"):
        snapshot(project, tmp_path / "gone" / "out.png", None, "light", (1100, 700))
