"""Text as the whole program sees it: normalised once, addressed in code points."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

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


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Converts between code points (ours) and UTF-16 units (Qt's) for one text.

    Texts without astral characters, nearly all, cost nothing.
    """

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]
        self._units = [p + i for i, p in enumerate(self._astral)]

    def to_utf16(self, offset: int) -> int:
        """UTF-16 units before the code point ``offset``."""
        return offset + bisect_left(self._astral, offset)

    def to_code_points(self, units: int) -> int:
        """Code points before UTF-16 position ``units``; inside a pair, the pair's start."""
        return units - bisect_left(self._units, units)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


def _is_ideograph(char: str) -> bool:
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


_CLITIC = re.compile(r"['’](?:s|S|re|ve|ll|d|m)(?!\w)")
# Tokens that are more than a run of letters: links, U.S., initials, Mr., ellipses, @names.
_WHOLE = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’']"
    r"|(?:[^\W\d_]\.){2,}(?![^\W\d_])"
    r"|(?:[A-Za-zäöüÄÖÜ]|Adm|Ala|Apr|Ariz|Ark|Aug|Bros|Calif|Co|co|Colo|Conn|Corp|Dec|Del|Dr|Feb"
    r"|Fla|Ga|Gen|Gov|Ill|Inc|Ind|Jan|Jr|Jul|Jun|Kan|Kans|Ky|La|Ltd|Mar|Mass|Md|Messrs|Mich|Minn"
    r"|Miss|Mo|Mont|Mr|Mrs|Ms|Mt|Neb|Nebr|Nev|Nov|Oct|Okla|Ore|Pa|Ph\.D|Prof|Rep|Rev|Sen|Sep|Sept"
    r"|St|Tenn|Va|vs|Wash|Wis)\.(?!\w)"
    r"|\.{2,}|-{2,}|@\w+"
)
_ASCII_WORD = re.compile(r"[A-Za-z0-9_]+")


# The next token, where white space shows that it goes no further: a word, also with marks or a
# full stop behind it, a mark behind a word, an opening mark before one. No rule above begins so.
_CLOSE = r"[,;:!?)\"”]{0,3}"
_PLAIN = re.compile(
    rf"\s{{0,3}}([A-Za-z0-9_]++(?={_CLOSE}(?:\s|\Z))|[a-z]{{3,}}+(?=\.{_CLOSE}(?:\s|\Z))"
    rf"|[,;:!?.)\"”](?={_CLOSE}(?:\s|\Z))|[(\"“](?=[A-Za-z0-9]))"
)


def _token_end(text: str, at: int) -> int:
    """End of the token that starts at ``at`` (not white space)."""
    whole = _WHOLE.match(text, at) or _CLITIC.match(text, at)
    if whole and not (whole.group().endswith(".") and text[whole.end() : whole.end() + 1] == "-"):
        return whole.end()
    if not whole and (not _is_word(text[at]) or _is_ideograph(text[at])):
        return _with_marks(text, at + 1)
    end = whole.end() if whole else at + 1
    while end < len(text):
        run = _ASCII_WORD.match(text, end)
        if run:
            end = run.end()
        elif (_is_word(text[end]) and not _is_ideograph(text[end])) or _joins(text, end):
            end += 1
        else:
            break
    return end


def _joins(text: str, at: int) -> bool:
    """Whether the sign at ``at`` stands inside a token, as spaCy's English rules have it."""
    char = text[at]
    if char not in "'’.,:/&-–—~" or at == 0 or at + 1 >= len(text):
        return False
    before, after = text[at - 1], text[at + 1]
    if char == "-" and before == ".":
        return _is_word(after)
    if not _is_word(before) or not _is_word(after) or _is_ideograph(after):
        return False
    if char in "'’":
        return not _CLITIC.match(text, at)
    if char == "&":
        return before.isalpha() and after.isalpha()
    if char == ".":
        return not (before.islower() and after.isupper())
    if char in ",-":
        return after.isdigit() and before.isdigit() == (char == ",")
    return after.isdigit()


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and _is_letter(text[at - 1]) and _is_letter(text[at + 1])


def _is_letter(char: str) -> bool:
    # Chinese and Japanese have no space beside a mark.
    return _is_word(char) and not _is_ideograph(char)


def _with_marks(text: str, end: int) -> int:
    # A combining mark, a variation selector or a joiner belongs to the character before it.
    while end < len(text) and (
        unicodedata.category(text[end])[0] == "M"
        or text[end] == "\u200d"
        or (text[end - 1] == "\u200d" and not text[end].isspace())
    ):
        end += 1
    return end


