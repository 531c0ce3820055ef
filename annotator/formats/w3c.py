"""W3C Web Annotation (JSON-LD, Recommendation of 2017): each span an annotation of its article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator.formats import labels
from annotator.formats.base import (
    Format,
    LineWriter,
    Reading,
    Record,
    Refusal,
    Tally,
    Writing,
    tally_document,
    tally_of,
)
from annotator.formats.heading import entity, heading
from annotator.formats.holding import Holds, hold
from annotator.formats.jsonfile import objects, peek
from annotator.formats.w3c_read import CONTEXT, PREFIX, beside, documents, every_one
from annotator.model.document import Document
from annotator.model.people import PIPELINE
from annotator.model.span import REJECTED, Relation, Span

FORMAT = Format(
    "w3c", "W3C Web Annotation", (".jsonld", ".json", ".jsonl"), True, True,
    "articles with text and zones, spans of any state with attributes, notes and entities,"
    " relations; not: reviews, marks as unsure",
)  # fmt: skip
# How much of the text around a span is written, so that other tools find it in another copy.
_AROUND = 32
_TERMS = {
    "heading": {"@id": f"{PREFIX}heading", "@type": "@json"},
    "details": {"@id": f"{PREFIX}details", "@type": "@json"},
}


def sniff(path: Path, head: bytes) -> str | None:
    """Why these are Web Annotations: their context, or annotations with targets and selectors."""
    first = peek(head)
    said = json.dumps(first.get("@context", ""), default=str)
    if "ns/anno" in said or "ns/oa" in said:
        return "its context is that of Web Annotations"
    if first.get("type") == "Annotation" and "target" in first:
        return "its records are annotations with a target"
    rows = objects(first.get("rows"))
    row = rows[0] if rows else first
    if {"uri", "target", "user"} <= set(row) and isinstance(row.get("target"), list | None):
        return "its records are annotations as Hypothesis exports them"
    return "its context is that of Web Annotations" if _early(head) else None


def _early(head: bytes) -> bool:
    # A first record that is longer than what was read of the file.
    return head[:2000].lstrip(b"\xef\xbb\xbf \r\n\t[").startswith(b'{"@context"') and (
        b"ns/anno.jsonld" in head[:2000]
    )


def companions(path: Path) -> tuple[Path, ...]:
    """The texts beside the file that its annotations are about."""
    return beside(path)


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles that the annotations of a file are about; see ``docs/formats/w3c.md``.

    Raises FormatError for a file that holds no annotation, or whose annotations all lead to other
    words than they say.
    """
    yield from documents(path, every_one(path, reading), reading)


class Writer(LineWriter):
    """One AnnotationCollection, an annotation a line."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        context = json.dumps([CONTEXT, _TERMS])
        self.file.write(
            f'{{"@context": {context},\n"id": "{PREFIX}export", "type": "AnnotationCollection",\n'
            f'"first": {{"id": "{PREFIX}export:1", "type": "AnnotationPage", "items": ['
        )
        self._count = 0

    def add(self, record: Record) -> None:
        """Write an article's own annotation, which holds its text, then its spans and relations."""
        held = hold(record, Holds(), self.losses)
        document = record.document
        article = document.article
        place = f"{PREFIX}article:{quote(article.id, safe='')}"
        text = {
            "id": place, "type": "Text", "format": "text/plain", "value": article.text,
        }  # fmt: skip
        if article.language:
            text["language"] = article.language
        named = sorted({s.entity for s in held.spans if s.entity} & set(document.entities))
        said = heading(article)
        if named:
            said["entities"] = [entity(document.entities[x]) for x in named]
        self._write(
            {"id": f"{place}:about", "type": "Annotation", "motivation": "describing",
             "heading": said, "target": text}
        )  # fmt: skip
        for span in held.spans:
            self._write(self._span(span, document, place))
        for link in held.relations:
            self._write(_relation(link, document, place))
        spans = {s.id: s for s in held.spans}
        tally_document(self.tally, article.text, spans, held.relations)

    def _span(self, span: Span, document: Document, place: str) -> dict[str, Any]:
        text, start, end = document.article.text, span.start, span.end
        name = labels.name_of(self.writing.schema, span.layer, span.label)
        bodies: list[dict[str, Any]] = [
            {"type": "TextualBody", "purpose": "tagging", "value": name}
        ]
        if span.note:
            bodies.append({"type": "TextualBody", "purpose": "commenting", "value": span.note})
        known = document.entities.get(span.entity or "")
        if known is not None and (known.external or "").startswith(("http://", "https://")):
            bodies.append(
                {"type": "SpecificResource", "purpose": "identifying", "source": known.external}
            )
        details: dict[str, Any] = {
            "id": span.id, "layer": span.layer, "label": span.label, "state": span.state,
        }  # fmt: skip
        details |= {
            key: value
            for key, value in (
                ("score", span.score), ("attributes", dict(span.attributes)),
                ("entity", span.entity), ("made_from", span.made_from),
            )
            if value not in (None, {})
        }  # fmt: skip
        return {
            "id": f"{place}:span:{quote(span.id, safe='')}",
            "type": "Annotation",
            # A rejected span is no statement about the text but one about a suggestion.
            "motivation": "moderating" if span.state == REJECTED else "tagging",
            **_who(span, document),
            "body": bodies,
            "target": {
                "source": place,
                "selector": [
                    {"type": "TextPositionSelector", "start": start, "end": end},
                    {
                        "type": "TextQuoteSelector", "exact": text[start:end],
                        "prefix": text[max(0, start - _AROUND) : start],
                        "suffix": text[end : end + _AROUND],
                    },
                ],
            },
            "details": details,
        }  # fmt: skip

    def _write(self, annotation: dict[str, Any]) -> None:
        self.file.write(",\n" if self._count else "\n")
        self.file.write(json.dumps(annotation, ensure_ascii=False))
        self._count += 1

    def finish(self) -> None:
        """Close the page and the collection, with how many there are."""
        self.file.write(f'\n]}},\n"total": {self._count}}}\n')
        super().finish()


def _who(item: Span | Relation, document: Document) -> dict[str, Any]:
    known = document.annotators.get(item.annotator)
    machine = known is not None and known.kind == PIPELINE
    kind = "Software" if machine else "Person"
    found: dict[str, Any] = {
        "creator": {
            "id": f"{PREFIX}{kind.lower()}:{quote(item.annotator, safe='')}", "type": kind,
            "name": item.annotator,
        }
    }  # fmt: skip
    found |= {k: v for k in ("created", "modified") if (v := getattr(item, k))}
    return found


def _relation(link: Relation, document: Document, place: str) -> dict[str, Any]:
    ends = (f"{place}:span:{quote(x, safe='')}" for x in (link.head, link.tail))
    return {
        "id": f"{place}:relation:{quote(link.id, safe='')}",
        "type": "Annotation",
        "motivation": "linking",
        **_who(link, document),
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": link.label}],
        "target": [{"id": x} for x in ends],
        "details": {"id": link.id, "state": link.state},
    }


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
