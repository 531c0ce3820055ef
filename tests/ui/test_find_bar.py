"""Find in the article."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from desktop import Desktop
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.article import Article, Zone
from annotator.model.document import Document
from annotator.services import projects
from annotator.store import articles
from annotator.ui.find_bar import FindBar, occurrences

SHIFT = Qt.KeyboardModifier.ShiftModifier


@given(st.text("aAbİ ", max_size=30), st.text("aAbİ", min_size=1, max_size=3))
def test_every_occurrence_is_the_words_case_aside(text: str, words: str) -> None:
    found = occurrences(text, words)
    assert all(text[a:b].lower() == words.lower() or "İ" in text for a, b in found)
    assert all(x[1] <= y[0] for x, y in pairwise(found))
    assert bool(found) == (words.lower() in text.lower()) or "İ" in text + words


def finder(desktop: Desktop, words: str) -> FindBar:
    desktop.press("Ctrl+F")
    bar = desktop.window.tools.finder
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, words)
    return bar


def press(desktop: Desktop, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(
        desktop.window.tools.finder.field, key, modifiers or Qt.KeyboardModifier.NoModifier
    )
    desktop.settle()


def test_typing_finds_enter_walks_and_esc_leaves_it_selected(desktop: Desktop) -> None:
    desktop.press("Esc")
    bar = finder(desktop, "port")
    assert bar.count.text() == "1 of 3" and len(desktop.window.reader._found) == 3
    press(desktop, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 3"
    press(desktop, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 3"
    press(desktop, Qt.Key.Key_Return, SHIFT)
    press(desktop, Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == "3 of 3"
    chosen = bar.matches[2]
    press(desktop, Qt.Key.Key_Escape)
    assert not bar.isVisible() and desktop.window.reader.hasFocus()
    assert desktop.window.reader._found == () and desktop.window.strip.place.isVisible()
    assert desktop.window.commands.selected() == chosen
    desktop.press("2")
    assert [(s.label, s.start) for s in desktop.stored()] == [("ORG", chosen[0])]


def test_digits_label_what_is_walked_to_and_are_typed_before(desktop: Desktop) -> None:
    bar = finder(desktop, "40")
    assert bar.field.text() == "40" and bar.count.text() == "1 of 1"
    bar.field.setText("ended")
    press(desktop, Qt.Key.Key_Return)
    press(desktop, Qt.Key.Key_6)
    assert desktop.decided() == [("EVENT", "ended", "accepted")]
    assert bar.isVisible() and bar.field.hasFocus() and bar.field.text() == "ended"


def test_several_matches_one_after_the_other(desktop: Desktop) -> None:
    finder(desktop, "the port")
    press(desktop, Qt.Key.Key_Return)
    press(desktop, Qt.Key.Key_2)
    press(desktop, Qt.Key.Key_2)
    assert desktop.decided() == [("ORG", "the port", "accepted"), ("ORG", "The port", "accepted")]


def test_nothing_found_says_so_and_changes_nothing(desktop: Desktop) -> None:
    bar = finder(desktop, "zebra")
    assert bar.count.text() == "not found"
    press(desktop, Qt.Key.Key_Return)
    press(desktop, Qt.Key.Key_1)
    assert bar.field.text() == "zebra1" and desktop.decided() == []
    press(desktop, Qt.Key.Key_Escape)
    assert desktop.window.commands.selected() is None


def test_the_selection_is_what_is_looked_for(desktop: Desktop) -> None:
    desktop.select("Tomas Brandt")
    bar = finder(desktop, "")
    assert bar.field.text() == "Tomas Brandt" and bar.count.text() == "1 of 1"
    desktop.window.open_article(desktop.window.queue.model.all_rows[1].pk)
    desktop.settle()
    assert not bar.isVisible() and desktop.window.reader._found == ()


def test_lines_that_a_half_typed_word_unfolds_fold_again(
    tmp_path: Path, desktops: Callable[[Path], Desktop]
) -> None:
    lines = ["Port reopens", "Photo: A quarry by the sea", "The quay of Varde is open again."]
    text = "\n".join(lines)
    caption = Zone(text.index("Photo"), text.index("Photo") + len(lines[1]), "caption")
    with projects.create_project(tmp_path / "p.db") as project, project.transaction():
        article = Article(0, "a1", lines[0], text, zones=(Zone(0, 12, "title"), caption))
        articles.add(project, Document(article))
    desktop = desktops(tmp_path / "p.db")
    fold = desktop.window.reader.page.folds.folds[0]
    bar = finder(desktop, "qua")
    assert bar.matches[bar.at][0] == text.index("quarry") and not fold.folded
    QTest.keyClicks(bar.field, "y")
    assert bar.matches[bar.at][0] == text.index("quay") and fold.folded
    bar.field.setText("quarry")
    assert not fold.folded
    bar.field.setText("nowhere")
    assert fold.folded
    bar.field.setText("quarry")
    # What one stays with stays in sight.
    press(desktop, Qt.Key.Key_Escape)
    assert not fold.folded and desktop.window.commands.selected() is not None
