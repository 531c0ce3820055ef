"""XML that cannot harm: no entities of its own, nothing fetched, no depth without end."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from annotator.formats.base import Losses
from annotator.model.errors import FormatError

MAX_BYTES = 200_000_000
_DEPTH = 200
# What XML 1.0 cannot hold, not even as a number.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = {**_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def parse(data: bytes, where: str) -> Element:
    """The root element; names of a namespace are ``{uri}name``.

    Entities that the document declares are refused, an outside DTD is not fetched, and of the
    entities that it might declare those of HTML are known. Raises FormatError with the line.
    """
    if len(data) > MAX_BYTES:
        raise FormatError("the file is too large", where, "Split it")
    parser = expat.ParserCreate(namespace_separator="}")
    builder = TreeBuilder()
    depth = 0

    def refuse(what: str) -> NoReturn:
        place = f"{where}, line {parser.CurrentLineNumber}"
        raise FormatError(what, place, "Remove it, or export the file anew")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            refuse("elements are nested too deep")
        builder.start(_name(tag), {_name(k): v for k, v in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(tag))

    def declared(*_: object) -> None:
        refuse("it declares an entity, which may be used to do harm")

    def skipped(name: str, parameter: bool) -> None:
        if not parameter and name not in name2codepoint:
            refuse(f"it uses the entity “{name}”, which is not known")
        if not parameter:
            builder.data(chr(name2codepoint[name]))

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = declared
    parser.SkippedEntityHandler = skipped
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
        what = expat.errors.messages.get(error.code, str(error))
        place = f"{where}, line {error.lineno}"
        what = f"not well-formed XML: {what}"
        raise FormatError(what, place, "Export the file anew") from error
    except (LookupError, ValueError, AssertionError) as error:
        raise FormatError(
            f"its encoding cannot be read: {error}", where, "Save as UTF-8"
        ) from error


def _name(tag: str) -> str:
    return "{" + tag if "}" in tag else tag


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def text(value: str) -> str:
    """Escaped for the text of an element."""
    return "".join(_TEXT.get(c, c) for c in value)


def attribute(value: str) -> str:
    """Escaped and in quotation marks; line breaks stay."""
    return '"' + "".join(_ATTRIBUTE.get(c, c) for c in value) + '"'


def clean(value: str, losses: Losses) -> str:
    """A text as long as before, without the signs that XML cannot hold; counted as a loss."""
    out, count = _FORBIDDEN.subn("\ufffd", value)
    losses.add("signs that XML cannot hold, replaced", count=count)
    return out
