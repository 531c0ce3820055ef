"""Parquet: the library's features beside the rows, and the hub's shapes."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import documents
import found as r
import pytest

from annotator.formats import parquet
from annotator.formats.base import Record, Writing
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.span import Span

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TEXT = "Ana 😀 met Ben in Oslo."


def table(path: Path, rows: list[dict[str, Any]], features: Any = None) -> Path:
    """A file of these rows, with the library's features."""
    found = pa.Table.from_pylist(rows)
    if features is not None:
        info = {"huggingface": json.dumps({"info": {"features": features}})}
        found = found.replace_schema_metadata(info)
    pq.write_table(found, path)
    return path


def tags(*names: str, kind: str = "Sequence") -> dict[str, Any]:
    """The features of a column of tags."""
    return {"ner_tags": {"feature": {"names": list(names), "_type": "ClassLabel"}, "_type": kind}}


@pytest.mark.parametrize("kind", ["Sequence", "List", "LargeList"])
def test_tags_are_numbers_named_by_the_features(tmp_path: Path, kind: str) -> None:
    rows = [{"id": "7", "tokens": ["Ana", "Ek", "met", "Bo", "Li"], "ner_tags": [1, 2, 0, 1, 1]}]
    path = table(tmp_path / "x.parquet", rows, tags("O", "B-PER", "I-PER", kind=kind))
    (found,), reading = r.read(path)
    assert found.article.text == "Ana Ek met Bo Li" and found.article.id == "7"
    assert [t for _, t in r.spans(found)] == ["Ana Ek", "Bo", "Li"] and not r.lost(reading)


@pytest.mark.parametrize(("words", "spans"), [
    (["I-PER", "I-PER", "O", "I-LOC"], ["Ana Ek", "Oslo"]),
    (["B-PER", "L-PER", "O", "U-LOC"], ["Ana Ek", "Oslo"]),
    (["B-PER", "E-PER", "O", "S-LOC"], ["Ana Ek", "Oslo"]),
    (["PER", "PER", "O", "LOC"], ["Ana Ek", "Oslo"]),
    (["B-PER", "B-PER", None, "I-LOC"], ["Ana", "Ek", "Oslo"]),
])  # fmt: skip
def test_tags_as_words_in_every_scheme(tmp_path: Path, words: list[str], spans: list[str]) -> None:
    row = {"words": ["Ana", "Ek", "in", "Oslo"], "tags": words, "text": "Ana  Ek\nin Oslo."}
    (found,), _ = r.read(table(tmp_path / "x.parquet", [row]))
    assert [" ".join(t.split()) for _, t in r.spans(found)] == spans
    assert found.article.text == "Ana  Ek\nin Oslo."


def test_numbers_without_names_are_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "x.parquet", [{"tokens": ["a"], "ner_tags": [1]}])
    with pytest.raises(FormatError, match="does not name them"):
        r.read(path)


@pytest.mark.parametrize("spans", [
    [{"start": 0, "end": 3, "label": "PER"}, {"start": 17, "end": 21, "label": "LOC"}],
    [{"start": 0, "end": 3, "text": "Ana", "label": "PER"},
     {"start": 18, "end": 22, "text": "Oslo", "label": "LOC"}],
    {"start": [0, 17], "end": [3, 21], "label": ["PER", "LOC"]},
    [{"offsets": [[0, 3]], "text": ["Ana"], "type": "PER"},
     {"offsets": [[17, 19], [20, 21]], "text": ["Os", "o"], "type": "LOC"}],
    '[{"start": 0, "end": 3, "label": "PER"}, {"start": 17, "end": 21, "label": "LOC"}]',
])  # fmt: skip
def test_spans_in_every_shape(tmp_path: Path, spans: Any) -> None:
    if isinstance(spans, list) and spans[1].get("start") == 18:
        # Of two spans one before the emoji: UTF-16 tells by the other.
        spans[0]["start"] = 0
    path = table(tmp_path / "x.parquet", [{"text": TEXT, "entities": spans, "page": 4}])
    (found,), _ = r.read(path)
    assert r.spans(found) == [("entity:PERSON", "Ana"), ("entity:LOC", "Oslo")]
    assert found.article.meta == {"page": 4}


def test_labels_of_spans_may_be_numbers_with_names(tmp_path: Path) -> None:
    features = {"spans": [{"label": {"names": ["PER", "LOC"], "_type": "ClassLabel"}}]}
    rows = [{"text": TEXT, "spans": [{"start": 17, "end": 21, "label": 1}]}]
    (found,), _ = r.read(table(tmp_path / "x.parquet", rows, features))
    assert r.spans(found) == [("entity:LOC", "Oslo")]


def test_texts_alone_are_articles_and_empty_ones_are_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "x.parquet", [{"content": "One.", "title": "T"}, {"content": None}])
    found, refused, _ = r.read_all(path)
    assert [d.article.title for d in found] == ["T"] and len(refused) == 1
    with pytest.raises(FormatError, match="no column has texts"):
        r.read(table(tmp_path / "y.parquet", [{"a": 1}]))


def test_features_tags_and_losses_of_what_is_written(tmp_path: Path) -> None:
    def span(id: str, words: str, label: str, layer: str = "entity") -> Span:
        at = TEXT.index(words)
        return Span(id, layer, label, at, at + len(words), words, "accepted", "ana")

    spans = (span("a", "Ben in Oslo", "ORG"), span("b", "Oslo", "GPE"), span("c", "An", "ORG"),
             span("d", "met", "CUE", "quote"), span("e", "Ana", "PERSON"))  # fmt: skip
    writer = parquet.Writer(tmp_path / "x.parquet", Writing(documents.SCHEMA))
    writer.add(Record(Document(Article(1, "a1", "T", TEXT)), spans, ()))
    writer.finish()
    found = pq.read_table(tmp_path / "x.parquet")
    features = json.loads(found.schema.metadata[b"huggingface"])["info"]["features"]
    names = features["ner_tags"]["feature"]["names"]
    (row,) = found.to_pylist()
    assert [(t, names[n]) for t, n in zip(row["tokens"], row["ner_tags"], strict=True)] == [
        ("Ana", "B-PERSON"), ("😀", "O"), ("met", "O"), ("Ben", "B-ORG"), ("in", "I-ORG"),
        ("Oslo", "I-ORG"), (".", "O"),
    ]  # fmt: skip
    assert {x.what for x in writer.losses.listed()} == {
        "spans that overlap a longer one", "spans that do not meet token borders",
        "spans of other layers",
    }  # fmt: skip


def test_columns_of_other_kinds_become_words(tmp_path: Path) -> None:
    rows = [{"text": "One.", "date": datetime(2026, 11, 2, 8), "n": Decimal("1.5"), "raw": b"x",
             "odd": float("nan")}]  # fmt: skip
    (found,), _ = r.read(table(tmp_path / "x.parquet", rows))
    assert found.article.published == "2026-11-02T08:00:00" and found.article.meta == {"n": "1.5"}
