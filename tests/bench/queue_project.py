"""A generated project with many articles for the benchmarks; the same numbers, the same project."""

from __future__ import annotations

import random
from pathlib import Path

from annotator.model.article import Article, Zone
from annotator.model.document import Document
from annotator.model.people import PIPELINE, Annotator, Review
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED, Span
from annotator.store import articles
from annotator.store.project import Project

SUGGESTER, ANA, BOB = "generated@1", "ana", "bob"
_STEMS = (
    "ar", "bel", "cor", "dun", "el", "far", "gim", "hol", "is", "jor", "kan", "lum", "mor", "nel",
    "or", "pas", "quin", "ros", "sel", "tor", "ul", "var",
)  # fmt: skip
_ENDS = ("a", "an", "en", "er", "ia", "ine", "is", "o", "on", "or", "um", "us")
_LABELS = ("PERSON", "ORG", "GPE", "NORP", "LOC", "EVENT", "PRODUCT", "DATE", "MONEY", "LAW")


def make(path: Path, count: int, spans: int = 8, seed: int = 7) -> None:
    """Write a project of ``count`` articles with ``spans`` suggestions each.

    Of every five articles ana has done one, with a decision on each suggestion; bob has marked
    one of two hundred.
    """
    rng = random.Random(seed)
    words = [a + b + c for a in _STEMS for b in ("", *_STEMS[::3]) for c in _ENDS]
    sources = [f"{rng.choice(words).capitalize()} {x}" for x in ("Ledger", "Post", "Wire", "Daily")]
    with Project.create(path) as project, project.transaction():
        for number in range(1, count + 1):
            articles.add(project, _document(rng, number, words, sources, spans))


def _document(
    rng: random.Random, number: int, words: list[str], sources: list[str], spans: int
) -> Document:
    title = " ".join(rng.choices(words, k=9)).capitalize()
    text = f"{title}\n\n{' '.join(rng.choices(words, k=90))}."
    day = f"20{rng.randint(18, 26)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    article = Article(
        0, f"g{number:06}", title, text, rng.choice(sources), None, day, "en",
        zones=(Zone(0, len(title), "title"),),
    )  # fmt: skip
    found: dict[str, Span] = {}
    starts = [i + 1 for i, c in enumerate(text) if c == " "]
    for at, start in enumerate(sorted(rng.sample(starts[:-1], spans))):
        end = next(i for i in range(start, len(text)) if text[i] in " .\n")
        label, score = rng.choice(_LABELS), round(rng.uniform(0.2, 1), 3)
        made = Span(f"s{at}", "entity", label, start, end, text[start:end], SUGGESTED, SUGGESTER,
                    score, created="2026", modified="2026")  # fmt: skip
        found[made.id] = made
    reviews = {}
    for who, every in ((ANA, 5), (BOB, 200)):
        if number % every == 0:
            reviews[who] = Review(who, "done" if rng.random() < 0.9 else "skipped", 60)
            for suggestion in [s for s in found.values() if s.state == SUGGESTED]:
                own = _decision(rng, suggestion, who)
                found[own.id] = own
    people = {
        SUGGESTER: Annotator(SUGGESTER, PIPELINE, "1"), ANA: Annotator(ANA), BOB: Annotator(BOB),
    }  # fmt: skip
    return Document(article, people, found, reviews=reviews, suggested_by=(SUGGESTER,))


def _decision(rng: random.Random, suggestion: Span, who: str) -> Span:
    accepted = rng.random() < 0.8
    return Span(
        f"{who}{suggestion.id}", suggestion.layer, suggestion.label, suggestion.start,
        suggestion.end, suggestion.text, ACCEPTED if accepted else REJECTED, who,
        made_from=suggestion.id, created="2026", modified="2026", unsure=rng.random() < 0.02,
    )  # fmt: skip
