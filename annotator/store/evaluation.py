"""Which pipelines and articles there are to evaluate."""

from __future__ import annotations

from annotator.store.project import Project

_DONE = "EXISTS (SELECT 1 FROM review WHERE review.article = run.article AND status = 'done')"
_BEGUN = (
    "(EXISTS (SELECT 1 FROM review WHERE review.article = run.article AND status <> 'new')"
    " OR EXISTS (SELECT 1 FROM span WHERE span.article = run.article AND state <> 'suggested'))"
)


def pipelines(project: Project) -> list[str]:
    """Pipelines that have been through an article without an error, by name."""
    found = project.db.conn.execute(
        "SELECT DISTINCT name FROM suggest_run JOIN annotator ON annotator.id = annotator"
        " WHERE error IS NULL ORDER BY name"
    )
    return [r[0] for r in found]


def articles(project: Project, pipeline: str, *, everything: bool) -> list[int]:
    """Articles that the pipeline went through and that someone is done with; with ``everything``
    also those where someone has begun. In the order of import."""
    found = project.db.conn.execute(
        "SELECT run.article FROM suggest_run AS run JOIN annotator ON annotator.id = run.annotator"
        f" WHERE name = ? AND error IS NULL AND {_BEGUN if everything else _DONE}"
        " ORDER BY run.article",
        (pipeline,),
    )
    return [r[0] for r in found]
