"""UIMA CAS: XMI and JSON of others, exports of projects, and what must not be believed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import foreign
import pytest

from annotator import formats
from annotator.formats import packed
from annotator.model.errors import FormatError

TEXT = "Ana 😀 Ek lives in Oslo."
SPACES = (
    'xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:type="http:///de/'
    'tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core'
    '/api/segmentation/type.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"'
)
BODY = """<cas:NULL xmi:id="0"/>
<seg:Token xmi:id="30" sofa="1" begin="0" end="3"/>
<type:NamedEntity xmi:id="10" sofa="1" begin="0" end="9" value="PER" identifier="http://www.wikidata.org/entity/Q42"/>
<type:NamedEntity xmi:id="11" sofa="1" begin="19" end="23" value="LOC"/>
<type:NamedEntity xmi:id="99" sofa="1" begin="10" end="15" value="GONE"/>
<custom:Rel xmi:id="12" sofa="1" begin="19" end="23" Dependent="11" Governor="10" label="lives in"/>
<custom:Frame xmi:id="13" sofa="1" begin="10" end="15" tense="now" sure="true" parts="14"><topic>a</topic><topic>b</topic></custom:Frame>
<custom:FrameLink xmi:id="14" role="who" target="10"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Ana 😀 Ek lives in Oslo."/>
<cas:View sofa="1" members="30 10 11 12 13"/>"""  # noqa: E501
XMI = f'<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI {SPACES}>{BODY}</xmi:XMI>'
JSON = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": TEXT},
        {"%ID": 2, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": 1, "begin": 0, "end": 24,
         "language": "en"},
        {"%ID": 10, "%TYPE": "x.NamedEntity", "@sofa": 1, "begin": 0, "end": 9, "value": "PER"},
        {"%ID": 11, "%TYPE": "x.NamedEntity", "@sofa": 1, "begin": 19, "end": 23, "value": "LOC"},
        {"%ID": 13, "%TYPE": "webanno.custom.Frame", "@sofa": 1, "begin": 10, "end": 15,
         "tense": "now", "@parts": 15, "size": 2},
        {"%ID": 14, "%TYPE": "webanno.custom.FrameLink", "role": "who", "@target": 10},
        {"%ID": 15, "%TYPE": "webanno.custom.FrameLink[]", "%ELEMENTS": [14]},
        {"%ID": 16, "%TYPE": "webanno.custom.Rel", "@sofa": 1, "begin": 19, "end": 23,
         "@Dependent": 11, "@Governor": 10, "label": "lives in"},
    ],
    "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 10, 11, 13, 16]}},
}  # fmt: skip
GOAL = [("PERSON", "Ana 😀 Ek"), ("Frame", "lives"), ("LOC", "Oslo")]
LINKS = {("lives in", "Ana 😀 Ek", "Oslo"), ("who", "lives", "Ana 😀 Ek")}


def test_xmi_of_others(tmp_path: Path) -> None:
    path = tmp_path / "x.xmi"
    path.write_text(XMI, "utf-8")
    (tmp_path / "TypeSystem.xml").write_text("<typeSystemDescription/>")
    documents, refused, reading = foreign.read("cas", path)
    assert not refused and foreign.spans(documents[0]) == GOAL
    assert set(foreign.links(documents[0])) == LINKS
    frame = next(s for s in documents[0].spans.values() if s.label == "Frame")
    assert frame.attributes == {"tense": "now", "sure": "true", "topic": ["a", "b"]}
    assert documents[0].entities["Q42"].name == "Ana 😀 Ek"
    told = foreign.losses(reading)
    assert "1 annotations of words" in told and "1 annotations that are deleted" in told
    found = formats.recognise(path)
    assert found and found.format.name == "cas"
    assert formats.companions(path, "cas") == (tmp_path / "TypeSystem.xml",)


def test_json_of_others(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(JSON, indent=2), "utf-8")
    documents, _, _ = foreign.read("cas", path)
    assert foreign.spans(documents[0]) == GOAL
    assert set(foreign.links(documents[0])) == LINKS and documents[0].article.language == "en"
    found = formats.recognise(path)
    assert found and found.format.name == "cas"


def test_code_points_where_utf_16_cuts_words(tmp_path: Path) -> None:
    items = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView",
         "sofaString": "😀 Ana met Bo in Oslo"},
        {"%ID": 2, "%TYPE": "x.NamedEntity", "@sofa": 1, "begin": 2, "end": 5, "value": "PER"},
        {"%ID": 3, "%TYPE": "x.NamedEntity", "@sofa": 1, "begin": 10, "end": 12, "value": "PER"},
        {"%ID": 4, "%TYPE": "x.NamedEntity", "@sofa": 1, "begin": 16, "end": 20, "value": "LOC"},
    ]  # fmt: skip
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"%FEATURE_STRUCTURES": items}), "utf-8")
    documents, _, _ = foreign.read("cas", path)
    assert foreign.spans(documents[0]) == [("PERSON", "Ana"), ("PERSON", "Bo"), ("LOC", "Oslo")]
    for item in items[1:]:
        item["end"] = 1000
    path.write_text(json.dumps({"%FEATURE_STRUCTURES": items}), "utf-8")
    with pytest.raises(FormatError, match="outside the texts"):
        foreign.read("cas", path)


def test_a_project_of_two_annotators_is_one_article(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as zipped:
        zipped.writestr("ben.xmi", XMI)
        zipped.writestr("TypeSystem.xml", "<typeSystemDescription/>")
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("exportedproject123.json", "{}")
        zipped.writestr("source/a.txt", TEXT)
        zipped.writestr("annotation/a.txt/INITIAL_CAS.json", json.dumps(JSON))
        zipped.writestr("annotation/a.txt/ana.json", json.dumps(JSON))
        zipped.writestr("annotation/a.txt/ben.zip", inner.getvalue())
        zipped.writestr("annotation/b.txt/ana.ser", b"\0")
    documents, refused, _ = foreign.read("cas", path)
    assert len(documents) == 1 and documents[0].article.id == "a"
    assert {s.annotator for s in documents[0].spans.values()} == {"ana", "ben"}
    assert len(documents[0].spans) == 6 and "binary" in str(refused[0])
    found = formats.recognise(path)
    assert found and found.format.name == "cas"


BILLION = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("bad", [BILLION, OUTSIDE])
def test_entities_are_refused(tmp_path: Path, bad: str) -> None:
    (tmp_path / "x.xmi").write_text(XMI.replace("<xmi:XMI", bad + "<xmi:XMI"), "utf-8")
    with pytest.raises(FormatError, match="declares entities"):
        foreign.read("cas", tmp_path / "x.xmi")


def test_zip_files_that_do_harm_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAX_TOTAL", 1_000_000)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("ana.xmi", "0" * 2_000_000)
    for name, data in (("a.xmi", b"0" * 2_000_000), ("annotation/a/ana.zip", inner.getvalue())):
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
            zipped.writestr(name, data)
        with pytest.raises(FormatError, match="unpacks to more"):
            foreign.read("cas", path)


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_round_trip(tmp_path: Path, form: str) -> None:
    one = foreign.record(text="“We go 😀,”\x01 said Ana Ek of Oslo\nand Bergen.\n", url="http://x")
    told = foreign.write("cas", tmp_path / "out", one, form=form)
    assert told == (["1 signs that XML cannot hold, replaced"] if form == "xmi" else [])
    documents, _, reading = foreign.read("cas", tmp_path / "out")
    assert not reading.losses.listed()
    back = documents[0]
    assert (back.article.id, back.article.title) == ("a1", "Title & <more>")
    want = {(s.layer, s.label, s.start, s.end): s for s in one.spans}
    for span in back.spans.values():
        assert (span.attributes, span.note) == (want[span.key].attributes, want[span.key].note)
    assert len(back.relations) == 2


def test_damaged_files(tmp_path: Path) -> None:
    for name, text in (("x.xmi", XMI), ("x.json", json.dumps(JSON))):
        (tmp_path / name).write_text(text, "utf-8")
        foreign.damage("cas", tmp_path / name)


def cas_json(path: Path, sofa: str, *items: dict[str, object], types: object = None) -> Path:
    """A CAS of one text."""
    first = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": sofa}
    said = {"%TYPES": types or {}, "%FEATURE_STRUCTURES": [first, *items], "%VIEWS": {}}
    path.write_text(json.dumps(said), "utf-8")
    return path


def mark(number: int, begin: object, end: object, **more: object) -> dict[str, object]:
    """An annotation of a custom type."""
    return {"%ID": number, "%TYPE": "my.Part", "@sofa": 1, "begin": begin, "end": end, **more}


def test_half_a_character_and_offsets_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    good = [mark(n, 0, 3, value=f"L{n}") for n in range(10, 40)]
    odd = [mark(50, None, 3), mark(51, 0, "x"), mark(52, 0, 2**70)]
    path = cas_json(tmp_path / "a.json", "Ana \ud800 goes\0", *good, *odd)
    (document,), _, reading = foreign.read("cas", path)
    assert document.article.text == "Ana \ufffd goes\ufffd"
    assert len(document.spans) == 30
    assert "3 spans outside the text" in foreign.losses(reading)


def test_two_annotations_with_one_id_are_both_read(tmp_path: Path) -> None:
    path = cas_json(
        tmp_path / "a.json", "Ana met Ben", mark(5, 0, 3, value="A"), mark(5, 8, 11, value="B")
    )
    (document,), _, _ = foreign.read("cas", path)
    assert foreign.spans(document) == [("A", "Ana"), ("B", "Ben")]


def test_the_only_feature_that_a_type_declares_is_its_label(tmp_path: Path) -> None:
    feature = {"%NAME": "Def_part", "%RANGE": "uima.cas.String"}
    types = {"my.Part": {"%NAME": "my.Part", "Def_part": feature}}
    path = cas_json(tmp_path / "a.json", "Ana", mark(5, 0, 3, Def_part="GENUS"), types=types)
    (document,), _, _ = foreign.read("cas", path)
    assert foreign.spans(document) == [("GENUS", "Ana")]


def test_what_json_has_no_number_for_is_an_attribute_by_its_name(tmp_path: Path) -> None:
    path = cas_json(tmp_path / "a.json", "Ana", mark(5, 0, 3, **{"#weight": "NaN"}))
    (document,), _, _ = foreign.read("cas", path)
    assert [s.attributes for s in document.spans.values()] == [{"weight": "NaN"}]


def test_the_json_of_uima_2_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"_context": {"_types": {}}, "_views": {}, "_referenced_fss": {}}', "utf-8")
    found = formats.recognise(path)
    assert found and found.format.name == "cas"
    with pytest.raises(FormatError, match="JSON of UIMA 2"):
        foreign.read("cas", path)
