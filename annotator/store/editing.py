"""One mutation: rows put inside a transaction, remembered before and after as an Edit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from annotator.model.edit import DO, Change, Edit
from annotator.model.errors import AnnotatorError, ProjectError
from annotator.model.ids import now
from annotator.model.people import Entity, Review
from annotator.model.span import Key, Relation, Span
from annotator.store import derived, entities, rows
from annotator.store.project import Project

Row = Span | Relation | Entity | Review

_UPSERT_SPAN = (
    f"INSERT INTO span ({rows.SPAN_COLUMNS}) VALUES ({','.join('?' * 18)})"
    " ON CONFLICT (article, id) DO UPDATE SET layer = excluded.layer, label = excluded.label,"
    ' start = excluded.start, "end" = excluded."end", text = excluded.text,'
    " state = excluded.state, score = excluded.score, attributes = excluded.attributes,"
    " entity = excluded.entity, note = excluded.note, unsure = excluded.unsure,"
    " made_from = excluded.made_from, reason = excluded.reason, modified = excluded.modified"
)
_UPSERT_RELATION = (
    f"INSERT INTO relation ({rows.RELATION_COLUMNS}) VALUES ({','.join('?' * 10)})"
    " ON CONFLICT (article, id) DO UPDATE SET label = excluded.label, head = excluded.head,"
    " tail = excluded.tail, state = excluded.state, made_from = excluded.made_from,"
    " modified = excluded.modified"
)
_UPSERT_ENTITY = (
    f"INSERT INTO entity ({rows.ENTITY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, label = excluded.label,"
    " aliases = excluded.aliases, external = excluded.external, note = excluded.note,"
    " same_as = excluded.same_as,"
    # A person's from now on: no run of a pipeline changes or removes it.
    " made_by = NULL"
)
_UPSERT_REVIEW = (
    "INSERT INTO review (article, annotator, status, flag, seconds, comment)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (article, annotator) DO UPDATE SET"
    " status = excluded.status, flag = excluded.flag, seconds = excluded.seconds,"
    " comment = excluded.comment"
)
_SELECT_ENTITY = f"SELECT {rows.ENTITY_COLUMNS} FROM entity WHERE "


class Editing:
    """Reads and writes rows of one article for one annotator, within one transaction.

    ``article`` is the one at hand, ``home`` the edit's own: None for an edit of the whole project,
    which goes from article to article (:meth:`within`).
    ``edit`` is the committed Edit once the block has ended; None when nothing changed.
    """

    def __init__(self, project: Project, annotator: str, action: str, article: int | None) -> None:
        self.project, self.annotator, self.action = project, annotator, action
        self.article = self.home = article
        self.kind, self.target = DO, None  # type: tuple[str, int | None]
        self.summary = action
        self.at = now()
        self.edit: Edit | None = None
        self._changes: dict[tuple[int | None, str, str], Change] = {}

    @contextmanager
    def within(self, article: int | None) -> Iterator[None]:
        """Read and write the rows of another article as part of the same edit."""
        before, self.article = self.article, article
        try:
            yield
        finally:
            self.article = before

    # -- reading ---------------------------------------------------------------------------

    def span(self, span_id: str) -> Span | None:
        """The span with this id in the article."""
        return self._span(" AND span.id = ?", span_id)

    def decision(self, suggestion: str) -> Span | None:
        """The annotator's own span made from a suggestion."""
        return self._span(
            " AND span.made_from = ? AND annotator.name = ?", suggestion, self.annotator
        )

    def same(self, key: Key) -> list[Span]:
        """The annotator's own spans of this layer, label and range, live ones first."""
        found = []
        # Each half has an index of its own.
        for state in ("<> 'rejected'", "= 'rejected'"):
            found += self._rows(
                f"{rows.SELECT_SPANS} AND span.layer = ? AND span.label = ? AND span.start = ?"
                f' AND span."end" = ? AND annotator.name = ? AND span.state {state}',
                *key,
                self.annotator,
            )
        return [rows.to_span(r) for r in found]

    def on_range(self, start: int, end: int) -> list[Span]:
        """Everyone's live spans on exactly this range, by layer and label."""
        # The condition on the state is the index's own.
        found = self._rows(
            f'{rows.SELECT_SPANS} AND span.start = ? AND span."end" = ?'
            " AND span.state <> 'rejected'",
            start,
            end,
        )
        return sorted((rows.to_span(r) for r in found), key=lambda s: (s.layer, s.label, s.id))

    def suggestions(self, key: Key) -> list[Span]:
        """The pipelines' suggestions of this layer, label and range."""
        # Both conditions on the state: the first is the index's own. Sorted here, as an ORDER BY
        # would lead SQLite to another index and through the whole article.
        layer, label, start, end = key
        found = self._rows(
            rows.SELECT_SPANS + " AND span.layer = ? AND span.label IN (SELECT ? UNION"
            " SELECT s.label FROM schema_label s WHERE s.layer = ? AND s.shown = ?)"
            " AND span.start = ? AND span.\"end\" = ?"
            " AND span.state <> 'rejected' AND span.state = 'suggested'",
            layer, label, layer, label, start, end,
        )  # fmt: skip
        return sorted((rows.to_span(r) for r in found), key=lambda s: s.id)

    def suggestion(self, key: Key) -> Span | None:
        """A suggestion of this layer, label and range that the annotator has not decided on."""
        found = (s for s in self.suggestions(key) if self.decision(s.id) is None)
        return next(found, None)

    def relations(self, *, head: str | None = None, tail: str | None = None) -> list[Relation]:
        """Everyone's relations that start at ``head`` or end at ``tail``."""
        column, value = ("head", head) if head is not None else ("tail", tail)
        found = self._rows(rows.SELECT_RELATIONS + f" AND relation.{column} = ?", value)
        return [rows.to_relation(r) for r in found]

    def relation(self, relation_id: str) -> Relation | None:
        """The relation with this id in the article."""
        found = self._rows(rows.SELECT_RELATIONS + " AND relation.id = ?", relation_id)
        return rows.to_relation(found[0]) if found else None

    def relation_decision(self, suggestion: str) -> Relation | None:
        """The annotator's own relation made from a suggested one."""
        found = self._rows(
            rows.SELECT_RELATIONS + " AND relation.made_from = ? AND annotator.name = ?",
            suggestion,
            self.annotator,
        )
        return rows.to_relation(found[0]) if found else None

    def review(self, annotator: str | None = None) -> Review:
        """The review of the article by the annotator (a new one when there is none yet)."""
        name = annotator or self.annotator
        found = self._rows(rows.SELECT_REVIEWS + " AND annotator.name = ?", name)
        return rows.to_review(found[0]) if found else Review(name)

    def entity(self, entity_id: str) -> Entity | None:
        """A canonical entity of the project."""
        row = self.project.db.conn.execute(_SELECT_ENTITY + "id = ?", (entity_id,)).fetchone()
        return rows.to_entity(row) if row else None

    def entity_called(self, name: str, label: str) -> str | None:
        """The id of the only canonical entity that stands with this label and this name."""
        return entities.called(self.project, name, label)

    def merged_into(self, entity_id: str) -> list[Entity]:
        """The entities that were merged into this one."""
        found = self.project.db.conn.execute(
            _SELECT_ENTITY + "same_as = ? ORDER BY id", (entity_id,)
        )
        return [rows.to_entity(r) for r in found]

    def linked_entity(self, layer: str, start: int, end: int) -> str | None:
        """The canonical entity of a live mention on exactly this range, own spans first."""
        row = self.project.db.conn.execute(
            "SELECT span.entity FROM span JOIN annotator ON annotator.id = span.annotator"
            ' WHERE article = ? AND layer = ? AND start = ? AND "end" = ?'
            " AND span.entity IS NOT NULL AND state <> 'rejected'"
            " ORDER BY annotator.name = ? DESC LIMIT 1",
            (self.article, layer, start, end, self.annotator),
        ).fetchone()
        return row[0] if row else None

    def text(self, start: int, end: int) -> str:
        """The article's text between two offsets. Raises ProjectError when they lie outside."""
        row = self.project.db.conn.execute(
            "SELECT substr(text, ? + 1, ?) FROM article WHERE pk = ?",
            (start, end - start, self.article),
        ).fetchone()
        found: str = row[0] if row else ""
        if not 0 <= start < end or len(found) != end - start:
            raise ProjectError(
                f"the range {start}–{end} is not in the text", f"article number {self.article}"
            )
        return found

    def _span(self, condition: str, *values: object) -> Span | None:
        found = self._rows(rows.SELECT_SPANS + condition, *values)
        return rows.to_span(found[0]) if found else None

    def _rows(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        return self.project.db.conn.execute(sql, (self.article, *values)).fetchall()

    @property
    def changed(self) -> int:
        """How many rows have been put that are not as they were."""
        return len(self._changes)

    # -- writing ---------------------------------------------------------------------------

    def put(self, item: Row) -> None:
        """Insert or replace a row. Several puts of one row count as one change."""
        table, row_id, before = self._identify(item)
        if before == item:
            return
        self._write(item)
        self._remember(table, row_id, before, item)

    def remove(self, table: str, row_id: str) -> None:
        """Take out a row that an undone step had made."""
        before = self.current(table, row_id)
        if before is None:
            return
        conn = self.project.db.conn
        if table == "entity":
            conn.execute("DELETE FROM entity WHERE id = ?", (row_id,))
        elif table == "review":
            conn.execute(
                "DELETE FROM review WHERE article = ? AND annotator = ?",
                (self.article, self.project.annotator_id(row_id)),
            )
        else:
            conn.execute(
                f"DELETE FROM {table} WHERE article = ? AND id = ?", (self.article, row_id)
            )
        self._remember(table, row_id, before, None)

    def current(self, table: str, row_id: str) -> Row | None:
        """The row as it stands now; None when there is none."""
        if table == "span":
            return self.span(row_id)
        if table == "relation":
            return self.relation(row_id)
        if table == "entity":
            return self.entity(row_id)
        found = self._rows(rows.SELECT_REVIEWS + " AND annotator.name = ?", row_id)
        return rows.to_review(found[0]) if found else None

    def _identify(self, item: Row) -> tuple[str, str, Row | None]:
        if isinstance(item, Review):
            return "review", item.annotator, self.current("review", item.annotator)
        table = type(item).__name__.lower()
        return table, item.id, self.current(table, item.id)

    def _write(self, item: Row) -> None:
        conn = self.project.db.conn
        if isinstance(item, Entity):
            conn.execute(_UPSERT_ENTITY, rows.entity_row(item))
            entities.write_forms(self.project, [item])
            return
        who = self.project.annotator_id(item.annotator)
        assert self.article is not None
        if isinstance(item, Span):
            conn.execute(_UPSERT_SPAN, rows.span_row(self.article, who, item))
            derived.add_tags(self.project.db, item.layer, item.attributes)
        elif isinstance(item, Relation):
            conn.execute(_UPSERT_RELATION, rows.relation_row(self.article, who, item))
        else:
            conn.execute(
                _UPSERT_REVIEW,
                (self.article, who, item.status, int(item.flag), item.seconds, item.comment),
            )

    def note(self, change: Change) -> None:
        """Put a change that goes beyond the article into the edit; the rows are written already."""
        self._changes[(None, change.table, change.id)] = change

    def _remember(self, table: str, row_id: str, before: Row | None, after: Row | None) -> None:
        # An entity belongs to the project, whatever article it is changed from.
        place = None if table == "entity" or self.article == self.home else self.article
        earlier = self._changes.pop((place, table, row_id), None)
        first = earlier.before if earlier else (rows.as_mapping(before) if before else None)
        last = rows.as_mapping(after) if after else None
        if first != last:
            self._changes[(place, table, row_id)] = Change(table, row_id, first, last, place)

    def _commit(self) -> None:
        if not self._changes and self.kind == DO:
            return
        changes = tuple(self._changes.values())
        cursor = self.project.db.conn.execute(
            "INSERT INTO edit (at, annotator, article, kind, action, summary, changes, target)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.at, self.project.annotator_id(self.annotator), self.home, self.kind,
                self.action, self.summary, rows.dump([rows.listed(c) for c in changes]),
                self.target,
            ),
        )  # fmt: skip
        edit = Edit(
            cursor.lastrowid or 0, self.at, self.annotator, self.home, self.kind, self.action,
            self.summary, changes, self.target,
        )  # fmt: skip
        if self.home is None:
            self.project.db.conn.executemany(
                "INSERT INTO edit_touch (article, edit) VALUES (?, ?)",
                [(pk, edit.id) for pk in edit.articles],
            )
        self.edit = edit


@contextmanager
def editing(
    project: Project, annotator: str, action: str, article: int | None
) -> Iterator[Editing]:
    """Open a transaction for one mutation; commits it with its history when the block ends.

    Raises AnnotatorError, with nothing changed, when a rule or the disk forbids it.
    """
    step = Editing(project, annotator, action, article)
    try:
        with project.transaction():
            yield step
            step._commit()
    except AnnotatorError:
        step.edit = None
        raise
