"""What the queue lists: articles in an order, and those that fit a filter, by number."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from sys import intern
from typing import Any

from annotator.model.people import IN_PROGRESS, NEW
from annotator.model.queue_filter import Term
from annotator.store.articles import QueueRow
from annotator.store.project import Project
from annotator.store.search import as_match, is_unspaced

_ME = "(SELECT id FROM annotator WHERE name = :me)"
_REVIEWED = f"SELECT article FROM review WHERE annotator = {_ME}"


@contextmanager
def without_gc() -> Iterator[None]:
    """No looking for rings among a hundred thousand rows that are being made, and have none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def rows(project: Project, annotator: str) -> list[QueueRow]:
    """A row per article, in the order of import, with the annotator's status of it."""
    conn = project.db.conn
    me = {"me": annotator}
    reviews = {
        pk: (status, bool(flag), comment)
        for pk, status, flag, comment in conn.execute(
            f"SELECT article, status, flag, comment FROM review WHERE annotator = {_ME}", me
        )
    }
    failed: dict[int, str] = dict(
        conn.execute("SELECT article, error FROM suggest_run WHERE error IS NOT NULL").fetchall()
    )
    copies: dict[int, int] = dict(conn.execute(_TWINS).fetchall())
    unread = (NEW, False, None)
    # The texts stand between the titles; the index has the titles side by side.
    found = conn.execute(
        "SELECT pk, id, title, source, published, words FROM article INDEXED BY article_queue"
        " ORDER BY pk"
    )
    out = []
    with without_gc():
        for row in found:
            pk = row[0]
            status, flag, comment = reviews.get(pk, unread)
            values = (*row, status, flag, failed.get(pk), comment, copies.get(pk, 0))
            out.append(QueueRow._make(values))
    return out


_TWINS = (
    "SELECT article, twins FROM story JOIN"
    " (SELECT story AS number, count(*) - 1 AS twins FROM story GROUP BY story)"
    " ON number = story"
)


def every(project: Project) -> list[int]:
    """All articles, in the order of import."""
    return _numbers(project, "SELECT article FROM article_find ORDER BY article", {})


def found_by(project: Project) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """What articles are found by: their words and their source, both folded, and their day.

    Each by number, in the order of import.
    """
    found = project.db.conn.execute(
        "SELECT article, words, source, day FROM article_find ORDER BY article"
    )
    words: dict[int, str] = {}
    sources: dict[int, str] = {}
    days: dict[int, str] = {}
    with without_gc():
        for pk, of, source, day in found:
            words[pk], sources[pk], days[pk] = of, intern(source), intern(day)
    return words, sources, days


def statuses(project: Project, annotator: str) -> dict[int, str]:
    """The annotator's status of each article that has one; the others are new."""
    return dict(
        project.db.conn.execute(
            f"SELECT article, status FROM review WHERE annotator = {_ME}", {"me": annotator}
        ).fetchall()
    )


def matching(project: Project, annotator: str, term: Term) -> set[int]:
    """Articles that a term is true of, whatever its sign.

    Not for what is compared with a figure, ``open``, ``score``, ``agree``, nor for ``status``,
    words, ``source`` and ``date``.
    """
    if term.field == "label":
        return labelled(project, annotator, str(term.value))
    values: dict[str, Any] = {"me": annotator}
    query = f"SELECT f.article FROM article_find AS f WHERE {_condition(term, values)}"
    return set(_numbers(project, query, values))


def labelled(project: Project, annotator: str, label: str) -> set[int]:
    """Articles with this label: in the annotator's own spans, or in an open suggestion.

    In an article that the annotator is through with, only their own spans count.
    """
    conn = project.db.conn
    me = {"me": annotator}
    out: set[int] = set()
    names = conn.execute(
        "SELECT layer, label FROM schema_label WHERE lower(shown) = lower(?)", (label,)
    ).fetchall()
    # A label half typed is none, which is told without reading anything else.
    reviewed = statuses(project, annotator) if names else {}
    for layer, name in names:
        of = {**me, "layer": layer, "label": name}
        out.update(_numbers(project, _OWN, of))
        suggested = set(_numbers(project, _SUGGESTED, of))
        out |= suggested - reviewed.keys()
        working = {pk for pk, status in reviewed.items() if status in (NEW, IN_PROGRESS)}
        for pk in suggested & working:
            if conn.execute(_UNDECIDED, {**of, "article": pk}).fetchone() is not None:
                out.add(pk)
    return out


