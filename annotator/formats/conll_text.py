"""A text from its tokens, with the spacing a reader expects, or with the one that was told."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
        for position, token in enumerate(sentence):
            form = _BRACKETS.get(token.form, token.form) if token.after is None else token.form
            usual = spaces.before(form) if position else "\n"
            here = (usual if after is None else after) + (token.before or "")
            if position == 0:
                spaces.before(form)
            parts += [here, form]
            at += len(here)
            found.append((at, at + len(form)))
            at += len(form)
            after = token.after
        ranges.append(found)
    return Rebuilt("".join(parts) + (after or ""), ranges)


class _Spaces:
    """Says token by token whether a space stands before it; straight marks open and close."""

    def __init__(self) -> None:
        self._last, self._open = "", {'"': False, "'": False}

    def before(self, form: str) -> str:
        """The space before the next token."""
        last, self._last = self._last, form
        closes = self._open.get(form, False)
        if form in self._open:
            self._open[form] = not closes
        glued = (
            closes
            or _NO_SPACE_BEFORE.fullmatch(form)
            or last in _NO_SPACE_AFTER
            or (last in self._open and self._open[last] and not closes)
            or (_WIDE.match(form) and _WIDE.match(last[-1:]))
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
