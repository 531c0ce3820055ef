"""spaCy's DocBin: ``doc.ents``, ``doc.spans`` per layer; relations and the rest in user data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from annotator.formats.docbin_parts import Decoder, Encoder, Named, Tokens, Whole
from annotator.formats.holding import Holds, hold
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, FormatError
from annotator.model.people import Entity
from annotator.model.span import ACCEPTED, ENTITY, SUGGESTED, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


FORMAT = Format(
    "spacy", "spaCy DocBin", (".spacy",), True, True,
    "doc.ents without overlaps, doc.spans per layer with overlaps, relations, attributes and"
    " notes in doc.user_data; not: spans off token borders, zones, rejected spans",
    training=True,
)  # fmt: skip
_KEY = "annotator"
# After so many articles the tokenizers are made anew: they keep every word they have met.
_FRESH = 1000
# Of so many documents that are read back one is read by spaCy as well.
_SAMPLE = 200
_HOLDS = Holds(states=(ACCEPTED, SUGGESTED), annotators=False, zones=False)


class Writer(base.Writer):
    """Collects documents for one file. Counts in ``losses`` what DocBin does not hold."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        import spacy

        self._blank = spacy.blank
        self._languages: dict[str, Language] = {}
        self._encoder = Encoder()
        self._packer = Packer(self._encoder.attrs)
        self._since = 0

    def add(self, record: Record) -> None:
        """Add an article with its spans and the relations between them."""
        article = record.document.article
        doc = self._tokenizer(article.language).make_doc(article.text)
        tokens = Tokens(doc)
        record = hold(record, _HOLDS, self.losses, lambda span: _off_tokens(tokens, span))
        groups: dict[str, list[Named]] = {}
        for span in record.spans:
            groups.setdefault(span.layer, []).append(_named(tokens, span))
        entities = self._entities(groups.get(ENTITY, []), article)
        doc.user_data[_KEY] = _user_data(record)
        self._pack(doc, groups, entities)
        spans = {s.id: s for s in record.spans}
        tally_document(self.tally, article.text, spans, record.relations)

    def _pack(self, doc: Doc, groups: dict[str, list[Named]], entities: list[Named]) -> None:
        """Pass what the file is to say of a document on to it."""
        encoder = self._encoder
        self._packer.strings(encoder.strings(doc, groups))
        items = {
            "cats": doc.cats, "flags": {"has_unknown_spaces": doc.has_unknown_spaces},
            "span_groups": encoder.groups(doc, groups), "user_data": encoder.pack(doc.user_data),
        }  # fmt: skip
        self._packer.document(*encoder.arrays(doc, entities), items)
        self._since += 1
        if self._since >= _FRESH:
            self._languages.clear()
            encoder.forget()
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

    def _entities(self, found: list[Named], article: Article) -> list[Named]:
        """Of overlapping entities the longest; the others stand in doc.spans only."""
        taken: set[int] = set()
        out = []
        for one in sorted(found, key=lambda x: (x.first - x.last, x.first)):
            if not taken.isdisjoint(range(one.first, one.last)):
                self.losses.add(
                    "overlapping entities in doc.ents (they are in doc.spans)",
                    f"{article.id}: “{article.text[one.start : one.end][:40]}”",
                )
                continue
            taken.update(range(one.first, one.last))
            out.append(one)
        return out

    def finish(self) -> None:
        """Write the file."""
        self._packer.write(self.path)

    def discard(self) -> None:
        """Let go of what is not written yet."""
        self._packer.close()


def _user_data(record: Record) -> dict[str, Any]:
    article, known = record.document.article, record.document.entities
    held = record.spans
    named = sorted({s.entity for s in held if s.entity})
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "url": article.url,
        "language": article.language,
        "attributes": {s.id: dict(s.attributes) for s in held if s.attributes},
        "notes": {s.id: s.note for s in held if s.note},
        "relations": [{"label": r.label, "head": r.head, "tail": r.tail} for r in record.relations],
        "entities": {
            i: {"name": known[i].name, "label": known[i].label} for i in named if i in known
        },
    }


def _named(tokens: Tokens, span: Span) -> Named:
    found = tokens.find(span.start, span.end)
    assert found is not None
    return Named(span.label, span.id, span.entity or "", *found, span.start, span.end)


