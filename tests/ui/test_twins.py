"""Near copies in the window: named above the text, listed in the queue, offered the same spans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import add_article, make, shown, usual
from desktop import Desktop
from PySide6.QtCore import Qt

from annotator.services import projects, twins

OTHER = "Oslo\nAn article about Oslo and nothing else than Oslo and its weather in May."
COPY = "Quay open, says Olsen\n"


@pytest.fixture
def story(tmp_path: Path, desktops: Callable[[Path], Desktop]) -> Desktop:
    """Two copies of a report and another article; nobody has looked for copies yet."""
    project, _ = make(tmp_path, usual())
    body = project.db.conn.execute("SELECT text FROM article").fetchone()[0].split("\n", 1)[1]
    add_article(project, "a2", COPY + body, source="Ledger", published="2026-05-12")
    add_article(
        project,
        "a3",
        "Oslo\nA short article about Oslo and nothing else than Oslo and its weather.",
    )
    project.close()
    made = desktops(tmp_path / "p.db")
    made.bot.waitUntil(lambda: made.window.tools.twins.also.isVisible())
    made.settle()
    return made


def other(desktop: Desktop) -> set[tuple[str, str, str]]:
    with projects.open_project(desktop.path, readonly=True) as project:
        return shown(project, 2)


def test_the_copies_are_found_named_and_counted(story: Desktop) -> None:
    window = story.window
    assert window.tools.twins.also.text() == "Also in: Ledger, 2026-05-12"
    assert [row.twins for row in window.queue.model.all_rows] == [1, 1, 0]
    story.press("Alt+Down Alt+Down")
    assert window.desk.pk == 3 and not window.tools.twins.also.isVisible()
    story.press("Shift+G")
    assert story.message() == "No other article is a near copy of this one"


def test_one_key_lists_them_and_the_filter_does(story: Desktop) -> None:
    model = story.window.queue.model
    story.press("Shift+G")
    story.bot.waitUntil(lambda: model.rowCount() == 2)
    assert story.window.queue.filter.text() == "story:a1"
    for words, count in (("story:yes", 2), ("-story:yes", 1), ("story:a3", 0), ("", 3)):
        story.window.queue.filter.setText(words)
        story.bot.waitUntil(lambda n=count: model.rowCount() == n)


def test_one_key_offers_what_is_accepted_and_one_undo_takes_it_back(story: Desktop) -> None:
    story.press("Shift+T")
    assert story.message().startswith("Nothing is accepted here yet")
    story.press("Ctrl+Shift+Return Shift+T")
    assert story.message() == "Offer 9 spans in 1 twin. Ctrl+Z takes it back"
    assert ("DIRECT", "The quay is open", "suggested") in other(story)
    story.press("Shift+T")
    assert story.message() == "Its twins have all of this already"
    scrolled = story.window.reader.visible_range()
    story.press("Ctrl+Z")
    assert story.message().startswith("Undo: Offer 9 spans")
    assert other(story) == set() and story.window.reader.visible_range() == scrolled
    story.press("Ctrl+Shift+Z Alt+Down")
    assert story.window.desk.pk == 2 and len(story.window.desk.open_spans()) == 6
    inspector = story.window.inspector
    assert inspector.origin.text() == "Suggested by twin of a1\nWhy: marked so in a1, a near copy"
    story.press("Return Alt+Up Shift+T")
    assert story.message() == "Its twins have all of this already"


def test_while_something_is_looked_for_the_copies_give_way(story: Desktop) -> None:
    twins_ = story.window.tools.twins
    story.press("Ctrl+F")
    assert not twins_.also.isVisible()
    story.window.tools.finder.close_()
    assert twins_.also.isVisible()


def test_a_click_on_the_line_lists_them(story: Desktop) -> None:
    story.bot.mouseClick(story.window.tools.twins.also, Qt.MouseButton.LeftButton)
    story.bot.waitUntil(lambda: story.window.queue.model.rowCount() == 2)


def test_what_is_known_is_not_looked_for_again(story: Desktop) -> None:
    with projects.open_project(story.path, readonly=True) as project:
        assert twins.clusters(project) == {1: 1, 2: 1}
    story.window.tools.twins.look()
    story.settle()
    assert story.window.tools.twins.also.isVisible()


def test_many_articles_are_looked_at_a_few_at_a_time(
    tmp_path: Path, desktops: Callable[[Path], Desktop]
) -> None:
    project, _ = make(tmp_path)
    text = project.db.conn.execute("SELECT text FROM article").fetchone()[0]
    for number in range(24):
        add_article(project, f"b{number}", f"Number {number}\n{text}")
    project.close()
    desktop = desktops(tmp_path / "p.db")
    rows = desktop.window.queue.model
    desktop.bot.waitUntil(lambda: all(row.twins == 24 for row in rows.all_rows), timeout=10_000)
    also = desktop.window.tools.twins.also
    desktop.bot.waitUntil(lambda: also.text().endswith(" and 22 more"))
    # Closed in the middle of it, nothing is left running.
    other = tmp_path / "second"
    other.mkdir()
    project, _ = make(other)
    for number in range(24):
        add_article(project, f"b{number}", f"Number {number}\n{text}")
    project.close()
    desktops(other / "p.db").window.close()
