"""Saved news feeds (RSS 0.9x, 1.0, 2.0, Atom; RFC 4287): an article for each entry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html.entities import name2codepoint
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from annotator.formats import plain, prose
from annotator.formats.base import Format, Reading, Refusal
from annotator.formats.building import Source
from annotator.formats.markup import paragraphs
from annotator.formats.packed import attribute, child, local, parse_xml
from annotator.formats.prose import Part
from annotator.model.document import Document
from annotator.model.errors import FormatError

FORMAT = Format(
    "rss", "News feed (RSS, Atom)", (".rss", ".atom", ".rdf", ".xml"), True, False,
    "an article for each entry, with title, address, date, feed, author, categories; the longest"
    " text that the entry has; not: pictures, sounds, comments; links are not followed",
    articles=True,
)  # fmt: skip
MAX_BYTES = 100_000_000
_ROOT = re.compile(r"<(?:\w+:)?(rss|RDF|feed)\b[^>]*")
_BODIES = ("encoded", "content", "description", "summary", "fulltext", "body")
_DATES = ("published", "pubDate", "issued", "date", "created", "updated", "modified")


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is a feed: its first element is one of RSS or Atom."""
    text = head[:20_000].decode(
        "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "ignore"
    )
    text = re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>", "", text, flags=re.S)
    found = _ROOT.match(text.lstrip("\ufeffï»¿ \t\r\n"))
    if not found:
        return None
    kind = found[1]
    if kind == "rss":
        return "its first element is <rss>"
    if kind == "feed" and "Atom" in found[0]:
        return "its first element is a feed of Atom"
    return "its first element is RDF with RSS items" if "purl.org/rss" in found[0] else None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a feed, in its order. Raises FormatError where the file is no feed."""
    data = prose.file_bytes(path, MAX_BYTES)
    where = str(path)
    root = _parse(data, where)
    if local(root) not in ("rss", "RDF", "feed", "channel"):
        raise FormatError(
            f"this is XML, but no feed: its first element is <{local(root)}>", where,
            "Of XML are read: feeds, UIMA CAS (.xmi), BioC, GATE, REFI-QDA, Word documents",
        )  # fmt: skip
    channel = child(root, "channel")
    about = root if local(root) == "feed" or channel is None else channel
    name = _plain(_text(child(about, "title")))
    language = _text(child(about, "language")) or attribute(root, "lang", "")
    entries = [e for e in root.iter() if local(e) in ("item", "entry")]
    if not entries:
        reading.remarks.append(f"{where}: the feed has no entries")
    for number, entry in enumerate(entries, 1):
        yield _article(entry, f"{where}, entry {number}", reading, name, str(language), path)


def _parse(data: bytes, where: str) -> Element:
    try:
        return parse_xml(data, where)
    except FormatError:
        # Many feeds hold names that only HTML knows, or control characters; both can be mended.
        mended = _CONTROL.sub(b"", _NAMED.sub(_number, data))
        if mended == data or b"\0" in data:
            raise
        return parse_xml(mended, where)


_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_NAMED = re.compile(rb"&(\w+);")


def _number(found: re.Match[bytes]) -> bytes:
    name = found[1].decode("latin-1")
    if name in ("amp", "lt", "gt", "quot", "apos") or name not in name2codepoint:
        return found[0]
    return b"&#%d;" % name2codepoint[name]


def _article(
    entry: Element, where: str, reading: Reading, feed: str, language: str, path: Path
) -> Document | Refusal:
    parts: list[Part] = []
    for body in (e for e in entry.iter() if local(e) in _BODIES and e is not entry):
        found = _body(body)
        if sum(len(p.text) for p in found) > sum(len(p.text) for p in parts):
            parts = found
    title = _plain(_text(child(entry, "title")))
    url = _link(entry)
    known = {local(e): _text(e) for e in reversed(entry)}
    dated = next((prose.moment(known[d]) for d in _DATES if known.get(d)), None)
    source = child(entry, "source")
    named = _plain(_text(child(source, "title")) or _text(source)) if source is not None else ""
    meta = {
        "author": _author(entry), "categories": [c for c in map(_category, entry) if c],
        "guid": known.get("guid") or known.get("id") or "",
    }  # fmt: skip
    about = Source(
        plain.slug(title)[:80] or "entry", title, named or feed or None, url, dated,
        attribute(entry, "lang", "") or language or None,
        hashlib.sha256(tostring(entry)).hexdigest(),
        {k: v for k, v in meta.items() if v},
    )  # fmt: skip
    return prose.article(
        prose.with_title(title, parts),
        where,
        reading,
        about,
        f"{path.name} {where.rsplit(', ')[-1]}",
    )


def _text(element: Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _plain(words: str) -> str:
    """A title's words: some feeds write them as HTML, some escape it two times."""
    parts = paragraphs(words) if "<" in words or "&" in words else [Part("body", words)]
    return " ".join(" ".join(p.text for p in parts).split())


def _body(element: Element) -> list[Part]:
    # XHTML stands in Atom as elements, all else as escaped HTML or plain words.
    if len(element):
        inner = "".join(tostring(e, encoding="unicode") for e in element)
        return paragraphs((element.text or "") + re.sub(r"(</?)\w+:", r"\1", inner))
    words = element.text or ""
    if "<" not in words and "&" not in words:
        return [Part("body", p) for p in re.split(r"\n\s*\n", words)]
    return paragraphs(words)


def _link(entry: Element) -> str | None:
    links = [e for e in entry if local(e) in ("link", "origLink")]
    for link in links:
        if attribute(link, "rel", "alternate") == "alternate":
            found = attribute(link, "href") or _text(link)
            if found:
                return str(found)
    guid = child(entry, "guid")
    said = _text(guid)
    return said if said.startswith(("http://", "https://")) else None


def _author(entry: Element) -> str:
    for element in entry:
        if local(element) in ("creator", "author"):
            name = child(element, "name")
            return _text(name if name is not None else element)
    return ""


def _category(element: Element) -> str:
    return (
        _text(element) or str(attribute(element, "term", ""))
        if local(element) in ("category", "subject")
        else ""
    )
