"""What the window asks about canonical names."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.people import Entity
from annotator.store import names
from annotator.store.names import COUNTED
from annotator.store.project import Project

__all__ = ["COUNTED", "called", "counts", "find", "total"]


def find(project: Project, words: str, limit: int = 200) -> list[Entity]:
    """Entities that stand whose names hold all the words, or that have this external id."""
    return names.find(project, words, limit)


def called(project: Project, name: str) -> list[Entity]:
    """Entities that stand and have exactly this name or alias, case ignored; names first."""
    return names.called(project, name)


def total(project: Project) -> int:
    """How many entities stand."""
    return names.total(project)


def counts(project: Project, annotator: str, entity_ids: Sequence[str]) -> dict[str, int]:
    """For each entity how many mentions the annotator sees; ``COUNTED`` + 1 means more."""
    return names.mention_counts(project, annotator, entity_ids)
