"""The spaCy component ``annotator_quotes``: quotations in marks, who said them and with what cue.

``nlp.add_pipe("annotator_quotes")`` needs tokens only; a tagger, a parser and a named entity
recogniser before it make speakers better. Results: ``doc.spans["annotator_quotes"]`` (spaCy spans
labelled DIRECT or MIXED, grown to token borders where a mark cuts a token) and
``doc._.annotator_quotes`` (a list of :class:`Quote`, exact).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.nlp import mentions
from annotator.nlp.attribution import Attribution, Frame, attribute
from annotator.nlp.shape import Shape, shape

NAME = "annotator_quotes"
DIRECT, MIXED = "DIRECT", "MIXED"

# Shares of finds inside a gold quotation, on the training half of a news corpus.
_SCORES = {
    ("after", DIRECT): 0.98, ("after", MIXED): 0.92, ("before", DIRECT): 0.95,
    ("before", MIXED): 0.92, ("colon", DIRECT): 0.97, ("continued", DIRECT): 0.99,
    ("floating", DIRECT): 0.85, ("none", DIRECT): 0.75, ("none", MIXED): 0.81,
    ("far-after", DIRECT): 0.9, ("far-after", MIXED): 0.75,
}  # fmt: skip
_OTHER_SCORE = 0.7
_LOOK_BACK = 3000


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``[start, end)`` of its content in code points of ``doc.text``, marks left out.

    ``label`` is DIRECT (a whole utterance) or MIXED (a fragment in the author's sentence).
    ``speaker`` and ``cue`` are ranges of the same kind, or None. ``reason`` names the rule, as
    ``marks:RULE``; ``score`` (0–1) is the share of that rule's finds that were right on news.
    """

    start: int
    end: int
    label: str
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    reason: str
    score: float


class QuoteFinder:
    """The component itself; stateless, so one serves any number of documents."""

    def __call__(self, doc: Doc) -> Doc:
        """Sets the results on ``doc`` and returns it; never raises, whatever the text."""
        found = find_quotes(doc)
        spans = [
            doc.char_span(q.start, q.end, label=q.label, alignment_mode="expand") for q in found
        ]
        doc._.set(NAME, found)
        doc.spans[NAME] = [span for span in spans if isinstance(span, Span)]
        return doc


@Language.factory(NAME, assigns=["doc.spans", "doc._.annotator_quotes"])
def make_quotes(nlp: Language, name: str) -> QuoteFinder:
    """The factory behind ``nlp.add_pipe("annotator_quotes")``."""
    return QuoteFinder()


if not Doc.has_extension(NAME):
    Doc.set_extension(NAME, default=[])


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotations of ``doc`` in order; their ranges are non-empty and disjoint."""
    frame = Frame(doc)
    quotes: list[Quote] = []
    last: _Found | None = None
    for number, mark in enumerate(frame.marked):
        form = shape(frame.text, mark)
        if form is None or (form.alone and form.words <= 8 and not form.stopped):
            # Nothing quoted, or a few words alone on their line: a subheading.
            continue
        found = _Found(number, form, _attribution(frame, number, form, last))
        if _is_quotation(frame, found):
            quotes.append(_quote(frame, found, last))
            last = found
    return quotes


@dataclass(frozen=True, slots=True)
class _Found:
    number: int
    form: Shape
    said: Attribution | None

    @property
    def rule(self) -> str:
        return self.said.rule if self.said else "none"


def _attribution(frame: Frame, number: int, form: Shape, last: _Found | None) -> Attribution | None:
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


def _floating(frame: Frame, number: int, last: _Found | None) -> Attribution:
    """A quotation that is a sentence of its own: by who spoke last, or by who was spoken of."""
    text, start = frame.text, frame.marked[number].start
    base = max(0, start - _LOOK_BACK)
    above = text[base : max(base, text.rfind("\n", base, start))].rstrip()
    floor = base + above.rfind("\n") + 1
    if last is not None and last.said is not None and frame.marked[last.number].end > floor:
        return Attribution(last.said.speaker, None, "floating")
    return Attribution(_subject_above(frame, floor, start), None, "floating")


def _subject_above(frame: Frame, floor: int, ceiling: int) -> tuple[int, int] | None:
    """The first person named as a subject, else the first person, in ``text[floor:ceiling]``."""
    low, high = frame.tokens(floor, ceiling)
    people = [t for t in frame.doc[low:high] if t.ent_type_ in ("PERSON", "PER")]
    subject = next((t for t in people if t.dep_ in ("nsubj", "nsubjpass")), None)
    head = subject or next(iter(people), None)
    return mentions.around(frame.doc, head, low, high) if head is not None else None


def _is_quotation(frame: Frame, found: _Found) -> bool:
    """Told from scare quotes, titles and nicknames: by length, punctuation and a cue nearby."""
    form, rule = found.form, found.rule
    if not frame.marked[found.number].closed and not (form.opens or found.said):
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


def _is_adjacent(frame: Frame, found: _Found) -> bool:
    cue = found.said.cue if found.said else None
    return cue is not None and 0 <= frame.ranges[found.number][0] - cue[1] <= 3


def _label(frame: Frame, found: _Found, last: _Found | None) -> str:
    form = found.form
    if found.rule in ("continued", "floating"):
        return DIRECT
    if found.rule == "after" and (form.opens or form.capital):
        return DIRECT
    sentence = form.stopped and (form.opens or form.before in ",—–-")
    if form.capital and (form.before == ":" or sentence):
        return DIRECT
    if last is None or last.said is None or found.said is None:
        return MIXED
    # “A,” he said, “b.” is one utterance in two parts.
    split = found.said.cue == last.said.cue and form.before == ","
    return DIRECT if split and last.number == found.number - 1 else MIXED


def _quote(frame: Frame, found: _Found, last: _Found | None) -> Quote:
    said, form = found.said, found.form
    label = _label(frame, found, last)
    return Quote(
        start=form.start,
        end=form.end,
        label=label,
        speaker=frame.characters(said.speaker) if said else None,
        cue=frame.characters(said.cue) if said else None,
        reason=f"marks:{found.rule}",
        score=_SCORES.get((found.rule, label), _OTHER_SCORE),
    )
