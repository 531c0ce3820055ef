"""Words as XML holds them: escaped, without the signs that it has no place for."""

from __future__ import annotations

from annotator.formats.base import Losses
from annotator.formats.packed import xml_text

_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = {**_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def text(value: str) -> str:
    """Escaped for the text of an element."""
    return "".join(_TEXT.get(c, c) for c in value)


def attribute(value: str) -> str:
    """Escaped and in quotation marks; line breaks stay."""
    return '"' + "".join(_ATTRIBUTE.get(c, c) for c in value) + '"'


def clean(value: str, losses: Losses) -> str:
    """A text as long as before, without the signs that XML cannot hold; counted as a loss."""
    out = xml_text(value)
    count = sum(a != b for a, b in zip(value, out, strict=True)) if out != value else 0
    losses.add("signs that XML cannot hold, replaced", count=count)
    return out
