"""Candidates that can be picked by one letter."""

from __future__ import annotations

from annotator.model import hints
from annotator.model.article import Article, Zone

TEXT = """“Cause disputed”

“We found nothing,” she said. “We will look again.”

The “grain corridor” stays open. Nobody objected.
"""


def article() -> Article:
    title = TEXT.index("\n")
    return Article(1, "a", "t", TEXT, zones=(Zone(0, title, "subheading"),))


def offered(text: str = TEXT) -> list[str]:
    return [text[a:b] for a, b in hints.marked_ranges(article(), 0, len(text))]


def test_a_sentence_that_is_only_marks_is_offered_once() -> None:
    found = offered()
    assert "We will look again." in found and "“We will look again.”" not in found
    assert "We found nothing" in found and "“We found nothing,” she said." in found


def test_sentences_beside_marks_are_offered_and_headings_are_not() -> None:
    found = offered()
    assert "Nobody objected." in found and "grain corridor" in found
    assert "“Cause disputed”" not in found


def test_letters_are_those_of_the_words() -> None:
    text = "Sattar Hashemi met Cong Peiwu and Hans Huber."
    names = ["Sattar Hashemi", "Cong Peiwu", "Hans Huber"]
    ranges = [(text.index(n), text.index(n) + len(n)) for n in names]
    letters = [c.letter for c in hints.assign_letters(text, ranges)]
    assert letters[:2] == ["h", "p"] and len(set(letters)) == 3
