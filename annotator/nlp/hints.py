"""What the words around a mention say of its type: titles, jobs, appositions, datelines."""

from __future__ import annotations

import re

from annotator.nlp.gazetteer import Gazetteer
from annotator.nlp.page import Draft, Page
from annotator.nlp.words import words

Hint = tuple[str, float, str]
"""A label, its weight in votes of the model, and the name of the hint."""

_AGE = re.compile(r"\d\d")
_SAID = words("said says added told asked wrote tweeted replied argued insisted admitted recalled")
_OPENS = words("a an the his her its their")
_OF_A_PLACE = words(
    "mayor governor outskirts residents streets coast capital north south east west"
)
_REACH = 7
_STOP_AT = frozenset(',.;:!?()"“”') | words("who which that said says and")
_LETTERS = words("Jr. Sr. Jr Sr II III IV")


def hints(page: Page, draft: Draft, known: Gazetteer) -> list[Hint]:
    """The hints at one mention, strongest first in no order."""
    out = _inside(page, draft, known) + _before(page, draft, known)
    out += _after(page, draft, known)
    if any(w[0].isdigit() for w in page.words[draft.start : draft.end]):
        # “the 2nd District, who …”: nobody is called so.
        return [h for h in out if h[0] != "PERSON"]
    return out


def _inside(page: Page, draft: Draft, known: Gazetteer) -> list[Hint]:
    own = page.words[draft.start : draft.end]
    out: list[Hint] = []
    if len(own) > 1:
        if own[0] in known.lists["given_names"] and own[-1] not in known.lists["org_heads"]:
            out.append(("PERSON", 2.0, "given-name"))
        if own[-1] in known.lists["org_heads"]:
            out.append(("ORG", 2.5, "head"))
        if "&" in own:
            out.append(("ORG", 2.0, "and-sign"))
        if own[-1] in _LETTERS:
            out.append(("PERSON", 2.0, "letters"))
    elif own[0] in known.lists["given_names"]:
        out.append(("PERSON", 0.6, "given-name"))
    return out


def _before(page: Page, draft: Draft, known: Gazetteer) -> list[Hint]:
    at = draft.start - 1
    word = page.word(at)
    if word in known.lists["titles"] or (
        word == "." and page.word(at - 1) + "." in known.lists["titles"]
    ):
        return [("PERSON", 3.0, "title")]
    if word in ("By", "BY") and (at == 0 or "\n" in page.words[at - 1]):
        return [("PERSON", 3.0, "byline")]
    if word in known.lists["firms"]:
        return [("ORG", 2.0, "firm")]
    if word in known.lists["roles"]:
        return [("PERSON", 2.0, "role")]
    if word in known.lists["made_things"]:
        return [("PRODUCT", 3.0, "made")]
    if word == "of" and (
        page.word(at - 1) in known.lists["place_nouns"] or page.word(at - 1) in _OF_A_PLACE
    ):
        return [("GPE", 2.0, "place")]
    if word == "," and page.word(draft.end) == ",":
        job = page.word(at - 1)
        if job in known.lists["titles"] or job.lower() in known.lists["roles"]:
            return [("PERSON", 2.0, "role")]
    if word in ("in", "In") and draft.label != "PRODUCT":
        return [("GPE", 0.6, "in")]
    if draft.start == 0 or "\n" in page.word(at):
        return _dateline(page, draft)
    return []


def _dateline(page: Page, draft: Draft) -> list[Hint]:
    """“SKARVØYA, Norway —” and “PARIS (Reuters) -” at the beginning of a line."""
    if not all(w.isupper() for w in page.words[draft.start : draft.end] if w.isalpha()):
        return []
    rest = page.words[draft.end : draft.end + 8]
    if (rest[:1] and rest[0] in ("—", "–", "--", "-", "(")) or (
        rest[:1] == [","] and any(w in ("—", "–", "--", "-") for w in rest)
    ):
        return [("GPE", 3.0, "dateline")]
    return []


def _after(page: Page, draft: Draft, known: Gazetteer) -> list[Hint]:
    end = draft.end
    word = page.word(end)
    if word == "who":
        return [("PERSON", 1.5, "who")]
    if word in known.lists["place_nouns"]:
        return [("GPE", 1.0, "place")]
    if word in _SAID or page.word(draft.start - 1) in _SAID:
        return [("PERSON", 0.4, "says")]
    if word != ",":
        return []
    after = page.word(end + 1)
    if after == "who":
        return [("PERSON", 2.0, "who")]
    if after == "which":
        return [("ORG", 1.0, "which"), ("PERSON", -1.5, "which")]
    if _AGE.fullmatch(after) and page.word(end + 2) == ",":
        return [("PERSON", 2.5, "age")]
    return _apposition(page, end + 1, known)


def _apposition(page: Page, at: int, known: Gazetteer) -> list[Hint]:
    """“, an economist at …” or “, the owners' group,” behind a name."""
    bare = page.word(at) in known.lists["roles"]
    if not bare and page.word(at) not in _OPENS:
        return []
    hint: list[Hint] = []
    for place in range(at, at + _REACH):
        word = page.word(place)
        if not word or (word in _STOP_AT and place > at):
            break
        if word in ("of", "at", "for", "in", "from", "to") and hint:
            break
        if word in known.lists["roles"]:
            hint = [("PERSON", 2.0, "role")]
        elif word in known.lists["firms"]:
            hint = [("ORG", 2.0, "firm")]
    return hint
