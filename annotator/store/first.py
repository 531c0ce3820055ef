"""Which article a project is opened with, without listing all of them."""

from __future__ import annotations

from annotator.store.project import Project

_TO_DO = """
SELECT pk FROM article INDEXED BY article_queue WHERE pk NOT IN (
    SELECT article FROM review WHERE status IN ('done', 'skipped')
    AND annotator = (SELECT id FROM annotator WHERE name = :me))
ORDER BY pk LIMIT 1
"""


def pk(project: Project, annotator: str, article: str) -> int | None:
    """The article with this id; else the first that the annotator is not through with, else the
    first of all. None in an empty project."""
    conn, me = project.db.conn, {"me": annotator}
    for query in ("SELECT pk FROM article WHERE id = :id", _TO_DO, "SELECT min(pk) FROM article"):
        found = conn.execute(query, {**me, "id": article}).fetchone()
        if found is not None and found[0] is not None:
            return int(found[0])
    return None
