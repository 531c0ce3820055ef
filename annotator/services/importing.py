"""Bring articles in, from files and folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator import formats
from annotator.formats import jsonl, plain
from annotator.formats.base import Refusal
from annotator.model.article import Zone
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, WrongUse
from annotator.model.ids import new_id
from annotator.model.schema import Label, LabelSchema, Layer, RelationLabel
from annotator.nlp.zones import find_zones
from annotator.services.projects import login_name
from annotator.store import articles
from annotator.store.project import Project

BATCH = 200
TITLE_LENGTH = 200
Progress = Callable[[int, int], None]


@dataclass
class ImportReport:
    """What came in, what was here already, what was refused and why."""

    articles: list[tuple[int, str, str]] = field(default_factory=list)
    spans: int = 0
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    labels_added: list[str] = field(default_factory=list)
    cancelled: bool = False


def import_paths(
    project: Project,
    paths: Sequence[Path],
    *,
    format: str | None = None,
    annotator: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import files and folders; what cannot be taken is refused with its reason.

    Articles are stored in batches, each one transaction; a cancelled run keeps the finished ones.
    ``progress(done, total)`` has ``total`` 0 while it is not known.
    Raises WrongUse for an unknown format, ProjectError when the project cannot be written.
    """
    if format is not None and not formats.get(format).reads:
        readers = ", ".join(f.name for f in formats.FORMATS if f.reads)
        raise WrongUse(f"the format {format} is written, not read", "", f"Use one of {readers}")
    report = ImportReport()
    files = list(_files(paths, format, report))
    intake = _Intake(project, report)
    stop = cancelled or (lambda: False)
    single = all(kind == "text" for _, kind in files)
    for at, (path, kind) in enumerate(files):
        for found in _read(path, kind, annotator or login_name()):
            if stop():
                report.cancelled = True
                break
            intake.take(found)
            if progress:
                progress(at + 1 if single else intake.seen, len(files) if single else 0)
        if report.cancelled:
            break
    intake.flush()
    return report


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
            for file in inside:
                yield from _known(file, format, report)
        elif path.is_file():
            yield path, format or _kind(path) or "text"
        else:
            report.refused.append(
                Refusal(str(path), "there is no such file or folder", "Check the name")
            )


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """As people count: part 2 before part 10."""
    return [
        (0, int(x), "") if x.isdecimal() else (1, 0, x) for x in re.findall(r"\d+|\D+", str(path))
    ]


def _known(file: Path, format: str | None, report: ImportReport) -> Iterator[tuple[Path, str]]:
    kind = format or _kind(file)
    if kind:
        yield file, kind
    else:
        known = " ".join(s for f in formats.FORMATS if f.reads for s in f.suffixes)
        report.refused.append(
            Refusal(str(file), f"{file.suffix or 'no ending'} is not read", f"Known: {known}")
        )


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _kind(path: Path) -> str | None:
    found = formats.for_path(path)
    return found.name if found else None


def _read(path: Path, kind: str, annotator: str) -> Iterator[Document | Refusal]:
    try:
        if kind == "jsonl":
            yield from jsonl.read(path, annotator)
        else:
            yield plain.read(path)
    except AnnotatorError as error:
        yield Refusal(error.where or str(path), error.what, error.remedy)


