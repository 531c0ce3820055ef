"""What the window's parts have to do with each other: who hears of what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from annotator.services import correcting

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class Wiring(QObject):
    """Connects the panes to the desk and to the commands; made when all of them are there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self._follow_desk()
        self._follow_commands()
        self._follow_text()
        self._follow_inspector()
        self._follow_others()

    def _follow_desk(self) -> None:
        desk, window = self._desk, self._window
        desk.projectOpened.connect(window.project_opened)
        desk.articleOpened.connect(window.article_opened)
        desk.viewChanged.connect(window.showing.soon)
        desk.currentChanged.connect(window.showing.soon)
        desk.saving.connect(window.status.saving)
        desk.saved.connect(window.status.saved)
        desk.failed.connect(lambda error: window.status.failed(f"{error.what}. {error.remedy}"))
        desk.said.connect(window.status.say)
        desk.reviewed.connect(window.reviewed)
        desk.schemaChanged.connect(window.schema_changed)
        window.status.retryWanted.connect(desk.retry)

    def _follow_commands(self) -> None:
        commands, window = self._window.commands, self._window
        commands.promptChanged.connect(window.status.prompt)
        commands.articleWanted.connect(window.after_done)
        commands.noteWanted.connect(window.inspector.focus_note)
        commands.inspectorWanted.connect(window.inspector.focus_first)

    def _follow_text(self) -> None:
        desk, reader = self._desk, self._window.reader
        reader.spanClicked.connect(self._clicked)
        reader.emptyClicked.connect(lambda: desk.when_idle(lambda: desk.set_current(None)))
        reader.boundaryDragged.connect(self._dragged)

    def _follow_inspector(self) -> None:
        inspector = self._window.inspector
        inspector.actionWanted.connect(self._from_inspector)
        inspector.labelChosen.connect(lambda x: self._correct(correcting.relabel, x))
        inspector.attributeChosen.connect(
            lambda name, value: self._correct(correcting.set_attribute, name, value)
        )
        inspector.noteWritten.connect(lambda words: self._correct(correcting.set_note, words))

    def _follow_others(self) -> None:
        desk, window = self._desk, self._window
        window.queue.articleChosen.connect(window.open_article)
        window.queue.model.countsWanted.connect(window.showing.count)
        window.spans.spanChosen.connect(self._jump)
        window.strip.layerToggled.connect(
            lambda layer: desk.when_idle(lambda: desk.set_hidden(desk.hidden ^ {layer}))
        )
        window.strip.noticeClicked.connect(window.files.notice_clicked)
        for pane in (window.inspector, window.queue, window.spans):
            pane.left.connect(window.focus_text)
        window.welcome.actionWanted.connect(window.run)
        window.welcome.projectWanted.connect(window.open_project)
        window.tabs.currentChanged.connect(lambda _: window.showing.tab())
        window.header.actionWanted.connect(window.run)

    # -- mouse and inspector -------------------------------------------------------------------

    def _clicked(self, span_id: str) -> None:
        self._window.clock.tick()
        self._desk.when_idle(lambda: self._desk.set_current(span_id))

    def _jump(self, span_id: str) -> None:
        desk, commands = self._desk, self._window.commands
        desk.when_idle(lambda: commands.focus(desk.view.by_id.get(span_id)))

    def _dragged(self, span_id: str, start: int, end: int) -> None:
        desk, commands = self._desk, self._window.commands
        desk.when_idle(
            lambda: (
                commands.change(correcting.resize, span_id, start, end)
                if span_id in desk.view.by_id
                else None
            )
        )

    def _from_inspector(self, action: str) -> None:
        self._window.commands.trigger(action)
        self._window.focus_text()

    def _correct(self, service: Callable[..., Any], *args: object) -> None:
        def run() -> None:
            if self._desk.span is not None:
                self._window.commands.change(service, self._desk.span.id, *args)

        self._desk.when_idle(run)
