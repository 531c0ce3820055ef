"""Figures about a project."""

from __future__ import annotations

from typing import Any

from annotator.store import counts
from annotator.store.project import Project


def stats(project: Project) -> dict[str, Any]:
    """Totals, spans per layer, label, state and annotator, relations, reviews, failures."""
    return {
        "project": str(project.path),
        "totals": counts.totals(project),
        "spans": counts.spans(project),
        "relations": counts.relations(project),
        "reviews": counts.reviews(project),
        "failures": counts.failures(project),
    }
