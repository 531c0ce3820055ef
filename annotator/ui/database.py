"""The one thread that the project file lives on; results come back to the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from annotator.services import projects
from annotator.services.projects import Project

T = TypeVar("T")


class Database(QObject):
    """Runs functions of a project on its thread, in the order asked for."""

    _finished = Signal(object, object, object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._project: Project | None = None
        self._opened = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def open(self, path: Path) -> Project:
        """Open a project, closing the one before. Blocks; raises ProjectError."""
        project = self._pool.submit(self._open, path).result()
        self._opened += 1
        return project

    def _open(self, path: Path) -> Project:
        project = projects.open_project(path)
        if self._project is not None:
            self._project.close()
        self._project = project
        return project

    def submit(self, work: Callable[[Project], T]) -> Future[T]:
        """Run ``work(project)``; for other threads, which may wait for the result."""
        return self._pool.submit(self._run, work)

    def _run(self, work: Callable[[Project], T]) -> T:
        if self._project is None:
            raise RuntimeError("no project is open")
        return work(self._project)

    def call(
        self,
        work: Callable[[Project], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run ``work(project)``; then ``done(result)`` or ``failed(error)`` on this thread.

        Neither is called when another project was opened meanwhile.
        """
        opened = self._opened

        def finish(future: Future[T]) -> None:
            self._finished.emit(future, done, failed, opened)

        self.submit(work).add_done_callback(finish)

    def _deliver(self, future: Future[Any], done: Any, failed: Any, opened: int) -> None:
        if opened != self._opened:
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, Exception):
            failed(error)
        else:
            raise error

    def close(self) -> None:
        """Finish what was asked for, then close the project and the thread. Once is enough."""
        if self._closed:
            return
        self._closed = True
        self._pool.submit(self._close).result()
        self._pool.shutdown()

    def _close(self) -> None:
        if self._project is not None:
            self._project.close()
            self._project = None
