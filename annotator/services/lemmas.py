"""The forms of words, for searches by lemma."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from annotator.nlp.installed import DEFAULT_PIPELINE


class Lemmas:
    """By the rules of one pipeline, None for the usual one; nothing is loaded into this process."""

    def __init__(self, pipeline: str | None = None) -> None:
        # What starts processes is not wanted by a window that only opens.
        from annotator.nlp.forms import FormsProcess

        self.pipeline = pipeline or DEFAULT_PIPELINE
        self._process = FormsProcess(self.pipeline)

    def ask(self, words: Sequence[str]) -> Future[dict[str, tuple[str, ...]]]:
        """All forms of each word, in small letters, itself among them; the first answer takes long.

        The future raises ModelMissing when the pipeline is not installed, and AnnotatorError when
        it has no rules of inflection.
        """
        return self._process.ask(words)

    def rest(self) -> None:
        """Hold no memory from when all is answered until the next question; does not wait."""
        self._process.rest()

    def close(self) -> None:
        """Ask no more. May be called twice."""
        self._process.close()
