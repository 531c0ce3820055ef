"""A brief: what it gathers, and both of its files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from builders import ANA, BEN, add_article, at, make, one, suggest, usual

from annotator.cli.main import main
from annotator.model.errors import AnnotatorError, WrongUse
from annotator.services import adding, brief, correcting, deciding, naming
from annotator.store.project import Project

URL = "https://example.org/a?b=1&c=<2"
LATER = "Port *again*\n“We never pay,” said Jan. 3. It was an accident."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A suggested article, a copy of it with source, date and link, and a later one."""
    made, _ = make(tmp_path, usual())
    text = made.db.conn.execute("SELECT text FROM article").fetchone()[0]
    suggest(
        made, add_article(made, "a2", text, source="Ledger", published="2026-05-12T08:00"), usual()
    )
    add_article(made, "a3", LATER, source="[Post]", published="2026-05-13", url=URL)
    yield made
    made.close()


def decided(project: Project) -> None:
    for pk in (1, 2):
        deciding.accept(project, ANA, pk, one(project, pk, "DIRECT", "The quay is open").id)
    person = one(project, 1, "SPEAKER", "Maria Olsen", ANA).id
    naming.link_new(project, ANA, 1, [person], "Maria Olsen")
    entity = next(iter(naming_ids(project)))
    naming.link(project, ANA, 2, [one(project, 2, "SPEAKER", "Maria Olsen", ANA).id], entity)
    claim = one(project, 1, "CLAIM", "trade fell 12% in March").id
    for name, value in (("type", "quantity"), ("worth", "2"), ("polarity", "affirmed")):
        correcting.set_attribute(project, ANA, 1, claim, name, value)
    adding.add_span(project, ANA, 3, "quote", "DIRECT", *at("We never pay", LATER))
    adding.add_span(project, ANA, 3, "claim", "CLAIM", *at("3. It was an accident", LATER))


def naming_ids(project: Project) -> list[str]:
    return [r[0] for r in project.db.conn.execute("SELECT id FROM entity")]


def test_quotes_by_speaker_and_claims_by_type(project: Project) -> None:
    decided(project)
    made = brief.gather(project, [1, 2, 3])
    assert [(g.heading, len(g.entries)) for g in made.quotes] == [
        ("Maria Olsen", 1), ("No speaker", 1),
    ]  # fmt: skip
    quote = made.quotes[0].entries[0]
    assert (quote.words, quote.quoted, quote.details) == ("The quay is open", True, ("said",))
    assert [(x.source, x.date) for x in quote.origins] == [("Ledger", "2026-05-12"), (None, None)]
    assert [(g.heading, g.entries[0].words) for g in made.claims] == [
        ("Quantity", "trade fell 12% in March"), ("No type", "3. It was an accident"),
    ]  # fmt: skip
    assert made.claims[0].entries[0].details == (
        "claimed by Northwind Shipping", "worth checking 2",
    )  # fmt: skip
    assert made.entries == 4 and len(made.articles) == 3


def test_open_suggestions_only_when_asked_for(project: Project) -> None:
    assert brief.gather(project, [1]).entries == 0
    made = brief.gather(project, [1], suggestions=True)
    assert [(g.heading, [e.open for e in g.entries]) for g in made.quotes] == [
        ("Maria Olsen", [True, True])
    ]
    decided(project)
    deciding.reject(project, ANA, 1, one(project, 1, "DIRECT", "Ships come back on Monday").id)
    quotes = brief.gather(project, [1], suggestions=True).quotes
    assert [(e.words, e.open) for e in quotes[0].entries] == [("The quay is open", False)]


def test_parts_of_a_split_quotation_are_one_entry(project: Project) -> None:
    for words in ("The quay is open", "Ships come back on Monday"):
        deciding.accept(project, ANA, 1, one(project, 1, "DIRECT", words).id)
        own = one(project, 1, "DIRECT", words, ANA).id
        correcting.set_attribute(project, ANA, 1, own, "group", "g1")
    (entry,) = brief.gather(project, [1]).quotes[0].entries
    assert entry.words == "The quay is open … Ships come back on Monday"


