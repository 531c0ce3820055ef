"""What looks forgotten: each finding, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import ANA, TEXT, at, document, span

from annotator.model.bundled import path
from annotator.model.document import Document
from annotator.model.schema import parse_toml
from annotator.model.span import Relation, Span
from annotator.services.overlooked import Finding, overlooked

SCHEMA = parse_toml(path("schemas", "default.toml").read_text("utf-8"))


def found(made: Document, left_out: frozenset[str] = frozenset()) -> list[Finding]:
    return overlooked(made, made.view(ANA), SCHEMA, left_out)


def quote(**attributes: str) -> Span:
    return span(
        "q", ANA, "accepted", "The quay is open", layer="quote", label="DIRECT",
        attributes=attributes,
    )  # fmt: skip


def claim(**attributes: str) -> Span:
    return span(
        "c", ANA, "accepted", "trade fell 12% in March", layer="claim", label="CLAIM",
        attributes=attributes,
    )  # fmt: skip


def test_a_quote_without_a_speaker_or_a_reason() -> None:
    (one,) = found(document([quote()]))
    assert (one.kind, one.span, one.start) == ("speaker", "q", at("The quay")[0])
    assert "The quay is open" in one.words
    assert found(document([quote(attribution="anonymous")])) == []
    speaker = span("s", ANA, "accepted", "Maria Olsen", layer="quote", label="SPEAKER")
    said = Relation("r", "SPEAKER", "q", "s", "accepted", ANA)
    assert found(document([quote(), speaker], [said])) == []


def test_a_claim_without_a_type() -> None:
    assert [f.kind for f in found(document([claim()]))] == ["type"]
    assert found(document([claim(type="fact")])) == []


def test_the_same_words_labelled_two_ways() -> None:
    first = span("a", ANA, "accepted", "Olsen")
    second = replace(first, id="b", start=at("Olsen", nth=1)[0], end=at("Olsen", nth=1)[1])
    other = replace(second, label="ORG")
    assert found(document([first, second])) == []
    (one,) = found(document([first, other]))
    assert (one.kind, one.span) == ("labels", "b")
    assert "ORG here, PERSON there" in one.words


@pytest.mark.parametrize("words", ["“The quay is open", "The quay is open,” Maria"])
def test_a_quote_that_holds_one_mark(words: str) -> None:
    start, end = at(words)
    odd = replace(quote(attribution="none"), start=start, end=end, text=words)
    assert [f.kind for f in found(document([odd]))] == ["balance"]


@pytest.mark.parametrize(
    "words, behind, kinds",
    [
        ("The quay “is open and busy", ",” it said.", []),
        ("The quay “is open and busy", "”, it said.", []),
        ("The quay “is open and busy", " today,” it said.", ["balance"]),
        ("The quay “is open” and busy", ", it said.", []),
        ("The quay “is open” and busy", ",” it said.", ["balance"]),
        ("“The quay is open and busy,”", " it said.", []),
        ("“The quay is open” and busy", ", it said.", []),
    ],
)
def test_the_mark_behind_the_comma_that_a_quote_leaves_out(
    words: str, behind: str, kinds: list[str]
) -> None:
    made = document([])
    made.article = replace(made.article, text=f"{words}{behind}\n")
    made.spans["q"] = replace(quote(attribution="none"), start=0, end=len(words), text=words)
    assert [f.kind for f in found(made)] == kinds


def test_a_mark_that_never_closes() -> None:
    made = document([])
    made.article = replace(made.article, text=TEXT + "\n“It never ended, she said.")
    (one,) = found(made)
    assert one.kind == "marks" and one.span is None
    assert made.article.text[one.start] == "“"


def test_far_fewer_spans_than_suggested() -> None:
    spans = [
        Span(f"s{i}", "entity", "PERSON", i, i + 3, TEXT[i : i + 3], "suggested", "p@1")
        for i in range(0, 48, 4)
    ]
    made = document(spans)
    assert found(made) == []
    assert found(made, frozenset(s.id for s in spans)) == []
    gone = [
        replace(s, id=f"own{s.id}", state="rejected", annotator=ANA, made_from=s.id) for s in spans
    ]
    assert found(document([*spans, *gone[:7]])) == []
    (fall,) = found(document([*spans, *gone[:8]]))
    assert fall.words == "only 4 spans, where 12 were suggested"


def test_nothing_is_asked_about_what_stays_open() -> None:
    made = document([quote(), claim()])
    assert len(found(made)) == 2
    assert [f.span for f in found(made, frozenset({"q"}))] == ["c"]
    assert found(made, frozenset({"q", "c"})) == []


def test_a_key_lasts_until_something_about_it_changes() -> None:
    (one,) = found(document([quote()]))
    (same,) = found(document([quote(group="g1")]))
    assert one.key == same.key
