"""From what to what an edit changed a span or a review."""

from __future__ import annotations

import pytest

from annotator.model.edit import Change, Edit
from annotator.model.tracing import from_to

SPAN = {"label": "ORG", "text": "Olsen", "state": "accepted", "unsure": False, "attributes": {}}


def edit(*changes: Change) -> Edit:
    return Edit(1, "2026", "ana", 1, "do", "x", "x", changes)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, SPAN, "nothing → ORG “Olsen”"),
        (None, {**SPAN, "made_from": "s0"}, "suggested → accepted as ORG"),
        (SPAN, None, "ORG “Olsen” → nothing"),
        (SPAN, {**SPAN, "label": "LOC"}, "ORG → LOC"),
        (SPAN, {**SPAN, "state": "rejected", "unsure": True}, "accepted → rejected, no → yes"),
        (SPAN, {**SPAN, "attributes": {"type": "fact"}}, "type: none → fact"),
        ({**SPAN, "attributes": {"t": ["a", "b"]}}, SPAN, "t: a, b → none"),
        (SPAN, {**SPAN, "note": "n" * 60}, f"none → {'n' * 31}…"),
    ],
)
def test_a_span(before: object, after: object, words: str) -> None:
    assert from_to(edit(Change("span", "s1", before, after))) == words  # type: ignore[arg-type]


def test_the_span_that_is_asked_about() -> None:
    both = edit(
        Change("span", "s1", SPAN, {**SPAN, "label": "A"}),
        Change("span", "s2", SPAN, {**SPAN, "label": "B"}),
    )
    assert from_to(both) == "ORG → A" and from_to(both, {"s2"}) == "ORG → B"
    assert from_to(both, {"s3"}) == ""


def test_a_review() -> None:
    done = Change("review", "ana", {"status": "in_progress"}, {"status": "done"})
    assert from_to(edit(done)) == "in progress → done"
    assert from_to(edit(Change("review", "ana", None, {"comment": "why"}))) == "none → why"
    assert from_to(edit(Change("relation", "r1", None, {}))) == ""
