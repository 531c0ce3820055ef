"""CoNLL columns: a token a line with its tag, sentences apart, ``-DOCSTART-`` between articles."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.formats import keeping
from annotator.formats.base import (
    Format,
    LineWriter,
    Option,
    Reading,
    Record,
    Tally,
    Writing,
    tally_of,
)
from annotator.formats.conll_read import is_conll, read
from annotator.formats.conll_tags import SCHEMES, Piece, encode
from annotator.formats.conll_text import rebuild, rebuild_forms, tell, told
from annotator.model.span import ENTITY, Span
from annotator.model.text import sentences, tokens

__all__ = ["FORMAT", "Writer", "prove", "read", "sniff"]

_PLAIN, _EXACT = "plain", "exact"
FORMAT = Format(
    "conll", "CoNLL columns", (".conll", ".conll03", ".bio", ".iob", ".iob2", ".conllu"),
    True, True,
    "tokens, sentences and the spans of one layer, without overlaps; not: spans off token borders,"
    " other layers, relations, attributes, notes, entities; the text's spacing with text=exact",
    training=True,
    options=(
        Option("layer", "the layer whose spans are written", (), ENTITY),
        Option("scheme", "how tags are written", SCHEMES, SCHEMES[0]),
        Option("columns", "token and tag, or the four of CoNLL-2003", ("2", "4"), "2"),
        Option(
            "text", "exact adds ids and a column of spaces, so that the text comes back the same",
            (_PLAIN, _EXACT), _PLAIN,
        ),
    ),
)  # fmt: skip
_HOLDS = replace(keeping.ONE_VOICE, attributes=False, notes=False, relations=False, entities=False)
_META = ("title", "source", "url", "published", "language")
Ranges = list[list[tuple[int, int]]]


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is CoNLL: every line has as many columns, and one of them holds tags."""
    return is_conll(path, head)


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))


class Writer(LineWriter):
    """Writes the tokens of each article with the tags of one layer."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        options = {o.name: writing.options.get(o.name) or o.default for o in FORMAT.options}
        self._layer, self._scheme = options["layer"], options["scheme"]
        self._exact, self._four = options["text"] == _EXACT, options["columns"] == "4"
        self._names = keeping.Names(writing.schema)
        if self._exact:
            middle = "XPOS CHUNK " if self._four else ""
            self.file.write(f"# global.columns = FORM {middle}MISC NER\n")

    def add(self, record: Record) -> None:
        """Write an article."""
        text = record.document.article.text
        ranges = tokens(text)
        starts = {start: i for i, (start, _) in enumerate(ranges)}
        ends = {end: i for i, (_, end) in enumerate(ranges)}
        # Of overlapping spans the longest stays, as in doc.ents of spaCy.
        taken: dict[str, range] = {}
        used: set[int] = set()
        for span in sorted(record.spans, key=lambda s: (s.start - s.end, s.start, s.label, s.id)):
            if span.layer == self._layer and span.start in starts and span.end in ends:
                own = range(starts[span.start], ends[span.end] + 1)
                if span.state != "rejected" and own and used.isdisjoint(own):
                    used.update(own)
                    taken[span.id] = own

        def why(span: Span) -> str:
            if span.layer != self._layer:
                return "spans of other layers"
            if span.start not in starts or span.end not in ends:
                return "spans that do not meet token borders"
            return "" if span.id in taken else "overlapping spans, shorter than another"

        kept = keeping.keep(self.losses, record, _HOLDS, why)
        if kept is None:
            return
        pieces = [
            Piece(self._names.write(s.layer, s.label), taken[s.id].start, taken[s.id].stop)
            for s in kept.spans
        ]
        lines = list(_sentences(text, ranges, pieces))
        self._write(kept, ranges, lines, pieces)
        self._count(kept, ranges, lines, taken)

    def _write(
        self, record: Record, ranges: list[tuple[int, int]], lines: list[range], pieces: list[Piece]
    ) -> None:
        article = record.document.article
        empty = "-X- O " if self._four else ""
        if self._exact:
            about = {k: v for k in _META if (v := getattr(article, k))}
            self.file.write("-DOCSTART-\t" + empty.replace(" ", "\t") + "_\tO\n")
            self.file.write(f"# newdoc id = {' '.join(article.id.split())}\n")
            self.file.write(f"# meta = {json.dumps(about, ensure_ascii=True)}\n")
        else:
            # The one form that spaCy's converter cuts at, whatever the number of columns.
            self.file.write("-DOCSTART- -X- O O\n")
        self.file.write("\n")
        tags = encode(pieces, len(ranges), self._scheme)
        cells = self._cells(article.text, ranges)
        forms = [article.text[start:end] for start, end in ranges]
        if self._exact:
            middle = empty.replace(" ", "\t")
            rows = [f"{f}\t{middle}{c}\t{t}\n" for f, c, t in zip(forms, cells, tags, strict=True)]
        else:
            rows = [f"{f} {empty}{t}\n" for f, t in zip(forms, tags, strict=True)]
        self.file.write("".join(["".join(rows[x.start : x.stop]) + "\n" for x in lines]))

    def _cells(self, text: str, ranges: list[tuple[int, int]]) -> list[str]:
        if not self._exact:
            return []
        follows = [start for start, _ in ranges[1:]] + [len(text)]
        first = text[: ranges[0][0]]
        return [
            tell(first if at == 0 else "", text[end : follows[at]])
            for at, (_, end) in enumerate(ranges)
        ]

    def _count(
        self,
        kept: Record,
        ranges: list[tuple[int, int]],
        lines: list[range],
        taken: dict[str, range],
    ) -> None:
        """Count what a reader will find: offsets in the text as it can be rebuilt."""
        text = kept.document.article.text
        cells = self._cells(text, ranges)
        forms = [text[start:end] for start, end in ranges]
        if self._exact:
            found = list(map(told, forms, cells))
            again = rebuild([found[x.start : x.stop] for x in lines])
        else:
            again = rebuild_forms([forms[x.start : x.stop] for x in lines], ())
        if again.text != text:
            self.losses.add(
                "articles whose spacing is not kept (text=exact keeps it)", kept.document.article.id
            )
        placed = [r for sentence in again.ranges for r in sentence]
        places = {
            s.id: (placed[taken[s.id].start][0], placed[taken[s.id].stop - 1][1])
            for s in kept.spans
        }
        held = Record(kept.document, kept.spans, ())
        keeping.count(self.tally, self.losses, held, again.text, self._names, places)


def _sentences(text: str, ranges: list[tuple[int, int]], pieces: list[Piece]) -> Iterator[range]:
    """Sentences as ranges of tokens; one that a span goes beyond is joined with the next."""
    inside = {at for p in pieces for at in range(p.start + 1, p.end)}
    begin = 0
    for at in _opening(text, ranges):
        if at not in inside:
            yield range(begin, at)
            begin = at
    yield range(begin, len(ranges))


def _opening(text: str, ranges: list[tuple[int, int]]) -> Iterator[int]:
    """The tokens but the first that a sentence begins with, or between which and the one before."""
    starts = [start for start, _ in ranges]
    last = 0
    for border, _ in sentences(text, 0, len(text)):
        at = bisect_left(starts, border)
        if last < at < len(ranges) and ranges[at - 1][1] <= border:
            last = at
            yield at
