"""A spaCy pipeline that turns articles into suggestions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from annotator.model.span import CLAIMS_FROM
from annotator.model.suggestion import Suggestions, SuggestJob
from annotator.nlp.assemble import suggestions
from annotator.nlp.claims import NAME as CLAIMS
from annotator.nlp.installed import BLANK, DEFAULT_PIPELINE, installed_pipelines, missing
from annotator.nlp.names import NAME as NAMES
from annotator.nlp.quotes import NAME as QUOTES
from annotator.nlp.speed import numpy_products, spare

__all__ = ["DEFAULT_PIPELINE", "MAX_CHUNK", "Pipeline", "installed_pipelines", "load"]

MAX_CHUNK = 100_000
"""Characters that a model sees at once; longer texts are cut at paragraph borders."""

_BATCH = 32
_BATCH_CHARACTERS = 60_000
_RUN = re.compile(r"\S{1000,}")
_SIGN = re.compile(r"[^\w\s]")


def load(name_or_path: str, claims: float | None = CLAIMS_FROM) -> Pipeline:
    """The installed package, the folder, or for ``blank:xx`` the bare tokenizer of language xx.

    ``claims`` is the score from which claims are suggested, None for no claims.
    Nothing is downloaded. Raises :class:`annotator.model.errors.ModelMissing` with the command
    that would install the pipeline.
    """
    if name_or_path.startswith(BLANK):
        return Pipeline(_blank(name_or_path), name_or_path, claims)
    folder = Path(name_or_path).expanduser()
    if (folder / "config.cfg").is_file():
        return Pipeline(_load(folder), folder.resolve().name, claims)
    if name_or_path not in installed_pipelines():
        raise missing(name_or_path)
    return Pipeline(_load(name_or_path), name_or_path, claims)


def _load(name_or_path: str | Path) -> Language:
    with numpy_products():
        return spacy.load(name_or_path)


def _blank(name: str) -> Language:
    try:
        return spacy.blank(name.removeprefix(BLANK))
    except ImportError as error:
        raise missing(name) from error


class Pipeline:
    """A loaded pipeline; ``nlp`` is the spaCy object, ``name`` tells package and version."""

    def __init__(self, nlp: Language, name: str, claims: float | None = CLAIMS_FROM) -> None:
        self.nlp = nlp
        blank = name.startswith(BLANK)
        version = metadata.version("spacy") if blank else nlp.meta.get("version", "0")
        self.name = f"{name}@{version}"
        if NAMES not in nlp.pipe_names:
            _add_names(nlp)
        if QUOTES not in nlp.pipe_names:
            nlp.add_pipe(QUOTES, last=True)
        if CLAIMS not in nlp.pipe_names and claims is not None:
            nlp.add_pipe(CLAIMS, last=True, config={"threshold": claims})
        spare(nlp)
        self._limit = max(1, min(nlp.max_length, MAX_CHUNK))

    def annotate(self, jobs: Iterable[SuggestJob]) -> Iterator[Suggestions]:
        """One :class:`Suggestions` per job, in order; a job that fails has ``error`` set.

        Spans are code points of the job's text. Reads ``jobs`` a few at a time.
        """
        for batch in _batches(jobs):
            yield from self._batch(batch)

    def _batch(self, jobs: list[SuggestJob]) -> list[Suggestions]:
        pieces = [list(_chunks(job.text, self._limit)) for job in jobs]
        texts = [_tame(text) for chunks in pieces for _, text in chunks]
        # The models hold a kilobyte or more for each character that they see at once.
        at_once = max(1, _BATCH_CHARACTERS // max(1, *map(len, texts)))
        docs = self.nlp.pipe(texts, batch_size=at_once)
        try:
            return [
                suggestions(job, ((offset, next(docs)) for offset, _ in chunks))
                for job, chunks in zip(jobs, pieces, strict=True)
            ]
        except Exception:  # any component may fail in its own way; found out one by one
            return [self._alone(job) for job in jobs]

    def _alone(self, job: SuggestJob) -> Suggestions:
        try:
            parts: list[tuple[int, Doc]] = [
                (offset, self.nlp(_tame(text))) for offset, text in _chunks(job.text, self._limit)
            ]
            return suggestions(job, parts)
        except Exception as error:  # reported to the caller, article by article
            return Suggestions(job.pk, error=f"{type(error).__name__}: {error}")


def _batches(jobs: Iterable[SuggestJob]) -> Iterator[list[SuggestJob]]:
    """A few jobs at a time, so that many short ones share the models' work and long ones do not."""
    batch: list[SuggestJob] = []
    characters = 0
    for job in jobs:
        if batch and (len(batch) == _BATCH or characters + len(job.text) > _BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(job)
        characters += len(job.text)
    if batch:
        yield batch


def _add_names(nlp: Language) -> None:
    """Behind all that finds entities, and before the quotations, which read them."""
    if QUOTES in nlp.pipe_names:
        nlp.add_pipe(NAMES, before=QUOTES)
    else:
        nlp.add_pipe(NAMES, last=True)


def _tame(text: str) -> str:
    """The text with endless runs of signs blanked out, offset by offset.

    spaCy's tokenizer peels signs off one by one: the square of the run's length, minutes for a
    page of dashes. No word is that long, so that nothing an analyst could want is lost.
    """

    def blank(run: re.Match[str]) -> str:
        signs = len(_SIGN.findall(run.group()))
        return _SIGN.sub(" ", run.group()) if signs * 5 > len(run.group()) * 2 else run.group()

    return _RUN.sub(blank, text)


def _chunks(text: str, limit: int) -> Iterator[tuple[int, str]]:
    """``(offset, piece)`` with pieces of at most ``limit`` characters, cut at paragraph borders.

    A paragraph that is longer by itself is cut at white space, else anywhere.
    """
    start = 0
    while len(text) - start > limit:
        border = text.rfind("\n", start, start + limit) + 1
        if border <= start:
            border = text.rfind(" ", start, start + limit) + 1
        if border <= start:
            border = start + limit
        yield start, text[start:border]
        start = border
    if start < len(text) or not text:
        yield start, text[start:]
