"""TEI P5: the text in paragraphs with anchors, everything said of it in ``standOff``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from annotator.formats import base, keeping, xmlsafe
from annotator.formats.base import Format, Record, Tally, Writing, sync
from annotator.formats.holding import Holds
from annotator.formats.names import file_stem
from annotator.formats.packed import parse_xml
from annotator.formats.values import as_word
from annotator.formats.xmlsafe import attribute
from annotator.model.errors import FormatError
from annotator.model.people import Entity
from annotator.model.span import Span

FORMAT = Format(
    "tei", "TEI P5 with stand-off annotation", (".xml",), False, True,
    "texts, titles and sources, spans of all layers with overlaps and states, relations,"
    " attributes, notes, entities; not: zones, whose relations are",
    folder=True,
)  # fmt: skip
_TEI, _XML = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}"
_STATES = ("accepted", "suggested", "rejected")


class _List(NamedTuple):
    """How a kind of entity is listed: list, item and name."""

    list: str
    item: str
    name: str


_PLACE = _List("listPlace", "place", "placeName")
_LISTS = {
    "PERSON": _List("listPerson", "person", "persName"),
    "ORG": _List("listOrg", "org", "orgName"),
    "GPE": _PLACE, "LOC": _PLACE, "FAC": _PLACE,
}  # fmt: skip
_OTHER = _List("listObject", "object", "objectName")


class Writer(base.Writer):
    """Writes a file for each article."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._files: set[str] = set()
        self._categories = _Ids()
        for layer in writing.schema.layers:
            for label in layer.labels:
                self._categories.of(f"{layer.id}.{label.id}")

    def add(self, record: Record) -> None:
        """Write an article."""
        kept = keeping.keep(self.losses, record, Holds(zones=False))
        if kept is None:
            return
        article = kept.document.article
        stem = file_stem(article.id, self._files)
        text = xmlsafe.clean(article.text, self.losses)
        file = (self.path / f"{stem}.xml").open("w", encoding="utf-8", newline="\n")
        file.writelines(self._lines(kept, text))
        sync(file)
        self._count(kept, text)

    def _count(self, kept: Record, text: str) -> None:
        self.tally.article(text)
        texts = {}
        for span in kept.spans:
            covered = texts[span.id] = text[span.start : span.end]
            label = self._categories.of(f"{span.layer}.{span.label}")
            self.tally.span(label, covered, span.start, span.end)
            self.tally.add("attribute", len(span.attributes))
            self.tally.add("note", 1 if span.note else 0)
        self.tally.add("entity", len({s.entity for s in kept.spans if s.entity}))
        for link in kept.relations:
            label = xmlsafe.clean(link.label, self.losses)
            self.tally.relation(label, texts[link.head], texts[link.tail])

    def _text(self, value: str) -> str:
        return xmlsafe.text(xmlsafe.clean(value, self.losses))

    def _quoted(self, value: str) -> str:
        return attribute(xmlsafe.clean(value, self.losses))

    def _lines(self, record: Record, text: str) -> Iterator[str]:
        language = record.document.article.language
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        spoken = f" xml:lang={self._quoted(language)}" if language else ""
        yield f'<TEI xmlns="http://www.tei-c.org/ns/1.0"{spoken}>\n'
        yield from self._header(record)
        yield "<text><body>\n"
        yield from self._paragraphs(record, text)
        yield "</body></text>\n<standOff>\n"
        yield from self._spans(record)
        yield from self._relations(record)
        yield from self._entities(record)
        yield "</standOff>\n</TEI>\n"

    def _header(self, record: Record) -> Iterator[str]:
        article = record.document.article
        yield "<teiHeader><fileDesc>\n"
        yield f"<titleStmt><title>{self._text(article.title or article.id)}</title>\n"
        for name, number in _people(record).items():
            yield f'<respStmt xml:id="p{number}"><resp>annotation</resp><name>'
            yield f"{self._text(name)}</name></respStmt>\n"
        yield "</titleStmt>\n"
        yield "<publicationStmt><p>Written by Annotator.</p></publicationStmt>\n<sourceDesc><bibl>"
        yield f'<idno type="article">{self._text(article.id)}</idno>'
        for tag, value in (("publisher", article.source), ("date", article.published)):
            if value:
                yield f"<{tag}>{self._text(value)}</{tag}>"
        if article.url:
            yield f'<idno type="URL">{self._text(article.url)}</idno>'
        yield "</bibl></sourceDesc>\n</fileDesc>\n<encodingDesc><classDecl><taxonomy>\n"
        schema = self.writing.schema
        named = {(x.id, y.id): y.name for x in schema.layers for y in x.labels}
        used = {(s.layer, s.label) for s in record.spans}
        for layer, label in sorted(used | set(named)):
            category = self._categories.of(f"{layer}.{label}")
            words = self._text(named.get((layer, label), label))
            yield f'<category xml:id="{category}"><catDesc>{words}</catDesc></category>\n'
        yield "</taxonomy></classDecl></encodingDesc></teiHeader>\n"

    def _paragraphs(self, record: Record, text: str) -> Iterator[str]:
        """A paragraph for each line; an anchor wherever a span begins or ends."""
        places = sorted({p for s in record.spans for p in (s.start, s.end)})
        at = 0
        for line in text.split("\n"):
            yield '<p xml:space="preserve">'
            stop, here = at + len(line), at
            while places and places[0] <= stop:
                place = places.pop(0)
                yield f'{xmlsafe.text(text[here:place])}<anchor xml:id="c{place}"/>'
                here = place
            yield f"{xmlsafe.text(text[here:stop])}</p>\n"
            at = stop + 1

    def _spans(self, record: Record) -> Iterator[str]:
        numbers = {s.id: n for n, s in enumerate(record.spans, 1)}
        entities, people = _numbers(record), _people(record)
        layers = sorted({s.layer for s in record.spans})
        for layer in layers:
            yield f"<spanGrp type={self._quoted(layer)}>\n"
            for span in (s for s in record.spans if s.layer == layer):
                ana = "#" + self._categories.of(f"{span.layer}.{span.label}")
                if span.attributes or span.note:
                    ana += f" #f{numbers[span.id]}"
                refers = f' corresp="#e{entities[span.entity]}"' if span.entity else ""
                yield (
                    f'<span xml:id="s{numbers[span.id]}" type="{span.state}" from="#c{span.start}"'
                    f' to="#c{span.end}" ana="{ana}"{refers} resp="#p{people[span.annotator]}"/>\n'
                )
            yield "</spanGrp>\n"
        for span in record.spans:
            if span.attributes or span.note:
                yield f'<fs xml:id="f{numbers[span.id]}">{self._features(span)}</fs>\n'

    def _features(self, span: Span) -> str:
        said = [("attribute", k, as_word(v)) for k, v in sorted(span.attributes.items())]
        said += [("note", "note", span.note)] if span.note else []
        # Names of features are free, those of XML are not: the kind is the name, ours the first.
        return "".join(
            f'<f name="{kind}"><vColl org="list"><string>{self._text(name)}</string>'
            f"<string>{self._text(value)}</string></vColl></f>"
            for kind, name, value in said
        )

    def _relations(self, record: Record) -> Iterator[str]:
        numbers = {s.id: n for n, s in enumerate(record.spans, 1)}
        if not record.relations:
            return
        yield "<listRelation>\n"
        for link in record.relations:
            head, tail = numbers[link.head], numbers[link.tail]
            yield (
                f'<relation name="link" type="{link.state}" active="#s{head}" passive="#s{tail}">'
                f"<desc>{self._text(link.label)}</desc></relation>\n"
            )
        yield "</listRelation>\n"

    def _entities(self, record: Record) -> Iterator[str]:
        numbers = _numbers(record)
        groups: dict[_List, list[tuple[int, Entity]]] = {}
        for id_, number in numbers.items():
            entity = record.document.entities.get(id_) or Entity(id_, id_, "OTHER")
            groups.setdefault(_LISTS.get(entity.label, _OTHER), []).append((number, entity))
        for kind, found in sorted(groups.items()):
            yield f"<{kind.list}>\n"
            for number, entity in found:
                name = f"<{kind.name}>{self._text(entity.name)}</{kind.name}>"
                if kind is _OTHER:
                    name = f"<objectIdentifier>{name}</objectIdentifier>"
                ids = f'<idno type="entity">{self._text(entity.id)}</idno>'
                if entity.external:
                    ids += f'<idno type="external">{self._text(entity.external)}</idno>'
                yield f'<{kind.item} xml:id="e{number}">{name}{ids}</{kind.item}>\n'
            yield f"</{kind.list}>\n"

    def finish(self) -> None:
        """Nothing is left to be written: each article is a file of its own."""


