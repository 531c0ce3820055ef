"""What a pipeline hands back: plain data that can cross a process border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.model.article import Zone


@dataclass(frozen=True, slots=True)
class SuggestJob:
    """One article to pre-annotate."""

    pk: int
    text: str
    zones: tuple[Zone, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SuggestedSpan:
    """A span without identity yet; relations name it by its place in ``Suggestions.spans``.

    ``entity`` is the place in ``Suggestions.entities`` of whom or what it mentions.
    """

    layer: str
    label: str
    start: int
    end: int
    score: float | None = None
    reason: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class SuggestedEntity:
    """A person, organisation, place … of the article: canonical name, label, its other forms."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestedRelation:
    """A link between ``Suggestions.spans[head]`` and ``Suggestions.spans[tail]``."""

    label: str
    head: int
    tail: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything a pipeline says of one article; ``error`` says why it says nothing."""

    pk: int
    spans: tuple[SuggestedSpan, ...] = ()
    relations: tuple[SuggestedRelation, ...] = ()
    error: str | None = None
    entities: tuple[SuggestedEntity, ...] = ()
