"""Words for people, the same in messages, window and history."""

from __future__ import annotations


def count(number: int, thing: str) -> str:
    """``1 article``, ``1,284 articles``; ``thing`` is in the singular."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
