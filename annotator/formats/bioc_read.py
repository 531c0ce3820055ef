"""Reads BioC: offsets of the document, of the passage or of the sentence, in any unit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from annotator.formats import labels
from annotator.formats.base import Reading, Refusal, unreadable
from annotator.formats.building import Builder, Source
from annotator.formats.jsonfile import storable, whole, why
from annotator.formats.offsets import BYTES, CODE_POINTS, ENOUGH, UTF16, Unit, ranger, same
from annotator.formats.packed import local, parse_xml
from annotator.formats.pubtator_read import documents as pubtator
from annotator.formats.pubtator_read import is_pubtator
from annotator.formats.values import decoded, from_json, from_word
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import ACCEPTED, STATES

_TYPES = ("type", "Type", "label", "semantic_type", "semtype")
# Infons of ours that are no attributes; those of others may be called so too.
OWN = {
    "type", "layer", "state", "annotator", "note", "more", "entity", "entity_name", "entity_label",
    "entity_external", "identifier",
}  # fmt: skip
_META = ("title", "source", "url", "published", "language")
_DOCUMENT, _PASSAGE, _SENTENCE = "the document", "the passage", "the sentence"
# Before any text, whatever it is counted from.
_NOWHERE = -(10**12)
Item = dict[str, Any]
Range = tuple[int, int]


@dataclass
class Piece:
    """A text with the offset that the file gives it, and where it begins in the article."""

    text: str
    offset: int
    at: int
    passage: str
    find: dict[str, Callable[[int, int], Range | None]] = field(default_factory=dict)

    def place(self, offset: int, step: str) -> int | None:
        """The article's offset for one of the file's, None when it is not in this text."""
        if not self.offset <= offset <= self.offset + 4 * len(self.text):
            return None
        if step not in self.find:
            self.find[step] = ranger(self.text, Unit(step))
        found = self.find[step](0, offset - self.offset)
        return self.at + found[1] if found else None


@dataclass
class Mark:
    """An annotation as it stands in the file, with the offsets of what it stands in."""

    item: Item
    places: list[Range]
    words: str | None
    bases: dict[str, int]
    holder: str


@dataclass
class Part:
    """A document of the file: its text, its annotations and relations."""

    item: Item
    text: str
    pieces: list[Piece]
    marks: list[Mark]
    relations: list[tuple[Item, str]]


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is BioC: a collection of documents with passages."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if is_pubtator(head):
        return "it begins with a title and an abstract of PubTator"
    if start.startswith(b"<"):
        bioc = b"<collection" in head and (b"BioC" in head or b"<passage" in head)
        return "it is a collection with passages" if bioc else None
    if start.startswith((b"{", b"[")):
        bioc = b'"passages"' in head and (b'"infons"' in head or b'"documents"' in head)
        return "it has documents with passages" if bioc else None
    return None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a collection. Raises FormatError for what is none, and when in no way of
    counting nine tenths of the annotations cover the words that they say."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    where = str(path)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if is_pubtator(data[:65_536]):
        items, odd = pubtator(decoded(data, where))
        for line in odd:
            reading.losses.add("lines that are not PubTator's", f"{where}: {line[:40]}")
    else:
        items = _from_xml(data, where) if start == b"<" else _from_json(data, where)
    parts: list[Part | Refusal] = []
    for number, item in enumerate(items, 1):
        try:
            parts.append(_part(item))
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            parts.append(
                Refusal(f"{where}, document {number}", f"not BioC: {error}", "Export it anew")
            )
    how = _decide([p for p in parts if isinstance(p, Part)], where, reading)
    for number, part in enumerate(parts, 1):
        if isinstance(part, Refusal):
            yield part
        else:
            yield _document(part, how, f"{where}, document {number}", path, number, reading)
    if not parts:
        yield Refusal(where, "the collection has no documents", "Choose a file with articles")


def _from_json(data: bytes, where: str) -> list[Any]:
    try:
        text = data.decode("utf-8-sig")
        try:
            found = storable(json.loads(text))
        except ValueError:
            # A document a line, as the service of PubTator gives them.
            found = [storable(json.loads(line)) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise FormatError(f"not valid JSON: {why(error)}", where, "Export it anew") from error
    if isinstance(found, dict) and "passages" not in found:
        lists = (v for k, v in found.items() if k in ("documents", "PubTator3"))
        found = next(lists, None)
    found = [found] if isinstance(found, dict) else found
    if not isinstance(found, list):
        raise FormatError("it has no list of documents", where, "Choose a BioC file")
    inner: list[Any] = []
    for one in found:
        several = one.get("documents") if isinstance(one, dict) else None
        inner += several if isinstance(several, list) else [one]
    return inner


def _from_xml(data: bytes, where: str) -> list[Any]:
    root = parse_xml(data, where)
    found = [x for x in root.iter() if local(x) == "document"]
    if not found and local(root) != "collection":
        raise FormatError("its root is no collection", where, "Choose a BioC file")
    return [_item(x) for x in found]


_MANY = {
    "passage": "passages", "sentence": "sentences", "annotation": "annotations",
    "relation": "relations", "location": "locations", "node": "nodes",
}  # fmt: skip


def _item(element: Element) -> Item:
    """An element in the shape of BioC JSON."""
    out: Item = {**element.attrib, "infons": {}}
    for child in element:
        name = local(child)
        if name == "infon":
            out["infons"][child.get("key", "")] = child.text or ""
        elif name in _MANY:
            out.setdefault(_MANY[name], []).append(_item(child))
        else:
            out[name] = child.text or ""
    return out


def _part(item: Item) -> Part:
    part = Part(item, "", [], [], [])
    passages = item.get("passages") or []
    if not isinstance(passages, list):
        raise ValueError("passages are no list")
    for number, passage in enumerate(passages):
        base = max(0, _number(passage.get("offset")))
        if part.text:
            part.text += "\n"
        bases = {_PASSAGE: base, _SENTENCE: base}
        sentences = passage.get("sentences") or []
        told = passage.get("text")
        if told or not sentences:
            _text(part, str(told or ""), base, str(number))
        _said(part, passage, bases, str(number))
        before = None
        for n, sentence in enumerate(sentences):
            offset = max(0, _number(sentence.get("offset")))
            if not told:
                # Whatever the unit: some room between two sentences is one space.
                if before is not None and offset != before and part.text[-1:].strip():
                    part.text += " "
                words = str(sentence.get("text") or "")
                _text(part, words, offset, str(number))
                before = offset + len(words)
            _said(part, sentence, {_PASSAGE: base, _SENTENCE: offset}, f"{number}.{n}")
    _said(part, item, {_PASSAGE: 0, _SENTENCE: 0}, "")
    return part


def _text(part: Part, text: str, offset: int, passage: str) -> None:
    part.pieces.append(Piece(text, offset, len(part.text), passage))
    part.text += text


def _said(part: Part, item: Item, bases: dict[str, int], holder: str) -> None:
    for one in item.get("annotations") or []:
        places = [
            (_number(x.get("offset")), _number(x.get("length")))
            for x in one.get("locations") or []
        ]  # fmt: skip
        words = one.get("text")
        part.marks.append(Mark(one, places, str(words) if words else None, bases, holder))
    part.relations += [(x, holder) for x in item.get("relations") or []]


def _number(value: Any) -> int:
    # What is no number leads nowhere: the annotation is counted as left out.
    found = whole(value.strip() if isinstance(value, str) else value)
    return _NOWHERE if found is None else found


def _placed(part: Part, mark: Mark, how: tuple[str, str]) -> list[Range] | None:
    base, step = mark.bases.get(how[0], 0), how[1]
    # Where the offsets of passages overlap, an annotation means its own.
    passage = mark.holder.partition(".")[0]
    own = [p for p in part.pieces if p.passage == passage]
    out = []
    for offset, length in mark.places:
        found = _range(own, base + offset, length, step) or _range(
            part.pieces, base + offset, length, step
        )
        if found is None:
            return None
        out.append(found)
    return sorted(out) or None


def _range(pieces: list[Piece], offset: int, length: int, step: str) -> Range | None:
    """Where an offset leads; at the border of two pieces an end belongs to the first."""
    starts = [x for p in pieces if p.text and (x := p.place(offset, step)) is not None]
    ends = [x for p in pieces if p.text and (x := p.place(offset + length, step)) is not None]
    return (starts[-1], ends[0]) if starts and ends and starts[-1] < ends[0] else None


def _decide(parts: list[Part], where: str, reading: Reading) -> tuple[str, str]:
    """What offsets are counted from, and in which unit: as BioC says unless others fit better."""
    ways = list(product((_DOCUMENT, _PASSAGE, _SENTENCE), (CODE_POINTS, UTF16, BYTES)))
    told = [(p, m) for p in parts for m in p.marks if m.words and len(m.places) == 1][:5000]
    total = len(told)
    best, most = ways[0], -1
    for way in ways:
        hits = sum(_fits(p, m, way) for p, m in told)
        if hits > most:
            best, most = way, hits
        if most == total:
            break
    if most < total * ENOUGH:
        raise FormatError(
            f"its annotations cover other words than they say, however counted ({most} of {total})",
            where, "Nothing was stored. Export the file anew",
        )  # fmt: skip
    if best != ways[0]:
        reading.remarks.append(f"offsets count {best[1]} from the beginning of {best[0]}")
    return best


def _fits(part: Part, mark: Mark, how: tuple[str, str]) -> bool:
    found = _placed(part, mark, how)
    return found is not None and same(part.text[slice(*found[0])], mark.words or "")


def _document(
    part: Part, how: tuple[str, str], where: str, path: Path, number: int, reading: Reading
) -> Document | Refusal:
    infons = _infons(part.item)
    named = part.item.get("id") or part.item.get("_id") or f"{path.stem}-{number}"
    rest = {k: v for k, v in infons.items() if k not in _META}
    about = Source(
        str(named), infons.get("title") or _title(part), infons.get("source"), infons.get("url"),
        infons.get("published"), infons.get("language"), meta=rest,
    )  # fmt: skip
    builder = Builder(part.text, where, reading, about, origin=path.name)
    ids: dict[tuple[str, str], str | None] = {}
    for mark in part.marks:
        made = _span(builder, mark, _placed(part, mark, how))
        name = str(mark.item.get("id", ""))
        ids[mark.holder, name] = made
        ids.setdefault(("", name), made)
    for item, holder in part.relations:
        _relation(builder, item, holder, ids)
    return builder.build()


def _title(part: Part) -> str:
    for passage in part.item.get("passages") or []:
        kind = _infons(passage)
        if "title" in (kind.get("type"), kind.get("section_type", "").lower()):
            return str(passage.get("text") or "")
    return ""


def _infons(item: Item) -> dict[str, str]:
    found = item.get("infons")
    if not isinstance(found, dict):
        return {}
    return {
        str(k): v if isinstance(v, str) else json.dumps(v)
        for k, v in found.items()
        if v is not None
    }


def _span(builder: Builder, mark: Mark, places: list[Range] | None) -> str | None:
    infons = _infons(mark.item)
    key = next((k for k in _TYPES if infons.get(k)), None)
    label = infons[key] if key else "OTHER"
    ours = infons.get("state") in STATES and bool(infons.get("layer"))
    layer = infons.get("layer") if ours else None
    schema = builder.reading.schema
    reserved = OWN if ours else {"identifier", key}
    attributes: dict[str, Any] = {
        k: from_word(schema, layer, k, v)
        for k, v in infons.items()
        if k not in reserved and k != key
    }
    state = infons["state"] if ours else ACCEPTED
    note = infons.get("note") if ours else None
    rest = from_json(infons.get("more", "{}")) if ours else {}
    attributes.update(rest if isinstance(rest, dict) else {"more": rest})
    entity = _entity(builder, infons, label, layer, mark.words or "")
    more: dict[str, Any] = {
        "layer": layer, "attributes": attributes, "note": note, "state": state, "entity": entity,
        "annotator": infons.get("annotator") if ours else None,
        "id": str(mark.item.get("id")) if ours else None,
    }  # fmt: skip
    if places is None:
        return builder.span(label, -1, -1, **more)
    if len(places) > 1:
        return builder.pieces(label, places, **more)
    return builder.span(label, *places[0], covered=mark.words, **more)


def _entity(
    builder: Builder, infons: dict[str, str], label: str, layer: str | None, words: str
) -> str | None:
    own, other = infons.get("entity") if layer else None, infons.get("identifier")
    if own:
        return builder.entity(
            Entity(own, infons.get("entity_name") or words or own,
                   infons.get("entity_label") or label, external=infons.get("entity_external"))
        )  # fmt: skip
    if not other or other in ("-", "-1", "None", "null"):
        return None
    placed = labels.place(builder.reading, label, layer)
    return builder.entity(
        Entity(other, words or other, placed[1] if placed else label, external=other)
    )


def _relation(
    builder: Builder, item: Item, holder: str, ids: dict[tuple[str, str], str | None]
) -> None:
    infons = _infons(item)
    label = next((infons[k] for k in (*_TYPES, "relation") if infons.get(k)), "RELATED")
    nodes = item.get("nodes") or []
    found = [
        ids.get((holder, str(n.get("refid"))), ids.get(("", str(n.get("refid")))))
        for n in nodes if isinstance(n, dict)
    ]  # fmt: skip
    state = infons.get("state")
    state = state if state in STATES else ACCEPTED
    ours = "state" in infons and len(found) == 2
    more = {"id": str(item.get("id")), "annotator": infons.get("annotator")} if ours else {}
    if len(found) < 2:
        builder.relation(label, None, None)
        return
    tails = found[1:]
    if len(tails) > 1:
        builder.reading.losses.add("relations of more than two spans, taken two by two", label)
    for tail in tails:
        builder.relation(label, found[0], tail, state=state if ours else ACCEPTED, **more)
