"""Which pane has the keyboard can be seen."""

from __future__ import annotations

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def test_the_pane_with_the_focus_has_a_line(desktop: Desktop) -> None:
    panes = desktop.window.panes
    queue, side = panes._lines

    def seen() -> tuple[bool, bool, bool]:
        return desktop.window.reader.hasFocus(), side.isVisible(), queue.isVisible()

    assert seen() == (True, False, False)
    for expected in ((False, True, False), (False, False, True), (True, False, False)):
        desktop.window.run("next_pane")
        desktop.settle()
        assert seen() == expected
    desktop.press("Shift+F6")
    assert queue.isVisible() and queue.width() == panes.queue.width()
    picture = panes.queue.grab().toImage()
    ratio = picture.devicePixelRatio()
    color = picture.pixelColor(round(20 * ratio), 0).name()
    assert color == desktop.window.theme.color("accent").name()


def test_the_keys_shown_are_those_of_the_pane(desktop: Desktop) -> None:
    status, queue = desktop.window.status, desktop.window.queue
    opened = desktop.window.desk.pk
    assert ("N", "next") in status.keys.shown
    queue.list.setFocus()
    desktop.settle()
    assert status.keys.shown[0] == ("Enter", "open")
    QTest.keyClick(queue.list, Qt.Key.Key_Down)
    desktop.settle()
    # Another row is under the keyboard; the article that is open keeps its bar.
    assert queue.current_pk != opened and queue.delegate.read == opened
    QTest.keyClick(queue.list, Qt.Key.Key_Escape)
    desktop.settle()
    assert desktop.window.reader.hasFocus() and ("N", "next") in status.keys.shown


def test_enter_presses_the_button_with_the_focus_and_esc_leaves_it(desktop: Desktop) -> None:
    inspector = desktop.window.inspector
    for key, stored in ((Qt.Key.Key_Escape, []), (Qt.Key.Key_Return, ["accepted"])):
        desktop.at("Sofia")
        inspector.accept.setFocus()
        QTest.keyClick(inspector.accept, key)
        desktop.settle()
        assert [state for _, _, state in desktop.decided()] == stored
        assert desktop.window.reader.hasFocus()
