"""Bring articles and annotated datasets in, from files and folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotator import formats
from annotator.formats.base import Reading, Refusal
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.services.intake import Bring, ImportReport, Intake
from annotator.services.projects import login_name
from annotator.store.project import Project

__all__ = ["Bring", "ImportReport", "import_paths", "look"]

Progress = Callable[[int, int], None]


def import_paths(
    project: Project,
    paths: Sequence[Path],
    bring: Bring = Bring(),  # noqa: B008 - frozen
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import files and folders; what cannot be taken is refused with its reason.

    Articles are stored in batches, each one transaction; a cancelled run keeps the finished ones.
    ``progress(done, total)`` has ``total`` 0 while it is not known. Raises WrongUse for an unknown
    format or option, ProjectError when the project cannot be written, and with ``bring.strict``
    AnnotatorError for any loss or refusal, with nothing stored.
    """
    if bring.strict:
        _forbid_losses(look(project, paths, bring, cancelled=cancelled))
    return _run(project, paths, bring, True, progress, cancelled)


def look(
    project: Project,
    paths: Sequence[Path],
    bring: Bring = Bring(),  # noqa: B008 - frozen
    *,
    limit: int = 0,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """What :func:`import_paths` would report, of the first ``limit`` articles (0: of all).

    Nothing is stored, and labels that the label schema lacks count as if they were added.
    """
    return _run(project, paths, bring, False, None, cancelled, limit)


def texts_only(paths: Sequence[Path]) -> bool:
    """Whether all of it is plain texts, of which nothing has to be asked."""
    report = ImportReport()
    return {kind for _, kind in _files(paths, None, report)} <= {"text"}


def _run(
    project: Project,
    paths: Sequence[Path],
    bring: Bring,
    store: bool,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
    limit: int = 0,
) -> ImportReport:
    if bring.format is not None:
        formats.check_options(formats.reader(bring.format), bring.options)
    report = ImportReport()
    files = list(_files(paths, bring.format, report))
    who = bring.annotator or login_name()
    intake = Intake(project, report, bring, store)
    stop = cancelled or (lambda: False)
    single = all(formats.get(kind).articles for _, kind in files)
    for at, (path, kind) in enumerate(files):
        reading = Reading(who, project.schema(), bring.mapping, bring.options)
        intake.start(reading)
        for found in _read(path, kind, reading):
            if stop() or (limit and intake.seen >= limit):
                report.cancelled = stop()
                break
            intake.take(found)
            if progress:
                progress(at + 1 if single else intake.seen, len(files) if single else 0)
        intake.end()
        if report.cancelled or (limit and intake.seen >= limit):
            break
    intake.finish()
    return report


def _forbid_losses(report: ImportReport) -> None:
    losses = [str(x) for x in (*report.refused[:5], *report.losses)]
    if losses:
        raise AnnotatorError(
            f"not everything can be taken: {'; '.join(losses)}",
            "",
            "Nothing was stored. Correct the files, or leave out --strict",
        )


def _files(
    paths: Sequence[Path], format: str | None, report: ImportReport
) -> Iterator[tuple[Path, str]]:
    for path in map(Path, paths):
        if path.is_dir():
            inside = [
                p
                for p in sorted(path.rglob("*"), key=_natural)
                if p.is_file() and not _hidden(p, path)
            ]
            if not inside:
                report.refused.append(
                    Refusal(str(path), "the folder has no file", "Choose another")
                )
            yield from _of_folder(inside, format, report)
        elif path.is_file():
            yield path, _kind(path, format, report) or "text"
        else:
            report.refused.append(
                Refusal(str(path), "there is no such file or folder", "Check the name")
            )


def _of_folder(
    files: Sequence[Path], format: str | None, report: ImportReport
) -> Iterator[tuple[Path, str]]:
    """Files of a folder, without those that are read together with another one."""
    if format:
        suffixes = formats.get(format).suffixes
        files = [f for f in files if f.suffix.lower() in suffixes] or files
    kinds = {f: _kind(f, format, report) for f in files}
    together = {c for f, kind in kinds.items() if kind for c in formats.companions(f, kind)}
    for file, kind in kinds.items():
        if file in together:
            continue
        if kind:
            yield file, kind
        else:
            known = sorted({s for f in formats.every() if f.reads for s in f.suffixes})
            report.refused.append(
                Refusal(
                    str(file),
                    f"{file.suffix or 'no ending'} is not read",
                    f"Known: {' '.join(known)}",
                )
            )


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """As people count: part 2 before part 10."""
    return [
        (0, int(x), "") if x.isdecimal() else (1, 0, x) for x in re.findall(r"\d+|\D+", str(path))
    ]


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _kind(path: Path, format: str | None, report: ImportReport) -> str | None:
    if format:
        return format
    found = formats.recognise(path)
    if found:
        report.recognised.append((str(path), found.format.name, found.why))
    return found.format.name if found else None


def _read(path: Path, kind: str, reading: Reading) -> Iterator[Document | Refusal]:
    try:
        yield from formats.read(kind, path, reading)
    except AnnotatorError as error:
        yield Refusal(error.where or str(path), error.what, error.remedy)
