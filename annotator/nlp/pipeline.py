"""A spaCy pipeline that turns articles into suggestions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from annotator.model.suggestion import Suggestions, SuggestJob
from annotator.nlp.assemble import suggestions
from annotator.nlp.installed import BLANK, DEFAULT_PIPELINE, installed_pipelines, missing
from annotator.nlp.quotes import NAME as QUOTES
from annotator.nlp.words import words

__all__ = ["DEFAULT_PIPELINE", "MAX_CHUNK", "Pipeline", "installed_pipelines", "load"]

MAX_CHUNK = 200_000
"""Characters that a model sees at once; longer texts are cut at paragraph borders."""

_BATCH = 16
# A pipeline of these only reads no lemma, so that nothing changes without the lemmatizer.
_LEMMA_FREE = words("""
tok2vec transformer curated_transformer tagger morphologizer parser senter sentencizer
attribute_ruler ner lemmatizer trainable_lemmatizer
""")
_RUN = re.compile(r"\S{1000,}")
_SIGN = re.compile(r"[^\w\s]")


def load(name_or_path: str) -> Pipeline:
    """The installed package, the folder, or for ``blank:xx`` the bare tokenizer of language xx.

    Nothing is downloaded. Raises :class:`annotator.model.errors.ModelMissing` with the command
    that would install the pipeline.
    """
    if name_or_path.startswith(BLANK):
        return Pipeline(_blank(name_or_path), name_or_path)
    folder = Path(name_or_path).expanduser()
    if (folder / "config.cfg").is_file():
        return Pipeline(spacy.load(folder), folder.resolve().name)
    if name_or_path not in installed_pipelines():
        raise missing(name_or_path)
    return Pipeline(spacy.load(name_or_path), name_or_path)


def _blank(name: str) -> Language:
    try:
        return spacy.blank(name.removeprefix(BLANK))
    except ImportError as error:
        raise missing(name) from error


class Pipeline:
    """A loaded pipeline; ``nlp`` is the spaCy object, ``name`` tells package and version."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        blank = name.startswith(BLANK)
        version = metadata.version("spacy") if blank else nlp.meta.get("version", "0")
        self.name = f"{name}@{version}"
        _spare_lemmatizer(nlp)
        if QUOTES not in nlp.pipe_names:
            nlp.add_pipe(QUOTES, last=True)
        self._limit = max(1, min(nlp.max_length, MAX_CHUNK))

    def annotate(self, jobs: Iterable[SuggestJob]) -> Iterator[Suggestions]:
        """One :class:`Suggestions` per job, in order; a job that fails has ``error`` set.

        Spans are code points of the job's text. Reads ``jobs`` a few at a time.
        """
        waiting = iter(jobs)
        while batch := list(islice(waiting, _BATCH)):
            yield from self._batch(batch)

    def _batch(self, jobs: list[SuggestJob]) -> Iterator[Suggestions]:
        pieces = [list(_chunks(job.text, self._limit)) for job in jobs]
        try:
            docs = iter(
                list(self.nlp.pipe([_tame(text) for chunks in pieces for _, text in chunks]))
            )
            done = [
                suggestions(job, [(offset, next(docs)) for offset, _ in chunks])
                for job, chunks in zip(jobs, pieces, strict=True)
            ]
        except Exception:  # any component may fail in its own way; found out one by one
            done = [self._alone(job) for job in jobs]
        yield from done

    def _alone(self, job: SuggestJob) -> Suggestions:
        try:
            parts: list[tuple[int, Doc]] = [
                (offset, self.nlp(_tame(text))) for offset, text in _chunks(job.text, self._limit)
            ]
            return suggestions(job, parts)
        except Exception as error:  # reported to the caller, article by article
            return Suggestions(job.pk, error=f"{type(error).__name__}: {error}")


def _spare_lemmatizer(nlp: Language) -> None:
    kinds = {nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    if kinds <= _LEMMA_FREE:
        for name in nlp.pipe_names:
            if nlp.get_pipe_meta(name).factory in ("lemmatizer", "trainable_lemmatizer"):
                nlp.disable_pipe(name)


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
