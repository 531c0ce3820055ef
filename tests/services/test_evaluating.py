"""A pipeline's suggestions against the decisions in a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import builders
import pytest
from builders import ANA, BEN, OTHER_PIPELINE, PIPELINE, at, one

from annotator.model.errors import AnnotatorError
from annotator.model.suggestion import Suggestions
from annotator.services import adding, correcting, deciding, evaluating, linking, reviewing
from annotator.services.projects import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """One article with the usual suggestions."""
    made, _ = builders.make(tmp_path, builders.usual())
    with made:
        yield made


def correct(project: Project, pk: int = 1, who: str = ANA) -> None:
    """Everything that can happen to a suggestion, once."""
    deciding.accept(project, who, pk, one(project, pk, "PERSON", "Maria Olsen").id)
    correcting.relabel(project, who, pk, one(project, pk, "GPE", "Varde").id, "LOC")
    org = one(project, pk, "ORG", "Northwind Shipping")
    correcting.resize(project, who, pk, org.id, *at("Northwind"))
    adding.add_span(project, who, pk, "entity", "PERSON", *at("Olsen", nth=1))
    deciding.accept(project, who, pk, one(project, pk, "DIRECT", "The quay is open").id)
    deciding.reject(project, who, pk, one(project, pk, "CLAIM", "trade fell 12% in March").id)


def done(project: Project, pk: int = 1, who: str = ANA) -> None:
    reviewing.set_status(project, who, pk, "done")


def test_what_happened_to_each_suggestion(project: Project) -> None:
    correct(project)
    done(project)
    result = evaluating.evaluate(project)
    assert (result.pipeline, result.annotators, result.articles) == (PIPELINE, (ANA,), 1)
    data = result.to_dict()
    entity = data["layers"]["entity"]
    assert entity["all"]["suggested"] == 3 and entity["all"]["decided"] == 4
    assert entity["all"]["exact_match"] == {
        "precision": pytest.approx(1 / 3), "recall": 0.25, "f1": pytest.approx(2 / 7),
    }  # fmt: skip
    assert entity["all"]["overlap_match"]["precision"] == pytest.approx(2 / 3)
    assert (entity["all"]["resized"], entity["all"]["end_moved"]) == (1, 1)
    assert {(c["suggested"], c["decided"], c["count"]) for c in entity["confusion"]} == {
        ("PERSON", "PERSON", 1), ("ORG", "ORG", 1), ("GPE", "LOC", 1), ("missed", "PERSON", 1),
    }  # fmt: skip
    assert data["layers"]["claim"]["all"]["spurious"] == 1
    # The second quote stayed open: the article is done, so that it was not wanted.
    quote = data["layers"]["quote"]
    assert (quote["all"]["suggested"], quote["all"]["exact"], quote["all"]["spurious"]) == (2, 1, 1)
    assert quote["labels"]["CUE"]["exact"] == 1 and quote["labels"]["SPEAKER"]["exact"] == 1
    (bin_,) = entity["calibration"]
    assert (bin_["low"], bin_["count"], bin_["kept"], bin_["exact"]) == (0.5, 3, 2, 1)
    assert entity["calibration_error"] == pytest.approx(abs(0.5 - 2 / 3))


def test_speakers(project: Project) -> None:
    first = one(project, 1, "DIRECT", "The quay is open")
    second = one(project, 1, "DIRECT", "Ships come back on Monday")
    deciding.accept(project, ANA, 1, first.id)
    deciding.accept(project, ANA, 1, second.id)
    # The second's speaker is another mention; a third quote was not suggested at all.
    own = one(project, 1, "DIRECT", "Ships come back on Monday", ANA)
    linking.set_role(project, ANA, 1, own.id, "SPEAKER", at("she"))
    adding.add_span(project, ANA, 1, "quote", "INDIRECT", *at("trade fell 12% in March"))
    third = one(project, 1, "INDIRECT", "trade fell 12% in March", ANA)
    linking.set_role(project, ANA, 1, third.id, "SPEAKER", at("Northwind Shipping"))
    done(project)
    speakers = evaluating.evaluate(project).to_dict()["relations"]["SPEAKER"]
    assert (speakers["decided"], speakers["found"], speakers["right"]) == (3, 2, 1)
    assert speakers["right_of_found"] == 0.5
    assert speakers["right_of_all"] == pytest.approx(1 / 3)
    cues = evaluating.evaluate(project).links["CUE"]
    assert (cues.decided, cues.found, cues.right, cues.exact, cues.invented) == (2, 2, 2, 2, 0)


def test_a_suggested_speaker_taken_away_is_invented(project: Project) -> None:
    deciding.accept(project, ANA, 1, one(project, 1, "DIRECT", "The quay is open").id)
    own = one(project, 1, "DIRECT", "The quay is open", ANA)
    linking.set_role(project, ANA, 1, own.id, "SPEAKER", None)
    done(project)
    assert evaluating.evaluate(project).links["SPEAKER"].invented == 1


def test_open_suggestions_of_an_article_in_progress_are_left_out(project: Project) -> None:
    correct(project)
    result = evaluating.evaluate(project, everything=True)
    quote = result.to_dict()["layers"]["quote"]["all"]
    assert (quote["suggested"], quote["exact"], quote["spurious"]) == (1, 1, 0)
    # One quote and its cue; the speaker was taken with the other quote.
    assert (result.articles, result.done, result.open) == (1, 0, 2)


def test_a_layer_without_decisions_is_left_out_and_named(project: Project) -> None:
    deciding.accept(project, ANA, 1, one(project, 1, "PERSON", "Maria Olsen").id)
    done(project)
    result = evaluating.evaluate(project)
    assert list(result.pairs) == ["entity"] and result.links == {}
    assert result.left_out == {"quote": 5, "claim": 1}


def test_rejected_and_added_anew_is_a_confusion(project: Project) -> None:
    deciding.reject(project, ANA, 1, one(project, 1, "GPE", "Varde").id)
    adding.add_span(project, ANA, 1, "entity", "LOC", *at("port of Varde"))
    adding.add_span(project, ANA, 1, "entity", "FAC", *at("Varde"))
    done(project)
    assert evaluating.evaluate(project).confusion("entity") == {
        ("GPE", "FAC"): 1, ("missed", "LOC"): 1,
        ("PERSON", "spurious"): 1, ("ORG", "spurious"): 1,
    }  # fmt: skip


def test_a_decision_on_another_pipelines_equal_suggestion_counts(project: Project) -> None:
    builders.suggest(project, 1, builders.usual(), OTHER_PIPELINE)
    spans = builders.articles.load(project, 1).spans.values()
    others = next(s for s in spans if s.annotator == OTHER_PIPELINE and s.label == "GPE")
    correcting.relabel(project, ANA, 1, others.id, "LOC")
    for pipeline in (PIPELINE, OTHER_PIPELINE):
        result = evaluating.evaluate(project, pipeline=pipeline, everything=True)
        assert result.confusion("entity") == {("GPE", "LOC"): 1}, pipeline
    with pytest.raises(AnnotatorError, match=f"several.*{PIPELINE}.*--pipeline"):
        evaluating.evaluate(project)
    assert evaluating.evaluate(project, pipeline="news", everything=True).pipeline == PIPELINE


def test_whose_decisions(project: Project) -> None:
    correct(project)
    done(project)
    deciding.reject(project, BEN, 1, one(project, 1, "PERSON", "Maria Olsen").id)
    with pytest.raises(AnnotatorError, match=r"ana, ben.*--annotator"):
        evaluating.evaluate(project)
    assert evaluating.evaluate(project, ANA).annotators == (ANA,)
    with pytest.raises(AnnotatorError, match="done by ben"):
        evaluating.evaluate(project, BEN)
    with pytest.raises(AnnotatorError, match="no annotator 'cid'"):
        evaluating.evaluate(project, "cid")


def test_nothing_to_evaluate_says_what_to_do(tmp_path: Path) -> None:
    project, pk = builders.make(tmp_path)
    with project:
        with pytest.raises(AnnotatorError, match=r"no pipeline.*annotator suggest"):
            evaluating.evaluate(project)
        builders.suggest(project, pk, Suggestions(0, error="the model gave up"))
        with pytest.raises(AnnotatorError, match="no pipeline"):
            evaluating.evaluate(project)
        builders.suggest(project, pk, builders.usual())
        with pytest.raises(AnnotatorError, match=r"no decision by anyone.*Correct some"):
            evaluating.evaluate(project, everything=True)
        correct(project)
        with pytest.raises(AnnotatorError, match=r"done by anyone.*--all"):
            evaluating.evaluate(project)
        with pytest.raises(AnnotatorError, match=r"pipeline other has not.*news@1"):
            evaluating.evaluate(project, pipeline="other")
