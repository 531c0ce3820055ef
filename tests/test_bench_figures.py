"""The benchmarks' figures, on counts that can be done by hand."""

from __future__ import annotations

from typing import Any

import pytest
from bench import figures

TEXT = "“We left early,” said Ana Ruiz. They called it “a slow boat” and went home, Tom said."


def quote(words: str, kind: str, speaker: str | None = None) -> dict[str, Any]:
    start = TEXT.index(words)
    at = TEXT.index(speaker) if speaker else 0
    return {
        "start": start, "end": start + len(words), "kind": kind, "cue": None,
        "speaker": (at, at + len(speaker)) if speaker else None,
    }  # fmt: skip


GOLD = [
    quote("“We left early,”", "direct", "Ana Ruiz"),
    quote("They called it “a slow boat” and went home", "mixed", "Tom"),
]


def test_marks_at_the_edges_do_not_count() -> None:
    assert figures.bare(TEXT, 0, 16) == (1, 14)
    assert figures.bare(": x", 0, 1) == (0, 1)
    score = figures.Quotes()
    score.add(TEXT, GOLD, [quote("We left early", "direct", "Ruiz")])
    out = score.figures()
    assert out["strict"]["F1"] == 0.0
    assert out["exact"] == {"P": 1.0, "R": 0.5, "F1": pytest.approx(2 / 3)}
    assert out["speaker"]["overlap"] == 1.0 and out["speaker"]["exact"] == 0.0
    assert out["found_with_speaker"] == 0.5
    assert out["recall_by_kind"] == {"direct": 1.0, "mixed": 0.0}


def test_a_quotation_begins_where_the_gold_lets_it_begin() -> None:
    for text, start in (("„Wir warten“", 1), ("said that it left", 10), ("said it left", 5)):
        counted = figures.as_counted(text, start)
        assert text[counted:] in ("„Wir warten“", "that it left", "it left")
    assert figures.as_counted("combat it", 7) == 7


def test_a_find_in_a_quote_of_another_kind_is_ignored() -> None:
    score = figures.Quotes(["direct"])
    score.add(TEXT, GOLD, [quote("We left early", "direct"), quote("a slow boat", "direct")])
    out = score.figures()
    assert (out["gold"], out["found"], out["left_out"]) == (1, 1, 1)
    assert out["ov80"]["F1"] == 1.0 and out["end_to_end"]["F1"] == 0.0


def test_pairs_are_one_to_one() -> None:
    assert figures.pairs([(0, 10), (5, 15)], [(4, 14)], lambda a, b: True) == [(1, 0)]


def test_entities_and_sentences() -> None:
    entities = figures.Entities()
    entities.add([(0, 3, "A"), (5, 9, "B")], [(0, 3, "A"), (5, 9, "A")])
    out = entities.figures()
    assert out["ALL"]["F1"] == 0.5 and out["span only"]["F1"] == 1.0 and out["A"]["P"] == 0.5
    sentences = figures.Sentences()
    for gold, found, score in (("CFS", "CFS", 0.9), ("NCS", "CFS", 0.8), ("CFS", "NCS", 0.1)):
        sentences.add(gold, found, score)
    out = sentences.figures()
    assert out["accuracy"] == pytest.approx(1 / 3) and out["CFS"]["P"] == 0.5
    assert out["average_precision"] == pytest.approx((1 + 2 / 3) / 2)
