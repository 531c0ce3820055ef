"""Candidates for reported speech without marks: a cue, a stretch of words, and what they look like.

A reporting verb offers the clause that a parser hangs on it, the words after its "that", and, where
the verb stands in a clause of its own ("…, the ministry said"), the words before and after that
clause; "according to" offers its sentence. Every stretch is offered with more than one end, because
parsers misplace ends more often than anything else. Choosing is done in ``choosing.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotator.nlp import cues
from annotator.nlp.frame import DASHES, PAUSES, PHRASE_WORDS, Frame, Range
from annotator.nlp.objects import is_silence, is_told, objects
from annotator.nlp.signs import Sighted
from annotator.nlp.words import words

_CLAUSES = frozenset(("ccomp", "xcomp", "advcl", "csubj", "parataxis", "acl", "relcl"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_TIMES = words("""
monday tuesday wednesday thursday friday saturday sunday today yesterday tonight earlier later
afterwards afterward recently also again then
""")
_LABELLING = words("""
described describes describe describing portrayed portrays portraying characterized characterised
characterizes characterises dismissed dismisses dismissing denounced denounces denouncing condemned
""")
_CONJUNCTIONS = words("and but or while though although as so")
_RELATIVES = words("which who whose where when")
_MAX_ATTRIBUTION = 16
_MAX_CONTENT = 120
_MAX_DATELINE = 10

# A stretch of tokens, how it was found, and the range of the attribution beside it.
_Stretch = tuple[int, int, str, Range]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``content`` reported by the tokens ``cue``; ``verb`` is the cue's first token.

    ``clause`` is the attribution's own range as far as it is known and ``rule`` how the content was
    found.
    """

    verb: int
    cue: Range
    content: Range
    rule: str
    clause: Range
    sighted: Sighted

    @property
    def signs(self) -> tuple[str, ...]:
        """What the scorer has weights for; made only for those that are scored."""
        return self.sighted.signs(self.content, self.rule)


def candidates(frame: Frame) -> Iterator[list[Candidate]]:
    """For each cue outside marks, in order, the contents it may report."""
    for at, word in enumerate(frame.lower):
        if word in PHRASE_WORDS:
            cue = frame.phrase(at)
            if cue is not None and frame.mark_at(at) is None:
                yield list(_of_phrase(frame, cue))
        elif word in cues.REPORTS and _reports(frame, at):
            yield list(_of_verb(frame, at))


def _reports(frame: Frame, at: int) -> bool:
    """Whether a form of a reporting verb is one here, and in the author's own words."""
    word = frame.lower[at]
    tag = frame.columns.tag[at]
    reports = cues.is_cue(word, tag) if word in cues.FORMS else tag.startswith("VB")
    if not reports or frame.mark_at(at) is not None or frame.lower[at - 1 : at] == ["-"]:
        return False
    return cues.REPORTS[word] != "show" or _of_document(frame, at)


def _of_verb(frame: Frame, verb: int) -> Iterator[Candidate]:
    low, high = frame.sentence(verb)
    low, high = max(low, verb - _MAX_CONTENT - 2), min(high, verb + _MAX_CONTENT + 40)
    cue = frame.cue(verb)
    sighted = Sighted(frame, verb, (low, high))
    seen: set[Range] = set()
    for start, end, rule, clause in _stretches(frame, cue, low, high):
        content = _trim(frame, start, end)
        if content is None or content in seen or content[1] - content[0] > _MAX_CONTENT:
            continue
        if rule != "opening" and (rule[:2] == "o-" or not _is_clause(frame, verb, content)):
            if rule.startswith(("ccomp", "xcomp")):
                rule = "o-" + rule
            if rule[:2] != "o-" or not is_told(frame, verb, content):
                continue
        elif is_silence(frame, verb, content):
            continue
        seen.add(content)
        yield Candidate(verb, cue, content, rule, clause, sighted)


def _of_document(frame: Frame, verb: int) -> bool:
    """Whether a document shows something: "the survey shows", not "this shows"."""
    children = frame.columns.children(verb)
    subjects = (i for i in children if frame.columns.dep[i] == "nsubj")
    return any(frame.lower[i] in cues.DOCUMENTS for i in subjects)


def _is_clause(frame: Frame, verb: int, content: Range) -> bool:
    """Whether something is asserted: "urged caution" is no clause, "urged them to wait" is one.

    Participles and "called him a liar" do as well, but not around marked words, where the marked
    words alone are the report.
    """
    if not frame.tagged:
        return True
    lower, tags, dep = frame.lower, frame.columns.tag, frame.columns.dep
    start, end = content
    if end <= verb and lower[end - 1] in cues.FORMS and tags[end - 1] in _FINITE:
        # The attribution of something else: "the spokeswoman, Ana Ruiz, said".
        return False
    inner = tags[start:end]
    if not _FINITE.isdisjoint(inner):
        return True
    if "TO" in inner and ("TO", "VB") in pairwise(inner):
        return True
    if frame.marks_in(start, end):
        return False
    if "oprd" in dep[start:end] or ("as" in lower[start:end] and lower[verb] in _LABELLING):
        return True
    return "VBG" in inner and any(
        tag == "VBG" and (at == start or lower[at - 1] in ("of", "for", "from"))
        for at, tag in enumerate(inner, start)
    )


