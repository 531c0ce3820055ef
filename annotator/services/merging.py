"""Annotations of a text that is in the project already, added to the article that is there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from annotator.formats.base import Losses, Record
from annotator.model.document import Document
from annotator.model.ids import new_id
from annotator.model.span import REJECTED, Relation, Span
from annotator.store import articles
from annotator.store.project import Project

THERE = "that are there already"


def add(
    project: Project, article_id: str, document: Document, losses: Losses
) -> tuple[int, Counter[str]]:
    """Add a document's annotations to the article with the same text.

    What someone has said already, alike, is left as it is and counted in ``losses``. Returns the
    article's pk and how much of each kind is new. Call inside a transaction.
    """
    pk = articles.pks_of(project, [article_id])[0]
    here = articles.load(project, pk)
    ids, new = _spans(here, document)
    links = _links(here, document, ids)
    lost = len(document.spans) - len(new)
    losses.add(f"spans {THERE}", article_id, lost, "span")
    losses.add(f"relations {THERE}", article_id, len(document.relations) - len(links), "relation")
    whole = Record(document, tuple(document.spans.values()), ()).counts()
    added = Record(document, tuple(new), tuple(links)).counts()
    for kind in ("attribute", "note", "entity"):
        what = f"{'entities' if kind == 'entity' else kind + 's'} of spans {THERE}"
        losses.add(what, article_id, whole[kind] - added[kind], kind)
    reviews = {k: v for k, v in document.reviews.items() if k not in here.reviews}
    articles.add_annotations(
        project, pk, replace(
            document,
            spans={s.id: s for s in new},
            relations={r.id: r for r in links},
            reviews=reviews,
            suggested_by=tuple(x for x in document.suggested_by if x not in here.suggested_by),
        ),
    )  # fmt: skip
    del added["article"]
    return pk, added


def _spans(here: Document, document: Document) -> tuple[dict[str, str], list[Span]]:
    """The id here for each span of the document, and those that are new, with their new ids."""
    known = {(s.annotator, s.key, s.state == REJECTED): s.id for s in here.spans.values()}
    ids: dict[str, str] = {}
    fresh = []
    for span in document.spans.values():
        key = (span.annotator, span.key, span.state == REJECTED)
        if key in known:
            ids[span.id] = known[key]
        else:
            taken = span.id in here.spans
            known[key] = ids[span.id] = new_id("s") if taken else span.id
            fresh.append(span)
    decided = {(s.made_from, s.annotator) for s in here.spans.values() if s.made_from}
    out = []
    for span in fresh:
        made_from = ids.get(span.made_from or "")
        if (made_from, span.annotator) in decided:
            # A suggestion is decided on once by each; what else was made of it stands by itself.
            made_from = None
        out.append(replace(span, id=ids[span.id], made_from=made_from))
    return ids, out


def _links(here: Document, document: Document, ids: dict[str, str]) -> list[Relation]:
    known = {(r.annotator, r.label, r.head, r.tail) for r in here.relations.values()}
    out = []
    for link in document.relations.values():
        head, tail = ids[link.head], ids[link.tail]
        if (link.annotator, link.label, head, tail) not in known:
            link_id = new_id("r") if link.id in here.relations else link.id
            out.append(replace(link, id=link_id, head=head, tail=tail, made_from=None))
    return out
