"""Splits that do not leak: what belongs together stays on one side, and stays there."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.model.errors import WrongUse

NAMES = ("train", "dev", "test")
GROUPS = ("none", "id", "source", "published", "language", "story")


@dataclass(frozen=True, slots=True)
class Split:
    """Shares in percent (two or three of them), the seed, and what keeps articles together.

    ``anew`` deals every article again; else those that were dealt before keep their part.
    """

    shares: tuple[float, ...]
    seed: int = 0
    group_by: str = "none"
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An article to deal: what it must stay together with, and how often it has each label."""

    pk: int
    groups: tuple[str, ...]
    labels: Mapping[str, int] = field(default_factory=dict)


def parse(words: str, seed: int = 0, group_by: str = "none", anew: bool = False) -> Split:
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
    return Split(shares, seed, group_by, anew)


def assign(
    items: Sequence[Item], split: Split, fixed: Mapping[int, str] | None = None
) -> dict[int, str]:
    """The part each article goes to: what shares a group stays on one side.

    ``fixed`` articles keep their part, and take along what they share a group with (of two parts
    the later in ``NAMES``: what was once held back stays so). The others are dealt by iterative
    stratification (Sechidis, Tsoumakas and Vlahavas 2011): the rarest label first, each group that
    has it to the part that lacks most of it. The same arguments always give the same parts.
    """
    groups = _together(sorted(items, key=lambda x: x.pk))
    fixed = {} if split.anew else fixed or {}
    deal = _Deal(items, split.shares)
    free: list[list[Item]] = []
    for group in groups:
        held = [NAMES.index(fixed[x.pk]) for x in group if fixed.get(x.pk) in NAMES]
        if held:
            deal.put(group, max(held))
        else:
            free.append(group)
    random.Random(split.seed).shuffle(free)
    free.sort(key=lambda g: -len(g))
    for group in _rarest_first(free):
        deal.put(group, deal.choose(group))
    return {pk: NAMES[part] for pk, part in sorted(deal.parts.items())}


def _together(items: Sequence[Item]) -> list[list[Item]]:
    """Articles that share a group, directly or through others, in a stable order."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for item in items:
        first = find(f"pk {item.pk}")
        for name in item.groups:
            root[find(name)] = first = find(first)
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(find(f"pk {item.pk}"), []).append(item)
    return sorted(found.values(), key=lambda g: g[0].pk)


def _rarest_first(groups: list[list[Item]]) -> Iterable[list[Item]]:
    """Groups by their rarest label, so that the few are shared out while there is room."""
    having: Counter[str] = Counter()
    labels = [set().union(*(x.labels for x in group)) for group in groups]
    for found in labels:
        having.update(found)
    rarest = [min((having[x] for x in found), default=len(groups) + 1) for found in labels]
    return [groups[i] for i in sorted(range(len(groups)), key=lambda i: rarest[i])]


class _Deal:
    """How much of each label, and of articles, each part still lacks."""

    def __init__(self, items: Sequence[Item], shares: tuple[float, ...]) -> None:
        totals: Counter[str] = Counter()
        for item in items:
            totals.update(item.labels)
        self.shares = [share / 100 for share in shares]
        self.lacks = [Counter({k: v * share for k, v in totals.items()}) for share in self.shares]
        self.room = [len(items) * share for share in self.shares]
        self.rarity = totals
        self.parts: dict[int, int] = {}

    def choose(self, group: list[Item]) -> int:
        """The part that lacks most of the group's rarest label, then most articles."""
        labels = {label for item in group for label in item.labels}
        rarest = min(labels, key=lambda x: (self.rarity[x], x), default=None)
        open_parts = [i for i, share in enumerate(self.shares) if share > 0]
        # A part that has its articles takes no more while another lacks some: shares hold first.
        wanting = [i for i in open_parts if self.room[i] >= len(group) / 2] or open_parts
        return max(wanting, key=lambda i: (self._lack(i, rarest), self.room[i], -i))

    def _lack(self, part: int, label: str | None) -> float:
        if label is None:
            return self.room[part]
        return self.lacks[part][label] / max(1.0, self.rarity[label])

    def put(self, group: list[Item], part: int) -> None:
        """Give a group to a part (which an earlier split may have had, and this one has not)."""
        for item in group:
            self.parts[item.pk] = part
            if part < len(self.shares):
                self.room[part] -= 1
                self.lacks[part].subtract(item.labels)