def _stretches(frame: Frame, cue: Range, low: int, high: int) -> Iterator[_Stretch]:
    yield from _clauses(frame, cue, low, high)
    that = _that(frame, cue[1], high)
    if that is not None:
        for end, name in _ends(frame, that + 1, high):
            yield that + 1, end, "that:" + name, (low, that)
    else:
        start = _after_times(frame, cue[1], high)
        if start < high and frame.lower[start] not in PAUSES:
            for end, name in _ends(frame, start, high):
                yield start, end, "after:" + name, (low, start)
    yield from _around_clause(frame, cue[0], low, high)
    for start, end, name in objects(frame, cue, low, high):
        yield start, end, "o-" + name, (low, start)


def _around_clause(frame: Frame, verb: int, low: int, high: int) -> Iterator[_Stretch]:
    """Where the verb has a clause of its own: what stands before it and after it."""
    clause = _own_clause(frame, verb, low, high)
    if clause is None or frame.lower[clause[0]] in (";", ":", "(") or clause[0] <= low:
        return
    begin, finish = clause
    for start, name in _beginnings(frame, low, begin):
        yield start, begin, "before:" + name, clause
    # "she says, pointing at the wall, …" tells what was done meanwhile.
    aside = frame.columns.tag[min(finish + 1, high - 1)] == "VBG"
    if finish < high - 2 and frame.lower[finish] != ";" and not aside:
        for end, name in _ends(frame, finish + 1, high):
            yield finish + 1, end, "rest:" + name, clause
        relative = frame.columns.tag[min(begin + 1, verb)] in ("WP", "WDT", "WP$")
        if begin - low <= _MAX_ATTRIBUTION and not relative:
            yield low, begin, "opening", clause


def _clauses(frame: Frame, cue: Range, low: int, high: int) -> Iterator[_Stretch]:
    if not frame.parsed:
        return
    columns = frame.columns
    children = columns.children(cue[0])
    for child in children:
        dep = columns.dep[child]
        if dep not in _CLAUSES or not low <= child < high or _is_aside(frame, child):
            continue
        first, after = columns.edges(child)
        if child > cue[0]:
            start = _after_times(frame, max(cue[1], first), high)
            for end, name in _ends(frame, start, min(high, after)):
                yield start, end, dep + ":" + name, (low, start)
        else:
            own = [columns.edges(c)[0] for c in children if c > child]
            end = min([after, cue[0], *(left for left in own if left > child)])
            if ";" in frame.lower[end : cue[0]]:
                continue
            for start, name in _beginnings(frame, max(low, first), end):
                yield start, end, f"left-{dep}:{name}", (end, cue[1])


def _is_aside(frame: Frame, head: int) -> bool:
    """Whether a clause tells what was done meanwhile: "she says, pointing at the wall"."""
    first, _ = frame.columns.edges(head)
    return frame.columns.tag[head] == "VBG" and frame.lower[first - 1 : first] == [","]


def _that(frame: Frame, start: int, high: int) -> int | None:
    """The "that" which opens the content: "told reporters in Rome that"."""
    for at in range(start, min(high, start + 12)):
        tag = frame.columns.tag[at]
        if frame.lower[at] == "that":
            return at if tag in ("IN", "") else None
        if frame.lower[at] in PAUSES or tag in _FINITE:
            return None
    return None


def _after_times(frame: Frame, start: int, high: int) -> int:
    while start < high and frame.lower[start] in _TIMES:
        start += 1
    return start


def _ends(frame: Frame, start: int, high: int) -> Iterator[tuple[int, str]]:
    """Where a content that begins at ``start`` may end."""
    stops = list(_pauses(frame, start, min(high, start + _MAX_CONTENT + 2)))
    if stops and stops[-1][1] == "quote":
        high = stops.pop()[0]
    past = any(name == "report" for _, name in stops)
    yield high, "past-report" if past else "full"
    yield from stops


def _pauses(frame: Frame, start: int, high: int) -> Iterator[tuple[int, str]]:
    commas = 0
    for at in range(start + 2, high - 1):
        word = frame.lower[at]
        if word in ("and", "but") and _is_report(frame, at + 1):
            # "warned that growth would slow and urged them to wait"
            yield at, "and-report"
        elif word not in PAUSES or frame.mark_at(at) is not None:
            number = frame.mark_at(at - 1)
            if number is None or frame.ranges[number][1] != at or not frame.ends_clause(number):
                continue
            if _pause(frame, at - 1, high) == "report":
                # “…,” a report said
                yield at, "quote"
                return
        else:
            name = _pause(frame, at, high)
            commas += name == "comma"
            if name != "comma" or commas <= 2:
                yield at, name
            if name == "report":
                return