def _off_tokens(tokens: Tokens, span: Span) -> str:
    found = tokens.find(span.start, span.end)
    off = found is None or tokens.blank(found[0]) or tokens.blank(found[1] - 1)
    return "spans that do not meet token borders" if off else ""


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a DocBin, of ours or of any other maker, one after the other.

    ``doc.spans`` come first, each group a layer where the schema has one of its name; then those
    of ``doc.ents`` that are in no group. Raises FormatError for a file that is no DocBin.
    """
    yield from _read(path, reading, lambda found: map(_whole, _docs(found)))


def _read(
    path: Path, reading: Reading, documents: Callable[[Unpacker], Iterator[Whole]]
) -> Iterator[Document | Refusal]:
    try:
        found = Unpacker(path)
    except OSError as error:
        raise unreadable(path, error) from error
    number = 0
    try:
        with found:
            for whole in documents(found):
                number += 1
                yield _document(whole, f"{path}, article {number}", reading)
        if not number:
            reading.remarks.append(f"{path}: there are no documents in it")
    except AnnotatorError:
        raise
    except Exception as error:  # whatever spaCy says of arrays that are not its own
        raise FormatError(
            f"this is no DocBin: {error}", f"{path}, article {number + 1}",
            "Write it with DocBin.to_disk",
        ) from error  # fmt: skip


def _docs(found: Unpacker, every: int = 1) -> Iterator[Doc]:
    """Each document, or one of so many, made by spaCy from a DocBin of that one alone."""
    import numpy
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    for string in found.items("strings"):
        vocab.strings.add(string)
    lists = [found.items(name) for name in ("cats", "flags", "span_groups", "user_data")]
    for number, (tokens, spaces) in enumerate(found.blocks()):
        # Lists that older versions do not write end at once.
        cats, flags, groups, data = (next(x, None) for x in lists)
        if number % every:
            continue
        one = DocBin(store_user_data=True)
        one.attrs = list(found.attrs)  # type: ignore[arg-type]
        table = numpy.frombuffer(tokens, dtype="uint64")
        one.tokens = [table.reshape((len(spaces), len(found.attrs)))]
        one.spaces = [numpy.frombuffer(spaces, dtype=bool).reshape((len(spaces), 1))]
        one.cats, one.flags = [cats or {}], [flags or {}]
        one.span_groups, one.user_data = [groups or b""], [data]
        yield from one.get_docs(vocab)


def _whole(doc: Doc) -> Whole:
    groups = [(key, list(map(_as_named, group))) for key, group in doc.spans.items()]
    return Whole(doc.text, doc.lang_, doc.user_data, groups, list(map(_as_named, doc.ents)))


def _as_named(x: Any) -> Named:
    return Named(x.label_, x.id_, x.kb_id_, x.start, x.end, x.start_char, x.end_char)


def _document(doc: Whole, where: str, reading: Reading) -> Document | Refusal:
    ours = doc.data.get(_KEY)
    ours = _ours(ours) if isinstance(ours, dict) else {}
    about = Source(
        ours.get("id") or "", ours.get("title") or "", ours.get("source"),
        ours.get("url"), ours.get("published"), ours.get("language") or doc.language or None,
    )  # fmt: skip
    builder = Builder(doc.text, where, reading, about)
    for entity_id, data in ours["entities"].items() if ours else ():
        name, label = str(data.get("name") or entity_id), str(data.get("label") or "OTHER")
        builder.entity(Entity(entity_id, name, label))
    ids: dict[str, str | None] = {}
    seen = set()
    for key, group in doc.groups:
        layer = key if reading.schema.layer(key) else None
        for found in group:
            ids[found.id or f"{key} {len(ids)}"] = _add(builder, found, layer, ours, doc.text)
            seen.add((found.label, found.first, found.last))
    for found in doc.entities:
        if (found.label, found.first, found.last) not in seen:
            ids[found.id or f"ent {len(ids)}"] = _add(builder, found, None, ours, doc.text)
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


def _add(
    builder: Builder, found: Named, layer: str | None, ours: dict[str, Any], text: str
) -> str | None:
    if found.entity and found.entity not in (ours.get("entities") or {}):
        # Of another maker: the id of a knowledge base is all that is known of it.
        placed = labels.place(builder.reading, found.label, layer)
        kind = placed[1] if placed else found.label or "OTHER"
        name = text[found.start : found.end]
        builder.entity(Entity(found.entity, name, kind, external=found.entity))
    said = (ours.get("attributes") or {}).get(found.id) or {}
    return builder.span(
        found.label or "OTHER", found.start, found.end,
        layer=layer, id=found.id or None,
        # What was a list comes back as a tuple.
        attributes={k: list(v) if isinstance(v, tuple) else v for k, v in said.items()},
        note=(ours.get("notes") or {}).get(found.id), entity=found.entity or None,
    )  # fmt: skip


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(_read(path, Reading("", writing.schema), _proved))


def _proved(found: Unpacker) -> Iterator[Whole]:
    """Each document from its bytes. Now and then spaCy reads one too, which must be the same."""
    alone = _docs(found, every=_SAMPLE)
    for number, whole in enumerate(Decoder(found).documents()):
        if number % _SAMPLE == 0 and _whole(next(alone)) != whole:
            raise ValueError("spaCy reads another document than was written")
        yield whole
