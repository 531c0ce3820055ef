"""What is to be drawn where: spans by place, their lanes under the words, the marks at quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field

from annotator.model.document import View, is_open
from annotator.model.ordered import Ordered
from annotator.model.schema import Label, LabelSchema
from annotator.model.span import CLAIM, QUOTE, SUGGESTED, Span
from annotator.ui.schema_words import called, state_words
from annotator.ui.tr import decimal

LEVELS = 2


def is_line(span: Span) -> bool:
    """Whether a span is drawn as a line under the words: entities and every layer added later."""
    return span.layer not in (QUOTE, CLAIM)


def length(span: Span) -> int:
    """Code points of a span."""
    return span.end - span.start


@dataclass(frozen=True, slots=True)
class Lane:
    """Where an entity's line runs: ``level`` steps down, its shape ``shift`` steps inwards."""

    level: int = 0
    shift: int = 0


def lanes(spans: Iterable[Span]) -> dict[str, Lane]:
    """The shortest line runs nearest to the words; what it nests in or crosses steps down."""
    found: dict[str, Lane] = {}
    cluster: list[Span] = []
    reach = -1
    for span in sorted(spans, key=lambda s: s.order):
        if cluster and span.start >= reach:
            found.update(_stacked(cluster))
            cluster = []
        reach = max(reach, span.end) if cluster else span.end
        cluster.append(span)
    found.update(_stacked(cluster))
    return found


def _stacked(cluster: list[Span]) -> dict[str, Lane]:
    """Lanes of spans that hang together by overlaps."""
    levels: list[tuple[Span, int]] = []
    for span in sorted(cluster, key=lambda s: (length(s), s.start, s.id)):
        over = [level for s, level in levels if s.start < span.end and span.start < s.end]
        # Everything from LEVELS on is drawn the same way; more would cost time and say nothing.
        levels.append((span, min(LEVELS, max(over, default=-1) + 1)))
    out: dict[str, Lane] = {}
    for span, level in levels:
        outer = sum(1 for s, other in levels if s.start == span.start and other > level)
        out[span.id] = Lane(level, min(outer, LEVELS))
    return out


@dataclass
class Marks:
    """The spans of a view as the painter asks for them. Built once per edit, so it stays small."""

    view: View = field(default_factory=lambda: View())
    schema: LabelSchema = field(default_factory=lambda: LabelSchema("", 1, ()))
    current: str | None = None
    echoes: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        roles, hidden = self.schema.roles, self.hidden
        shown = self.view.main(roles)
        self.spans = shown.where(("not in", hidden), lambda s: s.layer not in hidden)
        self._labels = {(y.id, x.id): x for y in self.schema.layers for x in y.labels}

    def turned(
        self,
        view: View,
        schema: LabelSchema,
        current: str | None,
        echoes: frozenset[str],
        names: Mapping[str, str],
    ) -> Marks:
        """Marks of what is shown now; where only the current span is another, at no cost."""
        if view is not self.view or schema is not self.schema:
            return Marks(view, schema, current, echoes, self.hidden, names)
        marks = copy(self)
        marks.current, marks.echoes, marks.names = current, echoes, names
        return marks

    def between(self, start: int, end: int) -> list[Span]:
        """Spans that share a character with ``[start, end)``, in reading order."""
        return self.spans.between(start, end)

    def span(self) -> Span | None:
        """The current span, unless its layer is hidden."""
        found = self.view.by_id.get(self.current) if self.current else None
        return found if found and found.layer not in self.hidden else None

    def open(self) -> Ordered:
        """Suggestions without a decision."""
        return self.spans.where(SUGGESTED, is_open)

    def label(self, span: Span) -> Label | None:
        """The label of a span, None for one that the schema no longer has."""
        return self._labels.get((span.layer, span.label))

    def tail(self, span: Span, relation: str) -> Span | None:
        """The span a relation leads to."""
        return self.view.tail(span.id, relation)

    def name(self, span: Span) -> str:
        """The canonical name of what a span mentions, else its words on one line."""
        return self.names.get(span.entity or "") or " ".join(span.text.split())

    def describe(self, span: Span) -> str:
        """One line for tooltips: label, state, score, and who says it."""
        label = self.label(span)
        name = called(label.name) if label else span.label
        if span.layer == CLAIM and span.attributes.get("type"):
            name = f"{name}: {called(str(span.attributes['type']))}"
        state = state_words("unsure" if span.unsure else span.state)
        score = (
            f", {decimal(span.score, 2)}"
            if span.score is not None and span.state == SUGGESTED
            else ""
        )
        tail = self.tail(span, "CLAIMED_BY" if span.layer == CLAIM else "SPEAKER")
        source = f" · {self.name(tail)}" if tail is not None else ""
        return f"{name}, {state}{score}{source}"
