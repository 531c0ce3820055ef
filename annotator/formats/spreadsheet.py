"""Flat CSV, a row a span, for spreadsheets and scripts. Reading is in ``spreadsheet_read``."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator.formats.base import (
    Format,
    LineWriter,
    Option,
    Reading,
    Record,
    Tally,
    Writing,
    tally_document,
    tally_of,
)
from annotator.formats.holding import Holds, hold
from annotator.formats.spreadsheet_read import OF_ARTICLES, OWN, UNSAFE, read
from annotator.model.schema import LabelSchema
from annotator.model.span import Relation, Span

__all__ = ["FORMAT", "Writer", "prove", "read", "sniff"]

FORMAT = Format(
    "csv", "CSV, a row a span", (".csv", ".tsv"), True, True,
    "spans with offsets, attributes, notes, relations, names and annotators, flat; on reading also"
    " tables of texts; not: zones",
    options=(Option("bom", "a mark at the beginning, by which Excel knows UTF-8",
                    ("yes", "no"), "yes"),),
)  # fmt: skip
_HOLDS = Holds(zones=False)


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is ours: the columns that its first line names."""
    line = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "ignore")
    return "its first line names our columns" if set(line.strip().split(",")) >= OWN else None


class Writer(LineWriter):
    """A row for each span; the article's text stands in the first row of each article."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        asked = [(x.id, a.id) for x in writing.schema.layers for a in x.attributes]
        self._asked = {f"{layer}.{name}": (layer, name) for layer, name in asked}
        columns = (
            "article", *OF_ARTICLES, "id", "layer", "label", "start", "end", "text", "speaker",
            "state", "annotator", "score", "entity", "entity_name", "entity_label",
            "entity_external", "note", *self._asked, "attributes", "relations", "article_text",
        )  # fmt: skip
        if writing.options.get("bom", "yes") == "yes":
            self.file.write("\ufeff")
        self._rows = csv.DictWriter(self.file, columns, restval="", lineterminator="\r\n")
        self._rows.writeheader()

    def add(self, record: Record) -> None:
        """Write an article; one without spans has a row of its own."""
        held = hold(record, _HOLDS, self.losses)
        article = record.document.article
        first: dict[str, Any] = {k: getattr(article, k) for k in OF_ARTICLES} | {
            "article_text": article.text
        }
        links: dict[str, list[Relation]] = {}
        for link in held.relations:
            links.setdefault(link.head, []).append(link)
        by_id = {s.id: s for s in held.spans}
        for span in held.spans:
            row = self._row(span, links.get(span.id, []), by_id) | self._entity(span, record)
            self._write(article.id, row | first)
            first = {}
        if not held.spans:
            self._write(article.id, first)
        more = sum(1 for e in record.document.entities.values() if e.aliases or e.note)
        self.losses.add("aliases and notes of names", article.id, more)
        self.losses.add("further fields of articles", article.id, len(article.meta))
        tally_document(self.tally, article.text, by_id, held.relations)

    def _write(self, article: str, row: Mapping[str, Any]) -> None:
        cells: dict[str, Any] = {"article": article, **row}
        self._rows.writerow({k: _safe(v) for k, v in cells.items() if v is not None})

    def _row(self, span: Span, links: list[Relation], by_id: Mapping[str, Span]) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": span.id, "layer": span.layer, "label": span.label, "start": span.start,
            "end": span.end, "text": span.text, "state": span.state, "annotator": span.annotator,
            "score": span.score, "note": span.note,
        }  # fmt: skip
        said = dict(span.attributes)
        for column, (layer, name) in self._asked.items():
            if layer == span.layer and name in said:
                cell = _cell(self.writing.schema, layer, name, said[name])
                if cell is not None:
                    row[column] = cell
                    del said[name]
        if said:
            row["attributes"] = json.dumps(said, ensure_ascii=False)
        if links:
            row["relations"] = json.dumps([_link(x, span) for x in links], ensure_ascii=False)
            spoken = [by_id[x.tail].text for x in links if x.label == "SPEAKER"]
            row["speaker"] = "; ".join(spoken)
        return row

    def _entity(self, span: Span, record: Record) -> dict[str, Any]:
        known = record.document.entities.get(span.entity or "")
        if known is None:
            return {"entity": span.entity}
        return {
            "entity": known.id, "entity_name": known.name, "entity_label": known.label,
            "entity_external": known.external,
        }  # fmt: skip


def _cell(schema: LabelSchema, layer: str, name: str, value: Any) -> str | None:
    """An answer as it stands in its own column; None where reading could not tell it again."""
    found = schema.layer(layer)
    asked = next((a for a in found.attributes if a.id == name), None) if found else None
    if asked is None or asked.type not in ("multi", "tags"):
        return value if isinstance(value, str) and value.strip() == value and value else None
    if not isinstance(value, list) or not value:
        return None
    plain = all(isinstance(x, str) and x and x.strip(" ;") == x and "; " not in x for x in value)
    return "; ".join(value) if plain else None


def _link(relation: Relation, head: Span) -> list[str]:
    # Whose it is only where it is not the span's own annotator's.
    same = relation.annotator == head.annotator and relation.state == head.state
    more = [] if same else [relation.annotator, relation.state]
    return [relation.label, relation.tail, *more]


def _safe(value: object) -> str:
    """What a spreadsheet takes for words, whatever it begins with."""
    text = str(value)
    return f"'{text}" if text.startswith(UNSAFE) else text


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
