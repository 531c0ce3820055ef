"""From the switch to an article until it is painted: 700 words with 80 spans, and the long one.

The reference is a ``QTextEdit`` in the same process: ``setPlainText`` and its painting. No article
was loaded ahead; ``ahead_ms`` is that of the next in the queue, which the window loads ahead.
"""

from __future__ import annotations

import tempfile
import time
from itertools import chain

import running
from running import Painted, p50, p95


def main() -> None:
    """Print one JSON line."""
    args = running.arguments(__doc__, 40, 3)
    import made

    project = running.kept(
        args.keep, f"open-{args.articles}.db",
        lambda path: made.write_project(
            path, chain(map(made.article, range(args.articles)), [running.long_article(args.quick)])
        ),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        desk = Painted(running.copy_of(project, folder))
        pks = [row.pk for row in desk.window.queue.model.all_rows]
        # From both ends to the middle, so that the next one is never the one loaded ahead.
        order = [pks[-2 - at // 2] if at % 2 else pks[at // 2] for at in range(len(pks) - 1)]
        times = [_open(desk, pk) for pk in order]
        ahead = [_open(desk, pk) for pk in pks[:-1]]
        long = []
        for _ in range(args.turns):
            long.append(_open(desk, pks[-1]))
            _open(desk, pks[0])
        reference = [_plain(desk, made.article(n).article.text) for n in range(args.articles)]
        text = running.long_article(args.quick).article.text
        reference_long = [_plain(desk, text) for _ in range(args.turns)]
        desk.close()
    running.report(
        ms=p50(times), p95_ms=p95(times), ahead_ms=p50(ahead), long_ms=p50(long),
        reference_ms=p50(reference), reference_long_ms=p50(reference_long),
    )  # fmt: skip


def _open(desk: Painted, pk: int) -> float:
    """Milliseconds until the text stands there with its marks; then wait for all the rest."""
    window, began = desk.window, time.perf_counter()
    window.open_article(pk)
    desk.wait(
        lambda: window.desk.pk == pk and not window.desk.busy and desk.shows(window.desk.view)
    )
    taken = desk.at - began
    desk.settle()
    return 1000 * taken


def _plain(desk: Painted, text: str) -> float:
    from PySide6.QtWidgets import QTextEdit

    edit = QTextEdit()
    edit.resize(desk.window.reader.size())
    edit.show()
    desk.app.processEvents()

    def show() -> None:
        edit.setPlainText(text)
        edit.viewport().repaint()

    taken = running.seconds(show)
    edit.close()
    return 1000 * taken


if __name__ == "__main__":
    main()
