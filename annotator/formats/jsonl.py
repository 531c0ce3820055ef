"""The interchange format: one article a line, everything said about it; reads back the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

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
    unreadable,
)
from annotator.formats.jsonfile import storable, why
from annotator.formats.jsonl_read import parse
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import Relation, Span

FORMAT = Format(
    "jsonl", "Annotator JSON lines", (".jsonl", ".ndjson"), True, True,
    "everything: articles, zones, spans, relations, entities, reviews; reads back the same",
)  # fmt: skip
MAX_LINE = 64_000_000
_OWN = {"zones", "reviews", "annotators", "suggested_by"}
# What other tools' lines have.
_OTHERS = {"_input_hash", "_task_hash", "tokens", "answer", "label", "labels"}


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is ours: a line that is an object with a text and one of our own lists."""
    first = next((x for x in head.removeprefix(b"\xef\xbb\xbf").splitlines() if x.strip()), b"")
    if not first.startswith(b"{"):
        return None
    try:
        data = json.loads(first)
    except (ValueError, RecursionError):
        # A first line longer than the head; its keys stand in the order of `dump`.
        cut = re.match(rb'\{"id": "[^"]*", "title": "', first)
        return "its first line begins as ours do" if cut else None
    if not isinstance(data, dict) or "text" not in data or _OTHERS & set(data):
        return None
    spans = data.get("spans")
    ours = isinstance(spans, list) and any(isinstance(s, dict) and "layer" in s for s in spans)
    if ours or _OWN & set(data):
        return "its lines have a text, and spans or zones in our form"
    return None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """Articles of a file, and what was refused, line by line; never the whole file in memory.

    Spans that name no annotator are the reading's. Raises FormatError when the file cannot be
    opened.
    """
    for found in _read(path, reading.annotator):
        if isinstance(found, Document):
            everything = Record(found, tuple(found.spans.values()), tuple(found.relations.values()))
            reading.found.update(everything.counts())
            _place(found, reading)
        yield found


def _place(document: Document, reading: Reading) -> None:
    """Give spans the labels that the reading's mapping has for ``layer:LABEL``."""
    dropped = set()
    for span in list(document.spans.values()):
        place = labels.place(reading, span.label, span.layer)
        if place is None:
            dropped.add(span.id)
        elif place != (span.layer, span.label):
            document.spans[span.id] = replace(span, layer=place[0], label=place[1])
    if not dropped:
        return
    before = Record(document, tuple(document.spans.values()), tuple(document.relations.values()))
    for span_id in dropped:
        del document.spans[span_id]
    for span in list(document.spans.values()):
        if span.made_from in dropped:
            document.spans[span.id] = replace(span, made_from=None)
    document.relations = {
        r.id: r
        for r in document.relations.values()
        if r.head not in dropped and r.tail not in dropped
    }
    after = Record(document, tuple(document.spans.values()), tuple(document.relations.values()))
    for kind, number in (before.counts() - after.counts()).items():
        what = f"{'entities' if kind == 'entity' else kind + 's'} of labels that were left out"
        reading.losses.add(what, document.article.id, number, kind)


def _read(path: Path, annotator: str) -> Iterator[Document | Refusal]:
    try:
        with path.open("rb") as file:
            found = False
            for number, line in _lines(file):
                where = f"{path}, line {number}"
                if len(line) > MAX_LINE:
                    yield Refusal(where, "the line is too long", "Split the file by articles")
                elif line.strip():
                    found = True
                    yield _article(line, where, path, annotator)
            if not found:
                yield Refusal(str(path), "the file is empty", "Choose a file with articles")
    except OSError as error:
        raise unreadable(path, error) from error


class Writer(LineWriter):
    """A line for each article."""

    def add(self, record: Record) -> None:
        """Write an article with all that its document holds."""
        document = record.document
        write([document], self.file)
        text = document.article.text
        tally_document(self.tally, text, document.spans, document.relations.values())


