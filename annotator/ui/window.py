"""The main window: its panes, and how they follow the desk."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.model.errors import AnnotatorError
from annotator.model.span import CLAIM, ENTITY, QUOTE, SUGGESTED, Span
from annotator.services import correcting, reading, reviewing
from annotator.ui import menus, settings, style, theme
from annotator.ui.commands import Commands
from annotator.ui.desk import Desk
from annotator.ui.files import Files
from annotator.ui.history_list import HistoryList
from annotator.ui.inspector import Inspector
from annotator.ui.queue import QueuePane
from annotator.ui.reading.pane import ReadingPane
from annotator.ui.span_list import SpanList
from annotator.ui.status import StatusBar
from annotator.ui.strip import Strip
from annotator.ui.welcome import Welcome

NARROW = 1180
AWAY_SECONDS = 60


class MainWindow(QMainWindow):
    """Queue, text, inspector; menu bar above, status below."""

    def __init__(self, annotator: str, theme_name: str) -> None:
        super().__init__()
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.theme = theme.load(theme_name)
        self.desk = Desk(annotator, self)
        self.queue = QueuePane(self.theme)
        self.pane = ReadingPane(self.theme)
        self.reader = self.pane.view
        self.strip = Strip()
        self.inspector = Inspector(self.theme)
        self.spans = SpanList(self.theme)
        self.history = HistoryList()
        self.status = StatusBar()
        self.welcome = Welcome()
        self.commands = Commands(self.desk, self.reader, self)
        self.files = Files(self)
        self._last_key = 0.0
        self._seconds = 0.0
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.timeout.connect(self._show)
        self._lay_out()
        self.actions_by_id = menus.build(self, self.run)
        self._connect()
        self.reader.key_handler = self._text_key
        self.reader.installEventFilter(self)
        self.resize(1440, 900)
        self._enable()

    # -- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.pane, 1)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.spans, "Spans")
        self.tabs.addTab(self.history, "History")
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setDocumentMode(True)
        self.side = QWidget()
        self.side.setObjectName("sidebar")
        self.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.inspector)
        side.addWidget(self.tabs, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for at, (widget, low, high) in enumerate(
            ((self.queue, 200, 360), (centre, 420, 16777215), (self.side, 280, 420))
        ):
            widget.setMinimumWidth(low)
            widget.setMaximumWidth(high)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(at, 1 if at == 1 else 0)
            self.splitter.setCollapsible(at, at != 1)
        self.splitter.setSizes([256, 868, 316])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.splitter)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.stack, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(whole)
        self.reader.set_theme(self.theme)
        self.reader.set_zoom(settings.get(settings.ZOOM))

    def _connect(self) -> None:
        desk, commands = self.desk, self.commands
        desk.projectOpened.connect(self._project_opened)
        desk.articleOpened.connect(self._article_opened)
        desk.viewChanged.connect(self._changed)
        desk.currentChanged.connect(self._changed)
        desk.saving.connect(self.status.saving)
        desk.saved.connect(self.status.saved)
        desk.failed.connect(lambda error: self.status.failed(str(error)))
        desk.said.connect(self.status.say)
        desk.reviewed.connect(self._reviewed)
        self.status.retryWanted.connect(desk.retry)
        commands.promptChanged.connect(self.status.prompt)
        commands.articleWanted.connect(self._after_done)
        commands.noteWanted.connect(self.inspector.focus_note)
        commands.inspectorWanted.connect(self.inspector.focus_first)
        self.queue.articleChosen.connect(self.open_article)
        self.queue.model.countsWanted.connect(self._count)
        self.reader.spanClicked.connect(self._clicked)
        self.reader.emptyClicked.connect(lambda: desk.when_idle(lambda: desk.set_current(None)))
        self.reader.boundaryDragged.connect(self._dragged)
        self.spans.spanChosen.connect(self._jump)
        self.strip.layerToggled.connect(lambda layer: self.run(f"hide_{layer}"))
        self.strip.noticeClicked.connect(self.files.notice_clicked)
        self.inspector.actionWanted.connect(self._from_inspector)
        self.inspector.labelChosen.connect(lambda x: self._correct(correcting.relabel, x))
        self.inspector.attributeChosen.connect(
            lambda name, value: self._correct(correcting.set_attribute, name, value)
        )
        self.inspector.noteWritten.connect(lambda words: self._correct(correcting.set_note, words))
        self.inspector.left.connect(self.focus_text)
        self.welcome.actionWanted.connect(self.run)
        self.welcome.projectWanted.connect(self.open_project)
        self.tabs.currentChanged.connect(lambda _: self._show_history())

    # -- actions -------------------------------------------------------------------------------

    def run(self, action: str) -> None:
        """Run an action of the table, wherever it lives."""
        method = getattr(self, f"on_{action}", None) or getattr(self.files, f"on_{action}", None)
        if method is not None:
            method()
        else:
            self.commands.trigger(action)

    def _text_key(self, event: QKeyEvent) -> bool:
        self._clock()
        return self.commands.key(event)

    def on_next_article(self) -> None:
        """Open the article below in the queue."""
        self._neighbour(1)

    def on_previous_article(self) -> None:
        """Open the article above in the queue."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        def go() -> None:
            pk = self.queue.neighbour(self._pk, step)
            if pk is None:
                self.status.say("No more articles in this direction")
            else:
                self.open_article(pk)

        self.desk.when_idle(go)

    def on_filter(self) -> None:
        """Go to the queue's filter."""
        self.queue.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.queue.filter.selectAll()

    def on_next_pane(self) -> None:
        """Move the focus to the next pane."""
        self._pane(1)

    def on_previous_pane(self) -> None:
        """Move the focus to the pane before."""
        self._pane(-1)

    def _pane(self, step: int) -> None:
        stops: list[QWidget] = [self.queue.list, self.reader, self.spans.list]
        parents = [self.queue, self.pane, self.side]
        focus = QApplication.focusWidget()
        here = next((i for i, p in enumerate(parents) if focus and p.isAncestorOf(focus)), 1)
        stops[(here + step) % 3].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_zoom_in(self) -> None:
        """Larger text."""
        self._zoom(settings.get(settings.ZOOM) + 1)

    def on_zoom_out(self) -> None:
        """Smaller text."""
        self._zoom(settings.get(settings.ZOOM) - 1)

    def on_zoom_reset(self) -> None:
        """Text of 18 px."""
        self._zoom(18)

    def _zoom(self, px: int) -> None:
        px = max(14, min(28, px))
        settings.put(settings.ZOOM, px)
        self.reader.set_zoom(px)

    def set_theme(self, name: str) -> None:
        """Change the colours of everything."""
        self.theme = theme.load(name)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply(app, self.theme)
        for part in (self.reader, self.pane.overview, self.queue, self.inspector, self.spans):
            part.set_theme(self.theme)
        self._show()

    # -- project and article -------------------------------------------------------------------

    def open_project(self, path: Path) -> bool:
        """Open a project; says why when it cannot. Returns whether it is open."""
        self._leave_article()
        try:
            self.desk.open_project(Path(path))
        except AnnotatorError as error:
            self.status.say(str(error))
            self.files.explain("This project cannot be opened", error)
            return False
        settings.remember(Path(path))
        return True

    def _project_opened(self) -> None:
        session = self.desk.session
        assert session is not None
        self.setWindowTitle(f"{session.path.name} — Annotator")
        self.inspector.set_schema(session.schema)
        self.strip.set_schema(session.schema)
        self.queue.filter.clear()
        self.queue.set_rows(session.rows)
        self.status.opened(session.readonly)
        self.stack.setCurrentWidget(self.splitter)
        self._enable()
        self.files.project_opened(session.readonly)
        article, offset = settings.place(session.path)
        pk = next((r.pk for r in session.rows if r.id == article), None)
        if pk is not None:
            self.desk.open_article(pk, lambda: self._restore(offset))
        elif session.rows:
            first = next((r for r in session.rows if r.status not in ("done", "skipped")), None)
            self.open_article((first or session.rows[0]).pk)

    def _restore(self, offset: int) -> None:
        span = next((s for s in self.desk.walk() if s.start >= offset), None)
        if span is not None:
            self.commands.focus(span)

    def open_article(self, pk: int) -> None:
        """Show an article; its first open suggestion becomes current."""
        self._leave_article()
        self.desk.when_idle(lambda: self.desk.open_article(pk, self._first))

    def _first(self) -> None:
        spans = self.desk.open_spans()
        self.desk.set_current(spans[0].id if spans else None)

    def _article_opened(self) -> None:
        document = self.desk.document
        self.commands.reset()
        self.reader.set_article(document.article if document else None)
        self.reader.set_empty_hint(self._hint())
        self._seconds, self._last_key = 0.0, time.monotonic()
        if document is not None:
            self.queue.show_current(document.article.pk)
            self.focus_text()
        self.files.article_opened(document)
        self._enable()
        self._show()

    def _hint(self) -> str:
        if self.desk.session is None or self.desk.session.rows:
            return ""
        return "Drop articles here, or Ctrl+I imports them"

    def _leave_article(self) -> None:
        session, document = self.desk.session, self.desk.document
        if session is None or document is None:
            return
        self._clock()
        span = self.desk.span
        at = span.start if span else self.reader.visible_range()[0]
        settings.remember_place(session.path, document.article.id, at)
        seconds, pk, who = round(self._seconds), document.article.pk, self.desk.annotator
        self._seconds = 0.0
        if seconds and not session.readonly:
            self.desk.database.submit(lambda p: reviewing.add_time(p, who, pk, seconds))

    def _clock(self) -> None:
        now = time.monotonic()
        # A longer pause than this is an absence, not reading.
        self._seconds += min(now - self._last_key, AWAY_SECONDS)
        self._last_key = now

    def _after_done(self, pk: int) -> None:
        following = self.queue.next_to_do(pk)
        if following is None:
            self.status.say("Every article of the queue is done. Ctrl+E exports the dataset")
        else:
            self.open_article(following)

    @property
    def _pk(self) -> int | None:
        return self.desk.document.article.pk if self.desk.document else None

    # -- following the desk --------------------------------------------------------------------

    def _changed(self) -> None:
        self._stale.start(0)

    def _show(self) -> None:
        self._stale.stop()
        desk, session = self.desk, self.desk.session
        if session is None:
            return
        self.reader.set_hidden_layers(desk.hidden)
        self.reader.set_marks(desk.view, session.schema, desk.current, self._echoes())
        spans = desk.view.main(desk.roles)
        self.strip.show_counts(self._place(), spans, desk.hidden, session.schema)
        self.spans.set_spans(spans, session.schema)
        self.spans.set_current(desk.current)
        progress = self.progress()
        self.status.set_progress(progress)
        span = desk.span
        if span is None:
            self.inspector.show_nothing(progress)
        else:
            self.inspector.show_span(span, desk.view)
            self.reader.announce(self._spoken(span, progress))
        self.status.set_keys(_keys_for(span))
        self._show_history()

    def _echoes(self) -> frozenset[str]:
        span = self.desk.span
        if span is None or span.layer != ENTITY:
            return frozenset()
        return frozenset(
            s.id
            for s in self.desk.view.spans
            if s.layer == ENTITY
            and s.id != span.id
            and (s.entity == span.entity if span.entity else s.text == span.text)
        )

    def progress(self) -> tuple[int, int] | None:
        """Decided and all suggestions of the article; None without an article."""
        document, roles = self.desk.document, self.desk.roles
        if document is None:
            return None
        every = {
            s.key for s in document.spans.values() if s.state == SUGGESTED and s.label not in roles
        }
        return len(every) - len(self.desk.view.open(roles)), len(every)

    def _place(self) -> str:
        pk, model = self._pk, self.queue.model
        at = model.find(pk) if pk is not None else None
        return "" if at is None else f"{at + 1} of {model.rowCount():,}"

    def _spoken(self, span: Span, progress: tuple[int, int] | None) -> str:
        score = f", {span.score:.2f}" if span.score is not None else ""
        tail = f", {progress[0]} of {progress[1]}" if progress else ""
        return f"{span.text}, {span.label.lower()}, {span.state}{score}{tail}"

    def _show_history(self) -> None:
        if self.tabs.currentWidget() is not self.history or self._pk is None:
            return
        pk = self._pk
        self.desk.database.call(
            lambda p: reading.edits(p, pk),
            self.history.set_edits,
            lambda e: self.status.say(str(e)),
        )

    def _count(self, pks: list[int]) -> None:
        who = self.desk.annotator
        self.desk.database.call(
            lambda p: reading.counts(p, who, pks),
            self.queue.model.set_counts,
            lambda error: self.status.say(str(error)),
        )

    def _reviewed(self, pk: int) -> None:
        document = self.desk.document
        if document is not None and document.article.pk == pk:
            review = document.reviews.get(self.desk.annotator)
            if review is not None:
                self.queue.update_status(pk, review.status, review.flag)
                return
        self.queue.model.refresh(pk)

    # -- mouse and inspector -------------------------------------------------------------------

    def _clicked(self, span_id: str) -> None:
        self._clock()
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
        if event.type() == QEvent.Type.ShortcutOverride and self.commands.mode is not None:
            event.accept()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Too narrow for three panes: the queue gives way, then the inspector gets narrower."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != (event.oldSize().width() < NARROW):
            self.splitter.setSizes([200, 10000, 280] if narrow else [256, 10000, 316])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped project, import anything else."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        self.files.dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what is on its way; nothing needs saving."""
        self._leave_article()
        self.files.stop()
        settings.put(settings.GEOMETRY, self.saveGeometry())
        self.desk.close()
        super().closeEvent(event)


def _keys_for(span: Span | None) -> list[tuple[str, str]]:
    if span is None:
        return [
            ("next_open", ""),
            ("add", ""),
            ("quote", "quote"),
            ("claim", "claim"),
            ("help", ""),
        ]
    first = [("accept", ""), ("reject", "")] if span.state == SUGGESTED else [("accept", "next")]
    digits = {ENTITY: "label", QUOTE: "kind", CLAIM: "type"}
    middle = [("digit", digits.get(span.layer, "label"))]
    if span.layer != ENTITY:
        middle.append(("speaker", "speaker" if span.layer == QUOTE else "source"))
    if span.layer == QUOTE:
        middle.append(("cue", "cue"))
    return [*first, *middle, ("next_open", ""), ("help", "")]
