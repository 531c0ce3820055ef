"""What the window reads: the queue, an article with everything said about it, its history."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence

from annotator.model.document import Document
from annotator.model.edit import Edit
from annotator.store import articles, derived, history
from annotator.store import queue as store_queue
from annotator.store import topics as _topics
from annotator.store.articles import QueueRow
from annotator.store.project import Project

__all__ = ["QueueRow", "counts", "edits", "load", "pks_of", "queue", "topics", "version"]


def load(project: Project, pk: int) -> Document:
    """An article with its spans, relations, reviews. Raises ProjectError for an unknown pk."""
    # Of the thousands of rows none is in a cycle; to look for some takes a tenth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return articles.load(project, pk)
    finally:
        if collecting:
            gc.enable()


def version(project: Project) -> int:
    """A number that changes when another program, or another connection, writes to the project."""
    return project.version_of_others()


def queue(project: Project, annotator: str) -> list[QueueRow]:
    """A row per article, in the order of import."""
    return store_queue.rows(project, annotator)


def counts(project: Project, annotator: str, pks: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each article: suggestions still open for the annotator, and suggestions in all."""
    return articles.open_counts(project, annotator, pks, project.schema_roles())


def edits(project: Project, pk: int) -> list[Edit]:
    """The newest edits of an article, newest first."""
    return history.of_article(project, pk)


def edits_of_span(project: Project, pk: int, ids: Sequence[str]) -> list[Edit]:
    """The newest edits that changed one of these spans of an article, newest first."""
    return history.of_span(project, pk, ids)


def tags(project: Project, layer: str, attribute: str) -> tuple[str, ...]:
    """The tags that spans of the project carry, or once carried, in an attribute; sorted."""
    return derived.tags(project.db, layer, attribute)


def pks_of(project: Project, ids: Sequence[str]) -> list[int]:
    """The pks of articles named by id. Raises ProjectError naming the first unknown one."""
    return articles.pks_of(project, ids)


def topics(project: Project, stopped: Callable[[], bool] = lambda: False) -> set[str]:
    """The topics that spans of the project have; ends early when ``stopped()`` says so."""
    return _topics.used(project, stopped)
