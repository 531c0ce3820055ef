"""The real window without a screen, driven by keys, and killed."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

from scene import READY, Child, Say, faults_of

from annotator.model.edit import Edit
from annotator.services import logs, reading
from annotator.store import history
from annotator.store.project import Project

RUNS = ("undo", "redo", "next_article", "previous_article", "accept_all", "done", "backups")
KEYS = (
    *("N", "N", "N", "Return", "X", "5", "1", "3", "U", "P", "E", "J", "B", "Left", "Right"),
    *("Q", "C", "O", "A", "Escape", "Shift+Right", "Shift+Left"),
)


def window(path: Path, dice: random.Random) -> list[str]:
    """A person at the keyboard; every step that the status bar shows as saved is there after."""
    seed = dice.random()
    child = Child(lambda say: _live(path, random.Random(seed), say))
    child.wait_until_ready()
    ended = child.kill_after(dice.uniform(0, 3.0))
    lost = faults_of(path) + [f"an error in the window: {x}" for x in ended.all("error")]
    with Project.open(path) as project:
        for promise in ended.all("saved"):
            if history.one(project, promise["edit"]) is None:
                lost.append(f"step {promise['edit']} was shown as saved and is not there")
        last = ended.last("saved")
        if last is not None:
            lost += _differences(project, last)
    return lost


def _differences(project: Project, last: dict[str, Any]) -> list[str]:
    """What the window showed, against the file; steps after it may have come to the file yet."""
    document = reading.load(project, last["article"])
    (newest,) = project.db.conn.execute("SELECT max(id) FROM edit").fetchone()
    later = [history.one(project, x) for x in range(last["edit"] + 1, newest + 1)]
    touched = {c.id for edit in later if edit for c in edit.changes}
    held = {s.id: _say(s) for s in document.spans.values() if s.annotator == "ana"}
    differing = {
        x for x in held.keys() | last["spans"].keys() if held.get(x) != last["spans"].get(x)
    }
    return [f"span {x} is not as it was shown" for x in sorted(differing - touched)]


def _say(span: Any) -> str:
    return f"{span.label} {span.start} {span.end} {span.state} {span.note} {span.unsure}"


def _live(path: Path, dice: random.Random, say: Say) -> None:
    from PySide6.QtCore import QEvent, Qt, qInstallMessageHandler
    from PySide6.QtGui import QKeyEvent

    from annotator.ui.app import application
    from annotator.ui.window import MainWindow

    # The platform without a display has a word on every window's size.
    qInstallMessageHandler(lambda *_: None)
    sys.excepthook = lambda _kind, error, _trace: say({"error": logs.told(error)})
    app = application("light")
    shown = MainWindow("ana", "light")
    shown.show()
    shown.open_project(path)
    desk = shown.desk
    edits: list[Edit] = []

    def saved() -> None:
        document = desk.document
        if edits and document is not None and shown.status.state.text().startswith("✓ Saved"):
            own = {s.id: _say(s) for s in document.spans.values() if s.annotator == "ana"}
            promise = {"edit": edits[-1].id, "article": document.article.pk, "spans": own}
            say({"saved": promise})

    desk.edited.connect(edits.append)
    desk.saved.connect(saved)
    end = time.monotonic() + 20
    while desk.document is None and time.monotonic() < end:
        app.processEvents()
    say(READY)
    while True:
        if dice.random() < 0.12:
            action = dice.choice(RUNS)
            if action == "backups":
                shown.safe.keep("opened", force=True)
            else:
                shown.run(action)
        else:
            held, _, name = dice.choice(KEYS).rpartition("+")
            modifier = getattr(Qt.KeyboardModifier, f"{held}Modifier" if held else "NoModifier")
            key, text = getattr(Qt.Key, f"Key_{name}"), name.lower() if len(name) == 1 else ""
            app.sendEvent(shown.reader, QKeyEvent(QEvent.Type.KeyPress, key, modifier, text))
        for _ in range(dice.randint(1, 4)):
            app.processEvents()
