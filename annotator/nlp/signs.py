"""The signs by which a candidate for reported speech is judged, as short strings.

The scorer in ``choosing.py`` has a weight for each of them. They name the verb, its form, subject
and complements, the stretch of words, and where it begins and ends.
"""

from __future__ import annotations

from spacy.tokens import Token

from annotator.nlp import cues
from annotator.nlp.frame import PAUSES, Frame, Range, children_of
from annotator.nlp.words import words

_QUESTION = words("whether if why how what when where who which")
_PLAIN = words("that and but to if whether . ! ?")
_ENTITIES = words("PERSON ORG GPE NORP")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LOOK = 25


def of_phrase(first: bool) -> list[str]:
    """Of "according to", which is the sentence's first word or not."""
    return ["according", "acc-first" if first else "acc-later"]


def of_verb(frame: Frame, at: int) -> list[str]:
    """Of the reporting verb, whatever it reports."""
    token = frame.doc[at]
    verb = cues.FORMS[frame.lower[at]]
    subject = _subject(token)
    some = "none" if subject == "none" else "subj"
    out = ["v=" + verb, "tag=" + token.tag_, "dep=" + token.dep_]
    out += ["subj=" + subject, f"v={verb}|{some}"]
    for child in children_of(token):
        if child.dep_ == "neg":
            out.append("negated")
        elif child.dep_ in ("aux", "auxpass"):
            out.append("aux=" + child.lower_)
        elif child.dep_ in ("dobj", "dative"):
            out.append("has-" + child.dep_)
    return out


def _subject(verb: Token) -> str:
    subject = next((c for c in children_of(verb) if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return "none"
    if subject.dep_ == "nsubjpass":
        return "passive"
    if subject.tag_ in ("WP", "WDT"):
        return "relative"
    if subject.tag_ == "PRP":
        return subject.lower_
    return subject.ent_type_ if subject.ent_type_ in _ENTITIES else subject.tag_


def of_content(frame: Frame, verb: int, content: Range, rule: str, sentence: Range) -> list[str]:
    """Of a stretch of words that the verb may report, found by ``rule``."""
    start, end = content
    name = cues.FORMS.get(frame.lower[verb], "according")
    kind = rule.split(":")[0]
    right = start > verb
    side = "R" if right else "L"
    tag = frame.doc[verb].tag_
    out = ["r=" + rule, f"v={name}|{kind}", "k=" + kind, f"tag={tag}|{kind}", _size(end - start)]
    out += [f"first={_shape(frame, start)}|{side}", f"sub={_subject(frame.doc[verb])}|{side}"]
    out += ["before=" + _class(frame, start - 1), "after=" + _class(frame, end)]
    out.append(f"gap={min(6, start - verb - 1)}" if right else f"gapL={min(9, verb - end)}")
    out += _of_words(frame, verb, content, kind)
    if end >= sentence[1] - 1:
        out.append("to-end|" + kind)
    if start <= sentence[0]:
        out.append("from-start|" + kind)
    return out


def _of_words(frame: Frame, verb: int, content: Range, kind: str) -> list[str]:
    """What is in the content."""
    doc, lower = frame.doc, frame.lower
    start, end = content
    finite = any(doc[i].tag_ in _FINITE for i in range(start, min(end, start + _LOOK)))
    clause = any(c.dep_ == "ccomp" and start <= c.i < end for c in children_of(doc[verb]))
    out = [f"finite={finite}|{kind}", f"ccomp={clause}|{kind}"]
    if lower[start] in _QUESTION:
        out.append("question")
    if frame.marks_in(start, end):
        out.append("marks|" + kind)
    if ";" in lower[start:end]:
        out.append("semicolon")
    if any(lower[i] in cues.FORMS and lower[i - 1] == "," for i in range(start + 1, end)):
        out.append("cue-inside")
    return out


def _size(tokens: int) -> str:
    for limit, name in ((2, "1"), (4, "2"), (8, "4"), (50, "8")):
        if tokens < limit:
            return "size=" + name
    return "size=50"


def _shape(frame: Frame, at: int) -> str:
    token = frame.doc[at]
    return token.tag_ or ("Title" if token.is_title else "lower")


def _class(frame: Frame, at: int) -> str:
    if not 0 <= at < len(frame.lower):
        return "edge"
    word = frame.lower[at]
    if word in PAUSES or word in _PLAIN:
        return word
    if frame.mark_at(at) is not None:
        return "mark"
    return frame.doc[at].tag_ or "word"
