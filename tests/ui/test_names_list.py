"""The list of names by keyboard: go, merge, split, rename, filter; and its model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Desktop
from names_story import (
    TEXT,
    answer,
    at,
    entities,
    go_to,
    link_all,
    links,
    make_names,
    pane,
    press,
    shown,
)
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.model.people import Entity
from annotator.model.span import Span
from annotator.services import naming, projects, reading
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


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    """The window on two articles with mentions that are not linked."""
    made = Desktop(qtbot, make_names(tmp_path))
    yield made
    made.window.close()


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
    assert ("Enter", "go") in desktop.window.status.keys.shown
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
    for row in range(4):
        model.toggle(row)
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


def drop(desktop: Desktop, mention: str, name: str) -> None:
    """Drag a mention onto a name as Qt does it."""
    model = pane(desktop).model
    of_mention = next(
        i for i, r in enumerate(model.rows)
        if isinstance(r, MentionRow) and r.span.text == mention
    )  # fmt: skip
    target = next(i for i, r in enumerate(model.rows) if isinstance(r, NameRow) and r.words == name)
    dragged, onto = model.index(of_mention), model.index(target)
    assert dragged.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert onto.flags() & Qt.ItemFlag.ItemIsDropEnabled
    data = model.mimeData([dragged])
    move = Qt.DropAction.CopyAction
    assert not model.canDropMimeData(data, move, target, 0, QModelIndex())
    assert model.canDropMimeData(data, move, -1, 0, onto)
    model.dropMimeData(data, move, -1, 0, onto)
    desktop.settle()


def test_a_mention_dragged_onto_a_name_is_one_of_it(desktop: Desktop) -> None:
    link_all(desktop)
    desktop.press("Shift+L")
    go_to(desktop, "M. Olsen")
    press(desktop, "Right")
    drop(desktop, "M. Olsen", "Maria Olsen")
    assert "M. Olsen" in links(desktop)["Maria Olsen"]
    desktop.press("Ctrl+Z")
    assert "M. Olsen" not in links(desktop)["Maria Olsen"]
    desktop.press("Shift+L")
    drop(desktop, "M. Olsen", "Varde")
    assert links(desktop)["Varde"] == ["M. Olsen", "Varde", "Varde"]


def test_the_keys_of_the_list_stand_in_the_status_bar_as_far_as_there_is_room(
    desktop: Desktop,
) -> None:
    keys = desktop.window.status.keys
    for width in (1440, 1024):
        desktop.window.resize(width, 700)
        desktop.press("Shift+L")
        assert keys.shown[:3] == (("Enter", "go"), ("M", "merge"), ("R", "rename"))
        assert desktop.message() == ""
        desktop.press("Esc")
