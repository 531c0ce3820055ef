"""Small real files of articles, made byte by byte: PDF, DOCX."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

# A line of a page: x, y from the bottom, size, bold, words.
PdfLine = tuple[float, float, float, bool, str]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(path: Path, pages: Sequence[Sequence[PdfLine]], info: str = "", trailer: str = "") -> Path:
    """A PDF of Letter pages with text in Helvetica; \\x1b and \\x1c print the ligatures fi, fl."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids ["
        + " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages))) + "] >>",
        _font("Helvetica"), _font("Helvetica-Bold"), f"<< {info} >>",
    ]  # fmt: skip
    for number, lines in enumerate(pages):
        content = "".join(
            f"BT /F{2 if bold else 1} {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET\n"
            for x, y, size, bold, words in lines
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font <<"
            f" /F1 3 0 R /F2 4 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        size = len(content.encode("cp1252"))
        objects.append(f"<< /Length {size} >>\nstream\n{content}endstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{p:010} 00000 n \n" for p in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Root 1 0 R"
        f" /Info 5 0 R {trailer} /Size {len(objects) + 1} >>\nstartxref\n{len(out)}\n%%EOF"
    )
    path.write_bytes(out + end.encode())
    return path


def _font(name: str) -> str:
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding << /Type /Encoding"
        " /BaseEncoding /WinAnsiEncoding /Differences [27 /fi /fl] >> >>"
    )


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def docx(path: Path, body: str, **members: str | bytes) -> Path:
    """A DOCX with this body (paragraphs in WordprocessingML) and further members of ``word/``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def p(words: str, style: str = "") -> str:
    """A paragraph of a DOCX."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{words}</w:t></w:r></w:p>"
