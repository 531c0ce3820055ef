"""Web Annotations as Recogito, Hypothesis and others write them lead to the words they mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import documents
import pytest

from annotator import formats
from annotator.formats.base import Reading, Record, Refusal, Writing
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import PERSON, PIPELINE, Annotator
from annotator.model.span import Span

TEXT = "😀 Maria Olsen leads Varde.\r\nOlsen said: “Go to Varde.”"
ANNO = "http://www.w3.org/ns/anno.jsonld"


def write(path: Path, data: Any) -> Path:
    """A file of JSON."""
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def read(path: Path) -> tuple[list[Document], Reading]:
    """The documents of a file, which is recognised."""
    known = formats.recognise(path)
    assert known is not None
    assert known.format.name == "w3c"
    reading = Reading("ana", documents.SCHEMA)
    found = []
    for item in formats.read("w3c", path, reading):
        assert not isinstance(item, Refusal), item
        found.append(item)
    return found, reading


def spans(document: Document) -> list[tuple[str, str, int]]:
    """Label, words and start of each span."""
    return sorted((s.label, s.text, s.start) for s in document.spans.values())


def anno(number: int, tag: str, selector: Any, source: Any = "text.txt", **more: Any) -> Any:
    """An annotation of a stretch of the text."""
    return {
        "@context": ANNO, "id": f"#a{number}", "type": "Annotation",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag}],
        "target": {"source": source, "selector": selector}, **more,
    }  # fmt: skip


def position(start: int, end: int) -> dict[str, Any]:
    """A selector by offsets."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


def words(exact: str, prefix: str = "", suffix: str = "") -> dict[str, Any]:
    """A selector by words."""
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def test_recogito_counts_as_javascript_does_and_links_with_targets(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_bytes(TEXT.encode())
    data = [
        anno(1, "Person", [words("Maria Olsen"), position(3, 14)], creator={"name": "bo"}),
        anno(2, "Place", [words("Varde"), position(21, 26)], body=[
            {"type": "TextualBody", "purpose": "tagging", "value": "Place"},
            {"type": "TextualBody", "purpose": "commenting", "value": "a port"},
            {"type": "SpecificResource", "purpose": "identifying", "source": "https://x.org/Q1"},
        ]),
        {"id": "#r1", "type": "Annotation", "motivation": "linking",
         "body": [{"type": "TextualBody", "purpose": "tagging", "value": "leads"}],
         "target": [{"id": "#a1"}, {"id": "#a2"}]},
    ]  # fmt: skip
    path = write(tmp_path / "annotations.json", data)
    assert formats.companions(path, "w3c") == (tmp_path / "text.txt",)
    (found,), _ = read(path)
    assert spans(found) == [("PERSON", "Maria Olsen", 2), ("Place", "Varde", 20)]
    (link,) = found.relations.values()
    assert (link.label, found.spans[link.head].text, found.spans[link.tail].text) == (
        "leads", "Maria Olsen", "Varde",
    )  # fmt: skip
    place = found.spans[link.tail]
    assert place.note == "a port"
    assert found.entities[place.entity or ""].external == "https://x.org/Q1"
    assert found.spans[link.head].annotator == "bo"


def test_hypothesis_exports_are_found_by_their_words(tmp_path: Path) -> None:
    (tmp_path / "hyp.txt").write_bytes(TEXT.encode())
    row = {
        "id": "x1", "user": "acct:bo@hypothes.is", "uri": "https://news.example/a",
        "text": "why?", "tags": ["GPE", "claim"], "document": {"title": ["The port"]},
        "target": [{"source": "https://news.example/a", "selector": [
            {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]",
             "startOffset": 1, "endOffset": 2},
            position(9021, 9026), words("Varde", "“Go to ", ".”")]}],
    }  # fmt: skip
    reply = {"id": "x2", "user": "acct:al@hypothes.is", "uri": "https://news.example/a",
             "text": "because", "tags": [], "references": ["x1"],
             "target": [{"source": "https://news.example/a"}]}  # fmt: skip
    page = {"id": "x3", "user": "acct:al@hypothes.is", "uri": "https://news.example/a",
            "text": "of the page", "tags": [], "target": []}  # fmt: skip
    (found,), reading = read(write(tmp_path / "hyp.json", {"total": 3, "rows": [row, reply, page]}))
    at = TEXT.replace("\r", "").rindex("Varde")
    assert {(s.text, s.start) for s in found.spans.values()} == {("Varde", at)}
    assert {s.label for s in found.spans.values()} == {"GPE", "CLAIM"}
    assert {s.note for s in found.spans.values()} == {"why?\nbecause", None}
    assert found.article.title == "The port"
    assert found.article.url == "https://news.example/a"
    assert found.article.meta == {"notes": ["of the page"]}
    assert "1 spans were found by their words" in reading.remarks[0]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (position(2, 13), "Maria Olsen"),
        ([words("Maria Olsen")], "Maria Olsen"),
        ({"type": "FragmentSelector", "value": "char=2,13"}, "Maria Olsen"),
        ({"type": "RangeSelector", "startSelector": position(2, 3),
          "endSelector": position(13, 14)}, "Maria Olsen"),
        ({"type": "XPathSelector", "value": "/p", "refinedBy": words("Maria Olsen")},
         "Maria Olsen"),
        ({**position(2, 26), "refinedBy": position(6, 11)}, "Olsen"),
        ({"type": "Choice", "items": [words("Maria Olsen"), position(2, 13)]}, "Maria Olsen"),
        ({"type": "DataPositionSelector", "start": 5, "end": 16}, "Maria Olsen"),
    ],
)  # fmt: skip
def test_every_selector_leads_to_its_words(tmp_path: Path, selector: Any, expected: str) -> None:
    source = {"id": "urn:x", "type": "Text", "value": TEXT}
    path = write(tmp_path / "a.jsonld", anno(1, "PERSON", selector, source))
    (found,), _ = read(path)
    assert [s.text for s in found.spans.values()] == [expected]


