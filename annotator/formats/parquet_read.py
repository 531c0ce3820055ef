"""Reads Parquet of the Hugging Face hub's shapes: tags of tokens, spans, texts alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, time
from math import isfinite
from pathlib import Path
from typing import Any

from annotator.formats import offsets
from annotator.formats.base import Reading, Refusal, need
from annotator.formats.borders import settle
from annotator.formats.building import Builder
from annotator.formats.heading import foreign
from annotator.formats.jsonfile import objects, storable, whole, words
from annotator.formats.offsets import Unit
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import ACCEPTED, STATES

_TEXTS = ("text", "sentence", "content", "document", "passage", "article", "body", "context")
_TOKENS = ("tokens", "words", "token")
_TAGS = ("ner_tags", "tags", "ner", "labels", "ner_labels", "entity_tags", "token_labels")
_LISTS = ("spans", "entities", "annotations", "mentions", "labels", "ner")
_STARTS = ("start", "begin", "start_offset", "start_char", "char_start", "from")
_ENDS = ("end", "stop", "end_offset", "end_char", "char_end", "to")
_LABELS = ("label", "type", "entity_type", "entity_group", "tag", "category")
# One span: its place in the file's unit, its label, what else the file says of it.
_Found = tuple[tuple[int, int] | None, str, Mapping[str, Any]]


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file, a row each; never the whole file in memory.

    Tokens without a text are joined by spaces. Raises FormatError for what is no Parquet, has no
    column of texts or tokens, or whose offsets lead nowhere.
    """
    table = _Table(path)
    unit = table.unit()
    for number, row in enumerate(table.rows(), 1):
        yield table.document(row, f"{path}, row {number}", unit, reading)


