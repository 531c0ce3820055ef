"""Where the window and the list of names meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.model.people import Entity
from annotator.model.span import ENTITY, Span
from annotator.services import concordance
from annotator.ui.names.pane import NamesPane
from annotator.ui.names.working import Working
from annotator.ui.tr import plural, tr

if TYPE_CHECKING:
    from annotator.ui.desk import Desk
    from annotator.ui.window import MainWindow


class NamesHome(QObject):
    """The tab of names, the way there, and letters for a link from the text."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.pane = NamesPane(window.theme)
        self.working = Working(window.desk, self.pane, self)
        window.tabs.insertTab(1, self.pane, tr("Names"))
        self._tab_before = 0
        commands, working = window.commands, self.working
        self.pane.left.connect(window.focus_text)
        working.mentionWanted.connect(self._go)
        working.placesWanted.connect(self._places)
        working.saidWanted.connect(window.concordance.show_said)
        commands.namesWanted.connect(self.go_there)
        commands.lettersWanted.connect(self._show_letters)
        commands.nameWanted.connect(self._choose)
        window.tabs.currentChanged.connect(lambda _: working.show())

    def go_there(self) -> None:
        """Go to the names."""
        window = self._window
        window.show_view("view_read", window.panes.splitter)
        window.tabs.setCurrentWidget(self.pane)
        self.working.show()
        self.pane.focus_list()

    def _go(self, span_id: str) -> None:
        window = self._window

        def go() -> None:
            window.commands.focus(window.desk.view.by_id.get(span_id))

        window.desk.when_idle(go)

    def _places(self, entity_id: str) -> None:
        self._window.desk.database.call(
            lambda p: concordance.mentions_of(p, entity_id),
            self._window.concordance.ask,
            lambda error: self._window.status.say(str(error)),
        )

    def _show_letters(self, letters: dict[str, str], chosen: str) -> None:
        tabs, model = self._window.tabs, self.pane.model
        if letters and not model.letters:
            self._tab_before = tabs.currentIndex()
            tabs.setCurrentWidget(self.pane)
            self._window.panes.reveal_side(True)
            self.working.show()
        elif model.letters and not letters and self.pane.question is None:
            tabs.setCurrentIndex(self._tab_before)
            self._window.panes.reveal_side(False)
        model.set_letters(letters)
        at = model.find(f"name {chosen}")
        if at is not None:
            self.pane.go(at)

    def _choose(self, span: Span) -> None:
        self._window.tabs.setCurrentWidget(self.pane)

        def chosen(answer: Entity | str) -> None:
            self._window.commands.link_to(span, answer)

        self.working.choose(" ".join(span.text.split()), chosen)


def naming_words(desk: Desk) -> tuple[str, str]:
    """What the inspector says of the current span's name, and of its other mentions."""
    span, entity = desk.span, desk.named()
    named = entity.name if entity else tr("no name yet")
    if span is None or span.layer != ENTITY:
        return named if span and desk.view.tail(span.id, "SPEAKER") else tr("none", "words"), ""
    waiting = len(desk.open_like(span))
    here = plural("%n mentions", "%n mention", len(desk.mentions(span)))
    left = plural("accept all %n left", "accept all %n left", waiting)
    return named, left if waiting > 1 else here
