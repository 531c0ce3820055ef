"""All spans of the article by layer, as a list one can walk and filter."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.ordered import Ordered
from annotator.model.schema import LabelSchema, Layer
from annotator.model.span import CLAIM, QUOTE, SUGGESTED, Span
from annotator.ui.escape import escape, leave_by_escape
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.schema_words import called, state_words
from annotator.ui.theme import Theme, sans
from annotator.ui.tr import tr

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Heading:
    """A layer's line above its spans."""

    layer: str
    words: str
    counts: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with the spans under it."""

    heading: Heading
    spans: Ordered

    def __len__(self) -> int:
        return 1 + len(self.spans)


class SpanModel(QStringListModel):
    """Headings and spans.

    Of Qt's list of strings only the number of rows is used: that is asked for as often as there
    are rows whenever one is put in or taken out, which from Python takes longer than a key may.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[Group] = []
        self._ends: list[int] = []
        self._next: list[Group] = []
        # Connected before any view is, so that a view finds the rows it is told of.
        for told in (self.modelReset, self.rowsInserted, self.rowsRemoved):
            told.connect(self._turn)

    def set_spans(self, spans: Ordered, schema: LabelSchema, words: str) -> None:
        """Show these spans; only those with the words in text or label."""
        groups = [g for x in schema.layers if (g := _group(x, spans, words)) is not None]
        if [g.heading.layer for g in groups] != [g.heading.layer for g in self._groups]:
            self._next = groups
            self.setStringList([""] * sum(map(len, groups)))
            return
        top = 0
        for number, group in enumerate(groups):
            self._follow(number, top, group)
            top += len(group)

    def _follow(self, number: int, top: int, group: Group) -> None:
        """Tell of no more rows than change: Qt measures them, and it may be thousands."""
        before, after = self._groups[number], group.spans
        start, end, after_end = before.spans.differing(after)
        first = top + 1 + start
        if len(after) == len(before.spans):
            self._prepare(number, group)
            self._turn()
            if start < end:
                self.dataChanged.emit(self.index(first), self.index(top + end))
        else:
            if start < end:
                left = before.spans.changed(before.spans[start:end], ())
                self._prepare(number, replace(before, spans=left))
                self.removeRows(first, end - start)
            self._prepare(number, group)
            if start < after_end:
                self.insertRows(first, after_end - start)
            self._turn()
        if before.heading != group.heading:
            self.dataChanged.emit(self.index(top), self.index(top))

    def _prepare(self, number: int, group: Group) -> None:
        self._next = [*self._groups]
        self._next[number] = group

    def _turn(self) -> None:
        self._groups = self._next
        self._ends = list(accumulate(map(len, self._groups)))

    @property
    def rows(self) -> list[Heading | Span]:
        """All rows."""
        return [row for g in self._groups for row in (g.heading, *g.spans)]

    def row(self, at: int) -> Heading | Span | None:
        """What stands in a row."""
        number = bisect_right(self._ends, at)
        if at < 0 or number == len(self._ends):
            return None
        group = self._groups[number]
        at -= self._ends[number] - len(group)
        return group.heading if at == 0 else group.spans[at - 1]

    def find(self, span_id: str) -> int | None:
        """The row of a span."""
        for end, group in zip(self._ends, self._groups, strict=True):
            at = group.spans.find(span_id)
            if at is not None:
                return end - len(group) + 1 + at
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The words of a row, or the row itself."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words if isinstance(row, Heading) else " ".join(row.text.split())
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, Span):
            return f"{row.text}, {row.label}, {state_words(row.state)}"
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.row(index.row()), Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _group(layer: Layer, spans: Ordered, words: str) -> Group | None:
    """A layer's spans under its heading, which counts those too that the words do not fit."""
    found = spans.where(("layer", layer.id), lambda s: s.layer == layer.id)
    if not found:
        return None
    decided = sum(found.each("decided", _decided))
    heading = Heading(
        layer.id, called(layer.name), tr("{at} of {every}").format(at=decided, every=len(found))
    )
    if words:
        found = found.where(("words", words), lambda s: words in f"{s.text} {s.label}".lower())
    return Group(heading, found)


