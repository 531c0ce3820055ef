"""A view that follows edits at the cost of what they touch, however long the article is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from annotator.model.document import Document, View, shown_relations, shown_spans
from annotator.model.edit import DO, REDO, UNDO, Change, Edit
from annotator.model.ordered import Ordered
from annotator.model.overlay import changed
from annotator.model.people import PIPELINE
from annotator.model.span import SUGGESTED, Key, Relation, Span

# Up to so many spans a new view is made sooner than this is set up.
SMALL = 600
# An edit of more changes is followed by a new view.
MANY = 200
_TABLES = ("span", "relation", "entity", "review")


class Viewing:
    """What ``annotator`` sees of a document; ``view`` is always as ``document.view`` would be.

    Spans hang together when they have the same layer, label and range, or one was made from the
    other. What an edit can change is found along these threads and worked out by the rules of
    :mod:`annotator.model.document`, on these few rows alone.
    """

    def __init__(self, document: Document, annotator: str, small: int = SMALL) -> None:
        self._document, self._annotator, self._small = document, annotator, small
        self.view = View()
        self._names: dict[str, str] | None = None
        self._ids: dict[str, frozenset[str]] | None = None
        self._begin()

    def _begin(self) -> None:
        document = self._document
        self.view = document.view(self._annotator)
        self._spans: dict[str, Span] = {}
        self._relations: dict[str, Relation] = {}
        self._by_key: dict[Key, set[str]] = {}
        self._made: dict[str, set[str]] = {}
        self._ends: dict[str, set[str]] = {}
        self._decided: dict[str, set[str]] = {}
        self._asked: dict[Key, int] = {}
        self._by_label: Counter[str] = Counter()
        self._total: dict[frozenset[str], int] = {}
        self._forget_names()
        self._large = len(document.spans) > self._small
        # What the threads are to be laid from: the document as this view shows it.
        self._unlaid = (dict(document.spans), dict(document.relations)) if self._large else None

    def lay_threads(self) -> None:
        """Set up what following an edit needs; done when there is time, else with the first."""
        if self._unlaid is None:
            return
        (spans, relations), self._unlaid = self._unlaid, None
        for span in spans.values():
            self._note_span(span.id, span)
        for relation in relations.values():
            self._note_relation(relation.id, relation)

    def follow(self, edit: Edit) -> View:
        """The view after an edit that the document has taken in already."""
        changes = self._own(edit)
        if changes is not None:
            self.lay_threads()
        self._total = {}
        if any(c.table == "entity" for c in edit.changes):
            self._forget_names()
        if changes is None:
            self._begin()
            return self.view
        spans = {c.id for c in changes if c.table == "span"}
        relations = {c.id for c in changes if c.table == "relation"}
        keys = self._keys(spans)
        for span_id in spans:
            self._note_span(span_id, self._document.spans.get(span_id))
        keys |= self._keys(spans)
        touched = spans.union(*(self._by_key.get(k, ()) for k in keys))
        shown, by_id = self._spans_after(touched)
        heads = spans | self._heads(relations, touched)
        for relation_id in relations:
            self._note_relation(relation_id, self._document.relations.get(relation_id))
        heads |= self._heads(relations, touched)
        self.view = self.view.changed(shown, by_id, self._relations_after(heads, by_id))
        return self.view

    def _own(self, edit: Edit) -> list[Change] | None:
        """The changes in this article, if all are of the annotator's own rows, and not many."""
        here = self._document.article.pk
        found = [c for c in edit.changes if c.table == "entity" or edit.place(c) == here]
        if not self._large or edit.kind not in (DO, UNDO, REDO) or len(found) > MANY:
            return None
        for change in found:
            rows = [x for x in (change.before, change.after) if x is not None]
            own = change.table in ("entity", "review") or all(
                x["annotator"] == self._annotator for x in rows
            )
            if change.table not in _TABLES or not own:
                return None
        return found

    # -- counts and names ------------------------------------------------------------------

    def suggested(self, roles: frozenset[str]) -> int:
        """How many suggestions the article has, decided or not, those with one of these labels
        left out. Equal ones of two pipelines count once."""
        if roles not in self._total:
            if self._large and self._unlaid is None:
                total = sum(n for label, n in self._by_label.items() if label not in roles)
            else:
                every = self._document.spans.values()
                total = len({s.key for s in every if self._asks(s) and s.label not in roles})
            self._total[roles] = total
        return self._total[roles]

    def names(self) -> Mapping[str, str]:
        """As :meth:`Document.names`; the same mapping until an edit touches a name."""
        if self._names is None:
            self._names = self._document.names()
        return self._names

    def ids_of(self, root: str) -> frozenset[str]:
        """The ids of all entities that were merged into this one, its own among them."""
        if self._ids is None:
            found: dict[str, set[str]] = {}
            for entity in self._document.entities.values():
                found.setdefault(entity.root, set()).add(entity.id)
            self._ids = {k: frozenset(v | {k}) for k, v in found.items()}
        return self._ids.get(root, frozenset((root,)))

    def _forget_names(self) -> None:
        self._names = self._ids = None

    # -- spans -----------------------------------------------------------------------------

    def _keys(self, spans: Iterable[str]) -> set[Key]:
        """The keys of these spans and of the suggestions that they were made from."""
        out: set[Key] = set()
        for span in (self._spans[x] for x in spans if x in self._spans):
            out.add(span.key)
            if span.made_from in self._spans:
                out.add(self._spans[span.made_from].key)
        return out

    def _spans_after(self, touched: set[str]) -> tuple[Ordered, Mapping[str, Span]]:
        decisions = touched.union(*(self._made.get(x, ()) for x in touched))
        rows = [self._spans[x] for x in decisions if x in self._spans]
        found = shown_spans(rows, self._document.annotators, self._annotator)
        before = [self.view.by_id[x] for x in touched if x in self.view.by_id]
        after = {s.id: s for s in found if s.id in touched}
        by_id = changed(self.view.by_id, (s.id for s in before), after)
        return self.view.spans.changed(before, after.values()), by_id

    # -- relations -------------------------------------------------------------------------

    def _cluster(self, span_id: str) -> set[str]:
        """The spans that may stand in one another's place, this one among them."""
        out = {span_id}
        for key in self._keys(out):
            out |= self._by_key.get(key, set())
        return out.union(*(self._made.get(x, ()) for x in out))

    def _heads(self, relations: set[str], touched: set[str]) -> set[str]:
        """Where relations may hang that these changes concern."""
        concerned = relations.union(*(self._ends.get(x, ()) for x in touched))
        rows = [self._relations[x] for x in concerned if x in self._relations]
        rows += [self._relations[x.made_from] for x in rows if x.made_from in self._relations]
        return set[str]().union(*(self._cluster(x.head) for x in rows))

    def _relations_after(
        self, heads: set[str], by_id: Mapping[str, Span]
    ) -> dict[str, tuple[Relation, ...]]:
        """The relations that the heads have now; of some that may be none."""
        near = set[str]().union(*(self._cluster(x) for x in heads))
        ids = set[str]().union(*(self._ends.get(x, ()) for x in near))
        ids |= set[str]().union(*(self._decided.get(x, ()) for x in ids))
        rows = {x: self._relations[x] for x in ids}
        ends = {e for r in rows.values() for e in (r.head, r.tail)}
        places = set[str]().union(*(self._cluster(x) for x in ends))
        part = replace(self._document, relations=rows)
        standing = {x: by_id[x] for x in places if x in by_id}
        found: dict[str, list[Relation]] = {}
        for relation in shown_relations(part, self._annotator, standing):
            if relation.head in heads:
                found.setdefault(relation.head, []).append(relation)
        return {x: tuple(sorted(found.get(x, ()), key=lambda r: r.id)) for x in heads}

    # -- what is known ---------------------------------------------------------------------

    def _note_span(self, span_id: str, after: Span | None) -> None:
        before = self._spans.get(span_id)
        for span, known in ((before, False), (after, True)):
            if span is not None:
                _put(self._by_key, span.key, span_id, known)
                if self._asks(span):
                    self._count(span, 1 if known else -1)
                if span.made_from is not None and span.annotator == self._annotator:
                    _put(self._made, span.made_from, span_id, known)
        _set(self._spans, span_id, after)

    def _asks(self, span: Span) -> bool:
        by = self._document.annotators.get(span.annotator)
        return span.state == SUGGESTED and (by is None or by.kind == PIPELINE)

    def _count(self, span: Span, more: int) -> None:
        key = span.key
        before = self._asked.get(key, 0)
        self._asked[key] = before + more
        if before == 0 or before + more == 0:
            self._by_label[span.label] += more

    def _note_relation(self, relation_id: str, after: Relation | None) -> None:
        before = self._relations.get(relation_id)
        for relation, known in ((before, False), (after, True)):
            if relation is not None:
                _put(self._ends, relation.head, relation_id, known)
                _put(self._ends, relation.tail, relation_id, known)
                if relation.made_from is not None and relation.annotator == self._annotator:
                    _put(self._decided, relation.made_from, relation_id, known)
        _set(self._relations, relation_id, after)


def _put(index: dict[Any, set[str]], key: Any, row_id: str, known: bool) -> None:
    if known:
        index.setdefault(key, set()).add(row_id)
    else:
        index[key].discard(row_id)


def _set(rows: dict[str, Any], row_id: str, row: Any) -> None:
    if row is None:
        rows.pop(row_id, None)
    else:
        rows[row_id] = row
