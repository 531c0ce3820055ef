"""The spaCy component ``annotator_claims``: statements worth checking, and who makes them.

``nlp.add_pipe("annotator_claims", config={"threshold": 0.5})`` after a tagger and a parser; after
``annotator_quotes`` it also knows the speakers. English only. Results: ``doc._.annotator_claims``
(a list of :class:`Claim`, in order) and ``doc.spans["annotator_claims"]``. For one sentence's
check-worthiness see :func:`annotator.nlp.claim_score.sentence_score`.

Titles and decks hold no claims: they repeat, shortened, what the text says in full below, and
one assertion is marked once, where it is made with its source.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.model.span import CLAIMS_FROM
from annotator.nlp import claim_score
from annotator.nlp.claim_kinds import Kind, kind
from annotator.nlp.claim_page import Page
from annotator.nlp.claim_rank import Ceiling, base, chance, worth
from annotator.nlp.claim_spans import Candidate, candidates
from annotator.nlp.words import words

NAME = "annotator_claims"
QUOTES = "annotator_quotes"
PER_THOUSAND = 16
"""At most so many claims for a thousand tokens, the best of them."""
_AT_LEAST = 4
_NUMBERS = words("CARDINAL ORDINAL QUANTITY DATE TIME MONEY PERCENT") | {""}

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement: ``[start, end)`` in code points of ``doc.text``.

    ``type``, ``certainty``, ``polarity`` and ``worth`` are choices of the label schema. ``source``
    is the range of the words that name who says so, None where the article does. ``about`` is the
    range of the entity mention that is the subject, None where there is none. ``score`` (0–1) is
    the share of such finds that readers kept. ``reason`` names the rule of the type.
    """

    start: int
    end: int
    score: float
    type: str
    certainty: str
    polarity: str
    worth: str
    source: Range | None
    about: Range | None
    reason: str


class ClaimFinder:
    """The component itself; stateless, so one serves any number of documents."""

    def __init__(self, threshold: float = CLAIMS_FROM, per_thousand: float = PER_THOUSAND) -> None:
        self.threshold, self.per_thousand = threshold, per_thousand

    def __call__(self, doc: Doc) -> Doc:
        """Sets the results on ``doc`` and returns it; never raises, whatever the text."""
        found = find_claims(doc, self.threshold, self.per_thousand)
        spans = [doc.char_span(c.start, c.end, label="CLAIM") for c in found]
        doc._.set(NAME, found)
        doc.spans[NAME] = [span for span in spans if isinstance(span, Span)]
        return doc


@Language.factory(
    NAME,
    assigns=["doc.spans", "doc._.annotator_claims"],
    default_config={"threshold": CLAIMS_FROM, "per_thousand": PER_THOUSAND},
)
def make_claims(nlp: Language, name: str, threshold: float, per_thousand: float) -> ClaimFinder:
    """The factory behind ``nlp.add_pipe("annotator_claims")``.

    A ``threshold`` above 1 finds nothing. Raises ValueError for a negative setting.
    """
    if threshold < 0 or per_thousand < 0:
        raise ValueError("threshold and per_thousand of annotator_claims are 0 or more")
    return ClaimFinder(threshold, per_thousand)


if not Doc.has_extension(NAME):
    Doc.set_extension(NAME, default=[])


def find_claims(
    doc: Doc, threshold: float = CLAIMS_FROM, per_thousand: float = PER_THOUSAND
) -> list[Claim]:
    """The claims of ``doc`` that score ``threshold`` or more, in order, disjoint.

    Of more than ``per_thousand`` for a thousand tokens the best stay, but at least four. The same
    words are claimed once. Takes time linear in the length of the document.
    """
    if threshold > 1 or doc.lang_ not in ("en", "xx", ""):
        return []
    quotes: Sequence[Any] = doc._.get(QUOTES) if Doc.has_extension(QUOTES) else ()
    page, found = candidates(doc, quotes)
    logits = claim_score.weights().logits(doc, [(c.start, c.end) for c in found]).tolist()
    ranked = [(base(x, c, page), c) for x, c in zip(logits, found, strict=True)]
    ranked.sort(key=lambda pair: (-pair[0], pair[1].start))
    return _best(page, ranked, threshold, limit(len(doc), per_thousand))


def limit(tokens: int, per_thousand: float) -> int:
    """How many claims a text of so many tokens may have."""
    return max(_AT_LEAST, round(tokens * per_thousand / 1000)) if per_thousand else 0


def _best(
    page: Page, ranked: list[tuple[float, Candidate]], threshold: float, most: int
) -> list[Claim]:
    """At most so many claims, in order; the type is found out only while it can matter."""
    scores: list[float] = []
    claims: list[Claim] = []
    seen: set[str] = set()
    ceiling = Ceiling(page)
    for corrected, candidate in ranked:
        floor = max(threshold, scores[-most]) if 0 < most <= len(scores) else threshold
        if ceiling(corrected, candidate) < floor:
            continue
        what = kind(page, candidate)
        score = chance(corrected, what)
        words_alone = _words(page, candidate)
        if score >= threshold and words_alone not in seen:
            seen.add(words_alone)
            claims.append(_claim(page, candidate, what, score))
            insort(scores, score)
    claims.sort(key=lambda c: (-c.score, c.start))
    return sorted(claims[:most], key=lambda c: c.start)


def _words(page: Page, found: Candidate) -> str:
    start, end = page.range(found.start, found.end)
    return "".join(page.text[start:end].casefold().split()).strip(".!")


def _claim(page: Page, found: Candidate, what: Kind, score: float) -> Claim:
    start, end = page.range(found.start, found.end)
    return Claim(
        start=start,
        end=end,
        score=round(score, 3),
        type=what.type,
        certainty=what.certainty,
        polarity=what.polarity,
        worth=worth(score, what),
        source=found.speaker,
        about=_about(page, found),
        reason=_reason(what, found),
    )


def _about(page: Page, found: Candidate) -> Range | None:
    """The entity mention that is, or is the head of, the subject of the main clause."""
    if found.head is None:
        return None
    for child in page.doc[found.head].children:
        if child.dep_ in ("nsubj", "nsubjpass") and found.start <= child.i < found.end:
            return _mention(page, child.i)
    return None


def _mention(page: Page, at: int) -> Range | None:
    doc = page.doc
    if doc[at].ent_type_ in _NUMBERS:
        return None
    start, end = at, at + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return page.range(start, end)


def _reason(what: Kind, found: Candidate) -> str:
    return f"{what.rule}, cue:{found.cue}" if found.cue else what.rule
