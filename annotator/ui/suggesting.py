"""The pipeline at work in the background: progress, cancel, results article by article."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.model.errors import AnnotatorError, ProjectError
from annotator.model.span import CLAIMS_FROM
from annotator.services import suggesting
from annotator.services.projects import Project
from annotator.ui.database import Database
from annotator.ui.tr import tr

T = TypeVar("T")
log = logging.getLogger(__name__)


class SuggestJob(QObject):
    """One run over the articles of a project that wait; ends when another one is opened.

    spaCy lives in a process of its own.
    """

    progressed = Signal(int, int)
    stored = Signal(object)
    finished = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        database: Database,
        path: Path,
        pipeline: str | None = None,
        pks: list[int] | None = None,
        claims: float | None = CLAIMS_FROM,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database, self._path = database, path
        self._pipeline, self._pks, self._claims = pipeline, pks, claims
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="suggest", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop after the articles at hand; what was stored stays."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def wait(self) -> None:
        """Block until the run has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            report = self._work()
        except AnnotatorError as error:
            self.failed.emit(str(error))
        except Exception as error:
            log.exception("the pipeline stopped")
            self.failed.emit(tr("The pipeline stopped: {error}").format(error=error))
        else:
            self.finished.emit(report)

    def _ask(self, work: Callable[[Project], T]) -> T:
        def run(project: Project) -> T:
            if project.path != self._path:
                raise ProjectError("another project was opened", str(self._path))
            return work(project)

        return self._database.submit(run).result()

    def _work(self) -> Any:
        return suggesting.in_processes(
            self._ask,
            self._pipeline,
            pks=self._pks,
            claims=self._claims,
            progress=lambda p: self.progressed.emit(p.done, p.total),
            cancelled=self._stop.is_set,
            stored=self.stored.emit,
        )
