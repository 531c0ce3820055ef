"""Every place of a word or span with its context, found in slices so that nothing waits for it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.model.document import Document, View, shown_spans
from annotator.model.errors import AnnotatorError
from annotator.model.people import Annotator
from annotator.model.query import PATTERN, Term, part, phrase
from annotator.model.span import ENTITY, REJECTED, SUGGESTED, Span
from annotator.model.speaking import speaker_of
from annotator.services import planning
from annotator.services.planning import Plan
from annotator.store import articles, names, places
from annotator.store.places import Text
from annotator.store.project import Project

SLICE = 0.02
LIMIT = 1000
CONTEXT = 90
# A pattern is tried on no more at once: what it costs grows faster than the text.
_PIECE = 2000
_COUNT_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Hit:
    """One line: ``[start, end)`` of the article's text with what stands around it.

    ``span`` is the span that the line is about; of words found in the text (``of_words``) the one
    on just these words, if the annotator sees one. ``inside`` is a larger entity that covers them.
    """

    pk: int
    article: str
    title: str
    source: str | None
    published: str | None
    start: int
    end: int
    left: str
    match: str
    right: str
    span: Span | None = None
    inside: Span | None = None
    of_words: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a slice brought: new lines, how many there are so far, and whether that is all.

    ``more``: counting ended before all was read, so there are at least ``total``. ``lemmas``: the
    search goes on when it is given the forms of these words.
    """

    hits: tuple[Hit, ...]
    total: int
    articles: int
    done: bool
    more: bool = False
    lemmas: tuple[str, ...] = ()


class Search:
    """A search for one annotator. Call :meth:`step` on the project's thread until it is done.

    ``first`` is an article to look into before all others. ``limit`` lines are handed out, the rest
    is counted for a short time.
    """

    def __init__(
        self, text: str, annotator: str, first: int | None = None, limit: int = LIMIT
    ) -> None:
        self.text, self.annotator, self.limit = text, annotator, limit
        self._first = first
        self._plan: Plan | None = None
        self._forms: dict[str, tuple[str, ...]] = {}
        self._people: dict[str, Annotator] = {}
        self._waiting: list[int] = []
        self._after: int | None = 0
        self._total = self._articles = self._given = 0
        self._spent = 0.0
        self._window = 16

    def give(self, forms: Mapping[str, tuple[str, ...]]) -> None:
        """The forms of words that a slice asked for, in small letters, the words' own among them.

        Before the next :meth:`step`.
        """
        self._forms.update(forms)

    def step(self, project: Project, seconds: float = SLICE) -> Found:
        """Look on for about so long. Raises AnnotatorError for a query that cannot be answered."""
        began = time.perf_counter()
        found: list[Hit] = []
        with project.reading():
            if self._plan is None:
                plan = planning.plan(project, self.text, self._forms)
                wanted = tuple(w for w in plan.query.lemmas if w not in self._forms)
                if wanted:
                    return Found((), 0, 0, False, lemmas=wanted)
                self._begin(project, plan)
            while self._advance(project, found) and time.perf_counter() - began < seconds:
                pass
        counting = self._given >= self.limit
        self._spent += time.perf_counter() - began if counting else 0.0
        more = not self._is_done() and self._spent > _COUNT_SECONDS
        done = more or self._is_done()
        return Found(tuple(found), self._total, self._articles, done, more)

    def _is_done(self) -> bool:
        return self._after is None and not self._waiting

    def _begin(self, project: Project, plan: Plan) -> None:
        self._plan = plan
        self._people = {a.name: a for a in articles.annotators(project)}
        if self._first is not None:
            # Before any window; left out of these.
            self._waiting = [self._first]

    def _advance(self, project: Project, found: list[Hit]) -> bool:
        """One article, or the next window. Returns whether there is more to do."""
        assert self._plan is not None
        if self._waiting:
            pk = self._waiting.pop(0)
            self._look_into(project, pk, found)
        elif self._after is not None:
            window = planning.window(project, self._plan, self._after, self._window)
            self._window = min(1024, self._window * 2)
            self._waiting = [pk for pk in window.pks if pk != self._first]
            self._after = window.after
        return not self._is_done()

    def _look_into(self, project: Project, pk: int, found: list[Hit]) -> None:
        assert self._plan is not None
        text = places.text(project, pk, self._plan.article)
        if text is None:
            return
        reading = _Reading(project, self._plan, text, self.annotator, self._people)
        lines = reading.lines(count_only=self._given >= self.limit)
        if not lines:
            return
        self._total += len(lines)
        self._articles += 1
        room = self.limit - self._given
        kept = lines[:room] if room > 0 else []
        self._given += len(kept)
        found += kept


