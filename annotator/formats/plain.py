"""Plain text in any encoding."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from annotator.formats.base import Format, Reading, unreadable
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.text import normalise

FORMAT = Format(
    "text", "Plain text", (".txt", ".text", ".md"), True, False,
    "the text alone, in any encoding; zones are found in it",
    articles=True,
)  # fmt: skip
MAX_BYTES = 10_000_000
_SAMPLE = 200_000
_MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a zip file, or a document made of one (DOCX, ODT)"),
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"), (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"7z\xbc\xaf", "a 7z file"), (b"Rar!", "a RAR file"), (b"{\\rtf", "an RTF document"),
)  # fmt: skip
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: Path, reading: Reading) -> Iterator[Document]:
    """The article of a text file; see :func:`article`."""
    yield article(path)
    reading.found["article"] += 1


def article(path: Path) -> Document:
    """One article from a text file; its title and zones are found by the caller.

    Raises FormatError for an empty, binary or too large file, or one that cannot be read.
    """
    where = str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FormatError(
                f"the file has {size / 1e6:.0f} MB, more than an article can have"
                f" ({MAX_BYTES // 1_000_000} MB)",
                where,
                "Split it into articles",
            )
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    text, encoding = decode(data, where)
    return Document(
        Article(
            pk=0,
            id=slug(path.stem),
            title="",
            text=text,
            sha256=hashlib.sha256(data).hexdigest(),
            origin=path.name,
            meta={"encoding": encoding},
        )
    )


def decode(data: bytes, where: str = "") -> tuple[str, str]:
    """The normalised text and the encoding it was in. Raises FormatError."""
    if not data.strip():
        raise FormatError("the file is empty", where, "Choose a file with text")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise FormatError(f"this is {name}, not text", where, "Save its text as .txt first")
    encoding = _encoding(data, where)
    try:
        text = normalise(data.decode(encoding, "replace" if encoding == "utf-8" else "strict"))
    except (UnicodeDecodeError, LookupError) as error:
        raise FormatError(f"the text is broken: {error}", where, "Save it as UTF-8") from error
    if not text.strip():
        raise FormatError("the file holds only white space", where, "Choose a file with text")
    if _is_binary(text):
        raise FormatError("this is binary data, not text", where, "Choose a text file")
    return text, encoding.replace("-sig", "")


def _encoding(data: bytes, where: str) -> str:
    for bom, name in BOMS:
        if data.startswith(bom):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        guessed = _wide(data)
        # A byte or two of damage in a long UTF-8 text is no reason to read it as Latin-1.
        if guessed or (error.start > 4000 and mostly_utf8(data)):
            return guessed or "utf-8"
        return guess(data, where)
    return _wide(data) or "utf-8"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, told by NULs in every other byte."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.2 and even < odd / 8:
        return "utf-16-le"
    if even > len(sample) * 0.2 and odd < even / 8:
        return "utf-16-be"
    return None


def mostly_utf8(data: bytes) -> bool:
    return data.decode("utf-8", "replace").count("\ufffd") <= 1 + len(data) // 100_000


def guess(data: bytes, where: str) -> str:
    from charset_normalizer import from_bytes

    if _few_marks(data):
        return "cp1252"
    found = from_bytes(data[:_SAMPLE])
    best = found.best()
    if best is None:
        raise FormatError("this is binary data, not text", where, "Choose a text file")
    # Of code pages that read equally well, the commonest one of the web.
    level = {m.encoding: (m.chaos, -m.coherence) for m in found}
    if "cp1252" in level and level["cp1252"][0] <= best.chaos:
        return "cp1252" if level["cp1252"][1] <= -best.coherence + 0.1 else best.encoding
    # Single bytes that are no letters of Latin-1 are its Windows sister's quotation marks.
    return "cp1252" if best.encoding in ("latin_1", "ascii") else best.encoding


def _few_marks(data: bytes) -> bool:
    """Latin text with too few accents and quotation marks to guess by: the commonest code page."""
    high = [b for b in data[:_SAMPLE] if b > 127]
    undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    return len(high) < 20 and len(high) < len(data) / 4 and not undefined & set(high)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    odd = sum(1 for c in sample if c == "\ufffd" or (c < " " and c not in "\n\t\f"))
    odd += sum(1 for c in sample if "\x7f" <= c <= "\x9f" and c != "\x85")
    return odd > max(2, len(sample) * 0.02)


def slug(name: str) -> str:
    """A file's name as an article's id: words joined by hyphens."""
    plain = unicodedata.normalize("NFC", name).strip().lower()
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "article"
