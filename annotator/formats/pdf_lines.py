"""From the lines on the pages of a document to its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.formats.prose import Part

# How near the page's edge a running header or footer stands, as a part of the page's height.
_EDGE = 0.12
_NUMBER = re.compile(
    r"[\W_]*(?:page|seite|p\.|pg\.?|s\.)?\s*(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|of|von|sur|de|\|)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
# No paragraph ends so, whatever case the next begins in.
_OPEN_END = re.compile(
    r"(,|\b(a|an|and|as|at|by|for|from|her|his|in|its|of|on|or|that|the|their|to|with))$"
)
_BULLETS = ("•", "▪", "–", "◦", "■", "●")
_HYPHENS = ("-", "\u2010", "\u00ad")
_LARGER = 1.15


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, the block it stands in, where and how it is printed.

    ``left``, ``right``, ``box_left``, ``box_right`` are in points; ``top`` is a part of the page's
    height, 0 at its upper edge.
    """

    text: str
    box: int
    left: float
    right: float
    top: float
    size: float
    bold: bool
    box_left: float
    box_right: float


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Part]:
    """The paragraphs of all pages: lines joined, hyphens at their ends undone, headings told.

    A paragraph that goes on in the next column or on the next page is one.
    """
    kept = _without_furniture(pages)
    lines = [line for page in kept for line in page]
    if not lines:
        return []
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    words = Counter(re.findall(r"[\w-]+", " ".join(x.text for x in lines).casefold()))
    groups = [group for page in kept for group in _groups(page)]
    largest = max((g[0].size for g in _groups(kept[0])), default=0) if kept else 0
    out: list[Part] = []
    for group in groups:
        text = _joined([x.text for x in group], words)
        kind = _kind(group, text, usual)
        titled = any(p.kind == "title" for p in out)
        if kind == "subheading" and not titled and group[0].size == largest > usual * _LARGER:
            kind = "title"
        before = out[-1] if out else None
        if before and kind == before.kind == "body" and _goes_on(before.text, text):
            out[-1] = Part("body", _joined([before.text, text], words))
        else:
            out.append(Part(kind, text))
    return out


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what stands at the edge of several of them, and without their numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(x.text) for x in page if _at_edge(x)})
    often = max(2, min(len(pages), 6) // 2)
    return [
        [
            x
            for x in page
            if not (_at_edge(x) and (seen[_shape(x.text)] >= often or _NUMBER.fullmatch(x.text)))
        ]
        for page in pages
    ]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text).casefold()


def _at_edge(line: Line) -> bool:
    return line.top < _EDGE or line.top > 1 - _EDGE


def _groups(page: Sequence[Line]) -> list[list[Line]]:
    out: list[list[Line]] = []
    for line in page:
        if out and _same_paragraph(out[-1], line):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _same_paragraph(group: list[Line], line: Line) -> bool:
    last = group[-1]
    if line.box != last.box or line.bold != last.bold:
        return False
    if abs(line.size - last.size) > 0.08 * max(line.size, last.size):
        return False
    indented = line.left > line.box_left + 0.8 * line.size and (
        last.left < line.left - 0.5 * line.size
    )
    width = max(line.box_right - line.box_left, 1)
    short = last.right < line.box_right - max(0.2 * width, 3 * line.size)
    stopped = bool(_STOPPED.search(last.text))
    return not (indented and stopped) and not (short and stopped)


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    text = ""
    for line in lines:
        if text.endswith(_HYPHENS) and line[:1].islower():
            text = text[:-1] + (_hyphen(text, line, words)) + line
        else:
            text = f"{text} {line}" if text else line
    return text


def _hyphen(text: str, line: str, words: Counter[str]) -> str:
    """The hyphen where the word has it elsewhere in the document and is not written without."""
    head = re.search(r"[\w-]*$", text[:-1])
    tail = re.match(r"[\w-]*", line)
    first, rest = head[0].casefold() if head else "", tail[0].casefold() if tail else ""
    if text.endswith("\u00ad"):
        return ""
    return "-" if words[f"{first}-{rest}"] and not words[first + rest] else ""


def _kind(group: list[Line], text: str, usual: float) -> str:
    if len(text) > 250:
        return "body"
    if group[0].size > usual * _LARGER:
        return "subheading"
    return "subheading" if group[0].bold and len(text) < 100 and text[-1] not in ".," else "body"


def _goes_on(before: str, text: str) -> bool:
    if before in _BULLETS or _OPEN_END.search(before):
        return True
    return not _STOPPED.search(before) and (text[:1].islower() or before.endswith(_HYPHENS))
