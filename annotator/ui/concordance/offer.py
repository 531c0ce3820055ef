"""After a decision, a quiet word in the status bar: there is more of the same elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from annotator.model.edit import DO, Edit
from annotator.model.span import ACCEPTED, ENTITY, Span
from annotator.services import concordance
from annotator.services.concordance import Found, Search
from annotator.ui.commands import Commands
from annotator.ui.desk import Desk
from annotator.ui.status import MESSAGE_MS, StatusBar
from annotator.ui.tr import plural, tr, whole

WAIT_MS = 350
_SLICES, _LIMIT = 4, 200


class Offer(QObject):
    """Looks when nothing else is asked for, for no longer than a few slices; takes no focus."""

    def __init__(
        self, desk: Desk, commands: Commands, status: StatusBar, reading: Callable[[], bool]
    ) -> None:
        super().__init__(commands)
        self._desk, self._commands, self._status = desk, commands, status
        self._reading = reading
        self._span: Span | None = None
        self._pause, self._gone = QTimer(self), QTimer(self)
        for timer, wait, end in (
            (self._pause, WAIT_MS, self._look),
            (self._gone, MESSAGE_MS, self._withdraw),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(end)
        desk.edited.connect(self._edited)
        desk.articleOpened.connect(self.stop)

    def stop(self) -> None:
        """Offer nothing."""
        self._pause.stop()
        self._gone.stop()
        self._span = None
        self._withdraw()

    def _edited(self, edit: Edit) -> None:
        self.stop()
        made = [
            self._desk.view.by_id.get(c.id)
            for c in edit.changes
            if c.table == "span" and edit.place(c) == self._desk.pk
        ]
        decided = [s for s in made if s and s.layer == ENTITY and s.state == ACCEPTED]
        if edit.kind == DO and edit.article is not None and len(decided) == 1:
            self._span = decided[0]
            self._pause.start()

    def _look(self) -> None:
        span = self._span
        if span is None:
            return
        search = Search(concordance.alike(span), self._desk.annotator, self._desk.pk, _LIMIT)
        places: list[int] = []

        def step(slices: int) -> None:
            self._desk.database.call(search.step, lambda f: done(f, slices), lambda _: None)

        def done(found: Found, slices: int) -> None:
            if self._span is not span:
                return
            who = self._desk.annotator
            places.extend(h.pk for h in found.hits if concordance.is_left(h, who))
            if found.done or slices <= 1:
                self._offer(span, places, found.done and found.total <= _LIMIT)
            else:
                step(slices - 1)

        step(_SLICES)

    def _offer(self, span: Span, places: list[int], all_seen: bool) -> None:
        # Whatever else is said goes first.
        if not places or self._status.words.text() or not self._reading():
            return
        words = " ".join(span.text.split())
        said = tr("{number} more of “{words}” {in_articles} · F")
        if not all_seen:
            said = tr("More than {number} more of “{words}” {in_articles} · F")
        where = plural("in %n articles", "in %n article", len(set(places)))
        self._status.say(said.format(number=whole(len(places)), words=words, in_articles=where))
        self._commands.offered = span
        self._gone.start()

    def _withdraw(self) -> None:
        self._commands.offered = None
