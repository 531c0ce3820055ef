"""The text that a Label Studio task shows, and where its regions lie in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from annotator.formats.jsonfile import objects, whole, words
from annotator.formats.labelstudio_tasks import Region, Task

_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip


_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+-]{1,20}://|data:\w+/|/(?:data|static|media)/)\S+", re.I)


@dataclass
class Shown:
    """A text as shown. ``bases`` says where a piece of it begins: a paragraph, a text node."""

    raw: str = ""
    key: str = ""
    bases: dict[str, int] = field(default_factory=dict)

    def range(self, value: Mapping[str, Any]) -> tuple[int, int] | None:
        """Start and end in the file's unit; None where there are none that lead anywhere."""
        both = value.get("globalOffsets")
        if isinstance(both, dict):
            return _pair(both.get("start"), both.get("end"))
        if "startOffset" in value and self.bases:
            bases = [self.bases.get(_path(value.get(k))) for k in ("start", "end")]
            pair = _pair(value.get("startOffset"), value.get("endOffset"))
            if pair is None or bases[0] is None or bases[1] is None:
                return None
            return bases[0] + pair[0], bases[1] + pair[1]
        found = _pair(value.get("start"), value.get("end"))
        return found or _pair(value.get("startOffset"), value.get("endOffset"))

    def covered(self, value: Mapping[str, Any]) -> str | None:
        """The text that a region says it covers."""
        text = value.get("text")
        if not isinstance(text, str) or not text:
            return None
        # Line breaks stand as the two signs that mean them.
        return text if "\\n" not in text or "\\n" in self.raw else text.replace("\\n", "\n")


def _pair(start: Any, end: Any) -> tuple[int, int] | None:
    low, high = whole(start), whole(end)
    return None if low is None or high is None else (low, high)


def _path(value: Any) -> str:
    # "/div[1]/text()[1]", and in older files without numbers where there is one only.
    return str(value).removeprefix("/html[1]").removeprefix("/body[1]").replace("[1]", "")


def shown(task: Task, target: str) -> Shown:
    """The text of a task: of its fields the one that holds what the regions cover."""
    regions = [r for a in task.answers for r in a.regions.values() if r.target in ("", target)]
    fields = {k: v for k, v in task.data.items() if k != "article" and _may_be_text(v)}
    if not fields:
        return Shown()
    key = max(fields, key=lambda k: _fitness(k, fields[k], regions, target))
    value = fields[key]
    if isinstance(value, list):
        return _paragraphs(key, value)
    if any(_is_path(r.value.get("start")) or "globalOffsets" in r.value for r in regions):
        return _hypertext(key, value)
    return Shown(value, key)


def _may_be_text(value: Any) -> bool:
    if isinstance(value, str):
        # A picture, a recording, or a text that lies elsewhere: only its address is here.
        return bool(value.strip()) and not _ADDRESS.fullmatch(value.strip())
    return any(isinstance(x.get("text"), str) for x in objects(value))


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("/")


def _fitness(key: str, value: Any, regions: Iterable[Region], target: str) -> tuple[Any, ...]:
    text = value if isinstance(value, str) else "\n".join(str(x.get("text")) for x in value)
    said = [r.value["text"] for r in regions if isinstance(r.value.get("text"), str)]
    fits = sum(1 for x in said[:50] if x in text)
    return fits, key in ("text", target), len(text) if " " in text.strip() else 0, key


def _paragraphs(key: str, value: list[Any]) -> Shown:
    found = Shown("", key)
    parts = [x for x in value if isinstance(x, dict)]
    for number, part in enumerate(parts):
        who = words(part.get("author")) or words(part.get("speaker"))
        lead = f"{who}: " if who else ""
        found.raw += "\n" if number else ""
        # As a path would be looked up: "1" never stands for a first of its kind here.
        found.bases[str(number)] = len(found.raw) + len(lead)
        text = part.get("text")
        found.raw += lead + (text if isinstance(text, str) else "")
    return found


def _hypertext(key: str, value: str) -> Shown:
    nodes = _Nodes()
    nodes.feed(value)
    nodes.close()
    return Shown("".join(nodes.parts), key, nodes.bases)


class _Nodes(HTMLParser):
    """The text nodes of a page, by their paths; nothing in it is run or fetched."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.bases: dict[str, int] = {}
        self._size = 0
        # The path to each open element, and how many of each kind it has so far.
        self._open: list[tuple[str, str, dict[str, int]]] = [("", "", {})]
        self._joins = False

    def _next(self, kind: str) -> str:
        path, _, seen = self._open[-1][1], "", self._open[-1][2]
        seen[kind] = seen.get(kind, 0) + 1
        return _path(f"{path}/{kind}[{seen[kind]}]")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._joins = False
        path = self._next(tag)
        if tag in ("html", "body"):
            path = self._open[-1][1]
        if tag not in _VOID and len(self._open) < 500:
            self._open.append((tag, path, {}))

    def handle_endtag(self, tag: str) -> None:
        self._joins = False
        at = next((i for i in range(len(self._open) - 1, 0, -1) if self._open[i][0] == tag), 0)
        if at:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        if self._open[-1][0] in ("script", "style"):
            return
        if not self._joins:
            self.bases[self._next("text()")] = self._size
        self._joins = True
        self.parts.append(data)
        self._size += len(data)
