"""spaCy's DocBin: ``doc.ents``, ``doc.spans`` per layer; relations and the rest in user data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.formats import base, labels
from annotator.formats.base import (
    Format,
    Reading,
    Record,
    Refusal,
    Tally,
    Writing,
    tally_document,
    tally_of,
    unreadable,
)
from annotator.formats.building import Builder, Source
from annotator.formats.docbin_file import Packer, Unpacker
from annotator.formats.holding import Holds, hold
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, FormatError
from annotator.model.people import Entity
from annotator.model.span import ACCEPTED, ENTITY, SUGGESTED, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin


FORMAT = Format(
    "spacy", "spaCy DocBin", (".spacy",), True, True,
    "doc.ents without overlaps, doc.spans per layer with overlaps, relations, attributes and"
    " notes in doc.user_data; not: spans off token borders, zones, rejected spans",
    training=True,
)  # fmt: skip
_KEY = "annotator"
_ATTRS = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
# After so many articles the tokenizers are made anew: they keep every word they have met.
_FRESH = 1000
_HOLDS = Holds(states=(ACCEPTED, SUGGESTED), annotators=False, zones=False)


class Writer(base.Writer):
    """Collects documents for one file. Counts in ``losses`` what DocBin does not hold."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        import spacy
        from spacy.tokens import DocBin

        self._blank = spacy.blank
        self._languages: dict[str, Language] = {}
        self._bin: type[DocBin] = DocBin
        self._packer = Packer([int(x) for x in DocBin(attrs=_ATTRS).attrs])
        self._since = 0

    def add(self, record: Record) -> None:
        """Add an article with its spans and the relations between them."""
        article = record.document.article
        doc = self._tokenizer(article.language).make_doc(article.text)
        record = hold(record, _HOLDS, self.losses, lambda span: _off_tokens(doc, span))
        held = [(span, _found(doc, span)) for span in record.spans]
        by_layer: dict[str, list[Any]] = {}
        for span, found in held:
            by_layer.setdefault(span.layer, []).append(found)
        for layer, group in by_layer.items():
            doc.spans[layer] = group
        doc.ents = self._entities(held, article.id)
        self._user_data(doc, record)
        self._pack(doc)
        spans = {s.id: s for s in record.spans}
        tally_document(self.tally, article.text, spans, record.relations)

    def _pack(self, doc: Doc) -> None:
        """Have spaCy serialise the document alone, and pass it on to the file."""
        one = self._bin(attrs=_ATTRS, store_user_data=True)
        one.add(doc)
        self._packer.strings(one.strings)
        items = {
            "cats": one.cats[0], "flags": one.flags[0], "span_groups": one.span_groups[0],
            "user_data": one.user_data[0],
        }  # fmt: skip
        self._packer.document(one.tokens[0], one.spaces[0], items)
        self._since += 1
        if self._since >= _FRESH:
            self._languages.clear()
            self._since = 0

    def _tokenizer(self, language: str | None) -> Language:
        code = (language or "en").split("-")[0].lower()
        if code not in self._languages:
            try:
                self._languages[code] = self._blank(code)
            except ImportError:
                # spaCy has no rules for it, or they need a package that is not there.
                self._languages[code] = self._blank("xx")
        return self._languages[code]

    def _entities(self, held: list[tuple[Span, Any]], article: str) -> list[Any]:
        """Of overlapping entities the longest; the others stand in doc.spans only."""
        taken: set[int] = set()
        out = []
        entities = [x for x in held if x[0].layer == ENTITY]
        for span, found in sorted(entities, key=lambda x: (x[1].start - x[1].end, x[1].start)):
            if any(i in taken for i in range(found.start, found.end)):
                self.losses.add(
                    "overlapping entities in doc.ents (they are in doc.spans)",
                    f"{article}: “{span.text[:40]}”",
                )
                continue
            taken.update(range(found.start, found.end))
            out.append(found)
        return out

    def _user_data(self, doc: Doc, record: Record) -> None:
        article, known = record.document.article, record.document.entities
        held = record.spans
        named = sorted({s.entity for s in held if s.entity})
        doc.user_data[_KEY] = {
            "id": article.id,
            "title": article.title,
            "source": article.source,
            "published": article.published,
            "url": article.url,
            "language": article.language,
            "attributes": {s.id: dict(s.attributes) for s in held if s.attributes},
            "notes": {s.id: s.note for s in held if s.note},
            "relations": [
                {"label": r.label, "head": r.head, "tail": r.tail} for r in record.relations
            ],
            "entities": {
                i: {"name": known[i].name, "label": known[i].label} for i in named if i in known
            },
        }

    def finish(self) -> None:
        """Write the file."""
        self._packer.write(self.path)

    def discard(self) -> None:
        """Let go of what is not written yet."""
        self._packer.close()


def _found(doc: Doc, span: Span) -> Any:
    return doc.char_span(
        span.start, span.end, label=span.label, kb_id=span.entity or "", span_id=span.id
    )


