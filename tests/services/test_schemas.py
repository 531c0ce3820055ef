"""Labels renamed, merged, retired: spans follow in one edit, suggestions stay and are shown so."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ANA, BEN, at, make, one, rows, shown, suggest, usual

from annotator.model import relabelling
from annotator.model.errors import FormatError, Refused
from annotator.model.schema import Label, LabelSchema, parse_toml
from annotator.services import adding, correcting, deciding, linking, projects, schemas, undoing
from annotator.services.reading import counts, load
from annotator.store import checks
from annotator.store.project import Project


def rename(project: Project, layer: str, old: str, new: str, who: str = ANA) -> object:
    schema = project.schema()
    label = schema.label(layer, old)
    assert label is not None
    after = relabelling.with_label(schema, layer, replace(label, id=new), old)
    return schemas.change(project, who, after, {(layer, old): new}, schema)


def merge(project: Project, layer: str, old: str, new: str, who: str = ANA) -> object:
    after = relabelling.merged(project.schema(), layer, old, new)
    return schemas.change(project, who, after, {(layer, old): new})


def raw(project: Project) -> list[tuple[str, str]]:
    """Label and state of what the file holds, whoever's."""
    return sorted(project.db.conn.execute("SELECT label, state FROM span WHERE layer = 'entity'"))


@pytest.fixture
def made(tmp_path: Path):
    project, pk = make(tmp_path, usual())
    yield project, pk
    assert list(checks.problems(project)) == []
    project.close()


def test_a_renamed_label_takes_its_spans_along_in_one_edit(made: tuple[Project, int]) -> None:
    project, pk = made
    deciding.accept(project, ANA, pk, one(project, pk, "PERSON", "Maria Olsen").id)
    adding.add_span(project, BEN, pk, "entity", "PERSON", *at("Olsen", nth=1))
    before = rows(project)
    edit = rename(project, "entity", "PERSON", "HUMAN")
    assert edit.summary == "Labels: PERSON renamed to HUMAN (2 decisions)"
    assert ("HUMAN", "Maria Olsen", "accepted") in shown(project, pk)
    assert ("HUMAN", "Olsen", "accepted") in shown(project, pk, BEN)
    # To ben the suggestion is open still, and is shown by the new name; the file says the old one.
    assert ("HUMAN", "Maria Olsen", "suggested") in shown(project, pk, BEN)
    assert ("PERSON", "suggested") in raw(project) and ("PERSON", "accepted") not in raw(project)
    assert project.schema().label("entity", "PERSON") is None
    undone = undoing.undo(project, ANA)
    assert rows(project) == before and "Undo: Labels" in undone.summary
    assert project.schema().label("entity", "PERSON") is not None
    assert ("PERSON", "Maria Olsen", "accepted") in shown(project, pk)
    undoing.redo(project, ANA)
    assert ("HUMAN", "Maria Olsen", "suggested") in shown(project, pk, BEN)


