"""Transcripts: paragraphs that begin with who speaks, "Q: …", "RUIZ: …", "Ana Ruiz: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TURN = re.compile(
    r"(?m)^[ \t]{0,9}([^\W\d_][\w.’'\-]{0,30}(?: [\w.’'\-()]{1,30}){0,4})(:)"
    r"[ \t]{1,9}(\S.*\S)[ \t]*$"
)
_LEAST_TURNS = 3
_MARKS = '"“”„«»‘'


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: character ranges of the name, the colon and the words."""

    speaker: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[int, int]


def find_turns(text: str) -> list[Turn]:
    """The turns of a transcript, none where a text is not one.

    A text is a transcript if three lines or more begin with a name, a name comes back, and such
    lines are at least a third of all.
    """
    found = [m for m in _TURN.finditer(text) if m.group(1)[0].isupper()]
    names = [m.group(1) for m in found]
    lines = sum(1 for line in text.split("\n") if line.strip())
    if len(found) < max(_LEAST_TURNS, lines / 3) or len(set(names)) == len(names):
        return []
    return [Turn(m.span(1), m.span(2), m.span(3)) for m in found if m.group(3)[0] not in _MARKS]
