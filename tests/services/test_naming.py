"""Names: link, new, rename, merge, split; each one edit that undo takes back, also later."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ANA, BEN, add_article, attempt, make, one, rows, suggest, undo_all, usual

from annotator.formats import jsonl
from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.people import Entity
from annotator.services import deciding, importing, naming, projects, undoing
from annotator.store import articles, names, places
from annotator.store.project import Project


def new_name(project: Project, pk: int, words: str, name: str, who: str = ANA) -> str:
    """Link the PERSON with these words to a new entity; returns its id."""
    edit = naming.link_new(project, who, pk, [one(project, pk, "PERSON", words).id], name)
    assert edit is not None
    return next(c.id for c in edit.changes if c.table == "entity")


def entity(project: Project, entity_id: str) -> Entity:
    found = articles.entity(project, entity_id)
    assert found is not None
    return found


def linked(project: Project, pk: int, words: str, who: str = ANA) -> str | None:
    """The name of what a decision mentions."""
    document = articles.load(project, pk)
    span = next(s for s in document.spans.values() if s.text == words and s.annotator == who)
    found = document.entity_of(span)
    return found.name if found else None


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made, _ = make(tmp_path, usual())
    pk = add_article(made, "a2")
    suggest(made, pk, usual())
    return made


def test_a_link_is_the_persons_own_decision(project: Project) -> None:
    suggestion = one(project, 1, "PERSON", "Maria Olsen")
    edit = naming.link_new(project, ANA, 1, [suggestion.id], " Maria  Olsen ")
    own = one(project, 1, "PERSON", "Maria Olsen", ANA)
    assert (own.state, own.made_from) == ("accepted", suggestion.id)
    assert edit is not None and edit.summary == "“Maria Olsen” is “Maria Olsen”, a new name"
    assert entity(project, own.entity or "") == Entity(own.entity or "", "Maria Olsen", "PERSON")
    # The suggestion is as it was.
    assert one(project, 1, "PERSON", "Maria Olsen") == suggestion
    undoing.undo(project, ANA)
    assert articles.entity(project, own.entity or "") is None
    assert names.total(project) == 0
    undoing.redo(project, ANA)
    assert linked(project, 1, "Maria Olsen") == "Maria Olsen"


def test_a_speaker_is_linked_and_its_quote_stays_open(project: Project) -> None:
    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    speaker = one(project, 1, "SPEAKER", "Maria Olsen")
    naming.link(project, ANA, 1, [speaker.id], who)
    own = one(project, 1, "SPEAKER", "Maria Olsen", ANA)
    assert own.entity == who and own.state == "accepted"
    view = articles.load(project, 1).view(ANA)
    quote = next(s for s in view.spans if s.text == "The quay is open")
    assert quote.state == "suggested" and view.tail(quote.id, "SPEAKER") == own


def test_what_is_no_mention_is_refused(project: Project) -> None:
    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    before = rows(project)
    for span in (one(project, 1, "DIRECT", "The quay is open"), one(project, 1, "CUE", "said")):
        with pytest.raises(Refused, match=f"{span.label} is no mention"):
            naming.link(project, ANA, 1, [span.id], who)
    with pytest.raises(Refused, match="not in this project"):
        naming.link(project, ANA, 1, [one(project, 1, "GPE", "Varde").id], "gone")
    with pytest.raises(Refused, match="needs a word"):
        naming.link_new(project, ANA, 1, [one(project, 1, "GPE", "Varde").id], "  ")
    own = one(project, 1, "PERSON", "Maria Olsen", ANA)
    with pytest.raises(Refused, match="decision of ana"):
        naming.link(project, BEN, 1, [own.id], None)
    assert rows(project) == before


def test_unlink(project: Project) -> None:
    new_name(project, 1, "Maria Olsen", "Maria Olsen")
    own = one(project, 1, "PERSON", "Maria Olsen", ANA)
    edit = naming.link(project, ANA, 1, [own.id], None)
    assert linked(project, 1, "Maria Olsen") is None
    assert edit is not None and edit.summary == "“Maria Olsen” is no name"
    assert naming.link(project, ANA, 1, [own.id], None) is None


def test_rename_keeps_the_old_name_as_an_alias(project: Project) -> None:
    who = new_name(project, 1, "Maria Olsen", "M. Olsen")
    assert entity(project, who).aliases == ("Maria Olsen",)
    naming.rename(project, ANA, who, "Maria Olsen")
    assert (entity(project, who).name, entity(project, who).aliases) == (
        "Maria Olsen",
        ("M. Olsen",),
    )
    assert naming.rename(project, ANA, who, "Maria Olsen") is None
    undoing.undo(project, ANA)
    assert entity(project, who).name == "M. Olsen"


def test_aliases_label_external_note(project: Project) -> None:
    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    naming.add_alias(project, ANA, who, "the  chair")
    assert entity(project, who).aliases == ("the chair",)
    with pytest.raises(Refused, match="already"):
        naming.add_alias(project, ANA, who, "the chair")
    naming.remove_alias(project, ANA, who, "the chair")
    with pytest.raises(Refused, match="no alias"):
        naming.remove_alias(project, ANA, who, "the chair")
    naming.set_label(project, ANA, who, "ORG")
    with pytest.raises(Refused, match="no label NOBODY"):
        naming.set_label(project, ANA, who, "NOBODY")
    naming.set_external(project, ANA, who, " Q42 ")
    naming.set_note(project, ANA, who, "check the spelling")
    found = entity(project, who)
    assert (found.label, found.external, found.note) == ("ORG", "Q42", "check the spelling")
    # The mention keeps the label that was decided for it.
    assert one(project, 1, "PERSON", "Maria Olsen", ANA).entity == who
    naming.set_external(project, ANA, who, "")
    naming.set_note(project, ANA, who, None)
    assert entity(project, who).external is entity(project, who).note is None
    undo_all(project, ANA)
    assert names.total(project) == 0


def test_a_merge_touches_no_span(project: Project) -> None:
    olsen = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    other = new_name(project, 2, "Maria Olsen", "Olsen", BEN)
    naming.set_external(project, BEN, other, "Q7")
    before = rows(project)["span"]
    edit = naming.merge(project, ANA, olsen, [other])
    assert edit is not None and edit.article is None
    assert {c.table for c in edit.changes} == {"entity"}
    assert rows(project)["span"] == before
    assert linked(project, 2, "Maria Olsen", BEN) == "Maria Olsen"
    assert entity(project, olsen).aliases == ("Olsen",)
    assert entity(project, olsen).external == "Q7"
    assert [e.id for e in names.find(project, "olsen")] == [olsen]
    assert names.with_merged(project, other) == names.Named(entity(project, olsen), (olsen, other))


def test_a_merge_of_the_merged_takes_all_along(project: Project) -> None:
    first = new_name(project, 1, "Maria Olsen", "First")
    second = new_name(project, 2, "Maria Olsen", "Second", BEN)
    edit = naming.link_new(project, ANA, 1, [one(project, 1, "GPE", "Varde").id], "Third")
    third = next(c.id for c in edit.changes if c.table == "entity") if edit else ""
    naming.merge(project, ANA, second, [first])
    naming.merge(project, ANA, third, [first])
    # What was merged stands for what it was merged into: so both go.
    assert {entity(project, x).same_as for x in (first, second)} == {third}
    with pytest.raises(Refused, match="with itself"):
        naming.merge(project, ANA, first, [second, third])
    undoing.undo(project, ANA)
    assert entity(project, first).same_as == second and entity(project, second).same_as is None
    undoing.undo(project, ANA)
    assert entity(project, first).same_as is None
    undoing.redo(project, ANA)
    undoing.redo(project, ANA)
    assert {entity(project, x).same_as for x in (first, second)} == {third}


def test_someone_elses_later_merge_stands(project: Project) -> None:
    first = new_name(project, 1, "Maria Olsen", "First")
    second = new_name(project, 2, "Maria Olsen", "Second", BEN)
    naming.add_alias(project, ANA, first, "Second")
    naming.add_alias(project, ANA, second, "First")
    naming.merge(project, ANA, second, [first])
    undoing.undo(project, ANA)
    # Both have each other's name already, so that the merge changes one row only.
    naming.merge(project, BEN, first, [second])
    assert entity(project, first).same_as is None
    with pytest.raises(Refused, match="cannot be taken back or repeated"):
        undoing.redo(project, ANA)
    assert entity(project, first).same_as is None
    with pytest.raises(Refused):
        undo_all(project, ANA)
    assert entity(project, second).same_as == first


def test_what_others_link_to_is_not_taken_away(project: Project) -> None:
    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    naming.link(project, BEN, 2, [one(project, 2, "PERSON", "Maria Olsen").id], who)
    with pytest.raises(Refused, match=r"ben .* built on it"):
        undoing.undo(project, ANA)
    undoing.undo(project, BEN)
    undoing.undo(project, ANA)
    assert names.total(project) == 0


def test_split_over_articles_is_one_edit_and_outlives_a_restart(
    project: Project, tmp_path: Path
) -> None:
    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    second = one(project, 2, "PERSON", "Maria Olsen")
    naming.link(project, ANA, 2, [second.id], who)
    mentions = [(pk, one(project, pk, "PERSON", "Maria Olsen", ANA).id) for pk in (1, 2)]
    edit = naming.split(project, ANA, who, mentions, "Maria B. Olsen")
    assert isinstance(edit, Edit)
    assert edit.article is None and edit.articles == (1, 2)
    assert edit.summary == "Split 2 mentions of “Maria Olsen” off as “Maria B. Olsen”"
    assert {linked(project, pk, "Maria Olsen") for pk in (1, 2)} == {"Maria B. Olsen"}
    path = project.path
    project.close()
    with projects.open_project(path) as again:
        assert undoing.names(again, ANA)[0] == edit.summary
        turned = undoing.undo(again, ANA)
        assert turned.article is None and set(turned.articles) == {1, 2}
        assert {linked(again, pk, "Maria Olsen") for pk in (1, 2)} == {"Maria Olsen"}
        undoing.redo(again, ANA)
        assert {linked(again, pk, "Maria Olsen") for pk in (1, 2)} == {"Maria B. Olsen"}
        assert list(projects.check(again)) == []


def test_split_refuses_what_is_someone_else(project: Project) -> None:
    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    before = rows(project)
    with pytest.raises(Refused, match="nothing is chosen"):
        naming.split(project, ANA, who, [], "X")
    mine = one(project, 1, "PERSON", "Maria Olsen", ANA).id
    town = one(project, 2, "GPE", "Varde").id
    with pytest.raises(Refused, match="“Varde” is no mention"):
        naming.split(project, ANA, who, [(1, mine), (2, town)], "X")
    assert rows(project) == before


def test_an_edit_over_articles_is_undone_only_while_it_stands(project: Project) -> None:
    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    naming.link(project, ANA, 2, [one(project, 2, "PERSON", "Maria Olsen").id], who)
    mentions = [(pk, one(project, pk, "PERSON", "Maria Olsen", ANA).id) for pk in (1, 2)]
    edit = naming.split(project, ANA, who, mentions, "B")
    assert edit is not None
    new = next(c.id for c in edit.changes if c.table == "entity")
    naming.rename(project, BEN, new, "C")
    with pytest.raises(Refused, match="ben"):
        undoing.undo(project, ANA)
    assert {linked(project, pk, "Maria Olsen") for pk in (1, 2)} == {"C"}


def test_the_history_of_each_article_tells_its_part(project: Project) -> None:
    from annotator.services import reading

    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    naming.link(project, ANA, 2, [one(project, 2, "PERSON", "Maria Olsen").id], who)
    mentions = [(pk, one(project, pk, "PERSON", "Maria Olsen", ANA).id) for pk in (1, 2)]
    naming.split(project, ANA, who, mentions, "B")
    for pk, span_id in mentions:
        newest = reading.edits(project, pk)[0]
        assert newest.action == "split"
        assert [(c.table, c.id) for c in newest.changes] == [("span", span_id)]


def test_mentions_are_counted_as_the_annotator_sees_them(project: Project) -> None:
    who = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    naming.link(project, ANA, 2, [one(project, 2, "PERSON", "Maria Olsen").id], who)
    naming.link(project, ANA, 1, [one(project, 1, "SPEAKER", "Maria Olsen").id], who)
    # The speaker is no mention of its own; Ben has linked nothing.
    assert names.mention_counts(project, ANA, [who, "gone"]) == {who: 2, "gone": 0}
    assert names.mention_counts(project, BEN, [who]) == {who: 0}
    deciding.reject(project, ANA, 2, one(project, 2, "PERSON", "Maria Olsen", ANA).id)
    assert names.mention_counts(project, ANA, [who]) == {who: 1}
    assert places.linked(project, [who, "gone"], 0) == places.Window((1, 2), None)


def test_names_are_found_by_name_alias_and_external_id(project: Project) -> None:
    for at, name in enumerate(("Ölafsson", "Olsen 100%", "Maria Olsen", "Zed")):
        with project.transaction():
            project.db.conn.execute(
                "INSERT INTO entity (id, name, label, aliases, external) VALUES (?, ?, 'PERSON',"
                " ?, ?)",
                (f"e{at}", name, '["the chair"]' if at == 2 else "[]", f"Q{at}"),
            )

    def found(words: str) -> list[str]:
        return [e.name for e in names.find(project, words)]

    assert found("olsen") == ["Olsen 100%", "Maria Olsen"]
    assert found("olsen maria") == ["Maria Olsen"] and found("maria zed") == []
    assert found("ölaf") == ["Ölafsson"]
    assert found("CHAIR") == ["Maria Olsen"] and found("Q3") == ["Zed"]
    assert found("%") == ["Olsen 100%"] and found("_") == [] and found("'") == []
    assert found("") == ["Maria Olsen", "Olsen 100%", "Zed", "Ölafsson"]
    assert [e.name for e in names.called(project, "the Chair")] == ["Maria Olsen"]
    assert names.called(project, "Olsen") == []


def test_merged_names_go_to_another_project_and_back(project: Project, tmp_path: Path) -> None:
    olsen = new_name(project, 1, "Maria Olsen", "Maria Olsen")
    other = new_name(project, 2, "Maria Olsen", "Olsen")
    naming.merge(project, ANA, olsen, [other])
    out = tmp_path / "out.jsonl"
    with out.open("w", encoding="utf-8") as file:
        jsonl.write([articles.load(project, pk) for pk in (1, 2)], file)
    # Texts of the same length that are no duplicates.
    lines = out.read_text("utf-8").splitlines()
    texts = [x.replace("Port reopens", f"Port reopen{n}") for n, x in enumerate(lines)]
    out.write_text("\n".join(texts), "utf-8")
    with Project.create(tmp_path / "new.db") as fresh:
        importing.import_paths(fresh, [out])
        second = articles.load(fresh, 2)
        assert {e.name for e in second.entities.values()} == {"Maria Olsen", "Olsen"}
        assert linked(fresh, 2, "Maria Olsen") == "Maria Olsen"
        assert list(projects.check(fresh)) == []
    # Here the one that stood was merged into a third since.
    edit = naming.link_new(project, ANA, 1, [one(project, 1, "GPE", "Varde").id], "Third")
    third = next(c.id for c in edit.changes if c.table == "entity") if edit else ""
    with project.transaction():
        project.db.conn.execute("UPDATE span SET entity = NULL WHERE entity = ?", (other,))
        project.db.conn.execute("DELETE FROM entity WHERE id = ?", (other,))
    naming.merge(project, ANA, third, [olsen])
    importing.import_paths(project, [out])
    assert entity(project, other).same_as == third


def test_a_refused_edit_leaves_nothing(project: Project) -> None:
    before = rows(project)
    assert attempt(lambda: naming.merge(project, ANA, "no", ["such"])) is None
    assert attempt(lambda: naming.rename(project, ANA, "no", "X")) is None
    assert rows(project) == before and undoing.names(project, ANA) == (None, None)
