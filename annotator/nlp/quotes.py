"""The spaCy component ``annotator_quotes``: who said what, in marks or in the writer's own words.

``nlp.add_pipe("annotator_quotes")`` needs tokens only; a tagger, a parser and a named entity
recogniser before it make speakers better and find reported speech without marks. Results:
``doc.spans["annotator_quotes"]`` (spaCy spans labelled DIRECT, MIXED or INDIRECT, grown to token
borders where a mark cuts a token) and ``doc._.annotator_quotes`` (a list of :class:`Quote`, exact).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.model.text import strip
from annotator.nlp import sources
from annotator.nlp.choosing import NEVER, SURE, Blocked, Chosen, choose
from annotator.nlp.frame import Frame, Range
from annotator.nlp.quoted import DIRECT, MIXED, Found, find_quoted
from annotator.nlp.speakers import speaker_of_report
from annotator.nlp.transcript import find_turns

NAME = "annotator_quotes"
INDIRECT = "INDIRECT"

# Shares of finds that stand inside somebody's words, on the development part of a news corpus.
_SCORES = {
    ("after", DIRECT): 0.98, ("after", MIXED): 0.82, ("before", DIRECT): 0.97,
    ("before", MIXED): 0.86, ("colon", DIRECT): 0.9, ("continued", DIRECT): 0.99,
    ("floating", DIRECT): 0.82, ("none", DIRECT): 0.5, ("none", MIXED): 0.82,
    ("far-after", DIRECT): 0.9, ("after-according", DIRECT): 0.95,
    ("before-according", DIRECT): 0.95, ("before-according", MIXED): 0.5,
}  # fmt: skip
_OTHER_SCORE = 0.7


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``[start, end)`` of its content in code points of ``doc.text``.

    ``label`` is DIRECT (a whole utterance in marks, the marks left out), MIXED (a reported clause
    partly in marks, or a marked fragment in the author's sentence) or INDIRECT (a reported clause
    without marks). ``speaker``, ``cue`` and ``addressee`` are ranges of the same kind, or None.
    ``attribution`` is the kind of source in the label schema's words. Quotes with the same
    ``group`` are parts of one split quotation. ``reason`` names what the find rests on;
    ``score`` (0–1) is the share of such finds that were right on news.
    """

    start: int
    end: int
    label: str
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    reason: str
    score: float
    addressee: tuple[int, int] | None = None
    attribution: str | None = None
    group: int | None = None


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A quotation on its way: characters of the content, tokens of the roles."""

    start: int
    end: int
    label: str
    speaker: Range | None
    cue: Range | None
    reason: str
    score: float
    follows: bool
    spoken: int
    """The token before which the words to the addressee end."""


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotations of ``doc`` in order; their ranges are non-empty and disjoint."""
    frame = Frame(doc)
    quoted = find_quoted(frame)
    reports = _reports(frame, quoted)
    verbs = Counter(r.candidate.verb for r in reports)
    parts = [_of_report(frame, r, verbs[r.candidate.verb] > 1) for r in reports]
    covered = sorted((part.start, part.end) for part in parts)
    parts += [_of_marks(frame, q) for q in quoted if not _inside(q, covered)]
    parts += _turns(frame, parts)
    parts.sort(key=lambda part: part.start)
    return _finished(frame, parts)


def _reports(frame: Frame, quoted: list[Found]) -> list[Chosen]:
    marked = {q.number for q in quoted}
    out = []
    for report in choose(frame, blocked_ranges(frame, quoted)):
        start, end = report.candidate.content
        inner = frame.marks_in(start, end)
        if len(inner) == 1 and inner[0] in marked and _same(frame, inner[0], start, end):
            continue
        out.append(report)
    return out


def blocked_ranges(frame: Frame, quoted: list[Found]) -> list[Blocked]:
    """Marked tokens that only certain reports may hold.

    A direct quotation belongs to its own cue, and to that only where the sentence around it is
    reported as well. A fragment that follows its cue belongs to that cue, unless a whole clause
    around both of them is surely reported: "she said he had called it “absurd”".
    """
    out: list[Blocked] = []
    for found in quoted:
        low, high = frame.ranges[found.number]
        cue = found.said.cue if found.said else None
        if found.label == DIRECT:
            woven = cue is not None and _is_woven(frame, found, cue)
            out.append(Blocked(low, high, cue[0] if cue and woven else None, SURE, NEVER))
        elif cue is not None and 0 <= low - cue[1] <= 2:
            out.append(Blocked(low, high, cue[0], 0.0, SURE))
    return out


