"""WebAnno TSV: stacks, parts of tokens, escapes, relations, chains, slots, UTF-16."""

from __future__ import annotations

from pathlib import Path

import foreign
import pytest

from annotator import formats
from annotator.formats.webanno import escape
from annotator.formats.webanno_read import _plain
from annotator.model.errors import FormatError

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
SAMPLE = f"""#FORMAT=WebAnno TSV 3.2
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP={NER}|identifier|value
#T_SP=webanno.custom.Mood|
#T_SP=webanno.custom.Frame|FE|ROLE_webanno.custom.Frame:Roles_webanno.custom.RolesLink|{NER}
#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation
#T_RL=webanno.custom.Rel|kind|BT_{NER}


#Text=Ana 😀 Ek sold
#Text=it_all .
1-1\t0-3\tAna\tNNP\thttp://www.wikidata.org/entity/Q42[1]|*[2]\tPER[1]|PER\\|part[2]\t_\t_\t_\t_\tpr[1]\t*->1-1\t_\t_\t
1-2\t4-6\t😀\t_\t*[1]\tPER[1]\t*\t_\t_\t_\t_\t_\t_\t_\t
1-3\t7-9\tEk\tNNP\t*[1]\tPER[1]\t_\t_\t_\t_\t_\t_\t_\t_\t
1-4\t10-14\tsold\tVBD\t_\t_\t_\ttrade\tseller;goods\t1-1[1];2-1\t_\t_\t_\t_\t
1-5\t15-21\tit_all\t_\t_\t_\t_\t_\t_\t_\tpr[1]\tcoref->1-2\t_\t_\t
1-5.1\t15-17\tit\t_\t*\t\\_x\t_\t_\t_\t_\t_\t_\t_\t_\t
1-6\t22-23\t.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t

#Sentence.id=s2
#Text=Oslo .
2-1\t26-30\tOslo\tNNP\t*\tLOC\t_\t_\t_\t_\t_\t_\tlives\t1-1[1_0]\t
2-2\t31-32\t.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t
"""


@pytest.mark.parametrize("how", ["as is", "bom and crlf", "code points"])
def test_what_webanno_writes(tmp_path: Path, how: str) -> None:
    text = SAMPLE
    if how == "bom and crlf":
        text = "\ufeff" + text.replace("\n", "\r\n")
    if how == "code points":
        # Tools that are not written in Java count otherwise.
        for start, end in ((4, 6), (7, 9), (10, 14), (15, 21), (15, 17), (22, 23), (26, 30)):
            text = text.replace(f"\t{start}-{end}\t", f"\t{start - (start > 4)}-{end - 1}\t")
        text = text.replace("\t31-32\t", "\t30-31\t")
    path = tmp_path / "x.tsv"
    path.write_bytes(text.encode())
    documents, refused, reading = foreign.read("webanno", path)
    document = documents[0]
    assert not refused
    assert document.article.text == "Ana 😀 Ek sold\nit_all .\n  Oslo ."
    got = foreign.spans(document)
    for one in [
        ("PERSON", "Ana 😀 Ek"), ("PER|part", "Ana"), ("Mood", "😀"), ("Frame", "sold"),
        ("_x", "it"), ("LOC", "Oslo"), ("pr", "it_all"), ("pr", "Ana"),
    ]:  # fmt: skip
        assert one in got
    assert len(got) == 8
    assert set(foreign.links(document)) == {
        ("seller", "sold", "Ana 😀 Ek"), ("goods", "sold", "Oslo"),
        ("lives", "Ana 😀 Ek", "Oslo"), ("CoreferenceLink", "Ana", "it_all"),
    }  # fmt: skip
    assert document.entities["Q42"].external == "Q42"
    assert "4 annotations of words" in foreign.losses(reading)
    found = formats.recognise(path)
    assert found and found.format.name == "webanno"


def test_other_tables_and_versions_are_refused(tmp_path: Path) -> None:
    for text in ("a\tb\n", "", "# id\n1-1\tAna\tB-PER\n", SAMPLE.replace("7-9", "1-9", 1)[:900]):
        (tmp_path / "x.tsv").write_text(text, "utf-8")
        if text.startswith("#FORMAT"):
            continue
        with pytest.raises(FormatError, match="first line"):
            foreign.read("webanno", tmp_path / "x.tsv")
    wrong = SAMPLE.replace("Ana\tNNP", "Someone\tNNP").replace("sold\tVBD", "bought\tVBD")
    (tmp_path / "x.tsv").write_text(wrong, "utf-8")
    with pytest.raises(FormatError, match="other words"):
        foreign.read("webanno", tmp_path / "x.tsv")


