"""Web Annotations of any maker: which article they are about, what they say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from annotator.formats import plain
from annotator.formats.base import Reading, Refusal
from annotator.formats.building import Builder, Source
from annotator.formats.heading import entity_from, source
from annotator.formats.jsonfile import objects, records, words
from annotator.formats.w3c_said import Said, said_of
from annotator.formats.w3c_targets import Anchors, Target, targets
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import ACCEPTED, STATES, SUGGESTED

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PREFIX = "urn:x-annotator:"
# How Open Annotation, from which this grew, called the same; and JSON-LD's own words.
_OLD = {
    "hasBody": "body", "hasTarget": "target", "hasSource": "source", "hasSelector": "selector",
    "motivatedBy": "motivation", "annotatedBy": "creator", "annotatedAt": "created",
    "chars": "value", "hasPurpose": "purpose", "hasScope": "scope",
}  # fmt: skip
_OWN = frozenset({"details", "heading", "@context"})
_SOURCE = re.compile(rb'"(?:source|uri|target|hasSource)"\s*:\s*"([^"\\]{1,500})"')
_TEXTS = (".txt", ".text", ".md")
_PARTS = ("items", "first", "next", "rows", "annotations", "@graph", "resources", "member")


class _Group:
    """What is said of one article."""

    def __init__(self, key: str) -> None:
        self.key, self.text, self.language = key, "", ""
        self.heading: Mapping[str, Any] = {}
        self.title = ""
        self.spans: list[tuple[Said, Target]] = []
        self.links: list[tuple[Said, tuple[str, str]]] = []
        self.notes: list[str] = []
        self.replies: list[tuple[str, str]] = []


def every_one(path: Path, reading: Reading) -> Iterator[tuple[str, dict[str, Any] | Refusal]]:
    """Every annotation of a file with its place, however they are put together."""
    found = False
    for where, record in records(path):
        if isinstance(record, Refusal):
            yield where, record
            continue
        for number, item in enumerate(_flat(_plain(record)), 1):
            found = True
            yield f"{where}, annotation {number}", item
    if not found:
        reading.remarks.append(f"{path}: there is no annotation in it")


def _plain(value: Any, depth: int = 0) -> Any:
    """With keys as the Recommendation has them: no prefixes, none of the older names."""
    if isinstance(value, list) and depth < 60:
        return [_plain(x, depth + 1) for x in value]
    if not isinstance(value, dict) or depth >= 60:
        return value
    out: dict[str, Any] = {}
    for key, item in value.items():
        name: str = key if key in _OWN else key.rpartition(":")[2].removeprefix("@")
        name = "@graph" if name == "graph" else _OLD.get(name, name)
        out.setdefault(name, item if key in _OWN else _plain(item, depth + 1))
    return out


def _flat(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth)
    elif isinstance(value, dict) and depth < 20:
        if "target" in value or ("uri" in value and ("text" in value or "tags" in value)):
            yield value
            return
        for name in _PARTS:
            if isinstance(value.get(name), list | dict):
                yield from _flat(value[name], depth + 1)


def documents(
    path: Path, found: Iterator[tuple[str, dict[str, Any] | Refusal]], reading: Reading
) -> Iterator[Document | Refusal]:
    """The articles that annotations are about, in the order in which they are first named."""
    groups: dict[str, _Group] = {}
    owners: dict[str, str] = {}
    waiting: list[Said] = []
    for where, item in found:
        if isinstance(item, Refusal):
            yield item
            continue
        said = said_of(item, where)
        if len(said.ends) == 2 or said.replies_to:
            waiting.append(said)
            continue
        places = targets(item)
        if not places:
            reading.losses.add("annotations that lead to nothing", where)
        for target in places:
            group = groups.setdefault(target.source, _Group(target.source))
            owners[said.id] = target.source
            _take(group, said, target, item)
    for said in waiting:
        _join(said, groups, owners, reading)
    placed = []
    for group in groups.values():
        group.text = group.text or _beside(path, group.key, len(groups) == 1)
        # All of them before the first is given away: a file that leads astray is not half read.
        placed.append(Anchors(group.text, [t for _, t in group.spans], str(path)))
    for group, anchors in zip(groups.values(), placed, strict=True):
        yield _document(group, anchors, path, reading)


def _take(group: _Group, said: Said, target: Target, item: Mapping[str, Any]) -> None:
    group.text = group.text or target.text
    group.language = group.language or target.language
    heading = item.get("heading")
    if isinstance(heading, Mapping):
        group.heading = heading
        return
    about = item.get("document")
    if isinstance(about, Mapping):
        title = about.get("title")
        title = title[0] if isinstance(title, list) and title else title
        group.title = group.title or (words(title) or "")
    if target.selects:
        group.spans.append((said, target))
    elif not target.text or said.note:
        group.notes += [x for x in (said.note, ", ".join(said.tags)) if x]


def _join(
    said: Said, groups: dict[str, _Group], owners: Mapping[str, str], reading: Reading
) -> None:
    """Relations go where their head is, replies to what they answer."""
    ends = said.ends or (said.replies_to,)
    owner = next((owners[x] for x in ends if x in owners), None)
    if owner is None:
        kind = "relation" if said.ends else "note"
        reading.found[kind] += 1
        reading.losses.add("relations and replies of annotations that are not there",
                           said.where, kind=kind)  # fmt: skip
    elif said.ends:
        groups[owner].links.append((said, (said.ends[0], said.ends[1])))
    else:
        groups[owner].replies.append((said.replies_to, said.note))


def _document(group: _Group, anchors: Anchors, path: Path, reading: Reading) -> Document | Refusal:
    where = f"{path}, {group.key or 'no source'}"
    about = _about(group)
    builder = Builder(group.text, where, reading, about, origin=path.name)
    for data in objects(group.heading.get("entities")):
        known = entity_from(data)
        if known is not None:
            builder.entity(known)
    ids: dict[str, str] = {}
    for said, target in sorted(group.spans, key=lambda x: bool(x[0].details.get("made_from"))):
        made = _spans(builder, said, target, anchors)
        if made and said.id:
            ids.setdefault(said.id, made)
    for said, (head, tail) in group.links:
        state = str(said.details.get("state") or (SUGGESTED if said.machine else ACCEPTED))
        builder.relation(
            said.tags[0] if said.tags else "RELATED", ids.get(head), ids.get(tail),
            id=words(said.details.get("id")), annotator=said.annotator or None,
            state=state if state in STATES else ACCEPTED,
        )  # fmt: skip
    for span_id, note in group.replies:
        if note:
            builder.note(ids.get(span_id), note)
    if anchors.moved:
        reading.remarks.append(f"{where}: {anchors.moved} spans were found by their words")
    built = builder.build()
    if isinstance(built, Refusal):
        name = PurePosixPath(unquote(urlsplit(group.key).path)).name or path.stem
        return Refusal(
            where, "the file holds annotations of this text, and not the text",
            f"Put it beside the file, named {path.stem}.txt or {PurePosixPath(name).stem}.txt",
        )  # fmt: skip
    return built


def _about(group: _Group) -> Source:
    if group.heading:
        return source(group.heading, group.text)
    url = group.key if group.key.startswith(("http://", "https://")) else None
    name = unquote(PurePosixPath(urlsplit(group.key).path).stem)
    return Source(
        plain.slug(name), group.title, urlsplit(url).hostname if url else None, url,
        language=group.language or None, meta={"notes": group.notes} if group.notes else {},
    )  # fmt: skip


def _spans(builder: Builder, said: Said, target: Target, anchors: Anchors) -> str | None:
    """One span for each tag; the first one's id. Note and entity go with the first."""
    start, end = anchors.find(target)
    details = said.details
    state = details.get("state")
    if state not in STATES:
        state = SUGGESTED if said.machine else ACCEPTED
    entity = words(details.get("entity"))
    if said.identity and not entity:
        known = Entity(said.identity, target.exact or said.identity,
                       said.labels[0], external=said.identity)  # fmt: skip
        entity = builder.entity(known)
    attributes = details.get("attributes")
    score = details.get("score")
    first: str | None = None
    for number, tag in enumerate(said.labels):
        made = builder.span(
            words(details.get("label")) or tag, start, end, layer=words(details.get("layer")),
            covered=target.exact or None, id=words(details.get("id")) if not number else None,
            attributes=attributes if isinstance(attributes, dict) and not number else None,
            note=said.note if not number else None, state=state, annotator=said.annotator or None,
            score=score if isinstance(score, int | float) else None, entity=entity,
            made_from=words(details.get("made_from")),
        )  # fmt: skip
        first = first or made
    return first


