"""Zones of copied news pages."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.article import ZONE_KINDS
from annotator.nlp.zones import find_zones


def kinds(text: str) -> list[tuple[str, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in find_zones(text)]


def only(text: str) -> list[str]:
    return [kind for kind, _ in kinds(text)]


BODY = "The harbour board met for three hours and put the plan off until the autumn."
MORE = "Nobody at the meeting asked what the crews of the tugs had been told."
LAST = "A new crane costs as much as the whole pier did when it was built."


def test_sample_article(sample: str) -> None:
    found = kinds(sample)
    flags = "An illustrative photo of the Iranian and Chinese flags."
    assert found[0][0] == "title" and found[0][1].startswith("Iran eying closer")
    assert found[1][0] == "deck" and found[1][1].startswith("The more Iran works")
    assert found[2:6] == [
        ("caption", flags),
        ("credit", "(photo credit: SHUTTERSTOCK)"),
        ("caption", flags),
        ("credit", "(photo credit: SHUTTERSTOCK)"),
    ]
    doubled = [
        ("caption", "Artificial intelligence (illustrative)"),
        ("credit", "(credit: WIKIMEDIA)"),
    ]
    assert [f for f in found[6:] if f[0] in ("caption", "credit")] == doubled * 2
    assert [text for kind, text in found if kind == "subheading"] == [
        "Why does this matter?",
        "'Driving force behind country’s development'",
    ]
    others = {"title", "deck", "caption", "credit", "subheading"}
    assert {kind for kind, _ in found} - others == {"body"}
    assert only(sample).count("title") == only(sample).count("deck") == 1


def test_bylines_dates_and_a_deck_above_them() -> None:
    text = (
        "Port deal delayed again\n\nMinisters could not agree on who pays for the crane.\n\n"
        "By Ana Ruiz and Tom Weber, Reuters\nMay 12, 2025 09:14\nUpdated: 13 May 2025\n"
        f"3 min read\n\n{BODY}\n\n{BODY} Nobody asked the crews."
    )
    assert only(text) == ["title", "deck", "byline", "byline", "byline", "byline", "body", "body"]


def test_first_paragraph_is_no_deck() -> None:
    text = f"Port deal delayed again\n\nThe deal was delayed on Monday, ministers said.\n\n{BODY}"
    assert only(text) == ["title", "body", "body"]


def test_by_at_the_start_of_a_sentence_is_no_byline() -> None:
    assert only(f"A title\n\nBy Monday the town was empty.\n\n{BODY}") == ["title", "body", "body"]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Boats at dawn. (photo credit: SHUTTERSTOCK)", "(photo credit: SHUTTERSTOCK)"),
        ("Boats at dawn. (AP Photo/Lia Moro)", "(AP Photo/Lia Moro)"),
        ("Boats at dawn. Photograph: Harbour News", "Photograph: Harbour News"),
        ("Boats at dawn. Photo: Lia Moro/Reuters", "Photo: Lia Moro/Reuters"),
        ("Boats at dawn. Lia Moro/AFP via Getty Images", "Lia Moro/AFP via Getty Images"),
        ("Boats at dawn (file photo)", "(file photo)"),
        ("Boats at dawn | Illustration by Lia Moro", "Illustration by Lia Moro"),
        ("Boats at dawn. Image: Harbour Museum", "Image: Harbour Museum"),
    ],
)
def test_caption_with_credit_is_split(line: str, credit: str) -> None:
    text = f"A title\n\n{BODY}\n\n{MORE}\n\n{line}\n\n{LAST}"
    found = kinds(text)
    assert found[4] == ("credit", credit)
    assert found[3][0] == "caption" and found[3][1].startswith("Boats at dawn")
    assert [f[0] for f in found] == ["title", "body", "body", "caption", "credit", "body"]


def test_doubled_caption_with_credit_on_its_own_line() -> None:
    text = (
        f"A title\n\n{BODY}\n\n{MORE}\n\nThe new crane at dawn\nThe new crane at dawn\n"
        f"(credit: X)\n\n{LAST}"
    )
    assert only(text) == ["title", "body", "body", "caption", "caption", "credit", "body"]


def test_body_may_end_in_brackets() -> None:
    text = f"A title\n\n{BODY}\n\nThe Port Authority gave way (its third retreat).\n\n{MORE}"
    assert only(text) == ["title", "body", "body", "body"]


def test_subheadings_lists_and_boilerplate() -> None:
    text = (
        f"A title\n\n{BODY}\n\nWhat comes next\n\n{MORE}\n\nAdvertisement\n\n“A matter of months”"
        f"\n\n{LAST}\n\nCranes\n\nBoats\n\nNets\n\nRopes\n\n{BODY}\n\nRead more: The old pier\n\n"
        "Sign up for our newsletter\n\n© 2024 Harbour News. All rights reserved."
    )
    assert only(text) == [
        "title", "body", "subheading", "body", "boilerplate", "subheading", "body", "body", "body",
        "body", "body", "body", "boilerplate", "boilerplate", "boilerplate",
    ]  # fmt: skip


PAGES = sorted((Path(__file__).parent / "data/zones").glob("*.txt"))


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_copies_of_many_kinds_of_pages(path: Path) -> None:
    """Each line of these files is ``kind | text``; a line of two zones has both its kinds."""
    lines = [line.split(" | ", 1) for line in path.read_text("utf-8").split("\n")]
    text = "\n".join(line[-1] for line in lines)
    zones = find_zones(text)
    at = 0
    for line in lines:
        end = at + len(line[-1])
        found = "+".join(zone.kind for zone in zones if at <= zone.start < end)
        if len(line) == 2:
            assert (found, line[1]) == (line[0], line[1])
        at = end + 1


@pytest.mark.parametrize(
    "line",
    [
        "“Who is going to pay for that?”",
        "Wallace then asked, “With what?”",
        "Q: Do you think it should be rebuilt?",
        "ORTEGA: Why not this year?",
        "Sign up rates fell by half, the ministry said.",
        "More from the north is expected by June, said the agency.",
        "Photo by itself proves nothing, the other side replied.",
        "Ruiz posted via Facebook and Twitter Monday.",
        "The prize money was doubled by Michael R. Bloomberg.",
    ],
)
def test_lines_of_a_body_stay_body(line: str) -> None:
    text = f"A title\n\n{BODY}\n\n{line}\n\n{MORE}\n\n{LAST}"
    assert only(text) == ["title", "body", "body", "body", "body"]


def test_a_paragraph_with_its_source_at_the_end_is_no_caption() -> None:
    text = f"A title\n\n{BODY}\n\n{' '.join([BODY, MORE, LAST] * 2)} [Reuters]\n\n{MORE}"
    assert only(text) == ["title", "body", "body", "credit", "body"]


def test_a_paragraph_or_a_line_of_speech_twice_is_no_caption() -> None:
    for twice in ("“We will not go quietly this time,”", " ".join([BODY, MORE, LAST, BODY])):
        text = f"A title\n\n{BODY}\n\n{twice}\n\n{twice}\n\n{MORE}"
        assert only(text)[1:] == ["body"] * 4


def test_one_paragraph_is_body() -> None:
    assert only("Port deal delayed again") == ["body"]
    assert only("") == [] and only(" \n\t\n") == []


def test_hard_wrapped_text_has_no_title() -> None:
    text = "The harbour board met for three hours and\nput the plan off till autumn.\n\n" + BODY
    assert set(only(text)) == {"body"}


def test_chinese_and_right_to_left() -> None:
    chinese = "伊朗与中国加强科技合作\n\n德黑兰周日表示，双方将扩大合作。\n\n这很重要。"
    assert only(chinese) == ["title", "body", "body"]
    arabic = "إيران والصين توسعان التعاون\n\nقالت وسائل الإعلام إن البلدين اتفقا.\n\nانتهى."
    assert only(arabic)[0] == "title"


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "",
                " ",
                BODY,
                "By Ana Ruiz",
                "(credit: X)",
                "Boats (photo: Y)",
                "Why?",
                "A title",
                "'x'",
            ]
        ),
        max_size=12,
    ).map("\n".join)
)
def test_zones_are_sorted_disjoint_and_cover_every_line(text: str) -> None:
    zones = find_zones(text)
    end = 0
    for zone in zones:
        assert end <= zone.start < zone.end <= len(text)
        assert text[zone.start : zone.end] == text[zone.start : zone.end].strip()
        assert "\n" not in text[zone.start : zone.end]
        assert zone.kind in ZONE_KINDS
        end = zone.end
    at = 0
    for line in text.split("\n"):
        if line.strip():
            first = at + len(line) - len(line.lstrip())
            last = at + len(line.rstrip())
            inside = [z for z in zones if at <= z.start < at + len(line)]
            assert inside[0].start == first and inside[-1].end == last
        at += len(line) + 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a", "a\n", "“", "(photo ", "By A\n", "x\n\n", " ", "same line!\n"]
)
def test_a_million_characters(unit: str) -> None:
    began = time.process_time()
    find_zones(unit * (1_000_000 // len(unit)))
    assert time.process_time() - began < 20


def test_no_spacy_is_imported() -> None:
    code = (
        "import sys, annotator.nlp, annotator.nlp.zones, annotator.nlp.worker as w;"
        "w.installed_pipelines(); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