def test_older_names_and_pages_and_lines_are_read(tmp_path: Path) -> None:
    old = {
        "@context": "http://www.w3.org/ns/oa.jsonld", "@graph": [{
            "@id": "urn:1", "@type": "oa:Annotation",
            "oa:hasBody": {"@type": "oa:TextualBody", "oa:hasPurpose": {"@id": "oa:tagging"},
                           "rdf:value": "GPE"},
            "oa:hasTarget": {"oa:hasSource": {"@id": "urn:x", "cnt:chars": TEXT},
                             "oa:hasSelector": {"@type": "oa:TextPositionSelector", "oa:start": 20,
                                                "oa:end": 25}}}],
    }  # fmt: skip
    (found,), _ = read(write(tmp_path / "old.json", old))
    assert spans(found) == [("GPE", "Varde", 20)]
    source = {"id": "urn:x", "value": TEXT}
    items = [anno(1, "GPE", position(20, 25), source), anno(2, "PERSON", position(2, 13), "urn:x")]
    page = {"@context": ANNO, "type": "AnnotationPage", "items": items}
    (found,), _ = read(write(tmp_path / "page.json", page))
    assert len(found.spans) == 2
    lines = tmp_path / "lines.jsonl"
    lines.write_text("\n".join(json.dumps(x) for x in items), encoding="utf-8-sig")
    (found,), _ = read(lines)
    assert len(found.spans) == 2


def test_without_the_text_the_way_to_give_it_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", [anno(1, "GPE", words("Varde"), "https://x.org/port.html")])
    reading = Reading("ana", documents.SCHEMA)
    (found,) = formats.read("w3c", path, reading)
    assert isinstance(found, Refusal)
    assert "a.txt or port.txt" in found.remedy
    assert +reading.found == {"article": 1, "span": 1}
    assert {(x.kind, x.count) for x in reading.losses.listed()} == {("article", 1), ("span", 1)}


def test_words_that_the_text_does_not_have_are_refused_whole(tmp_path: Path) -> None:
    source = {"id": "urn:x", "value": TEXT}
    data = [anno(1, "A", [words("Bergen"), position(2, 13)], source)]
    with pytest.raises(FormatError, match="on the words that it says"):
        read(write(tmp_path / "a.json", data))


def test_what_is_written_says_who_and_what_to_others_too(tmp_path: Path) -> None:
    text = "Maria Olsen leads Varde."
    document = Document(
        Article(1, "a 1", "Port", text, language="en"),
        {"ana": Annotator("ana", PERSON), "news@1": Annotator("news@1", PIPELINE, "1")},
    )
    for number, (who, state) in enumerate((("ana", "rejected"), ("news@1", "suggested"))):
        document.spans[f"s{number}"] = Span(
            f"s{number}", "entity", "PERSON", 0, 11, text[:11], state, who, note="?"
        )
    path = tmp_path / "a.jsonld"
    writer = formats.open_writer("w3c", path, Writing(documents.SCHEMA))
    writer.add(Record(document, tuple(document.spans.values()), ()))
    writer.finish()
    data = json.loads(path.read_text("utf-8"))
    about, first, second = data["first"]["items"]
    assert data["total"] == 3
    assert about["target"]["value"] == text
    assert [x["motivation"] for x in (first, second)] == ["moderating", "tagging"] or [
        x["motivation"] for x in (second, first)
    ] == ["moderating", "tagging"]
    for item in (first, second):
        assert item["target"]["selector"] == [
            position(0, 11), words("Maria Olsen", "", " leads Varde."),
        ]  # fmt: skip
        assert item["body"][0]["value"] == "PERSON"
    assert {x["creator"]["type"] for x in (first, second)} == {"Person", "Software"}
    assert data["@context"][0] == ANNO


@pytest.mark.parametrize("address", ["http://x.org\0/text.txt", "http://x.org/\n/text.txt"])
def test_an_address_that_is_none_is_no_reason_to_stop(tmp_path: Path, address: str) -> None:
    (tmp_path / "text.txt").write_text("Ana left.", "utf-8")
    path = write(tmp_path / "a.json", [anno(1, "PER", words("Ana"))])
    path.write_text(path.read_text("utf-8").replace("text.txt", address), "utf-8")
    assert formats.companions(path, "w3c") == (tmp_path / "text.txt",)
