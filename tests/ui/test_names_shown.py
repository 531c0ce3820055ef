"""Mentions of one name echo each other, and the margin calls speakers by their full name."""

from __future__ import annotations

from desktop import Desktop

from annotator.ui.reading.marks import Marks


def test_all_mentions_of_a_person_echo(desktop: Desktop) -> None:
    desktop.at("Okafor")
    echoes = {desktop.window.desk.view.by_id[i].text for i in desktop.window.desk.echoes()}
    assert echoes == {"Ines Okafor"}
    desktop.press("Enter")
    desktop.at("Ines Okafor")
    found = [desktop.window.desk.view.by_id[i] for i in desktop.window.desk.echoes()]
    # A decision echoes as its suggestion did.
    assert {(s.text, s.state) for s in found} >= {("Okafor", "accepted")}


def test_speakers_have_their_full_name_in_the_margin(desktop: Desktop) -> None:
    desk = desktop.window.desk
    assert desk.document is not None
    names = {e.id: e.name for e in desk.document.entities.values()}
    marks = Marks(desk.view, names=names)
    quote = next(s for s in desktop.spans("quote") if s.text.startswith("The cable was cut"))
    speaker = marks.tail(quote, "SPEAKER")
    assert speaker is not None and speaker.text == "Brandt"
    assert marks.name(speaker) == "Tomas Brandt"
