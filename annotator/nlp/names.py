"""The spaCy component ``annotator_names``: entities corrected and linked across the article.

``nlp.add_pipe("annotator_names")`` after ``ner`` and before what reads entities. It mends the
borders and labels of ``doc.ents``, adds mentions that were missed and drops what is no name; all
by what the rest of the document says and by an editable gazetteer. Results:
``doc._.annotator_names``, a list of :class:`Name`, and ``doc._.annotator_mentions``, a
:class:`Mention` for each of ``doc.ents``. Without ``ner`` it finds known and long names only.

That a name has one type in a document is the observation of Gale, Church and Yarowsky, One sense
per discourse (1992); a second pass over a recogniser's results with what the document says
elsewhere follows Krishnan and Manning, An effective two-stage model for exploiting non-local
dependencies in named entity recognition (ACL 2006).
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.nlp import borders, gazetteer, missed, shapes, weeding
from annotator.nlp import found as found_names
from annotator.nlp.clusters import Cluster, clusters, forms
from annotator.nlp.gazetteer import Gazetteer
from annotator.nlp.naming import Mention, Name, mentions_of, names_of
from annotator.nlp.page import NAMES, Draft, Page, disjoint

__all__ = ["MENTIONS", "NAME", "Mention", "Name", "NameFinder", "make_names"]

NAME, MENTIONS = "annotator_names", "annotator_mentions"


class NameFinder:
    """The component itself. ``known`` is read once; one serves any number of documents."""

    def __init__(self, known: Gazetteer) -> None:
        self.known = known

    def __call__(self, doc: Doc) -> Doc:
        """Corrects ``doc.ents``, sets the results and returns ``doc``; never raises."""
        if len(doc) == 0:
            return doc
        page = Page(doc)
        drafts, found = self._found(page)
        doc.set_ents([Span(doc, d.start, d.end, label=d.label) for d in drafts])
        numbers = [d.name if d.label in NAMES else -1 for d in drafts]
        doc._.set(NAME, names_of(page, drafts, found))
        doc._.set(MENTIONS, mentions_of(page, drafts, found, numbers))
        return doc

    def _found(self, page: Page) -> tuple[list[Draft], list[Cluster]]:
        known = self.known
        drafts = [Draft(e.start, e.end, e.label_, e.label_) for e in page.doc.ents]
        drafts = disjoint(borders.tidied(page, drafts, known))
        if page.english:
            drafts = _merged(borders.dates(page, known), drafts)
            drafts = _shaped(page, drafts, known)
            drafts = missed.without_covered(drafts, missed.known_names(page, drafts, known))
            drafts += found_names.by_context(page, drafts, known)
            drafts = weeding.weeded(page, drafts, known)
        found = clusters(forms(page, drafts, known))
        if weeding.trim_titled(page, drafts, found):
            found = clusters(forms(page, drafts, known))
        added = missed.repeated(page, drafts, found, known)
        if added:
            drafts = missed.without_covered(drafts, added)
        drafts = disjoint(drafts)
        _relabel(page, drafts, found)
        return drafts, found


def _merged(sure: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """The sure ones, and the drafts they do not touch; a draft that holds a sure one stays."""
    inside = {at: d for d in drafts for at in range(d.start, d.end)}
    out: list[Draft] = []
    gone: set[int] = set()
    for new in sure:
        touching = [inside[at] for at in range(new.start, new.end) if at in inside]
        if any(
            d.start <= new.start and d.end >= new.end and d.label == new.label for d in touching
        ):
            continue
        gone.update(id(d) for d in touching)
        new.start = min([new.start, *(d.start for d in touching if d.label == new.label)])
        out.append(new)
    return [d for d in drafts if id(d) not in gone] + out


def _shaped(page: Page, drafts: list[Draft], known: Gazetteer) -> list[Draft]:
    """Long names put in; one that covers the same words as a draft gives it its label."""
    found = shapes.long_names(page, drafts, known)
    if not found:
        return drafts
    by_token = {at: n for n, d in enumerate(found) for at in range(d.start, d.end)}
    out: list[Draft] = []
    dropped: set[int] = set()
    for draft in drafts:
        number = by_token.get(draft.start, by_token.get(draft.end - 1))
        if number is None:
            out.append(draft)
            continue
        new = found[number]
        if new.start <= draft.start and draft.end <= new.end:
            if (draft.start, draft.end) == (new.start, new.end):
                new.model = draft.model
            continue
        if draft.label in NAMES:
            # The model's reaches further: it knows more of this name.
            dropped.add(number)
            out.append(draft)
    return out + [d for n, d in enumerate(found) if n not in dropped]


def _relabel(page: Page, drafts: list[Draft], found: list[Cluster]) -> None:
    """Give each name its cluster's label where that is clear."""
    numbers = {f.key: n for n, c in enumerate(found) for f in c.forms}
    for draft in drafts:
        if draft.label not in NAMES:
            continue
        if draft.name < 0:
            draft.name = numbers.get(page.key(draft.start, draft.end), -1)
        if draft.name < 0:
            continue
        cluster = found[draft.name]
        if cluster.sure and cluster.label and cluster.label != draft.label:
            draft.label = cluster.label


@Language.factory(
    NAME, default_config={"gazetteer": None},
    assigns=["doc.ents", "doc._.annotator_names", "doc._.annotator_mentions"],
)  # fmt: skip
def make_names(nlp: Language, name: str, gazetteer: str | None) -> NameFinder:
    """The factory behind ``nlp.add_pipe("annotator_names", config={"gazetteer": PATH})``.

    The file is read on top of the bundled one, in place of the user's own. Raises AnnotatorError
    when it cannot be read.
    """
    return NameFinder(_load(gazetteer))


def _load(path: str | None) -> Gazetteer:
    return gazetteer.load(Path(path) if path else None)


if not Doc.has_extension(NAME):
    Doc.set_extension(NAME, default=[])
    Doc.set_extension(MENTIONS, default=[])