def _is_report(frame: Frame, at: int) -> bool:
    return frame.lower[at] in cues.FORMS and frame.columns.tag[at] in ("VBD", "VBZ", "VBP")


def _pause(frame: Frame, at: int, high: int) -> str:
    """What a pause leads to: another report, a conjunction, a relative clause, or nothing known."""
    lower, tags = frame.lower, frame.columns.tag
    after = lower[at + 1]
    if lower[at] in DASHES:
        return "dash"
    if lower[at] in ";:()":
        return "stop"
    if after == "according":
        return "report"
    if after in cues.FORMS and tags[at + 1] in ("VBG", "VBN", "VBD", ""):
        return "report"
    for place in range(at + 1, min(high, at + 7)):
        if lower[place] in PAUSES:
            break
        if lower[place] in cues.FORMS and cues.is_cue(lower[place], tags[place]):
            return "report"
    if after in _CONJUNCTIONS:
        return after
    return "relative" if after in _RELATIVES else "comma"


def _beginnings(frame: Frame, low: int, begin: int) -> Iterator[tuple[int, str]]:
    """Where a content that ends at ``begin`` may begin."""
    low = _after_dateline(frame, low, begin)
    yield low, "full"
    marks = frame.marks_in(low, begin)
    if marks:
        yield frame.ranges[marks[-1]][1], "mark"
    for at in range(low, min(begin - 2, low + 12)):
        if frame.lower[at] == "," or (at == low and frame.lower[at] in _CONJUNCTIONS):
            yield at + 1, "comma" if at > low else "conjunction"
            return


def _after_dateline(frame: Frame, low: int, high: int) -> int:
    """Past "PARIS (Reuters) – " or "JERUSALEM, Nov 3 -"."""
    first = frame.doc[low] if low < high else None
    if first is None or not first.is_upper or len(first) < 3:
        return low
    for at in range(low + 1, min(high, low + _MAX_DATELINE)):
        if frame.lower[at] in DASHES and frame.doc[at - 1].whitespace_:
            return at + 1
    return low


def _own_clause(frame: Frame, verb: int, low: int, high: int) -> Range | None:
    """``(comma, end)`` of an attribution in a clause of its own: ", the ministry said Friday"."""
    begin = verb
    while begin > max(low, verb - _MAX_ATTRIBUTION):
        if frame.lower[begin - 1] in PAUSES or frame.mark_at(begin - 1) is not None:
            break
        begin -= 1
    begin = max(low, begin - 1)
    for end in range(verb + 1, min(high, verb + 1 + _MAX_ATTRIBUTION)):
        if frame.lower[end] in PAUSES or frame.lower[end] in ".!?":
            return begin, end
    return (begin, high) if high <= verb + 1 + _MAX_ATTRIBUTION else None


def _of_phrase(frame: Frame, cue: Range) -> Iterator[Candidate]:
    at, after = cue
    low, high = frame.sentence(at)
    low, high = max(low, at - _MAX_CONTENT - 2), min(high, at + _MAX_CONTENT + 40)
    sighted = Sighted(frame, at, (low, high))
    for start, end, rule in _around_phrase(frame, cue, low, high):
        content = _trim(frame, start, end)
        if content is not None and content[1] - content[0] <= _MAX_CONTENT:
            yield Candidate(at, cue, content, rule, (at, after), sighted)


def _around_phrase(frame: Frame, cue: Range, low: int, high: int) -> Iterator[tuple[int, int, str]]:
    at, after = cue
    if at > low + 1:
        for start, name in _beginnings(frame, low, at):
            yield start, at, "acc-before:" + name
    commas = [
        i
        for i in range(after, min(high, at + 40))
        if frame.lower[i] in (",", "—", "–") and frame.mark_at(i) is None
    ]
    for number, comma in enumerate(commas[:3]):
        for end, name in _ends(frame, comma + 1, high):
            if number == 0 or name in ("full", "past-report"):
                yield comma + 1, end, f"acc-after{number}:{name}"
    if not commas and frame.parsed:
        columns = frame.columns
        ends = [columns.edges(i)[1] for i in columns.children(after - 1)]
        edge = max(ends, default=high + 1)
        yield edge, high, "acc-after:edge"


def _trim(frame: Frame, start: int, end: int) -> Range | None:
    """Without white space, pauses and stops at the edges, and without an opening "that"."""
    lower, tags = frame.lower, frame.columns.tag
    while start < end and (
        lower[start] in PAUSES
        or lower[start].isspace()
        or (lower[start] == "that" and start < end - 1 and tags[start] in ("IN", ""))
    ):
        start += 1
    while end > start and (
        lower[end - 1] in PAUSES or lower[end - 1] in ".!?" or lower[end - 1].isspace()
    ):
        end -= 1
    return (_with_opening(frame, start, end), end) if end > start else None


def _with_opening(frame: Frame, start: int, end: int) -> int:
    """The start of a content whose parse left out only the mark that opens its first words."""
    number = frame.mark_at(start)
    if number is None:
        return start
    low, high = frame.ranges[number]
    return low if low == start - 1 and high <= end else start
