"""Text: normalised once, offsets in code points, ranges that snap to tokens."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.model import text as t
from annotator.model.text import Utf16Map

ARTICLES = sorted((Path(__file__).parents[2] / "resources" / "articles").glob("*.txt"))

# What news texts are made of, and what breaks offsets.
PIECES = st.sampled_from(
    [
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "\u00a0",
        "a",
        "Word",
        "don't",
        "Olsen’s",
        "U.S.",
        "U.S.-led",
        "Mr.",
        "J.",
        "3.5%",
        "1,000",
        "Covid-19",
        "2019–2020",
        "…",
        "...",
        "--",
        "“",
        "”",
        '"',
        "'",
        "’",
        "‘",
        "«",
        "»",
        "„",
        ",",
        ".",
        "?",
        "!",
        "。",
        "！",
        "北京",
        "消息",
        "قال",
        "👩‍🚀",
        "😀",
        "\u200d",
        "e\u0301",
        "\u0301",
        "𝔘𝔫𝔦",
        "https://example.com/a?b=c",
        "@ana",
        "AT&T",
        "9/11",
        "Żółć",
        "_",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


@given(st.text() | st.lists(st.sampled_from("\r\n\u2028\u2029\ufeff\0\ud800a")).map("".join))
@example("\ufeffa\r\nb\rc\u2028d\u2029e\ud83d\0")
def test_normalise(raw: str) -> None:
    text = t.normalise(raw)
    assert not set(text) & {"\r", "\u2028", "\u2029", "\0"}
    assert text.encode("utf-8").decode("utf-8") == text
    assert len(text) >= len(raw) - raw.count("\r\n") - raw.startswith("\ufeff")
    if not text.startswith("\ufeff"):
        assert t.normalise(text) == text


def test_normalise_keeps_the_rest() -> None:
    assert t.normalise("\ufeffa\r\nb\rc\u2028d\u2029e\ud83d\0") == "a\nb\nc\nd\ne\ufffd\ufffd"


@given(TEXTS)
def test_utf16_round_trip(text: str) -> None:
    text = t.normalise(text)
    units = Utf16Map(text)
    for offset in range(len(text) + 1):
        expected = len(text[:offset].encode("utf-16-le")) // 2
        assert units.to_utf16(offset) == expected
        assert units.to_code_points(expected) == offset
        if offset < len(text) and text[offset] > "\uffff":
            assert units.to_code_points(expected + 1) == offset


@given(TEXTS)
def test_tokens_cover_all_but_white_space(text: str) -> None:
    at = 0
    for start, end in t.tokens(text):
        assert at <= start < end <= len(text)
        assert text[at:start].strip() == "" and not any(c.isspace() for c in text[start:end])
        at = end
    assert text[at:].strip() == ""


PIECES = st.lists(
    st.sampled_from(
        [*"aB0_.,;:!?()\"'’“”-–/&@…\u0300\u200d \n\x1c\u00a0é東", "Mr", "co", "Inc.", "U.S.",
         "word", "end.", "www.", "'s", "Ph.D.", "3,5", "..."]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES.map("".join))
def test_the_short_way_finds_the_tokens_of_the_long_one(text: str) -> None:
    short = t.tokens(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(t, "_PLAIN", re.compile(r"(?!)"))
        assert t.tokens(text) == short


@given(TEXTS, st.integers(-5, 200), st.integers(-5, 200))
def test_snap(text: str, start: int, end: int) -> None:
    found = t.snap(text, start, end)
    low, high = max(0, min(start, end)), max(0, min(len(text), max(start, end)))
    if not text[low:high].strip():
        assert found is None
        return
    assert found is not None
    assert 0 <= found[0] < found[1] <= len(text)
    assert text[slice(*found)] == text[slice(*found)].strip()
    assert t.snap(text, *found) == found
    kept = t.strip(text, low, high)
    assert found[0] <= kept[0] and kept[1] <= found[1]
    tokens = t.tokens(text)
    assert found[0] in {a for a, _ in tokens} and found[1] in {b for _, b in tokens}


@given(TEXTS, st.integers(-2, 200), st.booleans(), st.sampled_from(["start", "end"]))
def test_step_token_goes_to_the_next_border(text: str, at: int, forward: bool, edge: str) -> None:
    borders = [x[edge == "end"] for x in t.tokens(text)]
    expected = [b for b in borders if b > at] if forward else [b for b in borders if b < at][::-1]
    assert t.step_token(text, at, forward, edge) == (expected[0] if expected else None)


@given(TEXTS, st.integers(-2, 200))
def test_sentence_range(text: str, at: int) -> None:
    start, end = t.sentence_range(text, at)
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == text[start:end].strip() and "\n" not in text[start:end]
    low, high = t.line_range(text, max(0, min(at, len(text))))
    assert low <= start <= end <= high
    assert (start < end) == bool(text[low:high].strip())


@given(TEXTS)
def test_sentences_cover_the_text(text: str) -> None:
    found = t.sentences(text, 0, len(text))
    assert all(a < b for a, b in found)
    assert all(x[1] <= y[0] for x, y in pairwise(found))
    assert "".join(text[a:b] for a, b in found).split() == [] or (
        "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())
    )
    for a, b in found:
        assert t.sentence_range(text, a) == (a, b)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mr. Smith left. He ran.", "Mr. Smith left."),
        ("“Go!” she said. Next.", "“Go!” she said."),
        ("He met J. Smith of the U.S. army. Then he left.", "He met J. Smith of the U.S. army."),
        ("A title without a stop", "A title without a stop"),
        ("北京。上海。", "北京。"),
    ],
)
def test_where_a_sentence_ends(text: str, first: str) -> None:
    assert text[slice(*t.sentence_range(text, 3 if len(text) > 6 else 0))] == first


@given(TEXTS, st.integers(-2, 200))
def test_inside_marks_properties(text: str, at: int) -> None:
    found = t.inside_marks(text, at)
    if found is not None:
        start, end = found
        assert 0 < start < end <= len(text)
        assert text[start:end] == text[start:end].strip() and "\n" not in text[start:end]


@pytest.mark.parametrize(
    ("text", "word", "content"),
    [
        ("“The quay is open,” she said.", "quay", "The quay is open"),
        ("“The quay is open.” She left.", "quay", "The quay is open."),
        ("“Is it ‘really’ open?” he asked.", "really", "Is it ‘really’ open?"),
        ('"One." She paused. "Two."', "paused", None),
        ('"One." She paused. "Two."', "Two", "Two."),
        ("'It's over,' he said.", "over", "It's over"),
        ("«Oui», dit-il.", "Oui", "Oui"),
        ("„Ja“, sagte er.", "Ja", "Ja"),
        ("「好」他说", "好", "好"),
        ("She said it is open.", "open", None),
        ("“Not closed here", "closed", None),
    ],
)
def test_what_stands_in_the_marks(text: str, word: str, content: str | None) -> None:
    found = t.inside_marks(text, text.index(word))
    assert (text[slice(*found)] if found else None) == content


def test_every_border_is_one_of_spacys() -> None:
    nlp = spacy.blank("en")
    misses = []
    assert ARTICLES
    for path in ARTICLES:
        text = t.normalise(path.read_text("utf-8"))
        doc = nlp(text)
        starts, ends = {x.idx for x in doc}, {x.idx + len(x) for x in doc}
        for start, end in t.tokens(text):
            if start not in starts or end not in ends:
                misses.append((path.name, text[start:end]))
    assert misses == []


def test_what_english_news_is_full_of_meets_spacy() -> None:
    nlp = spacy.blank("en")
    text = (
        "Mr. Smith, Dr. Jones and Gen. J. R. Milley said “no,” then... left. U.S.-led F-16s in"
        " Washington, D.C., plan B. Covid-19 cost AT&T $5bn (£3m), 3.5% of the 2019–2020 total,"
        " amazon.com said on Nov. 10 at 5 p.m. -- the 9/11 talks; a 50-50, 1,000-strong, 10-year"
        " deal’s end. It's Olsen’s: don't. @ana Corp.’s 24/7 ex-U.S. O'Brien the '90s, 737-800."
    )
    doc = nlp(text)
    starts, ends = {x.idx for x in doc}, {x.idx + len(x) for x in doc}
    assert [text[a:b] for a, b in t.tokens(text) if a not in starts or b not in ends] == []


@pytest.mark.parametrize(
    "text",
    [
        "word " * 40_000,
        "\n" * 200_000,
        "a" * 200_000,
        "北" * 200_000,
        "!" * 199_999 + "x",
        "'a " * 66_000,
        "“a " * 66_000,
        "He left. " * 22_000,
        "a.a." * 50_000,
        "e\u0301" * 100_000,
    ],
    ids=lambda x: repr(x[:4]),
)
def test_200_000_characters_take_no_long_time(text: str) -> None:
    middle = len(text) // 2
    began = time.perf_counter()
    t.snap(text, middle, middle + 3)
    for forward in (True, False):
        t.step_token(text, middle, forward, "end")
        t.step_token(text, 0 if forward else len(text), forward, "start")
    t.sentence_range(text, middle)
    t.inside_marks(text, middle)
    t.sentences(text, 0, len(text))
    # Seconds, where a quadratic way takes minutes.
    assert time.perf_counter() - began < 4
