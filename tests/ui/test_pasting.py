"""Text from the clipboard, or dropped, becomes an article; in a field it is pasted into that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desktop import Desktop
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

WORDS = "Ferry runs again\r\n\r\nThe ferry to Varde runs again, the harbour office said."


@pytest.fixture(autouse=True)
def clipboard(qapp: object) -> Iterator[None]:
    QGuiApplication.clipboard().setText(WORDS)
    yield
    QGuiApplication.clipboard().clear()


def opened(desktop: Desktop, title: str) -> None:
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.title == title)
    desktop.settle()


def test_ctrl_v_makes_an_article_and_opens_it(desktop: Desktop) -> None:
    desktop.press("Ctrl+V")
    opened(desktop, "Ferry runs again")
    article = desktop.window.desk.document.article
    assert article.text == WORDS.replace("\r\n", "\n")
    assert (article.id, article.origin, article.zones[0].kind) == ("pasted", "clipboard", "title")
    assert desktop.message().startswith("Pasted as a new article: Ferry runs again. F5 suggests")
    assert desktop.window.queue.model.rowCount() == 3
    desktop.press("Alt+Up Ctrl+V")
    opened(desktop, "Ferry runs again")
    assert desktop.message() == "This text is here already: Ferry runs again"
    assert desktop.window.queue.model.rowCount() == 3


def test_what_is_no_article_is_refused_in_words(desktop: Desktop) -> None:
    before = desktop.window.desk.pk
    for words in ("", "https://example.org/a", "a few words only"):
        QGuiApplication.clipboard().setText(words)
        desktop.press("Ctrl+V")
        assert desktop.message().startswith("Not pasted: that is no text for an article")
    assert desktop.window.desk.pk == before


def test_in_a_field_it_goes_into_the_field(desktop: Desktop) -> None:
    desktop.press("Ctrl+L")
    QGuiApplication.clipboard().setText("Oslo")
    QTest.keyClick(desktop.window.queue.filter, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desktop.settle()
    assert desktop.window.queue.filter.text() == "Oslo"
    assert len(desktop.window.queue.model.all_rows) == 2


def test_dropped_text_becomes_an_article(desktop: Desktop) -> None:
    data = QMimeData()
    data.setText(WORDS)
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    desktop.window.dropEvent(event)
    opened(desktop, "Ferry runs again")
