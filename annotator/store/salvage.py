"""A sound project out of a broken one: every row that can be read, and a list of what cannot.

The rows are taken from the file's pages (:mod:`annotator.store.pages`). Those that no table leads
to any more are known by their shape. What does not fit together in the end is left out and named.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model.errors import ProjectError
from annotator.model.span import STATES
from annotator.store import mending, replacing
from annotator.store.failures import failure
from annotator.store.migrations import APPLICATION_ID
from annotator.store.pages import Broken, Pages, Row
from annotator.store.project import VERSION, Project

_VERSION_AT, _APPLICATION_AT = 60, 68
# A letter for each column that a row must have: n nothing (the row's own number), i whole number,
# I one or nothing, t text, T text or nothing, r number or nothing, s state.
_SHAPES = {
    "article": "nttTTTTtTtitTt",
    "zone": "iiit",
    "annotator": "nttT",
    "span": "itittiitsrtTTiTTtt",
    "relation": "ititttsTtt",
    "entity": "ttttTT",
    "review": "iitiiT",
    "suggest_run": "iitiT",
    "edit": "ntiIttttI",
    "label_schema": "nttt",
    "split": "ntt",
}
# By these words tables of one shape are told apart.
_WORDS = {
    "annotator": (2, r"person|pipeline|adjudicator"),
    "label_schema": (3, r"\{.*"),
    "review": (2, r"new|in_progress|done|skipped"),
    "edit": (4, r"do|undo|redo|run|import"),
    "suggest_run": (2, r"\d{4}-.*"),
    "zone": (3, r"[a-z]+"),
    "split": (2, r"\d{4}-.*"),
}
_KINDS: dict[str, tuple[type, ...]] = {
    "n": (type(None),), "i": (int,), "I": (int, type(None)), "t": (str,), "T": (str, type(None)),
    "r": (int, float, type(None)), "s": (str,),
}  # fmt: skip


@dataclass
class Salvaged:
    """How many rows of each table were saved, and in words what was not."""

    rows: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def note(self, number: int, what: str) -> None:
        """Count something that was lost."""
        if number:
            self.lost.append(what.format(number))


def salvage(path: Path, out: Path) -> Salvaged:
    """Write what can be read of a project to a new one; the broken one is not touched.

    Raises ProjectError when nothing of a project can be found in it, or ``out`` cannot be made.
    """
    if os.path.lexists(out):
        raise ProjectError("something with this name is there already", str(out), "Choose another")
    report = Salvaged()
    part = out.with_name(f".{out.name}.part")
    try:
        pages = Pages(path)
    except OSError as error:
        raise failure(error, path) from error
    with closing(pages):
        _require_ours(pages, path)
        part.unlink(missing_ok=True)
        try:
            with closing(Project.create(part)) as project:
                _fill(project, pages, report)
                if not report.rows.get("article"):
                    raise ProjectError("no article can be read in it", str(path), "Use a backup")
            replacing.put_new(part, out)
        except (sqlite3.Error, OSError) as error:
            raise failure(error, out) from error
        finally:
            part.unlink(missing_ok=True)
    return report


def _require_ours(pages: Pages, path: Path) -> None:
    application, version = pages.number(_APPLICATION_AT), pages.number(_VERSION_AT)
    # Of a header that is broken nothing can be believed.
    if application == APPLICATION_ID and VERSION < version < 1000:
        raise ProjectError(
            f"made by a newer Annotator (version {version}, this one knows {VERSION})",
            str(path),
            "Update Annotator",
        )


def _fill(project: Project, pages: Pages, report: Salvaged) -> None:
    conn = project.db.conn
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN")
    conn.execute("DELETE FROM label_schema")
    tables = {t: _Table(conn, t) for t in mending.tables(conn)}
    reached = set(pages.free())
    for name, root in _roots(pages, reached):
        table = tables.get(name)
        for number in pages.leaves(root):
            reached.add(number)
            if table is not None:
                _take(pages, number, table, report, strays=False)
    for number in range(2, pages.count + 1):
        if number not in reached and pages.is_leaf(number):
            alike = _known(pages, number, tables)
            if alike is not None:
                _take(pages, number, tables[alike], report, strays=True)
    mending.mend(project, report.lost, report.changed)
    for name in tables:
        (report.rows[name],) = conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()
    conn.execute("COMMIT")
    conn.execute("PRAGMA foreign_keys = ON")


def _roots(pages: Pages, reached: set[int]) -> Iterator[tuple[str, int]]:
    """The tables that the file's own list still names, with where they begin."""
    for number in pages.leaves(1):
        reached.add(number)
        try:
            rows, _ = pages.rows(number)
        except Broken:
            continue
        for row in rows:
            if len(row.values) == 5:
                kind, name, _, root, _ = row.values
                if kind == "table" and isinstance(name, str) and isinstance(root, int) and root > 1:
                    yield name, root


class _Table:
    """A table of the new project that rows are put into."""

    def __init__(self, conn: sqlite3.Connection, name: str) -> None:
        self.name, self._conn = name, conn
        info = conn.execute(f'PRAGMA table_info("{name}")').fetchall()
        self.columns = [column for _, column, *_ in info]
        keys = [at for at, (_, _, kind, _, _, pk) in enumerate(info) if pk]
        own = len(keys) == 1 and info[keys[0]][2].upper() == "INTEGER"
        # The column that is the rowid under another name is stored as nothing.
        self._rowid = keys[0] if own else None

    def put(self, row: Row) -> str | None:
        """Insert a row; in words why it cannot be."""
        values = list(row.values[: len(self.columns)])
        if self._rowid is not None:
            if self._rowid >= len(values):
                return "too short"
            values[self._rowid] = row.rowid
        names = ", ".join(f'"{c}"' for c in self.columns[: len(values)])
        marks = ", ".join("?" * len(values))
        try:
            self._conn.execute(f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})', values)
        except sqlite3.Error as error:
            return str(error)
        return None


def _take(pages: Pages, number: int, table: _Table, report: Salvaged, strays: bool) -> None:
    try:
        rows, lost = pages.rows(number)
    except Broken:
        return
    report.note(lost, f"{table.name}: {{}} rows on page {number} cannot be read")
    for row in rows:
        error = table.put(row)
        # Of a stray that is there already, this is an older copy.
        if error is not None and not (strays and "UNIQUE" in error):
            report.lost.append(f"{table.name} row {row.rowid}: {error}")


def _known(pages: Pages, number: int, tables: Mapping[str, _Table]) -> str | None:
    """The table that all rows of a page look like, if only one."""
    try:
        rows, _ = pages.rows(number)
    except Broken:
        return None
    found = [
        name
        for name in _SHAPES
        if rows and all(_fits(name, row, len(tables[name].columns)) for row in rows)
    ]
    return found[0] if len(found) == 1 else None


def _fits(name: str, row: Row, most: int) -> bool:
    shape, values = _SHAPES[name], row.values
    # Columns that a migration added are missing in rows from before.
    if not len(shape) <= len(values) <= most:
        return False
    for kind, value in zip(shape, values, strict=False):
        if not isinstance(value, _KINDS[kind]) or (kind == "s" and value not in STATES):
            return False
    at, pattern = _WORDS.get(name, (0, ""))
    return not pattern or re.fullmatch(pattern, str(values[at]), re.DOTALL) is not None
