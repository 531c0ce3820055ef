"""From check-worthiness in debates to the chance that a reader of news keeps a claim.

Debates are full of first persons, plans and figures, and their readers were asked for statements
to check. News reports events and other people's words, and an analyst also keeps what links
things together. So the scorer's log-odds are corrected by what the clause says and how, and put
on a scale of shares that was fitted on a labelled sample of news sentences.
"""

from __future__ import annotations

from annotator.nlp import claim_words as lists
from annotator.nlp.claim_kinds import Kind
from annotator.nlp.claim_page import Page, has
from annotator.nlp.claim_score import probability
from annotator.nlp.claim_spans import Candidate
from annotator.nlp.words import words

_SLOPE, _BASE = 0.6, -0.53
_BONUS = {
    "causal": 2.0, "comparison": 1.0, "accusation": 1.5, "denial": 1.5, "quantity": 0.7,
    "prediction": 0.2, "commitment": 0.7, "opinion": -0.8, "experience": -0.5,
}  # fmt: skip
_STRONG = words("causal accusation denial")
_MOST = max(_BONUS.values())
_MOST_ELSE = max(bonus for name, bonus in _BONUS.items() if name not in _STRONG)
# Without one of these words no clause is of a strong type.
_TRIGGERS = (
    lists.DENY | lists.TURN_DOWN | lists.UNTRUE | lists.ACCUSE | lists.WRONG | lists.WRONGLY
    | lists.LEAD_TO | lists.NEGATIONS | lists.CAUSAL_KEYS
    | words("charged guilty violation covered broke break true nothing more less")
)  # fmt: skip
_REPORTED, _DIRECT, _SCENE = 0.7, -0.6, -1.5
_HAPPENINGS = words("""
met meets meet attended attends visited visits arrived arrives gathered took spoke speaks talked
appeared tweeted posted chanted cheered smiled laughed nodded shook hosted opened
""")
_GREAT = words("accusation denial quantity causal")


def base(logit: float, found: Candidate, page: Page) -> float:
    """The log-odds corrected by whose words they are: a quotation's, reported, the writer's."""
    if found.quote == "DIRECT":
        return logit + _DIRECT
    if found.speaker is not None:
        return logit + _REPORTED
    if found.head is not None and page.doc[found.head].lower_ in _HAPPENINGS:
        return logit + _SCENE
    return logit


class Ceiling:
    """What :func:`chance` gives at most to the candidates of one page, whatever their types."""

    def __init__(self, page: Page) -> None:
        self._at = page.places(_TRIGGERS)

    def __call__(self, corrected: float, found: Candidate) -> float:
        strong = has(self._at, found.start, found.end)
        strong = strong or found.cue in lists.DENY or found.cue in lists.ACCUSE
        return probability(_SLOPE * (corrected + (_MOST if strong else _MOST_ELSE)) + _BASE)


def chance(corrected: float, what: Kind) -> float:
    """The share, 0–1, of candidates like this one that a reader of news keeps."""
    return probability(_SLOPE * (corrected + _BONUS.get(what.type, 0.0)) + _BASE)


def worth(score: float, what: Kind) -> str:
    """Worth checking, as the schema's choice 0–3: by the score, opinions and experiences least."""
    if what.type in ("opinion", "experience"):
        return "1" if score >= 0.5 else "0"
    if score >= 0.75 and what.type in _GREAT:
        return "3"
    return "2" if score >= 0.5 else "1"
