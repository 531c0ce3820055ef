"""Reads REFI-QDA projects of any maker."""

from __future__ import annotations

import codecs
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from annotator.formats import plain
from annotator.formats.base import Reading, Refusal, unreadable
from annotator.formats.building import Builder, Source
from annotator.formats.offsets import PLAIN
from annotator.formats.packed import MAX_MEMBER, Packed, attribute, child, every, local, parse_xml
from annotator.formats.refi_codes import ORIGIN, Placed, same_guid
from annotator.formats.refi_units import Selection, unit_of
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import ACCEPTED, SUGGESTED

# Elements that hold a text and selections in it, wherever they stand.
_TEXTS = ("TextSource", "Representation", "TextDescription", "Transcript")
_AREAS = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
_TOLD = ("source", "url", "published", "language", "sha256")


@dataclass
class _Text:
    """A text of the project: the element of its source, that of the text, what is selected."""

    element: Element
    source: Element
    raw: str = ""
    problem: str = ""
    selections: list[Selection] = field(default_factory=list)


class _Project:
    """All of a project that is not in its texts."""

    def __init__(self, root: Element, reading: Reading) -> None:
        ours = attribute(root, "origin", "") == ORIGIN
        book = child(root, "CodeBook")
        self.codes = Placed(child(book, "Codes"), reading.schema, ours)
        self.users: dict[str, tuple[str, bool]] = {}
        for user in every(root, "User"):
            name = str(attribute(user, "name", "") or attribute(user, "id", ""))
            machine = str(attribute(user, "id", "")).startswith("pipeline:")
            self.users[_guid(user)] = (name, machine)
        self.notes = {_guid(n): _words(n) for n in every(root, "Note")}
        self.variables = {_guid(v): str(attribute(v, "name", "")) for v in every(root, "Variable")}
        self.cases: dict[str, Entity] = {}
        self.source_cases: dict[str, list[str]] = {}
        for case in every(root, "Case"):
            self._case(case)
        self.links = list(every(root, "Link"))

    def _case(self, case: Element) -> None:
        mentions = [_target(r) for r in case if local(r) == "SelectionRef"]
        said = self.values(case)
        name = str(attribute(case, "name", "")) or "case"
        for source in (r for r in case if local(r) == "SourceRef"):
            self.source_cases.setdefault(_target(source), []).append(name)
        aliases = _parsed(said.get("entity aliases"))
        entity = Entity(
            said.get("entity id") or _guid(case), name, said.get("entity label") or "OTHER",
            tuple(x for x in aliases if isinstance(x, str)) if isinstance(aliases, list) else (),
            said.get("entity external"), said.get("entity note"),
        )  # fmt: skip
        for mention in mentions:
            self.cases.setdefault(mention, entity)

    def values(self, element: Element) -> dict[str, str]:
        """The variables of a source or a case, by name."""
        out = {}
        for value in (v for v in element if local(v) == "VariableValue"):
            name = self.variables.get(_target(child(value, "VariableRef")), "")
            words = next((c.text or "" for c in value if local(c).endswith("Value")), "")
            if name and words.strip():
                out[name] = words
        return out

    def noted(self, element: Element) -> list[str]:
        """The remarks on an element: its description and the notes it refers to."""
        described = child(element, "Description")
        own = (described.text or "").strip() if described is not None else ""
        refs = [_target(r) for r in element if local(r) == "NoteRef"]
        return [x for x in (own, *(self.notes.get(r, "") for r in refs)) if x.strip()]


