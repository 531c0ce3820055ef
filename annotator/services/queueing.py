"""The queue's order and filter, with the figures that take too long for each key."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import ge, gt, le, lt

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
        self._found_by: dict[int, tuple[str, str, str]] = {}
        self._statuses: dict[int, str] | None = None
        self._found: dict[Term, set[int]] = {}
        self._figures: dict[str, dict[int, float]] = {}
        self._ranks: dict[tuple[str, int], dict[int, int]] = {}

    def edited(self) -> None:
        """Spans or reviews changed: find again which articles fit."""
        self._statuses = None
        self._found.clear()

    def renew(self) -> None:
        """Articles or suggestions came: find everything again when it is asked for next."""
        self.edited()
        self._every = []
        self._found_by = {}
        self._figures.clear()
        self._ranks.clear()

    def warm(self, project: Project) -> None:
        """Read what a filter of words needs, before the first letter of it is typed."""
        with project.reading():
            self._every = self._every or queue.every(project)
            # A letter stands in nearly every title: SQLite finds that out soon, but takes long to
            # hand over a hundred thousand numbers. So the words are kept.
            self._found_by = self._found_by or queue.found_by(project)

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
            pks = self._every
            for term in terms:
                pks = self._narrow(project, pks, term)
            if order == IMPORTED:
                return Found(pks)
            rank = self._rank(project, order, seed)
        if pks is self._every:
            return Found(list(rank))
        return Found(sorted(pks, key=rank.__getitem__))

    def _narrow(self, project: Project, pks: list[int], term: Term) -> list[int]:
        if term.field in _FIGURES:
            known = self._figure(project, term.field)
            return [pk for pk in pks if _compares(known.get(pk), term) != term.negated]
        if term.field == "status":
            wanted, status = STATUSES[str(term.value)], self._status(project)
            return [pk for pk in pks if (status.get(pk, NEW) in wanted) != term.negated]
        if term.field in _WORDS:
            self.warm(project)
            return _with_words(self._found_by, pks, term)
        found = self._matching(project, replace(term, negated=False))
        return [pk for pk in pks if (pk in found) != term.negated]

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

    def _rank(self, project: Project, order: str, seed: int) -> dict[int, int]:
        """The place of each article in an order."""
        if (order, seed) not in self._ranks:
            ordered = self._make(project, order, seed)
            self._ranks = {(order, seed): {pk: at for at, pk in enumerate(ordered)}}
        return self._ranks[(order, seed)]

    def _make(self, project: Project, order: str, seed: int) -> list[int]:
        pks = list(self._every)
        if order == NEWEST:
            self.warm(project)
            known_by = self._found_by
            # Those without a day are last; sorting keeps the order of import among equals.
            return sorted(pks, key=lambda pk: known_by[pk][2], reverse=True)
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


# Which of what an article is found by each field looks at.
_WORDS = {"": 0, "source": 1, "date": 2}
_ORDERED: dict[str, Callable[[str, str], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def _with_words(
    known: Mapping[int, tuple[str, str, str]], pks: Sequence[int], term: Term
) -> list[int]:
    at, wanted, part = _WORDS[term.field], not term.negated, str(term.value)
    if term.field != "date":
        part = fold(part)
        return [pk for pk in pks if (part in known[pk][at]) == wanted]
    if term.op == ":":
        # A month or a year stands for all of its days.
        return [pk for pk in pks if known[pk][at].startswith(part) == wanted]
    edge = part + ("\uffff" if term.op in ("<=", ">") else "")
    fits = _ORDERED[term.op]
    days = {day for day in {x[at] for x in known.values()} if day and fits(day, edge)}
    return [pk for pk in pks if (known[pk][at] in days) == wanted]


def _compares(figure: float | None, term: Term) -> bool:
    if figure is None and term.field == "open":
        figure = 0
    if figure is None:
        return False
    value = float(term.value)
    return {
        "<": figure < value, "<=": figure <= value, ">": figure > value, ">=": figure >= value,
        ":": figure == value,
    }[term.op]  # fmt: skip


_FIGURES: dict[str, Callable[[Project, str], dict[int, float]]] = {
    "open": lambda p, who: figures.opened(p, who, p.schema_roles()),
    "score": figures.least_scores,
    "agree": lambda p, _: figures.agreements(p, p.schema_roles()),
}


def known_values(project: Project) -> dict[str, tuple[str, ...]]:
    """What sources, annotators and labels there are, by field of the filter."""
    return queue.known_values(project)
