"""Shared by the tests of ``annotator.nlp``: the real model, loaded once, and the sample article."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.nlp.pipeline import DEFAULT_PIPELINE, Pipeline, load

SAMPLE = Path(__file__).parents[2].parent / "shared/articles/iran-china-tech-cooperation.txt"


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return load(DEFAULT_PIPELINE)


@pytest.fixture(scope="session")
def sample() -> str:
    if not SAMPLE.is_file():
        pytest.skip(f"the sample article is not at {SAMPLE}")
    return SAMPLE.read_text(encoding="utf-8")
