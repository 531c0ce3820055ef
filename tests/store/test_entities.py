"""Canonical entities: found again across articles, carried by decisions, kept from piling up."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    ANA,
    OTHER_PIPELINE,
    PIPELINE,
    TEXT,
    add_article,
    make,
    one,
    rows,
    suggest,
    suggested,
)
from sqlite_utils import Database

from annotator.formats import jsonl
from annotator.model.people import Entity, known_forms
from annotator.model.suggestion import SuggestedEntity, SuggestedRelation, Suggestions
from annotator.services import correcting, deciding, importing, linking, naming, undoing
from annotator.store import articles, checks, migrations, suggestions
from annotator.store import project as module
from annotator.store.editing import editing
from annotator.store.project import Project

OLSEN = SuggestedEntity("Maria Olsen", "PERSON", ("Olsen",))
NORTHWIND = SuggestedEntity("Northwind Shipping", "ORG")


def found(*entities: SuggestedEntity) -> Suggestions:
    """Two mentions and a speaker of Olsen, one mention of Northwind."""
    spans = (
        replace(suggested("entity", "PERSON", "Maria Olsen"), entity=0),
        replace(suggested("entity", "PERSON", "Olsen", 1), entity=0),
        replace(suggested("entity", "ORG", "Northwind Shipping"), entity=1),
        suggested("quote", "DIRECT", "The quay is open"),
        replace(suggested("quote", "SPEAKER", "Maria Olsen"), entity=0),
    )
    links = (SuggestedRelation("SPEAKER", 3, 4),)
    return Suggestions(0, spans, links, entities=entities or (OLSEN, NORTHWIND))


def names(project: Project) -> list[tuple[str, str]]:
    return sorted(project.db.conn.execute("SELECT name, label FROM entity").fetchall())


def linked(project: Project, pk: int, words: str, who: str | None = None) -> str | None:
    """The name of the entity that the one mention of some words is linked to."""
    document = articles.load(project, pk)
    spans = [
        s
        for s in document.spans.values()
        if s.layer == "entity" and s.text == words
        and (s.annotator == who if who else s.state == "suggested")
    ]  # fmt: skip
    assert len(spans) == 1
    return document.entities[spans[0].entity].name if spans[0].entity else None


def test_mentions_and_speakers_are_linked(tmp_path: Path) -> None:
    project, pk = make(tmp_path)
    edit = suggestions.store(project, PIPELINE, replace(found(), pk=pk))
    document = articles.load(project, pk)
    by_text = {(s.label, s.text): s.entity for s in document.spans.values()}
    assert by_text["PERSON", "Olsen"] == by_text["PERSON", "Maria Olsen"]
    assert by_text["SPEAKER", "Maria Olsen"] == by_text["PERSON", "Olsen"]
    assert by_text["DIRECT", "The quay is open"] is None
    assert names(project) == [("Maria Olsen", "PERSON"), ("Northwind Shipping", "ORG")]
    assert {c.id for c in edit.changes if c.table == "entity"} == set(document.entities)
    assert list(checks.problems(project)) == []
    project.close()


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SuggestedEntity("maria OLSEN", "PERSON"), True),
        (SuggestedEntity("Olsen", "PERSON", ("Ms Olsen the mayor",)), False),
        (SuggestedEntity("Olsen", "PERSON"), False),
        (SuggestedEntity("Maria Olsen", "ORG"), False),
        (SuggestedEntity("Jan Olsen", "PERSON", ("Olsen",)), False),
        (SuggestedEntity("Olsen, Maria", "PERSON", ("Maria Olsen",)), True),
    ],
)
def test_found_again_by_full_name_never_by_surname(
    tmp_path: Path, other: SuggestedEntity, same: bool
) -> None:
    project, _ = make(tmp_path, found())
    second = add_article(project, "a2", TEXT + " Again.")
    suggest(project, second, found(other, NORTHWIND))
    ids = {s.entity for s in articles.load(project, second).spans.values() if s.entity}
    first = {s.entity for s in articles.load(project, 1).spans.values() if s.entity}
    assert len(ids & first) == (2 if same else 1)
    assert len(names(project)) == (2 if same else 3)
    project.close()


def test_an_acronym_finds_what_was_spelled_out_before(tmp_path: Path) -> None:
    agency = SuggestedEntity("Harbour Control Agency", "ORG", ("HCA", "Agency"))
    project, _ = make(tmp_path, found(OLSEN, agency))
    second = add_article(project, "a2", TEXT + " Again.")
    suggest(project, second, found(OLSEN, SuggestedEntity("HCA", "ORG", ("Harbour HCA",))))
    assert linked(project, second, "Northwind Shipping") == "Harbour Control Agency"
    third = add_article(project, "a3", TEXT + " And again.")
    suggest(project, third, found(OLSEN, SuggestedEntity("Agency", "ORG")))
    assert linked(project, third, "Northwind Shipping") == "Agency"
    (aliases,) = project.db.conn.execute(
        "SELECT aliases FROM entity WHERE name = 'Harbour Control Agency'"
    ).fetchone()
    assert "Harbour HCA" in aliases
    project.close()


def test_one_of_two_with_the_same_alias_is_not_guessed(tmp_path: Path) -> None:
    one_ = SuggestedEntity("Harbour Control Agency", "ORG", ("HCA",))
    two = SuggestedEntity("Herring Catch Association", "ORG", ("HCA",))
    project, _ = make(tmp_path, found(OLSEN, one_))
    for number, entity in enumerate((two, SuggestedEntity("HCA", "ORG"))):
        pk = add_article(project, f"b{number}", TEXT + " Again." * (number + 1))
        suggest(project, pk, found(OLSEN, entity))
    assert ("Herring Catch Association", "ORG") not in names(project)
    with editing(project, ANA, "entity", None) as step:
        step.put(Entity("e-two", two.name, two.label, two.aliases))
    pk = add_article(project, "c", TEXT + " Once more.")
    suggest(project, pk, found(OLSEN, SuggestedEntity("H.C.A", "ORG", ("HCA",))))
    assert linked(project, pk, "Northwind Shipping") == "H.C.A"
    project.close()


def test_running_again_keeps_ids_and_leaves_nothing_behind(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    before = set(articles.load(project, pk).entities)
    suggest(project, pk, found())
    assert set(articles.load(project, pk).entities) == before
    edit = suggestions.store(project, PIPELINE, Suggestions(pk))
    assert names(project) == []
    assert {c.id for c in edit.changes if c.table == "entity" and c.after is None} == before
    assert project.db.conn.execute("SELECT count(*) FROM entity_form").fetchone() == (0,)
    assert list(checks.problems(project)) == []
    project.close()


def test_what_a_person_uses_or_edited_stays(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    deciding.accept(project, ANA, pk, one(project, pk, "ORG", "Northwind Shipping").id)
    olsen = one(project, pk, "PERSON", "Olsen")
    with editing(project, ANA, "entity", None) as step:
        known = step.entity(str(olsen.entity))
        assert known is not None
        step.put(replace(known, note="the harbour master"))
    suggest(project, pk, found(replace(OLSEN, aliases=("Olsen", "Maria Q. Olsen")), NORTHWIND))
    document = articles.load(project, pk)
    assert document.entities[str(olsen.entity)].aliases == ("Olsen",)
    suggest(project, pk, Suggestions(0))
    assert names(project) == [("Maria Olsen", "PERSON"), ("Northwind Shipping", "ORG")]
    assert linked(project, pk, "Northwind Shipping", ANA) == "Northwind Shipping"
    project.close()


def test_another_pipelines_run_takes_nothing_from_the_first(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    suggest(project, pk, found(), OTHER_PIPELINE)
    suggest(project, pk, Suggestions(0), OTHER_PIPELINE)
    assert linked(project, pk, "Olsen") == "Maria Olsen"
    project.close()


def test_accepting_carries_the_entity_and_undo_takes_it_back(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    before = rows(project, "id", "created", "modified")
    deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", "The quay is open").id)
    deciding.accept(project, ANA, pk, one(project, pk, "PERSON", "Olsen").id)
    document = articles.load(project, pk)
    own = {s.label: s.entity for s in document.spans.values() if s.annotator == ANA}
    assert own["SPEAKER"] == own["PERSON"] and own["PERSON"] is not None
    undoing.undo(project, ANA)
    undoing.undo(project, ANA)
    assert rows(project, "id", "created", "modified") == before
    undoing.redo(project, ANA)
    undoing.redo(project, ANA)
    assert linked(project, pk, "Olsen", ANA) == "Maria Olsen"
    project.close()


def test_a_new_speaker_on_a_mention_takes_its_entity(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    quote = one(project, pk, "DIRECT", "The quay is open")
    mention = one(project, pk, "PERSON", "Olsen")
    linking.set_role(project, ANA, pk, quote.id, "SPEAKER", (mention.start, mention.end))
    assert one(project, pk, "SPEAKER", "Olsen", ANA).entity == mention.entity
    project.close()


def test_another_label_is_another_entity(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    span = one(project, pk, "ORG", "Northwind Shipping")
    correcting.relabel(project, ANA, pk, span.id, "PRODUCT")
    assert linked(project, pk, "Northwind Shipping", ANA) is None
    second = add_article(project, "a2", TEXT + " Again.")
    suggest(project, second, found(OLSEN, replace(NORTHWIND, label="PRODUCT")))
    own = one(project, pk, "PRODUCT", "Northwind Shipping", ANA)
    correcting.relabel(project, ANA, pk, own.id, "ORG")
    assert linked(project, pk, "Northwind Shipping", ANA) is None
    suggestion = one(project, second, "ORG", "Northwind Shipping")
    correcting.relabel(project, ANA, second, suggestion.id, "PRODUCT")
    assert linked(project, second, "Northwind Shipping", ANA) == "Northwind Shipping"
    project.close()


def test_a_mention_of_no_suggested_entity_fails_the_run(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    suggest(project, pk, replace(found(), entities=(OLSEN,)))
    assert "entity that it did not suggest" in (articles.load(project, pk).error or "")
    assert linked(project, pk, "Olsen") == "Maria Olsen"
    project.close()


def test_export_and_import_keep_entities_and_know_them_again(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    document = articles.load(project, pk)
    file = io.StringIO()
    jsonl.write([document], file)
    project.close()
    (tmp_path / "out.jsonl").write_text(file.getvalue(), encoding="utf-8")
    with Project.create(tmp_path / "copy.db") as copy:
        importing.import_paths(copy, [tmp_path / "out.jsonl"])
        again = articles.load(copy, 1)
        assert again.entities == document.entities and again.spans == document.spans
        second = add_article(copy, "a2", TEXT + " Again.")
        suggest(copy, second, found())
        assert len(names(copy)) == 2
        suggest(copy, second, Suggestions(0))
        suggest(copy, 1, Suggestions(0))
        # Imported ones are nobody's to remove.
        assert len(names(copy)) == 2


def test_a_project_of_the_first_version_opens_and_knows_its_entities(tmp_path: Path) -> None:
    first = migrations.Migrations("annotator")
    first.steps = list(migrations.migrations.steps)[:1]
    old = Database(tmp_path / "p.db")
    first.apply(old)
    old.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    old.execute("PRAGMA user_version = 1")
    old.execute("INSERT INTO entity (id, name, label) VALUES ('e1', 'Maria Olsen', 'PERSON')")
    body = json.dumps(module.default_schema().to_dict())
    old.execute("INSERT INTO label_schema VALUES (1, '2026-01-01', 'first', ?)", (body,))
    old.conn.commit()
    old.close()
    with Project.open(tmp_path / "p.db") as project:
        pk = add_article(project)
        suggest(project, pk, found())
        assert one(project, pk, "PERSON", "Olsen").entity == "e1"
        assert list(checks.problems(project)) == []


def test_forms_by_which_an_entity_is_known() -> None:
    assert known_forms("Maria Olsen", "PERSON", ("Olsen",)) == {"maria olsen"}
    assert known_forms("Olsen", "PERSON", ()) == frozenset()
    assert known_forms("The U.S.", "GPE", ()) == {"us"}
    assert known_forms("Varde Bank", "ORG", ("VDB", "Varde", "the Bank")) == {
        "varde bank", "vdb",
    }  # fmt: skip


def test_a_merged_name_is_found_as_the_one_that_stands(tmp_path: Path) -> None:
    project, _ = make(tmp_path, found())
    second = add_article(project, "a2", TEXT + " Again.")
    suggest(project, second, found(SuggestedEntity("Maria Berg Olsen", "PERSON"), NORTHWIND))
    keep = one(project, second, "PERSON", "Olsen").entity
    naming.merge(project, ANA, str(keep), [str(one(project, 1, "PERSON", "Olsen").entity)])
    third = add_article(project, "a3", TEXT + " Once more.")
    suggest(project, third, found())
    assert one(project, third, "PERSON", "Olsen").entity == keep
    suggest(project, 1, Suggestions(0))
    assert len(names(project)) == 3
    assert list(checks.problems(project)) == []
    project.close()


def test_a_name_that_others_were_merged_into_stays(tmp_path: Path) -> None:
    project, pk = make(tmp_path, found())
    keep = str(one(project, pk, "PERSON", "Olsen").entity)
    second = add_article(project, "a2", TEXT + " Again.")
    with editing(project, ANA, "name", second) as step:
        step.put(Entity("e9", "Olsen", "PERSON"))
    naming.merge(project, ANA, keep, ["e9"])
    # Nothing is suggested any more that refers to the name itself.
    suggest(project, pk, Suggestions(0))
    assert ("Maria Olsen", "PERSON") in names(project)
    assert list(checks.problems(project)) == []
    project.close()
