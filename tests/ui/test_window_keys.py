"""The work of the window by keyboard, asserted on what the file holds."""

from __future__ import annotations

from desktop import Desktop


def test_enter_accepts_and_goes_to_the_next_open_one(desktop: Desktop) -> None:
    first = desktop.current
    assert first is not None and first.state == "suggested"
    desktop.press("Return")
    assert desktop.decided() == [(first.label, first.text, "accepted")]
    assert desktop.current is not None and desktop.current.state == "suggested"
    assert desktop.current.order > first.order


def test_a_suggestion_is_never_edited(desktop: Desktop) -> None:
    desktop.at("Sofia")
    before = desktop.current
    desktop.press("2")
    own = desktop.stored()[0]
    assert (own.label, own.made_from) == ("ORG", before.id)
    assert desktop.window.desk.document.spans[before.id] == before


def test_x_rejects_and_the_span_is_gone_from_view(desktop: Desktop) -> None:
    span = desktop.at("Sofia")
    desktop.press("X")
    assert desktop.decided() == [(span.label, "Sofia", "rejected")]
    assert "Sofia" not in [s.text for s in desktop.spans("entity")]


def test_n_and_p_walk_open_suggestions(desktop: Desktop) -> None:
    seen = [desktop.current.id]
    for _ in range(3):
        desktop.press("N")
        seen.append(desktop.current.id)
    assert len(set(seen)) == 4
    desktop.press("P")
    assert desktop.current.id == seen[-2]


def test_digit_relabels_and_stays(desktop: Desktop) -> None:
    span = desktop.at("Sofia")
    desktop.press("5")
    assert desktop.current.text == "Sofia" and desktop.current.label == "LOC"
    assert desktop.current.made_from == span.id


