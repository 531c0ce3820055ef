"""Quotes as different papers print them: who, what, with which cue, to whom, in which group."""

from __future__ import annotations

import json
from typing import Any

import pytest
import spacy

from annotator.model import bundled
from annotator.model.suggestion import SuggestJob
from annotator.nlp.pipeline import Pipeline
from annotator.nlp.transcript import find_turns

# Text, and of each quote: label, content, speaker, cue.
STYLES: dict[str, tuple[str, list[tuple[str, str, str | None, str | None]]]] = {
    "british": (
        "‘The plan is unworkable,’ the transport secretary said. ‘It won’t survive the winter and "
        "it’s the passengers’ money.’",
        [
            ("DIRECT", "The plan is unworkable", "the transport secretary", "said"),
            (
                "DIRECT",
                "It won’t survive the winter and it’s the passengers’ money.",
                "the transport secretary",
                "said",
            ),
        ],
    ),
    "marked-noun-phrase": (
        "The ferry stopped on Monday. Two operators warned of ‘weeks, not days’ of repairs. "
        "The survey shows “a clear rise” in costs.",
        [
            ("MIXED", "‘weeks, not days’ of repairs", "Two operators", "warned"),
            ("MIXED", "“a clear rise” in costs", "The survey", "shows"),
        ],
    ),
    "marked-title": (
        "Ferry stops as two operators warn of ‘weeks, not days’\n\nThe fault is near the coast.",
        [("MIXED", "weeks, not days", "two operators", "warn")],
    ),
    "wire": (
        "PARIS (Reuters) - France will not send troops, President Marc Duval said on Monday, "
        "adding that talks with allies would continue.",
        [
            ("INDIRECT", "France will not send troops", "President Marc Duval", "said"),
            ("INDIRECT", "talks with allies would continue", "President Marc Duval", "adding"),
        ],
    ),
    "inside": (
        "The talks, a spokesman said, would resume in May.",
        [
            ("INDIRECT", "The talks", "a spokesman", "said"),
            ("INDIRECT", "would resume in May", "a spokesman", "said"),
        ],
    ),
    "mixed-clause": (
        "The minister told MPs that the scheme was “fit for purpose” and would not be scrapped.",
        [
            (
                "MIXED",
                "the scheme was “fit for purpose” and would not be scrapped",
                "The minister",
                "told",
            )
        ],
    ),
    "mixed-fragment": (
        'He called the plan "badly timed".',
        [("MIXED", 'the plan "badly timed"', "He", "called")],
    ),
    "according-after": (
        "North Korea fired two missiles early on Thursday, according to South Korea’s military.",
        [
            (
                "INDIRECT",
                "North Korea fired two missiles early on Thursday",
                "South Korea’s military",
                "according to",
            )
        ],
    ),
    "in-the-words-of": (
        "In the words of one diplomat, the summit was a circus.",
        [("INDIRECT", "the summit was a circus", "one diplomat", "In the words of")],
    ),
    "put-it": (
        "As the study put it, “sleep is not optional.”",
        [("MIXED", "sleep is not optional.", "the study", "put it")],
    ),
    "headline-named": (
        "Under the headline “A Nation Adrift”, the paper said the premier had run out of ideas.",
        [("INDIRECT", "the premier had run out of ideas", "the paper", "said")],
    ),
    "capitals": (
        "“It spreads fast,” the WHO said.",
        [("DIRECT", "It spreads fast", "the WHO", "said")],
    ),
    "two-clauses": (
        "The report found that one in four bridges was unsafe, and that repairs would take years.",
        [
            ("INDIRECT", "one in four bridges was unsafe", "The report", "found"),
            ("INDIRECT", "repairs would take years", "The report", "found"),
        ],
    ),
    "question": (
        "He didn’t say whether the deal was off.",
        [("INDIRECT", "whether the deal was off", "He", "say")],
    ),
    "passive": (
        "Lee was told by prosecutors that he would not be charged.",
        [("INDIRECT", "he would not be charged", "prosecutors", "told")],
    ),
    "present-tense": (
        '"It\'s a bubble," he says. "And everyone knows it."',
        [
            ("DIRECT", "It's a bubble", "he", "says"),
            ("DIRECT", "And everyone knows it.", "he", "says"),
        ],
    ),
    "aside": (
        "“This,” she says, pointing at the wall, “is where it began.”",
        [
            ("DIRECT", "This", "she", "says"),
            ("DIRECT", "is where it began.", "she", "says"),
        ],
    ),
    "press-release": (
        "Dr Amara Nwosu, chief executive of Helios Bio, commented: “We are delighted to join.”",
        [("DIRECT", "We are delighted to join.", "Dr Amara Nwosu", "commented")],
    ),
    "marks-then-attribution": (
        "The spokeswoman said that “the port is a key pillar of the economy,” a report said.",
        [
            (
                "MIXED",
                "the port is a key pillar of the economy",
                "The spokeswoman",
                "said",
            )
        ],
    ),
    "relative-clause": (
        '"There were two of them," a woman who gave her name only as Fatima said.',
        [("DIRECT", "There were two of them", "a woman", "said")],
    ),
    "introduced": (
        "His wife, Marit, agreed. “We thought it was the end.”",
        [("DIRECT", "We thought it was the end.", "His wife", None)],
    ),
    "signed": (
        '"What we saw was a miracle" – Coach Pereira on the final',
        [("DIRECT", "What we saw was a miracle", "Coach Pereira", None)],
    ),
    "colon-over-paragraphs": (
        "The ministry published a reply saying:\n\n“No files were lost in the fire.”",
        [("DIRECT", "No files were lost in the fire.", "The ministry", "saying")],
    ),
    "other-languages": (
        "„Das war’s noch nicht“, sagte Vogel.",
        [("DIRECT", "Das war’s noch nicht", "Vogel", "sagte")],
    ),
}


