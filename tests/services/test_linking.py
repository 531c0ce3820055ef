"""Who says it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import ANA, at, links, make, one, rows, shown, usual, view

from annotator.model.errors import Refused
from annotator.model.people import Entity
from annotator.services import adding, deciding, linking, undoing
from annotator.store import checks
from annotator.store.editing import editing
from annotator.store.project import Project

QUOTE, NEXT, CLAIM = "The quay is open", "Ships come back on Monday", "trade fell 12% in March"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[tuple[Project, int]]:
    project, pk = make(tmp_path, usual())
    yield project, pk
    assert list(checks.problems(project)) == []
    project.close()


def test_setting_a_speaker_accepts_the_quote(work: tuple[Project, int]) -> None:
    project, pk = work
    before = rows(project)
    linking.set_role(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id, "SPEAKER", at("she"))
    assert {r for r in links(project, pk) if r[1] == QUOTE} == {
        ("SPEAKER", QUOTE, "she", "accepted"), ("CUE", QUOTE, "said", "accepted"),
    }  # fmt: skip
    undoing.undo(project, ANA)
    assert rows(project) == before


def test_the_speaker_that_was_stays_for_the_quote_that_is_open(work: tuple[Project, int]) -> None:
    project, pk = work
    linking.set_role(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id, "SPEAKER", at("she"))
    assert ("SPEAKER", NEXT, "Maria Olsen", "suggested") in links(project, pk)
    linking.set_role(project, ANA, pk, one(project, pk, "DIRECT", NEXT).id, "SPEAKER", at("she"))
    assert ("SPEAKER", "Maria Olsen", "accepted") not in shown(project, pk)
    assert len([s for s in view(project, pk).spans if s.label == "SPEAKER"]) == 1


def test_nobody(work: tuple[Project, int]) -> None:
    project, pk = work
    quote = one(project, pk, "DIRECT", QUOTE).id
    linking.set_role(project, ANA, pk, quote, "SPEAKER", None)
    assert {r for r in links(project, pk) if r[1] == QUOTE} == {("CUE", QUOTE, "said", "accepted")}
    own = one(project, pk, "DIRECT", QUOTE, ANA).id
    assert linking.set_role(project, ANA, pk, own, "SPEAKER", None) is None
    linking.set_role(project, ANA, pk, own, "SPEAKER", at("Maria Olsen"))
    assert ("SPEAKER", QUOTE, "Maria Olsen", "accepted") in links(project, pk)


def test_nobody_claims_it_although_suggested(work: tuple[Project, int]) -> None:
    project, pk = work
    claim = one(project, pk, "CLAIM", CLAIM).id
    linking.set_role(project, ANA, pk, claim, "CLAIMED_BY", None)
    assert not any(r[0] == "CLAIMED_BY" for r in links(project, pk))


def test_a_claim_of_someone_else_replaces_the_suggested_link(work: tuple[Project, int]) -> None:
    project, pk = work
    claim = one(project, pk, "CLAIM", CLAIM).id
    linking.set_role(project, ANA, pk, claim, "CLAIMED_BY", at("Olsen leads the port"))
    deciding.accept(project, ANA, pk, one(project, pk, "ORG", "Northwind Shipping").id)
    assert {r for r in links(project, pk) if r[0] == "CLAIMED_BY"} == {
        ("CLAIMED_BY", CLAIM, "Olsen leads the port", "accepted")
    }


def test_a_role_taken_away_from_its_only_quote_goes(work: tuple[Project, int]) -> None:
    project, pk = work
    adding.add_span(project, ANA, pk, "quote", "INDIRECT", *at(CLAIM))
    own = one(project, pk, "INDIRECT", CLAIM, ANA).id
    linking.set_role(project, ANA, pk, own, "SPEAKER", at("Northwind Shipping"))
    linking.set_role(project, ANA, pk, own, "SPEAKER", at("Northwind"))
    assert {t for label, t, _ in shown(project, pk) if label == "SPEAKER"} == {
        "Northwind", "Maria Olsen",
    }  # fmt: skip
    deciding.reject(project, ANA, pk, own)
    assert {t for label, t, _ in shown(project, pk) if label == "SPEAKER"} == {"Maria Olsen"}


def test_the_speaker_takes_the_entity_of_the_mention(work: tuple[Project, int]) -> None:
    project, pk = work
    with editing(project, ANA, "entity", pk) as step:
        step.put(Entity("e1", "Maria Olsen", "PERSON", ("Olsen",)))
    quote = one(project, pk, "DIRECT", QUOTE).id
    linking.set_role(project, ANA, pk, quote, "SPEAKER", at("Maria Olsen"), entity="e1")
    assert one(project, pk, "SPEAKER", "Maria Olsen", ANA).entity == "e1"


@pytest.mark.parametrize(
    ("label", "words", "relation"),
    [
        ("PERSON", "Maria Olsen", "SPEAKER"),
        ("DIRECT", QUOTE, "CLAIMED_BY"),
        ("DIRECT", QUOTE, "OWNS"),
        ("CLAIM", CLAIM, "SUPPORTS"),
    ],
)
def test_what_the_schema_does_not_connect_is_refused(
    work: tuple[Project, int], label: str, words: str, relation: str
) -> None:
    project, pk = work
    before = rows(project)
    with pytest.raises(Refused):
        linking.set_role(project, ANA, pk, one(project, pk, label, words).id, relation, at("she"))
    assert rows(project) == before
