"""Reads Prodigy's JSON lines, of any of its views that shows a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.formats import offsets
from annotator.formats.base import Reading, Refusal
from annotator.formats.borders import settle
from annotator.formats.building import Builder
from annotator.formats.heading import entity_from, foreign, source
from annotator.formats.jsonfile import objects, records, whole, words
from annotator.formats.offsets import PLAIN, Unit
from annotator.model.document import Document
from annotator.model.people import DONE, SKIPPED, Entity
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED

_STATES = {"accept": ACCEPTED, "reject": REJECTED, "ignore": SUGGESTED}
# What is taken elsewhere, and how the window of Prodigy looked.
_TAKEN = {"text", "meta", "answer", "entities", "html", "config", "priority"}
_SHOWN = {
    "start", "end", "label", "token_start", "token_end", "text", "id", "layer", "attributes",
    "note", "entity", "score", "source", "color", "input_hash", "pattern", "type", "ws",
}  # fmt: skip
Range = tuple[int, int]


@dataclass
class _Span:
    place: Range | None
    data: Mapping[str, Any]
    tokens: Range | None


@dataclass
class _Line:
    """A line without its tokens, which are many and are said by offsets as well."""

    where: str
    data: dict[str, Any]
    spans: list[_Span]
    links: list[tuple[str, _Span, _Span, Mapping[str, Any]]]


@dataclass
class _Text:
    """All that the lines of a file say of one text."""

    raw: str
    lines: list[_Line] = field(default_factory=list)


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file; lines of one input, by several sessions, are one article.

    Answer accept makes spans accepted, reject rejected, ignore a suggestion that is still open; a
    line without an answer counts as accepted, as ``db-in`` takes it. Offsets are code points,
    unless the tokens' texts say otherwise. Raises FormatError where they lead nowhere.
    """
    texts: dict[object, _Text | Refusal] = {}
    said: list[tuple[str, list[tuple[int, int, str]]]] = []
    unsaid: list[tuple[str, list[Range]]] = []
    for where, item in records(path):
        raw = item.get("text") if isinstance(item, dict) else None
        if isinstance(item, Refusal):
            texts[where] = item
        elif not isinstance(raw, str):
            what = "the record has no text" if isinstance(item, dict) else "not an object"
            texts[where] = Refusal(where, what, "Only views of a text are read")
        else:
            _count_odd(item, where, reading)
            line = _line(item, where, said if len(said) < 2000 else [])
            unsaid.append((raw, [s.place for s in line.spans if s.place]))
            meta = item.get("meta")
            own = meta.get("id") if isinstance(meta, dict) else None
            key = (words(item.get("_input_hash")), raw, words(own))
            known = texts.setdefault(key, _Text(raw))
            assert isinstance(known, _Text)
            known.lines.append(line)
    unit = _unit(said, unsaid, str(path))
    for found in texts.values():
        yield found if isinstance(found, Refusal) else _document(found, unit, reading, path)


def _unit(
    said: list[tuple[str, list[tuple[int, int, str]]]], unsaid: list[tuple[str, list[Range]]],
    where: str,
) -> Unit:  # fmt: skip
    if any(spans for _, spans in said):
        return offsets.decide(said, where).unit
    return settle(unsaid, where)


def _count_odd(item: Mapping[str, Any], where: str, reading: Reading) -> None:
    """Count what stands where spans and relations should, and is none."""
    for key, kind in (("spans", "span"), ("relations", "relation")):
        found = item.get(key)
        if found in (None, "", {}):
            continue
        odd = len(found) - len(objects(found)) if isinstance(found, list) else 1
        reading.found[kind] += odd
        reading.losses.add(f"{key} that are no objects", where, odd, kind)


def _line(
    item: dict[str, Any], where: str, said: list[tuple[str, list[tuple[int, int, str]]]]
) -> _Line:
    tokens = objects(item.pop("tokens", None))
    places = dict(enumerate(_pair(t.get("start"), t.get("end")) for t in tokens))
    spans = [_span(x, places) for x in objects(item.pop("spans", None))]
    covered = [
        (*p, t["text"]) for i, t in enumerate(tokens)
        if (p := places[i]) is not None and isinstance(t.get("text"), str)
    ]  # fmt: skip
    covered += [
        (*s.place, s.data["text"]) for s in spans if s.place and isinstance(s.data.get("text"), str)
    ]
    said.append((str(item["text"]), covered))
    links = [_link(x, spans, places) for x in objects(item.pop("relations", None))]
    return _Line(where, item, spans, links)


def _pair(start: Any, end: Any) -> Range | None:
    low, high = whole(start), whole(end)
    return None if low is None or high is None else (low, high)


def _span(data: Mapping[str, Any], places: Mapping[int, Range | None]) -> _Span:
    place = _pair(data.get("start"), data.get("end"))
    numbers = _pair(data.get("token_start"), data.get("token_end"))
    if place is None and numbers is not None:
        # The last token is inside.
        first, last = places.get(numbers[0]), places.get(numbers[1])
        place = (first[0], last[1]) if first and last else None
    return _Span(place, data, numbers)


