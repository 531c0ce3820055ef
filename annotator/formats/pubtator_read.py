"""Reads the text form of PubTator into the shape of BioC: title, abstract, mentions in lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from annotator.formats.jsonfile import whole

_TEXT = re.compile(r"([^|\t\n]{1,40})\|([ta])\|(.*)")
_HEAD = re.compile(rb"\s*[^|\t\n]{1,40}\|t\|[^\n]*\n[^|\t\n]{1,40}\|a\|")
Item = dict[str, Any]


def is_pubtator(head: bytes) -> bool:
    """Whether a file begins with a title and an abstract as PubTator has them."""
    return _HEAD.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")) is not None


def documents(text: str) -> tuple[list[Item], list[str]]:
    """The documents of a file in the shape of BioC JSON, and the lines that say nothing known.

    Offsets count from the title's beginning; between title and abstract stands one character.
    Relations name concepts: the first mention of each stands for it.
    """
    found: dict[str, Item] = {}
    odd = []
    for line in text.removeprefix("\ufeff").split("\n"):
        line = line.rstrip("\r")
        said = _TEXT.fullmatch(line)
        if said:
            _passage(found, said[1].strip(), said[2], said[3])
        elif line.strip() and not _row(found, line.split("\t")):
            odd.append(line)
    return list(found.values()), odd


def _passage(found: dict[str, Item], id_: str, kind: str, text: str) -> None:
    document = found.setdefault(
        id_, {"id": id_, "infons": {}, "passages": [], "annotations": [], "relations": []}
    )
    before = document["passages"]
    offset = sum(len(p["text"]) + 1 for p in before)
    infons = {"type": "title" if kind == "t" else "abstract"}
    before.append({"infons": infons, "offset": offset, "text": text})


def _row(found: Mapping[str, Item], cells: list[str]) -> bool:
    document = found.get(cells[0].strip())
    if document is None:
        return False
    if len(cells) >= 5 and whole(cells[1]) is not None:
        start, end = cells[1], whole(cells[2])
        infons = {"type": cells[4].strip(), "identifier": "|".join(cells[5:]).strip()}
        length = None if end is None else end - (whole(start) or 0)
        document["annotations"].append(
            {
                "id": str(len(document["annotations"])), "infons": infons, "text": cells[3],
                "locations": [{"offset": start, "length": length}],
            }
        )  # fmt: skip
        return True
    if len(cells) >= 4:
        ends = [_mention(document, x) for x in cells[2:4]]
        nodes = [{"refid": x} for x in ends]
        document["relations"].append({"infons": {"type": cells[1]}, "nodes": nodes})
        return True
    return False


def _mention(document: Item, concept: str) -> str:
    for one in document["annotations"]:
        if concept.strip() in re.split(r"[|;,]", str(one["infons"]["identifier"])):
            return str(one["id"])
    return ""
