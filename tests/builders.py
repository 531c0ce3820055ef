"""Small projects and documents to test on: real files, no mocks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.model.article import Article, Zone
from annotator.model.document import Document, View
from annotator.model.errors import AnnotatorError
from annotator.model.span import Relation, Span
from annotator.model.suggestion import (
    SuggestedEntity,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotator.services import (
    adding,
    correcting,
    deciding,
    linking,
    marking,
    naming,
    reviewing,
    undoing,
)
from annotator.store import articles, suggestions
from annotator.store.project import Project

PIPELINE = "news@1"
OTHER_PIPELINE = "rules@2"
ANA, BEN = "ana", "ben"
ROLES = frozenset({"SPEAKER", "CUE", "ADDRESSEE"})

# Two quotes of one speaker, a name in each paragraph, a claim.
TEXT = (
    "Port reopens\n"
    "“The quay is open,” Maria Olsen said. “Ships come back on Monday,” she added.\n"
    "Northwind Shipping said that trade fell 12% in March. Olsen leads the port of Varde."
)


def at(words: str, text: str = TEXT, nth: int = 0) -> tuple[int, int]:
    """The range of the ``nth`` occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def suggested(layer: str, label: str, words: str, nth: int = 0, text: str = TEXT) -> SuggestedSpan:
    """A suggestion on the ``nth`` occurrence of some words."""
    return SuggestedSpan(layer, label, *at(words, text, nth), score=0.5, reason="test")


def usual() -> Suggestions:
    """What a pipeline says of TEXT: three mentions, two quotes sharing a speaker, a claim."""
    spans = (
        suggested("entity", "PERSON", "Maria Olsen"),
        suggested("entity", "ORG", "Northwind Shipping"),
        suggested("entity", "GPE", "Varde"),
        suggested("quote", "DIRECT", "The quay is open"),
        suggested("quote", "SPEAKER", "Maria Olsen"),
        suggested("quote", "CUE", "said"),
        suggested("quote", "DIRECT", "Ships come back on Monday"),
        suggested("quote", "CUE", "added"),
        suggested("claim", "CLAIM", "trade fell 12% in March"),
    )
    relations = (
        SuggestedRelation("SPEAKER", 3, 4),
        SuggestedRelation("CUE", 3, 5),
        SuggestedRelation("SPEAKER", 6, 4),
        SuggestedRelation("CUE", 6, 7),
        SuggestedRelation("CLAIMED_BY", 8, 1),
    )
    return Suggestions(0, spans, relations)


def add_article(project: Project, name: str = "a1", text: str = TEXT, **fields: object) -> int:
    """Store an article with a title zone; returns its pk."""
    title = text.split("\n", 1)[0]
    zones = (Zone(0, len(title), "title"),) if title else ()
    article = Article(0, name, title, text, zones=zones, **fields)  # type: ignore[arg-type]
    with project.transaction():
        return articles.add(project, Document(article))


def suggest(project: Project, pk: int, found: Suggestions, pipeline: str = PIPELINE) -> None:
    """Store what a pipeline says of an article."""
    suggestions.store(project, pipeline, replace(found, pk=pk))


def make(folder: Path, found: Suggestions | None = None, text: str = TEXT) -> tuple[Project, int]:
    """A project of one article with suggestions."""
    project = Project.create(folder / "p.db")
    pk = add_article(project, text=text)
    if found is not None:
        suggest(project, pk, found)
    return project, pk


def view(project: Project, pk: int, who: str = ANA) -> View:
    """What the annotator sees, from a fresh load."""
    return articles.load(project, pk).view(who)


def one(project: Project, pk: int, label: str, words: str, who: str | None = None) -> Span:
    """The one span with this label and text (of an annotator; None: the suggestion)."""
    found = [
        s
        for s in articles.load(project, pk).spans.values()
        if (s.label, s.text) == (label, words)
        and (s.annotator == who if who else s.state == "suggested")
    ]
    assert len(found) == 1, found
    return found[0]


def shown(project: Project, pk: int, who: str = ANA) -> set[tuple[str, str, str]]:
    """What the annotator sees, as label, text, state."""
    return {(s.label, s.text, s.state) for s in view(project, pk, who).spans}


def links(project: Project, pk: int, who: str = ANA) -> set[tuple[str, str, str, str]]:
    """The relations that the annotator sees, as label, head, tail, state."""
    seen = view(project, pk, who)
    return {
        (r.label, seen.by_id[r.head].text, seen.by_id[r.tail].text, r.state)
        for found in seen.relations.values()
        for r in found
    }


def rows(project: Project, *without: str) -> dict[str, list[tuple[object, ...]]]:
    """All that can be annotated, row by row; ``without`` names columns to leave out.

    Time spent is measured and no decision; an entity that a person once touched stays theirs.
    """
    out = {}
    for table in ("span", "relation", "review", "entity"):
        columns = [
            c.name
            for c in project.db.table(table).columns
            if c.name not in {*without, "seconds", "made_by"}
        ]
        names = ", ".join(f'"{c}"' for c in columns)
        found = project.db.conn.execute(f"SELECT {names} FROM {table}").fetchall()
        out[table] = sorted(found, key=repr)
    return out


