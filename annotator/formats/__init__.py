"""File formats, one module each; they know nothing of projects.

A module of a format has ``FORMAT``; if that reads, ``read(path, reading)`` and, where its files
can be told by what stands in them, ``sniff(path, head)``; if it writes, ``Writer(path, writing)``
and ``prove(path, writing)``, which reads the file back and says what stands in it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from annotator.formats.base import Format, Reading, Refusal, Tally, Writer, Writing
from annotator.formats.jsonfile import cut
from annotator.model.document import Document
from annotator.model.errors import WrongUse

__all__ = ["Document", "Format", "Recognised", "Refusal", "every", "get", "recognise"]

# In the order in which they are offered.
_MODULES = (
    "jsonl", "spacy_docbin", "conll",
    "labelstudio", "prodigy", "doccano", "nerjson", "spreadsheet", "parquet",
    "corrections",
    "brat", "webanno", "cas", "bioc", "tei", "gate",
    "refi_qda", "w3c",
    "plain", "html", "pdf", "docx", "rss", "articles",
)  # fmt: skip
_ALIASES = {"hf": "parquet"}
_HEAD, _LONG = 65_536, 12_000_000


class Recognised(NamedTuple):
    """The format of a file, and what tells it."""

    format: Format
    why: str


@cache
def _modules() -> dict[str, ModuleType]:
    found = [importlib.import_module(f"{__name__}.{name}") for name in _MODULES]
    return {m.FORMAT.name: m for m in found}


def _module(name: str) -> ModuleType:
    return _modules()[_ALIASES.get(name, name)]


def every() -> tuple[Format, ...]:
    """All formats."""
    return tuple(m.FORMAT for m in _modules().values())


def get(name: str) -> Format:
    """The format of this name. Raises WrongUse listing the known ones."""
    if _ALIASES.get(name, name) not in _modules():
        known = ", ".join(_modules())
        raise WrongUse(f"there is no format {name!r}", "", f"Use one of {known}")
    return _module(name).FORMAT  # type: ignore[no-any-return]


def reader(name: str) -> Format:
    """The format of this name, if it is read. Raises WrongUse."""
    found = get(name)
    if not found.reads:
        known = ", ".join(f.name for f in every() if f.reads)
        raise WrongUse(f"the format {name} is written, not read", "", f"Use one of {known}")
    return found


def writer(name: str) -> Format:
    """The format of this name, if it is written. Raises WrongUse."""
    found = get(name)
    if not found.writes:
        known = ", ".join(f.name for f in every() if f.writes)
        raise WrongUse(f"the format {name} is read, not written", "", f"Use one of {known}")
    return found


def check_options(known: Format, options: Mapping[str, str]) -> None:
    """Raises WrongUse for an option that the format does not have, or a value that it lacks."""
    for name, value in options.items():
        option = next((x for x in known.options if x.name == name), None)
        if option is None:
            names = ", ".join(x.name for x in known.options) or "none at all"
            raise WrongUse(f"{known.name} has no option {name!r}", "", f"It has {names}")
        if option.choices and value not in option.choices:
            raise WrongUse(
                f"the option {name} cannot be {value!r}", "", f"Use {', '.join(option.choices)}"
            )


def read(name: str, path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file, one after the other, and what was refused.

    Raises FormatError for a file that is not what the format says; nothing of it is to be stored.
    """
    yield from _module(name).read(path, reading)


def open_writer(name: str, path: Path, writing: Writing) -> Writer:
    """A writer to ``path``: a file to be, or for formats of folders an empty folder."""
    return _module(name).Writer(path, writing)  # type: ignore[no-any-return]


def prove(name: str, path: Path, writing: Writing) -> Tally:
    """What stands in a file that was written, as read back from the disk."""
    return _module(name).prove(path, writing)  # type: ignore[no-any-return]


def recognise(path: Path) -> Recognised | None:
    """The format of a file by what stands in it, else by its name; None when neither tells."""
    head = _head(path)
    for module in _modules().values():
        sniff = getattr(module, "sniff", None)
        why = sniff(path, head) if sniff else None
        if why:
            return Recognised(module.FORMAT, why)
    suffix = path.suffix.lower()
    found = next((f for f in every() if f.reads and suffix in f.suffixes), None)
    return Recognised(found, f"its name ends in {suffix}") if found else None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            # What tells a record's maker often stands behind its text, however long that is.
            longer = head + file.read(_LONG) if len(head) == _HEAD and cut(head) else head
            return head if longer is not head and cut(longer) else longer
    except OSError:
        return b""


def companions(path: Path, name: str) -> tuple[Path, ...]:
    """Files that are read together with this one, and are no articles of their own."""
    find = getattr(_module(name), "companions", None)
    return tuple(find(path)) if find else ()
