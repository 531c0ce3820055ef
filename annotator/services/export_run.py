"""Files of an export in the making: beside their names until they are proved."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator import formats
from annotator.formats.base import KINDS, Loss, Losses, Record, Tally, Writer, Writing
from annotator.model.errors import AnnotatorError
from annotator.model.schema import LabelSchema
from annotator.model.wording import count


@dataclass(frozen=True)
class Want:
    """In which format, with which of its options; what to do with a loss, with files that are
    there, and whether a card is written (None: with a split)."""

    format: str
    options: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    force: bool = False
    card: bool | None = None
    licence: str = ""


@dataclass
class ExportReport:
    """Files written, what is in each part, and the balance.

    ``given`` and ``written`` count by kind (``base.KINDS``): what was selected, and what was read
    back from the files; each difference stands in ``losses``. ``digests`` are the sha256 of each
    file. ``split_kept`` is None without a split, False where the parts could not be stored.
    """

    files: list[Path] = field(default_factory=list)
    articles: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    spans: dict[str, dict[str, int]] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    losses: list[Loss] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    split_kept: bool | None = None
    cancelled: bool = False

    def balance(self) -> str:
        """One line: how much of each kind was selected, and how much of it was written."""
        return balance(self.given, self.written, "written")


def balance(given: Counter[str], taken: Counter[str], verb: str) -> str:
    """``12 spans, 3 relations (2 written)``: the second figure where it is another one."""
    parts = []
    for kind in KINDS:
        if given[kind] or taken[kind]:
            words = count(given[kind], kind)
            parts.append(
                words if given[kind] == taken[kind] else f"{words} ({taken[kind]:,} {verb})"
            )
    return ", ".join(parts)


class Run:
    """Opens a writer for each part, proves what they wrote, gives the files their names."""

    def __init__(self, want: Want, targets: dict[str, Path], schema: LabelSchema) -> None:
        self.want, self.targets, self.schema = want, targets, schema
        self.folder = formats.get(want.format).folder
        self.report = ExportReport()
        self._losses = Losses()
        self._writers: dict[str, Writer] = {}
        self._attached: list[tuple[Path, Path]] = []

    def _temporary(self, target: Path) -> Path:
        return target.with_name(f".{target.name}.part")

    def _writing(self, part: str) -> Writing:
        return Writing(self.schema, self.want.options, part)

    def open(self) -> None:
        """Start every part, so that an unwritable place is found before the work."""
        for part, target in self.targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._temporary(target)
            _remove(temporary)
            if self.folder:
                temporary.mkdir()
            else:
                temporary.touch()
            self._writers[part] = formats.open_writer(
                self.want.format, temporary, self._writing(part)
            )

    def add(self, record: Record, part: str) -> None:
        """Write one article to its part."""
        self._writers[part].add(record)
        report, name = self.report, part or "all"
        report.articles += 1
        report.given.update(record.counts())
        report.parts[name] = report.parts.get(name, 0) + 1
        known = report.spans.setdefault(name, {})
        for label, number in Counter([f"{s.layer}:{s.label}" for s in record.spans]).items():
            known[label] = known.get(label, 0) + number

    def prove(self) -> None:
        """Complete all files, read them back and compare.

        Raises AnnotatorError where a file does not say what was to be written, and with
        ``want.strict`` where anything was lost.
        """
        for part, writer in self._writers.items():
            writer.finish()
            self._losses.merge(writer.losses)
            self.report.written.update(writer.tally.counts)
            temporary = self._temporary(self.targets[part])
            found = formats.prove(self.want.format, temporary, self._writing(part))
            if found != writer.tally:
                raise _other(writer.tally, found, self.targets[part])
            for name, path in self.files(part).items():
                self.report.digests[name] = _sha256(path)
            for ending, text in writer.beside().items():
                self.attach(self.targets[part].with_suffix(ending), text)
        self.report.losses = self._losses.listed()
        if self.want.strict and self.report.losses:
            lost = "; ".join(map(str, self.report.losses))
            raise AnnotatorError(
                f"{self.want.format} cannot hold everything: {lost}",
                "",
                "Nothing was written. Leave out --strict, or choose another format",
            )

    def attach(self, target: Path, text: str) -> None:
        """A further file, placed with the others. Raises AnnotatorError if it is there already."""
        if target.exists() and not self.want.force:
            raise AnnotatorError(
                "this file is there already", str(target), "Choose another name, or use --force"
            )
        temporary = self._temporary(target)
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        self._attached.append((temporary, target))

    def files(self, part: str) -> dict[str, Path]:
        """The files of a part as they lie, by the names they will have from its folder."""
        temporary, target = self._temporary(self.targets[part]), self.targets[part]
        if not self.folder:
            return {target.name: temporary}
        inside = (x for x in sorted(temporary.rglob("*")) if x.is_file())
        return {f"{target.name}/{x.relative_to(temporary).as_posix()}": x for x in inside}

    def place(self) -> None:
        """Give all files their names.

        Into a folder that is there already they are moved one by one: nothing of it is removed.
        """
        for part, target in self.targets.items():
            if self.folder and target.exists():
                for name, path in self.files(part).items():
                    inside = target.parent / name
                    inside.parent.mkdir(parents=True, exist_ok=True)
                    path.replace(inside)
            else:
                self._temporary(target).replace(target)
            self.report.files.append(target)
        for temporary, target in self._attached:
            temporary.replace(target)
            self.report.files.append(target)
        for folder in {t.parent for t in self.targets.values()}:
            _sync_folder(folder)

    def clean(self) -> None:
        """Remove what was not finished."""
        for writer in self._writers.values():
            writer.discard()
        for target in self.targets.values():
            _remove(self._temporary(target))
        for temporary, _ in self._attached:
            _remove(temporary)


def _other(meant: Tally, found: Tally, target: Path) -> AnnotatorError:
    differing = [
        f"{count(meant.counts[kind], kind)} written, {found.counts[kind]:,} read"
        for kind in KINDS
        if meant.counts[kind] != found.counts[kind]
    ]
    what = "; ".join(differing) or "some spans lead to another text"
    return AnnotatorError(
        f"what was written does not read back the same: {what}",
        str(target),
        "Nothing was put in its place. Check the disk, and report this with the log",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        # Folders cannot be opened on Windows; names are on the disk there when rename returns.
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
