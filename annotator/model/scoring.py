"""Figures that compare suggested spans with decided ones.

Exact: same layer, label and range. Overlap: same label, one character shared (the "partial" match
of the MUC-5 scorer, Chinchor and Sundheim 1993). One suggestion answers for one decision at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.model.span import Span

_SAME_PLACE = 0.5
BINS = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """A suggestion and the accepted span that answers it; None for what is spurious or missed."""

    suggested: Span | None
    decided: Span | None

    @property
    def exact(self) -> bool:
        """Whether the suggestion was right as it stood."""
        if self.suggested is None or self.decided is None:
            return False
        return self.suggested.key == self.decided.key

    @property
    def kept(self) -> bool:
        """Whether the label was right, on the same words or on some of them."""
        if self.suggested is None or self.decided is None:
            return False
        same = self.suggested.label == self.decided.label
        return same and _shared(self.suggested, self.decided) > 0

    @property
    def resized(self) -> bool:
        """Whether the label was right and the boundaries were not."""
        return self.kept and not self.exact


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def jaccard(a: Span, b: Span) -> float:
    """Characters in both by characters in either: 0 (apart) to 1 (the same range)."""
    shared = _shared(a, b)
    return shared / (a.end - a.start + b.end - b.start - shared) if shared else 0.0


def pair_up(
    suggested: Sequence[Span], decided: Sequence[Span], links: Mapping[str, str]
) -> list[Pair]:
    """Every span of one layer in just one pair.

    What is exact goes together first, then what belongs together: ``links`` says which decided
    span (id) was made from which suggestion (id). Of the rest the greatest overlaps first: those
    of one label, then those that share half of their characters or more under two labels, as when
    a suggestion was rejected and the span added anew.
    """
    by_key = {d.key: d for d in decided}
    by_id = {d.id: d for d in decided}
    made = {s.id: by_key[s.key] for s in suggested if s.key in by_key}
    taken = {d.id for d in made.values()}
    for one in suggested:
        link = links.get(one.id, "")
        if one.id not in made and link in by_id and link not in taken:
            made[one.id] = by_id[link]
            taken.add(link)
    for fits in (_same_label, _same_place):
        rest = [s for s in suggested if s.id not in made]
        free = [d for d in decided if d.id not in taken]
        for one, other in _overlapping(rest, free, fits):
            if one.id not in made and other.id not in taken:
                made[one.id] = other
                taken.add(other.id)
    pairs = [Pair(s, made.get(s.id)) for s in suggested]
    return pairs + [Pair(None, d) for d in decided if d.id not in taken]


def _same_label(a: Span, b: Span) -> bool:
    return a.label == b.label


def _same_place(a: Span, b: Span) -> bool:
    return jaccard(a, b) >= _SAME_PLACE


def _overlapping(
    suggested: Sequence[Span], decided: Sequence[Span], fits: Callable[[Span, Span], bool]
) -> list[tuple[Span, Span]]:
    """Pairs that share a character, greatest overlap first; a sweep from left to right."""
    found: list[tuple[float, int, int, Span, Span]] = []
    waiting = sorted(decided, key=lambda d: d.start)
    open_: list[Span] = []
    at = 0
    for one in sorted(suggested, key=lambda s: s.start):
        while at < len(waiting) and waiting[at].start < one.end:
            open_.append(waiting[at])
            at += 1
        # What ends before this one begins also ends before all that begin later.
        open_ = [d for d in open_ if d.end > one.start]
        found += [
            (-jaccard(one, d), one.start, d.start, one, d)
            for d in open_
            if d.start < one.end and fits(one, d)
        ]
    found.sort(key=lambda x: x[:3])
    return [(x[3], x[4]) for x in found]


@dataclass(slots=True)
class Tally:
    """Counts of one label or layer, and what follows from them (shares, 0 to 1; None by 0)."""

    suggested: int = 0
    decided: int = 0
    exact: int = 0
    overlap: int = 0
    relabelled: int = 0
    resized: int = 0
    start_moved: int = 0
    end_moved: int = 0
    spurious: int = 0
    missed: int = 0

    def note(self, pair: Pair, suggested: bool, decided: bool) -> None:
        """Count a pair on the side of its suggestion, of its decision, or of both."""
        self.suggested += suggested
        self.decided += decided
        self.exact += pair.exact
        self.overlap += pair.kept
        self.spurious += suggested and pair.decided is None
        self.missed += decided and pair.suggested is None
        if pair.suggested is None or pair.decided is None:
            return
        self.relabelled += suggested and not pair.kept
        if pair.resized:
            self.resized += 1
            self.start_moved += pair.suggested.start != pair.decided.start
            self.end_moved += pair.suggested.end != pair.decided.end

    def prf(self, right: int) -> dict[str, float | None]:
        """Precision, recall and F1 of ``right`` finds (``exact`` or ``overlap``)."""
        total = self.suggested + self.decided
        return {
            "precision": share(right, self.suggested),
            "recall": share(right, self.decided),
            "f1": share(2 * right, total),
        }


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole``; None of nothing."""
    return part / whole if whole else None


def by_label(pairs: Iterable[Pair]) -> dict[str, Tally]:
    """A tally for each label. A relabelled pair counts under both of its labels."""
    tallies: dict[str, Tally] = {}
    for pair in pairs:
        one = pair.suggested.label if pair.suggested else None
        other = pair.decided.label if pair.decided else None
        if one == other and one is not None:
            tallies.setdefault(one, Tally()).note(pair, True, True)
            continue
        if one is not None:
            tallies.setdefault(one, Tally()).note(pair, True, False)
        if other is not None:
            tallies.setdefault(other, Tally()).note(pair, False, True)
    return tallies


def together(pairs: Iterable[Pair]) -> Tally:
    """One tally of all pairs."""
    tally = Tally()
    for pair in pairs:
        tally.note(pair, pair.suggested is not None, pair.decided is not None)
    return tally


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions whose score is in ``[low, high)`` (the last bin with 1): how many were kept."""

    low: float
    high: float
    count: int
    mean_score: float
    kept: int
    exact: int


def calibration(pairs: Iterable[Pair], bins: int = BINS) -> list[Bin]:
    """Scores against decisions, in bins of equal width; empty bins and lacking scores left out."""
    groups: dict[int, list[tuple[float, Pair]]] = {}
    for pair in pairs:
        score = pair.suggested.score if pair.suggested else None
        if score is not None:
            place = min(bins - 1, max(0, int(score * bins)))
            groups.setdefault(place, []).append((score, pair))
    return [
        Bin(
            place / bins, (place + 1) / bins, len(group),
            sum(score for score, _ in group) / len(group),
            sum(pair.kept for _, pair in group), sum(pair.exact for _, pair in group),
        )
        for place, group in sorted(groups.items())
    ]  # fmt: skip


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: the bins' mean gap between score and share kept, by size.

    0 is perfect (Naeini, Cooper and Hauskrecht 2015). None without scores.
    """
    total = sum(b.count for b in bins)
    if not total:
        return None
    return sum(abs(b.mean_score * b.count - b.kept) for b in bins) / total
