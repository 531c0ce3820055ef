"""Trains a spaCy pipeline on exported DocBins; runs in a process of its own (see ``trainer``)."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus, Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry

from annotator.model import bundled
from annotator.model.span import ENTITY
from annotator.model.training import TRAINED, Learned, Prf, TrainJob
from annotator.nlp.installed import BLANK, installed_pipelines, missing

Told = Callable[[int, int, int], None]


class _Ear:
    """Hears from spaCy's training loop, which finds its logger by name only."""

    told: Told | None = None
    share = step = 0


@registry.loggers("annotator.progress.v1")  # type: ignore[untyped-decorator]
def _make_logger() -> Any:
    def setup(nlp: Language, stdout: Any = None, stderr: Any = None) -> Any:
        steps = int(nlp.config["training"]["max_steps"])
        _Ear.step = 0

        def log(info: dict[str, Any] | None) -> None:
            # Called after each step, with figures only where it was scored.
            _Ear.step = min(_Ear.step + 1, steps)
            if _Ear.told is not None:
                _Ear.told(_Ear.share, _Ear.step, steps)

        return log, lambda: None

    return setup


def learn(job: TrainJob, told: Told) -> Iterator[Learned]:
    """Train on each share of the articles, and yield how well that does on those held back.

    The shares are the beginnings of one shuffled list, so that each holds the one before. The
    pipeline of the last is written to ``job.out``. ``told`` hears share, step and steps. Raises
    ``ModelMissing`` for a base that is not there.
    """
    _Ear.told = staticmethod(told)
    folder = Path(job.data)
    docs = _docs(folder / "train.spacy", job)
    random.Random(job.seed).shuffle(docs)
    work = folder / "work"
    work.mkdir(exist_ok=True)
    for part in ("dev", "test"):
        _save(work / f"{part}.spacy", _docs(folder / f"{part}.spacy", job))
    for share in job.shares:
        _Ear.share = share
        some = docs[: max(1, round(len(docs) * share / 100))]
        _save(work / "train.spacy", some)
        nlp = _trained(job, work)
        yield _learned(nlp, work / "test.spacy", share, len(some), job)
    shutil.rmtree(work)
    _whole(job, nlp).to_disk(job.out)


def _docs(path: Path, job: TrainJob) -> list[Doc]:
    """The documents of a part, the layers asked for as the groups that are trained."""
    found = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("en").vocab))
    for doc in found:
        groups = {f"{TRAINED}{x}": list(doc.spans.get(x, ())) for x in job.layers}
        doc.user_data = {}
        doc.spans.clear()
        for key, spans in groups.items():
            doc.spans[key] = spans
    return found


def _save(path: Path, docs: list[Doc]) -> None:
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def _config(job: TrainJob, work: Path) -> Any:
    config = load_config(bundled.path("training.cfg"))
    config["paths"] = {"train": str(work / "train.spacy"), "dev": str(work / "dev.spacy")}
    config["system"]["seed"] = job.seed
    config["training"]["max_steps"] = job.steps
    config["training"]["eval_frequency"] = max(1, min(50, job.steps // 2))
    names = []
    if job.entities:
        names.append("ner")
        config["components"]["ner"] = {"factory": "ner"}
    for layer in job.layers:
        names.append(f"spans_{layer}")
        config["components"][f"spans_{layer}"] = {
            "factory": "spancat", "spans_key": f"{TRAINED}{layer}",
            "suggester": {
                "@misc": "spacy.ngram_range_suggester.v1", "min_size": 1, "max_size": job.longest,
            },
        }  # fmt: skip
    config["nlp"]["pipeline"] = names
    if job.base.startswith(BLANK):
        config["nlp"]["lang"] = job.base.removeprefix(BLANK)
    else:
        # The base's own tokens and words, so that its other components fit to what is learned.
        config["nlp"]["lang"] = _base(job).lang
        config["initialize"] = {
            "before_init": {
                "@callbacks": "spacy.copy_from_base_model.v1",
                "tokenizer": job.base, "vocab": job.base,
            }
        }  # fmt: skip
    return config


def _trained(job: TrainJob, work: Path) -> Language:
    nlp = init_nlp(_config(job, work))
    best = work / "best"
    shutil.rmtree(best, ignore_errors=True)
    best.mkdir()
    quiet = io.StringIO()
    train(nlp, best, stdout=quiet, stderr=quiet)
    return spacy.load(best / "model-best")


def _base(job: TrainJob) -> Language:
    if job.base not in installed_pipelines() and not (Path(job.base) / "config.cfg").is_file():
        raise missing(job.base)
    return spacy.load(job.base)


def _whole(job: TrainJob, learned: Language) -> Language:
    """The base with what was learned in place of its own; alone where the base is blank."""
    if job.base.startswith(BLANK):
        nlp = learned
    else:
        nlp = _base(job)
        for name in learned.pipe_names:
            if name in nlp.pipe_names:
                nlp.remove_pipe(name)
            nlp.add_pipe(name, source=learned)
    nlp.meta["name"] = "annotator_trained"
    nlp.meta["version"] = job.version
    nlp.meta["description"] = "Trained by annotator train"
    return nlp


def _learned(nlp: Language, test: Path, share: int, articles: int, job: TrainJob) -> Learned:
    examples: list[Example] = list(Corpus(test)(nlp))
    scores = nlp.evaluate(examples)
    layers: dict[str, Prf] = {}
    labels: dict[str, Prf] = {}
    wanted = [(x, f"spans_{TRAINED}{x}") for x in job.layers]
    for layer, key in [(ENTITY, "ents"), *wanted] if job.entities else wanted:
        layers[layer] = Prf(*(float(scores.get(f"{key}_{x}") or 0) for x in "prf"))
        for label, found in sorted((scores.get(f"{key}_per_type") or {}).items()):
            labels[f"{layer}:{label}"] = Prf(*(float(found[x] or 0) for x in "prf"))
    return Learned(share, articles, _Ear.step, layers, labels)
