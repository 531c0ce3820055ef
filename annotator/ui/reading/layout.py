"""Building the document: a display copy of the text, set by zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from annotator.model.article import Article, Zone
from annotator.ui.theme import Theme, sans, serif

COLUMN, LINE = 560.0, 31.0
GAP = "gap"
_FIXED = int(QTextBlockFormat.LineHeightTypes.FixedHeight.value)

# What Qt would take for a block border or an embedded object, or would not show at all. Every one
# is a single UTF-16 unit and so is what stands for it: positions stay the same.
_STAND_INS: dict[int, str] = {
    **dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " "),
    0xFDD0: "\u25a1",
    0xFDD1: "\u25a1",
    0xFFFC: "\u25a1",
    **dict.fromkeys(range(55296, 57344), "�"),
}
del _STAND_INS[ord("\n")], _STAND_INS[ord("\t")]
# Those are rare: to look for them takes a tenth of the time of translating every character.
_ODD = re.compile("[" + "".join(f"\\U{code:08x}" for code in _STAND_INS) + "]")


def display_copy(text: str) -> str:
    """The text as Qt may have it: same UTF-16 length, block borders at ``\\n`` only."""
    return _ODD.sub(lambda found: _STAND_INS[ord(found.group())], text)


@dataclass(frozen=True, slots=True)
class Style:
    """How the lines of a zone are set: px at a body size of 18, line height, weight, colour."""

    px: float
    line: float
    token: str = "text"
    bold: bool = False
    sans: bool = False

    def font(self, z: float) -> QFont:
        """The font at a zoom."""
        weight = QFont.Weight.DemiBold if self.bold else QFont.Weight.Normal
        return (sans if self.sans else serif)(self.px * z, weight)


STYLES: dict[str, Style] = {
    "title": Style(29, 36, bold=True),
    "deck": Style(19, 28, "text2"),
    "subheading": Style(20, 28, bold=True),
    "byline": Style(13, 20, "text3", sans=True),
    "caption": Style(12.5, 20, "text3", sans=True),
    "credit": Style(12.5, 20, "text3", sans=True),
    "boilerplate": Style(12.5, 20, "text3", sans=True),
    "body": Style(18, LINE),
    GAP: Style(6, 15),
}


def line_kinds(text: str, zones: Iterable[Zone]) -> list[str]:
    """The kind of each line of the text: that of the zone that covers most of it."""
    ordered = sorted(zones, key=lambda zone: zone.start)
    kinds: list[str] = []
    at = first = 0
    for line in text.split("\n"):
        end = at + len(line)
        while first < len(ordered) and ordered[first].end <= at:
            first += 1
        kinds.append(_kind(line, at, end, ordered, first))
        at = end + 1
    return kinds


def _kind(line: str, start: int, end: int, zones: list[Zone], first: int) -> str:
    if not line or line.isspace():
        return GAP
    best, covered = "body", 0
    for zone in zones[first:]:
        if zone.start >= end:
            break
        shared = min(end, zone.end) - max(start, zone.start)
        if shared > covered and zone.kind in STYLES:
            best, covered = zone.kind, shared
    return best


def build(article: Article, kinds: list[str], theme: Theme, z: float) -> QTextDocument:
    """The document of an article: one block a line, nothing folded yet."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(serif(18 * z))
    cursor = QTextCursor(document)
    formats = {kind: _formats(kind, theme, z) for kind in STYLES}
    cursor.beginEditBlock()
    before = GAP
    for number, line in enumerate(display_copy(article.text).split("\n")):
        kind = kinds[number]
        block, char = formats[kind]
        if before != GAP and kind != GAP and before != "caption":
            block = QTextBlockFormat(block)
            block.setTopMargin(round(_lead(before, kind) * z))
        if number:
            cursor.insertBlock(block, char)
        else:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(char)
        cursor.insertText(line, char)
        before = kind
    cursor.endEditBlock()
    return document


def _lead(before: str, kind: str) -> float:
    """Space above a line that follows another without a blank line between."""
    if before == kind:
        return 8.0 if kind == "body" else 0.0
    return 12.0


def _formats(kind: str, theme: Theme, z: float) -> tuple[QTextBlockFormat, QTextCharFormat]:
    style = STYLES[kind]
    block = QTextBlockFormat()
    block.setLineHeight(max(1, round(style.line * z)), _FIXED)
    char = QTextCharFormat()
    char.setFont(style.font(z))
    if style.token != "text":
        # Body text takes the palette's colour, so nothing is stored per character for it.
        char.setForeground(QColor(theme.tokens[style.token]))
    return block, char
