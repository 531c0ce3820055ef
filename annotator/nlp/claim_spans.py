"""Stretches that may be claims: sentences and clauses, without the words that say who says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token

from annotator.nlp import cues, mentions
from annotator.nlp.claim_page import FINITE, STOPS, SUBJECTS, Page, has, has_subject
from annotator.nlp.claim_score import Range
from annotator.nlp.words import words

_MIN_WORDS, _MAX_WORDS, _TRAIL, _STEPS = 4, 70, 26, 6
INDIRECT = "INDIRECT"
_AUX = words("aux auxpass cop")
_SHOWS = words("shows showed")
_MARKS = frozenset("\"“”„«»‹›‘’'`,;:—–-()[]*•…") | {"--", "...", "''", "``"}
_CLOSERS = frozenset("\"”’»'")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``[start, end)`` of the document, and what is known of who says them.

    ``head`` is the place of the clause's verb, None without a parse. ``whole``: a sentence from
    its beginning to its end. ``quote`` is the quotation it stands in or belongs to. ``speaker``
    (characters) and ``cue`` (a lower-case word) come from that quotation or from the parse.
    """

    start: int
    end: int
    head: int | None = None
    whole: bool = False
    quote: str = ""
    speaker: Range | None = None
    cue: str = ""


def candidates(doc: Doc, quotes: Sequence[Any]) -> tuple[Page, list[Candidate]]:
    """The stretches of ``doc`` that may be claims, in order and disjoint.

    ``quotes`` are those of ``annotator_quotes``. Left out are lines that are no running text
    (titles, captions and the like), questions, orders and what has no finite verb.
    """
    page = Page(doc)
    reported = _Reported(page, quotes)
    out: list[Candidate] = []
    for start, end in page.sentences():
        for piece in reported.pieces(start, end):
            if not _asks(page, piece.start, piece.end):
                out += _clauses(page, piece)
    return page, [c for c in out if _is_claim(page, c)]


class _Reported:
    """Quotations as borders: what stands inside one is never in a stretch with what does not."""

    def __init__(self, page: Page, quotes: Sequence[Any]) -> None:
        self.page = page
        self.items = sorted(
            (page.token(q.start), page.token(q.end), q) for q in quotes if q.end > q.start
        ) if quotes else []  # fmt: skip
        self.starts = [item[0] for item in self.items]

    def pieces(self, start: int, end: int) -> Iterator[Candidate]:
        """The sentence cut at quotations; the words that only attribute one are left out."""
        at = start
        low = max(0, bisect_left(self.starts, start) - 1)
        inner = [i for i in self.items[low : bisect_left(self.starts, end)] if i[1] > start]
        cut = False
        # A fragment in the sentence tells its speaker, and is cut out of nothing.
        part = None
        for first, last, quote in inner:
            if quote.label != "DIRECT" and not _is_clause(self.page, first, last):
                part = part or quote
                continue
            first, last = max(first, at), min(last, end)
            if first >= last or (quote.label == INDIRECT and self._is_aside(quote, start, end)):
                continue
            cut = True
            yield Candidate(first, last, whole=quote.label == "DIRECT", **self._said(quote))
            at = last
        if not cut:
            said = self._said(part) if part is not None else {}
            low, high = self.page.range(start, end)
            if part is not None and not (part.speaker and low <= part.speaker[0] < high):
                said = {"quote": part.label}
            yield Candidate(start, end, whole=True, **said)

    def _is_aside(self, quote: Any, start: int, end: int) -> bool:
        """Whether the sentence says more: "blacklisted ships that it says changed names"."""
        root = self.page.root(start, end) if self.page.parsed else None
        if root is None or quote.cue is None or quote.start <= root.idx < quote.end:
            return False
        at = self.page.token(quote.cue[0])
        cue = self.page.doc[at] if at < len(self.page.doc) else root
        for _ in range(_STEPS):
            if cue.i == root.i or cue.dep_ not in ("conj", "prep", "pcomp", "xcomp"):
                break
            cue = cue.head
        return cue.i != root.i

    def _said(self, quote: Any) -> dict[str, Any]:
        cue = self.page.text[slice(*quote.cue)].lower() if quote.cue else ""
        return {"quote": quote.label, "speaker": quote.speaker, "cue": cue}


def _is_clause(page: Page, start: int, end: int) -> bool:
    """Whether the tokens have a subject and its finite verb: a fragment that says a thing alone."""
    return page.parsed and any(
        token.dep_ in SUBJECTS and start <= token.head.i < end and page.is_finite(start, end)
        for token in page.doc[start:end]
    )


def _asks(page: Page, start: int, end: int) -> bool:
    """Whether a question mark ends the stretch, closing marks aside."""
    return has(page.questions, max(start, end - 4), end + 1)


def _clauses(page: Page, piece: Candidate) -> Iterator[Candidate]:
    root = page.root(piece.start, piece.end) if page.parsed else None
    if root is None:
        yield _trimmed(page, piece, piece.start, piece.end, None)
        return
    start, end = _without_according(page, piece)
    head, source = root, piece
    if piece.quote not in ("DIRECT", "INDIRECT"):
        reported = _reported_clause(root, start, end)
        if reported is not None:
            head = reported
            start, end = max(start, head.left_edge.i), _end(page, root, head, end)
            source = _with_source(page, piece, root)
        elif piece.speaker is None:
            end, source = _without_trailing(page, piece, root, start, end)
    for first, last, verb in _conjoined(head, start, end):
        yield _trimmed(page, source, first, last, verb.i)


def _end(page: Page, cue: Token, verb: Token, end: int) -> int:
    """Where the reported clause ends: parsers lose its last words now and then."""
    edge = min(end, verb.right_edge.i + 1)
    lost = page.doc[edge:end]
    more = any(t.dep_ == "cc" or t.text == "," or t.dep_ in SUBJECTS for t in lost)
    return end if cue.i < verb.i and not more else edge


