"""Who said a quotation: its cue and its speaker, looked for in the author's words around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from annotator.nlp import cues, mentions
from annotator.nlp.marks import find_marked

Range = tuple[int, int]
_REACH = 60
_BEFORE_MARK = frozenset((",", ":", "—", "–", "-", "--", "that", "as", "("))
_SENTENCE_END = frozenset((".", "!", "?", "...", "…"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token ranges of speaker and cue, and the rule that found them."""

    speaker: Range | None
    cue: Range | None
    rule: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Author's words next to a quotation: tokens ``[start, end)``."""

    start: int
    end: int


class Frame:
    """A document's quotations as token ranges and the author's words between them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        # Doc.text joins all tokens each time it is asked for.
        self.text = doc.text
        self.marked = find_marked(self.text)
        self._starts = [token.idx for token in doc]
        self.ranges = [self.tokens(m.start, m.end) for m in self.marked]
        self.parsed = doc.has_annotation("DEP")

    def tokens(self, start: int, end: int) -> Range:
        """The tokens that begin in ``text[start:end]``."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def characters(self, tokens: Range | None) -> Range | None:
        """Token range to character range."""
        if tokens is None or tokens[0] >= tokens[1]:
            return None
        last = self.doc[tokens[1] - 1]
        return self.doc[tokens[0]].idx, last.idx + len(last)

    def before(self, number: int) -> Stretch:
        """From the sentence's beginning, or the quotation before, to quotation ``number``."""
        end = self.ranges[number][0]
        floor = self.ranges[number - 1][1] if number else 0
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

    def _is_border(self, at: int) -> bool:
        token = self.doc[at]
        return token.text in _SENTENCE_END or (token.is_space and "\n" in token.text)


def attribute(frame: Frame, number: int) -> Attribution | None:
    """The attribution that stands in the quotation's own sentence, or None."""
    before, after = frame.before(number), frame.after(number)
    near = _cue_before(frame, before, 3)
    # After "…," the name and verb follow; "she described it as “…” it added" has both.
    if near is not None and not _shared(frame, number, before):
        return near
    follows = _cue_after(frame, number, after)
    if follows is not None:
        return follows
    return near or _cue_before(frame, before, _REACH) or _cue_far_after(frame, after)


def _shared(frame: Frame, number: int, before: Stretch) -> bool:
    """Whether the words before the quotation are the attribution of the one before it."""
    if number == 0 or frame.ranges[number - 1][1] != before.start:
        return False
    return _ends_clause(frame, number - 1)


def _ends_clause(frame: Frame, number: int) -> bool:
    """Whether the quotation ends as one that an attribution follows: “…,” or “…?” or “…”,"""
    m, text = frame.marked[number], frame.text
    inner = text[m.start + 1 : m.end - 1].rstrip()[-1:]
    return inner in (",", "?", "!", "—", "–", "…", "-") or text[m.end : m.end + 1] == ","


def _cue_after(frame: Frame, number: int, stretch: Stretch) -> Attribution | None:
    doc, low, high = frame.doc, stretch.start, stretch.end
    while low < high and doc[low].text in (",", "—", "–", "-", "--"):
        low += 1
    phrase = _according(frame, low, min(high, low + 2), high)
    if phrase is not None:
        return replace(phrase, rule="after-according")
    clause = _ends_clause(frame, number)
    limit = min(high, low + (30 if clause else 7))
    for at in range(low, limit):
        token = doc[at]
        if not cues.is_cue(token.text, token.tag_) or token.tag_ == "VBG":
            continue
        if not clause and not _finite(token):
            continue
        speaker = _speaker_after(frame, low, at, high)
        if speaker is None and not clause:
            return None
        return Attribution(speaker, (at, at + 1), "after")
    return None


def _finite(token: Token) -> bool:
    return not token.tag_ or token.tag_ in ("VBD", "VBZ", "VBP")


