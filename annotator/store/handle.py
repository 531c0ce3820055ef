"""sqlite-utils when it is needed: imported when something needs it, not with the program.

Its import, with what it brings along, takes longer than to open a project and paint an article.
Reading and writing rows needs the connection alone; migrations and looking at tables need more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = Callable[["Database"], None]


class Handle:
    """An open connection; whatever else is asked of it is sqlite-utils' own on that connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.conn = connection
        self.execute = connection.execute
        self._utils: Database | None = None

    @property
    def utils(self) -> Database:
        """The connection as sqlite-utils has it."""
        if self._utils is None:
            from sqlite_utils import Database

            self._utils = Database(self.conn)
        return self._utils

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.utils, name)


class Migrations:
    """Steps in their order, applied by sqlite-utils, which notes in the file what was applied."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps: list[Step] = []

    def __call__(self) -> Callable[[Step], Step]:
        """Declare the next step: ``@migrations()``."""

        def declare(step: Step) -> Step:
            self.steps.append(step)
            return step

        return declare

    def apply(self, db: Database) -> None:
        """Apply those that the file does not have yet."""
        from sqlite_utils.migrations import Migrations as Applied

        known = Applied(self.name)
        for step in self.steps:
            known()(step)
        known.apply(db)
