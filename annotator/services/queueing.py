"""The queue's order and filter, with the figures that take too long for each key."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress, filterfalse, repeat
from operator import contains, eq, ge, gt, le, lt, not_
from typing import Any

from annotator.model.errors import FormatError
from annotator.model.people import NEW
from annotator.model.queue_filter import STATUSES, Term, parse
from annotator.store import figures, queue
from annotator.store.derived import fold
from annotator.store.project import Project

IMPORTED, LEAST_CERTAIN, NEWEST, MOST_OPEN, DISAGREEMENT, RANDOM = (
    "imported", "least_certain", "newest", "most_open", "disagreement", "random",
)  # fmt: skip
# Answers that are kept while a filter is typed.
_KEPT = 40


@dataclass(frozen=True, slots=True)
class Found:
    """Articles in the order to show them; ``problem`` says why the filter was not understood."""

    pks: tuple[int, ...] | list[int]
    problem: str = ""


class Queue:
    """One annotator's queue of a project. Used on the thread of the project, and there only.

    An order stays as it was found while one works: rows do not move under the hand. It is made
    again by :meth:`renew`.
    """

    def __init__(self, annotator: str) -> None:
        self.annotator = annotator
        self._every: list[int] = []
        self._words: dict[int, str] = {}
        self._sources: dict[int, str] = {}
        self._days: dict[int, str] = {}
        self._statuses: dict[int, str] | None = None
        self._found: dict[Term, set[int]] = {}
        self._figures: dict[str, dict[int, float]] = {}
        self._ordered: tuple[str, int, list[int]] | None = None
        self._steps: list[tuple[Term, list[int]]] = []

    def edited(self) -> None:
        """Spans or reviews changed: find again which articles fit."""
        self._statuses = None
        self._found.clear()
        self._steps = []

    def renew(self) -> None:
        """Articles or suggestions came: find everything again when it is asked for next."""
        self.edited()
        self._every = []
        self._words = {}
        self._figures.clear()
        self._ordered = None

    def warm(self, project: Project) -> None:
        """Read what a filter of words needs, before the first letter of it is typed."""
        with project.reading():
            self._every = self._every or queue.every(project)
            # A letter stands in nearly every title: SQLite finds that out soon, but takes long to
            # hand over a hundred thousand numbers. So the words are kept.
            if not self._words:
                self._words, self._sources, self._days = queue.found_by(project)

    def find(self, project: Project, words: str, order: str = IMPORTED, seed: int = 0) -> Found:
        """The articles that fit the filter, in an order; none and the reason when it makes none.

        Figures are as of the last :meth:`renew` or, for ``open``, ``score`` and ``agree`` in the
        filter, as of the moment that filter was first asked for.
        """
        try:
            terms = parse(words)
        except FormatError as error:
            return Found((), error.what)
        with project.reading():
            self._every = self._every or queue.every(project)
            pks = self._in_order(project, order, seed)
            return Found(self._narrow_all(project, pks, terms))

    def _narrow_all(self, project: Project, pks: list[int], terms: Sequence[Term]) -> list[int]:
        """Each term leaves fewer; of the terms asked before, what the same ones left is kept."""
        before, self._steps = self._steps, []
        for at, term in enumerate(terms):
            known, left = before[at] if at < len(before) else (None, [])
            if known == term:
                pks = left
            else:
                # A word typed on is looked for only where it already was.
                goes_on = known is not None and _goes_on(known, term)
                pks = self._narrow(project, left if goes_on else pks, term)
                before = []
            self._steps.append((term, pks))
        return pks

    def _narrow(self, project: Project, pks: list[int], term: Term) -> list[int]:
        if term.field in _WORDS:
            self.warm(project)
            return self._with_words(pks, term)
        if term.field in _FIGURES:
            found, inside = _compared(self._figure(project, term.field), term)
        elif term.field == "status":
            found, inside = _with_status(self._status(project), STATUSES[str(term.value)])
        else:
            found, inside = self._matching(project, replace(term, negated=False)), True
        chosen = filter if inside != term.negated else filterfalse
        return list(chosen(found.__contains__, pks))

    def _with_words(self, pks: list[int], term: Term) -> list[int]:
        if term.field:
            known = self._sources if term.field == "source" else self._days
            # There are few sources and days, and many articles.
            values = set(known.values())
            fitting = {x for x in values if _fits(x, term)}
            of_each = map(known.__getitem__, pks)
            truth: Iterable[bool] = map(fitting.__contains__, of_each)
        else:
            of_each = map(self._words.__getitem__, pks)
            truth = map(contains, of_each, repeat(fold(str(term.value))))
        return list(compress(pks, map(not_, truth) if term.negated else truth))

    def _status(self, project: Project) -> dict[int, str]:
        if self._statuses is None:
            self._statuses = queue.statuses(project, self.annotator)
        return self._statuses

    def _matching(self, project: Project, term: Term) -> set[int]:
        if term not in self._found:
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._found[term] = queue.matching(project, self.annotator, term)
        return self._found[term]

    def _figure(self, project: Project, name: str) -> dict[int, float]:
        if name not in self._figures:
            self._figures[name] = _FIGURES[name](project, self.annotator)
        return self._figures[name]

    def _in_order(self, project: Project, order: str, seed: int) -> list[int]:
        """All articles in an order; what is narrowed down stays in it."""
        if self._ordered is None or self._ordered[:2] != (order, seed):
            self._ordered = (order, seed, self._make(project, order, seed))
            self._steps = []
        return self._ordered[2]

    def _make(self, project: Project, order: str, seed: int) -> list[int]:
        if order == IMPORTED:
            return self._every
        pks = list(self._every)
        if order == NEWEST:
            self.warm(project)
            # Those without a day are last; sorting keeps the order of import among equals.
            return sorted(pks, key=self._days.__getitem__, reverse=True)
        if order == RANDOM:
            random.Random(seed).shuffle(pks)
            return pks
        name, sign, absent = {
            LEAST_CERTAIN: ("score", 1, 2.0),
            MOST_OPEN: ("open", -1, 0.0),
            DISAGREEMENT: ("agree", 1, 2.0),
        }[order]
        known = self._figure(project, name)
        # Sorting keeps the order of import among equals.
        return sorted(pks, key=lambda pk: sign * known.get(pk, absent))


# Fields that look at what an article is found by: its words, its source, its day.
_WORDS = ("", "source", "date")
_COMPARES: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, ":": eq}


def _goes_on(before: Term, term: Term) -> bool:
    """Whether every article that fits ``term`` fits ``before`` too, which was asked earlier."""
    if (before.field, before.op, before.negated) != (term.field, term.op, term.negated):
        return False
    if term.field not in _WORDS or term.op != ":" or term.negated:
        return False
    if term.field == "date":
        return str(term.value).startswith(str(before.value))
    return fold(str(before.value)) in fold(str(term.value))


def _fits(value: str, term: Term) -> bool:
    """Whether a source or a day is what the term asks for."""
    asked = str(term.value)
    if term.field == "source":
        return fold(asked) in value
    if term.op == ":":
        # A month or a year stands for all of its days.
        return value.startswith(asked)
    edge = asked + ("\uffff" if term.op in ("<=", ">") else "")
    return bool(value) and _COMPARES[term.op](value, edge)


def _with_status(known: Mapping[int, str], wanted: Sequence[str]) -> tuple[set[int], bool]:
    """Articles with one of these statuses, and True; or all the others, and False."""
    inside = NEW not in wanted
    return {pk for pk, status in known.items() if (status in wanted) == inside}, inside


def _compared(known: Mapping[int, float], term: Term) -> tuple[set[int], bool]:
    """Articles whose figure is as asked, and True; or all the others, and False."""
    fits, asked = _COMPARES[term.op], float(term.value)
    # Where nothing is open there is no figure.
    inside = term.field != "open" or not fits(0, asked)
    return {pk for pk, figure in known.items() if fits(figure, asked) == inside}, inside


_FIGURES: dict[str, Callable[[Project, str], dict[int, float]]] = {
    "open": lambda p, who: figures.opened(p, who, p.schema_roles()),
    "score": figures.least_scores,
    "agree": lambda p, _: figures.agreements(p, p.schema_roles()),
}


def known_values(project: Project) -> dict[str, tuple[str, ...]]:
    """What sources, annotators and labels there are, by field of the filter."""
    return queue.known_values(project)
