"""Each benchmark of the specification runs, at a tiny size, and prints the keys it must."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bench import made, table

from annotator.model.text import normalise
from annotator.store.articles import digest

BENCH = Path(__file__).parent / "bench"
ARTICLES = Path(__file__).parents[1] / "resources" / "articles"
# These two load the pipeline; suggest takes minutes, so table.py alone checks what it prints.
OTHERS = ("effort", "suggest")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the benchmarks keep what they make."""
    return tmp_path_factory.mktemp("bench")


def run(name: str, *words: object) -> dict[str, Any]:
    """The figures that a benchmark prints."""
    done = subprocess.run(
        [sys.executable, BENCH / f"{name}.py", *map(str, words)],
        capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    figures: dict[str, Any] = json.loads(line)
    return figures


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in table.NAMES if n not in OTHERS])
def test_runs_and_prints_its_keys(name: str, kept: Path) -> None:
    figures = run(name, "--quick", "--keep", kept)
    wanted = table.KEYS[name].split()
    assert set(wanted) <= set(figures)
    missing = {k: figures[k] for k in wanted if not isinstance(figures[k], int | float)}
    assert missing.keys() <= {"conll_s"}, missing
    assert all(figures[k] > 0 for k in wanted if k not in missing)


@pytest.mark.slow
def test_an_article_is_brought_to_its_gold_by_keys_alone() -> None:
    figures = run("effort", "--article", ARTICLES / "cable-repair-begins.txt")
    assert set(table.KEYS["effort"].split()) <= set(figures)
    assert figures["over"] == [] and figures["mouse"] == 0
    assert figures["actions"] >= 20 and figures["keys_per_suggestion"] <= 1.3


def test_the_gold_of_a_bundled_article_is_of_its_text() -> None:
    gold = json.loads((BENCH / "gold" / "cable-repair-begins.json").read_text("utf-8"))
    text = normalise((ARTICLES / "cable-repair-begins.txt").read_text("utf-8"))
    assert gold["digest"] == digest(text)
    assert all(0 <= g["start"] < g["end"] <= len(text) for g in gold["spans"])
    places = [[g["layer"], g["start"], g["end"]] for g in gold["spans"]]
    assert gold["missed"] and all(m in places for m in gold["missed"])


def test_same_number_same_article() -> None:
    one, other = made.article(7), made.article(7)
    assert one == other
    assert made.article(8).article.text != one.article.text
    assert 680 <= len(one.article.text.split()) <= 720
    layers = Counter(s.layer for s in one.spans.values())
    assert layers == {"entity": 60, "quote": 10, "claim": 10}
    assert {r.label for r in one.relations.values()} == {"CLAIMED_BY", "ABOUT"}
    text = one.article.text
    assert all(text[s.start : s.end] == s.text for s in one.spans.values())


def test_table_says_what_falls_short() -> None:
    lines = table.lines({"startup": {"ratio": 1.6, "rss_mb": 120.0}})
    assert [line.endswith("short") for line in lines[1:]] == [True, False]
