"""All spans of the article by layer, as a list one can walk and filter."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
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

from annotator.model.schema import LabelSchema
from annotator.model.span import CLAIM, QUOTE, SUGGESTED, Span
from annotator.ui.escape import escape, leave_by_escape
from annotator.ui.reading.shapes import draw_shape
from annotator.ui.schema_words import called, state_words
from annotator.ui.theme import Theme, sans
from annotator.ui.tr import tr

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)


class Heading:
    """A layer's line above its spans."""

    def __init__(self, words: str, counts: str) -> None:
        self.words, self.counts = words, counts


class SpanModel(QAbstractListModel):
    """Headings and spans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Heading | Span] = []

    def set_spans(self, spans: list[Span], schema: LabelSchema, words: str) -> None:
        """Show these spans; only those with the words in text or label."""
        rows: list[Heading | Span] = []
        for layer in schema.layers:
            found = [s for s in spans if s.layer == layer.id]
            if not found:
                continue
            decided = sum(1 for s in found if s.state != SUGGESTED)
            rows.append(
                Heading(
                    called(layer.name),
                    tr("{at} of {every}").format(at=decided, every=len(found)),
                )
            )
            fits = [s for s in found if words in f"{s.text} {s.label}".lower()] if words else found
            rows += fits
        if len(rows) == len(self.rows):
            # Row by row: Qt measures all that is said to have changed, and it may be thousands.
            pairs = enumerate(zip(rows, self.rows, strict=True))
            others = [at for at, (new, old) in pairs if new is not old]
            changed = [at for at in others if _shown(rows[at]) != _shown(self.rows[at])]
            self.rows = rows
            for at in changed:
                self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a heading or span."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The words of a row, or the row itself."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words if isinstance(row, Heading) else " ".join(row.text.split())
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, Span):
            return f"{row.text}, {row.label}, {state_words(row.state)}"
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if 0 <= index.row() < len(self.rows) and isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _shown(row: Heading | Span) -> object:
    return (row.words, row.counts) if isinstance(row, Heading) else row


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
        self._spans: list[Span] = []
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

    def set_spans(self, spans: list[Span], schema: LabelSchema) -> None:
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
        for at, row in enumerate(self.model.rows):
            if isinstance(row, Span) and row.id == span_id:
                index = self.model.index(at)
                self.list.setCurrentIndex(index)
                if self._filled:
                    # A list that was filled a moment ago does not know yet where its rows are.
                    self.list.doItemsLayout()
                    self._filled = False
                self.list.scrollTo(index)
                return
        self.list.clearSelection()

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
