"""What the model takes for a name and is none: common nouns, acronyms of them, headline words."""

from __future__ import annotations

from collections import Counter

from annotator.nlp.clusters import Cluster
from annotator.nlp.gazetteer import Gazetteer
from annotator.nlp.hints import hints
from annotator.nlp.page import NAMES, SMALL, Draft, Page

_LONGEST_ACRONYM = 6


def weeded(page: Page, drafts: list[Draft], known: Gazetteer) -> list[Draft]:
    """The drafts without those that the document or the gazetteer speaks against."""
    common = common_acronyms(page)
    elsewhere = {
        page.key(d.start, d.end) for d in drafts if d.label in NAMES and _stands_out(page, d)
    }
    kept = [
        d for d in drafts if d.label not in NAMES or _is_name(page, d, known, common, elsewhere)
    ]
    times = Counter(page.words[d.start] for d in kept)
    return [d for d in kept if not _is_doubtful(page, d, known, times)]


def _is_doubtful(page: Page, draft: Draft, known: Gazetteer, times: Counter[str]) -> bool:
    """An organisation of one word that begins a sentence, and that nothing else bears out."""
    word = page.words[draft.start]
    return (
        draft.model == "ORG"
        and draft.end - draft.start == 1
        and times[word] == 1
        and not word.isupper()
        and page.begins(draft.start)
        and known.get((word,)) is None
        and not hints(page, draft, known)
    )


def common_acronyms(page: Page) -> frozenset[str]:
    """Acronyms that the text spells out in small letters: “artificial intelligence (AI)”."""
    found = set()
    for at in page.caps:
        word = page.words[at]
        if page.word(at - 1) == "(" and page.word(at + 1) == ")" and _is_acronym(word):
            letters = word.rstrip("s").lower()
            before = [w for w in page.words[max(0, at - 1 - len(letters)) : at - 1] if w != "-"]
            small = all(w.islower() for w in before[1:]) and before[-1:] != []
            if (
                small
                and "".join(w[0].lower() for w in before) == letters
                and (before[0].islower() or page.begins(at - 1 - len(letters)))
            ):
                found.add(word)
    return frozenset(found)


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= _LONGEST_ACRONYM and word.rstrip("s").isupper()


def _stands_out(page: Page, draft: Draft) -> bool:
    """Whether the capital letter of a draft means that it is a name."""
    return not page.begins(draft.start) and not page.titled(draft.start)


def _is_name(
    page: Page, draft: Draft, known: Gazetteer, common: frozenset[str],
    elsewhere: set[tuple[str, ...]],
) -> bool:  # fmt: skip
    key = page.key(draft.start, draft.end)
    if key in known.entries and not known.entries[key].ambiguous:
        return True
    if draft.label == "NORP" and draft.model:
        return True
    if len(key) == 1:
        word = key[0]
        if word in common or word in known.lists["not_names"] or word in SMALL:
            return False
        if draft.model and _common_noun(page, draft, word) and key not in elsewhere:
            return False
    if all(w in known.lists["not_names"] or not w[0].isalnum() for w in key):
        return False
    if page.titled(draft.start) and draft.label != "PERSON":
        return key in elsewhere or known.get(key) is not None
    return not _is_office(page, draft)


def _common_noun(page: Page, draft: Draft, word: str) -> bool:
    """A word with a capital only because a sentence begins, or one that is no proper noun."""
    if page.begins(draft.start):
        return word.lower() in page.lower or (
            page.proper is not None and not page.proper[draft.start]
        )
    return False


def _is_office(page: Page, draft: Draft) -> bool:
    """“Communications and Information Technology” before “Minister”: what the minister is of."""
    return (
        draft.label == "ORG"
        and page.word(draft.end) in ("Minister", "Ministers", "Secretary")
        and "and" in page.words[draft.start : draft.end]
    )


def trim_titled(page: Page, drafts: list[Draft], found: list[Cluster]) -> bool:
    """“Denounces Clinton” in a headline becomes “Clinton”, a name known from the article.

    Returns whether a draft was changed.
    """
    known = {f.key for c in found for f in c.forms if any(_stands_out(page, d) for d in f.mentions)}
    changed = False
    tails = {c.main.key[-1:] for c in found if c.main.key in known and c.label == "PERSON"} | known
    for draft in drafts:
        key = page.key(draft.start, draft.end)
        if len(key) < 2 or draft.label not in NAMES or key in known:
            continue
        if not page.titled(draft.start):
            continue
        for cut in range(1, len(key)):
            if key[cut:] in tails or key[:-cut] in tails:
                tail = key[cut:] in tails
                draft.start += cut if tail else 0
                draft.end -= 0 if tail else cut
                draft.note("trimmed")
                changed = True
                break
    return changed
