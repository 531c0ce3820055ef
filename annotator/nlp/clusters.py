"""Mentions of one person, organisation or place brought together, and the label they share.

Surface forms are linked within the document: a surname to the full name, a first name to the only
full name that begins with it, a short form to the long name, an acronym to what it abbreviates.
The label of all is the one with the most votes: of the model, of the words around each mention
(:mod:`annotator.nlp.hints`) and of the gazetteer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.nlp.gazetteer import Entry, Gazetteer
from annotator.nlp.hints import hints
from annotator.nlp.page import NAMES, Draft, Page
from annotator.nlp.words import words

Key = tuple[str, ...]

_KNOWN_VOTE, _DOUBTFUL_VOTE, _FAMILY_VOTE = 6.0, 0.5, 3.0
_MARGIN = 1.4
_LONE = 0.15
_OWN_WORDS = words("head given-name and-sign letters")
_OF_PEOPLE = words("title role byline age who given-name")
_OF_PLACES = words("in place dateline")
_LETTERS = words("Jr. Sr. Jr Sr II III IV , 's")
_NOT_IN_ACRONYM = words("of the and for on in to & de la du der")
_LINKED_LABELS = ("ORG", "EVENT", "LAW", "FAC", "PRODUCT", "GPE")


@dataclass(slots=True)
class Form:
    """A surface form: its mentions, the votes for its labels, what the gazetteer knows of it."""

    key: Key
    mentions: list[Draft] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    entry: Entry | None = None
    cluster: int = -1

    @property
    def best(self) -> str:
        """The label with the most votes; of equal ones the first in the alphabet."""
        return max(sorted(self.votes), key=lambda x: self.votes[x]) if self.votes else ""


@dataclass(slots=True)
class Cluster:
    """Forms of one name; ``main`` is the fullest of them."""

    main: Form
    forms: list[Form] = field(default_factory=list)
    label: str = ""
    sure: bool = True


def forms(page: Page, drafts: Iterable[Draft], known: Gazetteer) -> dict[Key, Form]:
    """Surface forms of the names among the drafts, with their votes."""
    out: dict[Key, Form] = {}
    for draft in drafts:
        if draft.label not in NAMES:
            continue
        key = page.key(draft.start, draft.end)
        form = out.get(key)
        if form is None:
            form = out[key] = Form(key, entry=known.get(key) if page.english else None)
        form.mentions.append(draft)
    for form in out.values():
        _vote(page, form, known)
    return out


def _vote(page: Page, form: Form, known: Gazetteer) -> None:
    votes: defaultdict[str, float] = defaultdict(float)
    seen = Counter[str]()
    clear = form.entry is not None and not form.entry.ambiguous
    for draft in form.mentions:
        if draft.model:
            votes[draft.model] += 1
        elif draft.why and draft.why[0].startswith("shape"):
            votes[draft.label] += 3
        if not page.english:
            continue
        for label, weight, name in hints(page, draft, known):
            seen[name] += 1
            if seen[name] <= 3 and not (clear and name in _OWN_WORDS):
                votes[label] += weight
                if name not in form.notes:
                    form.notes.append(name)
    if clear and form.entry is not None:
        votes[form.entry.label] += _KNOWN_VOTE * (1 + len(form.mentions) / 2)
    elif form.entry is not None:
        votes[form.entry.label] += _DOUBTFUL_VOTE
    form.votes = dict(votes)


def clusters(found: dict[Key, Form]) -> list[Cluster]:
    """The forms brought together, each in one cluster, with the label that all its forms share."""
    out: list[Cluster] = []
    acronyms: dict[str, set[int]] = {}
    people = _by_parts(found.values())
    for form in sorted(found.values(), key=lambda f: (-len(f.key), f.key)):
        home = _home(form, people, out)
        if home is None:
            home = _abbreviated(form, acronyms)
        if home is None:
            home = len(out)
            out.append(Cluster(form))
            for letters in initials(form.key) if form.best in _LINKED_LABELS else ():
                acronyms.setdefault(letters, set()).add(home)
        form.cluster = home
        out[home].forms.append(form)
    _same_entry(out)
    for cluster in out:
        _settle(cluster)
    return out


def _is_person(form: Form) -> bool:
    return len(form.key) > 1 and form.best in ("PERSON", "PER")


def _by_parts(found: Iterable[Form]) -> dict[Key, list[Form]]:
    """Longer names by each shorter form that may stand for them."""
    out: dict[Key, list[Form]] = {}
    for form in found:
        key = form.key
        if len(key) < 2:
            continue
        if _is_person(form):
            for part in _person_parts(key):
                out.setdefault(part, []).append(form)
        else:
            for size in range(1, len(key)):
                if key[size] not in ("-", "'s") and key[size - 1] not in _NOT_IN_ACRONYM:
                    out.setdefault(key[:size], []).append(form)
    return out


def _person_parts(key: Key) -> list[Key]:
    """Surname with and without particles, first name."""
    while len(key) > 2 and key[-1] in _LETTERS:
        key = key[:-1]
    parts = [key[i:] for i in range(1, len(key)) if key[i] not in ("-", "'") and key[i - 1] != "-"]
    if key[1] != "-":
        parts.append(key[:1])
    return parts


def _home(form: Form, people: dict[Key, list[Form]], out: list[Cluster]) -> int | None:
    """The number of the cluster of a longer name that a form is short for."""
    longer = [f for f in people.get(form.key, ()) if f.cluster >= 0 and f.key != form.key]
    if not longer:
        return None
    full = [f for f in longer if _is_person(f)]
    if form.entry is not None:
        longer = _against_entry(form, longer, full)
    numbers = Counter[int]()
    for f in longer:
        # A surname is nobody's short form of a firm that bears it.
        if f in full or (not full and _short_for(form, f)):
            numbers[f.cluster] += len(f.mentions)
    ranked = numbers.most_common(2)
    if not ranked:
        return None
    if len(ranked) == 2 and ranked[0][1] < 1.5 * ranked[1][1]:
        # Two of one name: who is meant cannot be told, but that it is one of them.
        label = out[ranked[0][0]].main.best
        form.votes[label] = form.votes.get(label, 0.0) + _FAMILY_VOTE
        return None
    return ranked[0][0]


def _against_entry(form: Form, longer: list[Form], full: list[Form]) -> list[Form]:
    """The longer names that a form of the gazetteer may be short for all the same.

    “Bloomberg” after Michael Bloomberg is his surname; “Trump” beside Donald and Eric Trump is
    Donald, but beside Judd Trump alone it is him.
    """
    entry = form.entry
    assert entry is not None
    if entry.label == "PERSON":
        own = [f for f in full if f.entry is not None and f.entry.name == entry.name]
        if not own and len(full) == 1:
            form.entry = None
            return full
        return own
    people = [f for f in full if f.key[-1:] == form.key]
    if entry.label == "ORG" and people:
        form.votes.pop("ORG", None)
        form.votes["PERSON"] = form.votes.get("PERSON", 0.0) + _FAMILY_VOTE
        form.entry = None
        return people
    return [f for f in longer if entry.ambiguous or f.best == entry.label]


def _short_for(form: Form, longer: Form) -> bool:
    """Whether “Kestrelmoor” is short for “Kestrelmoor Orbital”; “European” is short for nothing."""
    if form.entry is not None or form.best not in ("ORG", "PRODUCT", "PERSON", "GPE", "FAC"):
        return False
    if _OF_PEOPLE & set(form.notes):
        return False
    if form.best == "PERSON" and (
        len(form.mentions) > 2 or form.mentions[0].start < longer.mentions[0].start
    ):
        return False
    if form.best == "GPE" and (longer.best != "ORG" or _OF_PLACES & set(form.notes)):
        return False
    return longer.entry is None and longer.best in ("ORG", "PRODUCT", "FAC")


def _abbreviated(form: Form, acronyms: dict[str, set[int]]) -> int | None:
    """The number of the only cluster whose name an acronym abbreviates."""
    letters = form.key[0].replace(".", "")
    if len(form.key) > 1 or not (2 <= len(letters) <= 7 and letters.isupper()):
        return None
    found = acronyms.get(letters, set())
    return next(iter(found)) if len(found) == 1 else None


def initials(key: Key) -> tuple[str, ...]:
    """The acronyms that a long name may have: all of its words, or the larger ones only."""
    if len(key) < 2:
        return ()
    large = "".join(w[0].upper() for w in key if w not in _NOT_IN_ACRONYM and w[0].isalnum())
    whole = "".join(w[0].upper() for w in key if w[0].isalnum())
    return (large, whole)


def _same_entry(out: list[Cluster]) -> None:
    """Names that the gazetteer gives as the same are one: “U.S.” and “the United States”."""
    first: dict[tuple[str, str], Cluster] = {}
    for cluster in list(out):
        entry = cluster.main.entry
        if entry is None:
            continue
        mark = (entry.label, entry.name)
        home = first.setdefault(mark, cluster)
        if home is not cluster:
            home.forms += cluster.forms
            cluster.forms = []
    for number, cluster in enumerate(out):
        for form in cluster.forms:
            form.cluster = number


def _settle(cluster: Cluster) -> None:
    """Choose the label by all votes, and say whether it is clear enough to overrule the model."""
    votes: defaultdict[str, float] = defaultdict(float)
    for form in cluster.forms:
        # What the model makes of a lone surname says little beside the full name.
        lone = form is not cluster.main and len(form.key) == 1 and form.entry is None
        for label, count in form.votes.items():
            votes[label] += count * (_LONE if lone and label != cluster.main.best else 1.0)
    ranked = sorted(votes.items(), key=lambda x: (-x[1], x[0]))
    if not ranked:
        return
    cluster.label = ranked[0][0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    cluster.sure = ranked[0][1] >= _MARGIN * max(second, 0.0) and ranked[0][1] > 0.9
