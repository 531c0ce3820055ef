"""Names by keyboard: link by letter, by typing, anew; the list's keys; what the file holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.model.people import Entity
from annotator.model.span import Span
from annotator.services import adding, importing, known, naming, projects, reading
from annotator.ui.names.rows import (
    Group,
    MentionRow,
    NameRow,
    Names,
    NewRow,
    about,
    of_project,
    to_choose,
)

TEXT = """Harbour deal signed

Maria Olsen leads the port. Olsen met Jan Brandt.

“We sign today,” Olsen said. Brandt agreed, and so did M. Olsen.

The port of Varde is calm. Varde waits.
"""
PEOPLE = ("Maria Olsen", "Olsen met", "Jan Brandt", "Olsen said", "Brandt agreed", "M. Olsen")
WORDS = {"Olsen met": "Olsen", "Olsen said": "Olsen", "Brandt agreed": "Brandt"}


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path):  # type: ignore[no-untyped-def]
    """The window on two articles with ana's own mentions, none of them linked."""
    path = tmp_path / "names.db"
    second = "Elsewhere\n\nMaria Olsen was in Oslo."
    (tmp_path / "first.txt").write_text(TEXT, "utf-8")
    (tmp_path / "second.txt").write_text(second, "utf-8")
    with projects.create_project(path) as project:
        importing.import_paths(project, [tmp_path / "first.txt", tmp_path / "second.txt"])
        for words in PEOPLE:
            start = TEXT.index(words)
            length = len(WORDS.get(words, words))
            adding.add_span(project, "ana", 1, "entity", "PERSON", start, start + length)
        for at in (TEXT.index("Varde"), TEXT.rindex("Varde")):
            adding.add_span(project, "ana", 1, "entity", "GPE", at, at + 5)
        start = second.index("Maria")
        adding.add_span(project, "ana", 2, "entity", "PERSON", start, start + 11)
    made = Desktop(qtbot, path)
    yield made
    made.window.close()


def pane(desktop: Desktop):  # type: ignore[no-untyped-def]
    return desktop.window.names.pane


def links(desktop: Desktop, pk: int = 1) -> dict[str, list[str]]:
    """Names in the file, each with the words of its mentions."""
    out: dict[str, list[str]] = {}
    with projects.open_project(desktop.path, readonly=True) as project:
        assert list(projects.check(project)) == []
        document = reading.load(project, pk)
        for span in sorted(document.spans.values(), key=lambda s: s.start):
            entity = document.entity_of(span)
            if entity is not None and span.annotator == "ana" and span.state == "accepted":
                out.setdefault(entity.name, []).append(span.text)
    return out


def entities(desktop: Desktop) -> dict[str, Entity]:
    with projects.open_project(desktop.path, readonly=True) as project:
        return {e.name: e for e in known.find(project, "")}


def shown(desktop: Desktop) -> list[str]:
    """The rows of the list with what stands at their end."""
    model = pane(desktop).model
    return [f"{model.index(i).data()} {model.right_of(r)}" for i, r in enumerate(model.rows)]


def press(desktop: Desktop, keys: str) -> None:
    """Press keys in the list of names."""
    for key in keys.split():
        *held, last = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= getattr(Qt.KeyboardModifier, f"{name}Modifier")
        last = {"Esc": "Escape"}.get(last, last.upper() if len(last) == 1 else last)
        QTest.keyClick(pane(desktop).list, getattr(Qt.Key, f"Key_{last}"), modifiers)
        desktop.settle()


def answer(desktop: Desktop, words: str) -> None:
    """Type into the field that asks, and press Enter."""
    field = pane(desktop).field
    assert field.hasFocus() and pane(desktop).question is not None
    field.selectAll()
    QTest.keyClicks(field, words)
    desktop.settle()
    QTest.keyClick(field, Qt.Key.Key_Return)
    desktop.settle()


