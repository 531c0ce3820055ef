"""A document seen as quotations in marks and the author's words between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from annotator.model.text import strip
from annotator.nlp.columns import Columns
from annotator.nlp.marks import find_marked

Range = tuple[int, int]
_REACH = 60
_MAX_TREE = 400
_PHRASES = (("according", "to"), ("in", "the", "words", "of"))
PHRASE_WORDS = frozenset(phrase[0] for phrase in _PHRASES)
_CLAUSE_ENDS = frozenset((",", "?", "!", "—", "–", "…", "-"))
STOPS = frozenset((".", "!", "?", "...", "…"))
DASHES = frozenset(("—", "–", "--", "-"))
PAUSES = frozenset((",", ";", ":", "(", ")")) | DASHES


@dataclass(frozen=True, slots=True)
class Stretch:
    """Author's words next to a quotation: tokens ``[start, end)``."""

    start: int
    end: int


def children_of(token: Token) -> list[Token]:
    """What hangs on a token in the parse; nothing where the parse is a tree of no sentence.

    A page without a full stop can hang thousands of tokens on one, and every verb would ask again.
    """
    if token.right_edge.i - token.left_edge.i > _MAX_TREE:
        return []
    return list(token.children)


class Frame:
    """A document's quotations as token ranges, its sentences, and the author's words.

    Sentences are cut by punctuation and line ends, never between marks, so that a parser's break
    inside a quotation does no harm.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.columns = Columns(doc)
        self.text = self.columns.text
        self.marked = find_marked(self.text)
        self._starts = self.columns.starts
        self.lower = self.columns.lower
        self.ranges = [self.tokens(m.start, m.end) for m in self.marked]
        self._openings = [r[0] for r in self.ranges]
        self.parsed = doc.has_annotation("DEP")
        self.tagged = doc.has_annotation("TAG")
        self._sentences = self._find_sentences()

    def tokens(self, start: int, end: int) -> Range:
        """The tokens that begin in ``text[start:end]``."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def characters(self, tokens: Range | None) -> Range | None:
        """Token range to character range, without white space at its edges; None of an empty one.

        spaCy makes tokens of doubled spaces and line ends.
        """
        if tokens is None or tokens[0] >= tokens[1]:
            return None
        last = self.doc[tokens[1] - 1]
        start, end = strip(self.text, self.doc[tokens[0]].idx, last.idx + len(last))
        return (start, end) if start < end else None

    def mark_at(self, token: int) -> int | None:
        """The number of the quotation in marks that holds the token."""
        at = bisect_right(self._openings, token) - 1
        return at if at >= 0 and token < self.ranges[at][1] else None

    def marks_in(self, start: int, end: int) -> range:
        """The numbers of the quotations that begin in the tokens ``[start, end)``."""
        return range(bisect_left(self._openings, start), bisect_left(self._openings, end))

    def sentence(self, token: int) -> Range:
        """The sentence around a token, its final stop included."""
        at = bisect_right(self._sentences, token) - 1
        last = at + 1 == len(self._sentences)
        return self._sentences[at], len(self.doc) if last else self._sentences[at + 1]

    def before(self, number: int) -> Stretch:
        """From the sentence's beginning, or the quotation before, to quotation ``number``."""
        end = self.ranges[number][0]
        floor = self.ranges[number - 1][1] if number else 0
        start = end
        while start > floor and self.doc[start - 1].is_space:
            start -= 1
        if start == floor or self.lower[start - 1] != ":":
            # Only a colon leads over the end of a paragraph.
            start = end
        while start > max(floor, end - _REACH) and not self._is_border(start - 1):
            start -= 1
        return Stretch(start, end)

    def after(self, number: int) -> Stretch:
        """From quotation ``number`` to the sentence's end or the next quotation."""
        start = self.ranges[number][1]
        last = number + 1 == len(self.ranges)
        ceiling = len(self.doc) if last else self.ranges[number + 1][0]
        end = start
        while end < min(ceiling, start + _REACH) and not self._is_border(end):
            end += 1
        return Stretch(start, end)

    def cue(self, verb: int) -> Range:
        """The cue whose verb is given: with its particle ("pointed out"), or "put it"."""
        after = verb + 1
        if after < len(self.lower):
            token = self.doc[after]
            if token.dep_ == "prt" or token.tag_ == "RP":
                return verb, after + 1
            if token.lower_ == "it" and self.lower[verb] in ("put", "puts"):
                return verb, after + 1
        return verb, after

    def phrase(self, at: int) -> Range | None:
        """The reporting phrase that begins at a token: "according to", "in the words of"."""
        for phrase in _PHRASES:
            if self.lower[at] == phrase[0] and tuple(self.lower[at : at + len(phrase)]) == phrase:
                return at, at + len(phrase)
        return None

    def inner(self, number: int) -> str:
        """What stands between the marks."""
        start, end = self.marked[number].inner(self.text)
        return self.text[start:end]

    def ends_clause(self, number: int) -> bool:
        """Whether a quotation ends as one that an attribution follows: “…,” or “…?” or “…”,"""
        end = self.marked[number].end
        last = self.inner(number)[-1:]
        return last in _CLAUSE_ENDS or self.text[end : end + 1] == ","

    def _is_border(self, at: int) -> bool:
        word = self.lower[at]
        return self._is_stop(at) or ("\n" in word and word.isspace())

    def _is_stop(self, at: int) -> bool:
        """Whether a token is punctuation that ends a sentence: not the stop of "(R-Wash.)"."""
        if self.lower[at] not in STOPS:
            return False
        if self.lower[at - 1 : at] == ["no"] and self.lower[at + 1 : at + 2] != []:
            # "their No. 2 spot"
            return not self.lower[at + 1][0].isdigit()
        return self.lower[at + 1 : at + 2] not in ([")"], [","], ["]"])

    def _find_sentences(self) -> list[int]:
        """The first tokens of the sentences, ascending; the first is 0."""
        borders = {0}
        for at, word in enumerate(self.lower):
            if "\n" in word:
                borders.add(at + 1)
            elif word[-1:] in STOPS and self.mark_at(at) is None:
                dotted = word[-1] == "." and self._ends_abbreviated(at)
                if dotted or self._is_stop(at):
                    borders.add(at + 1)
        for mark, (_, end) in zip(self.marked, self.ranges, strict=True):
            if self.text[max(mark.start, mark.end - 3) : mark.end].rstrip("”\"’'»“")[-1:] == ".":
                borders.add(end)
        return sorted(b for b in borders if b < len(self.lower)) or [0]

    def _ends_abbreviated(self, at: int) -> bool:
        """Whether "Inc." or "U.S." is a sentence's last word, by the parser's judgement."""
        after = at + 1
        if not self.parsed or after >= len(self.lower):
            return False
        return self.doc[after].is_sent_start is True
