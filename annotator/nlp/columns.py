"""A document's words, tags, parse and names as plain lists.

Rules that look at every token many times ask lists; each look at a spaCy token makes an object.
"""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["LOWER", "TAG", "DEP", "ENT_TYPE", "HEAD", "LENGTH", "SPACY", "ORTH"]
_MAX_TREE = 400


class Columns:
    """Lists with one place a token: ``lower``, ``tag``, ``dep``, ``entity`` ("" where the pipeline

    says nothing), ``heads`` (token numbers, a root's its own), ``starts`` (code points); and
    ``text``, the whole document's.
    """

    def __init__(self, doc: Doc) -> None:
        table = doc.to_array(_COLUMNS).reshape(len(doc), len(_COLUMNS))
        self.size = len(doc)
        self._strings = doc.vocab.strings
        lower, tag, dep, entity = (self._texts(table[:, column]) for column in range(4))
        self.lower, self.tag, self.dep, self.entity = lower, tag, dep, entity
        spaced = zip(self._texts(table[:, 7]), table[:, 6].tolist(), strict=True)
        # What Doc.text makes anew, token by token, each time it is asked for.
        self.text = "".join(word + " " if space else word for word, space in spaced)
        places = np.arange(len(doc))
        self.heads: list[int] = (table[:, 4].astype(np.int64) + places).tolist()
        widths = (table[:, 5] + table[:, 6]).astype(np.int64)
        self.starts: list[int] = (np.cumsum(widths) - widths).tolist()
        self._first: list[int] | None = None
        self._last: list[int] | None = None

    def _texts(self, ids: np.ndarray) -> list[str]:
        listed = ids.tolist()
        known = {key: self._strings[key] if key else "" for key in set(listed)}
        return [known[key] for key in listed]

    def children(self, at: int) -> list[int]:
        """What hangs on a token, in order; nothing where the parse is a tree of no sentence.

        A page without a full stop can hang thousands of tokens on one, and every verb would ask.
        """
        first, after = self.edges(at)
        if after - first > _MAX_TREE:
            return []
        heads = enumerate(self.heads[first:after], first)
        return [i for i, head in heads if head == at and i != at]

    def edges(self, at: int) -> tuple[int, int]:
        """The first token below a token in the parse, and the one after the last."""
        if self._first is None or self._last is None:
            self._first, self._last = self._hang()
        return self._first[at], self._last[at] + 1

    def _hang(self) -> tuple[list[int], list[int]]:
        heads = self.heads
        first, last = list(range(self.size)), list(range(self.size))
        # Each token is set once in each direction: the first that reaches it is the farthest.
        for at, head in enumerate(heads):
            while first[head] > at:
                first[head] = at
                head = heads[head]
        for at in range(self.size - 1, -1, -1):
            head = heads[at]
            while last[head] < at:
                last[head] = at
                head = heads[head]
        return first, last
