"""PDF: the running text of its pages, in reading order, without headers and page numbers."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats import plain, prose
from annotator.formats.base import Format, Reading, Refusal
from annotator.formats.building import Source
from annotator.formats.pdf_lines import Line, paragraphs
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, FormatError

FORMAT = Format(
    "pdf", "PDF document", (".pdf",), True, False,
    "the running text in reading order, title and subheadings by their size; not: pictures,"
    " tables as tables, running headers and footers, page numbers; scanned pages have no text",
    articles=True,
)  # fmt: skip
MAX_BYTES = 100_000_000
MAX_PAGES = 2_000
MAX_UNPACKED = 400_000_000
_STREAM = re.compile(rb"stream\r?\n")
# Titles that programs write by themselves.
_NO_TITLE = re.compile(r"microsoft word|untitled|\.(docx?|indd|qxd|pdf|tmp|odt)$|^\W*$", re.I)
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is a PDF: it begins with the mark of one."""
    return "it begins with %PDF" if b"%PDF-" in head[:1024] else None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The article of a PDF. Raises FormatError where there is no text, or a password is needed."""
    data = prose.file_bytes(path, MAX_BYTES)
    where = str(path)
    _check_size(data, where)
    try:
        info, pages = _pages(data, where)
    except AnnotatorError:
        raise
    except Exception as error:  # whatever pdfminer says of bytes that are no PDF
        name = type(error).__name__
        if "Password" in name or "Encryption" in name:
            raise FormatError(
                "the PDF is locked with a password", where, "Save a copy without one"
            ) from error
        raise FormatError(
            f"the PDF is damaged: {error or name}", where, "Open it in a viewer and save it anew"
        ) from error
    parts = paragraphs(pages)
    said = "".join(p.text for p in parts)
    if not said.strip():
        raise FormatError(
            "the PDF has no text: its pages are pictures", where,
            "Have its text recognised (OCR) and import the result",
        )  # fmt: skip
    if said.count("\ufffd") > len(said) / 10:
        raise FormatError(
            "the PDF does not say which letters its signs are", where,
            "Have its text recognised (OCR) and import the result",
        )  # fmt: skip
    title = _said(info, "Title")
    title = "" if _NO_TITLE.search(title) else title
    if not any(p.kind == "title" for p in parts):
        parts = prose.with_title(title, parts)
    found = next((p.text for p in parts if p.kind == "title"), title)
    made = _DATE.match(_said(info, "CreationDate"))
    extra = {
        "author": _said(info, "Author"), "pages": len(pages),
        "created": "-".join(made.groups()) if made else "",
    }  # fmt: skip
    about = Source(
        plain.slug(path.stem), " ".join(found.split()), sha256=hashlib.sha256(data).hexdigest(),
        meta={k: v for k, v in extra.items() if v},
    )  # fmt: skip
    yield prose.article(parts, where, reading, about, path.name)


def _check_size(data: bytes, where: str) -> None:
    """Refuse what unpacks to more than a machine holds; streams packed two times count too."""
    left = MAX_UNPACKED
    for found in _STREAM.finditer(data):
        left -= _unpacked(data, found.end(), left)
        if left <= 0:
            raise FormatError(
                f"the PDF unpacks to more than {MAX_UNPACKED // 1_000_000} MB", where,
                "Save its text as .txt",
            )  # fmt: skip


def _unpacked(data: bytes, start: int, limit: int) -> int:
    if data[start : start + 1] not in (b"x", b"h", b"X", b"H"):
        return 0
    outer, inner = zlib.decompressobj(), zlib.decompressobj()
    total, at, pending, again = 0, start, b"", None
    try:
        while total < limit and not outer.eof and (pending or at < len(data)):
            if not pending:
                pending, at = data[at : at + 65_536], at + 65_536
            out = outer.decompress(pending, 1_000_000)
            pending = outer.unconsumed_tail
            total += len(out)
            again = out.startswith(b"x") if again is None and out else again
            while again and out and total < limit and not inner.eof:
                total += len(inner.decompress(out, 1_000_000))
                out = inner.unconsumed_tail
    except zlib.error:
        pass
    return total


def _said(info: dict[str, Any], name: str) -> str:
    value = info.get(name)
    if isinstance(value, bytes):
        text = value.decode(
            "utf-16" if value[:2] in (b"\xfe\xff", b"\xff\xfe") else "cp1252", "replace"
        )
    else:
        text = str(value or "")
    return prose.tidy(text.replace("\0", ""))


def _pages(data: bytes, where: str) -> tuple[dict[str, Any], list[list[Line]]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    # It tells each oddity of a file to the log; what matters is in the result.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams())
    interpreter = PDFPageInterpreter(manager, device)
    pages: list[list[Line]] = []
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number == MAX_PAGES:
            raise FormatError(
                f"the PDF has more than {MAX_PAGES} pages", where, "Split it into articles"
            )
        interpreter.process_page(page)
        pages.append(list(_lines(device.get_result())))
    info: dict[str, Any] = {}
    for known in document.info:
        info.update(known)
    return info, pages


def _lines(page: Any) -> Iterator[Line]:
    from pdfminer.layout import LTTextBox, LTTextLine

    height = max(page.height, 1)
    for number, box in enumerate(b for b in page if isinstance(b, LTTextBox)):
        for line in (x for x in box if isinstance(x, LTTextLine)):
            text, size, bold = _looks(line)
            if text:
                yield Line(
                    text, number, line.x0, line.x1, (page.y1 - line.y1) / height, size, bold,
                    box.x0, box.x1,
                )  # fmt: skip


def _looks(line: Any) -> tuple[str, float, bool]:
    """A line's words, the height of most of its letters, whether they are bold."""
    from pdfminer.layout import LTChar

    chars = [c for c in line if isinstance(c, LTChar)]
    words = re.sub(r"\(cid:\d+\)", "\ufffd", line.get_text())
    sizes = sorted(c.size for c in chars)
    bold = sum("bold" in c.fontname.lower() or "black" in c.fontname.lower() for c in chars)
    return (
        plain_letters(words), round(sizes[len(sizes) // 2], 1) if sizes else 0,
        bool(chars) and bold > len(chars) * 0.8,
    )  # fmt: skip


def plain_letters(text: str) -> str:
    """The text with ligatures as the letters they stand for."""
    return prose.tidy(text.translate(_LIGATURES)).replace("\n", " ")


_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
              0xFB05: "st", 0xFB06: "st"}  # fmt: skip
