"""How sure an entity is: the share of finds with the same evidence that were right."""

from __future__ import annotations

from collections.abc import Sequence


def evidence(label: str, model: str, size: int, known: bool, why: Sequence[str]) -> tuple[str, str]:
    """The class of evidence, by which finds are counted: label, and what speaks for it."""
    kind = label if label in _KINDS else _GROUPS.get(label, "RARE")
    if known:
        return kind, "known"
    if not model:
        return kind, "shape" if why and why[0].startswith("shape") else "found"
    agreed = model == label
    return kind, ("many" if size > 2 else "few") if agreed else "changed"


_KINDS = ("PERSON", "ORG", "GPE", "NORP")
_GROUPS = {
    "PER": "PERSON", "DATE": "TIME", "TIME": "TIME", "MONEY": "AMOUNT", "PERCENT": "AMOUNT",
    "QUANTITY": "AMOUNT", "CARDINAL": "AMOUNT", "ORDINAL": "AMOUNT",
}  # fmt: skip
# Shares of exact finds on annotated news, a little below what was counted where the rules were
# made on the same texts or the finds were few.
_SCORES = {
    ("PERSON", "known"): 0.97, ("PERSON", "many"): 0.96, ("PERSON", "few"): 0.9,
    ("PERSON", "changed"): 0.94, ("PERSON", "found"): 0.88, ("PERSON", "shape"): 0.85,
    ("ORG", "known"): 0.97, ("ORG", "many"): 0.92, ("ORG", "few"): 0.82,
    ("ORG", "changed"): 0.82, ("ORG", "found"): 0.86, ("ORG", "shape"): 0.9,
    ("GPE", "known"): 0.98, ("GPE", "many"): 0.92, ("GPE", "few"): 0.88,
    ("GPE", "changed"): 0.86, ("GPE", "found"): 0.84,
    ("NORP", "known"): 0.98, ("NORP", "many"): 0.95, ("NORP", "few"): 0.93,
    ("NORP", "changed"): 0.88, ("NORP", "found"): 0.85,
    ("RARE", "known"): 0.95, ("RARE", "many"): 0.6, ("RARE", "few"): 0.48,
    ("RARE", "changed"): 0.75, ("RARE", "found"): 0.72, ("RARE", "shape"): 0.85,
    ("TIME", "few"): 0.94, ("TIME", "found"): 0.9, ("AMOUNT", "few"): 0.94,
    ("AMOUNT", "changed"): 0.9,
}  # fmt: skip
_OTHER = 0.6


def score(label: str, model: str, size: int, known: bool, why: Sequence[str]) -> float:
    """0 to 1 for an entity with this evidence: the label it has, what the model called it,

    how many mentions its name has, whether the gazetteer knows it so, and what was changed.
    """
    return _SCORES.get(evidence(label, model, size, known, why), _OTHER)