def documents(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The texts of a project file; see :func:`annotator.formats.refi_qda.read`."""
    with Packed(path, _packed(path)) as file:
        names = [n for n in file.names() if n.lower().endswith(".qde")]
        if not names:
            raise FormatError(
                "there is no project (.qde) in this zip file", str(path), "Export it as REFI-QDA"
            )
        root = parse_xml(file.read(min(names, key=len)), str(path))
        if local(root) == "CodeBook":
            raise FormatError(
                "this is a codebook, and has no articles", str(path),
                "Take it as the label schema: annotator schema PROJECT --import FILE",
            )  # fmt: skip
        if local(root) != "Project":
            raise FormatError(
                f"<{local(root)}> stands where a project should", str(path), "Export it anew"
            )
        project = _Project(root, reading)
        texts = [_loaded(t, file, path, project) for t in _texts(root)]
        _count_areas(root, reading)
    unit = unit_of([(t.raw, t.selections) for t in texts if t.raw], str(path))
    if unit != PLAIN:
        reading.remarks.append(f"{path}: offsets count {unit}")
    homes = {s.guid: number for number, t in enumerate(texts) for s in t.selections}
    links: dict[int, list[Element]] = {}
    for link in project.links:
        home = homes.get(same_guid(attribute(link, "originGUID")))
        if home is None or homes.get(same_guid(attribute(link, "targetGUID"))) != home:
            reading.losses.add("links that do not lead from selection to selection of one text",
                               str(attribute(link, "name", "")))  # fmt: skip
        else:
            links.setdefault(home, []).append(link)
    for number, text in enumerate(texts):
        yield _Maker(text, unit, project, reading, path).document(links.get(number, []))


def _packed(path: Path) -> bytes | None:
    """A project that was unpacked, as the zip file that it was; None for one that is packed."""
    try:
        with path.open("rb") as file:
            if file.read(4) == b"PK\x03\x04" or path.stat().st_size > MAX_MEMBER:
                return None
            file.seek(0)
            data = file.read()
    except OSError as error:
        raise unreadable(path, error) from error
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("project.qde", data)
        for text in (*path.parent.glob("*.txt"), *path.parent.glob("[sS]ources/*.txt")):
            if text.stat().st_size <= plain.MAX_BYTES:
                packed.writestr(f"sources/{text.name}", text.read_bytes())
    return out.getvalue()


def _texts(root: Element) -> Iterator[_Text]:
    sources = child(root, "Sources")
    for source in sources if sources is not None else ():
        # The words of an area are no text of their own: what is coded in it lies on the page.
        areas = {id(x) for area in every(source, *_AREAS) for x in area.iter()}
        found = [e for e in source.iter() if local(e) in _TEXTS and _says(e) and id(e) not in areas]
        # A recording without a transcript, a picture without words: nothing to annotate in.
        for element in found:
            yield _Text(element, source)


def _says(element: Element) -> bool:
    return (
        local(element) == "TextSource"
        or child(element, "PlainTextContent") is not None
        or bool(attribute(element, "plainTextPath"))
    )


def _loaded(text: _Text, file: Packed, path: Path, project: _Project) -> _Text:
    inline = child(text.element, "PlainTextContent")
    place = str(attribute(text.element, "plainTextPath", "") or "")
    if place:
        try:
            text.raw = _decoded(_content(place, file, path))
        except FormatError as error:
            text.problem = error.what
    elif inline is not None:
        text.raw = inline.text or ""
    else:
        text.problem = "it comes with no plain text, and codings are counted in that"
    points = {_guid(p): attribute(p, "position") for p in text.element if local(p) == "SyncPoint"}
    for element in text.element:
        if local(element) == "PlainTextSelection":
            start, end = attribute(element, "startPosition"), attribute(element, "endPosition")
        elif local(element) == "TranscriptSelection":
            start = points.get(same_guid(attribute(element, "fromSyncPoint")))
            end = points.get(same_guid(attribute(element, "toSyncPoint")))
        else:
            continue
        name = str(attribute(element, "name", "") or "")
        text.selections.append(
            Selection(_guid(element), _number(start), _number(end), name, element)
        )
    return text


def _content(place: str, file: Packed, path: Path) -> bytes:
    scheme, _, rest = place.partition("://")
    name = unquote(rest or scheme)
    if scheme == "internal" or not rest:
        known = next((n for n in (f"sources/{name}", name) if file.find(n)), f"sources/{name}")
        return file.read(known)
    # Outside of the file: only what lies beside it, whatever path it names.
    beside = path.with_name(PurePosixPath(name.replace("\\", "/")).name or "-")
    try:
        if beside.is_file() and beside.stat().st_size <= plain.MAX_BYTES:
            return beside.read_bytes()
    except (OSError, ValueError):
        pass
    raise FormatError(
        f"its text is kept outside of the project ({place[:80]})", str(path),
        f"Put {beside.name} beside the project",
    )  # fmt: skip


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _count_areas(root: Element, reading: Reading) -> None:
    for area in every(root, *_AREAS):
        count = sum(1 for c in area if local(c) == "Coding")
        reading.found["span"] += count
        reading.losses.add("codings of areas of pages, pictures and recordings",
                           str(attribute(area, "name", "")), count, "span")  # fmt: skip


class _Maker:
    """Makes the document of one text."""

    def __init__(
        self, text: _Text, unit: Any, project: _Project, reading: Reading, path: Path
    ) -> None:
        self.text, self.project, self.reading, self.path = text, project, reading, path
        name = str(attribute(text.source, "name", "") or attribute(text.element, "name", "") or "")
        self.where = f"{path}, {name or _guid(text.source)}"
        self.builder = Builder(
            text.raw, self.where, reading, self._about(name), unit, f"{path.name}: {name}"
        )

    def _about(self, name: str) -> Source:
        said = self.project.values(self.text.source)
        extra = _parsed(said.pop("extra", None))
        ours = said.pop("id", "")
        meta: dict[str, Any] = dict(extra) if isinstance(extra, dict) else {}
        meta |= {k: v for k, v in said.items() if k not in _TOLD}
        known = self.project.codes.labels
        codes = [_target(child(c, "CodeRef")) for c in self.text.source if local(c) == "Coding"]
        more = {
            "codes": [known[c][1] for c in codes if c in known],
            "notes": self.project.noted(self.text.source),
            "cases": self.project.source_cases.get(_guid(self.text.source), []),
        }  # fmt: skip
        meta |= {k: v for k, v in more.items() if v}
        title = "" if ours and name == ours else name
        return Source(
            ours or plain.slug(PurePosixPath(name).stem), title, said.get("source"),
            said.get("url"), said.get("published"), said.get("language"), said.get("sha256"),
            meta,
        )  # fmt: skip

    def document(self, links: list[Element]) -> Document | Refusal:
        """The document, its selections and links taken in."""
        ids: dict[str, str | None] = {}
        for selection in self.text.selections:
            ids[selection.guid] = self._selection(selection)
        for link in links:
            head = ids.get(same_guid(attribute(link, "originGUID")))
            tail = ids.get(same_guid(attribute(link, "targetGUID")))
            who, machine = self._owner(same_guid(attribute(link, "originGUID")))
            self.builder.relation(
                str(attribute(link, "name", "")) or "RELATED", head, tail, annotator=who,
                state=SUGGESTED if machine else ACCEPTED,
            )  # fmt: skip
        found = self.builder.build()
        if isinstance(found, Refusal) and self.text.problem:
            return Refusal(self.where, self.text.problem, "Export the project with its sources")
        return found

    def _owner(self, selection: str) -> tuple[str | None, bool]:
        found = next((s for s in self.text.selections if s.guid == selection), None)
        coding = child(found.element, "Coding") if found else None
        return self._user(found.element if found else None, coding)

    def _user(self, selection: Element | None, coding: Element | None) -> tuple[str | None, bool]:
        for element in (coding, selection):
            key = same_guid(attribute(element, "creatingUser")) if element is not None else ""
            if key in self.project.users:
                name, machine = self.project.users[key]
                return name or None, machine
        return None, False

    def _selection(self, selection: Selection) -> str | None:
        """A span for each code of a selection; the first one's id. Notes go with the first."""
        codes, element = self.project.codes, selection.element
        codings = [c for c in element if local(c) == "Coding"]
        refs = [(c, _target(child(c, "CodeRef"))) for c in codings]
        answers = [codes.answers[r] for _, r in refs if r in codes.answers]
        labelled = [(c, codes.labels[r]) for c, r in refs if r in codes.labels]
        unknown = [r for _, r in refs if r not in codes.answers and r not in codes.labels]
        self.reading.found["span"] += len(unknown)
        self.reading.losses.add("codings of codes that the codebook lacks", self.where,
                                len(unknown), "span")  # fmt: skip
        notes = self.project.noted(element)
        entity = self.project.cases.get(selection.guid)
        if not labelled and (notes or entity or not codings):
            # A remark on a place, as NVivo and ATLAS.ti have them without a code.
            labelled = [(element, (None, entity.label if entity else "NOTE"))]
        if entity is not None:
            self.builder.entity(entity)
        first: str | None = None
        for number, (coding, (layer, label)) in enumerate(labelled):
            own = [*(notes if not number else ()),
                   *(self.project.noted(coding) if coding is not element else ())]  # fmt: skip
            who, machine = self._user(element, coding)
            made = self.builder.span(
                label, selection.start, selection.end, layer=layer, annotator=who,
                attributes=self._answered(answers, layer) if not number else None,
                note="\n".join(own) or None, state=SUGGESTED if machine else ACCEPTED,
                entity=entity.id if entity else None,
            )  # fmt: skip
            first = first or made
        if not labelled and answers:
            self.reading.losses.add("answers to questions about no span", self.where, len(answers))
        return first

    def _answered(
        self, answers: list[tuple[str, str, str]], layer: str | None
    ) -> dict[str, str | list[str]]:
        out: dict[str, str | list[str]] = {}
        known = self.reading.schema.layer(layer or "")
        kinds = {a.id: a.type for a in known.attributes} if known else {}
        for _, name, value in answers:
            before = out.get(name)
            if isinstance(before, list):
                before.append(value)
            elif before is not None:
                out[name] = [before, value]
            else:
                out[name] = [value] if kinds.get(name) in ("multi", "tags") else value
        return out


def _guid(element: Element) -> str:
    return same_guid(attribute(element, "guid"))


def _target(reference: Element | None) -> str:
    return same_guid(attribute(reference, "targetGUID")) if reference is not None else ""


def _words(note: Element) -> str:
    inline = child(note, "PlainTextContent")
    described = child(note, "Description")
    found = inline if inline is not None else described
    return (found.text or "") if found is not None else ""


def _parsed(words: str | None) -> Any:
    try:
        return json.loads(words) if words else None
    except (ValueError, RecursionError):
        return None


def _number(value: Any) -> int:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1
