"""Create, open, migrate and close a project file; run transactions on it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from annotator.model import bundled
from annotator.model.errors import FormatError, ProjectDamaged, ProjectError, ProjectGone
from annotator.model.ids import now
from annotator.model.people import PERSON
from annotator.model.schema import LabelSchema, from_dict, parse_toml
from annotator.store import connecting, derived, guarding, replacing
from annotator.store.failures import failure
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
    ``newer`` says that a later version of this program made it, ``wal`` that others can read it
    while it is written. ``before_bulk(what)`` is called before an edit over many articles.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, readonly: str | None) -> None:
        self.path = path
        self.readonly = readonly
        self.newer = False
        self.wal = True
        self.before_bulk: Callable[[str], None] = _let
        self.db = Handle(connection)
        self._annotators: dict[str, int] = {}
        self._roles: tuple[int, frozenset[str]] = (0, frozenset())
        self._identity = connecting.identity(path)

    # -- life ------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, schema: LabelSchema | None = None) -> Project:
        """A new project file. Raises ProjectError when something stands there or cannot be made."""
        path = Path(path)
        schema = schema or default_schema()
        _claim(path)
        connection = None
        try:
            connection = connecting.connect(path, "rw", BUSY_SECONDS)
            connecting.trust(connection)
            wal = connecting.use_wal(connection)
            project = cls(path, connection, None)
            project.wal = wal
            project._migrate()
            project.save_schema(schema)
        except BaseException as error:
            if connection is not None:
                connection.close()
            for leftover in (path, *connecting.companions(path)):
                leftover.unlink(missing_ok=True)
            if isinstance(error, sqlite3.Error):
                raise failure(error, path) from error
            raise
        return project

    @classmethod
    def open(cls, path: Path, *, readonly: bool | str = False) -> Project:
        """Open a project and bring an older one up to date (a backup of it is made first).

        Opens read-only, with the reason in ``readonly``, when the file is newer than this program
        or cannot be written, or when asked for; then the reason may be given. Raises ProjectError
        when it is no project, ProjectDamaged when it is a broken one.
        """
        path = Path(path)
        _require_project_file(path)
        reason = _unwritable(path)
        connection = None
        try:
            connection = connecting.connect(path, "ro" if reason else "rw", BUSY_SECONDS)
            version = guarding.identify(connection, path, APPLICATION_ID)
            guarding.require_own_schema(connection, path, version, migrations)
            if reason is None and readonly and version < VERSION:
                # Only a project that is up to date can be read; it is brought there first.
                connection.close()
                cls.open(path).close()
                return cls.open(path, readonly=readonly)
            if reason is None and version > VERSION:
                reason = f"made by a newer Annotator (version {version}, this one knows {VERSION})"
            elif reason is None and readonly:
                reason = readonly if isinstance(readonly, str) else "opened read-only"
            project = cls(path, connection, reason)
            if reason is None:
                connecting.trust(connection)
                project.wal = connecting.use_wal(connection)
            else:
                # Not SQLite's read-only mode, which would leave the companions behind.
                connection.execute("PRAGMA query_only = ON")
            project.newer = version > VERSION
            if version < VERSION:
                project._upgrade(version)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, sqlite3.Error):
                raise failure(error, path) from error
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
            raise failure(error, self.path) from error
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
        self.require_there()
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
                raise failure(error, self.path) from error
            raise

    def require_there(self) -> None:
        """Raises ProjectGone when the file was moved, deleted or replaced since it was opened.

        What was stored is still in the file that is held open, and can be copied from there.
        """
        now = connecting.identity(self.path)
        if now == self._identity:
            return
        # Others would take our WAL for the one of the file that stands there now.
        with suppress(sqlite3.Error):
            self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        what = "was replaced by another" if now else "was moved or deleted"
        raise ProjectGone(
            f"the project file {what} while it was open",
            str(self.path),
            "Nothing stored is lost: save the project under another name",
        )

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
        try:
            return from_dict(json.loads(row[0]), str(self.path))
        except (ValueError, TypeError, RecursionError, FormatError) as error:
            what = error.what if isinstance(error, FormatError) else "it cannot be read"
            raise ProjectDamaged(f"the label schema is damaged: {what}", str(self.path)) from error

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
        # Needed once in a project's life, and takes a while to import.
        from annotator.store import backups

        backups.make(self.db.conn, self.path, backups.MIGRATION)
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
            target.execute("PRAGMA journal_mode = DELETE")
        replacing.put_new(part, out)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise failure(error, out) from error


def _let(_: str) -> None:
    """Nothing is to be done before an edit over many articles."""


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
        raise failure(error, path) from error


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
        raise failure(error, path) from error
    if head != b"SQLite format 3\0":
        raise ProjectError(
            "this is not an Annotator project",
            str(path),
            "Make a project with: annotator init, then import articles into it",
        )
