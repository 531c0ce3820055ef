"""Which pane has the keyboard can be seen."""

from __future__ import annotations

from desktop import Desktop


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
