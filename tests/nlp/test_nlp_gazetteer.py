"""The gazetteer: its form, a file of the user's own on top of it, and what is wrong with one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy

from annotator.model.errors import AnnotatorError
from annotator.nlp import gazetteer
from annotator.nlp.names import NAME
from annotator.nlp.pipeline import load as load_pipeline

OWN = """
[names.ORG]
ours = "Kelpworks = KW Marine, Varde"
[names]
ambiguous = "Varde"
[words]
titles = "Harbourmaster"
[remove]
names = "Oman, Turkey"
titles = "Don"
"""


def test_the_bundled_one_is_whole() -> None:
    known = gazetteer.load()
    assert set(known.lists) == set(gazetteer.LISTS) and all(known.lists.values())
    entry = known.get(("U.S.",))
    assert entry is not None and (entry.label, entry.name) == ("GPE", "United States")
    assert known.get(("VALLETTA",)) == known.get(("Valletta",)) is not None
    assert known.get(("The", "Netherlands")) == known.get(("the", "Netherlands")) is not None
    assert {e.label for e in known.entries.values()} <= set(gazetteer.LABELS)


def test_entries_are_cut_as_the_tokenizer_cuts() -> None:
    nlp = spacy.blank("en")
    # Three abbreviations that spaCy cuts, and those alone.
    wrong = 0
    for words in gazetteer.load().entries:
        text = "At " + " ".join(words).replace(" - ", "-").replace(" 's", "'s") + " it"
        wrong += tuple(t.text for t in nlp.make_doc(text))[1:-1] != words
    assert wrong <= 3


def test_the_longest_entry_counts() -> None:
    known = gazetteer.load()
    words = ["New", "York", "Times", "reporters"]
    entry = known.longest(words, 0)
    assert entry is not None and entry.label == "ORG"
    entry = known.longest(["New", "York", "traffic"], 0)
    assert entry is not None and entry.label == "GPE"
    assert known.longest(["traffic"], 0) is None


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    known = gazetteer.load(path)
    entry = known.get(("KW", "Marine"))
    assert entry is not None and (entry.label, entry.name) == ("ORG", "Kelpworks")
    entry = known.get(("Varde",))
    assert entry is not None and entry.ambiguous
    assert "Harbourmaster" in known.lists["titles"] and "Don" not in known.lists["titles"]
    assert known.get(("Oman",)) is None and known.get(("Yemen",)) is not None
    assert gazetteer.load().get(("Oman",)) is not None
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"gazetteer": str(path)})
    doc = nlp("Harbourmaster Olsen met KW Marine in Oman.")
    assert [(e.text, e.label_) for e in doc.ents] == [("Olsen", "PERSON"), ("KW Marine", "ORG")]


def test_the_users_own_is_found_and_read_again_when_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("APPDATA", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert gazetteer.own_file() is None
    path = tmp_path / "annotator" / "gazetteer.toml"
    path.parent.mkdir()
    path.write_text(OWN, encoding="utf-8")
    assert gazetteer.own_file() == path
    assert gazetteer.load().get(("Kelpworks",)) is not None
    path.write_text("[names.ORG]\nours = 'Sandworks'\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert gazetteer.load().get(("Kelpworks",)) is None
    assert gazetteer.load().get(("Sandworks",)) is not None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[names.ORG", "no TOML"),
        ("[towns]", "no section 'towns'"),
        ("[names.TOWN]\nx = 'Varde'", "no label 'TOWN'"),
        ("[words]\njobs = 'mayor'", "no list 'jobs'"),
        ("[remove]\njobs = 'mayor'", "no list 'jobs'"),
        ("[names.ORG]\nx = ['Kelpworks']", "in place of text"),
        ("names = 'Kelpworks'", "is no section"),
    ],
)
def test_a_wrong_file_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, what: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv(gazetteer.VARIABLE, str(path))
    with pytest.raises(AnnotatorError, match=what) as caught:
        load_pipeline("blank:en")
    assert caught.value.where == str(path) and "docs/gazetteer.md" in caught.value.remedy


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(gazetteer.VARIABLE, str(tmp_path / "none.toml"))
    with pytest.raises(AnnotatorError, match="cannot be read"):
        gazetteer.load()
