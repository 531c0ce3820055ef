"""Prodigy: inclusive tokens, answers, sessions, views."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import documents
import foreign
import found as r
import pytest

from annotator.formats import prodigy
from annotator.formats.base import Record, Writing
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import PIPELINE, Annotator
from annotator.model.span import Relation, Span

TEXT = "Ana 😀 met Ben in Oslo."
TOKENS = [("Ana", 0), ("😀", 4), ("met", 6), ("Ben", 10), ("in", 14), ("Oslo", 17), (".", 21)]


def line(*spans: Any, **more: Any) -> dict[str, Any]:
    """An annotated line."""
    tokens = [
        {"text": t, "start": s, "end": s + len(t), "id": i, "ws": True}
        for i, (t, s) in enumerate(TOKENS)
    ]
    out = {"text": TEXT, "_input_hash": 5, "tokens": tokens, "spans": list(spans)}
    return out | {"answer": "accept"} | more


def test_spans_by_offsets_or_by_tokens_the_last_of_which_is_inside(tmp_path: Path) -> None:
    path = r.lines_file(
        tmp_path / "x.jsonl",
        line({"start": 0, "end": 3, "label": "PER"}, {"token_start": 3, "token_end": 5,
                                                      "label": "X"}),
    )  # fmt: skip
    (found,), reading = r.read(path)
    assert r.spans(found) == [("entity:PERSON", "Ana"), ("entity:X", "Ben in Oslo")]
    assert found.reviews["me"].status == "done" and not r.lost(reading)


def test_sessions_of_one_input_are_people_of_one_article(tmp_path: Path) -> None:
    span = {"start": 17, "end": 21, "label": "GPE"}
    path = r.lines_file(
        tmp_path / "x.jsonl",
        line(span, _session_id="db-ana"),
        {"text": "Another.", "_input_hash": 6, "answer": "accept"},
        line(span, _annotator_id="db-ben", _session_id="db-1", answer="reject"),
        line(span, _session_id="db-cy", answer="ignore"),
    )
    found, reading = r.read(path)
    assert len(found) == 2 and not r.lost(reading)
    said = {s.annotator: s.state for s in found[0].spans.values()}
    assert said == {"db-ana": "accepted", "db-ben": "rejected", "db-cy": "suggested"} or said == {
        "db-ana": "accepted", "db-ben": "rejected", "db-cy (pipeline)": "suggested"
    }  # fmt: skip
    reviews = {v.status for v in found[0].reviews.values()}
    assert reviews == {"done", "skipped"}


def test_relations_by_spans_by_tokens_and_to_words_that_are_none(tmp_path: Path) -> None:
    ana = {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "PER"}
    ben = {"start": 10, "end": 13, "token_start": 3, "token_end": 3, "label": "PER"}
    links = [
        {"head": 0, "child": 3, "label": "MET", "head_span": ana, "child_span": ben},
        {"head": 3, "child": 0, "label": "KNOWS"},
        {"head": 0, "child": 5, "label": "IN"},
    ]
    path = r.lines_file(tmp_path / "x.jsonl", line(ana, ben, relations=links))
    (found,), reading = r.read(path)
    assert r.relations(found) == [("KNOWS", "Ben", "Ana"), ("MET", "Ana", "Ben")]
    assert r.lost(reading) == [f"1 relations of spans that are not there ({path}, line 1: IN)"]


def test_choices_labels_and_meta_are_kept_of_the_article(tmp_path: Path) -> None:
    one = {"text": "Yes.", "options": [{"id": "a"}], "accept": ["a"], "answer": "accept",
           "meta": {"source": "Wire", "score": 0.4}}  # fmt: skip
    two = {"text": "No.", "label": "SPORT", "answer": "reject", "_view_id": "classification"}
    found, _ = r.read(r.lines_file(tmp_path / "x.jsonl", one, two))
    assert found[0].article.meta["accept"] == ["a"] and found[0].article.source == "Wire"
    assert found[1].article.meta == {"label": "SPORT", "answer": "reject"}


def test_tokens_tell_that_offsets_are_utf16_and_wrong_ones_store_nothing(tmp_path: Path) -> None:
    moved = line({"start": 18, "end": 22, "label": "GPE"})
    for token in moved["tokens"]:
        token["start"] += token["start"] > 4
        token["end"] += token["end"] > 4
    (found,), _ = r.read(r.lines_file(tmp_path / "x.jsonl", moved))
    assert r.spans(found) == [("entity:GPE", "Oslo")]
    for token in moved["tokens"]:
        token["text"] = "other"
    with pytest.raises(FormatError, match="lead to other texts"):
        r.read(r.lines_file(tmp_path / "y.jsonl", moved))


def test_pictures_are_refused_and_a_list_is_read(tmp_path: Path) -> None:
    path = r.json_file(tmp_path / "x.json", [line(), {"image": "a.png", "answer": "accept"}])
    found, refused, _ = r.read_all(path)
    assert len(found) == 1 and "no text" in str(refused[0])


def test_what_is_written_says_answers_and_inclusive_tokens(tmp_path: Path) -> None:
    def span(id: str, words: str, state: str, who: str) -> Span:
        at = TEXT.index(words)
        return Span(id, "entity", "ORG", at, at + len(words), words, state, who)

    spans = (span("a", "met Ben", "accepted", "ana"), span("b", "Oslo", "accepted", "ana"),
             span("c", "Ana", "rejected", "ana"), span("d", "Ben", "suggested", "m@1"),
             span("e", "Os", "accepted", "ana"))  # fmt: skip
    document = Document(Article(1, "a1", "T", TEXT))
    document.annotators["m@1"] = Annotator("m@1", PIPELINE)
    link = Relation("r", "ABOUT", "a", "b", "accepted", "ana")
    writer = prodigy.Writer(tmp_path / "x.jsonl", Writing(documents.SCHEMA))
    writer.add(Record(document, spans, (link,)))
    writer.finish()
    lines = [json.loads(x) for x in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    assert [(x["answer"], [s["text"] for s in x["spans"]]) for x in lines] == [
        ("accept", ["met Ben", "Oslo"]), ("reject", ["Ana"]), ("ignore", ["Ben"])
    ]  # fmt: skip
    first = lines[0]["spans"][0]
    words = [t["text"] for t in lines[0]["tokens"]]
    assert words[first["token_start"] : first["token_end"] + 1] == ["met", "Ben"]
    (made,) = lines[0]["relations"]
    assert (words[made["head"]], words[made["child"]]) == ("Ben", "Oslo")
    assert len({x["_input_hash"] for x in lines}) == 1
    assert len({x["_task_hash"] for x in lines}) == 3
    assert [str(x) for x in writer.losses.listed()] == [
        "1 spans that do not meet token borders (a1: “Os”)"
    ]


def test_what_else_lines_and_spans_say_is_kept(tmp_path: Path) -> None:
    span = {"start": 0, "end": 3, "label": "PER", "color": "red", "tone": "calm"}
    (found,), _ = r.read(r.lines_file(tmp_path / "x.jsonl", line(span, comments="why?", _ip="x")))
    assert found.article.meta == {"comments": "why?"}
    assert [s.attributes for s in found.spans.values()] == [{"tone": "calm"}]


def test_what_stands_for_spans_and_is_none_is_counted(tmp_path: Path) -> None:
    lines = [
        {"text": "Ana left", "_input_hash": 1, "spans": "[{'start': 0, 'end': 3}]"},
        {"text": "Ben left", "_input_hash": 2, "spans": [[0, 3, "PER"]], "relations": [7]},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    _, _, reading = foreign.read("prodigy", path)
    told = foreign.losses(reading)
    assert "2 spans that are no objects" in told and "1 relations that are no objects" in told
