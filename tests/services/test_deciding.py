"""Accept and reject: a suggestion is never edited, a quote brings and takes its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    ANA,
    BEN,
    OTHER_PIPELINE,
    PIPELINE,
    TEXT,
    links,
    make,
    one,
    shown,
    suggest,
    suggested,
    usual,
    view,
)

from annotator.model.errors import Refused
from annotator.model.suggestion import SuggestedRelation, Suggestions
from annotator.services import adding, correcting, deciding, linking, undoing
from annotator.store import articles, checks
from annotator.store.project import Project

QUOTE, NEXT = "The quay is open", "Ships come back on Monday"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[tuple[Project, int]]:
    project, pk = make(tmp_path, usual())
    yield project, pk
    assert list(checks.problems(project)) == []
    project.close()


def test_accepting_leaves_the_suggestion_as_it_was(work: tuple[Project, int]) -> None:
    project, pk = work
    before = one(project, pk, "PERSON", "Maria Olsen")
    edit = deciding.accept(project, ANA, pk, before.id)
    assert one(project, pk, "PERSON", "Maria Olsen") == before
    own = one(project, pk, "PERSON", "Maria Olsen", ANA)
    assert (own.state, own.made_from, own.score, own.annotator) == (
        "accepted", before.id, None, ANA,
    )  # fmt: skip
    assert [s.id for s in view(project, pk).spans if s.label == "PERSON"] == [own.id]
    assert edit is not None and edit.summary == "Accept PERSON “Maria Olsen”"
    assert articles.load(project, pk).reviews[ANA].status == "in_progress"


def test_accepting_twice_is_one_edit(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "PERSON", "Maria Olsen").id
    assert deciding.accept(project, ANA, pk, suggestion)
    assert deciding.accept(project, ANA, pk, suggestion) is None
    assert (
        deciding.accept(project, ANA, pk, one(project, pk, "PERSON", "Maria Olsen", ANA).id) is None
    )


def test_rejecting_twice_is_one_edit(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "PERSON", "Maria Olsen").id
    assert deciding.reject(project, ANA, pk, suggestion)
    assert deciding.reject(project, ANA, pk, suggestion) is None
    assert not any(s.label == "PERSON" for s in view(project, pk).spans)


def test_a_quote_brings_speaker_cue_and_relations_in_one_edit(work: tuple[Project, int]) -> None:
    project, pk = work
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id)
    assert {
        ("DIRECT", QUOTE, "accepted"), ("SPEAKER", "Maria Olsen", "accepted"),
        ("CUE", "said", "accepted"), ("CUE", "added", "suggested"),
    } <= shown(project, pk)  # fmt: skip
    assert {
        ("SPEAKER", QUOTE, "Maria Olsen", "accepted"), ("CUE", QUOTE, "said", "accepted"),
        ("SPEAKER", NEXT, "Maria Olsen", "suggested"),
    } <= links(project, pk)  # fmt: skip
    undoing.undo(project, ANA)
    assert all(state == "suggested" for *_, state in shown(project, pk))
    assert {state for *_, state in links(project, pk)} == {"suggested"}


def test_the_second_quote_uses_the_same_speaker(work: tuple[Project, int]) -> None:
    project, pk = work
    for words in (QUOTE, NEXT):
        deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", words).id)
    one(project, pk, "SPEAKER", "Maria Olsen", ANA)
    assert {r for r in links(project, pk) if r[0] == "SPEAKER"} == {
        ("SPEAKER", QUOTE, "Maria Olsen", "accepted"),
        ("SPEAKER", NEXT, "Maria Olsen", "accepted"),
    }


def test_rejecting_a_quote_takes_its_parts_unless_another_needs_them(
    work: tuple[Project, int],
) -> None:
    project, pk = work
    deciding.reject(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id)
    labels = {(label, text) for label, text, _ in shown(project, pk)}
    assert ("SPEAKER", "Maria Olsen") in labels and ("CUE", "said") not in labels
    deciding.reject(project, ANA, pk, one(project, pk, "DIRECT", NEXT).id)
    labels = {(label, text) for label, text, _ in shown(project, pk)}
    assert not {label for label, _ in labels} & {"SPEAKER", "CUE", "DIRECT"}


def test_dropping_an_accepted_quote_keeps_the_speaker_of_an_open_one(
    work: tuple[Project, int],
) -> None:
    project, pk = work
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id)
    deciding.reject(project, ANA, pk, one(project, pk, "DIRECT", QUOTE, ANA).id)
    assert ("SPEAKER", NEXT, "Maria Olsen", "suggested") in links(project, pk)
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", NEXT).id)
    assert ("SPEAKER", NEXT, "Maria Olsen", "accepted") in links(project, pk)
    deciding.reject(project, ANA, pk, one(project, pk, "DIRECT", NEXT, ANA).id)
    assert not {label for label, *_ in shown(project, pk)} & {"SPEAKER", "CUE", "DIRECT"}


def test_dropping_both_quotes_the_other_way_round(work: tuple[Project, int]) -> None:
    project, pk = work
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id)
    deciding.reject(project, ANA, pk, one(project, pk, "DIRECT", QUOTE, ANA).id)
    deciding.reject(project, ANA, pk, one(project, pk, "DIRECT", NEXT).id)
    assert not {label for label, *_ in shown(project, pk)} & {"SPEAKER", "CUE", "DIRECT"}


def test_accepting_a_rejected_quote_brings_its_parts_back(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "DIRECT", QUOTE).id
    deciding.reject(project, ANA, pk, suggestion)
    deciding.accept(project, ANA, pk, suggestion)
    assert {
        ("SPEAKER", QUOTE, "Maria Olsen", "accepted"), ("CUE", QUOTE, "said", "accepted"),
    } <= links(project, pk)  # fmt: skip


def test_adding_a_rejected_quote_again_brings_its_parts_back(work: tuple[Project, int]) -> None:
    project, pk = work
    quote = one(project, pk, "DIRECT", QUOTE)
    deciding.reject(project, ANA, pk, quote.id)
    adding.add_span(project, ANA, pk, "quote", "DIRECT", quote.start, quote.end)
    assert ("CUE", QUOTE, "said", "accepted") in links(project, pk)


def test_a_speaker_rejected_for_itself_stays_rejected(work: tuple[Project, int]) -> None:
    project, pk = work
    deciding.reject(project, ANA, pk, one(project, pk, "SPEAKER", "Maria Olsen").id)
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id)
    assert not any(label == "SPEAKER" for label, *_ in shown(project, pk) | links(project, pk))


def test_a_claim_links_to_the_mention_when_both_are_accepted(work: tuple[Project, int]) -> None:
    project, pk = work
    claim, source = "trade fell 12% in March", "Northwind Shipping"
    deciding.accept(project, ANA, pk, one(project, pk, "CLAIM", claim).id)
    assert ("CLAIMED_BY", claim, source, "suggested") in links(project, pk)
    deciding.accept(project, ANA, pk, one(project, pk, "ORG", source).id)
    assert ("CLAIMED_BY", claim, source, "accepted") in links(project, pk)


def test_two_people_are_independent(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "DIRECT", QUOTE).id
    deciding.accept(project, ANA, pk, suggestion)
    assert ("DIRECT", QUOTE, "suggested") in shown(project, pk, BEN)
    deciding.reject(project, BEN, pk, suggestion)
    assert ("DIRECT", QUOTE, "accepted") in shown(project, pk, ANA)
    assert not any(text == QUOTE for _, text, _ in shown(project, pk, BEN))
    undoing.undo(project, BEN)
    assert ("DIRECT", QUOTE, "accepted") in shown(project, pk, ANA)


def test_another_persons_decision_is_refused(work: tuple[Project, int]) -> None:
    project, pk = work
    deciding.accept(project, ANA, pk, one(project, pk, "PERSON", "Maria Olsen").id)
    own = one(project, pk, "PERSON", "Maria Olsen", ANA)
    for act in (
        lambda: deciding.accept(project, BEN, pk, own.id),
        lambda: deciding.reject(project, BEN, pk, own.id),
        lambda: correcting.relabel(project, BEN, pk, own.id, "ORG"),
        lambda: linking.set_role(project, BEN, pk, own.id, "SPEAKER", None),
    ):
        with pytest.raises(Refused):
            act()
    assert one(project, pk, "PERSON", "Maria Olsen", ANA) == own
    assert undoing.names(project, BEN) == (None, None)


def test_an_unknown_span_is_refused(work: tuple[Project, int]) -> None:
    project, pk = work
    with pytest.raises(Refused, match="not in this article"):
        deciding.accept(project, ANA, pk, "s0")
    assert articles.load(project, pk).reviews == {}


def test_many_at_once_are_one_step(work: tuple[Project, int]) -> None:
    project, pk = work
    ids = [s.id for s in view(project, pk).spans]
    rejected = one(project, pk, "GPE", "Varde").id
    deciding.reject(project, ANA, pk, rejected)
    edit = deciding.accept_many(project, ANA, pk, ids)
    assert ("GPE", "Varde", "accepted") not in shown(project, pk)
    assert {state for *_, state in shown(project, pk)} == {"accepted"}
    assert edit is not None and "suggestions" in edit.summary
    assert deciding.reject_many(project, ANA, pk, ids) is None
    undoing.undo(project, ANA)
    assert {state for *_, state in shown(project, pk)} == {"suggested"}
    deciding.reject_many(project, ANA, pk, ids)
    assert shown(project, pk) == set()


def test_equal_suggestions_of_two_pipelines_are_one(work: tuple[Project, int]) -> None:
    project, pk = work
    before = shown(project, pk), links(project, pk)
    suggest(project, pk, usual(), OTHER_PIPELINE)
    assert (shown(project, pk), links(project, pk)) == before
    quote = next(s for s in view(project, pk).spans if s.text == QUOTE)
    deciding.accept(project, ANA, pk, quote.id)
    assert {r for r in links(project, pk) if r[1] == QUOTE} == {
        ("SPEAKER", QUOTE, "Maria Olsen", "accepted"), ("CUE", QUOTE, "said", "accepted"),
    }  # fmt: skip
    entity = next(s for s in view(project, pk).spans if s.label == "PERSON")
    correcting.relabel(project, ANA, pk, entity.id, "ORG")
    assert not any(s.label == "PERSON" for s in view(project, pk).spans)


def test_what_only_the_other_pipeline_links_is_carried_too(tmp_path: Path) -> None:
    quote, speaker = (
        suggested("quote", "DIRECT", QUOTE),
        suggested("quote", "SPEAKER", "Maria Olsen"),
    )
    project, pk = make(tmp_path, Suggestions(0, (quote,)))
    suggest(
        project, pk,
        Suggestions(0, (quote, speaker), (SuggestedRelation("SPEAKER", 0, 1),)), OTHER_PIPELINE,
    )  # fmt: skip
    mine = next(
        s.id for s in articles.load(project, pk).spans.values()
        if s.annotator == PIPELINE and s.text == QUOTE
    )  # fmt: skip
    deciding.accept(project, ANA, pk, mine)
    assert links(project, pk) == {("SPEAKER", QUOTE, "Maria Olsen", "accepted")}
    assert articles.load(project, pk).article.text == TEXT
    project.close()


def claims() -> Suggestions:
    """The usual, and a claim in a quote with its speaker and subject."""
    spans = (
        *usual().spans,
        replace(suggested("claim", "CLAIM", QUOTE), attributes=CLAIM),
        suggested("entity", "FAC", "quay"),
    )
    more = (SuggestedRelation("CLAIMED_BY", 9, 4), SuggestedRelation("ABOUT", 9, 10))
    return Suggestions(0, spans, usual().relations + more)


CLAIM = {"type": "fact", "worth": "2", "certainty": "certain", "polarity": "affirmed"}


@pytest.fixture
def said(tmp_path: Path) -> Iterator[tuple[Project, int]]:
    project, pk = make(tmp_path, claims())
    yield project, pk
    assert list(checks.problems(project)) == []
    project.close()


def test_a_claim_brings_its_attributes_and_its_speaker(said: tuple[Project, int]) -> None:
    project, pk = said
    deciding.accept(project, ANA, pk, one(project, pk, "CLAIM", QUOTE).id)
    own = one(project, pk, "CLAIM", QUOTE, ANA)
    assert dict(own.attributes) == CLAIM and own.state == "accepted"
    assert {
        ("CLAIMED_BY", QUOTE, "Maria Olsen", "accepted"), ("ABOUT", QUOTE, "quay", "suggested"),
        ("SPEAKER", QUOTE, "Maria Olsen", "suggested"),
    } <= links(project, pk)  # fmt: skip
    deciding.accept(project, ANA, pk, one(project, pk, "FAC", "quay").id)
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id)
    assert {
        ("ABOUT", QUOTE, "quay", "accepted"), ("SPEAKER", QUOTE, "Maria Olsen", "accepted"),
    } <= links(project, pk)  # fmt: skip
    one(project, pk, "SPEAKER", "Maria Olsen", ANA)
    for _ in range(3):
        undoing.undo(project, ANA)
    assert {state for *_, state in shown(project, pk)} == {"suggested"}
    assert {state for *_, state in links(project, pk)} == {"suggested"}


def test_a_corrected_claim_keeps_source_and_the_other_attributes(
    said: tuple[Project, int],
) -> None:
    project, pk = said
    claim = one(project, pk, "CLAIM", QUOTE)
    correcting.set_attribute(project, ANA, pk, claim.id, "type", "denial")
    own = one(project, pk, "CLAIM", QUOTE, ANA)
    assert dict(own.attributes) == {**CLAIM, "type": "denial"}
    assert ("CLAIMED_BY", QUOTE, "Maria Olsen", "accepted") in links(project, pk)
    assert dict(one(project, pk, "CLAIM", QUOTE).attributes) == CLAIM


def test_rejecting_a_claim_leaves_the_quotation_its_speaker(said: tuple[Project, int]) -> None:
    project, pk = said
    deciding.reject(project, ANA, pk, one(project, pk, "CLAIM", QUOTE).id)
    assert ("SPEAKER", "Maria Olsen", "suggested") in shown(project, pk)
    assert not {r for r in links(project, pk) if r[0] in ("CLAIMED_BY", "ABOUT")} - {
        ("CLAIMED_BY", "trade fell 12% in March", "Northwind Shipping", "suggested")
    }
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id)
    assert ("SPEAKER", QUOTE, "Maria Olsen", "accepted") in links(project, pk)
