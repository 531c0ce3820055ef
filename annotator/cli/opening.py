"""Open a project for a command, and say what a person should know of it."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.output import say
from annotator.model.errors import ProjectDamaged, ProjectError
from annotator.services import safety
from annotator.services.projects import Project


def open_project(path: Path, *, readonly: bool = False) -> Project:
    """As the service; says that a project of a newer version is only read, and what its place is.

    Raises ProjectError; of a damaged one the backups are named.
    """
    try:
        alone = safety.window_of(path) is None
        project = safety.open_guarded(path, readonly=readonly, alone=alone, tell=say)
    except ProjectDamaged:
        _name_backup(path)
        raise
    if project.newer:
        say(f"annotator: {path}: {project.readonly}. It is only read; update Annotator to write")
    if not readonly:
        for words in safety.cautions(project):
            say(f"annotator: {path}: {words}")
    return project


def _name_backup(path: Path) -> None:
    try:
        newest = safety.choose(path)
    except ProjectError:
        return
    say(f"annotator: the newest backup is of {newest.at.astimezone():%Y-%m-%d %H:%M}")
