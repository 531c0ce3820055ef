"""A document of a DocBin as its parts: spaCy finds the tokens, arrays say the rest.

``DocBin.add`` and ``DocBin.get_docs`` make a Python object for each token, and look all plugins up
for each thing they pack: nine tenths of what they cost. Written and read as here the bytes are the
same.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.formats.docbin_file import Unpacker

if TYPE_CHECKING:
    from spacy.tokens import Doc

ATTRS = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
# Ids of span, entity and label; first token and the one behind the last; the same in characters.
_SPAN = Struct(">QQQllll")
_BEGINS, _INSIDE, _OUTSIDE = 3, 1, 2


class Named(NamedTuple):
    """A span as a DocBin has it: tokens ``[first, last)``, characters ``[start, end)``."""

    label: str
    id: str
    entity: str
    first: int
    last: int
    start: int
    end: int


class Whole(NamedTuple):
    """All that a DocBin says of a document that we read."""

    text: str
    language: str
    data: Mapping[Any, Any]
    groups: list[tuple[str, list[Named]]]
    entities: list[Named]


class Tokens:
    """The tokens of a text, by where they begin and end."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._text = doc.text
        table = doc.to_array(["IDX", "LENGTH"])
        starts, ends = table[:, 0].tolist(), (table[:, 0] + table[:, 1]).tolist()
        self._starts = {start: at for at, start in enumerate(starts)}
        self._ends = {end: at + 1 for at, end in enumerate(ends)}
        self._ranges = list(zip(starts, ends, strict=True))

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens ``[first, last)`` of a range; None where it is not whole tokens."""
        first, last = self._starts.get(start), self._ends.get(end)
        return None if first is None or last is None or first >= last else (first, last)

    def blank(self, at: int) -> bool:
        """Whether a token is white space."""
        return self._text[slice(*self._ranges[at])].isspace()


class Encoder:
    """Says in a DocBin's bytes what a document has."""

    def __init__(self) -> None:
        from spacy import attrs
        from spacy.tokens import DocBin

        self.attrs = [int(x) for x in DocBin(attrs=ATTRS).attrs]
        order = {getattr(attrs, name): name for name in ATTRS}
        self._column = {order[x]: at for at, x in enumerate(self.attrs)}
        srsly: Any = importlib.import_module("srsly.msgpack")
        self.pack = srsly.Packer(use_bin_type=True).pack
        self._words: dict[int, str] = {}

    def forget(self) -> None:
        """Let go of the words of vocabularies that are no more."""
        self._words.clear()

    def arrays(self, doc: Doc, entities: Iterable[Named]) -> tuple[Any, Any]:
        """The two arrays: what is said of each token, and whether a space follows it."""
        import numpy

        column = self._column
        table = numpy.zeros((len(doc), len(self.attrs)), dtype="uint64")
        both = doc.to_array(["ORTH", "SPACY"])
        table[:, column["ORTH"]] = both[:, 0]
        table[:, column["ENT_IOB"]] = _OUTSIDE
        add = doc.vocab.strings.add
        for x in entities:
            rows = slice(x.first, x.last)
            table[rows, column["ENT_IOB"]] = _INSIDE
            table[x.first, column["ENT_IOB"]] = _BEGINS
            for name, word in (("TYPE", x.label), ("KB_ID", x.entity), ("ID", x.id)):
                table[rows, column[f"ENT_{name}"]] = add(word) if word else 0
        return table, both[:, 1].astype(bool)

    def groups(self, doc: Doc, groups: Mapping[str, Sequence[Named]]) -> bytes:
        """The spans by layer."""
        add = doc.vocab.strings.add
        packed = {}
        for name, group in groups.items():
            spans = [
                _SPAN.pack(*(add(w) if w else 0 for w in (x.id, x.entity, x.label)), *x[3:])
                for x in group
            ]
            packed[self.pack({"name": name, "attrs": {}, "spans": spans})] = [name]
        return self.pack(packed or [])  # type: ignore[no-any-return]

    def strings(self, doc: Doc, groups: Mapping[str, Sequence[Named]]) -> set[str]:
        """All strings that the arrays and groups name by their hashes."""
        known, strings = self._words, doc.vocab.strings
        table: Any = doc.to_array(["ORTH", "NORM"])
        hashes = set(table.ravel().tolist())
        for one in hashes - known.keys():
            known[one] = strings[one]
        out = {known[x] for x in hashes}
        out.add("")
        for group in groups.values():
            for x in group:
                out.update(x[:3])
        return out


class Decoder:
    """Reads the documents of a file that :class:`Encoder` made, from their bytes.

    Raises ValueError or KeyError for what is not as it writes it.
    """

    def __init__(self, found: Unpacker) -> None:
        from spacy import attrs
        from spacy.strings import StringStore

        store = StringStore()
        self._found = found
        self._words = {store.add(x) if x else 0: x for x in found.items("strings")}
        self._words[0] = ""
        self._column = {name: found.attrs.index(getattr(attrs, name))
                        for name in ATTRS if name != "SPACY"}  # fmt: skip

    def documents(self) -> Iterator[Whole]:
        """Each document."""
        lists = [self._found.items(x) for x in ("cats", "flags", "span_groups", "user_data")]
        rows = zip(self._found.blocks(), *lists, strict=True)
        for (tokens, spaces), cats, flags, groups, data in rows:
            if cats or flags != {"has_unknown_spaces": False}:
                raise ValueError("a document has flags or categories that were not written")
            yield self._whole(tokens, spaces, groups, data)

    def _whole(self, tokens: bytes, spaces: bytes, groups: bytes, data: bytes) -> Whole:
        import numpy

        table = numpy.frombuffer(tokens, dtype="uint64").reshape(len(spaces), -1)
        words = [self._words[x] for x in table[:, self._column["ORTH"]].tolist()]
        pieces = [""] * (2 * len(words))
        pieces[::2], pieces[1::2] = words, [" " if x else "" for x in spaces]
        borders = list(accumulate(map(len, pieces), initial=0))
        starts, ends = borders[:-1:2], borders[1::2]
        loads = self._found.loads
        return Whole(
            "".join(pieces), "", loads(data, False),
            [(k, self._group(packed, starts, ends))
             for packed, keys in dict(loads(groups)).items() for k in keys],
            self._entities(table, starts, ends),
        )  # fmt: skip

    def _group(self, packed: bytes, starts: list[int], ends: list[int]) -> list[Named]:
        out = []
        for data in self._found.loads(packed)["spans"]:
            span_id, entity, label, first, last, start, end = _SPAN.unpack(data)
            if (starts[first], ends[last - 1]) != (start, end):
                raise ValueError("a span's tokens are not its characters")
            words = (self._words[label], self._words[span_id], self._words[entity])
            out.append(Named(*words, first, last, start, end))
        return out

    def _entities(self, table: Any, starts: list[int], ends: list[int]) -> list[Named]:
        said = table[:, self._column["ENT_IOB"]].tolist()
        places = [self._column[f"ENT_{x}"] for x in ("TYPE", "ID", "KB_ID")]
        out, inside = [], said.count(_INSIDE)
        for first in [at for at, x in enumerate(said) if x == _BEGINS]:
            last = first + 1
            while last < len(said) and said[last] == _INSIDE:
                last += 1
            inside -= last - first - 1
            label, span_id, entity = (self._words[x] for x in table[first, places].tolist())
            out.append(Named(label, span_id, entity, first, last, starts[first], ends[last - 1]))
        if inside:
            raise ValueError("an entity goes on that did not begin")
        return out
