"""Keys changed by the user: what is refused and why, what follows, what a restart finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.ui import actions, settings
from annotator.ui.actions import ACTIONS, BY_ID, text_keys
from annotator.ui.bindings import Bindings, problem
from annotator.ui.help import HelpDialog
from annotator.ui.keys_dialog import KeysDialog


@pytest.mark.parametrize(
    ("action", "key", "why"),
    [
        ("accept", "X", "X is the key of “Reject or remove, next”"),
        ("next_open", "H", "H begins H, E, the key of “Entities shown”"),
        ("next_open", "Tab", "Tab moves the focus"),
        ("next_open", "5", "Digits belong to the labels"),
        ("digit", "Q", "Digits belong to the labels"),
        ("leave", "Q", "Esc always leaves"),
        ("next_open", "Ctrl+Alt+E", "writes a sign on some keyboards"),
        ("next_open", "Meta+N", "belongs to the system"),
        ("next_open", "Alt+F", "opens the menu File"),
        ("next_open", "Ctrl+V", "pastes in every field"),
        ("import", "Z", "could not be typed in a field any more"),
        ("import", "Shift+Z", "could not be typed in a field any more"),
    ],
)
def test_refused_with_a_reason(action: str, key: str, why: str) -> None:
    assert why in problem(action, key)


@pytest.mark.parametrize(
    ("action", "key"),
    [("next_open", "Z"), ("next_open", "Ctrl+J"), ("import", "F9"), ("import", "Ctrl+Shift+I"),
     ("next_open", "Alt+Z"), ("next_open", "N")],
)  # fmt: skip
def test_allowed(action: str, key: str) -> None:
    assert problem(action, key) == ""


def test_the_table_keeps_to_the_rules_itself() -> None:
    fixed = ("digit", "leave")
    refused = {(a.id, k) for a in ACTIONS for k in a.keys if a.id not in fixed and problem(a.id, k)}
    # Every field takes these for itself; help must be found from anywhere, and outside of a field
    # there is nothing to paste into.
    assert refused == {("help", "?"), ("paste", "Ctrl+V")}


def test_bind_keeps_a_second_key_and_reset_gives_all_back(qapp: object) -> None:
    bindings = Bindings()
    assert bindings.bind("reject", "Z") == ""
    assert BY_ID["reject"].bound == ("Z", "Del") and bindings.is_changed("reject")
    assert bindings.bind("next_open", "X") == ""
    assert bindings.reset("reject") == "X is the key of “Next open suggestion”"
    assert bindings.reset("next_open") == "" and bindings.reset("reject") == ""
    assert BY_ID["reject"].bound == ("X", "Del") and not bindings.is_changed("reject")


def test_two_keys_swapped_are_there_after_a_restart(qapp: object) -> None:
    bindings = Bindings()
    bindings.unbind("next_open")
    assert bindings.bind("previous_open", "N") == "" and bindings.bind("next_open", "P") == ""
    again = Bindings()
    assert BY_ID["next_open"].bound == ("P",) and BY_ID["previous_open"].bound == ("N",)
    assert text_keys()["P"].id == "next_open"
    again.reset_all()
    assert BY_ID["next_open"].bound == ("N",) and Bindings().is_changed("next_open") is False


@pytest.mark.parametrize(
    "stored",
    [["next_open X"], ["gone Z"], ["next_open Tab"], ["next_open Z", "previous_open Z"],
     ["digit Q"], ["import I"], [""], "next_open Nonsense+Key"],
)  # fmt: skip
def test_settings_that_make_no_sense_are_passed_over(qapp: object, stored: object) -> None:
    settings.put(settings.KEYS, stored)
    Bindings()
    assert len(text_keys()) == sum(len(a.bound) for a in ACTIONS if a.scope == "text")
    assert BY_ID["reject"].bound == ("X", "Del") and BY_ID["digit"].bound == tuple("1234567890")


def test_a_key_after_a_key_is_named_by_what_it_does_now(desktop: Desktop) -> None:
    desktop.press("H")
    assert desktop.message() == (
        "H then: E entities shown · Q quotes shown · C claims shown · H show every layer"
    )
    desktop.press("Q")
    desktop.window.bindings.bind("hide_entity", "Z")
    desktop.press("H")
    assert "E entities" not in desktop.message()
    desktop.press("E")
    assert desktop.window.desk.hidden == {"quote"}
    desktop.press("Z")
    assert desktop.window.desk.hidden == {"quote", "entity"}


# -- the dialog --------------------------------------------------------------------------------


def open_dialog(desktop: Desktop, words: str) -> KeysDialog:
    desktop.window.run("change_keys")
    dialog = desktop.window.tools.dialog
    assert isinstance(dialog, KeysDialog)
    desktop.bot.waitUntil(dialog.isActiveWindow)
    assert dialog.filter.hasFocus()
    QTest.keyClicks(dialog.filter, words)
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    if dialog.words.hasFocus():
        QTest.keyClick(dialog.words, Qt.Key.Key_Escape)
    assert dialog.list.hasFocus()
    return dialog


def test_enter_in_the_filter_asks_for_the_new_key_at_once(desktop: Desktop) -> None:
    dialog = open_dialog(desktop, "")
    dialog.filter.setFocus()
    QTest.keyClicks(dialog.filter, "reject or")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert dialog.words.text().startswith("Press the new key for “Reject or remove, next”")
    QTest.keyClick(dialog.words, Qt.Key.Key_Z)
    assert BY_ID["reject"].bound[0] == "Z"
    dialog.close()


def test_a_new_key_by_keyboard_works_at_once_everywhere(desktop: Desktop) -> None:
    dialog = open_dialog(desktop, "reject or")
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert "Press the new key for “Reject or remove, next”" in dialog.words.text()
    QTest.keyClick(dialog.words, Qt.Key.Key_Z)
    assert dialog.words.text() == "“Reject or remove, next”: Z or Del."
    dialog.close()
    desktop.at("Sofia")
    desktop.press("Z")
    assert [(t, s) for _, t, s in desktop.decided()] == [("Sofia", "rejected")]
    desktop.at("Varna")
    desktop.press("X")
    assert len(desktop.decided()) == 1
    window = desktop.window
    assert window.actions_by_id["reject"].text().endswith("\tZ")
    assert "Z" in window.inspector.reject.text()
    assert ("Z", "reject") in window.status.keys.shown
    page = HelpDialog(window)
    assert "Z or Del" in " ".join(x.text() for x in page.findChildren(QLabel))
    page.deleteLater()


def test_a_clash_is_refused_by_name_and_changes_nothing(desktop: Desktop) -> None:
    dialog = open_dialog(desktop, "accept, next")
    dialog.ask()
    QTest.keyClick(dialog.words, Qt.Key.Key_U)
    assert dialog.words.text() == (
        "Not changed: U is the key of “Unsure: question to the reviewer”."
    )
    dialog.ask()
    QTest.keyClick(dialog.words, Qt.Key.Key_Escape)
    assert dialog.isVisible() and BY_ID["accept"].bound == ("Return",)
    dialog.close()


def test_a_shortcut_pressed_as_a_new_key_is_not_run(desktop: Desktop) -> None:
    dialog = open_dialog(desktop, "next span")
    dialog.ask()
    QTest.keyClick(dialog.words, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "Ctrl+K is the key of “Search or run a command”" in dialog.words.text()
    assert not desktop.window.tools.palette.isVisible()
    dialog.close()


def test_remove_reset_and_reset_all_by_button(desktop: Desktop) -> None:
    dialog = open_dialog(desktop, "all keys")
    dialog.remove.click()
    assert BY_ID["help"].bound == () and "no key" in dialog.words.text()
    dialog.reset.click()
    assert BY_ID["help"].bound == ("?", "F1")
    dialog.remove.click()
    dialog.reset_all.click()
    assert BY_ID["help"].bound == ("?", "F1") and not dialog.reset.isEnabled()
    dialog.close()


def test_the_filter_finds_by_key_too(desktop: Desktop) -> None:
    dialog = open_dialog(desktop, "ctrl+k")
    assert [r.text for r in dialog.model.rows] == ["Search or run a command"]
    dialog.filter.setText("digits of nothing")
    assert dialog.model.rows == [] and not dialog.change.isEnabled()
    dialog.close()


def test_help_leads_there(desktop: Desktop) -> None:
    desktop.press("F1")
    page = desktop.window.findChild(HelpDialog)
    assert page is not None
    page.change.click()
    assert not page.isVisible() and desktop.window.tools.dialog.isVisible()
    desktop.window.tools.dialog.close()


def test_keys_are_there_in_the_next_window(
    desktops: Callable[[Path], Desktop], project: Path
) -> None:
    first = desktops(project)
    first.window.bindings.bind("next_open", "Z")
    first.window.close()
    # As in a process of its own.
    actions.change_keys({})
    second = desktops(project)
    here = second.current.id
    second.press("N")
    assert second.current.id == here
    second.press("Z")
    assert second.current.id != here
