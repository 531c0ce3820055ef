"""What the window works on: project, article, current span; and the queue of mutations."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from annotator.model.document import Document, View, review_from
from annotator.model.edit import Edit
from annotator.model.errors import ProjectError, Refused
from annotator.model.people import Review
from annotator.model.schema import LabelSchema
from annotator.model.span import Span
from annotator.model.viewing import Viewing
from annotator.services import reading, schemas
from annotator.services.projects import Project
from annotator.ui.actions import KEYS
from annotator.ui.ahead import Ahead
from annotator.ui.database import Database
from annotator.ui.seen import Seen
from annotator.ui.session import Session, told
from annotator.ui.tr import tr

Work = Callable[[Project], Edit | None]
Then = Callable[[Edit | None], object]


def _not_taken() -> str:
    return tr("Not taken: the last step is not saved. {retry} tries again").format_map(KEYS)


class Desk(Seen):
    """State of the reading desk. A mutation is committed before the next key is handled:
    what is asked for meanwhile waits in line."""

    projectOpened = Signal()
    schemaChanged = Signal()
    articleOpened = Signal()
    viewChanged = Signal()
    currentChanged = Signal()
    reviewed = Signal(int, object)
    edited = Signal(object)
    saving = Signal()
    saved = Signal()
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, annotator: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.annotator = annotator
        self.database = Database(self)
        self.session: Session | None = None
        self.document: Document | None = None
        self.view = View()
        self.current: str | None = None
        self.hidden: frozenset[str] = frozenset()
        self.ahead = Ahead(self.database)
        self._busy = False
        self._line: deque[Callable[[], None]] = deque()
        self._unsaved: tuple[Work, Then] | None = None
        self._retrying = False
        self._begun = 0

    # -- project and article -----------------------------------------------------------------

    def open_project(self, path: Path) -> None:
        """Open a project and show its queue. Raises ProjectError; the open one stays then."""
        self.finish()
        if self.unsaved:
            raise ProjectError(
                "the last step in the open project is not saved yet",
                str(self.session.path) if self.session else "",
                "Try again in the status bar first, or quit to give it up",
            )
        project = self.database.open(path)
        annotator = self.annotator
        rows = self.database.submit(lambda p: reading.queue(p, annotator)).result()
        schema = self.database.submit(lambda p: p.schema()).result()
        cautions = self.database.cautions()
        self.session = Session(path, annotator, schema, project.readonly, rows, cautions)
        self.document, self.view, self.current = None, View(), None
        self.ahead.drop()
        self._line.clear()
        self._busy, self._unsaved, self._retrying = False, None, False
        self.projectOpened.emit()
        self.articleOpened.emit()

    def open_article(self, pk: int, focus: Callable[[], None] | None = None) -> None:
        """Load an article; ``focus`` runs when it is shown. What is asked for meanwhile waits."""
        self._busy, self._begun = True, self._begun + 1

        def done(document: Document) -> None:
            self._busy = False
            self.document = document
            self._look()
            self.current = None
            self.articleOpened.emit()
            if focus:
                focus()
            self._drain()

        ready = self.ahead.take(pk)
        if ready is None:
            self.database.call(lambda p: reading.load(p, pk), done, self._broken)
        else:
            done(ready)
            self.ahead.check(lambda: self.reload(pk))

    def reload(self, only: int | None = None) -> None:
        """Read the article again after a pipeline or another program wrote to it.

        With ``only``, if that is the article which is open.
        """
        if self.document is None or only not in (None, self.pk):
            return
        pk = self.document.article.pk

        def done(document: Document) -> None:
            if self.document is not None and self.document.article.pk == pk:
                before = self.span
                self.document = document
                self._refresh(before)

        self.database.call(lambda p: reading.load(p, pk), done, self._broken)

    def refresh_rows(self, then: Callable[[], None]) -> None:
        """Read the queue again, and the label schema, which a dataset may have extended."""
        self.ahead.drop()

        def done(found: tuple[list[reading.QueueRow], LabelSchema]) -> None:
            if self.session is not None:
                self.session.rows = found[0]
                self._set_schema(found[1])
            then()

        self.database.call(
            lambda p: (reading.queue(p, self.annotator), p.schema()), done, self._broken
        )

    def _set_schema(self, schema: LabelSchema) -> None:
        if self.session is not None and schema != self.session.schema:
            self.session.schema = schema
            self.schemaChanged.emit()

    @property
    def pk(self) -> int | None:
        """The number of the article that is open."""
        return self.document.article.pk if self.document else None

    # -- spans -------------------------------------------------------------------------------

    def set_current(self, span_id: str | None) -> None:
        """Make a span the current one."""
        self.current = span_id if span_id in self.view.by_id else None
        self.currentChanged.emit()

    def set_hidden(self, layers: frozenset[str]) -> None:
        """Hide layers; a hidden current span is left."""
        self.hidden = layers
        span = self.span
        if span is not None and span.layer in layers:
            self.current = None
            self.currentChanged.emit()
        self.viewChanged.emit()

    # -- mutations ---------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether a mutation is on its way."""
        return self._busy

    @property
    def unsaved(self) -> bool:
        """Whether a mutation could not be stored and waits for another try."""
        return self._unsaved is not None and not self._retrying

    def when_idle(self, action: Callable[[], None]) -> None:
        """Run now, or when what is on its way has been committed and shown.

        While something could not be stored nothing is taken; the status bar says so.
        """
        if self.unsaved:
            self.said.emit(_not_taken())
        elif self._busy:
            self._line.append(action)
        else:
            action()

    def mutate(self, work: Work, then: Then | None = None) -> None:
        """Run a mutation, bring the view up to date with its Edit, then call ``then``."""
        if self.session is not None and self.session.readonly:
            self.said.emit(
                tr("Not changed: the project is {readonly}").format(readonly=self.session.readonly)
            )
            return
        if self.unsaved:
            self.said.emit(_not_taken())
            return
        self._submit(work, then or (lambda _: None))

    def _submit(self, work: Work, then: Then) -> None:
        self._busy, self._begun = True, self._begun + 1
        self.saving.emit()
        self.database.call(
            work, lambda edit: self._done(edit, then), lambda error: self._lost(error, work, then)
        )

    def _done(self, edit: Edit | None, then: Then) -> None:
        self._unsaved, self._retrying = None, False
        schema = schemas.schema_of(edit) if edit else None
        if edit is not None and schema is not None:
            # Spans of every article may be others now. The next key waits for them.
            self._reread(schema, lambda: self._shown(edit, then, reread=True))
            return
        if edit is not None:
            self._busy = False
            self.apply(edit)
        self._shown(edit, then)

    def _shown(self, edit: Edit | None, then: Then, reread: bool = False) -> None:
        self._busy = False
        if reread:
            self.edited.emit(edit)
        self.saved.emit()
        then(edit)
        self._drain()

    def _reread(self, schema: LabelSchema, then: Callable[[], object]) -> None:
        self.ahead.drop()
        self._set_schema(schema)
        if self.document is None:
            then()
            return
        pk, before = self.document.article.pk, self.span

        def done(document: Document) -> None:
            self.document = document
            self._refresh(before)
            then()

        def failed(error: Exception) -> None:
            self.said.emit(told(error))
            then()

        self.database.call(lambda p: reading.load(p, pk), done, failed)

    def apply(self, edit: Edit) -> None:
        """Show what an edit changed."""
        self.ahead.edited(edit)
        before = self.span
        if self.document is not None and self.document.apply(edit):
            self._refresh(before, edit)
            if self.document.lacks_names(edit):
                self.reload()
        for pk in edit.articles:
            self.reviewed.emit(pk, self._review_in(edit, pk))
        self.edited.emit(edit)

    def _review_in(self, edit: Edit, pk: int) -> Review | None:
        """The annotator's review of an article as an edit leaves it; None when it does not."""
        for change in edit.changes:
            if (change.table, change.id, edit.place(change)) == ("review", self.annotator, pk):
                return review_from(change.after) if change.after else Review(self.annotator)
        return None

    def _look(self, edit: Edit | None = None) -> None:
        """Bring the view up to date: with an edit the document took in, or as it is loaded."""
        assert self.document is not None
        if edit is None:
            self._viewing = Viewing(self.document, self.annotator)
        else:
            self._viewing.follow(edit)
        self.view = self._viewing.view

    def _refresh(self, before: Span | None, edit: Edit | None = None) -> None:
        self._look(edit)
        self.current = self._follow(before) if before else None
        self.viewChanged.emit()
        self.currentChanged.emit()

    def _lost(self, error: Exception, work: Work, then: Then) -> None:
        if isinstance(error, Refused) or not isinstance(error, ProjectError):
            self._busy, self._unsaved, self._retrying = False, None, False
            self.saved.emit()
            self.said.emit(told(error))
            self._drain()
            return
        # Nothing more is taken until this is stored. What was typed before anyone could know
        # stays in line behind it.
        self._unsaved, self._retrying = (work, then), False
        self.failed.emit(error)

    def retry(self) -> None:
        """Try again to store what could not be stored."""
        if self._unsaved is not None and not self._retrying:
            self._retrying = True
            self._submit(*self._unsaved)

    def _broken(self, error: Exception) -> None:
        self._busy = False
        self.said.emit(told(error))
        self._drain()

    def _drain(self) -> None:
        while self._line and not self._busy:
            self._line.popleft()()

    def recover(self) -> None:
        """After an error of our own: take keys again, on what the file says now."""
        begun = self._begun

        def done(_: None) -> None:
            if self._begun == begun and not self.unsaved:
                self._busy = False
            self.reload()
            self._drain()

        if self.session is not None:
            self.database.call(lambda _: None, done, self._broken)

    def finish(self) -> None:
        """Do what is on its way and in line, now; what could not be stored is tried once more."""
        self.retry()
        while self._busy and not self.unsaved:
            self.database.submit(lambda _: None).result()
            QCoreApplication.sendPostedEvents(self.database, QEvent.Type.MetaCall.value)

    def close(self) -> None:
        """Finish what was asked for, close the project."""
        self.finish()
        self.database.close()
