"""A document as plain lists, read once: the rules on names run over these and not over tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from spacy.tokens import Doc

from annotator.nlp.words import words

NAMES = words("PERSON PER NORP FAC ORG GPE LOC PRODUCT EVENT LAW WORK_OF_ART LANGUAGE MISC OTHER")
"""Labels of names; the other labels are amounts and times."""

SMALL = words("""
The A An This That These Those In On At Of For From To By With As And But Or Nor So Yet If When
While
Where Who What Why How Which After Before Since Until Because Although Though During Under Over
Between Among Against About Into Through Is Are Was Were Be Been Has Have Had Do Does Did Will Would
Can Could May Might Must Should Not No Yes It Its He His She Her They Their We Our You Your I My Me
Us Them Him There Here Then Now Also Both Each Every Some Many Most More Only Just Even Still Such
Last Next Former Late Meanwhile However According Read Other Others
""")
"""Words without a meaning of their own, as they stand at the beginning of a sentence."""

_SMALL_IN_TITLES = frozenset(("'s", "n't", "s", "'re", "'ll", "'ve", "'d", "'m", "vs.")) | words("""
a an the of in on at to for from by with as and or but nor into over after amid about via vs is be
than per if it his her its up off out
""")
_SENTENCE_END = frozenset((".", "!", "?", ":", "…", "...", "—", "–", "-", "*", "•", "|"))
_OPENING = frozenset("\"'“”‘’«»„‹›([{")
_TITLE_SHARE = 0.75


@dataclass(slots=True)
class Draft:
    """An entity in the making: tokens ``[start, end)``, ``label``, what the model called it.

    ``model`` is empty for one that the model did not see. ``why`` collects the reasons for what
    was changed; ``name`` is the number of its :class:`Name`, or -1.
    """

    start: int
    end: int
    label: str
    model: str = ""
    why: list[str] = field(default_factory=list)
    name: int = -1

    def note(self, reason: str) -> None:
        """Add a reason, once."""
        if reason not in self.why:
            self.why.append(reason)


class Page:
    """``words`` and ``starts`` (code points) by token; ``caps`` are the tokens with a capital."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        # Token objects are dear; each word of the vocabulary is looked up once.
        ids, spaces = doc.to_array("ORTH").tolist(), doc.to_array("SPACY").tolist()
        known = {i: doc.vocab.strings[i] for i in set(ids)}
        found = [known[i] for i in ids]
        lengths = [len(w) + s for w, s in zip(found, spaces, strict=True)]
        self.starts: list[int] = [0, *accumulate(lengths)][:-1]
        self.text = "".join([w + " " if s else w for w, s in zip(found, spaces, strict=True)])
        if "’" in self.text:
            found = [w.replace("’", "'") for w in found]
        self.words: list[str] = found
        self.caps = [i for i, w in enumerate(found) if w[0].isupper()]
        self.proper = self._proper()
        self.english = doc.lang_ in ("en", "xx", "")
        self._lower: frozenset[str] | None = None
        self._titled: list[tuple[int, int]] | None = None

    def _proper(self) -> list[bool] | None:
        """Whether a token is tagged as a proper noun; None without a tagger."""
        if self.doc.lang_ != "en" or not self.doc.has_annotation("TAG"):
            return None
        strings = self.doc.vocab.strings
        proper = {strings["NNP"], strings["NNPS"]}
        return [t in proper for t in self.doc.to_array("TAG").tolist()]

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """The code points that the tokens ``[start, end)`` cover."""
        return self.starts[start], self.starts[end - 1] + len(self.words[end - 1])

    def key(self, start: int, end: int) -> tuple[str, ...]:
        """The words of a surface form, by which equal ones are known."""
        return tuple(self.words[start:end])

    def word(self, at: int) -> str:
        """The token's word; an empty one outside the document."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    @property
    def lower(self) -> frozenset[str]:
        """The words of the document that are written small somewhere."""
        if self._lower is None:
            self._lower = frozenset(w for w in self.words if w.islower())
        return self._lower

    def begins(self, at: int) -> bool:
        """Whether a token is the first word of a sentence, a line or a quotation."""
        at -= 1
        while at >= 0 and self.words[at] in _OPENING:
            at -= 1
        return at < 0 or self.words[at] in _SENTENCE_END or "\n" in self.words[at]

    def titled(self, at: int) -> bool:
        """Whether a token stands in a line that Is Written Like This."""
        if self._titled is None:
            self._titled = self._title_lines()
        place = bisect_right(self._titled, (at, len(self.words))) - 1
        return place >= 0 and at < self._titled[place][1]

    def _title_lines(self) -> list[tuple[int, int]]:
        """Short lines in which nearly all longer words begin with a capital letter."""
        out, start = [], 0
        breaks = [i for i, w in enumerate(self.words) if "\n" in w]
        for end in [*breaks, len(self.words)]:
            if 4 <= end - start <= 40 and self.words[start] not in ("By", "BY"):
                long = [w for w in self.words[start:end] if len(w) > 3 and w.isalpha()]
                large = sum(w[0].isupper() for w in long)
                if (
                    len(long) >= 4
                    and large >= _TITLE_SHARE * len(long)
                    and all(w in _SMALL_IN_TITLES or not w.islower() for w in self.words[start:end])
                ):
                    out.append((start, end))
            start = end + 1
        return out

    def large(self, at: int) -> bool:
        """Whether a token can be part of a name: it has a capital, and a meaning of its own."""
        word = self.word(at)
        return bool(word) and word[0].isupper() and word not in SMALL


def disjoint(drafts: Iterable[Draft]) -> list[Draft]:
    """In order, and where two overlap only the longer; of equals the first given."""
    out: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, -d.end)):
        while out and draft.start < out[-1].end:
            if draft.end - draft.start <= out[-1].end - out[-1].start:
                break
            out.pop()
        else:
            out.append(draft)
    return out
