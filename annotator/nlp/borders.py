"""Where an entity begins and ends, by docs/guidelines.md: no article, no title, no possessive, no

marks, nothing over a line break; an amount with its currency and unit, a date with its month.
"""

from __future__ import annotations

import re

from annotator.nlp.gazetteer import Gazetteer
from annotator.nlp.page import NAMES, Draft, Page
from annotator.nlp.words import words

_MARKS = frozenset("\"“”„«»‹›‘’'`()[]{}<>,;:!?…—–-*•|_~^=+/\\.·") | {
    "''", "``", "--", "...", "'s", "'S",
}  # fmt: skip
_QUOTES = frozenset('"“”„«»‹›‘`') | {"''", "``"}
_PARTS = frozenset((":", ";", "/", "|", "—", "--", "("))
_ARTICLES = words("the The THE a A an An")
_BEFORE_NAME = words("former Former ex Ex then and And or Or of with both Both")
_NEVER_LAST = words("and or of for in on at to by with from the a an")
_AMOUNTS = words("MONEY QUANTITY PERCENT CARDINAL ORDINAL")
_TIMES = words("DATE TIME")
_CURRENCIES = frozenset("$€£¥₹₽₩₺₪₴") | words("US$ A$ C$ HK$ NZ$ S$ R$")
_PARTS_OF_DAY = words("morning afternoon evening night noon midnight")
_NUMBERS = words("""
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
thousand thousands million millions billion billions trillion trillions dozen dozens half quarter
third thirds fourth fifth sixth seventh eighth ninth tenth first second zero none both single double
twice once fifths quarters two-thirds score scores tens halves a
""")
_LONGEST = 25
"""Tokens of a name; what is longer is a model's mistake on a list or on noise."""
_SCORE = re.compile(r"\d+[-–]\d+")
_DAY = re.compile(r"\d{1,2}(st|nd|rd|th)?")
_YEAR = re.compile(r"(1[5-9]|20|21)\d\d")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(com|org|net)/|//", re.IGNORECASE)


def tidied(page: Page, drafts: list[Draft], known: Gazetteer) -> list[Draft]:
    """The drafts with their borders mended; those without a name or an amount are left out."""
    short = (d for d in drafts if d.label not in NAMES or d.end - d.start <= _LONGEST)
    split = [part for d in short for part in _parted(page, d, known)]
    return _times_joined(page, [d for d in split if _keep(page, d, known)])


def _parted(page: Page, draft: Draft, known: Gazetteer) -> list[Draft]:
    """“OpenAI's GPT-4” is two names; “People's Daily” is one, as nobody is called People."""
    words_ = page.words
    for at in range(draft.start + 1, draft.end - 1) if draft.label in NAMES else ():
        if words_[at] != "'s" or known.get(tuple(words_[draft.start : draft.end])) is not None:
            continue
        start = draft.start + (words_[draft.start] in _ARTICLES)
        left = known.get(tuple(words_[start:at]))
        if left is not None:
            right = known.get(tuple(words_[at + 1 : draft.end]))
            label = right.label if right is not None else draft.label
            return [
                Draft(start, at, left.label, draft.model, ["parted"]),
                Draft(at + 1, draft.end, label, draft.model, ["parted"]),
            ]
    return [draft]


def _keep(page: Page, draft: Draft, known: Gazetteer) -> bool:
    _cut(page, draft)
    if draft.label in _AMOUNTS:
        return draft.start < draft.end and _amount(page, draft, known)
    if draft.start < draft.end and draft.label in NAMES:
        _bare_name(page, draft, known)
    if draft.start >= draft.end:
        return False
    begin, end = page.chars(draft.start, draft.end)
    text = page.text[begin:end]
    if not any(c.isalnum() for c in text) or _ADDRESS.search(text):
        return False
    if draft.label in NAMES and draft.label != "NORP":
        # Lower case in a script that has two: a common noun.
        return not text.islower()
    return draft.label not in _TIMES or len(text) > 2 or text.isdigit()


def _cut(page: Page, draft: Draft) -> None:
    """Nothing after a line break or a quotation mark, no marks at the edges."""
    words_, start, end = page.words, draft.start, draft.end
    named = draft.label in NAMES and draft.label != "WORK_OF_ART"
    while start < end and (words_[start] in _MARKS or words_[start].isspace()):
        start += 1
    for at in range(start + 1, end):
        if words_[at] in _QUOTES or "\n" in words_[at] or (named and words_[at] in _PARTS):
            end = at
            break
    while end > start and (words_[end - 1] in _MARKS or words_[end - 1].isspace()):
        end -= 1
    draft.start, draft.end = start, end


