"""Where the window and the concordance meet: the actions that show it, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from annotator.model.span import Span
from annotator.services import concordance
from annotator.ui.concordance.offer import Offer
from annotator.ui.concordance.pane import ConcordancePane
from annotator.ui.concordance.working import Origin, Working

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class Concordance(QObject):
    """Actions of the view; the window shows its page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.pane = ConcordancePane(window.theme)
        self.working = Working(window.desk, self.pane, self)
        window.stack.addWidget(self.pane)
        window.header.add_view("view_concordance")
        self.working.placeWanted.connect(self._show_place)
        self.working.left.connect(window.on_view_read)
        self.offer = Offer(
            window.desk, window.commands, window.status,
            lambda: window.stack.currentWidget() is window.panes.splitter,
        )  # fmt: skip
        window.commands.alikeWanted.connect(self.show_alike)
        window.commands.saidWanted.connect(self.show_said)

    # -- actions -------------------------------------------------------------------------------

    def on_view_concordance(self) -> None:
        """Show what was found last, or where a query is typed."""
        self._show()
        if self.pane.lines.rowCount():
            self.pane.focus_lines()
        else:
            self.pane.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_find_project(self) -> None:
        """Type a query."""
        self._show()
        self.pane.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.field.selectAll()

    def _show(self) -> None:
        if self._window.desk.session is not None:
            self._window.show_view("view_concordance", self.pane)

    def show_alike(self, span: Span) -> None:
        """All places with the words of a span; those nobody marked are ticked."""
        self.ask(concordance.alike(span), Origin.of(span))

    def show_said(self, entity_id: str) -> None:
        """Everything that an entity said."""
        self._window.desk.database.call(
            lambda p: concordance.said_by(p, entity_id),
            lambda query: self.ask(query),
            lambda error: self._window.status.say(str(error)),
        )

    def ask(self, query: str, origin: Origin | None = None) -> None:
        """Show the lines of a query, those of the open article first."""
        self._show()
        field = self.pane.field
        field.stop()
        field.blockSignals(True)
        field.setText(query)
        field.blockSignals(False)
        self.working.search(query, self._window.desk.pk, origin)
        self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- back to the text ----------------------------------------------------------------------

    def _show_place(self, pk: int, start: int, end: int) -> None:
        window = self._window

        def focus() -> None:
            spans = [s for s in window.desk.walk() if (s.start, s.end) == (start, end)]
            window.commands.focus(spans[0] if spans else None)
            if not spans:
                window.commands.pend((start, end))
                window.reader.scroll_to(start, end)

        window.show_view("view_read", window.panes.splitter)
        if window.desk.pk == pk:
            window.desk.when_idle(focus)
        else:
            window.open_article(pk, focus)
        window.focus_text()

    def stop(self) -> None:
        """The window is about to close."""
        self.offer.stop()
        self.working.stop()