def random_suggestions(rng: random.Random, text: str, count: int = 12) -> Suggestions:
    """Overlapping spans of all layers with relations among the quotes' parts."""
    labels = [
        ("entity", "PERSON"), ("entity", "ORG"), ("quote", "DIRECT"), ("quote", "INDIRECT"),
        ("quote", "SPEAKER"), ("quote", "CUE"), ("claim", "CLAIM"),
    ]  # fmt: skip
    spans = []
    for _ in range(count):
        layer, label = rng.choice(labels)
        # Few places, so that runs and pipelines agree now and then.
        start = rng.randrange(0, len(text) - 12, 8)
        end = start + rng.choice((4, 8, 12))
        entity = rng.choice((None, 0, 1, 2)) if label in ("PERSON", "ORG", "SPEAKER") else None
        spans.append(SuggestedSpan(layer, label, start, end, entity=entity))
    heads = [i for i, s in enumerate(spans) if s.label in ("DIRECT", "INDIRECT")]
    relations = [
        SuggestedRelation(spans[tail].label, head, tail)
        for head in heads
        for tail in [i for i, s in enumerate(spans) if s.label in ("SPEAKER", "CUE")][:3]
        if rng.random() < 0.7
    ]
    names = rng.sample(("Maria Olsen", "Jan Olsen", "Northwind Shipping", "Varde Port"), 3)
    entities = tuple(SuggestedEntity(n, rng.choice(("PERSON", "ORG"))) for n in names)
    return Suggestions(0, tuple(spans), tuple(relations), entities=entities)


def random_action(
    rng: random.Random, project: Project, pk: int, who: str, document: Document
) -> Callable[[], object]:
    """One thing that a person may do to the article as it stands."""
    seen = [s.id for s in document.view(who).spans] or ["gone"]
    span_id = rng.choice(seen)
    span = document.spans.get(span_id)
    length = len(document.article.text)
    start = rng.randrange(0, length - 1)
    end = rng.randrange(start + 1, min(length, start + 20) + 1)
    label = rng.choice(["PERSON", "ORG", "DIRECT", "MIXED", "CUE", "CLAIM"])
    layer = {"PERSON": "entity", "ORG": "entity", "CLAIM": "claim"}.get(label, "quote")
    some: Sequence[str] = rng.sample(seen, min(3, len(seen)))
    known = sorted(document.entities) or ["gone"]
    name = rng.choice(known)
    target = (start, end) if rng.random() < 0.8 else None
    relation = "CLAIMED_BY" if span and span.layer == "claim" else rng.choice(["SPEAKER", "CUE"])
    choices: list[Callable[[], object]] = [
        lambda: deciding.accept(project, who, pk, span_id),
        lambda: deciding.accept(project, who, pk, span_id),
        lambda: deciding.reject(project, who, pk, span_id),
        lambda: deciding.accept_many(project, who, pk, some),
        lambda: deciding.reject_many(project, who, pk, some),
        lambda: correcting.relabel(project, who, pk, span_id, label),
        lambda: correcting.resize(project, who, pk, span_id, start, end),
        lambda: correcting.set_note(project, who, pk, span_id, rng.choice([None, "why?", "see"])),
        lambda: correcting.toggle_unsure(project, who, pk, span_id),
        lambda: correcting.set_attribute(project, who, pk, span_id, "type", "fact"),
        lambda: adding.add_span(project, who, pk, layer, label, start, end),
        lambda: linking.set_role(project, who, pk, span_id, relation, target),
        lambda: linking.set_role(project, who, pk, span_id, relation, target),
        lambda: reviewing.set_status(project, who, pk, rng.choice(["done", "new", "skipped"])),
        lambda: reviewing.toggle_flag(project, who, pk),
        lambda: naming.link_new(project, who, pk, some, rng.choice(["One", "Two", "Three"])),
        lambda: naming.link(project, who, pk, some, name),
        lambda: naming.merge(project, who, name, rng.sample(known, min(2, len(known)))),
        lambda: naming.rename(project, who, name, rng.choice(["Four", "Five"])),
        lambda: naming.split(project, who, name, [(pk, s) for s in some], "Six"),
        lambda: marking.label(project, who, [marking.Place(pk, start, end)], layer, label),
        lambda: marking.reject(project, who, [marking.Place(pk, 0, 1, s) for s in some]),
        lambda: reviewing.add_time(project, who, pk, 3),
    ]
    return rng.choice(choices)


def attempt(action: Callable[[], object]) -> object:
    """Do it; a refusal is an answer too."""
    try:
        return action()
    except AnnotatorError:
        return None


def undo_all(project: Project, who: str) -> int:
    """Undo until nothing is left; returns how many steps that took."""
    steps = 0
    while undoing.names(project, who)[0] is not None:
        undoing.undo(project, who)
        steps += 1
    return steps


def redo_all(project: Project, who: str) -> int:
    """Redo until nothing is left; returns how many steps that took."""
    steps = 0
    while undoing.names(project, who)[1] is not None:
        undoing.redo(project, who)
        steps += 1
    return steps


def span(span_id: str, annotator: str, state: str, words: str, **fields: object) -> Span:
    """A span of TEXT for a document in memory; PERSON unless told."""
    start, end = at(words)
    values = {"layer": "entity", "label": "PERSON", **fields}
    return Span(
        span_id, start=start, end=end, text=words, state=state, annotator=annotator, **values
    )  # type: ignore[arg-type]


def document(spans: Iterable[Span], relations: Iterable[Relation] = ()) -> Document:
    """A document in memory over TEXT."""
    return Document(
        Article(1, "a1", "Port reopens", TEXT),
        spans={s.id: s for s in spans},
        relations={r.id: r for r in relations},
    )
