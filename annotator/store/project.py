"""Create, open, migrate and close a project file; run transactions on it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from annotator.model import bundled
from annotator.model.errors import ProjectError
from annotator.model.ids import now
from annotator.model.people import PERSON
from annotator.model.schema import LabelSchema, from_dict, parse_toml
from annotator.store import derived
from annotator.store.failures import explain
from annotator.store.handle import Handle
from annotator.store.migrations import APPLICATION_ID, migrations, version_of

VERSION = version_of(migrations)
BUSY_SECONDS = 5.0


def default_schema() -> LabelSchema:
    """The bundled label schema."""
    path = bundled.path("schemas", "default.toml")
    return parse_toml(path.read_text("utf-8"), str(path))


class Project:
    """An open project. Use it from the thread that opened it.

    ``readonly`` is None for a project that can be written, else the reason why it cannot;
    ``newer`` says that a later version of this program made it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, readonly: str | None) -> None:
        self.path = path
        self.readonly = readonly
        self.newer = False
        self.db = Handle(connection)
        self._annotators: dict[str, int] = {}
        self._roles: tuple[int, frozenset[str]] = (0, frozenset())

    # -- life ------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, schema: LabelSchema | None = None) -> Project:
        """A new project file. Raises ProjectError when something stands there or cannot be made."""
        path = Path(path)
        schema = schema or default_schema()
        _claim(path)
        connection = None
        try:
            connection = _connect(path, "rw")
            _use_wal(connection)
            project = cls(path, connection, None)
            project._migrate()
            project.save_schema(schema)
        except BaseException as error:
            if connection is not None:
                connection.close()
            for leftover in (path, *_companions(path)):
                leftover.unlink(missing_ok=True)
            if isinstance(error, sqlite3.Error):
                raise ProjectError(*explain(error, path)) from error
            raise
        return project

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Project:
        """Open a project and bring an older one up to date (a copy of it is kept beside it).

        Opens read-only, with the reason in ``readonly``, when the file is newer than this program
        or cannot be written. Raises ProjectError when it is no project or is damaged.
        """
        path = Path(path)
        _require_project_file(path)
        reason = _unwritable(path)
        connection = None
        try:
            connection = _connect(path, "ro" if reason else "rw")
            version = _identify(connection, path)
            if reason is None and readonly and version < VERSION:
                # Only a project that is up to date can be read; it is brought there first.
                connection.close()
                cls.open(path).close()
                return cls.open(path, readonly=True)
            if reason is None and version > VERSION:
                reason = f"made by a newer Annotator (version {version}, this one knows {VERSION})"
            elif reason is None and readonly:
                reason = "opened read-only"
            if reason is None:
                _use_wal(connection)
            else:
                # Not SQLite's read-only mode, which would leave the companions behind.
                connection.execute("PRAGMA query_only = ON")
            project = cls(path, connection, reason)
            project.newer = version > VERSION
            if version < VERSION:
                project._upgrade(version)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, sqlite3.Error):
                raise ProjectError(*explain(error, path)) from error
            raise
        return project

    def close(self) -> None:
        """Close the file; its companions (-wal, -shm) go when no one else has it open."""
        self.db.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- reading and writing ---------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write meanwhile.

        Raises ProjectError when the file cannot be read.
        """
        connection = self.db.conn
        nested = connection.in_transaction
        try:
            if not nested:
                connection.execute("BEGIN")
            yield
        except sqlite3.Error as error:
            raise ProjectError(*explain(error, self.path)) from error
        finally:
            if not nested and connection.in_transaction:
                connection.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is committed together, or nothing is.

        Raises ProjectError, with the file unchanged, when it cannot be written.
        """
        if self.readonly:
            remedy = "Update Annotator" if self.newer else "Work on a copy of it"
            raise ProjectError(f"the project is {self.readonly}", str(self.path), remedy)
        connection = self.db.conn
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            # Ids given out inside the transaction are gone with it.
            self._annotators.clear()
            if isinstance(error, sqlite3.Error):
                raise ProjectError(*explain(error, self.path)) from error
            raise

    def version_of_others(self) -> int:
        """A number that changes when the file is written to, but by this connection."""
        return int(self.db.conn.execute("PRAGMA data_version").fetchone()[0])

    def annotator_id(self, name: str, kind: str = PERSON, version: str | None = None) -> int:
        """The row of an annotator, made when new. Call inside a transaction."""
        if name not in self._annotators:
            self.db.execute(
                "INSERT INTO annotator (name, kind, version) VALUES (?, ?, ?)"
                " ON CONFLICT (name) DO NOTHING",
                (name, kind, version),
            )
            row = self.db.execute("SELECT id FROM annotator WHERE name = ?", (name,)).fetchone()
            self._annotators[name] = row[0]
        return self._annotators[name]

    # -- label schema ----------------------------------------------------------------------

    def schema(self) -> LabelSchema:
        """The newest version of the label schema."""
        row = self.db.execute(
            "SELECT body FROM label_schema ORDER BY version DESC LIMIT 1"
        ).fetchone()
        if row is None:
            raise ProjectError("the project has no label schema", str(self.path), "Use a backup")
        return from_dict(json.loads(row[0]), str(self.path))

    def schema_roles(self) -> frozenset[str]:
        """Ids of the labels that are parts of a quote, by the newest label schema."""
        version = self.db.conn.execute("SELECT max(version) FROM label_schema").fetchone()[0]
        if self._roles[0] != version:
            self._roles = (version, self.schema().roles)
        return self._roles[1]

    def save_schema(self, schema: LabelSchema) -> None:
        """Add a version of the label schema; earlier ones stay."""
        with self.transaction():
            self.add_schema(schema)

    def add_schema(self, schema: LabelSchema) -> None:
        """As :meth:`save_schema`, inside a transaction of the caller's."""
        self.db.execute(
            "INSERT INTO label_schema (version, at, name, body)"
            " SELECT coalesce(max(version), 0) + 1, ?, ?, ? FROM label_schema",
            (now(), schema.name, json.dumps(schema.to_dict(), ensure_ascii=False)),
        )
        derived.write_labels(self.db, schema)

    # -- versions --------------------------------------------------------------------------

    def _migrate(self) -> None:
        # All in one transaction: a crash leaves the version that was, and of two programs that
        # open an old project at once the second finds it done.
        with self.transaction():
            self.db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.apply(self.db.utils)
            self.db.conn.execute(f"PRAGMA user_version = {VERSION}")

    def _upgrade(self, version: int) -> None:
        if self.readonly:
            raise ProjectError(
                f"the project is of version {version} and cannot be brought to {VERSION}:"
                f" {self.readonly}",
                str(self.path),
                "Copy it to a place where you can write",
            )
        names = (f"{self.path.name}.v{version}-backup{x}" for x in ("", *range(2, 1000)))
        backup(self, next(p for p in map(self.path.with_name, names) if not p.exists()))
        self._migrate()


