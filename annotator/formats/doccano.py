"""doccano's JSON lines: triples, or entities and relations as objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.formats import offsets
from annotator.formats.base import (
    Format,
    LineWriter,
    Option,
    Reading,
    Record,
    Refusal,
    Tally,
    Writing,
    tally_document,
    tally_of,
)
from annotator.formats.borders import settle
from annotator.formats.building import Builder
from annotator.formats.heading import foreign, heading, source
from annotator.formats.holding import Holds, hold, named
from annotator.formats.jsonfile import dump, objects, peek_lines, records, whole, words
from annotator.formats.labels import name_of
from annotator.formats.offsets import PLAIN, Unit
from annotator.model.document import Document
from annotator.model.span import ACCEPTED, SUGGESTED

ENTITIES, LABEL = "entities", "label"
FORMAT = Format(
    "doccano", "doccano JSON lines", (".jsonl", ".json", ".json1"), True, True,
    "spans, overlapping or not, with shape=entities relations too; not: attributes, notes, names,"
    " annotators, rejected spans",
    training=True,
    options=(Option("shape", "objects with relations, or triples", (ENTITIES, LABEL), ENTITIES),),
)  # fmt: skip
_TRIPLES = ("label", "labels", "annotations", "entities", "spans")
_TEXTS = ("text", "data", "sentence")
_Parts = tuple[str, list[tuple[int, int, Mapping[str, Any]]]]


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is doccano's: triples of start, end and label, or entities with start_offset."""
    found = [x for x in peek_lines(head) if any(k in x for k in _TEXTS)]
    if any(_triple(x) for r in found for k in _TRIPLES for x in _list(r.get(k))):
        return "its records have a text and triples of start, end and label"
    spans = [x for r in found for k in (ENTITIES, "annotations") for x in objects(r.get(k))]
    if any("start_offset" in x for x in spans):
        return "its records have a text and entities with start_offset"
    for first in found[:1]:
        keys = set(first)
        if "Comments" in keys and keys & {ENTITIES, *_TRIPLES}:
            return "its records have a text, labels and Comments"
        if any(
            isinstance(first.get(k), list) and not objects(first[k]) for k in ("label", "labels")
        ):
            return "its records have a text and a list of labels"
        if isinstance(first.get("id"), int) and first.get(ENTITIES) == first.get("relations") == []:
            return "its records have a number, a text, entities and relations"
    return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _triple(item: Any) -> bool:
    return (
        isinstance(item, list)
        and len(item) in (3, 4)
        and whole(item[0]) is not None
        and whole(item[1]) is not None
        and isinstance(item[2], str)
    )


class Writer(LineWriter):
    """A line for each article."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._triples = writing.options.get("shape", ENTITIES) == LABEL
        self._holds = Holds(
            states=(ACCEPTED, SUGGESTED), annotators=False, attributes=False, notes=False,
            entities=False, relations=not self._triples,
        )  # fmt: skip
        self._articles, self._numbers = 0, 0

    def add(self, record: Record) -> None:
        """Write an article; ids are numbers, counted through the file."""
        schema = self.writing.schema
        held = hold(named(record, schema, self.losses), self._holds, self.losses)
        self._articles += 1
        article = record.document.article
        out: dict[str, Any] = {"id": self._articles, "text": article.text}
        numbers = {}
        for span in held.spans:
            self._numbers += 1
            numbers[span.id] = self._numbers
        names = {s.id: name_of(schema, s.layer, s.label) for s in held.spans}
        if self._triples:
            out[LABEL] = [[s.start, s.end, names[s.id]] for s in held.spans]
        else:
            out[ENTITIES] = [
                {"id": numbers[s.id], "label": names[s.id], "start_offset": s.start,
                 "end_offset": s.end}
                for s in held.spans
            ]  # fmt: skip
            out["relations"] = [
                {"id": self._numbers + n, "from_id": numbers[r.head], "to_id": numbers[r.tail],
                 "type": r.label}
                for n, r in enumerate(held.relations, 1)
            ]  # fmt: skip
            self._numbers += len(held.relations)
            out["Comments"] = []
        out["article"] = heading(article)
        self.file.write(dump(out))
        tally_document(self.tally, article.text, {s.id: s for s in held.spans}, held.relations)


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file, of either shape and of older ones, lines or a list.

    doccano counts code points; a file where UTF-16 or bytes clearly meet the borders of words
    better counts these. Raises FormatError where the offsets lie outside the texts.
    """
    found = list(records(path))
    # Ours counts as doccano does, also where a span is no whole word.
    parts = [_parts(x) for _, x in found if not (isinstance(x, dict) and _ours(x))]
    foreign_ = [(raw, spans) for raw, spans in parts if raw]
    unit = settle(((raw, [(s, e) for s, e, _ in spans]) for raw, spans in foreign_), str(path))
    for where, item in found:
        if isinstance(item, Refusal):
            yield item
        elif not isinstance(item, dict) or not _parts(item)[0]:
            yield Refusal(where, "the record has no text", 'Give it a "text"')
        else:
            yield _document(item, where, unit, reading, path)


