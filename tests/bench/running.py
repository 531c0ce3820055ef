"""What the benchmarks share: made files that are kept, children, times, the real window."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FRAME_MS = 1000 / 60
LATE_SECONDS = 30
TURNS = 5


def arguments(doc: str | None, articles: int, few: int) -> argparse.Namespace:
    """``--articles N`` (how many the benchmark is about), ``--keep DIR``, ``--quick``.

    With ``quick`` it is about ``few``, the long article is short, and ``turns`` is 1: it shows that
    the benchmark runs, not how fast.
    """
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, metavar="N")
    parser.add_argument(
        "--keep", type=Path, default=ROOT / "build" / "bench", metavar="DIR",
        help="where made files are kept for the next run",
    )  # fmt: skip
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--child", nargs="*", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.articles = args.articles or (few if args.quick else articles)
    args.turns = 1 if args.quick else TURNS
    args.keep.mkdir(parents=True, exist_ok=True)
    return args


def long_article(quick: bool) -> Any:
    """The long article, or with ``quick`` a stand-in for it."""
    import made

    return made.article(999_999, 30, made.LONG_WORDS) if quick else made.long_article()


def kept(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """A made file: that of an earlier run with the same program, else made now."""
    path = folder / name
    if not path.exists():
        part = path.with_name(f"part-{name}")
        part.unlink(missing_ok=True)
        make(part)
        part.replace(path)
    return path


def copy_of(project: Path, folder: str) -> Path:
    """A copy of a project to write to."""
    from annotator.services import projects

    path = Path(folder) / project.name
    with projects.open_project(project, readonly=True) as source:
        projects.backup(source, path)
    return path


def report(**figures: Any) -> None:
    """Print the one line, floats with few digits."""
    short = {k: round(v, 3 - (abs(v) >= 10) * 2) if isinstance(v, float) else v
             for k, v in figures.items()}  # fmt: skip
    print(json.dumps({"name": Path(sys.argv[0]).stem, **short}))


def child(*words: object, script: str | None = None) -> dict[str, Any]:
    """Run this benchmark, or another script, as ``--child WORDS``; returns what it reports.

    ``ms`` is the time from its start until it printed its line, unless the line has an own one.
    """
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        run = subprocess.Popen(
            [sys.executable, script or sys.argv[0], "--child", *map(str, words)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(home),
        )  # fmt: skip
        assert run.stdout is not None
        line = run.stdout.readline()
        taken = 1000 * (time.perf_counter() - began)
        status = run.wait()
    if not line:
        raise SystemExit(f"{words} ended with {status} and said nothing")
    found: dict[str, Any] = {"ms": taken, **json.loads(line)}
    return found


def _environment(home: str) -> dict[str, str]:
    """Settings of the person who runs this are neither read nor changed, and modules are compiled
    once, as those of an installed program are."""
    own = {"XDG_CONFIG_HOME": home, "PYTHONPATH": str(ROOT),
           "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "pycache")}  # fmt: skip
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | own


def say(**figures: Any) -> None:
    """What a child has to tell its parent."""
    print(json.dumps(figures), flush=True)


def memory(field: str = "VmRSS") -> float:
    """Megabytes in use by this process now, or with ``VmHWM`` at most so far."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("memory is read from /proc, which is not there")


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def p50(times: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    """Ninety-five of a hundred are no longer."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


class Painted:
    """The real window, and when its text was last painted with an article in it."""

    def __init__(self, project: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from annotator.ui import style, theme
        from annotator.ui.reading.view import ReadingView
        from annotator.ui.window import MainWindow

        self.app = QApplication.instance() or QApplication([])
        theme.load_fonts()
        style.apply(self.app, theme.load("light"))
        self.at = self.first = self.work = 0.0
        self.view: object = None
        plain = ReadingView.paintEvent

        def painted(view: Any, event: Any) -> None:
            plain(view, event)
            self.at, self.view = time.perf_counter(), view.marks.view
            self.work = time.process_time()
            if view.page is not None:
                self.first = self.first or self.at

        # Before the window is made: Qt asks once for each object what it overrides.
        ReadingView.paintEvent = painted  # type: ignore[method-assign]
        try:
            self.window = MainWindow("ana", "light")
        finally:
            self._unpatch = lambda: setattr(ReadingView, "paintEvent", plain)
        self.window.transient = True
        self.window.resize(1440, 900)
        self.window.show()
        self.window.open_project(project)
        self.settle()

    def wait(self, until: Callable[[], bool]) -> None:
        """Handle events until something is so; ends the benchmark when it never comes."""
        from PySide6.QtCore import QEventLoop, QTimer

        late = time.perf_counter() + LATE_SECONDS
        # Wakes the loop below when nothing else does.
        QTimer.singleShot(1000 * LATE_SECONDS, lambda: None)
        while not until():
            if time.perf_counter() > late:
                raise SystemExit("the window does not come to rest")
            # Not round and round, which would keep Python from the thread of the database.
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def settle(self) -> None:
        """Handle events until everything asked for is stored and shown."""
        from PySide6.QtCore import QCoreApplication, QEvent

        desk = self.window.desk
        self.wait(lambda: not desk.busy and not self.window.filtering.busy)
        for _ in range(3):
            desk.database.submit(lambda _: None).result()
            self.app.processEvents()
        # What the program's own loop does at each of its turns, and processEvents does not.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def shows(self, view: object) -> bool:
        """Whether these spans are those painted last."""
        return self.view is view

    def close(self) -> None:
        """Close the window, and paint as before."""
        self.window.close()
        self._unpatch()
