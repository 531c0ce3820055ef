"""The text of the article as one works with it: clicks, selections, drags, keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.model.article import Article
from annotator.model.text import line_range, snap, tokens
from annotator.ui.reading import pointer
from annotator.ui.reading.canvas import Canvas, Range
from annotator.ui.reading.marks import is_line
from annotator.ui.reading.paint import Scene
from annotator.ui.theme import Theme

HOVER_MS = 400


class ReadingView(Canvas):
    """Read-only text; says what the mouse did and asks ``key_handler`` about every key first."""

    spanClicked = Signal(str)
    emptyClicked = Signal()
    selectionMade = Signal()
    boundaryDragged = Signal(str, int, int)
    menuRequested = Signal(QPoint)

    def __init__(self, theme: Theme | None = None, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.key_handler: Callable[[QKeyEvent], bool] | None = None
        self._cycle = pointer.Cycle()
        self._drag: pointer.Drag | None = None
        self._pressed: QPoint | None = None
        self._origin = 0
        self._pulling = QTimer(self)
        self._pulling.setInterval(30)
        self._pulling.timeout.connect(self._pull_on)
        self._tip = QTimer(self)
        self._tip.setSingleShot(True)
        self._tip.setInterval(HOVER_MS)
        self._tip.timeout.connect(self._show_tip)

    def set_article(self, article: Article | None) -> None:
        """Show an article from its top, without marks, or the empty hint."""
        self._cycle, self._drag, self._pressed = pointer.Cycle(), None, None
        super().set_article(article)

    def _scene(self, rect: QRectF) -> Scene:
        scene = super()._scene(rect)
        if self._drag is not None:
            scene.pending = self._drag.range
        return scene

    # -- selection -----------------------------------------------------------------------------

    def selection(self) -> Range | None:
        """What the mouse has selected, grown to whole tokens."""
        chosen = self._chosen()
        return snap(self.page.text, *chosen) if self.page and chosen else None

    def clear_selection(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            value = self._top()
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(value)
            self.viewport().update()

    def createMimeDataFromSelection(self) -> QMimeData:
        """The article's own words: the document holds only a copy for display."""
        data = QMimeData()
        chosen = self.selection()
        if self.page and chosen:
            data.setText(self.page.text[slice(*chosen)])
        return data

    # -- mouse ---------------------------------------------------------------------------------

    def _offset_at(self, at: QPoint) -> int:
        assert self.page is not None
        return self.page.geometry.offset(self.page.geometry.position_at(self._on_page(at)))

    def _on_page(self, at: QPoint) -> QPointF:
        return QPointF(at.x(), at.y() + self._top())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a selection, or the dragging of a ring's end."""
        self._tip.stop()
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton or self.page is None:
            return
        self._pressed = event.position().toPoint()
        self._drag = pointer.grab(self.page, self.marks.span(), self._on_page(self._pressed))
        if self._drag is None:
            extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if not (extend and self._chosen()):
                self.clear_selection()
                self._origin = self._offset_at(self._pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, drag, or show what the mouse is over."""
        event.accept()
        at = event.position().toPoint()
        if self.page is None:
            return
        if self._pressed is None:
            self._hover(at)
        else:
            self._pull(at)
            if not self.viewport().rect().contains(at):
                self._pulling.start()

    def _pull(self, at: QPoint) -> None:
        """Follow the mouse with a ring's end or the selection."""
        assert self.page is not None and self._pressed is not None
        if self._drag is not None:
            self._drag.move(self.page, self._on_page(at))
        elif self._chosen() or _far(at, self._pressed):
            self._choose(*sorted((self._origin, self._offset_at(at))))
        self.viewport().update()

    def _pull_on(self) -> None:
        """Scroll while the mouse is held above or below the text."""
        at = self.viewport().mapFromGlobal(QCursor.pos())
        beyond = min(0, at.y()) + max(0, at.y() - self.viewport().height())
        if self._pressed is None or not beyond:
            self._pulling.stop()
            return
        self._scroll(self._top() + beyond / 2)
        self._pull(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a selection, or take it as a click."""
        event.accept()
        self._pulling.stop()
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        pressed, self._pressed = self._pressed, None
        drag, self._drag = self._drag, None
        self.viewport().update()
        if drag is not None and drag.range != (drag.span.start, drag.span.end):
            self.boundaryDragged.emit(drag.span.id, *drag.range)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._chosen():
            self._choose(*sorted((self._origin, self._offset_at(pressed))))
        chosen = self.selection()
        if chosen and drag is None:
            self._finish(chosen)
        else:
            self.clear_selection()
            self._click(pressed)

    def _finish(self, chosen: Range) -> None:
        assert self.page is not None
        self._choose(*chosen)
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection():
            clipboard.setText(self.page.text[slice(*chosen)], QClipboard.Mode.Selection)
        self.selectionMade.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click on a stack goes on through it; elsewhere it selects the word."""
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton or self.page is None:
            return
        at = event.position().toPoint()
        point = self._on_page(at)
        if len(pointer.stack_at(self.page, self.marks, point)) > 1 or self._has_target(point):
            self._click(at)
            return
        self._pressed = at
        self._origin = self._offset_at(at)
        word = _word_at(self.page.text, self._origin)
        if word:
            self._choose(*word)
            self.viewport().update()

    def _has_target(self, point: QPointF) -> bool:
        areas = self._areas
        return bool(pointer.fold_under(areas, point) or pointer.note_at(areas, point))

    def _click(self, at: QPoint) -> None:
        assert self.page is not None
        point = self._on_page(at)
        fold = pointer.fold_under(self._areas, point)
        if fold is not None:
            self._set_folded(fold, not fold.folded)
            return
        picked = pointer.note_at(self._areas, point)
        if picked is None:
            stack = pointer.stack_at(self.page, self.marks, point)
            picked = self._cycle.pick(stack, self.marks.current)
        if picked is None:
            self.emptyClicked.emit()
        else:
            self.spanClicked.emit(picked)

    def _hover(self, at: QPoint) -> None:
        assert self.page is not None
        point = self._on_page(at)
        stack = pointer.stack_at(self.page, self.marks, point)
        hovered = next((s.id for s in stack if is_line(s)), None)
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()
        QToolTip.hideText()
        self._tip.start()
        self.viewport().setCursor(self._cursor_at(point))

    def _cursor_at(self, point: QPointF) -> Qt.CursorShape:
        assert self.page is not None
        if pointer.grab(self.page, self.marks.span(), point):
            return Qt.CursorShape.SizeHorCursor
        if self._has_target(point):
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.IBeamCursor

    def _show_tip(self) -> None:
        at = self.viewport().mapFromGlobal(QCursor.pos())
        words = self.tip_at(at)
        if words and self.viewport().rect().contains(at):
            # Its table of names is large, and a tip is never the first thing shown.
            from html import escape

            # A label's name may hold signs that Qt would take for mark-up.
            shown = f"<p style='white-space:pre'>{escape(words)}</p>"
            QToolTip.showText(QCursor.pos(), shown, self.viewport())

    def tip_at(self, at: QPoint) -> str:
        """Label, state and score of every span under a point of the viewport, one a line."""
        if self.page is None:
            return ""
        point = self._on_page(at)
        noted = pointer.note_at(self._areas, point)
        stack = pointer.stack_at(self.page, self.marks, point)
        if noted and noted in self.marks.view.by_id:
            stack = [self.marks.view.by_id[noted]]
        return "\n".join(self.marks.describe(s) for s in stack)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the span under the mouse."""
        self._tip.stop()
        self._hovered = None
        self.viewport().update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Make the span under the mouse current and ask for the menu; Qt has none here."""
        at = event.globalPos()
        span = self.marks.span()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.place_of(span.start, span.end) if span else None
            if place is not None:
                below = QPointF(place[0], place[1] + 10 * self.zoom - self._top())
                at = self.viewport().mapToGlobal(below.toPoint())
        elif self.page is not None and self.selection() is None:
            stack = pointer.stack_at(self.page, self.marks, self._on_page(event.pos()))
            if stack and self.marks.current not in {s.id for s in stack}:
                self.spanClicked.emit(stack[0].id)
        self.menuRequested.emit(at)
        event.accept()

    # -- keys and focus ------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Offer Tab to the key handler before Qt moves the focus with it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and self.key_handler is not None
            and self.key_handler(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The window's keys first; then those that scroll; a text cursor there is none."""
        if self.key_handler is not None and self.key_handler(event):
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif not self._scroll_key(event):
            event.ignore()

    def _copy(self) -> None:
        chosen = self.selection()
        if self.page and chosen:
            # As text, not as an object of ours: the clipboard outlives Python at the end.
            QGuiApplication.clipboard().setText(self.page.text[slice(*chosen)])

    def _scroll_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            return False
        step = self.viewport().height() - 2 * 31 * self.zoom
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_PageUp:
                self._scroll(self._top() - step)
            case Qt.Key.Key_PageDown:
                self._scroll(self._top() + step)
            case Qt.Key.Key_Space:
                self._scroll(self._top() + (-step if back else step))
            case Qt.Key.Key_Home:
                self._scroll(0)
            case Qt.Key.Key_End:
                self._scroll(2**30)
            case _:
                return False
        return True


def _far(a: QPoint, b: QPoint) -> bool:
    return (a - b).manhattanLength() >= min(6, QApplication.startDragDistance())


def _word_at(text: str, at: int) -> Range | None:
    """Of the tokens that touch a place the longest."""
    inside = [t for t in tokens(text, *line_range(text, at)) if t[0] <= at <= t[1]]
    return max(inside, key=lambda t: t[1] - t[0]) if inside else None