def _ours(item: Mapping[str, Any]) -> bool:
    about = item.get("article")
    return isinstance(about, dict) and "id" in about


def _parts(item: Any) -> _Parts:
    """The text and its spans, each as an object whatever the shape."""
    if not isinstance(item, dict):
        return "", []
    raw = next((item[k] for k in _TEXTS if isinstance(item.get(k), str)), "")
    out: list[tuple[int, int, Mapping[str, Any]]] = []
    for key in _TRIPLES:
        for x in _list(item.get(key)):
            if _triple(x):
                out.append((whole(x[0]) or 0, whole(x[1]) or 0, {"label": x[2]}))
    for x in [o for k in _TRIPLES for o in objects(item.get(k))]:
        start = whole(x.get("start_offset", x.get("start")))
        end = whole(x.get("end_offset", x.get("end")))
        if start is not None and end is not None:
            out.append((start, end, x))
    return raw, out


def _document(
    item: dict[str, Any], where: str, unit: Unit, reading: Reading, path: Path
) -> Document | Refusal:
    raw, spans = _parts(item)
    if _ours(item):
        about = source(item["article"], raw)
    else:
        about = foreign(_rest(item, raw), _id(item, path))
    builder = Builder(raw, where, reading, about, PLAIN, origin=path.name)
    find = offsets.ranger(raw, unit)
    ids: dict[str | None, str | None] = {}
    for start, end, data in spans:
        place = find(start, end) or (len(raw), len(raw))
        name = words(data.get("label")) or words(data.get("type")) or "OTHER"
        # An annotator's number is all that old exports say.
        who = words(data.get("user"))
        made = builder.span(name, *place, annotator=f"user {who}" if who else None)
        ids[words(data.get("id"))] = made
    ids.pop(None, None)
    for link in objects(item.get("relations")):
        head, tail = (ids.get(words(link.get(k))) for k in ("from_id", "to_id"))
        builder.relation(words(link.get("type")) or words(link.get("label")) or "RELATED",
                         head, tail)  # fmt: skip
    odd = sum(1 for k in _TRIPLES for x in _list(item.get(k)) if isinstance(x, list)
              and not _triple(x))  # fmt: skip
    reading.found["span"] += odd
    reading.losses.add("labels that are no triple of start, end and name", where, odd, "span")
    return builder.build()


def _id(item: Mapping[str, Any], path: Path) -> str:
    number = item.get("id")
    return f"{path.name.partition('.')[0]}-{number}" if isinstance(number, int) else ""


def _rest(item: Mapping[str, Any], raw: str) -> dict[str, Any]:
    """The columns that are the article's own: comments, categories, whatever was imported."""
    skip = {"entities", "spans", "relations", "annotations", "annotation_approver", "article"}
    skip |= {k for k in _TEXTS if item.get(k) == raw}
    skip |= {"id"} if isinstance(item.get("id"), int) else set()
    out = {k: v for k, v in item.items() if k not in skip}
    for key in ("label", "labels"):
        # Categories of the whole text are words; spans are lists and objects.
        names = [x for x in _list(item.get(key)) if isinstance(x, str)]
        single = out.pop(key, None)
        if names or isinstance(single, str | int):
            out["categories"] = names or single
    meta = out.pop("meta", None)
    out |= meta if isinstance(meta, dict) else {}
    comments = out.pop("Comments", None) or out.pop("comments", None)
    if comments:
        out["comments"] = comments
    return out


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
