"""Sketches: the same in every run, and true to what the texts share."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.model.shingles import KEPT, Sketch, containment, resemblance, sketch

ROOT = Path(__file__).parents[2]
TEXT = "the old quay of Varde is shut"
EXPECTED = (3009333220, 3228935019, 3641488545)


def words(count: int, seed: int) -> str:
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(5000)}" for _ in range(count))


def runs(text: str) -> set[tuple[str, ...]]:
    found = text.split()
    return {tuple(found[i : i + 5]) for i in range(len(found) - 4)}


@pytest.mark.parametrize("seed", ["0", "1"])
def test_a_sketch_is_the_same_in_every_process(seed: str) -> None:
    code = f"from annotator.model.shingles import sketch; print(sketch({TEXT!r}))"
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    out = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    # What is stored in a project must mean the same tomorrow.
    assert out.stdout.strip() == str(sketch(TEXT))
    assert sketch(TEXT).hashes == EXPECTED


def test_case_marks_and_lines_do_not_count() -> None:
    plain = sketch("the quay of varde is open says maria olsen")
    assert sketch("“The quay of Varde is open”,\nsays Maria Olsen.") == plain
    assert plain.shingles == 5


def test_what_is_left_out_joins_nothing_that_is_said() -> None:
    text = "one two three four five READ MORE HERE six seven eight nine ten"
    at = text.index("READ")
    assert sketch(text, [(at, at + 15)]) == sketch(
        "one two three four five six seven eight nine ten"
    )


def test_short_texts_have_no_runs_and_resemble_nothing() -> None:
    assert sketch("one two three four") == Sketch(0, ())
    assert resemblance(sketch(""), sketch("")) == 0
    assert containment(sketch(""), sketch(words(50, 1))) == 0


def test_a_sketch_survives_its_bytes() -> None:
    made = sketch(words(300, 1))
    assert len(made.hashes) == KEPT
    assert Sketch.unpack(made.shingles, made.pack()) == made


@pytest.mark.parametrize(("shared", "own"), [(700, 0), (500, 300), (200, 300), (60, 700), (30, 20)])
def test_estimates_are_near_the_truth(shared: int, own: int) -> None:
    both = words(shared, 1)
    one, other = f"{both} {words(own, 2)}", f"{both} {words(own // 3, 3)}"
    a, b = runs(one), runs(other)
    found = containment(sketch(one), sketch(other))
    assert abs(resemblance(sketch(one), sketch(other)) - len(a & b) / len(a | b)) < 0.12
    assert abs(found - len(a & b) / min(len(a), len(b))) < 0.2
    assert containment(sketch(words(400, 8)), sketch(words(400, 9))) == 0