def test_the_undo_of_a_rename_works_after_a_restart(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    deciding.accept(project, ANA, pk, one(project, pk, "PERSON", "Maria Olsen").id)
    before = rows(project)
    rename(project, "entity", "PERSON", "HUMAN")
    project.close()
    with projects.open_project(project.path) as again:
        assert undoing.names(again, ANA)[0] == "Labels: PERSON renamed to HUMAN (1 decision)"
        undoing.undo(again, ANA)
        assert rows(again) == before


def test_a_renamed_suggestion_is_accepted_counted_and_not_doubled(
    made: tuple[Project, int],
) -> None:
    project, pk = made
    rename(project, "entity", "PERSON", "HUMAN")
    assert counts(project, ANA, [pk]) == {pk: (6, 6)}
    # The same range by hand is the suggestion's acceptance; the second time it is refused.
    adding.add_span(project, ANA, pk, "entity", "HUMAN", *at("Maria Olsen"))
    own = one(project, pk, "HUMAN", "Maria Olsen", ANA)
    assert own.made_from == one(project, pk, "HUMAN", "Maria Olsen").id
    with pytest.raises(Refused, match="already"):
        adding.add_span(project, ANA, pk, "entity", "HUMAN", *at("Maria Olsen"))
    assert counts(project, ANA, [pk]) == {pk: (5, 6)}
    # The pipeline says PERSON again: the suggestion that someone decided on is the same one.
    number = len(raw(project))
    suggest(project, pk, usual())
    assert len(raw(project)) == number
    assert len([x for x in shown(project, pk) if x[1] == "Maria Olsen" and x[0] == "HUMAN"]) == 1


def test_what_the_window_calls_a_renamed_label_by_still_works(made: tuple[Project, int]) -> None:
    project, pk = made
    rename(project, "quote", "DIRECT", "SPOKEN")
    adding.add_span(project, ANA, pk, "quote", "DIRECT", *at("trade fell 12% in March"))
    assert ("SPOKEN", "trade fell 12% in March", "accepted") in shown(project, pk)
    quote = one(project, pk, "SPOKEN", "The quay is open")
    deciding.accept(project, ANA, pk, quote.id)
    correcting.relabel(project, ANA, pk, quote.id, "MIXED")
    linking.set_role(project, ANA, pk, quote.id, "SPEAKER", at("she"))
    assert ("MIXED", "The quay is open", "accepted") in shown(project, pk)


def test_a_renamed_role_stays_a_part_of_its_quote(made: tuple[Project, int]) -> None:
    project, pk = made
    rename(project, "quote", "CUE", "VERB")
    assert counts(project, ANA, [pk]) == {pk: (6, 6)}
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", "The quay is open").id)
    assert ("VERB", "said", "accepted") in shown(project, pk)
    found = list(project.db.query("SELECT kind, quote, cue FROM v_quotes WHERE annotator = 'ana'"))
    assert found == [{"kind": "DIRECT", "quote": "The quay is open", "cue": "said"}]


def test_twice_renamed_and_back(made: tuple[Project, int]) -> None:
    project, pk = made
    before = shown(project, pk)
    rename(project, "entity", "PERSON", "HUMAN")
    rename(project, "entity", "HUMAN", "MAN")
    assert ("MAN", "Maria Olsen", "suggested") in shown(project, pk)
    assert project.schema().shown("entity", "PERSON") == "MAN"
    rename(project, "entity", "MAN", "PERSON")
    assert shown(project, pk) == before
    # A label that is there stands for itself.
    assert all(x.label != "PERSON" for x in project.schema().renamed)


def test_labels_that_change_places(made: tuple[Project, int]) -> None:
    project, pk = made
    span = at("Olsen", nth=1)
    for label in ("PERSON", "ORG"):
        adding.add_span(project, ANA, pk, "entity", label, *span)
    before = rows(project)
    schemas.change(
        project, ANA, swapped(project.schema()),
        {("entity", "PERSON"): "ORG", ("entity", "ORG"): "PERSON"},
    )  # fmt: skip
    undoing.undo(project, ANA)
    assert rows(project) == before


def swapped(schema: LabelSchema) -> LabelSchema:
    person, org = schema.label("entity", "PERSON"), schema.label("entity", "ORG")
    assert person and org
    layer = schema.layers[0]
    turned = {"PERSON": replace(person, id="ORG"), "ORG": replace(org, id="PERSON")}
    labels = tuple(turned.get(x.id, x) for x in layer.labels)
    return relabelling.with_layer(schema, replace(layer, labels=labels))


def test_merging_keeps_one_of_two_equal_spans_and_its_relations(made: tuple[Project, int]) -> None:
    project, pk = made
    claim = one(project, pk, "CLAIM", "trade fell 12% in March").id
    deciding.accept(project, ANA, pk, claim)
    place = at("Northwind Shipping")
    deciding.accept(project, ANA, pk, one(project, pk, "ORG", "Northwind Shipping").id)
    adding.add_span(project, ANA, pk, "entity", "FAC", *place)
    own = load(project, pk)
    assert len([s for s in own.spans.values() if (s.start, s.end) == place]) == 3
    before = rows(project)
    edit = merge(project, "entity", "ORG", "FAC")
    assert edit.summary == "Labels: ORG merged into FAC (1 decision)"
    assert [x for x in shown(project, pk) if x[1] == "Northwind Shipping"] == [
        ("FAC", "Northwind Shipping", "accepted")
    ]
    view = load(project, pk).view(ANA)
    head = next(s for s in view.spans if s.layer == "claim")
    tail = view.tail(head.id, "CLAIMED_BY")
    assert tail is not None and (tail.label, tail.state) == ("FAC", "accepted")
    undoing.undo(project, ANA)
    assert rows(project) == before
    undoing.redo(project, ANA)
    undoing.undo(project, ANA)
    assert rows(project) == before


def test_a_part_of_a_quote_is_not_merged_into_a_quote(made: tuple[Project, int]) -> None:
    project, _ = made
    with pytest.raises(Refused, match="part of a quote"):
        merge(project, "quote", "CUE", "DIRECT")


def test_a_label_that_spans_carry_is_retired_not_deleted(made: tuple[Project, int]) -> None:
    project, pk = made
    schema = relabelling.without_label(project.schema(), "entity", "PERSON")
    schema = relabelling.without_label(schema, "entity", "EVENT")
    edit = schemas.change(project, ANA, schema)
    assert edit.summary == "Labels: EVENT removed, PERSON retired"
    now = project.schema()
    assert now.label("entity", "EVENT") is None
    person = now.label("entity", "PERSON")
    assert person is not None and person.retired and person not in now.layers[0].offered
    assert ("PERSON", "Maria Olsen", "suggested") in shown(project, pk)
    deciding.accept(project, ANA, pk, one(project, pk, "PERSON", "Maria Olsen").id)
    with pytest.raises(Refused, match="PERSON is retired"):
        adding.add_span(project, ANA, pk, "entity", "PERSON", *at("Olsen", nth=1))
    org = one(project, pk, "ORG", "Northwind Shipping").id
    with pytest.raises(Refused, match="PERSON is retired"):
        correcting.relabel(project, ANA, pk, org, "PERSON")
    undoing.undo(project, ANA)
    undoing.undo(project, ANA)
    adding.add_span(project, ANA, pk, "entity", "PERSON", *at("Olsen", nth=1))


def test_a_relation_label_in_use_is_retired(made: tuple[Project, int]) -> None:
    project, pk = made
    schema = project.schema()
    some = tuple(x for x in schema.relations if x.id not in ("SPEAKER", "SAME_AS"))
    schemas.change(project, ANA, replace(schema, relations=some))
    found = {x.id: x.retired for x in project.schema().relations}
    assert found["SPEAKER"] and "SAME_AS" not in found
    quote = one(project, pk, "DIRECT", "The quay is open").id
    with pytest.raises(Refused, match="Speaker is retired"):
        linking.set_role(project, ANA, pk, quote, "SPEAKER", at("she"))


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        (Label("X", "X", "1"), "1 is the key of PERSON and of X"),
        (Label("X", "X", "a"), "the key of X is 'a', not a digit"),
        (Label("X", "X", light="#D0D0D0"), "#D0D0D0 has a contrast of 1.2. on the light qFill"),
        (Label("X", "X", dark="#333333"), "#333333 has a contrast of 1.0. on the dark qFill"),
    ],
)
def test_what_is_refused_by_name(made: tuple[Project, int], label: Label, reason: str) -> None:
    project, _ = made
    before = project.schema()
    with pytest.raises(Refused, match=reason):
        schemas.change(project, ANA, relabelling.with_label(before, "entity", label))
    assert project.schema() == before and undoing.names(project, ANA) == (None, None)


