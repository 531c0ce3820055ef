"""Done: what looks forgotten is listed once, can be mended or let be, and holds nobody up twice."""

from __future__ import annotations

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def ready(desktop: Desktop) -> int:
    """Everything decided, one claim without a type and a quote without a speaker."""
    desktop.press("Ctrl+Shift+Return")
    for number in (0, 1):
        desktop.at("Ines Okafor", number=number)
        desktop.press("1")
    desktop.at("Sofia")
    desktop.press("C")
    desktop.at("The cable was cut at night", "quote")
    desktop.press("S 0")
    return int(desktop.window.desk.document.article.pk)


def status(desktop: Desktop, pk: int) -> str:
    return next(str(r.status) for r in desktop.window.queue.model.all_rows if r.pk == pk)


def listed(desktop: Desktop) -> list[str]:
    rows = desktop.window.checks.list
    return [rows.item(i).text() for i in range(rows.count())]


def key(desktop: Desktop, which: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(desktop.window.checks.list, which, held or Qt.KeyboardModifier.NoModifier)
    desktop.settle()


def test_it_lists_what_looks_forgotten_and_shows_each(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return")
    window = desktop.window
    assert window.checks.list.hasFocus() and window.commands.mode is None
    assert window.tabs.tabText(window.tabs.currentIndex()) == "Check 2"
    first, second = listed(desktop)
    assert first.startswith("A claim without a type: “Okafor met")
    assert second.startswith("A quote without a speaker")
    assert desktop.current.layer == "claim" and status(desktop, pk) == "in_progress"
    assert ("Space", "right as it is") in window.status.keys.shown
    key(desktop, Qt.Key.Key_Down)
    assert desktop.current.text == "The cable was cut at night"
    assert window.checks.list.hasFocus()


def test_done_again_goes_past_what_was_listed(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return")
    key(desktop, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)
    desktop.settle()
    assert status(desktop, pk) == "done" and not desktop.window.checks.is_open
    assert desktop.window.reader.hasFocus()


def test_what_is_mended_leaves_the_list(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return")
    key(desktop, Qt.Key.Key_Return)
    assert desktop.window.reader.hasFocus() and desktop.current.layer == "claim"
    desktop.press("1")
    assert [x[:15] for x in listed(desktop)] == ["A quote without"]
    desktop.at("The cable was cut at night", "quote")
    desktop.press("S Return")
    assert not desktop.window.checks.is_open
    assert desktop.message() == "Nothing looks forgotten any more"
    desktop.press("Ctrl+Return")
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)
    desktop.settle()
    assert status(desktop, pk) == "done"


def test_space_lets_one_be(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return")
    key(desktop, Qt.Key.Key_Space)
    assert [x[:15] for x in listed(desktop)] == ["A quote without"]
    assert desktop.current.text == "The cable was cut at night"
    key(desktop, Qt.Key.Key_Space)
    assert not desktop.window.checks.is_open and desktop.window.reader.hasFocus()
    assert desktop.window.desk.pk == pk and status(desktop, pk) == "in_progress"


def test_what_is_new_is_listed_before_it_is_done(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return Esc")
    desktop.at("We will not pay twice", "quote")
    desktop.press("S 0 Ctrl+Return")
    assert desktop.window.desk.pk == pk and len(listed(desktop)) == 3
    desktop.press("Ctrl+Return")
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)


def test_esc_goes_back_to_the_text_and_the_list_stays(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return")
    key(desktop, Qt.Key.Key_Escape)
    assert desktop.window.reader.hasFocus() and desktop.window.checks.is_open
    assert status(desktop, pk) == "in_progress"
    desktop.press("Ctrl+Z")
    assert desktop.message().startswith("Undo: Speaker none")
    assert len(listed(desktop)) == 1


def test_suggestions_nobody_decided_on_are_not_questioned(desktop: Desktop) -> None:
    desktop.press("Ctrl+Return")
    assert not desktop.window.checks.is_open
    assert " open. Enter accept them" in desktop.message()


def test_rejecting_nearly_all_is_asked_about_before_it_is_done(desktop: Desktop) -> None:
    pk = desktop.window.desk.pk
    count = len(desktop.window.desk.open_spans())
    assert count >= 10
    for _ in range(count - 2):
        desktop.press("X")
    desktop.press("Ctrl+Shift+Return Ctrl+Return")
    assert listed(desktop)[-1] == f"Only 2 spans, where {count} were suggested"
    desktop.press("Ctrl+Return")
    assert desktop.window.desk.pk != pk and status(desktop, pk) == "done"
    desktop.press("Ctrl+Z")
    assert desktop.window.desk.pk == pk and status(desktop, pk) == "in_progress"


def test_from_the_menu_it_is_the_same(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.window.run("done")
    desktop.settle()
    assert desktop.window.checks.is_open
    desktop.window.run("done")
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)


def test_the_same_words_labelled_two_ways(desktop: Desktop) -> None:
    desktop.press("Ctrl+Shift+Return")
    desktop.at("Ines Okafor")
    desktop.press("2")
    desktop.press("Ctrl+Return")
    assert any(x.startswith("The same words labelled") for x in listed(desktop))


def test_the_hints_name_the_key_in_use(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.window.bindings.bind("done", "F8")
    desktop.press("F8")
    assert ("F8", "done all the same") in desktop.window.checks.list.key_hints()
    key(desktop, Qt.Key.Key_F8)
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)
    desktop.window.bindings.reset_all()
