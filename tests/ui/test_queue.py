"""The queue: model, filter, counts on demand, status words, what comes next."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.services.reading import QueueRow
from annotator.ui import theme
from annotator.ui.queue import QueueModel, QueuePane
from annotator.ui.queue_row import _lines, _status_words
from annotator.ui.theme import sans


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
    model.set_words("a3")
    model.set_counts({3: (1, 2), 4: (0, 0)})
    model.update_row(rows(4)[2])
    model.set_words("")
    qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("words", "found"),
    [("", 4), ("oslo", 1), ("OSLO ledger", 1), ("ledger", 3), ("2026-03", 4), ("a2", 1),
     ("skipped", 1), ("oslo nothing", 0), ("  ", 4), ("%", 0)],
)  # fmt: skip
def test_filter(pane: QueuePane, words: str, found: int) -> None:
    made = rows(4)
    made[1] = rows(2, title="Snow in Oslo")[1]
    made[2] = rows(3, source=None, status="skipped")[2]
    pane.set_rows(made)
    pane.filter.setText(words)
    assert pane.model.rowCount() == found
    assert pane.empty.isVisible() == (found == 0)
    if not found:
        assert words in pane.empty.text() and "Esc" in pane.empty.text()
    assert "To do 3" in pane.summary.text() and "Skipped 1" in pane.summary.text()


def test_esc_clears_the_filter_then_leaves(desktop: Desktop) -> None:
    field = desktop.window.queue.filter
    desktop.press("Ctrl+L")
    QTest.keyClicks(field, "nothing like this")
    assert desktop.window.queue.model.rowCount() == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
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
    pane.filter.setText("a19999")
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
    assert _lines("Short", sans(13), 200) == ["Short"]
    long = _lines("word " * 60, sans(13), 200)
    assert len(long) == 2 and long[1].endswith("…")
    wide = _lines("😀👩\u200d🔬" * 40, sans(13), 200)
    assert len(wide) <= 2
    assert _lines("", sans(13), 200) == [""] or _lines("", sans(13), 200) == []


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
    pane.filter.setText("oslo")
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
    for done in ("Ctrl+Return Ctrl+Return", "Ctrl+Return"):
        # In the first article a name has two labels; the second time lets it be.
        desktop.press("Ctrl+Shift+Return")
        desktop.press(done)
        desktop.settle()
    assert "Every article of the queue is done" in desktop.message()
    assert "Done 2" in desktop.window.queue.summary.text()
