"""A dataset of annotated articles brought in, against bare ``insert_all`` of the same rows.

The reference puts the rows of the same tables into a new file with ``sqlite_utils`` alone: no
reading, no checks, no indexes, no history. ``peak_mb`` is the most memory the import held.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import running
from running import seconds

TABLES = ("article", "zone", "entity", "span", "relation", "review")
# So many articles' rows are held at a time for the reference.
CHUNK = 500


def main() -> None:
    """Measure, or be what is measured."""
    args = running.arguments(__doc__, 10_000, 30)
    if args.child:
        _CHILDREN[args.child[0]](*map(Path, args.child[1:]))
        return
    import made

    dataset = running.kept(
        args.keep, f"dataset-{args.articles}.jsonl",
        lambda path: made.write_jsonl(path, args.articles),
    )  # fmt: skip
    with tempfile.TemporaryDirectory(dir=args.keep) as folder:
        project = Path(folder) / "imported.db"
        ours = running.child("ours", dataset, project)
        bare = running.child("bare", project, Path(folder) / "bare.db")
    if ours["articles"] != args.articles:
        raise SystemExit(f"only {ours['articles']} of {args.articles} came in")
    running.report(
        seconds=ours["seconds"], ratio=ours["seconds"] / bare["seconds"],
        peak_mb=ours["peak_mb"], reference_s=bare["seconds"], articles=args.articles,
        spans=ours["spans"],
    )  # fmt: skip


def _ours(dataset: Path, path: Path) -> None:
    from annotator.services import importing, projects

    with projects.create_project(path) as project:
        found: list[importing.ImportReport] = []
        taken = seconds(lambda: found.append(importing.import_paths(project, [dataset])))
    running.say(
        seconds=taken, articles=len(found[0].articles), spans=found[0].spans,
        peak_mb=running.memory("VmHWM"),
    )  # fmt: skip


def _bare(project: Path, path: Path) -> None:
    import sqlite_utils

    source, target = sqlite_utils.Database(project), sqlite_utils.Database(path)
    taken = 0.0
    for table in TABLES:
        for rows in _chunks(source, table):
            taken += seconds(lambda r=rows, t=table: target.table(t).insert_all(r))  # type: ignore[misc]
    running.say(seconds=taken)


def _chunks(source: Any, table: str) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    per_article = 80 if table == "span" else 20
    for row in source.query(f"SELECT * FROM {table}"):
        rows.append(row)
        if len(rows) == CHUNK * per_article:
            yield rows
            rows = []
    if rows:
        yield rows


_CHILDREN = {"ours": _ours, "bare": _bare}

if __name__ == "__main__":
    main()
