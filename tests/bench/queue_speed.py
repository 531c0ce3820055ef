"""The queue of a project with 100,000 articles: open, filter, scroll. Prints one JSON line.

``filter`` is the time from a key in the filter to the list painted with what it found, over words
and conditions typed letter by letter; ``first`` is the slowest of the orders and figures that are
found once and kept. A frame is 16.7 ms. On a machine that others use,
``filter_p95_cpu_ms`` says what this program itself took.
(Not called queue.py: beside other scripts that name would stand for the standard library's.)
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

import running
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from running import FRAME_MS

from annotator.ui import theme
from annotator.ui.window import MainWindow

FIGURES = ("score<.3", "open>5", "agree<.8")
ORDERS = ("least_certain", "newest", "most_open", "disagreement", "random")


def main() -> None:
    """Print one JSON line."""
    args = running.arguments(__doc__, 100_000, 200)
    import made

    path = running.kept(
        args.keep, f"project-{args.articles}.db", lambda path: made.write_many(path, args.articles)
    )
    running.report(**measure(path, few=args.quick))


def _typed() -> tuple[str, ...]:
    """What is typed into the filter: words of titles, sources, every kind of condition."""
    import made

    titles = [made.article(n, 1).article for n in (0, 7, 8)]
    first, second, third = (x.title.lower().split()[0] for x in titles)
    source = (titles[0].source or "").split()[0]
    return (
        f"{first} {second}", f"{third[:3]} {second[:5]}", f"sel {first}", f"status:todo {second}",
        f"source:{source} {third}", f"label:ORG {third}", "date:2026-05", f'text:"{first}"',
        "annotator:bob", f"unsure:yes {third[:3]}",
    )  # fmt: skip


def measure(path: Path, few: bool = False) -> dict[str, Any]:
    """The figures for a project; with ``few`` less is typed."""
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    window = MainWindow("ana", "light")
    window.transient = True
    window.show()
    opened = _ms(lambda: (window.open_project(path), _settle(app, window)))
    keys = [t for words in _typed()[: 2 if few else None] for t in _type(app, window, words)]
    times, work = [t for t, _ in keys], [w for _, w in keys]
    first = {words: _once(app, window, words=words) for words in FIGURES}
    first |= {order: _once(app, window, order=order) for order in ORDERS}
    _once(app, window, order="imported")
    scrolled = _scroll(app, window)
    window.close()
    slowest = max(first, key=first.__getitem__)
    return {
        "articles": len(window.queue.model.all_rows), "open_ms": opened,
        "filter_p50_ms": statistics.median(times), "filter_p95_ms": running.p95(times),
        "filter_p95_cpu_ms": running.p95(work), "filter_frames": running.p95(times) / FRAME_MS,
        "first_ms": first[slowest], "first": slowest, "scroll_p95_ms": running.p95(scrolled),
        "keys": len(times), "rss_mb": running.memory("VmHWM"),
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


if __name__ == "__main__":
    main()
