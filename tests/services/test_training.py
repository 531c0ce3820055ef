"""A pipeline really learns from decisions, is scored on what it has not seen, and suggests."""

from __future__ import annotations

import json
import random
from pathlib import Path

import builders
import pytest
from spacy.tokens import Span

from annotator.cli.main import main
from annotator.model.errors import AnnotatorError, WrongUse
from annotator.model.suggestion import SuggestJob
from annotator.model.training import TrainJob
from annotator.nlp.assemble import suggestions
from annotator.nlp.pipeline import load
from annotator.nlp.training import learn
from annotator.services import adding, exporting, reviewing, training
from annotator.services.export_run import Want
from annotator.services.selecting import Selection
from annotator.services.splitting import Split
from annotator.store import articles
from annotator.store.project import Project

NAMES = ("Varde", "Oslo", "Bergen", "Narvik", "Tromso", "Molde")

WORDS = [a + b + c for a in ("b", "d", "k", "l", "m") for b in ("a", "e", "o") for c in
         ("nting", "ver", "rd", "llow", "ss", "ck")]  # fmt: skip


def make(path: Path, number: int, done: bool = True) -> Path:
    """A project of short articles, a place marked in each, and what fell."""
    # Texts that share little: near copies would stay on one side.
    rng = random.Random(number)
    with Project.create(path) as project:
        for at in range(number):
            name = NAMES[at % len(NAMES)]
            words = " ".join(rng.choice(WORDS) for _ in range(12))
            text = f"Port {at}\nTrade fell in {name} today. {words}. Ships went to {name}."
            pk = builders.add_article(project, f"a{at}", text)
            for nth in (0, 1):
                low, high = builders.at(name, text, nth)
                adding.add_span(project, "ana", pk, "entity", "GPE", low, high)
            low, high = builders.at("Trade fell", text)
            adding.add_span(project, "ana", pk, "claim", "CLAIM", low, high)
            if done:
                reviewing.set_status(project, "ana", pk, "done")
    return path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project and what was trained on it, by the command line."""
    folder = tmp_path_factory.mktemp("trained")
    project = make(folder / "p.db", 24)
    status = main(
        ["train", str(project), str(folder / "out"), "--base", "blank:en", "--steps", "24",
         "--curve", "50,100"]
    )  # fmt: skip
    assert status == 0
    return folder


def test_what_was_learned_is_scored_on_articles_held_back(trained: Path) -> None:
    report = json.loads((trained / "out" / "report.json").read_text("utf-8"))
    learned, tested = report["parts"]["train"], report["parts"]["test"]
    assert learned + report["parts"]["dev"] + tested == 24
    assert min(report["parts"].values()) >= 2
    assert [(x["share"], x["articles"]) for x in report["curve"]] == [
        (50, round(learned / 2)), (100, learned),
    ]  # fmt: skip
    last = report["curve"][-1]
    assert last["layers"]["entity"]["f1"] > 0.8
    assert last["labels"]["entity:GPE"]["f1"] == last["layers"]["entity"]["f1"]
    assert 0 < last["steps"] <= 24
    page = (trained / "out" / "report.md").read_text("utf-8")
    assert f"| entity:GPE | {2 * learned} | {2 * tested} |" in page
    assert f"| {round(learned / 2)} (50%) |" in page
    assert not (trained / "out" / "data" / "work").exists()


def test_it_suggests_at_once_under_a_name_of_its_own(trained: Path) -> None:
    pipeline = load(str(trained / "out" / "model-best"))
    assert pipeline.name.startswith("model-best@1.0.0+")
    (found,) = pipeline.annotate([SuggestJob(1, "Trade fell in Narvik today.", ())])
    assert found.error is None
    assert ("entity", "GPE") in {(s.layer, s.label) for s in found.spans}


@pytest.mark.slow
def test_other_layers_are_learned_as_spans_and_suggested(tmp_path: Path) -> None:
    selection = Selection(layers=("claim",))
    with Project.open(make(tmp_path / "p.db", 12)) as project:
        exporting.export(project, tmp_path / "data", Want("spacy"), selection, Split((60, 20, 20)))
    job = TrainJob(
        str(tmp_path / "data"), str(tmp_path / "out"), ("claim",), False, "blank:en", 2,
        shares=(100,), longest=2,
    )  # fmt: skip
    (found,) = learn(job, lambda *_: None)
    assert set(found.layers) == {"claim"}
    assert load(job.out).nlp.pipe_names[0] == "spans_claim"
    doc = load("blank:en").nlp("Trade fell in Varde.")
    doc.spans["trained:claim"] = [Span(doc, 0, 2, "CLAIM")]
    doc.spans["trained:claim"].attrs["scores"] = [0.75]
    told = suggestions(SuggestJob(1, doc.text, ()), [(0, doc)])
    assert ("claim", "CLAIM", 0, 10, 0.75) in {
        (s.layer, s.label, s.start, s.end, s.score) for s in told.spans
    }


def test_the_parts_are_kept_for_later_exports(trained: Path) -> None:
    out = trained / "later"
    assert main(["export", str(trained / "p.db"), str(out), "--format", "jsonl",
                 "--split", "80/10/10", "--seed", "9"]) == 0  # fmt: skip
    held = (out / "test.jsonl").read_text("utf-8").count("\n")
    report = json.loads((trained / "out" / "report.json").read_text("utf-8"))
    assert held == report["parts"]["test"]


def test_what_cannot_be_trained_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Project.open(make(tmp_path / "few.db", 2)) as project:
        with pytest.raises(AnnotatorError, match="no span is left to"):
            training.train(project, out)
        with pytest.raises(WrongUse, match="three parts"):
            training.train(project, out, training.Training(split=Split((80, 20))))
        assert not out.exists()
        out.mkdir()
        (out / "mine.txt").write_text("mine")
        with pytest.raises(AnnotatorError, match="there already"):
            training.train(project, out)
        assert (out / "mine.txt").read_text() == "mine"
    with (
        Project.open(make(tmp_path / "open.db", 12, done=False)) as project,
        pytest.raises(AnnotatorError, match="reviewed to the end"),
    ):
        training.train(project, tmp_path / "other")


@pytest.mark.slow
def test_cancelling_stops_the_process_and_leaves_nothing(tmp_path: Path) -> None:
    heard: list[tuple[int, int, int]] = []
    with Project.open(make(tmp_path / "p.db", 20)) as project:
        assert len(articles.all_pks(project)) == 20
        report = training.train(
            project, tmp_path / "out", training.Training(base="blank:en", steps=100_000),
            progress=lambda *step: heard.append(step), cancelled=lambda: bool(heard),
        )  # fmt: skip
    assert report.cancelled
    assert heard[0][0] == 25
    assert not (tmp_path / "out").exists()