def _speaker_after(frame: Frame, low: int, cue: int, high: int) -> Range | None:
    doc = frame.doc
    agent = _agent(frame, doc[cue])
    if agent is not None:
        return mentions.around(doc, agent, low, high)
    if cue > low:
        found = mentions.first_in(doc, low, cue)
        if found is not None:
            return found
    return mentions.first_in(doc, cue + 1, high)


def _agent(frame: Frame, verb: Token) -> Token | None:
    """X in "was told by X"."""
    if not frame.parsed or verb.tag_ != "VBN":
        return None
    for child in verb.children:
        if child.dep_ == "agent":
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def _cue_before(frame: Frame, stretch: Stretch, reach: int) -> Attribution | None:
    """The cue nearest to the quotation's opening, at most ``reach`` words before it."""
    doc, end = frame.doc, stretch.end
    while end > stretch.start and doc[end - 1].text in _BEFORE_MARK:
        end -= 1
    colon = next((i for i in range(end, stretch.end) if doc[i].text == ":"), None)
    for at in range(end - 1, max(stretch.start, end - reach) - 1, -1):
        token = doc[at]
        if cues.is_cue(token.text, token.tag_) and not _so_called(doc, at):
            speaker = _speaker_before(frame, stretch.start, at, stretch.end)
            return Attribution(speaker, (at, at + 1), "before")
    phrase = _according(frame, stretch.start, max(stretch.start, end - 2), stretch.end)
    if phrase is not None:
        return replace(phrase, rule="before-according")
    if colon is not None:
        return _colon(frame, stretch.start, colon)
    return None


def _so_called(doc: Doc, at: int) -> bool:
    return doc[at].lower_ == "called" and at > 0 and doc[at - 1].text.lower() in ("-", "so", "‑")


def _colon(frame: Frame, low: int, colon: int) -> Attribution | None:
    doc = frame.doc
    subject: Range | None = None
    for at in range(low, colon):
        if frame.parsed and doc[at].dep_ in ("nsubj", "nsubjpass") and subject is None:
            subject = mentions.around(doc, doc[at], low, colon)
    if subject is None:
        subject = mentions.first_in(doc, low, colon)
    return Attribution(subject, (colon, colon + 1), "colon")


def _according(frame: Frame, low: int, until: int, high: int) -> Attribution | None:
    doc = frame.doc
    for at in range(low, min(until, high - 2)):
        if doc[at].lower_ == "according" and doc[at + 1].lower_ == "to":
            return Attribution(mentions.first_in(doc, at + 2, high), (at, at + 2), "according")
    return None


def _speaker_before(frame: Frame, low: int, cue: int, high: int) -> Range | None:
    doc = frame.doc
    if frame.parsed:
        head = _agent(frame, doc[cue]) or _subject(doc[cue])
        if head is not None:
            found = mentions.around(doc, head, low, high)
            if found is not None:
                return found
    if cue == low:
        # "Said Colonel Ruiz: “…”"
        return mentions.first_in(doc, cue + 1, high)
    return mentions.before(doc, low, cue)


def _subject(verb: Token) -> Token | None:
    """The verb's subject, or that of the verb it hangs on: "met Li and said", "wrote, adding"."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
                relative = child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl"
                return verb.head if relative else child
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "aux"):
            return None
        verb = verb.head
    return None


def _cue_far_after(frame: Frame, stretch: Stretch) -> Attribution | None:
    """The attribution that ends the sentence a fragment is woven into: "…, the report said"."""
    doc = frame.doc
    for at in range(stretch.end - 1, stretch.start, -1):
        if not cues.is_cue(doc[at].text, doc[at].tag_) or not _finite(doc[at]):
            continue
        comma = next((i for i in range(at - 1, stretch.start - 1, -1) if doc[i].text == ","), None)
        if comma is None or at - comma > 12:
            return None
        speaker = mentions.first_in(doc, comma + 1, at)
        speaker = speaker or mentions.first_in(doc, at + 1, stretch.end)
        return Attribution(speaker, (at, at + 1), "far-after") if speaker else None
    return None
