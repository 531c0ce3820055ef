"""Time spent in an article, without absences."""

from __future__ import annotations

import time

AWAY_SECONDS = 60


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
