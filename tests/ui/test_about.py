"""About: one version everywhere, and a licence for everything that is installed along."""

from __future__ import annotations

import re
from importlib import metadata

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator import __version__
from annotator.ui.about import AboutDialog, application_icon, parts


def dialog(desktop: Desktop) -> AboutDialog:
    desktop.window.run("about")
    found = desktop.window.findChildren(AboutDialog)
    assert len(found) == 1
    return found[0]


def test_it_names_the_version_and_shows_each_licence(desktop: Desktop) -> None:
    about = dialog(desktop)
    assert about.list.item(0).text() == f"Annotator {__version__}"
    assert about.text.toPlainText().startswith("MIT License")
    names = [part.name for part in parts()]
    about.list.setFocus()
    QTest.keyClick(about.list, Qt.Key.Key_Down)
    assert about.kind.text() == f"{names[1]}: {parts()[1].licence}"
    about.list.setCurrentRow(next(i for i, n in enumerate(names) if n.startswith("PySide6")))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in about.text.toPlainText()
    QTest.keyClick(about.text, Qt.Key.Key_Escape)
    assert not about.isVisible()
    desktop.bot.waitUntil(lambda: not desktop.window.findChildren(AboutDialog))


def required(name: str, found: set[str]) -> set[str]:
    """Names of everything that a distribution requires here, itself too."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key not in found:
        found.add(key)
        for words in metadata.requires(name) or []:
            other = re.match(r"[\w.-]+", words)
            installed = other and any(
                metadata.distributions(name=other.group()),
            )
            if installed and ";" not in words:
                required(other.group(), found)
    return found


def test_every_part_of_an_installation_is_listed_and_none_is_gpl_only() -> None:
    listed = {re.sub(r"[-_.]+", "-", part.name.rsplit(" ", 1)[0]).lower() for part in parts()}
    assert required("annotator", set()) <= listed | {"annotator"}
    for part in parts():
        assert part.text and part.licence, part.name
        assert not re.match(r"A?GPL", part.licence), part.name


def test_the_icon_is_there_at_every_size(qapp: object) -> None:
    icon = application_icon()
    for size in (16, 32, 48, 128):
        image = icon.pixmap(size, size).toImage()
        assert image.width() == size
        colours = {image.pixelColor(x, y).name() for x in range(size) for y in range(size)}
        # Blue, the white letter, the line under it.
        assert {"#2257c4", "#fdfcfa"} <= colours and len(colours) > 4
