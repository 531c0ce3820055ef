"""A short news text, spans in it by quoting its words, and ways to look at the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QColor, QImage

from annotator.model.article import Article, Zone
from annotator.model.document import View
from annotator.model.ordered import Ordered
from annotator.model.span import Relation, Span
from annotator.ui.reading.view import ReadingView

Show = Callable[..., None]

TEXT = "\n".join(
    [
        "Harbour towns count the cost of a long winter",
        "",
        "A photo of the harbour wall. (photo credit: AGENCY)",
        "A photo of the harbour wall.",
        "",
        "Mayor Anna Berg of North Haven said “the wall will be rebuilt before spring,” on Monday.",
        "",
        "It was the third storm in a month. The Harbour Board of North Haven met in the evening "
        "and agreed to ask the ministry for money, which nobody in the room thought it would get.",
        "",
        *(f"Paragraph {n} talks about boats, nets and the price of fish.\n" for n in range(40)),
    ]
)


@dataclass
class Story:
    """An article and the spans made in it by quoting its words."""

    text: str = TEXT
    zones: tuple[Zone, ...] = ()
    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def range(self, words: str) -> tuple[int, int]:
        """Where words stand first."""
        start = self.text.index(words)
        return start, start + len(words)

    def add(
        self, layer: str, label: str, words: str, state: str = "suggested", **more: Any
    ) -> Span:
        """A span over words."""
        start, end = self.range(words)
        span = Span(f"s{len(self.spans)}", layer, label, start, end, words, state, "ana", **more)
        self.spans.append(span)
        return span

    def link(self, label: str, head: Span, tail: Span) -> None:
        """A relation between two spans."""
        self.relations.append(
            Relation(f"r{len(self.relations)}", label, head.id, tail.id, "accepted", "ana")
        )

    def article(self) -> Article:
        """The article with its zones."""
        return Article(1, "a", "t", self.text, zones=self.zones)

    def view(self) -> View:
        """What an annotator sees."""
        spans = tuple(sorted(self.spans, key=lambda s: s.order))
        heads = {r.head for r in self.relations}
        links = {h: tuple(r for r in self.relations if r.head == h) for h in heads}
        return View(Ordered(spans), {s.id: s for s in spans}, links)


def zone(text: str, words: str, kind: str) -> Zone:
    """A zone over words."""
    start = text.index(words)
    return Zone(start, start + len(words), kind)


def picture(view: ReadingView) -> QImage:
    """What the view shows now."""
    return view.viewport().grab().toImage()


def count(image: QImage, color: QColor, box: tuple[float, float, float, float]) -> int:
    """Pixels near a colour inside left, top, right, bottom."""
    left, top, right, bottom = (round(x) for x in box)
    found = 0
    for y in range(max(0, top), min(image.height(), bottom)):
        for x in range(max(0, left), min(image.width(), right)):
            at = image.pixelColor(x, y)
            distance = (
                abs(at.red() - color.red())
                + abs(at.green() - color.green())
                + abs(at.blue() - color.blue())
            )
            found += distance < 40
    return found


def box_under(view: ReadingView, span: Span) -> tuple[float, float, float, float]:
    """The strip under a span's first line, where its entity line runs, in the viewport."""
    assert view.page is not None
    piece = view.page.geometry.pieces(span.start, span.end)[0]
    top = view.verticalScrollBar().value()
    return piece.left, piece.base + 3 - top, piece.right, piece.base + 10 - top