def quotes_of(pipeline: Pipeline, text: str) -> list[Any]:
    return list(pipeline.nlp(text)._.annotator_quotes)


@pytest.mark.parametrize("style", STYLES)
def test_style(pipeline: Pipeline, style: str) -> None:
    text, wanted = STYLES[style]
    got = [
        (
            q.label,
            text[q.start : q.end],
            text[slice(*q.speaker)] if q.speaker else None,
            text[slice(*q.cue)] if q.cue else None,
        )
        for q in quotes_of(pipeline, text)
    ]
    assert got == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The film’s title, “We Were Never Here,” comes from a poem.",
        "“Why now?” is the question everyone asks.",
        "Apple did not respond to a request for comment.",
        "This matters because it shows how fragile the grid is.",
        "The company said goodbye to its founder.",
        "It is a self-described “family firm” with 900 lorries.",
    ],
)
def test_nothing_is_quoted(pipeline: Pipeline, text: str) -> None:
    assert quotes_of(pipeline, text) == []


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ('"We will talk," Ali Karim told reporters in Amman.', "reporters"),
        ("The firm warned investors that growth would slow.", "investors"),
        ("Sources told Haaretz the cabinet would meet at noon.", "Haaretz"),
        ("Lee was told by prosecutors that he would not be charged.", "Lee"),
        ("The minister said the road would open in May.", None),
    ],
)
def test_addressee(pipeline: Pipeline, text: str, to: str | None) -> None:
    (quote,) = quotes_of(pipeline, text)
    assert (text[slice(*quote.addressee)] if quote.addressee else None) == to


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We sold it twice,” Joost Bakker said.", "named"),
        ("“We sold it twice,” she said.", "named"),
        ("“We sold it twice,” a company spokeswoman said.", "role"),
        ("“We sold it twice,” said people familiar with the matter.", "anonymous"),
        ("The report said the cable was cut.", "document"),
        ("Critics say the law goes too far.", "collective"),
        ("The crowd waited.\n\n“Nobody in this town was asked about it.”", "none"),
    ],
)
def test_attribution(pipeline: Pipeline, text: str, kind: str) -> None:
    (quote,) = quotes_of(pipeline, text)
    assert quote.attribution == kind


def test_parts_of_one_quotation_share_a_group(pipeline: Pipeline) -> None:
    text = (
        "“The chip is ready,” he said, “but the licence is not.” It rained.\n\n"
        "“We wait,” said Meyer. “Nobody told the ports.”\n\n“I left early,” Ana Ruiz said."
    )
    groups = [quote.group for quote in quotes_of(pipeline, text)]
    assert groups[0] == groups[1] and groups[2] == groups[3]
    assert None not in groups[:4] and groups[0] != groups[2] and groups[4] is None


def test_suggestions_carry_attributes_and_addressee(pipeline: Pipeline) -> None:
    text = "“The chip is ready,” Meyer told reporters, “but the licence is not.”"
    (result,) = pipeline.annotate([SuggestJob(1, text)])
    contents = [s for s in result.spans if s.label == "DIRECT"]
    assert [s.attributes for s in contents] == [{"attribution": "named", "group": "1"}] * 2
    tails = {
        (r.label, text[result.spans[r.tail].start : result.spans[r.tail].end])
        for r in result.relations
    }
    assert {("SPEAKER", "Meyer"), ("CUE", "told"), ("ADDRESSEE", "reporters")} == tails


def test_transcript() -> None:
    text = "Q: Why did you leave?\nA: I was tired. We all were.\nQ: Do you regret it?\nA: No."
    turns = find_turns(text)
    assert [text[slice(*t.speaker)] for t in turns] == ["Q", "A", "Q", "A"]
    assert text[slice(*turns[1].content)] == "I was tired. We all were."
    assert find_turns("Ingredients: two eggs\nTime: ten minutes\nServes: four people") == []
    nlp = spacy.blank("en")
    nlp.add_pipe("annotator_quotes")
    assert [q.label for q in nlp(text)._.annotator_quotes] == ["DIRECT"] * 4


def test_reported_speech_without_a_model() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("annotator_quotes")
    for text, content in (
        ("Ana Ruiz said that the swell was too high.", "the swell was too high"),
        ("The swell was too high, Ana Ruiz said.", "The swell was too high"),
        ("The swell was high, according to the navy.", "The swell was high"),
    ):
        (quote,) = nlp(text)._.annotator_quotes
        assert (quote.label, text[quote.start : quote.end]) == ("INDIRECT", content)
    assert nlp("They wondered about the price of claims.")._.annotator_quotes == []


@pytest.mark.parametrize("language", ["xx", "de", "fr", "es"])
def test_other_languages(language: str) -> None:
    nlp = spacy.blank(language)
    nlp.add_pipe("annotator_quotes")
    text = "« Nous ne signerons pas cette année », déclare Marchand."
    (quote,) = nlp(text)._.annotator_quotes
    assert text[quote.start : quote.end] == "Nous ne signerons pas cette année"


def test_weights_are_numbers_with_an_intercept() -> None:
    weights = json.loads(bundled.path("quote_weights.json").read_text(encoding="utf-8"))
    assert "" in weights and len(weights) > 500
    assert all(isinstance(value, float) and abs(value) < 20 for value in weights.values())
