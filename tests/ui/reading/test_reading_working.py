"""Clicks, selections, keys, scrolling, long articles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.reading.reading_story import Show, Story, picture

from annotator.model.article import Article
from annotator.model.document import View
from annotator.model.ordered import Ordered
from annotator.model.schema import LabelSchema
from annotator.model.span import Span
from annotator.ui import theme
from annotator.ui.reading.pane import ReadingPane
from annotator.ui.reading.view import ReadingView

LEFT = Qt.MouseButton.LeftButton


def point(view: ReadingView, start: int, end: int | None = None, into: float = 0.5) -> QPoint:
    """A point of the viewport on the words."""
    assert view.page is not None
    piece = view.page.geometry.pieces(start, end or start + 1)[0]
    x = piece.left + (piece.right - piece.left) * into
    return QPoint(round(x), round(piece.base - 5) - view.verticalScrollBar().value())


def click(view: ReadingView, at: QPoint) -> None:
    QTest.mouseClick(view.viewport(), LEFT, pos=at)


def drag(view: ReadingView, a: QPoint, b: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, pos=a)
    QTest.mouseMove(view.viewport(), (a + b) / 2)
    QTest.mouseMove(view.viewport(), b)
    QTest.mouseRelease(view.viewport(), LEFT, pos=b)


def test_clicks_take_the_smallest_and_then_go_round(
    view: ReadingView, story: Story, show: Show
) -> None:
    board = story.add("entity", "ORG", "The Harbour Board of North Haven")
    claim = story.add("claim", "CLAIM", "The Harbour Board of North Haven met in the evening")
    town = story.add("entity", "GPE", "Board")
    show()
    picked: list[str] = []
    view.spanClicked.connect(picked.append)
    for _ in range(4):
        click(view, point(view, town.start, town.end))
    assert picked == [town.id, board.id, claim.id, town.id]


def test_a_click_on_nothing_and_on_a_note(view: ReadingView, story: Story, show: Show) -> None:
    claim = story.add("claim", "CLAIM", "It was the third storm in a month.")
    show()
    picture(view)
    empty: list[bool] = []
    picked: list[str] = []
    view.emptyClicked.connect(lambda: empty.append(True))
    view.spanClicked.connect(picked.append)
    click(view, point(view, story.range("ministry")[0]))
    assert empty == [True]
    rect = view._areas.notes[-1][0]
    click(view, rect.center().toPoint())
    assert picked == [claim.id]


def test_a_click_on_a_summary_unfolds(view: ReadingView, story: Story) -> None:
    picture(view)
    click(view, view._areas.folds[0][0].center().toPoint())
    assert view.page is not None
    assert view.page.geometry.pieces(*story.range("AGENCY"))


def test_dragging_selects_whole_words(qtbot: QtBot, view: ReadingView, story: Story) -> None:
    start, end = story.range("agreed to ask")
    with qtbot.waitSignal(view.selectionMade):
        drag(view, point(view, start + 2), point(view, end - 2))
    assert view.selection() == (start, end)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "agreed to ask"
    view.clear_selection()
    assert view.selection() is None


def test_a_double_click_selects_the_word(qtbot: QtBot, view: ReadingView, story: Story) -> None:
    start, end = story.range("ministry")
    at = point(view, start, end)
    with qtbot.waitSignal(view.selectionMade):
        QTest.mouseDClick(view.viewport(), LEFT, pos=at)
        QTest.mouseRelease(view.viewport(), LEFT, pos=at)
    assert view.selection() == (start, end)


def test_dragging_the_rings_end_moves_the_boundary(
    qtbot: QtBot, view: ReadingView, story: Story, show: Show
) -> None:
    span = story.add("entity", "ORG", "The Harbour Board")
    show(span)
    assert view.page is not None
    piece = view.page.geometry.pieces(span.start, span.end)[0]
    hold = QPoint(round(piece.right + 3), round(piece.base - 5))
    end = story.range("North Haven met")[0] + len("North Haven")
    with qtbot.waitSignal(view.boundaryDragged) as caught:
        drag(view, hold, point(view, end - 2))
    assert caught.args == [span.id, span.start, end]


def test_scrolling_to_a_place_shows_it(view: ReadingView, story: Story) -> None:
    start, end = story.range("Paragraph 30")
    assert not view.visible_range()[0] <= start < view.visible_range()[1]
    view.scroll_to(start, end)
    assert view.page is not None
    y = view.page.geometry.pieces(start, end)[0].base - view.verticalScrollBar().value()
    assert 700 / 3 - 31 <= y <= 700 * 2 / 3 + 31
    value = view.verticalScrollBar().value()
    view.scroll_to(*story.range("Paragraph 29"))
    assert view.verticalScrollBar().value() == value


def test_the_key_handler_is_asked_first(qtbot: QtBot, view: ReadingView) -> None:
    taken: list[int] = []

    def handler(event: object) -> bool:
        taken.append(event.key())  # type: ignore[attr-defined]
        return event.key() != Qt.Key.Key_End  # type: ignore[attr-defined]

    view.key_handler = handler
    for key in (Qt.Key.Key_N, Qt.Key.Key_Tab, Qt.Key.Key_End):
        QTest.keyClick(view, key)
    assert taken == [Qt.Key.Key_N, Qt.Key.Key_Tab, Qt.Key.Key_End]
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    view.key_handler = None
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Space, Qt.Key.Key_PageUp, Qt.Key.Key_Down):
        QTest.keyClick(view, key)
    assert bar.value() == 0
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selection() is None


def test_the_tip_names_label_state_and_score(view: ReadingView, story: Story, show: Show) -> None:
    span = story.add("entity", "PERSON", "Anna Berg", score=0.714)
    show()
    assert view.tip_at(point(view, span.start, span.end)) == "Person, suggested, 0.71"
    assert view.tip_at(QPoint(2, 2)) == ""


def test_no_article_shows_the_hint_and_survives_everything(view: ReadingView, show: Show) -> None:
    view.set_article(None)
    blank = picture(view)
    view.set_empty_hint("Drop articles here")
    assert picture(view) != blank
    show()
    view.scroll_to(0, 5)
    view.set_zoom(20)
    view.set_theme(theme.load("dark"))
    view.toggle_fold(0)
    click(view, QPoint(50, 50))
    QTest.mouseDClick(view.viewport(), LEFT, pos=QPoint(50, 50))
    QTest.mouseMove(view.viewport(), QPoint(60, 60))
    view.announce("nothing")
    assert view.visible_range() == (0, 0) and view.selection() is None


@pytest.mark.parametrize("text", ["", "\n", " ", "x", "\n\n\nx\n"])
def test_tiny_texts_paint(view: ReadingView, text: str) -> None:
    view.set_article(Article(1, "a", "t", text))
    view.scroll_to(0, 1)
    assert not picture(view).isNull()
    click(view, QPoint(200, 40))
    assert view.visible_range()[0] == 0


def test_the_overview_shows_open_suggestions_and_scrolls(
    qtbot: QtBot, story: Story, schema: LabelSchema
) -> None:
    pane = ReadingPane(theme.load("light"))
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    pane.view.set_article(story.article())
    before = pane.overview.grab().toImage()
    story.add("entity", "PERSON", "Paragraph 38")
    pane.view.set_marks(story.view(), schema, None)
    assert pane.overview.grab().toImage() != before
    QTest.mouseClick(pane.overview, LEFT, pos=QPoint(6, 560))
    assert pane.view.verticalScrollBar().value() > 0


def test_a_long_article_with_twenty_thousand_spans_opens(
    qtbot: QtBot, view: ReadingView, schema: LabelSchema
) -> None:
    text = ("The quick brown fox jumps over the lazy dog and Iran said so. " * 8 + "\n\n") * 2000
    layers = (("entity", "GPE", 4), ("quote", "DIRECT", 60), ("claim", "CLAIM", 90))
    spans = []
    for number in range(20_000):
        layer, label, length = layers[number % 3]
        start = number * (len(text) - 100) // 20_000
        words = text[start : start + length]
        spans.append(
            Span(str(number), layer, label, start, start + length, words, "suggested", "p")
        )
    shown = View(Ordered(spans), {s.id: s for s in spans}, {})
    view.set_article(Article(1, "a", "t", text))
    view.set_marks(shown, schema, "15000")
    view.scroll_to(spans[15000].start, spans[15000].end)
    low, high = view.visible_range()
    assert low <= spans[15000].start < high < low + 10_000
    assert not picture(view).isNull()
