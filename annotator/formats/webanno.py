"""WebAnno TSV 3: a token a line, a column for each feature; for WebAnno and INCEpTION."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

from annotator.formats import base, keeping, uima
from annotator.formats.base import Format, Reading, Record, Tally, Writing, sync, tally_of
from annotator.formats.names import file_stem
from annotator.formats.webanno_read import read, sniff
from annotator.model.span import Span
from annotator.model.text import Utf16Map, sentences, tokens

__all__ = ["FORMAT", "Writer", "prove", "read", "sniff"]

# Without an ending of its own, so that other tables are not taken for it.
FORMAT = Format(
    "webanno", "WebAnno TSV 3.3", (".webanno",), True, True,
    "tokens, sentences, spans of all layers with overlaps, attributes, notes, relations as links,"
    " ids of entities; not: names of entities, titles, zones, rejected spans",
    folder=True,
)  # fmt: skip
_RESERVED = re.compile(r"->|[\\\[\]|_;*]")
_WHITE = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
Unit = tuple[int, int]


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the folder."""
    return tally_of(read(path, Reading("", writing.schema)))


def escape(value: str) -> str:
    """A value with what has a meaning in the format escaped."""
    value = _RESERVED.sub(lambda m: "\\" + m[0], value)
    return "".join(_WHITE.get(c, c) for c in value)


