"""Run a pipeline over the articles that wait for it, and store what it suggests."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from annotator.model.edit import Edit
from annotator.model.span import CLAIMS_FROM
from annotator.model.suggestion import Suggestions, SuggestJob
from annotator.nlp.installed import DEFAULT_PIPELINE, missing
from annotator.store import suggestions
from annotator.store.project import Project

T = TypeVar("T")
BATCH = 32
# One wait for the disk serves a few articles; a key pressed meanwhile waits for no more of them.
TOGETHER = 4


class Database(Protocol):
    """Runs a function of the project wherever the project lives, and gives back its result."""

    def __call__(self, work: Callable[[Project], T], /) -> T:
        """Run and wait."""


class Pipe(Protocol):
    """A pipeline that takes batches."""

    @property
    def name(self) -> str:
        """Package and version."""

    def submit(self, jobs: list[SuggestJob]) -> Future[list[Suggestions]]:
        """Start a batch."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Articles done, articles in all."""

    done: int
    total: int


@dataclass
class SuggestReport:
    """What a run did."""

    pipeline: str = ""
    articles: int = 0
    spans: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    cancelled: bool = False


class InProcess:
    """A pipeline in this process, for the command line."""

    def __init__(self, name: str | None = None, claims: float | None = CLAIMS_FROM) -> None:
        from annotator.nlp.pipeline import load

        self._pipeline = load(name or DEFAULT_PIPELINE, claims)
        self.name = self._pipeline.name

    def submit(self, jobs: list[SuggestJob]) -> Future[list[Suggestions]]:
        """Run the batch; the result is there when this returns."""
        future: Future[list[Suggestions]] = Future()
        future.set_result(list(self._pipeline.annotate(jobs)))
        return future


def suggest(
    db: Database,
    pipe: Pipe,
    *,
    pks: Sequence[int] | None = None,
    in_flight: int = 1,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    stored: Callable[[Edit], None] | None = None,
) -> SuggestReport:
    """Suggest for the articles named, or all that this pipeline has not been through.

    Articles are stored a few in one transaction as soon as their batch is back, so that a stopped
    run goes on where it ended. The first batches are small: somebody waits for them. ``in_flight``
    batches are with the pipeline at once.
    Raises ModelMissing, ProjectError.
    """
    report = SuggestReport(pipe.name)
    stop = cancelled or (lambda: False)
    waiting = list(pks) if pks is not None else db(lambda p: suggestions.waiting(p, pipe.name))
    _tell(progress, 0, len(waiting))
    todo = deque(_batches(waiting))
    running: deque[Future[list[Suggestions]]] = deque()
    while (todo or running) and not report.cancelled:
        while todo and len(running) < in_flight:
            batch = todo.popleft()
            running.append(pipe.submit(db(lambda p, b=batch: suggestions.jobs(p, b))))  # type: ignore[misc]
        found = running.popleft().result()
        for at in range(0, len(found), TOGETHER):
            if stop():
                report.cancelled = True
                break
            for item, edit in _store(db, pipe.name, found[at : at + TOGETHER]):
                _note(db, item, report)
                if stored:
                    stored(edit)
                _tell(progress, report.articles + len(report.failed), len(waiting))
    return report


def _batches(waiting: Sequence[int]) -> Iterator[Sequence[int]]:
    at, size = 0, 1
    while at < len(waiting):
        yield waiting[at : at + size]
        at, size = at + size, min(2 * size, BATCH)


def _tell(progress: Callable[[Progress], None] | None, done: int, total: int) -> None:
    if progress:
        progress(Progress(done, total))


def _store(
    db: Database, pipeline: str, found: Sequence[Suggestions]
) -> list[tuple[Suggestions, Edit]]:
    """What was stored, with its edit; what cannot be put into words of the file as failed."""
    try:
        edits = db(lambda p: suggestions.store_all(p, pipeline, found))
    except (TypeError, ValueError) as error:
        if len(found) > 1:
            return [x for item in found for x in _store(db, pipeline, [item])]
        found = [Suggestions(found[0].pk, error=f"{type(error).__name__}: {error}")]
        edits = db(lambda p: suggestions.store_all(p, pipeline, found))
    return list(zip(found, edits, strict=True))


def _note(db: Database, found: Suggestions, report: SuggestReport) -> None:
    if found.error is None:
        report.articles += 1
        report.spans += len(found.spans)
    else:
        report.failed.append((db(lambda p: suggestions.article_id(p, found.pk)), found.error))


def in_processes(
    db: Database,
    pipeline: str | None,
    processes: int = 1,
    claims: float | None = CLAIMS_FROM,
    **options: object,
) -> SuggestReport:
    """As :func:`suggest`, the pipeline in processes of its own, ended afterwards.

    ``claims`` is the score from which claims are suggested, None for no claims.
    """
    from annotator.nlp.worker import PipelineProcess

    with PipelineProcess(pipeline or DEFAULT_PIPELINE, processes, claims) as pipe:
        return suggest(db, pipe, in_flight=processes + 1, **options)  # type: ignore[arg-type]


def pipeline_in(folder: str) -> str:
    """The folder as a whole path, or the ``model-best`` in it, as ``annotator train`` writes it.

    Raises ModelMissing where neither holds a pipeline.
    """
    given = Path(folder.strip() or "./").expanduser()
    places = (given, given / "model-best") if folder.strip() else ()
    for place in places:
        if (place / "config.cfg").is_file():
            return str(place.resolve())
    raise missing(f"{given}/")


def pipelines() -> Iterable[str]:
    """Names of the installed pipelines."""
    from annotator.nlp.installed import installed_pipelines

    return installed_pipelines()
