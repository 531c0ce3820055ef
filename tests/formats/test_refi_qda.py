"""REFI-QDA projects as NVivo, MAXQDA, ATLAS.ti and QualCoder write them; ours as they read them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import documents
import foreign
import pytest

from annotator import formats
from annotator.formats.base import Reading, Record, Refusal, Writing
from annotator.formats.packed import parse_xml
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import PERSON, Annotator, Entity
from annotator.model.span import Relation, Span
from annotator.services import projects

NS = "urn:QDA-XML:project:1.0"
TEXT = "😀 Maria Olsen leads Varde.\r\nOlsen said: “Go to Varde at once, or never.”"
CODES = (
    '<CodeBook><Codes><Code guid="{AA}" name="Actors" isCodable="true" color="#ff0000">'
    '<Code guid="AB" name="Named" isCodable="true"/></Code><Code guid="AC" name="Places"'
    ' isCodable="true"><Code guid="AD" name="Named" isCodable="true"/></Code></Codes></CodeBook>'
)


def qdpx(
    path: Path, sources: str, more: str = "", codes: str = CODES, doctype: str = "",
    **members: bytes,
) -> Path:  # fmt: skip
    """A project of another maker; ``members`` are files of ``Sources/``."""
    users = '<Users><User guid="U1" name="bo"/></Users>'
    data = (
        f'\ufeff<?xml version="1.0" encoding="utf-8"?>{doctype}<Project xmlns="{NS}" name="x"'
        f' origin="NVivo">{users}{codes}<Sources>{sources}</Sources>{more}</Project>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("project.qde", data.encode())
        for name, content in members.items():
            file.writestr(f"Sources/{name.replace('_', '.')}", content)
    return path


def selection(start: int, end: int, name: str, code: str, guid: str = "S1", more: str = "") -> str:
    """A coded selection."""
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}" creatingUser="U1">{more}<Coding guid="C{guid}" creatingUser="U1">'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def source(inner: str, place: str = "internal://T1.txt", name: str = "Port.txt") -> str:
    """A text source."""
    return f'<TextSource guid="T1" name="{name}" plainTextPath="{place}">{inner}</TextSource>'


def read(path: Path) -> tuple[list[Document], Reading]:
    """The documents of a project, which is recognised; a refusal fails."""
    known = formats.recognise(path)
    assert known is not None
    assert known.format.name == "refi-qda"
    reading = Reading("ana", documents.SCHEMA)
    out = []
    for found in formats.read("refi-qda", path, reading):
        assert not isinstance(found, Refusal), found
        out.append(found)
    return out, reading


def spans(document: Document) -> set[tuple[str, str]]:
    """Label and words of each span."""
    return {(s.label, s.text) for s in document.spans.values()}


def utf16(text: str) -> int:
    """How long a text is to programs that count in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


FOLDED = TEXT.replace("\r", "")


@pytest.mark.parametrize(
    ("raw", "content", "length"),
    [
        (TEXT, TEXT.encode(), len),
        (TEXT, TEXT.encode("utf-8-sig"), len),
        # NVivo: UTF-16, CRLF as two, the mark not counted; the file may have CRLF or LF.
        (TEXT, TEXT.encode("utf-8-sig"), utf16),
        (FOLDED, FOLDED.encode(), lambda t: utf16(t.replace("\n", "\r\n"))),
        (TEXT, TEXT.encode(), lambda t: len(t.replace("\r\n", "\n"))),
        (TEXT, TEXT.encode("utf-16"), utf16),
    ],
)  # fmt: skip
def test_selections_lead_to_what_they_are_called_however_they_count(
    tmp_path: Path, raw: str, content: bytes, length: Callable[[str], int]
) -> None:
    inner = ""
    for code, words in (("ab", "Maria Olsen"), ("{AD}", "Varde at once")):
        at = raw.index(words)
        place = length(raw[:at]), length(raw[: at + len(words)])
        inner += selection(*place, words, code, f"S{code}")
    (found,), reading = read(qdpx(tmp_path / "a.qdpx", source(inner), T1_txt=content))
    assert spans(found) == {("Actors/Named", "Maria Olsen"), ("Places/Named", "Varde at once")}
    assert bool(reading.remarks) == (length is not len)
    assert {s.annotator for s in found.spans.values()} == {"bo"}


def test_names_cut_off_or_of_another_kind_are_understood(tmp_path: Path) -> None:
    inner = selection(21, 26, "my third code", "AC", "S1") + selection(
        41, 61, "Go to Varde ...", "AA", "S2"
    ) + selection(2, 13, "", "AA", "S3")  # fmt: skip
    (found,), _ = read(qdpx(tmp_path / "a.qdpx", source(inner), T1_txt=TEXT.encode()))
    assert spans(found) == {
        ("Places", "arde."), ("Actors", "Go to Varde at once,"), ("Actors", "Maria Olsen"),
    }  # fmt: skip


