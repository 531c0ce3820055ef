"""Finds on the database thread what the queue's filter and order ask for, and shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.services import queueing
from annotator.services.projects import Project
from annotator.services.queueing import IMPORTED, Found, Queue
from annotator.ui import settings
from annotator.ui.desk import Desk
from annotator.ui.queue import QueuePane


class Filtering(QObject):
    """One question at a time is on its way; of what was typed meanwhile only the last is asked."""

    def __init__(self, desk: Desk, pane: QueuePane) -> None:
        super().__init__(pane)
        self._desk, self._pane = desk, pane
        self._queue = Queue(desk.annotator)
        self._asking = False
        self._again = False
        # Spans or reviews changed since the last question.
        self._stale = False
        pane.bar.changed.connect(self.ask)
        pane.bar.keptChanged.connect(self._keep)
        pane.bar.field.entered.connect(self._warm)
        desk.viewChanged.connect(self._edited)
        desk.reviewed.connect(lambda *_: self._edited())

    def _warm(self) -> None:
        queue = self._queue
        if self._desk.session is not None:
            self._desk.database.submit(queue.warm)

    def _edited(self) -> None:
        self._stale = True

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._asking

    def opened(self) -> None:
        """Another project is open: no filter, its kept ones, its names."""
        session = self._desk.session
        assert session is not None
        self._queue = Queue(self._desk.annotator)
        self._asking = self._again = False
        self._pane.bar.field.blockSignals(True)
        self._pane.bar.field.clear()
        self._pane.bar.field.blockSignals(False)
        self._pane.set_rows(session.rows)
        self._pane.bar.set_kept(settings.filters(session.path))
        self.renew()

    def renew(self) -> None:
        """Articles or suggestions came: find names, figures and orders again."""
        queue = self._queue
        field = self._pane.bar.field

        def known(values: dict[str, tuple[str, ...]]) -> None:
            field.values = values

        self._desk.database.call(queueing.known_values, known, lambda _: None)
        self._desk.database.submit(lambda _: queue.renew())
        if not self._plain:
            self.ask()

    @property
    def _plain(self) -> bool:
        bar = self._pane.bar
        return not bar.field.text().strip() and bar.chosen_order == IMPORTED

    def ask(self) -> None:
        """Find what the filter asks for now."""
        if self._desk.session is None:
            return
        if self._asking:
            self._again = True
            return
        bar, queue = self._pane.bar, self._queue
        words, order, seed = bar.field.text(), bar.chosen_order, bar.seed
        if self._plain:
            self._pane.show_found([row.pk for row in self._pane.model.all_rows])
            return
        self._asking = True
        stale, self._stale = self._stale, False

        def find(project: Project) -> Found:
            if stale:
                queue.edited()
            return queue.find(project, words, order, seed)

        self._desk.database.call(find, self._found, self._failed)

    def _found(self, found: Found) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self.ask()
        else:
            self._pane.show_found(found.pks, found.problem)

    def _failed(self, error: Exception) -> None:
        self._asking = self._again = False
        self._pane.summarise(str(error))

    def _keep(self, filters: list[str]) -> None:
        if self._desk.session is not None:
            settings.put_filters(self._desk.session.path, filters)
