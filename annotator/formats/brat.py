"""brat standoff: a ``.txt`` and an ``.ann`` for each article, in a folder with its settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.formats import base, keeping
from annotator.formats.base import Format, Reading, Record, Tally, Writing, sync, tally_of
from annotator.formats.brat_read import companions, read, sniff
from annotator.formats.names import file_stem
from annotator.formats.values import as_word
from annotator.model.span import Relation, Span

__all__ = ["FORMAT", "Writer", "companions", "prove", "read", "sniff"]

FORMAT = Format(
    "brat", "brat standoff", (".ann", ".a1"), True, True,
    "texts, spans, relations, attributes, notes, ids of entities; not: titles and sources, zones,"
    " rejected spans",
    folder=True,
)  # fmt: skip
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_MANY = 1000


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the folder."""
    return tally_of(read(path, Reading("", writing.schema)))


class Writer(base.Writer):
    """Writes two files for each article, and the configuration at the end."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._names = keeping.Names(writing.schema, "[A-Za-z0-9_-]", "_")
        self._files: set[str] = set()
        self._types: set[str] = set()
        self._links: set[str] = set()
        self._values: dict[str, set[str]] = {}

    def add(self, record: Record) -> None:
        """Write an article."""
        kept = keeping.keep(self.losses, record)
        if kept is None:
            return
        kept = replace(kept, relations=tuple(self._link(r) for r in kept.relations))
        article = kept.document.article
        stem = self._stem(article.id)
        lines = list(self._lines(kept))
        for suffix, text in ((".txt", article.text), (".ann", "".join(x + "\n" for x in lines))):
            file = (self.path / (stem + suffix)).open("w", encoding="utf-8", newline="\n")
            file.write(text)
            sync(file)
        keeping.count(self.tally, self.losses, kept, article.text, self._names)

    def _stem(self, article: str) -> str:
        stem = file_stem(article, self._files)
        if stem != article:
            self.losses.add("ids that cannot be names of files, changed", article)
        return stem

    def _link(self, link: Relation) -> Relation:
        label = re.sub(r"[^A-Za-z0-9_-]", "_", link.label)
        if label != link.label:
            self.losses.add("labels of relations with signs that brat does not allow", link.label)
        self._links.add(label)
        return replace(link, label=label)

    def _lines(self, record: Record) -> Iterator[str]:
        text, numbers = record.document.article.text, {}
        for number, span in enumerate(record.spans, 1):
            numbers[span.id] = f"T{number}"
            yield self._textbound(span, f"T{number}", text)
        for number, link in enumerate(record.relations, 1):
            yield f"R{number}\t{link.label} Arg1:{numbers[link.head]} Arg2:{numbers[link.tail]}"
        said = [(numbers[s.id], k, v) for s in record.spans for k, v in s.attributes.items()]
        comments = []
        number = 0
        for owner, name, value in said:
            word = as_word(value)
            plain = isinstance(value, str) or type(value) is int
            if plain and _NAME.fullmatch(name) and re.fullmatch(r"\S+", word):
                number += 1
                self._seen(name, word)
                yield f"A{number}\t{name} {owner} {word}"
            else:
                pair = json.dumps([name, value], ensure_ascii=True)
                comments.append(f"Attribute {owner}\t{pair}")
        yield from self._references(record, numbers)
        for span in record.spans:
            if span.note:
                # Words of one line as brat writes them, others as JSON.
                plain = bool(re.fullmatch(r'[^\s"](?:(?:\S| )*\S)?', span.note))
                words = span.note if plain else json.dumps(span.note, ensure_ascii=True)
                kind = "AnnotatorNotes" if plain else "Note"
                comments.append(f"{kind} {numbers[span.id]}\t{words}")
        for number, comment in enumerate(comments, 1):
            yield f"#{number}\t{comment}"

    def _textbound(self, span: Span, number: str, text: str) -> str:
        name = self._names.write(span.layer, span.label)
        self._types.add(name)
        parts = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text[span.start : span.end])]
        if not parts or parts[0][0] or parts[-1][1] < span.end - span.start:
            # With a line break at its edge no piece would say where it begins or ends.
            parts = [(0, span.end - span.start)]
        # brat itself cuts what goes over a line break, and shows nothing of a span that is not.
        ranges = ";".join(f"{span.start + a} {span.start + b}" for a, b in parts)
        covered = " ".join(text[span.start + a : span.start + b] for a, b in parts)
        return f"{number}\t{name} {ranges}\t" + re.sub(r"[\n\t]", " ", covered)

    def _seen(self, name: str, word: str) -> None:
        known = self._values.setdefault(name, set())
        if len(known) < _MANY:
            known.add(word)

    def _references(self, record: Record, numbers: dict[str, str]) -> Iterator[str]:
        number = 0
        for span in record.spans:
            if span.entity is None:
                continue
            known = record.document.entities.get(span.entity)
            ids = [("Annotator", span.entity)]
            if known and known.external:
                ids.append(("External", known.external))
            name = self._flat(known.name if known else span.text)
            for base_, found in ids:
                number += 1
                # An id is one word here.
                word = re.sub(r"\s", "%20", found)
                yield f"N{number}\tReference {numbers[span.id]} {base_}:{word}\t{name}"

    def _flat(self, words: str) -> str:
        flat = re.sub(r"\s", " ", words)
        if flat != words:
            self.losses.add("white space in names of entities, made spaces")
        return flat

    def finish(self) -> None:
        """Write ``annotation.conf``: all labels of the schema, and those that were met."""
        schema = self.writing.schema
        types = {self._names.write(x.id, y.id) for x in schema.layers for y in x.labels}
        links = self._links | {r.id for r in schema.relations if _NAME.fullmatch(r.id)}
        lines = ["[entities]", *sorted(types | self._types), "", "[relations]"]
        lines += [f"{x} Arg1:<ENTITY>, Arg2:<ENTITY>" for x in sorted(links)]
        lines += ["<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"]
        lines += ["", "[events]", "", "[attributes]"]
        for name, values in sorted(self._choices().items()):
            lines.append(f"{name} Arg:<ENTITY>, Value:{'|'.join(sorted(values))}")
        file = (self.path / "annotation.conf").open("w", encoding="utf-8", newline="\n")
        file.write("\n".join(lines) + "\n")
        sync(file)

    def _choices(self) -> dict[str, set[str]]:
        found = {name: set(values) for name, values in self._values.items()}
        for layer in self.writing.schema.layers:
            for attribute in layer.attributes:
                if attribute.choices and _NAME.fullmatch(attribute.id):
                    found.setdefault(attribute.id, set()).update(attribute.choices)
        return {
            name: {v for v in values if re.fullmatch(r"[^\s|,]+", v)}
            for name, values in found.items()
        }
