"""UIMA CAS for INCEpTION: XMI with its type system, or JSON that has it inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats import base, keeping, uima, xmlsafe
from annotator.formats.base import (
    Format,
    Option,
    Reading,
    Record,
    Tally,
    Writing,
    sync,
    tally_of,
)
from annotator.formats.cas_read import OURS, companions, read, sniff
from annotator.formats.names import file_stem
from annotator.formats.xmlsafe import attribute
from annotator.model.text import Utf16Map

__all__ = ["FORMAT", "Writer", "companions", "prove", "read", "sniff"]

FORMAT = Format(
    "cas", "UIMA CAS (INCEpTION)", (".xmi",), True, True,
    "texts, titles, spans of all layers with overlaps, attributes, notes, relations as links, ids"
    " of entities; not: names of entities, zones, rejected spans",
    folder=True,
    options=(Option("form", "XMI with a type system, or JSON", ("xmi", "json"), "xmi"),),
)  # fmt: skip
_META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_STRING, _ANNOTATION, _TOP = "uima.cas.String", "uima.tcas.Annotation", "uima.cas.TOP"
_SPACES = {"uima.cas": "cas", "uima.tcas": "tcas"}
Item = dict[str, Any]


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the folder."""
    return tally_of(read(path, Reading("", writing.schema)))


