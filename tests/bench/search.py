"""A phrase looked for in 10,000 and in 100,000 articles; the queue of the latter filtered.

Phrases are names and three words that follow each other somewhere, as they are typed into the
search of the project. The queue is what ``queue_speed.py`` measures, on the same project.
"""

from __future__ import annotations

from pathlib import Path

import queue_speed
import running
from running import p50, p95, seconds

PHRASES = 60


def main() -> None:
    """Print one JSON line."""
    args = running.arguments(__doc__, 100_000, 200)
    import made

    big = running.kept(
        args.keep, f"project-{args.articles}.db", lambda path: made.write_many(path, args.articles)
    )
    tenth = args.articles // 10
    small = running.kept(
        args.keep, f"project-{tenth}.db", lambda path: made.write_many(path, tenth)
    )
    few, many = _search(small, tenth), _search(big, args.articles)
    queue = queue_speed.measure(big, few=args.quick)
    running.report(
        p95_ms_10k=p95(few), p95_ms_100k=p95(many), filter_p95_ms=queue["filter_p95_ms"],
        filter_p95_cpu_ms=queue["filter_p95_cpu_ms"], scroll_p95_ms=queue["scroll_p95_ms"],
        first_ms=queue["first_ms"], p50_ms_10k=p50(few), p50_ms_100k=p50(many),
        articles=args.articles,
    )  # fmt: skip


def _search(path: Path, count: int) -> list[float]:
    """Milliseconds for each phrase; every one is found somewhere."""
    import made

    from annotator.services import projects, searching

    times = []
    with projects.open_project(path, readonly=True) as project:
        for phrase in made.phrases(PHRASES, count):
            found: list[object] = []
            quoted = f'"{phrase}"'
            taken = seconds(lambda q=quoted, f=found: f.extend(searching.search(project, q)))  # type: ignore[misc]
            if not found:
                raise SystemExit(f"{phrase!r} is not found")
            times.append(1000 * taken)
    return times


if __name__ == "__main__":
    main()
