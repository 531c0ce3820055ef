"""dkpro-cassis and bioc load what is written, and we what cassis writes.

Run by hand, in an environment that has ``dkpro-cassis`` and ``bioc`` beside this package:
``python -m pytest tests/consumers/test_cassis.py``. Without them nothing is tested.
"""

from __future__ import annotations

from pathlib import Path

import foreign
import pytest


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_cassis_finds_every_span(tmp_path: Path, form: str) -> None:
    cassis = pytest.importorskip("cassis")
    one = foreign.record()
    foreign.write("cas", tmp_path / "out", one, form=form)
    path = tmp_path / "out" / f"a1.{form}"
    if form == "json":
        with path.open("rb") as file:
            cas = cassis.load_cas_from_json(file)
    else:
        with (tmp_path / "out" / "TypeSystem.xml").open("rb") as file:
            types = cassis.load_typesystem(file)
        with path.open("rb") as file:
            cas = cassis.load_cas_from_xmi(file, typesystem=types)
    assert cas.sofa_string == one.document.article.text
    names = [t.name for t in cas.typesystem.get_types() if "custom" in t.name or ".ner." in t.name]
    marks = [a for n in names if not n.endswith("Link") for a in cas.select(n)]
    found = {a.get_covered_text() for a in marks}
    assert len(marks) == len(one.spans)
    assert {"Ana Ek", "We go 😀", "Oslo\nand Bergen"} <= found
    quote = next(a for a in cas.select("webanno.custom.Quote") if a.label == "DIRECT")
    links = quote.links.elements if hasattr(quote.links, "elements") else quote.links
    assert [(x.role, x.target.get_covered_text()) for x in links] == [("SPEAKER", "Ana Ek")]


def test_cassis_files_are_read(tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    types = cassis.TypeSystem()
    mark = types.create_type("x.Mark", "uima.tcas.Annotation")
    types.create_feature(mark, "value", "uima.cas.String")
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string = "Ana 😀 Ek met Bo."
    cas.add(mark(begin=0, end=8, value="PER"))
    cas.add(mark(begin=13, end=15, value="PER"))
    cas.to_xmi(tmp_path / "x.xmi")
    cas.to_json(tmp_path / "x.json")
    for name in ("x.xmi", "x.json"):
        documents, _, _ = foreign.read("cas", tmp_path / name)
        assert foreign.spans(documents[0]) == [("PERSON", "Ana 😀 Ek"), ("PERSON", "Bo")]


@pytest.mark.parametrize("form", ["xml", "json"])
def test_bioc_finds_every_span(tmp_path: Path, form: str) -> None:
    pytest.importorskip("bioc")
    one = foreign.record()
    foreign.write("bioc", tmp_path / "x", one, form=form)
    if form == "xml":
        from bioc import biocxml as library
    else:
        from bioc import biocjson as library  # type: ignore[no-redef]
    with (tmp_path / "x").open(encoding="utf-8") as file:
        found = library.load(file)
    passage = found.documents[0].passages[0]
    assert len(passage.annotations) == len(one.spans) and len(passage.relations) == 2
    for mark in passage.annotations:
        place = mark.locations[0]
        assert passage.text[place.offset : place.offset + place.length] == mark.text
