"""Suggested spans against decided ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import scoring
from annotator.model.scoring import Pair
from annotator.model.span import Span


def span(name: str, start: int, end: int, label: str = "PERSON", **fields: object) -> Span:
    return Span(name, "entity", label, start, end, "x", "accepted", "ana", **fields)  # type: ignore[arg-type]


def ids(pairs: list[Pair]) -> set[tuple[str | None, str | None]]:
    return {
        (p.suggested.id if p.suggested else None, p.decided.id if p.decided else None)
        for p in pairs
    }


def test_exact_then_made_from_then_the_greatest_overlap() -> None:
    suggested = [span("s1", 0, 10), span("s2", 20, 30), span("s3", 40, 50), span("s4", 60, 70)]
    decided = [
        span("d1", 0, 10),
        # Made from s2 and moved far; on its old place stands another one.
        span("d2", 80, 90),
        span("d3", 21, 30),
        # Two share a part of s3: the greater share gets it.
        span("d4", 38, 42),
        span("d5", 41, 50),
        # Another label in about the same place, and one that only touches.
        span("d6", 61, 70, "ORG"),
    ]
    pairs = scoring.pair_up(suggested, decided, {"s2": "d2"})
    assert ids(pairs) == {
        ("s1", "d1"), ("s2", "d2"), (None, "d3"), (None, "d4"), ("s3", "d5"), ("s4", "d6"),
    }  # fmt: skip


def test_a_decision_answers_one_suggestion() -> None:
    # s1 was relabelled to what s2 suggests on the same words.
    suggested = [span("s1", 0, 10), span("s2", 0, 10, "ORG")]
    pairs = scoring.pair_up(suggested, [span("d", 0, 10, "ORG")], {"s1": "d", "s2": "d"})
    assert ids(pairs) == {("s1", None), ("s2", "d")}


def test_other_labels_that_share_little_are_not_confused() -> None:
    pairs = scoring.pair_up([span("s", 0, 20)], [span("d", 0, 9, "ORG")], {})
    assert ids(pairs) == {("s", None), (None, "d")}


def test_counts_and_shares() -> None:
    pairs = [
        Pair(span("a", 0, 5), span("a", 0, 5)),
        Pair(span("b", 10, 15), span("b", 11, 15)),
        Pair(span("c", 20, 25), span("c", 20, 25, "ORG")),
        Pair(span("d", 30, 35), None),
        Pair(None, span("e", 40, 45, "ORG")),
    ]
    tallies = scoring.by_label(pairs)
    person, org = tallies["PERSON"], tallies["ORG"]
    assert (person.suggested, person.decided, person.exact, person.overlap) == (4, 2, 1, 2)
    assert (person.relabelled, person.resized, person.spurious, person.missed) == (1, 1, 1, 0)
    assert (person.start_moved, person.end_moved) == (1, 0)
    assert (org.suggested, org.decided, org.exact, org.missed, org.relabelled) == (0, 2, 0, 1, 0)
    assert person.prf(person.exact) == {
        "precision": 0.25,
        "recall": 0.5,
        "f1": pytest.approx(1 / 3),
    }
    assert org.prf(org.exact) == {"precision": None, "recall": 0.0, "f1": 0.0}
    both = scoring.together(pairs)
    assert (both.suggested, both.decided, both.exact, both.overlap) == (4, 4, 1, 2)
    assert (both.relabelled, both.spurious, both.missed) == (1, 1, 1)


def test_calibration() -> None:
    pairs = [Pair(span("k", 0, 5, score=0.85), span("k", 0, 5)) for _ in range(3)]
    pairs += [Pair(span("w", 0, 5, score=0.85), None), Pair(span("w", 0, 5, score=0.05), None)]
    pairs += [Pair(span("r", 0, 5, score=1.0), span("r", 0, 6)), Pair(span("n", 0, 5), None)]
    bins = scoring.calibration(pairs)
    assert [(b.low, b.high, b.count, b.kept, b.exact) for b in bins] == [
        (0.0, 0.1, 1, 0, 0), (0.8, 0.9, 4, 3, 3), (0.9, 1.0, 1, 1, 0),
    ]  # fmt: skip
    assert scoring.calibration_error(bins) == pytest.approx((0.05 + 0.4 + 0.0) / 6)
    assert scoring.calibration([]) == [] and scoring.calibration_error([]) is None


PLACES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from(["PERSON", "ORG"])),
    max_size=12,
    unique=True,
)


@given(PLACES, PLACES)
def test_every_span_is_in_one_pair(
    ours: list[tuple[int, int, str]], theirs: list[tuple[int, int, str]]
) -> None:
    suggested = [span(f"s{n}", a, a + b, c) for n, (a, b, c) in enumerate(ours)]
    decided = [span(f"d{n}", a, a + b, c) for n, (a, b, c) in enumerate(theirs)]
    pairs = scoring.pair_up(suggested, decided, {})
    assert sorted(p.suggested.id for p in pairs if p.suggested) == sorted(s.id for s in suggested)
    assert sorted(p.decided.id for p in pairs if p.decided) == sorted(d.id for d in decided)
    same = {s.key for s in suggested} & {d.key for d in decided}
    assert sum(p.exact for p in pairs) == len(same)
    for pair in pairs:
        if pair.suggested and pair.decided:
            assert scoring.jaccard(pair.suggested, pair.decided) > 0
    # Nothing that would fit is left over.
    for one in (p.suggested for p in pairs if p.suggested and not p.decided):
        for other in (p.decided for p in pairs if p.decided and not p.suggested):
            assert one.label != other.label or scoring.jaccard(one, other) == 0
