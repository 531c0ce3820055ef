"""Reads documents of GATE: XML with nodes in the text, and the JSON of gatenlp (bdoc)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from annotator.formats.base import Format, Reading, Refusal, unreadable
from annotator.formats.building import Builder, Source
from annotator.formats.jsonfile import storable, whole, why
from annotator.formats.offsets import CODE_POINTS, PLAIN, UTF16, Unit
from annotator.formats.packed import parse_xml
from annotator.model.document import Document
from annotator.model.errors import FormatError

# XML files are told by what stands in them.
FORMAT = Format(
    "gate", "GATE documents", (".bdocjs", ".bdoc"), True, False,
    "texts, annotations of all sets with their features, relations; not: tokens, sentences,"
    " look-ups and original markup",
)  # fmt: skip
_MARKUP = "Original markups"
_WORDS = {"Token", "SpaceToken", "Sentence", "Split", "Lookup", "DEFAULT_TOKEN", "paragraph"}
_ABOUT = {"gate.SourceURL": "url", "title": "title", "language": "language", "lang": "language"}
_NUMBERS = {"Integer", "Long", "Short"}


@dataclass
class Mark:
    """An annotation of a set."""

    id: str
    type: str
    start: int
    end: int
    features: Mapping[str, Any]


@dataclass
class Found:
    """What a file says: the text, the unit of its offsets, the sets, relations of members."""

    text: str
    unit: Unit = PLAIN
    features: Mapping[str, Any] = field(default_factory=dict)
    sets: dict[str, list[Mark]] = field(default_factory=dict)
    relations: list[tuple[str, list[str]]] = field(default_factory=list)


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is GATE's: its root element, or the keys of its JSON."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and b"<GateDocument" in head[:4000]:
        return "its root element is GateDocument"
    keys = b'"annotation_sets"' in head or b'"offset_type"' in head
    return "it has annotation sets of GATE" if start.startswith(b"{") and keys else None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The article of a file; each annotation set's name is the annotator, that of the default set
    the reading's. Raises FormatError for what is no document of GATE."""
    where = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    found = _from_xml(data, where) if start == b"<" else _from_json(data, where)
    about: dict[str, Any] = {}
    meta = {}
    for name, value in found.features.items():
        if name in _ABOUT and isinstance(value, str):
            about[_ABOUT[name]] = value
        else:
            meta[name] = value
    source = Source(path.stem, meta=meta, **about)
    builder = Builder(found.text, where, reading, source, found.unit, path.name)
    ids: dict[str, str | None] = {}
    for name, marks in found.sets.items():
        for mark in marks:
            ids[mark.id] = _add(builder, name, mark)
    for label, members in found.relations:
        head, *tails = [ids.get(m) for m in members] or [None]
        for tail in tails or [None]:
            builder.relation(label, head, tail)
    yield builder.build()


def _add(builder: Builder, set_: str, mark: Mark) -> str | None:
    what = "original markup" if set_ == _MARKUP else ""
    what = what or ("tokens, sentences and look-ups" if mark.type in _WORDS else "")
    if what:
        builder.reading.found["span"] += 1
        builder.reading.losses.add(what, mark.type, kind="span")
        return None
    # Names of other annotations by number: what they say is in the relations, or nowhere.
    said = {k: v for k, v in mark.features.items() if k != "matches"}
    builder.reading.losses.add("lists of matches", count=len(mark.features) - len(said))
    own = set_ in ("", "Key", "Gold", "consensus")
    return builder.span(
        mark.type, mark.start, mark.end, attributes=said, annotator=None if own else set_
    )


def _from_xml(data: bytes, where: str) -> Found:
    root = parse_xml(data, where)
    inside = next((x for x in root if x.tag == "TextWithNodes"), None)
    if root.tag != "GateDocument" or inside is None:
        raise FormatError("it has no text with nodes", where, "Save it in GATE as GATE XML")
    text, nodes = _nodes(inside)
    features = next((x for x in root if x.tag == "GateDocumentFeatures"), None)
    found = Found(text, PLAIN, _features(features) if features is not None else {})
    for child in root:
        if child.tag == "AnnotationSet":
            marks = found.sets.setdefault(child.get("Name", ""), [])
            for one in (x for x in child if x.tag == "Annotation"):
                marks.append(_mark(one, nodes))
        elif child.tag == "RelationSet":
            found.relations += [
                (x.get("Type", "RELATED"), x.get("Members", "").split(";"))
                for x in child if x.tag == "Relation"
            ]  # fmt: skip
    return found


def _nodes(inside: Element) -> tuple[str, dict[str, int]]:
    """The text, and where in it each node stands: whatever its number counts."""
    parts, nodes = [inside.text or ""], {}
    at = len(parts[0])
    for node in inside:
        nodes[node.get("id", "")] = at
        parts.append(node.tail or "")
        at += len(parts[-1])
    return "".join(parts), nodes


def _mark(element: Element, nodes: Mapping[str, int]) -> Mark:
    start, end = (nodes.get(element.get(k, ""), -1) for k in ("StartNode", "EndNode"))
    kind = element.get("Type", "OTHER")
    return Mark(element.get("Id", ""), kind, start, end, _features(element))


def _features(element: Element) -> dict[str, Any]:
    out = {}
    for feature in (x for x in element if x.tag == "Feature"):
        name = feature.findtext("Name") or ""
        value = next((x for x in feature if x.tag == "Value"), None)
        if name and value is not None:
            out[name] = _value(value)
    return out


def _value(element: Element) -> Any:
    words = element.text or ""
    kind = element.get("className", "").rpartition(".")[2]
    if kind in _NUMBERS and words.lstrip("-").isdecimal() and len(words) < 16:
        return int(words)
    if kind == "Boolean":
        return words == "true"
    if element.get("itemClassName"):
        return words.split(";") if words else []
    return words


def _why(error: Exception) -> str:
    # A key is all that a KeyError says.
    return f"it has no {error}" if isinstance(error, KeyError) else why(error)


def _offset(value: Any) -> int:
    # What is no number leads nowhere: the annotation is counted as left out.
    found = whole(value)
    return -1 if found is None else found


def _from_json(data: bytes, where: str) -> Found:
    try:
        raw = storable(json.loads(data.decode("utf-8-sig")))
        unit = Unit(UTF16 if raw.get("offset_type") == "j" else CODE_POINTS)
        features = {str(k): v for k, v in (raw.get("features") or {}).items()}
        found = Found(str(raw["text"]), unit, features)
        sets = raw.get("annotation_sets") or {}
        named = sets.items() if isinstance(sets, dict) else ((s.get("name", ""), s) for s in sets)
        for name, one in named:
            marks = found.sets.setdefault(str(name), [])
            for n, item in enumerate(one.get("annotations") or []):
                start, end = (_offset(item.get(k)) for k in ("start", "end"))
                said = {str(k): v for k, v in (item.get("features") or {}).items()}
                id_ = f"{name} {item.get('id', n)}"
                marks.append(Mark(id_, str(item.get("type") or "OTHER"), start, end, said))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FormatError(
            f"this is no document of GATE: {_why(error)}", where, "Save it as GATE XML or bdocjs"
        ) from error
    return found
