"""Finding lines by the beginnings of their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.matching import BLOCK, Lines, fold, matched, rank


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("acc", "Accept, next open", [(0, 3)]),
        ("ac al", "Accept all alike", [(0, 2), (7, 9)]),
        ("aaa", "Accept all alike", [(0, 1), (7, 8), (11, 12)]),
        ("acall", "Accept all alike", [(0, 2), (7, 10)]),
        ("ccept", "Accept all alike", None),
        ("OPEN", "Accept, next open", [(13, 17)]),
        ("żół", "Mostek Żółty", [(7, 10)]),
        ("x", "Accept", None),
        ("", "Accept", []),
    ],
)
def test_words_and_initials(query: str, text: str, found: list[tuple[int, int]] | None) -> None:
    assert matched(query, text) == found


def test_a_shorter_run_leaves_letters_for_later_words() -> None:
    assert matched("spsp", "Spare spruce spa") is not None
    assert matched("spas", "Spare stop") == [(0, 3), (6, 7)]


def test_a_query_that_nearly_fits_everywhere_takes_no_time() -> None:
    assert matched("a" * 29 + "b", "a " * 60) is None


def test_beginning_ranks_before_a_later_word_and_that_before_initials() -> None:
    texts = ["Quote here", "Pick a quote", "Queue up, or tell everyone"]
    order = sorted(texts, key=lambda t: rank("quote", t, matched("quote", t) or []))
    assert order[:2] == ["Quote here", "Pick a quote"]


def test_folding_keeps_every_offset() -> None:
    assert len(fold("İstanbul ẞ ŒUVRE")) == len("İstanbul ẞ ŒUVRE")


@given(st.lists(st.text("ab cİ\n-", max_size=12), max_size=30), st.text("ab c", max_size=5))
def test_lines_finds_what_looking_at_each_line_finds(lines: list[str], query: str) -> None:
    words = query.split()
    expected = [
        i
        for i, line in enumerate(lines)
        if words and all(_starts_a_word(fold(line.replace("\n", " ")), w) for w in words)
    ]
    assert [n for found in Lines(lines).search(query) for n in found] == expected


def _starts_a_word(line: str, word: str) -> bool:
    return any(
        line.startswith(word, i) and (i == 0 or not line[i - 1].isalnum()) for i in range(len(line))
    )


def test_numbers_go_on_over_blocks() -> None:
    lines = ["plain"] * BLOCK + ["wanted", "plain", "wanted too"]
    assert [n for found in Lines(lines).search("want") for n in found] == [BLOCK, BLOCK + 2]
