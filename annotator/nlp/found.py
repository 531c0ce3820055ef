"""Names that the model passed over, by what stands around them or within: titles, first names,

datelines, figures joined by a hyphen.
"""

from __future__ import annotations

import re

from annotator.nlp.gazetteer import Gazetteer
from annotator.nlp.page import Draft, Page

_LONGEST = 3
_NUMBERED = re.compile(r"[A-Z][a-z]{3,}-\d{1,4}")
_DASHES = ("—", "–", "--", "-")
_AGE = re.compile(r"\d\d")


def by_context(page: Page, drafts: list[Draft], known: Gazetteer) -> list[Draft]:
    """New names that touch none of the drafts; none from lines where every word is large."""
    taken = [False] * len(page.words)
    for draft in drafts:
        for at in range(draft.start, draft.end):
            taken[at] = True
    finder = _Finder(page, taken, known)
    out: list[Draft] = []
    for at in page.caps:
        if taken[at] or (out and at < out[-1].end):
            continue
        found = finder.at(at)
        if found is not None:
            out.append(found)
    return out


class _Finder:
    def __init__(self, page: Page, taken: list[bool], known: Gazetteer) -> None:
        self.page, self.taken, self.known = page, taken, known
        self.never = frozenset[str]().union(
            *(
                known.lists[x]
                for x in ("org_heads", "event_heads", "months", "weekdays", "titles", "not_names")
            )
        )

    def at(self, at: int) -> Draft | None:
        """The name that begins at a token, or None."""
        page = self.page
        if (
            _NUMBERED.fullmatch(page.words[at])
            and page.words[at] not in (self.known.lists["not_names"])
        ):
            return Draft(at, at + 1, "PRODUCT", "", ["numbered"])
        line = at == 0 or "\n" in page.words[at - 1]
        if line and page.words[at].isupper():
            return self._dateline(at)
        if page.titled(at):
            return None
        if page.words[at] in self.known.lists["given_names"]:
            return self._person(at, 2, "given-name")
        if page.word(at - 1) in self.known.lists["titles"]:
            return self._person(at, 1, "title")
        return self._person_told_of(at)

    def _may_name(self, at: int) -> bool:
        page = self.page
        if not page.large(at) or self.taken[at] or page.words[at] in self.never:
            return False
        proper = page.proper is None or page.proper[at]
        return proper and (len(page.words[at]) > 1 or page.word(at + 1) != ".")

    def _run(self, at: int) -> int:
        """The end of the words that may be of one person's name."""
        page, end = self.page, at
        while end - at < _LONGEST + 2 and self._may_name(end):
            end += 1
            if page.word(end) == "-" and page.large(end + 1) and not self.taken[end + 1]:
                end += 1
        return end - 1 if end > at and page.words[end - 1] == "-" else end

    def _person(self, at: int, least: int, reason: str) -> Draft | None:
        end = self._run(at)
        words = end - at - 2 * self.page.words[at:end].count("-")
        if not least <= words <= _LONGEST or (end == at + 1 and len(self.page.words[at]) < 3):
            return None
        if end == at + 1 and self.page.words[at] in self.known.lists["given_names"] and least > 1:
            return None
        if self.known.get(self.page.key(at, end)) is not None:
            return None
        return Draft(at, end, "PERSON", "", [reason])

    def _person_told_of(self, at: int) -> Draft | None:
        """“Margrethe Vestager, who …” and “Taylor Rhodes, 29, …”."""
        end = self._run(at)
        page = self.page
        if end - at not in (2, 3) or page.word(end) != ",":
            return None
        if page.word(end + 1) == "who":
            return self._person(at, 2, "who")
        if _AGE.fullmatch(page.word(end + 1)) and page.word(end + 2) == ",":
            return self._person(at, 2, "age")
        return None

    def _dateline(self, at: int) -> Draft | None:
        """“SKARVØYA, Norway —” at the beginning of a line."""
        page, end = self.page, at
        while page.word(end).isupper() and page.word(end).isalpha() and end - at < _LONGEST:
            end += 1
        rest = page.words[end : end + 8]
        if len(page.words[at]) < 3 or not rest or not any(w in _DASHES for w in rest):
            return None
        if rest[0] in (",", "(") or rest[0] in _DASHES[:3]:
            return Draft(at, end, "GPE", "", ["dateline"])
        return None
