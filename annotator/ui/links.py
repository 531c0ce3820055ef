"""Relations of a span as lines one can walk; Enter goes to the span at the other end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.model.document import View
from annotator.model.schema import LabelSchema
from annotator.model.span import Span
from annotator.ui.schema_words import called
from annotator.ui.tr import tr


class Link(QLabel):
    """Words that lead to a span; without one they are words only."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("link", "true")
        self._target: str | None = None

    def show_target(self, words: str, target: str | None) -> None:
        """Show words that lead to the span ``target``."""
        self._target = target
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if target else Qt.FocusPolicy.NoFocus)
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(hand if target else arrow)
        self.setToolTip(tr("Enter goes there") if target else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, ↓ and ↑ to the next line, Esc back to the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._target:
            self.wanted.emit(self._target)
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes there too."""
        if self._target and self.rect().contains(event.position().toPoint()):
            self.wanted.emit(self._target)


@dataclass(frozen=True, slots=True)
class Line:
    """What a relation says, and the span at its other end."""

    words: str
    target: str


def lines_of(span: Span, view: View, schema: LabelSchema, without: Sequence[str]) -> list[Line]:
    """The relations of a span, out of it first; those named in ``without`` stand elsewhere."""
    names = {x.id: called(x.name) for x in schema.relations}
    out = [
        Line(f"{names.get(r.label, r.label)} → {_short(view.by_id[r.tail])}", r.tail)
        for r in view.relations.get(span.id, ())
        if r.label not in without
    ]
    for relation in view.into(span.id):
        name = names.get(relation.label, relation.label)
        head = view.by_id[relation.head]
        words = tr("{name} of ← {words}").format(name=name, words=_short(head))
        out.append(Line(words, head.id))
    # Two parts of one split quotation share a speaker: no line twice.
    return list(dict.fromkeys(out))


def _short(span: Span, most: int = 60) -> str:
    words = " ".join(span.text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


class Links(QWidget):
    """A line for each relation."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Link] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_lines(self, lines: list[Line]) -> None:
        """Show these; the widget is hidden when there are none."""
        while len(self.lines) < len(lines):
            link = Link()
            link.wanted.connect(self.wanted)
            link.left.connect(self.left)
            self._column.addWidget(link)
            self.lines.append(link)
        for number, link in enumerate(self.lines):
            shown = number < len(lines)
            link.setVisible(shown)
            if shown:
                link.show_target(lines[number].words, lines[number].target)
                link.setAccessibleName(lines[number].words)
            else:
                link.show_target("", None)
        self.setVisible(bool(lines))
