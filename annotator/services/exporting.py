"""Write a dataset: which articles, in which parts, in which format, and what did not fit."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from annotator import formats
from annotator.formats import jsonl
from annotator.formats.base import Loss, Losses
from annotator.formats.spacy_docbin import Writer as DocBinWriter
from annotator.model.errors import AnnotatorError, WrongUse
from annotator.model.wording import count
from annotator.services import selecting, splitting
from annotator.services.selecting import Chosen, Selection
from annotator.services.splitting import Split
from annotator.store import articles
from annotator.store.failures import explain
from annotator.store.project import Project

WHOLE = ""


@dataclass
class ExportReport:
    """Files written, articles and spans in each part, and what the format could not hold."""

    files: list[Path] = field(default_factory=list)
    articles: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    spans: dict[str, dict[str, int]] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    cancelled: bool = False


class _Part(Protocol):
    """A file being written."""

    def add(self, chosen: Chosen) -> None:
        """Write an article."""

    def finish(self) -> Losses:
        """Complete the file."""

    def discard(self) -> None:
        """Let go of the file, complete or not."""


class _Jsonl:
    def __init__(self, path: Path) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="\n")

    def add(self, chosen: Chosen) -> None:
        jsonl.write([chosen.document], self._file)

    def finish(self) -> Losses:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Losses()

    def discard(self) -> None:
        self._file.close()


class _DocBin:
    def __init__(self, path: Path) -> None:
        self._path, self._writer = path, DocBinWriter()

    def add(self, chosen: Chosen) -> None:
        self._writer.add(chosen.document, chosen.spans, chosen.relations)

    def finish(self) -> Losses:
        self._writer.save(self._path)
        return self._writer.losses

    def discard(self) -> None:
        """Nothing is open until the end."""


_WRITERS: dict[str, Callable[[Path], _Part]] = {"jsonl": _Jsonl, "spacy": _DocBin}


def export(
    project: Project,
    out: Path,
    format: str,
    selection: Selection = Selection(),  # noqa: B008 - frozen
    split: Split | None = None,
    *,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write the selected articles to ``out``, or with a split to one file for each part.

    The files appear when all is written; a failed or cancelled export leaves nothing.
    Raises AnnotatorError for an empty selection, naming what would lift it, and where ``out``
    cannot be written or is there already.
    """
    known = formats.get(format)
    if not known.writes:
        known_writers = ", ".join(f.name for f in formats.FORMATS if f.writes)
        raise WrongUse(
            f"the format {format} is read, not written", "", f"Use one of {known_writers}"
        )
    selecting.check(project, selection)
    parts = _assign(project, selection, known.training, split)
    targets = _targets(Path(out), known.suffixes[0], split, set(parts.values()), force)
    run = _Run(format, targets, parts)
    try:
        _write(project, selection, known.training, run, progress, cancelled)
    except OSError as error:
        raise AnnotatorError(*explain(error, out)) from error
    finally:
        run.clean()
    return run.report


def preview(project: Project, format: str, selection: Selection) -> tuple[int, dict[str, int]]:
    """How many articles, and how many spans of each ``layer:LABEL``, an export would take.

    Raises AnnotatorError as :func:`export` would.
    """
    selecting.check(project, selection)
    found, labels = 0, Counter[str]()
    training = formats.get(format).training
    for chosen in _chosen(project, selection, training):
        found += 1
        labels.update(f"{s.layer}:{s.label}" for s in chosen.spans)
    if not found or (training and not labels):
        raise _empty(project, selection, bool(found))
    return found, dict(labels)


