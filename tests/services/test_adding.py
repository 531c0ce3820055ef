"""New spans by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import ANA, BEN, TEXT, at, make, one, rows, shown, usual

from annotator.model.errors import AnnotatorError, Refused
from annotator.services import adding, deciding
from annotator.store import articles, checks
from annotator.store.project import Project


@pytest.fixture
def work(tmp_path: Path) -> Iterator[tuple[Project, int]]:
    project, pk = make(tmp_path, usual())
    yield project, pk
    assert list(checks.problems(project)) == []
    project.close()


def test_a_new_span_is_accepted_and_has_its_text(work: tuple[Project, int]) -> None:
    project, pk = work
    edit = adding.add_span(project, ANA, pk, "entity", "DATE", *at("Monday"))
    own = one(project, pk, "DATE", "Monday", ANA)
    assert (own.state, own.made_from, own.text) == ("accepted", None, "Monday")
    assert edit is not None and edit.summary == "Add DATE “Monday”"
    assert ("DATE", "Monday", "accepted") not in shown(project, pk, BEN)


def test_an_equal_suggestion_is_accepted_instead(work: tuple[Project, int]) -> None:
    project, pk = work
    suggestion = one(project, pk, "GPE", "Varde")
    adding.add_span(project, ANA, pk, "entity", "GPE", suggestion.start, suggestion.end)
    assert one(project, pk, "GPE", "Varde", ANA).made_from == suggestion.id


def test_the_same_again_is_refused(work: tuple[Project, int]) -> None:
    project, pk = work
    adding.add_span(project, ANA, pk, "entity", "DATE", *at("Monday"))
    before = rows(project)
    with pytest.raises(Refused, match="already"):
        adding.add_span(project, ANA, pk, "entity", "DATE", *at("Monday"))
    assert rows(project) == before
    adding.add_span(project, BEN, pk, "entity", "DATE", *at("Monday"))
    adding.add_span(project, ANA, pk, "entity", "EVENT", *at("Monday"))


def test_a_deleted_span_can_be_added_again(work: tuple[Project, int]) -> None:
    project, pk = work
    for _ in range(3):
        adding.add_span(project, ANA, pk, "entity", "DATE", *at("Monday"), {})
        assert ("DATE", "Monday", "accepted") in shown(project, pk)
        deciding.reject(project, ANA, pk, one(project, pk, "DATE", "Monday", ANA).id)
        assert ("DATE", "Monday", "accepted") not in shown(project, pk)


@pytest.mark.parametrize(
    ("layer", "label", "start", "end"),
    [
        ("entity", "DIRECT", 0, 4),
        ("nothing", "PERSON", 0, 4),
        ("entity", "PERSON", 4, 4),
        ("entity", "PERSON", -2, 4),
        ("entity", "PERSON", 0, len(TEXT) + 1),
    ],
)
def test_what_cannot_be_is_refused(
    work: tuple[Project, int], layer: str, label: str, start: int, end: int
) -> None:
    project, pk = work
    before = rows(project)
    with pytest.raises(AnnotatorError):
        adding.add_span(project, ANA, pk, layer, label, start, end)
    assert rows(project) == before
    assert articles.load(project, pk).reviews == {}


def test_attributes_come_with_it_and_are_checked(work: tuple[Project, int]) -> None:
    project, pk = work
    place = at("Olsen leads the port of Varde")
    adding.add_span(project, ANA, pk, "claim", "CLAIM", *place, {"type": "fact"})
    assert one(project, pk, "CLAIM", "Olsen leads the port of Varde", ANA).attributes == {
        "type": "fact"
    }
    with pytest.raises(Refused):
        adding.add_span(project, ANA, pk, "claim", "CLAIM", *at("Olsen"), {"type": "guess"})


@pytest.mark.parametrize("text", ["👩‍🚀 met Žižek", "e\u0301a الرئيس قال 北京消息", "𝔘𝔫𝔦 code"])
def test_offsets_are_code_points(tmp_path: Path, text: str) -> None:
    project, pk = make(tmp_path, text=text)
    for start in range(len(text)):
        adding.add_span(project, ANA, pk, "entity", "OTHER", start, len(text))
        one(project, pk, "OTHER", text[start:], ANA)
    assert list(checks.problems(project)) == []
    project.close()
