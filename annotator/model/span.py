"""Spans and relations: what people decide about and pipelines suggest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.model.making import changer, maker

SUGGESTED, ACCEPTED, REJECTED = "suggested", "accepted", "rejected"
STATES = (SUGGESTED, ACCEPTED, REJECTED)

ENTITY, QUOTE, CLAIM = "entity", "quote", "claim"

Key = tuple[str, str, int, int]

CLAIMS_FROM = 0.3
"""Claims are suggested from this score on, unless someone sets another."""


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of text, ``[start, end)`` in code points of the article's text.

    ``id`` is unique within the article. ``annotator`` is the annotator's name. ``entity`` is the
    id of the canonical entity it mentions. ``made_from`` is the id of the suggestion that this
    span decides on. ``score`` is 0–1 or None. ``reason`` says in machine-readable words why it was
    suggested. ``unsure`` marks a question to the reviewer.
    """

    id: str
    layer: str
    label: str
    start: int
    end: int
    text: str
    state: str
    annotator: str
    score: float | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    entity: str | None = None
    note: str | None = None
    unsure: bool = False
    made_from: str | None = None
    reason: str | None = None
    created: str = ""
    modified: str = ""

    @property
    def key(self) -> Key:
        """What makes two spans of one annotator the same: layer, label and range."""
        return (self.layer, self.label, self.start, self.end)

    @property
    def order(self) -> tuple[int, int, str]:
        """Reading order: by start, longer first, then by layer and label; no two share a place."""
        return (self.start, -self.end, f"{self.layer} {self.label}")


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled, directed link between two spans of the same article (ids of head and tail)."""

    id: str
    label: str
    head: str
    tail: str
    state: str
    annotator: str
    made_from: str | None = None
    created: str = ""
    modified: str = ""


make_span, change_span = maker(Span), changer(Span)
make_relation, change_relation = maker(Relation), changer(Relation)