def prove(path: Path, writing: Writing) -> Tally:
    """What stands in the file: each line is read again, each offset followed into its text."""
    tally = Tally()
    with path.open("rb") as file:
        for line in file:
            data = json.loads(line)
            text, covered = data["text"], {}
            tally.article(text)
            named = set()
            for span in data["spans"]:
                start, end = span["start"], span["end"]
                covered[span["id"]] = words = text[start:end]
                tally.span(f"{span['layer']}:{span['label']}", words, start, end)
                tally.add("attribute", len(span["attributes"]))
                tally.add("note", 1 if span["note"] else 0)
                named.add(span["entity"])
            tally.add("entity", len(named - {None}))
            for link in data["relations"]:
                tally.relation(link["label"], covered[link["head"]], covered[link["tail"]])
    return tally


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        yield number, line
        # The rest of a line that is too long is passed over, not taken for lines of its own.
        while (
            not line.endswith(b"\n")
            and len(line) > MAX_LINE
            and (line := file.readline(MAX_LINE + 1))
        ):
            pass


def _article(line: bytes, where: str, path: Path, annotator: str) -> Document | Refusal:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Refusal(where, f"not UTF-8: {error.reason} at byte {error.start}", "Save as UTF-8")
    try:
        data = json.loads(text, parse_constant=_no_constant)
        # What no text of ours has, and no database takes: half a character, NUL.
        data = storable(data) if "\\u" in text or "\0" in text else data
    except (ValueError, RecursionError) as error:
        return Refusal(where, f"not valid JSON: {why(error)}", "Correct the line")
    try:
        return parse(data, where, path.name, annotator)
    except FormatError as error:
        return Refusal(error.where, error.what, error.remedy)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def write(documents: Iterable[Document], file: IO[str]) -> int:
    """Write a line for each article; returns how many."""
    count = 0
    for document in documents:
        file.write(json.dumps(dump(document), ensure_ascii=False, separators=(", ", ": ")) + "\n")
        count += 1
    return count


def dump(document: Document) -> dict[str, Any]:
    """A document in the shape of ``resources/article.schema.json``."""
    article = document.article
    used = {s.annotator for s in document.spans.values()}
    used |= {r.annotator for r in document.relations.values()}
    used |= set(document.reviews) | set(document.suggested_by)
    meta = {
        "source": article.source, "url": article.url, "published": article.published,
        "language": article.language, "sha256": article.sha256,
        "imported_at": article.imported_at, "origin": article.origin,
    }  # fmt: skip
    if article.meta:
        meta["extra"] = dict(article.meta)  # type: ignore[assignment]
    spans = sorted(document.spans.values(), key=lambda s: (s.start, s.end, s.id))
    relations = sorted(document.relations.values(), key=lambda r: r.id)
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "meta": meta,
        "zones": [{"start": z.start, "end": z.end, "kind": z.kind} for z in article.zones],
        "spans": [_span(x) for x in spans],
        "relations": [_relation(x) for x in relations],
        "entities": [_entity(e) for _, e in sorted(document.entities.items())],
        "reviews": [
            _fields(r, "annotator status seconds flag comment")
            for _, r in sorted(document.reviews.items())
        ],
        "annotators": [
            _fields(document.annotators[name], "name kind version")
            for name in sorted(used & set(document.annotators))
        ],
        "suggested_by": list(document.suggested_by),
    }  # fmt: skip


def _span(x: Span) -> dict[str, Any]:
    # Field by field: there may be a million of them.
    return {
        "id": x.id, "layer": x.layer, "label": x.label, "start": x.start, "end": x.end,
        "text": x.text, "state": x.state, "annotator": x.annotator, "score": x.score,
        "attributes": dict(x.attributes), "entity": x.entity, "note": x.note, "unsure": x.unsure,
        "made_from": x.made_from, "reason": x.reason, "created": x.created,
        "modified": x.modified,
    }  # fmt: skip


def _relation(x: Relation) -> dict[str, Any]:
    return {
        "id": x.id, "label": x.label, "head": x.head, "tail": x.tail, "state": x.state,
        "annotator": x.annotator, "made_from": x.made_from, "created": x.created,
        "modified": x.modified,
    }  # fmt: skip


def _entity(x: Entity) -> dict[str, Any]:
    return {
        "id": x.id, "name": x.name, "label": x.label, "aliases": list(x.aliases),
        "external": x.external, "note": x.note, "same_as": x.same_as,
    }  # fmt: skip


def _fields(item: Any, names: str) -> dict[str, Any]:
    out = {}
    for name in names.split():
        value = getattr(item, name)
        if isinstance(value, Mapping):
            value = dict(value)
        out[name] = list(value) if isinstance(value, tuple) else value
    return out
