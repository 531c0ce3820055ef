"""The table of actions: keys, methods, menus, help; and where keys must do nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.ui import actions
from annotator.ui.actions import ACTIONS, BY_ID, MENUS, TEXT, Action, show_key
from annotator.ui.commands import Commands
from annotator.ui.concordance.home import Concordance
from annotator.ui.files import Files
from annotator.ui.help import HelpDialog
from annotator.ui.paper import Paper
from annotator.ui.pasting import Pasting
from annotator.ui.safekeeping import Safekeeping
from annotator.ui.tools import Tools
from annotator.ui.tour import Tour
from annotator.ui.window import MainWindow

HOMES = (MainWindow, Files, Concordance, Tools, Paper, Pasting, Tour, Safekeeping)


def test_no_id_and_no_key_twice() -> None:
    assert len(BY_ID) == len(ACTIONS)
    keys = Counter(k for a in ACTIONS for k in a.keys)
    assert [k for k, n in keys.items() if n > 1] == []
    assert set(actions.text_keys()) == {k for a in ACTIONS for k in a.keys if a.scope == TEXT}


def test_a_prefix_is_no_key_of_its_own() -> None:
    whole = {k for a in ACTIONS for k in a.keys}
    assert {k.partition(", ")[0] for k in whole if ", " in k} & whole == set()


def test_a_clash_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    clash = Action("other", "Other", "Go", ("N",))
    monkeypatch.setattr(actions, "ACTIONS", (*ACTIONS, clash))
    with pytest.raises(ValueError, match="N is the key of next_open and of other"):
        actions.text_keys()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a.id)
def test_every_action_is_somebodys(action: Action) -> None:
    assert action.menu in MENUS and action.text
    assert action.when in ("always", "project", "article", "current", "open")
    on, do = f"on_{action.id}", f"do_{action.id}"
    homes = [*(hasattr(h, on) for h in HOMES), hasattr(Commands, do)]
    assert sum(homes) == 1, action.id


def test_every_method_is_in_the_table() -> None:
    named = [m[3:] for c in (*HOMES, Commands) for m in dir(c) if m[:3] in ("on_", "do_")]
    assert set(named) <= set(BY_ID)


def test_menus_and_help_have_every_action(desktop: Desktop) -> None:
    found = {
        a.text().partition("\t")[0]: a.text()
        for top in desktop.window.header.menus.actions()
        for a in top.menu().actions()
    }
    dialog = HelpDialog(desktop.window)
    page = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for action in ACTIONS:
        if action.id != "digit":
            assert action.text in found, action.id
        if action.scope == TEXT and action.keys and action.id != "digit":
            assert found[action.text].endswith("\t" + action.shown_key)
        if action.keys:
            assert action.text.rstrip("…") in page
            assert show_key(action.keys[0]) in page or action.id == "digit"
    dialog.deleteLater()


def test_keys_of_the_text_do_nothing_in_a_field(desktop: Desktop) -> None:
    current = desktop.current
    desktop.press("Ctrl+L")
    assert desktop.window.queue.filter.hasFocus()
    QTest.keyClicks(desktop.window.queue.filter, "xnq1?u")
    QTest.keyClick(desktop.window.queue.filter, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.window.queue.filter.text() == "xnq1?u"
    assert desktop.decided() == [] and desktop.current == current
    for field in (desktop.window.spans.filter, desktop.window.inspector.stack.currentWidget().note):
        field.setFocus()
        QTest.keyClicks(field, "xnq")
        desktop.settle()
        assert field.text() == "xnq"
        assert desktop.decided() == [] and desktop.current == current
        QTest.keyClick(field, Qt.Key.Key_Escape)
    desktop.settle()
    assert desktop.decided() == []


def test_keys_of_the_text_do_nothing_in_the_lists(desktop: Desktop) -> None:
    for pane in (desktop.window.queue.list, desktop.window.spans.list):
        pane.setFocus()
        for key in (Qt.Key.Key_X, Qt.Key.Key_U, Qt.Key.Key_1, Qt.Key.Key_Delete):
            QTest.keyClick(pane, key)
    desktop.settle()
    assert desktop.decided() == []


def test_undo_in_a_field_is_the_fields_own(desktop: Desktop) -> None:
    desktop.press("Return")
    desktop.press("Ctrl+L")
    field = desktop.window.queue.filter
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desktop.settle()
    assert field.text() == "" and len(desktop.decided()) == 1
    QTest.keyClick(desktop.window.reader, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desktop.settle()
    assert desktop.decided() == []


def test_what_makes_no_sense_is_off(qtbot: object) -> None:
    window = MainWindow("ana", "light")
    made = window.actions_by_id
    on = {a for a, item in made.items() if item.isEnabled()}
    assert on == {a.id for a in ACTIONS if a.when == "always" and a.id in made}
    # Keys all the same say why, and break nothing.
    for action in ACTIONS:
        if action.when in ("project", "article", "current") and action.menu in ("Go", "Annotate"):
            window.run(action.id)
    window.close()
    window.deleteLater()


def test_f6_goes_round_the_panes(desktop: Desktop) -> None:
    window = desktop.window
    stops = [window.spans.list, window.queue.list, window.reader]
    for stop in stops:
        desktop.press("F6")
        assert stop.hasFocus()
    desktop.press("Shift+F6")
    assert window.queue.list.hasFocus()


def test_every_key_on_every_kind_of_span(desktop: Desktop) -> None:
    """Nothing raises, whatever key comes when; the project stays whole."""
    for start in ("Sofia", "The cable was cut at night"):
        for action in ACTIONS:
            if action.scope == TEXT and action.keys and action.id not in ("done", "accept_all"):
                found = [s for s in desktop.spans() if s.text == start]
                if found:
                    desktop.window.desk.set_current(found[0].id)
                for key in action.keys[0].split(", "):
                    desktop.press(key)
                desktop.press("Esc Esc")
                desktop.window.focus_text()
    desktop.stored()
