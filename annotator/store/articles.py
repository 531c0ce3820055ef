"""Add, list and load articles."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from annotator.model.document import Document
from annotator.model.errors import ProjectError
from annotator.model.ids import now
from annotator.model.people import PIPELINE, Entity
from annotator.model.span import Relation, Span
from annotator.store import derived, entities, rows
from annotator.store.loading import annotators, load, load_all
from annotator.store.project import Project

__all__ = [
    "QueueRow", "add", "add_annotations", "add_relations", "add_spans", "all_pks", "annotators",
    "digest", "duplicate_of", "entities_of", "entity", "id_taken", "ids_of", "load", "load_all",
    "open_counts", "pks_of", "record_import",
]  # fmt: skip


class QueueRow(NamedTuple):
    """What the queue shows of an article. A tuple: there may be a hundred thousand of them."""

    pk: int
    id: str
    title: str
    source: str | None
    published: str | None
    words: int
    status: str
    flag: bool
    error: str | None
    comment: str | None = None
    twins: int = 0


def add(project: Project, document: Document) -> int:
    """Store an article with all that comes with it; returns its pk. Call inside a transaction.

    Span texts, ids and references must have been checked by the caller.
    """
    article = document.article
    conn = project.db.conn
    cursor = conn.execute(
        "INSERT INTO article (id, title, text, source, url, published, language, sha256,"
        " digest, words, imported_at, origin, meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id, article.title, article.text, article.source, article.url,
            article.published, article.language, article.sha256, digest(article.text),
            len(article.text.split()), article.imported_at or now(), article.origin,
            rows.dump(dict(article.meta)),
        ),
    )  # fmt: skip
    pk = int(cursor.lastrowid or 0)
    derived.add_words(project.db, pk, article.title, article.source, article.published, article.id)
    conn.executemany(
        'INSERT INTO zone (article, start, "end", kind) VALUES (?, ?, ?, ?)',
        [(pk, z.start, z.end, z.kind) for z in article.zones],
    )
    add_annotations(project, pk, document)
    return pk


def add_annotations(project: Project, pk: int, document: Document) -> None:
    """Store what a document says of an article that is there: who, spans, relations, reviews.

    None of it may be there already, under its id or otherwise. Call inside a transaction.
    """
    for person in document.annotators.values():
        project.annotator_id(person.name, person.kind, person.version)
    add_spans(project, pk, document.spans.values())
    add_relations(project, pk, document.relations.values())
    _add_rest(project, pk, document)


def add_spans(project: Project, pk: int, spans: Iterable[Span]) -> None:
    """Insert spans as they are. Call inside a transaction."""
    spans = list(spans)
    project.db.conn.executemany(
        f"INSERT INTO span ({rows.SPAN_COLUMNS}) VALUES ({','.join('?' * 18)})",
        [rows.span_row(pk, project.annotator_id(s.annotator), s) for s in spans],
    )
    for span in spans:
        if span.attributes:
            derived.add_tags(project.db, span.layer, span.attributes)


def add_relations(project: Project, pk: int, relations: Iterable[Relation]) -> None:
    """Insert relations as they are. Call inside a transaction."""
    project.db.conn.executemany(
        f"INSERT INTO relation ({rows.RELATION_COLUMNS}) VALUES ({','.join('?' * 10)})",
        [rows.relation_row(pk, project.annotator_id(r.annotator), r) for r in relations],
    )


def _add_rest(project: Project, pk: int, document: Document) -> None:
    conn = project.db.conn
    _add_entities(project, document.entities.values())
    conn.executemany(
        "INSERT INTO review (article, annotator, status, flag, seconds, comment)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (pk, project.annotator_id(r.annotator), r.status, int(r.flag), r.seconds, r.comment)
            for r in document.reviews.values()
        ],
    )
    for name in document.suggested_by:
        made = sum(1 for s in document.spans.values() if s.annotator == name)
        conn.execute(
            "INSERT INTO suggest_run (article, annotator, at, spans) VALUES (?, ?, ?, ?)",
            (pk, project.annotator_id(name, PIPELINE), now(), made),
        )


def _add_entities(project: Project, found: Iterable[Entity]) -> None:
    """Those that the project does not have yet."""
    found = list(found)
    known = entities_of(project, [e.id for e in found]) if found else {}
    new = [e for e in found if e.id not in known]
    project.db.conn.executemany(
        f"INSERT INTO entity ({rows.ENTITY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [rows.entity_row(e) for e in new],
    )
    entities.write_forms(project, new)


def all_pks(project: Project) -> list[int]:
    """Every article, in the order of import."""
    return [r[0] for r in project.db.conn.execute("SELECT pk FROM article ORDER BY pk")]


def pks_of(project: Project, ids: Sequence[str]) -> list[int]:
    """The pks of articles named by id. Raises ProjectError naming the first unknown one."""
    out = []
    for article_id in ids:
        row = project.db.conn.execute(
            "SELECT pk FROM article WHERE id = ?", (article_id,)
        ).fetchone()
        if row is None:
            raise ProjectError(
                f"there is no article with the id {article_id!r}",
                str(project.path),
                "annotator search or annotator stats list what is there",
            )
        out.append(row[0])
    return out


def ids_of(project: Project, pks: Iterable[int]) -> dict[int, str]:
    """The id of each article, by pk."""
    sql = "SELECT id FROM article WHERE pk = ?"
    return {pk: project.db.conn.execute(sql, (pk,)).fetchone()[0] for pk in pks}


def open_counts(
    project: Project, annotator: str, pks: Sequence[int], roles: Iterable[str]
) -> dict[int, tuple[int, int]]:
    """For each article: suggestions still open for the annotator, and suggestions in all.

    The rule is that of ``model.document.shown_spans``; parts of quotes do not count.
    """
    hidden = {f"role{n}": role for n, role in enumerate(sorted(roles))}
    sql = _OPEN_COUNT.replace("{roles}", ",".join(f":{name}" for name in hidden))
    conn = project.db.conn
    me = conn.execute("SELECT id FROM annotator WHERE name = ?", (annotator,)).fetchone()
    values: dict[str, Any] = {**hidden, "me": me[0] if me else None}
    counts = {}
    for pk in pks:
        waiting, total = conn.execute(sql, {**values, "article": pk}).fetchone()
        counts[pk] = (waiting, total)
    return counts


# A key is open when none of the equal suggestions is decided on and no own span has its place.
# The key's label is the one that is shown; of the two halves on own spans each has its own index.
_OPEN_COUNT = """
SELECT coalesce(sum(waits), 0), count(*) FROM (
    SELECT coalesce(known.shown, s.label) AS shown, min(
        NOT EXISTS (SELECT 1 FROM span d WHERE d.article = s.article AND d.made_from = s.id
                    AND d.annotator = :me)
        AND NOT EXISTS (SELECT 1 FROM span d WHERE d.article = s.article AND d.start = s.start
                        AND d."end" = s."end" AND d.layer = s.layer
                        AND d.label = coalesce(known.shown, s.label)
                        AND d.annotator = :me AND d.state <> 'rejected')
        AND NOT EXISTS (SELECT 1 FROM span d WHERE d.article = s.article AND d.start = s.start
                        AND d."end" = s."end" AND d.layer = s.layer
                        AND d.label = coalesce(known.shown, s.label)
                        AND d.annotator = :me AND d.state = 'rejected')
    ) AS waits
    FROM span s JOIN annotator ON annotator.id = s.annotator
    LEFT JOIN schema_label known ON known.layer = s.layer AND known.label = s.label
    WHERE s.article = :article AND s.state = 'suggested' AND annotator.kind = 'pipeline'
      AND coalesce(known.shown, s.label) NOT IN ({roles})
    GROUP BY s.start, s."end", s.layer, shown
)
"""


def digest(text: str) -> str:
    """What two articles with the same normalised text have in common."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def duplicate_of(project: Project, text: str) -> str | None:
    """The id of an article with exactly this text, or None."""
    row = project.db.conn.execute(
        "SELECT id FROM article WHERE digest = ? LIMIT 1", (digest(text),)
    ).fetchone()
    return str(row[0]) if row else None