def _bare_name(page: Page, draft: Draft, known: Gazetteer) -> None:
    words_, start, end = page.words, draft.start, draft.end
    if draft.label not in ("WORK_OF_ART", "OTHER", "MISC"):
        while start < end and words_[start] in _ARTICLES:
            if known.get(tuple(words_[start:end])) is not None:
                break
            start += 1
    while start < end - 1 and words_[start] in _BEFORE_NAME:
        start += 1
    while end > start + 1 and words_[end - 1] in _NEVER_LAST:
        end -= 1
    if draft.label in ("PERSON", "GPE", "NORP", "ORG"):
        end = _without_score(words_, start, end)
    if draft.label in ("PERSON", "GPE"):
        while end > start + 1 and words_[end - 1].islower() and words_[end - 1].isalpha():
            end -= 1
    if page.word(start - 1) in ("the", "The") and (
        known.get(("the", *words_[start:end])) or known.get(("The", *words_[start:end]))
    ):
        start -= 1
    if draft.label in ("PERSON", "PER"):
        titles = known.lists["titles"]
        while start < end - 1 and words_[start] in titles and page.large(start + 1):
            start += 1
    draft.start, draft.end = start, end


def _without_score(words_: list[str], start: int, end: int) -> int:
    """The end of a team's name before “1-0”, which may be one token or three."""
    if end - start > 1 and _SCORE.fullmatch(words_[end - 1]):
        return end - 1
    if end - start > 3 and _SCORE.fullmatch("".join(words_[end - 3 : end])):
        return end - 3
    return end


def _amount(page: Page, draft: Draft, known: Gazetteer) -> bool:
    """Widened to currency and unit. Returns whether there is a number in it at all."""
    words_ = page.words
    own = words_[draft.start : draft.end]
    if not any(w[0].isdigit() or w.lower() in _NUMBERS or "-" in w for w in own):
        return any(w[-1].isdigit() for w in own)
    before = page.word(draft.start - 1)
    if before in _CURRENCIES:
        draft.start -= 1
        draft.label = "MONEY"
        draft.note("currency")
    elif draft.label != "ORDINAL":
        _with_unit(page, draft, known)
    return True


def _with_unit(page: Page, draft: Draft, known: Gazetteer) -> None:
    units, last = known.lists["units"], page.word(draft.end - 1)
    if last == "%" or last in ("percent", "cent"):
        draft.label = "PERCENT"
        return
    if draft.label == "MONEY":
        if not any(_is_money(w) for w in page.words[draft.start : draft.end]):
            draft.label = "CARDINAL"
        else:
            return
    after = page.word(draft.end)
    if after == "%" or after == "percent":
        draft.end += 1
        draft.label = "PERCENT"
    elif after == "per" and page.word(draft.end + 1) == "cent":
        draft.end += 2
        draft.label = "PERCENT"
    elif after in units:
        draft.end += 1
        draft.label = "QUANTITY"
        draft.note("unit")


def _is_money(word: str) -> bool:
    return word in _CURRENCIES or not (word[0].isdigit() or word.lower() in _NUMBERS)


def _times_joined(page: Page, drafts: list[Draft]) -> list[Draft]:
    """“Sunday” and “evening” are one time."""
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        if (
            before is not None
            and before.label in _TIMES
            and before.end == draft.start
            and page.words[draft.start] in _PARTS_OF_DAY
        ):
            before.end = draft.end
            before.note("joined")
        else:
            out.append(draft)
    return out


def dates(page: Page, known: Gazetteer) -> list[Draft]:
    """Dates with a month and a day that the text spells out: “Aug 31”, “9 June 2026”."""
    out, months, days = [], known.lists["months"], known.lists["weekdays"]
    for at in page.caps:
        if page.words[at] not in months:
            continue
        start, end = at, at + 1
        if _DAY.fullmatch(page.word(at - 1)):
            start -= 1
        elif _DAY.fullmatch(page.word(end)):
            end += 1
        else:
            continue
        if _YEAR.fullmatch(page.word(end)):
            end += 1
        elif page.word(end) == "," and _YEAR.fullmatch(page.word(end + 1)):
            end += 2
        if page.word(start - 1) in days:
            start -= 1
        elif page.word(start - 1) == "," and page.word(start - 2) in days:
            start -= 2
        out.append(Draft(start, end, "DATE", "", ["month"]))
    return out
