"""BioC of others: XML and JSON, offsets from the document, the passage or the sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import foreign
import pytest

from annotator import formats
from annotator.model.errors import FormatError

XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE collection SYSTEM "http://example.org/BioC.dtd">
<collection><source>PubTator</source><date/><key>k</key>
<document><id>7</id><infon key="journal">J&eacute;</infon>
<passage><infon key="type">title</infon><offset>0</offset><text>Ana 😀 Ek &amp; Oslo</text>
<annotation id="T1"><infon key="type">Person</infon><infon key="identifier">MESH:D1</infon>
<location offset="0" length="8"/><text>Ana 😀 Ek</text></annotation>
<annotation id="T2"><infon key="type">LOC</infon><infon key="score">0.9</infon>
<location offset="11" length="4"/><text>Oslo</text></annotation></passage>
<passage><infon key="type">abstract</infon><offset>16</offset>
<sentence><offset>16</offset><text>She met Bo.</text></sentence>
<sentence><offset>28</offset><text>Bo fell ill.</text>
<annotation id="T3"><infon key="type">Illness</infon><location offset="31" length="4"/>
<location offset="36" length="3"/><text>fell ill</text></annotation>
<annotation id="T4"><infon key="type">PER</infon><location offset="28" length="2"/><text>Bo</text>
</annotation></sentence>
<relation id="R1"><infon key="type">has</infon><node refid="T4" role="who"/>
<node refid="T3" role="what"/><node refid="T1" role="with"/></relation>
<relation id="R2"><infon key="type">alone</infon><node refid="T4" role="who"/></relation>
</passage></document></collection>
"""


def test_xml_of_others(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(XML, "utf-8")
    documents, refused, reading = foreign.read("bioc", path)
    document = documents[0]
    assert not refused and document.article.id == "7"
    assert document.article.text == "Ana 😀 Ek & Oslo\nShe met Bo. Bo fell ill."
    assert document.article.title == "Ana 😀 Ek & Oslo"
    assert document.article.meta["journal"] == "Jé"
    assert foreign.spans(document) == [
        ("PERSON", "Ana 😀 Ek"), ("LOC", "Oslo"), ("PERSON", "Bo"), ("Illness", "fell ill"),
    ]  # fmt: skip
    assert set(foreign.links(document)) == {("has", "Bo", "fell ill"), ("has", "Bo", "Ana 😀 Ek")}
    assert document.entities["MESH:D1"].external == "MESH:D1"
    told = foreign.losses(reading)
    assert "1 discontinuous spans" in told and "more than two spans" in told
    found = formats.recognise(path)
    assert found and found.format.name == "bioc"


def collection(places: list[tuple[int, int]]) -> dict[str, Any]:
    """Two passages, the second of two sentences; an annotation in the last one."""
    words = ["Ek", "Oslo"]
    marks = [
        {
            "id": str(n),
            "infons": {"type": "X"},
            "text": w,
            "locations": [{"offset": a, "length": b}],
        }
        for n, (w, (a, b)) in enumerate(zip(words, places, strict=True))
    ]
    return {
        "documents": [{
            "id": "1", "infons": {},
            "passages": [
                {"offset": 0, "infons": {}, "text": "Ünd 😀 Ek", "annotations": marks[:1]},
                {"offset": 10, "infons": {}, "sentences": [
                    {"offset": 10, "text": "Yes."},
                    {"offset": 15, "text": "In Oslo.", "annotations": marks[1:]},
                ]},
            ],
        }]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("places", "remark"),
    [
        ([(6, 2), (18, 4)], None),
        ([(6, 2), (8, 4)], "code points from the beginning of the passage"),
        ([(6, 2), (3, 4)], "code points from the beginning of the sentence"),
        ([(7, 2), (18, 4)], "UTF-16 units from the beginning of the document"),
        ([(10, 2), (3, 4)], "UTF-8 bytes from the beginning of the sentence"),
    ],
)
def test_whatever_offsets_count(
    tmp_path: Path, places: list[tuple[int, int]], remark: str | None
) -> None:
    (tmp_path / "x.json").write_text(json.dumps(collection(places)), "utf-8")
    documents, _, reading = foreign.read("bioc", tmp_path / "x.json")
    assert foreign.spans(documents[0]) == [("X", "Ek"), ("X", "Oslo")]
    assert (remark or "") in " ".join(reading.remarks) and bool(reading.remarks) == bool(remark)


def test_offsets_that_lead_nowhere_store_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(collection([(0, 2), (1, 4)])), "utf-8")
    with pytest.raises(FormatError, match="other words"):
        foreign.read("bioc", tmp_path / "x.json")


