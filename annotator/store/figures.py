"""Figures of every article at once: what is open, how sure, how far people agree.

They take too long for each key of a filter, so who asks keeps them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from annotator.store.articles import open_counts
from annotator.store.project import Project

_REVIEWED = (
    "SELECT article FROM review WHERE annotator = (SELECT id FROM annotator WHERE name = :me)"
)
_WORKING = f"{_REVIEWED} AND status IN ('new', 'in_progress')"
# A pipeline's spans are suggestions, so the index answers alone, and in its own order as long as
# no label is shown by another name.
_UNTOUCHED = f"""
SELECT article, count(*) FROM (
    SELECT s.article AS article FROM span s INDEXED BY span_same
    LEFT JOIN schema_label k ON k.layer = s.layer AND k.label = s.label
    WHERE s.state <> 'rejected' AND s.annotator IN
        (SELECT id FROM annotator WHERE kind = 'pipeline')
      AND coalesce(k.role, 0) = 0 AND s.article NOT IN ({_REVIEWED})
    GROUP BY s.article, s.start, s."end", s.layer, {{shown}}
) GROUP BY article
"""
_RENAMED = "SELECT 1 FROM schema_label WHERE shown <> label"
_LEAST = """
SELECT s.article, min(s.score) FROM span s
WHERE s.state = 'suggested' AND s.score IS NOT NULL AND s.article {}
GROUP BY s.article
"""
_LEAST_UNTOUCHED = _LEAST.format(f"NOT IN ({_REVIEWED})")
_LEAST_WORKING = _LEAST.format(
    f"""IN ({_WORKING}) AND NOT EXISTS
    (SELECT 1 FROM span d WHERE d.article = s.article AND d.made_from = s.id
     AND d.annotator = (SELECT id FROM annotator WHERE name = :me))"""
)


def opened(project: Project, annotator: str, roles: Iterable[str]) -> dict[int, float]:
    """How many suggestions are open for the annotator, by article; articles of none are left out.

    The rule is that of :func:`annotator.store.articles.open_counts`; in an article that the
    annotator is through with, nothing is open.
    """
    conn, me = project.db.conn, {"me": annotator}
    renamed = conn.execute(_RENAMED).fetchone() is not None
    shown = "coalesce(k.shown, s.label)" if renamed else "s.label"
    found: dict[int, float] = dict(conn.execute(_UNTOUCHED.format(shown=shown), me).fetchall())
    touched = [r[0] for r in conn.execute(_WORKING, me)]
    for pk, (waiting, _) in open_counts(project, annotator, touched, roles).items():
        if waiting:
            found[pk] = waiting
    return found


def least_scores(project: Project, annotator: str) -> dict[int, float]:
    """The lowest score among what is open for the annotator, by article; as :func:`opened`."""
    conn, me = project.db.conn, {"me": annotator}
    return dict(
        conn.execute(_LEAST_UNTOUCHED, me).fetchall() + conn.execute(_LEAST_WORKING, me).fetchall()
    )


def agreements(project: Project, roles: Iterable[str]) -> dict[int, float]:
    """How far people agree on articles that two or more have marked, 0 to 1.

    It is the F1 of their accepted spans, alike in layer, label and range, as the mean of all pairs;
    parts of quotes do not count.
    """
    conn = project.db.conn
    people = "SELECT id FROM annotator WHERE kind <> 'pipeline'"
    shared = conn.execute(
        f"SELECT article FROM span WHERE state <> 'suggested' AND annotator IN ({people})"
        " GROUP BY article HAVING count(DISTINCT annotator) > 1"
    ).fetchall()
    hidden = set(roles)
    out = {}
    for (pk,) in shared:
        marked: dict[int, set[tuple[object, ...]]] = defaultdict(set)
        for who, label, state, *place in conn.execute(
            'SELECT annotator, label, state, layer, start, "end" FROM span WHERE article = ?'
            f" AND annotator IN ({people})",
            (pk,),
        ):
            known = marked[who]
            if state == "accepted" and label not in hidden:
                known.add((label, *place))
        pairs = [_f1(a, b) for a, b in combinations(marked.values(), 2)]
        if pairs:
            out[pk] = sum(pairs) / len(pairs)
    return out


def _f1(one: set[tuple[object, ...]], other: set[tuple[object, ...]]) -> float:
    every = len(one) + len(other)
    return 2 * len(one & other) / every if every else 1.0
