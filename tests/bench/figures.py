"""Figures for quotes, entities and claims against a gold standard, all on plain ranges.

The definitions are those of the development data's own scorer, so that numbers can be compared
with it: quotes are compared without marks and punctuation at their edges, pairs are one to one,
the greatest share in common (Jaccard) first. Counts are summed over documents, then divided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Range = tuple[int, int]
EDGE = " \t\r\n\"“”‘’'«»,.!?;:…-–—"
_SMALL = frozenset(("the", "a", "an", "of", "and", "mr", "mrs", "ms", "in", "for", "to"))
POSITIVE = frozenset(("Yes", "CFS", "1", "SUBJ", "claim"))


def as_counted(text: str, start: int) -> int:
    """Where the gold lets a quotation begin that begins at ``start`` by the guidelines.

    It counts in the opening mark and the word "that", which a content span leaves out.
    """
    if text[:start].endswith(("“", "”", "„", "«", "»", "‘", "’", '"', "'")):
        return start - 1
    conjunction = re.search(r"\b[Tt]hat\s$", text[max(0, start - 6) : start])
    return start - len(conjunction.group()) if conjunction else start


def bare(text: str, start: int, end: int) -> Range:
    """The range without marks and punctuation at its edges; as it is where it has nothing else."""
    inner = text[start:end].lstrip(EDGE)
    left = end - len(inner)
    right = left + len(inner.rstrip(EDGE))
    return (left, right) if right > left else (start, end)


def shared(a: Range, b: Range) -> int:
    """Characters in both."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def jaccard(a: Range, b: Range) -> float:
    """Characters in both by characters in either."""
    common = shared(a, b)
    return common / (a[1] - a[0] + b[1] - b[0] - common) if common else 0.0


