"""What a claim is: its type, certainty and polarity, from the grammar of its main clause.

The kinds are those of ``docs/guidelines.md``. Where two fit, the rules come in its order:
denial and accusation first, commitment before prediction, causal and comparison before quantity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from annotator.nlp import claim_words as lists
from annotator.nlp.claim_page import Page
from annotator.nlp.claim_spans import Candidate

FACT = "fact"
_WE = frozenset(("i", "we"))
_SPEAKING = frozenset(("i", "we", "it", "they", "he", "she"))
_FUTURE = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))
_CLAUSES = frozenset(("relcl", "acl", "appos"))
_OPENERS = frozenset('“"‘«„')
_MOST = frozenset(("JJS", "RBS"))
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Kind:
    """Values of the schema's choices, and the rule that chose the type."""

    type: str
    certainty: str
    polarity: str
    rule: str


class Clause:
    """A candidate's words as the rules ask for them; ``main`` are those of its main clause.

    Without a parse every word counts as main and there is no subject.
    """

    def __init__(self, page: Page, found: Candidate) -> None:
        doc, strings = page.doc, page.doc.vocab.strings
        self.tokens = list(doc[found.start : found.end])
        self.words = [token.lower_ for token in self.tokens]
        self.all = frozenset(self.words)
        self.cue = found.cue
        self.quoted = found.quote in ("DIRECT", "INDIRECT") or found.speaker is not None
        self.head = doc[found.head] if found.head is not None else None
        self.main = self._main(page, found)
        self.main_words = frozenset(token.lower_ for token in self.main)
        self.subject = self._subject()
        tags = frozenset(page.tags[found.start : found.end])
        self.tags = frozenset(strings[tag] if tag else "" for tag in tags)
        self.has_modal = "MD" in self.tags and any(t.tag_ == "MD" for t in self.main)
        self.negated = is_negated(self)

    def _main(self, page: Page, found: Candidate) -> list[Token]:
        if found.head is None:
            return self.tokens
        chain = {found.head}
        places = range(found.start, found.end)
        for i in places:
            if page.chained[i] and page.heads[i] in chain:
                chain.add(i)
        return [
            token
            for i, token in zip(places, self.tokens, strict=True)
            if page.heads[i] in chain or i in chain
        ]

    def _subject(self) -> Token | None:
        if self.head is None:
            return None
        return next((c for c in self.head.children if c.dep_ in _SUBJECTS), None)

    @property
    def who(self) -> str:
        """The subject's word in lower case; "" for none."""
        return self.subject.lower_ if self.subject is not None else ""

    def says(self, phrases: Iterable[tuple[str, ...]]) -> bool:
        """Whether one of the phrases stands in the clause."""
        return any(self.all.issuperset(phrase) and self._has(phrase) for phrase in phrases)

    def _has(self, phrase: tuple[str, ...]) -> bool:
        length = len(phrase)
        return any(
            tuple(self.words[at : at + length]) == phrase
            for at in range(len(self.words) - length + 1)
        )

    def modals(self, which: frozenset[str]) -> bool:
        """Whether one of the words is a modal of the main clause."""
        if self.main_words.isdisjoint(which):
            return False
        return any(t.lower_ in which and t.tag_ in ("MD", "") for t in self.main)

    def verb(self, which: frozenset[str]) -> bool:
        """Whether a verb of the main clause is one of the words."""
        if self.main_words.isdisjoint(which):
            return False
        return any(t.lower_ in which and t.tag_[:2] in ("VB", "") for t in self.main)


def kind(page: Page, found: Candidate) -> Kind:
    """The values for one candidate."""
    clause = Clause(page, found)
    polarity = "negated" if clause.negated else "affirmed"
    for name, rule in _RULES:
        why = rule(clause)
        if why:
            return Kind(name, certainty(clause), polarity, f"{name}:{why}")
    return Kind(FACT, certainty(clause), polarity, FACT)


