"""Whom a speaker mention stands for: a name in it, the office, the pronoun, the institution.

Pronouns are resolved only where it is safe: by gender, number and nearness, after the way of
Hobbs, Resolving pronoun references (1978), and of the knowledge-poor procedures that followed it:
the subject of the last sentence first, nothing farther than a few sentences, no answer in doubt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter

from spacy.tokens import Doc

from annotator.nlp import gazetteer
from annotator.nlp.naming import Name
from annotator.nlp.page import Page
from annotator.nlp.words import words

MALE, FEMALE = "male", "female"
_PRONOUNS = {"he": MALE, "him": MALE, "she": FEMALE, "her": FEMALE}
_RELATIVES = ("who", "which", "that")
_PEOPLE = ("PERSON", "PER")
_BODIES = ("ORG", "GPE", "NORP", "FAC")
_MALE_WORDS = words("Mr. Mr Sir Lord King Prince Pope Father Brother Herr Monsieur Señor Don")
_FEMALE_WORDS = words("Mrs. Mrs Ms. Ms Miss Lady Dame Queen Princess Sister Frau Madame Baroness")
_DETERMINERS = words("the The this This that That its Its their Their his His her Her our Our")
_QUOTES = "annotator_quotes"
_MAY_FOLLOW = words("of at from in on with and himself herself who Jr. Sr.")
_FAR = 1 << 62
_REACH = 700
_BUSY = 3


def resolve(doc: Doc, place: tuple[int, int]) -> int | None:
    """The number in ``doc._.annotator_names`` of whom a mention stands for; None when unsure.

    ``place`` is a range in code points. For many mentions of one document make one
    :class:`Referents`.
    """
    return Referents(doc).resolve(*place)


class Referents:
    """The names of one document with what is known of each: gender, offices, where it stands."""

    def __init__(self, doc: Doc) -> None:
        self.names: list[Name] = doc._.annotator_names
        self.known = gazetteer.load()
        self.doc = doc
        self._page: Page | None = None
        marks = sorted((s, e, n) for n, name in enumerate(self.names) for s, e in name.mentions)
        self._marks: list[tuple[int, int, int]] = marks
        self._begins: list[int] = [m[0] for m in marks]
        self._offices: dict[str, set[int]] | None = None
        self._genders: dict[int, str] = {}
        self._quotes: list[tuple[int, int]] | None = None

    @property
    def page(self) -> Page:
        """The document's words; read when first needed."""
        if self._page is None:
            self._page = Page(self.doc)
        return self._page

    def resolve(self, start: int, end: int) -> int | None:
        """See :func:`resolve`."""
        if not self.names or start >= end:
            return None
        inside = self._inside(start, end)
        text = self.doc.text[start:end] if self._page is None else self._page.text[start:end]
        own = text.replace("’", "'").split()
        if not own:
            return None
        if len(own) == 1 and own[0].lower() in _PRONOUNS:
            return self._pronoun(start, _PRONOUNS[own[0].lower()])
        if len(own) == 1 and own[0] in _RELATIVES:
            return self._antecedent(start, own[0])
        people = [m for m in inside if self.names[m[2]].label in _PEOPLE]
        if people:
            return self._person(people, own, text[people[-1][1] - start :])
        beside = self._apposed(end)
        if beside is not None:
            return beside
        head = _head(own)
        body = self._body(inside, start, text)
        if body is not None:
            return body
        if own[0] in _DETERMINERS or head[:1].isupper():
            return self._office(head, start)
        return None

    def _inside(self, start: int, end: int) -> list[tuple[int, int, int]]:
        low, high = bisect_left(self._begins, start), bisect_left(self._begins, end)
        return [m for m in self._marks[low:high] if m[1] <= end]

    def _person(self, people: list[tuple[int, int, int]], own: list[str], rest: str) -> int | None:
        """The one person named in a mention; “a Clinton campaign official” is not Clinton."""
        after = rest.split()
        goes_on = bool(after) and rest[0] not in ",;(" and after[0] not in _MAY_FOLLOW
        if len({m[2] for m in people}) > 1 or goes_on or _possessed(own):
            return None
        return people[0][2]

    def _apposed(self, end: int) -> int | None:
        """The name that stands right behind an office: “Iran's spokeswoman, Fatemeh Mohajerani”."""
        place = bisect_left(self._begins, end)
        if place == len(self._marks):
            return None
        begin, _, number = self._marks[place]
        if self.names[number].label not in _PEOPLE or self.doc.text[end:begin] not in (", ", " "):
            return None
        word = self.page.word(bisect_left(self.page.starts, end) - 1)
        return number if word in self.known.lists["roles"] else None

    def _body(self, inside: list[tuple[int, int, int]], start: int, text: str) -> int | None:
        """The organisation or place that the first part of a mention ends with.

        “the Nordic Launch Agency”, “Valletta”; not “a spokesman for Nordea”.
        """
        for begin, end, number in inside:
            before = text[: begin - start].split()
            after = text[end - start :].strip()
            if before and before[-1] in self.known.lists["firms"]:
                # “the brokers Ashdown Pell”
                before = []
            plain = all(w.lower() in ("the", "a", "an") for w in before)
            if plain and (not after or after[0] in ",(") and self.names[number].label in _BODIES:
                return number
        return None

    def _antecedent(self, start: int, word: str) -> int | None:
        """The name before “, who said”; past “a doctor from Oslo”, if only one person is named."""
        place = bisect_left(self._begins, start) - 1
        if place < 0:
            return None
        _, end, number = self._marks[place]
        person = self.names[number].label in _PEOPLE
        if self.doc.text[end:start] in (", ", " ") and (person or word != "who"):
            return number
        if word != "who":
            return None
        line = self.doc.text.rfind("\n", 0, start)
        stop = max(line, self.doc.text.rfind(". ", 0, start), start - _REACH)
        low = bisect_right(self._begins, stop)
        near = {m[2] for m in self._marks[low : place + 1] if self.names[m[2]].label in _PEOPLE}
        return near.pop() if len(near) == 1 else None

    # -- pronouns ------------------------------------------------------------------------------

    def _pronoun(self, at: int, gender: str) -> int | None:
        low = bisect_left(self._begins, max(0, at - _REACH))
        high = bisect_right(self._begins, at)
        seen: list[int] = []
        for begin, _, number in reversed(self._marks[low:high]):
            if self.names[number].label not in _PEOPLE or self.gender(number) not in ("", gender):
                continue
            if self._quoted(begin):
                continue
            if number not in seen:
                seen.append(number)
        if not seen:
            return None
        if len(seen) == 1:
            return seen[0]
        sure = [n for n in seen if self.gender(n) == gender]
        if len(sure) == 1 and seen[0] == sure[0]:
            return sure[0]
        # Whose gender is not known and who was named last may well be meant.
        return self._subject(sure if seen[0] in sure else seen, low, high)

    def _subject(self, among: list[int], low: int, high: int) -> int | None:
        """Of several the one that is the subject of the last sentence that has any of them."""
        if len(among) > _BUSY or not self.doc.has_annotation("DEP"):
            return None
        for begin, end, number in reversed(self._marks[low:high]):
            if number in among and not self._quoted(begin):
                token = self.doc[bisect_right(self.page.starts, end - 1) - 1]
                if token.dep_ in ("nsubj", "nsubjpass"):
                    return number
        return None

    def _quoted(self, at: int) -> bool:
        """Whether a place lies in a quotation: who is spoken of there is seldom who speaks next."""
        if self._quotes is None:
            known = Doc.has_extension(_QUOTES)
            found = self.doc._.get(_QUOTES) if known else []
            self._quotes = sorted((q.start, q.end) for q in found)
        place = bisect_right(self._quotes, (at, _FAR)) - 1
        return place >= 0 and at < self._quotes[place][1]

    def gender(self, number: int) -> str:
        """“male”, “female” or nothing known, by titles and first names."""
        found = self._genders.get(number)
        if found is None:
            found = self._genders[number] = self._find_gender(self.names[number])
        return found

    def _find_gender(self, name: Name) -> str:
        votes = Counter[str]()
        for start, _ in name.mentions[:12]:
            token = bisect_left(self.page.starts, start)
            before = self.page.word(token - 1)
            if before in _MALE_WORDS or before.endswith(("sman", "rman", "ssman")):
                votes[MALE] += 2
            elif before in _FEMALE_WORDS or before.endswith(("woman",)):
                votes[FEMALE] += 2
        first = name.name.split()[0]
        if len(name.name.split()) > 1 and first in self.known.lists["given_names"]:
            if first in self.known.lists["female_names"]:
                votes[FEMALE] += 1
            elif first not in self.known.lists["unisex_names"]:
                votes[MALE] += 1
        ranked = votes.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return ""
        return ranked[0][0]

    # -- offices and institutions --------------------------------------------------------------

    def _office(self, head: str, at: int) -> int | None:
        """The one name that bears an office or is an institution of this kind."""
        if self._offices is None:
            self._offices = self._collect()
        found = {n for n in self._offices.get(head.lower(), ()) if self._first(n) < at}
        if len(found) != 1:
            return None
        number = found.pop()
        mentions = self.names[number].mentions
        last = max(s for s, _ in mentions if s < at)
        return number if at - last < 2 * _REACH else None

    def _first(self, number: int) -> int:
        return self.names[number].mentions[0][0]

    def _collect(self) -> dict[str, set[int]]:
        out: dict[str, set[int]] = {}
        roles, titles = self.known.lists["roles"], self.known.lists["titles"]
        firms, heads = self.known.lists["firms"], self.known.lists["org_heads"]
        for number, name in enumerate(self.names):
            if name.label in _PEOPLE:
                for start, end in name.mentions:
                    for word in self._around(start, end):
                        if word in roles or word in titles:
                            out.setdefault(word.lower(), set()).add(number)
            elif name.label == "ORG":
                head = _head(name.name.split())
                if head in heads:
                    out.setdefault(head.lower(), set()).add(number)
                for start, end in name.mentions:
                    for word in self._around(start, end):
                        if word in firms:
                            out.setdefault(word, set()).add(number)
        return out

    def _around(self, start: int, end: int) -> list[str]:
        """The words of the title before and of the apposition behind a mention."""
        page = self.page
        first = bisect_left(page.starts, start)
        last = bisect_left(page.starts, end)
        out = []
        at = first - 1
        if page.word(at) == ",":
            at -= 1
        out.append(page.word(at))
        if page.word(last) == ",":
            for at in range(last + 1, last + 8):
                word = page.word(at)
                if word in (",", ".", ";", "who", "which", "said", "of", "at", "for", "in"):
                    break
                out.append(word)
        return out


def _possessed(own: list[str]) -> bool:
    """“Clinton's campaign”, “an aide to Clinton”: not Clinton."""
    joined = any(w.endswith("'s") or w.endswith("s'") for w in own[:-1])
    spokes = any(w.lower() in ("for", "to") for w in own)
    return (joined or spokes) and not any(w.endswith(",") for w in own)


def _head(own: list[str]) -> str:
    """The noun of “the Iranian minister” or of “the council, …”."""
    for at, word in enumerate(own):
        if word.endswith(",") or word in ("of", "for", "in", "at"):
            return word.rstrip(",") if word.endswith(",") else own[max(0, at - 1)]
    return own[-1].strip(".,;:")