class Writer(base.Writer):
    """Writes a file for each article, and the type system of all at the end."""

    def __init__(self, path: Path, writing: Writing) -> None:
        super().__init__(path, writing)
        self._json = writing.options.get("form") == "json"
        self._files: set[str] = set()
        self._types: dict[str, set[str]] = {}
        for layer in writing.schema.layers:
            self._types.setdefault(uima.type_of(layer.id), set()).add("identifier")

    def add(self, record: Record) -> None:
        """Write an article."""
        kept = keeping.keep(self.losses, record)
        if kept is None:
            return
        article = kept.document.article
        text = article.text if self._json else xmlsafe.clean(article.text, self.losses)
        self.losses.add("names of entities (their ids are kept)", article.id, uima.named(kept))
        items = self._items(kept, text)
        stem = file_stem(article.id, self._files)
        suffix = ".json" if self._json else ".xmi"
        file = (self.path / (stem + suffix)).open("w", encoding="utf-8", newline="\n")
        if self._json:
            json.dump(self._as_json(items), file, ensure_ascii=False, indent=1)
            file.write("\n")
        else:
            file.writelines(line + "\n" for line in self._as_xmi(items))
        sync(file)
        keeping.count(self.tally, self.losses, kept, text, None)

    def _items(self, record: Record, text: str) -> list[Item]:
        """The feature structures: the text first, then annotations, then links."""
        article, units = record.document.article, Utf16Map(text)
        meta = {
            "documentId": article.id, "documentTitle": article.title, "collectionId": OURS,
            "documentUri": article.url, "language": article.language or "x-unspecified",
        }  # fmt: skip
        items: list[Item] = [
            {"type": "uima.cas.Sofa", "id": 1, "values": {"sofaNum": 1, "sofaID": "_InitialView",
             "mimeType": "text", "sofaString": text}},
            {"type": _META, "id": 2, "begin": 0, "end": units.to_utf16(len(text)),
             "values": {k: v for k, v in meta.items() if v}},
        ]  # fmt: skip
        numbers = {s.id: n for n, s in enumerate(record.spans, 3)}
        for span in record.spans:
            said = uima.features(self.writing.schema, span)
            type_ = uima.type_of(span.layer)
            self._types.setdefault(type_, set()).update(said)
            items.append({
                "type": type_, "id": numbers[span.id], "values": said, "links": [],
                "begin": units.to_utf16(span.start), "end": units.to_utf16(span.end),
            })  # fmt: skip
        for link in record.relations:
            owner = items[numbers[link.head] - 1]
            items.append({
                "type": uima.link_type(owner["type"]), "id": len(items) + 1,
                "values": {"role": link.label}, "target": numbers[link.tail],
            })  # fmt: skip
            owner["links"].append(len(items))
        return items

    def _as_xmi(self, items: list[Item]) -> Iterator[str]:
        spaces = {t.rpartition(".")[0] for t in self._type_names()} | set(_SPACES)
        names = {s: _SPACES.get(s, f"t{n}") for n, s in enumerate(sorted(spaces))}
        declared = "".join(
            f' xmlns:{names[s]}="http:///{s.replace(".", "/")}.ecore"' for s in sorted(spaces)
        )
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"{declared} xmi:version="2.0">'
        yield '<cas:NULL xmi:id="0"/>'
        # The text comes last, as UIMA writes it.
        for item in [*items[1:], items[0]]:
            space, _, name = item["type"].rpartition(".")
            parts = [f"<{names[space]}:{name}", f'xmi:id="{item["id"]}"']
            if "begin" in item:
                parts += ['sofa="1"', f'begin="{item["begin"]}"', f'end="{item["end"]}"']
            for key, value in sorted(item["values"].items()):
                clean = xmlsafe.clean(str(value), self.losses)
                parts.append(f"{key}={attribute(clean)}")
            if item.get("links"):
                parts.append(f'links="{" ".join(map(str, item["links"]))}"')
            if "target" in item:
                parts.append(f'target="{item["target"]}"')
            yield " ".join(parts) + "/>"
        members = " ".join(str(x["id"]) for x in items if "begin" in x)
        yield f'<cas:View sofa="1" members="{members}"/>'
        yield "</xmi:XMI>"

    def _as_json(self, items: list[Item]) -> dict[str, Any]:
        structures: list[dict[str, Any]] = []
        for item in items:
            out: dict[str, Any] = {"%ID": item["id"], "%TYPE": item["type"]}
            if "begin" in item:
                out |= {"@sofa": 1, "begin": item["begin"], "end": item["end"]}
            out |= dict(sorted(item["values"].items()))
            if item.get("links"):
                structures.append({
                    "%ID": len(items) + item["id"], "%TYPE": "uima.cas.FSArray",
                    "%ELEMENTS": item["links"],
                })  # fmt: skip
                out["@links"] = len(items) + item["id"]
            if "target" in item:
                out["@target"] = item["target"]
            structures.append(out)
        types = {t: _json_type(t, base_, features) for t, base_, features in self._described()}
        members = [x["id"] for x in items if "begin" in x]
        return {
            "%TYPES": types,
            "%FEATURE_STRUCTURES": structures,
            "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
        }

    def _type_names(self) -> list[str]:
        return [t for t, _, _ in self._described()]

    def _described(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """Name, super type and features of each type; of all layers, met or not."""
        yield (
            _META,
            "uima.tcas.DocumentAnnotation",
            dict.fromkeys(("collectionId", "documentId", "documentTitle", "documentUri"), _STRING),
        )
        for type_, said in sorted(self._types.items()):
            label = "value" if type_ == uima.NAMED else "label"
            features = dict.fromkeys(sorted({*said, label}), _STRING)
            yield type_, _ANNOTATION, {**features, "links": f"{uima.link_type(type_)}[]"}
        for type_ in sorted(self._types):
            yield uima.link_type(type_), _TOP, {"role": _STRING, "target": _ANNOTATION}

    def finish(self) -> None:
        """Write ``TypeSystem.xml``, which XMI is read with."""
        if self._json:
            return
        file = (self.path / "TypeSystem.xml").open("w", encoding="utf-8", newline="\n")
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n')
        file.write("<types>\n")
        for type_, base_, features in self._described():
            file.write(f"<typeDescription><name>{type_}</name><description/>")
            file.write(f"<supertypeName>{base_}</supertypeName><features>\n")
            for name, range_ in features.items():
                element = range_.removesuffix("[]")
                range_ = "uima.cas.FSArray" if element != range_ else range_
                file.write(f"<featureDescription><name>{name}</name><description/>")
                file.write(f"<rangeTypeName>{range_}</rangeTypeName>")
                if element != range_ and range_ == "uima.cas.FSArray":
                    file.write(f"<elementType>{element}</elementType>")
                file.write("</featureDescription>\n")
            file.write("</features></typeDescription>\n")
        file.write("</types>\n</typeSystemDescription>\n")
        sync(file)


def _json_type(name: str, base_: str, features: dict[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {"%NAME": name, "%SUPER_TYPE": base_}
    for key, range_ in features.items():
        out[key] = {"%NAME": key, "%RANGE": range_}
    return out
