"""File formats, one module each; they know nothing of projects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name: what it is, whether it is read and written, what it can hold."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    reads: bool
    writes: bool
    holds: str
    training: bool = False


FORMATS = (
    Format(
        "jsonl", "Annotator JSON lines", (".jsonl", ".ndjson"), True, True,
        "everything: articles, zones, spans, relations, entities, reviews; reads back the same",
    ),
    Format(
        "spacy", "spaCy DocBin", (".spacy",), False, True,
        "doc.ents without overlaps, doc.spans per layer with overlaps, relations and attributes in"
        " doc.user_data; not: spans off token borders, zones, notes, rejected spans",
        training=True,
    ),
    Format(
        "text", "Plain text", (".txt", ".text", ".md"), True, False,
        "the text alone, in any encoding; zones are found in it",
    ),
)  # fmt: skip


def get(name: str) -> Format:
    """The format of this name. Raises WrongUse listing the known ones."""
    found = next((f for f in FORMATS if f.name == name), None)
    if found is None:
        known = ", ".join(f.name for f in FORMATS)
        raise WrongUse(f"there is no format {name!r}", "", f"Use one of {known}")
    return found


def for_path(path: Path) -> Format | None:
    """The format that is read from files with this suffix, or None."""
    suffix = path.suffix.lower()
    return next((f for f in FORMATS if f.reads and suffix in f.suffixes), None)
