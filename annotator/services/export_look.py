"""What an export would be, before it is made: counts by part, the first record, what is lost."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from annotator import formats
from annotator.formats.base import Format, Loss, Record, Writing
from annotator.services import exporting, selecting, splitting, twins
from annotator.services.export_run import Want
from annotator.services.selecting import Selection
from annotator.services.splitting import Split
from annotator.store.project import Project

# So many articles are really written, to show what it looks like and what does not fit.
TRIED = 20
SHOWN = 3_000


@dataclass
class Look:
    """``labels`` counts the spans of each ``layer:LABEL`` by part, ``parts`` the articles ("all"
    without a split). ``first`` is the beginning of the file, or a description of the first article
    where that is not text. ``losses`` are those of the first ``tried`` articles. ``stories`` are
    groups of near copies that stay on one side."""

    parts: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=dict)
    first: str = ""
    losses: list[Loss] = field(default_factory=list)
    tried: int = 0
    stories: int = 0
    held: int = 0

    @property
    def articles(self) -> int:
        """How many there would be."""
        return sum(self.parts.values())

    @property
    def spans(self) -> int:
        """How many there would be."""
        return sum(sum(x.values()) for x in self.labels.values())

    def missing(self) -> list[tuple[str, str, int]]:
        """(label, part, spans elsewhere) of labels that a part has no example of."""
        total = sum(self.labels.values(), Counter[str]())
        return [
            (label, part, number)
            for label, number in total.most_common()
            for part in splitting.NAMES
            if part in self.parts and not self.labels[part][label]
        ]


def look(
    project: Project,
    want: Want,
    selection: Selection,
    split: Split | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Look:
    """What :func:`exporting.export` would write. Ends early, with what it has, when ``stopped()``.

    Raises AnnotatorError as the export would for an empty selection, WrongUse for what is unknown.
    """
    known = formats.writer(want.format)
    formats.check_options(known, want.options)
    selecting.check(project, selection)
    found, tried = Look(), list[Record]()
    dealt = exporting.deal(project, selection, known, split) if split else None
    for record in exporting.records(project, selection, known):
        if stopped():
            return found
        pk = record.document.article.pk
        part = dealt[pk] if dealt is not None else "all"
        found.parts[part] += 1
        labels = found.labels.setdefault(part, Counter())
        labels.update(f"{s.layer}:{s.label}" for s in record.spans)
        if len(tried) < TRIED:
            tried.append(record)
    if not found.articles or (known.training and not found.spans):
        raise exporting.empty(project, selection, known, bool(found.articles))
    found.tried = len(tried)
    found.first, found.losses = _try(project, known, want, tried)
    if dealt is not None:
        stories = Counter(story for pk, story in twins.clusters(project).items() if pk in dealt)
        found.stories = sum(1 for number in stories.values() if number > 1)
        found.held = sum(number for number in stories.values() if number > 1)
    return found


def _try(
    project: Project, known: Format, want: Want, records: list[Record]
) -> tuple[str, list[Loss]]:
    """Write some articles where nobody sees them."""
    with tempfile.TemporaryDirectory(prefix="annotator-") as name:
        path = Path(name) / f"first{known.suffixes[0] if known.suffixes else ''}"
        if known.folder:
            path.mkdir()
        writer = formats.open_writer(known.name, path, Writing(project.schema(), want.options))
        try:
            for record in records:
                writer.add(record)
            writer.finish()
        finally:
            writer.discard()
        return _beginning(path, records), writer.losses.listed()


def _beginning(path: Path, records: list[Record]) -> str:
    files = [path] if path.is_file() else [x for x in sorted(path.rglob("*")) if x.is_file()]
    data = b""
    if files:
        with files[0].open("rb") as file:
            data = file.read(SHOWN * 4)
    text = data.decode("utf-8", "replace")[:SHOWN]
    odd = sum(1 for c in text if c == "\ufffd" or (c < " " and c not in "\n\t\r"))
    # A character cut at the end is no sign of binary data.
    return text if odd <= 1 else _described(records[0])


def _described(record: Record) -> str:
    lines = [record.document.article.title, ""]
    lines += [
        f"{s.layer}:{s.label:<10} {s.start}–{s.end}  {' '.join(s.text.split())[:60]}"
        for s in record.spans[:60]
    ]
    return "\n".join(lines)
