"""Long names by the noun they are built on: “… Agency”, “Ministry of …”, “… Exhibition”."""

from __future__ import annotations

import re

from annotator.nlp.gazetteer import Gazetteer
from annotator.nlp.page import SMALL, Draft, Page
from annotator.nlp.words import words

_HEADS = (
    ("org_heads", "ORG"), ("law_heads", "LAW"), ("event_heads", "EVENT"),
    ("place_heads", "FAC"), ("land_heads", "LOC"),
)  # fmt: skip
_ORDINAL = re.compile(r"\d+(st|nd|rd|th)")
_NUMBER = re.compile(r"[\dIVX][\d/.\-IVX]*")
_NUMBERED = words("Regulation Resolution Directive Amendment")
# Which preposition may go on after which noun: "Institute for …", "Committee on …".
_AFTER = {
    "of": None,
    "for": words("Institute Center Centre Fund Agency Committee Council Office Foundation Society "
                 "Department Ministry Commission Association Alliance Coalition Movement Union"),
    "on": words("Commission Committee Council Institute Conference Summit Convention Forum"),
    "at": words("Institute Center Centre School College Laboratory"),
}  # fmt: skip
_JOINS_TWO = words("Ministry Department Committee Institute Office Commission Bureau Agency")
_NEVER_OF = words("Bill Post Times Watch Press Code Forces Force Lines Cup Road Gulf Coast")
# With a title after them these are part of it: "Press Secretary".
_OF_TITLES = words("Press Network Energy Capital Service Post Project Group")
_LONGEST = 14


def long_names(page: Page, drafts: list[Draft], known: Gazetteer) -> list[Draft]:
    """Names of two words or more that end or begin with a telling noun.

    Not looked for in lines where every word has a capital letter.
    """
    heads = {w: label for name, label in reversed(_HEADS) for w in known.lists[name]}
    by_token = {i: d for d in drafts for i in range(d.start, d.end)}
    out: list[Draft] = []
    for at in page.caps:
        label = heads.get(page.words[at])
        if label is None or (out and at < out[-1].end) or page.titled(at):
            continue
        found = _around(page, at, label, heads, known, by_token)
        if found is not None:
            out.append(found)
    return out


def _around(
    page: Page, at: int, label: str, heads: dict[str, str], known: Gazetteer,
    by_token: dict[int, Draft],
) -> Draft | None:  # fmt: skip
    last = at
    # The last telling noun of the run counts: "Police Department".
    while page.large(last + 1) and page.words[last + 1] in heads:
        last += 1
    label = heads[page.words[last]]
    start = _left(page, at, known, by_token)
    if label == "EVENT" or start < at:
        start = _list_before(page, start, label, known, by_token)
    end = _right(page, last, known, by_token)
    if end == last + 1 and page.words[last] in _NUMBERED and _NUMBER.fullmatch(page.word(end)):
        end += 1
    if end - start < 2 or not _ends_well(page, last, end, known, by_token):
        return None
    if start == last and page.word(last - 1) in known.lists["titles"]:
        return None
    whole = _person(by_token, start, end) or known.get(page.key(start, end))
    if whole is not None:
        return None
    return Draft(start, end, label, "", [f"shape:{page.words[last]}"])


def _left(page: Page, at: int, known: Gazetteer, by_token: dict[int, Draft]) -> int:
    """The first token of the run of capitals that leads up to a noun."""
    start, titles = at, known.lists["titles"]
    while at - start < _LONGEST:
        word = page.word(start - 1)
        if word in ("&", "-") and page.large(start - 2):
            start -= 2
        elif page.large(start - 1) and word not in titles and not _is_date(by_token, start - 1):
            start -= 1
        else:
            break
    if _ORDINAL.fullmatch(page.word(start - 1)):
        start -= 1
    while start < at and page.words[start] in SMALL:
        start += 1
    return start


def _list_before(
    page: Page, start: int, label: str, known: Gazetteer, by_token: dict[int, Draft]
) -> int:
    """The start of “Oil, Gas, and Petrochemical” before a noun; only where “the” opens it."""
    at = start
    if page.word(at - 1) != "and":
        return start
    at -= 1
    while page.word(at - 1) == "," or page.large(at - 1):
        if page.words[at - 1] in known.lists["org_heads"]:
            return start
        if page.large(at - 1) and _is_whole(page, at - 1, known, by_token) and label != "EVENT":
            return start
        at -= 1
    if _ORDINAL.fullmatch(page.word(at - 1)):
        at -= 1
    opened = page.word(at - 1) in ("the", "The")
    return at if opened and start - at < _LONGEST and page.word(at) != "," else start


def _is_whole(page: Page, at: int, known: Gazetteer, by_token: dict[int, Draft]) -> bool:
    """Whether a word is somebody's name by itself, so that “and” joins two names."""
    entry = known.get((page.words[at],))
    draft = by_token.get(at)
    return (entry is not None and entry.label in ("ORG", "GPE", "NORP")) or (
        draft is not None and draft.label in ("PERSON", "GPE", "NORP")
    )


def _right(page: Page, last: int, known: Gazetteer, by_token: dict[int, Draft]) -> int:
    """The end of “of Trade and Ports” after a noun."""
    heads, end = {page.words[last]}, last + 1
    for _ in range(3):
        small = page.word(end)
        allowed = _AFTER.get(small, frozenset())
        if small not in _AFTER or (allowed is not None and not heads & allowed):
            break
        if small == "of" and heads & _NEVER_OF:
            break
        at = end + 1
        if page.word(at) == "the":
            at += 1
        begin = at
        while page.large(at) and not _is_date(by_token, at) and at - last < _LONGEST:
            at += 1
        if at == begin or _person(by_token, begin, at):
            break
        end = _joined(page, at, heads, known, by_token)
        heads.add(page.words[end - 1])
    return end


def _joined(
    page: Page, at: int, heads: set[str], known: Gazetteer, by_token: dict[int, Draft]
) -> int:
    """The end behind “and Ports”, where a name of this kind may go on so."""
    if not heads & _JOINS_TWO or page.word(at) != "and" or not page.large(at + 1):
        return at
    if _is_whole(page, at + 1, known, by_token):
        return at
    at += 2
    while page.large(at):
        at += 1
    return at


def _ends_well(
    page: Page, last: int, end: int, known: Gazetteer, by_token: dict[int, Draft]
) -> bool:
    """Whether no word of the same name follows: none, a title, or the start of another name."""
    if not page.large(end):
        return True
    word = page.words[end]
    if end == last + 1 and page.words[last] in _OF_TITLES:
        return False
    draft = by_token.get(end)
    if draft is not None and draft.start == end:
        return True
    return word in known.lists["titles"] or word.lower() in known.lists["roles"]


def _person(by_token: dict[int, Draft], start: int, end: int) -> Draft | None:
    """The person whose name covers more than the first word of a range, if there is one."""
    draft = by_token.get(start)
    if draft is not None and draft.label == "PERSON" and draft.start == start and draft.end < end:
        return draft if draft.end - draft.start > 1 or end - start == 2 else None
    return None


def _is_date(by_token: dict[int, Draft], at: int) -> bool:
    draft = by_token.get(at)
    return draft is not None and draft.label in ("DATE", "TIME")
