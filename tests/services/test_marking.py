"""Decisions on many places of many articles: one edit, one undo, also after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ANA, BEN, add_article, at, make, one, rows, shown, suggest, undo_all, usual

from annotator.model.errors import Refused
from annotator.services import concordance, correcting, deciding, marking, naming, projects, undoing
from annotator.services.concordance import Search
from annotator.services.marking import Place
from annotator.store import articles
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made, _ = make(tmp_path, usual())
    add_article(made, "a2")
    suggest(made, 2, usual())
    add_article(made, "a3")
    return made


def found(project: Project, query: str, who: str = ANA) -> list[Place]:
    hits = Search(query, who).step(project, 5).hits
    return [Place(h.pk, h.start, h.end, h.span.id if h.span else None) for h in hits]


def test_label_words_in_every_article(project: Project) -> None:
    edit = marking.label(project, ANA, found(project, '"Maria Olsen"'), "entity", "PERSON")
    assert edit is not None and edit.articles == (1, 2, 3)
    assert edit.summary == "Label 3 places PERSON"
    for pk in (1, 2, 3):
        assert ("PERSON", "Maria Olsen", "accepted") in shown(project, pk)
    # The suggestions were decided on, no second span stands beside them.
    assert one(project, 1, "PERSON", "Maria Olsen", ANA).made_from
    assert one(project, 3, "PERSON", "Maria Olsen", ANA).made_from is None
    assert {articles.load(project, pk).reviews[ANA].status for pk in (1, 2, 3)} == {"in_progress"}


def test_another_label_takes_the_suggestions_place(project: Project) -> None:
    before = rows(project)
    words = [Place(pk, *at("Varde")) for pk in (1, 2, 3)]
    marking.label(project, ANA, words, "entity", "LOC")
    for pk in (1, 2, 3):
        varde = {(label, s) for label, text, s in shown(project, pk) if text == "Varde"}
        assert varde == {("LOC", "accepted")}
    assert one(project, 1, "LOC", "Varde", ANA).made_from == one(project, 1, "GPE", "Varde").id
    marking.label(project, ANA, words, "entity", "GPE")
    assert one(project, 3, "GPE", "Varde", ANA).label == "GPE"
    assert undo_all(project, ANA) == 2
    assert rows(project) == before


def test_undo_and_redo_after_a_restart(project: Project) -> None:
    before = rows(project)
    edit = marking.label(project, ANA, found(project, "olsen"), "entity", "PERSON")
    assert edit is not None
    after, path = rows(project, "modified"), project.path
    project.close()
    with projects.open_project(path) as again:
        assert undoing.names(again, ANA) == (edit.summary, None)
        undoing.undo(again, ANA)
        assert rows(again) == before
    with projects.open_project(path) as again:
        undoing.redo(again, ANA)
        assert rows(again, "modified") == after
        assert list(projects.check(again)) == []


def test_undo_waits_for_whoever_decided_later_in_one_of_the_articles(project: Project) -> None:
    marking.label(project, ANA, found(project, '"Maria Olsen"'), "entity", "PERSON")
    deciding.accept(project, BEN, 2, one(project, 2, "GPE", "Varde").id)
    undoing.undo(project, ANA)
    assert ("PERSON", "Maria Olsen", "accepted") not in shown(project, 3)
    undoing.redo(project, ANA)
    correcting.set_note(project, ANA, 2, one(project, 2, "PERSON", "Maria Olsen", ANA).id, "x")
    # One's own later step is taken back first.
    undoing.undo(project, ANA)
    undoing.undo(project, ANA)
    assert undoing.names(project, ANA)[0] is None


def test_reject_and_accept(project: Project) -> None:
    spans = found(project, "label:ORG,GPE")
    assert len(spans) == 4
    edit = marking.reject(project, ANA, [*spans, Place(3, *at("Varde"))])
    assert edit is not None and edit.summary == "Reject 4 places"
    assert not {t for pk in (1, 2) for _, t, _ in shown(project, pk)} & {"Varde"}
    with pytest.raises(Refused, match="nothing to change"):
        marking.reject(project, ANA, [Place(3, *at("Varde"))])
    undoing.undo(project, ANA)
    marking.accept(project, ANA, spans)
    assert ("GPE", "Varde", "accepted") in shown(project, 2)
    with pytest.raises(Refused, match="nothing to change"):
        marking.accept(project, ANA, spans)


def test_one_place_that_cannot_be_does_not_stop_the_others(project: Project) -> None:
    deciding.accept(project, ANA, 1, one(project, 1, "PERSON", "Maria Olsen").id)
    deciding.accept(project, BEN, 2, one(project, 2, "GPE", "Varde").id)
    bens = one(project, 2, "GPE", "Varde", BEN)
    places = [
        *found(project, '"Maria Olsen"'),
        Place(2, bens.start, bens.end, bens.id),
        Place(1, *at("Varde"), "gone"),
    ]
    edit = marking.label(project, ANA, places, "entity", "PERSON")
    assert edit is not None and edit.articles[0] == 2 and edit.summary == "Label 2 places PERSON"
    assert one(project, 2, "GPE", "Varde", BEN) == bens


def test_other_layers_are_left_alone(project: Project) -> None:
    quotes = found(project, "layer:quote")
    with pytest.raises(Refused, match="nothing to change"):
        marking.label(project, ANA, quotes, "entity", "PERSON")
    edit = marking.label(project, ANA, [*quotes, *found(project, "label:ORG")], "quote", "MIXED")
    assert edit is not None and edit.summary == "Label 4 places MIXED"
    with pytest.raises(Refused, match="no label NOBODY"):
        marking.label(project, ANA, quotes, "quote", "NOBODY")


def test_claims_get_their_type(project: Project) -> None:
    edit = marking.claim_type(project, ANA, found(project, "layer:claim"), "quantity")
    assert edit is not None and edit.summary == "Claim type of 2 places: quantity"
    own = one(project, 1, "CLAIM", "trade fell 12% in March", ANA)
    assert own.attributes["type"] == "quantity"
    with pytest.raises(Refused, match="is one of"):
        marking.claim_type(project, ANA, found(project, "layer:claim"), "gossip")


def test_a_link_goes_along(project: Project) -> None:
    suggestion = one(project, 1, "PERSON", "Maria Olsen")
    edit = naming.link_new(project, ANA, 1, [suggestion.id], "Maria Olsen")
    assert edit is not None
    who = next(c.id for c in edit.changes if c.table == "entity")
    marking.label(project, ANA, found(project, '"Maria Olsen"'), "entity", "PERSON", who)
    assert len(Search(f"entity:#{who}", ANA).step(project, 5).hits) == 3


def test_what_is_left_is_what_nobody_marked(project: Project) -> None:
    hits = Search(concordance.alike(one(project, 1, "GPE", "Varde")), ANA).step(project, 5).hits
    assert [concordance.is_left(h, ANA) for h in hits] == [True] * 3
    marking.label(project, ANA, found(project, "varde"), "entity", "GPE")
    hits = Search("varde", ANA).step(project, 5).hits
    assert [concordance.is_left(h, ANA) for h in hits] == [False] * 3