@dataclass
class _Reading:
    """One article, read for a plan."""

    project: Project
    plan: Plan
    text: Text
    annotator: str
    people: Mapping[str, Annotator]
    _spans: list[Span] | None = field(default=None, repr=False)

    def lines(self, count_only: bool = False) -> list[Hit]:
        if self.plan.of_spans:
            return [self._hit(s.start, s.end, s) for s in self._fitting()]
        ranges = _occurrences(self.plan.query.terms, self.text.text)
        if count_only or not ranges:
            return [self._hit(*r) for r in ranges]
        seen = self._shown()
        return [replace(self._hit(*r, *_standing(seen, *r)), of_words=True) for r in ranges]

    def _hit(
        self, start: int, end: int, span: Span | None = None, inside: Span | None = None
    ) -> Hit:
        text, body = self.text, self.text.text
        return Hit(
            text.pk, text.id, text.title, text.source, text.published, start, end,
            _line(body[max(0, start - CONTEXT) : start]), _line(body[start:end]),
            _line(body[end : end + CONTEXT]), span, inside,
        )  # fmt: skip

    def _shown(self) -> list[Span]:
        if self._spans is None:
            every = places.spans(self.project, self.text.pk)
            self._spans = shown_spans(every, self.people, self.annotator)
        return self._spans

    def _fitting(self) -> list[Span]:
        plan = self.plan
        if plan.query.values("speaker"):
            document = articles.load(self.project, self.text.pk)
            view = document.view(self.annotator)
            spans = [s for s in view.spans if s.layer == "quote" and self._said(document, view, s)]
        elif REJECTED in plan.query.values("state"):
            every = places.spans(self.project, self.text.pk)
            gone = [s for s in every if s.annotator == self.annotator and s.state == REJECTED]
            spans = sorted([*self._shown(), *gone], key=lambda s: s.order)
        else:
            spans = self._shown()
        return [s for s in spans if self._fits(s)]

    def _fits(self, span: Span) -> bool:
        query, plan = self.plan.query, self.plan
        labels, layers = query.values("label"), query.values("layer")
        if labels:
            if span.label.lower() not in {x.lower() for x in labels}:
                return False
        elif span.label in plan.roles:
            return False
        return (
            (not layers or span.layer in {x.lower() for x in layers})
            and (not query.values("entity") or span.entity in plan.entities)
            and all(_in_state(span, states) for states in [query.values("state")] if states)
            and all(_has(span, name, wanted) for name, wanted in plan.attributes.items())
            and all(t.regex.search(span.text) for t in query.terms)
        )

    def _said(self, document: Document, view: View, quote: Span) -> bool:
        entity = speaker_of(document, view, quote)
        if entity is not None:
            return entity.id in self.plan.speakers
        speaker = view.tail(quote.id, "SPEAKER")
        if speaker is None:
            return False
        words = _line(speaker.text).casefold()
        if self.plan.speakers:
            return words in self.plan.spoken
        return any(x in words for x in self.plan.spoken)


def _in_state(span: Span, states: Sequence[str]) -> bool:
    known = {"open" if span.state == SUGGESTED else span.state}
    if span.unsure:
        known.add("unsure")
    return bool(known & set(states))


