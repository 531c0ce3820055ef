"""Articles in, datasets out: on real files, over real projects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.errors import AnnotatorError, ProjectError
from annotator.services import (
    correcting,
    deciding,
    exporting,
    importing,
    intake,
    linking,
    projects,
    reading,
    reviewing,
    splitting,
    undoing,
)
from annotator.services.importing import Bring
from annotator.services.projects import Project
from annotator.services.selecting import Selection
from annotator.services.splitting import Item
from annotator.store import articles

EXTEND = Bring(extend=lambda _: True)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with projects.create_project(tmp_path / "p.db") as made:
        yield made


def lines(path: Path) -> list[dict]:  # type: ignore[type-arg]
    """The articles of an exported file."""
    return [json.loads(x) for x in path.read_text("utf-8").splitlines()]


def put(folder: Path, **files: str) -> Path:
    """Write files (``a_txt`` becomes ``a.txt``) into a folder."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, "utf-8")
    return folder


# -- import ------------------------------------------------------------------------------------


def test_a_folder_takes_what_it_knows_and_names_the_rest(project: Project, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", b_txt="Second text.", a_txt="First text.", c_xyz="?")
    put(folder / ".hidden", d_txt="Not this one.")
    put(folder / "deep", e_jsonl=json.dumps({"id": "five", "text": "Fifth text."}))
    report = importing.import_paths(project, [folder])
    assert [i for _, i, _ in report.articles] == ["a", "b", "five"]
    assert [r.where for r in report.refused] == [str(folder / "c.xyz")]
    assert ".xyz is not read" in str(report.refused[0])


def test_files_come_in_the_order_in_which_people_count(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (10, 1, 2):
        (folder / f"part{number}.txt").write_text(f"Text number {number}.", "utf-8")
    report = importing.import_paths(project, [folder])
    assert [i for _, i, _ in report.articles] == ["part1", "part2", "part10"]


def test_what_cannot_be_read_is_refused_and_nothing_is_stored(
    project: Project, tmp_path: Path
) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    folder = put(tmp_path / "in", empty_txt="", broken_jsonl='{"id": 1, "te')
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 9)
    bad = [big, *sorted(folder.iterdir()), tmp_path / "missing.txt"]
    report = importing.import_paths(project, bad)
    assert report.articles == [] and len(report.refused) == 5
    assert articles.all_pks(project) == []
    assert all(r.what and r.where for r in report.refused)


def test_a_bad_line_does_not_stop_the_good_ones(project: Project, tmp_path: Path) -> None:
    rows = ['{"id": "a", "text": "One."}', '{"id": "b"}', '{"id": "c", "text": "Two."}']
    put(tmp_path, x_jsonl="\n".join(rows))
    report = importing.import_paths(project, [tmp_path / "x.jsonl"])
    assert [i for _, i, _ in report.articles] == ["a", "c"]
    assert "line 2" in report.refused[0].where


def test_the_same_text_is_reported_not_stored_again(project: Project, tmp_path: Path) -> None:
    put(tmp_path, a_txt="Same text.\n", b_txt="Same text.\r\n".replace("\r", ""))
    (tmp_path / "c.txt").write_bytes(b"Same text.\r\n")
    report = importing.import_paths(project, [tmp_path / n for n in ("a.txt", "b.txt", "c.txt")])
    assert len(report.articles) == 1
    assert report.duplicates == [("b.txt", "a"), ("c.txt", "a")]
    again = importing.import_paths(project, [tmp_path / "a.txt"])
    assert again.articles == [] and again.duplicates == [("a.txt", "a")]


def test_an_id_that_is_taken_gets_a_number(project: Project, tmp_path: Path) -> None:
    put(tmp_path / "x", a_txt="One.")
    put(tmp_path / "y", a_txt="Two.")
    report = importing.import_paths(project, [tmp_path / "x", tmp_path / "y"])
    assert [i for _, i, _ in report.articles] == ["a", "a-2"]
    assert report.renamed == [("a", "a-2")]


def test_an_entity_id_of_another_entity_is_changed(project: Project, tmp_path: Path) -> None:
    def line(text: str, name: str) -> str:
        entity = {"id": "e1", "name": name, "label": "GPE"}
        span = {"layer": "entity", "label": "GPE", "start": 0, "end": 4, "entity": "e1"}
        return json.dumps({"text": text, "spans": [span], "entities": [entity]})

    put(tmp_path, x_jsonl=line("Oslo.", "Oslo"), y_jsonl=line("Rome.", "Rome"))
    importing.import_paths(project, [tmp_path / "x.jsonl", tmp_path / "y.jsonl"])
    for pk, name in ((1, "Oslo"), (2, "Rome")):
        document = reading.load(project, pk)
        own = next(iter(document.spans.values()))
        assert document.entities[own.entity or ""].name == name


def test_unknown_labels_join_the_schema(project: Project, tmp_path: Path) -> None:
    span = {"layer": "weather", "label": "STORM", "start": 0, "end": 5}
    put(tmp_path, x_jsonl=json.dumps({"text": "Storm hits.", "spans": [span]}))
    report = importing.import_paths(project, [tmp_path / "x.jsonl"], EXTEND)
    assert report.labels_added == ["weather:STORM"]
    assert project.schema().label("weather", "STORM") is not None


def test_cancel_keeps_what_was_finished(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH", 2)
    put(tmp_path, x_jsonl="\n".join(json.dumps({"text": f"Text {i}."}) for i in range(9)))
    seen: list[int] = []
    report = importing.import_paths(
        project, [tmp_path / "x.jsonl"],
        progress=lambda done, _: seen.append(done), cancelled=lambda: len(seen) >= 5,
    )  # fmt: skip
    assert report.cancelled and len(report.articles) == 5 == len(articles.all_pks(project))


def test_a_readonly_project_takes_nothing(project: Project, tmp_path: Path) -> None:
    put(tmp_path, a_txt="Text.")
    with (
        projects.open_project(project.path, readonly=True) as other,
        pytest.raises(ProjectError, match="read-only"),
    ):
        importing.import_paths(other, [tmp_path / "a.txt"])


def test_an_unknown_format_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="no format 'papyrus'"):
        importing.import_paths(project, [tmp_path], Bring("papyrus"))


def test_the_real_article_has_its_zones(project: Project, shared: Path) -> None:
    importing.import_paths(project, [shared / "articles"])
    article = reading.load(project, 1).article
    zones = [(z.kind, article.text[z.start : z.end]) for z in article.zones]
    assert article.title.startswith("Iran eying closer tech cooperation with China")
    assert zones[0] == ("title", article.text.split("\n")[0])
    assert zones[1][0] == "deck" and zones[1][1].startswith("The more Iran works with China")
    kinds = [k for k, _ in zones]
    assert kinds[2:6] == ["caption", "credit", "caption", "credit"]
    assert ("subheading", "Why does this matter?") in zones
    assert ("credit", "(credit: WIKIMEDIA)") in zones
    assert kinds.count("subheading") == 2 and kinds.count("title") == 1


# -- export ------------------------------------------------------------------------------------


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[tuple[Project, int]]:
    """One article, suggested; ana corrected one span, rejected a quote, is done."""
    project, pk = builders.make(tmp_path, builders.usual())
    with project:
        varde = builders.one(project, pk, "GPE", "Varde")
        correcting.relabel(project, "ana", pk, varde.id, "LOC")
        quote = builders.one(project, pk, "DIRECT", "Ships come back on Monday")
        deciding.reject(project, "ana", pk, quote.id)
        other = builders.one(project, pk, "DIRECT", "The quay is open")
        linking.set_role(project, "ana", pk, other.id, "SPEAKER", builders.at("Olsen leads"))
        undoing.undo(project, "ana")
        reviewing.set_status(project, "ana", pk, "done")
        yield project, pk


def labels(path: Path) -> list[tuple[str, str, str]]:
    """Label, text, state of an exported article's spans."""
    return [(s["label"], s["text"], s["state"]) for s in lines(path)[0]["spans"]]


def test_everything_comes_back_the_same(worked: tuple[Project, int], tmp_path: Path) -> None:
    project, _ = worked
    exporting.export(project, tmp_path / "out.jsonl", "jsonl")
    with projects.create_project(tmp_path / "back.db") as back:
        report = importing.import_paths(back, [tmp_path / "out.jsonl"])
        assert not report.refused and list(projects.check(back)) == []
        exporting.export(back, tmp_path / "again.jsonl", "jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_jsonl_of_decisions_alone(worked: tuple[Project, int], tmp_path: Path) -> None:
    project, _ = worked
    chosen = Selection(states=("accepted",), annotator="ana")
    exporting.export(project, tmp_path / "out.jsonl", "jsonl", chosen)
    assert labels(tmp_path / "out.jsonl") == [("LOC", "Varde", "accepted")]


def test_training_formats_want_articles_done(worked: tuple[Project, int], tmp_path: Path) -> None:
    project, pk = worked
    report = exporting.export(project, tmp_path / "a.spacy", "spacy")
    assert report.spans == {"all": {"entity:LOC": 1}}
    reviewing.set_status(project, "ana", pk, "in_progress")
    with pytest.raises(AnnotatorError, match="--all"):
        exporting.export(project, tmp_path / "b.spacy", "spacy")
    report = exporting.export(project, tmp_path / "b.spacy", "spacy", Selection(everything=True))
    assert report.articles == 1


def test_suggestions_stand_beside_decisions_never_twice(
    worked: tuple[Project, int], tmp_path: Path
) -> None:
    project, _ = worked
    both = Selection(states=("accepted", "suggested"))
    report = exporting.export(project, tmp_path / "a.spacy", "spacy", both)
    assert report.spans["all"] == {
        "entity:PERSON": 1, "entity:ORG": 1, "entity:LOC": 1, "claim:CLAIM": 1,
        "quote:DIRECT": 1, "quote:SPEAKER": 1, "quote:CUE": 1,
    }  # fmt: skip


def test_layers_are_chosen(worked: tuple[Project, int], tmp_path: Path) -> None:
    project, _ = worked
    chosen = Selection(layers=("claim",), states=("suggested",))
    report = exporting.export(project, tmp_path / "a.spacy", "spacy", chosen)
    assert report.spans["all"] == {"claim:CLAIM": 1}
    with pytest.raises(AnnotatorError, match="no layer 'claims'"):
        exporting.export(project, tmp_path / "b.spacy", "spacy", Selection(layers=("claims",)))


def test_an_empty_selection_says_what_would_lift_it(project: Project, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="no articles"):
        exporting.export(project, tmp_path / "a.spacy", "spacy")
    pk = builders.add_article(project)
    reviewing.set_status(project, "ana", pk, "done")
    with pytest.raises(AnnotatorError, match="--states accepted,suggested"):
        exporting.export(project, tmp_path / "a.spacy", "spacy")
    assert list(tmp_path.glob("*.spacy*")) == []


def test_several_people_must_be_named(worked: tuple[Project, int], tmp_path: Path) -> None:
    project, pk = worked
    deciding.accept(project, "ben", pk, builders.one(project, pk, "GPE", "Varde").id)
    with pytest.raises(AnnotatorError, match=r"several people.*ana, ben.*--annotator"):
        exporting.export(project, tmp_path / "a.spacy", "spacy")
    chosen = Selection(annotator="ben", everything=True)
    report = exporting.export(project, tmp_path / "a.spacy", "spacy", chosen)
    assert report.spans["all"] == {"entity:GPE": 1}
    with pytest.raises(AnnotatorError, match="no annotator 'carl'"):
        exporting.export(project, tmp_path / "b.spacy", "spacy", Selection(annotator="carl"))


def test_a_file_that_is_there_is_kept(worked: tuple[Project, int], tmp_path: Path) -> None:
    project, _ = worked
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    with pytest.raises(AnnotatorError, match="there already"):
        exporting.export(project, out, "jsonl")
    assert out.read_text() == "mine"
    exporting.export(project, out, exporting.Want("jsonl", force=True))
    assert lines(out)[0]["id"] == "a1"


def test_cancelled_or_failed_exports_leave_nothing(
    worked: tuple[Project, int], tmp_path: Path
) -> None:
    project, _ = worked
    report = exporting.export(
        project, tmp_path / "x" / "out.jsonl", "jsonl", cancelled=lambda: True
    )
    assert report.cancelled and report.files == []
    assert list((tmp_path / "x").iterdir()) == []
    (tmp_path / "file").write_text("a file, no folder")
    with pytest.raises(AnnotatorError):
        exporting.export(project, tmp_path / "file" / "out.jsonl", "jsonl")


def test_rejected_roles_are_not_exported_as_suggestions(
    worked: tuple[Project, int], tmp_path: Path
) -> None:
    project, pk = worked
    quote = builders.one(project, pk, "DIRECT", "The quay is open")
    deciding.reject(project, "ana", pk, quote.id)
    both = Selection(states=("accepted", "suggested"))
    report = exporting.export(project, tmp_path / "a.spacy", "spacy", both)
    assert not [k for k in report.spans["all"] if k.startswith("quote:")]


# -- splits ------------------------------------------------------------------------------------


@given(
    st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=60),
    st.integers(0, 99),
    st.sampled_from(["80/10/10", "50/50", "70/0/30", "100/0"]),
)
def test_groups_never_straddle_and_all_are_dealt(groups: list[str], seed: int, words: str) -> None:
    items = [Item(pk, (group,)) for pk, group in enumerate(groups)]
    split = splitting.parse(words, seed)
    parts = splitting.assign(items, split)
    assert sorted(parts) == [x.pk for x in items]
    sides = {group: {parts[x.pk] for x in items if x.groups == (group,)} for group in set(groups)}
    assert all(len(x) == 1 for x in sides.values())
    assert parts == splitting.assign(list(reversed(items)), split)
    empty = [n for n, share in zip(splitting.NAMES, split.shares, strict=False) if share == 0]
    assert not set(empty) & set(parts.values())


def test_shares_are_met_when_groups_allow_it() -> None:
    items = [Item(i, ()) for i in range(200)]
    parts = list(splitting.assign(items, splitting.parse("80/10/10", 3)).values())
    assert [parts.count(n) for n in splitting.NAMES] == [160, 20, 20]


def test_another_seed_deals_otherwise() -> None:
    items = [Item(i, ()) for i in range(50)]
    first, second = (splitting.assign(items, splitting.parse("50/50", s)) for s in (1, 2))
    assert first != second


@pytest.mark.parametrize("words", ["80/10", "a/b", "80", "50/30/10/10", "-10/110", ""])
def test_a_split_that_makes_no_sense_is_refused(words: str) -> None:
    with pytest.raises(AnnotatorError, match="make 100"):
        splitting.parse(words)


def test_split_files_and_groups_by_source(project: Project, tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": f"a{i}", "text": f"Text {i}.", "meta": {"source": f"s{i % 4}"}})
        for i in range(12)
    ]
    put(tmp_path, x_jsonl="\n".join(rows))
    importing.import_paths(project, [tmp_path / "x.jsonl"])
    split = splitting.parse("50/50", 1, "source")
    report = exporting.export(project, tmp_path / "out", "jsonl", split=split)
    assert sorted(f.name for f in report.files) == ["README.md", "dev.jsonl", "train.jsonl"]
    sides = [
        {x["meta"]["source"] for x in lines(tmp_path / "out" / f"{n}.jsonl")}
        for n in ("train", "dev")
    ]
    assert not sides[0] & sides[1] and len(sides[0]) == len(sides[1]) == 2
    single = exporting.export(project, tmp_path / "one.jsonl", "jsonl", split=split)
    assert sorted(f.name for f in single.files) == [
        "one-README.md", "one-dev.jsonl", "one-train.jsonl"
    ]  # fmt: skip
