"""Training data for names in JSON: spaCy's, tokens with tags, GLiNER's, SpERT's and DyGIE's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats import conll_text as texts
from annotator.formats import labels, offsets
from annotator.formats.base import Format, Reading, Refusal
from annotator.formats.borders import settle
from annotator.formats.building import Builder
from annotator.formats.conll_text import Token
from annotator.formats.heading import foreign
from annotator.formats.jsonfile import peek_lines, records
from annotator.formats.nerjson_shapes import Entry, Mark, entries, is_pair, name_of
from annotator.formats.offsets import PLAIN, Unit
from annotator.formats.plain import slug
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity

FORMAT = Format(
    "nerjson", "Training data for names in JSON", (".json", ".jsonl"), True, False,
    "texts or tokens with their spans, and relations: spaCy 2 and Doc.to_json, tokens with tags,"
    " GLiNER, SpERT, DyGIE, Dataturks; not: syntax",
)  # fmt: skip
_PAIRS = re.compile(r'\[\s*\[\s*"')


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is training data: the shape of the first record."""
    text = head.decode("utf-8", "ignore").lstrip("\ufeff \t\r\n")
    if text.startswith("["):
        found = _first(text if text[1:].lstrip()[:1] == '"' else text[1:].lstrip())
        if is_pair(found):
            return f"its records are {name_of(found)}" if name_of(found) else None
        if found is None and _PAIRS.match(text) and '"entities"' in text:
            return "its records are pairs of a text and its entities"
    name = next((n for x in peek_lines(head)[:20] if (n := name_of(x))), "")
    return f"its records have {name}" if name else None


def _first(text: str) -> Any:
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file. Texts from tokens get the spacing that a reader expects.

    Offsets into texts are code points, unless covered words or the borders of words say
    otherwise. Raises FormatError for what is no JSON, where tags are numbers without names, and
    where offsets lead nowhere.
    """
    found: list[tuple[str, Entry | Refusal]] = []
    for where, item in records(path):
        if isinstance(item, Refusal):
            found.append((where, item))
            continue
        for number, entry in enumerate(entries(item), 1):
            place = where if number == 1 else f"{where}, text {number}"
            found.append((place, entry or _unknown(place)))
            if entry is not None and entry.numbered:
                raise FormatError(
                    f"the tags of {entry.numbered} are numbers, and the file does not name them",
                    place, "Write it with tags as words, or as Parquet with the library's features",
                )  # fmt: skip
    unit = _unit([e for _, e in found if isinstance(e, Entry)], str(path))
    for number, (where, one) in enumerate(found, 1):
        if isinstance(one, Refusal):
            yield one
        else:
            yield _document(one, where, unit, f"{slug(path.stem)}-{number}", path, reading)


def _unknown(where: str) -> Refusal:
    return Refusal(where, "no text or tokens with their spans", "Give it one of the known shapes")


def _unit(found: list[Entry], where: str) -> Unit:
    own = [e for e in found if e.sentences is None and e.text]
    said = [(e.text, [(m.start, m.end, m.covered) for m in e.marks if m.covered]) for e in own]
    if any(marks for _, marks in said):
        return offsets.decide(said, where).unit
    return settle([(e.text, [(m.start, m.end) for m in e.marks]) for e in own], where)


def _document(
    entry: Entry, where: str, unit: Unit, name: str, path: Path, reading: Reading
) -> Document | Refusal:
    about = foreign(entry.data)
    values = {k: getattr(about, k) for k in about.__slots__}
    about = type(about)(**{**values, "id": about.id or name})
    if entry.sentences is None:
        raw, ranges = entry.text, []
    else:
        rebuilt = texts.rebuild([[Token(t) for t in s] for s in entry.sentences])
        raw, ranges = rebuilt.text, [r for s in rebuilt.ranges for r in s]
    builder = Builder(raw, where, reading, about, PLAIN, origin=path.name)
    find = offsets.ranger(raw, unit)
    ids = []
    for mark in entry.marks:
        if entry.sentences is None:
            place = find(mark.start, mark.end)
        elif 0 <= mark.start < mark.end <= len(ranges):
            place = ranges[mark.start][0], ranges[mark.end - 1][1]
        else:
            place = None
        ids.append(_span(builder, mark, place or (len(raw), len(raw))))
    for label, head, tail in entry.links:
        ends = [ids[x] if 0 <= x < len(ids) else None for x in (head, tail)]
        builder.relation(label, ends[0], ends[1])
    reading.found["span"] += entry.odd
    reading.losses.add("labels that have no place", where, entry.odd, "span")
    return builder.build()


def _span(builder: Builder, mark: Mark, place: tuple[int, int]) -> str | None:
    entity = None
    if mark.entity:
        name = builder.raw[slice(*place)] or mark.entity
        placed = labels.place(builder.reading, mark.label)
        kind = placed[1] if placed else mark.label
        entity = builder.entity(Entity(mark.entity, name, kind, external=mark.entity))
    layer = mark.group if builder.reading.schema.layer(mark.group) else None
    return builder.span(mark.label, *place, layer=layer, covered=mark.covered, entity=entity)
