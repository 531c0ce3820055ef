"""A key is about one thing, the one that is shown; nothing is decided beside a suggestion."""

from __future__ import annotations

from dataclasses import replace

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def test_a_digit_on_suggested_words_decides_on_the_suggestion(desktop: Desktop) -> None:
    suggestion = desktop.at("Sofia")
    desktop.press("Esc")
    desktop.select("Sofia")
    desktop.press("2")
    own = desktop.stored()
    assert [(s.label, s.made_from) for s in own] == [("ORG", suggestion.id)]
    assert [s.label for s in desktop.spans("entity") if s.text == "Sofia"] == ["ORG"]


def test_after_a_search_the_match_is_the_only_target(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    desktop.press("Ctrl+F")
    field = desktop.window.tools.finder.field
    QTest.keyClicks(field, "accident")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    desktop.settle()
    assert desktop.current is None
    desktop.press("6")
    assert desktop.decided() == [("EVENT", "accident", "accepted")]


def test_w_on_an_entity_takes_its_digit_and_changes_nothing(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("W")
    assert "asked of claims" in desktop.message()
    desktop.press("2")
    assert desktop.decided() == [] and desktop.window.commands.mode is None
    desktop.press("W N")
    assert desktop.current is not None and desktop.current.text != "Sofia"


def test_undo_goes_to_what_is_open_again(desktop: Desktop) -> None:
    sofia = desktop.at("Sofia")
    desktop.press("Return")
    desktop.at("Varna")
    desktop.press("Ctrl+Z")
    assert desktop.current is not None and desktop.current.id == sofia.id


def test_the_concordance_fits_a_window_resized_elsewhere(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("F")
    concordance = desktop.window.stack.currentWidget()
    table = concordance.table
    desktop.press("Ctrl+1")
    desktop.window.resize(1024, 700)
    desktop.settle()
    desktop.window.run("view_concordance")
    desktop.settle()
    width = sum(table.columnWidth(x) for x in range(table.model().columnCount()))
    assert width <= table.viewport().width() + 1


def test_names_keep_their_marks_when_labels_change(desktop: Desktop) -> None:
    window = desktop.window
    session = window.desk.session
    assert session is not None
    session.schema = replace(session.schema, name="other")
    window.desk.schemaChanged.emit()
    desktop.settle()
    assert window.names.pane.delegate.schema is session.schema
