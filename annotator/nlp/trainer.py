"""Starts the training in a process of its own, and hears from it. No spaCy in this one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from annotator.model.errors import AnnotatorError
from annotator.model.training import Learned, TrainJob
from annotator.nlp.threads import one_thread


def run(
    job: TrainJob,
    progress: Callable[[int, int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Learned] | None:
    """Train as ``job`` says; how well each share does, or None when it was cancelled.

    ``progress`` hears share in percent, step and steps. Raises AnnotatorError where the process
    fails or dies.
    """
    one_thread()
    # Never fork: the parent may have a window, threads and open databases.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        return _listen(ours, progress, cancelled)
    finally:
        if process.is_alive():
            process.terminate()
        process.join()
        process.close()
        ours.close()


def _listen(
    ours: Connection,
    progress: Callable[[int, int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> list[Learned] | None:
    found: list[Learned] = []
    while True:
        if cancelled and cancelled():
            return None
        if not ours.poll(0.2):
            continue
        try:
            kind, value = ours.recv()
        except EOFError:
            raise AnnotatorError(
                "the training's process died", "", "Close other programs, or train on less"
            ) from None
        if kind == "step" and progress:
            progress(*value)
        elif kind == "learned":
            found.append(value)
        elif kind == "failed":
            raise AnnotatorError(*value)
        elif kind == "done":
            return found


def _work(job: TrainJob, theirs: Connection) -> None:
    def say(kind: str, value: Any = None) -> None:
        theirs.send((kind, value))

    from annotator.nlp.worker import tie_to_parent

    tie_to_parent()
    try:
        from annotator.nlp.training import learn

        for learned in learn(job, lambda *step: say("step", step)):
            say("learned", learned)
        say("done")
    except AnnotatorError as error:
        say("failed", (error.what, error.where, error.remedy))
    except Exception as error:  # spaCy raises of all kinds; the process has no one else to tell
        words = " ".join(str(error).split())[:300]
        say("failed", (f"the training failed: {type(error).__name__}: {words}", "",
                       "Look at the data in the folder, or take fewer layers"))  # fmt: skip
    finally:
        theirs.close()
