"""A sample project from the bundled articles."""

from __future__ import annotations

from pathlib import Path

from annotator.model import bundled
from annotator.model.errors import ProjectError
from annotator.services import importing, projects
from annotator.services.projects import Project
from annotator.store import suggestions


def project_path(folder: Path) -> Path:
    """Where the sample project of a folder is."""
    return folder / "sample.db"


def make_project(folder: Path) -> Path:
    """Make the sample project in a folder, or keep the one that is there.

    Raises ProjectError when the folder cannot be written.
    """
    path = project_path(folder)
    if path.exists():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            f"the folder cannot be made: {error.strerror}", str(folder), "Choose another with --to"
        ) from error
    with projects.create_project(path) as project:
        importing.import_paths(project, sorted(bundled.path("articles").glob("*.txt")))
    return path


def waits(project: Project) -> bool:
    """Whether an article of the project has no suggestions yet."""
    return suggestions.never_suggested(project)
