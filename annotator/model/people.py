"""Annotators, their reviews, and the canonical entities they link mentions to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

PERSON, PIPELINE, ADJUDICATOR = "person", "pipeline", "adjudicator"
ANNOTATOR_KINDS = (PERSON, PIPELINE, ADJUDICATOR)

NEW, IN_PROGRESS, DONE, SKIPPED = "new", "in_progress", "done", "skipped"
REVIEW_STATUSES = (NEW, IN_PROGRESS, DONE, SKIPPED)


@dataclass(frozen=True, slots=True)
class Annotator:
    """Who made a span. ``name`` is unique in a project; pipelines are named ``name@version``."""

    name: str
    kind: str = PERSON
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical person, organisation, place or thing, known by its aliases across articles.

    ``same_as`` is the id of the entity it was merged into. That one is never merged itself: who
    merges it takes along all that point to it, so one step always leads to what stands.
    """

    id: str
    name: str
    label: str
    aliases: tuple[str, ...] = ()
    external: str | None = None
    note: str | None = None
    same_as: str | None = None

    @property
    def root(self) -> str:
        """The id of the entity that stands for this one: its own, or what it was merged into."""
        return self.same_as or self.id


@dataclass(frozen=True, slots=True)
class Review:
    """How far one annotator is with one article. ``seconds`` is time spent in it."""

    annotator: str
    status: str = NEW
    seconds: int = 0
    flag: bool = False
    comment: str | None = None


def normal_form(name: str) -> str:
    """A name as it is compared: case, the article in front, full stops and spacing do not count."""
    text = unicodedata.normalize("NFKC", name).replace("’", "'").replace(".", "").casefold()
    return " ".join(text.split()).removeprefix("the ")


def known_forms(name: str, label: str, aliases: Iterable[str]) -> frozenset[str]:
    """The normal forms by which an entity is known again in another article.

    A full name or an acronym tells who is meant. A surname or another short form does not, and
    one word is a person's full name in nobody's case.
    """
    forms = {normal_form(x) for x in (name, *aliases) if _tells(x)}
    if label != "PERSON":
        forms.add(normal_form(name))
    return frozenset(f for f in forms if f)


def _tells(form: str) -> bool:
    form = form.removeprefix("the ").removeprefix("The ")
    letters = form.replace(".", "")
    return len(form.split()) > 1 or (letters.isupper() and 3 <= len(letters) <= 7)
