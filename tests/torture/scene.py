"""What the rounds play on: a project of short articles, what holds of it, and doomed children."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from builders import TEXT, add_article, random_suggestions, suggest

from annotator.services.export_run import Want
from annotator.store import articles, checks, mending
from annotator.store.handle import Handle, Migrations
from annotator.store.migrations import APPLICATION_ID, migrations
from annotator.store.project import Project

ARTICLES = 12
READY = {"ready": True}
OVER = Want("jsonl", force=True)
Say = Callable[[Any], None]
Rows = dict[str, list[tuple[object, ...]]]


def build(path: Path, dice: random.Random) -> None:
    """A project with suggestions in every article."""
    with Project.create(path) as project:
        for number in range(ARTICLES):
            text = f"Article {number}\n{TEXT}\n" + f"Port {number} reopened on Monday. " * 8
            pk = add_article(project, f"a{number}", text, source="Wire")
            suggest(project, pk, random_suggestions(dice, text, 25))


def rows_of(project: Project, *without: str) -> Rows:
    """Every row of every table that cannot be made anew."""
    return {
        name: sorted(project.db.conn.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for name in mending.tables(project.db.conn)
        if name not in without
    }


def edits_of(project: Project) -> set[int]:
    """The numbers of all edits."""
    return {r[0] for r in project.db.conn.execute("SELECT id FROM edit")}


def faults_of(path: Path) -> list[str]:
    """Open a project as a person would next; what is wrong with it."""
    try:
        with Project.open(path) as project:
            return list(checks.problems(project))
    except Exception as error:
        return [f"cannot be opened: {error}"]


def aged(path: Path, source: Path, version: int) -> None:
    """A project of an earlier version with the rows of another."""
    first = Migrations(migrations.name)
    first.steps = migrations.steps[:version]
    with (
        Project.open(source) as project,
        closing(sqlite3.connect(path, isolation_level=None)) as old,
    ):
        old.execute("PRAGMA journal_mode = WAL")
        first.apply(Handle(old).utils)
        old.execute("BEGIN")
        for table in mending.tables(old):
            columns = [r[1] for r in old.execute(f'PRAGMA table_info("{table}")')]
            names = ", ".join(f'"{c}"' for c in columns)
            found = project.db.conn.execute(f'SELECT {names} FROM "{table}"').fetchall()
            marks = ", ".join("?" * len(columns))
            old.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', found)
        old.execute("COMMIT")
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute(f"PRAGMA user_version = {version}")


def some_pk(project: Project, dice: random.Random) -> int:
    """Any article."""
    return dice.choice(articles.all_pks(project))


class Promises:
    """How much children have said to be saved, in all; and those that failed by themselves."""

    count = 0
    broken: ClassVar[list[str]] = []


# -- children --------------------------------------------------------------------------------------


@dataclass
class Ended:
    """What a child said, line by line, and how it ended: killed, or by itself."""

    said: list[Any] = field(default_factory=list)
    killed: bool = False
    status: int = 0

    def last(self, key: str) -> Any:
        """What it said last under a key."""
        return next((x[key] for x in reversed(self.said) if key in x), None)

    def all(self, key: str) -> list[Any]:
        """Everything it said under a key, in order."""
        return [x[key] for x in self.said if key in x]


class Child:
    """A process of its own that does some work, and says what it has been told is saved."""

    def __init__(self, work: Callable[[Say], None], label: str = "") -> None:
        self._read, write = os.pipe()
        sys.stdout.flush()
        self._label = label
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._read)
            _live(work, write)
        os.close(write)
        self._data = b""

    def wait_until_ready(self, seconds: float = 120) -> None:
        """Until it says that it has begun."""
        end = time.monotonic() + seconds
        while b"\n" not in self._data and time.monotonic() < end and self._take(0.5):
            pass

    def _take(self, seconds: float) -> bool:
        """Read what is there, waiting so long; False at the end."""
        if not select.select([self._read], [], [], seconds)[0]:
            return True
        more = os.read(self._read, 65536)
        self._data += more
        return bool(more)

    def live(self, seconds: float) -> None:
        """Let it work so long, unless it ends before."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._take(max(0.0, end - time.monotonic())):
            pass

    def kill_after(self, seconds: float) -> Ended:
        """Let it live so long, and kill it as a power cut would."""
        self.live(seconds)
        os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> Ended:
        """Hear it out, until it is no more."""
        while self._take(60):
            pass
        os.close(self._read)
        _, status = os.waitpid(self.pid, 0)
        lines = self._data.split(b"\n")[:-1]
        Promises.count += max(0, len(lines) - 1)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if status and not killed:
            Promises.broken.append(f"the child {self._label} ended with {status}")
        return Ended([json.loads(x) for x in lines], killed, status)


def _live(work: Callable[[Say], None], pipe: int) -> None:
    status = 0
    try:

        def say(what: Any) -> None:
            os.write(pipe, json.dumps(what).encode() + b"\n")

        work(say)
    except BaseException:
        traceback.print_exc()
        status = 1
    finally:
        sys.stderr.flush()
        os._exit(status)
