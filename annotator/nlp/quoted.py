"""Quotations in marks: which marked stretches are somebody's words, and who is behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotator.nlp import cues, mentions
from annotator.nlp.attribution import Attribution, attribute
from annotator.nlp.frame import Frame, children_of
from annotator.nlp.shape import Shape, shape

DIRECT, MIXED = "DIRECT", "MIXED"
_LOOK_BACK = 3000
_REACH = 60
_BREAK = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation in marks: its number in the frame, outer form, attribution and label."""

    number: int
    form: Shape
    said: Attribution | None
    label: str = MIXED
    follows: bool = False
    """Whether it goes on with the quotation before it, as a further part."""

    @property
    def rule(self) -> str:
        return self.said.rule if self.said else "none"


def find_quoted(frame: Frame) -> list[Found]:
    """The quotations in marks, in order; those that nobody says are left out."""
    out: list[Found] = []
    last: Found | None = None
    for number, mark in enumerate(frame.marked):
        form = shape(frame.text, mark)
        if form is None or (form.alone and form.words <= 8 and not form.stopped):
            # Nothing quoted, or a few words alone on their line: a subheading.
            continue
        found = Found(number, form, _attribution(frame, number, form, last))
        if _is_quotation(frame, found):
            if found.said is None:
                found = replace(found, said=_unattributed(frame, found, last))
            label, follows = _label(frame, found, last), _follows(frame, found, last)
            last = replace(found, label=label, follows=follows)
            out.append(last)
    return out


def _attribution(frame: Frame, number: int, form: Shape, last: Found | None) -> Attribution | None:
    said = attribute(frame, number)
    if said is not None or not (form.opens and form.capital and form.stopped):
        return said
    text = frame.text
    if last is not None and last.said is not None:
        between = text[frame.marked[last.number].end : frame.marked[number].start]
        if "\n" not in between and len(between) <= 300:
            # “A,” said Meyer. “B.”: the second has the first's speaker and cue.
            return replace(last.said, rule="continued")
    return _floating(frame, number, last)


def _unattributed(frame: Frame, found: Found, last: Found | None) -> Attribution:
    """Words in marks without a cue: by the source that the text is following, or its subject."""
    low, high = frame.ranges[found.number]
    start = max(frame.sentence(low)[0], low - _REACH)
    carried = last.said.speaker if last is not None and last.said is not None else None
    between = frame.text[frame.marked[last.number].end : found.form.start] if last else ""
    breaks = len(_BREAK.findall(between))
    told = low + 1 < high and frame.doc[low + 1].tag_ in ("VBD", "VBN", "VBZ", "VBP", "MD")
    if told and low > start:
        # Li “praised the plan”: Li's words are retold by whoever was speaking before.
        return Attribution(carried if breaks <= 2 else None, None, "none")
    if carried is not None and not breaks:
        return Attribution(carried, None, "none")
    subject = next((t for t in frame.doc[start:low] if t.dep_ == "nsubj"), None)
    if subject is None or (subject.tag_ != "PRP" and subject.ent_type_ not in ("PERSON", "ORG")):
        return Attribution(None, None, "none")
    return Attribution(mentions.around(frame.doc, subject, start, low), None, "none")


def _floating(frame: Frame, number: int, last: Found | None) -> Attribution:
    """A quotation that is a sentence of its own: by who spoke last, or by who was spoken of."""
    text, start = frame.text, frame.marked[number].start
    introduced = _introduced(frame, number)
    if introduced is not None:
        return Attribution(introduced, None, "floating")
    base = max(0, start - _LOOK_BACK)
    above = text[base : max(base, text.rfind("\n", base, start))].rstrip()
    floor = base + above.rfind("\n") + 1
    if last is not None and last.said is not None and frame.marked[last.number].end > floor:
        return Attribution(last.said.speaker, None, "floating")
    return Attribution(_subject_above(frame, floor, start), None, "floating")


def _introduced(frame: Frame, number: int) -> tuple[int, int] | None:
    """The subject of the sentence before it in the same paragraph: "Ruiz agreed. “We left.”"."""
    end = frame.ranges[number][0]
    if end == 0 or not frame.parsed or frame.mark_at(end - 1) is not None:
        return None
    start, _ = frame.sentence(end - 1)
    if frame.doc[end - 1].is_space or end - start > _REACH:
        return None
    verb = next((t for t in frame.doc[start:end] if t.dep_ == "ROOT"), None)
    subject = next((c for c in children_of(verb) if c.dep_ == "nsubj"), None) if verb else None
    if verb is None or subject is None:
        return None
    person = subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she", "i")
    if not person and verb.lower_ not in cues.FORMS:
        return None
    return mentions.around(frame.doc, subject, start, end)


def _subject_above(frame: Frame, floor: int, ceiling: int) -> tuple[int, int] | None:
    """The first person named as a subject, else the first person, in ``text[floor:ceiling]``."""
    low, high = frame.tokens(floor, ceiling)
    people = [t for t in frame.doc[low:high] if t.ent_type_ in ("PERSON", "PER")]
    subject = next((t for t in people if t.dep_ in ("nsubj", "nsubjpass")), None)
    head = subject or next(iter(people), None)
    return mentions.around(frame.doc, head, low, high) if head is not None else None


def _is_quotation(frame: Frame, found: Found) -> bool:
    """Told from scare quotes, titles and nicknames: by length, punctuation and a cue nearby."""
    form, rule = found.form, found.rule
    if not frame.marked[found.number].closed and not (form.opens or found.said):
        return False
    named = form.title and form.words > 1 and not form.opens
    if (rule in ("none", "floating") and form.title) or (rule == "after" and named):
        # The name of a book, a film, a headline.
        return False
    if rule in ("none", "floating"):
        return form.words >= (4 if form.stopped else 7)
    if rule == "after":
        return form.stopped or form.opens or form.words >= 3
    if rule == "before" and found.said and found.said.speaker is None and form.words < 4:
        return _is_adjacent(frame, found) and form.before in ",:"
    if rule in ("before", "colon", "before-according"):
        return form.words >= 2 or _is_adjacent(frame, found)
    return form.words >= (2 if rule == "continued" else 4)


def _is_adjacent(frame: Frame, found: Found) -> bool:
    cue = found.said.cue if found.said else None
    return cue is not None and 0 <= frame.ranges[found.number][0] - cue[1] <= 3


def _label(frame: Frame, found: Found, last: Found | None) -> str:
    form = found.form
    if found.rule in ("continued", "floating"):
        return DIRECT
    if found.rule in ("after", "signed") and (form.opens or form.capital):
        return DIRECT
    sentence = form.stopped and (form.opens or form.before in ",—–-")
    if form.capital and (form.before == ":" or sentence):
        return DIRECT
    if last is None or last.said is None or found.said is None:
        return MIXED
    # “A,” he said, “b.” is one utterance in two parts.
    split = found.said.cue == last.said.cue and form.before == ","
    return DIRECT if split and last.number == found.number - 1 else MIXED


def _follows(frame: Frame, found: Found, last: Found | None) -> bool:
    """Whether it is a further part of the split quotation that ``last`` belongs to."""
    if last is None or found.said is None or last.said is None or last.number != found.number - 1:
        return False
    if found.rule == "continued":
        return True
    between = frame.text[frame.marked[last.number].end : frame.marked[found.number].start]
    same = found.said.cue is not None and found.said.cue == last.said.cue
    return same and "\n" not in between
