"""Which articles and spans an export takes, and whose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from annotator.formats.base import Record
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, WrongUse
from annotator.model.marks import with_marks
from annotator.model.people import ADJUDICATOR, DONE
from annotator.model.schema import LabelSchema
from annotator.model.span import QUOTE, STATES, SUGGESTED, Relation, Span
from annotator.services import agreeing
from annotator.services.queueing import Queue
from annotator.store import articles, counts
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Selection:
    """What an export takes.

    ``layers``, ``labels`` (``LABEL`` or ``layer:LABEL``), ``states`` None: all of them, the
    format's own states. ``everything`` lifts the condition that an article's review is done.
    ``where`` is a filter of the queue that articles must fit. ``agreed`` 2 or more: only spans
    that so many people made alike. ``marks``: quotes are taken with their quotation marks.
    """

    layers: tuple[str, ...] | None = None
    states: tuple[str, ...] | None = None
    annotator: str | None = None
    everything: bool = False
    labels: tuple[str, ...] | None = None
    where: str = ""
    agreed: int = 0
    marks: bool = False

    @property
    def narrows(self) -> bool:
        """Whether less was asked for than all that is said of an article."""
        return bool(self.layers or self.labels or self.states or self.annotator)

    def wants(self, span: Span) -> bool:
        """Whether the span's layer and label were asked for."""
        return (self.layers is None or span.layer in self.layers) and (
            self.labels is None
            or span.label in self.labels
            or f"{span.layer}:{span.label}" in self.labels
        )


def check(project: Project, selection: Selection) -> None:
    """Raises WrongUse for layers, labels, states or annotators that are not there."""
    schema = project.schema()
    known = {
        "layer": [x.id for x in schema.layers],
        "label": _label_names(schema),
        "state": list(STATES),
    }
    asked = {"layer": selection.layers, "label": selection.labels, "state": selection.states}
    for what, names in asked.items():
        for name in names or ():
            if name not in known[what]:
                shown = ", ".join(x for x in known[what] if ":" not in x)
                raise WrongUse(f"there is no {what} {name!r}", "", f"Use one of {shown}")
    if selection.agreed and selection.annotator:
        raise WrongUse(
            "spans of one annotator cannot be agreed on by several",
            "",
            "Leave out either --annotator or --agreed",
        )
    check_annotator(project, selection.annotator)


def _label_names(schema: LabelSchema) -> list[str]:
    plain = {y.id: None for x in schema.layers for y in x.labels}
    return [*plain, *(f"{x.id}:{y.id}" for x in schema.layers for y in x.labels)]


def check_annotator(project: Project, annotator: str | None) -> None:
    """Raises WrongUse for a name that the project does not know."""
    names = {a.name for a in articles.annotators(project)}
    if annotator and annotator not in names:
        known = ", ".join(sorted(names)) or "nobody yet"
        raise WrongUse(f"there is no annotator {annotator!r}", "", f"The project knows {known}")


def pks(project: Project, selection: Selection) -> list[int]:
    """The articles that fit the filter, in the order of import. Raises WrongUse for a bad one."""
    if not selection.where.strip():
        return articles.all_pks(project)
    who = selection.annotator or next(iter(counts.people(project)), "")
    found = Queue(who).find(project, selection.where)
    if found.problem:
        raise WrongUse(found.problem, f"the filter {selection.where!r}", "See Help › Filter")
    return list(found.pks)


def choose(project: Project, selection: Selection, states: tuple[str, ...]) -> Iterator[Record]:
    """The articles for a training format, one after the other; ``states`` where none were asked.

    Whose decisions count: with ``agreed`` everybody's; else those of the annotator named; else an
    adjudicator's where an article has them; else those of the only person. Raises AnnotatorError
    when several people decided and none is named.
    """
    states = selection.states or states
    wanted = pks(project, selection)
    if selection.agreed > 1:
        for document in articles.load_all(project, wanted):
            agreed = agreeing.agreed(document, selection.agreed, not selection.everything)
            if agreed is not None:
                yield _record(document, agreed.spans, agreed.relations, selection)
        return
    roles = project.schema_roles()
    decider = whose(project, selection.annotator)
    for document in articles.load_all(project, wanted):
        who = decider(document)
        review = document.reviews.get(who)
        if not selection.everything and (review is None or review.status != DONE):
            continue
        view = document.view(who)
        relations = tuple(r for g in view.relations.values() for r in g if r.state in states)
        yield _record(document, tuple(_spans(document, who, states, roles)), relations, selection)


def _record(
    document: Document,
    spans: tuple[Span, ...],
    relations: tuple[Relation, ...],
    selection: Selection,
) -> Record:
    kept = tuple(s for s in spans if selection.wants(s))
    if selection.marks:
        kept = tuple(_marked(document.article.text, s) for s in kept)
    ids = {s.id for s in kept}
    links = tuple(r for r in relations if r.head in ids and r.tail in ids)
    return Record(document, kept, links)


def _marked(text: str, span: Span) -> Span:
    if span.layer != QUOTE:
        return span
    start, end = with_marks(text, span.start, span.end)
    return replace(span, start=start, end=end, text=text[start:end])


def whose(project: Project, annotator: str | None) -> Callable[[Document], str]:
    """Says of an article whose decisions count; the rule is that of :func:`choose`."""
    default = annotator or _only_person(project)
    adjudicators = {a.name for a in articles.annotators(project) if a.kind == ADJUDICATOR}

    def decider(document: Document) -> str:
        return annotator or _adjudicator(document, adjudicators) or default

    return decider


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
    states, who = selection.states, selection.annotator
    spans = {
        s.id: s
        for s in document.spans.values()
        if selection.wants(s)
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
