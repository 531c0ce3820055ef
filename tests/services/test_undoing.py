"""Undo and redo: exactly what was, per annotator, over restarts, never over other people's work."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    ANA,
    BEN,
    TEXT,
    add_article,
    at,
    attempt,
    links,
    make,
    one,
    random_action,
    random_suggestions,
    redo_all,
    rows,
    shown,
    suggest,
    undo_all,
    usual,
)

from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.suggestion import Suggestions
from annotator.services import adding, correcting, deciding, linking, reviewing, undoing
from annotator.store import articles, checks, history
from annotator.store.editing import editing
from annotator.store.project import Project

QUOTE = "The quay is open"
STAMP = "modified"


def test_every_action_undone_gives_the_earlier_rows(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    quote = one(project, pk, "DIRECT", QUOTE)
    claim = one(project, pk, "CLAIM", "trade fell 12% in March").id
    everything = list(articles.load(project, pk).spans)
    actions = [
        lambda: deciding.accept(project, ANA, pk, quote.id),
        lambda: deciding.reject(project, ANA, pk, quote.id),
        lambda: deciding.accept(project, ANA, pk, quote.id),
        lambda: correcting.relabel(project, ANA, pk, quote.id, "MIXED"),
        lambda: correcting.resize(project, ANA, pk, quote.id, quote.start, quote.end + 1),
        lambda: correcting.set_attribute(project, ANA, pk, claim, "type", "fact"),
        lambda: correcting.set_note(project, ANA, pk, claim, "sure?"),
        lambda: correcting.toggle_unsure(project, ANA, pk, claim),
        lambda: adding.add_span(project, ANA, pk, "entity", "DATE", *at("Monday")),
        lambda: linking.set_role(project, ANA, pk, quote.id, "SPEAKER", at("she")),
        lambda: linking.set_role(project, ANA, pk, quote.id, "CUE", None),
        lambda: deciding.reject_many(project, ANA, pk, everything[:4]),
        lambda: deciding.accept_many(project, ANA, pk, everything),
        lambda: reviewing.toggle_flag(project, ANA, pk),
        lambda: reviewing.set_status(project, ANA, pk, "done"),
    ]
    states = [rows(project)]
    for action in actions:
        assert action() is not None
        states.append(rows(project))
    for state in reversed(states[:-1]):
        undoing.undo(project, ANA)
        assert rows(project) == state
    for state in states[1:]:
        undoing.redo(project, ANA)
        assert rows(project) == state
    with pytest.raises(Refused, match="nothing to redo"):
        undoing.redo(project, ANA)
    assert list(checks.problems(project)) == []
    project.close()


def test_a_new_step_ends_redo(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())

    def add(words: str) -> None:
        adding.add_span(project, ANA, pk, "entity", "OTHER", *at(words))

    for words in ("quay", "Ships", "port"):
        add(words)
    undoing.undo(project, ANA)
    undoing.undo(project, ANA)
    assert undoing.names(project, ANA) == ("Add OTHER “quay”", "Add OTHER “Ships”")
    undoing.redo(project, ANA)
    assert undoing.names(project, ANA) == ("Add OTHER “Ships”", "Add OTHER “port”")
    add("trade")
    assert undoing.names(project, ANA) == ("Add OTHER “trade”", None)
    undoing.undo(project, ANA)
    assert undoing.names(project, ANA) == ("Add OTHER “Ships”", "Add OTHER “trade”")
    undoing.undo(project, ANA)
    undoing.redo(project, ANA)
    undoing.undo(project, ANA)
    undoing.undo(project, ANA)
    assert undoing.names(project, ANA) == (None, "Add OTHER “quay”")
    redo_all(project, ANA)
    assert undoing.names(project, ANA) == ("Add OTHER “trade”", None)
    project.close()


@pytest.mark.parametrize("seed", range(12))
def test_names_follow_a_plain_model_of_undo(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    project, pk = make(tmp_path)
    done: dict[str, list[str]] = {ANA: [], BEN: []}
    undone: dict[str, list[str]] = {ANA: [], BEN: []}
    for step in range(80):
        who = rng.choice([ANA, BEN])
        turn = rng.choice(["do", "undo", "undo", "redo"])
        if turn == "do":
            start = step % (len(TEXT) - 20)
            edit = adding.add_span(project, who, pk, "entity", "OTHER", start, start + 2 + step % 9)
            assert edit is not None
            done[who].append(edit.summary)
            undone[who] = []
        elif turn == "undo" and done[who]:
            undoing.undo(project, who)
            undone[who].append(done[who].pop())
        elif turn == "redo" and undone[who]:
            undoing.redo(project, who)
            done[who].append(undone[who].pop())
        for name in (ANA, BEN):
            expected = (done[name] or [None])[-1], (undone[name] or [None])[-1]
            assert undoing.names(project, name) == expected, (seed, step)
    project.close()


@pytest.mark.parametrize("seed", range(8))
def test_a_random_walk_back_and_forth(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    project, pk = make(tmp_path, random_suggestions(rng, TEXT, 20))
    path = project.path
    before = rows(project)
    document = articles.load(project, pk)
    for _ in range(50):
        edit = attempt(random_action(rng, project, pk, ANA, document))
        if isinstance(edit, Edit):
            document.apply(edit)
            assert len(articles.load(project, pk).view(ANA).spans) == len(document.view(ANA).spans)
        if rng.random() < 0.3:
            for turn in (undoing.undo, undoing.redo):
                edit = attempt(lambda turn=turn: turn(project, ANA))  # type: ignore[misc]
                if isinstance(edit, Edit):
                    document.apply(edit)
    fresh = articles.load(project, pk)
    assert document.view(ANA) == fresh.view(ANA)
    assert (document.spans, document.relations) == (fresh.spans, fresh.relations)
    after = rows(project)
    project.close()

    with Project.open(path) as project:
        undo_all(project, ANA)
        undone = rows(project)
        # Time spent is measured, not undone: a review may stay, as new.
        assert {k: v for k, v in undone.items() if k != "review"} == {
            k: v for k, v in before.items() if k != "review"
        }
        assert all(r[2:4] == ("new", 0) for r in undone["review"])
    with Project.open(path) as project:
        redo_all(project, ANA)
        assert rows(project) == after
        assert list(checks.problems(project)) == []


def test_each_annotator_walks_their_own_edits(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    other = add_article(project, "a2")
    adding.add_span(project, ANA, pk, "entity", "OTHER", *at("quay"))
    adding.add_span(project, BEN, pk, "entity", "OTHER", *at("Ships"))
    adding.add_span(project, ANA, other, "entity", "OTHER", *at("port"))
    edit = undoing.undo(project, ANA)
    assert (edit.article, edit.kind, edit.summary) == (other, "undo", "Undo: Add OTHER “port”")
    assert undoing.undo(project, ANA).article == pk
    assert shown(project, pk, BEN) >= {("OTHER", "Ships", "accepted")}
    with pytest.raises(Refused, match="nothing to undo"):
        undoing.undo(project, ANA)
    project.close()


def test_someone_elses_later_change_is_not_undone_over(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    adding.add_span(project, ANA, pk, "entity", "OTHER", *at("quay"))
    own = one(project, pk, "OTHER", "quay", ANA)
    with editing(project, "judge", "adjudicate", pk) as step:
        step.put(replace(own, label="LOC"))
    before = rows(project)
    with pytest.raises(Refused, match=r"judge \(at 20\d\d-\d\d-\d\d \d\d:\d\d\)"):
        undoing.undo(project, ANA)
    assert rows(project) == before
    project.close()


def test_what_someone_built_on_is_not_taken_away(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    adding.add_span(project, ANA, pk, "entity", "OTHER", *at("quay"))
    own = one(project, pk, "OTHER", "quay", ANA)
    with editing(project, "judge", "adjudicate", pk) as step:
        step.put(replace(own, id="g1", annotator="judge", made_from=own.id))
    with pytest.raises(Refused, match="judge"):
        undoing.undo(project, ANA)
    assert ("OTHER", "quay", "accepted") in shown(project, pk)
    assert list(checks.problems(project)) == []
    project.close()


def test_redo_of_what_the_pipeline_took_back_is_refused(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    deciding.reject(project, ANA, pk, one(project, pk, "DIRECT", QUOTE).id)
    undoing.undo(project, ANA)
    suggest(project, pk, Suggestions(0))
    before = rows(project)
    with pytest.raises(Refused, match="does not suggest it any more"):
        undoing.redo(project, ANA)
    assert rows(project) == before == {**before, "span": [], "relation": []}
    adding.add_span(project, ANA, pk, "entity", "OTHER", *at("quay"))
    assert undoing.names(project, ANA)[0] == "Add OTHER “quay”"
    project.close()


def test_a_run_is_no_step(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    assert undoing.names(project, "news@1") == (None, None)
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    suggest(project, pk, Suggestions(0))
    assert undoing.names(project, ANA)[0] == "Accept GPE “Varde”"
    undoing.undo(project, ANA)
    assert links(project, pk) == set()
    project.close()


def test_two_windows_of_one_annotator(tmp_path: Path) -> None:
    first, pk = make(tmp_path, usual())
    second = Project.open(first.path)
    for words in ("quay", "Ships"):
        adding.add_span(first, ANA, pk, "entity", "OTHER", *at(words))
    assert undoing.undo(second, ANA).summary == "Undo: Add OTHER “Ships”"
    assert undoing.undo(first, ANA).summary == "Undo: Add OTHER “quay”"
    assert undoing.redo(second, ANA).summary == "Redo: Add OTHER “quay”"
    first.close()
    second.close()


def test_restore_goes_back_to_before_one_step_as_a_step(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    org = one(project, pk, "ORG", "Northwind Shipping").id
    before = rows(project, "status")
    first = deciding.accept(project, ANA, pk, org)
    other = deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    edit = undoing.restore(project, ANA, other.id)
    assert edit.kind == "do" and edit.summary == f"Before: {other.summary}"
    undoing.restore(project, ANA, first.id)
    assert rows(project, "status")["span"] == before["span"]
    undoing.undo(project, ANA)
    assert ("ORG", "Northwind Shipping", "accepted") in shown(project, pk)
    project.close()


def test_restore_is_refused_with_the_reason(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    quote = one(project, pk, "DIRECT", "The quay is open").id
    accepted = deciding.accept(project, ANA, pk, quote)
    relabelled = correcting.relabel(project, ANA, pk, quote, "MIXED")
    with pytest.raises(Refused, match=r"ana \(at .*\) changed it since"):
        undoing.restore(project, ANA, accepted.id)
    with pytest.raises(Refused, match="a step of ana, who alone"):
        undoing.restore(project, BEN, relabelled.id)
    run = next(e for e in history.of_article(project, pk) if e.kind == "run")
    for number in (run.id, 9_999):
        with pytest.raises(Refused, match="no step of a person"):
            undoing.restore(project, ANA, number)
    added = adding.add_span(project, ANA, pk, "quote", "INDIRECT", *at("Olsen leads"))
    span = added.changes[0].id
    linking.set_role(project, ANA, pk, span, "SPEAKER", at("she"))
    with pytest.raises(Refused, match=r"ana .* built on it"):
        undoing.restore(project, ANA, added.id)
    project.close()
