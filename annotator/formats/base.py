"""What every format has in common: records in, documents out, what was lost, what was written."""

from __future__ import annotations

import importlib
import os
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, FormatError
from annotator.model.schema import LabelSchema
from annotator.model.span import Relation, Span

# What a balance counts, in the order it is told.
KINDS = ("article", "span", "relation", "attribute", "note", "entity")


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that a format offers: ``choices`` empty means any word; ``default`` holds else."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name: what it is, whether it is read and written, what it can hold.

    ``training`` formats take decided spans of reviewed articles unless told otherwise. ``folder``:
    written as a folder of files. ``articles``: texts without annotations. ``extra`` names the
    optional dependency group that it needs. ``states``: of which spans, where none are asked for;
    empty: accepted ones in training formats, all in others.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    reads: bool
    writes: bool
    holds: str
    training: bool = False
    folder: bool = False
    articles: bool = False
    extra: str = ""
    options: tuple[Option, ...] = ()
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a file that was not taken: where, what, and what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        tail = f". {self.remedy}" if self.remedy else ""
        return f"{self.where}: {self.what}{tail}"


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be held: how many of what, with the first few by name.

    ``kind`` is one of ``KINDS`` where as many of these are missing on the other side, and ""
    where all are there but something about them is not as it was.
    """

    what: str
    count: int
    examples: tuple[str, ...] = ()
    kind: str = ""

    def __str__(self) -> str:
        shown = f" ({', '.join(self.examples)}{' …' if self.count > len(self.examples) else ''})"
        return f"{self.count} {self.what}{shown if self.examples else ''}"


@dataclass
class Losses:
    """Counts losses while a file is read or written."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    examples: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, what: str, example: str = "", count: int = 1, kind: str = "") -> None:
        """Count ``count`` more; the first three examples are kept. ``kind``: see :class:`Loss`."""
        if count:
            key = (what, kind)
            self.counts[key] = self.counts.get(key, 0) + count
            known = self.examples.setdefault(key, [])
            if example and len(known) < 3:
                known.append(example)

    def merge(self, other: Losses) -> None:
        """Take over what another counted."""
        for (what, kind), count in other.counts.items():
            self.add(what, count=count, kind=kind)
            known = self.examples[what, kind]
            known += other.examples.get((what, kind), [])[: 3 - len(known)]

    def listed(self) -> list[Loss]:
        """All losses, the most first."""
        ordered = sorted(self.counts.items(), key=lambda x: -x[1])
        return [
            Loss(what, count, tuple(self.examples[what, kind]), kind)
            for (what, kind), count in ordered
        ]


@dataclass(frozen=True, slots=True)
class Record:
    """An article with the spans and relations that are to be written of it."""

    document: Document
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]

    def counts(self) -> Counter[str]:
        """How much there is of each kind. Entities are those that the spans name."""
        return Counter(
            {
                "article": 1,
                "span": len(self.spans),
                "relation": len(self.relations),
                "attribute": sum([len(s.attributes) for s in self.spans]),
                "note": sum([1 for s in self.spans if s.note]),
                "entity": len({s.entity for s in self.spans if s.entity}),
            }
        )


@dataclass
class Tally:
    """What stands in a file: counts by kind, by label, and a sum over every label and its text.

    The sum does not depend on the order, so that a file is compared with what was to be written
    without holding either. It is of Python's own hashes: two tallies of one process compare.
    """

    counts: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    total: int = 0

    def article(self, text: str) -> None:
        """An article with this text (as far as the format has it)."""
        self._note("article", ("", text))

    def span(self, label: str, text: str, start: int = 0, end: int = 0) -> None:
        """A span: its label as it stands in the file, the text its offsets lead to."""
        self.spans([(label, start, end, text)])

    def spans(self, found: Sequence[tuple[str, int, int, str]]) -> None:
        """Several spans: label, start, end and text of each."""
        if found:
            self.labels.update([x[0] for x in found])
            self.counts["span"] += len(found)
            self.total = (self.total + sum(map(hash, found))) % 2**64

    def relation(self, label: str, head: str = "", tail: str = "") -> None:
        """A relation, by the texts of its two ends."""
        self._note("relation", (label, head, tail))

    def add(self, kind: str, count: int = 1) -> None:
        """More of a kind that is counted only."""
        if count:
            self.counts[kind] += count

    def _note(self, kind: str, words: tuple[str, ...]) -> None:
        self.counts[kind] += 1
        self.total = (self.total + hash(words)) % 2**64


