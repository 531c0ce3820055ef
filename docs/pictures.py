"""Make the pictures of the documentation: the sample project, half corrected, in the real window.

Run it with ``make pictures``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from annotator.cli.main import main
from annotator.services import adding, deciding, demo, linking, projects, reading
from annotator.services.projects import Project
from annotator.ui.app import application
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.snapshot import settle
from annotator.ui.window import MainWindow

# Before Qt starts: the pictures are made where there is no display, too.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

ARTICLE = "chip-rules-tighten"
IMAGES = Path(__file__).parent / "images"


def _work(project: Project, who: str) -> None:
    """Decide on the first half of the article, and add what no pipeline suggests."""
    pk = reading.pks_of(project, [ARTICLE])[0]
    document = reading.load(project, pk)
    text, roles = document.article.text, project.schema_roles()
    spans = document.view(who).main(roles)
    half = [s for s in spans if s.start < len(text) * 0.45]
    deciding.accept_many(project, who, pk, [s.id for s in half])
    body = next(z for z in document.article.zones if z.kind == "body")
    line = text.index("\n", body.start)
    edit = adding.add_span(
        project, who, pk, "claim", "CLAIM", body.start, line, {"type": "fact", "worth": "2"}
    )
    claim = next(c.id for c in edit.changes if c.table == "span") if edit else ""
    source = next((s for s in spans if s.label == "ORG"), None)
    if claim and source:
        linking.set_role(project, who, pk, claim, "CLAIMED_BY", (source.start, source.end))


def _dialogs(path: Path) -> None:
    """The first page, the Concordance and the export dialog, which no snapshot shows."""
    app = application("light")
    window = MainWindow(projects.login_name(), "light")
    window.transient = True
    window.resize(1180, 720)
    window.welcome.set_recent([Path("~/news/reports.db"), Path("~/news/harbour.db")])
    window.show()
    app.processEvents()
    window.grab().save(str(IMAGES / "welcome-light.png"))
    window.desk.open_project(path)
    settle(app, window)
    window.concordance.ask("label:GPE state:open")
    settle(app, window)
    for row in (0, 1, 4):
        window.concordance.pane.lines.toggle(row)
    settle(app, window)
    window.grab().save(str(IMAGES / "concordance-light.png"))
    window.on_view_read()
    dialog = ExportDialog(window.desk, Path("~/news"), window)
    dialog.show()
    dialog.list.setCurrentRow([f.name for f in dialog.formats].index("spacy"))
    dialog.articles.setCurrentIndex(1)
    dialog.split.setText("80/10/10")
    # It counts a moment after the last change.
    end = time.monotonic() + 2
    while time.monotonic() < end:
        settle(app, window)
    dialog.grab().save(str(IMAGES / "export-light.png"))
    dialog.close()
    window.close()


def run() -> int:
    """Write docs/images/*.png; returns the exit status."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        status = main(["demo", "--no-window", "--to", folder])
        path = demo.project_path(Path(folder))
        with projects.open_project(path) as project:
            _work(project, projects.login_name())
        _dialogs(path)
        for theme in ("light", "dark"):
            for name, size in (("window", "1440x900"), ("narrow", "1024x700")):
                out = IMAGES / f"{name}-{theme}.png"
                status |= main(
                    ["snapshot", str(path), str(out), "--article", ARTICLE, "--theme", theme,
                     "--size", size]
                )  # fmt: skip
    return status


if __name__ == "__main__":
    sys.exit(run())
