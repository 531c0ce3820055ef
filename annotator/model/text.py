"""Text as the whole program sees it: normalised once, addressed in code points."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left

_NEWLINES = re.compile("\r\n|\r|\u2028|\u2029")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def normalise(text: str) -> str:
    """One newline (``\\n``), no byte order mark at the start, no lone surrogates or NUL.

    Done once, at import; every offset of the project counts code points of the result. NUL goes
    because SQLite's text functions end at it.
    """
    text = text.removeprefix("\ufeff")
    text = _NEWLINES.sub("\n", text)
    return _UNSTORABLE.sub("\ufffd", text)


class Utf16Map:
    """Converts between code points (ours) and UTF-16 units (Qt's) for one text.

    Texts without astral characters, nearly all, cost nothing.
    """

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [i for i, c in enumerate(text) if c > "\uffff"]
        self._units = [p + i for i, p in enumerate(self._astral)]

    def to_utf16(self, offset: int) -> int:
        """UTF-16 units before the code point ``offset``."""
        return offset + bisect_left(self._astral, offset)

    def to_code_points(self, units: int) -> int:
        """Code points before UTF-16 position ``units``; inside a pair, the pair's start."""
        return units - bisect_left(self._units, units)


def _is_word(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] in "LNM"


def _is_ideograph(char: str) -> bool:
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


_CLITIC = re.compile(r"['’](?:s|S|re|ve|ll|d|m)(?!\w)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’']")


def _token_end(text: str, at: int) -> int:
    """End of the token that starts at ``at`` (not white space)."""
    for pattern in (_LINK, _DOTTED, _CLITIC):
        found = pattern.match(text, at)
        if found:
            return found.end()
    if not _is_word(text[at]) or _is_ideograph(text[at]):
        return _with_marks(text, at + 1)
    number = _NUMBER.match(text, at)
    end = number.end() if number else at + 1
    while end < len(text):
        char = text[end]
        if _is_word(char) and not _is_ideograph(char):
            end += 1
        elif char in "'’" and _inside_word(text, end) and not _CLITIC.match(text, end):
            end += 1
        else:
            break
    return end


def _inside_word(text: str, at: int) -> bool:
    return at + 1 < len(text) and _is_word(text[at - 1]) and _is_word(text[at + 1])


def _with_marks(text: str, end: int) -> int:
    # A combining mark, a variation selector or a joiner belongs to the character before it.
    while end < len(text) and (
        unicodedata.category(text[end])[0] == "M" or text[end - 1] == "\u200d" or text[end] == "\u200d"
    ):
        end += 1
    return end


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Token ranges of ``text[start:end]``, ``start`` being a token border or white space.

    Coarser than spaCy's tokens where they differ, so that a range that snaps to these also meets
    the borders of the English tokenizer in nearly all cases; exporters report the rest.
    """
    stop = len(text) if end is None else end
    out = []
    at = start
    while at < stop:
        if text[at].isspace():
            at += 1
            continue
        after = _token_end(text, at)
        out.append((at, after))
        at = after
    return out


def line_range(text: str, at: int) -> tuple[int, int]:
    """The paragraph (line) around ``at``, without its newline."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def snap(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range grown to token borders, without white space at its edges; None if nothing is left."""
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    first = next((t for t in tokens(text, *line_range(text, start)) if t[1] > start), None)
    last = [t for t in tokens(text, *line_range(text, end - 1)) if t[0] < end]
    return (first[0] if first else start, last[-1][1] if last else end)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its edges (may be empty)."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def step_token(text: str, at: int, forward: bool, edge: str) -> int | None:
    """The next token border from ``at``: a token's ``edge`` ("start" or "end"); None at the text's end."""
    low, high = at, at
    while True:
        low = line_range(text, low)[0]
        high = line_range(text, high)[1]
        borders = [t[0] if edge == "start" else t[1] for t in tokens(text, low, high)]
        if forward:
            found = next((b for b in borders if b > at), None)
            if found is not None or high >= len(text):
                return found
            high += 1
        else:
            found = next((b for b in reversed(borders) if b < at), None)
            if found is not None or low <= 0:
                return found
            low -= 1


_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt st jr sr inc ltd co corp vs etc no vol"
    " jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e".split()
)
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[”’」』]*")


def sentence_range(text: str, at: int) -> tuple[int, int]:
    """The sentence around ``at`` within its paragraph, trimmed; rules only, no model.

    A full stop after a title, a single letter or before a lower-case word ends nothing.
    """
    low, high = line_range(text, at)
    start = low
    for found in _SENTENCE_END.finditer(text, low, high):
        if not _ends_sentence(text, low, high, found):
            continue
        if found.end() > at:
            return strip(text, start, found.end())
        start = found.end()
    return strip(text, start, high)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence ranges that begin in ``text[start:end]``."""
    out = []
    at = start
    while at < end:
        if text[at].isspace():
            at += 1
            continue
        found = sentence_range(text, at)
        if found[1] <= at:
            break
        out.append(found)
        at = found[1]
    return out


def _ends_sentence(text: str, low: int, high: int, found: re.Match[str]) -> bool:
    after = text[found.end() : min(high, found.end() + 3)].lstrip()
    if after and after[0].islower():
        return False
    if not found.group().startswith(".") or found.group().startswith(".."):
        return True
    word = re.search(r"[\w.]*$", text[max(low, found.start() - 12) : found.start()])
    before = word.group() if word else ""
    return not (before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper()))


_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'", "「": "」"}


def inside_marks(text: str, at: int) -> tuple[int, int] | None:
    """What stands between the quotation marks around ``at`` in its paragraph, or None.

    Keeps the content rule: no marks, no comma that only precedes the closing mark.
    """
    low, high = line_range(text, at)
    best: tuple[int, int] | None = None
    for opening, closings in _PAIRS.items():
        for start in (i for i in range(low, at + 1) if text[i] == opening and _opens(text, i, low)):
            end = _closing(text, start + 1, high, closings)
            if end is not None and start <= at <= end and (best is None or start < best[0]):
                best = (start + 1, end)
    if best is None:
        return None
    start, end = strip(text, *best)
    if end > start and text[end - 1] == ",":
        start, end = strip(text, start, end - 1)
    return (start, end) if end > start else None


def _opens(text: str, at: int, low: int) -> bool:
    return at == low or not _is_word(text[at - 1])


def _closing(text: str, start: int, high: int, closings: str) -> int | None:
    for at in range(start, high):
        if text[at] in closings and not _inside_word(text, at):
            return at
    return None