class Writer(base.Writer):
    """Writes a file for each article."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._files: set[str] = set()

    def add(self, record: Record) -> None:
        """Write an article."""
        article = record.document.article
        text = article.text

        def why(span: Span) -> str:
            edges = text[span.start], text[span.end - 1]
            return (
                "spans that begin or end with white space" if any(map(str.isspace, edges)) else ""
            )

        kept = keeping.keep(self.losses, record, why=why)
        if kept is None:
            return
        first = tokens(text)[0][0]
        if text[:first].strip(" "):
            self.losses.add("white space before the first word, made spaces", article.id)
        text = " " * first + text[first:]
        self.losses.add("names of entities (their ids are kept)", article.id, uima.named(kept))
        stem = file_stem(article.id, self._files)
        if stem != article.id:
            self.losses.add("ids that cannot be names of files, changed", article.id)
        file = (self.path / f"{stem}.tsv").open("w", encoding="utf-8", newline="\n")
        for line in _Table(self.writing, kept, text).lines():
            file.write(line + "\n")
        sync(file)
        keeping.count(self.tally, self.losses, kept, text, None)

    def finish(self) -> None:
        """Nothing is left to be written: each article is a file of its own."""


class _Table:
    """The rows of an article: tokens, and parts of tokens where a span cuts one."""

    def __init__(self, writing: Writing, record: Record, text: str) -> None:
        self.text, self._record, self._writing = text, record, writing
        self._tokens = tokens(text)
        self._starts = [a for a, _ in self._tokens]
        self._ends = [b for _, b in self._tokens]
        self._units = Utf16Map(text)
        said = {s.id: uima.features(writing.schema, s) for s in record.spans}
        self._said = said
        self._numbers = {s.id: n for n, s in enumerate(record.spans, 1)}
        self._links: dict[str, list[tuple[str, str]]] = {}
        for link in record.relations:
            self._links.setdefault(link.head, []).append((link.label, link.tail))
        self._columns: dict[str, list[str]] = {}
        for span in record.spans:
            names = self._columns.setdefault(uima.type_of(span.layer), [])
            names += [n for n in said[span.id] if n not in names]
        for names in self._columns.values():
            names.sort()
        self._linked = {
            uima.type_of(s.layer) for s in record.spans if s.id in self._links
        }  # fmt: skip
        self._at: dict[Unit, list[Span]] = {}
        self._first: dict[str, Unit] = {}
        for span in record.spans:
            for unit in self._cut(span):
                self._at.setdefault(unit, []).append(span)
                self._first.setdefault(span.id, unit)

    def _cut(self, span: Span) -> Iterator[Unit]:
        low = bisect_right(self._ends, span.start)
        high = bisect_left(self._starts, span.end)
        for start, end in self._tokens[low:high]:
            yield max(start, span.start), min(end, span.end)

    def lines(self) -> Iterator[str]:
        """The whole file, line by line."""
        yield "#FORMAT=WebAnno TSV 3.3"
        for type_, names in sorted(self._columns.items()):
            head = [type_, *names]
            if type_ in self._linked:
                link = uima.link_type(type_)
                head.append(f"ROLE_{type_}:links_{link}|uima.tcas.Annotation")
            yield "#T_SP=" + "|".join(head)
        yield ""
        numbers = self._names()
        borders = self._sentences()
        for number, (low, high) in enumerate(borders):
            yield ""
            follows = borders[number + 1][0] if number + 1 < len(borders) else None
            stop = self._starts[follows] if follows is not None else len(self.text)
            # The reader puts a line break between sentences itself.
            words = self.text[self._starts[low] : stop]
            words = words.removesuffix("\n") if follows is not None else words
            for line in words.split("\n"):
                yield "#Text=" + _escape_text(line)
            for at in range(low, high):
                yield from self._rows(self._tokens[at], numbers)

    def _sentences(self) -> list[tuple[int, int]]:
        starts = sorted({bisect_left(self._starts, a) for a, _ in
                         sentences(self.text, 0, len(self.text))})  # fmt: skip
        cuts = sorted({0, *(s for s in starts if s < len(self._tokens))})
        return list(zip(cuts, [*cuts[1:], len(self._tokens)], strict=True))

    def _names(self) -> dict[Unit, str]:
        """The number of each row: sentence, token, and of a part of a token a third one."""
        out: dict[Unit, str] = {}
        inside: dict[Unit, list[Unit]] = {}
        whole = set(self._tokens)
        for unit in self._at:
            if unit not in whole:
                token = self._tokens[bisect_right(self._starts, unit[0]) - 1]
                inside.setdefault(token, []).append(unit)
        for sentence, (low, high) in enumerate(self._sentences(), 1):
            for number, token in enumerate(self._tokens[low:high], 1):
                out[token] = f"{sentence}-{number}"
                for part, unit in enumerate(sorted(inside.get(token, ())), 1):
                    out[unit] = f"{sentence}-{number}.{part}"
        self._inside = {t: sorted(u) for t, u in inside.items()}
        return out

    def _rows(self, token: Unit, names: dict[Unit, str]) -> Iterator[str]:
        for unit in (token, *self._inside.get(token, ())):
            low, high = (self._units.to_utf16(x) for x in unit)
            cells = [names[unit], f"{low}-{high}", _escape_text(self.text[slice(*unit)])]
            for type_, features in sorted(self._columns.items()):
                here = [s for s in self._at.get(unit, ()) if uima.type_of(s.layer) == type_]
                cells += [self._cell(here, f) for f in features]
                if type_ in self._linked:
                    cells += self._targets(here, names)
            yield "\t".join(cells) + "\t"

    def _cell(self, spans: list[Span], feature: str) -> str:
        values = [
            (escape(self._said[s.id].get(feature, "")) or "*") + f"[{self._numbers[s.id]}]"
            for s in spans
        ]
        return "|".join(values) or "_"

    def _targets(self, spans: list[Span], names: dict[Unit, str]) -> list[str]:
        roles, targets = [], []
        for span in spans:
            links = self._links.get(span.id, ())
            own = f"[{self._numbers[span.id]}]"
            roles.append((";".join(escape(r) for r, _ in links) or "*") + own)
            found = (f"{names[self._first[t]]}[{self._numbers[t]}]" for _, t in links)
            targets.append(";".join(found) or "*")
        return ["|".join(roles) or "_", "|".join(targets) or "_"]


def _escape_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r")