def _has(span: Span, name: str, wanted: Sequence[str]) -> bool:
    value = span.attributes.get(name)
    held = {str(v).lower() for v in (value if isinstance(value, list) else [value])}
    return bool(held & {w.lower() for w in wanted})


def _line(text: str) -> str:
    return " ".join(text.split())


def _occurrences(terms: Sequence[Term], text: str) -> list[tuple[int, int]]:
    """Where the terms stand, in reading order; none when one of them is not there."""
    every: set[tuple[int, int]] = set()
    for term in terms:
        ranges = set(_ranges(term, text))
        if not ranges:
            return []
        every |= ranges
    return sorted(every)


def _ranges(term: Term, text: str) -> Iterator[tuple[int, int]]:
    if term.kind != PATTERN:
        yield from (m.span() for m in term.regex.finditer(text))
        return
    for line in re.finditer(r"[^\n]+", text):
        for low in range(line.start(), line.end(), _PIECE):
            high = min(low + _PIECE, line.end())
            # Anchors see the piece's ends, as they see a paragraph's.
            for found in term.regex.finditer(text[low:high]):
                if found.end() > found.start():
                    yield low + found.start(), low + found.end()


def _standing(seen: Sequence[Span], start: int, end: int) -> tuple[Span | None, Span | None]:
    """What is shown on just this range, entities first, and the smallest entity around it."""
    same = [s for s in seen if (s.start, s.end) == (start, end)]
    same.sort(key=lambda s: s.layer != ENTITY)
    around = [
        s
        for s in seen
        if s.layer == ENTITY and s.start <= start and end <= s.end and s.end - s.start > end - start
    ]
    around.sort(key=lambda s: s.end - s.start)
    return (same[0] if same else None), (around[0] if around else None)


def again(project: Project, annotator: str, hits: Sequence[Hit]) -> list[Hit]:
    """The same lines as the annotator sees them now: each with what stands at its place.

    The span of a line that was rejected meanwhile is shown as rejected, so that the line stays.
    """
    people = {a.name: a for a in articles.annotators(project)}
    seen: dict[int, list[Span]] = {}
    out = []
    with project.reading():
        for hit in hits:
            if hit.pk not in seen:
                every = places.spans(project, hit.pk)
                seen[hit.pk] = shown_spans(every, people, annotator)
            out.append(_renewed(hit, seen[hit.pk]))
    return out


def _renewed(hit: Hit, seen: Sequence[Span]) -> Hit:
    if hit.of_words:
        span, inside = _standing(seen, hit.start, hit.end)
        return replace(hit, span=span, inside=inside)
    before = hit.span
    if before is None:
        return hit
    origin = before.made_from or before.id
    followers = (
        next((s for s in seen if s.id == before.id), None),
        next((s for s in seen if origin in (s.id, s.made_from)), None),
        next(
            (s for s in seen if (s.layer, s.start, s.end) == (before.layer, hit.start, hit.end)),
            None,
        ),
    )
    now = next((s for s in followers if s is not None), None)
    return replace(hit, span=now or replace(before, state=REJECTED))


def alike(span: Span) -> str:
    """The query for other places with the words of a span."""
    return phrase(span.text)


def said_by(project: Project, entity_id: str) -> str:
    """The query for everything that an entity said: by its name, if only one is called so.

    Raises AnnotatorError for an unknown entity.
    """
    return part("speaker", _value(project, entity_id))


def mentions_of(project: Project, entity_id: str) -> str:
    """The query for all mentions of an entity, as :func:`said_by`."""
    return part("entity", _value(project, entity_id))


def _value(project: Project, entity_id: str) -> str:
    named = names.with_merged(project, entity_id)
    if named is None:
        raise AnnotatorError(f"the name {entity_id} is not in this project any more")
    only = len(names.called(project, named.entity.name)) == 1
    return named.entity.name if only else f"#{named.entity.id}"


def is_left(hit: Hit, annotator: str) -> bool:
    """Whether words found wait for the annotator: no own span, no larger entity around them."""
    own = hit.span is not None and hit.span.annotator == annotator
    return not own and hit.inside is None
