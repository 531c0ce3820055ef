"""The main window: its panes, and how they follow the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from annotator.model.errors import AnnotatorError
from annotator.services.first import begin_at
from annotator.ui import building, settings, style, theme
from annotator.ui.later import Later
from annotator.ui.panes import HEADER_HEIGHT, Panes, place
from annotator.ui.tr import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QTabWidget

    from annotator.model.people import Review
    from annotator.services.first import Sight
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
    from annotator.ui.history_list import HistoryList
    from annotator.ui.inspector import Inspector
    from annotator.ui.names.home import NamesHome
    from annotator.ui.paper import Paper
    from annotator.ui.pasting import Pasting
    from annotator.ui.queue import QueuePane
    from annotator.ui.safekeeping import Safekeeping
    from annotator.ui.showing import Showing
    from annotator.ui.span_list import SpanList
    from annotator.ui.status import StatusBar
    from annotator.ui.strip import Strip
    from annotator.ui.tools import Tools
    from annotator.ui.tour import Tour
    from annotator.ui.welcome import Welcome


class MainWindow(QMainWindow):
    """Queue, text, inspector; menu bar above, status below.

    With ``later`` only the text is made at once; the rest is put into ``later``, step by step, and
    :meth:`show_first` may show an article before it is there.
    """

    # Made by the steps of ``building``.
    bindings: Bindings
    desk: Desk
    queue: QueuePane
    strip: Strip
    inspector: Inspector
    spans: SpanList
    history: HistoryList
    status: StatusBar
    welcome: Welcome
    tabs: QTabWidget
    commands: Commands
    files: Files
    clock: TimeSpent
    showing: Showing
    filtering: Filtering
    header: Header
    actions_by_id: dict[str, QAction]
    concordance: Concordance
    names: NamesHome
    checks: CheckTab
    tools: Tools
    paper: Paper
    pasting: Pasting
    tour: Tour
    safe: Safekeeping
    beside: Beside
    homes: tuple[QObject, ...]

    def __init__(self, annotator: str, theme_name: str, later: Later | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.annotator = annotator
        self.theme = theme.load(theme_name)
        self.panes = Panes(self.theme)
        self.stack, self.pane, self.reader = self.panes.stack, self.panes.pane, self.panes.pane.view
        self.setMenuWidget(place("header", HEADER_HEIGHT))
        self.setCentralWidget(self.panes)
        self.reader.set_zoom(settings.get(settings.ZOOM))
        # A picture of the window leaves no trace in what the user finds next time.
        self.transient = False
        self.sight: Sight | None = None
        self.resize(1440, 900)
        self.later = later or Later(self)
        if later is not None:
            # Panes that are half made are not for the eyes; :meth:`reveal` ends this.
            later.add("hold", lambda: self.setUpdatesEnabled(False))
        building.plan(self)
        if later is None:
            self.later.finish()

    def show_first(self, sight: Sight) -> None:
        """Show an article that was read before the project is open here."""
        self.sight, span = sight, sight.current
        document = sight.document
        if document.error or not document.suggested_by:
            # ``files`` will say so above the text.
            self.panes.expect_notice()
        self.reader.set_article(document.article)
        self.reader.set_marks(
            sight.view, sight.schema, span.id if span else None, sight.echoes, document.names()
        )
        if span is not None:
            self.reader.scroll_to(span.start, span.end)
        self.focus_text()

    def open_first(self, path: Path) -> None:
        """Open the project whose article was shown before."""
        if not self.open_project(path):
            self.sight = None
            self.reader.set_article(None)
            self.stack.setCurrentWidget(self.welcome)

    def reveal(self) -> None:
        """Show all that was made after the text, filled, as soon as the article is open."""

        def show() -> None:
            self.showing.all_now()
            self.setUpdatesEnabled(True)

        self.desk.when_idle(show)

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

    def text_key(self, event: QKeyEvent) -> bool:
        """Offer a key of the text to the commands; whether it meant something."""
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

    def project_opened(self) -> None:
        """Show the project that the desk has opened."""
        session = self.desk.session
        assert session is not None
        self.setWindowTitle(f"{session.path.name} — Annotator")
        self.schema_changed()
        self.filtering.opened()
        self.status.opened(session.readonly)
        self.show_view("view_read", self.panes.splitter)
        self.enable()
        self.files.project_opened(session.readonly)
        article, offset = settings.place(session.path)
        pk = next((r.pk for r in session.rows if r.id == article), None)
        if pk is not None:
            self.desk.open_article(pk, lambda: self._begin_at(offset))
        elif session.rows:
            first = next((r for r in session.rows if r.status not in ("done", "skipped")), None)
            self.open_article((first or session.rows[0]).pk)

    def schema_changed(self) -> None:
        """Show the labels of the project."""
        session = self.desk.session
        assert session is not None
        self.commands.leave_mode()
        self.inspector.set_schema(session.schema)
        self.strip.set_schema(session.schema, self.theme)
        self.showing.soon()

    def _begin_at(self, offset: int | None) -> None:
        """Make current what work begins with in an article; shown at once, before it is painted."""
        desk = self.desk
        span = begin_at(desk.view, desk.roles, offset, desk.hidden)
        if span is not None or offset is None:
            self.commands.focus(span)
        self.showing.now()

    def open_article(self, pk: int, focus: Callable[[], None] | None = None) -> None:
        """Show an article; its first open suggestion becomes current unless ``focus`` says what."""
        self._leave_article()
        self.desk.when_idle(
            lambda: self.desk.open_article(pk, focus or (lambda: self._begin_at(None)))
        )

    def article_opened(self) -> None:
        """Show the article that the desk has opened, or that it has none."""
        document = self.desk.document
        if self._seen_already():
            self.sight = self.sight if document is None else None
        else:
            self.sight = None
            self.reader.set_article(document.article if document else None)
        self.commands.reset()
        self.show_hint()
        self.clock.restart()
        if document is not None:
            self.queue.show_current(document.article.pk)
            self.focus_text()
        self.files.article_opened(document)
        self.enable()
        self.showing.now()

    def _seen_already(self) -> bool:
        """Whether the text was shown before the project was open, and stays or is on its way."""
        document, sight = self.desk.document, self.sight
        if sight is None:
            return False
        return self.desk.busy if document is None else document.article == sight.document.article

    def show_hint(self) -> None:
        """Say in an empty project where articles come from."""
        from annotator.ui.actions import KEYS

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

    def after_done(self, pk: int) -> None:
        """Go on to the next article to do."""
        following = self.queue.next_to_do(pk)
        if following is None:
            from annotator.ui.actions import KEYS

            self.status.say(
                tr("Every article of the queue is done. {export} exports the dataset").format_map(
                    KEYS
                )
            )
        else:
            self.open_article(following)

    # -- following the desk --------------------------------------------------------------------

    def reviewed(self, pk: int, review: Review | None) -> None:
        """An article has another review; None where an edit does not say which."""
        if review is not None:
            self.queue.update_review(pk, review.status, review.flag, review.comment)
        else:
            self.queue.model.refresh(pk)

    def focus_text(self) -> None:
        """Give the text the keyboard."""
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- window events -------------------------------------------------------------------------

    def enable(self) -> None:
        """Switch off the actions that make no sense now."""
        from annotator.ui import menus

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
        if not self.later.left:
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
        if self.later.left:
            self.later.drop()
            return
        self._leave_article()
        self.concordance.stop()
        self.files.stop()
        self.tools.stop()
        if not self.transient:
            settings.put(settings.GEOMETRY, self.saveGeometry())
        self.desk.close()
        super().closeEvent(event)
