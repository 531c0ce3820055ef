"""Chooses which reported contents are real: a linear scorer over plain signs.

The weights are data, ``resources/quote_weights.json``: one number for each sign that
``reported.py`` may give, fitted by logistic regression with an L2 penalty on news articles in
which every attribution is marked. The sum, through the logistic function, is the share of such
candidates that were right, so it serves as the confidence too.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from typing import NamedTuple

from annotator.model import bundled
from annotator.nlp import cues
from annotator.nlp.frame import Frame
from annotator.nlp.reported import Candidate, candidates
from annotator.nlp.words import words

THRESHOLD = 0.36
WITH_MARKS = 0.22
"""A clause around marked words is taken sooner: something is quoted there in any case."""


SURE = 0.7
NEVER = 2.0


class Blocked(NamedTuple):
    """Marked tokens ``[start, end)``: the score that a report around them needs to be taken.

    ``own`` if it is of the cue ``verb``, ``other`` if of another; ``NEVER`` is reached by none.
    """

    start: int
    end: int
    verb: int | None
    own: float
    other: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate and the probability (0–1) that it is reported speech with these borders."""

    candidate: Candidate
    score: float


@cache
def _weights() -> dict[str, float]:
    data: dict[str, float] = json.loads(
        bundled.path("quote_weights.json").read_text(encoding="utf-8")
    )
    return data


def probability(signs: Iterable[str]) -> float:
    """The scorer's answer to a candidate's signs."""
    weights = _weights()
    total = weights[""] + sum(weights.get(sign, 0.0) for sign in set(signs))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


# Without a tagger only what cannot be misread: words that tell of speech and of little else.
_PLAIN_VERBS = words("say tell add claim argue report announce warn insist explain note")
_PLAIN_RULES = {
    "that:full": 0.6,
    "before:full": 0.6,
    "acc-before:full": 0.7,
    "acc-after0:full": 0.7,
}


def _plain(frame: Frame, candidate: Candidate) -> float:
    word = frame.lower[candidate.verb]
    certain = word == "according" or cues.FORMS.get(word) in _PLAIN_VERBS
    long = candidate.content[1] - candidate.content[0] >= 3
    if not certain or not long or (word != "according" and word.endswith("ing")):
        return 0.0
    if candidate.rule == "before:full" and candidate.content[1] == candidate.clause[0]:
        return _PLAIN_RULES[candidate.rule] if frame.lower[candidate.clause[0]] == "," else 0.0
    return _PLAIN_RULES.get(candidate.rule, 0.0)


def choose(frame: Frame, blocked: list[Blocked]) -> list[Chosen]:
    """The reported contents, disjoint, in order.

    ``blocked`` is disjoint and in order.
    """
    ends = [one.end for one in blocked]
    pool: list[Chosen] = []
    openings: dict[int, Candidate] = {}
    for group in candidates(frame):
        for candidate in group:
            start, end = candidate.content
            needed = needed_score(candidate, blocked, bisect_right(ends, start))
            if needed >= NEVER:
                continue
            if candidate.rule == "opening":
                openings[candidate.verb] = candidate
                continue
            score = probability(candidate.signs) if frame.tagged else _plain(frame, candidate)
            least = WITH_MARKS if frame.marks_in(start, end) else THRESHOLD
            if score >= max(needed, least):
                pool.append(Chosen(candidate, score))
    kept = _disjoint(pool)
    return _by_clause(frame, _disjoint([*kept, *_opened(kept, openings)]))


def _opened(kept: list[Chosen], openings: dict[int, Candidate]) -> list[Chosen]:
    """ "The talks" of "The talks, she said, would resume", where the rest was chosen."""
    verbs = Counter(one.candidate.verb for one in kept)
    return [
        Chosen(openings[one.candidate.verb], one.score - 0.01)
        for one in kept
        if one.candidate.rule.startswith("rest")
        and verbs[one.candidate.verb] == 1
        and one.candidate.verb in openings
    ]


def _by_clause(frame: Frame, kept: list[Chosen]) -> list[Chosen]:
    """Cut before each further "and that": every reported clause is a quote of its own."""
    out: list[Chosen] = []
    for one in kept:
        start, end = one.candidate.content
        if start and frame.lower[start - 1] == "that" and not frame.marks_in(start, end):
            for at in range(start + 2, end - 4):
                if frame.lower[at] in ("and", "but") and _is_that(frame, at + 1):
                    stop = at - 1 if frame.lower[at - 1] == "," else at
                    out.append(_with_content(one, start, stop))
                    start = at + 2
        out.append(_with_content(one, start, end))
    return out


def _with_content(one: Chosen, start: int, end: int) -> Chosen:
    return replace(one, candidate=replace(one.candidate, content=(start, end)))


def _is_that(frame: Frame, at: int) -> bool:
    return frame.lower[at] == "that" and frame.doc[at].tag_ == "IN"


def needed_score(candidate: Candidate, blocked: list[Blocked], at: int = 0) -> float:
    """The score that the marked stretches a candidate touches ask for, 0 for none.

    ``at`` is the number of a stretch before which none is touched.
    """
    start, end = candidate.content
    needed = 0.0
    while at < len(blocked) and blocked[at].start < end:
        one = blocked[at]
        if start < one.end:
            needed = max(needed, one.own if one.verb == candidate.verb else one.other)
        at += 1
    return needed


def _disjoint(pool: list[Chosen]) -> list[Chosen]:
    """The best first, and of the others those that touch none of the better."""
    kept: list[Chosen] = []
    starts: list[int] = []
    for one in sorted(pool, key=lambda c: -c.score):
        start, end = one.candidate.content
        at = bisect_right(starts, start)
        free_before = at == 0 or kept[at - 1].candidate.content[1] <= start
        if free_before and (at == len(starts) or end <= starts[at]):
            starts.insert(at, start)
            kept.insert(at, one)
    return kept