def _numbers(project: Project, query: str, values: dict[str, Any]) -> list[int]:
    # One text of numbers is fetched many times faster than as many rows.
    found = project.db.conn.execute(f"SELECT json_group_array(article) FROM ({query})", values)
    numbers: list[int] = json.loads(found.fetchone()[0])
    return numbers


_OWN = (
    f"SELECT DISTINCT article FROM span WHERE annotator = {_ME} AND layer = :layer"
    " AND label = :label AND state <> 'suggested' AND state = 'accepted'"
)
_SUGGESTED = (
    "SELECT DISTINCT article FROM span"
    " WHERE state = 'suggested' AND layer = :layer AND label = :label"
)
_UNDECIDED = f"""
SELECT 1 FROM span AS s WHERE s.state = 'suggested' AND s.layer = :layer AND s.label = :label
AND s.article = :article AND NOT EXISTS (
    SELECT 1 FROM span AS d WHERE d.article = s.article AND d.made_from = s.id
    AND d.annotator = {_ME})
"""


def _condition(term: Term, values: dict[str, Any]) -> str:
    """The term as SQL over ``f``, a row of article_find; puts what it compares into ``values``."""
    if isinstance(term.value, bool):
        return f"f.article {'IN' if term.value else 'NOT IN'} ({_YES_NO[term.field]})"
    text = str(term.value)
    if term.field == "text":
        return _text(text, values)
    values["value"] = text
    if term.field == "story":
        return _ANY_STORY if text.lower() == "yes" else _STORY
    return _ANNOTATOR


def _text(text: str, values: dict[str, Any]) -> str:
    if is_unspaced(text):
        values["value"] = text
        return "f.article IN (SELECT pk FROM article WHERE instr(text, :value) > 0)"
    values["value"] = "{text} : " + as_match(f'"{text}"' if " " in text else text)
    return "f.article IN (SELECT rowid FROM article_fts WHERE article_fts MATCH :value)"


_YES_NO = {
    "flag": f"{_REVIEWED} AND flag = 1",
    "comment": f"{_REVIEWED} AND comment IS NOT NULL",
    "unsure": "SELECT article FROM span WHERE unsure = 1 AND state <> 'rejected'",
    "failed": "SELECT article FROM suggest_run WHERE error IS NOT NULL",
}
_ANY_STORY = "f.article IN (SELECT article FROM story)"
_STORY = """f.article IN (
    SELECT other.article FROM article JOIN story ON story.article = article.pk
    JOIN story AS other ON other.story = story.story WHERE article.id = :value
)"""
_ANNOTATOR = """f.article IN (
    SELECT article FROM review WHERE status <> 'new' AND annotator IN
        (SELECT id FROM annotator WHERE lower(name) = lower(:value))
    UNION ALL SELECT article FROM suggest_run WHERE error IS NULL AND annotator IN
        (SELECT id FROM annotator WHERE lower(name) = lower(:value))
    UNION ALL SELECT article FROM span WHERE state <> 'suggested' AND annotator IN
        (SELECT id FROM annotator WHERE lower(name) = lower(:value))
)"""


def known_values(project: Project, most: int = 500) -> dict[str, tuple[str, ...]]:
    """What sources, annotators and labels there are, for completion; the commonest sources."""
    conn = project.db.conn
    sources = conn.execute(
        "SELECT source FROM article INDEXED BY article_queue WHERE source IS NOT NULL"
        " GROUP BY source ORDER BY count(*) DESC, source LIMIT ?",
        (most,),
    )
    names = conn.execute("SELECT name FROM annotator ORDER BY kind, name")
    labels = conn.execute("SELECT DISTINCT shown FROM schema_label ORDER BY layer, shown")
    return {
        "source": tuple(x[0] for x in sources),
        "annotator": tuple(x[0] for x in names),
        "label": tuple(x[0] for x in labels),
    }
