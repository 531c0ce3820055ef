"""Reads a file that a test writes, and says in few words what was found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import documents

from annotator import formats
from annotator.formats.base import Reading, Refusal
from annotator.model.document import Document


def json_file(path: Path, data: Any) -> Path:
    """A file of one JSON value."""
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def lines_file(path: Path, *records: Any) -> Path:
    """A file of a JSON value a line."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


def read(path: Path, **more: Any) -> tuple[list[Document], Reading]:
    """The articles of a file as the registry recognises it; none may be refused."""
    found, refused, reading = read_all(path, **more)
    assert not refused, refused
    return found, reading


def read_all(path: Path, **more: Any) -> tuple[list[Document], list[Refusal], Reading]:
    """The articles of a file, and what was refused."""
    known = formats.recognise(path)
    assert known is not None
    reading = Reading("me", documents.SCHEMA, **more)
    found = list(formats.read(known.format.name, path, reading))
    return (
        [x for x in found if isinstance(x, Document)],
        [x for x in found if isinstance(x, Refusal)],
        reading,
    )


def spans(document: Document) -> list[tuple[str, str]]:
    """The spans as ``layer:LABEL`` and their text, in reading order."""
    return [
        (f"{s.layer}:{s.label}", s.text)
        for s in sorted(document.spans.values(), key=lambda s: s.order)
    ]


def relations(document: Document) -> list[tuple[str, str, str]]:
    """The relations as label, text of the head, text of the tail."""
    of = document.spans
    return sorted((r.label, of[r.head].text, of[r.tail].text) for r in document.relations.values())


def lost(reading: Reading) -> list[str]:
    """What was lost, by name."""
    return sorted(str(x) for x in reading.losses.listed())
