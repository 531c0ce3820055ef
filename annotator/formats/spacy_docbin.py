"""spaCy's DocBin: ``doc.ents``, ``doc.spans`` per layer; relations and the rest in user data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.formats import base
from annotator.formats.base import (
    Format,
    Reading,
    Record,
    Refusal,
    Tally,
    Writing,
    sync,
    tally_document,
    tally_of,
    unreadable,
)
from annotator.formats.building import Builder, Source
from annotator.model.document import Document
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import ENTITY, REJECTED, Relation, Span

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


class Writer(base.Writer):
    """Collects documents for one file. Counts in ``losses`` what DocBin does not hold."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        import spacy
        from spacy.tokens import DocBin

        self._blank = spacy.blank
        self._languages: dict[str, Language] = {}
        self._bin: DocBin = DocBin(
            attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"],
            store_user_data=True,
        )

    def add(self, record: Record) -> None:
        """Add an article with its spans and the relations between them."""
        article = record.document.article
        doc = self._tokenizer(article.language).make_doc(article.text)
        held = self._held(doc, record)
        by_layer: dict[str, list[Any]] = {}
        for span, found in held:
            by_layer.setdefault(span.layer, []).append(found)
        for layer, group in by_layer.items():
            doc.spans[layer] = group
        doc.ents = self._entities(held, article.id)
        links = self._links(record, {span.id for span, _ in held})
        self._user_data(doc, record, [span for span, _ in held], links)
        self._bin.add(doc)
        tally_document(self.tally, article.text, {s.id: s for s, _ in held}, links)
        gone = record.counts()["entity"] - len({s.entity for s, _ in held if s.entity})
        self.losses.add("entities of spans left out", article.id, gone, "entity")

    def _tokenizer(self, language: str | None) -> Language:
        code = (language or "en").split("-")[0].lower()
        if code not in self._languages:
            try:
                self._languages[code] = self._blank(code)
            except ImportError:
                # spaCy has no rules for it, or they need a package that is not there.
                self._languages[code] = self._blank("xx")
        return self._languages[code]

    def _held(self, doc: Doc, record: Record) -> list[tuple[Span, Any]]:
        held = []
        for span in record.spans:
            name = f"{record.document.article.id}: “{span.text[:40]}”"
            found = doc.char_span(
                span.start, span.end, label=span.label, kb_id=span.entity or "", span_id=span.id
            )
            why = ""
            if span.state == REJECTED:
                why = "rejected spans"
            elif found is None or found[0].is_space or found[-1].is_space:
                why = "spans that do not meet token borders"
            if why:
                self.losses.add(why, name, kind="span")
                count = len(span.attributes)
                self.losses.add(f"attributes of {why}", count=count, kind="attribute")
                self.losses.add(f"notes of {why}", count=1 if span.note else 0, kind="note")
            else:
                held.append((span, found))
        return held

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

    def _links(self, record: Record, ids: set[str]) -> list[Relation]:
        kept = [r for r in record.relations if r.head in ids and r.tail in ids]
        lost = len(record.relations) - len(kept)
        why = "relations of spans that were left out"
        self.losses.add(why, record.document.article.id, lost, "relation")
        return kept

    def _user_data(self, doc: Doc, record: Record, held: list[Span], links: list[Relation]) -> None:
        article, known = record.document.article, record.document.entities
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
            "relations": [{"label": r.label, "head": r.head, "tail": r.tail} for r in links],
            "entities": {
                i: {"name": known[i].name, "label": known[i].label} for i in named if i in known
            },
        }
        self.losses.add("zones", count=len(article.zones))

    def finish(self) -> None:
        """Write the file."""
        with self.path.open("wb") as file:
            file.write(self._bin.to_bytes())
            sync(file)


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a DocBin, of ours or of any other maker.

    ``doc.spans`` come first, each group a layer where the schema has one of its name; then those
    of ``doc.ents`` that are in no group. Raises FormatError for a file that is no DocBin.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        found = DocBin(store_user_data=True).from_bytes(path.read_bytes())
        docs = list(found.get_docs(Vocab()))
    except OSError as error:
        raise unreadable(path, error) from error
    except Exception as error:  # whatever msgpack and zlib say of bytes that are not theirs
        raise FormatError(
            f"this is no DocBin: {error}", str(path), "Write it with DocBin.to_disk"
        ) from error
    for number, doc in enumerate(docs, 1):
        yield _document(doc, f"{path}, article {number}", reading)


def _document(doc: Doc, where: str, reading: Reading) -> Document | Refusal:
    ours = doc.user_data.get(_KEY)
    ours = ours if isinstance(ours, dict) else {}
    about = Source(
        str(ours.get("id") or ""), str(ours.get("title") or ""), ours.get("source"),
        ours.get("url"), ours.get("published"), ours.get("language"),
    )  # fmt: skip
    builder = Builder(doc.text, where, reading, about)
    for entity_id, data in dict(ours.get("entities") or {}).items():
        builder.entity(Entity(str(entity_id), str(data["name"]), str(data["label"])))
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
        builder.relation(link["label"], ids.get(link["head"]), ids.get(link["tail"]))
    return builder.build()


def _add(builder: Builder, found: Any, layer: str | None, ours: dict[str, Any]) -> str | None:
    if found.kb_id_ and found.kb_id_ not in dict(ours.get("entities") or {}):
        # Of another maker: the id of a knowledge base is all that is known of it.
        known = Entity(found.kb_id_, found.text, found.label_ or "OTHER", external=found.kb_id_)
        builder.entity(known)
    return builder.span(
        found.label_ or "OTHER", found.start_char, found.end_char,
        layer=layer, id=found.id_ or None,
        attributes=(ours.get("attributes") or {}).get(found.id_),
        note=(ours.get("notes") or {}).get(found.id_), entity=found.kb_id_ or None,
    )  # fmt: skip


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