class _Table:
    """A file, what its columns are for, and the names of its labels."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parquet = need("pyarrow.parquet", "parquet")
        self._error = need("pyarrow", "parquet").ArrowException
        file = self._open()
        names = list(file.schema_arrow.names)
        metadata = file.schema_arrow.metadata or {}
        file.close()
        info = _json(metadata.get(b"huggingface")).get("info")
        features = info.get("features") if isinstance(info, dict) else None
        self.features = features if isinstance(features, dict) else {}
        self.ours = _json(metadata.get(b"annotator"))
        self.text = next((n for n in _TEXTS if n in names), None)
        self.tokens = next((n for n in _TOKENS if n in names), None)
        self.tags = next((n for n in _TAGS if n in names), None) if self.tokens else None
        self.list = None if self.tags else next((n for n in _LISTS if n in names), None)
        if self.text is None and self.tokens is None:
            columns = ", ".join(names[:12]) or "none"
            raise FormatError(
                f"no column has texts or tokens (columns: {columns})", str(path),
                'Name it "text" or "tokens"',
            )  # fmt: skip

    def _open(self) -> Any:
        try:
            return self._parquet.ParquetFile(self._path, page_checksum_verification=True)
        except (OSError, ValueError, self._error) as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> FormatError:
        return FormatError(
            f"this is no Parquet that can be read: {error}", str(self._path), "Export it anew"
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, some at a time."""
        file = self._open()
        try:
            for batch in file.iter_batches(batch_size=200):
                yield from (_plain(row) for row in batch.to_pylist())
        except (OSError, ValueError, self._error) as error:
            raise self._broken(error) from error
        finally:
            file.close()

    def unit(self) -> Unit:
        """In what the offsets count; ours, and tags, count code points."""
        if self.ours or self.list is None:
            return offsets.PLAIN
        said, unsaid, known = [], [], False
        for row in self.rows():
            with_words, without = [], []
            for place, _, data in self.spans(row):
                covered = data.get("text")
                if place and isinstance(covered, str) and covered:
                    with_words.append((*place, covered))
                elif place:
                    without.append(place)
            known = known or bool(with_words)
            said.append((self.raw(row), with_words))
            unsaid.append((self.raw(row), without))
            # Enough to tell; a file may have millions of rows.
            if len(said) == 2000:
                break
        where = str(self._path)
        return offsets.decide(said, where).unit if known else settle(unsaid, where)

    def raw(self, row: Mapping[str, Any]) -> str:
        """The text of a row; "" where it has none."""
        found = row.get(self.text) if self.text else None
        if isinstance(found, str):
            return found
        return " ".join(map(str, self._tokens(row)))

    def _tokens(self, row: Mapping[str, Any]) -> list[Any]:
        found = row.get(self.tokens) if self.tokens else None
        return found if isinstance(found, list) else []

    def spans(self, row: Mapping[str, Any]) -> list[_Found]:
        """The spans that a row lists."""
        found = row.get(self.list) if self.list else None
        if isinstance(found, str):
            found = _json(found, list)
        if isinstance(found, dict):
            # A list of objects, turned into an object of lists by the library.
            size = max((len(v) for v in found.values() if isinstance(v, list)), default=0)
            found = [
                {k: v[i] for k, v in found.items() if isinstance(v, list) and i < len(v)}
                for i in range(size)
            ]
        return [x for item in objects(found) for x in self._span(item)]

    def _span(self, item: Mapping[str, Any]) -> list[_Found]:
        label = next((item[k] for k in _LABELS if item.get(k) is not None), "OTHER")
        name = self._label(label)
        start = next((whole(item[k]) for k in _STARTS if k in item), None)
        end = next((whole(item[k]) for k in _ENDS if k in item), None)
        if start is not None and end is not None:
            return [((start, end), name, item)]
        pairs = item.get("offsets")
        pairs = pairs if isinstance(pairs, list) else []
        if pairs and not isinstance(pairs[0], list):
            pairs = [pairs]
        places = [
            (low, high) for p in pairs
            if isinstance(p, list) and len(p) == 2
            and (low := whole(p[0])) is not None and (high := whole(p[1])) is not None
        ]  # fmt: skip
        if not places:
            return [(None, name, item)]
        if len(places) == 1:
            covered = item.get("text")
            single = covered[0] if isinstance(covered, list) and covered else covered
            return [(places[0], name, {**item, "text": single})]
        whole_ = min(p[0] for p in places), max(p[1] for p in places)
        return [(whole_, name, {**item, "text": None, "pieces": len(places)})]

    def _label(self, label: Any) -> str:
        number = whole(label) if not isinstance(label, str) else None
        names = _names(self.features.get(self.list or ""))
        if number is not None and 0 <= number < len(names):
            return names[number]
        return words(label) or "OTHER"

    def document(
        self, row: Mapping[str, Any], where: str, unit: Unit, reading: Reading
    ) -> Document | Refusal:
        """The article of a row."""
        used = (self.text, self.tokens, self.tags, self.list)
        own = ("starts", "ends", "relations") if self.ours else ()
        known = {k: v for k, v in row.items() if k not in used and k not in own}
        about = foreign(known)
        raw = self.raw(row)
        builder = Builder(raw, where, reading, about, origin=self._path.name)
        if self.tags:
            self._tagged(builder, row)
        else:
            self._listed(builder, row, offsets.ranger(raw, unit), reading)
        return builder.build()

    # -- tags -----------------------------------------------------------------------------------

    def _tagged(self, builder: Builder, row: Mapping[str, Any]) -> None:
        tags = row.get(self.tags or "")
        names = _names(self.features.get(self.tags or ""))
        places = self._places(row)
        layer = words(self.ours.get("layer"))
        open_: tuple[int, int, str] | None = None
        found = tags if isinstance(tags, list) else []
        for place, tag in zip(places, [*found, *[None] * (len(places) - len(found))], strict=False):
            side, label = self._tag(tag, names)
            goes_on = open_ is not None and side in "IEL" and open_[2] == label
            if open_ is not None and not goes_on:
                builder.span(open_[2], open_[0], open_[1], layer=layer)
                open_ = None
            if open_ is not None and place:
                open_ = (open_[0], place[1], label)
            elif side != "O" and place:
                open_ = (*place, label)
        if open_ is not None:
            builder.span(open_[2], open_[0], open_[1], layer=layer)

    def _tag(self, tag: Any, names: list[str]) -> tuple[str, str]:
        number = whole(tag) if not isinstance(tag, str) else None
        if number is not None:
            if not names:
                raise FormatError(
                    f"the tags of {self.tags} are numbers, and the file does not name them",
                    str(self._path), "Write it with the library's features, or with tags as words",
                )  # fmt: skip
            tag = names[number] if 0 <= number < len(names) else None
        if not isinstance(tag, str) or tag in ("O", "", "_"):
            return "O", ""
        if tag[1:2] in ("-", "_") and tag[0] in "BIESLUM":
            return ("I" if tag[0] == "M" else tag[0]), tag[2:]
        # Tags without a side: neighbours of one label are one span.
        return "I", tag

    def _places(self, row: Mapping[str, Any]) -> list[tuple[int, int] | None]:
        """Where each token stands in the text."""
        tokens, raw = [str(t) for t in self._tokens(row)], self.raw(row)
        starts, ends = row.get("starts"), row.get("ends")
        if self.ours and isinstance(starts, list) and isinstance(ends, list):
            return [(a, b) if isinstance(a, int) and isinstance(b, int) else None
                    for a, b in zip(starts, ends, strict=False)]  # fmt: skip
        out: list[tuple[int, int] | None] = []
        at = 0
        for token in tokens:
            start = raw.find(token, at) if token else -1
            out.append((start, start + len(token)) if start >= 0 else None)
            at = start + len(token) if start >= 0 else at
        return out

    # -- spans ----------------------------------------------------------------------------------

    def _listed(
        self, builder: Builder, row: Mapping[str, Any], find: offsets.Ranger, reading: Reading
    ) -> None:
        ids: dict[str | None, str | None] = {}
        size = len(builder.raw)
        for place, label, data in self.spans(row):
            if data.get("pieces"):
                name = "discontinuous spans, taken whole with what is between"
                reading.losses.add(name, f"{builder.where}: {label}")
            at = (find(*place) if place else None) or (size, size)
            covered = data.get("text")
            more = self._more(builder, data) if self.ours else {}
            made = builder.span(
                label, *at, covered=covered if isinstance(covered, str) else None,
                id=words(data.get("id")), score=_score(data.get("score")), **more,
            )  # fmt: skip
            ids[words(data.get("id"))] = made
        ids.pop(None, None)
        for link in objects(row.get("relations")) if self.ours else ():
            state = link.get("state")
            builder.relation(
                words(link.get("label")) or "RELATED", ids.get(words(link.get("head"))),
                ids.get(words(link.get("tail"))), annotator=words(link.get("annotator")),
                state=state if state in STATES else ACCEPTED,
            )  # fmt: skip

    def _more(self, builder: Builder, data: Mapping[str, Any]) -> dict[str, Any]:
        entity = words(data.get("entity"))
        if entity is not None:
            name, label = words(data.get("entity_name")), words(data.get("entity_label"))
            builder.entity(Entity(entity, name or entity, label or "OTHER"))
        state = data.get("state")
        return {
            "layer": words(data.get("layer")), "annotator": words(data.get("annotator")),
            "state": state if state in STATES else ACCEPTED, "note": data.get("note"),
            "attributes": _json(data.get("attributes")), "entity": entity,
        }  # fmt: skip


def _plain(value: Any) -> Any:
    """A value as JSON can hold it: dates and decimals in words, bytes not at all."""
    if isinstance(value, dict):
        return {storable(str(k)): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(x) for x in value]
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return None
    if value is None or isinstance(value, bool | int | float):
        return value
    return None if isinstance(value, bytes) else str(value)


def _names(feature: Any) -> list[str]:
    """The names of the labels somewhere in a feature, as the library writes them."""
    if isinstance(feature, list):
        return next((n for x in feature if (n := _names(x))), [])
    if not isinstance(feature, dict):
        return []
    names = feature.get("names")
    if feature.get("_type") == "ClassLabel" and isinstance(names, list):
        return [str(x) for x in names]
    return next((n for x in feature.values() if (n := _names(x))), [])


def _json(value: Any, kind: type = dict) -> Any:
    try:
        found = json.loads(value) if isinstance(value, str | bytes) else kind()
    except (ValueError, RecursionError):
        return kind()
    return found if isinstance(found, kind) else kind()


def _score(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
