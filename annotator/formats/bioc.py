"""BioC, XML and JSON: collections of documents in passages, annotations with infons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats import keeping, xmlsafe
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
from annotator.formats.bioc_read import OWN, read, sniff
from annotator.formats.holding import Holds
from annotator.formats.values import as_word, from_word
from annotator.model.span import Relation, Span

__all__ = ["FORMAT", "Writer", "prove", "read", "sniff"]

# Without an ending of its own, so that other XML and JSON files are not taken for it.
FORMAT = Format(
    "bioc", "BioC", (".bioc", ".pubtator"), True, True,
    "texts, titles, spans with state and annotator, relations, attributes, notes, entities; not:"
    " zones, reviews, aliases",
    options=(Option("form", "XML or JSON", ("xml", "json"), "xml"),),
)  # fmt: skip
_META = ("title", "source", "url", "published", "language")


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))


class Writer(LineWriter):
    """Writes a collection, document by document."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._json = writing.options.get("form") == "json"
        self._any = False
        if self._json:
            self.file.write('{"source": "Annotator", "date": "", "key": "", "infons": {},\n')
            self.file.write(' "documents": [')
        else:
            self.file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
            self.file.write('<!DOCTYPE collection SYSTEM "BioC.dtd">\n')
            self.file.write("<collection><source>Annotator</source><date></date><key></key>\n")

    def add(self, record: Record) -> None:
        """Write an article."""
        kept = keeping.keep(self.losses, record, Holds(zones=False))
        if kept is None:
            return
        article = kept.document.article
        text = article.text if self._json else xmlsafe.clean(article.text, self.losses)
        infons = {k: v for k in _META if (v := getattr(article, k))}
        document = {
            "id": article.id,
            "infons": infons,
            "passages": [
                {
                    "offset": 0,
                    "infons": {"type": "article"},
                    "text": text,
                    "sentences": [],
                    "annotations": [self._annotation(kept, s, text) for s in kept.spans],
                    "relations": [_relation(r) for r in kept.relations],
                }
            ],
            "annotations": [],
            "relations": [],
        }
        if self._json:
            self.file.write(",\n" if self._any else "\n")
            json.dump(document, self.file, ensure_ascii=False)
        else:
            self.file.writelines(self._xml(document))
        self._any = True
        keeping.count(self.tally, self.losses, kept, text, None)

    def _annotation(self, record: Record, span: Span, text: str) -> dict[str, Any]:
        infons = {
            "type": span.label, "layer": span.layer, "state": span.state,
            "annotator": span.annotator,
        }  # fmt: skip
        more = {}
        for name, value in sorted(span.attributes.items()):
            word = as_word(value)
            back = from_word(self.writing.schema, span.layer, name, word) if word else None
            plain = name and name not in OWN and back is not None
            if plain and back == value and type(back) is type(value):
                infons[name] = word
            else:
                more[name] = value
        if more:
            infons["more"] = json.dumps(more, ensure_ascii=True)
        if span.note:
            infons["note"] = span.note
        if span.entity:
            known = record.document.entities.get(span.entity)
            infons["entity"] = span.entity
            if known:
                infons |= {"entity_name": known.name, "entity_label": known.label}
            if known and known.external:
                infons["entity_external"] = known.external
        return {
            "id": span.id,
            "infons": infons,
            "text": text[span.start : span.end],
            "locations": [{"offset": span.start, "length": span.end - span.start}],
        }

    def _xml(self, document: dict[str, Any]) -> Iterator[str]:
        yield f"<document><id>{self._text(document['id'])}</id>{self._infons(document)}\n"
        for passage in document["passages"]:
            yield f"<passage>{self._infons(passage)}<offset>{passage['offset']}</offset>"
            yield f"<text>{self._text(passage['text'])}</text>\n"
            for one in passage["annotations"]:
                yield f"<annotation id={self._quoted(one['id'])}>{self._infons(one)}"
                for place in one["locations"]:
                    yield f'<location offset="{place["offset"]}" length="{place["length"]}"/>'
                yield f"<text>{self._text(one['text'])}</text></annotation>\n"
            for one in passage["relations"]:
                yield f"<relation id={self._quoted(one['id'])}>{self._infons(one)}"
                for node in one["nodes"]:
                    refid = self._quoted(node["refid"])
                    yield f'<node refid={refid} role="{node["role"]}"/>'
                yield "</relation>\n"
            yield "</passage>\n"
        yield "</document>\n"

    def _infons(self, item: dict[str, Any]) -> str:
        return "".join(
            f"<infon key={self._quoted(k)}>{self._text(v)}</infon>"
            for k, v in item["infons"].items()
        )

    def _text(self, value: str) -> str:
        return xmlsafe.text(xmlsafe.clean(value, self.losses))

    def _quoted(self, value: str) -> str:
        return xmlsafe.attribute(xmlsafe.clean(value, self.losses))

    def finish(self) -> None:
        """Close the collection."""
        self.file.write("\n]}\n" if self._json else "</collection>\n")
        super().finish()


def _relation(link: Relation) -> dict[str, Any]:
    return {
        "id": link.id,
        "infons": {"type": link.label, "state": link.state, "annotator": link.annotator},
        "nodes": [{"refid": link.head, "role": "head"}, {"refid": link.tail, "role": "tail"}],
    }
