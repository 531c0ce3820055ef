"""Growing, joining, cutting, following, many at once: by keyboard, asserted on the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.services import importing, projects
from annotator.ui.commands.following import rank

QUOTED = """Port talks

“The quay is ready,” said Hana Sato, “but the cranes are not.”

Reporters waited. “It began in May, when ships
“could not dock,” Holm said.
"""


@pytest.fixture
def quoted(desktops: Callable[[Path], Desktop], tmp_path: Path) -> Desktop:
    """A window on an article with a split and a continued quotation, nothing suggested."""
    (tmp_path / "a.txt").write_text(QUOTED, "utf-8")
    path = tmp_path / "quoted.db"
    with projects.create_project(path) as project:
        importing.import_paths(project, [tmp_path / "a.txt"])
    return desktops(path)


def quotes(desktop: Desktop) -> list[tuple[str, str]]:
    return [(s.label, s.text) for s in desktop.stored() if s.label in ("DIRECT", "MIXED")]


# -- E ------------------------------------------------------------------------------------------


def test_e_grows_a_name_and_no_further(desktop: Desktop) -> None:
    desktop.select("Brandt Lines")
    desktop.press("2")
    desktop.press("Shift+Left")
    assert desktop.stored()[-1].text == "Brandt"
    desktop.press("E")
    assert ("ORG", "Brandt Lines", "accepted") in desktop.decided()
    desktop.press("E")
    assert desktop.message() == "It cannot grow further"


def test_e_grows_a_selection_to_the_sentence_for_a_claim(desktop: Desktop) -> None:
    desktop.select("40 million")
    desktop.press("E E")
    while desktop.window.commands.selected() and "It cannot" not in desktop.message():
        desktop.press("E")
    desktop.press("C 2")
    claim = next(s for s in desktop.stored() if s.label == "CLAIM")
    assert claim.text == "The port lost 40 million euros."


def test_e_and_q_mark_a_whole_split_quotation_with_one_speaker(quoted: Desktop) -> None:
    quoted.select("cranes")
    quoted.press("E E")
    while "ready" not in quoted.window.commands.text[slice(*quoted.window.commands.selected())]:
        quoted.press("E")
    quoted.press("Q")
    assert "Speaker" in quoted.message()
    quoted.press("Tab")
    quoted.type("hana")
    quoted.press("Shift+Right Return")
    assert quotes(quoted) == [
        ("DIRECT", "The quay is ready"),
        ("MIXED", "but the cranes are not."),
    ]
    view = quoted.window.desk.view
    parts = [s for s in quoted.spans("quote") if s.label in ("DIRECT", "MIXED")]
    assert {view.tail(s.id, "SPEAKER").text for s in parts} == {"Hana Sato"}
    assert len({s.attributes["group"] for s in parts}) == 1


def test_e_on_a_quote_adds_the_other_parts_in_one_step(quoted: Desktop) -> None:
    quoted.select("quay")
    quoted.press("Q Esc")
    whole = [("DIRECT", "The quay is ready"), ("MIXED", "but the cranes are not.")]
    while quoted.decided()[0][1] != "The quay is ready":
        quoted.press("E")
    assert quotes(quoted) == whole[:1]
    quoted.press("E")
    assert quotes(quoted) == whole
    quoted.press("E")
    assert quoted.message() == "It cannot grow further" and quotes(quoted) == whole
    quoted.press("Ctrl+Z")
    assert quotes(quoted) == whole[:1]


def test_e_grows_to_a_quotation_that_goes_on_in_the_next_paragraph(quoted: Desktop) -> None:
    quoted.select("began")
    for _ in range(4):
        quoted.press("E")
        if "dock" in quoted.window.commands.text[slice(*quoted.window.commands.selected())]:
            break
    quoted.press("Q Esc")
    assert ("DIRECT", "It began in May, when ships\n“could not dock") in quotes(quoted)


def test_e_without_anything(desktop: Desktop) -> None:
    desktop.press("Esc E")
    assert desktop.message() == "Go to a span or select some words first"


# -- J, K, Shift+D ------------------------------------------------------------------------------


def test_j_joins_and_one_undo_parts_them(desktop: Desktop) -> None:
    for words in ("Brandt Lines", "Sofia"):
        if not [s for s in desktop.spans("entity") if s.text == words]:
            desktop.select(words)
            desktop.press("2")
    desktop.at("Brandt Lines")
    before = desktop.decided()
    desktop.press("J")
    assert any(text == "Brandt Lines, in Sofia" for _, text, _ in desktop.decided())
    assert desktop.current.text == "Brandt Lines, in Sofia"
    desktop.press("Ctrl+Z")
    assert desktop.decided() == before


def test_j_does_not_join_over_a_paragraph_or_the_end(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("J")
    assert desktop.message() == "The next one stands in another paragraph"
    last = desktop.spans("entity")[-1]
    desktop.window.desk.set_current(last.id)
    desktop.press("J")
    assert desktop.message() == "No span of this layer follows"
    assert desktop.decided() == []


def test_k_cuts_at_a_letter(desktop: Desktop) -> None:
    quote = desktop.at("We will not pay twice", "quote")
    desktop.press("K")
    mode = desktop.window.commands.mode
    pay = next(c for c in mode.candidates if mode.text[c.start : c.end] == "pay")
    desktop.type(pay.letter)
    assert [t for x, t, s in desktop.decided() if (x, s) == ("DIRECT", "accepted")] == [
        "We will not",
        "pay twice",
    ]
    assert {
        desktop.window.desk.view.tail(s.id, "SPEAKER").text
        for s in desktop.spans("quote")
        if s.label == "DIRECT" and s.start < quote.end
    } == {"Ines Okafor"}


def test_k_cuts_by_arrows_and_leaves_by_esc(desktop: Desktop) -> None:
    desktop.at("Ines Okafor")
    desktop.press("K Esc")
    assert desktop.decided() == [] and desktop.window.commands.mode is None
    desktop.press("K Right Left Return")
    assert [t for _, t, s in desktop.decided() if s == "accepted"] == ["Ines", "Okafor"]
    desktop.at("Sofia")
    desktop.press("K")
    assert desktop.message() == "One word alone cannot be cut"


def test_shift_d_puts_the_same_words_into_other_layers(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("Shift+D C")
    assert ("CLAIM", "Sofia", "accepted") in desktop.decided()
    desktop.press("Shift+D E")
    desktop.press("5")
    assert ("LOC", "Sofia", "accepted") in desktop.decided()
    desktop.select("nine days")
    desktop.press("Shift+D Q")
    assert ("INDIRECT", "nine days", "accepted") in desktop.decided()


# -- claims -------------------------------------------------------------------------------------


def test_certainty_by_letter(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("C Shift+W")
    assert "C certain · P probable · O possible · U unknown" in desktop.message()
    desktop.press("O")
    assert next(s for s in desktop.stored() if s.label == "CLAIM").attributes == {
        "certainty": "possible"
    }
    desktop.at("Sofia")
    desktop.press("Shift+W")
    assert "Certainty is asked of claims" in desktop.message()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_topics_are_completed_from_the_project(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("C T")
    field = desktop.window.inspector.field("topics")
    assert field.hasFocus()
    QTest.keyClicks(field, "shipping")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.window.reader.hasFocus()
    assert desktop.stored()[0].attributes["topics"] == ["shipping"]
    desktop.press("Alt+Down")
    desktop.press("N C T")
    field = desktop.window.inspector.field("topics")
    completer = field.completer()
    desktop.bot.waitUntil(lambda: "shipping" in completer.model().stringList())
    QTest.keyClicks(field, "trade, sh")
    assert completer.currentCompletion() == "trade, shipping"
    completer.popup().hide()
    field.setText(completer.currentCompletion())
    QTest.keyClick(field, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.stored()[-1].attributes["topics"] == ["trade", "shipping"]


def test_t_on_an_entity_says_why_not(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("T")
    assert "has no topics" in desktop.message() and desktop.window.reader.hasFocus()


# -- G and the order ----------------------------------------------------------------------------


def test_g_goes_to_the_speaker_and_back(desktop: Desktop) -> None:
    quote = desktop.at("We will not pay twice", "quote")
    desktop.press("G")
    assert desktop.current.text == "Ines Okafor" and desktop.current.layer == "entity"
    desktop.press("G")
    assert desktop.current.id == quote.id
    desktop.press("G Return")
    # The mention is one's own now; the way back is still known.
    desktop.window.desk.set_current(quote.id)
    assert desktop.current.id == quote.id


def test_g_goes_round_the_mentions_of_a_name(desktop: Desktop) -> None:
    name = desktop.at("Ines Okafor").entity
    mentions = [s.id for s in desktop.spans("entity") if s.entity == name]
    assert [desktop.window.desk.view.by_id[m].text for m in mentions][-1] == "Okafor"
    for mention in (*mentions[1:], mentions[0]):
        desktop.press("G")
        assert desktop.current.id == mention
    desktop.at("Sofia")
    desktop.press("G")
    assert "is not mentioned again" in desktop.message()
    assert desktop.decided() == []


def test_g_without_a_speaker_says_so(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("C G")
    assert desktop.message() == "No source is linked"


def test_least_certain_first(desktop: Desktop) -> None:
    desktop.press("Shift+O")
    assert desktop.window.actions_by_id["by_score"].isChecked()
    wanted = sorted(desktop.window.desk.open_spans(), key=rank)
    desktop.window.desk.set_current(wanted[0].id)
    desktop.press("N")
    assert desktop.current.id == wanted[1].id
    desktop.press("Return")
    assert desktop.current.id == wanted[2].id
    desktop.press("P P")
    assert desktop.current.id == wanted[-1].id
    desktop.press("Shift+O")
    assert desktop.message() == "In reading order"
    assert not desktop.window.actions_by_id["by_score"].isChecked()


# -- many at once -------------------------------------------------------------------------------


def accepted(desktop: Desktop) -> set[str]:
    return {t for _, t, s in desktop.decided() if s == "accepted"}


def test_all_with_this_label_is_one_step(desktop: Desktop) -> None:
    places = {s.text for s in desktop.window.desk.open_spans() if s.label == "GPE"}
    desktop.at("Sofia")
    desktop.press("Alt+Return")
    assert accepted(desktop) == places and len(places) > 1
    desktop.press("Ctrl+Z")
    assert desktop.decided() == []


def test_all_in_view_is_one_step(desktop: Desktop) -> None:
    desktop.window.reader.set_zoom(28)
    desktop.window.resize(1024, 420)
    desktop.settle()
    low, high = desktop.window.reader.visible_range()
    open_ = desktop.window.desk.open_spans()
    seen = {s.id for s in open_ if s.start < high and low < s.end}
    assert 0 < len(seen) < len(open_)
    desktop.press("Alt+Shift+Return")
    assert {s.made_from for s in desktop.stored() if s.label not in ("SPEAKER", "CUE")} == seen
    desktop.press("Ctrl+Z")
    assert desktop.decided() == []


def test_all_that_the_list_shows_is_one_step(desktop: Desktop) -> None:
    desktop.window.spans.filter.setText("okafor")
    desktop.settle()
    desktop.window.run("accept_listed")
    desktop.settle()
    assert {t for t in accepted(desktop) if "Okafor" not in t} == set()
    assert len(desktop.decided()) >= 2
    desktop.press("Ctrl+Z")
    assert desktop.decided() == []


def test_the_whole_article_with_hidden_layers(desktop: Desktop) -> None:
    desktop.press("H Q")
    desktop.window.run("accept_article")
    desktop.settle()
    assert desktop.window.desk.view.open(desktop.window.desk.roles) == []
    assert "We will not pay twice" in accepted(desktop)
    desktop.press("Ctrl+Z")
    assert desktop.decided() == []


def test_skip_has_a_key(desktop: Desktop) -> None:
    pk = desktop.window.desk.document.article.pk
    desktop.press("Ctrl+Shift+K")
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)
    desktop.settle()
    row = next(r for r in desktop.window.queue.model.all_rows if r.pk == pk)
    assert row.status == "skipped"


# -- copying ------------------------------------------------------------------------------------


def test_copy_a_quote_with_its_source(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    desktop.press("Ctrl+C")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“We will not pay twice” — Ines Okafor, ")
    desktop.press("Ctrl+Shift+C")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("> We will not pay twice\n>\n> — Ines Okafor, *Port strike ends")
    desktop.select("nine days")
    desktop.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "nine days"
    desktop.press("Esc Esc Ctrl+C")
    assert QGuiApplication.clipboard().text() == "nine days"
    assert desktop.message() == "Nothing is selected"


def test_the_letter_after_certainty_does_nothing_to_what_is_no_claim(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("Shift+W")
    assert desktop.message().startswith("Certainty is asked of claims, not of GPE")
    desktop.press("P")
    assert desktop.current.text == "Sofia" and desktop.decided() == []
    desktop.press("Return")
    assert desktop.decided() == [("GPE", "Sofia", "accepted")]


def test_joining_says_which_words_come_in(desktop: Desktop) -> None:
    before = len(desktop.spans("entity"))
    desktop.at("Brandt Lines")
    desktop.press("J")
    assert len(desktop.spans("entity")) == before - 1
    assert desktop.message() == "With “, in” in it. Ctrl+Z takes it back"


def test_growing_over_the_cue_is_said(desktop: Desktop) -> None:
    quote = desktop.at("The strike at the port of Varna ended on Friday", "quote")
    desktop.press("E")
    assert desktop.current.end > quote.end
    assert desktop.message() == "With “said” in it. Ctrl+Z takes it back"
