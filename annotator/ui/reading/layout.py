"""Building the document: a display copy of the text, set by zone, with foldable lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from annotator.model.article import Article, Zone
from annotator.ui.theme import Theme, sans, serif

COLUMN, LINE, SUMMARY = 560.0, 31.0, 22.0
GAP = "gap"
_FOLDED = {"caption": "caption", "credit": "caption", "boilerplate": "boilerplate"}
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
_TABLE = str.maketrans({chr(code): stand_in for code, stand_in in _STAND_INS.items()})


def display_copy(text: str) -> str:
    """The text as Qt may have it: same UTF-16 length, block borders at ``\\n`` only."""
    return text.translate(_TABLE)


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


@dataclass(slots=True)
class Fold:
    """Lines ``first``–``last`` that are shown as one summary line until opened."""

    first: int
    last: int
    kind: str
    summary: str
    credit: str
    folded: bool = True

    @property
    def count(self) -> int:
        """How many lines it stands for, blank ones included."""
        return self.last - self.first + 1


def find_folds(text: str, kinds: list[str]) -> list[Fold]:
    """Runs of caption and credit lines, and of boilerplate; blank lines inside belong to a run."""
    lines = text.split("\n")
    folds: list[Fold] = []
    run: list[int] = []
    for number, kind in enumerate([*kinds, "body"]):
        family = _FOLDED.get(kind)
        if run and kind != GAP and family != _FOLDED[kinds[run[0]]]:
            folds.append(_fold(lines, kinds, run))
            run = []
        if family:
            run.append(number)
    return folds


_CREDIT = re.compile(r"[(\[]\s*(?:photo |image |illustration )?credit:?\s*([^)\]]*)[)\]]", re.I)

_PHOTO = re.compile(r"^(?:photo|image|caption|illustration)\s*:\s*", re.I)


def _fold(lines: list[str], kinds: list[str], run: list[int]) -> Fold:
    kind = _FOLDED[kinds[run[0]]]
    if kind == "boilerplate":
        count = len(run)
        words = f"{count} line{'s' if count > 1 else ''} of site text"
        return Fold(run[0], run[-1], kind, words, "")
    words = _PHOTO.sub("", " ".join(_CREDIT.sub("", lines[run[0]]).split()))
    found = next((m for n in run if (m := _CREDIT.search(lines[n]))), None)
    credits = [n for n in run if kinds[n] == "credit"]
    credit = found.group(1).strip() if found else lines[credits[0]].strip() if credits else ""
    if words == credit:
        words = ""
    return Fold(run[0], run[-1], kind, f"Photo: {words}" if words else "Photo", credit)


def fold_at(folds: Iterable[Fold], block: int) -> Fold | None:
    """The fold that has this line, or None."""
    return next((f for f in folds if f.first <= block <= f.last), None)


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


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a fold's summary line stands: ``index``-th line above or below a block."""

    block: int
    below: bool
    index: int
    of: int


class Folds:
    """Folds of one document: hides and shows their lines and makes room for the summaries."""

    def __init__(self, document: QTextDocument, folds: list[Fold], z: float) -> None:
        self.document = document
        self.folds = folds
        self.anchors: dict[int, Anchor] = {}
        self.height = round(SUMMARY * z)
        # Room made above (below: negative key - 1) each block, on top of its own margin.
        self._own: dict[int, tuple[float, float]] = {}
        if folds and not self._visible_block(0, document.blockCount()):
            # Nothing but foldable text: showing two grey lines would hide the whole article.
            for fold in folds:
                fold.folded = False

    def _visible_block(self, first: int, last: int) -> bool:
        at = first
        for fold in self.folds:
            if fold.folded:
                if at < fold.first:
                    return True
                at = max(at, fold.last + 1)
        return at < last

    def apply(self) -> float:
        """Show and hide; returns the room needed above the first shown block."""
        for fold in self.folds:
            self._show(fold)
        wanted = self._anchor()
        top = 0.0
        first = self._first_shown()
        for number in set(self._own) | set(wanted):
            above, below = wanted.get(number, (0, 0))
            if number == first:
                # Qt drops the top margin of a document's first block; the frame makes the room.
                top, above = above * self.height, 0
            self._room(number, above * self.height, below * self.height)
        return top

    def _show(self, fold: Fold) -> None:
        block = self.document.findBlockByNumber(fold.first)
        end = block.position()
        start = end
        while block.isValid() and block.blockNumber() <= fold.last:
            block.setVisible(not fold.folded)
            end = block.position() + block.length()
            block = block.next()
        self.document.markContentsDirty(start, end - start)

    def _anchor(self) -> dict[int, tuple[int, int]]:
        """Blocks that carry summaries: how many above, how many below."""
        placed: dict[tuple[int, bool], list[int]] = {}
        for index, fold in enumerate(self.folds):
            block = self._shown_from(fold.first if not fold.folded else fold.last + 1)
            below = block is None
            if block is None:
                block = self._shown_before(fold.first)
            if block is not None:
                placed.setdefault((block, below), []).append(index)
        self.anchors = {
            index: Anchor(block, below, order, len(indexes))
            for (block, below), indexes in placed.items()
            for order, index in enumerate(indexes)
        }
        wanted: dict[int, tuple[int, int]] = {}
        for (block, below), indexes in placed.items():
            up, down = wanted.get(block, (0, 0))
            wanted[block] = (up, len(indexes)) if below else (len(indexes), down)
        return wanted

    def _shown_from(self, number: int) -> int | None:
        while (fold := fold_at(self.folds, number)) and fold.folded:
            number = fold.last + 1
        return number if number < self.document.blockCount() else None

    def _shown_before(self, number: int) -> int | None:
        number -= 1
        while (fold := fold_at(self.folds, number)) and fold.folded:
            number = fold.first - 1
        return number if number >= 0 else None

    def _first_shown(self) -> int | None:
        return self._shown_from(0)

    def _room(self, number: int, above: float, below: float) -> None:
        block = self.document.findBlockByNumber(number)
        form = block.blockFormat()
        own = self._own.setdefault(number, (form.topMargin(), form.bottomMargin()))
        form.setTopMargin(own[0] + above)
        form.setBottomMargin(own[1] + below)
        if form != block.blockFormat():
            QTextCursor(block).setBlockFormat(form)


def is_shown(block: QTextBlock) -> bool:
    """Whether a block exists and is not folded away."""
    return bool(block.isValid() and block.isVisible())
