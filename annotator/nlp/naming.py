"""The results of ``annotator_names`` in plain data: names, and the mentions that stand for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.nlp.clusters import Cluster
from annotator.nlp.page import NAMES, Draft, Page
from annotator.nlp.scores import score


@dataclass(frozen=True, slots=True)
class Name:
    """One person, organisation, place … of the document.

    ``name`` is its fullest form, or the one the gazetteer knows it by. ``label`` is of the
    model's set. ``aliases`` are its other forms, the commonest first. ``mentions`` are ranges
    in code points of ``doc.text``, in order, one or more. ``known``: the gazetteer has it.
    """

    name: str
    label: str
    aliases: tuple[str, ...]
    mentions: tuple[tuple[int, int], ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One entity: range in code points, label, how sure (0–1) and why, number of its name.

    ``model`` is the label that the statistical model gave this very range, or empty. ``name`` is
    a place in ``doc._.annotator_names``, None for amounts and dates.
    """

    start: int
    end: int
    label: str
    model: str
    score: float
    reason: str
    name: int | None


def names_of(page: Page, drafts: Sequence[Draft], found: Sequence[Cluster]) -> list[Name]:
    """The names that have mentions, in order of their first; renumbers ``draft.name``."""
    groups: dict[tuple[int, str], list[Draft]] = {}
    for draft in drafts:
        if draft.label in NAMES and draft.name >= 0:
            groups.setdefault((draft.name, draft.label), []).append(draft)
        else:
            draft.name = -1
    out = []
    for number, ((cluster, label), members) in enumerate(groups.items()):
        out.append(_name(page, found[cluster], label, members))
        for draft in members:
            draft.name = number
    return out


def _name(page: Page, cluster: Cluster, label: str, members: Sequence[Draft]) -> Name:
    ranges = tuple(page.chars(d.start, d.end) for d in members)
    texts = Counter(" ".join(page.text[a:b].split()) for a, b in ranges)
    entry = next((f.entry for f in cluster.forms if f.entry is not None), None)
    known = entry is not None and entry.label == label
    if entry is not None and known:
        best = entry.name
    else:
        best = max(texts, key=lambda t: (not _shouted(t), _fullness(t, label), texts[t]))
    aliases = tuple(t for t, _ in texts.most_common() if t != best)
    return Name(best, label, aliases, ranges, known)


def _fullness(text: str, label: str) -> int:
    return len(text.split()) if label in ("PERSON", "PER") else len(text)


def _shouted(text: str) -> bool:
    return text.isupper() and len(text) > 5


def mentions_of(
    page: Page, drafts: Sequence[Draft], found: Sequence[Cluster], clusters: Sequence[int]
) -> list[Mention]:
    """A mention for each draft, in order; ``clusters`` are the numbers that the drafts had before

    :func:`names_of` renumbered them.
    """
    sizes = Counter(n for n in clusters if n >= 0)
    out = []
    for draft, number in zip(drafts, clusters, strict=True):
        start, end = page.chars(draft.start, draft.end)
        cluster = found[number] if number >= 0 else None
        name = draft.name if draft.name >= 0 else None
        known = _is_known(draft, cluster)
        reason = _reason(draft, cluster, sizes[number], known)
        value = score(draft.label, draft.model, sizes[number], known, draft.why)
        out.append(Mention(start, end, draft.label, draft.model, value, reason, name))
    return out


def _is_known(draft: Draft, cluster: Cluster | None) -> bool:
    entry = cluster.main.entry if cluster is not None else None
    return entry is not None and entry.label == draft.label and not entry.ambiguous


def _reason(draft: Draft, cluster: Cluster | None, size: int, known: bool) -> str:
    parts = [f"ner:{draft.model}" if draft.model else "found"]
    if cluster is not None and size > 1:
        parts.append(f"cluster:{draft.label} {size}")
    if known:
        parts.append("gazetteer")
    if cluster is not None and cluster.label == draft.label:
        parts += cluster.main.notes[:2]
    return ", ".join(dict.fromkeys([*parts, *draft.why]))
