"""News-like articles made by rule: the same number, the same article, on every machine.

An article is a row of blocks of three paragraphs. Each block holds six entities, one quote and
one claim, which is linked to who makes it and what it is about. Words are made up and as unevenly
common as in a language (Zipf's law), so that an index of them is as large as one of real news.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate
from pathlib import Path

from annotator.formats import jsonl
from annotator.model.article import Article, Zone
from annotator.model.document import Document
from annotator.model.people import DONE, PIPELINE, SKIPPED, Annotator, Entity, Review
from annotator.model.span import ACCEPTED, CLAIM, ENTITY, QUOTE, REJECTED, SUGGESTED, Relation, Span
from annotator.services import projects
from annotator.store import articles

# An article as news has it: 700 words, 60 entities, 10 quotes, 10 claims. The long one: 100,000
# words, 10,000 spans.
BLOCKS, WORDS = 10, 70
LONG_BLOCKS, LONG_WORDS = 1250, 80
SUGGESTER, ANA, BOB = "made@1", "ana", "bob"
_AT = "2026-01-01T00:00:00Z"
_STARTS = ("b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "r",
           "s", "st", "t", "tr", "v", "w")  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_ENDS = ("", "l", "n", "nd", "r", "rt", "s", "st", "t")
_SMALL = ("the", "of", "to", "and", "in", "a", "for", "that", "on", "with", "by", "at", "from",
          "as", "is", "was", "has", "will", "not", "after")  # fmt: skip
_SAID = ("said", "warned", "added", "told reporters", "argued")
_MONTHS = ("January", "March", "April", "June", "August", "October", "November")
VOCABULARY = 20_000


@cache
def _words() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The vocabulary, commonest first, and the running totals of how common each word is."""
    rng = random.Random(1)
    found = dict.fromkeys(_SMALL)
    while len(found) < VOCABULARY:
        syllables = rng.choice((1, 2, 2, 2, 3, 3))
        found[
            "".join(
                rng.choice(_STARTS) + rng.choice(_VOWELS) + rng.choice(_ENDS)
                for _ in range(syllables)
            )
        ] = None
    return tuple(found), tuple(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Names by label: people, organisations, places."""
    rng, words = random.Random(2), _words()[0][2000:]
    pick = lambda: rng.choice(words).capitalize()  # noqa: E731
    ends = ("Agency", "Lines", "Union", "Council", "Bank", "Ministry")
    return {
        "PERSON": tuple(f"{pick()} {pick()}" for _ in range(800)),
        "ORG": tuple(f"{pick()} {rng.choice(ends)}" for _ in range(400)),
        "GPE": tuple(pick() for _ in range(200)),
    }


class _Writer:
    """A text in the making, and the ranges of its names."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.parts: list[str] = []
        self.length = 0
        self.entities: list[tuple[str, int, int]] = []

    def put(self, words: str) -> tuple[int, int]:
        """Add words; returns their range."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length

    def plain(self, count: int) -> None:
        """Add so many words of the vocabulary, with a space before each."""
        words, weights = _words()
        found = self.rng.choices(words, cum_weights=weights, k=count)
        self.put(" " + " ".join(found) if found else "")

    def name(self, label: str) -> int:
        """Add a name; returns its number among the names."""
        known = names().get(label)
        day = f"{self.rng.randint(1, 28)} {self.rng.choice(_MONTHS)}"
        self.entities.append((label, *self.put(self.rng.choice(known) if known else day)))
        return len(self.entities) - 1

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self.parts)


def article(
    number: int,
    blocks: int = BLOCKS,
    words: int = WORDS,
    *,
    decided: bool = False,
    linked: bool = True,
) -> Document:
    """Article ``number`` of ``blocks`` blocks of ``words`` words; one block has eight spans.

    The spans are suggestions, or with ``decided`` what ana accepted, and she is done with it. With
    ``linked`` each name of a person, organisation or place leads to its canonical entity.
    """
    rng = random.Random(number)
    out = _Writer(rng)
    title = _title(rng)
    out.put(title)
    quotes, claims = [], []
    for _ in range(blocks):
        quote, claim = _block(out, words)
        quotes.append(quote)
        claims.append(claim)
    document = Document(
        Article(
            0, f"m{number:06}", title, out.text, f"{rng.choice(names()['GPE'])} Post", None,
            f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}", "en", None, _AT, "made",
            zones=(Zone(0, len(title), "title"), Zone(len(title) + 2, out.length, "body")),
        )
    )  # fmt: skip
    _annotate(document, out.entities, quotes, claims, decided, linked)
    return document


def _title(rng: random.Random) -> str:
    words, weights = _words()
    return " ".join(rng.choices(words, cum_weights=weights, k=8)).capitalize()


def _block(out: _Writer, words: int) -> tuple[tuple[int, int], tuple[int, int, int, int]]:
    """Three paragraphs; returns the quote's range, and the claim's with whose and about what."""
    # Names, cue and what stands between them are 13 words; the others are shared out.
    third, rest = divmod(words - 13, 3)
    out.put("\n\n")
    start = out.length
    about = out.name("ORG")
    out.plain(third // 2)
    out.put(" ")
    by = out.name("GPE")
    out.plain(third - third // 2)
    claim = (start, out.put(".")[1], by, about)
    out.put("\n\n“")
    start = out.put("We")[0]
    out.plain(third - 1)
    out.put(" ")
    out.name("GPE")
    quote = (start, out.length)
    out.put(f",” {out.rng.choice(_SAID)} ")
    out.name("PERSON")
    out.put(".\n\n")
    out.name("PERSON")
    out.plain(third + rest)
    out.put(" on ")
    out.name("DATE")
    out.put(".")
    return quote, claim


def _annotate(
    document: Document,
    entities: list[tuple[str, int, int]],
    quotes: list[tuple[int, int]],
    claims: list[tuple[int, int, int, int]],
    decided: bool,
    linked: bool,
) -> None:
    who, state = (ANA, ACCEPTED) if decided else (SUGGESTER, SUGGESTED)
    text = document.article.text
    document.annotators = {who: Annotator(who) if decided else Annotator(who, PIPELINE, "1")}

    def put(span_id: str, layer: str, label: str, start: int, end: int, **more: object) -> None:
        score = None if decided else _score(start)
        document.spans[span_id] = Span(
            span_id, layer, label, start, end, text[start:end], state, who, score,
            created=_AT, modified=_AT, **more,  # type: ignore[arg-type]
        )  # fmt: skip

    for at, (label, start, end) in enumerate(entities):
        entity = _entity(label, text[start:end]) if linked and label != "DATE" else None
        if entity is not None:
            document.entities[entity.id] = entity
        put(f"s{at}", ENTITY, label, start, end, entity=entity.id if entity else None)
    for at, (start, end) in enumerate(quotes):
        put(f"q{at}", QUOTE, "DIRECT", start, end, attributes={"attribution": "named"})
    for at, (start, end, by, about) in enumerate(claims):
        put(f"c{at}", CLAIM, "CLAIM", start, end, attributes={"type": "fact", "worth": "2"})
        for label, tail in (("CLAIMED_BY", by), ("ABOUT", about)):
            found = Relation(f"r{len(document.relations)}", label, f"c{at}", f"s{tail}", state, who,
                             created=_AT, modified=_AT)  # fmt: skip
            document.relations[found.id] = found
    if decided:
        document.reviews = {ANA: Review(ANA, DONE, 240)}
    else:
        document.suggested_by = (SUGGESTER,)


def _score(start: int) -> float:
    """Spread over the articles without another random number."""
    return 0.2 + (start * 37 % 800) / 1000


def _entity(label: str, name: str) -> Entity:
    return Entity(f"e-{label}-{names()[label].index(name)}", name, label)


def long_article(number: int = 999_999) -> Document:
    """100,000 words with 10,000 spans."""
    return article(number, LONG_BLOCKS, LONG_WORDS)


def phrases(count: int, of: int) -> Iterator[str]:
    """Phrases that occur in some of the articles 0 to ``of``: names, and words that follow."""
    rng = random.Random(3)
    for at in range(count):
        document = article(rng.randrange(of), 1)
        if at % 2:
            spans = [s for s in document.spans.values() if s.label in ("PERSON", "ORG")]
            yield rng.choice(spans).text
        else:
            words = document.article.title.lower().split()
            first = rng.randrange(len(words) - 2)
            yield " ".join(words[first : first + 3])


def many(count: int) -> Iterator[Document]:
    """Articles for a large project: as long as any, but only the first block has spans.

    Of every five ana has done one, and bob of every two hundred, with a decision on each
    suggestion; four of five are accepted.
    """
    words, weights = _words()
    for number in range(count):
        document = article(number, 1, linked=False)
        rng = random.Random(-number)
        rest = " ".join(rng.choices(words, cum_weights=weights, k=WORDS * (BLOCKS - 1)))
        text = f"{document.article.text}\n\n{rest}."
        document.article = replace(document.article, text=text)
        for who, every in ((ANA, 5), (BOB, 200)):
            if number % every == 0:
                _decide(document, who, rng)
        yield document


def _decide(document: Document, who: str, rng: random.Random) -> None:
    document.annotators[who] = Annotator(who)
    document.reviews[who] = Review(who, DONE if rng.random() < 0.9 else SKIPPED, 60)
    for span in [s for s in document.spans.values() if s.state == SUGGESTED]:
        state = ACCEPTED if rng.random() < 0.8 else REJECTED
        own = replace(
            span, id=f"{who}-{span.id}", annotator=who, state=state, score=None,
            made_from=span.id, unsure=rng.random() < 0.02,
        )  # fmt: skip
        document.spans[own.id] = own


def write_many(path: Path, count: int) -> None:
    """A project of many articles, its index of words made at once, which is much quicker."""
    with projects.create_project(path) as project:
        conn = project.db.conn
        ((trigger,),) = conn.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'article_ai'"
        )
        conn.execute("DROP TRIGGER article_ai")
        with project.transaction():
            for document in many(count):
                articles.add(project, document)
        conn.execute("INSERT INTO article_fts (article_fts) VALUES ('rebuild')")
        conn.execute(trigger)


def write_jsonl(path: Path, count: int) -> None:
    """A dataset of ``count`` annotated articles."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        jsonl.write((article(n, decided=True) for n in range(count)), file)


def write_project(path: Path, documents: Iterable[Document]) -> None:
    """A project of these articles."""
    with projects.create_project(path) as project, project.transaction():
        for document in documents:
            articles.add(project, document)
