"""Near copies of one story among the articles: found once for each article, and kept.

A twin of an article is one in which at least half of the shorter text stands word for word, and
which resembles it by a tenth (:mod:`annotator.model.shingles`): the same agency's report under
another title, cut or with another beginning. Articles that are twins, or twins of twins, are one
story. Boilerplate, bylines and credits do not count. Texts of fewer than twelve words have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.shingles import Sketch, containment, resemblance, sketch
from annotator.store import twins
from annotator.store.project import Project

COPIED = 0.5
RESEMBLES = 0.1
FEWEST = 8
TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that is a near copy of another, as far as it is named to people."""

    pk: int
    id: str
    title: str
    source: str | None
    published: str | None


def clusters(project: Project) -> dict[int, int]:
    """The story of each article that has a twin: article pk → pk of the story's first article.

    Articles without a twin are not in it. New articles are looked at first, which takes about half
    a millisecond each; of a read-only project those looked at before count.
    Raises ProjectError when the project cannot be written.
    """
    if not project.readonly:
        while update(project):
            pass
    with project.reading():
        return twins.all_stories(project)


def near(project: Project, pks: Sequence[int]) -> list[tuple[int, int, float]]:
    """For each of these articles its nearest twin: (pk, the twin's pk, similarity from 0.5 to 1).

    Articles without a twin are not in it. The similarity is the share of the shorter text that
    stands in the longer one, an estimate. Call it after a batch is stored, outside a transaction.
    Raises ProjectError when the project cannot be written.
    """
    if not project.readonly:
        while update(project):
            pass
    out = []
    with project.reading():
        for pk, known in twins.sketches(project, pks).items():
            found = _twins(project, pk, known)
            if found:
                share, twin = max((share, -other) for other, share in found)
                out.append((pk, -twin, share))
    return out


def others(project: Project, pk: int) -> list[int]:
    """The other articles of an article's story, as known so far, in order of import."""
    return twins.of_story(project, pk)


def copies(project: Project, pk: int) -> tuple[Copy, ...]:
    """As :func:`others`, with what they are called."""
    with project.reading():
        return tuple(Copy(*row) for row in twins.named(project, twins.of_story(project, pk)))


def count(project: Project) -> int:
    """How many articles are known to have twins."""
    return twins.count(project)


def update(project: Project, most: int = TOGETHER) -> bool:
    """Look at some articles that have not been looked at, in one transaction.

    Returns whether there may be more. Raises ProjectError when the project cannot be written.
    """
    if not twins.without_sketch(project, 1):
        return False
    with project.transaction():
        new = twins.without_sketch(project, most)
        for pk in new:
            _add(project, pk)
    return len(new) == most


def _add(project: Project, pk: int) -> None:
    made = sketch(*twins.text(project, pk))
    twins.add_sketch(project, pk, made)
    found = [other for other, _ in _twins(project, pk, made)]
    if found:
        twins.join(project, [pk, *found])


def _twins(project: Project, pk: int, known: Sketch) -> list[tuple[int, float]]:
    if known.shingles < FEWEST:
        return []
    out = []
    candidates = twins.candidates(project, pk, known)
    for other, its in twins.sketches(project, candidates).items():
        share = containment(known, its)
        enough = its.shingles >= FEWEST and share >= COPIED
        if enough and resemblance(known, its) >= RESEMBLES:
            out.append((other, share))
    return out
