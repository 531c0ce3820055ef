"""What is asked of the concordance and of lists: words, phrases, patterns and ``field:value``.

``label:ORG source:"The Ledger" state:open tariffs "export licence" /licen[cs]e/ lemma:impose``
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.model.errors import AnnotatorError
from annotator.model.pattern import checked

WORD, PHRASE, PATTERN, LEMMA = "word", "phrase", "pattern", "lemma"
# Fields of the article, and of its spans; the label schema's attributes come to the latter.
ARTICLE_FIELDS = ("source", "language", "after", "before", "article")
SPAN_FIELDS = ("label", "layer", "state", "entity", "speaker")
STATES = ("open", "accepted", "rejected", "unsure")

# Scripts that put no space between words: there a match has no word borders.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_TOKEN = re.compile(
    r"""(?P<field>[^\W\d][\w-]*):(?:"(?P<quoted>(?:\\.|[^"\\])*)"?|(?P<value>[^\s"]*))
    | "(?P<phrase>(?:\\.|[^"\\])*)"?
    | /(?P<pattern>(?:\\.|[^/\\])+)/(?P<flag>i?)(?=\s|$)
    | (?P<word>\S+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """Something to find in a text. ``prefix``: a word that may go on; ``regex`` finds it.

    ``forms`` are, for each word of a lemma, what may stand for it.
    """

    text: str
    kind: str
    regex: re.Pattern[str]
    prefix: bool = False
    forms: tuple[tuple[str, ...], ...] = ()

    @property
    def indexed(self) -> bool:
        """Whether an index of words can find the articles that may hold it."""
        return (
            self.kind in (WORD, PHRASE)
            and any(c.isalnum() for c in self.text)
            and not UNSPACED.search(self.text)
        )


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. Terms must all be there; of several values of one field any will do."""

    terms: tuple[Term, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    def values(self, field: str) -> tuple[str, ...]:
        """The values asked for of a field; a comma parts them."""
        return tuple(
            v for name, value in self.fields if name == field for v in value.split(",") if v
        )

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The words whose every form is asked for, in small letters."""
        every = (t.text.lower().split() for t in self.terms if t.kind == LEMMA)
        return tuple(dict.fromkeys(word for words in every for word in words))

    def with_forms(self, forms: Mapping[str, Sequence[str]]) -> Query:
        """The query with what may stand for each word of its lemmas; alone where none is known."""
        return replace(
            self,
            terms=tuple(_inflected(t, forms) if t.kind == LEMMA else t for t in self.terms),
        )

    def __bool__(self) -> bool:
        return bool(self.terms or self.fields)


def parse(text: str, attributes: Iterable[str] = ()) -> Query:
    """The query that a line asks. ``attributes`` are fields that the label schema adds.

    Words ignore case and may end in ``*``; a phrase in quotation marks is found exactly as
    written, whatever white space parts its words; ``/…/`` is a pattern (``/…/i`` ignores case).
    ``lemma:word`` and ``lemma:"two words"`` stand for all forms of the words, in this order; which
    these are is for :meth:`Query.with_forms` to say.
    Raises AnnotatorError for an unknown field, a field without a value, a pattern that cannot be
    used.
    """
    known = {*ARTICLE_FIELDS, *SPAN_FIELDS, *attributes, LEMMA}
    terms: list[Term] = []
    fields: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(text):
        if found["field"] is not None:
            name, value = _field(found, known)
            if name == LEMMA:
                terms.append(Term(value, LEMMA, _regex(value, re.IGNORECASE)))
            else:
                fields.append((name, value))
        elif found["pattern"] is not None:
            regex = checked(found["pattern"].replace("\\/", "/"), bool(found["flag"]))
            terms.append(Term(found["pattern"], PATTERN, regex))
        elif found["phrase"] is not None:
            terms += _phrase(_unescaped(found["phrase"]))
        else:
            terms += _word(found["word"])
    return Query(tuple(terms), tuple(fields))


def phrase(text: str) -> str:
    """The words as a phrase of a query."""
    words = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{words}"'


def part(name: str, value: str) -> str:
    """``name:value`` as a part of a query."""
    simple = re.fullmatch(r'[^\s",]+', value)
    return f"{name}:{value}" if simple else f"{name}:{phrase(value)}"


def _field(found: re.Match[str], known: set[str]) -> tuple[str, str]:
    name = found["field"].lower()
    value = _unescaped(found["quoted"]) if found["quoted"] is not None else found["value"]
    if name not in known:
        raise AnnotatorError(
            f"there is no field {name}", "", f"Put “{found.group()}” in quotation marks to find it"
        )
    if not value.strip():
        raise AnnotatorError(f"{name}: needs a value", "", "Type one, or take the field away")
    if name == "state" and set(value.split(",")) - set(STATES):
        raise AnnotatorError(f"state: is one of {', '.join(STATES)}")
    return name, value.strip()


def _phrase(words: str) -> list[Term]:
    text = " ".join(words.split())
    return [Term(text, PHRASE, _regex(text, 0))] if text else []


def _word(word: str) -> list[Term]:
    text = word.rstrip("*")
    prefix = text != word
    return [Term(text, WORD, _regex(text, re.IGNORECASE, prefix), prefix)] if text else []


def _regex(text: str, flags: int, prefix: bool = False) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(w) for w in text.split())
    before = r"(?<!\w)" if _bordered(text[0]) else ""
    after = r"\w*" if prefix else r"(?!\w)" if _bordered(text[-1]) else ""
    return re.compile(before + words + after, flags)


def _inflected(term: Term, forms: Mapping[str, Sequence[str]]) -> Term:
    words = term.text.lower().split()
    every = tuple(tuple(sorted({w, *forms.get(w, ())}, key=len, reverse=True)) for w in words)
    each = ("(?:" + "|".join(re.escape(f) for f in any_of) + ")" for any_of in every)
    before = r"(?<!\w)" if _bordered(words[0][0]) else ""
    after = r"(?!\w)" if _bordered(words[-1][-1]) else ""
    regex = re.compile(before + r"\s+".join(each) + after, re.IGNORECASE)
    return replace(term, regex=regex, forms=every)


def _bordered(sign: str) -> bool:
    return (sign.isalnum() or sign == "_") and not UNSPACED.match(sign)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def at_cursor(text: str, cursor: int) -> tuple[int, str]:
    """Where the part of the query that is being typed begins, and what of it is there."""
    start = max(text.rfind(" ", 0, cursor), text.rfind(",", 0, cursor)) + 1
    opened = text.rfind(':"', 0, cursor)
    if opened >= 0 and text.count('"', opened + 2, cursor) == 0:
        start = text.rfind(" ", 0, opened) + 1
    return start, text[start:cursor]


def completions(typed: str, values: dict[str, Sequence[str]], limit: int = 12) -> list[str]:
    """How the part that is being typed may go on: fields, and the known values of a field.

    ``values`` are the fields that can be asked for, each with its values (none: free words).
    """
    name, colon, begun = typed.partition(":")
    if not colon:
        return [f"{f}:" for f in values if typed and f.startswith(typed.lower())][:limit]
    begun = begun.strip('"').lower()
    fitting = [v for v in values.get(name.lower(), ()) if v.lower().startswith(begun)]
    fitting += [v for v in values.get(name.lower(), ()) if begun and begun in v.lower()[1:]]
    return [part(name.lower(), v) for v in dict.fromkeys(fitting)][:limit]
