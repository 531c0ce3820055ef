"""Killed at any moment: everything that the window had shown as saved is in the file."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Desktop

from annotator.services import projects, reading

ROUNDS = 6

WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from annotator.ui.app import application
from annotator.ui.window import MainWindow

app = application("light")
window = MainWindow("ana", "light")
window.show()
window.open_project(Path(sys.argv[1]))
while window.desk.document is None:
    app.processEvents()

def press(key, text="", held=Qt.KeyboardModifier.NoModifier):
    app.sendEvent(window.reader, QKeyEvent(QEvent.Type.KeyPress, key, held, text))

def said():
    # The bar says saved; what the window shows as decided now is a promise.
    if window.desk.busy or not window.status.state.text().startswith("✓ Saved"):
        return
    own = sorted(
        f"{s.id}:{s.label}:{s.start}:{s.end}:{s.state}"
        for s in window.desk.document.spans.values() if s.annotator == "ana"
    )
    print(" ".join(own), flush=True)

window.desk.saved.connect(said)
K = Qt.Key
keys = [(K.Key_N, "n"), (K.Key_5, "5"), (K.Key_X, "x"), (K.Key_Z, ""),
        (K.Key_N, "n"), (K.Key_Right, "", Qt.KeyboardModifier.ShiftModifier), (K.Key_U, "u"),
        (K.Key_P, "p"), (K.Key_1, "1"), (K.Key_Return, ""), (K.Key_Left, "")]
print("ready", flush=True)
end = time.monotonic() + 20
while time.monotonic() < end:
    for key in keys:
        if key[0] == K.Key_Z:
            window.run("undo")
        else:
            press(*key)
        app.processEvents()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_kill_9_at_any_moment_loses_nothing_shown_as_saved(
    project: Path, desktops: Callable[[Path], Desktop]
) -> None:
    dice = random.Random(7)
    promises = 0
    for _ in range(ROUNDS):
        window = subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(project)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
        # After so many promises, whatever the machine's speed, and then at any moment.
        lines = [window.stdout.readline().rstrip("\n") for _ in range(dice.randint(1, 25))]
        threading.Event().wait(dice.uniform(0, 0.1))
        window.send_signal(signal.SIGKILL)
        lines += [line.rstrip("\n") for line in window.stdout if line.endswith("\n")]
        window.stdout.close()
        assert window.wait() == -signal.SIGKILL
        promises += len(lines)
        _compare(project, lines)
    assert promises > 3 * ROUNDS
    assert desktops(project).window.desk.document is not None


def _compare(path: Path, lines: list[str]) -> None:
    """The file is whole and holds the last promise, or steps committed after it."""
    with projects.open_project(path) as project:
        assert list(projects.check(project)) == []
        document = reading.load(project, 1)
        edits = reading.edits(project, 1)
    own = {s.id: s for s in document.spans.values() if s.annotator == "ana"}
    if not lines:
        return
    promised = {word.split(":")[0]: word for word in lines[-1].split()}
    held = {k: f"{k}:{s.label}:{s.start}:{s.end}:{s.state}" for k, s in own.items()}
    # At most the one step that was committed but not yet shown may differ.
    newest = {c.id for c in edits[0].changes} if edits else set()
    different = {k for k in promised.keys() | held.keys() if promised.get(k) != held.get(k)}
    assert different <= newest
