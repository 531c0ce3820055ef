"""Reads WebAnno TSV 3: stacked layers, parts of tokens, relations, chains and slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from annotator.formats import uima
from annotator.formats.base import Reading, Refusal, unreadable
from annotator.formats.building import Builder, Source
from annotator.formats.offsets import CODE_POINTS, ENOUGH, UTF16, Unit, ranger, same
from annotator.formats.values import decoded
from annotator.model.document import Document
from annotator.model.errors import FormatError

_MAX = 100_000_000
# " # de.…NamedEntity | value # webanno.custom.X | f": the layers, then a sentence with its number.
_OLD = re.compile(rb" ?# ?[\w.]+\.\w+ *\|[^\n]*\r?\n(?:\s*\n)*#id=")
_DISAMBIGUATED = re.compile(r"((?:\\.|[^\\])*?)\[([\d_]+)\]", re.DOTALL)
_CHAIN = re.compile(r"(.*)->(\d+)-(\d+)", re.DOTALL)
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_WHITE = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_SPAN, _RELATION, _CHAINED = "T_SP", "T_RL", "T_CH"


@dataclass
class Layer:
    """A declared layer: its columns are ``first``, ``first + 1``, …"""

    kind: str
    type: str
    features: list[str]
    first: int
    base: str = ""


@dataclass
class Row:
    """A token or a part of one, in the file's units."""

    id: str
    start: int
    end: int
    form: str
    cells: list[str]


