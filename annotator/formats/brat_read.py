"""Reads brat standoff: text-bound annotations, relations, events, attributes, references, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from annotator.formats import labels
from annotator.formats.base import Reading, Refusal, unreadable
from annotator.formats.building import Builder, Source
from annotator.formats.keeping import Names
from annotator.formats.offsets import Unit, decide, ranger, same
from annotator.formats.values import decoded, from_json, from_word
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity

_BOUND = re.compile(r"(T\S*)\t(\S+) +(\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*) *(?:\t(.*))?")
_CONFIGURATION = ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf")
_ENDINGS = (".ann", ".a1")
_MAX = 50_000_000


@dataclass
class Lines:
    """The lines of the annotation files of an article, by kind."""

    bound: list[tuple[str, str, list[tuple[int, int]], str | None]] = field(default_factory=list)
    events: dict[str, tuple[str, list[tuple[str, str]]]] = field(default_factory=dict)
    relations: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    alike: list[list[str]] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    references: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is brat's: lines of its kinds, or nothing at all, beside a text of the same name."""
    if path.suffix.lower() not in _ENDINGS:
        return None
    lines = head.decode("utf-8", "replace").lstrip("\ufeff").split("\n")
    if len(head) >= 65_536:
        lines.pop()
    kinds = (x[:1] in "TREAMN#*" and ("\t" in x or x[:1] == "E") for x in lines if x.strip())
    if not all(kinds):
        return None
    return (
        "its lines are brat's, and the text stands beside it"
        if _text_of(path)
        else ("its lines are brat's" if head.strip() else None)
    )


def companions(path: Path) -> tuple[Path, ...]:
    """The text of an annotation file, its second part (``.a2``) and the folder's configuration."""
    text = _text_of(path)
    found = [text] if text else []
    found += [p for p in (path.with_suffix(".a2"),) if p.is_file()]
    return (*found, *(p for n in _CONFIGURATION if (p := path.parent / n).is_file()))


