"""Datasets in and out: balances, strictness, labels that are missing, merging, splits, cards."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import builders
import pytest

from annotator.formats.base import KINDS
from annotator.formats.spacy_docbin import Writer as DocBinWriter
from annotator.model.errors import AnnotatorError
from annotator.services import (
    adding,
    deciding,
    exporting,
    importing,
    projects,
    reviewing,
    splitting,
)
from annotator.services.exporting import ExportReport, Want
from annotator.services.importing import Bring
from annotator.services.intake import ImportReport
from annotator.services.projects import Project
from annotator.services.selecting import Selection
from annotator.services.splitting import Item
from annotator.store import articles, parts

ALL = Selection(states=("accepted", "suggested"), everything=True)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with projects.create_project(tmp_path / "p.db") as made:
        yield made


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[Project]:
    """One article, suggested, done by ana."""
    made, pk = builders.make(tmp_path, builders.usual())
    with made:
        deciding.accept(made, "ana", pk, builders.one(made, pk, "GPE", "Varde").id)
        reviewing.set_status(made, "ana", pk, "done")
        yield made


def line(text: str, *spans: tuple[str, int, int], **more: object) -> str:
    """An article of the interchange format."""
    found = [{"layer": "entity", "label": label, "start": a, "end": b} for label, a, b in spans]
    return json.dumps({"text": text, "spans": found, **more}) + "\n"


def adds_up(given: Counter[str], kept: Counter[str], report: ExportReport | ImportReport) -> bool:
    """Whether what is missing stands among the losses, kind by kind."""
    lost = Counter[str]()
    for loss in report.losses:
        lost[loss.kind] += loss.count
    return all(given[kind] - kept[kind] == lost[kind] for kind in KINDS)


# -- in ------------------------------------------------------------------------------------------


def test_labels_that_are_missing_are_asked_for_once(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    rows = [line(f"Sword {n}.", ("WEAPON", 0, 5)) for n in range(3)]
    path.write_text(line("Oslo.", ("GPE", 0, 4)) + "".join(rows), "utf-8")
    asked: list[list[str]] = []

    def no(names: object) -> bool:
        asked.append(list(names))  # type: ignore[call-overload]
        return False

    report = importing.import_paths(project, [path], Bring(extend=no))
    assert asked == [["entity:WEAPON"]] and report.labels_missing == ["entity:WEAPON"]
    assert len(report.articles) == 1 and len(report.refused) == 3
    assert "--extend-schema" in str(report.refused[0])
    assert adds_up(report.found, report.stored, report)
    again = importing.import_paths(project, [path], Bring(extend=lambda _: True))
    assert len(again.articles) == 3 and again.labels_added == ["entity:WEAPON"]
    assert adds_up(again.found, again.stored, again)


def test_unknown_attributes_join_the_schema(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    span = {"layer": "entity", "label": "GPE", "start": 0, "end": 4, "attributes": {"mood": ["x"]}}
    path.write_text(json.dumps({"text": "Oslo.", "spans": [span]}), "utf-8")
    report = importing.import_paths(project, [path], Bring(extend=lambda _: True))
    assert report.labels_added == ["entity, attribute mood"]
    layer = project.schema().layer("entity")
    assert layer is not None and layer.attributes[-1].type == "tags"


def test_strict_stores_nothing_when_anything_is_lost(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(line("Oslo.") + line("Rome.") + line("Oslo."), "utf-8")
    with pytest.raises(AnnotatorError, match="text is here already"):
        importing.import_paths(project, [path], Bring(strict=True))
    assert articles.all_pks(project) == []
    path.write_text(line("Oslo.") + line("Rome."), "utf-8")
    assert len(importing.import_paths(project, [path], Bring(strict=True)).articles) == 2


def test_looking_says_what_would_come_and_stores_nothing(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(line("Sword.", ("WEAPON", 0, 5)) + line("Oslo."), "utf-8")
    version = project.schema().version
    report = importing.look(project, [path])
    assert report.labels_found == {"entity:WEAPON": 1} and len(report.articles) == 2
    assert report.recognised == [(str(path), "jsonl", report.recognised[0][2])]
    assert articles.all_pks(project) == [] and project.schema().version == version
    assert len(importing.look(project, [path], limit=1).articles) == 1


def test_annotations_of_a_text_that_is_here_are_added_when_asked(
    worked: Project, tmp_path: Path
) -> None:
    back = tmp_path / "back.jsonl"
    start, end = builders.at("Northwind Shipping")
    again = builders.at("Varde")
    back.write_text(
        line(builders.TEXT, ("ORG", start, end), ("ORG", start, end - 9), ("GPE", *again)), "utf-8"
    )
    plain = importing.import_paths(worked, [back], Bring(annotator="ana"))
    assert plain.spans == 0 and adds_up(plain.found, plain.stored, plain)
    assert plain.mergeable == 1 and "here already" in " ".join(map(str, plain.losses))
    report = importing.import_paths(worked, [back], Bring(annotator="ana", merge=True))
    # Varde is accepted by ana already.
    assert report.spans == 2 and adds_up(report.found, report.stored, report)
    assert [i for _, i in report.merged] == ["a1"]
    assert list(projects.check(worked)) == []
    twice = importing.import_paths(worked, [back], Bring(annotator="ana", merge=True))
    assert twice.spans == 0 and adds_up(twice.found, twice.stored, twice)


# -- out -----------------------------------------------------------------------------------------


def test_an_export_is_read_back_and_balanced(worked: Project, tmp_path: Path) -> None:
    report = exporting.export(worked, tmp_path / "a.spacy", "spacy", ALL)
    assert adds_up(report.given, report.written, report)
    assert report.given["span"] == 9 == report.written["span"]
    assert set(report.digests) == {"a.spacy"}


def test_a_file_that_does_not_read_back_is_not_put_in_place(
    worked: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from spacy.tokens import DocBin

    def half(writer: DocBinWriter) -> None:
        DocBin().to_disk(writer.path)

    monkeypatch.setattr(DocBinWriter, "finish", half)
    with pytest.raises(AnnotatorError, match="does not read back"):
        exporting.export(worked, tmp_path / "a.spacy", "spacy", ALL)
    assert not list(tmp_path.glob("*a.spacy*"))


def test_strict_makes_a_loss_an_error(worked: Project, tmp_path: Path) -> None:
    adding.add_span(worked, "ana", 1, "entity", "ORG", *builders.at("orthwind Shipping"))
    want = Want("spacy", strict=True)
    with pytest.raises(AnnotatorError, match="token borders"):
        exporting.export(worked, tmp_path / "a.spacy", want, ALL)
    assert not (tmp_path / "a.spacy").exists()
    assert exporting.export(worked, tmp_path / "a.spacy", "spacy", ALL).losses


def test_labels_filters_and_marks(worked: Project, tmp_path: Path) -> None:
    chosen = Selection(states=("suggested",), everything=True, labels=("DIRECT",), marks=True)
    exporting.export(worked, tmp_path / "a.spacy", "spacy", chosen)
    with projects.create_project(tmp_path / "back.db") as back:
        importing.import_paths(back, [tmp_path / "a.spacy"])
        texts = [s.text for s in articles.load(back, 1).spans.values()]
    assert texts == ["“The quay is open,”", "“Ships come back on Monday,”"]
    none = Selection(everything=True, where="status:new")
    with pytest.raises(AnnotatorError, match="no article fits"):
        exporting.export(worked, tmp_path / "b.spacy", "spacy", none)


def test_only_what_several_people_made_alike(worked: Project, tmp_path: Path) -> None:
    for words in ("Varde", "Northwind Shipping"):
        label = "GPE" if words == "Varde" else "ORG"
        deciding.accept(worked, "ben", 1, builders.one(worked, 1, label, words).id)
    with pytest.raises(AnnotatorError, match="by 2 people"):
        exporting.export(worked, tmp_path / "a.spacy", "spacy", Selection(agreed=2))
    reviewing.set_status(worked, "ben", 1, "done")
    report = exporting.export(worked, tmp_path / "a.spacy", "spacy", Selection(agreed=2))
    assert report.spans == {"all": {"entity:GPE": 1}}


# -- splits and cards ----------------------------------------------------------------------------


def many(project: Project, folder: Path, first: int, last: int) -> None:
    """Articles with a GPE, every fifth with an ORG."""
    rows = [
        line(f"Oslo {n}.", ("GPE", 0, 4), *([("ORG", 0, 4)] if n % 5 == 0 else []), id=f"a{n}")
        for n in range(first, last)
    ]
    (folder / "many.jsonl").write_text("".join(rows), "utf-8")
    importing.import_paths(project, [folder / "many.jsonl"], Bring(annotator="ana"))


def test_a_rare_label_is_shared_out(project: Project, tmp_path: Path) -> None:
    many(project, tmp_path, 0, 50)
    split = splitting.parse("60/20/20", 4)
    report = exporting.export(project, tmp_path / "out", Want("spacy"), ALL, split)
    assert report.parts == {"train": 30, "dev": 10, "test": 10}
    assert [report.spans[x]["entity:ORG"] for x in ("train", "dev", "test")] == [6, 2, 2]


def test_articles_stay_in_the_part_they_were_dealt(project: Project, tmp_path: Path) -> None:
    many(project, tmp_path, 0, 20)
    split = splitting.parse("50/50", 1)
    exporting.export(project, tmp_path / "one", "spacy", ALL, split)
    before = parts.stored(project)
    many(project, tmp_path, 20, 40)
    other = splitting.parse("80/10/10", 99)
    report = exporting.export(project, tmp_path / "two", "spacy", ALL, other)
    after = parts.stored(project)
    assert report.split_kept and len(after) == 40
    assert {pk: after[pk] for pk in before} == before
    anew = splitting.parse("80/10/10", 99, anew=True)
    exporting.export(project, tmp_path / "three", "spacy", ALL, anew)
    assert Counter(parts.stored(project).values()) == {"train": 32, "dev": 4, "test": 4}


def test_what_was_held_back_stays_so_with_what_it_belongs_to() -> None:
    items = [Item(1, ("source x",)), Item(2, ("source x", "story 1")), Item(3, ("story 1",))]
    found = splitting.assign(items, splitting.parse("100/0", 1), {3: "test"})
    assert found == {1: "test", 2: "test", 3: "test"}


def test_the_same_options_give_the_same_bytes(project: Project, tmp_path: Path) -> None:
    many(project, tmp_path, 0, 12)
    split = splitting.parse("50/50", 1)
    want = Want("jsonl", licence="cc-by-4.0")
    for name in ("one", "two"):
        exporting.export(project, tmp_path / name, want, ALL, split)
    for name in ("train.jsonl", "dev.jsonl", "README.md"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_card_says_what_is_in_the_files(project: Project, tmp_path: Path) -> None:
    many(project, tmp_path, 0, 12)
    split = splitting.parse("50/50", 1)
    want = Want("jsonl", licence="cc-by-4.0")
    report = exporting.export(project, tmp_path / "out", want, ALL, split)
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert card.startswith('---\nlicense: "cc-by-4.0"\n')
    assert '- split: validation\n    path: "dev.jsonl"' in card
    assert report.digests["train.jsonl"] in card and "| entity:GPE | 6 | 6 |" in card
    plain = exporting.export(project, tmp_path / "x.jsonl", "jsonl")
    assert [f.name for f in plain.files] == ["x.jsonl"]
