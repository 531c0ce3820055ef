"""Patterns that people type: regular expressions that cannot take for ever.

Python's ``re`` tries every way to match; a repeat inside a repeat can take longer than anyone
waits, and nothing can interrupt it. So a repeated group is refused, and of repeats that run on
over words there may be one; what is left grows with a small power of a paragraph's length.
"""

from __future__ import annotations

import re

from annotator.model.errors import AnnotatorError

REPEATS, LONG_REPEATS = 4, 1
LONGEST = 200

_REPEAT = re.compile(r"[*+]|\{\d*,?\d*\}")
# Reads a pattern sign by sign: an escape, a class of characters, a bracket, any other sign.
_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def checked(text: str, ignore_case: bool = False) -> re.Pattern[str]:
    """The pattern, compiled. Raises AnnotatorError with the reason why it cannot be used."""
    where = f"/{text}/"
    if len(text) > LONGEST:
        raise AnnotatorError("the pattern is too long", where[:40] + "…", "Search for a part of it")
    flags = re.MULTILINE | (re.IGNORECASE if ignore_case else 0)
    try:
        pattern = re.compile(text, flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise AnnotatorError(f"the pattern cannot be read: {error}", where) from error
    if re.search(r"\\[1-9]|\(\?P=|\(\?\(", text):
        raise AnnotatorError("a pattern may not refer back to its groups", where)
    if pattern.match("") is not None and pattern.fullmatch("") is not None:
        raise AnnotatorError(
            "the pattern fits everywhere", where, "Add a letter that must be there"
        )
    _require_short(text, where)
    return pattern


def _require_short(text: str, where: str) -> None:
    every = long = 0
    before = ""
    at = 0
    while at < len(text):
        repeat = _REPEAT.match(text, at)
        if repeat and before:
            if before == ")":
                raise AnnotatorError(
                    "a group in brackets may not be repeated", where, "Only letters and classes may"
                )
            every += 1
            long += _runs_on(before)
            at = repeat.end()
            # A ? or + after a repeat only says how greedy it is.
            at += text[at : at + 1] in ("?", "+")
            before = ""
            continue
        found = _SIGN.match(text, at)
        assert found is not None
        before, at = found.group(), found.end()
    if every > REPEATS or long > LONG_REPEATS:
        raise AnnotatorError(
            "the pattern repeats too much", where, f"Use .* once and at most {REPEATS} repeats"
        )


def _runs_on(sign: str) -> bool:
    """Whether a repeat of it goes on over the end of a word."""
    return sign == "." or sign.startswith("[^") or sign in ("\\S", "\\D", "\\W", "\\s")
