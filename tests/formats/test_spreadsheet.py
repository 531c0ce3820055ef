"""CSV: nothing runs in a spreadsheet, other makers' tables are read by their columns."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import documents
import foreign
import found as r
import pytest

from annotator import formats
from annotator.formats import spreadsheet
from annotator.formats.base import Reading, Record, Writing
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import Relation, Span

TEXT = "Ana 😀 met Ben in Oslo."


def table(path: Path, *rows: object, raw: bytes | None = None, sign: str = ",") -> Path:
    """A table; each row a list of cells."""
    if raw is not None:
        path.write_bytes(raw)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=sign).writerows(rows)  # type: ignore[arg-type]
    return path


def test_no_cell_runs_as_a_formula_and_all_come_back(tmp_path: Path) -> None:
    text = '=HYPERLINK("x") +1 -2 @x said.'
    spans = [
        Span("s1", "quote", "DIRECT", 0, 15, text[:15], "accepted", "=ana", note="-note"),
        Span("s2", "quote", "SPEAKER", 22, 24, "@x", "accepted", "=ana", entity="e1"),
        Span("s3", "claim", "CLAIM", 16, 18, "+1", "accepted", "'ben",
             attributes={"topics": ["+a", "b"], "worth": "1", "type": "'=x", "odd": [1, "=2"]}),
    ]  # fmt: skip
    document = Document(Article(1, "=a1", "+T", text, source="@Wire"))
    document.entities["e1"] = Entity("e1", "=X", "PERSON", external="Q1")
    link = Relation("r", "SPEAKER", "s1", "s2", "accepted", "=ana")
    path = tmp_path / "x.csv"
    writer = spreadsheet.Writer(path, Writing(documents.SCHEMA))
    writer.add(Record(document, tuple(spans), (link,)))
    writer.finish()
    assert path.read_bytes().startswith(b"\xef\xbb\xbfarticle,title")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert not any((x or "").startswith(("=", "+", "-", "@", "\t", "\r")) for x in row.values())
    assert rows[0]["speaker"] == "'@x" and rows[0]["article_text"] == f"'{text}"
    assert [row["article_text"] for row in rows[1:]] == ["", ""]
    assert rows[1]["claim.topics"] == "'+a; b"
    (found,), reading = r.read(path)
    assert found.article.id == "=a1" and found.article.title == "+T"
    assert {s.id: (s.text, s.attributes, s.note) for s in found.spans.values()} == {
        s.id: (s.text, s.attributes, s.note) for s in spans
    }
    assert r.relations(found) == [("SPEAKER", text[:15], "@x")]
    assert found.entities["e1"].external == "Q1" and not r.lost(reading)


@pytest.mark.parametrize(("columns", "words"), [
    ("doc_id,text,start,end,label", None),
    ("id_,sentence,entity,begin,stop,type", "Oslo"),
    ("article_text,text,start,end,label", "Oslo"),
    ("body,selection,start,length,code", "Oslo"),
])  # fmt: skip
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_spans_of_other_makers(tmp_path: Path, columns: str, words: str | None, sign: str) -> None:
    def row(start: int, end: int, label: str) -> list[object]:
        values = {"start": start, "begin": start, "end": end, "stop": end, "length": end - start,
                  "label": label, "type": label, "code": label, "doc_id": 8, "id_": 1}  # fmt: skip
        covered = TEXT[start:end]
        own = {"text": covered if words and "article_text" in columns else TEXT,
               "entity": covered, "selection": covered}  # fmt: skip
        return [(values | own).get(c, TEXT) for c in columns.split(",")]

    path = table(tmp_path / "x.csv", columns.split(","), row(0, 3, "PER"), row(17, 21, "LOC"),
                 sign=sign)  # fmt: skip
    (found,), reading = r.read(path)
    assert r.spans(found) == [("entity:PERSON", "Ana"), ("entity:LOC", "Oslo")]
    assert not r.lost(reading)


def test_covered_words_tell_the_unit(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", ["article_text", "text", "start", "end", "label"],
                 [TEXT, "Oslo", 18, 21, "LOC"], [TEXT, "Ben", 11, 13, "PER"])  # fmt: skip
    (found,), _ = r.read(path)
    assert r.spans(found) == [("entity:PERSON", "Ben"), ("entity:LOC", "Oslo")]
    path = table(tmp_path / "y.csv", ["article_text", "text", "start", "end", "label"],
                 [TEXT, "Oslo", 1, 5, "LOC"])  # fmt: skip
    with pytest.raises(FormatError, match="lead to other texts"):
        r.read(path)


def test_words_without_offsets_are_put_on_their_first_place(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", ["context", "quote", "label"], ["He said no, no.", "no", "Q"],
                 ["He said no, no.", "maybe", "Q"])  # fmt: skip
    (found,), reading = r.read(path)
    assert r.spans(found) == [("entity:Q", "no")] and next(iter(found.spans.values())).start == 8
    assert [x[:22] for x in r.lost(reading)] == ["1 spans outside the te", "1 spans without offset"]


def test_a_row_an_article_with_its_own_columns(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", ["id", "Headline", "Content", "Date", "Section"],
                 ["7", "T", "One.\r\nTwo.", "2026-01-02", "world"], ["8", "U", "", "", ""],
                 ["9", "", "One.\r\nTwo.", "", ""])  # fmt: skip
    found, refused, _ = r.read_all(path)
    assert [d.article.text for d in found] == ["One.\nTwo."] * 2
    first = found[0].article
    assert (first.id, first.title, first.published, first.meta) == (
        "7", "T", "2026-01-02", {"Section": "world"}
    )  # fmt: skip
    assert "line 4" in str(refused[0]) and "no text" in str(refused[0])


@pytest.mark.parametrize("raw", [
    "text;title\r\nÜber Öl;T\r\n".encode("cp1252"),
    "text\ttitle\nÜber Öl\tT\n".encode("utf-16"),
    "\ufefftext,title\nÜber Öl,T\n".encode(),
    "article|title\nÜber Öl|T\n".encode(),
])  # fmt: skip
def test_encodings_and_signs(tmp_path: Path, raw: bytes) -> None:
    (found,), _ = r.read(table(tmp_path / "x.csv", raw=raw))
    assert found.article.text == "Über Öl" and found.article.title == "T"


def test_a_table_without_texts_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", ["doc_id", "start", "end", "label"], ["1", "0", "4", "X"])
    with pytest.raises(FormatError, match="no column has the texts"):
        list(formats.read("csv", path, Reading("me", documents.SCHEMA)))


def test_an_article_longer_than_a_cell_of_the_csv_module(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", ["text"], ["word " * 40_000])
    (found,), _ = r.read(path)
    assert len(found.article.text) == 200_000


def test_other_columns_are_the_articles_or_where_they_vary_the_spans(tmp_path: Path) -> None:
    columns = ["body", "start", "end", "label", "desk", "tone"]
    path = table(
        tmp_path / "x.csv",
        columns,
        [TEXT, 0, 3, "PER", "world", "calm"],
        [TEXT, 17, 21, "LOC", "world", ""],
    )
    (found,), reading = r.read(path)
    assert found.article.meta == {"desk": "world"}
    assert {s.text: s.attributes for s in found.spans.values()} == {
        "Ana": {"tone": "calm"}, "Oslo": {}
    }  # fmt: skip
    assert reading.found["attribute"] == 1


def test_a_table_of_texts_keeps_its_labels_and_excels_line_is_no_heading(tmp_path: Path) -> None:
    raw = b"sep=;\r\ntext;label;start\r\nGoal, at last!;sport;noon\r\n"
    (found,), _ = r.read(table(tmp_path / "x.csv", raw=raw))
    assert found.article.text == "Goal, at last!"
    assert found.article.meta == {"label": "sport", "start": "noon"}


@pytest.mark.parametrize("sign", [",", "\t"])
def test_a_token_a_row_is_read_as_conll(tmp_path: Path, sign: str) -> None:
    rows = ["Sentence #,Word,POS,Tag", "Sentence: 1,Ana,NNP,B-per", ",Ek,NNP,I-per", ",sings,V,O",
            ",.,.,O", "Sentence: 2,Oslo,NNP,B-geo", ",waits,V,O"]  # fmt: skip
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows).replace(",", sign), "utf-8")
    (document,), _, _ = foreign.read("csv", path)
    assert document.article.text == "Ana Ek sings.\nOslo waits"
    assert foreign.spans(document) == [("PERSON", "Ana Ek"), ("geo", "Oslo")]


def test_tokens_of_several_articles_and_lines_without_any(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("doc_id,token,tag\na,Ana,B-PER\na,,O\na,left,O\nb,Oslo,B-LOC\n", "utf-8")
    found, _, reading = foreign.read("csv", path)
    assert [(d.article.id, d.article.text) for d in found] == [("a", "Ana left"), ("b", "Oslo")]
    assert "1 lines without a token" in foreign.losses(reading)


def test_words_with_labels_that_are_no_tags_are_no_tokens(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("token,label\nAna,PER\nleft,O\n", "utf-8")
    with pytest.raises(FormatError, match="no column has the texts") as told:
        foreign.read("csv", path)
    assert "--format conll" in told.value.remedy


def test_spans_in_a_cell_as_label_studio_writes_its_csv(tmp_path: Path) -> None:
    regions = [
        {"start": 0, "end": 6, "text": "Ana Ek", "labels": ["PER"]},
        {"start": 14, "end": 18, "text": "Oslo", "labels": ["GPE", "LOC"]},
    ]
    rows = [
        ["text", "id", "label", "sentiment", "annotator", "annotation_id", "lead_time"],
        ["😀 Ana left for Oslo", "3", "", "good", "1", "5", "4.1"],
        ["Ana Ek waits. Oslo", "4", json.dumps(regions), "bad", "1", "6", "2.0"],
        ["Ana Ek waits. Oslo", "4", json.dumps(regions[:1]), "bad", "2", "7", "9.9"],
    ]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (first, second), _, _ = foreign.read("csv", path)
    assert (first.article.id, first.spans) == ("3", {})
    assert second.article.meta == {"sentiment": "bad"}
    assert {(s.annotator, s.label, s.text) for s in second.spans.values()} == {
        ("user 1", "PERSON", "Ana Ek"), ("user 1", "GPE", "Oslo"), ("user 1", "LOC", "Oslo"),
        ("user 2", "PERSON", "Ana Ek"),
    }  # fmt: skip


def test_spans_in_a_cell_as_python_writes_lists(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "text,entities\nAna left Oslo,\"[(0, 3, 'PER'), (9, 13, 'GPE')]\"\nNobody,[]\n", "utf-8"
    )
    (first, second), _, _ = foreign.read("csv", path)
    assert foreign.spans(first) == [("PERSON", "Ana"), ("GPE", "Oslo")]
    assert not second.spans


@pytest.mark.parametrize("cell", ["[" * 50_000, "[" + "-" * 50_000 + "1]", "['a', 'b']"])
def test_a_cell_that_only_looks_like_spans_is_the_articles_own(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text", "tags"], ["Ana left", cell]])
    (document,), _, _ = foreign.read("csv", path)
    assert not document.spans and document.article.meta == {"tags": cell}


def test_the_numbers_of_rows_that_pandas_writes_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",article_text,start,end,label\n0,Ana left Oslo,0,3,PER\n"
                    "1,Ana left Oslo,9,13,GPE\n", "utf-8")  # fmt: skip
    (document,), _, _ = foreign.read("csv", path)
    found = [(s.label, s.text, s.annotator, s.note, dict(s.attributes))
             for s in sorted(document.spans.values(), key=lambda s: s.start)]  # fmt: skip
    assert found == [("PERSON", "Ana", "ana", None, {}), ("GPE", "Oslo", "ana", None, {})]
    path.write_text(",token,tag\n0,Ana,B-PER\n1,left,O\n", "utf-8")
    (document,), _, _ = foreign.read("csv", path)
    assert foreign.spans(document) == [("PERSON", "Ana")]