def test_r_relabels_by_first_letters(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("R")
    desktop.type("fa")
    assert ("FAC", "Sofia", "accepted") in desktop.decided()


def test_shift_arrow_resizes_by_token(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("Ctrl+Shift+Left")
    assert desktop.stored()[0].text == "in Sofia"
    desktop.press("Ctrl+Shift+Right Shift+Right")
    assert desktop.stored()[0].text == "Sofia."
    desktop.press("Shift+Left")
    assert desktop.stored()[0].text == "Sofia"


def test_b_moves_a_boundary_by_character(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("B Left Left Return")
    assert desktop.stored()[0].text == "Sof"
    assert desktop.window.commands.mode is None


def test_selection_and_digit_make_a_new_entity(desktop: Desktop) -> None:
    desktop.select("rt of Var")
    desktop.press("6")
    assert ("EVENT", "port of Varna", "accepted") in desktop.decided()


def test_a_adds_by_keyboard_alone(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("A")
    desktop.type("acc")
    desktop.press("6")
    assert ("EVENT", "accident", "accepted") in desktop.decided()


def test_a_with_more_words(desktop: Desktop) -> None:
    desktop.press("A")
    desktop.type("nin")
    desktop.press("Shift+Right 8")
    assert ("DATE", "nine days", "accepted") in desktop.decided()


def test_q_on_a_selection_asks_for_the_speaker(desktop: Desktop) -> None:
    desktop.select("The strike at the port of Varna ended on Friday")
    desktop.press("Q")
    assert "Speaker" in desktop.message()
    desktop.type("o")
    assert ("INDIRECT", "The strike at the port of Varna ended on Friday", "accepted") in (
        desktop.decided()
    )
    assert ("SPEAKER", "Ines Okafor", "accepted") in desktop.decided()
    quote = next(s for s in desktop.spans("quote") if s.label == "INDIRECT")
    assert desktop.window.desk.view.tail(quote.id, "SPEAKER").text == "Ines Okafor"


def test_accepting_a_quote_accepts_speaker_and_cue(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    desktop.press("Return")
    assert desktop.decided() == [
        ("DIRECT", "We will not pay twice", "accepted"),
        ("SPEAKER", "Ines Okafor", "accepted"),
        ("CUE", "said", "accepted"),
    ]


def test_s_changes_the_speaker(desktop: Desktop) -> None:
    desktop.at("The cable was cut at night", "quote")
    desktop.press("S")
    candidates = desktop.window.commands.mode.candidates
    text = desktop.window.desk.document.article.text
    tomas = next(c for c in candidates if text[c.start : c.end] == "Tomas Brandt")
    desktop.type(tomas.letter)
    accepted = [d for d in desktop.decided() if d[2] == "accepted"]
    assert ("SPEAKER", "Tomas Brandt", "accepted") in accepted
    assert ("SPEAKER", "Brandt", "accepted") not in accepted


def test_s_then_0_says_nobody(desktop: Desktop) -> None:
    quote = desktop.at("The cable was cut at night", "quote")
    desktop.press("S 0")
    assert desktop.window.desk.view.tail(desktop.current.id, "SPEAKER") is None
    assert desktop.current.made_from == quote.id


def test_s_then_tab_types_the_speaker(desktop: Desktop) -> None:
    desktop.at("The cable was cut at night", "quote")
    desktop.press("S Tab")
    desktop.type("runs")
    desktop.press("Return")
    assert ("SPEAKER", "runs", "accepted") in desktop.decided()


def test_s_on_an_entity_says_why_not(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("S")
    assert "No speaker for an entity" in desktop.message()
    assert desktop.decided() == []


def test_c_and_digit_tag_the_sentence_as_a_claim(desktop: Desktop) -> None:
    desktop.select("lost 40")
    desktop.press("Esc")
    desktop.press("Shift+C")
    mode = desktop.window.commands.mode
    text = desktop.window.desk.document.article.text
    wanted = next(c for c in mode.candidates if text[c.start : c.end].startswith("The port lost"))
    desktop.type(wanted.letter)
    desktop.press("2 W")
    desktop.press("3")
    claim = next(s for s in desktop.stored() if s.label == "CLAIM")
    assert claim.text == "The port lost 40 million euros."
    assert (claim.attributes["type"], claim.attributes["worth"]) == ("quantity", "3")


def test_a_suggested_claim_is_accepted_corrected_rejected_and_counted(desktop: Desktop) -> None:
    open_before = desktop.window.status.bar.maximum() - desktop.window.status.bar.value()
    first, second = desktop.spans("claim")
    assert (first.state, first.text) == (
        "suggested", "The strike at the port of Varna ended on Friday",
    )  # fmt: skip
    desktop.window.desk.set_current(second.id)
    desktop.settle()
    desktop.press("7 W")
    desktop.press("1")
    desktop.window.desk.set_current(first.id)
    desktop.settle()
    desktop.press("Return")
    kept = {s.text: s for s in desktop.stored() if s.label == "CLAIM"}
    assert dict(kept[first.text].attributes) == dict(first.attributes)
    assert dict(kept[second.text].attributes) == {
        **second.attributes, "type": "accusation", "worth": "1",
    }  # fmt: skip
    desktop.at(first.text, "claim")
    desktop.press("X")
    assert first.text not in [s.text for s in desktop.spans("claim")]
    status = desktop.window.status.bar
    assert status.maximum() - status.value() == open_before - 2


def test_claim_on_the_current_span(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("C 1")
    claim = next(s for s in desktop.stored() if s.label == "CLAIM")
    assert claim.text == "Okafor met Tomas Brandt, who runs Brandt Lines, in Sofia."
    assert claim.attributes["type"] == "fact"


def test_undo_and_redo_name_what_they_do(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("5 Ctrl+Z")
    assert desktop.decided() == []
    assert desktop.message().startswith("Undo: Label LOC")
    assert desktop.current is not None and desktop.current.text == "Sofia"
    desktop.press("Ctrl+Shift+Z")
    assert desktop.decided() == [("LOC", "Sofia", "accepted")]


def test_accept_all_alike_is_one_step(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("Ctrl+Shift+Return")
    assert not desktop.window.desk.open_spans()
    desktop.press("Ctrl+Z")
    assert desktop.decided() == []


def test_done_with_open_ones_asks_in_the_status_bar(desktop: Desktop) -> None:
    pk = desktop.window.desk.document.article.pk
    desktop.press("Ctrl+Return")
    assert "open. Enter accept them" in desktop.message()
    desktop.press("L")
    desktop.bot.waitUntil(lambda: desktop.window.desk.document.article.pk != pk)
    desktop.settle()
    row = next(r for r in desktop.window.queue.model.all_rows if r.pk == pk)
    assert row.status == "done"


def test_unsure_and_hide_and_escape(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("U")
    assert desktop.stored()[0].unsure
    desktop.press("H E")
    assert desktop.window.desk.hidden == {"entity"} and desktop.current is None
    desktop.press("N")
    assert desktop.current.layer in ("quote", "claim")
    desktop.press("H H Esc")
    assert desktop.window.desk.hidden == frozenset() and desktop.current is None


def test_memo_goes_to_the_note_and_back(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("M")
    page = desktop.window.inspector.stack.currentWidget()
    assert page.note.hasFocus()
    desktop.bot.keyClicks(page.note, "the capital")
    from PySide6.QtCore import Qt

    desktop.bot.keyClick(page.note, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.window.reader.hasFocus()
    assert desktop.stored()[0].note == "the capital"


def test_alt_arrows_change_the_article(desktop: Desktop) -> None:
    first = desktop.window.desk.document.article.pk
    desktop.press("Alt+Down")
    assert desktop.window.desk.document.article.pk != first
    desktop.press("Alt+Up")
    assert desktop.window.desk.document.article.pk == first


def test_lines_up_and_down(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("Up")
    assert desktop.current.start < desktop.window.desk.document.article.text.index("Okafor met")
    desktop.press("Down")
    assert desktop.current.start >= desktop.window.desk.document.article.text.index("Okafor met")


def test_keys_pressed_in_a_burst_are_all_handled_in_order(desktop: Desktop) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    count = len(desktop.window.desk.open_spans())
    for _ in range(count):
        QTest.keyClick(desktop.window.reader, Qt.Key.Key_Return)
    desktop.settle()
    desktop.bot.waitUntil(lambda: not desktop.window.desk.open_spans())
    assert all(s.state == "accepted" for s in desktop.stored())


def test_done_counts_what_is_open_in_hidden_layers(desktop: Desktop) -> None:
    every = len(desktop.window.desk.view.open(desktop.window.desk.roles))
    entities = len([s for s in desktop.spans("entity") if s.state == "suggested"])
    desktop.press("H E")
    desktop.press("Ctrl+Return")
    assert f"{every} open, {entities} of them in hidden layers" in desktop.message()
    desktop.press("Esc H Q H C N")
    assert f"{every} open in hidden layers" in desktop.message()
    desktop.press("Ctrl+Return X")
    assert desktop.decided() == []
    desktop.press("Alt+Up")
    assert all(state == "rejected" for _, _, state in desktop.decided())


def test_undo_of_done_shows_in_the_queue(desktop: Desktop) -> None:
    pk = desktop.window.desk.pk
    desktop.press("Ctrl+Return X")
    assert desktop.window.desk.pk != pk

    def row() -> str:
        return next(r.status for r in desktop.window.queue.model.all_rows if r.pk == pk)

    assert row() == "done" and "Done 1" in desktop.window.queue.summary.text()
    desktop.press("Ctrl+Z")
    assert row() == "new" and "Done 0" in desktop.window.queue.summary.text()


def test_q_on_a_quote_asks_whose_it_is_and_makes_no_second_one(desktop: Desktop) -> None:
    quote = desktop.at("We will not pay twice", "quote")
    desktop.press("Q Return")
    own = [s for s in desktop.stored() if s.label in ("DIRECT", "MIXED")]
    assert [(s.made_from, s.state) for s in own] == [(quote.id, "accepted")]
    shown = [s for s in desktop.spans("quote") if (s.start, s.end) == (quote.start, quote.end)]
    assert len(shown) == 1


def test_q_inside_a_quote_takes_the_quote_that_is_marked(desktop: Desktop) -> None:
    desktop.select("We will not pay twice")
    desktop.press("Q Esc")
    assert desktop.current is not None and desktop.current.text == "We will not pay twice"
    assert desktop.decided() == []


def test_steps_go_on_from_where_one_was(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("Esc")
    assert desktop.current is None
    desktop.press("Left")
    assert desktop.current is not None and desktop.current.start < desktop.at("Sofia").start
    before = desktop.current
    desktop.press("Esc")
    desktop.select("It was not an accident")
    desktop.press("9 Ctrl+Z")
    desktop.press("P")
    assert desktop.current is not None and desktop.current.start >= before.start


def test_a_letter_that_is_nobodys_is_said(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    desktop.press("S")
    assert not desktop.window.status.keys.isVisible()
    taken = {letter for _, _, letter in desktop.window.reader._hints}
    free = next(c for c in "zyxwvu" if c.upper() not in taken)
    desktop.type(free)
    assert desktop.message().startswith(f"No {free.upper()} here · Speaker")
    desktop.press("Esc")
    assert desktop.window.status.keys.isVisible()
