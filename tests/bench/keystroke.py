"""From a key to its decision committed in SQLite and painted; in an article and in the long one.

The keys are those of ordinary work: accept, accept, relabel, reject, one token longer. Each is
pressed when the window has come to rest after the one before; ``rest`` is until the lists beside
the text are right as well.
"""

from __future__ import annotations

import tempfile
import time
from itertools import cycle, islice

import running
from running import FRAME_MS, Painted, p50, p95

KEYS = ("Return", "Return", "2", "N", "X", "Shift+Right", "N", "Return")


def main() -> None:
    """Print one JSON line."""
    args = running.arguments(__doc__, 6, 1)
    import made

    usual = running.kept(
        args.keep, f"keys-{args.articles}.db",
        lambda path: made.write_project(path, map(made.article, range(args.articles))),
    )  # fmt: skip
    long = running.kept(
        args.keep, f"keys-long{'-quick' * args.quick}.db",
        lambda path: made.write_project(path, [running.long_article(args.quick)]),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        desk = Painted(running.copy_of(usual, folder))
        usual_times = []
        for row in desk.window.queue.model.all_rows:
            desk.window.open_article(row.pk)
            desk.settle()
            usual_times += _work(desk, 60 if not args.quick else 8)
        desk.close()
        desk = Painted(running.copy_of(long, folder))
        long_times = _work(desk, 120 if not args.quick else 8)
        desk.close()
    times, rests, work = zip(*usual_times, strict=True)
    long_, long_rests, long_work = zip(*long_times, strict=True)
    running.report(
        p50_ms=p50(times), p95_ms=p95(times), long_p50_ms=p50(long_), long_p95_ms=p95(long_),
        rest_p95_ms=p95(rests), long_rest_p95_ms=p95(long_rests),
        p95_cpu_ms=p95(work), long_p95_cpu_ms=p95(long_work), frame_ms=FRAME_MS,
        keys=len(times), long_keys=len(long_),
    )  # fmt: skip


def _work(desk: Painted, keys: int) -> list[tuple[float, float, float]]:
    """For each key that changed something the three times of :func:`_press`."""
    pressed = [_press(desk, key) for key in islice(cycle(KEYS), keys)]
    return [x for x in pressed if x is not None]


def _press(desk: Painted, key: str) -> tuple[float, float, float] | None:
    """Milliseconds until it is painted, until the lists beside the text are right too, and those
    that the processor worked till it was painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    *held, last = key.split("+")
    modifier = Qt.KeyboardModifier.ShiftModifier if held else Qt.KeyboardModifier.NoModifier
    work, before = desk.window.desk, desk.window.desk.view
    began, busy = time.perf_counter(), time.process_time()
    QTest.keyClick(desk.window.reader, getattr(Qt.Key, f"Key_{last}"), modifier)
    desk.wait(lambda: not work.busy and (work.view is before or desk.shows(work.view)))
    if work.view is before:
        desk.settle()
        return None
    painted, worked = desk.at - began, desk.work - busy
    # What follows the painting is done by timers of no delay.
    for _ in range(3):
        desk.app.processEvents()
    rest = time.perf_counter() - began
    desk.settle()
    return 1000 * painted, 1000 * rest, 1000 * worked


if __name__ == "__main__":
    main()
