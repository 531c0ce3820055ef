"""What is made quickly is what the class itself makes."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from annotator.model.span import Relation, Span, change_span, make_relation, make_span

VALUES = ("s1", "entity", "PERSON", 0, 3, "Ana", "accepted", "ben", 0.5, {"a": 1}, "e1", "note",
          True, "s0", "why", "then", "now")  # fmt: skip


def test_a_span_made_quickly_is_one() -> None:
    quick, usual = make_span(*VALUES), Span(*VALUES)
    assert type(quick) is Span and quick == usual and repr(quick) == repr(usual)
    assert replace(quick, start=1) == replace(usual, start=1)
    with pytest.raises(FrozenInstanceError):
        quick.start = 2  # type: ignore[misc]
    link = ("r1", "SPEAKER", "s1", "s2", "accepted", "ana", None, "then", "now")
    assert make_relation(*link) == Relation(*link)


def test_a_change_leaves_the_span_and_all_else_in_it() -> None:
    span = Span(*VALUES)
    changed = change_span(span, start=1, note=None)
    assert changed == replace(span, start=1, note=None)
    assert [getattr(span, f.name) for f in fields(Span)] == list(VALUES)
    with pytest.raises(AttributeError):
        change_span(span, begin=1)
