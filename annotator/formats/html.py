"""Saved web pages: the article of the page and what the page says of it. Nothing is fetched.

The main text is found by trafilatura (A. Barbaresi, ACL 2021 system demonstrations).
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from annotator.formats import plain, prose
from annotator.formats.base import Format, Reading, Refusal
from annotator.formats.building import Source
from annotator.formats.prose import Part
from annotator.model.document import Document
from annotator.model.errors import FormatError

FORMAT = Format(
    "html", "Saved web page", (".html", ".htm", ".xhtml", ".mht", ".mhtml"), True, False,
    "the page's article with its title, date, site, author, address and captions; not: menus,"
    " comments, pictures; nothing is fetched, no script is run",
    articles=True,
)  # fmt: skip
MAX_BYTES = 50_000_000
_MARKUP = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.{0,2000}?-->\s*){0,3}(<!doctype\s+html\b|<(html|head|body)\b)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I
)
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-\w+)*)", re.IGNORECASE)
_ARCHIVE = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.I
)
# What browsers call the folder beside a page that they save.
_FOLDERS = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden", "-filer")
_NEVER = frozenset({"script", "style", "template", "noscript", "svg"})


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is a page: it begins with a document type or an element of HTML."""
    if _ARCHIVE.match(head.replace(b"\r\n", b"\n")) and b"text/html" in head:
        return "it is a web archive of several parts"
    start = head[:4000]
    encoding = next((name for bom, name in plain.BOMS if start.startswith(bom)), "latin-1")
    return "it begins as a web page does" if _MARKUP.match(_lenient(start, encoding)) else None


def companions(path: Path) -> tuple[Path, ...]:
    """The pictures and scripts that a browser saved beside the page; none of them is read."""
    folders = [path.with_name(path.stem + tail) for tail in _FOLDERS]
    return tuple(p for f in folders if f.is_dir() for p in sorted(f.rglob("*")) if p.is_file())


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The article of a page. Raises FormatError where there is none.

    Language and encoding are what the page says, else what its bytes tell.
    """
    data = prose.file_bytes(path, MAX_BYTES)
    archive = bool(_ARCHIVE.match(data[:4000].replace(b"\r\n", b"\n")))
    page = _archived(data, path) if archive else decode(data, str(path))
    about, parts = extract(page, str(path))
    digest = hashlib.sha256(data).hexdigest()
    said = {name: getattr(about, name) for name in Source.__slots__}
    source = Source(**{**said, "id": plain.slug(path.stem), "sha256": digest})
    yield prose.article(parts, str(path), reading, source, path.name)


def decode(data: bytes, where: str) -> str:
    """A page's text. Its mark or UTF-8 come before what it says of itself: saved anew, it lies."""
    bom = next((name for mark, name in plain.BOMS if data.startswith(mark)), None)
    if bom:
        return _lenient(data, bom)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(data[:4096])
    name = said[1].decode("ascii") if said else ""
    try:
        name = codecs.lookup(name).name if name else ""
    except LookupError:
        name = ""
    if name in ("iso8859-1", "ascii"):
        # The web reads both as their Windows sister.
        name = "cp1252"
    # A page that says UTF-8 and is not: a few bytes are damaged, or it is another encoding.
    if not name or (name == "utf-8" and not plain.mostly_utf8(data)):
        name = plain.guess(data, where)
    return _lenient(data, name)


