"""The pipeline at work in the background: progress, cancel, results article by article."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.model.errors import AnnotatorError
from annotator.services import suggesting
from annotator.ui.database import Database


class SuggestJob(QObject):
    """One run over the articles that wait. spaCy lives in a process of its own."""

    progressed = Signal(int, int)
    stored = Signal(object)
    finished = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        database: Database,
        pipeline: str | None = None,
        pks: list[int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database, self._pipeline, self._pks = database, pipeline, pks
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="suggest", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop after the articles at hand; what was stored stays."""
        self._stop.set()

    def wait(self) -> None:
        """Block until the run has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            report = self._work()
        except AnnotatorError as error:
            self.failed.emit(str(error))
        except Exception as error:
            self.failed.emit(f"The pipeline stopped: {error}")
        else:
            self.finished.emit(report)

    def _work(self) -> Any:
        return suggesting.in_processes(
            lambda work: self._database.submit(work).result(),
            self._pipeline,
            pks=self._pks,
            progress=lambda p: self.progressed.emit(p.done, p.total),
            cancelled=self._stop.is_set,
            stored=self.stored.emit,
        )
