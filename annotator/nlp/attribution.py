"""Who said a quotation: its cue and its speaker, looked for in the author's words around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from annotator.nlp import cues, mentions
from annotator.nlp.frame import DASHES, Frame, Range, Stretch
from annotator.nlp.speakers import speaker_after, speaker_before

_REACH = 60
_COPULAS = frozenset(("is", "was", "are", "were", "became", "remains"))
_BEFORE_MARK = frozenset((",", ":", "—", "–", "-", "--", "that", "as", "("))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token ranges of speaker and cue, and the rule that found them."""

    speaker: Range | None
    cue: Range | None
    rule: str


def attribute(frame: Frame, number: int) -> Attribution | None:
    """The attribution that stands in the quotation's own sentence, or None."""
    before, after = frame.before(number), frame.after(number)
    near = _cue_before(frame, before, 3)
    # After "…," the name and verb follow; "she described it as “…” it added" has both.
    shared = _shared(frame, number, before)
    if near is not None and near.rule == "colon" and frame.ends_clause(number):
        # He did so, with a caveat: “…,” the source said.
        named = _cue_after(frame, number, after)
        near = named if named is not None and named.speaker is not None else near
    if near is not None and not shared:
        return near
    if shared and frame.lower[before.end - 1] == ",":
        # “A,” she said on Friday, “b.”: what follows b is none of its business.
        split = _cue_after(frame, number - 1, before) or _cue_before(frame, before, _REACH)
        if split is not None:
            return split
    follows = _cue_after(frame, number, after)
    if follows is not None:
        return follows
    far = near or _cue_before(frame, before, _REACH) or _cue_far_after(frame, after)
    return far or _signed(frame, number, after)


def _signed(frame: Frame, number: int, stretch: Stretch) -> Attribution | None:
    """“…” – Ana Ruiz, a lawyer: a name after a dash, in a headline or a quotation set apart."""
    low, high = stretch.start, stretch.end
    if frame.before(number).start != frame.before(number).end or low + 1 >= high:
        return None
    if frame.lower[low] not in DASHES or not frame.doc[low + 1].text[:1].isupper():
        return None
    speaker = mentions.first_in(frame.doc, low + 1, high)
    return Attribution(speaker, None, "signed") if speaker else None


def _shared(frame: Frame, number: int, before: Stretch) -> bool:
    """Whether the words before the quotation are the attribution of the one before it."""
    if number == 0 or frame.ranges[number - 1][1] != before.start:
        return False
    return frame.ends_clause(number - 1)


def _cue_after(frame: Frame, number: int, stretch: Stretch) -> Attribution | None:
    doc, low, high = frame.doc, stretch.start, stretch.end
    while low < high and doc[low].text in (",", "—", "–", "-", "--"):
        low += 1
    if low < high and frame.lower[low] in _COPULAS:
        # “Why now?” is what everyone asks.
        return None
    phrase = _according(frame, low, min(high, low + 2), high)
    if phrase is not None:
        return replace(phrase, rule="after-according")
    clause = frame.ends_clause(number)
    full = frame.inner(number).endswith(".")
    limit = min(high, low + (30 if clause else 7))
    for at in range(low, limit):
        token = doc[at]
        if not cues.is_cue(token.text, token.tag_) or token.tag_ == "VBG":
            continue
        if not clause and not _finite(token):
            continue
        if at > low and (_is_aside(frame, token, high) or cues.FORMS[token.lower_] in cues.WEAK):
            continue
        if full and at > low and not _ends_with_verb(frame, low, at, high):
            return None
        speaker = speaker_after(frame, low, at, high)
        if speaker is None and not clause:
            return None
        return Attribution(speaker, frame.cue(at), "after")
    return None


def _is_aside(frame: Frame, verb: Token, high: int) -> bool:
    """Whether the verb stands in a relative clause before the one that reports."""
    if verb.dep_ not in ("relcl", "acl"):
        return False
    rest = range(verb.i + 1, min(high, verb.i + 12))
    return any(cues.is_cue(frame.lower[i], frame.doc[i].tag_) for i in rest)


def _ends_with_verb(frame: Frame, low: int, cue: int, high: int) -> bool:
    """Whether nothing is reported after the cue: "Reid said on Friday", not "Reid said both"."""
    if "," in frame.lower[low:cue]:
        return False
    if cue + 1 >= high or frame.lower[cue + 1] in (",", "("):
        return True
    after = frame.doc[cue + 1]
    if after.lower_ == "that":
        return False
    return after.tag_ in ("IN", "RB", "TO", "RP") or after.ent_type_ in ("DATE", "TIME")


def _finite(token: Token) -> bool:
    return not token.tag_ or token.tag_ in ("VBD", "VBZ", "VBP")


def _cue_before(frame: Frame, stretch: Stretch, reach: int) -> Attribution | None:
    """The cue nearest to the quotation's opening, at most ``reach`` words before it."""
    doc, end = frame.doc, stretch.end
    while end > stretch.start and doc[end - 1].text in _BEFORE_MARK:
        end -= 1
    colon = next((i for i in range(end, stretch.end) if doc[i].text == ":"), None)
    for at in range(end - 1, max(stretch.start, end - reach) - 1, -1):
        token = doc[at]
        if cues.is_cue(token.text, token.tag_) and not _so_called(doc, at):
            speaker = speaker_before(frame, stretch.start, at, stretch.end)
            return Attribution(speaker, frame.cue(at), "before")
    phrase = _according(frame, stretch.start, max(stretch.start, end - 2), stretch.end)
    if phrase is not None:
        return replace(phrase, rule="before-according")
    if colon is not None:
        return _colon(frame, stretch.start, colon)
    return None


def _so_called(doc: Doc, at: int) -> bool:
    """Whether the verb is the end of "so-called" or "self-described"."""
    before = doc[at - 1].lower_ if at else ""
    return before in ("-", "‑") or (before == "so" and doc[at].lower_ == "called")


def _colon(frame: Frame, low: int, colon: int) -> Attribution | None:
    doc = frame.doc
    subject: Range | None = None
    for at in range(colon - 1, low, -1):
        if frame.lower[at] in DASHES and frame.doc[at - 1].whitespace_:
            # "Polls were wrong – Ana Ruiz: “…”"
            low = at + 1
            break
    for at in range(low, colon):
        if not frame.parsed or doc[at].tag_ in ("WDT", "WP"):
            continue
        if doc[at].dep_ in ("nsubj", "nsubjpass") and subject is None:
            subject = mentions.around(doc, doc[at], low, colon)
    if subject is None:
        subject = mentions.first_in(doc, low, colon)
    return Attribution(subject, (colon, colon + 1), "colon")


def _according(frame: Frame, low: int, until: int, high: int) -> Attribution | None:
    doc = frame.doc
    for at in range(low, min(until, high - 2)):
        cue = frame.phrase(at)
        if cue is not None:
            return Attribution(mentions.first_in(doc, cue[1], high), cue, "according")
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
        return Attribution(speaker, frame.cue(at), "far-after") if speaker else None
    return None
