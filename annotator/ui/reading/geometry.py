"""From offsets to rectangles on the page, and back. The one place that speaks UTF-16."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

from annotator.model.text import Utf16Map
from annotator.ui.reading.folds import is_shown

_KEEP, _SCREENS = 20_000, 64
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff]")

_NEAR = 6


class Piece(NamedTuple):
    """One line's part of a span, in document coordinates.

    ``base`` is the base line, ``k`` the text size as a multiple of 18 px, ``line`` and ``height``
    the top and height of the whole line, ``start`` and ``end`` whether the span's own ends are
    here, ``rtl`` whether the paragraph runs from right to left.
    """

    left: float
    right: float
    base: float
    k: float
    line: float
    height: float
    start: bool
    end: bool
    rtl: bool


class Geometry:
    """Rectangles of ranges of one laid out document, cached until :meth:`forget`."""

    def __init__(self, document: QTextDocument, text: str) -> None:
        self.document = document
        self.length = len(text)
        self.map = Utf16Map(text)
        self.bidi = bool(_RIGHT_TO_LEFT.search(text))
        self._cache: dict[tuple[int, int], tuple[Piece, ...]] = {}
        self._ranges: dict[tuple[float, float], tuple[int, int]] = {}

    def forget(self) -> None:
        """Call when the layout changed."""
        self._cache.clear()
        self._ranges.clear()

    def units(self, offset: int) -> int:
        """The document position of a code point offset."""
        return self.map.to_utf16(max(0, min(offset, self.length)))

    def offset(self, position: int) -> int:
        """The code point offset of a document position."""
        return max(0, min(self.length, self.map.to_code_points(position)))

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The parts of ``[start, end)`` line by line; none where the text is folded."""
        found = self._cache.get((start, end))
        if found is None:
            if len(self._cache) > _KEEP:
                self._cache.clear()
            found = tuple(self._measure(self.units(start), self.units(end)))
            self._cache[(start, end)] = found
        return found

    def _measure(self, start: int, end: int) -> Iterator[Piece]:
        block = self.document.findBlock(start)
        while block.isValid() and block.position() < end:
            if is_shown(block):
                yield from self._in_block(block, start, end)
            block = block.next()

    def _in_block(self, block: QTextBlock, start: int, end: int) -> Iterator[Piece]:
        # Asking for the rectangle makes Qt lay out the document as far as this block.
        self.document.documentLayout().blockBoundingRect(block)
        layout, origin = block.layout(), block.position()
        low, high = max(start - origin, 0), min(end - origin, block.length() - 1)
        if low >= high:
            return
        at = layout.position()
        k = max(1, block.charFormat().font().pixelSize()) / 18.0
        height = block.blockFormat().lineHeight()
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        number = layout.lineForTextPosition(low).lineNumber()
        while number < layout.lineCount():
            line = layout.lineAt(number)
            if line.textStart() >= high:
                break
            first = max(low, line.textStart())
            last = min(high, line.textStart() + line.textLength())
            base = round(at.y() + line.y() + line.ascent())
            top = base + 6.2 * k - height
            begins, ends = origin + first <= start, origin + last >= end
            segments = self._segments(line, first, last)
            for order, (left, right) in enumerate(segments):
                yield Piece(
                    at.x() + left, at.x() + right, base, k, top, height,
                    begins and order == 0, ends and order == len(segments) - 1, rtl,
                )  # fmt: skip
            number += 1

    def _segments(self, line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
        # A space at which the line was wrapped lies outside its natural rectangle.
        low, high = line.naturalTextRect().left(), line.naturalTextRect().right()
        found = _visual(line, first, last) if self.bidi else [(_x(line, first), _x(line, last))]
        return [(max(low, min(a, high)), max(low, min(b, high))) for a, b in found]

    def base_above(self, offset: int) -> float | None:
        """The base line of the words over the line of an offset; None for none close by."""
        at = self.units(offset)
        block = self.document.findBlock(at)
        number = block.layout().lineForTextPosition(at - block.position()).lineNumber()
        for _ in range(_NEAR):
            if number > 0:
                line = block.layout().lineAt(number - 1)
                return round(block.layout().position().y() + line.y() + line.ascent())
            block = block.previous()
            if not block.isValid():
                return None
            # Blank and folded lines have nothing to cover.
            number = block.layout().lineCount() if is_shown(block) and block.text().strip() else 0
        return None

    def position_at(self, point: QPointF) -> int:
        """The document position nearest to a point of the page.

        Not Qt's own hit test: that answers with hidden blocks, which all stand at the origin, and
        between two blocks it looks through the whole rest of the document.
        """
        block = self.block_at(point.y())
        line = _line_at(block, point.y())
        if line is None:
            return block.position()
        return block.position() + line.xToCursor(point.x() - block.layout().position().x())

    def range_between(self, top: float, bottom: float) -> tuple[int, int]:
        """Offsets of the lines that stand between two heights."""
        found = self._ranges.get((top, bottom))
        if found is None:
            if len(self._ranges) > _SCREENS:
                self._ranges.clear()
            found = self._ranges[top, bottom] = self._range_between(top, bottom)
        return found

    def _range_between(self, top: float, bottom: float) -> tuple[int, int]:
        first, last = self.block_at(top), self.block_at(bottom)
        start, end = _line_at(first, top), _line_at(last, bottom)
        low = first.position() + (start.textStart() if start else 0)
        high = last.position() + (end.textStart() + end.textLength() if end else 0)
        return self.offset(low), self.offset(high)

    def block_at(self, y: float) -> QTextBlock:
        """The last shown block that begins above a height, else the first one."""
        # Doubling from the start lays out no more of a long document than about what is needed.
        low, high, count = 0, 1, self.document.blockCount()
        while high < count and self._top(high) <= y:
            low, high = high, high * 2
        high = min(high, count)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._top(middle) <= y else (low, middle)
        block = self.document.findBlockByNumber(low)
        while not is_shown(block) and block.previous().isValid():
            block = block.previous()
        while not is_shown(block) and block.next().isValid():
            block = block.next()
        return block

    def _top(self, number: int) -> float:
        """Where a block begins; for a hidden one, where the shown one before it does."""
        block = self.document.findBlockByNumber(number)
        while block.isValid() and not block.isVisible():
            block = block.previous()
        if not block.isValid():
            return 0.0
        return self.document.documentLayout().blockBoundingRect(block).top()


def _line_at(block: QTextBlock, y: float) -> QTextLine | None:
    """The last line of a block that begins above a height, else its first."""
    layout = block.layout()
    y -= layout.position().y()
    low, high = 0, layout.lineCount()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if layout.lineAt(middle).y() <= y + 6 else (low, middle)
    return layout.lineAt(low) if high else None


def _x(line: QTextLine, at: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    # PySide returns the place together with the position; its stubs say only "object".
    return float(cast(tuple[float, int], line.cursorToX(at, edge))[0])


def _visual(line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    """Where a logical range stands in a line of mixed direction: possibly several stretches."""
    stretches: list[tuple[float, float]] = []
    for at in range(first, last):
        a, b = _x(line, at), _x(line, at, QTextLine.Edge.Trailing)
        left, right = min(a, b), max(a, b)
        if right - left < 0.01:
            continue
        if stretches and abs(stretches[-1][1] - left) < 0.6:
            stretches[-1] = (stretches[-1][0], right)
        elif stretches and abs(stretches[-1][0] - right) < 0.6:
            stretches[-1] = (left, stretches[-1][1])
        else:
            stretches.append((left, right))
    return stretches