def test_names_that_disagree_refuse_the_project(tmp_path: Path) -> None:
    # One counts code points, the other UTF-16 units.
    inner = selection(2, 13, "Maria Olsen", "AA") + selection(21, 26, "Varde", "AC", "S2")
    with pytest.raises(FormatError, match="other words than they are called"):
        read(qdpx(tmp_path / "a.qdpx", source(inner), T1_txt=TEXT.encode()))


def test_notes_links_and_cases_find_their_places(tmp_path: Path) -> None:
    inner = (
        selection(2, 13, "Maria Olsen", "AA", "S1", "<Description>who?</Description>")
        + selection(20, 25, "Varde", "AC", "S2").replace(
            "</PlainTextSelection>", '<NoteRef targetGUID="n1"/></PlainTextSelection>'
        )
        + '<PlainTextSelection guid="S3" startPosition="27" endPosition="32" name="x">'
        '<NoteRef targetGUID="N1"/></PlainTextSelection>'
        '<Coding guid="C9"><CodeRef targetGUID="AC"/></Coding>'
    )
    more = (
        '<Notes><Note guid="N1" name="m"><PlainTextContent>a port &amp; more</PlainTextContent>'
        '</Note></Notes><Cases><Case guid="K1" name="Olsen, Maria"><SelectionRef targetGUID="S1"/>'
        '<SourceRef targetGUID="T1"/></Case></Cases><Links><Link guid="L1" name="leads"'
        ' direction="OneWay" originGUID="S1" targetGUID="S2"/><Link guid="L2" name="of codes"'
        ' originGUID="AA" targetGUID="AC"/></Links>'
    )
    (found,), reading = read(qdpx(tmp_path / "a.qdpx", source(inner), more, T1_txt=TEXT.encode()))
    notes = {s.text: s.note for s in found.spans.values()}
    assert notes["Maria Olsen"] == "who?"
    assert notes["Varde"] == "a port & more"
    assert ("NOTE", "Olse") in spans(found)
    (link,) = found.relations.values()
    assert (link.label, found.spans[link.head].text) == ("leads", "Maria Olsen")
    assert found.entities[found.spans[link.head].entity or ""].name == "Olsen, Maria"
    assert found.article.meta == {"codes": ["Places"], "cases": ["Olsen, Maria"]}
    assert [x.what for x in reading.losses.listed()] == [
        "links that do not lead from selection to selection of one text"
    ]


def test_pdfs_and_recordings_are_read_by_their_texts(tmp_path: Path) -> None:
    area = '<PDFSelection guid="P1" page="0" firstX="1" firstY="1" secondX="2" secondY="2">'
    area += '<Coding guid="C1"><CodeRef targetGUID="AA"/></Coding></PDFSelection>'
    inner = selection(2, 13, "Maria Olsen", "AA")
    sources = (
        f'<PDFSource guid="F1" name="Port.pdf" path="internal://F1.pdf">{area}<Representation'
        f' guid="R1" plainTextPath="internal://T1.txt">{inner}</Representation></PDFSource>'
        '<AudioSource guid="F2" name="Talk"><Transcript guid="R2"><PlainTextContent>Olsen spoke'
        '</PlainTextContent><SyncPoint guid="Y1" position="0" timeStamp="0"/><SyncPoint guid="Y2"'
        ' position="5" timeStamp="9"/><TranscriptSelection guid="S9" fromSyncPoint="Y1"'
        ' toSyncPoint="Y2"><Coding guid="C2"><CodeRef targetGUID="AA"/></Coding>'
        "</TranscriptSelection></Transcript></AudioSource>"
        '<PictureSource guid="F3" name="Quay" path="internal://F3.png"/>'
    )
    found, reading = read(qdpx(tmp_path / "a.qdpx", sources, T1_txt=TEXT.encode()))
    assert [spans(d) for d in found] == [{("Actors", "Maria Olsen")}, {("Actors", "Olsen")}]
    assert [d.article.title for d in found] == ["Port.pdf", "Talk"]
    assert reading.found["span"] == 3
    assert [(x.kind, x.count) for x in reading.losses.listed()] == [("span", 1)]


