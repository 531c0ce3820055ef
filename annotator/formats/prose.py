"""Articles out of pages and documents: paragraphs of a kind put together, with their zones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from annotator.formats.base import Reading, Refusal, unreadable
from annotator.formats.building import Builder, Source
from annotator.model.article import Zone
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.text import normalise

_SPACE = re.compile(r"[ \t\r\f\v]+")
_LINES = re.compile(r" ?\n[ \n]*")
_DAY = re.compile(
    r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?"
)


class Part(NamedTuple):
    """A paragraph: its zone's kind (see ``model.article.ZONE_KINDS``) and its words."""

    kind: str
    text: str


def tidy(text: str) -> str:
    """One paragraph's words: runs of spaces are one, line breaks stay, nothing at the edges."""
    return _LINES.sub("\n", _SPACE.sub(" ", normalise(text))).strip()


def compose(parts: Iterable[Part]) -> tuple[str, tuple[Zone, ...]]:
    """The text, a blank line between paragraphs, and a zone for each; empty ones fall out."""
    pieces, zones, at = [], [], 0
    for kind, raw in parts:
        text = tidy(raw)
        if not text:
            continue
        zones.append(Zone(at, at + len(text), kind))
        pieces.append(text)
        at += len(text) + 2
    return "\n\n".join(pieces), tuple(zones)


def with_title(title: str, parts: Sequence[Part]) -> list[Part]:
    """The parts with the title as their first; not two times when one of the first three says it.

    What stands before it there (a rubric, a site's name) stays before it.
    """
    wanted = _plain(title)
    for i, part in enumerate(parts[:3]):
        said = _plain(part.text)
        if wanted and said and (said == wanted or (len(said) > 10 and wanted.startswith(said))):
            return [*parts[:i], Part("title", part.text), *parts[i + 1 :]]
    return [Part("title", title), *parts] if wanted else list(parts)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def article(
    parts: Iterable[Part], where: str, reading: Reading, about: Source, origin: str
) -> Document | Refusal:
    """An article of these parts. ``about`` needs no zones: they are those of the parts."""
    text, zones = compose(parts)
    said = {name: getattr(about, name) for name in Source.__slots__}
    return Builder(text, where, reading, Source(**{**said, "zones": zones}), origin=origin).build()


def moment(words: str | None) -> str | None:
    """A date as ISO 8601 writes it, of one that is, or of one as mails and RSS have it; or None."""
    said = (words or "").strip()
    found = _DAY.match(said)
    if found:
        return found.group().replace(" ", "T")
    try:
        return parsedate_to_datetime(said).isoformat() if said else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def file_bytes(path: Path, limit: int) -> bytes:
    """What stands in a file. Raises FormatError when it is empty, too large or not to be read."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise FormatError(
                f"the file has {size / 1e6:.0f} MB, more than is read ({limit // 1_000_000} MB)",
                str(path), "Split it, or save its text as .txt",
            )  # fmt: skip
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if not data.strip():
        raise FormatError("the file is empty", str(path), "Choose a file with text")
    return data
