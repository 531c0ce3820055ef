"""brat standoff as brat writes it, and as others do."""

from __future__ import annotations

from pathlib import Path

import foreign
import pytest

from annotator import formats
from annotator.model.errors import FormatError

TEXT = "Ana 😀 Ek left Oslo.\nShe and Bo Li met."


def put(folder: Path, ann: str, text: str = TEXT, name: str = "x", encoding: str = "utf-8") -> Path:
    """An annotation file beside its text."""
    (folder / f"{name}.txt").write_bytes(text.encode(encoding))
    (folder / f"{name}.ann").write_bytes(ann.encode("utf-8"))
    return folder / f"{name}.ann"


def test_everything_that_brat_has(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "T1\tPerson 0 8\tAna 😀 Ek\r\n"
        "T2\tLOC 14 18\tOslo\n"
        "T3\tMeeting 34 37\tmet\n"
        "T4\tPerson 0 3;6 8\tAna Ek\n"
        "T5\tPerson 28 33\tBo Li\n"
        "T6\tSpan 14 19;20 23\tOslo. She\n"
        "R1\tLives_in Arg1:T1 Arg2:T2\t\n"
        "E1\tMeeting:T3 Theme:T1 Theme2:T5 Cause:E1\n"
        "A1\tNegated E1\nM2\tCertainty T1 high\nA3\tworth T5 2\nA4\tNegated R1\n"
        "N1\tReference T1 Wikidata:Q42\tAna Ek\nN2\tReference T2 GeoNames:3143244\tOslo\n"
        "*\tEquiv T1 T4 T5\n"
        "#1\tAnnotatorNotes T1\tis it her?\n#2\tAnnotatorNotes R1\tno\nX1\tstrange line\n",
    )
    documents, refused, reading = foreign.read("brat", path)
    document = documents[0]
    assert not refused and document.article.id == "x"
    assert ("LOC", "Oslo") in foreign.spans(document)
    # Cut at a line break only, that is one piece.
    assert ("Span", "Oslo.\nShe") in foreign.spans(document)
    assert ("PERSON", "Ana 😀 Ek") in foreign.spans(document)
    assert ("Lives_in", "Ana 😀 Ek", "Oslo") in foreign.links(document)
    assert ("Theme", "met", "Bo Li") in foreign.links(document)
    by_text = {s.text: s for s in document.spans.values()}
    assert by_text["met"].attributes == {"Negated": True}
    assert (
        by_text["Bo Li"].attributes == {"worth": "2"} or by_text["Bo Li"].attributes["worth"] == 2
    )
    assert by_text["Ana 😀 Ek"].note == "is it her?"
    assert document.entities[by_text["Ana 😀 Ek"].entity or ""].external == "Q42"
    told = foreign.losses(reading)
    assert "1 discontinuous spans" in told and "1 lines that are not brat's" in told
    assert "1 notes of spans that are not there" in told


@pytest.mark.parametrize(
    ("ann", "encoding"),
    [
        ("T1\tPER 0 9\tAna 😀 Ek\nT2\tLOC 15 19\tOslo\n", "utf-8"),  # UTF-16 units
        ("T1\tPER 0 11\tAna 😀 Ek\nT2\tLOC 17 21\tOslo\n", "utf-8"),  # bytes
        ("T1\tPER 0 7\tAna 😀 Ek\nT2\tLOC 14 17\tOslo\n", "utf-8"),  # the last one is in
        ("T1\tPER 0 8\tAna 😀 Ek\nT2\tLOC 14 18\tOslo\n", "utf-16"),
    ],
)
def test_other_units_and_encodings(tmp_path: Path, ann: str, encoding: str) -> None:
    documents, _, _ = foreign.read("brat", put(tmp_path, ann, encoding=encoding))
    assert foreign.spans(documents[0]) == [("PERSON", "Ana 😀 Ek"), ("LOC", "Oslo")]


def test_line_breaks_of_two_signs(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    for ann in ("T1\tPER 29 34\tBo Li\n", "T1\tPER 28 33\tBo Li\n"):
        documents, _, _ = foreign.read("brat", put(tmp_path, ann, text))
        assert foreign.spans(documents[0]) == [("PERSON", "Bo Li")]
        assert documents[0].article.text == TEXT


def test_offsets_that_lead_nowhere_store_nothing(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="other texts"):
        foreign.read("brat", put(tmp_path, "T1\tPER 2 9\tsomebody\nT2\tLOC 1 4\tOslo\n"))


def test_no_annotation_is_an_answer_and_no_text_is_none(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    put(tmp_path / "sub", "")
    (tmp_path / "lost.ann").write_text("T1\tPER 0 3\tAna\n")
    documents, refused, _ = foreign.read("brat", tmp_path)
    assert [(d.article.id, len(d.spans)) for d in documents] == [("sub/x", 0)]
    assert "lost.txt is missing" in str(refused[0])
    empty = tmp_path / "sub" / "x.ann"
    found = formats.recognise(empty)
    assert found and found.format.name == "brat"
    assert formats.companions(empty, "brat") == (tmp_path / "sub" / "x.txt",)


def test_shared_task_files(tmp_path: Path) -> None:
    path = put(tmp_path, "", "BMP-6 induced it.", "p")
    path.unlink()
    (tmp_path / "p.a1").write_text("T1\tProtein 0 5\tBMP-6\n")
    (tmp_path / "p.a2").write_text("T2\tExpression 6 13\tinduced\nE1\tExpression:T2 Theme:T1\n")
    documents, _, _ = foreign.read("brat", tmp_path / "p.a1")
    assert foreign.links(documents[0]) == [("Theme", "induced", "BMP-6")]


def test_round_trip(tmp_path: Path) -> None:
    one = foreign.record(id="con")
    told = foreign.write("brat", tmp_path / "out", one, foreign.record(id="a/../b"))
    assert any("names of files" in x for x in told)
    assert (tmp_path / "out" / "a_b.ann").is_file()
    assert "SPEAKER Arg1:<ENTITY>" in (tmp_path / "out" / "annotation.conf").read_text("utf-8")
    documents, _, reading = foreign.read("brat", tmp_path / "out")
    back = documents[1]
    assert not reading.losses.listed()
    want = {(s.layer, s.label, s.start, s.end): s for s in one.spans}
    for span in back.spans.values():
        assert span.attributes == want[span.key].attributes and span.entity == want[span.key].entity
    assert set(foreign.links(back)) == {
        ("SPEAKER", "We go 😀", "Ana Ek"), ("CLAIMED_BY", "We go 😀", "Ana Ek"),
    }  # fmt: skip
    assert back.entities == one.document.entities


def test_damaged_files(tmp_path: Path) -> None:
    foreign.write("brat", tmp_path / "out", foreign.record())
    foreign.damage("brat", tmp_path / "out" / "a1.ann")


def test_words_that_are_broken_as_the_text_is(tmp_path: Path) -> None:
    text = "Ana takes it every\nTuesday or\r\n12 hours, says Ben."
    (tmp_path / "a.txt").write_bytes(text.encode())
    start, end = text.index("every"), text.index(", says")
    ben = text.index("Ben")
    lines = (
        f"T1\tOften {start} {end}\tevery\nTuesday or\n12 hours\nT2\tPER {ben} {ben + 3}\tBen\nodd\n"
    )
    path = tmp_path / "a.ann"
    path.write_text(lines, "utf-8")
    (document,), _, reading = foreign.read("brat", path)
    assert foreign.spans(document) == [("Often", "every\nTuesday or\n12 hours"), ("PERSON", "Ben")]
    assert "1 lines that are not brat's" in foreign.losses(reading)
