"""REFI-QDA 1.5 projects (QDPX), for NVivo, ATLAS.ti, MAXQDA, QualCoder: codes on selections."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, SubElement, tostring

from annotator.formats.base import (
    Format,
    Losses,
    Reading,
    Record,
    Refusal,
    Tally,
    Writing,
    sync,
    tally_document,
    tally_of,
)
from annotator.formats.base import Writer as BaseWriter
from annotator.formats.heading import heading
from annotator.formats.holding import Holds, hold
from annotator.formats.packed import Packed, xml_text
from annotator.formats.refi_codes import ORIGIN, PROJECT, Codes, guid
from annotator.formats.refi_read import documents
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import PIPELINE, Entity
from annotator.model.span import ACCEPTED, SUGGESTED, Relation, Span

FORMAT = Format(
    "refi-qda", "REFI-QDA project (QDPX)", (".qdpx", ".qde"), True, True,
    "articles as plain text, spans as codings by user, attributes as further codes, notes,"
    " relations as links, entities as cases; not: rejected spans, scores, zones, reviews",
    states=(ACCEPTED,),
)  # fmt: skip
_HOLDS = Holds(states=(ACCEPTED, SUGGESTED), zones=False)
# A zip file's own first day: no clock goes into the bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
# How much of what it covers a selection is named by.
_NAME = 200
_FIELDS = ("id", "source", "url", "published", "language", "sha256", "extra")
_CASE = ("label", "id", "aliases", "external", "note")


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is a project: a zip file with a project in QDE, or that alone."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4000]
    if start.startswith(b"<") and b"urn:QDA-XML:" in start:
        return "its first element is of QDA-XML"
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with Packed(path) as file:
            found = next((n for n in file.names() if n.lower().endswith(".qde")), None)
    except FormatError:
        return None
    return f"it is a zip file with {found}" if found else None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The texts of a project with their codings; see ``docs/formats/refi-qda.md``.

    Raises FormatError for a file that is no project, or whose selections lead astray.
    """
    yield from documents(path, reading)


