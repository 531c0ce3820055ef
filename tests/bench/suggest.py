"""Articles a second from text to stored suggestions, against raw ``nlp.pipe`` of the same pipeline.

The reference runs every component of the package over the same texts and keeps nothing. Both
pipelines are loaded first, both take turns on parts of the texts in one process, and the median of
the turns' ratios counts, so that a busy machine disturbs both alike. ``two_process_ratio`` is two
pipeline processes that store into one project, started beforehand, against the same reference.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import annotator.cli  # noqa: F401 - as the program starts: before numpy
from annotator.model import bundled
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.suggestion import SuggestJob
from annotator.nlp.worker import DEFAULT_PIPELINE, PipelineProcess
from annotator.nlp.zones import find_zones
from annotator.services import projects, suggesting
from annotator.store import articles
from annotator.store.project import Project

TURNS = 4


def variations(count: int) -> list[str]:
    """The bundled articles, each time with its paragraphs in another order and other numbers."""
    paths = sorted(bundled.path("articles").glob("*.txt"))
    originals = [path.read_text("utf-8").split("\n\n") for path in paths]
    rng = random.Random(7)
    texts = []
    for number in range(count):
        title, *rest = originals[number % len(originals)]
        rng.shuffle(rest)
        shift = str.maketrans("0123456789", "".join(rng.sample("0123456789", 10)))
        texts.append("\n\n".join([title, *rest]).translate(shift))
    return texts


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fill(project: Project, texts: Iterable[str]) -> list[int]:
    """Import the texts; returns their pks."""
    with project.transaction():
        return [
            articles.add(project, Document(Article(0, f"a{n}", "", text, zones=find_zones(text))))
            for n, text in enumerate(texts)
        ]


def run(project: Project, pipe: suggesting.Pipe, pks: list[int], in_flight: int = 1) -> None:
    """Suggest for these articles and store it; all of them must come out."""
    report = suggesting.suggest(lambda work: work(project), pipe, pks=pks, in_flight=in_flight)
    if report.articles != len(pks):
        raise SystemExit(f"only {report.articles} of {len(pks)} were suggested: {report.failed}")


def one_process(texts: list[str], folder: Path, name: str) -> tuple[float, float, float]:
    """Articles a second stored and raw, and the median ratio of the turns."""
    import spacy

    raw, pipe = spacy.load(name), suggesting.InProcess(name)
    list(raw.pipe(texts[:8]))
    list(pipe.submit([SuggestJob(0, text) for text in texts[:8]]).result())
    ours, theirs = [], []
    with projects.create_project(folder / "one.db") as project:
        pks = fill(project, texts)
        size = len(texts) // TURNS
        for turn in range(TURNS):
            part = slice(turn * size, (turn + 1) * size)
            theirs.append(seconds(lambda part=part: list(raw.pipe(texts[part]))))  # type: ignore[misc]
            ours.append(seconds(lambda part=part: run(project, pipe, pks[part])))  # type: ignore[misc]
    ratio = statistics.median(a / b for a, b in zip(theirs, ours, strict=True))
    return size * TURNS / sum(ours), size * TURNS / sum(theirs), ratio


def two_processes(texts: list[str], folder: Path, name: str) -> float:
    """Articles a second with two pipeline processes."""
    with (
        projects.create_project(folder / "two.db") as project,
        PipelineProcess(name, 2) as pipe,
    ):
        pks = fill(project, texts)
        warm = [pipe.submit([SuggestJob(0, t) for t in texts[:8]]) for _ in range(2)]
        for future in warm:
            future.result()
        return len(texts) / seconds(lambda: run(project, pipe, pks, in_flight=3))


def measure() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    parser.add_argument("--limit", type=int, default=160, metavar="N", help="articles")
    args = parser.parse_args()
    texts = variations(max(args.limit, 4 * TURNS))
    with tempfile.TemporaryDirectory() as folder:
        stored, raw, ratio = one_process(texts, Path(folder), args.pipeline)
        two = two_processes(texts, Path(folder), args.pipeline)
    figures = {
        "articles_per_s": round(stored, 1),
        "ratio": round(ratio, 2),
        "two_process_ratio": round(two / raw, 2),
        "two_process_speedup": round(two / stored, 2),
        "raw_articles_per_s": round(raw, 1),
        "articles": len(texts),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    measure()
