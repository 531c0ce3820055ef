"""What inspector and history ask for: the comment, tags, a span's trail, an earlier state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.model.edit import Edit
from annotator.model.span import SUGGESTED, Span
from annotator.services import reading, reviewing, undoing
from annotator.ui.actions import key_of
from annotator.ui.tr import tr

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class Beside(QObject):
    """Connects the panes at the right to the desk."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self._return_to: str | None = None
        inspector, history = window.inspector, window.history
        window.commands.commentWanted.connect(self._begin_comment)
        inspector.commentWritten.connect(self._comment)
        inspector.spanWanted.connect(self._go)
        inspector.tagsWanted.connect(self._tags)
        inspector.left.connect(self._back)
        history.restoreWanted.connect(self._restore)
        history.left.connect(window.focus_text)

    # -- the comment on the article ------------------------------------------------------------

    def comment(self) -> str | None:
        """The annotator's comment on the article that is open."""
        document = self._desk.document
        review = document.reviews.get(self._desk.annotator) if document else None
        return review.comment if review else None

    def _begin_comment(self) -> None:
        self._return_to = self._desk.current
        self._desk.set_current(None)
        self._window.inspector.focus_comment(self.comment())

    def _comment(self, words: str) -> None:
        desk, pk = self._desk, self._desk.pk
        if pk is not None:
            who = desk.annotator
            desk.when_idle(lambda: desk.mutate(lambda p: reviewing.set_comment(p, who, pk, words)))

    def _back(self) -> None:
        span, self._return_to = self._return_to, None
        if span is not None:
            self._desk.when_idle(lambda: self._desk.set_current(span))

    # -- spans ---------------------------------------------------------------------------------

    def _go(self, span_id: str) -> None:
        desk, window = self._desk, self._window

        def go() -> None:
            window.commands.focus(desk.view.by_id.get(span_id))
            window.focus_text()

        desk.when_idle(go)

    def _tags(self, layer: str, attribute: str) -> None:
        show = partial(self._window.inspector.set_tags, layer, attribute)
        self._desk.database.call(lambda p: reading.tags(p, layer, attribute), show, lambda _: None)

    def trail(self) -> None:
        """Find what was done to the current span; to an open suggestion nothing was."""
        span, pk = self._desk.span, self._desk.pk
        if span is None or pk is None or span.state == SUGGESTED:
            return
        ids = tuple(x for x in (span.id, span.made_from) if x)
        self._desk.database.call(
            lambda p: reading.edits_of_span(p, pk, ids),
            partial(self._show_trail, span, ids),
            lambda _: None,
        )

    def _show_trail(self, span: Span, ids: tuple[str, ...], edits: list[Edit]) -> None:
        if self._desk.current == span.id:
            self._window.inspector.show_trail(span.id, edits, ids)

    # -- history -------------------------------------------------------------------------------

    def _restore(self, edit_id: int) -> None:
        desk, who = self._desk, self._desk.annotator

        def done(edit: Edit | None) -> None:
            if edit is not None:
                desk.said.emit(
                    tr("{summary}. {undo} takes it back").format(
                        summary=edit.summary, undo=key_of("undo")
                    )
                )
                self._window.commands.focus_new(edit)

        desk.when_idle(lambda: desk.mutate(lambda p: undoing.restore(p, who, edit_id), done))
