"""What every format has in common."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a file that was not taken: where, what, and what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        tail = f". {self.remedy}" if self.remedy else ""
        return f"{self.where}: {self.what}{tail}"


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format could not hold: how many of what, with the first few by name."""

    what: str
    count: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = f" ({', '.join(self.examples)}{' …' if self.count > len(self.examples) else ''})"
        return f"{self.count} {self.what}{shown if self.examples else ''}"


@dataclass
class Losses:
    """Counts losses while a file is written."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, example: str = "", count: int = 1) -> None:
        """Count ``count`` more; the first three examples are kept."""
        if count:
            self.counts[what] = self.counts.get(what, 0) + count
            known = self.examples.setdefault(what, [])
            if example and len(known) < 3:
                known.append(example)

    def merge(self, other: Losses) -> None:
        """Take over what another counted."""
        for what, count in other.counts.items():
            self.add(what, count=count)
            room = 3 - len(self.examples[what])
            self.examples[what] += other.examples.get(what, [])[:room]

    def listed(self) -> list[Loss]:
        """All losses, the most first."""
        ordered = sorted(self.counts.items(), key=lambda x: -x[1])
        return [Loss(what, count, tuple(self.examples[what])) for what, count in ordered]
