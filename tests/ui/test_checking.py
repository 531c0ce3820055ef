"""Done: what looks forgotten is shown first, can be mended, and can be let be."""

from __future__ import annotations

from desktop import Desktop


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


def test_it_jumps_to_each_and_lets_it_be(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return")
    assert desktop.current.layer == "claim"
    assert desktop.message().startswith("Forgotten? A claim without a type: “Okafor met")
    assert status(desktop, pk) == "in_progress"
    desktop.press("Ctrl+Return")
    assert desktop.current.text == "The cable was cut at night"
    assert "a quote without a speaker" in desktop.message().lower()
    desktop.press("Ctrl+Return")
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)
    desktop.settle()
    assert status(desktop, pk) == "done"


def test_what_is_mended_is_not_asked_again(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return")
    desktop.press("1")
    assert desktop.window.commands.mode is None and "Forgotten" not in desktop.message()
    assert desktop.current.attributes["type"] == "fact"
    desktop.press("Ctrl+Return")
    assert desktop.current.text == "The cable was cut at night"
    desktop.press("S")
    assert desktop.message().startswith("Speaker")
    desktop.press("Return Ctrl+Return")
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)
    desktop.settle()
    assert status(desktop, pk) == "done"


def test_shift_enter_lets_all_be(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return")
    assert "Shift+Enter all 2" in desktop.message()
    desktop.press("Shift+Return")
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)


def test_esc_keeps_working_and_asks_again(desktop: Desktop) -> None:
    pk = ready(desktop)
    desktop.press("Ctrl+Return Esc")
    assert desktop.message() == "" and desktop.window.desk.document.article.pk == pk
    desktop.press("Ctrl+Return")
    assert "claim without a type" in desktop.message()
    assert status(desktop, pk) == "in_progress"


def test_undo_works_while_it_asks(desktop: Desktop) -> None:
    ready(desktop)
    desktop.press("Ctrl+Return Ctrl+Z")
    assert desktop.window.commands.mode is None
    assert desktop.message().startswith("Undo: Speaker none")


def test_rejecting_nearly_all_is_asked_about_before_it_is_done(desktop: Desktop) -> None:
    pk = desktop.window.desk.pk
    count = len(desktop.window.desk.open_spans())
    assert count >= 10
    for _ in range(count - 2):
        desktop.press("X")
    desktop.press("Ctrl+Shift+Return Ctrl+Return")
    assert f"only 2 spans, where {count} were suggested" in desktop.message().lower()
    desktop.press("Ctrl+Return")
    assert desktop.window.desk.pk != pk and status(desktop, pk) == "done"
    desktop.press("Ctrl+Z")
    assert desktop.window.desk.pk == pk and status(desktop, pk) == "in_progress"


def test_from_the_menu_it_lets_be_as_well(desktop: Desktop) -> None:
    ready(desktop)
    desktop.window.run("done")
    desktop.settle()
    assert desktop.current.layer == "claim"
    desktop.window.run("done")
    desktop.settle()
    assert desktop.current.text == "The cable was cut at night"


def test_the_same_words_labelled_two_ways(desktop: Desktop) -> None:
    desktop.press("Ctrl+Shift+Return")
    desktop.at("Ines Okafor")
    desktop.press("2")
    desktop.press("Ctrl+Return")
    assert "The same words labelled" in desktop.message()
    assert desktop.current.text == "Ines Okafor"


def test_the_prompt_names_the_key_in_use(desktop: Desktop) -> None:
    ready(desktop)
    desktop.window.bindings.bind("done", "F8")
    desktop.press("F8")
    assert "F8 lets it be" in desktop.message()
    desktop.press("F8")
    assert desktop.current.text == "The cable was cut at night"
    desktop.window.bindings.reset_all()
