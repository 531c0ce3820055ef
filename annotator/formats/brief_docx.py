"""A brief as a Word document: WordprocessingML (ECMA-376) with the fewest parts there can be."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from annotator.model.brief import Brief, Entry, Group, Origin, facts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# XML 1.0 cannot hold these, however they are written.
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Word opens a file of any day; a fixed one makes equal briefs equal files.
_DAY = (1980, 1, 1, 0, 0, 0)

_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>
</Types>"""
_ROOT = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>
</Relationships>"""


def write(brief: Brief, path: Path) -> None:
    """Write the brief. The same brief gives the same bytes. Raises OSError."""
    document = _Document()
    body = "".join(document.paragraphs(brief))
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}'
        "<w:sectPr/></w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": document.relationships(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, text.encode("utf-8"))


class _Document:
    """Paragraphs, and the addresses that they link to."""

    def __init__(self) -> None:
        self._links: dict[str, str] = {}

    def paragraphs(self, brief: Brief) -> Iterator[str]:
        yield _paragraph("Title", _run(brief.title))
        yield _paragraph("Origin", _run(brief.made))
        for heading, groups in (("Quotes", brief.quotes), ("Claims", brief.claims)):
            if groups:
                yield _paragraph("Heading1", _run(heading))
                yield from self._groups(groups)
        yield _paragraph("Heading1", _run("Articles"))
        for origin in brief.articles:
            yield _paragraph("Article", self._origin(origin))

    def _groups(self, groups: Iterable[Group]) -> Iterator[str]:
        for group in groups:
            yield _paragraph("Heading2", _run(group.heading))
            for entry in group.entries:
                yield _paragraph("Entry", _entry(entry))
                for origin in entry.origins:
                    yield _paragraph("Origin", self._origin(origin))

    def _origin(self, origin: Origin) -> str:
        title = _run(origin.title)
        if origin.url:
            link = self._links.setdefault(origin.url, f"rId{len(self._links) + 2}")
            linked = _run(origin.title, '<w:rStyle w:val="Hyperlink"/>')
            title = f'<w:hyperlink r:id="{link}">{linked}</w:hyperlink>'
        return title + "".join(_run(f", {x}") for x in facts(origin))

    def relationships(self) -> str:
        links = "".join(
            f'<Relationship Id="{name}" Type="{_R}/hyperlink" Target={quoteattr(_clean(url))}'
            ' TargetMode="External"/>\n'
            for url, name in self._links.items()
        )
        styles = f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>\n'
        return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\n{styles}{links}' + (
            "</Relationships>"
        )


def _entry(entry: Entry) -> str:
    words = f"“{entry.words}”" if entry.quoted else entry.words
    details = [*entry.details, *(["suggested"] if entry.open else [])]
    tail = _run(f" ({', '.join(details)})", "<w:i/>") if details else ""
    return _run(words) + tail


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(words: str, properties: str = "") -> str:
    marked = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    text = escape(_clean(" ".join(words.split()) if words.strip() == words else words))
    return f'<w:r>{marked}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _clean(words: str) -> str:
    return _NO_XML.sub("\ufffd", words)


def _styles() -> str:
    """Sizes are in half points, spaces in twentieths of a point."""
    made = (
        _style("Title", "Title", 36, before=0, after=60, bold=True),
        _style("Heading1", "heading 1", 28, before=360, after=80, bold=True, level=0),
        _style("Heading2", "heading 2", 24, before=240, after=40, bold=True, level=1),
        _style("Entry", "Entry", 22, before=160, after=0),
        _style("Origin", "Origin", 19, before=0, after=0, colour="57554F"),
        _style("Article", "Article", 20, before=0, after=60),
    )
    link = (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="2257C4"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style>"
    )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{normal}{"".join(made)}{link}</w:styles>'


def _style(
    style_id: str,
    name: str,
    size: int,
    before: int,
    after: int,
    bold: bool = False,
    level: int | None = None,
    colour: str = "",
) -> str:
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    keep = "<w:keepNext/>" if level is not None or name == "Entry" else ""
    weight = "<w:b/>" if bold else ""
    paint = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/>'
        f'<w:pPr>{keep}<w:spacing w:before="{before}" w:after="{after}"/>{outline}</w:pPr>'
        f'<w:rPr>{weight}{paint}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )
