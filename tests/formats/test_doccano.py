"""doccano: both shapes, old ones, and files that count otherwise than doccano does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import documents
import foreign
import found as r
import pytest

from annotator.formats import doccano
from annotator.formats.base import Record, Writing
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.span import Relation, Span

TEXT = "Ana 😀 met Ben in Oslo."


@pytest.mark.parametrize("record", [
    {"id": 1, "text": TEXT, "label": [[0, 3, "PER"], [17, 21, "LOC"]], "Comments": []},
    {"text": TEXT, "labels": [[0, 3, "PER"], [17, 21, "LOC"]]},
    {"id": 1, "data": TEXT, "label": [["0", 3.0, "PER"], [17, 21, "LOC"]]},
    {"id": 9, "text": TEXT, "relations": [], "entities": [
        {"id": 4, "label": "PER", "start_offset": 0, "end_offset": 3},
        {"id": 5, "label": "LOC", "start_offset": 17, "end_offset": 21}]},
    {"id": 9, "text": TEXT, "annotations": [
        {"label": "PER", "start_offset": 0, "end_offset": 3},
        {"label": "LOC", "start_offset": 17, "end_offset": 21}]},
])  # fmt: skip
@pytest.mark.parametrize("shape", ["lines", "list"])
def test_every_shape_of_spans(tmp_path: Path, record: dict[str, Any], shape: str) -> None:
    make = r.lines_file if shape == "lines" else r.json_file
    path = make(tmp_path / "x.jsonl", record if shape == "lines" else [record])
    (found,), reading = r.read(path)
    assert r.spans(found) == [("entity:PERSON", "Ana"), ("entity:LOC", "Oslo")]
    assert not r.lost(reading) and found.article.meta == {}


@pytest.mark.parametrize("shift", ["utf-16-le", "utf-8", "inclusive"])
def test_another_way_of_counting_is_found_by_the_borders_of_words(
    tmp_path: Path, shift: str
) -> None:
    text = "Über 😀 met Ben and Cy in Oslo, again Oslo."
    size = {"utf-16-le": lambda t: len(t.encode("utf-16-le")) // 2,
            "utf-8": lambda t: len(t.encode()), "inclusive": len}[shift]  # fmt: skip
    spans = []
    for words in ("Ben", "Cy", "Oslo", "met", "again"):
        at = size(text[: text.index(words)])
        spans.append([at, at + size(words) - (shift == "inclusive"), "X"])
    path = r.lines_file(tmp_path / "x.jsonl", {"text": text, "label": spans})
    (found,), _ = r.read(path)
    assert [t for _, t in r.spans(found)] == ["met", "Ben", "Cy", "Oslo", "again"]


def test_a_span_inside_a_word_is_no_reason_to_count_otherwise(tmp_path: Path) -> None:
    path = r.lines_file(tmp_path / "x.jsonl", {"text": "Iranian 😀 oil", "label": [
        [0, 4, "GPE"], [0, 7, "NORP"], [10, 13, "X"]]})  # fmt: skip
    (found,), _ = r.read(path)
    assert [t for _, t in r.spans(found)] == ["Iranian", "Iran", "oil"]


def test_offsets_outside_store_nothing(tmp_path: Path) -> None:
    path = r.lines_file(tmp_path / "x.jsonl", {"text": "short", "label": [[40, 45, "X"]]})
    with pytest.raises(FormatError, match="outside"):
        r.read(path)


def test_relations_and_the_articles_own_columns(tmp_path: Path) -> None:
    record = {
        "id": 3, "text": TEXT, "Comments": ["sure?"], "title": "T", "section": "world",
        "meta": {"wave": 2}, "cats": ["a"],
        "entities": [{"id": 70, "label": "PER", "start_offset": 0, "end_offset": 3},
                     {"id": 71, "label": "PER", "start_offset": 10, "end_offset": 13}],
        "relations": [{"id": 1, "from_id": 71, "to_id": 70, "type": "MET"},
                      {"id": 2, "from_id": 71, "to_id": 9, "type": "MET"}],
    }  # fmt: skip
    empty = {"id": 4, "text": "Nothing.", "entities": [], "relations": [], "Comments": []}
    path = r.lines_file(tmp_path / "all.jsonl", record, empty, {"id": 5, "entities": []})
    found, refused, reading = r.read_all(path)
    assert r.relations(found[0]) == [("MET", "Ben", "Ana")]
    assert found[0].article.id == "all-3" and found[0].article.title == "T"
    assert found[0].article.meta == {
        "section": "world", "wave": 2, "cats": ["a"], "comments": ["sure?"]
    }  # fmt: skip
    assert not found[1].spans and "no text" in str(refused[0])
    assert [x[:40] for x in r.lost(reading)] == ["1 relations of spans that are not there "]


def test_categories_are_the_articles_not_spans(tmp_path: Path) -> None:
    path = r.lines_file(tmp_path / "x.jsonl", {"id": 1, "text": "Goal!", "label": ["sport"],
                                               "Comments": []})  # fmt: skip
    (found,), reading = r.read(path)
    assert found.article.meta == {"categories": ["sport"]} and not r.lost(reading)


@pytest.mark.parametrize("shape", ["entities", "label"])
def test_both_shapes_are_written(tmp_path: Path, shape: str) -> None:
    def span(id: str, words: str, label: str, who: str = "ana", layer: str = "entity") -> Span:
        at = TEXT.index(words)
        return Span(id, layer, label, at, at + len(words), words, "accepted", who)

    spans = (span("a", "Ana", "PERSON"), span("b", "Ana", "PERSON", "ben"),
             span("c", "Oslo", "SPEAKER", layer="quote"))  # fmt: skip
    links = (Relation("r", "ABOUT", "b", "c", "accepted", "ben"),)
    writer = doccano.Writer(tmp_path / "x", Writing(documents.SCHEMA, {"shape": shape}))
    writer.add(Record(Document(Article(1, "a1", "T", TEXT)), spans, links))
    writer.finish()
    found = json.loads((tmp_path / "x").read_text("utf-8"))
    lost = {x.what for x in writer.losses.listed()}
    twins = "spans that another annotator has too, written once"
    if shape == "label":
        assert found["label"] == [[0, 3, "PERSON"], [17, 21, "SPEAKER"]]
        assert lost == {twins, "relations"}
    else:
        assert [x["id"] for x in found["entities"]] == [1, 2]
        assert found["relations"] == [{"id": 3, "from_id": 1, "to_id": 2, "type": "ABOUT"}]
        assert lost == {twins}


def test_a_label_that_the_schema_lacks_is_told_as_it_will_be_read(tmp_path: Path) -> None:
    span = Span("a", "entity", "PER", 0, 3, "Ana", "accepted", "ana")
    writer = doccano.Writer(tmp_path / "x", Writing(documents.SCHEMA))
    writer.add(Record(Document(Article(1, "a1", "T", TEXT)), (span,), ()))
    writer.finish()
    assert doccano.prove(tmp_path / "x", writer.writing) == writer.tally
    assert [str(x) for x in writer.losses.listed()] == [
        "1 labels that the schema lacks, read again as another (entity:PER, now entity:PERSON)"
    ]


def test_it_is_known_though_the_first_record_has_no_span_yet(tmp_path: Path) -> None:
    path = r.lines_file(
        tmp_path / "x.jsonl", {"text": "None.", "label": []}, {"text": TEXT, "label": [[0, 3, "X"]]}
    )
    found, _ = r.read(path)
    assert [r.spans(d) for d in found] == [[], [("entity:X", "Ana")]]
    path = r.lines_file(tmp_path / "y.jsonl", {"text": TEXT, "entities": [[0, 3, "X"]]})
    assert r.spans(r.read(path)[0][0]) == [("entity:X", "Ana")]
    raw = '{"text": "A raw\ttab in Oslo.", "label": [[13, 17, "LOC"]]}\n'
    (tmp_path / "z.jsonl").write_text(raw)
    assert r.spans(r.read(tmp_path / "z.jsonl")[0][0]) == [("entity:LOC", "Oslo")]


def test_a_record_without_a_text_does_not_refuse_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = {"text": "Ana left", "label": [[0, 3, "PER"]]}
    path.write_text(f"{json.dumps(good)}\n{json.dumps({'label': [[0, 9, 'PER']]})}\n", "utf-8")
    (document,), (refused,), _ = foreign.read("doccano", path)
    assert foreign.spans(document) == [("PERSON", "Ana")]
    assert "no text" in refused.what


@pytest.mark.parametrize(
    ("encoding", "between", "indent"),
    [("utf-16", "\n", None), ("utf-8", "\n", 1), ("utf-8", ",\n", None),
     ("utf-8-sig", "\r\n\r\n", None)],
)  # fmt: skip
def test_records_one_after_the_other_however_they_are_parted(
    tmp_path: Path, encoding: str, between: str, indent: int | None
) -> None:
    lines = [json.dumps({"text": f"{n} left", "label": [[0, 3, "PER"]]}, indent=indent)
             for n in ("Ana", "Ben")]  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_bytes((between.join(lines) + between).encode(encoding))
    found, refused, _ = foreign.read("doccano", path)
    assert not refused
    assert [foreign.spans(d) for d in found] == [[("PERSON", "Ana")], [("PERSON", "Ben")]]