def _off_tokens(doc: Doc, span: Span) -> str:
    found = _found(doc, span)
    off = found is None or found[0].is_space or found[-1].is_space
    return "spans that do not meet token borders" if off else ""


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a DocBin, of ours or of any other maker, one after the other.

    ``doc.spans`` come first, each group a layer where the schema has one of its name; then those
    of ``doc.ents`` that are in no group. Raises FormatError for a file that is no DocBin.
    """
    try:
        found = Unpacker(path)
    except OSError as error:
        raise unreadable(path, error) from error
    number = 0
    try:
        with found:
            for doc in _docs(found):
                number += 1
                yield _document(doc, f"{path}, article {number}", reading)
        if not number:
            reading.remarks.append(f"{path}: there are no documents in it")
    except AnnotatorError:
        raise
    except Exception as error:  # whatever spaCy says of arrays that are not its own
        raise FormatError(
            f"this is no DocBin: {error}", f"{path}, article {number + 1}",
            "Write it with DocBin.to_disk",
        ) from error  # fmt: skip


def _docs(found: Unpacker) -> Iterator[Doc]:
    """Each document, made by spaCy from a DocBin of that one alone."""
    import numpy
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    for string in found.items("strings"):
        vocab.strings.add(string)
    lists = [found.items(name) for name in ("cats", "flags", "span_groups", "user_data")]
    for tokens, spaces in found.blocks():
        # Lists that older versions do not write end at once.
        cats, flags, groups, data = (next(x, None) for x in lists)
        one = DocBin(store_user_data=True)
        one.attrs = list(found.attrs)  # type: ignore[arg-type]
        table = numpy.frombuffer(tokens, dtype="uint64")
        one.tokens = [table.reshape((len(spaces), len(found.attrs)))]
        one.spaces = [numpy.frombuffer(spaces, dtype=bool).reshape((len(spaces), 1))]
        one.cats, one.flags = [cats or {}], [flags or {}]
        one.span_groups, one.user_data = [groups or b""], [data]
        yield from one.get_docs(vocab)


def _document(doc: Doc, where: str, reading: Reading) -> Document | Refusal:
    ours = doc.user_data.get(_KEY)
    ours = _ours(ours) if isinstance(ours, dict) else {}
    about = Source(
        ours.get("id") or "", ours.get("title") or "", ours.get("source"),
        ours.get("url"), ours.get("published"), ours.get("language") or doc.lang_ or None,
    )  # fmt: skip
    builder = Builder(doc.text, where, reading, about)
    for entity_id, data in ours["entities"].items() if ours else ():
        name, label = str(data.get("name") or entity_id), str(data.get("label") or "OTHER")
        builder.entity(Entity(entity_id, name, label))
    ids: dict[str, str | None] = {}
    seen = set()
    for key, group in doc.spans.items():
        layer = key if reading.schema.layer(key) else None
        for found in group:
            ids[found.id_ or f"{key} {len(ids)}"] = _add(builder, found, layer, ours)
            seen.add((found.label_, found.start, found.end))
    for found in doc.ents:
        if (found.label_, found.start, found.end) not in seen:
            ids[found.ent_id_ or f"ent {len(ids)}"] = _add(builder, found, None, ours)
    for link in ours.get("relations") or ():
        label, head, tail = (str(link.get(k)) for k in ("label", "head", "tail"))
        builder.relation(label, ids.get(head), ids.get(tail))
    return builder.build()


def _ours(data: dict[str, Any]) -> dict[str, Any]:
    """Our user data with only what has the shape that we write."""
    words = ("id", "title", "source", "url", "published", "language")
    out: dict[str, Any] = {k: v for k in words if isinstance(v := data.get(k), str)}
    for key, kind in (("attributes", dict), ("notes", str), ("entities", dict)):
        found = data.get(key)
        found = found if isinstance(found, dict) else {}
        out[key] = {k: v for k, v in found.items() if isinstance(k, str) and isinstance(v, kind)}
    links = data.get("relations")
    # User data comes back with tuples for lists.
    links = links if isinstance(links, list | tuple) else ()
    out["relations"] = [x for x in links if isinstance(x, dict)]
    return out


def _add(builder: Builder, found: Any, layer: str | None, ours: dict[str, Any]) -> str | None:
    if found.kb_id_ and found.kb_id_ not in dict(ours.get("entities") or {}):
        # Of another maker: the id of a knowledge base is all that is known of it.
        placed = labels.place(builder.reading, found.label_, layer)
        kind = placed[1] if placed else found.label_
        builder.entity(Entity(found.kb_id_, found.text, kind, external=found.kb_id_))
    said = (ours.get("attributes") or {}).get(found.id_) or {}
    return builder.span(
        found.label_ or "OTHER", found.start_char, found.end_char,
        layer=layer, id=found.id_ or None,
        # What was a list comes back as a tuple.
        attributes={k: list(v) if isinstance(v, tuple) else v for k, v in said.items()},
        note=(ours.get("notes") or {}).get(found.id_), entity=found.kb_id_ or None,
    )  # fmt: skip


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
