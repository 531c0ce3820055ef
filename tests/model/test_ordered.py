"""Spans in pieces give the answers that a plain list of them would give, whatever was changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import ordered
from annotator.model.ordered import Ordered
from annotator.model.span import Span

LABELS = ("GPE", "ORG", "PERSON")


def span(place: tuple[int, int, str]) -> Span:
    """A span whose id says its place: no two of an order share one."""
    start, length, label = place
    name = f"{start}+{length} {label}"
    return Span(name, "entity", label, start, start + length, name[:3], "suggested", "news@1")


def in_order(spans: Sequence[Span]) -> list[Span]:
    return sorted(spans, key=lambda s: s.order)


places = st.tuples(st.integers(0, 60), st.integers(1, 12), st.sampled_from(LABELS))
many = st.sets(places, max_size=40).map(lambda found: in_order([span(p) for p in found]))


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> None:
    patch = pytest.MonkeyPatch()
    patch.setattr(ordered, "PIECE", 3)
    yield
    patch.undo()


def is_long(found: Span) -> bool:
    return found.end - found.start > 5


def label_of(found: Span) -> str:
    return found.label


def check(kept: Ordered, plain: list[Span]) -> None:
    """Everything one can ask, of both."""
    assert kept == plain and list(kept) == plain and list(reversed(kept)) == plain[::-1]
    assert len(kept) == len(plain) and bool(kept) == bool(plain)
    for at in range(-len(plain), len(plain)):
        assert kept[at] is plain[at]
    assert kept[1:4] == tuple(plain[1:4])
    assert kept.where("long", is_long) == [s for s in plain if is_long(s)]
    twice = kept.where("long", is_long).where("ORG", lambda s: s.label == "ORG")
    assert twice == [s for s in plain if is_long(s) and s.label == "ORG"]
    for wanted in ({"GPE"}, {"GPE", "ORG"}, {"nothing"}):
        found = kept.with_value("label", label_of, wanted)
        assert found == [s for s in plain if s.label in wanted]
    assert sum(kept.each("count", len)) == len(plain)
    for start in range(0, 75, 7):
        for end in (start + 1, start + 9):
            overlapping = [s for s in plain if s.start < end and start < s.end]
            assert kept.between(start, end) == overlapping
    for place in [(30, -35, "entity ORG"), (30, -99, ""), *(s.order for s in plain[::3])]:
        assert kept.after(place) is next((s for s in plain if s.order > place), None)
        assert kept.before(place) is next((s for s in plain[::-1] if s.order < place), None)
    for number, one in enumerate(plain):
        assert kept.find(one.id) == number
    assert kept.find("not here") is None


@given(many, st.lists(st.tuples(many, st.integers(0, 2**40)), max_size=5))
def test_whatever_was_taken_away_and_put_in(
    plain: list[Span], steps: list[tuple[list[Span], int]]
) -> None:
    kept = Ordered(plain)
    check(kept, plain)
    for come, bits in steps:
        before, was = kept, plain
        gone = [s for at, s in enumerate(plain) if bits >> at & 1]
        left = [s for s in plain if s not in gone]
        come = [s for s in come if s not in left]
        plain, kept = in_order([*left, *come]), kept.changed(gone, come)
        check(kept, plain)
        # What was before is as it was.
        check(before, was)
        start, end, other_end = before.differing(kept)
        assert was[:start] == plain[:start] and was[end:] == plain[other_end:]
        assert (start == end == other_end) == (was == plain) or start < max(end, other_end)


@given(many)
def test_an_order_that_is_equal_differs_nowhere(plain: list[Span]) -> None:
    start, end, other_end = Ordered(plain).differing(Ordered(plain).changed((), ()))
    assert start == end == other_end


def test_what_is_not_there_cannot_be_taken_away() -> None:
    one, other = span((3, 2, "ORG")), span((9, 2, "ORG"))
    with pytest.raises(KeyError):
        Ordered([one]).changed([other], ())
    with pytest.raises(IndexError):
        Ordered([one])[1]


def test_only_the_pieces_that_changed_are_asked_again() -> None:
    plain = [span((at, 1, "ORG")) for at in range(60)]
    kept, asked = Ordered(plain), list[Span]()

    def note(spans: tuple[Span, ...]) -> int:
        asked.extend(spans)
        return len(spans)

    kept.each("note", note)
    assert asked == plain
    asked.clear()
    later = kept.changed([plain[30]], [])
    assert sum(later.each("note", note)) == 59
    assert 0 < len(asked) <= 2 * ordered.PIECE
    asked.clear()
    later.where("long", lambda s: bool(asked.append(s)) or True)
    asked.clear()
    later.changed([plain[31]], []).where("long", lambda s: bool(asked.append(s)) or True)
    assert 0 < len(asked) <= 2 * ordered.PIECE