@pytest.mark.parametrize("value", ["a|b", "[1]", "x\\", "_", "*", "a->b", ";\t\n", "\\n", "plain"])
def test_escapes_come_back(value: str) -> None:
    assert _plain(escape(value)) == value


def test_round_trip(tmp_path: Path) -> None:
    one = foreign.record()
    told = foreign.write("webanno", tmp_path / "out", one)
    assert told == []
    lines = (tmp_path / "out" / "a1.tsv").read_text("utf-8").split("\n")
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    assert lines[lines.index("") + 1] == "" and lines[lines.index("") + 2].startswith("#Text=")
    documents, _, reading = foreign.read("webanno", tmp_path / "out")
    assert not reading.losses.listed()
    back = documents[0]
    assert back.article.text == one.document.article.text
    want = {(s.layer, s.label, s.start, s.end): s for s in one.spans}
    for span in back.spans.values():
        assert (span.attributes, span.note) == (want[span.key].attributes, want[span.key].note)
    assert back.entities["e1"].name == "Ana Ek"
    assert len(back.relations) == 2


def test_damaged_files(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text(SAMPLE, "utf-8")
    foreign.damage("webanno", tmp_path / "x.tsv")


def tsv(path: Path, layers: str, text: str, *rows: str) -> Path:
    """A file of one sentence; a row's cells are parted by spaces, its number is its place."""
    lines = [f"1-{n}\t" + row.replace(" ", "\t") + "\t" for n, row in enumerate(rows, 1)]
    head = "#FORMAT=WebAnno TSV 3.3\n" + layers + f"\n\n\n#Text={text}\n"
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")
    return path


def test_the_only_feature_of_a_layer_is_its_label(tmp_path: Path) -> None:
    layers = "#T_SP=webanno.custom.Definition|Def_part\n#T_SP=webanno.custom.Remark|comment"
    path = tsv(
        tmp_path / "a.tsv", layers, "A reef grows .",
        "0-1 A DEFINIENDUM[1] _", "2-6 reef DEFINIENDUM[1] odd", "7-12 grows * _", "13-14 . _ _",
    )  # fmt: skip
    (document,), _, _ = foreign.read("webanno", path)
    assert foreign.spans(document) == [
        ("DEFINIENDUM", "A reef"), ("Remark", "reef"), ("Definition", "grows")
    ]  # fmt: skip
    assert [s.attributes for s in document.spans.values() if s.label == "Remark"] == [
        {"comment": "odd"}
    ]


def test_a_host_whose_slots_are_empty_is_there_all_the_same(tmp_path: Path) -> None:
    links = "ROLE_webanno.custom.Host:links_webanno.custom.HostLink|uima.tcas.Annotation"
    layers = f"#T_SP=webanno.custom.Host|{links}"
    path = tsv(tmp_path / "a.tsv", layers, "Go on .", "0-2 Go _ *", "3-5 on _ _", "6-7 . _ _")
    (document,), _, _ = foreign.read("webanno", path)
    assert foreign.spans(document) == [("Host", "Go")]


def test_a_relation_is_called_by_its_label_wherever_that_stands(tmp_path: Path) -> None:
    layers = (
        "#T_SP=webanno.custom.Name|value\n"
        "#T_RL=webanno.custom.Rel|sure|weight|label|BT_webanno.custom.Name"
    )
    path = tsv(
        tmp_path / "a.tsv", layers, "Ana met Ben",
        "0-3 Ana PER _ _ _ _", "4-7 met _ _ _ _ _", "8-11 Ben PER true 42 knows 1-1[0_0]",
    )  # fmt: skip
    (document,), _, reading = foreign.read("webanno", path)
    assert foreign.links(document) == [("knows", "Ana", "Ben")]
    assert "2 further features of relations" in foreign.losses(reading)


def test_version_2_is_known_and_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(" # de.x.NamedEntity | value\n#id=1\n#text=Ana .\n1-1\tAna\tB-PER\n", "utf-8")
    found = formats.recognise(path)
    assert found and found.format.name == "webanno"
    with pytest.raises(FormatError, match="WebAnno TSV 3"):
        foreign.read("webanno", path)
