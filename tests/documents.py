"""Articles as they may come: any script, overlaps, every state, made for every format to carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from annotator.formats.base import Record
from annotator.model import bundled
from annotator.model.article import Article, Zone
from annotator.model.document import Document
from annotator.model.people import PERSON, PIPELINE, Annotator, Entity, Review
from annotator.model.schema import Attribute, LabelSchema, parse_toml
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED, Relation, Span
from annotator.model.text import normalise, tokens

SCHEMA: LabelSchema = parse_toml(bundled.path("schemas", "default.toml").read_text("utf-8"))
MACHINE = "news@1"
_PEOPLE = ("ana", "Ben Ó."), (ACCEPTED, ACCEPTED, REJECTED)
# Astral, right to left, combining, joined, without spaces, and what formats use as their own signs.
_WORDS = (
    "Oslo", "the", "Maria Olsen", "12%", "e\u0301tat", "😀", "👩🏽‍🚀", "نديم", "שלום", "中文新闻",
    "Ünal’s", "a_b", "“Go,”", "=SUM(A1)", "-", "<b>", "&amp;", "]]>", "\\n", '"q"', "'", "U.S.",
    "#", "[0]", "a|b", "*", "x\u00a0y", "re-\u00adrun", "B-PER", "_", "O",
)  # fmt: skip
_GAPS = (" ", " ", " ", "", "\n", "\n\n", "  ", "\t", "\r\n", "\u2028")
_NOTES = st.sampled_from((None, None, None, "ask Ben", "two\nlines; “=1”", " 😀 ", "a\tb|c"))
_FREE = ("1", "group two", "=x", "é😀", "a;b", 'say "so"', "two\nlines")


def texts() -> st.SearchStrategy[str]:
    """Normalised texts that are not blank, of a word to some paragraphs."""
    parts = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)), max_size=14)
    joined = parts.map(lambda p: normalise("".join(w + g for w, g in p)))
    return joined.map(lambda text: text if text.strip() else "Oslo")


@st.composite
def articles(draw: Callable[..., Any], number: int = 1) -> Record:
    """An article with everything that may be said of it, all of it given to be written."""
    text = draw(texts())
    article_id = f"a{number}"
    article = Article(
        number, article_id, draw(st.sampled_from(("", "Port reopens", "“=Ü😀”"))), text,
        source=draw(st.sampled_from((None, "Wire"))), language=draw(st.sampled_from((None, "en"))),
        url=draw(st.sampled_from((None, "https://example.org/a?b=1&c=2"))),
        published=draw(st.sampled_from((None, "2026-11-02"))), origin="test",
        zones=(Zone(0, len(text), "body"),) if draw(st.booleans()) else (),
    )  # fmt: skip
    document = Document(article, {n: Annotator(n, PERSON) for n in _PEOPLE[0]})
    document.annotators[MACHINE] = Annotator(MACHINE, PIPELINE, "1")
    names = (Entity("e1", "Oslo", "GPE", ("Christiania",), "Q585"), Entity("e2", "中文", "ORG"))
    for _ in range(draw(st.integers(0, 6))):
        span = draw(_spans(text, len(document.spans)))
        if not any(_same(span, other) for other in document.spans.values()):
            document.spans[span.id] = span
    named = {s.entity for s in document.spans.values()}
    document.entities = {e.id: e for e in names if e.id in named}
    for at in range(draw(st.integers(0, 3)) if document.spans else 0):
        link = draw(_relations(document, at))
        ends = {(r.label, r.head, r.tail) for r in document.relations.values()}
        if (link.label, link.head, link.tail) not in ends:
            document.relations[link.id] = link
    if draw(st.booleans()):
        document.reviews["ana"] = Review("ana", "done", 12)
    return Record(document, tuple(document.spans.values()), tuple(document.relations.values()))


def _same(one: Span, other: Span) -> bool:
    return one.key == other.key and one.annotator == other.annotator


@st.composite
def _spans(draw: Callable[..., Any], text: str, at: int) -> Span:
    edges = sorted({x for t in tokens(text) for x in t}) if draw(st.booleans()) else []
    if len(edges) < 2:
        edges = list(range(len(text) + 1))
    low = draw(st.integers(0, len(edges) - 2))
    start, end = edges[low], edges[draw(st.integers(low + 1, min(len(edges) - 1, low + 9)))]
    layer = draw(st.sampled_from(SCHEMA.layers))
    # Some names carry a label that the schema does not have, as a pipeline's may.
    odd = ("ODD",) if layer.id == "entity" else ()
    label = draw(st.sampled_from((*(x.id for x in layer.labels), *odd)))
    asked = [a for a in layer.attributes if a.for_label(label)]
    said = {a.id: draw(_answers(a)) for a in asked if draw(st.booleans())}
    machine = draw(st.booleans())
    who = MACHINE if machine else draw(st.sampled_from(_PEOPLE[0]))
    return Span(
        f"s{at}", layer.id, label, start, end, text[start:end],
        SUGGESTED if machine else draw(st.sampled_from(_PEOPLE[1])), who,
        score=draw(st.sampled_from((None, 0.5, 1.0))) if machine else None, attributes=said,
        entity=draw(st.sampled_from((None, None, "e1", "e2"))), note=draw(_NOTES),
        unsure=draw(st.booleans()), created="2026-11-02T10:00:00.000Z",
        modified="2026-11-02T10:00:00.000Z",
    )  # fmt: skip


def _answers(attribute: Attribute) -> st.SearchStrategy[Any]:
    words = st.sampled_from(attribute.choices or _FREE)
    if attribute.type in ("multi", "tags"):
        return st.lists(words, min_size=1, max_size=3, unique=True)
    return words


@st.composite
def _relations(draw: Callable[..., Any], document: Document, at: int) -> Relation:
    ids = sorted(document.spans)
    head, tail = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
    label = draw(st.sampled_from(SCHEMA.relations)).id
    who = document.spans[head].annotator
    state = SUGGESTED if who == MACHINE else ACCEPTED
    when = "2026-11-02T10:00:00.000Z"
    return Relation(f"r{at}", label, head, tail, state, who, created=when, modified=when)


def projects() -> st.SearchStrategy[list[Record]]:
    """One to three articles."""
    return st.integers(1, 3).flatmap(
        lambda n: st.tuples(*(articles(i) for i in range(1, n + 1))).map(list)
    )
