"""How the panes follow the desk: what is shown of an article, at once and a moment later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from annotator.services import reading
from annotator.ui.actions import BY_ID
from annotator.ui.moment import keys_for, spoken
from annotator.ui.names.home import naming_words
from annotator.ui.tr import tr, whole

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class Showing(QObject):
    """Brings text, lists and status up to date; asked often, it does the work once."""

    _wanted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        # No timer: Qt paints before timers run, and would paint a text that was scrolled twice.
        self._stale = False
        self._wanted.connect(self._due, Qt.ConnectionType.QueuedConnection)
        self._beside = QTimer(self)
        self._beside.setSingleShot(True)
        self._beside.setInterval(0)
        self._beside.timeout.connect(self._show_beside)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def soon(self) -> None:
        """Something changed; show it when the events at hand are through."""
        self._beside.stop()
        if not self._stale:
            self._stale = True
            self._wanted.emit()

    def _due(self) -> None:
        if not self._stale:
            return
        self.now()
        # Qt paints when it has nothing else to do, and would fill the lists before that.
        self._window.reader.viewport().repaint()

    def now(self) -> None:
        """Show the text's marks, then the lists beside it."""
        self._stale = False
        desk, session = self._desk, self._desk.session
        if session is None:
            return
        reader = self._window.reader
        reader.set_hidden_layers(desk.hidden)
        reader.set_marks(desk.view, session.schema, desk.current, desk.echoes(), desk.names())
        # The text is where the eyes are; the lists beside it follow when it has been painted.
        self._beside.start()

    def all_now(self) -> None:
        """Show text and lists at once."""
        self.now()
        self._show_beside()

    def _show_beside(self) -> None:
        self._beside.stop()
        window, desk, session = self._window, self._desk, self._desk.session
        if session is None:
            return
        desk.make_ready()
        spans = desk.view.main(desk.roles)
        window.strip.show_counts(self._place(), spans, desk.hidden, session.schema)
        window.spans.set_spans(spans, session.schema)
        window.spans.set_current(desk.current)
        progress = desk.progress()
        window.status.set_progress(progress)
        self._count_here()
        span = desk.span
        if span is None:
            window.inspector.show_nothing(progress, window.beside.comment())
        else:
            window.inspector.show_span(span, desk.view, naming_words(desk))
            window.reader.announce(spoken(span, progress))
            window.beside.trail()
        self.keys()
        self.tab()
        if desk.pk is not None:
            desk.ahead.want(window.queue.next_to_do(desk.pk))

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            self.keys()

    def keys(self) -> None:
        """The keys that mean something where the focus is."""
        window, focus = self._window, QApplication.focusWidget()
        # Another view has keys of its own, and shows them.
        if window.stack.currentWidget() is not window.panes.splitter:
            window.status.show_hints([])
        elif focus is None or focus is window.reader:
            window.status.set_keys(keys_for(self._desk.span))
        elif (hints := getattr(focus, "key_hints", None)) is not None:
            window.status.show_hints(hints())
        else:
            enter = [("Enter", tr("open", "do"))] if focus is window.queue.list else []
            enter += [("Enter", tr("go there"))] if focus is window.spans.list else []
            window.status.show_hints(
                [*enter, (BY_ID["next_pane"].shown_key, tr("next pane")), ("Esc", tr("text"))]
            )

    def _place(self) -> str:
        pk, model = self._desk.pk, self._window.queue.model
        at = model.find(pk) if pk is not None else None
        return (
            ""
            if at is None
            else tr("{at} of {every}").format(at=at + 1, every=whole(model.rowCount()))
        )

    def tab(self) -> None:
        """Fill the tab that is shown beside the list of spans."""
        window, pk = self._window, self._desk.pk
        window.names.working.show()
        if window.tabs.currentWidget() is not window.history or pk is None:
            return
        self._desk.database.call(
            lambda p: reading.edits(p, pk),
            window.history.set_edits,
            lambda e: window.status.say(str(e)),
        )

    def _count_here(self) -> None:
        """What is on the screen need not be counted in the file."""
        progress, pk = self._desk.progress(), self._desk.pk
        if progress is not None and pk is not None:
            decided, every = progress
            self._window.queue.model.set_counts({pk: (every - decided, every)})

    def count(self, pks: list[int]) -> None:
        """Show how much is open in these articles of the queue."""
        who, window = self._desk.annotator, self._window
        self._count_here()
        pks = [x for x in pks if x != self._desk.pk]
        if not pks:
            return
        self._desk.database.call(
            lambda p: reading.counts(p, who, pks),
            window.queue.model.set_counts,
            lambda error: window.status.say(str(error)),
        )
