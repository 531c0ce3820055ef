"""What leaves the window to be read elsewhere: a brief of articles, an article on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths

from annotator.model.wording import count
from annotator.ui.brief_dialog import BriefDialog
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class Paper(QObject):
    """Asks what to write and where, and has it written."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def on_brief(self) -> None:
        """Ask of which articles a brief is wanted, and write it in the background."""
        window, session = self._window, self._window.desk.session
        if session is None:
            window.status.say("Open a project first")
            return
        if window.files.job is not None:
            window.status.say("Something is being imported or exported already")
            return
        out = documents() / f"{session.path.stem} brief.md"
        desk, shown = window.desk, window.queue.model.shown
        dialog = BriefDialog(shown, desk.pk, desk.annotator, out, window)
        dialog.chosen.connect(
            lambda work: window.files.start_job(
                Job(session.path, work, "brief", window.files), "Writing the brief", self._written
            )
        )
        dialog.open()

    def _written(self, found: Any) -> None:
        if found is None:
            self._window.status.say("Cancelled; no file was written")
            return
        brief, out = found
        self._window.status.say(
            f"Brief of {count(len(brief.articles), 'article')} written to {out}"
        )


def documents() -> Path:
    """The user's folder for documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
