"""How many threads matrix products take. No numpy here: it reads this once, when it is imported."""

from __future__ import annotations

import os


def one_thread() -> None:
    """Keeps numpy's OpenBLAS to one thread, in this process and in those that it starts.

    The models' matrices are small: several threads wait for each other longer than they work,
    and several pipeline processes would fight for the cores. A number set by the user stands.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
