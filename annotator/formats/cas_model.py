"""A CAS as it stands in XMI or JSON: feature structures, texts and what is indexed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from annotator.formats.jsonfile import storable, whole, why
from annotator.formats.packed import local, parse_xml
from annotator.model.errors import FormatError

_XMI, _ECORE = "{http://www.omg.org/XMI}", "http:///"
SOFA = "uima.cas.Sofa"
# In JSON a structure that has one of these is what it says, whatever its features.
_ARRAYS = ("uima.cas.FSArray", "uima.cas.StringArray", "uima.cas.FSList")
Features = Mapping[str, Mapping[str, str]]


@dataclass
class Structure:
    """A feature structure: plain values, and references by id."""

    id: str
    type: str
    values: dict[str, str] = field(default_factory=dict)
    refs: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    sofa: str = ""
    begin: int | None = None
    end: int | None = None


@dataclass
class Cas:
    """All structures by id; the ids of those that are indexed in a view, None where none says."""

    structures: dict[str, Structure] = field(default_factory=dict)
    indexed: set[str] | None = None
    # For each type its own features where all say words or numbers, as far as the types are known.
    features: dict[str, list[str]] = field(default_factory=dict)

    def add(self, found: Structure) -> None:
        """Take a structure in; of two with one id the first is the one that others refer to."""
        known = not found.id or found.id in self.structures
        self.structures[f"{found.id} {len(self.structures)}" if known else found.id] = found

    def sofas(self) -> list[Structure]:
        """The views that have a text, the initial one first."""
        found = [s for s in self.structures.values() if s.type == SOFA and "sofaString" in s.values]
        return sorted(found, key=lambda s: s.values.get("sofaID") != "_InitialView")


def type_system(data: bytes, where: str) -> dict[str, dict[str, str]]:
    """For each type the range of each of its own features. Raises FormatError."""
    out: dict[str, dict[str, str]] = {}
    root = parse_xml(data, where)
    for element in root.iter():
        if local(element) != "typeDescription":
            continue
        name = _child(element, "name")
        out[name] = {
            _child(f, "name"): _child(f, "rangeTypeName")
            for f in element.iter() if local(f) == "featureDescription"
        }  # fmt: skip
    return out


def _child(element: Element, name: str) -> str:
    return next(((x.text or "").strip() for x in element if local(x) == name), "")


def from_xmi(data: bytes, where: str, types: Features) -> Cas:
    """The CAS of an XMI file. Raises FormatError."""
    root = parse_xml(data, where)
    if root.tag != _XMI + "XMI":
        raise FormatError("its root is not xmi:XMI", where, "Export it anew as UIMA CAS XMI")
    cas = Cas(features={t: _worded(ranges) for t, ranges in types.items()})
    for element in root:
        type_ = _type(element.tag)
        if type_ == "uima.cas.View":
            cas.indexed = (cas.indexed or set()) | set(element.get("members", "").split())
        elif type_ != "uima.cas.NULL":
            found = _structure(element, type_)
            cas.add(found)
    for found in cas.structures.values():
        _references(cas, found, types.get(found.type))
    return cas


def _type(tag: str) -> str:
    space, _, name = tag.removeprefix("{").rpartition("}")
    package = space.removeprefix(_ECORE).removesuffix(".ecore").replace("/", ".")
    return name if package in ("", "uima.noNamespace") else f"{package}.{name}"


def _structure(element: Element, type_: str) -> Structure:
    out = Structure(element.get(_XMI + "id", ""), type_)
    for name, value in element.attrib.items():
        if name == "sofa":
            out.sofa = value
        elif name in ("begin", "end"):
            _offset(out, name, value)
        elif not name.startswith("{"):
            out.values[name] = value
    for child in element:
        out.lists.setdefault(local(child), []).append(child.text or "")
    return out


def _offset(found: Structure, name: str, value: Any) -> None:
    # One that is no number leads nowhere, so that its annotation is counted as left out.
    number = whole(value)
    number = -1 if number is None else number
    found.begin, found.end = (number, found.end) if name == "begin" else (found.begin, number)


_PRIMITIVE = {
    "uima.cas.String", "uima.cas.Boolean", "uima.cas.Integer", "uima.cas.Float", "uima.cas.Double",
    "uima.cas.Long", "uima.cas.Short", "uima.cas.Byte",
}  # fmt: skip
_LINKS = {"Dependent", "Governor", "target", "next", "first", "links", "elements"}


def _worded(ranges: Mapping[str, str]) -> list[str]:
    """The features of a type, none where one of them leads to other structures."""
    return list(ranges) if all(r in _PRIMITIVE for r in ranges.values()) else []


def _references(cas: Cas, found: Structure, ranges: Mapping[str, str] | None) -> None:
    """Take the values that are ids of others: the type system says it, else what they lead to."""
    for name, value in list(found.values.items()):
        ids = value.split()
        known = bool(ids) and all(i in cas.structures for i in ids)
        range_ = (ranges or {}).get(name)
        if range_ is not None:
            leads = range_ not in _PRIMITIVE and not range_.startswith("uima.cas.String")
        else:
            leads = name in _LINKS or (known and all(_is_link(cas.structures[i]) for i in ids))
        if leads and known:
            found.refs[name] = ids
            del found.values[name]


def _is_link(found: Structure) -> bool:
    return found.begin is None and "target" in {*found.values, *found.refs} and found.type != SOFA


def from_json(data: bytes, where: str) -> Cas:
    """The CAS of a JSON file (UIMA CAS JSON 0.4). Raises FormatError."""
    try:
        raw = storable(json.loads(data.decode("utf-8-sig")))
        if "_views" in raw and "%FEATURE_STRUCTURES" not in raw:
            raise ValueError("it is the JSON of UIMA 2")
        items = raw["%FEATURE_STRUCTURES"]
        items = list(items.values()) if isinstance(items, dict) else items
        views = raw.get("%VIEWS") or {}
        cas = Cas()
        for name, declared in (raw.get("%TYPES") or {}).items():
            ranges = {k: str(v.get("%RANGE")) for k, v in declared.items() if isinstance(v, dict)}
            cas.features[name] = _worded(ranges)
        for item in items:
            cas.add(_json_structure(item))
        if views:
            members = (v.get("%MEMBERS") or () for v in views.values())
            cas.indexed = {str(m) for found_ in members for m in found_}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FormatError(
            f"this is no UIMA CAS JSON: {why(error)}", where,
            "Export it anew as UIMA CAS JSON 0.4, or as XMI",
        ) from error  # fmt: skip
    return cas


def _json_structure(item: Mapping[str, Any]) -> Structure:
    out = Structure(str(item["%ID"]), str(item["%TYPE"]))
    for name, value in item.items():
        if name.startswith("@"):
            ids = value if isinstance(value, list) else [value]
            if name == "@sofa":
                out.sofa = str(value)
            else:
                out.refs[name[1:]] = [str(x) for x in ids]
        elif name == "%ELEMENTS":
            array = out.type.endswith("[]") or out.type == "uima.cas.FSArray"
            elements = [str(x) for x in value]
            (out.refs if array else out.lists)["elements"] = elements
        elif name in ("begin", "end"):
            _offset(out, name, value)
        elif isinstance(value, list):
            out.lists[name] = [str(x) for x in value]
        elif not name.startswith("%") and value is not None:
            # With # in front stands what JSON has no number for, as NaN.
            name = name.removeprefix("#")
            out.values[name] = value if isinstance(value, str) else json.dumps(value)
    return out


def followed(cas: Cas, ids: list[str]) -> Iterator[Structure]:
    """The structures that ids lead to, through arrays."""
    for one in ids:
        found = cas.structures.get(one)
        if found is not None and (found.type in _ARRAYS or found.type.endswith("[]")):
            inner = found.refs.get("elements", [])
            yield from (cas.structures[i] for i in inner if i in cas.structures)
        elif found is not None:
            yield found
