"""The names of one article: which mentions stand for the same, and which name a mention may be."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.document import Document, View
from annotator.model.hints import assign_letters
from annotator.model.people import Entity
from annotator.model.span import ENTITY, Span

# Labels whose spans are no names of anything.
UNNAMED = frozenset({"DATE", "MONEY", "QUANTITY"})


@dataclass(frozen=True, slots=True)
class Known:
    """A name with its mentions in the article, in reading order.

    ``entity`` is None for mentions that no one linked; those with the same words and label are
    taken together then.
    """

    entity: Entity | None
    words: str
    label: str
    mentions: tuple[Span, ...]

    @property
    def id(self) -> str:
        """What tells two names of an article apart."""
        return self.entity.id if self.entity else f"{self.label} {self.words}"


def names_in(document: Document, view: View) -> list[Known]:
    """The names that an annotator sees mentioned, most mentions first."""
    found: dict[str, list[Span]] = {}
    entities: dict[str, Entity | None] = {}
    for span in view.spans:
        if span.layer != ENTITY:
            continue
        entity = document.entity_of(span)
        if entity is None and span.label in UNNAMED:
            continue
        key = entity.id if entity else f"{span.label} {' '.join(span.text.split())}"
        found.setdefault(key, []).append(span)
        entities[key] = entity
    out = []
    for key, spans in found.items():
        entity = entities[key]
        words = entity.name if entity else " ".join(spans[0].text.split())
        label = entity.label if entity else spans[0].label
        out.append(Known(entity, words, label, tuple(spans)))
    return sorted(out, key=lambda k: (-len(k.mentions), k.mentions[0].start))


class Paragraphs:
    """Numbers of the paragraphs of a text, from 1; empty lines are none."""

    def __init__(self, text: str) -> None:
        self._starts = [m.start() for m in re.finditer(r"[^\n]+", text)]

    def number(self, offset: int) -> int:
        """The paragraph that an offset is in."""
        return max(1, bisect_right(self._starts, offset))


def candidates(names: Sequence[Known], mention: Span, current: str | None) -> list[Known]:
    """Names that a mention may be, the likeliest first; its ``current`` entity is the first.

    Likely is which has its words as a name or alias, then which shares a word, then which has its
    label, then which is mentioned nearest.
    """
    words = " ".join(mention.text.split()).casefold()
    parts = set(re.findall(r"\w+", words))

    def unlikely(known: Known) -> tuple[bool, bool, bool, bool, int]:
        entity = known.entity
        said = [entity.name, *entity.aliases] if entity else []
        forms = {w.casefold() for w in said}
        shared = {p for w in forms for p in re.findall(r"\w+", w)} & parts
        distance = min(abs(s.start - mention.start) for s in known.mentions)
        return (
            known.id != current,
            words not in forms,
            not shared,
            known.label != mention.label,
            distance,
        )

    return sorted((k for k in names if k.entity is not None), key=unlikely)


def is_likely(known: Known, mention: Span) -> bool:
    """Whether a mention may be a shorter or longer form of a name, so that it can be the guess.

    Every word of the shorter form must be a word of the longer one; an initial stands for a word
    that begins with it: "Peiwu", "C. Peiwu" and "Mr Cong Peiwu" fit "Cong Peiwu".
    """
    entity = known.entity
    said = (entity.name, *entity.aliases) if entity else ()
    return any(_is_form(mention.text, name) for name in said)


def _is_form(one: str, other: str) -> bool:
    short, long = sorted((re.findall(r"\w+", x.casefold()) for x in (one, other)), key=len)
    return bool(short) and all(any(_same_word(x, y) for y in long) for x in short)


def _same_word(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def letters(names: Sequence[Known]) -> dict[str, str]:
    """A letter for each name, by its id: the first free one of its words; at most 26."""
    text, ranges = "", []
    for known in names:
        ranges.append((len(text), len(text) + len(known.words)))
        text += known.words + "\n"
    given = assign_letters(text, ranges)
    return {k.id: c.letter for k, c in zip(names, given, strict=False)}
