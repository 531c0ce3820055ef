"""The tour: it goes on when the key was used, and can be left at any time."""

from __future__ import annotations

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.ui import actions, settings
from annotator.ui.actions import BY_ID
from annotator.ui.tour import STEPS


def test_each_key_leads_to_the_next_step(desktop: Desktop) -> None:
    tour = desktop.window.tour
    desktop.window.run("tour")
    assert tour.bar.isVisible() and "Enter accepts it" in tour.words.text()
    top = desktop.window.reader.cursorRect().top()
    desktop.press("N")
    assert tour.at == 0
    desktop.press("Enter")
    assert tour.at == 1 and "X rejects it" in tour.words.text()
    desktop.press("X")
    desktop.press("R Esc")
    assert tour.at == 3
    QTest.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    assert tour.at == 4 and tour.place.text() == f"5 of {len(STEPS)}"
    assert desktop.window.reader.cursorRect().top() == top


def test_it_can_be_left_and_ends_by_itself(desktop: Desktop) -> None:
    tour = desktop.window.tour
    desktop.window.run("tour")
    QTest.mouseClick(tour.leave, Qt.MouseButton.LeftButton)
    assert not tour.bar.isVisible() and desktop.window.reader.hasFocus()
    desktop.window.run("tour")
    for _ in STEPS[:-1]:
        QTest.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    assert not tour.next.isVisible() and tour.leave.text() == "End tour"
    desktop.window.run("tour")
    assert tour.at is None


def test_every_key_it_names_is_in_the_table(desktop: Desktop) -> None:
    for step in STEPS:
        assert all(action in BY_ID for action in step.actions)
        assert "{" not in step.words.format_map(_Named())
    actions.change_keys({"accept": ("J",)})
    desktop.window.run("tour")
    assert desktop.window.tour.words.text().count("J accepts it") == 1
    desktop.window.tour.end()


def test_it_begins_once_by_itself(desktop: Desktop) -> None:
    settings.put(settings.TOUR, 0)
    desktop.window.tour.begin_once()
    assert desktop.window.tour.at == 0
    desktop.window.tour.end()
    desktop.window.tour.begin_once()
    assert desktop.window.tour.at is None


class _Named(dict[str, str]):
    def __missing__(self, action: str) -> str:
        assert action in BY_ID, action
        return BY_ID[action].shown_key
