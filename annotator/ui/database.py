"""The one thread that the project file lives on; results come back to the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from annotator.model.errors import AnnotatorError, ProjectError
from annotator.services import projects, safety
from annotator.services.projects import Project
from annotator.services.safety import Lock

T = TypeVar("T")
log = logging.getLogger(__name__)


class Database(QObject):
    """Runs functions of a project on its thread, in the order asked for.

    ``broke`` tells of errors that are our own, wherever they were raised, ``remarked`` what to know
    of a step though it was done. While ``locks`` is on a
    project that another window has is only read.
    """

    broke = Signal(object)
    remarked = Signal(str)
    _finished = Signal(object, object, object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._project: Project | None = None
        self._opened = 0
        self._closed = False
        self._lock: Lock | None = None
        self.locks = True
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def open(self, path: Path) -> Project:
        """Open a project, closing the one before. Blocks; raises ProjectError."""
        project = self._pool.submit(self._open, path).result()
        self._opened += 1
        return project

    def _open(self, path: Path) -> Project:
        before, lock = self._project, self._take(path)
        held = isinstance(lock, str)
        try:
            project = safety.open_guarded(
                path,
                readonly=f"open {lock}" if held else False,
                alone=not held,
                tell=self.remarked.emit,
            )
        except BaseException:
            if isinstance(lock, Lock) and lock is not self._lock:
                lock.release()
            raise
        self._leave(lock if isinstance(lock, Lock) else None)
        if before is not None:
            before.close()
        self._project = project
        log.info("project opened, %s", project.readonly or "to write")
        return project

    def _take(self, path: Path) -> Lock | str | None:
        if not self.locks:
            return None
        if self._lock is not None and self._lock.is_of(path):
            return self._lock
        return safety.take_lock(path, projects.login_name())

    def _leave(self, following: Lock | None) -> None:
        if self._lock is not None and self._lock is not following:
            self._lock.release()
        self._lock = following

    def cautions(self) -> tuple[str, ...]:
        """What to know of the place where the project lies. Blocks."""
        return self.submit(lambda p: tuple(safety.cautions(p))).result()

    def move(self, path: Path) -> None:
        """Write what is stored to a new file and go on in that. Blocks; raises ProjectError.

        For a project whose own file is gone.
        """

        def work() -> None:
            if self._project is not None:
                projects.backup(self._project, path)
            self._open(path)

        self._pool.submit(work).result()

    def submit(self, work: Callable[[Project], T]) -> Future[T]:
        """Run ``work(project)``; for other threads, which may wait for the result."""
        future = self._pool.submit(self._run, work)
        future.add_done_callback(self._look)
        return future

    def _look(self, future: Future[Any]) -> None:
        """Whatever becomes of an error, it is known; one of our own is told."""
        error = None if future.cancelled() else future.exception()
        if error is None:
            return
        if isinstance(error, ProjectError):
            log.warning("%s", type(error).__name__, exc_info=error)
        elif not isinstance(error, AnnotatorError):
            log.error("error on the database's thread", exc_info=error)
            self.broke.emit(error)

    def _run(self, work: Callable[[Project], T]) -> T:
        if self._project is None:
            raise AnnotatorError("no project is open")
        return work(self._project)

    def call(
        self,
        work: Callable[[Project], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run ``work(project)``; then ``done(result)`` or ``failed(error)`` on this thread.

        Neither is called when another project was opened meanwhile, or the window closed.
        """
        if self._closed:
            return
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
        self._leave(None)
