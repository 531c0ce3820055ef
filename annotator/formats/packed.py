"""Zip files and XML from strangers: sizes are limited, no entity expanded, nothing fetched."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from annotator.formats.base import unreadable
from annotator.model.errors import FormatError

MAX_MEMBERS = 20_000
MAX_MEMBER = 200_000_000
MAX_TOTAL = 1_000_000_000
MAX_DEPTH = 300


class Packed:
    """A zip file to read from. Its members are read one by one and never put on the disk.

    Raises FormatError where it is none, is locked, or holds more than is taken.
    """

    def __init__(self, path: Path, data: bytes | None = None, outer: Packed | None = None) -> None:
        """``data``: a zip file that stood in ``outer``; the sizes of both count together."""
        self.where = str(path)
        self._left: int = outer._left if outer else MAX_TOTAL
        self._outer = outer
        try:
            self._zip = zipfile.ZipFile(path if data is None else io.BytesIO(data))
        except OSError as error:
            raise unreadable(path, error) from error
        except Exception as error:  # damaged tables of contents raise of all kinds
            raise self._broken(error) from error
        if len(self._zip.infolist()) > MAX_MEMBERS:
            raise FormatError(
                f"the zip file holds more than {MAX_MEMBERS} files", self.where, "Split it"
            )
        # The first of two of one name is the one that programs show.
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            # A name may be empty; a folder's entry has nothing to read.
            name = _name(info.filename)
            if name and not info.filename.endswith("/"):
                self._members.setdefault(name, info)

    def __enter__(self) -> Packed:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        if self._outer:
            self._outer._left = self._left

    def names(self) -> list[str]:
        """The names of all files in it, without their folders' entries."""
        return list(self._members)

    def find(self, name: str) -> str | None:
        """The member of this name; in other case or with other slashes where none is exact."""
        wanted = _name(name)
        if wanted in self._members:
            return wanted
        folded = wanted.casefold()
        return next((n for n in self._members if n.casefold() == folded), None)

    def read(self, name: str) -> bytes:
        """What stands in a member. Raises FormatError where it is missing, damaged or too large."""
        known = self.find(name)
        if known is None:
            raise FormatError(
                f"{name} is missing in it",
                self.where,
                "Export the file anew from where it was made",
            )
        limit = min(MAX_MEMBER, self._left)
        try:
            with self._zip.open(self._members[known]) as file:
                data = file.read(limit + 1)
        except RuntimeError as error:
            raise FormatError(
                "the zip file is locked with a password", self.where, "Save a copy without one"
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError,
                NotImplementedError) as error:  # fmt: skip
            raise self._broken(error) from error
        if len(data) > limit:
            raise FormatError(
                f"{name} unpacks to more than {limit // 1_000_000} MB", self.where,
                "Nothing was stored. Such a file is made to fill a machine",
            )  # fmt: skip
        self._left -= len(data)
        return data

    def _broken(self, error: Exception) -> FormatError:
        return FormatError(
            f"the zip file is damaged: {error}", self.where, "Save it anew from where it was made"
        )


def _name(name: str) -> str:
    # Names that lead out of the file lead to its root: nothing is unpacked by them.
    parts = posixpath.normpath(name.replace("\\", "/")).split("/")
    return "/".join(p for p in parts if p not in ("", ".", "..") and not p.endswith(":"))


def parse_xml(data: bytes, where: str) -> Element:
    """The tree of an XML text. Raises FormatError where it is none, or declares entities.

    A document type that lies elsewhere is named and not fetched. The encoding is what the text
    says; a mark and white space before it are passed over.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def refuse(*_: object) -> None:
        raise _Forbidden

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _Forbidden
        builder.start(_tag(name), {_tag(k): v for k, v in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_tag(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    # Names that a document type elsewhere would explain; those of HTML are known without it.
    parser.SkippedEntityHandler = lambda name, _: builder.data(html5.get(f"{name};", ""))
    parser.buffer_text = True
    try:
        parser.Parse(data.lstrip(b" \t\r\n"), True)
        return builder.close()
    except _Forbidden:
        raise FormatError(
            f"the XML declares entities or is nested more than {MAX_DEPTH} deep", where,
            "Nothing was stored. Remove its <!DOCTYPE …>, or export it anew",
        ) from None  # fmt: skip
    except (expat.ExpatError, AssertionError, LookupError, ValueError) as error:
        raise FormatError(f"not valid XML: {error}", where, "Export the file anew") from error


class _Forbidden(Exception):
    """Raised inside the parser to stop it."""


def _tag(name: str) -> str:
    # As ElementTree writes names: {namespace}local.
    return f"{{{name}" if "}" in name else name


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def every(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names below one, in any namespace, in the order of the document."""
    wanted = set(names)
    yield from (e for e in element.iter() if local(e) in wanted)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name, in any namespace."""
    return None if element is None else next((e for e in element if local(e) == name), None)


def attribute(element: Element, name: str, default: Any = None) -> Any:
    """An attribute, in any namespace."""
    for known, value in element.attrib.items():
        if known.rpartition("}")[2] == name:
            return value
    return default


_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(words: str) -> str:
    """The words as XML can hold them: what it cannot is U+FFFD, one for one."""
    return _NO_XML.sub("\ufffd", words)
