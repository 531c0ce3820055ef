"""What an annotator sees, and documents kept true by edits."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    ANA,
    BEN,
    OTHER_PIPELINE,
    PIPELINE,
    ROLES,
    TEXT,
    attempt,
    document,
    make,
    random_action,
    random_suggestions,
    span,
    suggest,
)

from annotator.model.edit import Edit
from annotator.model.people import Annotator, Review
from annotator.model.span import Relation
from annotator.services import undoing
from annotator.store import articles, suggestions

WORDS = "Maria Olsen"


def ids(found: tuple[object, ...]) -> list[str]:
    return [s.id for s in found]  # type: ignore[attr-defined]


def test_a_decision_stands_in_the_suggestions_place() -> None:
    one, other = (
        span("s1", PIPELINE, "suggested", WORDS),
        span("s2", PIPELINE, "suggested", "Varde"),
    )
    corrected = span("o1", ANA, "accepted", "Olsen said"[:5], made_from="s1")
    doc = document([one, other, corrected])
    assert ids(doc.view(ANA).spans) == ["o1", "s2"]
    assert ids(doc.view(BEN).spans) == ["s1", "s2"]
    doc.spans["o1"] = replace(corrected, state="rejected")
    assert ids(doc.view(ANA).spans) == ["s2"]


def test_other_peoples_spans_are_hidden() -> None:
    doc = document([span("o1", ANA, "accepted", WORDS), span("s1", BEN, "suggested", "Varde")])
    doc.annotators = {BEN: Annotator(BEN)}
    assert ids(doc.view(BEN).spans) == ["s1"]
    assert ids(doc.view(ANA).spans) == ["o1"]
    assert ids(doc.view("cid").spans) == []


@pytest.mark.parametrize("order", [1, -1])
def test_of_equal_suggestions_one_is_shown(order: int) -> None:
    spans = [
        span("s1", PIPELINE, "suggested", WORDS), span("s2", OTHER_PIPELINE, "suggested", WORDS),
    ][::order]  # fmt: skip
    assert ids(document(spans).view(ANA).spans) == ["s1"]
    # A decision on either decides on both, also one with other boundaries.
    for made_from in ("s1", "s2"):
        own = span("o1", ANA, "accepted", "Olsen", made_from=made_from)
        assert ids(document([*spans, own]).view(ANA).spans) == ["o1"]
        gone = replace(own, state="rejected")
        assert ids(document([*spans, gone]).view(ANA).spans) == []


def test_reading_order_is_total() -> None:
    spans = [
        span("s3", PIPELINE, "suggested", WORDS, label="ORG"),
        span("s2", PIPELINE, "suggested", WORDS),
        span("s1", PIPELINE, "suggested", "Maria"),
        span("s4", PIPELINE, "suggested", WORDS, layer="claim", label="CLAIM"),
    ]
    found = document(spans).view(ANA).spans
    assert ids(found) == ["s4", "s3", "s2", "s1"]
    assert len({s.order for s in found}) == 4


def test_relations_reach_the_decisions_spans() -> None:
    quote = span("q", PIPELINE, "suggested", "The quay is open", layer="quote", label="DIRECT")
    speaker = span("p", PIPELINE, "suggested", WORDS, layer="quote", label="SPEAKER")
    says = Relation("r", "SPEAKER", "q", "p", "suggested", PIPELINE)
    own_quote = replace(quote, id="oq", annotator=ANA, state="accepted", made_from="q", end=30)
    doc = document([quote, speaker, own_quote], [says])
    tail = doc.view(ANA).tail("oq", "SPEAKER")
    assert tail is not None and tail.id == "p"
    # The speaker marked by hand on the same words stands for the suggested one.
    doc.spans["op"] = replace(speaker, id="op", annotator=ANA, state="accepted")
    tail = doc.view(ANA).tail("oq", "SPEAKER")
    assert tail is not None and tail.id == "op"
    doc.relations["own"] = Relation("own", "SPEAKER", "oq", "op", "rejected", ANA, "r")
    assert doc.view(ANA).tail("oq", "SPEAKER") is None


def test_relations_show_when_head_and_tail_come_from_different_pipelines() -> None:
    spans, relations = [], []
    for maker, quote_id, speaker_id in ((PIPELINE, "a", "z"), (OTHER_PIPELINE, "y", "b")):
        spans += [
            span(quote_id, maker, "suggested", "open", layer="quote", label="DIRECT"),
            span(speaker_id, maker, "suggested", WORDS, layer="quote", label="SPEAKER"),
        ]
        relations.append(
            Relation(f"r{quote_id}", "SPEAKER", quote_id, speaker_id, "suggested", maker)
        )
    view = document(spans, relations).view(ANA)
    assert [(r.head, r.tail) for r in view.relations["a"]] == [("a", "b")]


def test_parts_of_quotes_are_not_walked() -> None:
    doc = document(
        [
            span("s1", PIPELINE, "suggested", WORDS),
            span("s2", PIPELINE, "suggested", WORDS, layer="quote", label="SPEAKER"),
            span("o3", ANA, "accepted", "Varde"),
        ]
    )
    view = doc.view(ANA)
    assert [s.id for s in view.main(ROLES)] == ["s1", "o3"]
    assert [s.id for s in view.open(ROLES)] == ["s1"]


@pytest.mark.parametrize("seed", range(6))
def test_applied_edits_equal_a_fresh_load(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    project, pk = make(tmp_path, random_suggestions(rng, TEXT))
    kept = articles.load(project, pk)
    for step in range(40):
        who = rng.choice([ANA, ANA, BEN])
        if step % 13 == 12:
            found = random_suggestions(rng, TEXT)
            edit: object = suggestions.store(
                project, rng.choice([PIPELINE, OTHER_PIPELINE]), replace(found, pk=pk)
            )
        else:
            action = random_action(rng, project, pk, who, kept)
            if rng.random() < 0.2:
                turn = rng.choice([undoing.undo, undoing.redo])
                action = lambda turn=turn, who=who: turn(project, who)  # type: ignore[misc]  # noqa: E731
            edit = attempt(action)
        if not isinstance(edit, Edit):
            continue
        assert kept.apply(edit) == bool(edit.changes)
        fresh = articles.load(project, pk)
        assert (kept.spans, kept.relations) == (fresh.spans, fresh.relations)
        # Time spent is not in the edits; a review that holds nothing else is not either.
        for name, review in fresh.reviews.items():
            ours = kept.reviews.get(name, Review(name))
            assert replace(ours, seconds=0) == replace(review, seconds=0)
        for name in (ANA, BEN):
            view = kept.view(name)
            assert view == fresh.view(name)
            for head, found_relations in view.relations.items():
                assert head in view.by_id
                assert all(r.head == head and r.tail in view.by_id for r in found_relations)
            assert list(view.spans) == sorted(view.spans, key=lambda s: s.order)
    project.close()


def test_an_edit_of_another_article_changes_nothing(tmp_path: Path) -> None:
    project, pk = make(tmp_path, random_suggestions(random.Random(1), TEXT))
    other = document([])
    suggest(project, pk, random_suggestions(random.Random(2), TEXT))
    edit = attempt(lambda: random_action(random.Random(3), project, pk, ANA, other)())
    if isinstance(edit, Edit):
        assert not replace(other, article=replace(other.article, pk=pk + 1)).apply(edit)
    project.close()
