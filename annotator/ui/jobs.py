"""Import and export, on a connection and a thread of their own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.model.errors import AnnotatorError
from annotator.services import safety
from annotator.ui.tr import tr

log = logging.getLogger(__name__)
Report = Callable[[int, int], None]
Stopped = Callable[[], bool]
Work = Callable[[Any, Report, Stopped], Any]


class Job(QObject):
    """Runs ``work(project, report, stopped)``; ``report(done, total)`` shows progress."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, work: Work, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._path, self._work = path, work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop soon; what was finished stays."""
        self._stop.set()

    def wait(self) -> None:
        """Block until the work has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            result = self._do()
        except AnnotatorError as error:
            self.failed.emit(error)
        except Exception as error:
            log.exception("error in the background")
            self.failed.emit(
                AnnotatorError(tr("this stopped: {error}").format(error=error), str(self._path))
            )
        else:
            self.finished.emit(result)

    def _do(self) -> Any:
        with safety.open_guarded(self._path, alone=False) as project:
            return self._work(project, self.progressed.emit, self._stop.is_set)


class FileJob(Job):
    """Runs ``work(path, report, stopped)`` on a file that may be no project."""

    def _do(self) -> Any:
        return self._work(self._path, self.progressed.emit, self._stop.is_set)