def id_taken(project: Project, article_id: str) -> bool:
    """Whether an article with this id is in the project."""
    found = project.db.conn.execute("SELECT 1 FROM article WHERE id = ?", (article_id,))
    return found.fetchone() is not None


def entity(project: Project, entity_id: str) -> Entity | None:
    """A canonical entity by id."""
    row = project.db.conn.execute(
        f"SELECT {rows.ENTITY_COLUMNS} FROM entity WHERE id = ?", (entity_id,)
    ).fetchone()
    return rows.to_entity(row) if row else None


def entities_of(project: Project, ids: Iterable[str]) -> dict[str, Entity]:
    """The canonical entities with these ids, those that there are, by id."""
    found = project.db.conn.execute(
        f"SELECT {rows.ENTITY_COLUMNS} FROM entity WHERE id IN (SELECT value FROM json_each(?))",
        (rows.dump(list(ids)),),
    )
    return {e.id: e for e in map(rows.to_entity, found)}


def record_import(project: Project, annotator: str, count: int) -> None:
    """Note in the history that articles came in. Call inside a transaction."""
    project.db.conn.execute(
        "INSERT INTO edit (at, annotator, kind, action, summary)"
        " VALUES (?, ?, 'import', 'import', ?)",
        (now(), project.annotator_id(annotator), f"{count} articles imported"),
    )
