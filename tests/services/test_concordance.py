"""Every place of a word or span: what is found, in which order, in slices, how fast."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from builders import (
    ANA,
    BEN,
    PIPELINE,
    add_article,
    at,
    make,
    one,
    suggest,
    suggested,
    usual,
)

from annotator.model.errors import AnnotatorError
from annotator.model.suggestion import SuggestedSpan, Suggestions
from annotator.services import adding, concordance, correcting, deciding, linking, naming, undoing
from annotator.services.concordance import Found, Hit, Search
from annotator.store.project import Project

OTHER = "Olsen again\nOlsen met Olsen of Northwind.\n“No,” said a colleague of Olsen’s in Varde."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made, _ = make(tmp_path, usual())
    add_article(made, "a2", OTHER, source="The Ledger", published="2026-05-02", language="en")
    spans = (
        suggested("entity", "PERSON", "Olsen", 1, OTHER),
        suggested("entity", "ORG", "Northwind", 0, OTHER),
        suggested("entity", "GPE", "Varde", 0, OTHER),
    )
    suggest(made, 2, Suggestions(0, spans, ()))
    return made


def run(project: Project, query: str, who: str = ANA, **options: int) -> tuple[list[Hit], Found]:
    search = Search(query, who, **options)
    hits: list[Hit] = []
    while True:
        found = search.step(project)
        hits += found.hits
        if found.done:
            return hits, found


def lines(project: Project, query: str, who: str = ANA, **options: int) -> list[tuple[int, str]]:
    return [(h.pk, h.match) for h in run(project, query, who, **options)[0]]


def test_words_with_their_context(project: Project) -> None:
    hits, found = run(project, "olsen")
    assert [(h.pk, h.match) for h in hits] == [(1, "Olsen"), (1, "Olsen")] + [(2, "Olsen")] * 4
    assert (found.total, found.articles, found.more) == (6, 2, False)
    line = hits[0]
    assert line.left.endswith("is open,” Maria") and line.right.startswith("said. “Ships")
    assert (line.start, line.end) == at("Olsen")
    assert (hits[2].source, hits[2].published, hits[2].article) == (
        "The Ledger",
        "2026-05-02",
        "a2",
    )


def test_the_article_at_hand_comes_first(project: Project) -> None:
    assert [pk for pk, _ in lines(project, "olsen", first=2)] == [2] * 4 + [1] * 2
    assert [pk for pk, _ in lines(project, "port", first=2)] == [1, 1]


def test_all_terms_must_be_in_the_article(project: Project) -> None:
    assert {pk for pk, _ in lines(project, "olsen quay")} == {1}
    assert lines(project, "olsen nowhere") == []
    assert lines(project, '"met Olsen"') == [(2, "met Olsen")]
    hits = run(project, "/Ol[a-z]en/ met")[0]
    assert [h.match for h in hits] == ["Olsen", "Olsen", "met", "Olsen", "Olsen"]


def test_what_stands_on_the_words(project: Project) -> None:
    hits = run(project, "olsen")[0]
    assert hits[0].span is None
    assert hits[0].inside is not None and hits[0].inside.text == "Maria Olsen"
    known = [h.span for h in hits if h.span]
    assert [(s.label, s.state) for s in known] == [("PERSON", "suggested")]
    assert [concordance.is_left(h, ANA) for h in hits] == [False, True, True, True, True, True]
    deciding.accept(project, ANA, 2, known[0].id)
    hits = run(project, "olsen")[0]
    assert sum(concordance.is_left(h, ANA) for h in hits) == 4
    assert sum(concordance.is_left(h, BEN) for h in run(project, "olsen", BEN)[0]) == 5


def test_spans_by_label_layer_state_and_words(project: Project) -> None:
    assert lines(project, "label:ORG") == [(1, "Northwind Shipping"), (2, "Northwind")]
    assert lines(project, "label:org,gpe northwind") == [
        (1, "Northwind Shipping"),
        (2, "Northwind"),
    ]
    assert lines(project, "layer:claim") == [(1, "trade fell 12% in March")]
    # Parts of quotes only when they are asked for.
    assert [m for _, m in lines(project, "layer:quote")] == [
        "The quay is open",
        "Ships come back on Monday",
    ]
    assert [m for _, m in lines(project, "label:CUE")] == ["said", "added"]
    town = one(project, 1, "GPE", "Varde")
    deciding.accept(project, ANA, 1, town.id)
    assert lines(project, "label:GPE state:open") == [(2, "Varde")]
    assert lines(project, "label:GPE state:accepted") == [(1, "Varde")]
    assert lines(project, "label:GPE state:accepted", BEN) == []
    deciding.reject(project, ANA, 2, one(project, 2, "GPE", "Varde").id)
    assert lines(project, "label:GPE") == [(1, "Varde")]
    assert lines(project, "label:GPE state:rejected") == [(2, "Varde")]
    correcting.toggle_unsure(project, ANA, 1, one(project, 1, "GPE", "Varde", ANA).id)
    assert lines(project, "state:unsure") == [(1, "Varde")]


def test_attributes(project: Project) -> None:
    claim = one(project, 1, "CLAIM", "trade fell 12% in March")
    assert lines(project, "type:quantity") == []
    correcting.set_attribute(project, ANA, 1, claim.id, "type", "quantity")
    assert lines(project, "type:fact,quantity") == [(1, "trade fell 12% in March")]
    assert lines(project, "type:quantity", BEN) == []


def test_the_articles_own_fields(project: Project) -> None:
    assert {pk for pk, _ in lines(project, "olsen source:ledger")} == {2}
    assert {pk for pk, _ in lines(project, "olsen article:a1")} == {1}
    assert {pk for pk, _ in lines(project, "olsen after:2026-05-02 language:EN")} == {2}
    assert lines(project, "olsen before:2026-05-02") == []
    assert {pk for pk, _ in lines(project, "label:GPE source:ledger")} == {2}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "empty"),
        ("source:Ledger", "no word in it"),
        ("entity:Nobody", "no name “Nobody”"),
        ("entity:#e0", "no name “#e0”"),
        ("/(a+)+/", "repeated"),
    ],
)
def test_what_cannot_be_answered_says_why(project: Project, query: str, words: str) -> None:
    with pytest.raises(AnnotatorError, match=words):
        run(project, query)


def name(project: Project, pk: int, span_id: str, words: str) -> str:
    edit = naming.link_new(project, ANA, pk, [span_id], words)
    assert edit is not None
    return next(c.id for c in edit.changes if c.table == "entity")


def test_mentions_of_a_name_after_a_merge(project: Project) -> None:
    first = name(project, 1, one(project, 1, "PERSON", "Maria Olsen").id, "Maria Olsen")
    second = name(project, 2, one(project, 2, "PERSON", "Olsen").id, "Olsen")
    assert lines(project, 'entity:"Maria Olsen"') == [(1, "Maria Olsen")]
    naming.merge(project, ANA, first, [second])
    for query in ('entity:"maria olsen"', "entity:Olsen", f"entity:#{second}", "entity:mari"):
        assert lines(project, query) == [(1, "Maria Olsen"), (2, "Olsen")], query


def test_everything_a_person_said(project: Project) -> None:
    olsen = one(project, 1, "PERSON", "Maria Olsen")
    # By the words of the speaker alone while nothing is linked.
    quotes = [(1, "The quay is open"), (1, "Ships come back on Monday")]
    assert lines(project, "speaker:olsen") == quotes
    who = name(project, 1, olsen.id, "Maria Olsen")
    # The speaker's words hold the mention that is linked.
    assert lines(project, f"speaker:#{who}") == quotes
    assert concordance.said_by(project, who) == 'speaker:"Maria Olsen"'
    # A colleague of Olsen's is someone else.
    start, end = at("No", OTHER)
    adding.add_span(project, ANA, 2, "quote", "DIRECT", start, end)
    said = one(project, 2, "DIRECT", "No", ANA)
    linking.set_role(project, ANA, 2, said.id, "SPEAKER", at("a colleague of Olsen’s", OTHER))
    naming.link(project, ANA, 2, [one(project, 2, "PERSON", "Olsen").id], who)
    assert lines(project, f"speaker:#{who}") == quotes
    # Linked directly, it is Olsen's.
    speaker = one(project, 2, "SPEAKER", "a colleague of Olsen’s", ANA)
    naming.link(project, ANA, 2, [speaker.id], who)
    assert lines(project, f"speaker:#{who}") == [*quotes, (2, "No")]
    assert lines(project, f"speaker:#{who} state:accepted") == [(2, "No")]
    # What was rejected is said no more; others see what they decided.
    deciding.reject(project, ANA, 1, one(project, 1, "DIRECT", "The quay is open").id)
    assert lines(project, f"speaker:#{who}") == [quotes[1], (2, "No")]
    with pytest.raises(AnnotatorError):
        concordance.said_by(project, "gone")


def test_two_of_one_name_are_told_apart(project: Project) -> None:
    first = name(project, 1, one(project, 1, "PERSON", "Maria Olsen").id, "Maria Olsen")
    second = name(project, 2, one(project, 2, "PERSON", "Olsen").id, "Maria Olsen")
    assert concordance.said_by(project, first) == f"speaker:#{first}"
    assert len(lines(project, f"speaker:#{first}")) == 2
    assert lines(project, f"speaker:#{second}") == []


def test_the_limit_counts_on(project: Project) -> None:
    hits, found = run(project, "olsen", limit=2)
    assert len(hits) == 2 and (found.total, found.articles) == (6, 2)


def test_a_search_in_slices_finds_the_same(project: Project) -> None:
    for query in ("olsen", "label:ORG", "layer:entity northwind", "/O[a-z]+/"):
        search, hits, slices = Search(query, ANA), [], 0
        while True:
            # No time at all: one step is one slice, and others may write between two.
            found = search.step(project, 0.0)
            hits += found.hits
            slices += 1
            with project.transaction():
                project.annotator_id(f"someone {query} {slices}")
            if found.done:
                break
            assert slices < 50
        assert hits == run(project, query)[0]


def test_lines_stay_and_tell_what_became_of_them(project: Project) -> None:
    hits = run(project, "label:ORG")[0]
    first, second = (h.span for h in hits)
    assert first is not None and second is not None
    correcting.relabel(project, ANA, 1, first.id, "GPE")
    deciding.reject(project, ANA, 2, second.id)
    now = concordance.again(project, ANA, hits)
    assert [(h.span.label, h.span.state) for h in now if h.span] == [
        ("GPE", "accepted"),
        ("ORG", "rejected"),
    ]
    # From what they became back to what they were.
    undoing.undo(project, ANA)
    undoing.undo(project, ANA)
    assert concordance.again(project, ANA, now) == hits
    words = run(project, "northwind")[0]
    deciding.accept(project, ANA, 2, second.id)
    assert [h.span.state if h.span else None for h in concordance.again(project, ANA, words)] == [
        None,
        "accepted",
    ]


def big(folder: Path, count: int) -> Project:
    project, _ = make(folder)
    words = "The committee met in Geneva and heard witnesses about the harbour. " * 12
    with project.transaction():
        for number in range(count):
            rare = "Zanzibar signed. " if number % 500 == 7 else ""
            add_text = f"Title {number}\n{words}{rare}"
            project.db.conn.execute(
                "INSERT INTO article (id, title, text, digest, words, imported_at)"
                " VALUES (?, ?, ?, ?, 1, '2026')",
                (f"b{number}", f"Title {number}", add_text, str(number)),
            )
    return project


@pytest.mark.slow
def test_ten_thousand_articles_answer_at_once(tmp_path: Path) -> None:
    project = big(tmp_path, 10_000)
    for query, total in (("zanzibar", 20), ('"in Geneva"', None), ("zanzibar geneva", 260)):
        search = Search(query, ANA)
        began = time.process_time()
        hits = list(search.step(project).hits)
        first = time.process_time() - began
        # Far above what it takes, far below what anyone would notice twice.
        assert hits and first < 0.1, (query, first)
        slowest = 0.0
        while True:
            began = time.process_time()
            found = search.step(project)
            hits += found.hits
            slowest = max(slowest, time.process_time() - began)
            if found.done:
                break
        assert slowest < 0.1
        if total is not None:
            assert found.total == len(hits) == total
    hits, found = run(project, "geneva")
    assert len(hits) == concordance.LIMIT and found.total > len(hits)
    project.close()


def test_no_search_reads_all_spans_of_the_project(project: Project) -> None:
    seen: set[str] = set()
    project.db.conn.set_trace_callback(seen.add)
    for query in ("olsen", "label:ORG", "speaker:olsen", "state:open"):
        run(project, query)
    project.db.conn.set_trace_callback(None)
    plans = [
        (row[3], s)
        for s in seen
        if s.startswith("SELECT")
        for row in project.db.conn.execute(f"EXPLAIN QUERY PLAN {s}")
    ]
    assert len(plans) > 10
    assert [p for p in plans if p[0].startswith("SCAN span")] == []


def test_context_is_one_line_and_whole_code_points(tmp_path: Path) -> None:
    text = "😀 one\n\ntwo   Olsen\nthree 😀"
    project, pk = make(tmp_path, text=text)
    suggest(
        project, pk, Suggestions(0, (SuggestedSpan("entity", "PERSON", *at("Olsen", text)),), ())
    )
    hit = run(project, "label:PERSON")[0][0]
    assert (hit.left, hit.match, hit.right) == ("😀 one two", "Olsen", "three 😀")
    assert hit.span is not None and hit.span.annotator == PIPELINE


FORMS = {
    "impose": ("impose", "imposed", "imposes", "imposing"),
    "sanction": ("sanction", "sanctioned", "sanctions"),
    "中国": ("中国",),
}


def with_forms(project: Project, query: str) -> list[tuple[int, str]]:
    search = Search(query, ANA)
    out = []
    while True:
        found = search.step(project)
        out += [(h.pk, h.match) for h in found.hits]
        if found.done:
            return out
        search.give({w: FORMS[w] for w in found.lemmas})


def test_all_forms_of_a_word(project: Project) -> None:
    add_article(
        project, "a3", "Ledger\nThey imposed\nsanctions. Imposing sanctions, imposed by all."
    )
    add_article(project, "a4", "Ledger\nSanctions were imposed. 在中国的 impositions.")
    assert with_forms(project, 'lemma:"impose sanction"') == [
        (3, "imposed sanctions"), (3, "Imposing sanctions"),
    ]  # fmt: skip
    assert with_forms(project, "lemma:Impose") == [
        (3, "imposed"), (3, "Imposing"), (3, "imposed"), (4, "imposed"),
    ]  # fmt: skip
    assert with_forms(project, "lemma:impose were") == [(4, "were"), (4, "imposed")]
    assert with_forms(project, "lemma:中国") == [(4, "中国")]
    assert with_forms(project, "lemma:impose source:nobody") == []


def test_a_lemma_in_spans(project: Project) -> None:
    text = "Ledger\nThe Sanctions Board met the Port Board."
    add_article(project, "a3", text)
    names = ("Sanctions Board", "Port Board")
    spans = tuple(suggested("entity", "ORG", name, 0, text) for name in names)
    suggest(project, 3, Suggestions(0, spans, ()))
    assert with_forms(project, "label:ORG lemma:sanction") == [(3, "Sanctions Board")]


def test_a_search_waits_for_the_forms_it_asked_for(project: Project) -> None:
    search = Search("lemma:impose port", ANA)
    for _ in range(2):
        found = search.step(project)
        assert found.lemmas == ("impose",) and not found.done and not found.hits
    search.give({"impose": ("impose",)})
    assert search.step(project, 5).lemmas == ()