def test_texts_outside_are_read_only_beside_the_project(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "secret.txt").write_text("Keep this.")
    path = tmp_path / "inner" / "a.qdpx"
    for place in (
        "relative:///../secret.txt",
        "absolute:///etc/passwd",
        "internal://../secret.txt",
    ):
        qdpx(path, source("", place))
        (found,) = formats.read("refi-qda", path, Reading("ana", documents.SCHEMA))
        assert isinstance(found, Refusal)
    (tmp_path / "inner" / "T1.txt").write_bytes(TEXT.encode("utf-16"))
    qdpx(path, source(selection(2, 13, "Maria Olsen", "AA"), "absolute://C:\\data\\T1.txt"))
    assert spans(read(path)[0][0]) == {("Actors", "Maria Olsen")}
    qdpx(path, '<TextSource guid="T1" name="n" richTextPath="internal://T1.docx"/>')
    (found,) = formats.read("refi-qda", path, Reading("ana", documents.SCHEMA))
    assert "no plain text" in str(found)


def test_projects_made_to_do_harm_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.formats import packed

    path = tmp_path / "a.qdpx"
    qdpx(path, source(""), doctype='<!DOCTYPE Project SYSTEM "http://spy.example/p.dtd">',
         T1_txt=b"One.")  # fmt: skip
    assert read(path)[0][0].article.text == "One."
    qdpx(path, source(""), doctype='<!DOCTYPE P [<!ENTITY a "b">]>')
    with pytest.raises(FormatError, match="declares entities"):
        read(path)
    monkeypatch.setattr(packed, "MAX_TOTAL", 1_000_000)
    qdpx(path, source(""), T1_txt=b"a" * 3_000_000)
    (found,) = formats.read("refi-qda", path, Reading("ana", documents.SCHEMA))
    assert "unpacks to more than" in str(found)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("project.qde", "<x" + "><x" * 2000)
    with pytest.raises(FormatError, match="deep"):
        read(path)


# The children of each element in the order that the standard's schema gives them.
ORDER = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
    "Code": "Description NoteRef Code",
    "Case": "Description CodeRef VariableValue SourceRef SelectionRef",
    "TextSource": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "Note": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "PlainTextSelection": "Description Coding NoteRef",
    "Coding": "CodeRef NoteRef",
    "VariableValue": "VariableRef TextValue",
}
ASKED = {
    "Code": "guid name isCodable", "Variable": "guid name typeOfVariable", "User": "guid",
    "TextSource": "guid", "Note": "guid", "Coding": "guid", "Link": "guid", "Case": "guid",
    "PlainTextSelection": "guid startPosition endPosition",
}  # fmt: skip


def test_what_is_written_is_as_the_standard_orders_it(tmp_path: Path) -> None:
    text = "Maria Olsen leads\x0b Varde.\nTrade fell."
    document = Document(
        Article(1, "a/1", "Port", text, url="https://x.org/1", meta={"n": 1}),
        {"ana": Annotator("ana", PERSON)},
        {
            "s1": Span("s1", "entity", "PERSON", 0, 11, text[:11], "accepted", "ana", entity="e1"),
            "s2": Span("s2", "claim", "CLAIM", 26, 37, text[26:37], "accepted", "ana",
                       attributes={"type": "quantity", "topics": ["trade", "x\x0by"]},
                       note="n\x0b"),
            "s3": Span("s3", "own", "MINE", 0, 5, "Maria", "accepted", "ana"),
        },
        {"r1": Relation("r1", "CLAIMED_BY", "s2", "s1", "accepted", "ana")},
        entities={"e1": Entity("e1", "Maria Olsen", "PERSON", ("Olsen",), "Q1", "note")},
    )  # fmt: skip
    path = tmp_path / "out.qdpx"
    writer = formats.open_writer("refi-qda", path, Writing(documents.SCHEMA))
    writer.add(Record(document, tuple(document.spans.values()), tuple(document.relations.values())))
    writer.finish()
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        root = ElementTree.fromstring(file.read("project.qde"))
        names = set(file.namelist())
    guids = [e.get("guid") for e in root.iter() if e.get("guid")]
    assert len(guids) == len(set(guids))
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{NS}}}")
        assert name != element.tag
        order = ORDER.get(name, "").split()
        places = [order.index(c.tag.removeprefix(f"{{{NS}}}")) for c in element] if order else []
        assert places == sorted(places), name
        assert set(ASKED.get(name, "").split()) <= set(element.attrib), name
        target = element.get("targetGUID")
        assert target is None or target in guids
    sources = [e.get("plainTextPath", "") for e in root.iter(f"{{{NS}}}TextSource")]
    assert {p.replace("internal://", "sources/") for p in sources} < names
    colours = {e.get("name"): e.get("color") for e in root.iter(f"{{{NS}}}Code")}
    label = documents.SCHEMA.label("entity", "PERSON")
    assert label is not None
    assert colours["PERSON"] == label.light
    (found,), _ = read(path)
    assert spans(found) == {("PERSON", "Maria Olsen"), ("CLAIM", "Trade fell."), ("MINE", "Maria")}
    claim = next(s for s in found.spans.values() if s.layer == "claim")
    assert claim.attributes == {"type": "quantity", "topics": ["trade", "x\ufffdy"]}
    assert found.entities == document.entities
    assert (found.article.id, found.article.meta) == ("a/1", {"n": 1})


