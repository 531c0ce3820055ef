"""An article's decisions offered to its twins: as suggestions, replaced on the next run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import (
    ANA,
    PIPELINE,
    TEXT,
    add_article,
    at,
    make,
    one,
    rows,
    shown,
    suggest,
    suggested,
    undo_all,
    usual,
)

from annotator.model.errors import Refused
from annotator.model.suggestion import Suggestions
from annotator.services import (
    adding,
    correcting,
    deciding,
    linking,
    naming,
    offering,
    twins,
    undoing,
)
from annotator.store import articles, checks
from annotator.store.project import Project

COPY = "Ships are back\n" + TEXT.split("\n", 1)[1].replace("March. Olsen", "March. Mrs Olsen")
OFFERED = "twin of a1"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made, _ = make(tmp_path, usual())
    add_article(made, "a2", COPY)
    assert twins.clusters(made) == {1: 1, 2: 1}
    yield made
    assert list(checks.problems(made)) == []
    made.close()


def offered(project: Project, pk: int = 2) -> set[tuple[str, str]]:
    every = articles.load(project, pk).spans.values()
    spans = [s for s in every if s.annotator == OFFERED]
    assert all(s.state == "suggested" and COPY[s.start : s.end] == s.text for s in spans)
    return {(s.label, s.text) for s in spans}


def test_accepted_spans_come_with_relations_attributes_and_names(project: Project) -> None:
    deciding.accept(project, ANA, 1, one(project, 1, "DIRECT", "The quay is open").id)
    person = one(project, 1, "PERSON", "Maria Olsen").id
    naming.link_new(project, ANA, 1, [person], "Maria Olsen")
    claim = one(project, 1, "CLAIM", "trade fell 12% in March").id
    correcting.set_attribute(project, ANA, 1, claim, "type", "quantity")
    before = rows(project)
    edit = offering.offer(project, ANA, 1)
    assert edit is not None and edit.summary == "Offer 5 spans in 1 twin"
    assert edit.articles == (2,)
    assert offered(project) == {
        ("DIRECT", "The quay is open"), ("SPEAKER", "Maria Olsen"), ("CUE", "said"),
        ("PERSON", "Maria Olsen"), ("CLAIM", "trade fell 12% in March"),
    }  # fmt: skip
    twin = articles.load(project, 2)
    view = twin.view(ANA)
    by_label = {s.label: s for s in view.spans}
    assert view.tail(by_label["DIRECT"].id, "SPEAKER") == by_label["SPEAKER"]
    assert by_label["CLAIM"].attributes == {"type": "quantity"}
    assert twin.names()[by_label["PERSON"].entity or ""] == "Maria Olsen"
    assert by_label["DIRECT"].reason == "twin:a1"
    undoing.undo(project, ANA)
    assert rows(project) == before
    undoing.redo(project, ANA)
    assert len(offered(project)) == 5


def test_offering_again_replaces_what_is_open_and_keeps_decisions(project: Project) -> None:
    quote = one(project, 1, "DIRECT", "The quay is open").id
    deciding.accept(project, ANA, 1, quote)
    deciding.accept(project, ANA, 1, one(project, 1, "GPE", "Varde").id)
    deciding.accept(project, ANA, 1, one(project, 1, "CLAIM", "trade fell 12% in March").id)
    offering.offer(project, ANA, 1)
    assert offering.offer(project, ANA, 1) is None
    deciding.accept(project, ANA, 2, one(project, 2, "DIRECT", "The quay is open").id)
    correcting.relabel(project, ANA, 2, one(project, 2, "GPE", "Varde").id, "LOC")
    decided = {x for x in shown(project, 2) if x[2] == "accepted"}
    assert {("DIRECT", "The quay is open", "accepted"), ("LOC", "Varde", "accepted")} <= decided
    deciding.reject(project, ANA, 1, quote)
    deciding.reject(project, ANA, 1, one(project, 1, "CLAIM", "trade fell 12% in March").id)
    adding.add_span(project, ANA, 1, "entity", "DATE", *at("Monday"))
    edit = offering.offer(project, ANA, 1)
    assert edit is not None
    now = shown(project, 2)
    assert {x for x in now if x[2] == "accepted"} == decided
    assert {x for x in now if x[2] == "suggested"} == {("DATE", "Monday", "suggested")}
    undo_all(project, ANA)
    assert articles.load(project, 2).spans == {}


def test_what_someone_built_on_stays(project: Project) -> None:
    speaker = adding.add_span(project, ANA, 1, "entity", "PERSON", *at("Maria Olsen"))
    assert speaker is not None
    offering.offer(project, ANA, 1)
    made = one(project, 2, "PERSON", "Maria Olsen")
    quote = adding.add_span(project, "ben", 2, "quote", "DIRECT", *at("The quay is open", COPY))
    assert quote is not None
    linking.set_role(
        project, "ben", 2, next(c.id for c in quote.changes if c.table == "span"), "SPEAKER",
        (made.start, made.end),
    )  # fmt: skip
    deciding.accept(project, "ben", 2, made.id)
    with pytest.raises(Refused, match="ben"):
        undoing.undo(project, ANA)
    undoing.undo(project, "ben")
    undoing.undo(project, ANA)
    assert offered(project) == set()


def test_a_pipelines_suggestion_of_the_same_is_one_with_it(project: Project) -> None:
    found = Suggestions(0, (suggested("entity", "GPE", "Varde", text=COPY),))
    suggest(project, 2, found, PIPELINE)
    deciding.accept(project, ANA, 1, one(project, 1, "GPE", "Varde").id)
    offering.offer(project, ANA, 1)
    assert shown(project, 2) == {("GPE", "Varde", "suggested")}
    deciding.accept(project, ANA, 2, articles.load(project, 2).view(ANA).spans[0].id)
    assert shown(project, 2) == {("GPE", "Varde", "accepted")}


def test_it_says_why_there_is_nothing_to_offer(tmp_path: Path, project: Project) -> None:
    with pytest.raises(Refused, match="nothing is accepted"):
        offering.offer(project, ANA, 1)
    adding.add_span(project, ANA, 1, "entity", "OTHER", *at("Port reopens"))
    with pytest.raises(Refused, match="none of the words"):
        offering.offer(project, ANA, 1)
    add_article(project, "alone", "Nothing like it stands here or anywhere else in the project.")
    with pytest.raises(Refused, match="no other article"):
        offering.offer(project, ANA, 3)