def _walk(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    at, plain = start, _PLAIN.match
    while at < stop:
        found = plain(text, at)
        if found:
            if found.start(1) >= stop:
                return
            yield found.span(1)
            at = found.end()
        elif text[at].isspace():
            at += 1
        else:
            after = _token_end(text, at)
            yield at, after
            at = after


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Token ranges of ``text[start:end]``, ``start`` being a token border or white space.

    Coarser than spaCy's tokens where they differ, so that a range that snaps to these also meets
    the borders of the English tokenizer in nearly all cases; exporters report the rest.
    """
    return list(_walk(text, start, len(text) if end is None else end))


def line_range(text: str, at: int) -> tuple[int, int]:
    """The paragraph (line) around ``at``, without its newline."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def _unbroken_start(text: str, at: int) -> int:
    # White space ends every token, so that reading may begin after any of it.
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def snap(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range grown to token borders, no white space at its edges; None if nothing is left."""
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    start, end = strip(text, start, end)
    if start >= end:
        return None
    low = _unbroken_start(text, start)
    first = next(t for t in _walk(text, low, len(text)) if t[1] > start)
    if first[1] >= end:
        return first
    low = max(first[1], _unbroken_start(text, end - 1))
    return first[0], next(t for t in _walk(text, low, len(text)) if t[1] >= end)[1]


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its edges (may be empty)."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def step_token(text: str, at: int, forward: bool, edge: str) -> int | None:
    """The next token border from ``at``: a token's ``edge`` ("start" or "end").

    None at the text's end.
    """
    side = 0 if edge == "start" else 1
    if forward:
        at = max(at, -1)
        low = _unbroken_start(text, min(max(at, 0), len(text)))
        return next((t[side] for t in _walk(text, low, len(text)) if t[side] > at), None)
    at = min(at, len(text) + 1)
    high = min(at, len(text))
    while high > 0:
        while high > 0 and text[high - 1].isspace():
            high -= 1
        low = _unbroken_start(text, high)
        borders = [t[side] for t in _walk(text, low, high) if t[side] < at]
        if borders:
            return borders[-1]
        high = low
    return None


_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms dr prof sen rep gov gen col lt sgt capt st jr sr inc ltd co corp vs etc no vol"
        " jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e",
    )
)
_SENTENCE_END = re.compile(
    r"(?<![.!?…。！？])[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|(?<![。！？])[。！？]+[”’」』]*"
)


def sentence_range(text: str, at: int) -> tuple[int, int]:
    """The sentence around ``at`` within its paragraph, trimmed; rules only, no model.

    A full stop after a title, a single letter or before a lower-case word ends nothing.
    """
    at = max(0, min(at, len(text)))
    low, high = line_range(text, at)
    best = (high, high)
    for piece in _pieces(text, low, high):
        start, end = strip(text, *piece)
        if start < end:
            best = (start, end)
        if piece[1] > at and best[0] < best[1]:
            break
    return best


def _pieces(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The paragraph cut behind each sentence, white space included."""
    start = low
    for found in _SENTENCE_END.finditer(text, low, high):
        if _ends_sentence(text, low, high, found):
            yield start, found.end()
            start = found.end()
    yield start, high


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of the sentences that have a part of them in ``text[start:end]``, in order."""
    out = []
    at, end = max(0, start), min(end, len(text))
    while at < end:
        low, high = line_range(text, at)
        for piece in _pieces(text, low, high):
            first, last = strip(text, *piece)
            if first < min(last, end) and last > at:
                out.append((first, last))
        at = high + 1
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
    at = max(0, min(at, len(text)))
    low, high = line_range(text, at)
    best: tuple[int, int] | None = None
    for opening, closings in _PAIRS.items():
        found = _pair_around(text, at, (low, high), opening, closings)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    if best is None:
        return None
    start, end = strip(text, *best)
    if end > start and text[end - 1] == ",":
        start, end = strip(text, start, end - 1)
    return (start, end) if end > start else None


def _pair_around(
    text: str, at: int, line: tuple[int, int], opening: str, closings: str
) -> tuple[int, int] | None:
    # Marks pair up from the paragraph's start: between two quotations nothing is quoted.
    low, high = line
    start = text.find(opening, low, at + 1)
    while start >= 0:
        if start == low or not _is_letter(text[start - 1]):
            end = _closing(text, start + 1, high, closings)
            if end is None:
                return None
            if end >= at:
                return start + 1, end
            start = end
        start = text.find(opening, start + 1, at + 1)
    return None


def _closing(text: str, start: int, high: int, closings: str) -> int | None:
    for at in range(start, high):
        if text[at] in closings and not _inside_word(text, at):
            return at
    return None