def _is_woven(frame: Frame, found: Found, cue: Range) -> bool:
    """Whether more than the marked words is reported: said that in her town “nobody is left”."""
    low, _ = frame.ranges[found.number]
    return "that" in frame.lower[cue[1] : low]


def _same(frame: Frame, number: int, start: int, end: int) -> bool:
    """Whether a content is nothing but a quotation in marks."""
    low, high = frame.ranges[number]
    outer = [*range(start, low), *range(high, end)]
    return not any(frame.doc[i].is_alpha for i in outer)


def _inside(quoted: Found, covered: list[Range]) -> bool:
    """Whether a quotation stands in a report; by characters, as marks can stand within a token."""
    at = bisect_left(covered, (quoted.form.end, 0))
    return at > 0 and quoted.form.start < covered[at - 1][1]


def _of_marks(frame: Frame, found: Found) -> _Part:
    said, form = found.said, found.form
    score = _SCORES.get((found.rule, found.label), _OTHER_SCORE)
    return _Part(
        start=form.start,
        end=form.end,
        label=found.label,
        speaker=said.speaker if said else None,
        cue=said.cue if said else None,
        reason=f"marks:{found.rule}",
        score=score,
        follows=found.follows,
        spoken=len(frame.lower),
    )


def _turns(frame: Frame, parts: list[_Part]) -> list[_Part]:
    """The turns of a transcript that hold nothing found otherwise."""
    out = []
    starts = sorted(part.start for part in parts)
    for turn in find_turns(frame.text):
        start, end = turn.content
        if bisect_left(starts, end) > bisect_left(starts, start):
            continue
        speaker, cue = frame.tokens(*turn.speaker), frame.tokens(*turn.cue)
        out.append(_Part(start, end, DIRECT, speaker, cue, "turn:colon", 0.9, False, cue[1]))
    return out


def _of_report(frame: Frame, report: Chosen, several: bool) -> _Part:
    one = report.candidate
    start, end = _within_marks(frame, one.content)
    spoken = one.content[0] if one.content[0] > one.verb else len(frame.lower)
    return _Part(
        start=start,
        end=end,
        label=MIXED if frame.marks_in(*one.content) else INDIRECT,
        speaker=speaker_of_report(frame, one),
        cue=one.cue,
        reason=f"report:{one.rule}",
        score=round(report.score, 2),
        follows=several and one.rule.startswith(("rest", "acc-after")),
        spoken=spoken,
    )


def _within_marks(frame: Frame, content: Range) -> Range:
    """The characters of a content; of one that is nothing but words in marks, the words."""
    start, end = frame.characters(content) or (0, 0)
    for number in frame.marks_in(*content)[:1]:
        pair = frame.marked[number]
        if pair.closed and (pair.start, pair.end) == (start, end):
            inner = strip(frame.text, start + 1, end - 1)
            return inner if inner[0] < inner[1] else (start, end)
    return start, end


def _goes_on(parts: list[_Part], number: int) -> bool:
    return parts[number].follows and parts[number].cue == parts[number - 1].cue


def _finished(frame: Frame, parts: list[_Part]) -> list[Quote]:
    quotes: list[Quote] = []
    groups = 0
    kind = ""
    for number, part in enumerate(parts):
        group = None
        if number and _goes_on(parts, number):
            group = quotes[-1].group
        elif number + 1 < len(parts) and _goes_on(parts, number + 1):
            groups += 1
            group = groups
        kind = sources.kind_of(frame, part.speaker, kind)
        to = sources.addressee(frame, part.cue, part.speaker, part.spoken)
        quotes.append(
            Quote(
                start=part.start,
                end=part.end,
                label=part.label,
                speaker=frame.characters(part.speaker),
                cue=frame.characters(part.cue),
                addressee=frame.characters(to),
                attribution=kind,
                group=group,
                reason=part.reason,
                score=part.score,
            )
        )
    return quotes
