"""Label Studio: the shapes of its versions, its ways of counting, and what it is given."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import builders
import documents
import foreign
import found as r
import pytest

from annotator import formats
from annotator.formats import labelstudio
from annotator.model.errors import FormatError
from annotator.model.schema import RelationLabel
from annotator.services import exporting, importing, projects

TEXT = "Hi 😀 Ana met Ben in Oslo.\nShe left."


def region(words: str, label: str, unit: str = "utf-16", **more: Any) -> dict[str, Any]:
    """A labelled region as the browser writes it."""
    size = (lambda t: len(t.encode("utf-16-le")) // 2) if unit == "utf-16" else len
    start = size(TEXT[: TEXT.index(words)])
    value = {"start": start, "end": start + size(words), "text": words, "labels": [label]}
    value |= more.pop("value", {})
    control = {"from_name": "label", "to_name": "text", "type": "labels"}
    return {"id": words[:3], **control, "value": value, **more}


def task(*annotations: Any, **more: Any) -> dict[str, Any]:
    """A task as it is exported."""
    return {"id": 7, "data": {"text": TEXT, "ref": 3}, "annotations": list(annotations), **more}


def test_browser_and_scripts_count_each_in_their_way(tmp_path: Path) -> None:
    people = {"completed_by": {"email": "ana@x.org"}, "result": [region("Ana", "PER")]}
    machine = {"model_version": "m1", "result": [region("Oslo", "LOC", "points", score=0.7)]}
    path = r.json_file(tmp_path / "x.json", [task(people, predictions=[machine])])
    (found,), reading = r.read(path)
    assert r.spans(found) == [("entity:PERSON", "Ana"), ("entity:LOC", "Oslo")]
    states = {s.text: (s.state, s.annotator, s.score) for s in found.spans.values()}
    assert states == {"Ana": ("accepted", "ana@x.org", None), "Oslo": ("suggested", "m1", 0.7)}
    assert found.article.id == "x-7" and found.article.meta == {"ref": 3}
    assert found.reviews["ana@x.org"].status == "done" and not r.lost(reading)


def test_answers_about_a_region_relations_and_the_whole(tmp_path: Path) -> None:
    def about(control: str, kind: str, **value: Any) -> dict[str, Any]:
        return {"id": "Ana", "from_name": control, "type": kind, "value": {"start": 1} | value}

    result = [
        about("certain", "choices", choices=["yes", "no"]),
        region("Ana", "PER", meta={"text": ["who?"]}),
        region("Ben", "PER"),
        about("stars", "rating", rating=4),
        about("kind", "taxonomy", taxonomy=[["a", "b"]]),
        about("said", "textarea", text=["x", "y"]),
        {"type": "relation", "from_id": "Ana", "to_id": "Ben", "direction": "left",
         "labels": ["MET"]},
        {"type": "relation", "from_id": "Ana", "to_id": "gone", "direction": "right"},
        {"from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["+"]}},
        {"id": "b", "type": "rectanglelabels", "value": {"x": 1, "y": 2, "rectanglelabels": ["C"]}},
    ]  # fmt: skip
    (found,), reading = r.read(r.json_file(tmp_path / "x.json", [task({"result": result})]))
    ana = found.spans["Ana"]
    assert ana.attributes == {
        "certain": ["yes", "no"], "stars": "4", "kind": "a > b", "said": ["x", "y"]
    }  # fmt: skip
    assert ana.note == "who?" and ana.annotator == "me"
    assert r.relations(found) == [("MET", "Ben", "Ana")]
    assert found.article.meta == {"ref": 3, "tone": "+"}
    assert [x.partition(" (")[0] for x in r.lost(reading)] == [
        "1 regions that are no text: rectanglelabels", "1 relations of spans that are not there"
    ]  # fmt: skip
    assert reading.found["span"] == 3 and reading.found["attribute"] == 4


@pytest.mark.parametrize("key", ["completions", "annotations"])
def test_several_people_old_names_and_what_was_skipped(tmp_path: Path, key: str) -> None:
    said = [
        {"completed_by": 4, "result": [region("Ana", "PER")]},
        {"completed_by": 5, "result": [region("Ana", "ORG")], "ground_truth": True},
        {"completed_by": 6, "result": [region("Ben", "ORG")], "was_cancelled": True},
        {"completed_by": 8, "result": []},
    ]
    path = r.json_file(tmp_path / "x.json", [{"id": 1, "data": {"body": TEXT}, key: said}])
    (found,), reading = r.read(path)
    assert {s.annotator: s.label for s in found.spans.values()} == {
        "user 4": "PERSON", "user 5": "ORG"
    }  # fmt: skip
    assert {n: (v.status, v.comment) for n, v in found.reviews.items()} == {
        "user 4": ("done", None), "user 5": ("done", "ground truth"),
        "user 6": ("skipped", None), "user 8": ("done", None),
    }  # fmt: skip
    assert r.lost(reading) == [f"1 spans of annotations that were skipped ({path}, record 1)"]


def test_the_short_form_joins_the_people_of_a_task(tmp_path: Path) -> None:
    def record(who: int, *found: dict[str, Any]) -> dict[str, Any]:
        return {"id": 3, "text": TEXT, "annotator": who, "annotation_id": who, "lead_time": 2.5,
                "label": list(found)}  # fmt: skip

    first = record(1, region("Ana", "PER")["value"], region("Oslo", "GPE")["value"])
    path = r.json_file(tmp_path / "x.json", [first, record(2)])
    (found,), reading = r.read(path)
    assert r.spans(found) == [("entity:PERSON", "Ana"), ("entity:GPE", "Oslo")]
    assert sorted(found.reviews) == ["user 1", "user 2"] and not r.lost(reading)


def test_hypertext_is_read_by_global_offsets_and_by_paths(tmp_path: Path) -> None:
    page = "<div><p>Ana &amp; Ben</p><p>saw <b>Oslo</b> again</p></div>"
    common = {"from_name": "ner", "to_name": "page", "type": "hypertextlabels"}
    result = [
        {**common, "id": "1", "value": {
            "start": "/div[1]/p[1]/text()[1]", "end": "/div[1]/p[1]/text()[1]", "startOffset": 6,
            "endOffset": 9, "text": "Ben", "htmllabels": ["PER"]}},
        {**common, "id": "2", "value": {
            "start": "/div/p[2]/b/text()", "end": "/div/p[2]/text()[2]", "startOffset": 0,
            "endOffset": 6, "text": "Oslo again", "hypertextlabels": ["LOC"]}},
        {**common, "id": "3", "value": {
            "start": "/x", "end": "/x", "startOffset": 0, "endOffset": 1, "text": "Ana",
            "globalOffsets": {"start": 0, "end": 3}, "hypertextlabels": ["PER", "ORG"]}},
    ]  # fmt: skip
    path = r.json_file(tmp_path / "x.json", [{"data": {"page": page}, "annotations": [
        {"result": result}]}])  # fmt: skip
    (found,), reading = r.read(path)
    assert r.spans(found) == [
        ("entity:ORG", "Ana"), ("entity:PERSON", "Ana"), ("entity:PERSON", "Ben"),
        ("entity:LOC", "Oslo again"),
    ]  # fmt: skip
    assert not r.lost(reading)


def test_dialogues_are_read_turn_by_turn(tmp_path: Path) -> None:
    turns = [{"author": "Ana", "text": "Where?"}, {"author": "Ben", "text": "In Oslo."}]
    value = {"start": "1", "end": "1", "startOffset": 3, "endOffset": 7, "text": "Oslo",
             "paragraphlabels": ["LOC"]}  # fmt: skip
    item = {"id": "p", "from_name": "l", "to_name": "d", "type": "paragraphlabels", "value": value}
    path = r.json_file(tmp_path / "x.json", {"data": {"d": turns}, "annotations": [
        {"result": [item]}]})  # fmt: skip
    (found,), _ = r.read(path)
    assert found.article.text == "Ana: Where?\nBen: In Oslo."
    assert r.spans(found) == [("entity:LOC", "Oslo")]


def test_tasks_a_line_without_answers_and_with_fields_unheard_of(tmp_path: Path) -> None:
    odd = task({"result": None, "new": [1]}, predictions=[4], meta=float("nan"), drafts=None)
    empty = {"data": {"text": "Nothing here.", "title": "T"}, "annotations": []}
    path = r.lines_file(tmp_path / "x.jsonl", odd, empty)
    found, reading = r.read(path)
    assert [d.article.title for d in found] == ["", "T"]
    assert not any(d.spans for d in found) and not r.lost(reading)


def test_offsets_that_lead_nowhere_store_nothing(tmp_path: Path) -> None:
    wrong = region("Ana", "PER", value={"start": 9, "end": 13})
    path = r.json_file(tmp_path / "x.json", [task({"result": [wrong]})])
    with pytest.raises(FormatError, match="lead to other texts"):
        r.read(path)
    unsaid = region("Ana", "PER", value={"text": None, "start": 900, "end": 903})
    with pytest.raises(FormatError, match="outside"):
        r.read(r.json_file(tmp_path / "y.json", [task({"result": [unsaid]})]))


def test_the_config_shows_every_layer_label_and_question() -> None:
    tree = ET.fromstring(labelstudio.config(documents.SCHEMA))
    for layer in documents.SCHEMA.layers:
        labels = tree.find(f"Labels[@name='{layer.id}']")
        assert labels is not None
        assert [x.get("value") for x in labels] == [x.id for x in layer.labels]
        for asked in layer.attributes:
            control = tree.find(f"*[@name='{layer.id}-{asked.id}']")
            assert control is not None and control.get("whenTagName") == layer.id
            assert [x.get("value") for x in control] == list(asked.choices)
    kinds = [x.get("value") for x in tree.findall("Relations/Relation")]
    assert kinds == [x.id for x in documents.SCHEMA.relations if isinstance(x, RelationLabel)]
    assert tree.find("Text").get("value") == "$text"  # type: ignore[union-attr]


def test_the_config_offers_what_was_written_besides_the_schema(tmp_path: Path) -> None:
    text = labelstudio.config(documents.SCHEMA, {("entity", "A<B"), ("mood", "sad")}, {"X", "CUE"})
    tree = ET.fromstring(text)
    assert tree.find("Labels[@name='entity']/Label[@value='A<B']") is not None
    assert tree.find("Labels[@name='mood']/Label[@value='sad']") is not None
    assert [x.get("value") for x in tree.findall("Relations/Relation")].count("CUE") == 1
    assert tree.find("Relations/Relation[@value='X']") is not None


def test_the_config_is_read_together_with_its_file(tmp_path: Path) -> None:
    path = r.json_file(tmp_path / "out.json", [])
    assert formats.companions(path, "labelstudio") == ()
    (tmp_path / "out.config.xml").write_text("<View/>")
    assert formats.companions(path, "labelstudio") == (tmp_path / "out.config.xml",)


def test_an_export_brings_its_config_and_is_imported_again(tmp_path: Path) -> None:
    project, _ = builders.make(tmp_path, builders.usual())
    with project:
        exporting.export(project, tmp_path / "out" / "a.json", "labelstudio")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.config.xml", "a.json"]
    with projects.create_project(tmp_path / "again.db") as project:
        report = importing.import_paths(project, [tmp_path / "out"])
        assert len(report.articles) == 1 and not report.refused and not report.losses


@pytest.mark.parametrize(
    "data",
    [{"image": "/data/upload/29/reef.png"}, {"text": "s3://bucket/a.txt"}, {"audio": "https://x.org/a"}],
)  # fmt: skip
def test_an_address_is_no_text(tmp_path: Path, data: dict[str, str]) -> None:
    value = {"start": 3, "end": 6, "text": "Ana", "labels": ["PER"]}
    answer = {"result": [{"id": "a", "type": "labels", "value": value}]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": 1, "data": data, "annotations": [answer]}]), "utf-8")
    found, (refused,), _ = foreign.read("labelstudio", path)
    assert not found
    assert "only its address" in refused.what


def test_json_that_is_no_task_is_refused_by_its_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"foo": 1, "bar": 2}', "utf-8")
    _, (refused,), _ = foreign.read("labelstudio", path)
    assert "no task of Label Studio" in refused.what and "foo, bar" in refused.what
    assert "--format" in refused.remedy