def _link(
    item: Mapping[str, Any], spans: list[_Span], places: Mapping[int, Range | None]
) -> tuple[str, _Span, _Span, Mapping[str, Any]]:
    ends = []
    for name in ("head", "child"):
        token = whole(item.get(name))
        found = item.get(f"{name}_span")
        end = _span(found, places) if isinstance(found, dict) else _Span(None, {}, None)
        if end.place is None and token is not None:
            # A token stands for the shortest span around it.
            around = [s for s in spans if s.tokens and s.tokens[0] <= token <= s.tokens[1]]
            place = places.get(token)
            around = around or [
                s for s in spans
                if s.place and place and s.place[0] <= place[0] and place[1] <= s.place[1]
            ]  # fmt: skip
            nearest = min(around, key=lambda s: s.place[1] - s.place[0] if s.place else 0,
                          default=None)  # fmt: skip
            end = nearest or end
        ends.append(end)
    return words(item.get("label")) or "RELATED", ends[0], ends[1], item


def _document(text: _Text, unit: Unit, reading: Reading, path: Path) -> Document | Refusal:
    first = text.lines[0]
    meta: dict[str, Any] = {}
    about = _about(text, meta)
    builder = Builder(text.raw, first.where, reading, about, PLAIN, origin=path.name)
    find = offsets.ranger(text.raw, unit)
    for line in text.lines:
        _Reader(builder, line, find, meta, reading).take()
    return builder.build()


def _about(text: _Text, meta: dict[str, Any]) -> Any:
    data = text.lines[0].data
    found: dict[str, Any] = data["meta"] if isinstance(data.get("meta"), dict) else {}
    ours = isinstance(found.get("id"), str)
    about = source(found, text.raw) if ours else foreign(found)
    meta.update(about.meta)
    values = {k: getattr(about, k) for k in about.__slots__ if k != "meta"}
    return type(about)(**values, meta=meta)


class _Reader:
    """Takes one line into the article that is being made."""

    def __init__(
        self, builder: Builder, line: _Line, find: offsets.Ranger, meta: dict[str, Any],
        reading: Reading,
    ) -> None:  # fmt: skip
        self.builder, self.line, self.find, self.reading = builder, line, find, reading
        self.meta = meta
        data = line.data
        self.answer = str(data.get("answer") or "accept")
        self.state = _STATES.get(self.answer, ACCEPTED)
        self.who = words(data.get("_annotator_id")) or words(data.get("_session_id"))

    def take(self) -> None:
        """Everything that the line says."""
        for item in objects(self.line.data.get("entities")):
            entity = entity_from(item)
            if entity is not None:
                self.builder.entity(entity)
        ids: dict[object, str | None] = {}
        for span in self.line.spans:
            made = self._span(span)
            ids[words(span.data.get("id"))] = made
            ids.setdefault((span.place, words(span.data.get("label"))), made)
            ids.setdefault(span.place, made)
        ids.pop(None, None)
        for label, head, child, link in self.line.links:
            ends = [self._end(x, words(link.get(k)), ids)
                    for x, k in ((head, "head_id"), (child, "child_id"))]  # fmt: skip
            who = self._name(head)
            self.builder.relation(label, *ends, state=self.state, annotator=who)
        self._whole()

    def _end(self, span: _Span, own: str | None, ids: Mapping[object, str | None]) -> str | None:
        if own in ids:
            return ids[own]
        exact = (span.place, words(span.data.get("label")))
        return ids[exact] if exact in ids else ids.get(span.place) if span.place else None

    def _name(self, span: _Span) -> str | None:
        if self.state != SUGGESTED:
            return self.who
        return words(span.data.get("source")) or self.who or "prodigy"

    def _span(self, span: _Span) -> str | None:
        data = span.data
        place = self.find(*span.place) if span.place else None
        size = len(self.builder.raw)
        found = place if place is not None else (size, size)
        layer, said = words(data.get("layer")), data.get("attributes")
        score, entity = data.get("score"), words(data.get("entity"))
        covered = data.get("text")
        note = data.get("note")
        attributes = {str(k): v for k, v in data.items() if k not in _SHOWN and v is not None}
        attributes |= said if isinstance(said, dict) else {}
        if entity is not None:
            self.builder.entity(Entity(entity, entity, "OTHER"))
        return self.builder.span(
            words(data.get("label")) or "OTHER", *found, layer=layer,
            covered=covered if isinstance(covered, str) else None, id=words(data.get("id")),
            attributes=attributes,
            note=note if isinstance(note, str) else None, entity=entity,
            score=float(score) if isinstance(score, int | float) else None,
            state=self.state, annotator=self._name(span),
        )  # fmt: skip

    def _whole(self) -> None:
        data = self.line.data
        if "answer" in data and self.state != SUGGESTED:
            self.builder.review(DONE, self.who)
        elif "answer" in data and not any("source" in s.data for s in self.line.spans):
            self.builder.review(SKIPPED, self.who)
        for name in sorted(x for x in data if x not in _TAKEN and not x.startswith("_")):
            value = data[name]
            if value not in (None, [], ""):
                again = self.meta.get(name, value) != value
                self.meta[f"{name} {self.who}" if again else name] = value
        if "label" in data:
            self.meta["answer"] = self.answer
