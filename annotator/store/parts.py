"""Which part of a split an article went to, so that later exports keep it there."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.ids import now
from annotator.store.project import Project


def stored(project: Project) -> dict[int, str]:
    """The part of each article that has been dealt one, by pk."""
    return dict(project.db.conn.execute("SELECT article, part FROM split ORDER BY article"))


def store(project: Project, parts: Mapping[int, str], *, anew: bool = False) -> None:
    """Keep the parts of articles; with ``anew`` those of all others are forgotten.

    Call inside a transaction.
    """
    if anew:
        project.db.conn.execute("DELETE FROM split")
    at = now()
    project.db.conn.executemany(
        "INSERT INTO split (article, part, at) VALUES (?, ?, ?)"
        " ON CONFLICT (article) DO UPDATE SET part = excluded.part, at = excluded.at"
        " WHERE part <> excluded.part",
        [(pk, part, at) for pk, part in sorted(parts.items())],
    )
