"""Train a pipeline on the project's decisions, and tell how well it does on articles held back."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.model.errors import AnnotatorError, WrongUse
from annotator.model.span import ENTITY
from annotator.model.training import SHARES, Learned, Prf, TrainJob, TrainReport
from annotator.model.wording import count
from annotator.nlp import trainer
from annotator.nlp.installed import DEFAULT_PIPELINE
from annotator.services import exporting
from annotator.services.export_run import ExportReport, Want
from annotator.services.selecting import Selection
from annotator.services.splitting import Split
from annotator.store.failures import explain
from annotator.store.project import Project

__all__ = ["TrainReport", "Training", "train"]

# With fewer examples of a label its figures say more of chance than of the pipeline.
_FEW = 20
_PARTS = ("train", "dev", "test")


@dataclass(frozen=True)
class Training:
    """How to train: on which layers, in which parts, on top of which pipeline, for how long.

    ``shares`` are percents of the training articles to draw the learning curve by; 100 is always
    the last. ``selection`` says whose decisions, on which articles.
    """

    layers: tuple[str, ...] = (ENTITY,)
    split: Split = field(default_factory=lambda: Split((80, 10, 10)))
    selection: Selection = field(default_factory=Selection)
    base: str = DEFAULT_PIPELINE
    steps: int = 2000
    shares: tuple[int, ...] = SHARES


def train(
    project: Project,
    out: Path,
    how: Training = Training(),
    *,
    progress: Callable[[int, int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TrainReport:
    """Export, train in a process of its own, score on the articles held back, write the report.

    ``out`` is a folder to be: ``model-best`` (a spaCy pipeline, also for ``suggest --pipeline``),
    ``report.md``, ``report.json``, and ``data`` with the parts that it was trained and tested on.
    ``progress`` hears the share in percent, the step, and how many steps there are at most; a
    cancelled training leaves nothing. Raises AnnotatorError where there are too few decisions, or
    ``out`` is there already; ModelMissing for a base that is not; WrongUse for wrong shares.
    """
    began = time.monotonic()
    _check(out, how)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AnnotatorError(*explain(error, out)) from error
    done = False
    try:
        selection = replace(how.selection, layers=how.layers)
        exported = exporting.export(
            project, out / "data", Want("spacy"), selection, how.split, cancelled=cancelled
        )
        if exported.cancelled:
            return TrainReport(cancelled=True)
        _check_parts(project, exported)
        job = TrainJob(
            str(out / "data"), str(out / "model-best"),
            tuple(x for x in how.layers if x != ENTITY), ENTITY in how.layers, how.base, how.steps,
            how.split.seed, _shares(how), _version(exported, how),
        )  # fmt: skip
        curve = trainer.run(job, progress, cancelled)
        if curve is None:
            return TrainReport(cancelled=True)
        report = _report(job, exported, curve, time.monotonic() - began)
        _write(out, report)
        done = True
        return report
    except OSError as error:
        raise AnnotatorError(*explain(error, out)) from error
    finally:
        if not done:
            shutil.rmtree(out, ignore_errors=True)


def _check(out: Path, how: Training) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise AnnotatorError("this is there already", str(out), "Choose another name")
    if not how.layers:
        raise WrongUse("there is no layer to train on", "", "Name some with --layers")
    if len(how.split.shares) != 3 or not all(how.split.shares):
        raise WrongUse(
            "training needs three parts: to learn from, to stop by, to test on", "",
            "Give three shares that make 100: --split 80/10/10",
        )  # fmt: skip
    if not all(0 < x <= 100 for x in how.shares) or how.steps < 1:
        raise WrongUse(
            "shares are percents, and there is at least one step", "", "Use --curve 25,50,75,100"
        )


def _shares(how: Training) -> tuple[int, ...]:
    return tuple(sorted({*how.shares, 100}))


def _check_parts(project: Project, exported: ExportReport) -> None:
    for part in _PARTS:
        spans = sum(exported.spans.get(part, {}).values())
        if not spans:
            what = {"train": "learn from", "dev": "stop by", "test": "test on"}[part]
            raise AnnotatorError(
                f"{count(exported.articles, 'article')} can be used, and no span is left to {what}",
                str(project.path),
                "Review some more to the end (ten are the least, hundreds are good; near copies"
                " count as one), take those not done with --all, or deal anew with --resplit",
            )


def _version(exported: ExportReport, how: Training) -> str:
    """Another one for other data or another way: suggestions say which pipeline they are by."""
    said = json.dumps([sorted(exported.digests.items()), how.base, how.steps, how.split.seed])
    return f"1.0.0+{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def _report(
    job: TrainJob, exported: ExportReport, curve: list[Learned], seconds: float
) -> TrainReport:
    train_spans = exported.spans.get("train", {})
    few = [f"{label} ({number})" for label, number in sorted(train_spans.items()) if number < _FEW]
    # Zones play no part in what is learned.
    remarks = [str(loss) for loss in exported.losses if loss.what != "zones"]
    if few:
        remarks.append(f"labels with fewer than {_FEW} examples to learn from: {', '.join(few)}")
    unseen = sorted(set(exported.spans.get("test", {})) - set(train_spans))
    if unseen:
        remarks.append(f"labels to be found that none was learned of: {', '.join(unseen)}")
    if job.layers:
        remarks.append(f"spans of more than {job.longest} tokens are not learned")
    return TrainReport(
        job.out, job.base, dict(exported.parts), exported.spans, curve, remarks, round(seconds, 1)
    )


def _write(out: Path, report: TrainReport) -> None:
    (out / "report.json").write_text(
        json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    (out / "report.md").write_text("\n".join(_page(report)) + "\n", encoding="utf-8")


def _page(report: TrainReport) -> Iterator[str]:
    last = report.curve[-1]
    parts = ", ".join(f"{report.parts.get(p, 0):,} {p}" for p in _PARTS)
    yield "# Trained pipeline\n"
    yield f"On top of `{report.base}`; articles: {parts}. Trained in {report.seconds:.0f} s."
    yield f"\nUse it: `annotator suggest PROJECT --pipeline {report.model}`"
    yield "\n## On the articles held back\n"
    yield "Exact range and label.\n"
    yield "| label | learned from | to be found | precision | recall | F1 |"
    yield "|---|--:|--:|--:|--:|--:|"
    for layer, total in last.layers.items():
        for label, found in last.labels.items():
            if label.startswith(f"{layer}:"):
                yield _line(label, found, report)
        yield _line(f"{layer}:", total, report, f"**{layer}, all labels**")
    yield "\n## Learning curve\n"
    yield f"| articles | {' | '.join(f'{x} F1' for x in last.layers)} | steps |"
    yield f"|--:|{'--:|' * len(last.layers)}--:|"
    for point in report.curve:
        figures = " | ".join(f"{x.f1:.3f}" for x in point.layers.values())
        yield f"| {point.articles:,} ({point.share}%) | {figures} | {point.steps:,} |"
    if report.remarks:
        yield "\n## To be known\n"
        yield from (f"- {x}" for x in report.remarks)


def _line(label: str, found: Prf, report: TrainReport, shown: str = "") -> str:
    numbers = [
        sum(n for x, n in report.examples.get(part, {}).items() if x.startswith(label))
        if shown
        else report.examples.get(part, {}).get(label, 0)
        for part in ("train", "test")
    ]
    figures = f"{found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f}"
    return f"| {shown or label} | {numbers[0]:,} | {numbers[1]:,} | {figures} |"