def test_whose_decisions_must_be_clear(project: Project) -> None:
    decided(project)
    deciding.accept(project, BEN, 1, one(project, 1, "DIRECT", "Ships come back on Monday").id)
    with pytest.raises(AnnotatorError, match="several people"):
        brief.gather(project, [1])
    with pytest.raises(WrongUse, match="no annotator"):
        brief.gather(project, [1], "nobody")
    (group,) = brief.gather(project, [1], BEN).quotes
    assert group.entries[0].words == "Ships come back on Monday"


def test_markdown_escapes_and_links(project: Project, tmp_path: Path) -> None:
    decided(project)
    brief.write(brief.gather(project, [3]), tmp_path / "b.md")
    text = (tmp_path / "b.md").read_text("utf-8")
    assert "## Quotes\n\n### No speaker\n\n- “We never pay”  \n  Port \\*again\\*, " in text
    assert "- 3\\. It was an accident  \n" in text
    # An address with a sign that could end the link is not one a browser should get.
    assert "\\[Post\\], 2026-05-13" in text and "](" not in text


def test_word_document_is_whole_and_the_same_each_time(project: Project, tmp_path: Path) -> None:
    decided(project)
    project.db.conn.execute(
        "UPDATE article SET title = ?, url = 'https://example.org/?a=1&b=2' WHERE pk = 3",
        ("A & B \x07 <w:p>",),
    )
    found = brief.gather(project, [1, 3])
    brief.write(found, tmp_path / "b.docx")
    brief.write(found, tmp_path / "c.docx")
    assert (tmp_path / "b.docx").read_bytes() == (tmp_path / "c.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "b.docx") as file:
        assert file.testzip() is None
        parts = {n: ElementTree.fromstring(file.read(n)) for n in file.namelist()}
    words = [
        "".join(x.itertext()) for x in parts["word/document.xml"].iter() if x.tag.endswith("}p")
    ]
    assert "“The quay is open” (said)" in words and "Maria Olsen" in words
    assert "A & B \ufffd <w:p>, [Post], 2026-05-13" in words
    targets = [x.get("Target") for x in parts["word/_rels/document.xml.rels"]]
    assert targets == ["styles.xml", "https://example.org/?a=1&b=2"]


def test_nothing_is_written_over_and_nothing_half(project: Project, tmp_path: Path) -> None:
    decided(project)
    found, out = brief.gather(project, [1]), tmp_path / "b.md"
    with pytest.raises(WrongUse, match=r"no \.txt"):
        brief.write(found, tmp_path / "b.txt")
    with pytest.raises(AnnotatorError, match="no quotes and no claims"):
        brief.write(brief.gather(project, []), out)
    out.write_text("mine")
    with pytest.raises(AnnotatorError, match="there already"):
        brief.write(found, out)
    brief.write(found, out, force=True)
    assert out.read_text().startswith("# Brief of p")
    with pytest.raises(AnnotatorError, match="no such"):
        brief.write(found, tmp_path / "none" / "b.docx")
    names = {p.name for p in tmp_path.iterdir()}
    assert {x for x in names if not x.startswith("p.db")} == {"b.md"}


def test_from_the_command_line(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided(project)
    path, out = str(project.path), tmp_path / "b.md"
    assert main(["brief", path, str(tmp_path / "b.pdf")]) == 2
    assert main(["brief", path, str(out), "--filter", "source:ledger", "--annotator", ANA]) == 0
    assert "quotes and claims: 1, of 1 article" in capsys.readouterr().err
    assert main(["brief", path, str(out)]) == 1
    assert main(["brief", path, str(out), "--force", "--article", "a3"]) == 0
    assert "We never pay" in out.read_text("utf-8")
    assert main(["brief", path, str(out), "--force", "--filter", "open>x"]) == 1
    assert main(["brief", path, str(out), "--force", "--filter", "nowhere"]) == 1
    assert "no article fits" in capsys.readouterr().err