def pairs(
    gold: Sequence[Range], found: Sequence[Range], fits: Callable[[Range, Range], bool]
) -> list[tuple[int, int]]:
    """Places of what belongs together, greatest share in common first, each place once."""
    candidates = sorted(
        (-jaccard(g, f), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if shared(g, f) and fits(g, f)
    )
    rows: dict[int, int] = {}
    columns: set[int] = set()
    for _, i, j in candidates:
        if i not in rows and j not in columns:
            rows[i] = j
            columns.add(j)
    return list(rows.items())


def prf(right: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall, F1; 0 of nothing."""
    return {
        "P": right / found if found else 0.0,
        "R": right / gold if gold else 0.0,
        "F1": 2 * right / (found + gold) if right else 0.0,
    }


def share(part: int, whole: int) -> float:
    """``part`` of ``whole``; 0 of nothing."""
    return part / whole if whole else 0.0


# -- quotes ------------------------------------------------------------------------------------

Quote = Mapping[str, Any]
_TESTS: dict[str, Callable[[Range, Range], bool]] = {
    "exact": lambda g, f: g == f,
    "ov80": lambda g, f: jaccard(g, f) >= 0.8,
    "cover80": lambda g, f: shared(g, f) >= 0.8 * (g[1] - g[0]),
    "any": lambda g, f: True,
}


class Quotes:
    """Counts over documents. ``kinds``: only these count; a find in another kind's is ignored."""

    def __init__(self, kinds: Iterable[str] = ()) -> None:
        self.kinds = frozenset(kinds)
        self._n: Counter[str] = Counter()
        self._kinds: dict[str, Counter[str]] = {}

    def add(self, text: str, gold: Sequence[Quote], found: Sequence[Quote]) -> None:
        """Count one document."""
        mine = [q for q in gold if not self.kinds or q.get("kind") in self.kinds]
        others = [_bare(text, q) for q in gold if self.kinds and q.get("kind") not in self.kinds]
        ranges = [_bare(text, q) for q in mine]
        kept = [q for q in found if self._counts(_bare(text, q), q, ranges, others)]
        finds = [_bare(text, q) for q in kept]
        self._n.update(gold=len(mine), found=len(kept), left_out=len(found) - len(kept))
        self._n["strict"] += len(
            pairs([_range(q) for q in mine], [_range(q) for q in kept], _TESTS["exact"])
        )
        for name, fits in _TESTS.items():
            matched = pairs(ranges, finds, fits)
            self._n[name] += len(matched)
            if name == "ov80":
                for i, j in matched:
                    self._add_pair(text, mine[i], kept[j])
        for quote in mine:
            self._kinds.setdefault(str(quote.get("kind")), Counter())["gold"] += 1
        self._n["with_speaker"] += sum(bool(q.get("speaker")) for q in mine)
        letters = [{x for r in rs for x in range(*r)} for rs in (ranges, finds)]
        self._n.update(
            both=len(letters[0] & letters[1]),
            gold_letters=len(letters[0]),
            found_letters=len(letters[1]),
        )

    def _counts(self, at: Range, quote: Quote, mine: list[Range], others: list[Range]) -> bool:
        if at[1] <= at[0]:
            return False
        best = max((jaccard(at, r) for r in mine), default=0.0)
        if max((jaccard(at, r) for r in others), default=0.0) > best:
            return False
        # A find of a kind that is not asked for is wrong only where it covers one that is.
        other_kind = self.kinds and quote.get("kind") and quote["kind"] not in self.kinds
        return best > 0 or not other_kind

    def _add_pair(self, text: str, gold: Quote, found: Quote) -> None:
        self._kinds.setdefault(str(gold.get("kind")), Counter())["found"] += 1
        for role in ("speaker", "cue"):
            wanted, got = gold.get(role), found.get(role)
            if not wanted:
                self._n.update({f"{role}_without": 1, f"{role}_rightly_none": int(not got)})
                continue
            self._n[f"{role}_with"] += 1
            if not got:
                self._n[f"{role}_missing"] += 1
                continue
            a, b = bare(text, *wanted), bare(text, *got)
            overlap = shared(a, b) > 0
            alike = overlap or bool(_big_words(text, a) & _big_words(text, b))
            self._n.update(
                {f"{role}_overlap": overlap, f"{role}_exact": a == b, f"{role}_text": alike}
            )
            self._n["end_to_end"] += role == "speaker" and overlap
            self._n["speaker_found"] += role == "speaker" and overlap
        self._n["end_to_end"] += not gold.get("speaker") and not found.get("speaker")

    def figures(self) -> dict[str, Any]:
        """All of them, as plain data."""
        n = self._n
        out: dict[str, Any] = {"gold": n["gold"], "found": n["found"], "left_out": n["left_out"]}
        for name in ("strict", *_TESTS, "end_to_end"):
            out[name] = prf(n[name], n["found"], n["gold"])
        out["char"] = prf(n["both"], n["found_letters"], n["gold_letters"])
        for role in ("speaker", "cue"):
            whole = n[f"{role}_with"]
            out[role] = {
                kind: share(n[f"{role}_{kind}"], whole)
                for kind in ("overlap", "exact", "text", "missing")
            } | {"rightly_none": share(n[f"{role}_rightly_none"], n[f"{role}_without"])}
        out["found_with_speaker"] = share(n["speaker_found"], n["with_speaker"])
        out["recall_by_kind"] = {
            kind: share(c["found"], c["gold"]) for kind, c in sorted(self._kinds.items())
        }
        return out


def _range(quote: Quote) -> Range:
    return quote["start"], quote["end"]


def _bare(text: str, quote: Quote) -> Range:
    return bare(text, quote["start"], quote["end"])


def _big_words(text: str, at: Range) -> set[str]:
    return set(re.findall(r"\w+", text[at[0] : at[1]].lower())) - _SMALL


# -- entities ----------------------------------------------------------------------------------


class Entities:
    """Counts over documents, exact ranges; by label, in all, and of ranges without their label."""

    def __init__(self) -> None:
        self._n: dict[str, Counter[str]] = {}

    def add(
        self, gold: Iterable[tuple[int, int, str]], found: Iterable[tuple[int, int, str]]
    ) -> None:
        """Count one document."""
        wanted, got = {(*x,) for x in gold}, {(*x,) for x in found}
        for name, items in (("gold", wanted), ("found", got), ("right", wanted & got)):
            for item in items:
                for label in (str(item[2]), "ALL"):
                    self._n.setdefault(label, Counter())[name] += 1
        a, b = {x[:2] for x in wanted}, {x[:2] for x in got}
        self._n.setdefault("span only", Counter()).update(
            gold=len(a), found=len(b), right=len(a & b)
        )

    def figures(self) -> dict[str, Any]:
        """All of them, as plain data."""
        return {
            label: {"gold": c["gold"], "found": c["found"]} | prf(c["right"], c["found"], c["gold"])
            for label, c in sorted(self._n.items())
        }


# -- claims ------------------------------------------------------------------------------------


class Sentences:
    """Sentences said to be claims or not, against their gold labels, with a score of each."""

    def __init__(self) -> None:
        self._seen: list[tuple[str, str, float]] = []

    def add(self, gold: str, found: str, score: float) -> None:
        """Count one sentence."""
        self._seen.append((gold, found, score))

    def figures(self) -> dict[str, Any]:
        """By label, accuracy, macro F1, and the average precision of the scores."""
        labels = sorted({label for gold, found, _ in self._seen for label in (gold, found)})
        out: dict[str, Any] = {}
        for label in labels:
            gold = sum(g == label for g, _, _ in self._seen)
            found = sum(f == label for _, f, _ in self._seen)
            right = sum(g == f == label for g, f, _ in self._seen)
            out[label] = {"gold": gold, "found": found} | prf(right, found, gold)
        out["accuracy"] = share(sum(g == f for g, f, _ in self._seen), len(self._seen))
        out["macro_f1"] = sum(out[x]["F1"] for x in labels) / max(1, len(labels))
        out["average_precision"] = self._average_precision()
        return out

    def _average_precision(self) -> float:
        hits, total = 0, 0.0
        for rank, (gold, _, _) in enumerate(sorted(self._seen, key=lambda x: -x[2]), 1):
            if gold in POSITIVE:
                hits += 1
                total += hits / rank
        return total / max(hits, 1)


class Claims:
    """Spans of claims, compared as quotes are."""

    def __init__(self) -> None:
        self._n: Counter[str] = Counter()

    def add(self, text: str, gold: Sequence[Quote], found: Sequence[Quote]) -> None:
        """Count one document."""
        wanted, got = [_bare(text, c) for c in gold], [_bare(text, c) for c in found]
        self._n.update(gold=len(wanted), found=len(got))
        for name in ("exact", "ov80", "any"):
            matched = pairs(wanted, got, _TESTS[name])
            self._n[name] += len(matched)
            if name == "ov80":
                self._n["label"] += sum(
                    gold[i].get("label") == found[j].get("label") for i, j in matched
                )

    def figures(self) -> dict[str, Any]:
        """All of them, as plain data."""
        n = self._n
        out: dict[str, Any] = {"gold": n["gold"], "found": n["found"]}
        for name in ("exact", "ov80", "any"):
            out[name] = prf(n[name], n["found"], n["gold"])
        return out | {"label_right": share(n["label"], n["ov80"])}
