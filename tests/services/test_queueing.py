"""The queue's filter and orders on a real project, against what a slow reading says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    ANA,
    BEN,
    OTHER_PIPELINE,
    add_article,
    attempt,
    random_action,
    random_suggestions,
    suggest,
    usual,
)

from annotator.model.errors import FormatError
from annotator.model.people import PIPELINE
from annotator.model.queue_filter import FIELDS, Term, completions, parse, term_at
from annotator.model.suggestion import Suggestions
from annotator.services import adding, deciding, queueing, reviewing, schemas
from annotator.services.queueing import Queue
from annotator.services.reading import counts
from annotator.store import articles, figures
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Six articles: some suggested, reviewed by two people."""
    with Project.create(tmp_path / "p.db") as made:
        for number, (source, day) in enumerate(
            [("The Ledger", "2026-05-02"), ("Orbit Daily", "2026-05-19"), (None, None),
             ("Ledger Élite", "2025-12-31"), ("The Ledger", "2026-06-01"), ("X", "2024")],
            1,
        ):  # fmt: skip
            words = f"Port reopens {number}\n\nOil exports rose. São Paulo."
            add_article(made, f"a{number}", words, source=source, published=day)
        text = "Harbour\n“The quay is open,” Maria Olsen said. “Ships come back on Monday,” she "
        text += "added.\nNorthwind Shipping said that trade fell 12% in March. Olsen leads Varde."
        for number in (7, 8, 9):
            add_article(made, f"a{number}", text)
        for pk in (7, 8, 9):
            suggest(made, pk, _on(text))
        yield made


def _on(text: str) -> Suggestions:
    """The usual suggestions, on this text, the claim with a low score."""
    from builders import TEXT

    spans = []
    for s in usual().spans:
        start = text.index(TEXT[s.start : s.end])
        score = 0.2 if s.layer == "claim" else 0.9
        spans.append(replace(s, start=start, end=start + s.end - s.start, score=score))
    return Suggestions(0, tuple(spans), usual().relations)


def find(project: Project, words: str, who: str = ANA, order: str = "imported") -> list[int]:
    found = Queue(who).find(project, words, order)
    assert found.problem == ""
    return list(found.pks)


def span_of(project: Project, pk: int, label: str) -> str:
    spans = articles.load(project, pk).view(ANA).spans
    return next(s.id for s in spans if s.label == label)


