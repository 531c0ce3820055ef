"""A real window on a real project file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desktop import Desktop
from pytestqt.qtbot import QtBot

from annotator.services import importing, projects, suggesting
from annotator.ui import actions, settings, style, theme

ARTICLE = """Port strike ends after nine days

Dockers return to work on Monday.

The strike at the port of Varna ended on Friday, Ines Okafor said.

“We will not pay twice,” Ines Okafor said on Tuesday. The port lost 40 million euros.

Okafor met Tomas Brandt, who runs Brandt Lines, in Sofia.

“The cable was cut at night,” Brandt said. It was not an accident.
"""
SECOND = """Second text about Oslo

A short article about Oslo and nothing else.
"""


@pytest.fixture(scope="session")
def suggested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two articles, suggested by the default pipeline."""
    folder = tmp_path_factory.mktemp("suggested")
    for name, text in (("first.txt", ARTICLE), ("second.txt", SECOND)):
        (folder / name).write_text(text, "utf-8")
    path = folder / "project.db"
    with projects.create_project(path) as project:
        importing.import_paths(project, [folder / "first.txt", folder / "second.txt"])
        suggesting.suggest(lambda work: work(project), suggesting.InProcess())
    return path


@pytest.fixture
def project(suggested: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    path = tmp_path / "project.db"
    with projects.open_project(suggested, readonly=True) as source:
        projects.backup(source, path)
    return path


@pytest.fixture(autouse=True)
def look(qapp: object) -> None:
    """Fonts and theme as the application has them."""
    theme.load_fonts()
    style.apply(qapp, theme.load("light"))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def fresh_settings(qapp: object) -> Iterator[None]:
    """No keys, commands or order kept from one test to the next."""
    yield
    for setting in (settings.KEYS, settings.COMMANDS, settings.BY_SCORE):
        settings.put(setting, setting.default)
    actions.change_keys({})


@pytest.fixture
def desktop(qtbot: QtBot, project: Path) -> Iterator[Desktop]:
    """The window on the project."""
    made = Desktop(qtbot, project)
    yield made
    made.window.close()


@pytest.fixture
def desktops(qtbot: QtBot) -> Iterator[Callable[[Path], Desktop]]:
    """Open windows on projects; closes what is still open at the end."""
    made: list[Desktop] = []

    def open_on(path: Path) -> Desktop:
        made.append(Desktop(qtbot, path))
        return made[-1]

    yield open_on
    for one in made:
        one.window.close()
