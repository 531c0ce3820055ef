"""Along links and back, by score instead of place, many at once, and copying."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from annotator.model.span import CLAIM, ENTITY, QUOTE, SUGGESTED, Span
from annotator.services import citing, deciding
from annotator.ui import settings
from annotator.ui.commands.base import Reader
from annotator.ui.commands.reshaping import Reshaping
from annotator.ui.desk import Desk
from annotator.ui.tr import tr

Rank = tuple[float, tuple[int, int, str]]
_UNSCORED = 2.0
_FIRST: Rank = (-1.0, (0, 0, ""))


def rank(span: Span) -> Rank:
    """Least certain first; what has no score comes last, in reading order."""
    return (_UNSCORED if span.score is None else span.score, span.order)


class Following(Reshaping):
    """Commands that go where one was sent, and those that act on many spans."""

    orderChanged = Signal(bool)

    def __init__(self, desk: Desk, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(desk, reader, parent)
        # Which spans the list beside the text shows; the window says.
        self.listed: Callable[[], list[str]] = list
        self._came_from: tuple[str, str] | None = None
        self._rank = _FIRST

    # -- along a link --------------------------------------------------------------------------

    def do_go_link(self, _: str) -> None:
        span = self.span
        if self._came_from is not None and span.id == self._came_from[1]:
            back = self._standing_for(self._came_from[0])
            self._came_from = None
            if back is not None:
                self.focus(back)
                return
        if span.layer in (QUOTE, CLAIM) and span.label not in self.desk.roles:
            self._to_speaker(span)
        else:
            self._to_mention(span)

    def _standing_for(self, span_id: str) -> Span | None:
        view = self.desk.view
        return view.by_id.get(span_id) or view.made_from(span_id)

    def _to_speaker(self, span: Span) -> None:
        tail = self.desk.view.tail(span.id, "CLAIMED_BY" if span.layer == CLAIM else "SPEAKER")
        if tail is None:
            self.say(
                tr("No source is linked") if span.layer == CLAIM else tr("No speaker is linked")
            )
            return
        # The mention in the speaker's words is what one can walk on from.
        mentions = [
            s
            for s in self.desk.walk().between(tail.start, tail.end)
            if s.layer == ENTITY and tail.start <= s.start and s.end <= tail.end
        ]
        there = max(mentions, key=lambda s: s.end - s.start, default=tail)
        self._came_from = (span.id, there.id)
        self.focus(there)

    def _to_mention(self, span: Span) -> None:
        others = [s for s in self.desk.mentions(span) if s.id != span.id]
        if not others:
            self.say(tr("“{text}” is not mentioned again here").format(text=span.text))
            return
        self.focus(next((s for s in others if s.order > span.order), others[0]))

    def to_next_of(self, ids: list[str]) -> None:
        """Go to the next of some spans, from the place one is at."""

        def run() -> None:
            spans = [s for s in self.desk.walk() if s.id in ids]
            if spans:
                here = self.place()
                self.focus(next((s for s in spans if s.order > here), spans[0]))

        self.desk.when_idle(run)

    # -- by score ------------------------------------------------------------------------------

    @property
    def by_score(self) -> bool:
        """Whether next and previous go by score instead of by place."""
        return bool(settings.get(settings.BY_SCORE))

    def do_by_score(self, _: str) -> None:
        settings.put(settings.BY_SCORE, int(not self.by_score))
        self.say(tr("Least certain first") if self.by_score else tr("In reading order"))
        self.orderChanged.emit(self.by_score)

    def _run(self, action_id: str, key: str) -> None:
        span = self.desk.span
        if span is not None:
            self._rank = rank(span)
        super()._run(action_id, key)

    def do_next_open(self, _: str = "") -> None:
        if not self.by_score:
            super().do_next_open()
        else:
            self._step_rank(1)

    def do_previous_open(self, _: str = "") -> None:
        if not self.by_score:
            super().do_previous_open()
        else:
            self._step_rank(-1)

    def _step_rank(self, step: int) -> None:
        spans = sorted(self.desk.open_spans(), key=rank)
        if not spans:
            self.say(self._nothing_open())
            return
        here = self._rank if self.desk.span is not None else _FIRST
        if step > 0:
            found = next((s for s in spans if rank(s) > here), spans[0])
        else:
            found = next((s for s in reversed(spans) if rank(s) < here), spans[-1])
        self.focus(found)

    def _go_on(self, place: tuple[int, int, str]) -> None:
        if not self.by_score or not self.desk.open_spans():
            super()._go_on(place)
        else:
            self._step_rank(1)

    # -- many at once --------------------------------------------------------------------------

    def _open_ids(self, fits: Callable[[Span], bool]) -> list[str]:
        return [s.id for s in self.desk.open_spans() if fits(s)]

    def do_accept_label(self, _: str) -> None:
        here = (self.span.layer, self.span.label)
        self._many(deciding.accept_many, self._open_ids(lambda s: (s.layer, s.label) == here))

    def do_accept_view(self, _: str) -> None:
        low, high = self.reader.visible_range()
        self._many(deciding.accept_many, self._open_ids(lambda s: s.start < high and low < s.end))

    def do_accept_listed(self, _: str) -> None:
        listed = set(self.listed())
        self._many(deciding.accept_many, self._open_ids(lambda s: s.id in listed))

    def do_accept_article(self, _: str) -> None:
        every = self.desk.view.open(self.desk.roles)
        self._many(deciding.accept_many, [s.id for s in every if s.state == SUGGESTED])

    # -- copying -------------------------------------------------------------------------------

    def do_copy(self, _: str) -> None:
        selected, document = self.selected(), self.desk.document
        if selected:
            self._put(self.text[slice(*selected)])
        elif self.desk.span is not None and document is not None:
            self._put(citing.plain(document.article, self.desk.view, self.desk.span))
            self.say(
                tr("Copied with its source") if self.desk.span.layer != ENTITY else tr("Copied")
            )
        else:
            self.say(tr("Nothing is selected"))

    def do_copy_markdown(self, _: str) -> None:
        document = self.desk.document
        assert document is not None
        self._put(citing.markdown(document.article, self.desk.view, self.span))
        self.say(tr("Copied as Markdown"))

    def _put(self, words: str) -> None:
        # As text, not as an object of ours: the clipboard outlives Python at the end.
        QGuiApplication.clipboard().setText(words)
