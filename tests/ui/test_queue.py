"""The queue: model, filter, counts on demand, status words, what comes next."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.services import projects, reviewing
from annotator.services.reading import QueueRow
from annotator.ui import settings, theme
from annotator.ui.queue import QueueModel, QueuePane
from annotator.ui.queue_row import COUNT, _lines, _status_words


def rows(count: int, **changes: object) -> list[QueueRow]:
    made = {
        "title": "Port strike ends after nine days as ministers and owners agree",
        "source": "Ledger", "published": "2026-03-09", "status": "new", "flag": False,
        "words": 450, "error": None, **changes,
    }  # fmt: skip
    return [QueueRow(pk=i, id=f"a{i}", **made) for i in range(1, count + 1)]  # type: ignore[arg-type]


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[QueuePane]:
    made = QueuePane(theme.load("light"))
    made.resize(256, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def test_the_model_is_a_proper_one(qtmodeltester: ModelTester) -> None:
    model = QueueModel()
    qtmodeltester.check(model)
    model.set_rows(rows(5))
    qtmodeltester.check(model)
    model.show_only([3, 1])
    qtmodeltester.check(model)
    model.set_counts({3: (1, 2), 4: (0, 0)})
    assert model.update_status(3, "done", True, "see the deck")
    assert not model.update_status(3, "done", True, "see the deck")
    assert not model.update_status(77, "done", True, None)
    assert model.data(model.index(0), Qt.ItemDataRole.ToolTipRole) == "Comment: see the deck"
    model.show_only([])
    qtmodeltester.check(model)


def test_counts_reach_the_row_that_an_article_moved_to() -> None:
    model = QueueModel()
    model.set_rows(rows(5))
    told: list[int] = []
    model.dataChanged.connect(lambda first, _: told.append(first.row()))
    for at in range(5):
        assert model.index(at).data(COUNT) is None
    model.set_counts({2: (1, 2)})
    model.show_only([5, 4, 3, 2, 1])
    model.set_counts({2: (1, 3)})
    model.set_counts({2: (1, 3)})
    model.show_only([2, 5])
    model.set_counts({2: (0, 2), 4: (1, 1)})
    assert told == [1, 3, 0] and model.index(0).data(COUNT) == (0, 2)


def test_what_was_found_is_listed_in_its_order(pane: QueuePane) -> None:
    pane.set_rows(rows(4, status="skipped")[:1] + rows(4)[1:])
    pane.show_current(2)
    pane.show_found([4, 2, 99])
    assert [pane.model.row(i).pk for i in range(pane.model.rowCount())] == [4, 2]
    assert pane.current_pk == 2
    assert not pane.nothing.isVisible()
    assert "To do 3" in pane.summary.text() and "Skipped 1" in pane.summary.text()


def test_nothing_found_says_so_and_offers_to_clear(pane: QueuePane) -> None:
    pane.set_rows(rows(4))
    pane.filter.setText("label:LAW")
    pane.show_found([])
    assert pane.empty.text() == "No article matches “label:LAW”"
    assert pane.empty.isVisible() and pane.clear.isVisible()
    QTest.mouseClick(pane.clear, Qt.MouseButton.LeftButton)
    assert pane.filter.text() == ""
    pane.filter.setText("score<x")
    pane.show_found((), "score takes a number")
    assert pane.empty.text() == "Score takes a number" and not pane.clear.isVisible()
    pane.set_rows([])
    assert "Ctrl+I" in pane.empty.text() and not pane.clear.isVisible()


def settle(desktop: Desktop) -> None:
    desktop.bot.waitUntil(lambda: not desktop.window.filtering.busy)
    desktop.settle()


def titles(desktop: Desktop) -> list[str]:
    model = desktop.window.queue.model
    return [model.row(i).title for i in range(model.rowCount())]


def write(desktop: Desktop, words: str) -> None:
    """Type a filter from the keyboard."""
    field = desktop.window.queue.filter
    desktop.press("Ctrl+L")
    field.clear()
    QTest.keyClicks(field, words)
    settle(desktop)


PORT, OSLO = "Port strike ends after nine days", "Second text about Oslo"


@pytest.mark.parametrize(
    ("words", "found"),
    [("oslo", [OSLO]), ("STRIKE port", [PORT]), ("label:LAW", []), ("text:Varna", [PORT]),
     ('text:"paid twice"', []), ('text:"pay twice"', [PORT]), ("-oslo", [PORT]),
     ("status:todo", [PORT, OSLO]), ("open>3", [PORT])],
)  # fmt: skip
def test_a_filter_typed(desktop: Desktop, words: str, found: list[str]) -> None:
    write(desktop, words)
    assert titles(desktop) == found
    assert desktop.window.queue.clear.isVisible() == (not found)


def test_a_filter_that_is_wrong_says_why_and_leaves_the_list(desktop: Desktop) -> None:
    write(desktop, "score<lots")
    assert "Score takes a number" in desktop.window.queue.empty.text()
    assert titles(desktop) == [PORT, OSLO]


def test_the_part_under_the_cursor_is_completed(desktop: Desktop) -> None:
    field = desktop.window.queue.filter
    write(desktop, "strike la")
    assert field.offered() == ["label:"]
    QTest.keyClick(field, Qt.Key.Key_Tab)
    settle(desktop)
    assert field.text() == "strike label:" and "label:GPE" in field.offered()
    QTest.keyClicks(field, "gp")
    assert field.offered() == ["label:GPE"]
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(desktop)
    assert field.text() == "strike label:GPE " and field.offered() == []
    assert field.hasFocus() and titles(desktop) == [PORT]


def test_a_filter_is_kept_offered_again_and_given_up(desktop: Desktop) -> None:
    bar = desktop.window.queue.bar
    write(desktop, "label:GPE strike")
    QTest.keyClick(bar.star, Qt.Key.Key_Space)
    assert bar.star.text() == "★" and settings.filters(desktop.path) == ["label:GPE strike"]
    field = bar.field
    field.clear()
    settle(desktop)
    assert not bar.star.isEnabled()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.offered() == ["★ label:GPE strike"]
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(desktop)
    assert field.text() == "label:GPE strike" and titles(desktop) == [PORT]
    QTest.keyClick(bar.star, Qt.Key.Key_Space)
    assert bar.star.text() == "☆" and settings.filters(desktop.path) == []


def test_orders(desktop: Desktop) -> None:
    order = desktop.window.queue.bar.order
    order.setFocus()
    QTest.keyClicks(order, "Most")
    order.activated.emit(order.currentIndex())
    settle(desktop)
    assert titles(desktop) == [PORT, OSLO]
    for _ in range(2):
        order.setCurrentIndex(order.findData("random"))
        order.activated.emit(order.currentIndex())
        settle(desktop)
    assert order.currentText() == "Random order, seed 2" and len(titles(desktop)) == 2


def test_the_next_article_is_there_before_it_is_asked_for(desktop: Desktop) -> None:
    desk = desktop.window.desk
    second = desktop.rows[1].pk
    desktop.bot.waitUntil(lambda: desk.ahead._document is not None)
    assert desk.ahead.pk == second
    loaded = desk.ahead._document
    desktop.press("Alt+Down")
    assert desk.document is loaded and desk.pk == second
    assert desktop.window.reader.toPlainText().startswith("Second text")


def test_an_article_loaded_ahead_is_dropped_when_it_is_edited(desktop: Desktop) -> None:
    desk, second = desktop.window.desk, desktop.rows[1].pk
    desktop.bot.waitUntil(lambda: desk.ahead._document is not None)
    desk.mutate(lambda p: reviewing.toggle_flag(p, "ana", second))
    desktop.settle()
    desktop.press("Alt+Down")
    assert desk.document.reviews["ana"].flag


def test_what_another_program_wrote_is_read_again(desktop: Desktop) -> None:
    desk, second = desktop.window.desk, desktop.rows[1].pk
    desktop.bot.waitUntil(lambda: desk.ahead._document is not None)
    with projects.open_project(desktop.path) as project:
        reviewing.toggle_flag(project, "ana", second)
    desktop.press("Alt+Down")
    desktop.bot.waitUntil(lambda: "ana" in desk.document.reviews)
    assert desk.document.reviews["ana"].flag


def test_esc_clears_the_filter_then_leaves(desktop: Desktop) -> None:
    field = desktop.window.queue.filter
    desktop.press("Ctrl+L")
    QTest.keyClicks(field, "nothing like this")
    settle(desktop)
    assert desktop.window.queue.model.rowCount() == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
    settle(desktop)
    assert field.text() == "" and desktop.window.queue.model.rowCount() == 2
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert desktop.window.reader.hasFocus()


def test_counts_are_asked_for_what_is_shown_only(qtbot: QtBot, pane: QueuePane) -> None:
    asked: list[int] = []
    pane.model.countsWanted.connect(asked.extend)
    pane.set_rows(rows(20_000))
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(30)
    assert len(asked) < 40 and max(asked) < 40
    pane.model.set_counts(dict.fromkeys(asked, (1, 2)))
    pane.list.scrollToBottom()
    qtbot.waitUntil(lambda: max(asked) == 20_000)
    assert len(asked) == len(set(asked)) < 100


def test_20_000_articles_are_quick(qtbot: QtBot, pane: QueuePane) -> None:
    made = rows(20_000)
    began = time.perf_counter()
    pane.set_rows(made)
    pane.show_current(19_000)
    pane.grab()
    filled = time.perf_counter() - began
    began = time.perf_counter()
    pane.show_found([20_000])
    pane.grab()
    filtered = time.perf_counter() - began
    assert pane.model.rowCount() == 1
    assert filled < 2.5 and filtered < 0.5, (filled, filtered)


def test_status_words() -> None:
    (row,) = rows(1)
    assert _status_words(row, None) == ""
    assert _status_words(row, (3, 9)) == "3 left"
    assert _status_words(row, (0, 0)) == "no suggestions"
    assert _status_words(rows(1, status="done")[0], (3, 9)) == "done"
    assert _status_words(rows(1, error="x")[0], None) == "not suggested"


def test_a_title_has_two_lines_at_most() -> None:
    plain = QFont.Weight.Normal
    assert _lines("Short", plain, 200) == ("Short",)
    long = _lines("word " * 60, plain, 200)
    assert len(long) == 2 and long[1].endswith("…")
    wide = _lines("😀👩\u200d🔬" * 40, plain, 200)
    assert len(wide) <= 2
    assert _lines("", plain, 200) in ((), ("",))


def test_the_next_to_do_goes_round(pane: QueuePane) -> None:
    made = rows(5)
    for at, status in ((1, "done"), (2, "skipped"), (3, "in_progress")):
        made[at] = rows(at + 1, status=status)[at]
    pane.set_rows(made)
    assert [pane.next_to_do(pk) for pk in (1, 4, 5)] == [4, 5, 1]
    pane.set_rows([rows(1)[0], rows(2, status="done")[1]])
    assert pane.next_to_do(1) is None and pane.next_to_do(2) == 1
    pane.set_rows([])
    assert pane.next_to_do(1) is None and pane.neighbour(None, 1) is None


def test_neighbours_are_those_of_the_filter(pane: QueuePane) -> None:
    made = rows(6)
    for at in (1, 4):
        made[at] = rows(at + 1, title="Snow in Oslo")[at]
    pane.set_rows(made)
    assert (pane.neighbour(2, 1), pane.neighbour(2, -1), pane.neighbour(1, -1)) == (3, 1, None)
    pane.show_found([2, 5])
    assert pane.neighbour(2, 1) == 5 and pane.neighbour(5, 1) is None
    # The article that is shown may not fit the filter.
    assert pane.neighbour(1, 1) == 2


def test_a_click_opens(desktop: Desktop) -> None:
    view = desktop.window.queue.list
    pk = desktop.rows[1].pk
    at = view.visualRect(desktop.window.queue.model.index(1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk == pk)
    desktop.settle()
    assert "Oslo" in desktop.window.reader.toPlainText()


def test_what_is_said_of_a_row(desktop: Desktop) -> None:
    index = desktop.window.queue.model.index(0)
    role = Qt.ItemDataRole.AccessibleTextRole
    desktop.bot.waitUntil(lambda: "left" in index.data(role))
    assert index.data(role).startswith("Port strike ends after nine days, new, ")
    desktop.press("Return")
    desktop.bot.waitUntil(lambda: "in progress" in index.data(role))


def test_the_last_article_done_says_so(desktop: Desktop) -> None:
    for _ in range(2):
        desktop.finish_article()
    assert "Every article of the queue is done" in desktop.message()
    assert "Done 2" in desktop.window.queue.summary.text()


def test_from_the_filter_to_an_article_by_keyboard(desktop: Desktop) -> None:
    write(desktop, "oslo")
    QTest.keyClick(desktop.window.queue.filter, Qt.Key.Key_Return)
    view = desktop.window.queue.list
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.window.desk.document.article.title == OSLO
    assert desktop.window.reader.hasFocus()
    # The article that is read stays the current row when the list is another.
    write(desktop, "")
    assert desktop.window.queue.current_pk == desktop.window.desk.pk


def test_the_list_of_orders_is_as_wide_as_its_widest_line(desktop: Desktop) -> None:
    order = desktop.window.queue.bar.order
    order.setCurrentIndex(order.count() - 1)
    order.activated.emit(order.count() - 1)
    words = [order.itemText(i) for i in range(order.count())]
    assert words[-1].startswith("Random order, seed")
    metrics = order.view().fontMetrics()
    assert order.view().minimumWidth() > max(map(metrics.horizontalAdvance, words)) + 16
    assert order.maxVisibleItems() >= order.count()
