"""The main window: its panes, and how they follow the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from annotator.model.errors import AnnotatorError
from annotator.model.people import Review
from annotator.services import correcting
from annotator.ui import menus, settings, style, theme
from annotator.ui.actions import KEYS
from annotator.ui.beside import Beside
from annotator.ui.bindings import Bindings
from annotator.ui.check_tab import CheckTab
from annotator.ui.clock import TimeSpent
from annotator.ui.commands import Commands
from annotator.ui.concordance.home import Concordance
from annotator.ui.desk import Desk
from annotator.ui.files import Files
from annotator.ui.filtering import Filtering
from annotator.ui.header import Header
from annotator.ui.names.home import NamesHome
from annotator.ui.panes import Panes
from annotator.ui.paper import Paper
from annotator.ui.pasting import Pasting
from annotator.ui.safekeeping import Safekeeping
from annotator.ui.showing import Showing
from annotator.ui.tools import Tools
from annotator.ui.tour import Tour
from annotator.ui.tr import tr


class MainWindow(QMainWindow):
    """Queue, text, inspector; menu bar above, status below."""

    def __init__(self, annotator: str, theme_name: str) -> None:
        super().__init__()
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.theme = theme.load(theme_name)
        # First: everything below names keys.
        self.bindings = Bindings(self)
        self.desk = Desk(annotator, self)
        self.panes = Panes(self.theme)
        self.queue, self.pane, self.strip = self.panes.queue, self.panes.pane, self.panes.strip
        self.inspector, self.spans = self.panes.inspector, self.panes.spans
        self.history, self.status = self.panes.history, self.panes.status
        self.welcome, self.tabs, self.stack = (
            self.panes.welcome, self.panes.tabs, self.panes.stack,
        )  # fmt: skip
        self.reader = self.pane.view
        self.setCentralWidget(self.panes)
        self.reader.set_zoom(settings.get(settings.ZOOM))
        self.commands = Commands(self.desk, self.reader, self)
        self.files = Files(self)
        self.clock = TimeSpent(self.desk)
        self.showing = Showing(self)
        self.filtering = Filtering(self.desk, self.queue)
        self.header = Header()
        self.setMenuWidget(self.header)
        self.actions_by_id = menus.build(self, self.header.menus, self.run)
        self.header.add_view("view_read")
        self.concordance = Concordance(self)
        self.names = NamesHome(self)
        self.checks = CheckTab(self)
        self.tools = Tools(self, self.bindings)
        self.paper, self.pasting = Paper(self), Pasting(self)
        self.tour, self.safe = Tour(self), Safekeeping(self)
        more = (self.paper, self.pasting, self.tour, self.safe)
        self.homes = (self, self.files, self.concordance, self.tools, *more)
        self._connect()
        self.reader.key_handler = self._text_key
        self.reader.installEventFilter(self)
        # A picture of the window leaves no trace in what the user finds next time.
        self.transient = False
        self.resize(1440, 900)
        self._enable()

    # -- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        desk, commands = self.desk, self.commands
        desk.projectOpened.connect(self._project_opened)
        desk.articleOpened.connect(self._article_opened)
        desk.viewChanged.connect(self.showing.soon)
        desk.currentChanged.connect(self.showing.soon)
        desk.saving.connect(self.status.saving)
        desk.saved.connect(self.status.saved)
        desk.failed.connect(lambda error: self.status.failed(f"{error.what}. {error.remedy}"))
        desk.said.connect(self.status.say)
        desk.reviewed.connect(self._reviewed)
        desk.schemaChanged.connect(self._schema_changed)
        self.status.retryWanted.connect(desk.retry)
        commands.promptChanged.connect(self.status.prompt)
        commands.articleWanted.connect(self._after_done)
        commands.noteWanted.connect(self.inspector.focus_note)
        commands.inspectorWanted.connect(self.inspector.focus_first)
        self.beside = Beside(self)
        self.queue.articleChosen.connect(self.open_article)
        self.queue.model.countsWanted.connect(self.showing.count)
        self.reader.spanClicked.connect(self._clicked)
        self.reader.emptyClicked.connect(lambda: desk.when_idle(lambda: desk.set_current(None)))
        self.reader.boundaryDragged.connect(self._dragged)
        self.spans.spanChosen.connect(self._jump)
        self.strip.layerToggled.connect(
            lambda layer: desk.when_idle(lambda: desk.set_hidden(desk.hidden ^ {layer}))
        )
        self.strip.noticeClicked.connect(self.files.notice_clicked)
        self.inspector.actionWanted.connect(self._from_inspector)
        self.inspector.labelChosen.connect(lambda x: self._correct(correcting.relabel, x))
        self.inspector.attributeChosen.connect(
            lambda name, value: self._correct(correcting.set_attribute, name, value)
        )
        self.inspector.noteWritten.connect(lambda words: self._correct(correcting.set_note, words))
        for pane in (self.inspector, self.queue, self.spans):
            pane.left.connect(self.focus_text)
        self.welcome.actionWanted.connect(self.run)
        self.welcome.projectWanted.connect(self.open_project)
        self.tabs.currentChanged.connect(lambda _: self.showing.tab())
        self.header.actionWanted.connect(self.run)

    # -- actions -------------------------------------------------------------------------------

    def run(self, action: str) -> None:
        """Run an action of the table, wherever it lives."""
        self.commands.leave_mode()
        home = next((h for h in self.homes if hasattr(h, f"on_{action}")), None)
        if home is not None:
            getattr(home, f"on_{action}")()
            self.commands.ran.emit(action)
        else:
            self.commands.trigger(action)

    def _text_key(self, event: QKeyEvent) -> bool:
        self.clock.tick()
        return self.commands.key(event)

    def on_next_article(self) -> None:
        """Open the article below in the queue."""
        self._neighbour(1)

    def on_previous_article(self) -> None:
        """Open the article above in the queue."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        def go() -> None:
            pk = self.queue.neighbour(self.desk.pk, step)
            if pk is None:
                self.status.say(tr("No more articles in this direction"))
            else:
                self.open_article(pk)

        self.desk.when_idle(go)

    def on_retry(self) -> None:
        """Try again to store what could not be stored; everything else is stored already."""
        if self.desk.unsaved:
            self.desk.retry()
        else:
            self.status.say(tr("Everything is saved: each step is, as soon as it is taken"))

    def on_labels(self) -> None:
        """Open the label editor."""
        from annotator.ui.schema_dialog import edit_labels

        edit_labels(self.desk, self.theme, self)

    def on_filter(self) -> None:
        """Go to the queue's filter."""
        self.queue.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.queue.filter.selectAll()

    def on_next_pane(self) -> None:
        """Move the focus to the next pane."""
        self.panes.step_focus(1)

    def on_previous_pane(self) -> None:
        """Move the focus to the pane before."""
        self.panes.step_focus(-1)

    def on_view_read(self) -> None:
        """Show the text."""
        self.show_view("view_read", self.panes.splitter)
        self.focus_text()

    def show_view(self, action: str, page: QWidget) -> None:
        """Show a page of the stack as the view of an action."""
        self.header.show_view(action)
        self.stack.setCurrentWidget(page)
        self.showing.soon()

    def set_theme(self, name: str) -> None:
        """Change the colours of everything."""
        self.theme = theme.load(name)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply(app, self.theme)
        self.panes.set_theme(self.theme)
        self.tools.palette.set_theme(self.theme)
        self.concordance.pane.set_theme(self.theme)
        self.names.pane.set_theme(self.theme)
        self.showing.now()

    # -- project and article -------------------------------------------------------------------

    def open_project(self, path: Path) -> bool:
        """Open a project; says why when it cannot. Returns whether it is open."""
        self._leave_article()
        try:
            self.desk.open_project(Path(path))
        except AnnotatorError as error:
            self.status.say(str(error))
            self.safe.explain_open(Path(path), error)
            return False
        if not self.transient:
            settings.remember(Path(path))
        return True

    def _project_opened(self) -> None:
        session = self.desk.session
        assert session is not None
        self.setWindowTitle(f"{session.path.name} — Annotator")
        self._schema_changed()
        self.filtering.opened()
        self.status.opened(session.readonly)
        self.show_view("view_read", self.panes.splitter)
        self._enable()
        self.files.project_opened(session.readonly)
        article, offset = settings.place(session.path)
        pk = next((r.pk for r in session.rows if r.id == article), None)
        if pk is not None:
            self.desk.open_article(pk, lambda: self._restore(offset))
        elif session.rows:
            first = next((r for r in session.rows if r.status not in ("done", "skipped")), None)
            self.open_article((first or session.rows[0]).pk)

    def _schema_changed(self) -> None:
        session = self.desk.session
        assert session is not None
        self.commands.leave_mode()
        self.inspector.set_schema(session.schema)
        self.strip.set_schema(session.schema, self.theme)
        self.showing.soon()

    def _restore(self, offset: int) -> None:
        span = next((s for s in self.desk.walk() if s.start >= offset), None)
        if span is not None:
            self.commands.focus(span)

    def open_article(self, pk: int, focus: Callable[[], None] | None = None) -> None:
        """Show an article; its first open suggestion becomes current unless ``focus`` says what."""
        self._leave_article()
        self.desk.when_idle(lambda: self.desk.open_article(pk, focus or self._first))

    def _first(self) -> None:
        spans = self.desk.open_spans()
        self.commands.focus(spans[0] if spans else None)

    def _article_opened(self) -> None:
        document = self.desk.document
        self.commands.reset()
        self.reader.set_article(document.article if document else None)
        self.show_hint()
        self.clock.restart()
        if document is not None:
            self.queue.show_current(document.article.pk)
            self.focus_text()
        self.files.article_opened(document)
        self._enable()
        self.showing.now()

    def show_hint(self) -> None:
        """Say in an empty project where articles come from."""
        empty = self.desk.session is not None and not self.desk.session.rows
        words = tr("Drop articles here, or {import} imports them").format_map(KEYS)
        self.reader.set_empty_hint(words if empty else "")

    def _leave_article(self) -> None:
        self.inspector.finish()
        session, document = self.desk.session, self.desk.document
        if session is None or document is None or self.transient:
            return
        span = self.desk.span
        at = span.start if span else self.reader.visible_range()[0]
        settings.remember_place(session.path, document.article.id, at)
        self.clock.write()

    def _after_done(self, pk: int) -> None:
        following = self.queue.next_to_do(pk)
        if following is None:
            self.status.say(
                tr("Every article of the queue is done. {export} exports the dataset").format_map(
                    KEYS
                )
            )
        else:
            self.open_article(following)

    # -- following the desk --------------------------------------------------------------------

    def _reviewed(self, pk: int, review: Review | None) -> None:
        if review is not None:
            self.queue.update_review(pk, review.status, review.flag, review.comment)
        else:
            self.queue.model.refresh(pk)

    # -- mouse and inspector -------------------------------------------------------------------

    def _clicked(self, span_id: str) -> None:
        self.clock.tick()
        self.desk.when_idle(lambda: self.desk.set_current(span_id))

    def _jump(self, span_id: str) -> None:
        self.desk.when_idle(lambda: self.commands.focus(self.desk.view.by_id.get(span_id)))

    def _dragged(self, span_id: str, start: int, end: int) -> None:
        self.desk.when_idle(
            lambda: (
                self.commands.change(correcting.resize, span_id, start, end)
                if span_id in self.desk.view.by_id
                else None
            )
        )

    def _from_inspector(self, action: str) -> None:
        self.commands.trigger(action)
        self.focus_text()

    def _correct(self, service: object, *args: object) -> None:
        def run() -> None:
            if self.desk.span is not None and callable(service):
                self.commands.change(service, self.desk.span.id, *args)

        self.desk.when_idle(run)

    def focus_text(self) -> None:
        """Give the text the keyboard."""
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- window events -------------------------------------------------------------------------

    def _enable(self) -> None:
        menus.enable(
            self.actions_by_id, self.desk.session is not None, self.desk.document is not None
        )

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The keys of a mode are for the mode, not for a shortcut of the menus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mode = self.commands.mode
            if mode is not None and mode.takes(event):
                event.accept()
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Too narrow for three panes: the text keeps its column, the others give way."""
        super().resizeEvent(event)
        self.panes.fit(event.size().width())
        self.tools.palette.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and text."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped project, import other files; text becomes an article."""
        self.pasting.dropped(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what is on its way; nothing needs saving."""
        self._leave_article()
        self.concordance.stop()
        self.files.stop()
        self.tools.stop()
        if not self.transient:
            settings.put(settings.GEOMETRY, self.saveGeometry())
        self.desk.close()
        super().closeEvent(event)
