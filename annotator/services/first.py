"""The article that a project is opened with, read before there is a window.

What is shown at once is what the window shows again when it has opened the project itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from annotator.model.document import Document, View
from annotator.model.errors import AnnotatorError
from annotator.model.mentioning import echoes_of
from annotator.model.schema import LabelSchema
from annotator.model.span import Span
from annotator.store import articles, connecting, first
from annotator.store.project import Project


class Sight(NamedTuple):
    """An article with its marks; ``offset`` is where work stopped in it, None if it is new."""

    document: Document
    schema: LabelSchema
    view: View
    offset: int | None

    @property
    def current(self) -> Span | None:
        """The span that is current when it is opened."""
        return begin_at(self.view, self.schema.roles, self.offset)

    @property
    def echoes(self) -> frozenset[str]:
        """Ids of the other mentions of what the current span names."""
        return echoes_of(self.document, self.view, self.current)


def begin_at(
    view: View, roles: frozenset[str], offset: int | None, hidden: frozenset[str] = frozenset()
) -> Span | None:
    """The first span from an offset on; without an offset the first open suggestion.

    Spans of ``hidden`` layers and parts of quotes are passed over.
    """
    spans = view.open(roles) if offset is None else view.main(roles)
    shown = (s for s in spans if s.layer not in hidden)
    return next((s for s in shown if offset is None or s.start >= offset), None)


def look(path: Path, annotator: str, place: tuple[str, int]) -> Sight | None:
    """Read what to show of a project; ``place`` is the id of the article where work stopped, or
    "", and the offset in it.

    None when there is nothing to show, or the project needs care before it can be trusted.
    """
    # Not closed properly: it is looked through before anything of it is shown.
    if connecting.left_open(path):
        return None
    try:
        with Project.open(path, readonly=True) as project:
            return _sight(project, annotator, place)
    except AnnotatorError:
        # Told when the window opens it.
        return None


def _sight(project: Project, annotator: str, place: tuple[str, int]) -> Sight | None:
    pk = first.pk(project, annotator, place[0])
    if pk is None:
        return None
    document = articles.load(project, pk)
    offset = place[1] if place[0] == document.article.id else None
    return Sight(document, project.schema(), document.view(annotator), offset)
