"""A brief: what was said and claimed in some articles, ready to be written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where words stand. ``date`` is a day as in ``2026-05-12``, ``url`` http or https."""

    title: str
    source: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One quote or claim, with every article that has it in the same words.

    ``words`` are its text on one line, the parts of a split quotation with ``…`` between them.
    ``quoted``: they stand in quotation marks in the article. ``details`` are short facts such as
    ``worth checking 2``. ``open``: a suggestion that nobody has decided on.
    """

    words: str
    origins: tuple[Origin, ...]
    quoted: bool = False
    details: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading: a speaker, or a type of claims."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Quotes by speaker, claims by type, and the articles they are from.

    ``title`` names the brief, ``made`` says of what it was made and when, in one line.
    """

    title: str
    made: str
    quotes: tuple[Group, ...]
    claims: tuple[Group, ...]
    articles: tuple[Origin, ...]

    @property
    def entries(self) -> int:
        """How many quotes and claims there are."""
        return sum(len(group.entries) for group in (*self.quotes, *self.claims))


def facts(origin: Origin) -> tuple[str, ...]:
    """Source and day of an article, as far as they are known."""
    return tuple(x for x in (origin.source, origin.date) if x)
