"""How check-worthy a stretch of text is: a linear model over words and grammar.

A feature is a word, a pair of words, a tag, a pair of tags, an entity label, or a main part of the
clause (subject, object, auxiliary, negation, root) with its word or with its tags. Each counts
once a stretch. The weights, in ``resources/claims.tsv``, are those of a logistic regression whose
features are scaled by their naive Bayes log-count ratio (Wang and Manning, ACL 2012), fitted by
``packaging/fit_claims.py`` on the debate sentences of ClaimBuster (Arslan et al., ICWSM 2020).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

import numpy as np
import numpy.typing as npt
from spacy.strings import StringStore
from spacy.tokens import Doc, Span

from annotator.model import bundled

Ids = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Range = tuple[int, int]

CHECKABLE = 0.34
"""From this :func:`sentence_score` on, a sentence counts as check-worthy: best F1 in
cross-validation on ClaimBuster."""

YEAR, NUMBER, EDGE = "#year", "#number", "#edge"
PARTS = ("nsubj", "nsubjpass", "dobj", "aux", "neg", "ROOT")
KINDS = ("word", "words", "tag", "tags", "entity", "part", "tie")

_STRINGS = StringStore()
_PRIMES = tuple(np.uint64(p) for p in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))


@dataclass(frozen=True, slots=True)
class Stream:
    """Features of one kind: ``parts`` are string ids, row by row, ``at`` their token's place."""

    kind: str
    at: npt.NDArray[np.int64]
    parts: tuple[Ids, ...]

    def keys(self) -> Ids:
        """One number a feature, the same for the same kind and parts."""
        return keys(self.kind, self.parts)


def array_of(doc: Doc, *attributes: str) -> Ids:
    """The attributes of every token as numbers, a column each."""
    table = doc.to_array(list(attributes))
    return np.asarray(table, dtype=np.uint64).reshape(len(doc), len(attributes))


def keys(kind: str, parts: Sequence[Ids]) -> Ids:
    """Numbers for features of ``kind`` by their parts' string ids, arrays of one length."""
    mixed = np.full(parts[0].shape, string_id(kind), dtype=np.uint64)
    for part, prime in zip(parts, _PRIMES, strict=False):
        mixed = (mixed ^ part) * prime
        mixed ^= mixed >> np.uint64(29)
    return mixed


def ids(names: Iterable[str]) -> Ids:
    """The ids of strings, sorted, for :func:`among`."""
    return np.array(sorted(string_id(name) for name in names), dtype=np.uint64)


def among(values: Ids, known: Ids) -> npt.NDArray[np.bool_]:
    """Which values are in ``known``, which is sorted and not empty; np.isin sorts each time."""
    place = np.searchsorted(known, values)
    place[place == len(known)] = 0
    return np.asarray(known[place] == values)


@cache
def string_id(text: str) -> np.uint64:
    """The id that spaCy gives to a string, the same in every vocabulary."""
    return np.uint64(_STRINGS.add(text))


def streams(doc: Doc, starts: npt.NDArray[np.int64]) -> list[Stream]:
    """All features of the tokens of ``doc``; pairs do not reach over a token in ``starts``.

    ``starts`` are token indices in order, the first of every stretch that is to be scored.
    """
    table = array_of(doc, "LOWER", "TAG", "DEP", "ENT_TYPE", "HEAD", "SHAPE")
    words, tags, deps, entities = (table[:, i] for i in range(4))
    words = _without_digits(doc, words, table[:, 5])
    place = np.arange(len(words))
    heads = (place + table[:, 4].astype(np.int64)).clip(0, max(0, len(words) - 1))
    first = np.zeros(len(words), dtype=bool)
    first[starts[starts < len(words)]] = True
    edge = string_id(EDGE)
    before = np.where(first, edge, np.roll(words, 1))
    tag_before = np.where(first, edge, np.roll(tags, 1))
    named = np.flatnonzero(entities)
    parts = np.flatnonzero(among(deps, _part_ids()))
    return [
        Stream("word", place, (words,)),
        Stream("words", place, (before, words)),
        Stream("tag", place, (tags,)),
        Stream("tags", place, (tag_before, tags)),
        Stream("entity", named, (entities[named],)),
        Stream("part", parts, (deps[parts], words[parts])),
        Stream("tie", parts, (deps[parts], tags[parts], tags[heads[parts]])),
    ]


@cache
def _part_ids() -> Ids:
    return ids(PARTS)


def _without_digits(doc: Doc, words: Ids, shapes: Ids) -> Ids:
    """The words' ids, years and other numbers in figures each as one."""
    strings = doc.vocab.strings
    with_digit = [s for s in np.unique(shapes).tolist() if s and "d" in strings[s]]
    if not with_digit:
        return words
    words = words.copy()
    for at in np.flatnonzero(among(shapes, np.array(with_digit, dtype=np.uint64))).tolist():
        word = strings[int(words[at])]
        if any(c.isdigit() for c in word):
            is_year = len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
            words[at] = string_id(YEAR if is_year else NUMBER)
    return words


class Weights:
    """The model: a weight a key, and the bias."""

    def __init__(self, weights: dict[int, float], bias: float) -> None:
        self.keys = np.array(sorted(weights), dtype=np.uint64)
        self.values = np.array([weights[int(k)] for k in self.keys], dtype=np.float64)
        self.bias = bias

    def logits(self, doc: Doc, ranges: Sequence[Range]) -> Floats:
        """The log-odds of each token range of ``doc``; the ranges are in order and disjoint."""
        if not ranges or not len(self.keys):
            return np.full(len(ranges), self.bias)
        bounds = np.array(ranges, dtype=np.int64).reshape(-1, 2)
        found, places = self._known(streams(doc, bounds[:, 0]))
        at = np.searchsorted(bounds[:, 0], places, side="right") - 1
        inside = (at >= 0) & (places < bounds[at.clip(0), 1])
        # A feature counts once a stretch, however often it stands there.
        once = np.unique(at[inside] * len(self.keys) + found[inside])
        sums = np.bincount(
            once // len(self.keys), self.values[once % len(self.keys)], minlength=len(ranges)
        )
        return np.asarray(sums + self.bias, dtype=np.float64)

    def _known(self, found: list[Stream]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Places in ``self.keys`` and in the text of the features that have a weight."""
        asked = np.concatenate([stream.keys() for stream in found])
        places = np.concatenate([stream.at for stream in found])
        known = among(asked, self.keys)
        return np.searchsorted(self.keys, asked[known]), places[known]


@cache
def weights() -> Weights:
    """The bundled model. Raises OSError or ValueError when its file is missing or damaged."""
    table: dict[int, float] = {}
    bias = 0.0
    for line in bundled.path("claims.tsv").read_text("utf-8").splitlines():
        if line.startswith("# "):
            continue
        kind, *parts, value = line.split("\t")
        if kind == "bias":
            bias = float(value)
            continue
        ids = [np.array([string_id(p)], dtype=np.uint64) for p in parts]
        table[int(keys(kind, ids)[0])] = float(value)
    return Weights(table, bias)


def probability(logit: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, logit))))


def sentence_score(text: Doc | Span) -> float:
    """The probability, 0–1, that ClaimBuster's readers call this sentence check-worthy.

    Takes a tagged and parsed sentence, as a document of its own or a span; nothing in it is 0.0.
    """
    start, end = (text.start, text.end) if isinstance(text, Span) else (0, len(text))
    if end <= start:
        return 0.0
    doc = text.doc if isinstance(text, Span) else text
    return probability(float(weights().logits(doc, [(start, end)])[0]))
