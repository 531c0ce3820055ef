"""Time spent in an article, without absences; written down while it passes."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from annotator.services import reviewing
from annotator.ui.desk import Desk

AWAY_SECONDS = 60
# What a kill may cost: this, and the pause that was on.
WRITE_SECONDS = 30


class Clock:
    """Adds up the time between one action and the next; a long pause counts as a minute."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._last = time.monotonic()

    def restart(self) -> None:
        """Another article is shown."""
        self._seconds, self._last = 0.0, time.monotonic()

    def tick(self) -> None:
        """Something was done."""
        now = time.monotonic()
        self._seconds += min(now - self._last, AWAY_SECONDS)
        self._last = now

    def take(self) -> int:
        """Whole seconds since the last restart or take, which start again at nothing."""
        self.tick()
        seconds, self._seconds = round(self._seconds), 0.0
        return seconds

    def take_past(self) -> int:
        """As `take`, up to the last action only: the pause that is on goes on."""
        seconds = int(self._seconds)
        self._seconds -= seconds
        return seconds


class TimeSpent(QObject):
    """The clock of the article that is open; what it shows is stored without being asked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._clock = desk, Clock()
        # Runs only after something was done, so an idle window stays idle.
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(1000 * WRITE_SECONDS)
        self._quiet.timeout.connect(lambda: self._write(self._clock.take_past()))

    def restart(self) -> None:
        """Another article is shown."""
        self._quiet.stop()
        self._clock.restart()

    def tick(self) -> None:
        """Something was done."""
        self._clock.tick()
        if self._desk.pk is not None and not self._quiet.isActive():
            self._quiet.start()

    def write(self) -> None:
        """Store what was spent up to now."""
        self._quiet.stop()
        self._write(self._clock.take())

    def _write(self, seconds: int) -> None:
        session, pk, who = self._desk.session, self._desk.pk, self._desk.annotator
        if seconds and pk is not None and session is not None and not session.readonly:
            self._desk.database.submit(lambda p: reviewing.add_time(p, who, pk, seconds))
