"""Fits the weights of the scorer of reported speech and writes them as JSON.

    python packaging/fit_quotes.py ARTICLES.jsonl resources/quote_weights.json [--hold-out 3]

ARTICLES.jsonl has one ``{"text": …, "quotes": [{"start", "end", "kind"}]}`` a line, code points,
end-exclusive; ``kind`` is direct, mixed, indirect or attitude. The weights shipped were fitted on
articles of PolNeAR (Newell, Margolin, Ruths, LREC 2018) without every fourth (those whose number,
from 0, leaves 3 when divided by 4), on which they were measured. What is written are signs and
weights, none of the texts.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from annotator.nlp.choosing import NEVER, needed_score
from annotator.nlp.frame import Frame
from annotator.nlp.pipeline import DEFAULT_PIPELINE, load
from annotator.nlp.quoted import find_quoted
from annotator.nlp.quotes import blocked_ranges
from annotator.nlp.reported import Candidate, candidates

PARTS = 4
PENALTY = 6.0
MIN_CANDIDATES = 3
ROUNDS = 300
SMALL = 0.05
EDGE = " \t\r\n\"“”‘’'«»,.!?;:…-–—"
ALIKE = 0.8
# What the corpus counts as a finding though it is reported.
FINDING = frozenset(("find", "show", "conclude", "determine", "reveal", "estimate"))

Range = tuple[int, int]
Row = tuple[frozenset[str], int]


def bare(text: str, start: int, end: int) -> Range:
    """A range without marks and punctuation at its edges."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def alike(a: Range, b: Range) -> float:
    """Characters in both by characters in either."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / (a[1] - a[0] + b[1] - b[0] - common) if common > 0 else 0.0


def label(text: str, at: Range, verb: str, gold: list[tuple[Range, str]]) -> int | None:
    """1 for reported speech with these borders, 0 for none, None for what does not count."""
    if text[: at[0]].endswith(("that ", "That ")):
        at = at[0] - 5, at[1]
    best, kind = max(((alike(at, r), k) for r, k in gold), default=(0.0, ""))
    if best < ALIKE:
        return 0
    if kind in ("mixed", "indirect") or (kind == "attitude" and verb in FINDING):
        return 1
    return None


def rows(doc: Doc, quotes: list[dict[str, Any]]) -> Iterator[Row]:
    """The signs and the label of each candidate of an article."""
    frame = Frame(doc)
    text = frame.text
    gold = [(bare(text, q["start"], q["end"]), str(q.get("kind"))) for q in quotes]
    blocked = blocked_ranges(frame, find_quoted(frame))
    for group in candidates(frame):
        for one in group:
            if one.rule == "opening" or needed_score(one, blocked) >= NEVER:
                continue
            start, end = frame.characters(one.content) or (0, 0)
            found = label(text, bare(text, start, end), verb_of(one), gold)
            if found is not None:
                yield frozenset(one.signs), found


def verb_of(one: Candidate) -> str:
    """The verb that a candidate's signs name."""
    return next((s[2:] for s in one.signs if s.startswith("v=") and "|" not in s), "")


def fit(data: list[Row]) -> dict[str, float]:
    """Weights by sign, the bias under "": logistic regression, an L2 penalty, Adam's steps."""
    counts = Counter(sign for signs, _ in data for sign in signs)
    names = sorted(sign for sign, count in counts.items() if count >= MIN_CANDIDATES)
    place = {name: number + 1 for number, name in enumerate(names)}
    pairs = [(n, place[s]) for n, (signs, _) in enumerate(data) for s in signs if s in place]
    at, column = np.array(pairs).T
    wanted = np.array([found for _, found in data], dtype=float)
    weights = np.zeros(len(names) + 1)
    mean, square = weights.copy(), weights.copy()
    for step in range(1, ROUNDS + 1):
        total = weights[0] + np.bincount(at, weights[column], len(data))
        error = 1 / (1 + np.exp(-np.clip(total, -30, 30))) - wanted
        slope = np.bincount(column, error[at], len(weights)) + PENALTY * weights
        slope[0] = error.sum()
        slope /= len(data)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        rate = 0.1 if step < 0.7 * ROUNDS else 0.02
        weights -= rate * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    return dict(zip(["", *names], weights.tolist(), strict=True))


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description="Fit the scorer of reported speech.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold-out", type=int, default=PARTS - 1, metavar="N")
    args = parser.parse_args()
    records = [json.loads(line) for line in args.articles.read_text("utf-8").splitlines()]
    used = [r for number, r in enumerate(records) if number % PARTS != args.hold_out]
    nlp = load(DEFAULT_PIPELINE, claims=None).nlp
    docs = nlp.pipe((record["text"] for record in used), batch_size=16)
    data = [row for r, doc in zip(used, docs, strict=True) for row in rows(doc, r["quotes"])]
    weights = {
        name: round(weight, 2)
        for name, weight in fit(data).items()
        if not name or abs(weight) >= SMALL
    }
    args.out.write_text(
        json.dumps(dict(sorted(weights.items())), indent=0, ensure_ascii=False) + "\n", "utf-8"
    )
    print(f"{len(data)} candidates of {len(used)} articles, {len(weights)} weights in {args.out}")


if __name__ == "__main__":
    main()
