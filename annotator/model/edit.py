"""What a mutation did: enough to show it, to undo it and to answer for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DO, UNDO, REDO, RUN, IMPORT = "do", "undo", "redo", "run", "import"
LABEL_SCHEMA, MANY = "label_schema", "many"


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after. ``before`` is None for a new row, ``after`` for a removed one.

    ``table`` is ``span``, ``relation``, ``entity`` or ``review``; ``id`` names the row within its
    article (for a review: the annotator's name). ``article`` is the pk of that article where it
    is not the edit's own.

    Two kinds of change go beyond an article. ``label_schema``: the whole schema before and after.
    ``many``: ``rows`` of ``table``, as pairs of article (0 for entities) and id, that all had the
    values ``set`` of ``before`` and have those of ``after``.
    """

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One committed transaction.

    ``kind`` is ``do``, ``undo``, ``redo``, ``run`` (a pipeline) or ``import``; undo and redo name
    the edit they act on in ``target``. ``summary`` is for people: "Accept PERSON “Hashemi”".
    ``article`` is the article's pk, None when the edit is about the whole project; then each
    change of a span, relation or review names its article.
    """

    id: int
    at: str
    annotator: str
    article: int | None
    kind: str
    action: str
    summary: str
    changes: tuple[Change, ...]
    target: int | None = None

    def place(self, change: Change) -> int | None:
        """The pk of the article that a change is in."""
        return change.article if change.article is not None else self.article

    @property
    def articles(self) -> tuple[int, ...]:
        """The pks of all articles that it touches, in the order it came to them."""
        found = dict.fromkeys(self.place(c) for c in self.changes if c.table != "entity")
        if self.article is not None:
            found.setdefault(self.article)
        return tuple(pk for pk in found if pk is not None)
