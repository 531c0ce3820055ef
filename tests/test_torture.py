"""A few rounds of ``make torture``: killed at any moment, nothing that was saved is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "torture" / "torture.py"
KINDS = "edits,bulk,import,export,migrate,restore,gone"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork")
def test_a_round_of_each_kind_that_needs_neither_window_nor_pipeline() -> None:
    rounds = len(KINDS.split(","))
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--rounds", str(rounds), "--kinds", KINDS, "--seed", "11"],
        capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{rounds} rounds, 0 lost" in done.stdout