class _Run:
    """Files in the making, beside their final names."""

    def __init__(self, format: str, targets: dict[str, Path], parts: dict[int, str]) -> None:
        self.format, self.targets, self.parts = format, targets, parts
        self.report = ExportReport()
        self.losses = Losses()
        self._writers: dict[str, _Part] = {}

    def _temporary(self, part: str) -> Path:
        target = self.targets[part]
        return target.with_name(f".{target.name}.part")

    def open(self) -> None:
        """Start every part, so that an unwritable place is found before the work."""
        for part, target in self.targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            self._temporary(part).touch()
            self._writers[part] = _WRITERS[self.format](self._temporary(part))

    def add(self, chosen: Chosen) -> None:
        """Write one article to its part."""
        part = self.parts[chosen.document.article.pk]
        self._writers[part].add(chosen)
        report = self.report
        report.articles += 1
        report.parts[part or "all"] = report.parts.get(part or "all", 0) + 1
        labels = Counter(f"{s.layer}:{s.label}" for s in chosen.spans)
        known = report.spans.setdefault(part or "all", {})
        for label, number in labels.items():
            known[label] = known.get(label, 0) + number

    def finish(self) -> None:
        """Complete all files, then give them their names."""
        for writer in self._writers.values():
            self.losses.merge(writer.finish())
        for part, target in self.targets.items():
            self._temporary(part).replace(target)
            self.report.files.append(target)
        self.report.losses = self.losses.listed()

    def clean(self) -> None:
        """Remove what was not finished."""
        for writer in self._writers.values():
            writer.discard()
        for part in self.targets:
            if self._temporary(part).exists():
                self._temporary(part).unlink()


def _write(
    project: Project,
    selection: Selection,
    training: bool,
    run: _Run,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    run.open()
    for chosen in _chosen(project, selection, training):
        if chosen.document.article.pk not in run.parts:
            continue
        if cancelled and cancelled():
            run.report.cancelled = True
            return
        run.add(chosen)
        if progress:
            progress(run.report.articles, len(run.parts))
    run.finish()


def _chosen(project: Project, selection: Selection, training: bool) -> Iterator[Chosen]:
    if training:
        yield from selecting.choose(project, selection)
        return
    for document in articles.load_all(project, articles.all_pks(project)):
        kept = selecting.narrow(document, selection) if selection.narrows else document
        yield Chosen(kept, tuple(kept.spans.values()), tuple(kept.relations.values()))


def _assign(
    project: Project, selection: Selection, training: bool, split: Split | None
) -> dict[int, str]:
    """Each selected article's part. Raises AnnotatorError when there is none."""
    group = split.group_by if split else "none"
    items = []
    spans = 0
    for chosen in _chosen(project, selection, training):
        article = chosen.document.article
        spans += len(chosen.spans)
        value = getattr(article, group) if group not in ("none", "id") else None
        items.append((article.pk, str(value) if value else f"article {article.pk}"))
    if not items or (training and not spans):
        raise _empty(project, selection, bool(items))
    return splitting.assign(items, split) if split else {pk: WHOLE for pk, _ in items}


def _empty(project: Project, selection: Selection, reviewed: bool) -> AnnotatorError:
    total = len(articles.all_pks(project))
    if not total:
        return AnnotatorError(
            "the project has no articles", str(project.path), "Import some: annotator import"
        )
    if not reviewed:
        return AnnotatorError(
            f"none of the {count(total, 'article')} has been reviewed to the end (done)",
            str(project.path),
            "Finish articles with Ctrl+Enter, or take all of them with --all",
        )
    states = ", ".join(selection.states or ("accepted",))
    return AnnotatorError(
        f"no span is {states} in the layers asked for",
        str(project.path),
        "Take suggestions too with --states accepted,suggested, or other --layers",
    )


def _targets(
    out: Path, suffix: str, split: Split | None, parts: set[str], force: bool
) -> dict[str, Path]:
    if split is None:
        targets = {WHOLE: out / f"dataset{suffix}" if out.is_dir() else out}
    elif out.suffix:
        targets = {p: out.with_name(f"{out.stem}-{p}{out.suffix}") for p in sorted(parts)}
    else:
        targets = {p: out / f"{p}{suffix}" for p in sorted(parts)}
    for target in targets.values():
        if target.exists() and not force:
            raise AnnotatorError(
                "this file is there already", str(target), "Choose another name, or use --force"
            )
    return targets
