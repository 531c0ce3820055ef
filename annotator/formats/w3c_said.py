"""What a Web Annotation says, whatever its maker: tags, notes, identities, who and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.formats.jsonfile import words

_TAGGING = frozenset({"tagging", "classifying"})
_LINKING = frozenset({"identifying", "linking"})


@dataclass
class Said:
    """One annotation. ``ends`` are the annotations that it links, ``replies_to`` what it answers.

    ``motive`` is the motivation in capitals.
    """

    id: str
    where: str
    tags: list[str] = field(default_factory=list)
    note: str = ""
    identity: str = ""
    annotator: str = ""
    machine: bool = False
    ends: tuple[str, ...] = ()
    replies_to: str = ""
    motive: str = "HIGHLIGHTING"
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        """Its tags, each a label; without one what moved its maker."""
        return self.tags or [self.motive]


def said_of(item: Mapping[str, Any], where: str) -> Said:
    """Read an annotation, its keys being those of the Recommendation or of Hypothesis."""
    details = item.get("details")
    said = Said(
        words(item.get("id")) or "", where, details=details if isinstance(details, dict) else {}
    )
    motivation = _short(next(iter(_each(item.get("motivation"))), ""))
    said.annotator, said.machine = _creator(item)
    said.ends = _ends(item) if motivation == "linking" else ()
    references = [x for x in _each(item.get("references")) if isinstance(x, str)]
    said.replies_to = references[-1] if references else ""
    notes = [x for x in (words(item.get("text")), words(item.get("bodyValue"))) if x]
    said.tags = [x for x in map(words, _each(item.get("tags"))) if x]
    for body in _each(item.get("body")):
        _body(body, motivation, said, notes)
    said.note = "\n".join(dict.fromkeys(notes))
    said.motive = (motivation or "highlighting").upper()
    return said


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and isinstance(value.get("items"), list):
        # A choice or a list of bodies.
        yield from value["items"]
    elif value is not None:
        yield value


def _short(value: Any) -> str:
    """The last piece of a name with a prefix, or of an address."""
    if isinstance(value, dict):
        value = value.get("id") or value.get("value")
    text = words(value) or ""
    return text.rstrip("/#").replace("#", "/").replace(":", "/").rpartition("/")[2]


def _body(body: Any, motivation: str, said: Said, notes: list[str]) -> None:
    if isinstance(body, str):
        address = body.startswith(("http://", "https://", "urn:"))
        body = {"id" if address else "value": body}
    if not isinstance(body, dict):
        return
    purposes = [_short(x) for x in _each(body.get("purpose"))]
    purpose = purposes[0] if purposes else motivation
    source = body.get("source")
    place = words(source.get("id")) if isinstance(source, dict) else words(source)
    place = place or words(body.get("id"))
    value = body.get("value")
    if isinstance(value, dict):
        # Recogito's tags with an address: {"id": …, "label": …}.
        place, value = words(value.get("id")) or place, value.get("label")
    text = words(value)
    named = isinstance(source, dict) and words(source.get("label"))
    if purpose in _TAGGING:
        label = text or (named if named else _short(place))
        if label:
            said.tags.append(label)
        if text and place and source is not None:
            said.identity = said.identity or place
    elif place and (purpose in _LINKING or (not text and purpose == "geotagging")):
        said.identity = said.identity or place
        if text:
            notes.append(text)
    elif text or place:
        notes.append(text or place or "")


def _creator(item: Mapping[str, Any]) -> tuple[str, bool]:
    found: Any = next(iter(_each(item.get("creator"))), None)
    machine = False
    if isinstance(found, dict):
        kinds = {_short(k) for k in _each(found.get("type"))}
        machine = bool(kinds & {"Software", "SoftwareAgent"})
        found = found.get("name") or found.get("nickname") or found.get("nick") or found.get("id")
    name = words(found) or ""
    user = words(item.get("user"))
    if user and not name:
        # Hypothesis: acct:name@host
        name = user.removeprefix("acct:").partition("@")[0]
    if name.startswith(("http://", "https://", "urn:")):
        name = _short(name)
    return name, machine


def _ends(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The annotations that are linked: Recogito puts both in the target, others one in the body."""
    found = []
    for target in _each(item.get("target")):
        place = target if isinstance(target, str) else None
        if isinstance(target, dict) and "selector" not in target:
            place = words(target.get("id")) or words(target.get("source"))
        if place:
            found.append(place)
    return tuple(found[:2])
