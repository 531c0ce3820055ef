"""Full text search in a project."""

from __future__ import annotations

from annotator.store.project import Project
from annotator.store.search import CLOSE, OPEN, Hit
from annotator.store.search import search as _search

__all__ = ["CLOSE", "OPEN", "Hit", "search"]


def search(project: Project, query: str, limit: int = 50) -> list[Hit]:
    """Articles that match, best first. Raises AnnotatorError for a query that says nothing."""
    return _search(project, query, limit)
