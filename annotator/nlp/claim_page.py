"""A document as claims are looked for in it: plain lists, and the borders of its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token

from annotator.nlp.claim_score import Ids, Range, among, array_of, ids, string_id
from annotator.nlp.words import words
from annotator.nlp.zones import find_zones

_NO_CLAIMS = words("title deck byline caption credit subheading boilerplate")
FINITE = words("VBD VBZ VBP MD")
_CHAINED = words("xcomp conj pcomp")
SUBJECTS = words("nsubj nsubjpass expl csubj")
# "VALLETTA, Malta (Seaway Wire) - ", "OSLO — ": before a capital letter.
_DATELINE = re.compile(r"[^\n–—]{2,80}?(?:\)\s*[-–—]+|\s[–—]|\s--)\s+(?=[“\"'‘]?[A-Z])")
STOPS = frozenset(".!?。！？")


class Page:
    """A document as plain lists, and the borders between its stretches."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        # Doc.text joins all tokens each time it is asked for.
        self.text = doc.text
        table = array_of(doc, "LOWER", "TAG", "DEP", "SENT_START", "IDX", "HEAD")
        self.offsets: list[int] = table[:, 4].tolist()
        # Doc.has_annotation walks over the tokens in Python.
        self.parsed = bool(table[:, 2].any())
        self.tagged = bool(table[:, 1].any())
        self._finite = among(table[:, 1], _ids(FINITE))
        self._words = table[:, 0]
        self._heads = np.arange(len(doc)) + table[:, 5].astype(np.int64)
        # What the rules ask of every token, without a Token object for each question.
        self.heads: list[int] = self._heads.tolist()
        self.tags: list[int] = table[:, 1].tolist()
        self.chained: list[bool] = among(table[:, 2], _ids(_CHAINED)).tolist()
        self.roots: list[int] = np.flatnonzero(table[:, 2] == string_id("ROOT")).tolist()
        self._said: list[int] = np.flatnonzero(table[:, 0] == string_id("according")).tolist()
        self.questions = self.places(words("? ？"))
        self._commas = self.places(frozenset(",،"))
        self._breaks = _breaks(self, table)

    def places(self, names: frozenset[str]) -> list[int]:
        """Where one of these lower-case words stands, in order."""
        found: list[int] = np.flatnonzero(among(self._words, _ids(names))).tolist()
        return found

    def comma(self, start: int, end: int) -> int | None:
        """The last comma among the tokens."""
        at = bisect_left(self._commas, end) - 1
        return self._commas[at] if at >= 0 and self._commas[at] >= start else None

    def token(self, offset: int) -> int:
        """The first token that begins at or after ``offset``."""
        return bisect_left(self.offsets, offset)

    def range(self, start: int, end: int) -> Range:
        """Characters of the tokens ``[start, end)``, which are not none."""
        last = self.doc[end - 1]
        return self.offsets[start], last.idx + len(last)

    def is_finite(self, start: int, end: int) -> bool:
        """Whether a verb that can carry a sentence is among the tokens."""
        return not self.tagged or bool(self._finite[start:end].any())

    def root(self, start: int, end: int) -> Token | None:
        """The root of the sentence that the tokens are, or the verb highest up in their part."""
        at = bisect_left(self.roots, start)
        if at < len(self.roots) and self.roots[at] < end:
            return self.doc[self.roots[at]]
        heads = self._heads[start:end]
        tops = np.flatnonzero((heads < start) | (heads >= end)) + start
        verbs = [t for t in (self.doc[i] for i in tops.tolist()) if t.tag_.startswith("VB")]
        return next((t for t in verbs if has_subject(t)), verbs[0] if verbs else None)

    def according(self, start: int, end: int) -> int | None:
        """The place of "according" among the tokens."""
        at = bisect_left(self._said, start)
        return self._said[at] if at < len(self._said) and self._said[at] < end else None

    def sentences(self) -> Iterator[Range]:
        """Token ranges between sentence borders and line ends, those without a claim left out."""
        zones = [z for z in find_zones(self.text) if z.kind in _NO_CLAIMS]
        ends = [z.end for z in zones]
        for start, end in zip(self._breaks, self._breaks[1:], strict=False):
            start, end = _spaceless(self.doc, start, end)
            start = self._after_dateline(start, end)
            if start >= end:
                continue
            at = bisect_right(ends, self.offsets[start])
            if at == len(zones) or zones[at].start >= self.range(start, end)[1]:
                yield start, end

    def _after_dateline(self, start: int, end: int) -> int:
        """The first token after "VALLETTA, Malta (Seaway Wire) - "."""
        if start >= end:
            return start
        low = self.offsets[start]
        at_line = low == 0 or "\n" in self.text[max(0, low - 2) : low]
        if not at_line or not self.doc[start].is_upper or len(self.doc[start]) < 3:
            return start
        found = _DATELINE.match(self.text, low)
        return min(self.token(found.end()), end) if found else start


@cache
def _ids(names: frozenset[str]) -> Ids:
    return ids(names)


def _breaks(page: Page, table: Ids) -> list[int]:
    doc = page.doc
    borders = {0, len(doc)}
    if page.parsed or table[1:, 3].any():
        borders.update(np.flatnonzero(table[:, 3] == 1).tolist())
    else:
        stops = np.flatnonzero(among(table[:, 0], _ids(STOPS)))
        borders.update((stops + 1).tolist())
    at = page.text.find("\n")
    while at >= 0:
        borders.add(bisect_right(page.offsets, at))
        at = page.text.find("\n", at + 1)
    return sorted(b for b in borders if b <= len(doc))


def _spaceless(doc: Doc, start: int, end: int) -> Range:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return start, end


def has(places: list[int], start: int, end: int) -> bool:
    """Whether one of ``places``, in order, is in ``[start, end)``."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)
