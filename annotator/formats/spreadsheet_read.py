"""Reads tables: ours, a row a span of another maker, a row an article."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.formats import offsets, plain, span_cells, token_table
from annotator.formats.base import Reading, Refusal, unreadable
from annotator.formats.borders import settle
from annotator.formats.building import Builder
from annotator.formats.heading import foreign
from annotator.formats.jsonfile import MAX_FILE, whole
from annotator.formats.offsets import Unit
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import ACCEPTED, REJECTED, STATES, SUGGESTED

OWN = {"article", "layer", "label", "start", "end", "text", "state", "article_text"}
# With these a cell may be run as a formula; the apostrophe, so that ours are told again.
OF_ARTICLES = ("title", "source", "url", "published", "language")
UNSAFE = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
_COLUMNS = {
    "body": ("article_text", "document_text", "doc_text", "full_text", "body", "content",
             "article_body", "story", "context", "sentence", "tweet"),
    "words": ("covered_text", "span_text", "entity_text", "selected_text", "selection", "mention",
              "quote", "quotation", "surface", "phrase", "span", "entity", "segment"),
    "start": ("start", "begin", "start_offset", "start_char", "char_start", "begin_offset",
              "offset_start", "start_index", "start_pos", "beg", "from", "offset"),
    "end": ("end", "stop", "end_offset", "end_char", "char_end", "offset_end", "end_index",
            "end_pos", "to"),
    "length": ("length", "len"),
    "label": ("label", "entity_type", "type", "tag", "ner_tag", "category", "class", "code",
              "entity_label", "annotation"),
    "article": ("article", "article_id", "doc_id", "document_id", "doc", "document", "docid",
                "file", "filename", "file_name", "text_id", "sentence_id"),
    "annotator": ("annotator", "annotator_id", "coder", "user", "username", "annotated_by"),
    "note": ("note", "comment", "memo", "remark"),
    "score": ("score", "confidence", "probability"),
    "layer": ("layer",), "state": ("state",), "id": ("id", "span_id", "annotation_id"),
}  # fmt: skip
Row = Mapping[str, str]


@dataclass
class _Table:
    rows: list[tuple[int, dict[str, str]]]
    names: dict[str, str]
    ours: bool

    def cell(self, row: Row, name: str) -> str:
        """A cell by what its column is for; "" where there is none."""
        column = self.names.get(name)
        # A column may have no name: pandas counts the rows in one.
        return row.get(column, "") if column else ""

    def spans(self) -> bool:
        """Whether the rows are spans: by offsets, or by their words."""
        names = self.names
        placed = "start" in names and ("end" in names or "length" in names)
        return placed or ("words" in names and "label" in names)


@dataclass
class _Text:
    number: int
    raw: str
    rows: list[tuple[int, Row]] = field(default_factory=list)


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a table with a heading line; comma, semicolon, tab or bar.

    Rows with a start and an end are spans, rows of tokens with tags are read as CoNLL, else each
    row is an article. Offsets are code points,
    unless the covered words, or the borders of words, say otherwise. Raises FormatError for a
    table without a column of texts, or whose offsets lead nowhere.
    """
    table = _table(path)
    tokens = token_table.columns(list(table.rows[0][1]) if table.rows else [], table.rows)
    if tokens is not None and not table.ours:
        yield from token_table.documents(tokens, table.rows, path, reading)
        return
    texts = _texts(table)
    if not any(t.raw.strip() for t in texts):
        columns = ", ".join(list(table.rows[0][1])[:12] if table.rows else [])
        raise FormatError(
            f"no column has the texts of the articles (columns: {columns or 'none'})", str(path),
            'Name it "text", or "article_text" beside the words of the spans. A file with a token'
            " and its tag on each line is read with --format conll",
        )  # fmt: skip
    unit = _unit(table, texts, str(path))
    for text in texts:
        yield _Reader(table, text, unit, reading, path).document()


def _table(path: Path) -> _Table:
    try:
        if path.stat().st_size > MAX_FILE:
            raise FormatError("the table is too large", str(path), "Split it by articles")
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    text = _decoded(data, str(path))
    head, _, rest = text.partition("\n")
    said = head.strip().removeprefix("sep=") if head.startswith("sep=") else ""
    if said:
        # Excel's own line before the heading.
        text, head = rest, rest.partition("\n")[0]
    delimiter = said[:1] or max(",;\t|", key=lambda sign: (head.count(sign), sign == ","))
    csv.field_size_limit(MAX_FILE)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        named = [x.strip() for x in next(found, [])]
        columns = [x or f"column {n}" for n, x in enumerate(named, 1)]
        for cells in found:
            if any(cells):
                rows.append((found.line_num, dict(zip(columns, cells, strict=False))))
    except csv.Error as error:
        raise FormatError(f"this is no table: {error}", str(path), "Save it as CSV") from error
    if named[:1] in ([""], ["Unnamed: 0"]) and _count(row.get(columns[0], "") for _, row in rows):
        # The numbers of the rows, as pandas writes them.
        rows = [(n, {k: v for k, v in row.items() if k != columns[0]}) for n, row in rows]
        del columns[0]
    ours = set(columns) >= OWN
    if ours:
        rows = [(n, {k: _unsafe(v) for k, v in row.items()}) for n, row in rows]
    names = _names(columns, rows)
    table = _Table(rows, names, ours)
    lists = "" if ours or table.spans() else span_cells.column(columns, rows)
    return _with_lists(table, lists) if lists else table


