"""Panes in a narrow window: the text keeps its column, the others fold and come when worked in."""

from __future__ import annotations

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.ui import settings


def widths(desktop: Desktop) -> tuple[bool, bool]:
    """Whether queue and inspector can be seen."""
    queue, _, side = desktop.window.panes.splitter.sizes()
    return queue > 0, side > 0


@pytest.mark.parametrize(
    ("width", "shown"), [(1440, (True, True)), (1150, (True, True)), (1024, (True, False))]
)
def test_the_column_is_kept_and_panes_fold_in_order(
    desktop: Desktop, width: int, shown: tuple[bool, bool]
) -> None:
    desktop.window.resize(width, 700)
    desktop.settle()
    column = desktop.window.reader.page.column
    assert column.right - column.left == 560
    assert widths(desktop) == shown


def test_the_inspector_comes_when_it_is_worked_in_and_goes_with_esc(desktop: Desktop) -> None:
    desktop.window.resize(1024, 700)
    desktop.at("Sofia")
    desktop.press("I")
    assert widths(desktop) == (True, True)
    QTest.keyClick(desktop.window.focusWidget(), Qt.Key.Key_Escape)
    desktop.settle()
    assert desktop.window.reader.hasFocus() and widths(desktop) == (True, False)
    desktop.press("L")
    assert widths(desktop) == (True, True)
    desktop.press("Esc")
    assert widths(desktop) == (True, False)
    desktop.press("F6")
    assert widths(desktop) == (True, True)


def test_larger_text_folds_panes_too(desktop: Desktop) -> None:
    before = settings.get(settings.ZOOM)
    desktop.window.resize(1200, 700)
    assert widths(desktop) == (True, True)
    for _ in range(6):
        desktop.window.run("zoom_in")
    desktop.settle()
    assert widths(desktop) == (True, False)
    desktop.window.resize(1024, 700)
    for _ in range(4):
        desktop.window.run("zoom_in")
    desktop.settle()
    assert widths(desktop) == (False, False)
    desktop.window.resize(1200, 700)
    desktop.window.run("zoom_reset")
    desktop.settle()
    assert widths(desktop) == (True, True)
    settings.put(settings.ZOOM, before)


def test_in_a_low_window_the_list_gives_way_to_the_inspector(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    heights = []
    for height in (1000, 640):
        desktop.window.resize(1440, height)
        desktop.settle()
        heights.append(desktop.window.tabs.height())
    assert heights[0] >= 190 > heights[1] >= 132
