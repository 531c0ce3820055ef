"""Forms of words by the rules of the pipeline: which they are, and in a process that may end."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
import spacy

from annotator.model.errors import AnnotatorError, ModelMissing
from annotator.nlp.forms import FormsProcess
from annotator.nlp.lemmas import Forms, load
from annotator.nlp.pipeline import DEFAULT_PIPELINE


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load(DEFAULT_PIPELINE)


@pytest.mark.parametrize(
    ("word", "there", "not_there"),
    [
        ("sanction", "sanction sanctions sanctioned sanctioning", "sanctity"),
        ("Sanctions", "sanction sanctions sanctioned sanctioning", "sanctionsed"),
        ("impose", "impose imposes imposed imposing", "imposition"),
        ("went", "go goes going gone went", "wented"),
        ("be", "am are be been being is was were", "have"),
        ("stop", "stop stops stopped stopping", "stoop"),
        ("study", "study studies studied studying", "student"),
        ("child", "child children", "chill"),
        # Either reading: of to leave, and of the other side.
        ("left", "left leave leaves leaving", "lift"),
        ("good", "good better best", "god"),
        # In no list: a new word, inflected as any.
        ("retweet", "retweet retweets retweeted retweeting", "tweet"),
        ("12%", "12%", "12"),
    ],
)
def test_forms(forms: Forms, word: str, there: str, not_there: str) -> None:
    found = forms.of(word)
    assert set(there.split()) <= set(found)
    assert not_there not in found and list(found) == sorted(set(found))


@pytest.mark.parametrize("word", ["imposed", "imposing", "IMPOSES"])
def test_any_form_brings_the_others(forms: Forms, word: str) -> None:
    assert {"impose", "imposes", "imposed", "imposing"} <= set(forms.of(word))


def test_what_has_no_rules_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="needs a language model") as error:
        load("blank:en")
    assert "Suggest with" in error.value.remedy
    with pytest.raises(ModelMissing):
        load("xx_not_there")
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(AnnotatorError, match="needs rules of inflection") as error:
        load(str(tmp_path / "bare"))
    assert "impos*" in error.value.remedy


def test_the_process_rests_and_comes_back_and_may_die() -> None:
    process = FormsProcess(DEFAULT_PIPELINE)
    try:
        assert "imposed" in process.ask(["impose"]).result()["impose"]
        assert process._pool is not None
        (worker,) = process._pool._processes.values()
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        # What is known needs no process; what is not says so once, and is found the next time.
        assert "imposes" in process.ask(["impose"]).result()["impose"]
        with pytest.raises(AnnotatorError, match="ended"):
            process.ask(["go"]).result()
        assert "went" in process.ask(["go"]).result()["go"]
        process.rest()
        assert "seen" in process.ask(["see"]).result()["see"]
    finally:
        process.close()
    with pytest.raises(RuntimeError):
        process.ask(["go"])


def test_the_process_tells_what_is_missing() -> None:
    process = FormsProcess("xx_not_there")
    try:
        with pytest.raises(ModelMissing):
            process.ask(["go"]).result()
        assert process._pool is None
    finally:
        process.close()