def _count(cells: Iterable[str]) -> bool:
    """Whether cells are numbers that go up one by one."""
    numbers = [whole(c) for c in cells]
    first = numbers[0] if numbers else None
    return first is not None and numbers == list(range(first, first + len(numbers)))


def _with_lists(table: _Table, lists: str) -> _Table:
    """A table of texts whose spans stand in one cell as a table with a row a span."""
    names = {k: v for k, v in table.names.items() if v != lists}
    if "article" not in names and "id" in names:
        names["article"] = names.pop("id")
    names |= {"start": span_cells.START, "end": span_cells.END, "label": span_cells.LABEL,
              "words": span_cells.WORDS}  # fmt: skip
    rows = span_cells.expanded(table.rows, lists)
    who = names.get("annotator", "")
    for _, row in rows:
        # Label Studio has numbers for people.
        if row.get(who, "").isdecimal():
            row[who] = f"user {row[who]}"
    return _Table(rows, names, False)


def _decoded(data: bytes, where: str) -> str:
    try:
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    encoding = plain.decode(data, where)[1]
    return data.decode(encoding, "replace").removeprefix("\ufeff")


def _unsafe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(UNSAFE) else cell


def _names(columns: list[str], rows: list[tuple[int, dict[str, str]]]) -> dict[str, str]:
    known = {x.casefold().replace(" ", "_").replace("-", "_"): x for x in reversed(columns)}
    names = {}
    for name, usual in _COLUMNS.items():
        found = next((known[x] for x in usual if x in known), None)
        if found is not None:
            names[name] = found
    text = known.get("text")
    spans = "start" in names and ("end" in names or "length" in names)
    if text is not None and "body" not in names:
        # Beside offsets it may be the article's or the covered words.
        own = spans and _covers(rows, text, names)
        names["words" if own else "body"] = text
    elif text is not None:
        names["words"] = text
    if not spans and "article" in names and "body" not in names:
        # A table of articles, the column named for what is in it.
        names["body"] = names.pop("article")
    return names


def _covers(rows: list[tuple[int, dict[str, str]]], text: str, names: Mapping[str, str]) -> bool:
    as_long = seen = 0
    for _, row in rows[:500]:
        start, end = whole(row.get(names["start"], "").strip()), None
        if "end" in names:
            end = whole(row.get(names["end"], "").strip())
        if start is not None and end is not None:
            seen += 1
            as_long += abs(end - start - len(row.get(text, ""))) <= 1
    return seen > 0 and as_long * 2 > seen


def _texts(table: _Table) -> list[_Text]:
    """The articles with their rows: those of one id, else of one text."""
    spans = table.spans()
    found: dict[object, _Text] = {}
    for number, row in table.rows:
        raw = table.cell(row, "body")
        key: object = table.cell(row, "article") or raw if spans or table.ours else number
        text = found.setdefault(key, _Text(number, raw))
        text.raw = text.raw or raw
        text.rows.append((number, row))
    return list(found.values())


def _unit(table: _Table, texts: list[_Text], where: str) -> Unit:
    said, unsaid = [], []
    for text in texts:
        with_words, without = [], []
        for _, row in text.rows:
            place, words = _place(table, row), table.cell(row, "words")
            if place and words:
                with_words.append((*place, words))
            elif place:
                without.append(place)
        said.append((text.raw, with_words))
        unsaid.append((text.raw, without))
    if any(spans for _, spans in said):
        return offsets.decide(said, where).unit
    return settle(unsaid, where)


def _place(table: _Table, row: Row) -> tuple[int, int] | None:
    start = whole(table.cell(row, "start").strip().removesuffix(".0"))
    end = whole(table.cell(row, "end").strip().removesuffix(".0"))
    length = whole(table.cell(row, "length").strip())
    if start is not None and end is None and length is not None:
        end = start + length
    return None if start is None or end is None else (start, end)