class _Intake:
    """Completes documents, refuses duplicates, stores in batches."""

    def __init__(self, project: Project, report: ImportReport) -> None:
        self.project, self.report = project, report
        self.seen = 0
        self._batch: list[Document] = []
        self._digests: dict[str, str] = {}
        self._ids: set[str] = set()
        self._entities: dict[str, str] = {}

    def take(self, found: Document | Refusal) -> None:
        """One article, or the reason why there is none."""
        self.seen += 1
        if isinstance(found, Refusal):
            self.report.refused.append(found)
            return
        digest = articles.digest(found.article.text)
        twin = self._digests.get(digest) or articles.duplicate_of(self.project, found.article.text)
        if twin is not None:
            self.report.duplicates.append((found.article.origin or found.article.id, twin))
            return
        document = _complete(found)
        document.article = replace(document.article, id=self._free_id(document.article.id))
        self._digests[digest] = document.article.id
        self._batch.append(document)
        if len(self._batch) >= BATCH:
            self.flush()

    def _free_id(self, wanted: str) -> str:
        free, number = wanted, 2
        while free in self._ids or articles.id_taken(self.project, free):
            free, number = f"{wanted}-{number}", number + 1
        if free != wanted:
            self.report.renamed.append((wanted, free))
        self._ids.add(free)
        return free

    def flush(self) -> None:
        """Store what has been taken."""
        if not self._batch:
            return
        batch, self._batch = self._batch, []
        stored = []
        with self.project.transaction():
            added = _extend_schema(self.project, batch)
            for document in batch:
                _settle_entities(self.project, document)
                pk = articles.add(self.project, document)
                stored.append((pk, document.article.id, document.article.title))
            articles.record_import(self.project, login_name(), len(stored))
        self.report.articles += stored
        self.report.spans += sum(len(d.spans) for d in batch)
        self.report.labels_added += added


def _complete(document: Document) -> Document:
    article = document.article
    zones = article.zones or find_zones(article.text)
    title = article.title.strip() or _title(article.text, zones)
    document.article = replace(article, zones=tuple(zones), title=title)
    return document


def _title(text: str, zones: Iterable[Zone]) -> str:
    found = next((z for z in zones if z.kind == "title"), None)
    first = text[found.start : found.end] if found else text.strip().split("\n", 1)[0]
    words = " ".join(first.split())
    return words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1].rstrip() + "…"


def _settle_entities(project: Project, document: Document) -> None:
    """Give an entity a new id where its id is another entity's in this project."""
    moved: dict[str, str] = {}
    for entity in list(document.entities.values()):
        known = articles.entity(project, entity.id)
        if known is not None and (known.name, known.label) != (entity.name, entity.label):
            moved[entity.id] = new_id("e")
            del document.entities[entity.id]
            document.entities[moved[entity.id]] = replace(entity, id=moved[entity.id])
    for entity in [e for e in document.entities.values() if e.same_as]:
        into = moved.get(entity.same_as or "", entity.same_as)
        # What it was merged into may have been merged in this project since.
        known = articles.entity(project, into) if into else None
        document.entities[entity.id] = replace(entity, same_as=known.root if known else into)
    for span in list(document.spans.values()) if moved else ():
        if span.entity in moved:
            document.spans[span.id] = replace(span, entity=moved[span.entity])


def _extend_schema(project: Project, documents: Sequence[Document]) -> list[str]:
    """Labels that the label schema does not know are added to it; returns them."""
    schema = project.schema()
    wanted = {(s.layer, s.label) for d in documents for s in d.spans.values()}
    links = {r.label for d in documents for r in d.relations.values()}
    new = sorted(w for w in wanted if schema.label(*w) is None)
    new_links = sorted(links - {r.id for r in schema.relations})
    if not new and not new_links:
        return []
    project.add_schema(_extended(schema, new, new_links))
    return [f"{layer}:{label}" for layer, label in new] + new_links


def _extended(
    schema: LabelSchema, new: Sequence[tuple[str, str]], links: Sequence[str]
) -> LabelSchema:
    layers = {x.id: x for x in schema.layers}
    for layer_id, label in new:
        layer = layers.get(layer_id) or Layer(layer_id, layer_id.capitalize(), "", ())
        layers[layer_id] = replace(layer, labels=(*layer.labels, Label(label, label)))
    return replace(
        schema,
        version=schema.version + 1,
        layers=tuple(layers.values()),
        relations=(*schema.relations, *(RelationLabel(x, x) for x in links)),
    )
