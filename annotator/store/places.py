"""Where to look for a query: candidate articles in the order of import, a window at a time.

Nothing here stays open between two windows, so that a search can stop and go on while others write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from annotator.model.span import Span
from annotator.store import rows
from annotator.store.project import Project

WINDOW = 256


@dataclass(frozen=True, slots=True)
class Window:
    """Candidates of one window; ``after`` is where the next begins, None when there is none."""

    pks: tuple[int, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """An article as far as a line of the concordance shows it."""

    pk: int
    id: str
    title: str
    source: str | None
    published: str | None
    text: str


def every(project: Project, after: int) -> Window:
    """All articles."""
    return _ended(_pks(project, "SELECT pk FROM article WHERE pk > ? ORDER BY pk LIMIT ?", after))


def matching(project: Project, match: str, after: int) -> Window:
    """Articles that fit a query of the full-text index."""
    sql = (
        "SELECT rowid FROM article_fts WHERE article_fts MATCH ? AND rowid > ?"
        " ORDER BY rowid LIMIT ?"
    )
    return _ended(_pks(project, sql, match, after))


def linked(project: Project, entity_ids: Sequence[str], after: int) -> Window:
    """Articles with a span that links to one of these entities."""
    # Each on its own comes in the order of the index; together they would all be sorted first.
    sql = (
        "SELECT DISTINCT article FROM span WHERE entity = ? AND article > ?"
        " ORDER BY article LIMIT ?"
    )
    windows = (_ended(_pks(project, sql, entity_id, after)) for entity_id in entity_ids)
    return reduce(either, windows, Window((), None))


def either(first: Window, second: Window) -> Window:
    """Articles of both windows, as far as both reach."""
    reach = min((w.after for w in (first, second) if w.after is not None), default=None)
    pks = sorted({*first.pks, *second.pks})
    return Window(tuple(p for p in pks if reach is None or p <= reach), reach)


def having(
    project: Project, layers: Sequence[str], labels: Sequence[str], after: int, size: int
) -> Window:
    """Articles with a span of one of these layers and labels (none: any), out of the next ``size``.

    A rare label has no index; the window ends after so many articles whether they have it or not.
    """
    where = f" AND layer IN ({','.join('?' * len(layers))})" if layers else ""
    if labels:
        # A suggestion may stand under a name that the label had before.
        where += (
            " AND label IN (SELECT s.label FROM schema_label s WHERE s.shown IN"
            f" ({','.join('?' * len(labels))}))"
        )
    last = project.db.conn.execute(
        "SELECT max(pk) FROM (SELECT pk FROM article WHERE pk > ? ORDER BY pk LIMIT ?)",
        (after, size),
    ).fetchone()[0]
    if last is None:
        return Window((), None)
    found = project.db.conn.execute(
        f"SELECT pk FROM article WHERE pk > ? AND pk <= ? AND EXISTS"
        f" (SELECT 1 FROM span WHERE span.article = pk{where}) ORDER BY pk",
        (after, last, *layers, *labels),
    )
    return Window(tuple(r[0] for r in found), last)


def _pks(project: Project, sql: str, *values: object) -> list[int]:
    return [r[0] for r in project.db.conn.execute(sql, (*values, WINDOW))]


def _ended(pks: list[int]) -> Window:
    return Window(tuple(pks), pks[-1] if len(pks) == WINDOW else None)


def text(project: Project, pk: int, fields: Mapping[str, Sequence[str]]) -> Text | None:
    """An article, if its own fields (source, language, after, before, article) are as asked."""
    wheres, values = ["pk = ?"], [pk]  # type: tuple[list[str], list[Any]]
    for name, wanted in fields.items():
        condition, takes = _CONDITIONS[name]
        wheres.append("(" + " OR ".join([condition] * len(wanted)) + ")")
        values += [takes(v) for v in wanted]
    row = project.db.conn.execute(
        "SELECT pk, id, title, source, published, text FROM article WHERE " + " AND ".join(wheres),
        values,
    ).fetchone()
    return Text(*row) if row else None


_CONDITIONS: dict[str, tuple[str, Any]] = {
    "source": ("instr(lower(coalesce(source, '')), ?)", str.lower),
    "language": ("language = ?", str.lower),
    "after": ("substr(published, 1, 10) >= ?", str),
    "before": ("substr(published, 1, 10) < ?", str),
    "article": ("id = ?", str),
}


def spans(project: Project, pk: int) -> list[Span]:
    """All spans of an article, everyone's."""
    return [rows.to_span(r) for r in project.db.conn.execute(rows.SELECT_SPANS, (pk,))]
