"""Why a pipeline made a suggestion, in words a person reads.

A reason is machine-readable: parts with commas between them, ``name:value`` or words. Parts of a
form that is not known are shown as they are, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable

from annotator.model.wording import count

_MARKS = {
    "after": "after the marks",
    "before": "before the marks",
    "inside": "between the parts of the quotation",
    "colon": "before the marks, with a colon",
}
_WHOLE = {
    "marks:continued": "goes on from the quotation before",
    "marks:floating": "words in marks without a speaker near",
    "marks:signed": "words in marks, signed with a name",
    "marks:none": "words in marks without a speaker near",
    "found": "not seen by the model",
    "gazetteer": "in the gazetteer",
    "given-name": "a given name in it",
    "role": "a role beside it",
    "title": "a title before it",
    "byline": "in a byline",
    "dateline": "in a dateline",
    "firm": "a kind of firm beside it",
    "head": "ends as organisations do",
    "and-sign": "“&” in it",
    "letters": "letters behind the name",
    "made": "a kind of product before it",
    "place": "a kind of place beside it",
    "in": "“in” before it",
    "who": "“who” after it",
    "which": "“which” after it",
    "says": "a verb of speech beside it",
    "age": "an age after it",
}
_PARTS: dict[str, Callable[[str], str]] = {
    "ner": lambda x: f"the model sees a name of the kind {x}",
    "cue": lambda x: f"cue “{x}”",
    "cluster": lambda x: "{1} of one {0} here".format(*_mentions(x)),
    "shape": lambda x: f"the form of a name with “{x}”",
    "alias": lambda x: f"another name of {x}",
    "twin": lambda x: f"marked so in {x}, a near copy",
    "score": lambda x: f"score {x}",
}


def _mentions(value: str) -> tuple[str, str]:
    label, _, number = value.rpartition(" ")
    if not label:
        label, number = value, ""
    return label, count(int(number), "mention") if number.isdecimal() else "mentions"


def in_words(reason: str | None, cue: str | None = None) -> str:
    """The reason in words; ``cue`` are the words of the quote's cue, where it has one."""
    parts = [_part(x.strip(), cue) for x in (reason or "").split(",")]
    return ", ".join(x for x in parts if x)


def _part(part: str, cue: str | None) -> str:
    if part in _WHOLE:
        return _WHOLE[part]
    name, colon, value = part.partition(":")
    if not colon:
        return part.replace("_", " ")
    value = value.strip().replace("_", " ")
    if name == "report":
        return f"words that “{cue}” reports" if cue else "reported words"
    if name == "marks":
        place, _, more = value.partition("-")
        where = _MARKS.get(place, f"at the marks, {value}")
        said = f"cue “{cue}” {where}" if cue else f"speaker {where}"
        # The cue's own words say "according to".
        return f"{said}, {more.replace('-', ' ')}" if more not in ("", "according") else said
    words = _PARTS.get(name)
    return words(value.replace("-", " ")) if words else f"{name.replace('_', ' ')} {value}"