class Writer(BaseWriter):
    """Texts go into the file at once; what is said of them is held on the disk until the end."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._file: IO[bytes] = path.open("wb")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        self._sources = tempfile.SpooledTemporaryFile(10_000_000)  # noqa: SIM115
        self._notes = tempfile.SpooledTemporaryFile(10_000_000)  # noqa: SIM115
        self._codes = Codes(writing.schema)
        self._users: dict[str, str] = {}
        self._links: list[Element] = []
        self._cases: dict[str, tuple[Entity, list[str]]] = {}
        self._noted = False

    def add(self, record: Record) -> None:
        """Write an article's text; keep its selections."""
        _said_otherwise(record, self.losses)
        held = hold(record, _HOLDS, self.losses)
        article, document = held.document.article, held.document
        place = guid("article", article.id)
        self._member(f"sources/{place}.txt", article.text.encode("utf-8"))
        source = Element("TextSource", {
            "guid": place, "name": xml_text(article.title or article.id),
            "plainTextPath": f"internal://{place}.txt",
        })  # fmt: skip
        for span in held.spans:
            self._select(source, span, document)
        said = heading(article)
        for name in (x for x in _FIELDS if x in said):
            value = said[name] if isinstance(said[name], str) else json.dumps(said[name])
            _value(source, guid("variable", name), value)
        self._sources.write(tostring(source, "utf-8") + b"\n")
        self._links += [self._link(r, article.id) for r in held.relations]
        tally_document(self.tally, article.text, {s.id: s for s in held.spans}, held.relations)

    def _select(self, source: Element, span: Span, document: Document) -> None:
        article = document.article
        key = guid("span", article.id, span.id)
        user = self._user(span.annotator, document)
        when = {"creationDateTime": span.created} if span.created else {}
        name = xml_text(span.text[:_NAME])
        found = SubElement(source, "PlainTextSelection", {
            "guid": key, "name": name, "startPosition": str(span.start),
            "endPosition": str(span.end), "creatingUser": user, **when,
        })  # fmt: skip
        codes = [self._codes.label(span.layer, span.label)]
        for name, value in span.attributes.items():
            codes += [self._codes.answer(span.layer, name, x) for x in _answers(value)]
        for number, code in enumerate(codes):
            coding = SubElement(found, "Coding", {
                "guid": guid("coding", key, str(number)), "creatingUser": user, **when,
            })  # fmt: skip
            SubElement(coding, "CodeRef", {"targetGUID": code})
        if span.note:
            note = guid("note", key)
            SubElement(found, "NoteRef", {"targetGUID": note})
            element = Element("Note", {"guid": note, "name": name, "creatingUser": user})
            SubElement(element, "PlainTextContent").text = xml_text(span.note)
            self._notes.write(tostring(element, "utf-8") + b"\n")
            self._noted = True
        if span.entity:
            known = document.entities.get(span.entity)
            entity = known or Entity(span.entity, span.text, span.label)
            self._cases.setdefault(span.entity, (entity, []))[1].append(key)

    def _link(self, link: Relation, article: str) -> Element:
        return Element("Link", {
            "guid": guid("relation", article, link.id), "name": xml_text(link.label),
            "direction": "OneWay", "originGUID": guid("span", article, link.head),
            "targetGUID": guid("span", article, link.tail),
        })  # fmt: skip

    def _user(self, name: str, document: Document) -> str:
        if name not in self._users:
            known = document.annotators.get(name)
            machine = known is not None and known.kind == PIPELINE
            self._users[name] = "pipeline" if machine else "person"
        return guid("user", name)

    def _member(self, name: str, data: bytes) -> None:
        info = zipfile.ZipInfo(name, _DAY)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(info, data)

    def finish(self) -> None:
        """Write the project over the texts, and close."""
        info = zipfile.ZipInfo("project.qde", _DAY)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._zip.open(info, "w", force_zip64=True) as file:
            for piece in self._project():
                file.write(piece)
        self._zip.close()
        sync(self._file)
        self.discard()

    def _project(self) -> Iterator[bytes]:
        yield (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<Project xmlns="{PROJECT}" name="{ORIGIN}" origin="{ORIGIN}">\n'
        ).encode()
        users = Element("Users")
        for name, kind in sorted(self._users.items()):
            SubElement(users, "User", {
                "guid": guid("user", name), "name": xml_text(name),
                "id": f"{kind}:{xml_text(name)}",
            })  # fmt: skip
        book = Element("CodeBook")
        book.append(self._codes.element())
        variables = Element("Variables")
        for name in (*_FIELDS, *(f"entity {x}" for x in _CASE)):
            SubElement(variables, "Variable", {
                "guid": guid("variable", name), "name": name, "typeOfVariable": "Text",
            })  # fmt: skip
        cases = Element("Cases")
        for key, (entity, mentions) in sorted(self._cases.items()):
            cases.append(_case(key, entity, mentions))
        for part in (users, book, variables, cases):
            if len(part):
                yield tostring(part, "utf-8") + b"\n"
        for name, held in (("Sources", self._sources), ("Notes", self._notes)):
            if name == "Notes" and not self._noted:
                continue
            yield f"<{name}>\n".encode()
            held.seek(0)
            while piece := held.read(1_000_000):
                yield piece
            yield f"</{name}>\n".encode()
        if self._links:
            links = Element("Links")
            links.extend(self._links)
            yield tostring(links, "utf-8") + b"\n"
        yield b"</Project>\n"

    def discard(self) -> None:
        """Close all that is open."""
        with suppress(OSError, ValueError):
            self._zip.close()
        self._sources.close()
        self._notes.close()
        self._file.close()


def _value(parent: Element, variable: str, value: str) -> None:
    found = SubElement(parent, "VariableValue")
    SubElement(found, "VariableRef", {"targetGUID": variable})
    SubElement(found, "TextValue").text = xml_text(value)


def _case(key: str, entity: Entity, mentions: list[str]) -> Element:
    case = Element("Case", {"guid": guid("entity", key), "name": xml_text(entity.name)})
    said = {
        "label": entity.label, "id": key, "external": entity.external, "note": entity.note,
        "aliases": json.dumps(list(entity.aliases)) if entity.aliases else None,
    }  # fmt: skip
    for name in _CASE:
        if said[name]:
            _value(case, guid("variable", f"entity {name}"), str(said[name]))
    for mention in mentions:
        SubElement(case, "SelectionRef", {"targetGUID": mention})
    return case


def _answers(value: Any) -> list[str]:
    """An attribute's value as names of codes: each word of a list for itself."""
    many = value if isinstance(value, list | tuple) and value else [value]
    return [
        x if isinstance(x, str) and x.strip() else json.dumps(x, ensure_ascii=False) for x in many
    ]


def _said_otherwise(record: Record, losses: Losses) -> None:
    """Count what is there on the other side, but not as it was."""
    where = record.document.article.id
    kinds: Mapping[str, int] = {
        "scores of suggestions": sum(s.score is not None for s in record.spans),
        "links from decisions to their suggestions": sum(bool(s.made_from) for s in record.spans),
        "control characters in notes, written as U+FFFD": sum(
            s.note is not None and xml_text(s.note) != s.note for s in record.spans
        ),
    }
    for name, count in kinds.items():
        losses.add(name, where, count)
    heads = {s.id: s for s in record.spans}
    other = [
        r for r in record.relations if r.head in heads and heads[r.head].annotator != r.annotator
    ]
    losses.add("relations of another annotator than their head", where, len(other))


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
