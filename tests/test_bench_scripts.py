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

BENCH = Path(__file__).parent / "bench"
ARTICLES = Path(__file__).parents[1] / "resources" / "articles"
KEYS = {
    "startup": "ms reference_ms ratio rss_mb",
    "open_article": "ms long_ms reference_ms reference_long_ms",
    "keystroke": "p50_ms p95_ms long_p95_ms",
    "suggest": "articles_per_s ratio two_process_ratio",
    "import_": "seconds ratio peak_mb",
    "export": "jsonl_s spacy_s conll_s ratio peak_mb",
    "search": "p95_ms_10k p95_ms_100k filter_p95_ms",
    "effort": "keys actions keys_per_suggestion mouse",
    "memory": "rss_mb",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the benchmarks keep what they make."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def empty_pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that is quickly loaded."""
    import spacy

    path = tmp_path_factory.mktemp("pipeline") / "blank"
    spacy.blank("en").to_disk(path)
    return path


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


def check(name: str, figures: dict[str, Any]) -> None:
    """Every key is there, with a number that is more than nothing."""
    wanted = KEYS[name].split()
    assert set(wanted) <= set(figures)
    missing = {k: figures[k] for k in wanted if not isinstance(figures[k], int | float)}
    assert missing.keys() <= {"conll_s"}, missing
    assert all(figures[k] > 0 for k in wanted if k not in missing and k != "mouse")


@pytest.mark.parametrize("name", [n for n in KEYS if n not in ("effort", "suggest")])
def test_runs_and_prints_its_keys(name: str, kept: Path) -> None:
    check(name, run(name, "--quick", "--keep", kept))


def test_suggest(empty_pipeline: Path) -> None:
    check("suggest", run("suggest", "--limit", 16, "--pipeline", empty_pipeline))


def test_effort_reaches_the_gold_within_the_keys_allowed() -> None:
    figures = run("effort", "--article", ARTICLES / "cable-repair-begins.txt")
    check("effort", figures)
    assert figures["mouse"] == 0
    assert figures["over"] == []


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
