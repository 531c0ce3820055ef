"""The speaker of a cue: by the parse where there is one, else by what stands next to the verb."""

from __future__ import annotations

from spacy.tokens import Token

from annotator.nlp import cues, mentions
from annotator.nlp.frame import PAUSES, Frame, Range, children_of
from annotator.nlp.reported import Candidate
from annotator.nlp.words import words

_REACH = 16
_CLIMB = 10
_COPULAS = words("is was 's ’s be means")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_HANGING = ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "aux")
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
        agent = agent_of(frame, doc[cue])
        if agent is None and _of_nobody(frame, doc[cue]):
            return None
        head = agent or _outside_marks(frame, subject_of(doc[cue])) or _main_subject(frame, cue)
        found = _mention_of(frame, head, cue) if head is not None else None
        if found is not None:
            return found
    if cue == low:
        # "Said Colonel Ruiz: “…”"
        return mentions.first_in(doc, cue + 1, high)
    return mentions.before(doc, low, cue)


def _outside_marks(frame: Frame, head: Token | None) -> Token | None:
    """A subject that a parser did not fetch from within a quotation or the cue itself."""
    if head is None or frame.mark_at(head.i) is not None or head.lower_ in cues.FORMS:
        return None
    return head


def _main_subject(frame: Frame, cue: int) -> Token | None:
    """For a participle or infinitive whose parse leads nowhere: the subject of its sentence."""
    doc = frame.doc
    if doc[cue].tag_ not in ("VBG", "VB"):
        return None
    low, _ = frame.sentence(cue)
    subjects = [t for t in doc[low:cue] if t.dep_ == "nsubj" and frame.mark_at(t.i) is None]
    main = next((t for t in subjects if t.head.dep_ == "ROOT"), None)
    return main or next(iter(subjects), None)


def _mention_of(frame: Frame, head: Token, cue: int) -> Range | None:
    """The mention around a noun of the cue's sentence."""
    low, high = frame.sentence(cue)
    if head.i < cue:
        high = min(high, cue)
    return mentions.around(frame.doc, head, low, high)


def agent_of(frame: Frame, verb: Token) -> Token | None:
    """X in "was told by X"."""
    if not frame.parsed or verb.tag_ != "VBN":
        return None
    for child in children_of(verb):
        if child.dep_ == "agent" or child.lower_ == "by":
            return next((t for t in children_of(child) if t.dep_ == "pobj"), None)
    return None


def _of_nobody(frame: Frame, verb: Token) -> bool:
    """Whether the text keeps back who spoke: "she was asked", "when asked", "it was revealed"."""
    children = children_of(verb)
    if verb.tag_ == "VBN" and any(c.dep_ in ("auxpass", "nsubjpass") for c in children):
        return True
    asked = verb.lower_ == "asked" and not any(c.dep_ in _SUBJECTS for c in children)
    low, _ = frame.sentence(verb.i)
    return asked and (verb.i == low or frame.lower[verb.i - 1] in ("when", "if", ",", "once"))


def subject_of(verb: Token) -> Token | None:
    """The verb's subject, or that of the verb it hangs on: "met Li and said", "wrote, adding".

    A relative pronoun is a subject as well. Who reports something does not go on in it: of "Li said
    she would leave and added …" the subject is Li.
    """
    at = verb
    loose = verb.tag_ in ("VBG", "VB")
    for _ in range(_CLIMB):
        subject = next((c for c in children_of(at) if c.dep_ in _SUBJECTS), None)
        if subject is not None and (at is verb or not _is_reported(at)):
            # "It is important to note that …" is said by nobody in particular.
            empty = at is not verb and subject.lower_ == "it" and at.lower_ in _COPULAS
            return None if empty else subject
        if subject is None and at.dep_ in ("acl", "relcl"):
            return _holder(at)
        if at.dep_ not in _HANGING and not (loose and at.dep_ != "ROOT"):
            return None
        at = at.head
    return None


def _is_reported(verb: Token) -> bool:
    """Whether a clause is the content of another verb."""
    return verb.dep_ == "ccomp" and verb.head.tag_[:2] == "VB"


def _holder(verb: Token) -> Token | None:
    """Who speaks by a participle behind a noun: the noun, or whoever issued what it names.

    After a comma ("met him in Iowa, telling …") it is the sentence's own subject.
    """
    noun = verb.head
    apart = verb.i > 0 and verb.nbor(-1).text == ","
    common = noun.dep_ in ("pobj", "dobj") and not noun.ent_type_
    if verb.tag_ == "VBG" and noun.lower_ not in cues.DOCUMENTS and (apart or common):
        return _governor(noun) or noun
    return _issuer(noun) or noun


def _governor(noun: Token) -> Token | None:
    """The subject of the verb that a noun depends on."""
    at = noun
    for _ in range(_CLIMB):
        subject = next((c for c in children_of(at) if c.dep_ in _SUBJECTS), None)
        if subject is not None and subject.i < noun.i:
            return subject
        if at.head is at:
            return None
        at = at.head
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
