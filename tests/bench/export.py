"""Annotated articles written as a dataset, against reading their rows and ``json.dumps`` alone.

``ratio`` is that of ``jsonl``. Each format is written by a process of its own; ``peak_mb`` is the
most that any of them held, ``growth`` that of a project twice as large by that of this one.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import running
from running import seconds

FORMATS = ("jsonl", "spacy", "conll")
TABLES = ("article", "zone", "span", "relation", "review")


def main() -> None:
    """Measure, or be what is measured."""
    args = running.arguments(__doc__, 10_000, 30)
    if args.child:
        what, project, out = args.child
        found = _bare(Path(project), Path(out)) if what == "bare" else _ours(what, project, out)
        running.say(**found)
        return
    import made

    from annotator import formats

    def make(path: Path, count: int) -> None:
        made.write_project(path, (made.article(n, decided=True) for n in range(count)))

    project = running.kept(
        args.keep, f"decided-{args.articles}.db", lambda path: make(path, args.articles)
    )
    half = running.kept(
        args.keep, f"decided-{args.articles // 2}.db", lambda path: make(path, args.articles // 2)
    )
    known = {f.name for f in formats.every() if f.writes}
    with tempfile.TemporaryDirectory(dir=args.keep) as folder:
        out = Path(folder) / "out"
        bare = running.child("bare", project, out)
        found = {f: running.child(f, project, f"{out}.{f}") for f in FORMATS if f in known}
        # With --quick the question is not asked.
        smaller = (
            found["spacy"] if args.quick else running.child("spacy", half, f"{out}.half.spacy")
        )
    running.report(
        **{f"{f}_s": found[f]["seconds"] if f in found else None for f in FORMATS},
        ratio=found["jsonl"]["seconds"] / bare["seconds"],
        peak_mb=max(x["peak_mb"] for x in found.values()),
        growth=found["spacy"]["peak_mb"] / smaller["peak_mb"],
        reference_s=bare["seconds"], articles=args.articles,
        peaks={f: round(x["peak_mb"]) for f, x in found.items()},
    )  # fmt: skip


def _ours(format: str, path: str, out: str) -> dict[str, Any]:
    from annotator.services import exporting, projects

    with projects.open_project(Path(path), readonly=True) as project:
        taken = seconds(lambda: exporting.export(project, Path(out), format))
    return {"seconds": taken, "peak_mb": running.memory("VmHWM")}


def _bare(path: Path, out: Path) -> dict[str, Any]:
    import sqlite3

    connection = sqlite3.connect(path)
    queries = {
        t: (f"SELECT * FROM {t} WHERE {'pk' if t == 'article' else 'article'} = ?") for t in TABLES
    }

    def run() -> None:
        with out.open("w", encoding="utf-8") as file:
            for (pk,) in connection.execute("SELECT pk FROM article ORDER BY pk"):
                rows = {t: connection.execute(q, (pk,)).fetchall() for t, q in queries.items()}
                file.write(json.dumps(rows, ensure_ascii=False) + "\n")

    return {"seconds": seconds(run)}


if __name__ == "__main__":
    main()
