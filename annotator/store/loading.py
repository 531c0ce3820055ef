"""Load articles with everything said about them: one, or many a few at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.model.article import Zone
from annotator.model.document import Document
from annotator.model.errors import ProjectDamaged, ProjectError
from annotator.model.people import Annotator, Entity
from annotator.model.span import Span
from annotator.store import rows
from annotator.store.project import Project

# So many articles are read at once, fewer when they are long: what is held stays small.
_TOGETHER, _CHARACTERS = 50, 500_000
_ONE, _MANY = "article = ?", "article IN (SELECT value FROM json_each(?))"
_Row = tuple[Any, ...]

_ARTICLE = f"SELECT {rows.ARTICLE_COLUMNS} FROM article WHERE pk = ?"
_ZONES = f'SELECT article, start, "end", kind FROM zone WHERE {_MANY} ORDER BY start, "end"'
_RUNS = (
    "SELECT article, annotator.name, suggest_run.error FROM suggest_run JOIN annotator"
    f" ON annotator.id = suggest_run.annotator WHERE {_MANY} ORDER BY at"
)
# What is mentioned, and what it was merged into.
_ENTITIES = (
    f"WITH said AS (SELECT DISTINCT entity FROM span WHERE {_MANY} AND entity NOT NULL)"
    f" SELECT {rows.ENTITY_COLUMNS} FROM entity WHERE id IN (SELECT entity FROM said UNION"
    " SELECT same_as FROM entity JOIN said ON id = said.entity WHERE same_as NOT NULL)"
)


def _of_many(select: str, order: str) -> str:
    """A query of ``rows`` on one article, for several: the article stands first in each row."""
    table = select.rpartition(" WHERE ")[2].partition(".")[0]
    many = select.replace(_ONE, _MANY).replace("SELECT ", f"SELECT {table}.article, ", 1)
    return f"{many} ORDER BY {order}"


_PARTS = {
    "zone": _ZONES,
    "span": _of_many(rows.SELECT_SPANS, 'span.article, span.start, span."end", span.id'),
    "relation": _of_many(rows.SELECT_RELATIONS, "relation.article, relation.id"),
    "review": _of_many(rows.SELECT_REVIEWS, "review.article"),
    "run": _RUNS,
}


def load(project: Project, pk: int) -> Document:
    """The article with everything said about it, as of one moment.

    Raises ProjectError for an unknown pk.
    """
    return next(_Batch.read(project, iter([pk])).documents())


def load_all(project: Project, pks: Iterable[int]) -> Iterator[Document]:
    """Load one after the other, each as of one moment; no more than a few are held here."""
    waiting = iter(pks)
    while (some := _Batch.read(project, waiting)).pks:
        yield from some.documents()


def annotators(project: Project) -> list[Any]:
    """Everyone known to the project, by name."""
    found = project.db.conn.execute("SELECT name, kind, version FROM annotator ORDER BY name")
    return [rows.to_annotator(r) for r in found]


@dataclass
class _Batch:
    """The rows of some articles, by article, as of one moment."""

    project: Project
    pks: list[int] = field(default_factory=list)
    articles: dict[int, _Row] = field(default_factory=dict)
    parts: dict[str, defaultdict[int, list[_Row]]] = field(default_factory=dict)
    annotators: dict[str, Annotator] = field(default_factory=dict)
    entities: dict[str, _Row] = field(default_factory=dict)

    @classmethod
    def read(cls, project: Project, waiting: Iterator[int]) -> _Batch:
        """Take articles off ``waiting`` until they are enough for one batch."""
        out = cls(project)
        size = 0
        conn = project.db.conn
        with project.reading():
            for pk in waiting:
                out.pks.append(pk)
                row = conn.execute(_ARTICLE, (pk,)).fetchone()
                if row is not None:
                    out.articles[pk] = row
                    size += len(row[3]) if isinstance(row[3], str) else 0
                if len(out.pks) == _TOGETHER or size > _CHARACTERS:
                    break
            if out.articles:
                out._read_parts()
        return out

    def _read_parts(self) -> None:
        conn, values = self.project.db.conn, (rows.dump(self.pks),)
        for name, sql in _PARTS.items():
            found: defaultdict[int, list[_Row]] = defaultdict(list)
            for row in conn.execute(sql, values):
                found[row[0]].append(row[1:])
            self.parts[name] = found
        self.annotators = {a.name: a for a in annotators(self.project)}
        self.entities = {row[0]: row for row in conn.execute(_ENTITIES, values)}

    def documents(self) -> Iterator[Document]:
        """Each article in its turn; raises for it alone what is wrong with it."""
        known: dict[str, Entity] = {}
        for pk in self.pks:
            if pk not in self.articles:
                raise ProjectError(f"there is no article number {pk}", str(self.project.path))
            try:
                yield self._document(pk, known)
            except ProjectDamaged as error:
                where = f"{self.project.path}, article number {pk}"
                raise ProjectDamaged(error.what, where) from error

    def _document(self, pk: int, known: dict[str, Entity]) -> Document:
        # Not taken out: a list of articles may name one two times.
        own = {name: found.get(pk, []) for name, found in self.parts.items()}
        zones = [rows.to_zone(z) for z in own["zone"]]
        article = rows.to_article(self.articles[pk], zones)
        spans = {s.id: s for s in map(rows.to_span, own["span"])}
        _require_inside(len(article.text), spans.values(), zones)
        relations = map(rows.to_relation, own["relation"])
        reviews = map(rows.to_review, own["review"])
        return Document(
            article=article,
            annotators=dict(self.annotators),
            spans=spans,
            relations={r.id: r for r in relations},
            reviews={r.annotator: r for r in reviews},
            entities=self._mentioned(spans, known),
            suggested_by=tuple(name for name, error in own["run"] if error is None),
            error=next((error for _, error in reversed(own["run"]) if error), None),
        )

    def _mentioned(self, spans: Mapping[str, Span], known: dict[str, Entity]) -> dict[str, Entity]:
        said = {s.entity for s in spans.values() if s.entity in self.entities}
        said |= {self.entities[x][6] for x in said if x is not None}
        out = {}
        for entity_id in sorted(x for x in said if x in self.entities):
            if entity_id not in known:
                known[entity_id] = rows.to_entity(self.entities[entity_id])
            out[entity_id] = known[entity_id]
        return out


def _require_inside(size: int, spans: Iterable[Span], zones: Iterable[Zone]) -> None:
    for span in spans:
        if not 0 <= span.start < span.end <= size:
            raise ProjectDamaged(f"span {span.id} lies outside the text")
    for zone in zones:
        if not 0 <= zone.start < zone.end <= size:
            raise ProjectDamaged(f"a zone {zone.start}–{zone.end} lies outside the text")
