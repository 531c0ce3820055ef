"""Word documents (Office Open XML, ECMA-376): the text, its headings, its notes at the end."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.formats import plain, prose
from annotator.formats.base import Format, Reading, Refusal
from annotator.formats.building import Source
from annotator.formats.packed import Packed, attribute, child, every, local, parse_xml
from annotator.formats.prose import Part
from annotator.model.document import Document
from annotator.model.errors import FormatError

FORMAT = Format(
    "docx", "Word document", (".docx", ".docm", ".dotx"), True, False,
    "the text with its title, headings and captions, cells of tables, footnotes after the text;"
    " tracked changes as accepted; not: pictures, headers, footers, comments, macros",
    articles=True,
)  # fmt: skip
_MAIN = "officeDocument"
# What a style is, by its own name or that of one it is based on; Word's names in other languages
# keep the English ids of built-in styles.
_STYLES = (
    (re.compile(r"title$", re.I), "title"),
    (re.compile(r"subtitle|untertitel|lead|deck|standfirst", re.I), "deck"),
    (re.compile(r"(head(ing)?|ü?berschrift|titre|título)\s*\d", re.I), "subheading"),
    (re.compile(r"caption|beschriftung|légende", re.I), "caption"),
    (re.compile(r"byline|author", re.I), "byline"),
)  # fmt: skip
# Text that was deleted or only says how a field is made.
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback"})


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is a Word document: a zip file whose first names are Word's."""
    if not head.startswith(b"PK\x03\x04"):
        return None
    if b"word/" in head:
        return "it is a zip file with a folder word/"
    try:
        with Packed(path) as file:
            return (
                "it is a zip file with word/document.xml"
                if file.find("word/document.xml")
                else None
            )
    except FormatError:
        return None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The article of a document. Raises FormatError where it is none, or its XML is no good."""
    where = str(path)
    if path.is_file() and path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0":
        raise FormatError(
            "this is an old Word document, or one locked with a password", where,
            "Open it in a word processor and save it as .docx without a password",
        )  # fmt: skip
    with Packed(path) as file:
        main = _main(file)
        tree = parse_xml(file.read(main), where)
        parts = list(_Body(file, main, where).parts(tree))
        core = _properties(file, where)
    title = core.get("title", "")
    if not any(p.kind == "title" for p in parts):
        parts = _first_heading(parts) or prose.with_title(title, parts)
    found = next((p.text for p in parts if p.kind == "title"), title)
    extra = {"author": core.get("creator", ""), "created": (core.get("created") or "")[:10]}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    about = Source(
        plain.slug(path.stem), " ".join(found.split()), language=core.get("language") or None,
        sha256=digest, meta={k: v for k, v in extra.items() if v},
    )  # fmt: skip
    yield prose.article(parts, where, reading, about, path.name)


def _first_heading(parts: list[Part]) -> list[Part] | None:
    """With a heading before all else as the title."""
    first = next((i for i, p in enumerate(parts) if p.text.strip()), None)
    if first is None or parts[first].kind != "subheading":
        return None
    return [*parts[:first], Part("title", parts[first].text), *parts[first + 1 :]]


def _main(file: Packed) -> str:
    """The member with the text: the one that the package names, else where Word puts it."""
    if file.find("_rels/.rels"):
        for link in every(parse_xml(file.read("_rels/.rels"), file.where), "Relationship"):
            if str(attribute(link, "Type", "")).endswith(f"/{_MAIN}"):
                target = str(attribute(link, "Target", ""))
                if file.find(target):
                    return target.lstrip("/")
    if not file.find("word/document.xml"):
        raise FormatError("this is no Word document", file.where, "Save it as .docx")
    return "word/document.xml"


def _properties(file: Packed, where: str) -> dict[str, str]:
    if not file.find("docProps/core.xml"):
        return {}
    try:
        tree = parse_xml(file.read("docProps/core.xml"), where)
    except FormatError:
        return {}
    return {local(e): (e.text or "").strip() for e in tree}


class _Body:
    """Walks the text of a document, with what its styles and notes say."""

    def __init__(self, file: Packed, main: str, where: str) -> None:
        self.file, self.where = file, where
        self.folder = posixpath.dirname(main)
        self.styles = self._styles()
        self._asked: list[tuple[str, str]] = []

    def parts(self, tree: Element) -> Iterator[Part]:
        """Paragraphs in order, then the notes that they ask for."""
        body = child(tree, "body")
        yield from self._blocks(tree if body is None else body)
        for kind in ("footnote", "endnote"):
            wanted = [note for what, note in self._asked if what == kind]
            notes = self._notes(kind) if wanted else {}
            for note in wanted:
                for paragraph in every(notes[note], "p") if note in notes else ():
                    yield Part("body", self._words(paragraph))

    def _blocks(self, element: Element) -> Iterator[Part]:
        for block in element:
            name = local(block)
            if name == "p":
                yield Part(self._kind(block), self._words(block))
                for box in self._boxes(block):
                    yield from self._blocks(box)
            elif name == "tr":
                cells = (" ".join(p.text for p in self._blocks(c)) for c in every(block, "tc"))
                yield Part("body", " · ".join(c for c in cells if c.strip()))
            elif name not in _SKIPPED and name != "sectPr":
                yield from self._blocks(block)

    def _boxes(self, paragraph: Element) -> Iterator[Element]:
        """Text boxes that hang on a paragraph; what older programs see in their place is not."""
        for element in paragraph:
            name = local(element)
            if name == "txbxContent":
                yield element
            elif name not in _SKIPPED:
                yield from self._boxes(element)

    def _words(self, element: Element) -> str:
        out = []
        for part in element:
            name = local(part)
            if name == "t":
                out.append(part.text or "")
            elif name in ("br", "cr"):
                out.append("\n")
            elif name == "tab":
                out.append(" ")
            elif name == "noBreakHyphen":
                out.append("\u2011")
            elif name in ("footnoteReference", "endnoteReference"):
                self._asked.append((name.removesuffix("Reference"), str(attribute(part, "id", ""))))
            elif name not in _SKIPPED and name not in ("txbxContent", "softHyphen"):
                out.append(self._words(part))
        return "".join(out)

    def _kind(self, paragraph: Element) -> str:
        properties = child(paragraph, "pPr")
        style = child(properties, "pStyle")
        known = self.styles.get(str(attribute(style, "val", ""))) if style is not None else None
        if known is None and child(properties, "outlineLvl") is not None:
            level = child(properties, "outlineLvl")
            # Level 9 is Word's for running text.
            known = "subheading" if level is not None and attribute(level, "val") != "9" else None
        return known or "body"

    def _styles(self) -> dict[str, str | None]:
        name = posixpath.join(self.folder, "styles.xml")
        if not self.file.find(name):
            return _Bare()
        found: dict[str, tuple[str, str]] = {}
        for style in every(parse_xml(self.file.read(name), self.where), "style"):
            named, based = child(style, "name"), child(style, "basedOn")
            shown = attribute(named, "val", "") if named is not None else ""
            parent = attribute(based, "val", "") if based is not None else ""
            found[str(attribute(style, "styleId", ""))] = (str(shown), str(parent))
        return {style: self._told(style, found) for style in found}

    def _told(self, style: str, found: dict[str, tuple[str, str]]) -> str | None:
        for _ in range(10):
            name, parent = found.get(style, ("", ""))
            kind = _style_kind(name) or _style_kind(style)
            if kind or not parent:
                return kind
            style = parent
        return None

    def _notes(self, kind: str) -> dict[str, Element]:
        name = posixpath.join(self.folder, f"{kind}s.xml")
        if not self.file.find(name):
            return {}
        tree = parse_xml(self.file.read(name), self.where)
        return {str(attribute(e, "id", "")): e for e in every(tree, kind)}


class _Bare(dict[str, str | None]):
    """Kinds told by the styles' ids alone, in a document that says nothing of its styles."""

    def get(self, key: str, default: object = None) -> str | None:
        return _style_kind(key)


def _style_kind(name: str) -> str | None:
    return next((kind for said, kind in _STYLES if said.match(name.strip())), None)
