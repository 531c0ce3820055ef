"""Parquet as the Hugging Face ``datasets`` library reads it; reading is in ``parquet_read``."""

from __future__ import annotations

import json
from bisect import bisect_left
from pathlib import Path
from typing import Any

from annotator.formats import base
from annotator.formats.base import (
    Format,
    Option,
    Reading,
    Record,
    Tally,
    Writing,
    need,
    tally_document,
    tally_of,
)
from annotator.formats.holding import Holds, hold
from annotator.formats.parquet_read import read
from annotator.model.schema import LabelSchema
from annotator.model.span import ACCEPTED, ENTITY, SUGGESTED, Span
from annotator.model.text import tokens

__all__ = ["FORMAT", "Writer", "prove", "read", "sniff"]

TOKENS, SPANS = "tokens", "spans"
FORMAT = Format(
    "parquet", "Parquet for Hugging Face datasets", (".parquet",), True, True,
    "shape=tokens: the spans of one layer as BIO tags, without overlaps; shape=spans: spans,"
    " attributes, notes, names, relations, annotators; not: zones",
    training=True, extra="parquet",
    options=(
        Option("shape", "tags of tokens, or lists of spans", (TOKENS, SPANS), TOKENS),
        Option("layer", "with shape=tokens, the layer whose spans are tags", (), ENTITY),
    ),
)  # fmt: skip
_BATCH = 200
_HEADING = ("id", "title", "source", "url", "published", "language", "text")
_TAGS = Holds(
    states=(ACCEPTED, SUGGESTED), annotators=False, attributes=False, notes=False,
    relations=False, entities=False, zones=False,
)  # fmt: skip
_SPAN = {
    "id": "string", "layer": "string", "label": "string", "start": "int64", "end": "int64",
    "text": "string", "state": "string", "annotator": "string", "score": "float64",
    "note": "string", "attributes": "string", "entity": "string", "entity_name": "string",
    "entity_label": "string",
}  # fmt: skip
_RELATION = {"label": "string", "head": "string", "tail": "string", "annotator": "string",
             "state": "string"}  # fmt: skip


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is Parquet: its first four bytes."""
    return "its first bytes are PAR1" if head.startswith(b"PAR1") else None


class Writer(base.Writer):
    """A row for each article, in groups of some hundreds."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._arrow = need("pyarrow", "parquet")
        self._parquet = need("pyarrow.parquet", "parquet")
        self._tags = writing.options.get("shape", TOKENS) == TOKENS
        self._layer = writing.options.get("layer", ENTITY)
        self._names = _tag_names(writing.schema, self._layer)
        self._rows: list[dict[str, Any]] = []
        self._schema = self._columns()
        self._file = self._parquet.ParquetWriter(
            path, self._schema, compression="zstd", write_page_checksum=True
        )

    def _columns(self) -> Any:
        arrow = self._arrow
        text: dict[str, Any] = {n: _value("string") for n in _HEADING}
        if self._tags:
            tag = {"names": self._names, "_type": "ClassLabel"}
            features: dict[str, Any] = text | {
                "tokens": _many(_value("string")), "starts": _many(_value("int64")),
                "ends": _many(_value("int64")), "ner_tags": _many(tag),
            }  # fmt: skip
            more = [
                ("tokens", arrow.list_(arrow.string())), ("starts", arrow.list_(arrow.int64())),
                ("ends", arrow.list_(arrow.int64())), ("ner_tags", arrow.list_(arrow.int64())),
            ]  # fmt: skip
        else:
            features, more = dict(text), []
            for name, fields in (("spans", _SPAN), ("relations", _RELATION)):
                features[name] = [{k: _value(v) for k, v in fields.items()}]
                kinds = {"string": arrow.string(), "int64": arrow.int64(),
                         "float64": arrow.float64()}  # fmt: skip
                struct = arrow.struct([(k, kinds[v]) for k, v in fields.items()])
                more.append((name, arrow.list_(struct)))
        ours = {"shape": TOKENS if self._tags else SPANS, "layer": self._layer}
        metadata = {
            "huggingface": json.dumps({"info": {"features": features}}),
            "annotator": json.dumps(ours),
        }
        columns = [(n, arrow.string()) for n in _HEADING] + more
        return arrow.schema(columns, metadata=metadata)

    def add(self, record: Record) -> None:
        """Take an article; some hundreds are written at once."""
        article = record.document.article
        row: dict[str, Any] = {n: getattr(article, n) for n in _HEADING}
        if self._tags:
            held = self._tagged(record, row)
        else:
            held = hold(record, Holds(zones=False), self.losses)
            row |= {"spans": _spans(held), "relations": _relations(held)}
        self.losses.add("further fields of articles", article.id, len(article.meta))
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._flush()
        tally_document(self.tally, article.text, {s.id: s for s in held.spans}, held.relations)

    def _tagged(self, record: Record, row: dict[str, Any]) -> Record:
        text = record.document.article.text
        words = tokens(text)
        starts, ends = [a for a, _ in words], [b for _, b in words]
        taken: set[int] = set()
        kept: set[str] = set()
        tags = [0] * len(words)
        for span in sorted(record.spans, key=lambda s: (s.start - s.end, s.start, s.state, s.id)):
            if self._off(span, starts, ends) or span.state not in _TAGS.states:
                continue
            inside = range(bisect_left(starts, span.start), bisect_left(ends, span.end) + 1)
            if taken.isdisjoint(inside):
                taken.update(inside)
                kept.add(span.id)
                for i in inside:
                    side = "B" if i == inside.start else "I"
                    tags[i] = self._names.index(f"{side}-{span.label}")
        row |= {"tokens": [text[a:b] for a, b in words], "starts": starts, "ends": ends,
                "ner_tags": tags}  # fmt: skip

        def why(span: Span) -> str:
            off = self._off(span, starts, ends)
            return off or ("" if span.id in kept else "spans that overlap a longer one")

        return hold(record, _TAGS, self.losses, why)

    def _off(self, span: Span, starts: list[int], ends: list[int]) -> str:
        if span.layer != self._layer:
            return "spans of other layers"
        if f"B-{span.label}" not in self._names:
            return "spans of labels that the schema lacks"
        first, last = bisect_left(starts, span.start), bisect_left(ends, span.end)
        meets = starts[first : first + 1] == [span.start] and ends[last : last + 1] == [span.end]
        return "" if meets else "spans that do not meet token borders"

    def _flush(self) -> None:
        self._file.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []

    def finish(self) -> None:
        """Write the rest and the foot of the file, and bring it to the disk."""
        if self._rows:
            self._flush()
        self._file.close()
        with self.path.open("rb+") as file:
            base.sync(file)

    def discard(self) -> None:
        """Close, complete or not."""
        self._file.close()


def _tag_names(schema: LabelSchema, layer: str) -> list[str]:
    found = schema.layer(layer)
    labels = [x.id for x in found.labels] if found else []
    return ["O", *(f"{side}-{label}" for label in labels for side in "BI")]


def _value(dtype: str) -> dict[str, Any]:
    return {"dtype": dtype, "_type": "Value"}


def _many(feature: dict[str, Any]) -> dict[str, Any]:
    # Every version of the library knows this word for a list; newer ones write "List".
    return {"feature": feature, "_type": "Sequence"}


def _spans(record: Record) -> list[dict[str, Any]]:
    out = []
    for span in record.spans:
        known = record.document.entities.get(span.entity or "")
        row = {n: getattr(span, n, None) for n in _SPAN}
        said = json.dumps(dict(span.attributes), ensure_ascii=False) if span.attributes else None
        row["attributes"] = said
        row["entity_name"] = known.name if known else None
        row["entity_label"] = known.label if known else None
        out.append(row)
    return out


def _relations(record: Record) -> list[dict[str, Any]]:
    return [{n: getattr(r, n) for n in _RELATION} for r in record.relations]


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
