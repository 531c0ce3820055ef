"""What a selection grows to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.services import expanding

TEXT = (
    "The report pleased no one.\n"
    "“The chip is ready,” said Hana Sato of the Board, “but the licence is not.” More came later.\n"
    "“We sold it twice,” Bos said. “That was the plan.”\n"
    "He called it “badly timed” and “too dear” at once.\n"
    "“It began in May, when ships\n“could not dock,” Holm said.\n"
    "Northwind of Varde lost money, but the Ministry of Transport paid, officials say."
)


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def growth(words: str) -> list[str]:
    """All that some words grow to, step by step."""
    chosen: tuple[int, int] | None = at(words)
    out = []
    while (chosen := expanding.grown(TEXT, *chosen)) is not None:
        out.append(TEXT[slice(*chosen)])
    return out


def test_word_name_clause_sentence() -> None:
    assert growth("inist") == [
        "Ministry",
        "Ministry of Transport",
        "but the Ministry of Transport paid",
        "Northwind of Varde lost money, but the Ministry of Transport paid, officials say.",
    ]


def test_marks_then_the_whole_split_quotation_then_the_sentence() -> None:
    grown = growth("licence")
    assert "but the licence is not." in grown
    after = grown[grown.index("but the licence is not.") + 1]
    assert after.startswith("The chip is ready,”") and after.endswith("the licence is not.")


def test_two_sentences_in_marks_are_one_quotation() -> None:
    assert [TEXT[slice(*r)] for r in expanding.quotation(TEXT, *at("sold it"))] == [
        "We sold it twice",
        "That was the plan.",
    ]


def test_words_in_marks_one_after_the_other_are_not() -> None:
    assert [TEXT[slice(*r)] for r in expanding.quotation(TEXT, *at("badly"))] == ["badly timed"]


def test_a_quotation_that_runs_on_over_paragraphs_is_one_part() -> None:
    assert [TEXT[slice(*r)] for r in expanding.quotation(TEXT, *at("ships"))] == [
        "It began in May, when ships\n“could not dock"
    ]
    assert "It began in May, when ships\n“could not dock" in growth("ships")


def test_a_selection_across_a_mark_grows_to_the_pair() -> None:
    assert growth("report pleased no one.\n“The chip")[0].endswith("chip is ready,”")


def test_parts_of_a_selection_over_a_split_quotation() -> None:
    whole = at("“The chip is ready,” said Hana Sato of the Board, “but the licence is not.”")
    assert [TEXT[slice(*r)] for r in expanding.parts_within(TEXT, *whole)] == [
        "The chip is ready",
        "but the licence is not.",
    ]
    assert expanding.parts_within(TEXT, *at("The chip is ready")) == []
    assert expanding.parts_within(TEXT, *at("“The chip is ready,” said")) == []


def test_a_name_grows_to_no_clause() -> None:
    assert TEXT[slice(*expanding.name_around(TEXT, *at("Sat")))] == "Sato"
    assert TEXT[slice(*expanding.name_around(TEXT, *at("Sato")))] == "Hana Sato of the Board"
    assert expanding.name_around(TEXT, *at("licence")) is None


def test_known_names_count() -> None:
    known = [at("chip is")]
    assert expanding.name_around(TEXT, *at("chip"), known) == at("chip is")


def test_nothing_to_grow_in_nothing() -> None:
    assert expanding.grown("", 0, 0) is None
    assert expanding.quotation("", 0, 0) == []
    assert expanding.parts_within("", 0, 0) == []


@given(st.text("aB .,“”\"'\n", max_size=40), st.integers(0, 40), st.integers(1, 8))
def test_growing_always_grows_stays_in_the_text_and_ends(text: str, start: int, size: int) -> None:
    start = min(start, max(0, len(text) - 1))
    chosen: tuple[int, int] | None = (start, min(len(text), start + size))
    for _ in range(len(text) + 1):
        assert chosen is not None
        grown = expanding.grown(text, *chosen)
        if grown is None:
            break
        assert grown != chosen
        assert 0 <= grown[0] <= chosen[0] and chosen[1] <= grown[1] <= len(text)
        chosen = grown
    else:
        raise AssertionError("it never ends")
    for part in expanding.quotation(text, start, min(len(text), start + 1)):
        assert 0 <= part[0] <= part[1] <= len(text)