def test_documents_by_line_and_broken_ones(tmp_path: Path) -> None:
    good = collection([(6, 2), (18, 4)])["documents"][0]
    lines = [good, {"id": "2", "passages": [{"offset": "x"}]}, {**good, "id": "3"}]
    (tmp_path / "x.json").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    documents, refused, _ = foreign.read("bioc", tmp_path / "x.json")
    assert [d.article.id for d in documents] == ["1", "3"]
    assert "document 2" in refused[0].where


@pytest.mark.parametrize("form", ["xml", "json"])
def test_round_trip(tmp_path: Path, form: str) -> None:
    one = foreign.record(url="http://x?a=1&b=2", source="S")
    assert foreign.write("bioc", tmp_path / "x", one, foreign.record(id="b"), form=form) == []
    documents, _, reading = foreign.read("bioc", tmp_path / "x")
    assert not reading.losses.listed()
    back = documents[0]
    assert (back.article.title, back.article.url) == ("Title & <more>", "http://x?a=1&b=2")
    for span in one.spans:
        again = back.spans[span.id]
        assert (again.key, again.attributes, again.note, again.entity, again.state) == (
            span.key, span.attributes, span.note, span.entity, span.state,
        )  # fmt: skip
    assert back.entities == one.document.entities
    assert set(back.relations) == {"r1", "r2"}


def test_damaged_files(tmp_path: Path) -> None:
    for form in ("xml", "json"):
        foreign.write("bioc", tmp_path / form, foreign.record(), form=form)
        foreign.damage("bioc", tmp_path / form)


def test_places_that_are_no_numbers_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    good = [
        {"infons": {"type": f"T{n}"}, "text": "Ana", "locations": [{"offset": "0", "length": 3}]}
        for n in range(30)
    ]
    odd = [
        {"infons": {"type": "X"}, "text": "Ana", "locations": [{"offset": None, "length": 3}]},
        {"infons": {"type": "X"}, "text": "Ana", "locations": [{"offset": 0}]},
    ]
    passage = {"offset": 0, "text": "Ana \ud800 Ek", "annotations": [*good, *odd]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"documents": [{"id": "1", "passages": [passage]}]}), "utf-8")
    (document,), _, reading = foreign.read("bioc", path)
    assert document.article.text == "Ana \ufffd Ek"
    assert len(document.spans) == 30
    assert "2 spans outside the text" in foreign.losses(reading)


def test_the_text_form_of_pubtator(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "7|t|XYZ1 in reef fever\r\n7|a|We met XYZ1 in fish.\r\n7\t0\t4\tXYZ1\tGene\t12;13\r\n"
        "7\t8\t18\treef fever\tDisease\tMESH:D1\r\n7\t26\t30\tXYZ1\tGene\t12\r\n"
        "7\tcauses\t12\tMESH:D1\r\n7\tcauses\t99\tMESH:D1\r\n\r\n"
        "8|t|Second title\r\n8|a|\r\nnot a line\r\n",
        "utf-8",
    )
    found = formats.recognise(path)
    assert found and found.format.name == "bioc"
    (first, second), _, reading = foreign.read("bioc", path)
    assert first.article.text == "XYZ1 in reef fever\nWe met XYZ1 in fish."
    assert foreign.spans(first) == [
        ("Gene", "XYZ1"), ("Disease", "reef fever"), ("Gene", "XYZ1")
    ]  # fmt: skip
    assert foreign.links(first) == [("causes", "XYZ1", "reef fever")]
    assert set(first.entities) == {"12;13", "12", "MESH:D1"}
    assert second.article.title == "Second title"
    told = foreign.losses(reading)
    assert "1 relations of spans that are not there" in told and "1 lines that are not" in told
