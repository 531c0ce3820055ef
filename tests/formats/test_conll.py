"""CoNLL columns of any width, order and scheme; the text comes back where it was told."""

from __future__ import annotations

from pathlib import Path

import foreign
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import formats
from annotator.formats.conll_tags import Piece, decode, decode_brackets, encode
from annotator.formats.conll_text import Token, rebuild, rebuild_forms
from annotator.model.errors import FormatError

GOAL = [("PERSON", "Ana Ek"), ("GPE", "Oslo")]
SHAPES = {
    "2003": "-DOCSTART- -X- -X- O\n\nAna NNP I-NP I-PER\nEk NNP I-NP I-PER\nleft VBD I-VP O\n"
    "Oslo NNP I-NP I-GPE\n. . O O\n",
    "iob1": "Ana I-PER\nEk I-PER\nleft O\nOslo I-GPE\n. O\n",
    "biluo": "Ana B-PER\nEk L-PER\nleft O\nOslo U-GPE\n. O\n",
    "bioes": "Ana B-PER\nEk E-PER\nleft O\nOslo S-GPE\n. O\n",
    "bmes": "Ana B_PER\nEk E_PER\nleft O\nOslo S_GPE\n. O\n",
    "wnut": "Ana\tB-PER\r\nEk\tI-PER\r\nleft\tO\r\nOslo\tB-GPE\r\n.\tO\r\n\t\r\n",
    "bom and tag first of two": "\ufeffAna B-PER O\nEk I-PER O\nleft O O\nOslo B-GPE O\n. O O\n",
    "germeval": "#\thttp://example.org [2012]\n1\tAna\tB-PER\tO\n2\tEk\tI-PER\tO\n3\tleft\tO\tO\n"
    "4\tOslo\tB-GPE\tO\n5\t.\tO\tO\n",
    "uner": "# sent_id = 1\n# text = Ana Ek left Oslo.\n1\tAna\tB-PER\t-\tx\n2\tEk\tI-PER\t-\tx\n"
    "3\tleft\tO\t-\tx\n4\tOslo\tB-GPE\t-\tx\n5\t.\tO\t-\tx\n",
    "conllu": "# newdoc id = d1\n# sent_id = 1\n1\tAna\t_\tPROPN\t_\t_\t0\troot\t_\tNER=B-PER\n"
    "2\tEk\t_\tPROPN\t_\t_\t1\tflat\t_\tNER=I-PER\n3\tleft\t_\tVERB\t_\t_\t1\tdep\t_\t_\n"
    "3.1\tit\t_\tPRON\t_\t_\t_\t_\t1:dep\t_\n"
    "4\tOslo\t_\tPROPN\t_\t_\t3\tobj\t_\tNER=B-GPE|SpaceAfter=No\n"
    "5\t.\t_\tPUNCT\t_\t_\t3\tpunct\t_\tSpaceAfter=No\n",
    "ontonotes": "#begin document (bc/x_01); part 000\n"
    + "".join(
        f"bc/x_01 0 {i} {form} NN (TOP* - - - spk {tag} (ARG0*) -\n"
        for i, (form, tag) in enumerate(
            [("Ana", "(PERSON*"), ("Ek", "*)"), ("left", "*"), ("Oslo", "(GPE)"), (".", "*")]
        )
    )
    + "\n#end document\n",
    "labels without prefix": "Ana PER\nEk PER\nleft O\nOslo GPE\n. O\n",
    "plus": "# global.columns = ID FORM NER\n1\tAna\tB-PER\n2\tEk\tI-PER\n3\tleft\tO\n"
    "4\tOslo\tB-GPE\n5\t.\tO\n",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_columns_of_others(tmp_path: Path, shape: str) -> None:
    path = tmp_path / "x.conll"
    path.write_bytes(SHAPES[shape].encode())
    documents, refused, _ = foreign.read("conll", path)
    assert not refused and len(documents) == 1
    assert foreign.spans(documents[0]) == GOAL
    assert documents[0].article.text.strip() == "Ana Ek left Oslo."
    found = formats.recognise(path)
    assert found and found.format.name == "conll"


def test_latin_1_without_a_mark_and_two_articles(tmp_path: Path) -> None:
    text = "-DOCSTART- (7 PÉREZ)\n\nJosé B-PER\nPérez I-PER\n\n-DOCSTART- -X- O O\n\nCádiz B-LOC\n"
    (tmp_path / "esp.testa").write_bytes(text.encode("latin-1"))
    documents, _, _ = foreign.read("conll", tmp_path / "esp.testa")
    assert [d.article.id for d in documents] == ["7 PÉREZ", "esp-2"]
    assert [foreign.spans(d) for d in documents] == [[("PERSON", "José Pérez")], [("LOC", "Cádiz")]]


def test_words_of_several_tokens_stand_once(tmp_path: Path) -> None:
    rows = ["1-2\tdel\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No"]
    rows += ["1\tde\t_\tADP\t_\t_\t0\t_\t_\t_", "2\tel\t_\tDET\t_\t_\t0\t_\t_\t_"]
    rows += ["3\tRío\t_\tPROPN\t_\t_\t0\t_\t_\tNER=B-LOC"]
    (tmp_path / "x.conllu").write_text("\n".join(rows) + "\n", "utf-8")
    documents, _, _ = foreign.read("conll", tmp_path / "x.conllu")
    assert documents[0].article.text.strip() == "delRío"
    assert foreign.spans(documents[0]) == [("LOC", "Río")]


def test_a_line_without_its_tag_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.conll").write_text("Ana B-PER\nEk\nOslo B-GPE\n", "utf-8")
    documents, _, reading = foreign.read("conll", tmp_path / "x.conll")
    assert foreign.spans(documents[0]) == [("PERSON", "Ana"), ("GPE", "Oslo")]
    assert "1 lines without a tag, taken as outside" in foreign.losses(reading)


@pytest.mark.parametrize("text", ["just words here\nand more of them now\n", "one\nword\n", ""])
def test_what_is_no_columns_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.conll").write_text(text)
    try:
        documents, refused, _ = foreign.read("conll", tmp_path / "x.conll")
    except FormatError as error:
        assert error.remedy
    else:
        assert not documents and refused


@pytest.mark.parametrize("scheme", ["iob2", "biluo", "iob1"])
def test_tags_come_back(scheme: str) -> None:
    pieces = [Piece("A", 0, 2), Piece("A", 2, 3), Piece("B", 3, 4), Piece("A", 5, 8)]
    assert decode(encode(pieces, 9, scheme)) == pieces


def test_brackets_nest_and_strays_are_counted() -> None:
    cells = ["(A(B*)", "*)", "*)", "(C*"]
    assert decode_brackets(cells) == ([Piece("A", 0, 2), Piece("B", 0, 1)], 2)


def test_what_trainers_get_is_plain(tmp_path: Path) -> None:
    told = foreign.write("conll", tmp_path / "x.conll", foreign.record())
    lines = (tmp_path / "x.conll").read_text("utf-8").splitlines()
    assert lines[:3] == ["-DOCSTART- -X- O O", "", "“ O"]
    # Of the names that overlap the longest is written.
    assert {"Ana B-PERSON", "Ek I-PERSON", "Oslo B-LOC", "and I-LOC"} <= set(lines)
    assert any(x.startswith("2 overlapping spans") for x in told)
    assert any(x.startswith("3 spans of other layers") for x in told)


def test_exact_text_comes_back(tmp_path: Path) -> None:
    text = " \tA  #1: “We go 😀”,\n\n# Ana Ek of Oslo\nand Bergen\u2009; -LRB- 中文 \n"
    one = foreign.record(text)
    foreign.write("conll", tmp_path / "x.conll", one, foreign.record(id="b"), text="exact",
                  columns="4", scheme="biluo")  # fmt: skip
    documents, _, _ = foreign.read("conll", tmp_path / "x.conll")
    assert documents[0].article.text == text
    assert [d.article.id for d in documents] == ["a1", "b"]
    assert documents[0].article.title == "Title & <more>"


def test_damaged_files(tmp_path: Path) -> None:
    foreign.write("conll", tmp_path / "x.conll", foreign.record(), foreign.record(id="b"))
    foreign.damage("conll", tmp_path / "x.conll")


def test_tags_before_their_tokens(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("O\twhat\nB-ACTOR\tana\nI-ACTOR\tek\nO\tplays\n\nO\tall\n", "utf-8")
    found = formats.recognise(path)
    assert found and found.format.name == "conll"
    (document,), _, _ = foreign.read("conll", path)
    assert document.article.text == "what ana ek plays\nall"
    assert foreign.spans(document) == [("ACTOR", "ana ek")]


def test_utf16_is_known_and_nul_is_no_part_of_a_label(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ana B-PER\ngrün O\n\nOslo B-LOC\n", "utf-16")
    found = formats.recognise(path)
    assert found and found.format.name == "conll"
    (document,), _, _ = foreign.read("conll", path)
    assert foreign.spans(document) == [("PERSON", "Ana"), ("LOC", "Oslo")]
    path.write_text("Ana B-P\0ER\ngrün O\n", "utf-8")
    (document,), _, _ = foreign.read("conll", path)
    assert foreign.spans(document) == [("P\ufffdER", "Ana")]


FORMS = st.sampled_from(
    ["word", ".", ",", "'s", "n't", "''", "``", '"', "'", "(", ")", "-LRB-", "東", "京", "“", "$"]
)


@given(st.lists(st.lists(FORMS, min_size=1), max_size=4), st.lists(st.sampled_from([None, "\n"])))
def test_forms_alone_are_spaced_as_tokens_are(
    sentences: list[list[str]], between: list[str | None]
) -> None:
    tokens = [[Token(form) for form in forms] for forms in sentences]
    assert rebuild_forms(sentences, between) == rebuild(tokens, between)
