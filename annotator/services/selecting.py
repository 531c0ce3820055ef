"""Which articles and spans an export takes, and whose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, WrongUse
from annotator.model.people import ADJUDICATOR, DONE
from annotator.model.span import ACCEPTED, STATES, SUGGESTED, Relation, Span
from annotator.store import articles, counts
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Selection:
    """``layers``, ``states`` None: all layers, the format's own states. ``everything`` lifts the
    condition that an article's review is done."""

    layers: tuple[str, ...] | None = None
    states: tuple[str, ...] | None = None
    annotator: str | None = None
    everything: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for beyond the defaults."""
        return bool(self.layers or self.states or self.annotator)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An article with the spans and relations to write."""

    document: Document
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]


def check(project: Project, selection: Selection) -> None:
    """Raises WrongUse for layers, states or annotators that are not there."""
    layers = {x.id for x in project.schema().layers}
    for layer in selection.layers or ():
        if layer not in layers:
            known = ", ".join(sorted(layers))
            raise WrongUse(f"there is no layer {layer!r}", "", f"Use one of {known}")
    for state in selection.states or ():
        if state not in STATES:
            raise WrongUse(f"there is no state {state!r}", "", f"Use one of {', '.join(STATES)}")
    check_annotator(project, selection.annotator)


def check_annotator(project: Project, annotator: str | None) -> None:
    """Raises WrongUse for a name that the project does not know."""
    names = {a.name for a in articles.annotators(project)}
    if annotator and annotator not in names:
        known = ", ".join(sorted(names)) or "nobody yet"
        raise WrongUse(f"there is no annotator {annotator!r}", "", f"The project knows {known}")


def choose(project: Project, selection: Selection) -> Iterator[Chosen]:
    """The articles for a training format, one after the other.

    Whose decisions count: those of the annotator named; else an adjudicator's where an article has
    them; else those of the only person. Raises AnnotatorError when several people decided and
    none is named.
    """
    roles = project.schema_roles()
    decider = whose(project, selection.annotator)
    states = selection.states or (ACCEPTED,)
    for document in articles.load_all(project, articles.all_pks(project)):
        who = decider(document)
        review = document.reviews.get(who)
        if not selection.everything and (review is None or review.status != DONE):
            continue
        spans = tuple(
            s for s in _spans(document, who, states, roles) if _wanted(s, selection.layers)
        )
        ids = {s.id for s in spans}
        view = document.view(who)
        relations = tuple(
            r
            for group in view.relations.values()
            for r in group
            if r.state in states and r.head in ids and r.tail in ids
        )
        yield Chosen(document, spans, relations)


def whose(project: Project, annotator: str | None) -> Callable[[Document], str]:
    """Says of an article whose decisions count; the rule is that of :func:`choose`."""
    default = annotator or _only_person(project)
    adjudicators = {a.name for a in articles.annotators(project) if a.kind == ADJUDICATOR}

    def decider(document: Document) -> str:
        return annotator or _adjudicator(document, adjudicators) or default

    return decider


def _wanted(span: Span, layers: tuple[str, ...] | None) -> bool:
    return layers is None or span.layer in layers


def _adjudicator(document: Document, names: set[str]) -> str | None:
    return next((s.annotator for s in document.spans.values() if s.annotator in names), None)


def _only_person(project: Project) -> str:
    people = counts.people(project)
    if len(people) > 1:
        raise AnnotatorError(
            f"several people decided in this project: {', '.join(people)}",
            str(project.path),
            "Choose whose decisions count with --annotator NAME",
        )
    return people[0] if people else ""


def _spans(
    document: Document, who: str, states: tuple[str, ...], roles: frozenset[str]
) -> list[Span]:
    view = document.view(who)
    found = [s for s in view.spans if s.state in states]
    if SUGGESTED in states:
        # A speaker or cue stands with its quote; alone, its quote was rejected.
        linked = {r.tail for group in view.relations.values() for r in group}
        found = [s for s in found if s.state != SUGGESTED or s.label not in roles or s.id in linked]
    if "rejected" in states:
        found += [
            s for s in document.spans.values() if s.annotator == who and s.state == "rejected"
        ]
    return sorted(found, key=lambda s: s.order)


def narrow(document: Document, selection: Selection) -> Document:
    """A document for the lossless format with only the spans asked for; links stay whole."""
    layers, states, who = selection.layers, selection.states, selection.annotator
    spans = {
        s.id: s
        for s in document.spans.values()
        if (layers is None or s.layer in layers)
        and (states is None or s.state in states)
        and (who is None or s.annotator == who)
    }
    relations = {
        r.id: r
        for r in document.relations.values()
        if r.head in spans
        and r.tail in spans
        and (states is None or r.state in states)
        and (who is None or r.annotator == who)
    }
    for span in list(spans.values()):
        if span.made_from and span.made_from not in spans:
            spans[span.id] = replace(span, made_from=None)
    for relation in list(relations.values()):
        if relation.made_from and relation.made_from not in relations:
            relations[relation.id] = replace(relation, made_from=None)
    reviews = {k: v for k, v in document.reviews.items() if who is None or k == who}
    return replace(document, spans=spans, relations=relations, reviews=reviews, suggested_by=())