def test_nothing_changed_is_no_edit_and_an_old_base_is_refused(made: tuple[Project, int]) -> None:
    project, _ = made
    base = project.schema()
    assert schemas.change(project, ANA, base) is None
    rename(project, "entity", "PERSON", "HUMAN", BEN)
    with pytest.raises(Refused, match="changed meanwhile"):
        schemas.change(project, ANA, base, based_on=base)


def test_undo_is_refused_where_others_went_on(made: tuple[Project, int]) -> None:
    project, pk = made
    adding.add_span(project, BEN, pk, "entity", "PERSON", *at("Olsen", nth=1))
    rename(project, "entity", "PERSON", "HUMAN")
    span = one(project, pk, "HUMAN", "Olsen", BEN)
    with pytest.raises(Refused, match=r"ana .* changed it since"):
        undoing.undo(project, BEN)
    correcting.relabel(project, BEN, pk, span.id, "ORG")
    with pytest.raises(Refused, match="one of its spans changed since"):
        undoing.undo(project, ANA)
    undoing.undo(project, BEN)
    adding.add_span(project, BEN, pk, "entity", "HUMAN", *at("Varde"))
    with pytest.raises(Refused, match="1 spans carry HUMAN by now"):
        undoing.undo(project, ANA)
    undoing.undo(project, BEN)
    undoing.undo(project, ANA)
    assert ("PERSON", "Olsen", "accepted") in shown(project, pk, BEN)


