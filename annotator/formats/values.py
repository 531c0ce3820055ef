"""Attribute values in formats that only know words: as a word, or as JSON where it is no word."""

from __future__ import annotations

import contextlib
import json
from typing import Any

from annotator.formats.plain import decode
from annotator.model.schema import LabelSchema


def as_word(value: Any) -> str:
    """A value as text: strings as they are, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def from_word(schema: LabelSchema, layer: str | None, name: str, text: str) -> Any:
    """A value from text, by the type that the schema gives the attribute; text where it does not.

    Lists and numbers that :func:`as_word` wrote come back as they were where the schema has them.
    """
    known = next(
        (
            a for x in schema.layers if layer in (None, x.id)
            for a in x.attributes if a.id == name
        ),
        None,
    )  # fmt: skip
    if known is None or known.type in ("choice", "text"):
        return text
    if known.type == "scale":
        return int(text) if text.lstrip("-").isdecimal() else text
    found = from_json(text)
    return found if isinstance(found, list) else [text] if text else []


def from_json(text: str) -> Any:
    """The value that JSON says; the text itself where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def decoded(data: bytes, where: str) -> str:
    """The text of a file in whatever encoding, its line breaks as they stand.

    Raises FormatError when it is binary. An empty file is an empty text.
    """
    if b"\0" not in data:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    encoding = decode(data, where)[1]
    # The codec of UTF-16 takes the mark away, that of UTF-8 leaves it: offsets may count it.
    return data.decode(encoding, "replace")
