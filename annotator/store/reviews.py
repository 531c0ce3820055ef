"""Time spent, the one part of a review that is no decision."""

from __future__ import annotations

from annotator.store.project import Project


def add_seconds(project: Project, annotator: str, article: int, seconds: int) -> None:
    """Add to the time that an annotator spent in an article."""
    with project.transaction():
        project.db.conn.execute(
            "INSERT INTO review (article, annotator, status, seconds) VALUES (?, ?, 'new', ?)"
            " ON CONFLICT (article, annotator) DO UPDATE SET seconds = seconds + excluded.seconds",
            (article, project.annotator_id(annotator), seconds),
        )
