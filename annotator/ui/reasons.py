"""Why a pipeline made a suggestion, in words a person reads.

A reason is machine-readable: parts with commas between them, ``name:value`` or words. Parts of a
form that is not known are shown as they are, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable

from annotator.ui.schema_words import called
from annotator.ui.tr import marked, plural, tr

_MARKS = {
    "after": marked("after the marks"),
    "before": marked("before the marks"),
    "inside": marked("between the parts of the quotation"),
    "colon": marked("before the marks, with a colon"),
}
_WHOLE = {
    "marks:continued": marked("goes on from the quotation before"),
    "marks:floating": marked("words in marks without a speaker near"),
    "marks:signed": marked("words in marks, signed with a name"),
    "marks:none": marked("words in marks without a speaker near"),
    "found": marked("not seen by the model"),
    "gazetteer": marked("in the gazetteer"),
    "given-name": marked("a given name in it"),
    "role": marked("a role beside it"),
    "title": marked("a title before it"),
    "byline": marked("in a byline"),
    "dateline": marked("in a dateline"),
    "firm": marked("a kind of firm beside it"),
    "head": marked("ends as organisations do"),
    "and-sign": marked("“&” in it"),
    "letters": marked("letters behind the name"),
    "made": marked("a kind of product before it"),
    "place": marked("a kind of place beside it"),
    "in": marked("“in” before it"),
    "who": marked("“who” after it"),
    "which": marked("“which” after it"),
    "says": marked("a verb of speech beside it"),
    "age": marked("an age after it"),
}
# What a claim's rule went by, and other words that stand for themselves in English.
_RULES = {
    marked("accuse", "reason"), marked("adverb", "reason"), marked("calling", "reason"),
    marked("charge", "reason"), marked("could", "reason"), marked("cue", "reason"),
    marked("expect", "reason"), marked("first-person", "reason"), marked("number", "reason"),
    marked("ought", "reason"), marked("own", "reason"), marked("phrase", "reason"),
    marked("promise", "reason"), marked("superlative", "reason"), marked("think", "reason"),
    marked("untrue", "reason"), marked("verb", "reason"), marked("view", "reason"),
    marked("will", "reason"), marked("would", "reason"), marked("wrong", "reason"),
    marked("wrongly", "reason"), marked("currency", "reason"), marked("joined", "reason"),
    marked("month", "reason"), marked("numbered", "reason"), marked("repeated", "reason"),
    marked("unit", "reason"),
}  # fmt: skip
_PARTS: dict[str, Callable[[str], str]] = {
    "ner": lambda x: tr("the model sees a name of the kind {x}").format(x=x),
    "cue": lambda x: tr("cue “{x}”").format(x=x),
    "cluster": lambda x: _mentions(x),
    "shape": lambda x: tr("the form of a name with “{x}”").format(x=x),
    "alias": lambda x: tr("another name of {x}").format(x=x),
    "twin": lambda x: tr("marked so in {x}, a near copy").format(x=x),
    "score": lambda x: tr("score {x}").format(x=x),
}


def _mentions(value: str) -> str:
    label, _, number = value.rpartition(" ")
    if label and number.isdecimal():
        return plural(
            "%n mentions of one {label} here", "%n mention of one {label} here", int(number)
        ).format(label=label)
    return tr("mentions of one {label} here").format(label=label or value)


def in_words(reason: str | None, cue: str | None = None) -> str:
    """The reason in words; ``cue`` are the words of the quote's cue, where it has one."""
    parts = [_part(x.strip(), cue) for x in (reason or "").split(",")]
    return ", ".join(x for x in parts if x)


def _part(part: str, cue: str | None) -> str:
    if part in _WHOLE:
        return tr(_WHOLE[part])
    name, colon, value = part.partition(":")
    if not colon:
        return _rule(part)
    value = value.strip().replace("_", " ")
    if name == "report":
        return tr("words that “{cue}” reports").format(cue=cue) if cue else tr("reported words")
    if name == "marks":
        place, _, more = value.partition("-")
        where = tr(_MARKS.get(place, "")) or tr("at the marks, {value}").format(value=value)
        said = (
            tr("cue “{cue}” {where}").format(cue=cue, where=where)
            if cue
            else tr("speaker {where}").format(where=where)
        )
        # The cue's own words say "according to".
        return f"{said}, {more.replace('-', ' ')}" if more not in ("", "according") else said
    words = _PARTS.get(name)
    return words(value.replace("-", " ")) if words else f"{_rule(name)} {_rule(value)}"


def _rule(words: str) -> str:
    words = words.replace("_", " ")
    return tr(words, "reason") if words in _RULES else called(words)