def _text_of(path: Path) -> Path | None:
    stem = path.name[: -len(path.suffix)] if path.suffix else path.name
    usual = path.with_name(stem + ".txt")
    # Some tools write `a.txt.ann` beside `a.txt`.
    names = (usual, path.with_name(stem) if stem.endswith(".txt") else usual)
    return next((p for p in names if p.is_file()), None)


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The article of an ``.ann`` file, or all those of a folder and its sub-folders.

    Raises FormatError when the text beside the annotations is missing, a file cannot be read, or
    the offsets lead to other texts than the annotations say.
    """
    if not path.is_dir():
        yield _article(path, path.parent, reading)
        return
    files = sorted(p for p in path.rglob("*") if p.suffix.lower() in _ENDINGS and p.is_file())
    for file in files:
        try:
            yield _article(file, path, reading)
        except FormatError as error:
            yield Refusal(error.where, error.what, error.remedy)
    if not files:
        yield Refusal(str(path), "no .ann file is in it", "Choose the folder of the .ann files")


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX:
            raise FormatError("the file is too large for an article", str(path), "Split it")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _article(path: Path, folder: Path, reading: Reading) -> Document | Refusal:
    if path.suffix.lower() == ".txt":
        path = path.with_suffix(".ann")
    text = _text_of(path)
    if text is None:
        raise FormatError(
            f"its text {path.stem}.txt is missing", str(path),
            "brat keeps the text beside the annotations: bring both files",
        )  # fmt: skip
    raw = decoded(_bytes(text), str(text))
    lines = Lines()
    second = path.with_suffix(".a2")
    for file in (path, *([second] if path.suffix.lower() == ".a1" and second.is_file() else [])):
        _parse(decoded(_bytes(file), str(file)).replace("\0", "\ufffd"), str(file), lines, reading)
    spans = [(*p[0], c) for _, _, p, c in lines.bound if len(p) == 1 and c]
    unit = decide([(raw, spans)], str(path)).unit
    name = path.relative_to(folder).with_suffix("").as_posix().removesuffix(".txt")
    builder = Builder(raw, str(path), reading, Source(name), unit, path.name)
    _build(builder, lines, unit)
    return builder.build()


def _parse(text: str, where: str, lines: Lines, reading: Reading) -> None:
    bound = False
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip():
            continue
        if _line(line, lines):
            bound = line[0] == "T"
        elif not (bound and _goes_on(lines, line)):
            reading.losses.add("lines that are not brat's", f"{where}, line {number}: {line[:40]}")


def _goes_on(lines: Lines, line: str) -> bool:
    """Whether a line is the rest of the words of the last annotation, broken as the text is."""
    number, label, parts, covered = lines.bound[-1]
    missing = sum(b - a for a, b in parts) - len(covered or "")
    if covered is None or missing < len(line):
        return False
    lines.bound[-1] = number, label, parts, f"{covered}\n{line}"
    return True


def _line(line: str, lines: Lines) -> bool:
    kind = line[0]
    if kind == "T":
        found = _BOUND.fullmatch(line)
        if found:
            parts = [tuple(map(int, p.split())) for p in found[3].split(";")]
            pairs = [(a, b) for a, b in parts]
            lines.bound.append((found[1], found[2], pairs, found[4]))
        return found is not None
    head, _, rest = line.partition("\t")
    words = rest.split("\t")[0].split()
    if not words:
        return False
    pairs_ = [(role, to) for role, colon, to in (w.partition(":") for w in words[1:]) if colon]
    if kind == "E" and ":" in words[0]:
        label, _, trigger = words[0].partition(":")
        if label and trigger:
            lines.events[head] = (trigger, pairs_)
        return bool(label and trigger)
    if kind == "R":
        # Some tools leave the roles away.
        pairs_ = pairs_ if len(pairs_) > 1 else [("", w) for w in words[1:]]
        if len(pairs_) > 1:
            lines.relations.append((words[0], pairs_))
        return len(pairs_) > 1
    if kind == "*":
        if len(words) > 2:
            lines.alike.append(words)
        return len(words) > 2
    if kind in "AM" and len(words) > 1:
        lines.attributes.append((words[0], words[1], " ".join(words[2:])))
        return True
    if kind == "N" and len(words) > 2:
        name = rest.partition("\t")[2].strip()
        base, _, found_id = words[2].partition(":")
        lines.references.setdefault(words[1], []).append((base, found_id or base, name))
        return True
    if kind == "#" and len(words) > 1:
        lines.notes.append((words[0], words[1], rest.partition("\t")[2].strip()))
        return True
    return False


def _build(builder: Builder, lines: Lines, unit: Unit) -> None:
    reading = builder.reading
    names = Names(reading.schema, "[A-Za-z0-9_-]", "_")
    find = ranger(builder.raw, unit)
    ids: dict[str, str | None] = {}
    layers: dict[str, str | None] = {}
    for number, name, parts, covered in lines.bound:
        label, layer = names.read(reading, name)
        placed = labels.place(reading, label, layer)
        entity = _entity(builder, lines, number, placed[1] if placed else label, covered or "")
        whole = _whole(builder.raw, parts, covered, [find(*p) for p in parts])
        if whole is None:
            made = builder.pieces(label, parts, layer=layer, entity=entity)
        else:
            start, end, words = whole
            made = builder.span(label, start, end, layer=layer, covered=words, entity=entity)
        ids[number], layers[number] = made, layer
    for event, (trigger, _) in lines.events.items():
        ids[event], layers[event] = ids.get(trigger), layers.get(trigger)
    _relations(builder, lines, ids)
    _remarks(builder, lines, ids, layers)


def _whole(
    raw: str,
    parts: list[tuple[int, int]],
    covered: str | None,
    ranges: list[tuple[int, int] | None],
) -> tuple[int, int, str | None] | None:
    """Start, end and text of an annotation in one piece, or cut at nothing but white space."""
    start, end = parts[0][0], parts[-1][1]
    if len(parts) == 1:
        return start, end, covered
    found = [r for r in ranges if r is not None]
    if len(found) < len(parts):
        return start, end, None
    if any(a[1] > b[0] or raw[a[1] : b[0]].strip() for a, b in pairwise(found)):
        return None
    joined = " ".join(raw[a:b] for a, b in found)
    # What the file says is compared piece by piece: between them it has one space only.
    told = covered is None or same(" ".join(joined.split()), " ".join(covered.split()))
    return start, end, None if told else covered


def _entity(builder: Builder, lines: Lines, number: str, label: str, words: str) -> str | None:
    found = lines.references.get(number)
    if not found:
        return None
    own = next((x for x in found if x[0] == "Annotator"), None)
    others = [x for x in found if x[0] != "Annotator"]
    builder.reading.losses.add("further ids of a name", count=max(0, len(others) - 1))
    external = None
    if others:
        base, id_, _ = others[0]
        plain = base == "External" or re.fullmatch(r"Q\d+", id_)
        external = id_.replace("%20", " ") if plain else f"{base}:{id_}"
    chosen = own or others[0]
    entity = chosen[1].replace("%20", " ") if own else str(external)
    label = (builder.reading.schema.layers and label) or "OTHER"
    return builder.entity(Entity(entity, chosen[2] or words or entity, label, external=external))


def _relations(builder: Builder, lines: Lines, ids: dict[str, str | None]) -> None:
    for label, arguments in lines.relations:
        (_, head), *rest = arguments
        for _, tail in rest:
            builder.relation(label, ids.get(head), ids.get(tail))
    for event, (_, arguments) in lines.events.items():
        for role, to in arguments:
            builder.relation(role.rstrip("0123456789") or role, ids.get(event), ids.get(to))
    known = {r.id for r in builder.reading.schema.relations}
    for label, *members in lines.alike:
        for one, other in pairwise(members):
            name = "SAME_AS" if label == "Equiv" and "SAME_AS" in known else label
            builder.relation(name, ids.get(one), ids.get(other))


def _remarks(
    builder: Builder, lines: Lines, ids: dict[str, str | None], layers: dict[str, str | None]
) -> None:
    schema = builder.reading.schema
    for name, owner, value in lines.attributes:
        said = from_word(schema, layers.get(owner), name, value) if value else True
        builder.attribute(ids.get(owner), name, said)
    for kind, owner, words in lines.notes:
        pair = from_json(words) if kind == "Attribute" else None
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str):
            builder.attribute(ids.get(owner), pair[0], pair[1])
        elif kind == "Note" and words.startswith('"'):
            builder.note(ids.get(owner), str(from_json(words)))
        elif words:
            builder.note(ids.get(owner), words)
