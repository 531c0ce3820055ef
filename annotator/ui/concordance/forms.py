"""Asks for the forms of words; the answer comes on the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.services.lemmas import Lemmas

Answer = dict[str, tuple[str, ...]]
# A language model takes memory; without a question for so long it is let go.
IDLE_MS = 120_000


class Forms(QObject):
    """Of one pipeline at a time: that of the project."""

    _answered = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lemmas: Lemmas | None = None
        self._asked: str | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._rest)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        pipeline: str | None,
        words: Sequence[str],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Find all forms of words; then ``done(forms by word)`` or ``failed(error)``."""
        if self._lemmas is None or self._asked != pipeline:
            self.stop()
            self._lemmas, self._asked = Lemmas(pipeline), pipeline
        self._idle.start()

        def finish(future: Future[Answer]) -> None:
            self._answered.emit(future, done, failed)

        self._lemmas.ask(words).add_done_callback(finish)

    def _deliver(self, future: Future[Answer], done: Any, failed: Any) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, Exception):
            failed(error)

    def _rest(self) -> None:
        if self._lemmas is not None:
            self._lemmas.rest()

    def stop(self) -> None:
        """End the process, whatever it does; the next question starts another."""
        self._idle.stop()
        if self._lemmas is not None:
            self._lemmas.close()
            self._lemmas = None
