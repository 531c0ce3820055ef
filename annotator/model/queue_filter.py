"""The language of the queue's filter: ``status:todo label:ORG score<.5 "oil exports" words``.

Words are looked for in title, source, date and id. ``field:value`` narrows; numbers and dates take
``<``, ``<=``, ``>``, ``>=`` too. Everything must fit. ``-`` before a part turns it round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.model.errors import FormatError
from annotator.model.people import DONE, IN_PROGRESS, NEW, SKIPPED

STATUSES: Mapping[str, tuple[str, ...]] = {
    "todo": (NEW, IN_PROGRESS),
    NEW: (NEW,),
    IN_PROGRESS: (IN_PROGRESS,),
    DONE: (DONE,),
    SKIPPED: (SKIPPED,),
}
TEXT, CHOICE, YES, NUMBER, DATE = "text", "choice", "yes", "number", "date"
# What each field takes, and what it says, for completion and messages.
FIELDS: Mapping[str, tuple[str, str]] = {
    "status": (CHOICE, "todo, new, in_progress, done or skipped"),
    "label": (CHOICE, "articles with a span of this label"),
    "source": (TEXT, "part of the source’s name"),
    "text": (TEXT, "a word or a “phrase” of the text"),
    "flag": (YES, "articles you flagged"),
    "comment": (YES, "articles you commented on"),
    "date": (DATE, "a day, month or year of publication"),
    "score": (NUMBER, "the least score of an open suggestion"),
    "unsure": (YES, "articles with a question to the reviewer"),
    "annotator": (CHOICE, "articles that this annotator worked on"),
    "open": (NUMBER, "how many suggestions are open"),
    "agree": (NUMBER, "how far two annotators agree, 0 to 1"),
    "story": (TEXT, "yes, or the id of an article whose near copies to list"),
    "failed": (YES, "articles that suggesting failed on"),
}
_PART = re.compile(r'(-?)(?:([a-z]+)(:|<=|>=|<|>|=))?(?:"([^"]*)"?|([^\s"]+))?', re.IGNORECASE)
_YES = {"yes": True, "y": True, "1": True, "true": True, "no": False, "n": False, "0": False}
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: ``field`` "" for plain words; ``op`` is ``:`` ``<`` ``<=`` ``>`` ``>=``.

    ``value`` is text, True or False for yes and no, or a number.
    """

    field: str
    op: str
    value: str | bool | float
    negated: bool = False


def parse(words: str) -> tuple[Term, ...]:
    """The conditions of a filter. A part of no known field is plain words.

    Raises FormatError naming field and value where a field cannot take what it is given.
    """
    out = []
    for found in _PART.finditer(words):
        sign, name, op, phrase, word = found.groups()
        if not found.group().strip("-"):
            continue
        value = phrase if phrase is not None else word or ""
        field = (name or "").lower()
        if field in FIELDS and (op == ":" or FIELDS[field][0] in (NUMBER, DATE)):
            # What is still being typed narrows nothing yet.
            if value:
                op = ":" if op == "=" else op
                out.append(Term(field, op, _value(field, op, value), bool(sign)))
        else:
            plain = f"{name or ''}{op or ''}{value}".strip()
            if plain:
                out.append(Term("", ":", plain, bool(sign)))
    return tuple(out)


def _value(field: str, op: str, value: str) -> str | bool | float:
    kind, hint = FIELDS[field]
    if kind == YES:
        if value.lower() not in _YES:
            raise FormatError(f"{field} is yes or no, not “{value}”")
        return _YES[value.lower()]
    if kind == NUMBER:
        try:
            return float(value.replace(",", "."))
        except ValueError:
            raise FormatError(f"{field} takes a number, as in {field}>0, not “{value}”") from None
    if kind == DATE and not _DATE.fullmatch(value):
        if op != ":" or not _DATE.match(f"{value}0000-00"[:4]):
            raise FormatError(f"date takes 2026, 2026-05 or 2026-05-19, not “{value}”")
        return value
    if field == "status" and value.lower() not in STATUSES:
        raise FormatError(f"status is {hint}, not “{value}”")
    return value.lower() if field == "status" else value


def term_at(words: str, cursor: int) -> tuple[int, str]:
    """Where the part under the cursor begins, and what of it stands before the cursor."""
    quoted = words[:cursor].count('"') % 2 == 1
    start = cursor
    while start > 0 and (quoted or not words[start - 1].isspace()):
        start -= 1
        if quoted and words[start] == '"':
            quoted = False
    return start, words[start:cursor]


def completions(part: str, values: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What the part that is being typed may become; ``values`` are the known ones by field."""
    sign = "-" if part.startswith("-") else ""
    name, colon, typed = part[len(sign) :].partition(":")
    if not colon:
        fields = [f for f in FIELDS if f.startswith(name.lower()) and name]
        return [f"{sign}{f}{'>' if FIELDS[f][0] == NUMBER else ':'}" for f in fields]
    field = name.lower()
    known: tuple[str, ...] = tuple(values.get(field, ()))
    if field == "status":
        known = tuple(STATUSES)
    elif field in FIELDS and FIELDS[field][0] == YES:
        known = ("yes", "no")
    typed = typed.strip('"').lower()
    starts = [v for v in known if v.lower().startswith(typed)]
    inside = [v for v in known if typed in v.lower() and v not in starts]
    return [f"{sign}{field}:{_quoted(v)}" for v in (*starts, *inside) if v.lower() != typed]


def _quoted(value: str) -> str:
    return f'"{value}"' if any(c.isspace() for c in value) else value
