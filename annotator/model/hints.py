"""Candidates that can be picked by one letter: whom to choose from, and which letter each gets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.model.article import Article
from annotator.model.document import View
from annotator.model.span import CLAIM, ENTITY, Span
from annotator.model.text import inside_marks, line_range, sentences, tokens

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SPEAKER_LABELS = ("PERSON", "ORG", "GPE", "NORP")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|we|I|who)\b", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:said|says|say|saying|told|tells|added|adds|adding|asked|asks|wrote|writes|continued|"
    r"according to|described|describing|praised|noted|warned|argued|claimed|insisted|announced|"
    r"stated|replied|called|explained|recalled|reported|denied|stressed|highlighted)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words to choose, ``[start, end)`` in code points, and the letter that chooses them."""

    start: int
    end: int
    letter: str


def assign_letters(text: str, ranges: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Give each range, the first one first, a free letter of its own words; at most 26.

    The letter is the first free one of the last word (a surname), then of the other words, then
    of the alphabet: H for Sattar Hashemi, so that it is learnt.
    """
    free = set(LETTERS)
    out = []
    for start, end in ranges[: len(LETTERS)]:
        words = [w for w in re.findall(r"[^\W\d_]+", text[start:end].lower()) if w != "the"]
        wanted = [w[0] for w in reversed(words)] + [c for w in words for c in w]
        letter = next((c for c in wanted if c in free), None) or min(free)
        free.discard(letter)
        out.append(Candidate(start, end, letter))
    return out


def speakers(article: Article, view: View, head: Span) -> list[tuple[int, int]]:
    """Who may have said ``head``: mentions and pronouns near it, each range once.

    People and organisations come first, then places, groups and pronouns; the nearest first.
    """
    low, high = _neighbourhood(article.text, head, paragraphs=2)
    found = [
        (s.start, s.end)
        for s in view.spans
        if (s.layer == ENTITY and s.label in _SPEAKER_LABELS) or s.label == "SPEAKER"
        if low <= s.start and s.end <= high
    ]
    near = line_range(article.text, head.start)
    found += [m.span() for m in _PRONOUN.finditer(article.text, *near)]
    likely = {(s.start, s.end) for s in view.spans if s.label in ("PERSON", "ORG", "SPEAKER")}
    return sorted(_nearest(found, head), key=lambda r: r not in likely)


def cues(article: Article, view: View, head: Span) -> list[tuple[int, int]]:
    """Words that may say that ``head`` was said, nearest first."""
    low, high = _neighbourhood(article.text, head, paragraphs=1)
    found = [(s.start, s.end) for s in view.spans if s.label == "CUE" and low <= s.start < high]
    found += [m.span() for m in _CUE.finditer(article.text, low, high)]
    return _nearest(found, head)


def sentence_ranges(article: Article, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences that begin in the range, in reading order; captions and site text left out."""
    return [r for r in sentences(article.text, start, end) if not _is_quiet(article, r)]


def marked_ranges(article: Article, start: int, end: int) -> list[tuple[int, int]]:
    """What stands in quotation marks in the range, and its other sentences, in reading order.

    A sentence that is nothing but what stands in the marks is offered once; headings are none.
    """
    text, found = article.text, set[tuple[int, int]]()
    for opening in re.finditer('[“„«"‘]', text[start:end]):
        inside = inside_marks(text, start + opening.end())
        if inside and not _is_quiet(article, inside):
            found.add(inside)
    cores = {_core(text, r) for r in found}
    sentences_ = (r for r in sentence_ranges(article, start, end) if not _is_heading(article, r))
    return sorted(found | {r for r in sentences_ if _core(text, r) not in cores})


def words_starting(text: str, prefix: str, after: int) -> list[tuple[int, int]]:
    """Tokens that start with ``prefix``, case ignored: those from ``after`` on, then the others."""
    if not prefix:
        return []
    starts = [m.start() for m in re.finditer(re.escape(prefix), text, re.IGNORECASE)]
    found = []
    for start in starts:
        token = next((t for t in tokens(text, *line_range(text, start)) if t[0] == start), None)
        if token:
            found.append(token)
    return [t for t in found if t[0] >= after] + [t for t in found if t[0] < after]


def quote_kind(text: str, start: int, end: int) -> str:
    """DIRECT, MIXED or INDIRECT, by the marks around the range and how it begins."""
    before = text[max(0, start - 2) : start].strip()
    if not before or before[-1] not in "“„«»\"‘'「":
        return "INDIRECT"
    first = next((c for c in text[start:end] if c.isalpha()), "")
    return "MIXED" if first.islower() else "DIRECT"


def _core(text: str, found: tuple[int, int]) -> tuple[int, int]:
    """A range without the marks, stops and spaces at its edges."""
    start, end = found
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _is_heading(article: Article, found: tuple[int, int]) -> bool:
    return any(
        z.kind in ("title", "subheading") and z.start <= found[0] < z.end for z in article.zones
    )


def _is_quiet(article: Article, found: tuple[int, int]) -> bool:
    return any(
        z.kind in ("caption", "credit", "boilerplate", "byline") and z.start <= found[0] < z.end
        for z in article.zones
    )


def _neighbourhood(text: str, head: Span, paragraphs: int) -> tuple[int, int]:
    low, high = line_range(text, head.start)[0], line_range(text, max(head.start, head.end - 1))[1]
    for _ in range(paragraphs):
        while low > 0 and text[low - 1] == "\n":
            low -= 1
        low = line_range(text, low)[0] if low > 0 else 0
        while high < len(text) and text[high] == "\n":
            high += 1
        high = line_range(text, high)[1] if high < len(text) else len(text)
    return low, high


def _nearest(found: Iterable[tuple[int, int]], head: Span) -> list[tuple[int, int]]:
    def distance(item: tuple[int, int]) -> tuple[int, int]:
        start, end = item
        gap = start - head.end if start >= head.end else head.start - end
        return (abs(gap), start)

    inside_counts = head.layer == CLAIM
    kept = {(s, e) for s, e in found if inside_counts or e <= head.start or s >= head.end}
    best: list[tuple[int, int]] = []
    for item in sorted(kept, key=distance):
        # Of two overlapping candidates the nearer stands; two boxes on one word help nobody.
        if all(item[1] <= s or item[0] >= e for s, e in best):
            best.append(item)
    return best
