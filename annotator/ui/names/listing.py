"""What the list of names shows: the names of the article, or those of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotator.model.edit import Edit
from annotator.model.naming import Known, Paragraphs, names_in
from annotator.model.people import Entity
from annotator.model.span import ENTITY
from annotator.services import known
from annotator.services.known import COUNTED
from annotator.services.projects import Project
from annotator.ui.names import rows
from annotator.ui.names.pane import EMPTY, NamesPane
from annotator.ui.tr import tr, whole

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

LIMIT = 200


class Listing(QObject):
    """Keeps the rows up to date with the desk."""

    def __init__(self, desk: Desk, pane: NamesPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.pane = desk, pane
        self._open: frozenset[str] = frozenset()
        self._paragraphs = Paragraphs("")
        self._asked = 0
        self._wanted: list[str] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._count)
        pane.filterChanged.connect(lambda _: self.show())
        pane.projectToggled.connect(lambda _: self.show())
        pane.model.countsWanted.connect(self._want)
        desk.articleOpened.connect(self._article_opened)
        desk.projectOpened.connect(self._project_opened)
        desk.schemaChanged.connect(self._schema_changed)
        desk.edited.connect(self._edited)

    # -- showing -------------------------------------------------------------------------------

    @property
    def names(self) -> list[Known]:
        """The names of the article."""
        document = self.desk.document
        return names_in(document, self.desk.view) if document is not None else []

    def show(self) -> None:
        """Show what the field and the tick box ask for."""
        pane, words = self.pane, self.pane.field.text()
        if not pane.isVisible():
            return
        self._asked += 1
        if pane.question is not None and not pane.question.choices:
            words = ""
        if (pane.question is not None and pane.question.choices) or pane.project.isChecked():
            self._show_project(words, self._asked)
            return
        found = rows.of_article(self.names, self._paragraphs, self._open, words)
        pane.show_rows(
            found, tr("No name matches “{words}”").format(words=words) if words else tr(EMPTY)
        )
        self._follow()

    def _show_project(self, words: str, asked: int) -> None:
        def read(project: Project) -> tuple[list[Entity], int]:
            return known.find(project, words, LIMIT), known.total(project)

        def done(found: tuple[list[Entity], int]) -> None:
            question = self.pane.question
            if asked != self._asked:
                return
            if question is not None and question.choices:
                others = [e for e in found[0] if e.id != question.without]
                shown = rows.to_choose(others, words, question.new_allowed)
            else:
                shown = rows.of_project(*found)
            self.pane.show_rows(
                shown, tr("No name matches “{words}”").format(words=words) if words else tr(EMPTY)
            )

        if self.desk.session is not None:
            self.desk.database.call(read, done, self._failed)

    def _follow(self) -> None:
        """Make the current span's row current, unless someone works in the list."""
        span = self.desk.span
        focus = QApplication.focusWidget()
        if span is None or span.layer != ENTITY or (focus and self.pane.isAncestorOf(focus)):
            return
        name = next((k.id for k in self.names if span in k.mentions), None)
        if name is not None:
            at = self.pane.model.find(f"mention {span.id}")
            at = self.pane.model.find(f"name {name}") if at is None else at
            if at is not None:
                self.pane.go(at)

    def _want(self, entity_id: str) -> None:
        self._wanted.append(entity_id)
        self._soon.start()

    def _count(self) -> None:
        wanted, self._wanted = self._wanted[:20], self._wanted[20:]
        who = self.desk.annotator

        def done(found: dict[str, int]) -> None:
            self.pane.model.set_counts(
                {k: whole(n) if n <= COUNTED else f"{whole(COUNTED)}+" for k, n in found.items()}
            )
            if self._wanted:
                self._soon.start()

        if wanted:
            self.desk.database.call(lambda p: known.counts(p, who, wanted), done, self._failed)

    def _failed(self, error: Exception) -> None:
        self.desk.said.emit(str(error))

    def _article_opened(self) -> None:
        document = self.desk.document
        self._paragraphs = Paragraphs(document.article.text if document else "")
        self._open = frozenset()
        self.pane.model.untick()
        self.show()

    def _schema_changed(self) -> None:
        session = self.desk.session
        self.pane.delegate.schema = session.schema if session else None
        self.show()

    def _project_opened(self) -> None:
        session = self.desk.session
        self.pane.delegate.schema = session.schema if session else None
        self.pane.project.setChecked(False)
        self.pane.model.forget_counts()
        self.pane.ask(None)

    def _edited(self, edit: Edit) -> None:
        if any(c.table in ("entity", "span") for c in edit.changes):
            self.pane.model.forget_counts()
            if self.pane.project.isChecked():
                self.show()
