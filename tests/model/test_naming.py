"""Names of an article: taken together, numbered, offered for a mention; whose a quote is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import ANA, at, document, span

from annotator.model.document import Document
from annotator.model.naming import (
    Known,
    Paragraphs,
    candidates,
    is_likely,
    letters,
    names_in,
)
from annotator.model.people import Entity
from annotator.model.span import Relation
from annotator.model.speaking import speaker_of

OLSEN = Entity("e1", "Maria Olsen", "PERSON", ("the chair",))
MERGED = Entity("e2", "Olsen", "PERSON", same_as="e1")
SHIPPING = Entity("e3", "Northwind Shipping", "ORG")


def story(*relations: Relation) -> Document:
    start, end = at("Olsen leads")
    made = document(
        [
            span("s1", ANA, "accepted", "Maria Olsen", entity="e1"),
            span("s2", ANA, "accepted", "Northwind Shipping", label="ORG", entity="e3"),
            span("s3", ANA, "accepted", "Varde", label="GPE"),
            span("s4", ANA, "accepted", "March", label="DATE"),
            span("q", ANA, "accepted", "The quay is open", layer="quote", label="DIRECT"),
            span("sp", ANA, "accepted", "Maria Olsen", layer="quote", label="SPEAKER"),
        ],
        relations,
    )
    olsen = span("s5", ANA, "accepted", "Olsen leads", entity="e2")
    made.spans["s5"] = olsen
    assert (olsen.start, olsen.end) == (start, end)
    made.entities = {e.id: e for e in (OLSEN, MERGED, SHIPPING)}
    return made


def test_mentions_of_merged_names_are_taken_together() -> None:
    made = story()
    found = names_in(made, made.view(ANA))
    assert [(k.words, len(k.mentions)) for k in found] == [
        ("Maria Olsen", 2),
        ("Northwind Shipping", 1),
        ("Varde", 1),
    ]
    assert found[0].entity == OLSEN and found[2].entity is None and found[2].id == "GPE Varde"
    assert made.names() == {
        "e1": "Maria Olsen",
        "e2": "Maria Olsen",
        "e3": "Northwind Shipping",
    }


def test_candidates_and_letters() -> None:
    made = story()
    known = names_in(made, made.view(ANA))
    offered = candidates(known, made.spans["s5"], "e1")
    assert [k.words for k in offered] == ["Maria Olsen", "Northwind Shipping"]
    # Of two that share nothing with it the nearer comes first.
    near = next(k.words for k in candidates(known, made.spans["s3"], None))
    assert near == "Maria Olsen"
    assert letters(offered) == {"e1": "o", "e3": "s"}


@pytest.mark.parametrize(
    ("words", "likely"),
    [
        ("Olsen", True),
        ("M. Olsen", True),
        ("Mr Maria Olsen", True),
        ("The Chair", True),
        ("Crescent Olsen", False),
        ("Varde", False),
        ("—", False),
    ],
)
def test_what_may_be_a_form_of_a_name(words: str, likely: bool) -> None:
    mention = span("x", ANA, "accepted", "Olsen leads")
    mention = type(mention)(
        **{**{n: getattr(mention, n) for n in mention.__slots__}, "text": words}
    )
    assert is_likely(Known(OLSEN, "Maria Olsen", "PERSON", (mention,)), mention) is likely


def test_paragraphs_are_counted_without_empty_lines() -> None:
    numbers = Paragraphs("one\n\n\ntwo\nthree")
    assert [numbers.number(x) for x in (0, 3, 6, 10)] == [1, 1, 2, 3]
    assert Paragraphs("").number(0) == 1


def test_whose_a_quote_is() -> None:
    made = story()
    quote = made.spans["q"]
    assert speaker_of(made, made.view(ANA), quote) is None
    said = Relation("r", "SPEAKER", "q", "sp", "accepted", ANA)
    made = story(said)
    # By the mention on the same words, until the speaker itself is linked.
    assert speaker_of(made, made.view(ANA), quote) == OLSEN
    made.spans["sp"] = replace(made.spans["sp"], entity="e3")
    assert speaker_of(made, made.view(ANA), quote) == SHIPPING
