"""From the start of the program to its first painted article, against the smallest window.

The reference is a window of one ``QTextEdit`` with the same text, in a process of its own too.
Both are started in turn; the medians count. ``rss_mb`` is what the program holds with the article
painted and spaCy not loaded.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import running
from running import p50


def main() -> None:
    """Measure, or be what is measured."""
    args = running.arguments(__doc__, 3, 1)
    if args.child:
        _CHILDREN[args.child[0]](Path(args.child[1]))
        return
    import made

    project = running.kept(
        args.keep, f"first-{args.articles}.db",
        lambda path: made.write_project(path, map(made.article, range(args.articles))),
    )  # fmt: skip
    text = running.kept(
        args.keep, "first.txt", lambda path: _write(path, made.article(0).article.text)
    )
    # Once for the files to be in memory and the modules compiled.
    if not args.quick:
        running.child("ours", project)
        running.child("smallest", text)
    ours, theirs = [], []
    for _ in range(args.turns):
        ours.append(running.child("ours", project))
        theirs.append(running.child("smallest", text))
    ms, reference = (p50([x["ms"] for x in runs]) for runs in (ours, theirs))
    running.report(
        ms=ms, reference_ms=reference, ratio=ms / reference,
        rss_mb=p50([x["rss_mb"] for x in ours]),
        reference_rss_mb=p50([x["rss_mb"] for x in theirs]),
    )  # fmt: skip


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _ours(project: Path) -> None:
    """The program as the command starts it; it ends when the article is painted."""
    from annotator.cli.main import main as annotator
    from annotator.ui.reading.view import ReadingView

    plain = ReadingView.paintEvent

    def painted(view: Any, event: Any) -> None:
        plain(view, event)
        if view.page is not None:
            _end()

    ReadingView.paintEvent = painted  # type: ignore[method-assign]
    annotator([str(project)])


def _smallest(text: Path) -> None:
    from PySide6.QtWidgets import QApplication, QTextEdit

    class Text(QTextEdit):
        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)
            _end()

    app = QApplication([])
    window = Text()
    window.setPlainText(text.read_text("utf-8"))
    window.resize(1440, 900)
    window.show()
    app.exec()


def _end() -> None:
    running.say(rss_mb=running.memory(), spacy="spacy" in sys.modules)
    sys.stdout.flush()
    # The clock has stopped; a window that is half open need not be closed.
    os._exit(0)


_CHILDREN = {"ours": _ours, "smallest": _smallest}

if __name__ == "__main__":
    main()
