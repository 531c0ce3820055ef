"""Articles and the zones of their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ZONE_KINDS = ("title", "deck", "byline", "caption", "credit", "subheading", "body", "boilerplate")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article's text: ``[start, end)`` in code points, and its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """One text and where it came from. ``text`` never changes after import.

    ``pk`` is the row number in this project, ``id`` the name other files know it by.
    ``sha256`` is of the original bytes, before decoding and newline normalisation.
    """

    pk: int
    id: str
    title: str
    text: str
    source: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    sha256: str | None = None
    imported_at: str | None = None
    origin: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    zones: tuple[Zone, ...] = ()
