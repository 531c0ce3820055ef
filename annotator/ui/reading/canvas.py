"""The page on the screen: painted, scrolled, folded, resized. What it answers is in ``view``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.model.article import Article
from annotator.model.document import View
from annotator.model.schema import LabelSchema
from annotator.ui import theme as themes
from annotator.ui.reading.folds import Fold
from annotator.ui.reading.inks import Hint
from annotator.ui.reading.marks import Marks
from annotator.ui.reading.page import Page
from annotator.ui.reading.paint import Areas, Scene, paint, paint_empty, paint_focus
from annotator.ui.theme import Theme
from annotator.ui.tr import tr

Range = tuple[int, int]
SMALLEST, LARGEST, BODY = 14.0, 28.0, 18.0


class Canvas(QTextEdit):
    """Shows one article with its marks. All offsets are code points of the article's text.

    The words are given to Qt once, as a copy for display, and never read back.
    """

    marksChanged = Signal()
    pageChanged = Signal()

    def __init__(self, theme: Theme | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme or themes.load("light")
        self.page: Page | None = None
        self.marks = Marks()
        self._px = BODY
        self._empty_hint = ""
        self._pending: Range | None = None
        self._found: tuple[Range, ...] = ()
        self._hints: tuple[Hint, ...] = ()
        self._hovered: str | None = None
        self._peeked: Fold | None = None
        self._areas = Areas([], [])
        # First shown position, its distance from the top, and the scroll value that shows it.
        self._anchor = (0, 0.0, 0)
        self._configure()

    def _configure(self) -> None:
        self._take_viewport(QWidget())
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        # A scroll bar that comes and goes would change the width and with it every line.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Article text"))

    def _take_viewport(self, viewport: QWidget) -> None:
        """Use a viewport of our own: to hand out its own, Qt's bindings make ready every class of
        widgets there is, which takes a fifth of the time the smallest program needs to start."""
        # The document that Qt begins with measures by the viewport that it begins with.
        self.setDocument(QTextDocument(self))
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setCursor(Qt.CursorShape.IBeamCursor)
        self.setViewport(viewport)

    # -- what is shown -------------------------------------------------------------------------

    def set_article(self, article: Article | None) -> None:
        """Show an article from its top, without marks, or the empty hint."""
        self.marks = replace(self.marks, view=View(), current=None, echoes=frozenset())
        self._pending, self._hints, self._hovered = None, (), None
        self._found, self._peeked = (), None
        self._show_page(Page(article, self.theme, self.zoom) if article else None)
        self.verticalScrollBar().setValue(0)
        self._anchor = (0, 0.0, 0)

    def set_empty_hint(self, words: str) -> None:
        """What stands in the middle while there is no article."""
        self._empty_hint = words
        self.viewport().update()

    def set_marks(
        self,
        view: View,
        schema: LabelSchema,
        current: str | None,
        echoes: frozenset[str] = frozenset(),
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Show these spans. ``echoes`` are ids of spans with the current one's name, ``names``
        canonical names by entity id. Nothing moves, unless the current span must be unfolded."""
        self.marks = self.marks.turned(view, schema, current, echoes, names or {})
        span = self.marks.span()
        if span is not None:
            self._unfold(span.start)
        self._repaint()

    def set_hidden_layers(self, layers: frozenset[str]) -> None:
        """Do not draw these layers, nor let them be clicked."""
        if layers == self.marks.hidden:
            return
        self.marks = replace(self.marks, hidden=layers)
        self._repaint()

    def set_pending(self, pending: Range | None) -> None:
        """Show a range that has no label yet."""
        self._pending = pending
        self.viewport().update()

    def set_found(self, found: Sequence[Range]) -> None:
        """Tint every match of a search; in order, no two overlapping."""
        self._found = tuple(found)
        self.viewport().update()

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Put boxes with letters on candidates."""
        self._hints = tuple(hints)
        self.viewport().update()

    def clear_hints(self) -> None:
        """Take the letters away."""
        self.set_hints(())

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.theme = theme
        self._rebuild()

    def set_zoom(self, px: float) -> None:
        """Set the size of the body text, 14–28 px."""
        self._px = min(LARGEST, max(SMALLEST, float(px)))
        self._rebuild()

    @property
    def zoom(self) -> float:
        """The factor on all measures."""
        return self._px / BODY

    def announce(self, text: str) -> None:
        """Have a screen reader say something."""
        # Many names come with it; the first article is not to wait for them.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _repaint(self) -> None:
        self.viewport().update()
        self.marksChanged.emit()

    def _rebuild(self) -> None:
        if self.page is None:
            self._repaint()
            return
        selected, opened = self._chosen(), self.page.open_folds()
        self._keep_place()
        page = Page(self.page.article, self.theme, self.zoom)
        page.reopen(opened)
        self._show_page(page)
        self._restore_place()
        if selected:
            self._choose(*selected)

    def _show_page(self, page: Page | None) -> None:
        # The page before is kept until Qt has let go of its document.
        before, self.page = self.page, page
        if page is not None:
            page.set_width(self.viewport().width())
        self.setDocument(page.document if page else QTextDocument(self))
        if before is not None:
            # PySide keeps it with the widget, and a long one would go on being laid out.
            before.document.deleteLater()
        self._areas = Areas([], [])
        self._repaint()
        self.pageChanged.emit()

    # -- scrolling -----------------------------------------------------------------------------

    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _scroll(self, value: float) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum() and self.page is not None:
            # Long documents are laid out bit by bit; the bar may not know of the rest yet.
            height = self.page.document.documentLayout().documentSize().height()
            bar.setMaximum(max(bar.maximum(), round(height) - self.viewport().height()))
        bar.setValue(round(value))

    def scroll_to(self, start: int, end: int) -> None:
        """Bring a range into the middle third, unless it is in sight already."""
        if self.page is None:
            return
        self._unfold(start)
        pieces = self.page.geometry.pieces(start, max(end, start + 1))
        if not pieces:
            return
        height, margin = self.viewport().height(), 16 * self.zoom
        top, bottom = pieces[0].line, pieces[-1].line + pieces[-1].height
        if self._top() + margin <= top and bottom <= self._top() + height - margin:
            return
        tall = bottom - top > height / 3
        self._scroll(top - height / 3 if tall else (top + bottom - height) / 2)

    def center_on(self, offset: int) -> None:
        """Scroll so that an offset is in the middle."""
        if self.page is not None:
            middle = self._line_top(self.page.geometry.units(offset))
            self._scroll(middle - self.viewport().height() / 2)

    def place_of(self, start: int, end: int) -> tuple[float, float] | None:
        """Left edge and baseline of a range's first line, in page pixels; None when folded."""
        pieces = self.page.geometry.pieces(start, end) if self.page else ()
        return (pieces[0].left, pieces[0].base) if pieces else None

    def visible_range(self) -> Range:
        """The offsets in sight."""
        if self.page is None:
            return (0, 0)
        top = self._top()
        return self.page.geometry.range_between(top, top + self.viewport().height() - 1)

    def _keep_place(self) -> None:
        """Remember the first visible line, unless nobody has scrolled since it was put there."""
        if self.page is None or self._anchor[2] == self._top() != 0:
            return
        position = self.page.geometry.units(self.visible_range()[0])
        self._anchor = (position, self._line_top(position) - self._top(), self._top())

    def _restore_place(self) -> None:
        position, distance, value = self._anchor
        if value:
            self._scroll(self._line_top(position) - distance)
        else:
            self._scroll(0)
        self._anchor = (position, distance, self._top())

    def _line_top(self, position: int) -> float:
        assert self.page is not None
        block = self.page.document.findBlock(position)
        self.page.document.documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        return block.layout().position().y() + (line.y() if line.isValid() else 0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first visible line where it is."""
        if self.page is None:
            super().resizeEvent(event)
            return
        self._keep_place()
        self.page.set_width(self.viewport().width())
        super().resizeEvent(event)
        self.page.geometry.forget()
        self._restore_place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Repaint in full: the line at the top and pushed notes do not scroll with the text."""
        super().scrollContentsBy(0, dy)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave zooming by Ctrl+wheel to the window, which knows the size in use."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    # -- folds ---------------------------------------------------------------------------------

    def toggle_fold(self, at: int) -> None:
        """Open or close the folded lines that hold an offset."""
        fold = self.page.fold_of(at) if self.page else None
        if fold is not None:
            self._set_folded(fold, not fold.folded)

    def peek(self, start: int, end: int) -> None:
        """As :meth:`scroll_to`; lines unfolded for it fold again with the next peek or its end."""
        fold = self.page.fold_of(start) if self.page else None
        if self._peeked is not None and self._peeked is not fold:
            self.end_peek()
        if fold is not None and fold.folded:
            self._peeked = fold
        self.scroll_to(start, end)

    def end_peek(self, keep: bool = False) -> None:
        """Fold what was unfolded to peek into, unless someone wants to ``keep`` it open."""
        fold, self._peeked = self._peeked, None
        shown = self.page.folds.folds if self.page else []
        if fold is not None and not keep and any(fold is x for x in shown) and not fold.folded:
            self._set_folded(fold, True)

    def _unfold(self, at: int) -> None:
        fold = self.page.fold_of(at) if self.page else None
        if fold is not None and fold.folded:
            self._set_folded(fold, False)

    def _set_folded(self, fold: Fold, folded: bool) -> None:
        assert self.page is not None
        self._keep_place()
        self.page.set_folded(fold, folded)
        self._restore_place()
        self._repaint()

    # -- a range chosen in the document --------------------------------------------------------

    def _chosen(self) -> Range | None:
        cursor = self.textCursor()
        if self.page is None or not cursor.hasSelection():
            return None
        offset = self.page.geometry.offset
        return offset(cursor.selectionStart()), offset(cursor.selectionEnd())

    def _choose(self, start: int, end: int) -> None:
        assert self.page is not None
        value, units = self._top(), self.page.geometry.units
        cursor = QTextCursor(self.page.document)
        cursor.setPosition(units(start))
        cursor.setPosition(units(end), QTextCursor.MoveMode.KeepAnchor)
        # Qt scrolls to the cursor's end; the text is to stay where the reader has it.
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(value)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, marks and words."""
        viewport = self.viewport()
        rect = QRectF(viewport.rect())
        painter = QPainter(viewport)
        painter.fillRect(rect, self.theme.color("paper"))
        if self.page is None:
            paint_empty(painter, rect, self._empty_hint, self.theme)
        else:
            painter.translate(0, -self._top())
            self._areas = paint(self._scene(rect), painter)
            painter.resetTransform()
        if self.hasFocus():
            paint_focus(painter, rect.width(), self.theme.color("accent"))
        painter.end()

    def _scene(self, rect: QRectF) -> Scene:
        assert self.page is not None
        return Scene(
            page=self.page,
            marks=self.marks,
            theme=self.theme,
            view=rect.translated(0, self._top()),
            dpr=self.devicePixelRatioF(),
            focused=self.hasFocus(),
            selected=self._chosen(),
            pending=self._pending,
            found=self._found,
            hints=self._hints,
            hovered=self._hovered,
        )

    def changeEvent(self, event: QEvent) -> None:
        """A new application font lays the document out again, be it in the same places."""
        super().changeEvent(event)
        if self.page is not None:
            self.page.geometry.forget()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring at full width."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the ring thin."""
        super().focusOutEvent(event)
        self.viewport().update()