def test_a_codebook_gives_labels_and_takes_them(tmp_path: Path) -> None:
    path = tmp_path / "a.qdc"
    projects.write_schema(documents.SCHEMA, path)
    assert parse_xml(path.read_bytes(), "").tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    found = projects.read_schema(path)
    assert [x.id for x in found.layers] == [x.id for x in documents.SCHEMA.layers]
    for layer in documents.SCHEMA.layers:
        known = found.layer(layer.id)
        assert known is not None
        assert {(x.id, x.light) for x in known.labels} == {(x.id, x.light) for x in layer.offered}
        chosen = {a.id: a.choices for a in layer.attributes if a.choices}
        assert {a.id: a.choices for a in known.attributes} == chosen
    path.write_text(f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{CODES}</CodeBook>')
    found = projects.read_schema(path)
    assert [(x.id, [y.id for y in x.labels]) for x in found.layers] == [
        ("Actors", ["Named"]), ("Places", ["Named"]),
    ]  # fmt: skip
    path.write_text("<CodeBook/>")
    with pytest.raises(FormatError, match="no codes"):
        projects.read_schema(path)


def unnamed(text: str, *words: str, last: int) -> str:
    """Selections without names; ``last`` is 1 where the last character is inside."""
    places = [(text.index(w), text.index(w) + len(w) - last) for w in words]
    return "".join(
        f'<PlainTextSelection guid="S{n}" name="" startPosition="{a}" endPosition="{b}">'
        f'<Coding guid="C{n}"><CodeRef targetGUID="AD"/></Coding></PlainTextSelection>'
        for n, (a, b) in enumerate(places)
    )


@pytest.mark.parametrize("last", [0, 1])
def test_selections_without_names_end_at_the_borders_of_words(tmp_path: Path, last: int) -> None:
    text = "The reef question came up. Ana saw Varde today."
    source = (
        '<TextSource guid="T1" name="a" plainTextPath="internal://t.txt">'
        + unnamed(text, "reef", "question", "Ana", "Varde", last=last)
        + "</TextSource>"
    )
    path = qdpx(tmp_path / "a.qdpx", source, **{"t.txt": text.encode()})
    (document,), _, _ = foreign.read("refi-qda", path)
    assert [t for _, t in foreign.spans(document)] == ["reef", "question", "Ana", "Varde"]


def test_words_of_an_area_of_a_page_are_no_article(tmp_path: Path) -> None:
    area = (
        '<PDFSelection guid="P1" page="0" firstX="1" firstY="1" secondX="2" secondY="2" name="x">'
        '<Representation guid="R1"><PlainTextContent>reef</PlainTextContent></Representation>'
        '<Coding guid="C1"><CodeRef targetGUID="AD"/></Coding></PDFSelection>'
    )
    whole = '<Representation guid="R2" plainTextPath="internal://t.txt" name="t"/>'
    source = f'<PDFSource guid="T1" name="a.pdf" path="internal://a.pdf">{area}{whole}</PDFSource>'
    path = qdpx(tmp_path / "a.qdpx", source, **{"t.txt": b"The reef grows."})
    (document,), _, reading = foreign.read("refi-qda", path)
    assert document.article.text == "The reef grows."
    assert "1 codings of areas" in foreign.losses(reading)


def test_a_project_that_was_unpacked_is_read_with_its_texts(tmp_path: Path) -> None:
    text = "Ana left."
    source = (
        '<TextSource guid="T1" name="a" plainTextPath="internal://t.txt">'
        + unnamed(text, "Ana", last=0)
        + "</TextSource>"
    )
    with zipfile.ZipFile(qdpx(tmp_path / "a.qdpx", source, **{"t.txt": text.encode()})) as packed:
        packed.extractall(tmp_path / "out")
    path = next((tmp_path / "out").glob("*.qde"))
    found = formats.recognise(path)
    assert found and found.format.name == "refi-qda"
    (document,), _, _ = foreign.read("refi-qda", path)
    assert foreign.spans(document)[0][1] == "Ana"


def test_a_codebook_is_refused_with_the_way_to_take_it(tmp_path: Path) -> None:
    path = tmp_path / "a.qdc"
    path.write_text(f'<CodeBook xmlns="{NS}"><Codes/></CodeBook>', "utf-8")
    found = formats.recognise(path)
    assert found and found.format.name == "refi-qda"
    with pytest.raises(FormatError, match="codebook") as told:
        foreign.read("refi-qda", path)
    assert "annotator schema" in told.value.remedy
