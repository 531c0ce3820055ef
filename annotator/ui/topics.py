"""Topics of a claim: their field in the inspector, completed from those the project has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from annotator.services import reading
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class TagCompleter(QCompleter):
    """Completes the last of several words with commas between them."""

    def splitPath(self, path: str) -> list[str]:
        """What is being typed: the part after the last comma."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The whole line with the part replaced by a completion."""
        field = self.widget()
        line = field.text() if isinstance(field, QLineEdit) else ""
        before, comma, _ = line.rpartition(",")
        return f"{before}{comma} {index.data()}" if comma else str(index.data())


class Topics(QObject):
    """Reads the project's topics once, on a connection of their own, when they are first wanted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._model = QStringListModel(self)
        self._path: Path | None = None
        self._job: Job | None = None
        window.inspector.attributeChosen.connect(self._chosen)

    def ask(self) -> None:
        """Go to the field of topics."""
        field = self._window.inspector.field("topics")
        if not isinstance(field, QLineEdit):
            return
        if field.completer() is None:
            completer = TagCompleter(self._model, field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            field.setCompleter(completer)
        self._read()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.end(False)

    def _chosen(self, name: str, value: object) -> None:
        if name == "topics" and isinstance(value, list):
            self._add({str(x) for x in value})

    def _add(self, topics: set[str]) -> None:
        known = set(self._model.stringList())
        if not topics <= known:
            self._model.setStringList(sorted(known | topics))

    def _read(self) -> None:
        session = self._window.desk.session
        if session is None or session.path == self._path:
            return
        self.stop()
        self._path = session.path
        self._model.setStringList([])
        job = Job(session.path, lambda p, _, stopped: reading.topics(p, stopped), "topics", self)
        job.finished.connect(lambda found: self._found(job, found))
        self._job = job
        job.start()

    def _found(self, job: Job, found: set[str]) -> None:
        if job is self._job:
            self.stop()
            self._add(found)

    def stop(self) -> None:
        """End reading; the window closes or another project is open."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            job.wait()
            job.deleteLater()
