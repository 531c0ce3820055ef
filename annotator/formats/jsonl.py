"""The interchange format: one article a line, everything said about it; reads back the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
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
            text, spans = data["text"], data["spans"]
            found = [
                (f"{s['layer']}:{s['label']}", s["start"], s["end"], text[s["start"] : s["end"]])
                for s in spans
            ]
            tally.article(text)
            tally.spans(found)
            tally.add("attribute", sum([len(s["attributes"]) for s in spans]))
            tally.add("note", sum([1 for s in spans if s["note"]]))
            tally.add("entity", len({s["entity"] for s in spans} - {None}))
            covered = {s["id"]: x[3] for s, x in zip(spans, found, strict=True)}
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
        file.write(line(document) + "\n")
        count += 1
    return count


def dump(document: Document) -> dict[str, Any]:
    """A document in the shape of ``resources/article.schema.json``."""
    return json.loads(line(document))  # type: ignore[no-any-return]


_json = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_text = json.encoder.encode_basestring


def line(document: Document) -> str:
    """A document as it stands in a file, without the line's end."""
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
    rest = {
        "reviews": [
            _fields(r, "annotator status seconds flag comment")
            for _, r in sorted(document.reviews.items())
        ],
        "annotators": [
            _fields(document.annotators[name], "name kind version")
            for name in sorted(used & set(document.annotators))
        ],
        "suggested_by": list(document.suggested_by),
    }
    zones = [{"start": z.start, "end": z.end, "kind": z.kind} for z in article.zones]
    head = {"id": article.id, "title": article.title, "text": article.text, "meta": meta,
            "zones": zones}  # fmt: skip
    entities = (e for _, e in sorted(document.entities.items()))
    return (
        f'{_json(head)[:-1]}, "spans": [{", ".join(map(_span, spans))}],'
        f' "relations": [{", ".join(map(_relation, relations))}],'
        f' "entities": [{", ".join(map(_entity, entities))}], {_json(rest)[1:]}'
    )


def _span(x: Span) -> str:
    # Field by field, and as text at once: there may be a million of them.
    return (
        f'{{"id": {_text(x.id)}, "layer": {_text(x.layer)}, "label": {_text(x.label)},'
        f' "start": {x.start}, "end": {x.end}, "text": {_text(x.text)},'
        f' "state": {_text(x.state)}, "annotator": {_text(x.annotator)},'
        f' "score": {"null" if x.score is None else _json(x.score)},'
        f' "attributes": {_json(dict(x.attributes)) if x.attributes else "{}"},'
        f' "entity": {_maybe(x.entity)}, "note": {_maybe(x.note)},'
        f' "unsure": {"true" if x.unsure else "false"}, "made_from": {_maybe(x.made_from)},'
        f' "reason": {_maybe(x.reason)}, "created": {_text(x.created)},'
        f' "modified": {_text(x.modified)}}}'
    )


def _relation(x: Relation) -> str:
    return (
        f'{{"id": {_text(x.id)}, "label": {_text(x.label)}, "head": {_text(x.head)},'
        f' "tail": {_text(x.tail)}, "state": {_text(x.state)}, "annotator": {_text(x.annotator)},'
        f' "made_from": {_maybe(x.made_from)}, "created": {_text(x.created)},'
        f' "modified": {_text(x.modified)}}}'
    )


def _entity(x: Entity) -> str:
    return (
        f'{{"id": {_text(x.id)}, "name": {_text(x.name)}, "label": {_text(x.label)},'
        f' "aliases": {_json(list(x.aliases)) if x.aliases else "[]"},'
        f' "external": {_maybe(x.external)}, "note": {_maybe(x.note)},'
        f' "same_as": {_maybe(x.same_as)}}}'
    )


def _maybe(words: str | None) -> str:
    return "null" if words is None else _text(words)


def _fields(item: Any, names: str) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names.split()}