def _numbers(record: Record) -> dict[str, int]:
    return {e: n for n, e in enumerate(sorted({s.entity for s in record.spans if s.entity}), 1)}


def _people(record: Record) -> dict[str, int]:
    return {a: n for n, a in enumerate(sorted({s.annotator for s in record.spans}), 1)}


class _Ids:
    """Names as XML allows them for ids; the same for the same, another for another."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The id of a name."""
        if name not in self._known:
            wanted = found = re.sub(r"[^A-Za-z0-9_.-]", "_", f"L.{name}")
            number, used = 1, set(self._known.values())
            while found in used:
                number += 1
                found = f"{wanted}.{number}"
            self._known[name] = found
        return self._known[name]


def prove(path: Path, writing: Writing) -> Tally:
    """What stands in the folder, by what its anchors and references lead to."""
    tally = Tally()
    for file in sorted(path.glob("*.xml")):
        try:
            _prove(parse_xml(file.read_bytes(), str(file)), tally)
        except (KeyError, ValueError) as error:
            raise FormatError(f"a reference leads nowhere: {error}", str(file)) from error
    return tally


def _prove(root: Element, tally: Tally) -> None:
    text, places = _read_text(root)
    tally.article(text)
    features = {f.attrib[_XML + "id"]: f for f in root.iter(_TEI + "fs")}
    ids = {x.get(_XML + "id", "") for x in root.iter()}
    texts, named = {}, set()
    for span in root.iter(_TEI + "span"):
        start, end = (places[span.attrib[k].removeprefix("#")] for k in ("from", "to"))
        category, *more = span.attrib["ana"].split()
        texts["#" + span.attrib[_XML + "id"]] = text[start:end]
        tally.span(category.removeprefix("#"), text[start:end], start, end)
        for one in more:
            kinds = [f.attrib["name"] for f in features[one.removeprefix("#")]]
            tally.add("attribute", kinds.count("attribute"))
            tally.add("note", kinds.count("note"))
        if "corresp" in span.attrib:
            named.add(span.attrib["corresp"].removeprefix("#"))
    tally.add("entity", len(named & ids))
    for link in root.iter(_TEI + "relation"):
        label = link.findtext(_TEI + "desc") or ""
        tally.relation(label, texts[link.attrib["active"]], texts[link.attrib["passive"]])


def _read_text(root: Element) -> tuple[str, dict[str, int]]:
    lines, places, at = [], {}, 0
    body = next(root.iter(_TEI + "body"))
    for paragraph in body.iter(_TEI + "p"):
        line = paragraph.text or ""
        for anchor in paragraph:
            places[anchor.attrib[_XML + "id"]] = at + len(line)
            line += anchor.tail or ""
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), places
