"""Ctrl+V outside a field, and text dropped on the window: a new article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from annotator.model.errors import AnnotatorError
from annotator.ui.actions import key_of
from annotator.ui.tr import tr

if TYPE_CHECKING:
    from annotator.services.pasting import Pasted
    from annotator.ui.window import MainWindow


class Pasting(QObject):
    """Has the text stored and shows the article."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def on_paste(self) -> None:
        """Make an article of what the clipboard holds."""
        self.take(QGuiApplication.clipboard().text())

    def dropped(self, data: QMimeData) -> None:
        """Open a dropped project, import other files, make an article of text."""
        if data.hasUrls():
            paths = [Path(u.toLocalFile()) for u in data.urls() if u.isLocalFile()]
            self._window.files.dropped(paths)
        else:
            self.take(data.text())

    def take(self, text: str) -> None:
        """Make an article of a text; says why when it is none."""
        from annotator.services import pasting

        desk, say = self._window.desk, self._window.status.say
        if desk.session is None:
            say(tr("Open a project first"))
        elif desk.session.readonly:
            say(tr("Not pasted: the project is {readonly}").format(readonly=desk.session.readonly))
        else:
            desk.when_idle(
                lambda: desk.database.call(
                    lambda p: pasting.paste(p, text), self._show, self._refused
                )
            )

    def _show(self, found: Pasted) -> None:
        window = self._window
        if not found.known:
            window.files.refresh_queue()
        window.open_article(found.pk)
        if found.known:
            said = tr("This text is here already: {title}").format(title=found.title)
        else:
            said = tr("Pasted as a new article: {title}. {suggest} suggests").format(
                title=found.title, suggest=key_of("suggest")
            )
        window.status.say(said)

    def _refused(self, error: Exception) -> None:
        why = str(error) if not isinstance(error, AnnotatorError) else error.what
        remedy = f". {error.remedy}" if isinstance(error, AnnotatorError) and error.remedy else ""
        self._window.status.say(tr("Not pasted: {why}{remedy}").format(why=why, remedy=remedy))
