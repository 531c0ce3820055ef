"""Forms of words, found in a process of its own, so that nothing waits while spaCy is loaded.

Importing this module does not import spaCy: only the worker process does.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from annotator.model.errors import AnnotatorError
from annotator.nlp.threads import one_thread
from annotator.nlp.worker import end, tie_to_parent

if TYPE_CHECKING:
    from annotator.nlp.lemmas import Forms

Known = dict[str, tuple[str, ...]]

_forms: Forms | None = None
_failure: AnnotatorError | None = None


def start(name: str) -> None:
    """Loads the rules of a pipeline into this process; what goes wrong is raised by `of`."""
    global _forms, _failure
    tie_to_parent()
    try:
        from annotator.nlp.lemmas import load

        _forms = load(name)
    except AnnotatorError as error:
        _failure = error
    except Exception as error:  # a broken package can raise anything while it loads
        what = f"the spaCy pipeline {name} cannot be loaded: {type(error).__name__}: {error}"
        _failure = AnnotatorError(what, "", "Reinstall it, or choose another one")


def of(words: Sequence[str]) -> Known:
    """The forms of each word. Raises AnnotatorError when the rules could not be loaded."""
    if _failure is not None:
        raise _failure
    if _forms is None:
        raise RuntimeError("start(name) must run in this process first")
    return {word: _forms.of(word) for word in words}


class FormsProcess:
    """The rules of one pipeline; the process is started when first needed, or needed again."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known: Known = {}
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="annotator-forms")

    def ask(self, words: Sequence[str]) -> Future[Known]:
        """The forms of each word, in small letters. Raises in the future what `of` raises."""
        return self._threads.submit(self._answer, tuple(words))

    def _answer(self, words: tuple[str, ...]) -> Known:
        unknown = [w for w in words if w not in self._known]
        if unknown:
            try:
                self._known.update(self._running().submit(of, unknown).result())
            except AnnotatorError:
                # Whoever installs what is missing is served the next time.
                self._end()
                raise
            except (BrokenProcessPool, RuntimeError) as error:
                self._end()
                what = f"the process of the spaCy pipeline {self._name} ended"
                raise AnnotatorError(what, "", "Try again") from error
        return {w: self._known[w] for w in words}

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise AnnotatorError("the pipeline's process was stopped")
            if self._pool is None:
                one_thread()
                # Never fork: the parent has a window, threads and open databases.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(
                    1, context, initializer=start, initargs=(self._name,)
                )
            return self._pool

    def rest(self) -> None:
        """Ends the process when it has answered, without waiting for that.

        What was found is kept, and the next question starts it again.
        """
        self._threads.submit(self._end)

    def _end(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            end(pool)

    def close(self) -> None:
        """Ends the process for good. May be called twice."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._end()
        self._threads.shutdown(wait=True)
