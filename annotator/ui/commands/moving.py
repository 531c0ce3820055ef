"""Going from span to span, and what is shown of the layers."""

from __future__ import annotations

from annotator.model.ordered import Ordered
from annotator.model.span import CLAIM, ENTITY, QUOTE, Span
from annotator.ui.actions import KEYS
from annotator.ui.commands.base import CommandBase
from annotator.ui.tr import tr


class Moving(CommandBase):
    """Commands that change nothing but the place."""

    def place(self) -> tuple[int, int, str]:
        """Where the next step starts: the current span, the one before, or what can be seen."""
        if self.desk.span is not None:
            return self.desk.span.order
        first, last = self.reader.visible_range()
        if self.last_place is not None and first <= self.last_place[0] < last:
            return self.last_place
        return (first, -(1 << 60), "")

    def _nothing_open(self) -> str:
        return self.nothing_open(tr("Nothing is open here. {done}: done, next").format_map(KEYS))

    def _no_spans(self) -> str:
        return tr("No spans here yet. {add} adds one, {suggest} suggests").format_map(KEYS)

    def _step(self, spans: Ordered, forward: bool, empty: str) -> None:
        if not spans:
            self.say(empty)
            return
        here = self.place()
        following = spans.after(here) or spans[0]
        self.focus(following if forward else spans.before(here) or spans[-1])

    def do_next_open(self, _: str = "") -> None:
        self._step(self.desk.open_spans(), True, self._nothing_open())

    def do_previous_open(self, _: str = "") -> None:
        self._step(self.desk.open_spans(), False, self._nothing_open())

    def nothing_open(self, words: str) -> str:
        """Why there is no open suggestion to go to; ``words`` when all are decided."""
        hidden = len(self.desk.hidden_open())
        if hidden:
            shows = tr("{show_all} shows them").format_map(KEYS)
            return tr("Nothing open is shown, {hidden} open in hidden layers. {shows}").format(
                hidden=hidden, shows=shows
            )
        document = self.desk.document
        if document is not None and not document.suggested_by:
            return tr("Not suggested yet. {suggest} suggests").format_map(KEYS)
        return words

    def do_next_span(self, _: str) -> None:
        self._step(self.desk.walk(), True, self._no_spans())

    def do_previous_span(self, _: str) -> None:
        self._step(self.desk.walk(), False, self._no_spans())

    def do_span_below(self, _: str) -> None:
        self._line(True)

    def do_span_above(self, _: str) -> None:
        self._line(False)

    def _line(self, down: bool) -> None:
        here = self.desk.span
        if here is None:
            self._step(self.desk.walk(), down, self._no_spans())
            return
        found = self._nearest_in_line(here, down)
        if found is None:
            self.say(tr("No span in this direction"))
        else:
            self.focus(found)

    def _nearest_in_line(self, here: Span, down: bool) -> Span | None:
        at = self.reader.place_of(here.start, here.end)
        if at is None:
            return None
        spans = [s for s in self.desk.walk() if (s.order > here.order) == down and s is not here]
        line: float | None = None
        best: tuple[float, Span] | None = None
        for span in spans if down else reversed(spans):
            place = self.reader.place_of(span.start, span.end)
            if place is None or abs(place[1] - at[1]) < 1:
                continue
            if line is not None and abs(place[1] - line) > 1:
                break
            line = place[1]
            distance = abs(place[0] - at[0])
            if best is None or distance < best[0]:
                best = (distance, span)
        return best[1] if best else None

    def do_cycle(self, _: str) -> None:
        here = self.span
        stack = self.desk.walk().between(here.start, here.end)
        if len(stack) < 2:
            self.say(tr("No other span here"))
            return
        self.focus(stack[(stack.index(here) + 1) % len(stack) if here in stack else 0])

    def do_leave(self, _: str) -> None:
        if self.selected():
            self.drop_selection()
        else:
            self.desk.set_current(None)

    def _toggle(self, layer: str) -> None:
        self.desk.set_hidden(self.desk.hidden ^ {layer})

    def do_hide_entity(self, _: str) -> None:
        self._toggle(ENTITY)

    def do_hide_quote(self, _: str) -> None:
        self._toggle(QUOTE)

    def do_hide_claim(self, _: str) -> None:
        self._toggle(CLAIM)

    def do_show_all(self, _: str) -> None:
        self.desk.set_hidden(frozenset())
