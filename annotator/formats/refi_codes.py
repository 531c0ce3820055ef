"""Codes of REFI-QDA: layers and labels as a tree of codes, and attributes' answers as codes."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from annotator.formats.packed import attribute, child, local, xml_text
from annotator.model.errors import FormatError
from annotator.model.schema import Attribute, Label, LabelSchema, Layer

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Annotator"
ANSWERS = "attributes: "
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-annotator:refi-qda")


def guid(*names: str) -> str:
    """An id that is the same for the same names."""
    return str(uuid.uuid5(_SPACE, "\0".join(names)))


def same_guid(value: object) -> str:
    """A GUID as it is compared: without braces, in lower case."""
    return str(value or "").strip().strip("{}").lower()


class Codes:
    """The codes of a project that is written: all of the schema, then what spans bring."""

    def __init__(self, schema: LabelSchema) -> None:
        self._folders: dict[str, Element] = {}
        self._known: dict[str, Element] = {}
        for layer in schema.layers:
            for label in layer.labels:
                if not label.retired:
                    self.label(layer.id, label.id, label, layer)

    def label(
        self, layer: str, name: str, label: Label | None = None, about: Layer | None = None
    ) -> str:
        """The code of a label; returns its GUID."""
        folder = self._folder(layer, about.name if about else "")
        return self._code(folder, label.light if label else "", label.description if label else "",
                          "label", layer, name)  # fmt: skip

    def answer(self, layer: str, name: str, value: str) -> str:
        """The code of one answer to an attribute's question; returns its GUID."""
        folder = self._folder(f"{ANSWERS}{layer}", "")
        key = guid("attribute", layer, name)
        if key not in self._known:
            self._known[key] = _code_element(folder, key, name, False)
        return self._code(self._known[key], "", "", "answer", layer, name, value)

    def _folder(self, name: str, described: str) -> Element:
        if name not in self._folders:
            self._folders[name] = Element("Code")
            _fill(self._folders[name], guid("folder", name), name, False, described=described)
        return self._folders[name]

    def _code(self, folder: Element, colour: str, described: str, *names: str) -> str:
        key = guid(*names)
        if key not in self._known:
            self._known[key] = _code_element(folder, key, names[-1], True, colour, described)
        return key

    def element(self) -> Element:
        """The tree of codes."""
        codes = Element("Codes")
        codes.extend(self._folders.values())
        return codes


def _code_element(
    folder: Element, key: str, name: str, codable: bool, colour: str = "", described: str = ""
) -> Element:
    return _fill(SubElement(folder, "Code"), key, name, codable, colour, described)


def _fill(
    code: Element, key: str, name: str, codable: bool, colour: str = "", described: str = ""
) -> Element:
    code.set("guid", key)
    code.set("name", xml_text(name))
    code.set("isCodable", "true" if codable else "false")
    if colour:
        code.set("color", colour)
    if described and described != name:
        SubElement(code, "Description").text = xml_text(described)
    return code


class Placed:
    """What each code of a project that is read stands for, by GUID.

    ``labels``: the layer, or None where the file does not tell, and the label. ``answers``: layer,
    attribute and answer. A name that several codes have is told with those above it.
    """

    def __init__(self, codes: Element | None, schema: LabelSchema, ours: bool) -> None:
        self.labels: dict[str, tuple[str | None, str]] = {}
        self.answers: dict[str, tuple[str, str, str]] = {}
        self._schema, self._ours = schema, ours
        tops = [] if codes is None else [c for c in codes if local(c) == "Code"]
        self._often: Counter[str] = Counter(
            _name(c) for top in tops for c in top.iter() if local(c) == "Code"
        )
        for top in tops:
            self._top(top)

    def _top(self, top: Element) -> None:
        name = _name(top)
        if name.startswith(ANSWERS):
            layer = name.removeprefix(ANSWERS)
            for question in _children(top):
                for answer in _children(question):
                    self.answers[_key(answer)] = (layer, _name(question), _name(answer))
            return
        folder = str(attribute(top, "isCodable", "true")).lower() in ("false", "0")
        layer_known = self._schema.layer(name) is not None or (self._ours and folder)
        if layer_known and list(_children(top)):
            self.labels[_key(top)] = (None, name)
            for code in _children(top):
                self._walk(code, name, ())
        else:
            self._walk(top, None, ())

    def _walk(self, code: Element, layer: str | None, above: tuple[str, ...]) -> None:
        name = _name(code)
        unique = layer is not None or self._often[name] == 1 or not above
        self.labels[_key(code)] = (layer, name if unique else "/".join((*above, name)))
        for inner in _children(code):
            self._walk(inner, layer, (*above, name))


def _children(code: Element) -> Iterator[Element]:
    yield from (c for c in code if local(c) == "Code")


def _name(code: Element) -> str:
    return str(attribute(code, "name", "")).strip() or "OTHER"


def _key(code: Element) -> str:
    return same_guid(attribute(code, "guid"))


def codebook(schema: LabelSchema) -> bytes:
    """A codebook (QDC) with a schema's labels and the choices of its attributes."""
    codes = Codes(schema)
    for layer in schema.layers:
        for question in layer.attributes:
            for choice in question.choices:
                codes.answer(layer.id, question.id, choice)
    root = Element("CodeBook", {"xmlns": CODEBOOK, "origin": ORIGIN})
    root.append(codes.element())
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(tostring(root, "utf-8"))


def schema_of(root: Element, where: str) -> LabelSchema:
    """The label schema of a codebook: codes that hold codes are layers, those alone one layer.

    Raises FormatError where there is no code.
    """
    found = next((e for e in root.iter() if local(e) == "Codes"), None)
    tops = [] if found is None else list(_children(found))
    if not tops:
        raise FormatError("the codebook has no codes", where, "Choose another")
    layers: dict[str, list[Label]] = {}
    named: dict[str, str] = {}
    asked: dict[str, list[Attribute]] = {}
    for top in tops:
        name = _name(top)
        if name.startswith(ANSWERS):
            asked[name.removeprefix(ANSWERS)] = [
                Attribute(_name(q), _name(q), "choice",
                          choices=tuple(dict.fromkeys(_name(a) for a in _children(q))))
                for q in _children(top)
            ]  # fmt: skip
        elif inner := list(_children(top)):
            labels = layers.setdefault(name, [])
            named[name] = _described(top) or name
            for code in (c for x in inner for c in x.iter() if local(c) == "Code"):
                _put(labels, code)
        else:
            _put(layers.setdefault("code", []), top)
    return LabelSchema("codebook", 1, tuple(
        Layer(name, named.get(name, name.capitalize()), "", tuple(labels),
              tuple(asked.get(name, ())))
        for name, labels in layers.items()
    ))  # fmt: skip


def _described(code: Element) -> str:
    found = child(code, "Description")
    return ((found.text if found is not None else "") or "").strip()


def _put(labels: list[Label], code: Element) -> None:
    name, colour = _name(code), str(attribute(code, "color", ""))
    if any(x.id == name for x in labels):
        return
    known = colour if len(colour) == 7 and colour.startswith("#") else "#6B6862"
    labels.append(Label(name, name, light=known, dark=known, description=_described(code)))