def at(desktop: Desktop, words: str) -> None:
    """Make the mention that begins these words current."""
    start = TEXT.index(words)
    found = next(s for s in desktop.spans("entity") if s.start == start)
    desktop.window.desk.set_current(found.id)
    desktop.settle()


def go_to(desktop: Desktop, words: str) -> None:
    """Make the name with these words current in the list."""
    model = pane(desktop).model
    rows = [i for i, r in enumerate(model.rows) if isinstance(r, NameRow) and r.words == words]
    assert rows, shown(desktop)
    pane(desktop).go(rows[0])


def link_all(desktop: Desktop) -> None:
    """Maria Olsen with all of hers, Jan Brandt with his."""
    at(desktop, "Maria Olsen")
    desktop.press("L Plus")
    at(desktop, "Olsen met")
    desktop.press("L Shift+Return")
    at(desktop, "Jan Brandt")
    desktop.press("L Plus")
    at(desktop, "Brandt agreed")
    desktop.press("L Return")


# -- linking in the text -----------------------------------------------------------------------


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
    desktop.select("The port of Varde is calm")
    desktop.press("C L")
    assert "No speaker here yet" in desktop.message()
    desktop.press("Shift+S")
    assert "No speaker here yet" in desktop.message()


# -- the inspector -----------------------------------------------------------------------------


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


# -- the list ----------------------------------------------------------------------------------


def test_names_in_groups_with_their_mentions(desktop: Desktop) -> None:
    desktop.press("Shift+L")
    assert pane(desktop).list.hasFocus()
    assert shown(desktop)[0] == "Not linked 6 names"
    link_all(desktop)
    desktop.press("Shift+L")
    assert shown(desktop) == [
        "People 2 names",
        "Maria Olsen 3 mentions",
        "Jan Brandt 2 mentions",
        "Not linked 2 names",
        "Varde 2 mentions",
        "M. Olsen 1 mention",
    ]
    go_to(desktop, "Maria Olsen")
    press(desktop, "Right")
    assert shown(desktop)[1:5] == [
        "Maria Olsen 3 mentions",
        "Maria Olsen ¶2",
        "Olsen ¶2",
        "Olsen ¶3",
    ]
    press(desktop, "Down Left")
    assert "Olsen ¶3" not in shown(desktop)
    assert pane(desktop).row == 1


def test_enter_goes_from_mention_to_mention(desktop: Desktop) -> None:
    link_all(desktop)
    desktop.press("Shift+L")
    go_to(desktop, "Maria Olsen")
    starts = []
    for _ in range(4):
        press(desktop, "Return")
        starts.append(desktop.current.start)
    assert starts == [
        TEXT.index(w) for w in ("Maria Olsen", "Olsen met", "Olsen said", "Maria Olsen")
    ]
    press(desktop, "Right Down Down Return")
    assert desktop.current.start == TEXT.index("Olsen met")
    assert pane(desktop).list.hasFocus()
    press(desktop, "Esc")
    assert desktop.window.reader.hasFocus()


def test_rename_alias_id_note_and_label(desktop: Desktop) -> None:
    link_all(desktop)
    desktop.press("Shift+L")
    go_to(desktop, "Maria Olsen")
    press(desktop, "R")
    assert pane(desktop).asking.text() == "Rename “Maria Olsen” to"
    answer(desktop, "Maria B. Olsen")
    assert pane(desktop).list.hasFocus()
    go_to(desktop, "Maria B. Olsen")
    press(desktop, "A")
    answer(desktop, "the chair")
    press(desktop, "E")
    answer(desktop, "Q12")
    press(desktop, "N")
    answer(desktop, "spelling?")
    press(desktop, "2")
    found = entities(desktop)["Maria B. Olsen"]
    assert found.aliases == ("Maria Olsen", "the chair")
    assert (found.external, found.note, found.label) == ("Q12", "spelling?", "ORG")
    assert "Also: Maria Olsen, the chair" in about(found)
    go_to(desktop, "Maria B. Olsen")
    press(desktop, "Shift+A")
    answer(desktop, "the chair")
    assert entities(desktop)["Maria B. Olsen"].aliases == ("Maria Olsen",)
    for _ in range(6):
        desktop.press("Ctrl+Z")
    assert entities(desktop)["Maria Olsen"] == Entity(found.id, "Maria Olsen", "PERSON")


