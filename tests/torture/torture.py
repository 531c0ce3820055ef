"""Kills the program at random moments, and counts what was lost: ``make torture``.

Each round plays one kind of work on a copy of a small project in a child process, which says what
it has been told is saved, and kills it; or lets the machine misbehave. Then the project is opened
as a person would open it next. Ends with ``N rounds, 0 lost``; exit status 1 when something was.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]
_HOME = tempfile.mkdtemp(prefix="annotator-torture-")
for _name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = _HOME
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import faults  # noqa: E402
import killing  # noqa: E402
import scene  # noqa: E402
import window  # noqa: E402

Round = Callable[[Path, random.Random], list[str]]
KINDS: dict[str, Round] = {
    "window": window.window,
    "edits": killing.edits,
    "import": killing.importing_,
    "suggest": killing.suggest,
    "export": killing.export,
    "backup": killing.backing,
    "bulk": killing.bulk,
    "migrate": killing.migrate,
    "restore": killing.restore,
    "repair": killing.repair,
    "full": faults.full,
    "two": faults.two,
    "clock": faults.clock,
    "gone": faults.gone,
}
# The window is what people sit at: it has its turn more often.
TURNS = ("window", "edits", "window", *(k for k in KINDS if k not in ("window", "edits")), "window")


def main() -> int:
    """Play the rounds asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--kinds", default=",".join(TURNS), help="what to play, in turn")
    args = parser.parse_args()
    kinds = args.kinds.split(",")
    folder = Path(_HOME)
    if "suggest" in kinds:
        killing.load_pipeline()
    if "window" in kinds:
        # Once, and not in each child.
        import annotator.ui.window  # noqa: F401
    base = folder / "base.db"
    scene.build(base, random.Random(args.seed))
    played, lost = Counter[str](), Counter[str]()
    began = time.monotonic()
    try:
        for number in range(args.rounds):
            kind = kinds[number % len(kinds)]
            found = _play(kind, folder / f"round{number}", base, f"{args.seed} {number}")
            played[kind] += 1
            lost[kind] += bool(found)
            for line in found:
                print(f"round {number}, {kind} (seed {args.seed}): {line}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for kind, times in sorted(played.items()):
        print(f"{kind:10} {times:4} rounds, {lost[kind]} lost")
    seconds = time.monotonic() - began
    print(f"{scene.Promises.count:,} things were said to be saved before a kill")
    print(f"{args.rounds} rounds, {sum(lost.values())} lost ({seconds:.0f} s, seed {args.seed})")
    return 1 if sum(lost.values()) else 0


def _play(kind: str, folder: Path, base: Path, seed: str) -> list[str]:
    folder.mkdir()
    path = Path(shutil.copy(base, folder / "p.db"))
    try:
        scene.Promises.broken.clear()
        return KINDS[kind](path, random.Random(seed)) + scene.Promises.broken
    except Exception as error:
        return [f"the round itself failed: {type(error).__name__}: {error}"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
