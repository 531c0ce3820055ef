"""Splits that do not leak: what belongs together stays on one side."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.errors import WrongUse

NAMES = ("train", "dev", "test")
GROUPS = ("none", "id", "source", "published", "language")


@dataclass(frozen=True, slots=True)
class Split:
    """Shares in percent (two or three of them), the seed, and what keeps articles together."""

    shares: tuple[float, ...]
    seed: int = 0
    group_by: str = "none"


def parse(words: str, seed: int = 0, group_by: str = "none") -> Split:
    """A Split from ``80/10/10`` or ``80/20``. Raises WrongUse."""
    try:
        shares = tuple(float(x) for x in words.split("/"))
    except ValueError:
        shares = ()
    if len(shares) not in (2, 3) or min(shares) < 0 or abs(sum(shares) - 100) > 0.01:
        raise WrongUse(
            f"the split {words!r} cannot be used", "", "Give two or three shares that make 100"
        )
    if group_by not in GROUPS:
        raise WrongUse(
            f"articles cannot be grouped by {group_by!r}", "", f"Use one of {', '.join(GROUPS)}"
        )
    return Split(shares, seed, group_by)


def assign(items: Sequence[tuple[int, str]], split: Split) -> dict[int, str]:
    """The part each article goes to. ``items`` are (pk, group): a group stays on one side.

    Groups are shuffled by the seed, then dealt, larger ones first, to the part that lacks most
    of its share. The same items, shares and seed always give the same parts.
    """
    groups: dict[str, list[int]] = {}
    for pk, group in items:
        groups.setdefault(group, []).append(pk)
    order = sorted(groups)
    random.Random(split.seed).shuffle(order)
    order.sort(key=lambda g: -len(groups[g]))
    wanted = [share / 100 * len(items) for share in split.shares]
    got = [0] * len(wanted)
    parts: dict[int, str] = {}
    for group in order:
        part = max(
            (i for i, share in enumerate(wanted) if share > 0), key=lambda i: wanted[i] - got[i]
        )
        got[part] += len(groups[group])
        parts.update(dict.fromkeys(groups[group], NAMES[part]))
    return parts
