"""Annotators, their reviews, and the canonical entities they link mentions to."""

from __future__ import annotations

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
    """A canonical person, organisation, place or thing, known by its aliases across articles."""

    id: str
    name: str
    label: str
    aliases: tuple[str, ...] = ()
    external: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """How far one annotator is with one article. ``seconds`` is time spent in it."""

    annotator: str
    status: str = NEW
    seconds: int = 0
    flag: bool = False
    comment: str | None = None
