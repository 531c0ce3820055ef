"""Mentions that the model passed over: of names it found elsewhere, and of those everyone knows."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.nlp.clusters import Cluster, Form, Key
from annotator.nlp.gazetteer import Entry, Gazetteer
from annotator.nlp.page import Draft, Page

_SHORTEST = 3


def known_names(page: Page, drafts: list[Draft], known: Gazetteer) -> list[Draft]:
    """Names of the gazetteer, those with one meaning only, where no draft reaches so far.

    One of several words takes the place of shorter drafts within it.
    """
    taken = _spans(drafts)
    out: list[Draft] = []
    for at in page.caps:
        if out and at < out[-1].end:
            continue
        entry = _with_article(page, at, known)
        if entry is not None:
            at -= 1
        else:
            entry = known.longest(page.words, at)
        if entry is None or entry.ambiguous:
            continue
        end = at + len(entry.words)
        if entry.label == "PRODUCT" and page.word(end)[:1].isdigit():
            end += 1
        if _is_free(at, end, taken) and not _goes_on(page, at, end, taken, known):
            out.append(Draft(at, end, entry.label, "", ["gazetteer"]))
    return out


def _with_article(page: Page, at: int, known: Gazetteer) -> Entry | None:
    """The entry that “the” before a token belongs to: “the West”."""
    return known.longest(page.words, at - 1) if page.word(at - 1) == "the" else None


def _goes_on(page: Page, start: int, end: int, taken: dict[int, Draft], known: Gazetteer) -> bool:
    """Whether a word with a capital follows that may be of the same name: “Western Union”."""
    if not page.large(end) or page.titled(end):
        return False
    word = page.words[end]
    office = word in known.lists["titles"] or word.lower() in known.lists["roles"]
    return end - start <= 2 and end not in taken and not office


def repeated(
    page: Page, drafts: list[Draft], found: list[Cluster], known: Gazetteer
) -> list[Draft]:
    """Further mentions of the names that clusters have; longer forms first.

    A mention may take the place of shorter ones that lie within it.
    """
    wanted = _wanted(page, found, known)
    inside = _spans(drafts)
    out: list[Draft] = []
    for at in page.caps:
        if out and at < out[-1].end:
            continue
        for key, label, number in wanted.get(page.words[at], ()):
            end = at + len(key)
            if page.key(at, end) == key and _is_free(at, end, inside):
                draft = Draft(at, end, label, "", ["repeated"])
                draft.name = number
                out.append(draft)
                break
    return out


def _wanted(
    page: Page, found: list[Cluster], known: Gazetteer
) -> dict[str, list[tuple[Key, str, int]]]:
    """What to look for, by first word: a form, its label, its cluster, or -1 for one of several."""
    forms: dict[Key, tuple[str, int]] = {}
    surnames: dict[Key, tuple[str, int]] = {}
    for number, cluster in enumerate(found):
        if not cluster.sure and len(cluster.main.key) == 1:
            continue
        forms.update((f.key, (cluster.label, number)) for f in cluster.forms if _tells(page, f))
        if cluster.label in ("PERSON", "PER"):
            for key in _surnames(page, cluster.main.key, known):
                surnames[key] = (cluster.label, -1 if key in surnames else number)
    out: dict[str, list[tuple[Key, str, int]]] = {}
    for key, (label, number) in {**surnames, **forms}.items():
        out.setdefault(key[0], []).append((key, label, number))
    for items in out.values():
        items.sort(key=lambda x: (-len(x[0]), x[2]))
    return out


def _tells(page: Page, form: Form) -> bool:
    """Whether the form is a name wherever it stands with a capital letter."""
    if len(form.key) > 1:
        return any(w[0].isupper() for w in form.key)
    word = form.key[0]
    if form.entry is not None and not form.entry.ambiguous:
        return True
    return len(word) >= _SHORTEST and word.lower() not in page.lower


def _surnames(page: Page, key: Key, known: Gazetteer) -> Iterable[Key]:
    """The last name of a full name, as far as it is a name by itself."""
    if len(key) < 2 or len(key) > 6 or key[-1].endswith("."):
        return
    start = len(key) - 1
    while start > 1 and key[start - 1] == "-":
        start -= 2
    word = key[start]
    entry = known.get(key[start:])
    if start < 1 or (entry is not None and not entry.ambiguous) or not word[0].isupper():
        return
    if len(word) >= _SHORTEST and word.lower() not in page.lower:
        yield key[start:]


def _spans(drafts: Iterable[Draft]) -> dict[int, Draft]:
    return {at: d for d in drafts for at in range(d.start, d.end)}


def _is_free(at: int, end: int, inside: dict[int, Draft]) -> bool:
    """Whether only shorter names lie within a range, and none reaches out of it."""
    for place in range(at, end):
        draft = inside.get(place)
        if draft is None:
            continue
        if draft.start < at or draft.end > end:
            return False
        if draft.end - draft.start >= end - at:
            return False
    return True


def without_covered(drafts: list[Draft], added: list[Draft]) -> list[Draft]:
    """The drafts that do not lie within one of those added, and these."""
    covered = {at for d in added for at in range(d.start, d.end)}
    return [d for d in drafts if d.start not in covered] + added