class _Reader:
    """Makes the document of an article's rows."""

    def __init__(
        self, table: _Table, text: _Text, unit: Unit, reading: Reading, path: Path
    ) -> None:
        self.table, self.text, self.reading = table, text, reading
        first = text.rows[0][1]
        about = foreign(self._own(first), table.cell(first, "article"))
        self.where = f"{path}, line {text.number}"
        self.builder = Builder(text.raw, self.where, reading, about, origin=path.name)
        self.find = offsets.ranger(text.raw, unit)

    def _own(self, first: Row) -> dict[str, str]:
        """The columns that are the article's: where there are spans, those that do not vary."""
        names = self.table.names
        if not self.table.spans():
            return {
                k: v for k, v in first.items() if k not in (names["body"], names.get("article"))
            }
        if self.table.ours:
            return {k: v for k, v in first.items() if k in OF_ARTICLES}
        return {
            k: v for k, v in first.items()
            if k not in names.values() and all(row.get(k) == v for _, row in self.text.rows)
        }  # fmt: skip

    def document(self) -> Document | Refusal:
        """The article with the spans of its rows."""
        ids: dict[str, str | None] = {}
        links: list[tuple[str, Row]] = []
        for number, row in self.text.rows:
            if not self.table.spans() or not self._says(row):
                continue
            name = f"{self.where.rpartition(' ')[0]} {number}"
            ids[self.table.cell(row, "id") or name] = made = self._span(row, name)
            if made is not None and self.table.ours and row.get("relations"):
                links.append((made, row))
        for head, row in links:
            for item in _json(row["relations"], list):
                self._link(head, row, item, ids)
        return self.builder.build()

    def _says(self, row: Row) -> bool:
        cell = self.table.cell
        return bool(cell(row, "label") or cell(row, "start").strip() or cell(row, "end").strip())

    def _span(self, row: Row, name: str) -> str | None:
        cell = self.table.cell
        place = self._where(row, name)
        state = cell(row, "state") if cell(row, "state") in STATES else ACCEPTED
        try:
            score = float(cell(row, "score")) if cell(row, "score") else None
        except ValueError:
            score = None
        entity = self._entity(row)
        said = self._attributes(row)
        return self.builder.span(
            cell(row, "label").strip() or "OTHER", *place, layer=cell(row, "layer") or None,
            covered=cell(row, "words") or None, id=cell(row, "id") or None,
            attributes=said, note=cell(row, "note") or None, score=score, state=state,
            annotator=cell(row, "annotator") or None, entity=entity,
        )  # fmt: skip

    def _where(self, row: Row, name: str) -> tuple[int, int]:
        raw, place = self.text.raw, _place(self.table, row)
        words = self.table.cell(row, "words")
        nowhere = (len(raw), len(raw))
        if place is not None:
            return self.find(*place) or nowhere
        at = (
            raw.find(words)
            if words and self.table.names.keys().isdisjoint(("start", "end"))
            else -1
        )
        if at < 0:
            return nowhere
        if raw.count(words) > 1:
            why = "spans without offsets, put on the first place that has their words"
            self.reading.losses.add(why, name)
        return at, at + len(words)

    def _entity(self, row: Row) -> str | None:
        named = row.get("entity") if self.table.ours else None
        if not named:
            return None
        return self.builder.entity(
            Entity(
                named, row.get("entity_name") or named, row.get("entity_label") or "OTHER",
                external=row.get("entity_external") or None,
            )
        )  # fmt: skip

    def _attributes(self, row: Row) -> dict[str, Any]:
        if not self.table.ours:
            own, names = self._own(self.text.rows[0][1]), self.table.names.values()
            return {k: v for k, v in row.items() if v and k not in own and k not in names}
        out = _json(row.get("attributes", ""), dict)
        layer = row.get("layer", "")
        known = self.reading.schema.layer(layer)
        kinds = {a.id: a.type for a in known.attributes} if known else {}
        for column, cell in row.items():
            at, _, name = column.partition(".")
            if cell and name and at == layer:
                several = kinds.get(name) in ("multi", "tags")
                out[name] = cell.split("; ") if several else cell
        return dict(out)

    def _link(self, head: str, row: Row, item: Any, ids: Mapping[str, str | None]) -> None:
        if not isinstance(item, list) or not all(isinstance(x, str) for x in item):
            return
        label, tail, who, state = (*item, "", "", "", "")[:4]
        who, state = who or self.table.cell(row, "annotator"), state or row.get("state", "")
        state = SUGGESTED if state == SUGGESTED else REJECTED if state == REJECTED else ACCEPTED
        self.builder.relation(
            label or "RELATED", head, ids.get(tail), state=state, annotator=who or None
        )


def _json(cell: str, kind: type) -> Any:
    """What stands in a cell as JSON; empty where it is nothing of the kind."""
    try:
        found = json.loads(cell) if cell else kind()
    except (ValueError, RecursionError):
        return kind()
    return found if isinstance(found, kind) else kind()
