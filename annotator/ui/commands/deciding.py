"""Accept, reject, done, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.model.edit import Edit
from annotator.model.people import SKIPPED
from annotator.services import deciding, reviewing, undoing
from annotator.ui.actions import KEYS
from annotator.ui.commands.moving import Moving
from annotator.ui.tr import tr


class Deciding(Moving):
    """Commands that decide on suggestions, and on the article."""

    def _go_on(self, place: tuple[int, int, str]) -> None:
        spans = self.desk.open_spans()
        found = spans.after(place) or (spans[0] if spans else None)
        if found is not None:
            self.focus(found)
        else:
            self.say(
                self.nothing_open(
                    tr("All decided here. {done}: done, next article").format_map(KEYS)
                )
            )

    def do_accept(self, _: str) -> None:
        place = self.span.order
        if self.span.state == "accepted":
            self._go_on(place)
            return
        self.change(deciding.accept, self.span.id, then=lambda _: self._go_on(place))

    def do_reject(self, _: str) -> None:
        place = self.span.order
        self.change(deciding.reject, self.span.id, then=lambda _: self._go_on(place))

    def _alike(self) -> list[str]:
        here = self.span
        return [s.id for s in self.desk.open_like(here)]

    def do_accept_alike(self, _: str) -> None:
        self._many(deciding.accept_many, self._alike())

    def do_reject_alike(self, _: str) -> None:
        self._many(deciding.reject_many, self._alike())

    def do_accept_all(self, _: str) -> None:
        self._many(deciding.accept_many, [s.id for s in self.desk.open_spans()])

    def _many(self, service: Callable[..., Edit | None], ids: list[str]) -> None:
        if not ids:
            self.say(tr("Nothing of this is open"))
            return
        place = self.place()
        self.change(service, ids, then=lambda _: self._go_on(place))

    def do_skip(self, _: str) -> None:
        self._finish(SKIPPED)

    def _finish(self, status: str, accept: Sequence[str] = (), reject: Sequence[str] = ()) -> None:
        pk = self.article
        self.change(
            reviewing.set_status, status, accept, reject,
            then=lambda _: self.articleWanted.emit(pk),
        )  # fmt: skip

    def do_flag(self, _: str) -> None:
        self.change(reviewing.toggle_flag)

    def do_undo(self, _: str) -> None:
        who = self.desk.annotator
        self.desk.mutate(lambda p: undoing.undo(p, who), self._turned)

    def do_redo(self, _: str) -> None:
        who = self.desk.annotator
        self.desk.mutate(lambda p: undoing.redo(p, who), self._turned)

    def _turned(self, edit: Edit | None) -> None:
        if edit is None:
            return
        self.say(edit.summary)
        if edit.article is None or self.desk.pk == edit.article:
            self._show_turned(edit)
        else:
            self.desk.open_article(edit.article, lambda: self._show_turned(edit))

    def _show_turned(self, edit: Edit) -> None:
        """Go where an edit was taken back or repeated, also when nothing of it is left there."""
        if not self.focus_new(edit):
            here = (c for c in edit.changes if edit.place(c) == self.desk.pk)
            gone = next((c.before for c in here if c.table == "span" and c.before), None)
            if gone is None:
                return
            open_again = self.desk.view.by_id.get(gone["made_from"] or "")
            if open_again is not None:
                self.focus(open_again)
            else:
                self.look_at(gone["start"], gone["end"])
