"""Figures of every article at once: what is open, how sure, how far people agree.

They take too long for each key of a filter, so who asks keeps them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from annotator.store.articles import open_counts
from annotator.store.project import Project

_REVIEWED = (
    "SELECT article FROM review WHERE annotator = (SELECT id FROM annotator WHERE name = :me)"
)
_WORKING = f"{_REVIEWED} AND status IN ('new', 'in_progress')"
# A pipeline's spans are suggestions, so the index answers alone and in its own order. Articles that
# the annotator has a review of are taken out afterwards: a look at each row costs more.
_PIPELINES = "SELECT id FROM annotator WHERE kind = 'pipeline'"
_COUNTED = """
SELECT json_group_array(article), json_group_array(waiting) FROM (
    SELECT article, count(*) AS waiting FROM {} GROUP BY article
)
"""
# Of one pipeline no two suggestions have the same label and range.
_OF_ONE = _COUNTED.format(
    f"""span INDEXED BY span_same
    WHERE state <> 'rejected' AND annotator = ({_PIPELINES}) AND label NOT IN ({{roles}})"""
)
_OF_MANY = _COUNTED.format(
    f"""(
    SELECT s.article AS article FROM span s INDEXED BY span_same
    LEFT JOIN schema_label k ON k.layer = s.layer AND k.label = s.label
    WHERE s.state <> 'rejected' AND s.annotator IN ({_PIPELINES})
      AND coalesce(k.shown, s.label) NOT IN ({{roles}})
    GROUP BY s.article, s.start, s."end", s.layer, coalesce(k.shown, s.label)
)"""
)
_SEVERAL = f"""
SELECT (SELECT count(*) FROM ({_PIPELINES})) > 1
    OR EXISTS (SELECT 1 FROM schema_label WHERE shown <> label)
"""
# One step into the index for each article, instead of all of its scores.
_LEAST = """
SELECT article, (SELECT score FROM span INDEXED BY span_score
    WHERE span.article = article_find.article AND state = 'suggested' AND score IS NOT NULL
    ORDER BY score LIMIT 1)
FROM article_find
"""
_LEAST_WORKING = f"""
SELECT s.article, min(s.score) FROM span s
WHERE s.state = 'suggested' AND s.score IS NOT NULL AND s.article IN ({_WORKING})
AND NOT EXISTS
    (SELECT 1 FROM span d WHERE d.article = s.article AND d.made_from = s.id
     AND d.annotator = (SELECT id FROM annotator WHERE name = :me))
GROUP BY s.article
"""


def opened(project: Project, annotator: str, roles: Iterable[str]) -> dict[int, float]:
    """How many suggestions are open for the annotator, by article; articles of none are left out.

    The rule is that of :func:`annotator.store.articles.open_counts`; in an article that the
    annotator is through with, nothing is open.
    """
    conn, me = project.db.conn, {"me": annotator}
    roles = sorted(roles)
    (several,) = conn.execute(_SEVERAL).fetchone()
    query = (_OF_MANY if several else _OF_ONE).format(roles=",".join("?" * len(roles)))
    pks, waiting = map(json.loads, conn.execute(query, roles).fetchone())
    found: dict[int, float] = dict(zip(pks, waiting, strict=True))
    for (pk,) in conn.execute(_REVIEWED, me):
        found.pop(pk, None)
    touched = [r[0] for r in conn.execute(_WORKING, me)]
    for pk, (count, _) in open_counts(project, annotator, touched, roles).items():
        if count:
            found[pk] = count
    return found


def least_scores(project: Project, annotator: str) -> dict[int, float]:
    """The lowest score among what is open for the annotator, by article; as :func:`opened`."""
    conn, me = project.db.conn, {"me": annotator}
    scores = {pk: score for pk, score in conn.execute(_LEAST) if score is not None}
    for (pk,) in conn.execute(_REVIEWED, me):
        scores.pop(pk, None)
    scores.update(conn.execute(_LEAST_WORKING, me).fetchall())
    return scores


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
