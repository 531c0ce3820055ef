"""DocBins of other makers, damaged ones, and the bytes that spaCy itself would write."""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path

import foreign
import pytest
import spacy
import srsly
from spacy.tokens import DocBin, Span

from annotator.formats import docbin_file, spacy_docbin
from annotator.formats.base import Writing
from annotator.model.errors import FormatError
from annotator.store.project import default_schema


def test_ents_and_groups_of_others(tmp_path: Path) -> None:
    nlp = spacy.blank("de")
    one = nlp("Ana Ek lebt 😀 in Oslo.")
    one.ents = [Span(one, 0, 2, "PER"), Span(one, 5, 6, "LOC", kb_id="Q585")]
    one.spans["sc"] = [Span(one, 0, 2, "PER"), Span(one, 0, 1, "FIRST")]
    two = nlp("Nichts.")
    two.cats = {"news": 1.0}
    DocBin(docs=[one, two], store_user_data=False).to_disk(tmp_path / "x.spacy")
    documents, refused, _ = foreign.read("spacy", tmp_path / "x.spacy")
    assert not refused and [len(d.spans) for d in documents] == [3, 0]
    assert foreign.spans(documents[0]) == [
        ("PERSON", "Ana Ek"), ("FIRST", "Ana"), ("LOC", "Oslo"),
    ]  # fmt: skip
    assert documents[0].entities["Q585"].name == "Oslo"


def test_lists_that_old_versions_lack(tmp_path: Path) -> None:
    doc = spacy.blank("en")("Oslo rises")
    doc.ents = [Span(doc, 0, 1, "GPE")]
    data = srsly.msgpack_loads(zlib.decompress(DocBin(docs=[doc]).to_bytes()))
    for name in ("version", "flags", "span_groups"):
        del data[name]
    (tmp_path / "x.spacy").write_bytes(zlib.compress(srsly.msgpack_dumps(data)))
    documents, _, _ = foreign.read("spacy", tmp_path / "x.spacy")
    assert foreign.spans(documents[0]) == [("GPE", "Oslo")]


def test_spacy_reads_what_was_packed_piece_by_piece(tmp_path: Path) -> None:
    foreign.write("spacy", tmp_path / "x.spacy", foreign.record(), foreign.record(id="b"))
    ours = DocBin().from_disk(tmp_path / "x.spacy")
    docs = list(ours.get_docs(spacy.blank("en").vocab))
    assert [d.user_data["annotator"]["id"] for d in docs] == ["a1", "b"]
    assert set(docs[0].spans) == {"quote", "entity", "claim"}


def test_the_file_is_the_one_that_spacy_would_write(tmp_path: Path) -> None:
    foreign.write("spacy", tmp_path / "x.spacy", foreign.record(), foreign.record(id="b"))
    ours = DocBin(store_user_data=True).from_disk(tmp_path / "x.spacy")
    nlp = spacy.blank("en")
    again = DocBin(attrs=ours.attrs, store_user_data=True, docs=ours.get_docs(nlp.vocab))
    assert again.strings <= set(ours.strings)
    for mine, theirs in zip(ours.tokens, again.tokens, strict=True):
        assert mine.tolist() == theirs.tolist() and mine.dtype == theirs.dtype
    assert [x.tolist() for x in ours.spaces] == [x.tolist() for x in again.spaces]
    assert ours.span_groups == again.span_groups
    assert (ours.cats, ours.flags) == (again.cats, again.flags)


@pytest.mark.parametrize("what", ["a label", "a token", "a border"])
def test_what_was_changed_on_the_disk_does_not_pass_the_proof(tmp_path: Path, what: str) -> None:
    path, writing = tmp_path / "x.spacy", Writing(default_schema())
    writer = spacy_docbin.Writer(path, writing)
    writer.add(foreign.record())
    writer.finish()
    assert spacy_docbin.prove(path, writing) == writer.tally
    data = srsly.msgpack_loads(zlib.decompress(path.read_bytes()))
    if what == "a label":
        data["strings"] = [{"PERSON": "PERSOM"}.get(x, x) for x in data["strings"]]
    elif what == "a token":
        data["tokens"] = data["tokens"][40:80] + data["tokens"][40:]
    else:
        packed = bytearray(data["span_groups"][0])
        packed[-len(b"\x91\xa5claim") - 1] ^= 1
        data["span_groups"][0] = bytes(packed)
    path.write_bytes(zlib.compress(srsly.msgpack_dumps(data)))
    with suppress(FormatError):
        assert spacy_docbin.prove(path, writing) != writer.tally


def test_no_article_is_a_file_too(tmp_path: Path) -> None:
    foreign.write("spacy", tmp_path / "x.spacy")
    assert foreign.read("spacy", tmp_path / "x.spacy")[0] == []
    assert len(DocBin().from_disk(tmp_path / "x.spacy")) == 0


def test_damaged_and_swollen_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.spacy"
    foreign.write("spacy", path, foreign.record())
    foreign.damage("spacy", path, 10)
    inside = zlib.decompress(path.read_bytes())
    for seed in range(0, len(inside), len(inside) // 40):
        path.write_bytes(zlib.compress(inside[:seed] + b"\xc1\xff" + inside[seed + 1 :]))
        try:
            foreign.read("spacy", path)
        except FormatError as error:
            assert error.remedy
    monkeypatch.setattr(docbin_file, "_FREE", 1000)
    path.write_bytes(zlib.compress(bytes(10_000_000)))
    with pytest.raises(FormatError, match="far more"):
        foreign.read("spacy", path)
