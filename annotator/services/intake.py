"""What becomes of each article that is read: stored, the same as another, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.formats.base import Loss, Losses, Reading, Record, Refusal
from annotator.model.article import Zone
from annotator.model.document import Document
from annotator.model.ids import new_id
from annotator.nlp.zones import find_zones
from annotator.services import extending, merging, twins
from annotator.services.export_run import balance
from annotator.services.projects import login_name
from annotator.store import articles
from annotator.store.project import Project

BATCH = 200
TITLE_LENGTH = 200
SAME_TEXT = "of articles whose text is here already"
NO_LABEL = "of articles with labels that the label schema lacks"


@dataclass(frozen=True)
class Bring:
    """How files are read: their format (None: found out), whose the spans are that name nobody,
    what labels become, options of the format; any loss an error; whether annotations of a text
    that is here already are added to it.

    ``extend`` is asked, with the names, whether labels, relation labels and attributes that the
    label schema lacks are added to it; without an answer articles that need them are refused.
    """

    format: str | None = None
    annotator: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    merge: bool = False
    extend: Callable[[Sequence[str]], bool] | None = None


@dataclass
class ImportReport:
    """What came in, what was here already, what was refused and why.

    ``found`` and ``stored`` count by kind (``base.KINDS``) what stood in the files and what is
    new in the project; each difference stands in ``losses``. ``mergeable`` duplicates say something
    that could be added to what is here. ``near`` names new articles that are near copies: (id, the
    nearest one's id, similarity). ``labels_wanted`` are names that the label schema lacked,
    ``labels_missing`` those of them that were not to be added. ``recognised`` says of each file
    whose format was found out which one it is and why.
    """

    articles: list[tuple[int, str, str]] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)
    spans: int = 0
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    mergeable: int = 0
    near: list[tuple[str, str, float]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    labels_added: list[str] = field(default_factory=list)
    labels_missing: list[str] = field(default_factory=list)
    labels_wanted: list[str] = field(default_factory=list)
    labels_found: Counter[str] = field(default_factory=Counter)
    places: dict[str, str] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    stored: Counter[str] = field(default_factory=Counter)
    losses: list[Loss] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    recognised: list[tuple[str, str, str]] = field(default_factory=list)
    cancelled: bool = False

    def balance(self) -> str:
        """One line: how much of each kind the files held, and how much of it is new here."""
        return balance(self.found, self.stored, "stored")


class Intake:
    """Completes documents, finds those that are here already, stores in batches.

    With ``store`` False everything is found out and nothing is written.
    """

    def __init__(
        self, project: Project, report: ImportReport, bring: Bring, store: bool = True
    ) -> None:
        self.project, self.report, self.bring = project, report, bring
        self.seen = 0
        self._store = store
        self._losses = Losses()
        self._reading: Reading | None = None
        self._batch: list[Document] = []
        self._digests: dict[str, str] = {}
        self._ids: set[str] = set()
        self._entities: set[str] = set()
        self._copied = False
        self._extend = extending.Extending(project, bring.extend if store else lambda _: True)

    def start(self, reading: Reading) -> None:
        """Articles of another file follow."""
        self._reading = reading

    def end(self) -> None:
        """The file has been read: take over what its reader counted."""
        reading, report = self._reading, self.report
        if reading is None:
            return
        report.found.update(reading.found)
        report.places.update(reading.places)
        report.remarks += [x for x in reading.remarks if x not in report.remarks]
        self._losses.merge(reading.losses)
        self._reading = None

    def take(self, found: Document | Refusal) -> None:
        """One article, or the reason why there is none."""
        self.seen += 1
        if isinstance(found, Refusal):
            self.report.refused.append(found)
            return
        for span in found.spans.values():
            self.report.labels_found[f"{span.layer}:{span.label}"] += 1
        digest = articles.digest(found.article.text)
        twin = self._digests.get(digest) or articles.duplicate_of(self.project, found.article.text)
        if twin is not None:
            self._same_text(found, twin)
            return
        document = _complete(found)
        document.article = replace(document.article, id=self._free_id(document.article.id))
        self._digests[digest] = document.article.id
        self._batch.append(document)
        if len(self._batch) >= BATCH:
            self._flush()

    def finish(self) -> None:
        """Store what is left."""
        self._flush()
        if self._store and self.report.articles:
            self._find_copies()
        self.report.losses = self._losses.listed()
        self.report.labels_missing = self._extend.refused
        self.report.labels_wanted = self._extend.wanted

    def _find_copies(self) -> None:
        found = twins.near(self.project, [pk for pk, _, _ in self.report.articles])
        ids = articles.ids_of(self.project, {pk for one, other, _ in found for pk in (one, other)})
        self.report.near = [(ids[one], ids[other], share) for one, other, share in found]

    def _same_text(self, document: Document, twin: str) -> None:
        """An article that is here already: its annotations are added to it, or said to be lost."""
        origin = document.article.origin or document.article.id
        self.report.duplicates.append((origin, twin))
        self._losses.add("articles whose text is here already", origin, kind="article")
        has_marks = bool(document.spans)
        if not self.bring.merge or not has_marks:
            self._lose(document, SAME_TEXT)
            self.report.mergeable += has_marks
            return
        # It may be one of this very run.
        self._flush()
        if not self._extend.fits([document]):
            self._lose(document, NO_LABEL)
            return
        if not self._store:
            self.report.stored.update(_counts(document, without="article"))
            return
        self._copy_before([document])
        with self.project.transaction():
            self.report.labels_added += self._extend.write([document])
            settle_entities(self.project, document)
            pk, added = merging.add(self.project, twin, document, self._losses)
            articles.record_import(self.project, login_name(), 0)
        self.report.merged.append((pk, twin))
        self.report.spans += added["span"]
        self.report.stored.update(added)

    def _lose(self, document: Document, why: str) -> None:
        for kind, number in _counts(document, without="article").items():
            name = f"{'entities' if kind == 'entity' else kind + 's'} {why}"
            self._losses.add(name, document.article.id, number, kind)

    def _free_id(self, wanted: str) -> str:
        free, number = wanted, 2
        while free in self._ids or articles.id_taken(self.project, free):
            free, number = f"{wanted}-{number}", number + 1
        if free != wanted:
            self.report.renamed.append((wanted, free))
        self._ids.add(free)
        return free

    def _flush(self) -> None:
        """Store what has been taken."""
        batch, self._batch = self._batch, []
        fitting = batch if self._extend.fits(batch) else []
        for document in batch if not fitting else ():
            # Only those that need the missing labels are left out.
            if self._extend.fits([document]):
                fitting.append(document)
            else:
                article = document.article
                names = ", ".join(self._extend.lacking([document])[:4])
                self.report.refused.append(
                    Refusal(
                        article.origin or article.id,
                        f"the label schema has no {names}",
                        "Add what is missing with --extend-schema, or say what it is with --map",
                    )
                )
                self._losses.add(f"articles {NO_LABEL[12:]}", article.id, kind="article")
                self._lose(document, NO_LABEL)
        if not fitting:
            return
        stored = self._write(fitting) if self._store else [
            (0, d.article.id, d.article.title) for d in fitting
        ]  # fmt: skip
        self.report.articles += stored
        self.report.spans += sum(len(d.spans) for d in fitting)
        for document in fitting:
            self.report.stored.update(_counts(document))

    def _write(self, batch: list[Document]) -> list[tuple[int, str, str]]:
        stored = []
        self._copy_before(batch)
        with self.project.transaction():
            self.report.labels_added += self._extend.write(batch)
            for document in batch:
                settle_entities(self.project, document)
                pk = articles.add(self.project, document)
                stored.append((pk, document.article.id, document.article.title))
            articles.record_import(self.project, login_name(), len(stored))
        return stored

    def _copy_before(self, batch: Sequence[Document]) -> None:
        """A backup, once, before annotations come in."""
        if not self._copied and any(d.spans for d in batch):
            self._copied = True
            self.project.before_bulk("import")


def _counts(document: Document, without: str = "") -> Counter[str]:
    found = Record(document, tuple(document.spans.values()), tuple(document.relations.values()))
    counts = found.counts()
    counts.pop(without, None)
    return counts


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


def settle_entities(project: Project, document: Document) -> None:
    """Give an entity a new id where its id is another entity's in this project."""
    moved: dict[str, str] = {}
    there = articles.entities_of(project, document.entities)
    for entity in list(document.entities.values()):
        known = there.get(entity.id)
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
