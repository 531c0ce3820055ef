"""Messages on stderr, data on stdout, progress on a terminal only."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from annotator.model.errors import WrongUse


def say(words: str) -> None:
    """A message for people."""
    print(words, file=sys.stderr)


def put(words: str) -> None:
    """A line of data."""
    print(words)


def put_json(value: Any) -> None:
    """Data for scripts."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def table(rows: list[tuple[object, ...]]) -> None:
    """Rows in columns; numbers to the right."""
    if not rows:
        return
    cells = [[f"{c:,}" if isinstance(c, int) else str(c) for c in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    for row, shown in zip(rows, cells, strict=True):
        parts = [
            text.rjust(width) if isinstance(cell, int) else text.ljust(width)
            for cell, text, width in zip(row, shown, widths, strict=True)
        ]
        put("  ".join(parts).rstrip())


def pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` arguments as a mapping. Raises WrongUse for one without an equals sign."""
    out = {}
    for words in given:
        name, sign, value = words.partition("=")
        if not sign or not name.strip():
            raise WrongUse(f"{option} {words!r} cannot be used", "", f"Write {option} NAME=VALUE")
        out[name.strip()] = value.strip()
    return out


class Progress:
    """A line that is written over, at most ten times a second."""

    def __init__(self, words: str) -> None:
        self._words, self._shown = words, 0.0
        self._terminal = sys.stderr.isatty()
        self._wrote = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._terminal or (now - self._shown < 0.1 and done != total):
            return
        self._shown, self._wrote = now, True
        of = f" of {total:,}" if total else ""
        print(f"\r{self._words}: {done:,}{of} \x1b[K", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._wrote:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