def _lenient(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except (LookupError, ValueError):
        # A codec that is known and is none of text.
        return data.decode("cp1252", "replace")


def _archived(data: bytes, path: Path) -> str:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        part = next(p for p in message.walk() if p.get_content_type() in _PAGES)
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
    except Exception as error:  # whatever the mail parser says of bytes that are no mail
        raise FormatError(
            "the web archive holds no page", str(path), "Save the page as HTML"
        ) from error
    return decode(content, str(path))


_PAGES = ("text/html", "application/xhtml+xml")


def extract(page: str, where: str) -> tuple[Source, list[Part]]:
    """What a page says of its article, and the paragraphs. Raises FormatError without any."""
    found = _bare(page, where)
    parts = [] if found is None or found.body is None else list(_parts(found.body))
    if not any(p.text.strip() for p in parts):
        raise FormatError(
            "no article is found in this page: it may be a list of links, or filled by a script",
            where, "Open it in a browser and save the text as .txt",
        )  # fmt: skip
    parts = _captioned(page, parts)
    title = found.title or ""
    meta = {
        name: value
        for name, value in (
            ("author", found.author), ("description", found.description),
            ("categories", list(found.categories or ())), ("tags", list(found.tags or ())),
        )
        if value
    }  # fmt: skip
    language = _LANGUAGE.search(page[:10_000])
    about = Source(
        title=prose.tidy(title), source=found.sitename or found.hostname, url=found.url,
        published=prose.moment(found.date), language=language[1].lower() if language else None,
        meta=meta,
    )  # fmt: skip
    return about, _kinds(prose.with_title(title, parts), found.description, found.author)


def _bare(page: str, where: str) -> Any:
    import trafilatura

    # An XML declaration in a decoded page is refused by lxml.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page.removeprefix("\ufeff").replace("\0", ""))
    try:
        return trafilatura.bare_extraction(
            page, include_comments=False, include_tables=True, with_metadata=True,
            # Only dates that the page gives as the article's: no year of a footer.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )  # fmt: skip
    except Exception as error:  # whatever a parser of pages makes of bytes that are none
        raise FormatError(
            f"the page cannot be read: {error}", where, "Save its text as .txt"
        ) from error


def _parts(body: Any) -> Iterator[Part]:
    for element in body:
        if element.tag == "head":
            yield Part("subheading", _words(element))
        elif element.tag in ("list", "quote", "div"):
            inner = [x for x in element if x.tag in ("item", "p", "head", "list", "quote")]
            if inner and not (element.text or "").strip():
                yield from _parts(element)
            else:
                yield Part("body", _words(element))
        elif element.tag == "table":
            for row in element.iter("row"):
                yield Part("body", " · ".join(filter(None, (_words(c).strip() for c in row))))
        elif isinstance(element.tag, str):
            yield Part("body", _words(element))
        if element.tail and element.tail.strip():
            yield Part("body", element.tail)


def _words(element: Any) -> str:
    # A line break in the source is a space to a reader; only <br> breaks a line.
    out = [" ".join((element.text or "").split("\n"))]
    for child in element:
        said = "\n" if child.tag == "lb" else _words(child)
        out += [said, " ".join((child.tail or "").split("\n"))]
    return "".join(out)


def _captioned(page: str, parts: list[Part]) -> list[Part]:
    """Captions, which the search for the main text leaves out, before the paragraph after them."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        tree = html.fromstring(page.encode("utf-8", "replace"), parser=parser)
    except Exception:  # what is no tree has no captions
        return parts
    waiting: list[str] = []
    before: dict[str, list[str]] = {}
    for element in tree.iter("figcaption", "p", "h2", "h3"):
        words = " ".join(_visible(element).split())
        if element.tag == "figcaption":
            waiting.append(words)
        elif waiting and words:
            before.setdefault(words, []).extend(waiting)
            waiting = []
    known = {" ".join(p.text.split()) for p in parts}
    out: list[Part] = []
    for part in parts:
        captions = before.pop(" ".join(part.text.split()), [])
        out += [Part("caption", c) for c in captions if c and c not in known]
        out.append(part)
    return out


def _visible(element: Any) -> str:
    if not isinstance(element.tag, str) or element.tag in _NEVER:
        return ""
    if element.tag == "br":
        return "\n"
    return (element.text or "") + "".join(_visible(c) + (c.tail or "") for c in element)


def _kinds(parts: list[Part], description: str | None, author: str | None) -> list[Part]:
    """Deck and byline told by what the page says of itself, before the first real paragraph."""
    out = list(parts)
    start = next((i for i, p in enumerate(out) if p.kind == "title"), -1) + 1
    for i in range(start, min(start + 4, len(out))):
        kind, text = out[i]
        said = " ".join(text.split()).casefold()
        if kind == "body" and description and said == " ".join(description.split()).casefold():
            out[i] = Part("deck", text)
        elif kind == "body" and author and len(text) < len(author) + 40:
            names = [n.strip().casefold() for n in author.split(";")]
            if any(n and n in said for n in names):
                out[i] = Part("byline", text)
    return out
