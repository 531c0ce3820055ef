"""What a query of the concordance looks for, and in which articles that can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.model.errors import AnnotatorError
from annotator.model.query import ARTICLE_FIELDS, SPAN_FIELDS, UNSPACED, Query, Term, parse
from annotator.store import names, places
from annotator.store.places import Window
from annotator.store.project import Project
from annotator.store.search import as_match


@dataclass
class Plan:
    """A query with its names looked up.

    ``entities``: ids that mentions link to. ``speakers``: entities that stand; ``speaking``: every
    id that leads to one of them; ``spoken``: words that name one, case folded.
    """

    query: Query
    article: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, tuple[str, ...]]
    entities: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    speaking: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    match: str = ""
    spoken_match: str = ""

    @property
    def of_spans(self) -> bool:
        """Whether its lines are spans, not just words."""
        return bool(self.attributes) or any(self.query.values(f) for f in SPAN_FIELDS)


def plan(project: Project, text: str, forms: Mapping[str, Sequence[str]] | None = None) -> Plan:
    """The query with its names looked up, and ``forms`` put for the words of its lemmas.

    Raises AnnotatorError when it cannot be answered.
    """
    schema = project.schema()
    attributes = {a.id for layer in schema.layers for a in layer.attributes}
    query = parse(text, attributes).with_forms(forms or {})
    if not query:
        raise AnnotatorError("the query is empty", "", "Give a word, a phrase or a field")
    made = Plan(
        query,
        {f: query.values(f) for f in ARTICLE_FIELDS if query.values(f)},
        {a: query.values(a) for a in attributes if query.values(a)},
        roles=schema.roles,
    )
    for value in query.values("entity"):
        found = _named(project, value)
        if not found:
            raise AnnotatorError(f"no name “{value}” in this project", "", "Type a part of it")
        made.entities += tuple(x for n in found for x in n.ids)
    for value in query.values("speaker"):
        _plan_speaker(project, made, value)
    if not query.terms and not made.of_spans:
        raise AnnotatorError("the query has no word in it", "", "Add a word, or layer:entity")
    indexed = [t for t in query.terms if t.indexed]
    if indexed:
        made.match = as_match(" ".join(_indexed(t) for t in indexed))
    groups = [_any_of(any_of) for t in query.terms for any_of in t.forms]
    made.match = " AND ".join(x for x in (f"({made.match})" * bool(made.match), *groups) if x)
    return made


def _any_of(forms: Sequence[str]) -> str:
    """One of the forms, for the index; empty when it has not all of them."""
    if any(UNSPACED.search(f) or not any(c.isalnum() for c in f) for f in forms):
        return ""
    return f"({' OR '.join(as_match(_quoted(f)) for f in forms)})"


def _indexed(term: Term) -> str:
    return f"{term.text}*" if term.prefix else _quoted(term.text)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', " ") + '"'


def _named(project: Project, value: str) -> list[names.Named]:
    """Entities by ``#id``, by exact name or alias, else by a part of it."""
    if value.startswith("#"):
        one = names.with_merged(project, value[1:])
        return [one] if one else []
    found = names.called(project, value) or names.find(project, value, limit=20)
    every = (names.with_merged(project, e.id) for e in found)
    return [n for n in every if n is not None]


def _plan_speaker(project: Project, plan: Plan, value: str) -> None:
    found = _named(project, value)
    plan.speakers += tuple(n.entity.id for n in found)
    plan.speaking += tuple(x for n in found for x in n.ids)
    said = [w for n in found for w in (n.entity.name, *n.entity.aliases)] or [value]
    plan.spoken += tuple(" ".join(w.split()).casefold() for w in said)
    matches = [as_match(_quoted(w)) for w in said if any(c.isalnum() for c in w)]
    plan.spoken_match = " OR ".join(x for x in (plan.spoken_match, *matches) if x)


def window(project: Project, plan: Plan, after: int, size: int) -> Window:
    """The next candidates, by the narrowest way there is to find them."""
    if plan.query.values("speaker"):
        if not plan.spoken_match:
            return places.linked(project, plan.speaking, after)
        worded = places.matching(project, plan.spoken_match, after)
        if not plan.speaking:
            return worded
        return places.either(places.linked(project, plan.speaking, after), worded)
    if plan.query.values("entity"):
        return places.linked(project, plan.entities, after)
    if plan.match:
        return places.matching(project, plan.match, after)
    if plan.of_spans:
        query = plan.query
        labels = [x for v in query.values("label") for x in {v, v.upper()}]
        return places.having(
            project, [x.lower() for x in query.values("layer")], labels, after, size
        )
    return places.every(project, after)
