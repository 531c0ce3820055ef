"""Fits the weights of the claim scorer and writes them as a table.

    python packaging/fit_claims.py SENTENCES.jsonl resources/claims.tsv [--cross-validate]

SENTENCES.jsonl has one ``{"text": …, "label": "CFS" or "NCS"}`` a line. The weights shipped were
fitted on sentences of ClaimBuster (Arslan et al. 2020, doi:10.5281/zenodo.3609356, CC BY 4.0).
What is written are features and weights, none of the sentences.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from annotator.nlp.claim_score import EDGE, NUMBER, YEAR, streams, string_id
from annotator.nlp.installed import DEFAULT_PIPELINE

MIN_SENTENCES = 4
PENALTY = 10.0
ROUNDS = 400
SMALL = 0.004
# Names of people and parties of the debates say nothing about other texts.
NO_NAMES = ("NNP", "NNPS")


class Sparse:
    """Rows of binary features as two index arrays."""

    def __init__(self, rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> None:
        self.rows, self.columns, self.shape = rows, columns, shape

    def take(self, chosen: np.ndarray) -> Sparse:
        """The rows that ``chosen`` marks."""
        place = np.cumsum(chosen) - 1
        keep = chosen[self.rows]
        return Sparse(
            place[self.rows[keep]], self.columns[keep], (int(chosen.sum()), self.shape[1])
        )

    def dot(self, weights: np.ndarray) -> np.ndarray:
        """Sum of weights a row."""
        return np.bincount(self.rows, weights[self.columns], minlength=self.shape[0])

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Sum of the rows' values a column."""
        return np.bincount(self.columns, values[self.rows], minlength=self.shape[1])


def probability(logits: np.ndarray) -> np.ndarray:
    """The logistic function of each."""
    return 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))


def fit(x: Sparse, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias of the NB-scaled logistic regression, by accelerated gradient steps."""
    positive, negative = x.sums(y) + 1, x.sums(1 - y) + 1
    scale = np.abs(np.log((positive / positive.sum()) / (negative / negative.sum())))
    weights, bias = np.zeros(x.shape[1]), 0.0
    ahead, ahead_bias, momentum = weights.copy(), 0.0, 1.0
    step = 4.0 / _largest(x, scale)
    for _ in range(ROUNDS):
        error = probability(x.dot(scale * ahead) + ahead_bias) - y
        new = ahead - step * (scale * x.sums(error) + PENALTY * ahead)
        new_bias = ahead_bias - step * error.sum()
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        pull = (momentum - 1) / following
        ahead, ahead_bias = new + pull * (new - weights), new_bias + pull * (new_bias - bias)
        weights, bias, momentum = new, new_bias, following
    return weights * scale, bias


def _largest(x: Sparse, scale: np.ndarray) -> float:
    """The largest eigenvalue of the squared matrix, by power iteration; the bias is a column."""
    vector, bias, size = np.ones(x.shape[1]), 1.0, 1.0
    for _ in range(30):
        rows = x.dot(scale * vector) + bias
        vector, bias = scale * x.sums(rows), rows.sum()
        size = float(np.sqrt((vector**2).sum() + bias**2))
        vector, bias = vector / size, bias / size
    return size + 4 * PENALTY


def features(docs: list[Doc]) -> tuple[Sparse, list[str]]:
    """The matrix of ``docs`` and the names of its columns, tab-separated."""
    names: dict[str, int] = {}
    pairs: set[tuple[int, int]] = set()
    for row, doc in enumerate(docs):
        lookup = _Names(doc)
        for stream in streams(doc, np.zeros(1, dtype=np.int64)):
            for at, ids in zip(stream.at, zip(*stream.parts, strict=True), strict=True):
                if stream.kind in ("words", "part") and doc[int(at)].tag_ in NO_NAMES:
                    continue
                name = "\t".join([stream.kind, *(lookup[int(i)] for i in ids)])
                pairs.add((row, names.setdefault(name, len(names))))
    rows, columns = np.array(sorted(pairs)).T
    counts = np.bincount(columns, minlength=len(names))
    kept = np.flatnonzero(counts >= MIN_SENTENCES)
    place = np.full(len(names), -1)
    place[kept] = np.arange(len(kept))
    chosen = place[columns] >= 0
    listed = list(names)
    return (
        Sparse(rows[chosen], place[columns[chosen]], (len(docs), len(kept))),
        [listed[i] for i in kept],
    )


class _Names:
    """Strings by id, those that the scorer adds to a vocabulary's own among them."""

    def __init__(self, doc: Doc) -> None:
        self._known = doc.vocab.strings
        self._added = {int(string_id(text)): text for text in (YEAR, NUMBER, EDGE)}

    def __getitem__(self, key: int) -> str:
        return self._added.get(key) or str(self._known[key])


def cross_validate(x: Sparse, y: np.ndarray, folds: int = 5) -> np.ndarray:
    """The probability of each row by a model that has not seen it."""
    fold = np.random.default_rng(0).permutation(x.shape[0]) % folds
    out = np.zeros(x.shape[0])
    for number in range(folds):
        weights, bias = fit(x.take(fold != number), y[fold != number])
        out[fold == number] = probability(x.take(fold == number).dot(weights) + bias)
    return out


def report(scores: np.ndarray, y: np.ndarray) -> None:
    """F1 by threshold, and how well scores agree with shares."""
    for at in np.arange(0.24, 0.56, 0.04):
        found = scores >= at
        hits = float((found & (y == 1)).sum())
        print(
            f"from {at:.2f}: P {hits / found.sum():.3f} R {hits / y.sum():.3f}"
            f" F1 {2 * hits / (found.sum() + y.sum()):.3f}"
        )
    for low in np.arange(0, 1, 0.1):
        here = (scores >= low) & (scores < low + 0.1)
        if here.any():
            print(f"scores {low:.1f}–{low + 0.1:.1f}: {here.sum():5d} share {y[here].mean():.2f}")


def parsed(path: Path) -> tuple[list[Doc], np.ndarray]:
    """The sentences through the default pipeline, and 1 for each CFS."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    nlp = spacy.load(DEFAULT_PIPELINE, disable=["lemmatizer"])
    return list(nlp.pipe(row["text"] for row in rows)), np.array(
        [row["label"] == "CFS" for row in rows], dtype=float
    )


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description="Fit the weights of the claim scorer.")
    parser.add_argument("sentences", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    args = parser.parse_args()
    docs, y = parsed(args.sentences)
    x, names = features(docs)
    if args.cross_validate:
        report(cross_validate(x, y), y)
    weights, bias = fit(x, y)
    lines = [
        "# Weights of the claim scorer, made by packaging/fit_claims.py from ClaimBuster",
        "# (Arslan, Hassan, Li, Tremayne 2020, CC BY 4.0). Kind, parts, weight.",
        f"bias\t{bias:.4f}",
    ]
    lines += sorted(
        f"{name}\t{weight:.3f}"
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= SMALL
    )
    args.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines) - 3} features in {args.out}")


if __name__ == "__main__":
    main()
