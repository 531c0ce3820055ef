"""The mouse over the text: what is under it, clicks that go through a stack, dragged ring ends."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from annotator.model.span import Span
from annotator.model.text import snap
from annotator.ui.reading.folds import Fold
from annotator.ui.reading.inks import band
from annotator.ui.reading.marks import Marks, is_line, length
from annotator.ui.reading.page import Page
from annotator.ui.reading.paint import Areas

REACH = 5.0


def stack_at(page: Page, marks: Marks, point: QPointF) -> list[Span]:
    """The spans under a point of the page, smallest first."""
    low, high = page.geometry.range_between(point.y() - 1, point.y() + 1)
    found = [s for s in marks.between(low, max(high, low + 1)) if _covers(page, s, point)]
    return sorted(found, key=lambda s: (length(s), not is_line(s), s.order))


def _covers(page: Page, span: Span, point: QPointF) -> bool:
    return any(
        x.left - 1 <= point.x() <= x.right + 1 and x.line <= point.y() < x.line + x.height
        for x in page.geometry.pieces(span.start, span.end)
    )


def note_at(areas: Areas, point: QPointF) -> str | None:
    """The span whose margin note or bar is under a point."""
    return next((span for rect, span in areas.notes if rect.contains(point)), None)


def fold_under(areas: Areas, point: QPointF) -> Fold | None:
    """The fold whose summary is under a point."""
    return next((fold for rect, fold in areas.folds if rect.contains(point)), None)


@dataclass(slots=True)
class Cycle:
    """Clicks at one place go through the spans that lie there."""

    stack: tuple[str, ...] = ()
    picked: str | None = None

    def pick(self, spans: list[Span], current: str | None) -> str | None:
        """The span a click chooses: the smallest, or the next one when clicked again."""
        ids = tuple(s.id for s in spans)
        again = ids == self.stack and self.picked in ids and current in (None, self.picked)
        self.stack = ids
        if not ids:
            self.picked = None
        elif again and self.picked is not None:
            self.picked = ids[(ids.index(self.picked) + 1) % len(ids)]
        else:
            self.picked = ids[0]
        return self.picked


@dataclass(slots=True)
class Drag:
    """One end of the current span's ring, held by the mouse."""

    span: Span
    fixed: int
    range: tuple[int, int]

    def move(self, page: Page, point: QPointF) -> None:
        """Follow the mouse, word by word; the other end stays."""
        at = page.geometry.offset(max(0, page.geometry.position_at(point)))
        snapped = snap(page.text, min(at, self.fixed), max(at, self.fixed))
        if snapped is not None:
            start, end = snapped
            # The end that is not held keeps its place even inside a word.
            self.range = (start, self.fixed) if at < self.fixed else (self.fixed, end)


def grab(page: Page, span: Span | None, point: QPointF) -> Drag | None:
    """Take hold of a ring's end, if there is one under the point."""
    if span is None:
        return None
    for piece in page.geometry.pieces(span.start, span.end):
        rect = band(piece, 18.5, 8.5, 3.5 * page.z)
        if not rect.top() <= point.y() <= rect.bottom():
            continue
        head, foot = (rect.right(), rect.left()) if piece.rtl else (rect.left(), rect.right())
        if piece.start and abs(point.x() - head) <= REACH:
            return Drag(span, span.end, (span.start, span.end))
        if piece.end and abs(point.x() - foot) <= REACH:
            return Drag(span, span.start, (span.start, span.end))
    return None
