"""All benchmarks of the specification, one line each, and a table of what they show.

    python tests/bench/table.py [NAME…] [--quick]

``--quick`` takes few articles: it shows that all of them run, not how fast. Ends
with 1 when a benchmark cannot be run; a figure that falls short is only said.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
NAMES = ("startup", "open_article", "keystroke", "effort", "import_", "export", "search", "memory",
         "suggest")  # fmt: skip


# What each must at least print.
KEYS = {
    "startup": "ms reference_ms ratio rss_mb",
    "open_article": "ms long_ms reference_ms reference_long_ms",
    "keystroke": "p50_ms p95_ms long_p95_ms",
    "suggest": "articles_per_s ratio two_process_ratio",
    "import_": "seconds ratio peak_mb",
    "export": "jsonl_s spacy_s conll_s ratio peak_mb",
    "search": "p95_ms_10k p95_ms_100k filter_p95_ms",
    "effort": "keys actions keys_per_suggestion mouse",
    "memory": "rss_mb",
}


class Target(NamedTuple):
    """What a figure should come to; ``peers`` is what other programs came to."""

    words: str
    name: str
    key: str
    sign: str
    limit: float
    unit: str = ""
    peers: str = ""


TARGETS = (
    Target("start, by the smallest window", "startup", "ratio", "<=", 1.5, "×", "4–6 s"),
    Target("start, memory before spaCy", "startup", "rss_mb", "<=", 150, " MB", "264–897 MB"),
    Target("open an article", "open_article", "ms", "<=", 50, " ms", "1.5–2.7 s"),
    Target("open the long article", "open_article", "long_ms", "<=", 500, " ms", "3.8–46.9 s"),
    Target("key to painted, p95", "keystroke", "p95_ms", "<=", 16.7, " ms", "48–132 ms"),
    Target("the same, long article", "keystroke", "long_p95_ms", "<=", 16.7, " ms", "854 ms"),
    Target("keys for a right suggestion", "effort", "keys_per_suggestion", "<=", 1.3),
    Target("mouse", "effort", "mouse", "<=", 0),
    Target("import, by bare insert_all", "import_", "ratio", "<=", 3, "×"),
    Target("import 10,000 articles", "import_", "seconds", "<=", 8.4, " s", "42–256 s"),
    Target("import, memory", "import_", "peak_mb", "<=", 300, " MB", "3.8 GB"),
    Target("export 10,000 to jsonl", "export", "jsonl_s", "<=", 9, " s", "45–72 s"),
    Target("export, memory", "export", "peak_mb", "<=", 300, " MB", "2.7 GB"),
    Target("export, memory of twice as many", "export", "growth", "<=", 1.15, "×"),
    Target("phrase, 10,000 articles, p95", "search", "p95_ms_10k", "<=", 10, " ms", "139–439 ms"),
    Target("phrase, 100,000 articles, p95", "search", "p95_ms_100k", "<=", 50, " ms"),
    Target("filter of 100,000, p95", "search", "filter_p95_ms", "<=", 50, " ms"),
    Target("first use of an order", "search", "first_ms", "<=", 500, " ms"),
    Target("scroll of 100,000, p95", "search", "scroll_p95_ms", "<=", 16.7, " ms"),
    Target("window on 100,000 articles", "memory", "rss_mb", "<=", 350, " MB"),
    Target("suggest, by raw nlp.pipe", "suggest", "ratio", ">=", 1.0, "×"),
    Target("two processes, by one", "suggest", "two_process_speedup", ">=", 1.7, "×"),
)


def main() -> int:
    """Run them; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(NAMES))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    args = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    for name in args.names or NAMES:
        began = time.perf_counter()
        figures = _run(name, args.quick, args.keep)
        if figures is not None:
            found[name] = figures
            print(f"{name:13} {time.perf_counter() - began:4.0f} s  {json.dumps(figures)}")
    print()
    for line in lines(found):
        print(line)
    return 0 if len(found) == len(args.names or NAMES) else 1


def _run(name: str, quick: bool, keep: Path | None) -> dict[str, Any] | None:
    words = []
    if name not in ("effort", "suggest"):
        words += (["--keep", str(keep)] if keep else []) + ["--quick"] * quick
    elif quick and name == "suggest":
        words += ["--limit", "16"]
    done = subprocess.run(
        [sys.executable, str(HERE / f"{name}.py"), *words], capture_output=True, text=True
    )
    if done.returncode or not done.stdout.strip():
        print(f"{name:13} failed: {done.stderr.strip()[-2000:]}")
        return None
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    missing = set(KEYS[name].split()) - set(figures)
    if missing:
        print(f"{name:13} does not say {', '.join(sorted(missing))}")
        return None
    return figures


def lines(found: dict[str, dict[str, Any]]) -> list[str]:
    """The table: what, other programs, the target, ours."""
    out = [f"{'':34}{'others':>12}{'target':>12}{'ours':>12}"]
    for target in TARGETS:
        value = found.get(target.name, {}).get(target.key)
        if value is None:
            continue
        met = value <= target.limit if target.sign == "<=" else value >= target.limit
        sign = "≤" if target.sign == "<=" else "≥"
        goal = f"{sign} {target.limit:g}{target.unit}"
        ours = f"{value:g}{target.unit}"
        out.append(
            f"{target.words:34}{target.peers:>12}{goal:>12}{ours:>12}{'' if met else '  short'}"
        )
    return out


if __name__ == "__main__":
    sys.exit(main())
