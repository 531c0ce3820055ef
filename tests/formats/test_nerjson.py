"""Training data for names in JSON: each shape leads to the words that it means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import foreign
import pytest

from annotator import formats
from annotator.formats.base import Reading
from annotator.model.errors import FormatError

TEXT = "Ana Ek left Varde 😀 for Oslo."
WORDS = ["Ana", "Ek", "left", "Varde", "for", "Oslo", "."]
PLACES = [[0, 6, "PER"], [12, 17, "ORG"], [24, 28, "LOC"]]
SPANS = [("PERSON", "Ana Ek"), ("ORG", "Varde"), ("LOC", "Oslo")]
TAGS = ["B-PER", "I-PER", "O", "B-ORG", "O", "B-LOC", "O"]


def ends(shift: int) -> list[list[Any]]:
    """Spans of tokens; ``shift`` is 1 where the last token is inside."""
    return [[0, 2 - shift, "PER"], [3, 4 - shift, "ORG"], [5, 6 - shift, "LOC"]]


def objects(shift: int = 0) -> list[dict[str, Any]]:
    """The same as objects."""
    return [{"start": a, "end": b, "type": c} for a, b, c in ends(shift)]


SENTENCE = [
    {"id": n, "orth": w, "ner": t} for n, (w, t) in enumerate(zip(WORDS, TAGS, strict=True))
]
LAST = ["B-PER", "L-PER", "O", "U-ORG", "O", "U-LOC", "O"]
SHAPES = {
    "pairs": [[TEXT, {"entities": PLACES}], ["Nobody.", {"entities": []}]],
    "pairs with groups": [[TEXT, {"spans": {"sc": PLACES}}]],
    "classes": {"classes": ["PER"], "annotations": [[TEXT, {"entities": PLACES}], None]},
    "to_json": {"text": TEXT, "ents": [{"start": a, "end": b, "label": c} for a, b, c in PLACES]},
    "training": [{"id": 0, "paragraphs": [{"raw": TEXT, "sentences": [{"tokens": SENTENCE}]}]}],
    "dataturks": {"content": TEXT, "annotation": [
        {"label": [c], "points": [{"start": a, "end": b - 1, "text": TEXT[a:b]}]}
        for a, b, c in PLACES]},
    "tags": {"tokens": WORDS, "ner_tags": TAGS, "pos_tags": [1] * 7},
    "tags of the last": {"words": WORDS, "labels": LAST},
    "tags without sides": {"tokens": WORDS, "tags": ["PER", "PER", "O", "ORG", "O", "LOC", "O"]},
    "gliner": [{"tokenized_text": WORDS, "ner": ends(1)}],
    "spert": [{"tokens": WORDS, "entities": objects(), "relations": []}],
    "dygie": {"doc_key": "k", "sentences": [WORDS[:3], WORDS[3:]],
              "ner": [ends(1)[:1], ends(1)[1:]]},
}  # fmt: skip


@pytest.mark.parametrize("shape", list(SHAPES))
def test_every_shape_is_known_and_leads_to_its_words(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(SHAPES[shape]), "utf-8")
    found = formats.recognise(path)
    assert found and found.format.name == "nerjson"
    documents, refused, reading = foreign.read("nerjson", path)
    assert not refused and not reading.losses.listed()
    assert foreign.spans(documents[0]) == SPANS


def test_a_pair_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps([TEXT, {"entities": PLACES}]) + "\n" for _ in "ab"), "utf-8")
    found = formats.recognise(path)
    assert found and found.format.name == "nerjson"
    documents, _, _ = foreign.read("nerjson", path)
    assert [foreign.spans(d) for d in documents] == [SPANS, SPANS]


def test_offsets_of_a_browser_are_told_by_the_borders_of_words(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    after = [[TEXT, {"entities": [[25, 29, "LOC"], [0, 6, "PER"]]}]]
    path.write_text(json.dumps(after), "utf-8")
    (document,), _, _ = foreign.read("nerjson", path)
    assert foreign.spans(document) == [("PERSON", "Ana Ek"), ("LOC", "Oslo")]


def test_links_are_names_and_what_is_said_of_the_text_is_kept(tmp_path: Path) -> None:
    said = {"entities": PLACES[:1], "links": {"(0, 6)": {"Q1": 0.2, "Q7": 0.8}}, "cats": {"A": 1.0}}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([[TEXT, said]]), "utf-8")
    (document,), _, _ = foreign.read("nerjson", path)
    (entity,) = document.entities.values()
    assert (entity.id, entity.name, entity.label, entity.external) == (
        "Q7",
        "Ana Ek",
        "PERSON",
        "Q7",
    )
    assert document.article.meta == {"cats": {"A": 1.0}}


def test_relations_by_the_numbers_of_spans_and_by_tokens(tmp_path: Path) -> None:
    said = [{"type": "left", "head": 0, "tail": tail} for tail in (1, 9)]
    one = {"tokens": WORDS, "entities": objects(), "relations": said}
    other = {"sentences": [WORDS], "ner": [ends(1)], "relations": [[[0, 1, 5, 5, "to"], [0, 1]]]}
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(one)}\n{json.dumps(other)}\n", "utf-8")
    (first, second), _, reading = foreign.read("nerjson", path)
    assert foreign.links(first) == [("left", "Ana Ek", "Varde")]
    assert foreign.links(second) == [("to", "Ana Ek", "Oslo")]
    assert "2 relations of spans that are not there" in foreign.losses(reading)


def test_the_hub_names_the_numbers_of_its_tags(tmp_path: Path) -> None:
    names = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC"]
    feature = {"name": "ner_tags", "type": {"feature": {"names": names, "_type": "ClassLabel"}}}
    row = {"tokens": WORDS, "ner_tags": [names.index(t) for t in TAGS]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"features": [feature], "rows": [{"row": row}]}), "utf-8")
    (document,), _, _ = foreign.read("nerjson", path)
    assert foreign.spans(document) == SPANS


def test_numbers_that_nothing_names_store_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"tokens": WORDS, "ner_tags": [1, 2, 0, 3, 0, 5, 0]}), "utf-8")
    with pytest.raises(FormatError, match="are numbers"):
        list(formats.read("nerjson", path, Reading("ana", foreign.schema())))


def test_what_has_no_place_is_counted(tmp_path: Path) -> None:
    places = [*PLACES, ["a", 3, "X"], 7, [0, 2**70, "Y"]] + [[0, 3, f"G{n}"] for n in range(30)]
    path = tmp_path / "a.json"
    path.write_text(json.dumps([[TEXT, {"entities": places}], [1, 2]]), "utf-8")
    documents, refused, reading = foreign.read("nerjson", path)
    assert len(documents[0].spans) == 33
    told = foreign.losses(reading)
    assert "2 labels that have no place" in told and "1 spans outside the text" in told
    assert [r.what for r in refused] == ["no text or tokens with their spans"]


def test_damaged_files(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps([x for s in SHAPES.values() for x in (s if isinstance(s, list) else [s])])
    )
    foreign.damage("nerjson", path)