def _reported_clause(root: Token, start: int, end: int) -> Token | None:
    """The verb of what ``root`` reports: "rose" in "the report said exports rose"."""
    if not cues.is_cue(root.text, root.tag_) or root.tag_ == "VBG":
        return None
    for child in root.children:
        if child.dep_ == "ccomp" and start <= child.i < end and has_subject(child):
            return child if _is_tensed(child) else None
    return None


def _is_tensed(verb: Token) -> bool:
    return verb.tag_ in FINITE or any(c.tag_ in FINITE for c in verb.children if c.dep_ in _AUX)


def _without_trailing(
    page: Page, piece: Candidate, root: Token, start: int, end: int
) -> tuple[int, Candidate]:
    """Without an attribution after the last comma that the parse has not made the main clause."""
    doc = page.doc
    low = max(start + _MIN_WORDS, end - _TRAIL)
    first = page.comma(low, end)
    for at in range(end - 1, first if first is not None else end, -1):
        token = doc[at]
        last = at + 1 == end or doc[at + 1].text in STOPS
        spliced = token.dep_ == "conj" and token.head.i == root.i and not token.text.endswith("ing")
        if not (last and token.lower_ in _SHOWS) and not (
            (last or spliced) and cues.is_cue(token.text, token.tag_) and token.tag_ in FINITE
        ):
            continue
        comma = page.comma(start + 1, at)
        joined = any(t.dep_ == "cc" for t in doc[comma or at : at])
        if comma is not None and at - comma > 1 and not joined and not page.is_finite(comma, at):
            said = page.range(comma + 1, at)
            return comma, Candidate(start, end, None, False, piece.quote, said, token.lower_)
    return end, piece


def _with_source(page: Page, piece: Candidate, cue: Token) -> Candidate:
    if piece.speaker is not None:
        return piece
    subject = next((c for c in cue.children if c.dep_ in SUBJECTS), None)
    found = mentions.around(page.doc, subject, piece.start, piece.end) if subject else None
    speaker = page.range(*found) if found else None
    return Candidate(piece.start, piece.end, None, False, piece.quote, speaker, cue.lower_)


def _without_according(page: Page, piece: Candidate) -> Range:
    """Without "according to …" at either end."""
    start, end = piece.start, piece.end
    at = page.according(start, end)
    if at is None:
        return start, end
    low, high = page.doc[at].left_edge.i, page.doc[at].right_edge.i + 1
    if low - start <= 1:
        return min(high, end), end
    return (start, low) if end - high <= 2 else (start, end)


def _conjoined(verb: Token, start: int, end: int) -> list[tuple[int, int, Token]]:
    """``[start, end)`` in two where "and" or "but" joins clauses with a subject each."""
    for child in verb.children:
        if child.dep_ != "conj" or not start < child.i < end or child.i < verb.i:
            continue
        border = child.left_edge.i
        joined = border > start + _MIN_WORDS and end - border > _MIN_WORDS
        joint = next((c.i for c in verb.children if c.dep_ == "cc" and c.i < border), None)
        if joined and joint is not None and has_subject(child) and has_subject(verb):
            return [(start, joint, verb), (border, end, child)]
    return [(start, end, verb)]


def _trimmed(page: Page, piece: Candidate, start: int, end: int, head: int | None) -> Candidate:
    """Edges by the guidelines: no comma and no mark; a full stop for a whole sentence only."""
    doc = page.doc
    whole = piece.whole and end == piece.end
    while start < end and (_is_edge(doc[start]) or _is_that(doc[start])):
        start += 1
    whole = whole and start - piece.start <= 1
    while end > start and (_is_edge(doc[end - 1]) or (not whole and doc[end - 1].text in STOPS)):
        end -= 1
    low, high = page.range(start, end) if end > start else (0, 0)
    if start < end < piece.end and doc[end].text in _CLOSERS and _opens(page, start, end):
        # A mark at the end stays when its pair is inside.
        end += 1
    speaker = piece.speaker
    if speaker is not None and low <= speaker[0] < high:
        # The clause says itself who speaks; it is the writer's.
        speaker = None
    return Candidate(start, end, head, whole, piece.quote, speaker, piece.cue)


def _is_edge(token: Token) -> bool:
    return token.text in _MARKS or token.is_space


def _is_that(token: Token) -> bool:
    return token.lower_ == "that" and token.dep_ == "mark"


def _opens(page: Page, start: int, end: int) -> bool:
    """Whether a quotation is open at the end of the tokens."""
    text = page.text[slice(*page.range(start, end))]
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _is_claim(page: Page, found: Candidate) -> bool:
    start, end = found.start, found.end
    stopped = end > start and page.doc[end - 1].text in STOPS
    if not _MIN_WORDS <= end - start - stopped <= _MAX_WORDS:
        return False
    if found.head is None:
        return page.is_finite(start, end)
    verb = page.doc[found.head]
    # Taggers take a simple past for a participle now and then: "The port reopened."
    if not page.is_finite(start, end) and not (verb.tag_ == "VBN" and has_subject(verb)):
        return False
    if cues.is_cue(verb.text, verb.tag_) and verb.i >= end - 1:
        # Only the words that attribute something: "the minister, Ana Ruiz, said".
        return False
    if not start <= verb.i < end or _is_order(verb):
        return False
    return verb.tag_.startswith(("VB", "MD")) or has_subject(verb)


def _is_order(verb: Token) -> bool:
    return verb.tag_ == "VB" and not any(
        c.dep_ in SUBJECTS or c.dep_ in ("aux", "auxpass") for c in verb.children
    )
