"""Help › Manual: its pages, links, finding; by keyboard, offline."""

from __future__ import annotations

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QTextDocument
from PySide6.QtTest import QTest

from annotator.ui import theme
from annotator.ui.manual import Manual
from annotator.ui.manual_pages import load, pages, place_of, slug

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PICTURE = QTextDocument.ResourceType.ImageResource


def shown(desktop: Desktop) -> Manual:
    """Open the manual by its key, and wait for it."""
    desktop.press("Shift+F1")
    found = desktop.window.findChildren(Manual)
    assert len(found) == 1 and found[0].isVisible()
    desktop.bot.waitExposed(found[0])
    return found[0]


def test_it_opens_beside_the_work_and_esc_closes_it(desktop: Desktop) -> None:
    manual = shown(desktop)
    assert not manual.isModal()
    assert manual.page == "quick-start.md"
    assert manual.text.document().firstBlock().text() == "Quick start"
    QTest.keyClick(manual.text, Qt.Key.Key_Escape)
    assert not manual.isVisible()
    current = desktop.current
    desktop.press("Return")
    assert desktop.decided()[0][1] == current.text
    # The page read last is there again.
    manual.show_page("tasks.md")
    desktop.window.run("manual")
    assert manual.isVisible() and manual.page == "tasks.md"


def test_pages_by_keyboard_links_and_back(desktop: Desktop) -> None:
    manual = shown(desktop)
    manual.list.setFocus()
    QTest.keyClick(manual.list, Qt.Key.Key_Down)
    assert manual.page == pages()[2][1]
    manual.text.anchorClicked.emit(QUrl("guidelines.md#cue"))
    assert manual.page == "guidelines.md"
    assert manual.list.currentItem().text() == "Guidelines for annotators"
    bar = manual.text.verticalScrollBar()
    desktop.bot.waitUntil(lambda: bar.value() > 0)
    QTest.keyClick(manual.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert manual.page == pages()[2][1] and bar.value() == 0
    QTest.keyClick(manual.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert manual.page == "quick-start.md" and not manual.back.isEnabled()


def test_links_into_folders_and_out_again(desktop: Desktop) -> None:
    manual = shown(desktop)
    manual.show_page("formats.md")
    manual.text.anchorClicked.emit(QUrl("formats/"))
    assert manual.page == "formats"
    assert manual.text.document().firstBlock().text() == "Formats"
    manual.text.anchorClicked.emit(QUrl("spacy.md"))
    assert manual.page == "formats/spacy.md"
    manual.text.anchorClicked.emit(QUrl("../tasks.md#train"))
    assert manual.page == "tasks.md"


def test_words_are_found_round_the_end(desktop: Desktop) -> None:
    manual = shown(desktop)
    QTest.keyClick(manual.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert manual.field.hasFocus()
    QTest.keyClicks(manual.field, "blue ring")
    places = []
    for _ in range(2):
        QTest.keyClick(manual.field, Qt.Key.Key_Return)
        places.append(manual.text.textCursor().selectionStart())
    assert manual.text.textCursor().selectedText() == "blue ring"
    assert places[0] == places[1] and manual.message.text() == ""
    QTest.keyClicks(manual.field, " xyz")
    QTest.keyClick(manual.field, Qt.Key.Key_Return)
    assert manual.message.text() == "Not on this page"


def test_a_web_page_goes_to_the_browser(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda u: asked.append(u.toString()))
    manual = shown(desktop)
    manual.text.anchorClicked.emit(QUrl("https://ledger.example/a"))
    assert asked == ["https://ledger.example/a"] and manual.page == "quick-start.md"
    assert manual.message.text() == "No browser opens https://ledger.example/a"


def test_it_follows_the_theme(desktop: Desktop) -> None:
    manual = shown(desktop)

    def code() -> QColor:
        block = next(b for b in blocks(manual) if b.text() == "annotator demo")
        frame = manual.text.document().frameAt(block.position())
        return frame.frameFormat().background().color()

    assert code() == theme.load("light").color("pane")
    desktop.window.run("theme_dark")
    assert code() == theme.load("dark").color("pane")
    desktop.window.run("theme_light")


def blocks(manual: Manual) -> list[object]:
    block, found = manual.text.document().begin(), []
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


@pytest.mark.parametrize("page", [file for _, file in pages()])
def test_every_page_is_readable(qapp: object, page: str) -> None:
    document = load(page, theme.load("light"), 600)
    assert document.firstBlock().blockFormat().headingLevel() == 1
    # Nothing of the signs that made it.
    text = document.toPlainText()
    assert "```" not in text and "|---" not in text and "](" not in text


def test_pictures_have_the_width_of_the_text(qapp: object) -> None:
    document = load("quick-start.md", theme.load("light"), 600, 2.0)
    image = document.resource(PICTURE.value, QUrl("images/window-light.png"))
    assert (image.width(), image.devicePixelRatio()) == (1200, 2.0)
    assert place_of(document, slug("Add what is missing")).block().text() == "Add what is missing"
    assert place_of(document, "nowhere") is None
