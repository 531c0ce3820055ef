"""The topics in use."""

from __future__ import annotations

import json
from collections.abc import Callable

from annotator.store.project import Project

_BLOCK = 2_000


def used(project: Project, stopped: Callable[[], bool] = lambda: False) -> set[str]:
    """Every topic on a span that is not rejected. Reads all spans, some articles at a time.

    Ends early, with what it has, when ``stopped()`` says so between two times.
    """
    last = project.db.conn.execute("SELECT max(pk) FROM article").fetchone()[0] or 0
    found: set[str] = set()
    for first in range(0, last + 1, _BLOCK):
        if stopped():
            break
        rows = project.db.conn.execute(
            "SELECT attributes FROM span WHERE article BETWEEN ? AND ?"
            " AND attributes LIKE '%\"topics\"%' AND state <> 'rejected'",
            (first, first + _BLOCK - 1),
        )
        for (attributes,) in rows:
            topics = json.loads(attributes).get("topics")
            found.update(str(t) for t in (topics if isinstance(topics, list) else []))
    return found