def _decided(spans: tuple[Span, ...]) -> int:
    return sum(1 for s in spans if s.state != SUGGESTED)


class SpanDelegate(QStyledItemDelegate):
    """26 px a row: shape of the label, the words, the kind."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.schema: LabelSchema | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A fixed height."""
        return QSize(100, 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading or a span."""
        row = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._line(painter, rect.adjusted(16, 0, -16, 0), row.words, row.counts, strong=True)
        elif isinstance(row, Span):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            if selected:
                painter.fillRect(rect, self.theme.color("accentBg"))
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, self.theme.color("chrome"))
            self._mark(painter, QPointF(rect.left() + 28, rect.center().y() + 0.5), row)
            words = " ".join(row.text.split())
            self._line(
                painter, rect.adjusted(42, 0, -16, 0), words, kind_of(row), selected=selected
            )
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        box: QRect,
        words: str,
        right: str,
        strong: bool = False,
        selected: bool = False,
    ) -> None:
        painter.setFont(sans(11.5))
        painter.setPen(self.theme.color("text2" if selected else "text3"))
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, end, right)
        room = box.width() - painter.fontMetrics().horizontalAdvance(right) - 12
        painter.setFont(sans(12.5, QFont.Weight.DemiBold if strong else QFont.Weight.Normal))
        painter.setPen(self.theme.color("text"))
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _mark(self, painter: QPainter, at: QPointF, span: Span) -> None:
        label = self.schema.label(span.layer, span.label) if self.schema else None
        hue = QColor(self.theme.label(label))
        shape = label.shape if label else "square"
        if span.layer == CLAIM:
            hue = self.theme.color("c")
            shape = "hexagon"
        elif span.layer == QUOTE:
            hue = self.theme.color("q")
            shape = "square"
        draw_shape(painter, shape, at, 4.2, hue, span.state != SUGGESTED)


def kind_of(span: Span) -> str:
    """A span's kind in a word: the label, or a claim's type."""
    if span.layer == CLAIM:
        kind = span.attributes.get("type")
        return called(str(kind)) if kind else tr("no type")
    return span.label.lower() if span.layer == QUOTE else span.label


class SpanList(QWidget):
    """Filter and list."""

    spanChosen = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SpanModel(self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter spans"))
        self.filter.setAccessibleName(tr("Filter spans"))
        self.filter.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setAccessibleName(tr("Spans of the article"))
        self.list.setModel(self.model)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.delegate = SpanDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        box = QVBoxLayout()
        box.setContentsMargins(16, 0, 16, 0)
        box.addWidget(self.filter)
        layout.addLayout(box)
        layout.addWidget(self.list, 1)
        self._spans = Ordered()
        self._filled = False
        self.model.modelReset.connect(self._was_filled)
        self.filter.textChanged.connect(lambda _: self._show())
        escape(self.filter, self.left.emit)
        self.list.clicked.connect(self._chosen)
        self.list.activated.connect(self._chosen)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def set_spans(self, spans: Ordered, schema: LabelSchema) -> None:
        """Show the article's spans in reading order."""
        self._spans = spans
        self.delegate.schema = schema
        self._show()

    def _was_filled(self) -> None:
        self._filled = True

    def _show(self) -> None:
        if self.delegate.schema is not None:
            words = self.filter.text().strip().lower()
            self.model.set_spans(self._spans, self.delegate.schema, words)

    def listed(self) -> list[str]:
        """Ids of the spans that the filter shows."""
        return [r.id for r in self.model.rows if isinstance(r, Span)]

    def set_current(self, span_id: str | None) -> None:
        """Select a span's row."""
        at = self.model.find(span_id) if span_id is not None else None
        if at is None:
            self.list.clearSelection()
            return
        index = self.model.index(at)
        self.list.setCurrentIndex(index)
        if self._filled:
            # A list that was filled a moment ago does not know yet where its rows are.
            self.list.doItemsLayout()
            self._filled = False
        self.list.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the text."""
        leave_by_escape(event, self.left.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current span's row in sight: the inspector above takes what it needs."""
        super().resizeEvent(event)
        if self.list.selectionModel().hasSelection():
            self.list.scrollTo(self.list.currentIndex())

    def _chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Span):
            self.spanChosen.emit(row.id)
