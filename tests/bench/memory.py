"""What an idle window holds that shows a project of 100,000 articles, and how long it took to open.

``small_ms`` is the same with three articles: from the call until the first text is painted.
"""

from __future__ import annotations

import time
from pathlib import Path

import running
from running import Painted, p50

IDLE_SECONDS = 2.0


def main() -> None:
    """Measure, or be what is measured."""
    args = running.arguments(__doc__, 100_000, 200)
    if args.child:
        _window(Path(args.child[0]))
        return
    import made

    big = running.kept(
        args.keep, f"project-{args.articles}.db", lambda path: made.write_many(path, args.articles)
    )
    small = running.kept(
        args.keep, "first-3.db", lambda path: made.write_project(path, map(made.article, range(3)))
    )
    large = [running.child(big) for _ in range(args.turns)]
    little = [running.child(small) for _ in range(args.turns)] if not args.quick else large
    running.report(
        rss_mb=p50([x["rss_mb"] for x in large]), small_rss_mb=p50([x["rss_mb"] for x in little]),
        open_ms=p50([x["open_ms"] for x in large]), small_ms=p50([x["open_ms"] for x in little]),
        articles=args.articles,
    )  # fmt: skip


def _window(project: Path) -> None:
    began = time.perf_counter()
    desk = Painted(project)
    opened = desk.first - began
    late = time.perf_counter() + IDLE_SECONDS
    while time.perf_counter() < late:
        desk.app.processEvents()
        time.sleep(0.01)
    running.say(rss_mb=running.memory(), open_ms=1000 * opened)
    desk.close()


if __name__ == "__main__":
    main()
