"""What kind of source a speaker is, and to whom the words were spoken."""

from __future__ import annotations

from annotator.nlp import cues, mentions
from annotator.nlp.frame import Frame, Range
from annotator.nlp.speakers import passive_subject
from annotator.nlp.words import words

NAMED, ROLE, ANONYMOUS = "named", "role", "anonymous"
DOCUMENT, COLLECTIVE, NONE = "document", "collective", "none"

_NAMES = words("PERSON PER ORG GPE NORP FAC PRODUCT WORK_OF_ART EVENT LAW LOC")
_HIDDEN = words("source sources insider insiders whistleblower informant person people someone")
_VEILS = words("anonymity anonymously unnamed anonymous familiar briefed unidentified undisclosed")
_PEOPLE = words("people media press public team family staff crowd police community opposition")
_SINGLE = words("he she i him her we you")
_OPEN = words("it they them who that which this these those others some many most one")
_RELATIVES = words("who which that")
_CARRIERS = words("of for from at in on with by , who that")
_ADDRESSING = words("""
tell ask inform warn remind assure reassure urge advise implore beg instruct order promise
thank admonish lecture inquire invite teach email text
""")
_LIMITS = words("that whether if to how why what when where who by ; : , . — – -- ( ) on")
_AFTER = 12


def kind_of(frame: Frame, speaker: Range | None, before: str) -> str:
    """The attribution of a speaker's tokens, as the label schema names it.

    ``before`` is the attribution of the quotation before, which "it" and "they" carry on.
    """
    if speaker is None:
        return NONE
    doc, lower = frame.doc, frame.lower
    start, end = speaker
    span = range(start, end)
    if end - start == 1 and lower[start] in _SINGLE:
        return NAMED
    if end - start == 1 and lower[start] in _RELATIVES:
        meant = mentions.before(doc, frame.sentence(start)[0], start)
        if meant is not None:
            return kind_of(frame, meant, before)
    if end - start == 1 and lower[start] in _OPEN:
        return before if before not in ("", NONE) else NAMED
    if any(doc[i].ent_type_ in ("PERSON", "PER") for i in span):
        return NAMED
    tail = lower[start : min(len(lower), end + 10)]
    if any(word in _VEILS for word in tail[: end - start + 6]):
        return ANONYMOUS
    head = _head(frame, start, end)
    return _by_head(frame, head)


def _head(frame: Frame, start: int, end: int) -> int:
    """The last token before "of", "for", a comma: the noun that the mention is about."""
    for at in range(start + 1, end):
        if frame.lower[at] in _CARRIERS:
            return at - 1
    return end - 1


def _by_head(frame: Frame, head: int) -> str:
    token, word = frame.doc[head], frame.lower[head]
    if word in cues.DOCUMENTS and not token.is_title:
        return DOCUMENT
    if word in _HIDDEN:
        return ANONYMOUS
    if token.ent_type_ in _NAMES or token.tag_ in ("NNP", "NNPS"):
        return NAMED
    if word in _PEOPLE or token.tag_ == "NNS":
        return COLLECTIVE
    if not token.tag_ and token.is_title:
        return NAMED
    return ROLE


def addressee(frame: Frame, cue: Range | None, speaker: Range | None, high: int) -> Range | None:
    """The mention spoken to: after "told" or "said to", or the subject of "was told".

    Token ranges; ``high`` is where the author's words end.
    """
    if cue is None or frame.lower[cue[0]] not in cues.FORMS:
        return None
    verb, after = cue[0], cue[1]
    spoken = cues.FORMS[frame.lower[verb]] in _ADDRESSING
    passive = passive_subject(frame.doc[verb]) if spoken and frame.parsed else None
    found = None
    if passive is not None:
        low, top = frame.sentence(verb)
        found = mentions.around(frame.doc, passive, low, top)
    elif spoken or frame.lower[after : after + 1] == ["to"]:
        after += 0 if spoken else 1
        found = mentions.first_in(frame.doc, after, _limit(frame, after, high))
    if found is None or (speaker is not None and found[0] < speaker[1] and speaker[0] < found[1]):
        return None
    return found


def _limit(frame: Frame, start: int, high: int) -> int:
    for at in range(start, min(high, start + _AFTER)):
        if frame.lower[at] in _LIMITS or frame.mark_at(at) is not None:
            return at
    return min(high, start + _AFTER)