def _unescaped(said: bytes) -> str:
    text = said.decode("utf-8", "replace")
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        # Broken escapes: the file is refused when it is read, here only a name is looked for.
        return text


def beside(path: Path) -> tuple[Path, ...]:
    """Texts in the folder of a file of annotations that it is about, by its name or theirs."""
    names = {path.stem}
    try:
        with path.open("rb") as file:
            found = _SOURCE.findall(file.read(1_000_000))
    except OSError:
        found = []
    for said in found:
        place = _unescaped(said)
        name = PurePosixPath(unquote(urlsplit(_address(place)).path)).name
        names |= {name, PurePosixPath(name).stem}
    out = []
    for name in sorted(names - {""}):
        for tail in ("", *_TEXTS):
            file_ = (
                path.with_name(f"{name}{tail}") if "/" not in name and "\0" not in name else path
            )
            if file_ != path and file_.suffix.lower() in _TEXTS and file_.is_file():
                out.append(file_)
    return tuple(dict.fromkeys(out))


def _address(place: str) -> str:
    # What is no address at all raises in urlsplit.
    return place.replace("[", "%5B").replace("]", "%5D")


def _beside(path: Path, key: str, alone: bool) -> str:
    """The text beside the file: named as the source is, else, of only one source, as the file."""
    wanted = PurePosixPath(unquote(urlsplit(_address(key)).path)).name
    for file in beside(path):
        if (
            file.name == wanted
            or file.stem == PurePosixPath(wanted).stem
            or (alone and file.stem == path.stem)
        ):
            try:
                data = file.read_bytes()
                encoding = plain.decode(data, str(file))[1]
                # Line breaks as they stand: offsets may count them.
                return data.decode(encoding, "replace")
            except (OSError, LookupError, FormatError):
                return ""
    return ""
