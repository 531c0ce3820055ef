"""Ranges found again in a near copy."""

from __future__ import annotations

import pytest

from annotator.model.aligning import Alignment

SOURCE = (
    "Port reopens\n“The quay is open,” Maria Olsen said on Friday. “Ships come back on Monday,”"
    " she added. Trade fell $12m in March. Olsen leads the port."
)
COPY = (
    'Harbour open again\nVARDE — "The quay is open," Maria Olsen said\non Friday. An own line'
    ' of the paper. "Ships come back on Monday," she added. Trade fell $12m in March.'
)


def carried(words: str, nth: int = 0) -> str | None:
    start = -1
    for _ in range(nth + 1):
        start = SOURCE.index(words, start + 1)
    found = Alignment(SOURCE, COPY).carry(start, start + len(words))
    return COPY[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("Maria Olsen", "Maria Olsen"),
        ("The quay is open", "The quay is open"),
        ("The quay is open,”", "The quay is open"),
        ("said on Friday", "said\non Friday"),
        ("she", "she"),
        ("$12m", "$12m"),
        ("12", "12"),
        ("Trade fell $12m in March.", "Trade fell $12m in March."),
        ("Port", None),
        ("leads the port", None),
        ("Friday. “Ships", None),
    ],
)
def test_words_go_over_with_their_surroundings(words: str, there: str | None) -> None:
    assert carried(words) == there


def test_of_the_same_words_in_two_places_each_goes_to_its_own() -> None:
    text = "Olsen came from the harbour at noon. In the evening the old Olsen left the town again."
    copy = "A new first line. In the evening the old Olsen left the town again."
    alignment = Alignment(text, copy)
    assert alignment.carry(0, 5) is None
    second = text.rindex("Olsen")
    found = alignment.carry(second, second + 5)
    assert found is not None and copy[: found[0]].endswith("the old ")


def test_white_space_and_signs_alone_go_nowhere() -> None:
    assert Alignment(SOURCE, SOURCE).carry(12, 14) is None
    assert Alignment("", "").carry(0, 0) is None
