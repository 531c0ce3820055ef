"""The interchange format: nothing is lost, nothing wrong gets in."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import builders
import foreign
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import formats
from annotator.formats import jsonl
from annotator.formats.base import Reading, Refusal
from annotator.model import bundled
from annotator.model.document import Document
from annotator.model.text import normalise
from annotator.store.project import default_schema

LABELS = default_schema()
SCHEMA = json.loads(bundled.path("article.schema.json").read_text("utf-8"))


def read(path: Path, *lines: object) -> list[Document | Refusal]:
    """Read lines given as JSON values, or as they are when they are text or bytes."""
    parts = []
    for line in lines:
        if isinstance(line, bytes):
            parts.append(line)
        else:
            parts.append((line if isinstance(line, str) else json.dumps(line)).encode())
    path.write_bytes(b"\n".join(parts) + b"\n")
    return list(jsonl.read(path, Reading("ana", LABELS)))


def refusal(tmp_path: Path, line: object) -> str:
    """The one refusal that a line meets, as text."""
    found = read(tmp_path / "x.jsonl", {"id": "ok", "text": "fine"}, line)
    assert isinstance(found[0], Document)
    assert isinstance(found[1], Refusal), found[1]
    assert found[1].where == f"{tmp_path / 'x.jsonl'}, line 2" and found[1].remedy
    return found[1].what


def article(**fields: Any) -> dict[str, Any]:
    """A good line, changed."""
    span = {"id": "s1", "layer": "entity", "label": "GPE", "start": 0, "end": 4, "text": "Oslo"}
    return {"id": "a", "text": "Oslo 😀 rises", "spans": [span | fields.pop("span", {})], **fields}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not valid JSON"),
        ('{"id": "a", "text": "Osl', "not valid JSON"),
        ("[1]", "not a JSON object"),
        ({"id": "a"}, '"text" is missing'),
        ({"id": "a", "text": " \n"}, '"text" is missing'),
        ({"id": "a", "text": 5}, '"text" is missing'),
        (article(span={"end": 99}), "s1: 0–99 lies outside the text"),
        (article(span={"start": -1}), "lies outside the text"),
        (article(span={"start": 4}), "lies outside the text"),
        (article(span={"start": 0.0}), "whole numbers"),
        (article(span={"start": True}), "whole numbers"),
        (article(span={"text": "Bergen"}), "says 'Bergen', the text at 0–4 is 'Oslo'"),
        (article(span={"score": 2}), '"score" is 2'),
        ('{"text": "abc", "spans": [{"layer":"e","label":"l","start":0,"end":1,"score":NaN}]}',
         "NaN"),
        (article(span={"state": "maybe"}), '"state" is \'maybe\''),
        (article(span={"layer": ""}), '"layer" must be a word'),
        (article(span={"entity": "e9"}), "entity 'e9' is not in this article"),
        (article(span={"made_from": "s9"}), "made_from 's9' is not in this article"),
        (article(spans=[article()["spans"][0]] * 2), "two times the span id 's1'"),
        (article(relations=[{"label": "ABOUT", "head": "s1", "tail": "s2"}]), "tail 's2' is no"),
        (article(zones=[{"start": 0, "end": 2, "kind": "headline"}]), "'headline'"),
        (article(reviews=[{"annotator": "b", "status": "finished"}]), "'finished'"),
        (article(reviews=[{"annotator": "b", "seconds": -4}]), '"seconds" is -4'),
        (article(spans="none"), '"spans" must be a list'),
        (b'{"id": "a", "text": "\xff\xfe"}', "not UTF-8"),
        (b"\x00\x01\x02", "not valid JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_file_line_and_reason(
    tmp_path: Path, line: object, words: str
) -> None:
    assert words in refusal(tmp_path, line)


def test_a_merged_name_points_to_one_that_stands(tmp_path: Path) -> None:
    names = [
        {"id": "e1", "name": "Oslo", "label": "GPE"},
        {"id": "e2", "name": "Kristiania", "label": "GPE", "same_as": "e1"},
    ]
    line = article(span={"entity": "e2"}, entities=names)
    found = read(tmp_path / "y.jsonl", line)[0]
    assert isinstance(found, Document)
    assert found.entity_of(found.spans["s1"]) == found.entities["e1"]
    jsonschema.validate(jsonl.dump(found), SCHEMA)
    assert jsonl.dump(found)["entities"][1]["same_as"] == "e1"
    for same, words in (("gone", "not in this article"), ("e2", "is merged itself")):
        names[0] = {**names[0], "same_as": same}
        assert words in refusal(tmp_path, article(span={"entity": "e2"}, entities=names))


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert "JSON" in refusal(tmp_path, '{"text": ' + "[" * 100_000)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("\n\n")
    found = list(jsonl.read(tmp_path / "x.jsonl", Reading("ana", LABELS)))
    assert isinstance(found[0], Refusal) and "empty" in found[0].what


def test_a_line_too_long_is_refused_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE", 200)
    found = read(tmp_path / "x.jsonl", {"text": "x" * 1000}, {"id": "b", "text": "short"})
    assert isinstance(found[0], Refusal) and "too long" in found[0].what
    assert isinstance(found[1], Document) and found[1].article.id == "b"


@given(st.text(st.sampled_from("ab \r\n\u2028\u2029\ufeff😀é\u0301مر中"), min_size=2), st.data())
def test_offsets_follow_the_normalised_text(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    if not text.strip() or not normalise(text).strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = {"layer": "entity", "label": "GPE", "start": start, "end": end}
    found = read(tmp_path_factory.mktemp("j") / "x.jsonl", {"text": text, "spans": [span]})[0]
    if isinstance(found, Refusal):
        assert "line break" in found.what
        return
    own = next(iter(found.spans.values()))
    assert found.article.text[own.start : own.end] == own.text
    assert own.start == len(normalise(text[:start])) and own.end == len(normalise(text[:end]))


def test_unknown_fields_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path / "x.jsonl", {"text": "abc", "topic": "ports", "meta": {"desk": 4}})[0]
    assert isinstance(found, Document)
    assert dict(found.article.meta) == {"topic": "ports", "desk": 4}


def test_states_by_default(tmp_path: Path) -> None:
    line = article(annotators=[{"name": "m@1", "kind": "pipeline"}], span={"annotator": "m@1"})
    found = read(tmp_path / "x.jsonl", line, article())
    assert [next(iter(d.spans.values())).state for d in found] == ["suggested", "accepted"]  # type: ignore[union-attr]
    assert [next(iter(d.spans.values())).annotator for d in found] == ["m@1", "ana"]  # type: ignore[union-attr]


@pytest.mark.slow
@given(st.integers(0, 10_000))
def test_a_worked_on_project_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng, folder = random.Random(seed), tmp_path_factory.mktemp("lossless")
    project, pk = builders.make(folder, builders.usual())
    with project:
        for _ in range(12):
            who = rng.choice(["ana", "ben"])
            document = builders.articles.load(project, pk)
            builders.attempt(builders.random_action(rng, project, pk, who, document))
        document = builders.articles.load(project, pk)
    out = io.StringIO()
    assert jsonl.write([document], out) == 1
    # As the library itself writes it, though it is put together field by field.
    plain = json.dumps(json.loads(out.getvalue()), ensure_ascii=False)
    assert out.getvalue() == plain + "\n"
    jsonschema.validate(json.loads(out.getvalue()), SCHEMA)
    (folder / "x.jsonl").write_text(out.getvalue(), "utf-8")
    back = next(iter(jsonl.read(folder / "x.jsonl", Reading("nobody", LABELS))))
    assert isinstance(back, Document), back
    assert jsonl.dump(back) == jsonl.dump(document)


@pytest.mark.parametrize("deep", ['{"a":' * 100_000, "[" * 100_000])
def test_a_line_nested_without_end_is_refused_in_words(tmp_path: Path, deep: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "Ana", "spans": {deep}\n{{"text": "Ben left"}}\n', "utf-8")
    formats.recognise(path)
    found, (refused,), _ = foreign.read("jsonl", path)
    assert [d.article.text for d in found] == ["Ben left"]
    assert "nested too deep" in refused.what


def test_half_a_character_in_a_label_is_stored_as_a_sign_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    span = '{"layer": "entity", "label": "P\\ud800", "start": 6, "end": 8}'
    path.write_text(f'{{"text": "Ana \\udc00 Ek", "title": "\\ud800", "spans": [{span}]}}', "utf-8")
    (document,), refused, _ = foreign.read("jsonl", path)
    assert not refused
    assert (document.article.text, document.article.title) == ("Ana \ufffd Ek", "\ufffd")
    assert foreign.spans(document) == [("P\ufffd", "Ek")]


def test_a_text_longer_than_an_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "ab " * 3_400_000}), "utf-8")
    found, (refused,), _ = foreign.read("jsonl", path)
    assert not found
    assert "10 million characters" in refused.what
