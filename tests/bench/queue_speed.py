"""The queue of a project with 100,000 articles: open, filter, scroll. Prints one JSON line.

    python tests/bench/queue_speed.py [ARTICLES] [PROJECT]

``filter`` is the time from a key in the filter to the list painted with what it found, over words
and conditions typed letter by letter; ``first`` is the slowest of the orders and figures that are
found once and kept. A frame is 16.7 ms. On a machine that others use,
``filter_p95_cpu_ms`` says what this program itself took. A PROJECT that is there is used, else
made and kept.
(Not called queue.py: beside other scripts that name would stand for the standard library's.)
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import queue_project
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui import theme
from annotator.ui.window import MainWindow

FRAME_MS = 1000 / 60
TYPED = (
    "harbour tariff", "belarn kanturo", "sel mordon", "status:todo gimjor", "source:ledger rosan",
    "label:ORG ulvaria", "date:2024-05", 'text:"quinselan"', "annotator:bob", "unsure:yes tor",
)  # fmt: skip
FIGURES = ("score<.3", "open>5", "agree<.8")
ORDERS = ("least_certain", "newest", "most_open", "disagreement", "random")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "p.db"
        if not path.exists():
            queue_project.make(path, count)
        print(json.dumps(_measure(path)))


def _measure(path: Path) -> dict[str, object]:
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    window = MainWindow("ana", "light")
    window.transient = True
    window.show()
    opened = _ms(lambda: (window.open_project(path), _settle(app, window)))
    keys = [t for words in TYPED for t in _type(app, window, words)]
    times, work = [t for t, _ in keys], [w for _, w in keys]
    first = [_once(app, window, words=words) for words in FIGURES]
    first += [_once(app, window, order=order) for order in ORDERS]
    _once(app, window, order="imported")
    scrolled = _scroll(app, window)
    window.close()
    p95 = _p95(times)
    return {
        "name": "queue", "articles": len(window.queue.model.all_rows), "open_ms": round(opened),
        "filter_p50_ms": round(statistics.median(times), 1), "filter_p95_ms": round(p95, 1),
        "filter_p95_cpu_ms": round(_p95(work), 1),
        "filter_frames": round(p95 / FRAME_MS, 2), "first_ms": round(max(first)),
        "scroll_p95_ms": round(_p95(scrolled), 1),
        "scroll_frames": round(_p95(scrolled) / FRAME_MS, 2), "keys": len(times),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


def _settle(app: QApplication, window: MainWindow) -> None:
    while window.filtering.busy or window.desk.busy:
        # Not round and round, which would keep Python from the thread of the database.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    app.processEvents()
    window.queue.list.viewport().repaint()


def _type(app: QApplication, window: MainWindow, words: str) -> list[tuple[float, float]]:
    """For each key the time on the clock, and the time that the processor worked."""
    window.queue.filter.setFocus()
    window.queue.filter.clear()
    _settle(app, window)
    out = []
    for letter in words:
        began = time.process_time()
        taken = _ms(lambda c=letter: (_press(window, c), _settle(app, window)))
        out.append((taken, 1000 * (time.process_time() - began)))
    return out


def _press(window: MainWindow, letter: str) -> None:
    QTest.keyClicks(window.queue.filter, letter)


def _once(app: QApplication, window: MainWindow, words: str = "", order: str = "") -> float:
    bar = window.queue.bar

    def ask() -> None:
        if order:
            bar.order.setCurrentIndex(bar.order.findData(order))
            bar.order.activated.emit(bar.order.currentIndex())
        else:
            bar.field.setText(words)
        _settle(app, window)

    taken = _ms(ask)
    bar.field.clear()
    _settle(app, window)
    return taken


def _scroll(app: QApplication, window: MainWindow) -> list[float]:
    bar = window.queue.list.verticalScrollBar()
    step = max(1, bar.maximum() // 200)
    out = []
    for at in range(0, bar.maximum(), step):
        out.append(_ms(lambda at=at: (bar.setValue(at), window.queue.list.viewport().repaint())))
        app.processEvents()
    return out


def _ms(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return 1000 * (time.perf_counter() - began)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
