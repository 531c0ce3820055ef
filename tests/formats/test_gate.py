"""GATE XML by its nodes, whatever their numbers count; bdoc by the unit that it names."""

from __future__ import annotations

import json
from pathlib import Path

import foreign
import pytest

from annotator import formats
from annotator.model.errors import FormatError

XML = """<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE GateDocument SYSTEM "GateDocument.dtd">
<GateDocument version="3">
<GateDocumentFeatures><Feature><Name className="java.lang.String">gate.SourceURL</Name>
<Value className="java.lang.String">file:/a.txt</Value></Feature></GateDocumentFeatures>
<TextWithNodes><Node id="0"/>Ana 😀 Ek<Node id="9"/> &amp; <Node id="12"/>Oslo<Node id="16"/>.
</TextWithNodes>
<AnnotationSet>
<Annotation Id="1" Type="Person" StartNode="0" EndNode="9">
<Feature><Name className="java.lang.String">n</Name><Value className="java.lang.Integer">4</Value></Feature>
<Feature><Name className="java.lang.String">sure</Name><Value className="java.lang.Boolean">true</Value></Feature>
<Feature><Name className="java.lang.String">all</Name>
<Value className="java.util.ArrayList" itemClassName="java.lang.String">a;b</Value></Feature>
</Annotation>
<Annotation Id="2" Type="Token" StartNode="0" EndNode="9"/>
<Annotation Id="9" Type="Location" StartNode="12" EndNode="77"/>
</AnnotationSet>
<AnnotationSet Name="ben"><Annotation Id="3" Type="Location" StartNode="12" EndNode="16"/>
</AnnotationSet>
<AnnotationSet Name="Original markups"><Annotation Id="4" Type="p" StartNode="0" EndNode="16"/>
</AnnotationSet>
<RelationSet><Relation Id="5" Type="near" Members="1;3"/></RelationSet>
</GateDocument>
"""  # noqa: E501


def test_nodes_say_where(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(XML, "utf-8")
    documents, _, reading = foreign.read("gate", path)
    document = documents[0]
    assert foreign.spans(document) == [("PERSON", "Ana 😀 Ek"), ("LOC", "Oslo")]
    person, place = sorted(document.spans.values(), key=lambda s: s.start)
    assert person.attributes == {"n": 4, "sure": True, "all": ["a", "b"]}
    assert (person.annotator, place.annotator) == ("ana", "ben")
    assert foreign.links(document) == [("near", "Ana 😀 Ek", "Oslo")]
    assert document.article.url == "file:/a.txt"
    told = foreign.losses(reading)
    assert "1 tokens" in told and "1 original markup" in told and "1 spans outside" in told
    found = formats.recognise(path)
    assert found and found.format.name == "gate"


@pytest.mark.parametrize(("unit", "end", "start"), [("p", 8, 11), ("j", 9, 12)])
def test_bdoc_in_both_units(tmp_path: Path, unit: str, end: int, start: int) -> None:
    marks = [
        {"type": "Person", "start": 0, "end": end, "id": 0, "features": {"k": 1}},
        {"type": "LOC", "start": start, "end": start + 4, "id": 1, "features": {}},
    ]
    data = {
        "annotation_sets": {"": {"annotations": marks}}, "text": "Ana 😀 Ek & Oslo.",
        "features": {"title": "T"}, "offset_type": unit,
    }  # fmt: skip
    path = tmp_path / "a.bdocjs"
    path.write_text(json.dumps(data), "utf-8")
    documents, _, _ = foreign.read("gate", path)
    assert foreign.spans(documents[0]) == [("PERSON", "Ana 😀 Ek"), ("LOC", "Oslo")]
    assert documents[0].article.title == "T"
    found = formats.recognise(path)
    assert found and found.format.name == "gate"


@pytest.mark.parametrize("text", ["<a/>", "{}", "[1]", "", "<GateDocument/>", '{"text": "x", '])
def test_what_is_no_document_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    with pytest.raises(FormatError):
        foreign.read("gate", tmp_path / "a.xml")


def test_damaged_files(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(XML, "utf-8")
    foreign.damage("gate", tmp_path / "a.xml")


def test_bdoc_with_half_a_character_and_offsets_that_are_none(tmp_path: Path) -> None:
    marks = [{"type": f"P{n}", "start": 0, "end": end} for n, end in enumerate((3, 1.5, [], None))]
    data = {"text": "Ana \ud800 Ek", "annotation_sets": {"": {"annotations": marks}}}
    path = tmp_path / "a.bdocjs"
    path.write_text(json.dumps(data).replace("1.5", "NaN"), "utf-8")
    (document,), _, reading = foreign.read("gate", path)
    assert document.article.text == "Ana \ufffd Ek"
    assert foreign.spans(document) == [("P0", "Ana")]
    assert "3 spans outside the text" in foreign.losses(reading)
