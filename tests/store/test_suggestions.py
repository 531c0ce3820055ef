"""Running a pipeline again, and what the queue counts."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    ANA,
    BEN,
    OTHER_PIPELINE,
    PIPELINE,
    TEXT,
    add_article,
    attempt,
    links,
    make,
    one,
    random_action,
    random_suggestions,
    shown,
    suggest,
    usual,
    view,
)

from annotator.model.edit import Edit
from annotator.model.suggestion import SuggestedRelation, SuggestedSpan, Suggestions
from annotator.services import deciding, undoing
from annotator.store import articles, checks, history, queue, suggestions


def test_running_again_replaces_what_is_undecided_only(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    quote = one(project, pk, "DIRECT", "The quay is open")
    deciding.accept(project, ANA, pk, quote.id)
    deciding.reject(project, BEN, pk, one(project, pk, "GPE", "Varde").id)
    before = {s.id: s for s in articles.load(project, pk).spans.values()}
    edit = suggestions.store(project, PIPELINE, Suggestions(pk))
    after = articles.load(project, pk)
    assert {s.text for s in after.spans.values() if s.state == "suggested"} == {
        "The quay is open", "Maria Olsen", "said", "Varde",
    }  # fmt: skip
    assert all(before[i] == s for i, s in after.spans.items())
    assert {r for r in links(project, pk) if r[3] == "suggested"} == set()
    assert edit.kind == "run" and {c.after for c in edit.changes} == {None}
    assert history.of_article(project, pk)[0].id == edit.id
    # The same again: what was decided is not doubled.
    suggest(project, pk, usual())
    spans = [s.key for s in articles.load(project, pk).spans.values() if s.state == "suggested"]
    assert len(spans) == len(set(spans)) == len(usual().spans)
    assert ("DIRECT", "The quay is open", "accepted") in shown(project, pk)
    assert list(checks.problems(project)) == []
    project.close()


def test_the_same_run_twice_is_the_same_to_see(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    before = shown(project, pk), links(project, pk)
    suggest(project, pk, usual())
    assert (shown(project, pk), links(project, pk)) == before
    project.close()


def test_another_pipeline_touches_nothing_of_the_first(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    before = articles.load(project, pk).spans
    suggest(project, pk, Suggestions(0), OTHER_PIPELINE)
    assert articles.load(project, pk).spans == before
    assert articles.load(project, pk).suggested_by == (PIPELINE, OTHER_PIPELINE)
    assert suggestions.waiting(project, PIPELINE) == []
    assert suggestions.waiting(project, "third@1") == [pk]
    project.close()


@pytest.mark.parametrize(
    "bad",
    [
        Suggestions(0, error="the model gave up"),
        Suggestions(0, (SuggestedSpan("entity", "PERSON", 3, len(TEXT) + 1),)),
        Suggestions(0, (SuggestedSpan("entity", "PERSON", -1, 4),)),
        Suggestions(0, (SuggestedSpan("entity", "PERSON", 4, 4),)),
        Suggestions(
            0, (SuggestedSpan("entity", "PERSON", 0, 4),), (SuggestedRelation("CUE", 0, 1),)
        ),
        Suggestions(0, (), (SuggestedRelation("CUE", 0, -1),)),
    ],
)
def test_a_run_that_fails_keeps_what_was_and_says_why(tmp_path: Path, bad: Suggestions) -> None:
    project, pk = make(tmp_path, usual())
    before = articles.load(project, pk)
    suggest(project, pk, bad)
    after = articles.load(project, pk)
    assert (after.spans, after.relations) == (before.spans, before.relations)
    assert after.error and queue.rows(project, ANA)[0].error == after.error
    assert suggestions.waiting(project, PIPELINE) == [pk]
    suggest(project, pk, usual())
    assert articles.load(project, pk).error is None
    assert suggestions.waiting(project, PIPELINE) == []
    project.close()


@pytest.mark.parametrize("seed", range(8))
def test_decisions_and_runs_in_any_order_stay_sound(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    project, pk = make(tmp_path, random_suggestions(rng, TEXT))
    roles = project.schema_roles()
    for step in range(60):
        document = articles.load(project, pk)
        if rng.random() < 0.15:
            before = document.spans
            maker = rng.choice([PIPELINE, PIPELINE, OTHER_PIPELINE])
            found = replace(random_suggestions(rng, TEXT), pk=pk)
            suggestions.store(project, maker, found)
            after = articles.load(project, pk)
            kept = {s.made_from for s in before.values() if s.made_from}
            for span in before.values():
                if span.annotator != maker or span.id in kept:
                    assert after.spans[span.id] == span
            suggested = {s.key for s in after.spans.values() if s.annotator == maker}
            assert {(x.layer, x.label, x.start, x.end) for x in found.spans} <= suggested
        elif rng.random() < 0.2:
            turn = rng.choice([undoing.undo, undoing.redo])
            attempt(lambda turn=turn: turn(project, rng.choice([ANA, BEN])))  # type: ignore[misc]
        else:
            who = rng.choice([ANA, BEN])
            edit = attempt(random_action(rng, project, pk, who, document))
            for change in edit.changes if isinstance(edit, Edit) else ():
                if change.table in ("span", "relation"):
                    for side in (change.before, change.after):
                        # A suggestion is never edited.
                        assert side is None or side["annotator"] == who
        if step % 6 == 0:
            assert list(checks.problems(project)) == []
        for who in (ANA, BEN, "cid"):
            seen = view(project, pk, who)
            assert articles.open_counts(project, who, [pk], roles)[pk][0] == len(seen.open(roles))
    assert list(checks.problems(project)) == []
    project.close()


def test_counts_of_many_articles(tmp_path: Path) -> None:
    rng = random.Random(5)
    project, first = make(tmp_path, random_suggestions(rng, TEXT, 30))
    pks = [first]
    for number in range(12):
        pks.append(add_article(project, f"n{number}"))
        for maker in (PIPELINE, OTHER_PIPELINE)[: rng.randrange(3)]:
            suggest(project, pks[-1], random_suggestions(rng, TEXT, 30), maker)
        for _ in range(4):
            document = articles.load(project, pks[-1])
            attempt(random_action(rng, project, pks[-1], rng.choice([ANA, BEN]), document))
    roles = project.schema_roles()
    for who in (ANA, BEN, "cid"):
        found = articles.open_counts(project, who, pks, roles)
        for pk in pks:
            document = articles.load(project, pk)
            keys = {s.key for s in document.spans.values() if s.state == "suggested"}
            total = sum(1 for k in keys if k[1] not in roles)
            assert found[pk] == (len(document.view(who).open(roles)), total)
    assert articles.open_counts(project, ANA, [], roles) == {}
    assert articles.open_counts(project, ANA, pks[:1], ())[first][1] >= found[first][1]
    project.close()
