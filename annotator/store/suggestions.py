"""Pipelines' suggestions: which articles wait for them, and storing what came back."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.article import Zone
from annotator.model.edit import RUN, Change, Edit
from annotator.model.errors import ProjectError
from annotator.model.ids import new_id, now
from annotator.model.people import PIPELINE
from annotator.model.span import SUGGESTED, Key, Relation, Span
from annotator.model.suggestion import SuggestedSpan, Suggestions, SuggestJob
from annotator.store import articles, entities, rows
from annotator.store.project import Project


def waiting(project: Project, pipeline: str) -> list[int]:
    """Articles that this pipeline has not been through, or failed on, in order of import."""
    found = project.db.conn.execute(
        "SELECT pk FROM article WHERE NOT EXISTS (SELECT 1 FROM suggest_run r JOIN annotator a"
        " ON a.id = r.annotator WHERE r.article = pk AND a.name = ? AND r.error IS NULL)"
        " ORDER BY pk",
        (pipeline,),
    )
    return [r[0] for r in found]


def jobs(project: Project, pks: Sequence[int]) -> list[SuggestJob]:
    """The texts that a pipeline is to go through."""
    out = []
    for pk in pks:
        row = project.db.conn.execute(
            "SELECT text, language FROM article WHERE pk = ?", (pk,)
        ).fetchone()
        zones = project.db.conn.execute(
            'SELECT start, "end", kind FROM zone WHERE article = ? ORDER BY start', (pk,)
        )
        out.append(SuggestJob(pk, row[0], tuple(Zone(*z) for z in zones), row[1]))
    return out


def store(project: Project, pipeline: str, found: Suggestions) -> Edit:
    """As :func:`store_all`, of one article."""
    return store_all(project, pipeline, [found])[0]


def store_all(project: Project, pipeline: str, found: Sequence[Suggestions]) -> list[Edit]:
    """Replace the pipeline's undecided suggestions of some articles, in one transaction.

    Suggestions that someone decided on stay as they are; what is suggested again is not doubled.
    Mentions are linked to the project's canonical entities (:mod:`annotator.store.entities`).
    A failed run, or one with ranges outside the text, stores its reason and touches nothing else.
    The history keeps what was replaced; what came is in the tables and in the returned edits, one
    for each article in the order given. Raises ProjectError, and TypeError or ValueError for
    attributes that JSON cannot hold; then nothing is stored.
    """
    with project.transaction():
        return [_store(project, pipeline, item) for item in found]


def _store(project: Project, pipeline: str, found: Suggestions) -> Edit:
    name, _, version = pipeline.partition("@")
    who = project.annotator_id(pipeline, PIPELINE, version or None)
    text, at = _text(project, found.pk), now()
    error = found.error or _wrong(found, text)
    removed: list[Change] = []
    grown: list[Change] = []
    added: list[Change] = []
    count = 0
    if error is None:
        removed = _remove_undecided(project, found.pk, who)
        spans, relations, linked = _insert(project, pipeline, who, found, text, at)
        removed += entities.drop_unused(project, _entities_of(removed) - {c.id for c in linked})
        added = linked + _added("span", spans) + _added("relation", relations)
        grown = [c for c in linked if c.before and c.before != c.after]
        count = len(spans)
    project.db.conn.execute(
        "INSERT INTO suggest_run (article, annotator, at, spans, error) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (article, annotator) DO UPDATE SET at = excluded.at,"
        " spans = excluded.spans, error = excluded.error",
        (found.pk, who, at, count, error),
    )
    summary = error or f"{count} spans suggested by {name}"
    cursor = project.db.conn.execute(
        "INSERT INTO edit (at, annotator, article, kind, action, summary, changes)"
        " VALUES (?, ?, ?, ?, 'suggest', ?, ?)",
        (at, who, found.pk, RUN, summary, rows.dump([rows.listed(c) for c in removed + grown])),
    )
    changes = (*removed, *added)
    return Edit(cursor.lastrowid or 0, at, pipeline, found.pk, RUN, "suggest", summary, changes)


def _entities_of(removed: Sequence[Change]) -> set[str]:
    """The canonical entities that spans which are gone referred to."""
    found = (c.before.get("entity") for c in removed if c.table == "span" and c.before)
    return {str(x) for x in found if x}


def _wrong(found: Suggestions, text: str) -> str | None:
    """What a pipeline may not say: a range outside the text, a relation to no span."""
    for span in found.spans:
        if not 0 <= span.start < span.end <= len(text):
            return f"suggested {span.label} at {span.start}–{span.end}, outside the text"
    for relation in found.relations:
        if not all(0 <= x < len(found.spans) for x in (relation.head, relation.tail)):
            return f"suggested {relation.label} between spans that it did not suggest"
    if not all(x.entity is None or 0 <= x.entity < len(found.entities) for x in found.spans):
        return "suggested a mention of an entity that it did not suggest"
    return None


def _added(table: str, items: Sequence[Span] | Sequence[Relation]) -> list[Change]:
    return [Change(table, x.id, None, rows.as_mapping(x)) for x in items]


# A relation that holds its ends in place: someone's own, or one that someone decided on.
_HELD = (
    "FROM relation r WHERE r.article = ?1 AND (r.annotator <> ?2 OR EXISTS"
    " (SELECT 1 FROM relation d WHERE d.article = ?1 AND d.made_from = r.id))"
)
_UNDECIDED = (
    " AND span.state = 'suggested' AND span.annotator = ?2 AND span.id NOT IN"
    " (SELECT d.made_from FROM span d WHERE d.article = ?1 AND d.made_from IS NOT NULL"
    f" UNION SELECT r.head {_HELD} UNION SELECT r.tail {_HELD})"
)


def undecided(project: Project, pk: int, who: int) -> tuple[list[Span], list[Relation]]:
    """A pipeline's suggestions in an article that nobody decided on or built on."""
    conn = project.db.conn
    spans = conn.execute(rows.SELECT_SPANS + _UNDECIDED, (pk, who)).fetchall()
    relations = conn.execute(
        rows.SELECT_RELATIONS + " AND annotator.id = ? AND relation.state = 'suggested'"
        " AND NOT EXISTS (SELECT 1 FROM relation d WHERE d.article = relation.article"
        " AND d.made_from = relation.id)",
        (pk, who),
    ).fetchall()
    return [rows.to_span(r) for r in spans], [rows.to_relation(r) for r in relations]


