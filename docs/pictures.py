"""Make the pictures of the documentation: the sample project, half corrected, in the real window.

Run it with ``make pictures``. Each view and state is there in light and in dark.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.cli.main import main
from annotator.services import adding, deciding, demo, importing, linking, projects, reading
from annotator.services.projects import Project
from annotator.ui import style
from annotator.ui import theme as themes
from annotator.ui.app import application
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.snapshot import settle
from annotator.ui.window import MainWindow

# Before Qt starts: the pictures are made where there is no display, too.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

ARTICLE = "chip-rules-tighten"
IMAGES = Path(__file__).parent / "images"
COLOURS = 128
ARABIC = """عودة العمال إلى الميناء

قالت النقابة إن العمل يبدأ يوم الاثنين في ميناء فارنا.

«لن ندفع مرتين»، قالت إيناس عوكافور في صوفيا.
"""


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
    # One that lacks something, for the list of what looks forgotten.
    last = [z for z in document.article.zones if z.kind == "body"][-1]
    adding.add_span(project, who, pk, "claim", "CLAIM", last.start, last.end)
    claim = next(c.id for c in edit.changes if c.table == "span") if edit else ""
    source = next((s for s in spans if s.label == "ORG"), None)
    if claim and source:
        linking.set_role(project, who, pk, claim, "CLAIMED_BY", (source.start, source.end))


def _projects(folder: Path) -> dict[str, Path]:
    """The sample half corrected, the same for reading only, one in Arabic, one with nothing."""
    main(["demo", "--no-window", "--to", str(folder)])
    made = {"sample": demo.project_path(folder)}
    with projects.open_project(made["sample"]) as project:
        _work(project, projects.login_name())
        made["readonly"] = folder / "newer.db"
        projects.backup(project, made["readonly"])
    newer = sqlite3.connect(made["readonly"])
    newer.execute("PRAGMA user_version = 9999")
    newer.close()
    made["empty"], made["rtl"] = folder / "empty.db", folder / "rtl.db"
    projects.create_project(made["empty"]).close()
    text = folder / "rtl.txt"
    text.write_text(ARABIC, "utf-8")
    with projects.create_project(made["rtl"]) as project:
        importing.import_paths(project, [text])
        pk = reading.pks_of(project, [text.stem])[0]
        whole = reading.load(project, pk).article.text
        for words, layer, label in (
            ("فارنا", "entity", "GPE"), ("صوفيا", "entity", "GPE"),
            ("إيناس عوكافور", "entity", "PERSON"), ("لن ندفع مرتين", "quote", "DIRECT"),
        ):  # fmt: skip
            at = whole.index(words)
            adding.add_span(project, projects.login_name(), pk, layer, label, at, at + len(words))
    return made


class Camera:
    """One window in one theme, and the pictures of what it shows."""

    def __init__(self, app: QApplication, theme: str, size: tuple[int, int]) -> None:
        self.app, self.theme = app, theme
        style.apply(app, themes.load(theme))
        self.window = MainWindow(projects.login_name(), theme)
        self.window.transient = True
        self.window.desk.database.locks = False
        self.window.resize(*size)
        self.window.show()
        self.wait()

    def open(self, path: Path, article: str = "") -> None:
        """Open a project, and the article named in it."""
        self.window.desk.open_project(path)
        settle(self.app, self.window)
        session = self.window.desk.session
        found = next((r.pk for r in session.rows if r.id == article), None) if session else None
        if found is not None:
            self.window.open_article(found)
        self.wait(0.3)

    def wait(self, least: float = 0.0) -> None:
        """Until what was asked for is there."""
        self.app.processEvents()
        if self.window.desk.session is None:
            return
        end = time.monotonic() + least
        settle(self.app, self.window)
        while time.monotonic() < end:
            settle(self.app, self.window)

    def take(self, name: str, what: QWidget | None = None) -> None:
        """Write a picture of the window, or of something in it."""
        self.wait(0.2)
        image = (what or self.window).grab().toImage()
        _few_colours(image).save(str(IMAGES / f"{name}-{self.theme}.png"), "PNG", 0)

    def dialog(self, name: str, action: str, least: float = 0.5) -> None:
        """Write a picture of the dialog that an action opens."""
        self.window.run(action)
        self.wait(least)
        shown = [x for x in self.window.findChildren(QDialog) if x.isVisible()]
        self.take(name, shown[-1])
        shown[-1].done(0)
        self.wait()

    def close(self) -> None:
        """End the window."""
        self.window.close()
        self.window.deleteLater()
        self.app.processEvents()


def _few_colours(image: QImage) -> QImage:
    """The picture with its commonest colours, each other one as the nearest of them."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[:, :, :3]
    found, where, count = np.unique(
        raw.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    # A rare colour that stands far from all others counts for more than a shade of a letter's edge.
    coarse = (found >> 5).astype(np.int64) @ np.array([64, 8, 1])
    weight = count / np.sqrt(np.bincount(coarse, count)[coarse])
    table = found[np.argsort(-weight)[:COLOURS]]
    far = ((found[:, None, :].astype(np.int32) - table[None, :, :]) ** 2).sum(axis=2)
    index = far.argmin(axis=1).astype(np.uint8)[where.reshape(height, width)]
    out = QImage(width, height, QImage.Format.Format_Indexed8)
    out.setColorTable([0xFF000000 | int(r) << 16 | int(g) << 8 | int(b) for b, g, r in table])
    lines = np.frombuffer(out.bits(), np.uint8).reshape(height, out.bytesPerLine())
    lines[:, :width] = index
    return out


def _views(camera: Camera, made: dict[str, Path]) -> None:
    """The window in its states, on the sample project."""
    camera.open(made["sample"], ARTICLE)
    camera.take("window")
    window = camera.window
    window.run("palette")
    camera.take("palette")
    window.tools.palette.close_()
    # With nothing current the names have the room of the inspector.
    window.run("leave")
    window.run("names")
    camera.take("names")
    window.focus_text()
    window.run("done")
    camera.take("check")
    window.run("leave")
    window.focus_text()
    window.concordance.ask("label:GPE state:open")
    camera.wait(0.3)
    for row in (0, 1, 4):
        window.concordance.pane.lines.toggle(row)
    camera.take("concordance")
    window.on_view_read()
    for name, action in (
        ("labels", "labels"), ("keys", "help"), ("change-keys", "change_keys"),
        ("brief", "brief"), ("suggest-with", "suggest_with"),
    ):  # fmt: skip
        camera.dialog(name, action)
    _export(camera)
    window.files.ask_import([made["sample"].with_suffix(".jsonl")])
    camera.wait(1)
    shown = [x for x in window.findChildren(QDialog) if x.isVisible()]
    camera.take("import", shown[-1])
    shown[-1].done(0)
    window.run("tour")
    camera.take("tour")


def _export(camera: Camera) -> None:
    dialog = ExportDialog(camera.window.desk, Path("~/news"), camera.window)
    dialog.show()
    dialog.list.setCurrentRow([f.name for f in dialog.formats].index("spacy"))
    dialog.choices.articles.setCurrentIndex(1)
    dialog.choices.split_words.setText("80/10/10")
    # It counts a moment after the last change.
    camera.wait(2)
    camera.take("export", dialog)
    dialog.close()


def _welcome(camera: Camera, made: dict[str, Path]) -> None:
    camera.window.welcome.set_recent([Path("~/news/reports.db"), Path("~/news/harbour.db")])
    camera.take("welcome")


def _states(camera: Camera, made: dict[str, Path]) -> None:
    for name in ("empty", "readonly", "rtl"):
        camera.open(made[name], ARTICLE)
        camera.take(name)


def _narrow(camera: Camera, made: dict[str, Path]) -> None:
    camera.open(made["sample"], ARTICLE)
    camera.take("narrow")


def run() -> int:
    """Write docs/images/*.png; returns the exit status."""
    IMAGES.mkdir(exist_ok=True)
    shots: tuple[tuple[tuple[int, int], Callable[[Camera, dict[str, Path]], None]], ...] = (
        ((1180, 720), _welcome), ((1440, 900), _views), ((1440, 900), _states),
        ((1024, 700), _narrow),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        # Nobody's name, folders or settings but these are seen.
        os.environ |= {"LOGNAME": "ana", "HOME": "/home/ana"}
        os.environ |= dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), folder)
        made = _projects(Path(folder))
        app = application("light")
        for theme in ("light", "dark"):
            for size, shoot in shots:
                camera = Camera(app, theme, size)
                shoot(camera, made)
                camera.close()
        camera = Camera(app, "contrast", (1440, 900))
        camera.open(made["sample"], ARTICLE)
        camera.take("window")
        camera.close()
    return 0


if __name__ == "__main__":
    sys.exit(run())
