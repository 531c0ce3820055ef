"""The article that comes next, loaded before it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from annotator.model.document import Document
from annotator.model.edit import Edit
from annotator.services import reading
from annotator.services.projects import Project
from annotator.ui.database import Database


class Ahead:
    """Holds one article; drops it when an edit touches it or other programs wrote meanwhile."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._document: Document | None = None
        self._version = 0
        self._wanted: int | None = None

    @property
    def pk(self) -> int | None:
        """The article that is there or on its way."""
        return self._document.article.pk if self._document else self._wanted

    def want(self, pk: int | None) -> None:
        """Load this article when the database has nothing else to do."""
        if pk is None or pk == self.pk:
            return
        self._document, self._wanted = None, pk

        def done(found: tuple[Document, int]) -> None:
            # Wanted no more, or edited while it was on its way.
            if self._wanted == pk:
                self._document, self._version = found
                self._wanted = None

        def failed(_: Exception) -> None:
            # It is loaded, and the reason told, when it is opened.
            if self._wanted == pk:
                self._wanted = None

        self._database.call(lambda p: _load(p, pk), done, failed)

    def take(self, pk: int) -> Document | None:
        """The article if it is there; it is given away once."""
        found = self._document
        if found is None or found.article.pk != pk:
            return None
        self._document = None
        return found

    def check(self, stale: Callable[[], None]) -> None:
        """Call ``stale`` if another program wrote to the project since the article was loaded."""
        version = self._version
        self._database.call(
            reading.version, lambda now: stale() if now != version else None, lambda _: None
        )

    def edited(self, edit: Edit) -> None:
        """Drop what an edit may have changed."""
        everywhere = edit.article is None or any(c.table == "entity" for c in edit.changes)
        if everywhere or edit.article == self.pk:
            self.drop()

    def drop(self) -> None:
        """Forget the article."""
        self._document = self._wanted = None


def _load(project: Project, pk: int) -> tuple[Document, int]:
    # The version first: what is written between the two is then noticed.
    version = reading.version(project)
    return reading.load(project, pk), version