def _remove_undecided(project: Project, pk: int, who: int) -> list[Change]:
    conn = project.db.conn
    spans, relations = undecided(project, pk, who)
    conn.executemany(
        "DELETE FROM relation WHERE article = ? AND id = ?", [(pk, r.id) for r in relations]
    )
    conn.executemany("DELETE FROM span WHERE article = ? AND id = ?", [(pk, s.id) for s in spans])
    items = [("span", s) for s in spans] + [("relation", r) for r in relations]
    return [Change(table, x.id, rows.as_mapping(x), None) for table, x in items]


def _insert(
    project: Project, pipeline: str, who: int, found: Suggestions, text: str, at: str
) -> tuple[list[Span], list[Relation], list[Change]]:
    kept = standing(project, found.pk, who)
    ids: list[str] = []
    new: list[tuple[str, SuggestedSpan]] = []
    for item in found.spans:
        key = (item.layer, item.label, item.start, item.end)
        if key not in kept:
            kept[key] = new_id("s")
            new.append((kept[key], item))
        ids.append(kept[key])
    used = {item.entity for _, item in new if item.entity is not None}
    known, settled = entities.settle(project, who, found.entities, used)
    spans = [
        _span(i, item, text, pipeline, at, None if item.entity is None else known[item.entity])
        for i, item in new
    ]
    said = linked(project, found.pk, who)
    relations: list[Relation] = []
    for link in found.relations:
        ends = (link.label, ids[link.head], ids[link.tail])
        if ends not in said:
            said.add(ends)
            relations.append(Relation(new_id("r"), *ends, SUGGESTED, pipeline, None, at, at))
    articles.add_spans(project, found.pk, spans)
    articles.add_relations(project, found.pk, relations)
    return spans, relations, settled


def _span(
    span_id: str, item: SuggestedSpan, text: str, pipeline: str, at: str, entity: str | None
) -> Span:
    return Span(
        id=span_id, layer=item.layer, label=item.label, start=item.start, end=item.end,
        text=text[item.start : item.end], state=SUGGESTED, annotator=pipeline, score=item.score,
        attributes=item.attributes, reason=item.reason, entity=entity, created=at, modified=at,
    )  # fmt: skip


def _text(project: Project, pk: int) -> str:
    row = project.db.conn.execute("SELECT text FROM article WHERE pk = ?", (pk,)).fetchone()
    if row is None:
        raise ProjectError(f"there is no article number {pk}", str(project.path))
    return str(row[0])


def standing(project: Project, pk: int, who: int) -> dict[Key, str]:
    """The ids of a pipeline's suggestions, by the label that it gave them."""
    found = project.db.conn.execute(
        'SELECT layer, label, start, "end", id FROM span'
        " WHERE article = ? AND annotator = ? AND state = 'suggested'",
        (pk, who),
    )
    return {(layer, label, start, end): span_id for layer, label, start, end, span_id in found}


def linked(project: Project, pk: int, who: int) -> set[tuple[str, str, str]]:
    """Label, head and tail of the relations that a pipeline suggests."""
    return set(
        project.db.conn.execute(
            "SELECT label, head, tail FROM relation"
            " WHERE article = ? AND annotator = ? AND state = 'suggested'",
            (pk, who),
        )
    )


def article_id(project: Project, pk: int) -> str:
    """The name of an article, for messages."""
    row = project.db.conn.execute("SELECT id FROM article WHERE pk = ?", (pk,)).fetchone()
    return str(row[0])


def never_suggested(project: Project) -> bool:
    """Whether there is an article that no pipeline has been through."""
    row = project.db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM article WHERE NOT EXISTS (SELECT 1 FROM suggest_run"
        " WHERE suggest_run.article = article.pk AND error IS NULL))"
    ).fetchone()
    return bool(row[0])
