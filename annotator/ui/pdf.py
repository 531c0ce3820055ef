"""An annotated article as PDF, made without a window."""

from __future__ import annotations

from pathlib import Path

from annotator.services import projects, reading
from annotator.ui.app import application
from annotator.ui.printing import write_pdf


def print_article(project: Path, article: str, out: Path, annotator: str | None) -> int:
    """Write an article of a project to a PDF; returns the number of pages.

    ``annotator``: whose view, the login name by default. Raises AnnotatorError for an unknown
    article, and as :func:`annotator.ui.printing.write_pdf`.
    """
    with projects.open_project(project, readonly=True) as opened:
        pk = reading.pks_of(opened, [article])[0]
        document, schema = reading.load(opened, pk), opened.schema()
    # Fonts are measured by it.
    app = application("light")
    pages = write_pdf(document, annotator or projects.login_name(), schema, out)
    app.processEvents()
    return pages
