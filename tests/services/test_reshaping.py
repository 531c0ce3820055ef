"""Join, split, and quotations of several parts: what the file holds, and undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import ANA, TEXT, at, links, make, one, rows, shown, undo_all, usual, view

from annotator.model.errors import Refused
from annotator.model.suggestion import Suggestions
from annotator.services import adding, correcting, deciding, linking, reshaping
from annotator.store import checks
from annotator.store.project import Project

Made = Callable[..., tuple[Project, int]]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    projects: list[Project] = []

    def build(found: Suggestions | None = None) -> tuple[Project, int]:
        project, pk = make(tmp_path, found)
        projects.append(project)
        return project, pk

    yield build
    for project in projects:
        assert list(checks.problems(project)) == []
        project.close()


def test_join_keeps_the_first_label_and_takes_what_is_missing(made: Made) -> None:
    project, pk = made(usual())
    before = rows(project, "modified")
    first = one(project, pk, "DIRECT", "The quay is open")
    second = one(project, pk, "DIRECT", "Ships come back on Monday")
    correcting.set_attribute(project, ANA, pk, second.id, "attribution", "named")
    reshaping.join(project, ANA, pk, first.id, second.id)
    joined = [s for s in view(project, pk).spans if s.layer == "quote" and s.label == "DIRECT"]
    assert [(s.start, s.end, s.state) for s in joined] == [(first.start, second.end, "accepted")]
    assert joined[0].attributes == {"attribution": "named"}
    text = TEXT[first.start : second.end]
    assert links(project, pk) >= {
        ("SPEAKER", text, "Maria Olsen", "accepted"),
        ("CUE", text, "said", "accepted"),
    }
    assert ("CUE", "added", "accepted") not in shown(project, pk)
    undo_all(project, ANA)
    after = rows(project, "modified")
    assert after["span"] == before["span"] and after["relation"] == before["relation"]


def test_join_moves_a_speaker_the_first_has_not(made: Made) -> None:
    project, pk = made()
    for words in ("The quay", "is open"):
        adding.add_span(project, ANA, pk, "quote", "MIXED", *at(words))
    second = one(project, pk, "MIXED", "is open", ANA)
    linking.set_role(project, ANA, pk, second.id, "SPEAKER", at("Maria Olsen"))
    reshaping.join(project, ANA, pk, one(project, pk, "MIXED", "The quay", ANA).id, second.id)
    assert links(project, pk) == {("SPEAKER", "The quay is open", "Maria Olsen", "accepted")}


def test_join_of_two_layers_is_refused(made: Made) -> None:
    project, pk = made(usual())
    before = rows(project)
    with pytest.raises(Refused, match="one layer"):
        reshaping.join(
            project, ANA, pk, one(project, pk, "PERSON", "Maria Olsen").id,
            one(project, pk, "CLAIM", "trade fell 12% in March").id,
        )  # fmt: skip
    assert rows(project) == before


def test_split_gives_both_the_attributes_and_the_speaker(made: Made) -> None:
    project, pk = made(usual())
    quote = one(project, pk, "DIRECT", "Ships come back on Monday")
    reshaping.split(project, ANA, pk, quote.id, quote.start + len("Ships come back "))
    assert {("DIRECT", "Ships come back", "accepted"), ("DIRECT", "on Monday", "accepted")} <= (
        shown(project, pk)
    )
    assert links(project, pk) >= {
        ("SPEAKER", "Ships come back", "Maria Olsen", "accepted"),
        ("SPEAKER", "on Monday", "Maria Olsen", "accepted"),
    }
    assert undo_all(project, ANA) == 1
    assert ("DIRECT", "Ships come back on Monday", "suggested") in shown(project, pk)


@pytest.mark.parametrize("cut", [0, 4, 5, 9])
def test_split_with_nothing_on_a_side_is_refused(made: Made, cut: int) -> None:
    project, pk = made()
    # "quay " has a space at its end that belongs to no side.
    adding.add_span(project, ANA, pk, "entity", "FAC", *at("quay "))
    span = one(project, pk, "FAC", "quay ", ANA)
    with pytest.raises(Refused, match="nothing would be left"):
        reshaping.split(project, ANA, pk, span.id, span.start + cut)


def test_parts_of_a_quotation_share_group_and_speaker(made: Made) -> None:
    project, pk = made(usual())
    first = one(project, pk, "DIRECT", "The quay is open")
    deciding.accept(project, ANA, pk, first.id)
    parts = [("DIRECT", *at(w)) for w in ("The quay is open", "Ships come back on Monday")]
    edit = reshaping.add_quotation(project, ANA, pk, parts)
    assert edit is not None and edit.summary.startswith("Quotation of 2 parts")
    quotes = [s for s in view(project, pk).spans if s.label == "DIRECT"]
    groups = {s.attributes.get("group") for s in quotes}
    assert len(quotes) == 2 and len(groups) == 1 and None not in groups
    reshaping.set_role_of_parts(
        project, ANA, pk, [s.id for s in quotes], "SPEAKER", at("Northwind Shipping")
    )
    speakers = {x[:3] for x in links(project, pk) if x[0] == "SPEAKER"}
    assert speakers == {("SPEAKER", s.text, "Northwind Shipping") for s in quotes}


def test_new_parts_take_the_speaker_of_the_known_one(made: Made) -> None:
    project, pk = made()
    adding.add_span(project, ANA, pk, "quote", "DIRECT", *at("The quay is open"))
    first = one(project, pk, "DIRECT", "The quay is open", ANA)
    linking.set_role(project, ANA, pk, first.id, "SPEAKER", at("Maria Olsen"))
    parts = [("DIRECT", *at(w)) for w in ("The quay is open", "Ships come back on Monday")]
    reshaping.add_quotation(project, ANA, pk, parts)
    assert links(project, pk) == {
        ("SPEAKER", "The quay is open", "Maria Olsen", "accepted"),
        ("SPEAKER", "Ships come back on Monday", "Maria Olsen", "accepted"),
    }
    again = rows(project)
    assert reshaping.add_quotation(project, ANA, pk, parts) is None
    assert rows(project) == again


def test_an_entity_does_not_run_over_a_line(made: Made) -> None:
    project, pk = made(usual())
    person, firm = one(project, pk, "PERSON", "Maria Olsen"), one(project, pk, "GPE", "Varde")
    assert not reshaping.same_paragraph(TEXT, person, firm)
    quote = one(project, pk, "DIRECT", "The quay is open")
    assert reshaping.same_paragraph(TEXT, quote, firm)
