"""Tags of tokens (IOB1, IOB2, BILUO, BIOES, brackets) and spans of tokens, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

SCHEMES = ("iob2", "biluo", "iob1")
# B begins, I and M are inside, L and E are the last, U, S and W stand alone.
_PREFIXED = re.compile(r"([BIMLEUSW])[-_](\S+)")
_BRACKETS = re.compile(r"(?:\([^()*\s]+)*\*?\)*")
_OUTSIDE = {"O", "o", "0", "-", "_", "*", ""}
_CHUNKS = {
    "NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP", "NC", "PC",
    "VC",
}  # fmt: skip


class Piece(NamedTuple):
    """A span of tokens ``[start, end)`` of a sentence."""

    label: str
    start: int
    end: int


def is_tag(value: str) -> bool:
    """Whether a cell can be a tag with a prefix, or the one that says there is none."""
    return value in _OUTSIDE or _parsed(value) is not None


@lru_cache(maxsize=4096)
def _parsed(value: str) -> tuple[str, str] | None:
    """Prefix and label of a tag."""
    found = _PREFIXED.fullmatch(value)
    return (found[1], found[2]) if found else None


def is_bracket(value: str) -> bool:
    """Whether a cell can be a part of a bracketed column (``(ORG*``, ``*``, ``*)``)."""
    return value in ("-", "_") or _BRACKETS.fullmatch(value) is not None


def tags_names(values: Iterable[str]) -> bool:
    """Whether a column of tags has any that says something, and not only syntactic chunks."""
    found = {m[2] for m in map(_PREFIXED.fullmatch, values) if m}
    return bool(found) and not found <= _CHUNKS


def decode(tags: Sequence[str]) -> list[Piece]:
    """The spans that a sentence's tags say, whichever scheme they follow.

    B, U and S begin anew; I, L and E go on with a span of the same label, else begin one, as
    IOB1 (Tjong Kim Sang and Veenstra 1999) and broken taggers have it.
    """
    out: list[Piece] = []
    label, start = "", 0

    def close(at: int) -> None:
        nonlocal label
        if label:
            out.append(Piece(label, start, at))
        label = ""

    for at, tag in enumerate(tags):
        found = _parsed(tag)
        if not found:
            if label:
                close(at)
            continue
        prefix, name = found
        if prefix in "BUSW" or name != label:
            close(at)
            label, start = name, at
        if prefix in "LEUSW":
            close(at + 1)
    close(len(tags))
    return out


def decode_bare(tags: Sequence[str]) -> list[Piece]:
    """Spans of a column that names labels without prefix: one as long as the label stays."""
    return decode([t if t in _OUTSIDE else f"I-{t}" for t in tags])


def decode_brackets(cells: Sequence[str]) -> tuple[list[Piece], int]:
    """The spans of a bracketed column, nested too, and how many brackets do not close."""
    out: list[Piece] = []
    opened: list[tuple[str, int]] = []
    stray = 0
    for at, cell in enumerate(cells):
        opened += [(name, at) for name in re.findall(r"\(([^()*\s]+)", cell)]
        for _ in range(cell.count(")")):
            if opened:
                name, start = opened.pop()
                out.append(Piece(name, start, at + 1))
            else:
                stray += 1
    return sorted(out, key=lambda p: (p.start, -p.end)), stray + len(opened)


def encode(pieces: Iterable[Piece], length: int, scheme: str) -> list[str]:
    """The tags of a sentence of ``length`` tokens; the pieces do not overlap."""
    out = ["O"] * length
    for label, start, end in sorted(pieces, key=lambda p: p.start):
        after_same = start > 0 and out[start - 1].partition("-")[2] == label
        first = "B" if scheme != "iob1" or after_same else "I"
        out[start] = f"{first}-{label}"
        for at in range(start + 1, end):
            out[at] = f"I-{label}"
        if scheme == "biluo":
            out[end - 1] = f"{'U' if end - start == 1 else 'L'}-{label}"
    return out