def test_a_write_that_fails_leaves_schema_and_spans(
    made: tuple[Project, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, pk = made
    deciding.accept(project, ANA, pk, one(project, pk, "PERSON", "Maria Olsen").id)
    before, schema = rows(project), project.schema()

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Project, "add_schema", full)
    with pytest.raises(Exception, match="the disk is full"):
        rename(project, "entity", "PERSON", "HUMAN")
    assert (rows(project), project.schema()) == (before, schema)


def test_the_schema_round_trips_through_toml_with_what_was_renamed(
    made: tuple[Project, int],
) -> None:
    project, _ = made
    rename(project, "entity", "PERSON", "HUMAN")
    schemas.change(project, ANA, relabelling.without_label(project.schema(), "entity", "ORG"))
    schema = project.schema()
    assert parse_toml(schema.to_toml()) == schema
    assert schema.renamed and schema.label("entity", "ORG").retired


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("[[renamed]]", "[[renamed]]\nlayer = 'entity'\nlabel = 'ORG'\nbecomes = 'GPE'", "ORG is"),
        ("[[renamed]]", "[[renamed]]\nlayer = 'entity'\nlabel = 'A'\nbecomes = 'B'", "label 'B'"),
        ("[[renamed]]", "renamed = 3", "not a list"),
    ],
)
def test_a_file_that_renames_nonsense_is_refused(old: str, new: str, reason: str) -> None:
    from annotator.store.project import default_schema

    text = default_schema().to_toml().replace("renamed = []\n", "")
    text = f"{new}\n{text}" if new.startswith("renamed") else f"{text}\n{new}\n"
    with pytest.raises(FormatError, match=reason):
        parse_toml(text)


def test_an_attribute_takes_what_its_type_takes(made: tuple[Project, int]) -> None:
    project, pk = made
    claim = one(project, pk, "CLAIM", "trade fell 12% in March").id
    with pytest.raises(Refused, match="Topics takes a list"):
        correcting.set_attribute(project, ANA, pk, claim, "topics", "trade")
    with pytest.raises(Refused, match="Type takes one value"):
        correcting.set_attribute(project, ANA, pk, claim, "type", ["fact"])
    correcting.set_attribute(project, ANA, pk, claim, "topics", ["trade", "ports"])
    found = project.db.conn.execute("SELECT tag FROM tag WHERE attribute = 'topics' ORDER BY 1")
    assert [x[0] for x in found] == ["ports", "trade"]


def test_a_layer_is_added_and_removed_in_one_edit_each(made: tuple[Project, int]) -> None:
    project, pk = made
    layer = relabelling.new_layer(project.schema())
    assert (layer.id, layer.key, [x.id for x in layer.labels]) == ("new", "N", ["NEW"])
    with_new = relabelling.with_layer(project.schema(), layer)
    after = relabelling.with_layer_called(with_new, "new", "Tone of voice")
    edit = schemas.change(project, ANA, after)
    assert edit.summary == "Labels: layer Tone of voice added, NEW added"
    adding.add_span(project, ANA, pk, "tone_of_voice", "NEW", *at("Olsen", nth=1))
    # What spans stand in stays, retired, even where the new schema leaves it out.
    without = relabelling.without_layer(project.schema(), "tone_of_voice")
    schemas.change(project, ANA, without)
    assert [x.retired for x in project.schema().layer("tone_of_voice").labels] == [True]
    for _ in range(2):
        undoing.undo(project, ANA)
    assert project.schema().layer("tone_of_voice").offered
    schemas.change(project, ANA, without)
    assert project.schema().layer("tone_of_voice") is None or not shown(project, pk)
    undoing.undo(project, ANA)
    assert project.schema().layer("tone_of_voice") is not None


def test_relations_follow_a_layer_and_are_retired_with_it() -> None:
    schema = relabelling.with_layer(parse_toml(OF_TWO), relabelling.new_layer(parse_toml(OF_TWO)))
    link = replace(schema.relations[0], head=("new:*", "new:NEW"), tail=())
    schema = replace(schema, relations=(link,))
    called = relabelling.with_layer_called(schema, "new", "Ärger!")
    assert called.layers[-1].id == "ärger" and called.layers[-1].key == "R"
    assert called.relations[0].head == ("ärger:*", "ärger:NEW")
    gone = relabelling.without_layer(called, "ärger")
    assert gone.relations[0].retired and gone.relations[0].head == ()
    with pytest.raises(Refused, match="needs a name"):
        relabelling.with_layer_called(schema, "new", "…")
    with pytest.raises(Refused, match="belongs to every project"):
        relabelling.without_layer(schema, "entity")


OF_TWO = """
[[layer]]
id = "entity"
key = "E"
[[layer.label]]
id = "PERSON"
[[relation]]
id = "ABOUT"
"""