def is_negated(clause: Clause) -> bool:
    """Whether the main clause says no: by its verb, its subject or its object."""
    if clause.head is None:
        return bool(clause.all & lists.NEGATIONS)
    own = list(clause.head.children)
    if any(t.dep_ == "neg" or t.lower_ == "never" for t in own):
        return True
    parts = [t for t in own if t.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")]
    return any(
        part.lower_ in lists.NEGATED_THINGS
        or any(c.lower_ in ("no", "neither") for c in part.children)
        for part in parts
    )


def certainty(clause: Clause) -> str:
    """How sure the wording is; a cue such as "predicted" counts as part of it."""
    if clause.main_words & lists.UNKNOWN or clause.words[:1] == ["whether"]:
        return "unknown"
    hedged = clause.main_words & lists.POSSIBLE or clause.cue in lists.POSSIBLE_CUES
    if hedged or clause.modals(lists.POSSIBLE_MODALS):
        return "possible"
    if clause.main_words & lists.PROBABLE or clause.cue in lists.PROBABLE_CUES:
        return "probable"
    return "certain"


# Each rule returns what it went by, or "". -------------------------------------------------------


def _denial(clause: Clause) -> str:
    if clause.cue in lists.DENY:
        return "cue"
    if clause.verb(lists.DENY) and not clause.all & lists.WITHHELD:
        return "verb"
    if clause.verb(lists.TURN_DOWN) and clause.all & lists.ALLEGATIONS:
        return "verb"
    if clause.main_words & lists.UNTRUE and not clause.verb(lists.WRONG):
        return "untrue"
    if clause.negated:
        if "true" in clause.main_words or clause.says((("nothing", "to", "do", "with"),)):
            return "untrue"
        if clause.who in _WE and not clause.has_modal and not _is_thought(clause):
            return "first-person"
    return ""


_THOUGHTS = lists.THINK | frozenset(
    ("know", "want", "need", "see", "care", "expect", "understand", "like", "have")
)


def _is_thought(clause: Clause) -> bool:
    return clause.head is not None and clause.head.lower_ in _THOUGHTS


def _accusation(clause: Clause) -> str:
    if clause.cue in lists.ACCUSE or clause.verb(lists.ACCUSE):
        return "accuse"
    if clause.says((("charged", "with"), ("guilty", "of"), ("in", "violation", "of"))):
        return "charge"
    if clause.says((("covered", "up"), ("broke", "the", "law"), ("break", "the", "law"))):
        return "wrong"
    if clause.all & lists.WRONGLY:
        return "wrongly"
    if clause.negated or clause.who in _WE or clause.has_modal:
        return ""
    return "wrong" if clause.verb(lists.WRONG) else ""


def _experience(clause: Clause) -> str:
    if clause.who not in _WE or clause.head is None:
        return ""
    if clause.has_modal:
        return ""
    past = any(t.tag_ in ("VBD", "VBN") for t in clause.main) or "remember" in clause.main_words
    felt = clause.main_words & lists.UNDERGO - {"was", "were"}
    state = clause.main_words & {"was", "were"} and clause.all & lists.FEEL
    return "first-person" if past and (felt or state) else ""


def _commitment(clause: Clause) -> str:
    if clause.cue in lists.PROMISING_CUES:
        return "cue"
    known = not clause.main_words.isdisjoint(lists.PROMISE)
    promised = [
        t for t in clause.main if known and t.lower_ in lists.PROMISE and t.tag_[:2] in ("VB", "")
    ]
    for token in promised:
        if token.head is token or token.dep_ != "amod":
            after = [t.lower_ for t in clause.tokens if token.i < t.i <= token.i + 4]
            if "to" in after or token.lower_ in lists.PROMISING_CUES:
                return "promise"
    if clause.says((("commitment", "to"), ("pledge", "to"), ("promise", "to"))):
        return "promise"
    if clause.head is None or clause.head.lower_ in lists.NOT_IN_HAND:
        return ""
    if clause.who in _WE and clause.modals(_FUTURE):
        return "first-person"
    own = clause.quoted and clause.cue and clause.who in _SPEAKING
    active = clause.subject is not None and clause.subject.dep_ == "nsubj"
    return "own" if own and active and clause.modals(_FUTURE | {"would"}) else ""


def _prediction(clause: Clause) -> str:
    if clause.cue in lists.FORETELLING_CUES:
        return "cue"
    if clause.modals(_FUTURE):
        return "will"
    for token in clause.main if not clause.main_words.isdisjoint(lists.EXPECT) else ():
        hopes = token.lower_ in lists.EXPECT and token.tag_[:2] in ("VB", "JJ", "IN", "")
        if hopes and (token.lower_ in lists.FORETELLING_CUES or _to_do(clause, token)):
            return "expect"
    if clause.modals(frozenset(("would",))) and clause.quoted:
        return "would"
    perfect = clause.main_words & {"have", "been"}
    return "could" if clause.modals(lists.POSSIBLE_MODALS) and not perfect else ""


def _to_do(clause: Clause, token: Token) -> bool:
    """Whether an infinitive follows: "is set to fall", but not "due to rain"."""
    low = token.i - clause.tokens[0].i + 1
    after = clause.tokens[low : low + 5]
    return any(a.lower_ == "to" and b.tag_ in ("VB", "") for a, b in pairwise(after))


def _stand(clause: Clause) -> str:
    """An opinion by what the speaker says of it, before what it is about is asked."""
    if clause.modals(lists.OUGHT):
        return "ought"
    if clause.verb(lists.CALLING_CUES) and clause.all & _OPENERS:
        return "calling"
    if clause.says((("in", "my", "view"), ("in", "my", "opinion"), ("in", "our", "view"))):
        return "view"
    if clause.who in _WE and clause.main_words & lists.THINK:
        return "think"
    if clause.main_words & lists.TAKES_A_STAND:
        return "adverb"
    if clause.all & lists.VALUED_SUPERLATIVES and clause.main_words & _BE:
        return "superlative"
    return ""


_BE = frozenset(
    ("is", "are", "was", "were", "'s", "’s", "be", "been", "remains", "remain", "seems")
)


def _causal(clause: Clause) -> str:
    if not clause.all.isdisjoint(lists.CAUSAL_KEYS) and clause.says(lists.CAUSAL_PHRASES):
        return "phrase"
    if clause.words[:2] in (["the", "more"], ["the", "less"]) and clause.words.count("the") > 1:
        return "the-more"
    return "verb" if clause.verb(lists.LEAD_TO) else ""


def _comparison(clause: Clause) -> str:
    if clause.verb(lists.EXCEED):
        return "verb"
    keyed = not clause.all.isdisjoint(lists.COMPARING_KEYS)
    if keyed and clause.says(lists.COMPARING_PHRASES):
        return "phrase"
    for at, word in enumerate(clause.words if "than" in clause.all else ()):
        after_that = clause.words[at - 1 : at] in (["rather"], ["other"])
        if word == "than" and not after_that and not _counts(clause.tokens[at + 1 : at + 3]):
            return "than"
    return "superlative" if _superlative(clause) else ""


def _counts(following: list[Token]) -> bool:
    """Whether a number comes: "more than 300", "fewer than half", "more than $3 million"."""
    return any(t.tag_ in ("CD", "$") or t.lower_ in lists.CHANGE for t in following)


def _superlative(clause: Clause) -> bool:
    if clause.tags.isdisjoint(_MOST):
        return False
    for at, token in enumerate(clause.tokens):
        if token.tag_ not in _MOST or clause.words[max(0, at - 1)] == "at":
            continue
        if token.lower_ == "most" and clause.words[max(0, at - 1)] != "the":
            continue
        if clause.head is None or (token.i > clause.head.i and not _is_aside(clause, token)):
            return True
    return False


def _is_aside(clause: Clause, token: Token) -> bool:
    """Whether the word stands in a relative clause or an apposition."""
    for _ in range(_STEPS):
        if clause.head is None or token.i == clause.head.i:
            return False
        if token.dep_ in _CLAUSES:
            return True
        token = token.head
    return False


def _quantity(clause: Clause) -> str:
    if "CD" not in clause.tags and clause.all.isdisjoint(lists.CHANGE):
        return ""
    for token in clause.tokens:
        if token.tag_ == "CD" or token.lower_ in lists.CHANGE:
            if _is_small(token) or _is_aside(clause, token):
                continue
            if not token.ent_type_ or token.ent_type_ in lists.NUMBER_ENTITIES:
                return "number"
    return ""


def _is_small(token: Token) -> bool:
    """Whether it is the word "one", or "two ships": the number is not the point."""
    if token.lower_ == "one":
        return True
    measured = token.ent_type_ in ("MONEY", "PERCENT", "QUANTITY")
    return token.is_alpha and token.dep_ == "nummod" and not measured


def _opinion(clause: Clause) -> str:
    if clause.cue in lists.THINK:
        return "cue"
    if not clause.main_words & _BE and clause.head is not None:
        return ""
    return "value" if _judged(clause) else ""


def _judged(clause: Clause) -> bool:
    if clause.all.isdisjoint(lists.VALUED):
        return False
    valued = [t for t in clause.tokens if t.lower_ in lists.VALUED]
    if clause.head is None:
        return bool(valued)
    for token in valued:
        parent = token if token.dep_ in ("acomp", "attr", "oprd") else token.head
        if parent.dep_ in ("acomp", "attr", "oprd") and parent.head.i == clause.head.i:
            return True
    return False


_RULES: tuple[tuple[str, Callable[[Clause], str]], ...] = (
    ("denial", _denial),
    ("accusation", _accusation),
    ("commitment", _commitment),
    ("experience", _experience),
    ("opinion", _stand),
    ("prediction", _prediction),
    ("causal", _causal),
    ("comparison", _comparison),
    ("quantity", _quantity),
    ("opinion", _opinion),
)