@dataclass
class Mark:
    """An annotation gathered from its rows."""

    type: str
    start: int
    end: int
    said: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Sentence:
    """The text of a sentence and its rows."""

    text: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is WebAnno's: the first line says so."""
    found = head.removeprefix(b"\xef\xbb\xbf").startswith(b"#FORMAT=WebAnno TSV 3")
    if not found and _OLD.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "its first line names a layer as WebAnno TSV 2 does"
    return "its first line says WebAnno TSV 3" if found else None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The article of a file, or those of all ``.tsv`` files of a folder.

    Raises FormatError for a file without the header of version 3, or whose tokens are not where
    their offsets lead.
    """
    if not path.is_dir():
        yield _article(path, reading)
        return
    for file in sorted(p for p in path.rglob("*.tsv") if p.is_file()):
        try:
            yield _article(file, reading)
        except FormatError as error:
            yield Refusal(error.where, error.what, error.remedy)


def _article(path: Path, reading: Reading) -> Document | Refusal:
    try:
        if path.stat().st_size > _MAX:
            raise FormatError("the file is too large for an article", str(path), "Split it")
        text = decoded(path.read_bytes(), str(path)).removeprefix("\ufeff").replace("\0", "\ufffd")
    except OSError as error:
        raise unreadable(path, error) from error
    lines = [x.rstrip("\r") for x in text.split("\n")]
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise FormatError(
            "its first line is not “#FORMAT=WebAnno TSV 3…”", str(path),
            "Export it anew as WebAnno TSV 3",
        )  # fmt: skip
    layers = _layers(lines, str(path))
    sentences = _sentences(lines, path, reading)
    raw, unit = _text(sentences, str(path))
    builder = Builder(raw, str(path), reading, Source(path.stem), unit, path.name)
    _build(builder, layers, [r for s in sentences for r in s.rows])
    return builder.build()


def _layers(lines: Sequence[str], where: str) -> list[Layer]:
    out: list[Layer] = []
    at = 3
    for number, line in enumerate(lines[1:], 2):
        if line.startswith("#Text=") or (line and line[0] != "#"):
            break
        kind, equals, declared = line.removeprefix("#").partition("=")
        if not equals or kind not in (_SPAN, _RELATION, _CHAINED):
            continue
        type_, *features = declared.strip().split("|")
        if not type_:
            raise FormatError("a layer has no name", f"{where}, line {number}", "Export it anew")
        base = next((f[3:] for f in features if f.startswith("BT_")), "")
        features = [f for f in features if f and not f.startswith("BT_")]
        out.append(Layer(kind, type_, features, at, base))
        # Without features there is a column all the same; a relation has one more for its source.
        at += max(1, len(features)) if kind != _RELATION else len(features) + 1
        if kind == _RELATION and not features:
            at += 1
    return out


def _sentences(lines: Sequence[str], path: Path, reading: Reading) -> list[Sentence]:
    out: list[Sentence] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("#Text="):
            if not out or out[-1].rows:
                out.append(Sentence())
            out[-1].text.append(_plain(line.removeprefix("#Text=")))
        elif line and line[0].isdigit():
            cells = line.split("\t")
            found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", cells[1]) if len(cells) > 2 else None
            if not found or not out:
                where = f"{path}, line {number}"
                reading.losses.add("lines that are no tokens", f"{where}: {line[:40]}")
                continue
            start, end = int(found[1]), int(found[2])
            out[-1].rows.append(Row(cells[0], start, end, _plain(cells[2]), cells))
    return [s for s in out if s.rows]


def _plain(value: str) -> str:
    """A text or value without its escapes."""
    return _ESCAPED.sub(lambda m: _WHITE.get(m[1], m[1]), value) if "\\" in value else value


def _text(sentences: list[Sentence], where: str) -> tuple[str, Unit]:
    """The text of all sentences, and what offsets count: UTF-16 by rule, else code points."""
    rows = [r for s in sentences for r in s.rows]
    best = (-1, "", Unit(UTF16))
    for unit in (Unit(UTF16), Unit(CODE_POINTS)):
        text = _joined(sentences, unit)
        find = ranger(text, unit)
        hits = 0
        for row in rows:
            found = find(row.start, row.end)
            hits += found is not None and same(text[found[0] : found[1]], row.form)
        if hits > best[0]:
            best = (hits, text, unit)
    if best[0] < len(rows) * ENOUGH:
        raise FormatError(
            f"its offsets lead to other words than it says ({best[0]} of {len(rows)} agree)",
            where, "Nothing was stored. Export the file anew",
        )  # fmt: skip
    return best[1], best[2]


def _joined(sentences: list[Sentence], unit: Unit) -> str:
    """Each sentence begins where its first token does, after a line break if there is room."""
    parts: list[str] = []
    at = 0

    def put(text: str) -> None:
        nonlocal at
        parts.append(text)
        at += len(text) + (sum(c > "\uffff" for c in text) if unit.step == UTF16 else 0)

    for sentence in sentences:
        # A broken number is no reason to make a text of nothing but spaces.
        gap = min(sentence.rows[0].start - at, 10_000)
        if gap > 0:
            put((("\n" if at else " ") + " " * (gap - 1))[:gap])
        put("\n".join(sentence.text))
    return "".join(parts)


def _build(builder: Builder, layers: list[Layer], rows: list[Row]) -> None:
    ids: dict[tuple[str, str, int], str | None] = {}
    numbered: dict[str, str | None] = {}
    made: list[tuple[Mark, str | None]] = []
    for layer in layers:
        if layer.kind == _SPAN:
            marks, places, numbers = _marks(layer, rows)
            only = _only(layer, marks)
            spans = [_span(builder, m, only) for m in marks]
            made += zip(marks, spans, strict=True)
            ids.update({(layer.type, row, n): spans[i] for (row, n), i in places.items()})
            numbered.update({k: spans[i] for k, i in numbers.items()})
        elif layer.kind == _CHAINED:
            _chains(builder, layer, rows)
    for mark, span in made:
        for role, target in mark.links:
            builder.relation(role, span, _target(target, "", ids, numbered))
    for layer in layers:
        if layer.kind == _RELATION:
            _relations(builder, layer, rows, ids, numbered)


def _only(layer: Layer, marks: list[Mark]) -> str:
    values = (v for m in marks for v in m.said.values())
    return uima.only_feature(layer.features, values)


def _span(builder: Builder, mark: Mark, only: str = "") -> str | None:
    if uima.of_words(mark.type):
        builder.reading.found["span"] += 1
        what = "annotations of words (parts of speech, lemmas)"
        builder.reading.losses.add(what, uima.short(mark.type), kind="span")
        return None
    return uima.add(builder, mark.type, mark.said, mark.start, mark.end, only=only)


def _cell(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else "_"


def _stack(cell: str) -> list[str]:
    return _pieces(cell, "|") if cell not in ("_", "") else []


def _pieces(value: str, sign: str) -> list[str]:
    """A value cut at a sign that is not escaped."""
    out, at = [""], 0
    while at < len(value):
        if value[at] == sign:
            out.append("")
            at += 1
            continue
        step = 2 if value[at] == "\\" else 1
        out[-1] += value[at : at + step]
        at += step
    return out


def _split(value: str) -> tuple[str, str]:
    """A value and its number for disambiguation, "" without one."""
    found = _DISAMBIGUATED.fullmatch(value)
    return (found[1], found[2]) if found else (value, "")


def _marks(
    layer: Layer, rows: list[Row]
) -> tuple[list[Mark], dict[tuple[str, int], int], dict[str, int]]:
    """The annotations of a layer; which one stands where in which row; and by number."""
    marks: list[Mark] = []
    places: dict[tuple[str, int], int] = {}
    numbers: dict[str, int] = {}
    columns = layer.features or [""]
    for row in rows:
        targets: list[tuple[int, str]] = []
        for offset, feature in enumerate(columns):
            cell = _cell(row, layer.first + offset)
            after_role = offset > 0 and columns[offset - 1].startswith("ROLE_")
            for n, value in enumerate(_stack(cell)):
                if after_role:
                    targets.append((n, value))
                    continue
                value, number = _split(value)
                index = places.get((row.id, n), numbers.get(number) if number else None)
                if index is None:
                    marks.append(Mark(layer.type, row.start, row.end))
                    index = len(marks) - 1
                places[row.id, n] = index
                if number:
                    numbers.setdefault(number, index)
                mark = marks[index]
                mark.end = max(mark.end, row.end)
                if feature.startswith("ROLE_"):
                    mark.said.setdefault("\0roles", value)
                elif value != "*" and feature:
                    mark.said.setdefault(feature, _plain(value))
        for n, value in targets:
            index = places.get((row.id, n))
            if index is None:
                # No role is said, nor anything else of it, but it is there.
                marks.append(Mark(layer.type, row.start, row.end))
                index = places[row.id, n] = len(marks) - 1
            _slots(marks[index], value)
    for mark in marks:
        mark.said.pop("\0roles", None)
    return marks, places, numbers


def _slots(mark: Mark, targets: str) -> None:
    roles = _pieces(mark.said.pop("\0roles", ""), ";")
    if mark.links or targets in ("*", "_", ""):
        return
    found = targets.split(";")
    for n, target in enumerate(found):
        role = _plain(roles[n]) if n < len(roles) and roles[n] not in ("*", "") else "LINK"
        mark.links.append((role, target))


def _target(
    told: str, type_: str, ids: dict[tuple[str, str, int], str | None],
    numbered: dict[str, str | None],
) -> str | None:  # fmt: skip
    row, number = _split(told)
    if number and number != "0" and number in numbered:
        return numbered[number]
    if (type_, row, 0) in ids:
        return ids[type_, row, 0]
    return next((v for (_, r, n), v in ids.items() if r == row and n == 0 and v), None)


def _relations(
    builder: Builder, layer: Layer, rows: list[Row],
    ids: dict[tuple[str, str, int], str | None], numbered: dict[str, str | None],
) -> None:  # fmt: skip
    columns = layer.features or [""]
    source = layer.first + len(columns)
    for row in rows:
        cells = [_stack(_cell(row, layer.first + i)) for i in range(len(columns))]
        for n, told in enumerate(_stack(_cell(row, source))):
            from_row, numbers = _split(told)
            head_number, _, tail_number = numbers.partition("_")
            head = _target(f"{from_row}[{head_number or 0}]", layer.base, ids, numbered)
            tail = _target(f"{row.id}[{tail_number or 0}]", layer.base, ids, numbered)
            values = [_plain(_split(c[n])[0]) if n < len(c) else "*" for c in cells]
            said = {k: v for k, v in zip(columns, values, strict=True) if v not in ("*", "_", "")}
            key, label = uima.label_of(layer.type, said, columns[0])
            if uima.of_words(layer.type) or uima.of_words(layer.base):
                builder.reading.found["relation"] += 1
                builder.reading.losses.add("relations of words", label, kind="relation")
            else:
                builder.relation(label, head, tail)
            more = [k for k in said if k not in (key, "")]
            builder.reading.losses.add("further features of relations", ", ".join(more), len(more))


def _chains(builder: Builder, layer: Layer, rows: list[Row]) -> None:
    """Members of a chain become spans, each linked to the next one."""
    members: dict[tuple[int, int], Mark] = {}
    for row in rows:
        kinds, links = (_stack(_cell(row, layer.first + n)) for n in (0, 1))
        for n, told in enumerate(links):
            found = _CHAIN.fullmatch(told)
            if not found:
                continue
            key = int(found[2]), int(found[3])
            mark = members.setdefault(key, Mark(layer.type, row.start, row.end))
            mark.end = max(mark.end, row.end)
            value = _plain(_split(kinds[n])[0]) if n < len(kinds) else "*"
            mark.said = {"value": value} if value not in ("*", "") else {}
            mark.links = [(_plain(found[1]), "")]
    spans = {k: _span(builder, m) for k, m in members.items()}
    for one, other in pairwise(sorted(members)):
        if one[0] == other[0]:
            label = members[one].links[0][0]
            label = uima.short(layer.type) if label in ("*", "_", "") else label
            builder.relation(label, spans[one], spans[other])
