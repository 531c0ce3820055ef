"""What a selection grows to: word, name, clause, sentence; or marks, then the whole quotation.

Pure functions on a text. Ranges are ``(start, end)`` in code points, the end not included. The
content of quotation marks follows the rule of the guidelines: no marks, no comma that only
precedes the closing one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.model.text import line_range, sentence_range, snap, strip, tokens
from annotator.nlp.marks import Marked, find_marked

Range = tuple[int, int]

_PARTICLES = frozenset(
    ("of", "de", "van", "von", "der", "den", "del", "la", "le", "du", "da", "di", "al", "bin",
     "for", "the")
)  # fmt: skip
_CLAUSE = re.compile(
    r"[,;:—–]|\s(?:and|but|or|because|while|whereas|which|who|that|although|though|when|if|after"
    r"|before|since|so)(?=\s)"
)
_OTHER_VOICE = re.compile(r"\b(?:and|but|while|whereas)\b")
_MOST_CUE_WORDS = 15


def grown(text: str, start: int, end: int, names: Sequence[Range] = ()) -> Range | None:
    """The next larger unit around a range; None when there is none in its quotation or sentence.

    ``names`` are ranges that count as names, such as entity spans.
    """
    marked = [m for m in find_marked(text) if m.closed]
    around = next((m for m in marked if _within((start, end), m.inner(text))), None)
    for level in _levels(text, (start, end), names, marked, around):
        if level != (start, end) and _within((start, end), level):
            return level
    return None


def name_around(text: str, start: int, end: int, names: Sequence[Range] = ()) -> Range | None:
    """The word, then the name, around a range; None when it is as large as that already."""
    found = [snap(text, start, end), *_names(text, (start, end), names)]
    larger = [r for r in found if r and r != (start, end) and _within((start, end), r)]
    return min(larger, key=_length, default=None)


def quotation(text: str, start: int, end: int) -> list[Range]:
    """The contents of all parts of the marked quotation that a range lies in, in order.

    A quotation that runs on over paragraphs is one part; around a cue it has several. Empty when
    the range lies in no closed marks.
    """
    marked = [m for m in find_marked(text) if m.closed]
    at = next((i for i, m in enumerate(marked) if _within((start, end), m.inner(text))), None)
    return [] if at is None else [content(text, m) for m in _parts(text, marked, at)]


def parts_within(text: str, start: int, end: int) -> list[Range]:
    """The parts of a split quotation that a range covers from the first to the last, else []."""
    first = next((m for m in find_marked(text) if m.closed and m.end > start), None)
    if first is None:
        return []
    parts = quotation(text, *content(text, first))
    inside = [p for p in parts if start <= p[0] and p[1] <= end]
    whole = len(inside) > 1 and start >= first.start and inside[0] == content(text, first)
    beyond = text[inside[-1][1] : end].strip() if inside else ""
    return inside if whole and len(beyond) <= 2 else []


def content(text: str, marked: Marked) -> Range:
    """What a quotation's span covers."""
    start, end = marked.inner(text)
    if end > start and text[end - 1] == ",":
        start, end = strip(text, start, end - 1)
    return start, end


def _levels(
    text: str, chosen: Range, names: Sequence[Range], marked: list[Marked], around: Marked | None
) -> list[Range]:
    start, end = chosen
    word = snap(text, start, end) or chosen
    sentence = (sentence_range(text, start)[0], sentence_range(text, max(start, end - 1))[1])
    small = [word, *_names(text, chosen, names), _clause(text, chosen, sentence)]
    if around is None:
        crossed = [
            (min(start, m.start), max(end, m.end))
            for m in marked
            if m.start < end and start < m.end and not _within((m.start, m.end), chosen)
        ]
        return [*sorted([*small, *crossed], key=_length), sentence]
    room = content(text, around)
    inner = [(max(low, room[0]), min(high, room[1])) for low, high in [*small, sentence]]
    parts = _parts(text, marked, marked.index(around))
    whole = (content(text, parts[0])[0], content(text, parts[-1])[1])
    return [*sorted(inner, key=_length), room, whole, sentence]


def _names(text: str, chosen: Range, known: Sequence[Range]) -> list[Range]:
    run = _capitals(text, chosen)
    return [*(r for r in known if _within(chosen, r)), *([run] if run else [])]


def _capitals(text: str, chosen: Range) -> Range | None:
    """The run of capitalised words around a range, with "of" and the like between two of them."""
    words = tokens(text, *line_range(text, chosen[0]))
    inside = [i for i, w in enumerate(words) if w[0] < chosen[1] and chosen[0] < w[1]]
    if not inside or not any(_is_capital(text, words[i]) for i in inside):
        return None
    first, last = inside[0], inside[-1]
    while (step := _next_capital(text, words, first, -1)) is not None:
        first = step
    while (step := _next_capital(text, words, last, 1)) is not None:
        last = step
    if text[slice(*words[first])] in ("The", "A", "An") and first < inside[0]:
        first += 1
    return words[first][0], words[last][1]


def _next_capital(text: str, words: list[Range], at: int, step: int) -> int | None:
    for reach in (1, 2, 3):
        there = at + reach * step
        if not 0 <= there < len(words):
            return None
        if _is_capital(text, words[there]):
            return there
        if text[slice(*words[there])] not in _PARTICLES:
            return None
    return None


def _is_capital(text: str, word: Range) -> bool:
    return text[word[0]].isupper()


def _clause(text: str, chosen: Range, sentence: Range) -> Range:
    low, high = sentence
    for found in _CLAUSE.finditer(text, *sentence):
        if found.end() <= chosen[0]:
            low = found.end() if not found.group().strip().isalpha() else found.start()
        elif found.start() >= chosen[1]:
            high = found.start()
            break
    low, high = strip(text, low, high)
    while high > max(low, chosen[1]) and text[high - 1] in ".,;:!?":
        high -= 1
    return low, high


def _parts(text: str, marked: list[Marked], at: int) -> list[Marked]:
    first = last = at
    while first > 0 and _goes_on(text, marked[first - 1], marked[first]):
        first -= 1
    while last + 1 < len(marked) and _goes_on(text, marked[last], marked[last + 1]):
        last += 1
    return marked[first : last + 1]


def _goes_on(text: str, one: Marked, other: Marked) -> bool:
    """Whether a quotation goes on after the words that say who speaks.

    It stops at a comma or at a sentence's end, the words between are few and belong to no one
    else, and they end with a comma or a full stop.
    """
    between = text[one.end : other.start]
    words = between.strip()
    if "\n" in between or not 1 <= len(words.split()) <= _MOST_CUE_WORDS:
        return False
    stops = text[one.end - 2] in ",.?!…—–-" or words[0] == ","
    middle = words[:-1]
    alone = not re.search(r"[.!?]\s", middle) and not _OTHER_VOICE.search(middle)
    return stops and alone and words[-1] in ",.:;—–"


def _within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _length(item: Range) -> int:
    return item[1] - item[0]