def backup(project: Project, out: Path) -> None:
    """A consistent copy, also while the project is in use. Raises ProjectError."""
    out = Path(out)
    if os.path.lexists(out):
        raise ProjectError("something with this name is there already", str(out), "Choose another")
    part = out.with_name(out.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as target:
            project.db.conn.backup(target)
        part.replace(out)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise ProjectError(*explain(error, out)) from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}"
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not _companions(path)[0].exists():
        # A WAL file needs its -shm beside it; where none can be made, nobody can be writing.
        uri += "&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    # Kept in the file, so it comes after we know that the file is ours.
    connection.execute("PRAGMA journal_mode = WAL")


def _claim(path: Path) -> None:
    """Make the file, empty; of two programs only one can."""
    try:
        if not path.parent.is_dir():
            raise ProjectError(
                "the folder does not exist", str(path.parent), "Make it or choose another"
            )
        path.open("xb").close()
    except FileExistsError as error:
        raise ProjectError(
            "something with this name is there already", str(path), "Choose another name"
        ) from error
    except (OSError, ValueError) as error:
        raise ProjectError(*explain(error, path)) from error


def _companions(path: Path) -> tuple[Path, Path]:
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def _unwritable(path: Path) -> str | None:
    if not os.access(path, os.W_OK):
        return "read-only: the file may not be written"
    if not os.access(path.parent, os.W_OK):
        return "read-only: its folder may not be written"
    return None


def _require_project_file(path: Path) -> None:
    try:
        if not path.is_file():
            raise ProjectError(
                "there is no such project", str(path), "Make it with: annotator init"
            )
        with path.open("rb") as file:
            head = file.read(16)
    except (OSError, ValueError) as error:
        raise ProjectError(*explain(error, path)) from error
    if head != b"SQLite format 3\0":
        raise ProjectError(
            "this is not an Annotator project",
            str(path),
            "Make a project with: annotator init, then import articles into it",
        )


def _identify(connection: sqlite3.Connection, path: Path) -> int:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise ProjectError(
            "this is a database of another program", str(path), "Choose an Annotator project"
        )
    return version
