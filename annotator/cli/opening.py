"""Open a project for a command, and say what a person should know of it."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.output import say
from annotator.services import projects
from annotator.services.projects import Project


def open_project(path: Path, *, readonly: bool = False) -> Project:
    """As the service; that a project of a newer version is only read is said.

    Raises ProjectError.
    """
    project = projects.open_project(path, readonly=readonly)
    if project.newer:
        say(f"annotator: {path}: {project.readonly}. It is only read; update Annotator to write")
    return project
