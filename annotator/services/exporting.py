"""Write a dataset: which articles, in which parts, in which format, and what did not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator import formats
from annotator.formats.base import Format, Record
from annotator.model.errors import AnnotatorError
from annotator.model.span import ACCEPTED
from annotator.model.wording import count
from annotator.services import cards, selecting, splitting, twins
from annotator.services.export_run import ExportReport, Run, Want
from annotator.services.selecting import Selection
from annotator.services.splitting import Item, Split
from annotator.store import articles, parts
from annotator.store.failures import explain
from annotator.store.project import Project

__all__ = ["ExportReport", "Want", "export"]

WHOLE = ""


def export(
    project: Project,
    out: Path,
    want: Want | str,
    selection: Selection = Selection(),  # noqa: B008 - frozen
    split: Split | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write the selected articles to ``out``, or with a split to one file for each part.

    ``want`` may be the name of a format. Each file is written beside its name, read back and
    compared, and only then put in its place; a failed or cancelled export leaves nothing. With a
    split the parts are stored in the project, when it can be written, so that a later export keeps
    them. Raises AnnotatorError for an empty selection, naming what would lift it, where ``out``
    cannot be written or is there already, and with ``want.strict`` for any loss; WrongUse for a
    format or option that is not there.
    """
    want = Want(want) if isinstance(want, str) else want
    known = formats.writer(want.format)
    formats.check_options(known, want.options)
    selecting.check(project, selection)
    dealt = deal(project, selection, known, split) if split else None
    pks = selecting.pks(project, selection) if dealt is None else list(dealt)
    names = sorted(set(dealt.values())) if dealt is not None else [WHOLE]
    targets = _targets(Path(out), known, split, names, want.force)
    run = Run(want, targets, project.schema())
    try:
        _write(project, selection, known, run, dealt, len(pks), progress, cancelled)
        if not run.report.cancelled:
            _finish(project, selection, known, run, split, dealt, Path(out))
    except OSError as error:
        raise AnnotatorError(*explain(error, out)) from error
    finally:
        run.clean()
    return run.report


def _finish(
    project: Project,
    selection: Selection,
    known: Format,
    run: Run,
    split: Split | None,
    dealt: dict[int, str] | None,
    out: Path,
) -> None:
    report = run.report
    spans = sum(sum(x.values()) for x in report.spans.values())
    if not report.articles or (known.training and not spans):
        raise empty(project, selection, known, bool(report.articles))
    run.prove()
    if run.want.card or (run.want.card is None and split is not None):
        run.attach(cards.path_for(out, split), cards.write(project, report, run, selection, split))
    run.place()
    if dealt is not None and split is not None:
        report.split_kept = _store(project, dealt, split)


def _store(project: Project, dealt: dict[int, str], split: Split) -> bool:
    if project.readonly:
        return False
    with project.transaction():
        parts.store(project, dealt, anew=split.anew)
    return True


def records(project: Project, selection: Selection, known: Format) -> Iterator[Record]:
    """What is written of each article, one after the other."""
    if known.training:
        yield from selecting.choose(project, selection, known.states or (ACCEPTED,))
        return
    for document in articles.load_all(project, selecting.pks(project, selection)):
        kept = selecting.narrow(document, selection) if selection.narrows else document
        yield Record(kept, tuple(kept.spans.values()), tuple(kept.relations.values()))


def _write(
    project: Project,
    selection: Selection,
    known: Format,
    run: Run,
    dealt: dict[int, str] | None,
    total: int,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    run.open()
    for record in records(project, selection, known):
        part = dealt.get(record.document.article.pk) if dealt is not None else WHOLE
        if part is None:
            continue
        if cancelled and cancelled():
            run.report.cancelled = True
            return
        run.add(record, part)
        if progress:
            progress(run.report.articles, total)


def deal(project: Project, selection: Selection, known: Format, split: Split) -> dict[int, str]:
    """Each selected article's part, by pk. Raises AnnotatorError when there is none."""
    items = []
    stories = twins.clusters(project)
    spans = 0
    for record in records(project, selection, known):
        article = record.document.article
        spans += len(record.spans)
        groups = [f"story {stories[article.pk]}"] if article.pk in stories else []
        if split.group_by not in ("none", "id", "story"):
            value = getattr(article, split.group_by)
            groups += [f"{split.group_by} {value}"] if value else []
        labels = Counter(f"{s.layer}:{s.label}" for s in record.spans)
        items.append(Item(article.pk, tuple(groups), labels))
    if not items or (known.training and not spans):
        raise empty(project, selection, known, bool(items))
    return splitting.assign(items, split, parts.stored(project))


def empty(project: Project, selection: Selection, known: Format, reviewed: bool) -> AnnotatorError:
    total = len(articles.all_pks(project))
    where = str(project.path)
    if not total:
        return AnnotatorError("the project has no articles", where, "Import some: annotator import")
    if not reviewed and selection.where and not selecting.pks(project, selection):
        what = f"no article fits the filter {selection.where!r}"
        return AnnotatorError(what, where, "Ask for less in --where")
    if not reviewed and selection.agreed > 1:
        what = f"no article was reviewed to the end (done) by {selection.agreed} people"
        return AnnotatorError(what, where, "Ask for fewer with --agreed, or take --all")
    if not reviewed:
        return AnnotatorError(
            f"none of the {count(total, 'article')} has been reviewed to the end (done)",
            where,
            "Finish articles with Ctrl+Enter, or take all of them with --all",
        )
    states = ", ".join(selection.states or known.states or (ACCEPTED,))
    return AnnotatorError(
        f"no span is {states} in the layers asked for",
        where,
        "Take suggestions too with --states accepted,suggested, or other --layers",
    )


def _targets(
    out: Path, known: Format, split: Split | None, names: list[str], force: bool
) -> dict[str, Path]:
    suffix = "" if known.folder else known.suffixes[0]
    if split is None:
        inside = out.is_dir() and not known.folder
        targets = {WHOLE: out / f"dataset{suffix}" if inside else out}
    elif out.suffix and not known.folder:
        targets = {p: out.with_name(f"{out.stem}-{p}{out.suffix}") for p in names}
    else:
        targets = {p: out / f"{p}{suffix}" for p in names}
    for target in targets.values():
        if known.folder and target.is_dir() and not any(target.iterdir()):
            continue
        if target.exists() and not force:
            what = "this folder is not empty" if target.is_dir() else "this file is there already"
            raise AnnotatorError(what, str(target), "Choose another name, or use --force")
    return targets
