"""A text from its tokens, with the spacing a reader expects, or with the one that was told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_BRACKETS = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}  # fmt: skip
_NO_SPACE_BEFORE = re.compile(
    r"[.,;:!?…%)\]}’”»。，、！？：；）」』]+|['’](?:s|S|re|ve|ll|d|m|t)|n['’]t|''"
)
_NO_SPACE_AFTER = frozenset("([{“‘«$£€#¿¡（「『") | {"``"}
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ESCAPES = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\n": "\\n", "|": "\\p"}
_UNESCAPE = re.compile(r"\\(u[0-9a-f]{6}|.)")
_BACK = {"s": " ", "t": "\t", "n": "\n", "r": "\r", "p": "|", "\\": "\\"}
TOLD = re.compile(r"_|(?:Spaces?(?:After|Before)=[^|\s]*)(?:\|Spaces?(?:After|Before)=[^|\s]*)*")


class Token(NamedTuple):
    """A token and what stands before and after it; None where the file does not say."""

    form: str
    before: str | None = None
    after: str | None = None


class Rebuilt(NamedTuple):
    """A text and the range of each token in it, sentence by sentence."""

    text: str
    ranges: list[list[tuple[int, int]]]


def rebuild(sentences: Sequence[Sequence[Token]], between: Sequence[str | None] = ()) -> Rebuilt:
    """Join tokens; ``between`` has what stands before each sentence, None for what is usual:
    what the last token says of what follows it, else a line break."""
    parts: list[str] = []
    ranges: list[list[tuple[int, int]]] = []
    at = 0
    after: str | None = ""
    for number, sentence in enumerate(sentences):
        found = []
        spaces = _Spaces()
        after = (between[number] if number < len(between) and parts else None) or after
        for position, (form, prior, follows) in enumerate(sentence):
            if follows is None:
                form = _BRACKETS.get(form, form)
            usual = spaces.before(form)
            here = after if after is not None else usual if position else "\n"
            if prior:
                here += prior
            parts += (here, form)
            start = at + len(here)
            at = start + len(form)
            found.append((start, at))
            after = follows
        ranges.append(found)
    return Rebuilt("".join(parts) + (after or ""), ranges)


def rebuild_forms(sentences: Sequence[Sequence[str]], between: Sequence[str | None]) -> Rebuilt:
    """As :func:`rebuild`, of tokens of which nothing but their forms is known."""
    parts: list[str] = []
    ranges: list[list[tuple[int, int]]] = []
    at = 0
    for number, sentence in enumerate(sentences):
        forms = sentence
        if not _BRACKETS.keys().isdisjoint(forms):
            forms = [_BRACKETS.get(f, f) for f in forms]
        told = between[number] if number < len(between) and parts else None
        own = [""] * (2 * len(forms))
        own[::2], own[1::2] = _gaps(forms), forms
        own[:1] = [(told or "\n") if parts else ""]
        borders = list(accumulate(map(len, own), initial=at))
        ranges.append(list(zip(borders[1::2], borders[2::2], strict=True)))
        at = borders[-1]
        parts += own
    return Rebuilt("".join(parts), ranges)


def _gaps(forms: Sequence[str]) -> list[str]:
    """What stands before each token of a sentence. Nearly always that is a space, and nearly all
    tokens leave it there: only the others are looked at."""
    traits = list(map(_traits, forms))
    out = [" "] * len(forms)
    if any(traits):
        spaces, last = _Spaces(), 0
        for at, own in enumerate(traits):
            if own or last:
                out[at], last = spaces.before(forms[at]), own
    return out


_GLUED, _HOLDS, _WIDE_FIRST, _WIDE_LAST, _MARK = 1, 2, 4, 8, 16


@lru_cache(maxsize=1 << 16)
def _traits(form: str) -> int:
    """What of a token decides about the spaces around it; 0 of nearly all."""
    return (
        (_GLUED if _NO_SPACE_BEFORE.fullmatch(form) else 0)
        | (_HOLDS if form in _NO_SPACE_AFTER else 0)
        | (_WIDE_FIRST if _WIDE.match(form) else 0)
        | (_WIDE_LAST if _WIDE.match(form[-1:]) else 0)
        | (_MARK if form in ('"', "'") else 0)
    )


class _Spaces:
    """Says token by token whether a space stands before it; straight marks open and close."""

    def __init__(self) -> None:
        self._last, self._traits, self._open = "", 0, {'"': False, "'": False}

    def before(self, form: str) -> str:
        """The space before the next token."""
        last, before = self._last, self._traits
        self._last, self._traits = form, (traits := _traits(form))
        if not traits and not before:
            return " "
        closes = self._open.get(form, False)
        if traits & _MARK:
            self._open[form] = not closes
        glued = (
            closes
            or traits & _GLUED
            or before & _HOLDS
            or (before & _MARK and self._open[last] and not closes)
            or (traits & _WIDE_FIRST and before & _WIDE_LAST)
        )
        return "" if glued else " "


def tell(before: str, after: str) -> str:
    """The cell that says what spacing stands around a token, as UDPipe writes it."""
    parts = [f"SpacesBefore={_escape(before)}"] if before else []
    if not after:
        parts.append("SpaceAfter=No")
    elif after != " ":
        parts.append(f"SpacesAfter={_escape(after)}")
    return "|".join(parts) or "_"


def told(form: str, cell: str) -> Token:
    """A token with the spacing that a cell of :func:`tell` or of CoNLL-U says."""
    said = dict(part.split("=", 1) for part in cell.split("|") if "=" in part)
    after = " "
    if said.get("SpaceAfter") == "No":
        after = ""
    if "SpacesAfter" in said:
        after = _unescape(said["SpacesAfter"])
    return Token(form, _unescape(said.get("SpacesBefore", "")), after)


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(c) or (f"\\u{ord(c):06x}" if c.isspace() else c) for c in text)


def _unescape(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        code = found[1]
        if len(code) > 1:
            return chr(min(int(code[1:], 16), 0x10FFFF))
        return _BACK.get(code, code)

    return _UNESCAPE.sub(one, text)
