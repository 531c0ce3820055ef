"""Reported speech that is no clause: "denied the charges", "called for an inquiry".

What a reporting verb has as its object, with as much of what follows as may belong to it: parsers
hang "in the case" on the noun and on the verb alike, so that each border is offered as an end.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.nlp import cues
from annotator.nlp.frame import PAUSES, Frame, Range
from annotator.nlp.words import words

_OBJECTS = frozenset(("dobj", "oprd", "attr", "acomp", "dative"))
_TAILS = frozenset(("prep", "oprd", "dobj", "acomp", "xcomp", "prt", "ccomp", "advmod", "dative"))
_SIDES = words("as for of with from about in on against over to")

_TOUCHING = words("""
answer ask begin comment discuss go hear know learn like make mention read reference reply
respond say speak talk tell write
""")
_NAMES = words("PERSON PER ORG GPE NORP LOC")
_NAMING = words("PRP PRP$ DT POS NNP NNPS WDT WP")

# Start, end, the name of the rule.
Stretch = tuple[int, int, str]


def objects(frame: Frame, cue: Range, low: int, high: int) -> Iterator[Stretch]:
    """Tokens ``[start, end)`` that the verb may report without a clause, in ``[low, high)``."""
    if not frame.parsed:
        return
    columns = frame.columns
    right = [i for i in columns.children(cue[0]) if i >= cue[1]]
    for number, child in enumerate(right):
        if columns.dep[child] in _OBJECTS:
            start, end = columns.edges(child)
            yield from _grown(frame, (start, end), right[number + 1 :], high, columns.dep[child])
            break
    for number, child in enumerate(right[:3]):
        word = columns.lower[child]
        if columns.dep[child] == "prep" and word not in ("by", "in", "during"):
            inner = [i for i in columns.children(child) if columns.dep[i] in ("pobj", "pcomp")]
            start = columns.edges(inner[0])[0] if inner else child
            if start > child:
                name = "prep-" + word if word in _SIDES else "prep"
                whole = (start, columns.edges(child)[1])
                yield from _grown(frame, whole, right[number + 1 :], high, name)


def is_told(frame: Frame, verb: int, content: Range) -> bool:
    """Whether an object says what was said: not whom or what the words were about.

    "Denied the charges" tells it; "mentioned the charges", "endorsed Ana Ruiz" and whatever was
    not said do not.
    """
    columns = frame.columns
    if cues.REPORTS[columns.lower[verb]] in _TOUCHING:
        return False
    if any(columns.dep[i] == "neg" for i in columns.children(verb)):
        return False
    for at in range(*content):
        if columns.tag[at] == "IN":
            # "accused him of lying", but "endorsed him in May"
            return columns.lower[at] in ("as", "of", "for")
        named = columns.entity[at] in _NAMES or columns.tag[at] in _NAMING
        if not named and columns.lower[at] not in PAUSES:
            return True
    return False


def is_silence(frame: Frame, verb: int, content: Range) -> bool:
    """Whether nothing was said: "declined to comment", "refused to say why"."""
    lower = frame.lower
    if cues.REPORTS[lower[verb]] not in ("decline", "refuse") or lower[content[0]] != "to":
        return False
    return any(word in cues.FORMS for word in lower[content[0] + 1 : content[0] + 2])


def _grown(frame: Frame, whole: Range, rest: list[int], high: int, name: str) -> Iterator[Stretch]:
    """The object itself, cut at its first pause, and grown by each complement that follows."""
    columns = frame.columns
    start, end = whole[0], min(high, whole[1])
    pause = next((i for i in range(start + 1, end) if frame.lower[i] in PAUSES), None)
    if pause is not None:
        yield start, pause, name + ":pause"
    yield start, end, name + ":own"
    for child in rest[:4]:
        first, after = columns.edges(child)
        if columns.dep[child] not in _TAILS or first > end + 1:
            return
        end = min(high, after)
        yield start, end, f"{name}:with-{columns.dep[child]}"