def test_m_merges_a_name_into_another(desktop: Desktop) -> None:
    link_all(desktop)
    at(desktop, "M. Olsen")
    desktop.press("L Plus")
    desktop.press("Shift+L")
    go_to(desktop, "M. Olsen")
    press(desktop, "M")
    assert pane(desktop).asking.text() == "“M. Olsen” is"
    # Not itself; and nothing is chosen before something is typed.
    assert [r.split()[0] for r in shown(desktop)] == ["Jan", "Maria"]
    QTest.keyClick(pane(desktop).field, Qt.Key.Key_Return)
    assert pane(desktop).question is not None
    answer(desktop, "maria")
    assert links(desktop)["Maria Olsen"] == ["Maria Olsen", "Olsen", "Olsen", "M. Olsen"]
    assert "Maria Olsen 4 mentions" in shown(desktop)
    assert (
        desktop.window.reader.marks.names[
            next(s.entity for s in desktop.spans() if s.text == "M. Olsen")
        ]
        == "Maria Olsen"
    )
    desktop.press("Ctrl+Z")
    assert links(desktop)["M. Olsen"] == ["M. Olsen"]
    # The ticked ones go into the current one, mentions without a name too.
    desktop.press("Shift+L")
    for words in ("M. Olsen", "Varde"):
        go_to(desktop, words)
        press(desktop, "Space")
    go_to(desktop, "Maria Olsen")
    press(desktop, "M")
    assert len(links(desktop)["Maria Olsen"]) == 6


def test_s_splits_chosen_mentions_off(desktop: Desktop) -> None:
    link_all(desktop)
    desktop.press("Shift+L")
    go_to(desktop, "Maria Olsen")
    press(desktop, "S")
    assert "Space ticks those" in desktop.message()
    press(desktop, "Right Down Down Space Space")
    assert len(pane(desktop).model.ticked) == 2
    press(desktop, "S")
    answer(desktop, "Per Olsen")
    assert links(desktop) == {
        "Maria Olsen": ["Maria Olsen"],
        "Per Olsen": ["Olsen", "Olsen"],
        "Jan Brandt": ["Jan Brandt", "Brandt"],
    }
    desktop.press("Ctrl+Z")
    assert links(desktop)["Maria Olsen"] == ["Maria Olsen", "Olsen", "Olsen"]


def test_x_takes_the_name_from_a_mention(desktop: Desktop) -> None:
    link_all(desktop)
    desktop.press("Shift+L")
    go_to(desktop, "Jan Brandt")
    press(desktop, "X")
    assert links(desktop)["Jan Brandt"] == ["Jan Brandt", "Brandt"]
    press(desktop, "Right Down Down X")
    assert links(desktop)["Jan Brandt"] == ["Jan Brandt"]


def test_unlinked_mentions_get_a_name_with_r(desktop: Desktop) -> None:
    desktop.press("Shift+L")
    go_to(desktop, "Varde")
    press(desktop, "A")
    assert "not linked yet" in desktop.message()
    press(desktop, "R")
    answer(desktop, "Varde")
    assert links(desktop) == {"Varde": ["Varde", "Varde"]}
    assert entities(desktop)["Varde"].label == "GPE"


def test_type_to_filter(desktop: Desktop) -> None:
    link_all(desktop)
    desktop.press("Shift+L")
    field = pane(desktop).field
    field.setFocus()
    QTest.keyClicks(field, "brandt")
    desktop.settle()
    assert [r.split()[0] for r in shown(desktop)] == ["People", "Jan"]
    QTest.keyClicks(field, "x")
    desktop.settle()
    assert shown(desktop) == [] and pane(desktop).empty.text() == "No name matches “brandtx”"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    desktop.settle()
    assert len(shown(desktop)) == 6
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane(desktop).list.hasFocus()


