"""The speaker of a cue: by the parse where there is one, else by what stands next to the verb."""

from __future__ import annotations

from spacy.tokens import Token

from annotator.nlp import mentions
from annotator.nlp.frame import PAUSES, Frame, Range, children_of
from annotator.nlp.reported import Candidate
from annotator.nlp.words import words

_REACH = 16
_ISSUING = words("""
issued issues released releases posted posts sent sends published publishes wrote put circulated
gave made delivered offered tweeted signed
""")


def speaker_after(frame: Frame, low: int, cue: int, high: int) -> Range | None:
    """The speaker in the tokens ``[low, high)`` that follow a quotation, ``cue`` among them."""
    doc = frame.doc
    agent = agent_of(frame, doc[cue])
    if agent is not None:
        return mentions.around(doc, agent, low, high)
    if cue > low:
        found = mentions.first_in(doc, low, cue)
        if found is not None:
            return found
    return mentions.first_in(doc, cue + 1, high)


def speaker_before(frame: Frame, low: int, cue: int, high: int) -> Range | None:
    """The speaker in the tokens ``[low, high)`` that precede what is reported."""
    doc = frame.doc
    if frame.parsed:
        head = agent_of(frame, doc[cue]) or subject_of(doc[cue])
        if head is not None:
            found = mentions.around(doc, head, low, high)
            if found is not None:
                return found
    if cue == low:
        # "Said Colonel Ruiz: “…”"
        return mentions.first_in(doc, cue + 1, high)
    return mentions.before(doc, low, cue)


def agent_of(frame: Frame, verb: Token) -> Token | None:
    """X in "was told by X"."""
    if not frame.parsed or verb.tag_ != "VBN":
        return None
    for child in children_of(verb):
        if child.dep_ == "agent":
            return next((t for t in children_of(child) if t.dep_ == "pobj"), None)
    return None


def subject_of(verb: Token) -> Token | None:
    """The verb's subject, or that of the verb it hangs on: "met Li and said", "wrote, adding"."""
    for _ in range(4):
        for child in children_of(verb):
            if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
                relative = child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl"
                return verb.head if relative else child
        if verb.dep_ == "acl":
            return _issuer(verb.head) or verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "aux"):
            return None
        verb = verb.head
    return None


def _issuer(noun: Token) -> Token | None:
    """X in "X issued a statement saying"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lower_ not in _ISSUING:
        return None
    return next((c for c in children_of(verb) if c.dep_ == "nsubj" and c.tag_ != "WDT"), None)


def passive_subject(verb: Token) -> Token | None:
    """X in "X was told" and in "Asked whether …, X said"."""
    own = next((c for c in children_of(verb) if c.dep_ == "nsubjpass"), None)
    if own is None and verb.tag_ == "VBN" and verb.dep_ == "advcl":
        own = next((c for c in children_of(verb.head) if c.dep_ == "nsubj"), None)
    return own


def speaker_of_report(frame: Frame, report: Candidate) -> Range | None:
    """Who a reported content comes from."""
    low, high = frame.sentence(report.verb)
    start, end = report.content
    if report.rule.startswith("acc-"):
        stop = start if start > report.verb else high
        whole = (report.cue[1], stop - 1)
        if report.rule.startswith("acc-after0") and 1 < whole[1] - whole[0] <= 10:
            # "According to two officials briefed on the talks, …"
            return whole
        return mentions.first_in(frame.doc, report.cue[1], stop)
    lower = frame.lower
    inserted = lower[start - 1] == "," and lower[report.verb - 1 : report.verb] == [","]
    if start > report.verb and not report.rule.startswith("rest") and not inserted:
        return speaker_before(frame, low, report.verb, start)
    # "…, the ministry said": the clause lies between the content and the next pause.
    begin = max(end, report.clause[0]) if start < report.verb else report.clause[0]
    begin = report.verb if inserted else begin
    stop = report.cue[1]
    while stop < min(high, report.verb + _REACH) and frame.lower[stop] not in PAUSES:
        stop += 1
    return speaker_after(frame, begin, report.verb, stop)
