"""What someone decided in one article, offered as suggestions in the article's twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.model.aligning import Alignment
from annotator.model.document import Document, View
from annotator.model.edit import Edit
from annotator.model.errors import Refused
from annotator.model.ids import new_id
from annotator.model.people import PIPELINE
from annotator.model.span import ACCEPTED, SUGGESTED, Relation, Span
from annotator.model.wording import count
from annotator.services import twins
from annotator.store import articles, suggestions
from annotator.store.editing import Editing, editing
from annotator.store.project import Project

_NOTHING = "nothing is accepted here yet that could be offered"


def offered_by(article_id: str) -> str:
    """The name under which an article's spans are suggested in its twins."""
    return f"twin of {article_id}"


def offer(project: Project, annotator: str, article: int) -> Edit | None:
    """Suggest the annotator's accepted spans, with their relations, in all twins of the article.

    A span goes over where the same words stand in the same surroundings
    (:class:`annotator.model.aligning.Alignment`). In each twin this replaces what was offered from
    this article before and is not decided on; people's own spans stay as they are. It is one edit,
    which one undo takes back. Returns None when the twins have it all already.
    Raises Refused when there is no twin, nothing is accepted here, or nothing is found there.
    """
    others = twins.others(project, article)
    if not others:
        raise Refused("no other article is a near copy of this one")
    document = articles.load(project, article)
    view = document.view(annotator)
    own = [s for s in view.spans if s.state == ACCEPTED]
    found = 0
    project.before_bulk("twins")
    with editing(project, annotator, "offer_twins", None) as step:
        project.annotator_id(offered_by(document.article.id), PIPELINE)
        for pk in others:
            with step.within(pk):
                found += _offer(step, document, view, own, pk)
        if not found and not step.changed:
            why = "none of the words marked here stand in its twins" if own else _NOTHING
            raise Refused(why)
        step.summary = f"Offer {count(found, 'span')} in {count(len(others), 'twin')}"
    return step.edit


@dataclass(frozen=True, slots=True)
class _Twin:
    """One twin: who suggests in it, and what of that stands."""

    step: Editing
    name: str
    text: str
    standing: Mapping[tuple[str, str, int, int], str]


def _offer(step: Editing, document: Document, view: View, own: Sequence[Span], pk: int) -> int:
    project = step.project
    name = offered_by(document.article.id)
    who = project.annotator_id(name)
    open_spans, open_relations = suggestions.undecided(project, pk, who)
    text = articles.load(project, pk).article.text
    twin = _Twin(step, name, text, suggestions.standing(project, pk, who))
    placed = _spans(twin, document, own, {s.id: s for s in open_spans})
    links = _relations(twin, view, placed, suggestions.linked(project, pk, who))
    for relation in open_relations:
        if (relation.label, relation.head, relation.tail) not in links:
            step.remove("relation", relation.id)
    for span in open_spans:
        if span.id not in placed.values():
            step.remove("span", span.id)
    return len(placed)


def _spans(
    twin: _Twin, document: Document, own: Sequence[Span], undecided: Mapping[str, Span]
) -> dict[str, str]:
    """Suggest the spans; returns the id of each by that of the span it was made after."""
    alignment = Alignment(document.article.text, twin.text)
    placed: dict[str, str] = {}
    for span in own:
        place = alignment.carry(span.start, span.end)
        if place is None or place[0] >= place[1]:
            continue
        key = (span.layer, span.label, *place)
        placed[span.id] = twin.standing.get(key) or new_id("s")
        before = undecided.get(placed[span.id])
        if key in twin.standing and before is None:
            continue
        new = Span(
            placed[span.id], span.layer, span.label, *place, twin.text[slice(*place)], SUGGESTED,
            twin.name, attributes=span.attributes, entity=document.root_of(span),
            reason=f"twin:{document.article.id}", created=twin.step.at, modified=twin.step.at,
        )  # fmt: skip
        if before is None or not _alike(before, new):
            twin.step.put(new)
    return placed


def _alike(one: Span, other: Span) -> bool:
    return replace(one, created="", modified="") == replace(other, created="", modified="")


def _relations(
    twin: _Twin, view: View, placed: Mapping[str, str], linked: set[tuple[str, str, str]]
) -> set[tuple[str, str, str]]:
    """Suggest the relations between spans that went over; returns all that are said now."""
    said = set()
    for relation in (r for found in view.relations.values() for r in found):
        if relation.state != ACCEPTED or not {relation.head, relation.tail} <= placed.keys():
            continue
        ends = (relation.label, placed[relation.head], placed[relation.tail])
        said.add(ends)
        if ends not in linked:
            at = twin.step.at
            twin.step.put(Relation(new_id("r"), *ends, SUGGESTED, twin.name, None, at, at))
    return said
