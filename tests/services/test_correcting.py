"""Relabel, resize, attributes, notes: a suggestion becomes one's own with the change in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import ANA, TEXT, at, links, make, one, rows, shown, usual, view

from annotator.model.errors import AnnotatorError, Refused
from annotator.services import adding, correcting, deciding
from annotator.store import articles, checks
from annotator.store.project import Project

QUOTE = "The quay is open"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[tuple[Project, int]]:
    project, pk = make(tmp_path, usual())
    yield project, pk
    assert list(checks.problems(project)) == []
    project.close()


def test_relabelling_decides_on_the_suggestion(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "PERSON", "Maria Olsen")
    correcting.relabel(project, ANA, pk, suggestion.id, "ORG")
    own = one(project, pk, "ORG", "Maria Olsen", ANA)
    assert own.made_from == suggestion.id and own.state == "accepted"
    assert one(project, pk, "PERSON", "Maria Olsen") == suggestion
    assert not any(label == "PERSON" for label, *_ in shown(project, pk))


def test_a_label_of_another_layer_is_refused(work: tuple[Project, int]) -> None:
    project, pk = work
    before = rows(project)
    with pytest.raises(Refused, match="no entity label DIRECT"):
        correcting.relabel(project, ANA, pk, one(project, pk, "PERSON", "Maria Olsen").id, "DIRECT")
    assert rows(project) == before


def test_relabelling_onto_an_own_span_is_refused(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "PERSON", "Maria Olsen")
    deciding.accept(project, ANA, pk, suggestion.id)
    adding.add_span(project, ANA, pk, "entity", "ORG", suggestion.start, suggestion.end)
    before = rows(project)
    with pytest.raises(Refused, match="already"):
        correcting.relabel(project, ANA, pk, suggestion.id, "ORG")
    assert rows(project) == before


def test_a_corrected_quote_brings_its_parts(work: tuple[Project, int]) -> None:
    project, pk = work
    quote = one(project, pk, "DIRECT", QUOTE)
    correcting.resize(project, ANA, pk, quote.id, quote.start, quote.end + 1)
    correcting.relabel(project, ANA, pk, one(project, pk, "DIRECT", QUOTE + ",", ANA).id, "MIXED")
    assert ("CUE", QUOTE + ",", "said", "accepted") in links(project, pk)
    assert ("MIXED", QUOTE + ",", "accepted") in shown(project, pk)


def test_the_stored_text_follows_the_range(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "PERSON", "Maria Olsen")
    correcting.resize(project, ANA, pk, suggestion.id, *at("Olsen"))
    # Back to the suggestion's own range, named by the suggestion.
    correcting.resize(project, ANA, pk, suggestion.id, suggestion.start, suggestion.end)
    one(project, pk, "PERSON", "Maria Olsen", ANA)


@pytest.mark.parametrize(
    ("start", "end"), [(-3, 4), (5, 5), (9, 3), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 2)]
)
def test_a_range_outside_the_text_is_refused(
    work: tuple[Project, int], start: int, end: int
) -> None:
    project, pk = work
    before = rows(project)
    with pytest.raises(AnnotatorError):
        correcting.resize(project, ANA, pk, one(project, pk, "GPE", "Varde").id, start, end)
    assert rows(project) == before


def test_attributes_are_set_changed_and_taken_away(work: tuple[Project, int]) -> None:
    project, pk = work
    claim = one(project, pk, "CLAIM", "trade fell 12% in March").id

    def own() -> dict[str, object]:
        return dict(one(project, pk, "CLAIM", "trade fell 12% in March", ANA).attributes)

    correcting.set_attribute(project, ANA, pk, claim, "type", "quantity")
    correcting.set_attribute(project, ANA, pk, claim, "worth", 2)
    correcting.set_attribute(project, ANA, pk, claim, "topics", ["trade", "ports"])
    assert own() == {"type": "quantity", "worth": 2, "topics": ["trade", "ports"]}
    assert correcting.set_attribute(project, ANA, pk, claim, "worth", 2) is None
    correcting.set_attribute(project, ANA, pk, claim, "topics", None)
    assert own() == {"type": "quantity", "worth": 2}
    assert one(project, pk, "CLAIM", "trade fell 12% in March").attributes == {}


@pytest.mark.parametrize(("name", "value"), [("type", "guess"), ("colour", "red"), ("worth", 7)])
def test_what_the_schema_does_not_allow_is_refused(
    work: tuple[Project, int], name: str, value: object
) -> None:
    project, pk = work
    before = rows(project)
    claim = one(project, pk, "CLAIM", "trade fell 12% in March").id
    with pytest.raises(Refused):
        correcting.set_attribute(project, ANA, pk, claim, name, value)
    assert rows(project) == before


def test_notes_and_questions(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "GPE", "Varde").id
    correcting.set_note(project, ANA, pk, suggestion, "the town or the county?")
    correcting.toggle_unsure(project, ANA, pk, suggestion)
    own = one(project, pk, "GPE", "Varde", ANA)
    assert (own.note, own.unsure) == ("the town or the county?", True)
    correcting.toggle_unsure(project, ANA, pk, own.id)
    correcting.set_note(project, ANA, pk, own.id, "")
    own = one(project, pk, "GPE", "Varde", ANA)
    assert (own.note, own.unsure) == (None, False)
    assert correcting.set_note(project, ANA, pk, own.id, None) is None
    assert len(view(project, pk).main(frozenset({"SPEAKER", "CUE"}))) == 6
    assert articles.load(project, pk).reviews[ANA].status == "in_progress"
