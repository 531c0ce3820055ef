"""Parquet as the ``datasets`` library itself reads it; 100 MB more, so by hand.

In an environment of its own: ``pip install annotator[dev] datasets``, then
``pytest tests/consumers/test_datasets_library.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import documents
import pytest

from annotator.formats import parquet
from annotator.formats.base import Reading, Record, Writing
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.people import Annotator
from annotator.model.span import Relation, Span

datasets = pytest.importorskip("datasets")
datasets.disable_progress_bars()

TEXT = "Ana 😀 met Ben in Oslo."


def written(path: Path, shape: str) -> Any:
    """Two articles, one empty, written and loaded by the library."""
    spans = tuple(
        Span(w, "entity", label, TEXT.index(w), TEXT.index(w) + len(w), w, "accepted", "ana",
             attributes={"a": ["x"]}, note="n")
        for w, label in (("Ana", "PERSON"), ("Ben", "PERSON"), ("Oslo", "GPE"))
    )  # fmt: skip
    links = (Relation("r", "ABOUT", "Ana", "Ben", "accepted", "ana"),)
    writer = parquet.Writer(path / "train.parquet", Writing(documents.SCHEMA, {"shape": shape}))
    people = {"ana": Annotator("ana")}
    writer.add(Record(Document(Article(1, "a1", "T", TEXT), people), spans, links))
    writer.add(Record(Document(Article(2, "a2", "", "Nothing."), people), (), ()))
    writer.finish()
    return datasets.load_dataset(
        "parquet", data_files=str(path / "train.parquet"), cache_dir=str(path / "cache")
    )["train"]


@pytest.mark.filterwarnings("default")
def test_tags_come_with_their_names(tmp_path: Path) -> None:
    found = written(tmp_path, "tokens")
    names = found.features["ner_tags"].feature.names
    row = found[0]
    assert [(t, names[n]) for t, n in zip(row["tokens"], row["ner_tags"], strict=True) if n] == [
        ("Ana", "B-PERSON"), ("Ben", "B-PERSON"), ("Oslo", "B-GPE")
    ]  # fmt: skip
    assert found[1]["tokens"] == ["Nothing", "."] and len(found) == 2


@pytest.mark.filterwarnings("default")
def test_spans_are_lists_of_objects(tmp_path: Path) -> None:
    row = written(tmp_path, "spans")[0]
    assert [row["text"][s["start"] : s["end"]] for s in row["spans"]] == ["Ana", "Ben", "Oslo"]
    assert row["relations"][0]["label"] == "ABOUT"


@pytest.mark.filterwarnings("default")
def test_what_the_library_writes_is_read(tmp_path: Path) -> None:
    names = ["O", "B-PER", "I-PER"]
    features = datasets.Features({
        "tokens": datasets.Sequence(datasets.Value("string")),
        "ner_tags": datasets.Sequence(datasets.ClassLabel(names=names)),
    })  # fmt: skip
    rows = {"tokens": [["Ana", "Ek", "left"]], "ner_tags": [[1, 2, 0]]}
    path = tmp_path / "x.parquet"
    datasets.Dataset.from_dict(rows, features=features).to_parquet(str(path))
    (found,) = parquet.read(path, Reading("me", documents.SCHEMA))
    assert isinstance(found, Document)
    assert [(s.label, s.text) for s in found.spans.values()] == [("PERSON", "Ana Ek")]
