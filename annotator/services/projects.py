"""Make, open, copy and check projects."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from pathlib import Path

from annotator.model.errors import FormatError
from annotator.model.schema import LabelSchema, parse_toml
from annotator.store import connecting
from annotator.store import project as store
from annotator.store.project import Project

__all__ = [
    "Project",
    "backup",
    "check",
    "create_project",
    "login_name",
    "open_project",
    "read_schema",
    "write_schema",
]


def create_project(path: Path, schema: LabelSchema | None = None) -> Project:
    """A new project file. Raises ProjectError."""
    return Project.create(path, schema)


def open_project(path: Path, *, readonly: bool = False) -> Project:
    """Open a project, bringing an older one up to date. Raises ProjectError."""
    return Project.open(path, readonly=readonly)


def left_open(path: Path) -> bool:
    """Whether a project was not closed, or is open elsewhere. Opening it ends that."""
    return connecting.left_open(path)


def read_schema(path: Path) -> LabelSchema:
    """A label schema from a TOML file, or a REFI-QDA codebook (``.qdc``).

    Raises FormatError naming the place.
    """
    if path.suffix.lower() == ".qdc":
        try:
            # Only this needs XML, and the program is to start quickly.
            from annotator.formats import refi_codes
            from annotator.formats.packed import parse_xml

            return refi_codes.schema_of(parse_xml(path.read_bytes(), str(path)), str(path))
        except OSError as error:
            from annotator.formats.base import unreadable

            raise unreadable(path, error) from error
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise FormatError(
            f"the file cannot be read: {error.strerror}", str(path), "Check the name"
        ) from error
    except UnicodeDecodeError as error:
        raise FormatError("the file is not UTF-8 text", str(path), "Save it as UTF-8") from error
    return parse_toml(text, str(path))


def write_schema(schema: LabelSchema, path: Path) -> None:
    """Write a label schema to a TOML file, or as a REFI-QDA codebook where its name ends in .qdc.

    Nothing is left half written. Raises FormatError.
    """
    part = path.with_name(path.name + ".part")
    book = path.suffix.lower() == ".qdc"
    try:
        part.write_bytes(_codebook(schema) if book else schema.to_toml().encode("utf-8"))
        part.replace(path)
    except OSError as error:
        raise FormatError(
            f"the file cannot be written: {error.strerror}", str(path), "Choose another folder"
        ) from error


def _codebook(schema: LabelSchema) -> bytes:
    from annotator.formats import refi_codes

    return refi_codes.codebook(schema)


def backup(project: Project, out: Path) -> None:
    """A consistent copy while the project is in use. Raises ProjectError."""
    store.backup(project, out)


def check(project: Project) -> Iterator[str]:
    """One line for each thing that is wrong with the file."""
    # As above: a project is opened often, and looked through rarely.
    from annotator.store import checks

    return checks.problems(project)


def login_name() -> str:
    """Who sits at this machine; the annotator's name unless another is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "analyst"
