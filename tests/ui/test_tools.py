"""The menu of the text, tool tips, text only, the web page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def menu(desktop: Desktop) -> Iterator[Callable[[], dict[str, QAction]]]:
    """Opens the menu by the Menu key; its items by name."""

    def opened() -> dict[str, QAction]:
        reader = desktop.window.reader
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), reader.mapToGlobal(QPoint(5, 5))
        )
        QApplication.sendEvent(reader.viewport(), event)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        found = list(popup.actions())
        for item in popup.actions():
            if item.menu() is not None:
                found += item.menu().actions()
        return {a.text(): a for a in found if a.text()}

    yield opened
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def close(desktop: Desktop) -> None:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    desktop.settle()


def test_the_menu_of_an_entity_has_the_same_actions_with_their_keys(
    desktop: Desktop, menu: Callable[[], dict[str, QAction]]
) -> None:
    desktop.at("Sofia")
    items = menu()
    assert {"Accept, next open\tEnter", "Knife: split at a token\tK", "Copy\tCtrl+C"} <= set(items)
    assert "Cue verb\tV" not in items
    items["Fac: Facility"].trigger()
    close(desktop)
    assert desktop.decided() == [("FAC", "Sofia", "accepted")]


def test_the_menu_of_a_claim_and_what_makes_no_sense(
    desktop: Desktop, menu: Callable[[], dict[str, QAction]]
) -> None:
    desktop.at("Sofia")
    desktop.press("C")
    items = menu()
    assert "Accept, next open\tEnter" not in items
    items["prediction\t5"].trigger()
    close(desktop)
    assert desktop.stored()[0].attributes == {"type": "prediction"}


def test_the_menu_of_a_selection_and_of_nothing(
    desktop: Desktop, menu: Callable[[], dict[str, QAction]]
) -> None:
    desktop.press("Esc")
    items = menu()
    assert not items["Open the article’s web page\tCtrl+Shift+O"].isEnabled()
    close(desktop)
    desktop.select("nine days")
    items = menu()
    items["Claim here\tC"].trigger()
    close(desktop)
    assert desktop.decided() == [("CLAIM", "nine days", "accepted")]


def test_the_menu_key_opens_beside_the_current_span(desktop: Desktop) -> None:
    asked: list[QPoint] = []
    reader = desktop.window.reader
    reader.menuRequested.disconnect()
    reader.menuRequested.connect(asked.append)
    span = desktop.at("Sofia")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), reader.mapToGlobal(QPoint(1, 1))
    )
    QApplication.sendEvent(reader.viewport(), event)
    left, base = reader.place_of(span.start, span.end)
    at = reader.viewport().mapFromGlobal(asked[0])
    assert abs(at.x() - left) <= 2 and base - reader._top() < at.y() < base - reader._top() + 30
    assert desktop.current.id == span.id


def test_the_tool_tip_says_label_state_and_speaker(desktop: Desktop) -> None:
    quote = desktop.at("We will not pay twice", "quote")
    reader = desktop.window.reader
    left, base = reader.place_of(quote.start, quote.end)
    words = reader.tip_at(QPoint(round(left) + 8, round(base - reader._top()) - 4))
    assert words.startswith("Direct, suggested") and words.endswith("· Ines Okafor")


def test_a_second_click_goes_on_through_a_stack(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("C")
    span = desktop.at("Sofia")
    reader = desktop.window.reader
    left, base = reader.place_of(span.start, span.end)
    at = QPoint(round(left) + 12, round(base - reader._top()) - 4)
    layers = []
    for _ in range(3):
        QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=at)
        desktop.settle()
        layers.append(desktop.current.layer)
    assert layers == ["entity", "claim", "entity"]


def test_f11_shows_the_text_alone_and_everything_again(desktop: Desktop) -> None:
    window = desktop.window
    current = desktop.current
    desktop.press("F11")
    assert window.isFullScreen() and window.reader.hasFocus()
    assert not window.queue.isVisible() and not window.panes.side.isVisible()
    assert not window.header.isVisible() and window.status.isVisible()
    desktop.press("Return")
    assert desktop.decided()[0][1] == current.text
    desktop.press("F11")
    assert not window.isFullScreen()
    assert window.queue.isVisible() and window.panes.side.isVisible()
    assert window.header.isVisible()


@pytest.mark.parametrize(
    ("url", "opens"),
    [("https://ledger.example/a?b=c", True), ("file:///etc/passwd", False), (None, False)],
)
def test_only_a_web_address_goes_to_the_browser(
    desktops: Callable[[Path], Desktop],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    url: str | None,
    opens: bool,
) -> None:
    with sqlite3.connect(project) as file:
        file.execute("UPDATE article SET url = ?", (url,))
    file.close()
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda u: asked.append(u) or True)
    desktop = desktops(project)
    assert asked == []
    desktop.press("Ctrl+Shift+O")
    assert [u.toString() for u in asked] == ([url] if opens else [])
    if not opens:
        assert desktop.message() == "This article has no web address"