def test_the_whole_project_and_all_places_of_a_name(desktop: Desktop) -> None:
    link_all(desktop)
    with projects.open_project(desktop.path) as project:
        ids = [s.id for s in reading.load(project, 2).spans.values()]
        naming.link(project, "ana", 2, ids, entities(desktop)["Maria Olsen"].id)
    desktop.press("Shift+L")
    press(desktop, "W")
    desktop.bot.waitUntil(lambda: "Maria Olsen 4" in shown(desktop))
    assert shown(desktop) == ["Whole project 2 names", "Jan Brandt 2", "Maria Olsen 4"]
    go_to(desktop, "Maria Olsen")
    press(desktop, "Return")
    working = desktop.window.concordance.working
    desktop.bot.waitUntil(lambda: working.found.done and working.found.total == 4)
    assert desktop.window.concordance.pane.field.text() == 'entity:"Maria Olsen"'
    assert working.found.articles == 2
    desktop.press("Ctrl+1 Shift+L")
    assert shown(desktop)[0] == "Whole project 2 names"
    press(desktop, "W")
    assert shown(desktop)[0] == "People 2 names"


def test_f6_reaches_the_names_and_the_status_bar_tells_their_keys(desktop: Desktop) -> None:
    desktop.window.tabs.setCurrentWidget(pane(desktop))
    desktop.press("F6")
    assert pane(desktop).list.hasFocus()
    assert desktop.message().startswith("Enter go · ← → mentions")
    desktop.press("F6 F6")
    assert desktop.window.reader.hasFocus() and desktop.message() == ""


def test_nothing_to_show_says_what_to_do(desktop: Desktop) -> None:
    desktop.press("Shift+L")
    for span in desktop.spans("entity"):
        desktop.window.desk.set_current(span.id)
        desktop.press("X")
    assert pane(desktop).empty.isVisible() and "L in the text" in pane(desktop).empty.text()


def test_the_model_is_a_proper_one(qtmodeltester: ModelTester) -> None:
    model = Names()
    qtmodeltester.check(model)
    span = Span("s1", "entity", "PERSON", 0, 1, "x", "suggested", "p")
    entity = Entity("e1", "Maria Olsen", "PERSON")
    rows = [Group("People", "1 name"), NameRow(entity, entity.name, "PERSON"),
            MentionRow(span, 1, "e1"), NewRow("x")]  # fmt: skip
    model.set_rows(rows)
    asked: list[str] = []
    model.countsWanted.connect(asked.append)
    qtmodeltester.check(model)
    assert [model.right_of(r) for r in rows] == ["1 name", "", "¶1", "new name"]
    assert asked == ["e1"]
    model.set_counts({"e1": "7"})
    assert model.right_of(rows[1]) == "7" and asked == ["e1"]
    for at in range(4):
        model.toggle(at)
    assert model.ticked == rows[1:3]
    model.set_rows(rows[:2])
    assert model.ticked == rows[1:2]
    qtmodeltester.check(model)
    model.set_rows([])
    assert model.index(0).data() is None
    qtmodeltester.check(model)


def test_names_to_choose_from() -> None:
    olsen, olsenius = Entity("e1", "Olsen", "PERSON"), Entity("e2", "B. Olsenius", "PERSON")
    assert [type(r) for r in to_choose([olsen, olsenius], "ols", True)] == [
        NameRow,
        NewRow,
        NameRow,
    ]
    assert [type(r) for r in to_choose([olsen], "Olsen", True)] == [NameRow, NewRow]
    assert to_choose([], "x", False) == []
    assert of_project([olsen], 5)[0] == Group("Whole project", "1 of 5")
