"""Linking mentions to names in the text, by keyboard; what the file holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Desktop
from names_story import (
    answer,
    at,
    entities,
    link_all,
    links,
    make_names,
    pane,
    shown,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.services import naming, projects, reading


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    """The window on two articles with mentions that are not linked."""
    made = Desktop(qtbot, make_names(tmp_path))
    yield made
    made.window.close()


def test_l_and_plus_makes_a_new_name_of_the_words(desktop: Desktop) -> None:
    at(desktop, "Maria Olsen")
    desktop.press("L")
    assert "“Maria Olsen” is: 0 none · + new name" in desktop.message()
    desktop.press("Plus")
    assert links(desktop) == {"Maria Olsen": ["Maria Olsen"]}
    assert desktop.message() == "“Maria Olsen” is “Maria Olsen”, a new name"
    assert desktop.window.commands.mode is None


def test_l_letter_enter_links_to_a_name(desktop: Desktop) -> None:
    link_all(desktop)
    assert links(desktop) == {
        "Maria Olsen": ["Maria Olsen", "Olsen", "Olsen"],
        "Jan Brandt": ["Jan Brandt", "Brandt"],
    }
    at(desktop, "M. Olsen")
    desktop.press("L")
    # Its surname makes a guess, another letter chooses someone else.
    assert "Enter Maria Olsen" in desktop.message()
    desktop.press("B")
    assert "Enter Jan Brandt" in desktop.message()
    desktop.press("Z")
    assert "No Z here" in desktop.message()
    desktop.press("Return")
    assert "M. Olsen" in links(desktop)["Jan Brandt"]
    desktop.press("Ctrl+Z")
    assert "M. Olsen" not in links(desktop)["Jan Brandt"]


def test_letters_stand_in_the_list_while_the_mode_is_on(desktop: Desktop) -> None:
    link_all(desktop)
    tabs = desktop.window.tabs
    assert tabs.currentWidget() is desktop.window.spans
    at(desktop, "M. Olsen")
    desktop.press("L")
    assert tabs.currentWidget() is pane(desktop)
    assert sorted(pane(desktop).model.letters.values()) == ["b", "o"]
    assert desktop.window.reader._hints
    desktop.press("Esc")
    assert tabs.currentWidget() is desktop.window.spans
    assert pane(desktop).model.letters == {} and desktop.window.reader._hints == ()
    assert desktop.window.commands.mode is None


def test_zero_takes_the_name_away(desktop: Desktop) -> None:
    link_all(desktop)
    at(desktop, "Brandt agreed")
    desktop.press("L 0")
    assert links(desktop)["Jan Brandt"] == ["Jan Brandt"]


def test_tab_types_a_name_of_the_project_or_a_new_one(desktop: Desktop) -> None:
    with projects.open_project(desktop.path) as project:
        second = reading.load(project, 2)
        ids = [s.id for s in second.spans.values()]
        naming.link_new(project, "ana", 2, ids, "Olsen, Maria")
    at(desktop, "Maria Olsen")
    desktop.press("L Tab")
    assert pane(desktop).asking.text() == "“Maria Olsen” is"
    assert [r[:12] for r in shown(desktop)] == ["“Maria Olsen", "Olsen, Maria"]
    answer(desktop, "olsen, m")
    assert links(desktop) == {"Olsen, Maria": ["Maria Olsen"]}
    # It was no name of this article before.
    assert desktop.window.desk.document.names().popitem()[1] == "Olsen, Maria"
    assert desktop.window.reader.hasFocus() and pane(desktop).question is None
    at(desktop, "Varde is")
    desktop.press("L Tab")
    answer(desktop, "Town of Varde")
    assert links(desktop)["Town of Varde"] == ["Varde"]
    assert entities(desktop)["Town of Varde"].aliases == ("Varde",)


def test_esc_in_the_field_leaves_all_as_it_was(desktop: Desktop) -> None:
    at(desktop, "Maria Olsen")
    desktop.press("L Tab")
    QTest.keyClick(pane(desktop).field, Qt.Key.Key_Escape)
    desktop.settle()
    assert links(desktop) == {} and desktop.window.reader.hasFocus()
    assert pane(desktop).question is None


def test_l_on_a_quote_names_its_speaker(desktop: Desktop) -> None:
    link_all(desktop)
    desktop.select("We sign today")
    desktop.press("Q")
    desktop.type("o")
    assert any(s.label == "SPEAKER" and s.text == "Olsen" for s in desktop.stored())
    quote = next(s for s in desktop.spans("quote") if s.label == "DIRECT")
    desktop.window.desk.set_current(quote.id)
    desktop.settle()
    page = desktop.window.inspector.stack.currentWidget()
    assert page.named.text() == "Maria Olsen"
    desktop.press("L B Return")
    assert page.named.text() == "Jan Brandt"
    # What he said is found by his name, from any of his mentions.
    at(desktop, "Jan Brandt")
    desktop.press("Shift+S")
    working = desktop.window.concordance.working
    desktop.bot.waitUntil(lambda: working.found.done and working.found.total == 1)
    assert desktop.window.concordance.pane.field.text() == 'speaker:"Jan Brandt"'
    assert desktop.window.concordance.pane.lines.hits[0].match == "We sign today"


def test_keys_that_make_no_sense_say_why(desktop: Desktop) -> None:
    at(desktop, "Maria Olsen")
    desktop.press("Shift+S")
    assert "has no name yet. L links it" in desktop.message()
    # A key of one's own is named as it is.
    desktop.window.bindings.bind("link", "F8")
    desktop.press("Shift+S")
    assert "has no name yet. F8 links it" in desktop.message()
    desktop.window.bindings.reset_all()
    desktop.select("The port of Varde is calm")
    desktop.press("C L")
    assert "No speaker here yet" in desktop.message()
    desktop.press("Shift+S")
    assert "No speaker here yet" in desktop.message()


def test_the_inspector_tells_the_name_and_how_many(desktop: Desktop) -> None:
    at(desktop, "Maria Olsen")
    page = desktop.window.inspector.stack.currentWidget()
    assert page.named.text() == "no name yet"
    link_all(desktop)
    assert page.named.text() == "Jan Brandt"
    assert page.same.text() == "2 mentions"
    at(desktop, "Olsen met")
    assert (page.named.text(), page.same.text()) == ("Maria Olsen", "3 mentions")
    assert {s.text for s in desktop.spans() if s.id in desktop.window.desk.echoes()} == {
        "Maria Olsen",
        "Olsen",
    }