@pytest.mark.parametrize(
    ("words", "pks"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("reopens a3", [3]), ("REOPENS", [1, 2, 3, 4, 5, 6]), ("a2", [2]), ("orbit", [2]),
        ("source:ledger", [1, 4, 5]), ("source:elite", [4]), ('source:"the ledger"', [1, 5]),
        ("-source:ledger reopens", [2, 3, 6]), ("source:%", []), ("source:'", []),
        ("date:2026", [1, 2, 5]), ("date:2026-05", [1, 2]), ("date:2026-05-19", [2]),
        ("date>2026-05", [5]), ("date>=2026-05-19", [2, 5]), ("date<2026", [4, 6]),
        ("date<=2026-05", [1, 2, 4, 6]), ("-date:2026", [3, 4, 6, 7, 8, 9]),
        ('text:"oil exports"', [1, 2, 3, 4, 5, 6]), ("text:oil text:monday", []),
        ("text:quay", [7, 8, 9]), ("text:harbour", [7, 8, 9]), ("text:sao", [1, 2, 3, 4, 5, 6]),
        ("text:exp*", [1, 2, 3, 4, 5, 6]), ('text:"', [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("label:org", [7, 8, 9]), ("label:FAC", []), ("-label:ORG a1", [1]),
        ("open>5", [7, 8, 9]), ("open=6", [7, 8, 9]), ("open>6", []),
        ("open<1", [1, 2, 3, 4, 5, 6]),
        ("score<.5", [7, 8, 9]), ("score<0,1", []), ("score>=.2", [7, 8, 9]),
        ("annotator:news@1", [7, 8, 9]), ("annotator:nobody", []),
        ("flag:yes", []), ("flag:no", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("status:new", [1, 2, 3, 4, 5, 6, 7, 8, 9]), ("status:done", []), ("failed:yes", []),
        ("http://x", []), ("what:ever", []), ("%", []),
    ],
)  # fmt: skip
def test_before_anyone_worked(project: Project, words: str, pks: list[int]) -> None:
    assert find(project, words) == pks


def test_after_people_worked(project: Project) -> None:
    deciding.reject(project, ANA, 7, span_of(project, 7, "ORG"))
    adding.add_span(project, ANA, 8, "entity", "FAC", 0, 7)
    reviewing.set_status(project, ANA, 8, "done")
    reviewing.set_status(project, BEN, 9, "skipped")
    reviewing.toggle_flag(project, ANA, 2)
    reviewing.set_comment(project, ANA, 3, "No byline")
    deciding.accept(project, BEN, 9, span_of(project, 9, "CLAIM"))
    assert find(project, "label:ORG") == [9]
    assert find(project, "label:ORG", BEN) == [7, 8]
    assert find(project, "label:FAC") == [8] and find(project, "label:FAC", BEN) == []
    assert find(project, "status:done") == [8] and find(project, "status:skipped", BEN) == [9]
    assert find(project, "status:in_progress") == [7]
    assert find(project, "status:todo harbour") == [7, 9]
    assert find(project, "flag:yes") == [2] and find(project, "flag:yes", BEN) == []
    assert find(project, "comment:yes") == [3]
    assert find(project, "annotator:ben") == [9] and find(project, "annotator:ANA") == [7, 8]
    # Done means that nothing is open.
    assert find(project, "open>0") == [7, 9] and find(project, "score<.5") == [7, 9]
    assert find(project, "open>5", BEN) == [7, 8]


def test_a_renamed_label_is_found_by_its_name_of_today(project: Project) -> None:
    from annotator.model import relabelling

    schema = project.schema()
    after = relabelling.merged(schema, "entity", "ORG", "FAC")
    schemas.change(project, ANA, after, {("entity", "ORG"): "FAC"})
    assert find(project, "label:FAC") == [7, 8, 9] and find(project, "label:ORG") == []


def test_orders(project: Project) -> None:
    adding.add_span(project, ANA, 8, "entity", "FAC", 0, 7)
    adding.add_span(project, BEN, 8, "entity", "FAC", 0, 7)
    adding.add_span(project, ANA, 2, "entity", "FAC", 0, 4)
    adding.add_span(project, BEN, 2, "entity", "LOC", 0, 4)
    deciding.reject(project, ANA, 7, span_of(project, 7, "CLAIM"))
    assert find(project, "", order="newest") == [5, 2, 1, 4, 6, 3, 7, 8, 9]
    assert find(project, "harbour", order="least_certain") == [8, 9, 7]
    assert find(project, "", order="most_open")[:3] == [8, 9, 7]
    assert find(project, "", order="disagreement")[:2] == [2, 8]
    assert find(project, "agree<.5") == [2] and find(project, "agree=1") == [8]
    shuffled = [Queue(ANA).find(project, "", "random", seed).pks for seed in (1, 1, 2)]
    assert shuffled[0] == shuffled[1] != shuffled[2] and sorted(shuffled[2]) == list(range(1, 10))


def test_an_order_stays_until_it_is_renewed(project: Project) -> None:
    queue = Queue(ANA)
    assert queue.find(project, "harbour", "most_open").pks == [7, 8, 9]
    deciding.reject(project, ANA, 7, span_of(project, 7, "ORG"))
    assert queue.find(project, "harbour", "most_open").pks == [7, 8, 9]
    assert queue.find(project, "label:ORG").pks == [8, 9]
    adding.add_span(project, ANA, 7, "entity", "ORG", 0, 7)
    queue.edited()
    assert queue.find(project, "label:ORG").pks == [7, 8, 9]
    add_article(project, "late", "Port reopens late")
    queue.renew()
    assert queue.find(project, "port", "most_open").pks[-1] == 10
    assert queue.find(project, "harbour", "most_open").pks == [8, 9, 7]


@pytest.mark.parametrize("seed", range(8))
def test_figures_of_all_articles_are_those_of_each(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    # One pipeline is counted another way than several.
    pipelines = ["news@1", OTHER_PIPELINE][: 1 + seed % 2]
    with Project.create(tmp_path / "p.db") as made:
        for number in range(6):
            pk = add_article(made, f"a{number}")
            document = articles.load(made, pk)
            for pipeline in rng.sample(pipelines, rng.randint(0, len(pipelines))):
                suggest(made, pk, random_suggestions(rng, document.article.text), pipeline)
        for _ in range(60):
            pk = rng.randint(1, 6)
            attempt(random_action(rng, made, pk, rng.choice([ANA, BEN]), articles.load(made, pk)))
        every = counts(made, ANA, range(1, 7))
        reviews = {pk: articles.load(made, pk).reviews.get(ANA) for pk in range(1, 7)}
        settled = {pk for pk, r in reviews.items() if r and r.status in ("done", "skipped")}
        expected = {pk: c for pk, (c, _) in every.items() if c and pk not in settled}
        assert figures.opened(made, ANA, made.schema_roles()) == expected
        assert figures.least_scores(made, ANA) == _least(made, settled)
        labels = {"PERSON", "ORG", "DIRECT", "CUE", "CLAIM"}
        for label in labels:
            seen = set()
            for pk in range(1, 7):
                document = articles.load(made, pk)
                kinds = {n for n, a in document.annotators.items() if a.kind == PIPELINE}
                for span in document.view(ANA).spans:
                    if span.label == label and not (pk in settled and span.annotator in kinds):
                        seen.add(pk)
            assert set(find(made, f"label:{label}")) >= seen, label


def _least(project: Project, settled: set[int]) -> dict[int, float]:
    """The least score of what ana has not decided on, read span by span."""
    out = {}
    for pk in set(range(1, 7)) - settled:
        spans = articles.load(project, pk).spans.values()
        decided = {s.made_from for s in spans if s.annotator == ANA}
        scores = [
            s.score
            for s in spans
            if s.state == "suggested" and s.score is not None and s.id not in decided
        ]
        if scores:
            out[pk] = min(scores)
    return out


@pytest.mark.parametrize("order", ["imported", "newest", "most_open", "disagreement"])
def test_typing_on_finds_what_asking_anew_finds(project: Project, order: str) -> None:
    reviewing.set_status(project, ANA, 8, "done")
    typed = [
        "reopens 3", "-reopens é", "source:ledger 1", "source:élite", "-source:led port",
        "date:2026-05-19", "date<2026-06-01", "-date:2026 s", "status:done h", "-status:todo",
        "label:org harb", "open>5 harb", "open<6", "score<.5 q", "-score<.5 r", "-open>0",
        "unsure:no po", "port source:orbit -3",
    ]  # fmt: skip
    queue = Queue(ANA)
    for words in typed:
        # There, and back with the key that takes letters away.
        steps = [words[:n] for n in (*range(len(words) + 1), *range(len(words), 0, -1))]
        for step in steps:
            assert queue.find(project, step, order) == Queue(ANA).find(project, step, order), step


def test_the_language() -> None:
    assert parse('status:todo -label:"A B" score<.5 oil "big ships" open=3') == (
        Term("status", ":", "todo"), Term("label", ":", "A B", True), Term("score", "<", 0.5),
        Term("", ":", "oil"), Term("", ":", "big ships"), Term("open", ":", 3.0),
    )  # fmt: skip
    assert parse("flag:YES unsure:0") == (Term("flag", ":", True), Term("unsure", ":", False))
    # Half typed is no condition yet; what is no field is words.
    assert parse('label: score< - "') == ()
    assert parse("see:this a<b") == (Term("", ":", "see:this"), Term("", ":", "a<b"))
    assert parse("label:" + 40 * "ü") == (Term("label", ":", 40 * "ü"),)


@pytest.mark.parametrize(
    ("words", "reason"),
    [("score<x", "score takes a number"), ("status:gone", "status is todo, new"),
     ("flag:maybe", "flag is yes or no"), ("date>May", "date takes 2026")],
)  # fmt: skip
def test_what_the_language_refuses(words: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        parse(words)


def test_what_is_refused_is_told_by_the_queue(project: Project) -> None:
    found = Queue(ANA).find(project, "score<x")
    assert list(found.pks) == [] and "score takes a number" in found.problem


def test_completion() -> None:
    values = {"label": ("PERSON", "ORG", "MY LABEL"), "source": ("Ledger",)}
    assert completions("la", values) == ["label:"] and completions("s", values) == [
        "status:", "source:", "score>", "story:",
    ]  # fmt: skip
    assert completions("label:o", values) == ["label:ORG", "label:PERSON"]
    assert completions("-label:my", values) == ['-label:"MY LABEL"']
    assert completions("flag:", values) == ["flag:yes", "flag:no"]
    assert completions("status:sk", values) == ["status:skipped"]
    assert completions("nothing", values) == [] and completions("", values) == []
    assert completions("label:ORG", values) == []
    assert term_at("a la", 4) == (2, "la") and term_at('text:"oil e', 11) == (0, 'text:"oil e')
    assert term_at('x source:"a b" la', 17) == (15, "la")


def test_known_values(project: Project) -> None:
    known = queueing.known_values(project)
    assert known["source"][0] == "The Ledger" and "Ledger Élite" in known["source"]
    assert "news@1" in known["annotator"] and "PERSON" in known["label"]
    assert set(known) <= set(FIELDS)
