"""The signs by which a candidate for reported speech is judged, as short strings.

The scorer in ``choosing.py`` has a weight for each of them. They name the verb, its form, subject
and complements, the stretch of words, where it begins and ends, and how the parse agrees with it.
"""

from __future__ import annotations

from annotator.nlp import cues
from annotator.nlp.columns import Columns
from annotator.nlp.frame import PAUSES, Frame, Range
from annotator.nlp.words import words

_QUESTION = words("whether if why how what when where who which")
_PLAIN = words("that and but to if whether . ! ?")
_JOINING = words("IN CC WDT WP WRB RB TO WP$")
_SMALL = _JOINING | words("PRP PRP$ DT EX MD")
_ENTITIES = words("PERSON ORG GPE NORP")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LOOK = 25
_PAUSES = 3


class Sighted:
    """One verb or phrase whose candidates are judged: what is the same for all of them is kept."""

    def __init__(self, frame: Frame, at: int, sentence: Range) -> None:
        self.frame, self.at, self.sentence = frame, at, sentence
        self.columns = frame.columns
        self.name = cues.REPORTS.get(frame.lower[at], "according")
        self.children = self.columns.children(at) if frame.parsed else []
        self.clauses = [i for i in self.children if self.columns.dep[i] == "ccomp"]
        self.subject = _subject(self.columns, self.children)
        self.common = self._of_verb() if self.name != "according" else self._of_phrase()

    def _of_phrase(self) -> list[str]:
        """Of "according to", which is the sentence's first word or not."""
        return ["acc-first"] if self.at == self.sentence[0] else []

    def _of_verb(self) -> list[str]:
        """Of the reporting verb, whatever it reports."""
        columns = self.columns
        out = ["v=" + self.name, "dep=" + columns.dep[self.at]]
        for child in self.children:
            dep = columns.dep[child]
            if dep in ("aux", "auxpass"):
                out.append("aux=" + columns.lower[child])
            elif dep in ("dobj", "dative"):
                out.append("has-" + dep)
        return out

    def signs(self, content: Range, rule: str) -> tuple[str, ...]:
        """Of a stretch of words that the verb may report, found by ``rule``."""
        start, end = content
        kind = rule.split(":")[0]
        right = start > self.at
        side = "R" if right else "L"
        out = [
            *self.common,
            "r=" + rule,
            f"v={self.name}|{kind}",
            _size(end - start),
            f"first={_first(self.frame, start)}|{side}",
            f"sub={self.subject}|{side}",
            "before=" + _class(self.frame, start - 1),
            "after=" + _class(self.frame, end),
        ]
        if right:
            out.append(f"gap={min(6, start - self.at - 1)}")
        if end >= self.sentence[1] - 1:
            out.append("to-end|" + kind)
        if start <= self.sentence[0]:
            out.append("from-start|" + kind)
        self._of_words(content, kind, out)
        if self.frame.parsed:
            self._of_tree(content, kind, out)
        _of_pauses(self.frame, content, out)
        return tuple(out)

    def _of_words(self, content: Range, kind: str, out: list[str]) -> None:
        """What is in the content."""
        lower, tag = self.columns.lower, self.columns.tag
        start, end = content
        finite = not _FINITE.isdisjoint(tag[start : min(end, start + _LOOK)])
        clause = any(start <= i < end for i in self.clauses)
        out += [f"finite={finite}|{kind}", f"ccomp={clause}|{kind}"]
        if lower[start] in _QUESTION:
            out.append("question")
        marks = self.frame.marks_in(start, end)
        if marks:
            first, last = self.frame.ranges[marks[0]][0], self.frame.ranges[marks[-1]][1]
            out.append("marks|" + kind)
            out.append(f"edges={int(first == start)}{int(last >= end)}")
        if ";" in lower[start:end]:
            out.append("semicolon")

    def _of_tree(self, content: Range, kind: str, out: list[str]) -> None:
        """How the parse and the borders agree: what hangs outside, and what the content is."""
        columns, verb = self.columns, self.at
        heads, dep, tag = columns.heads, columns.dep, columns.tag
        start, end = content
        outer = [
            i
            for i, head in enumerate(heads[start:end], start)
            if not start <= head < end or head == i
        ]
        roots = [i for i in outer if dep[i] != "punct"] or outer[:1] or [start]
        main = next((i for i in roots if heads[i] == verb), roots[0])
        where = "verb" if heads[main] == verb else "self" if heads[main] == main else "else"
        out.append(f"roots={min(4, len(roots))}|{kind}")
        out.append(f"root={dep[main]}|{where}|{kind}")
        out.append(f"rtag={tag[main]}|{kind}")
        if len(roots) > 1:
            hangs = "verb" if heads[roots[-1]] == verb else "else"
            out.append(f"lastroot={dep[roots[-1]]}|{hangs}")


def _subject(columns: Columns, children: list[int]) -> str:
    subject = next((i for i in children if columns.dep[i] in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return "none"
    if columns.dep[subject] == "nsubjpass":
        return "passive"
    tag = columns.tag[subject]
    if tag in ("WP", "WDT"):
        return "relative"
    if tag == "PRP":
        return columns.lower[subject]
    entity = columns.entity[subject]
    return entity if entity in _ENTITIES else tag


def _of_pauses(frame: Frame, content: Range, out: list[str]) -> None:
    """What the first pauses within the content, and what ends it, lead to."""
    lower = frame.lower
    start, end = content
    pauses = 0
    for at in range(start + 1, end - 1):
        if lower[at] in PAUSES and frame.mark_at(at) is None:
            pauses += 1
            out.append(f"in={lower[at]}{_lead(frame, at + 1)}")
            if pauses == _PAUSES:
                break
    out.append(f"pauses={pauses}")
    if end < len(lower):
        paused = lower[end] in PAUSES and end + 1 < len(lower)
        out.append(f"out={lower[end] if paused else ''}{_lead(frame, end + paused)}")


def _lead(frame: Frame, at: int) -> str:
    """The first two words after a border: the word itself where it joins clauses, else its tag."""
    tags = frame.columns.tag
    first = frame.lower[at] if tags[at] in _JOINING else tags[at]
    return f"{first} {tags[at + 1]}" if at + 1 < len(tags) else first


def _size(tokens: int) -> str:
    for limit, name in ((2, "1"), (4, "2"), (8, "4"), (50, "8")):
        if tokens < limit:
            return "size=" + name
    return "size=50"


def _first(frame: Frame, at: int) -> str:
    """The word that a content begins with, if it is a small one, else its tag."""
    tag = frame.columns.tag[at]
    if tag in _SMALL:
        return frame.lower[at]
    return tag or ("Title" if frame.doc[at].is_title else "lower")


def _class(frame: Frame, at: int) -> str:
    if not 0 <= at < len(frame.lower):
        return "edge"
    word = frame.lower[at]
    if word in PAUSES or word in _PLAIN:
        return word
    if frame.mark_at(at) is not None:
        return "mark"
    return frame.columns.tag[at] or "word"
