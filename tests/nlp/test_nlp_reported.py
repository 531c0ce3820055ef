"""Reported speech that is no clause, and who says it."""

from __future__ import annotations

import pytest

from annotator.nlp.pipeline import Pipeline
from annotator.nlp.referents import resolve

SAID = {
    "rejected": (
        "The shipyard has rejected the charges.",
        "the charges",
        "The shipyard",
    ),
    "called-for": (
        "Ana Ruiz called for an independent inquiry into the fire.",
        "an independent inquiry into the fire",
        "Ana Ruiz",
    ),
    "described": (
        "The minister described the bridge as unsafe.",
        "the bridge as unsafe",
        "The minister",
    ),
    "participle": (
        "Ana Ruiz met the owners in Rome, warning that the bridge could fall.",
        "the bridge could fall",
        "Ana Ruiz",
    ),
    "conjoined": (
        "Tom Weber told reporters he would resign, and urged the council to keep the bridge open.",
        "the council to keep the bridge open",
        "Tom Weber",
    ),
    "fronted": (
        "After suggesting that the bridge was safe, Tom Weber left the meeting.",
        "the bridge was safe",
        "Tom Weber",
    ),
    "relative": (
        "Tom Weber, who said that prices would rise, is an engineer.",
        "prices would rise",
        "who",
    ),
    "asked": (
        "Asked whether the bridge was safe, Tom Weber left the meeting.",
        "whether the bridge was safe",
        None,
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_said(pipeline: Pipeline, name: str) -> None:
    text, content, speaker = SAID[name]
    doc = pipeline.nlp(text)
    found = {text[q.start : q.end]: q.speaker for q in doc._.annotator_quotes}
    assert content in found
    place = found[content]
    assert (text[slice(*place)] if place else None) == speaker


def test_a_relative_pronoun_stands_for_the_name_before_it(pipeline: Pipeline) -> None:
    text = "Tom Weber, an engineer from Rome, who said that the bridge was safe, left the meeting."
    doc = pipeline.nlp(text)
    (quote,) = doc._.annotator_quotes
    assert quote.attribution == "named"
    number = resolve(doc, quote.speaker)
    assert number is not None and doc._.annotator_names[number].name == "Tom Weber"


@pytest.mark.parametrize(
    "text",
    [
        "An aide to Ana Ruiz declined to comment on the fire.",
        "The shipyard did not respond to a request for comment.",
        "Tom Weber endorsed Ana Ruiz in May.",
        "The report mentioned the bridge.",
    ],
)
def test_silence_and_topics_are_no_speech(pipeline: Pipeline, text: str) -> None:
    assert pipeline.nlp(text)._.annotator_quotes == []
