"""Figures about a project."""

from __future__ import annotations

from typing import Any

from annotator.store.project import Project


def totals(project: Project) -> dict[str, int]:
    """How many rows there are of each thing."""
    return {
        name: project.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for name, table in (
            ("articles", "article"),
            ("spans", "span"),
            ("relations", "relation"),
            ("entities", "entity"),
            ("edits", "edit"),
        )
    }


def spans(project: Project) -> list[dict[str, Any]]:
    """Spans by layer, label as it is shown, state and annotator."""
    return list(
        project.db.query(
            "SELECT span.layer, coalesce(known.shown, span.label) AS label, span.state,"
            " annotator.name AS annotator, count(*) AS count"
            " FROM span JOIN annotator ON annotator.id = span.annotator LEFT JOIN schema_label"
            " AS known ON known.layer = span.layer AND known.label = span.label"
            " GROUP BY 1, 2, 3, 4 ORDER BY 1, 5 DESC, 2"
        )
    )


def relations(project: Project) -> list[dict[str, Any]]:
    """Relations by label, state and annotator."""
    return list(
        project.db.query(
            "SELECT relation.label, relation.state, annotator.name AS annotator,"
            " count(*) AS count FROM relation JOIN annotator ON annotator.id = relation.annotator"
            " GROUP BY relation.label, relation.state, annotator.name"
            " ORDER BY relation.label, relation.state"
        )
    )


def reviews(project: Project) -> list[dict[str, Any]]:
    """Reviews by annotator and status, with the time spent."""
    return list(
        project.db.query(
            "SELECT annotator.name AS annotator, review.status, count(*) AS articles,"
            " sum(review.seconds) AS seconds FROM review JOIN annotator"
            " ON annotator.id = review.annotator GROUP BY annotator.name, review.status"
            " ORDER BY annotator.name, review.status"
        )
    )


def failures(project: Project) -> list[dict[str, Any]]:
    """Articles that a pipeline failed on, with the reason."""
    return list(
        project.db.query(
            "SELECT article.id AS article, annotator.name AS pipeline, suggest_run.error"
            " FROM suggest_run JOIN article ON article.pk = suggest_run.article"
            " JOIN annotator ON annotator.id = suggest_run.annotator"
            " WHERE suggest_run.error IS NOT NULL ORDER BY article.pk"
        )
    )


def people(project: Project) -> list[str]:
    """Persons who decided on a span or reviewed an article, by name."""
    found = project.db.conn.execute(
        "SELECT name FROM annotator WHERE kind = 'person' AND (EXISTS (SELECT 1 FROM review"
        " WHERE review.annotator = annotator.id AND review.status <> 'new')"
        " OR EXISTS (SELECT 1 FROM span WHERE span.annotator = annotator.id)) ORDER BY name"
    )
    return [r[0] for r in found]


def sources(project: Project) -> list[tuple[str | None, int]]:
    """Sources and how many articles there are of each, most first."""
    found = project.db.conn.execute(
        "SELECT source, count(*) FROM article GROUP BY source ORDER BY 2 DESC, 1 LIMIT 50"
    )
    return [(source, number) for source, number in found]