@dataclass(frozen=True)
class Writing:
    """What a writer is told: the label schema, options by name, the part of a split or ""."""

    schema: LabelSchema
    options: Mapping[str, str] = field(default_factory=dict)
    part: str = ""


@dataclass
class Reading:
    """What a reader is told, and where it tells what it found and had to leave out.

    ``annotator`` owns what names nobody. ``mapping`` leads from a label as it stands in the file
    to ``layer:LABEL``, or to "" for a label to be left out. ``found`` counts by kind what stands
    in the file, taken or not.
    """

    annotator: str
    schema: LabelSchema
    mapping: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    losses: Losses = field(default_factory=Losses)
    found: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


class Writer(ABC):
    """Writes one file, or the folder ``path``, which is there and empty.

    ``tally`` counts what has really been written, ``losses`` what has not: of each kind, both
    together are what was given to :meth:`add`.
    """

    def __init__(self, path: Path, writing: Writing) -> None:
        self.path, self.writing = path, writing
        self.losses, self.tally = Losses(), Tally()

    @abstractmethod
    def add(self, record: Record) -> None:
        """Write an article, or take it into what is written at the end."""

    @abstractmethod
    def finish(self) -> None:
        """Complete the file; it is on the disk when this returns."""

    def beside(self) -> Mapping[str, str]:
        """Further files that belong to it, as text, by the ending that their names get."""
        return {}

    def discard(self) -> None:  # noqa: B027 - most have nothing open
        """Let go of what is open, complete or not."""


class LineWriter(Writer):
    """A writer of text, opened at once; UTF-8, ``\\n``."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self.file: IO[str] = path.open("w", encoding="utf-8", newline="\n")

    def finish(self) -> None:
        """Flush to the disk and close."""
        sync(self.file)

    def discard(self) -> None:
        """Close, complete or not."""
        self.file.close()


def sync(file: IO[Any]) -> None:
    """Bring what was written to the disk, and close."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


def tally_of(found: Iterable[Document | Refusal]) -> Tally:
    """What a reader makes of a file; for formats that are read back as they were written.

    The labels are ``layer:LABEL``, the offsets those of the article's text.
    """
    tally = Tally()
    for document in found:
        if isinstance(document, Refusal):
            raise FormatError(document.what, document.where)
        tally_document(tally, document.article.text, document.spans, document.relations.values())
    return tally


def tally_document(
    tally: Tally, text: str, spans: Mapping[str, Span], relations: Iterable[Relation]
) -> None:
    """Count an article as :func:`tally_of` does, when it is written."""
    tally.article(text)
    own = spans.values()
    tally.spans([(f"{s.layer}:{s.label}", s.start, s.end, text[s.start : s.end]) for s in own])
    tally.add("attribute", sum([len(s.attributes) for s in own]))
    tally.add("note", sum([1 for s in own if s.note]))
    tally.add("entity", len({s.entity for s in own} - {None}))
    for link in relations:
        tally.relation(link.label, spans[link.head].text, spans[link.tail].text)


def open_text(path: Path) -> IO[str]:
    """A text file to read, UTF-8 with or without a mark, newlines as they stand.

    Raises FormatError when it cannot be opened.
    """
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> FormatError:
    """The error for a file that the system does not give."""
    return FormatError(
        f"the file cannot be read: {error.strerror or error}", str(path), "Check its permissions"
    )


def need(module: str, extra: str) -> Any:
    """An optional library. Raises AnnotatorError saying how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise AnnotatorError(
            f"this format needs {module.partition('.')[0]}, which is not installed",
            "",
            f'Install it: pip install "annotator[{extra}]"',
        ) from error


def files_in(folder: Path) -> Iterator[Path]:
    """All files below a folder, by name."""
    yield from sorted(p for p in folder.rglob("*") if p.is_file())
