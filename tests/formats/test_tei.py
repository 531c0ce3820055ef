"""TEI: well-formed, every reference leads somewhere, the text is whole."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import foreign
import pytest

from annotator import formats
from annotator.formats.base import Writing
from annotator.model.errors import FormatError

TEI, XML = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}"


def test_the_structure_that_tei_asks_for(tmp_path: Path) -> None:
    one = foreign.record(source="S", url="http://x?a&b", published="2026-01-02", language="en")
    assert foreign.write("tei", tmp_path / "out", one) == []
    root = ElementTree.parse(tmp_path / "out" / "a1.xml").getroot()
    assert [x.tag for x in root] == [TEI + "teiHeader", TEI + "text", TEI + "standOff"]
    head = root[0].find(TEI + "fileDesc")
    assert head is not None
    assert [x.tag for x in head] == [
        TEI + "titleStmt", TEI + "publicationStmt", TEI + "sourceDesc",
    ]  # fmt: skip
    ids = [x.get(XML + "id") for x in root.iter() if x.get(XML + "id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        for name in ("from", "to", "ana", "corresp", "active", "passive"):
            for target in element.get(name, "").split():
                assert target[0] == "#" and target[1:] in ids
    names = {x.text for x in root.iter(TEI + "persName")}
    assert names == {"Ana Ek"}
    assert root.get(XML + "lang") == "en"


def test_spans_that_overlap_stand_side_by_side(tmp_path: Path) -> None:
    one = foreign.record()
    foreign.write("tei", tmp_path / "out", one)
    text = (tmp_path / "out" / "a1.xml").read_text("utf-8")
    assert text.count("<span ") == len(one.spans)
    assert '<p xml:space="preserve"><anchor' not in text.split("</p>")[0]


def test_a_reference_that_leads_nowhere_is_no_proof(tmp_path: Path) -> None:
    foreign.write("tei", tmp_path / "out", foreign.record())
    path = tmp_path / "out" / "a1.xml"
    path.write_text(path.read_text("utf-8").replace('from="#c1"', 'from="#c999"'), "utf-8")
    with pytest.raises(FormatError, match="leads nowhere"):
        formats.prove("tei", tmp_path / "out", Writing(foreign.schema()))
