"""The queue's order and filter, with the figures that take too long for each key."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass

from annotator.model.errors import FormatError
from annotator.model.queue_filter import parse
from annotator.store import figures, queue
from annotator.store.project import Project

IMPORTED, LEAST_CERTAIN, NEWEST, MOST_OPEN, DISAGREEMENT, RANDOM = (
    "imported", "least_certain", "newest", "most_open", "disagreement", "random",
)  # fmt: skip
ORDERS = (LEAST_CERTAIN, IMPORTED, NEWEST, MOST_OPEN, DISAGREEMENT, RANDOM)


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
        self._figures: dict[str, dict[int, float]] = {}
        self._labels: dict[str, set[int]] = {}
        self._ranks: dict[tuple[str, int], dict[int, int]] = {}

    def edited(self) -> None:
        """Spans changed: find again which articles have a label."""
        self._labels.clear()

    def renew(self) -> None:
        """Articles or suggestions came: find everything again when it is asked for next."""
        self._labels.clear()
        self._figures.clear()
        self._ranks.clear()

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
            known = {queue.key(t): self._known(project, queue.key(t)) for t in terms}
            pks = queue.matching(project, self.annotator, terms, known)
            if order == IMPORTED:
                return Found(pks)
            rank = self._rank(project, order, seed)
        # Articles that came in since the order was made stand at its end.
        last = len(rank)
        return Found(sorted(pks, key=lambda pk: rank.get(pk, last)))

    def _known(self, project: Project, name: str) -> Collection[int]:
        if name in _FIGURES:
            return self._figure(project, name)
        field, _, label = name.partition(":")
        if field == "label" and name not in self._labels:
            self._labels[name] = queue.labelled(project, self.annotator, label)
        return self._labels.get(name, ())

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
        if order == NEWEST:
            return queue.newest(project)
        pks = queue.matching(project, self.annotator, (), {})
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


_FIGURES: dict[str, Callable[[Project, str], dict[int, float]]] = {
    "open": lambda p, who: figures.opened(p, who, p.schema_roles()),
    "score": figures.least_scores,
    "agree": lambda p, _: figures.agreements(p, p.schema_roles()),
}


def known_values(project: Project) -> dict[str, tuple[str, ...]]:
    """What sources, annotators and labels there are, by field of the filter."""
    return queue.known_values(project)
