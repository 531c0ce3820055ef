"""Spans in reading order, in pieces that remember what was asked of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, takewhile
from typing import Any, TypeVar, overload

from annotator.model.span import Span

T = TypeVar("T")
# So many spans a piece; one is split when it has grown to twice that.
PIECE = 128
Place = tuple[int, int, str]


class Piece:
    """Some spans that stand side by side. Never changes, so an answer about it stays true."""

    __slots__ = ("_kept", "spans")

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self.spans = spans
        self._kept: dict[Hashable, Any] = {}

    def ask(self, what: Hashable, work: Callable[[tuple[Span, ...]], T]) -> T:
        """``work(spans)``, worked out once for each ``what``."""
        try:
            found: T = self._kept[what]
        except KeyError:
            found = self._kept[what] = work(self.spans)
        return found

    def where(self, what: Hashable, fits: Callable[[Span], bool]) -> Piece:
        """The spans that fit, picked out once for each ``what``."""
        found: Piece | None = self._kept.get(("where", what))
        if found is None:
            spans = tuple([s for s in self.spans if fits(s)])
            found = self._kept["where", what] = Piece(spans)
        return found


class Ordered(Sequence[Span]):
    """Spans in reading order: by start, longer first, then by layer and label.

    Never changes. :meth:`changed` makes another that shares with this one all pieces but those
    where something changed, and with them the answers to what is asked of each piece. So what is
    asked after every key costs what the edit touched, and not what the article holds; and there is
    no second account that could run apart from the spans.
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        known = tuple(spans)
        self._take(tuple(Piece(known[at : at + PIECE]) for at in range(0, len(known), PIECE)))

    def _take(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces
        self._counts = list(accumulate(len(p.spans) for p in pieces))
        self._kept: dict[Hashable, Any] = {}

    @classmethod
    def _of(cls, pieces: Iterable[Piece]) -> Ordered:
        found = cls.__new__(cls)
        found._take(tuple([p for p in pieces if p.spans]))
        return found

    # -- as a sequence -------------------------------------------------------------------------

    def __len__(self) -> int:
        return self._counts[-1] if self._counts else 0

    def __iter__(self) -> Iterator[Span]:
        return chain.from_iterable([p.spans for p in self._pieces])

    def __reversed__(self) -> Iterator[Span]:
        for piece in reversed(self._pieces):
            yield from reversed(piece.spans)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, at: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        whole = len(self)
        at = at + whole if at < 0 else at
        if not 0 <= at < whole:
            raise IndexError(at)
        number = bisect_right(self._counts, at)
        return self._pieces[number].spans[at - self._counts[number]]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Ordered({list(self)!r})"

    # -- changed -------------------------------------------------------------------------------

    def changed(self, gone: Iterable[Span], come: Iterable[Span]) -> Ordered:
        """With some spans taken away and others put in. What is ``gone`` must be here."""
        firsts = [_place(p.spans[0]) for p in self._pieces]
        lost: dict[int, set[str]] = {}
        new: dict[int, list[Span]] = {}
        for span in gone:
            lost.setdefault(self._piece_with(span, firsts), set()).add(span.id)
        for span in come:
            new.setdefault(max(0, bisect_right(firsts, _place(span)) - 1), []).append(span)
        pieces = list(self._pieces) or [Piece(())]
        for at in sorted({*lost, *new}, reverse=True):
            left = [s for s in pieces[at].spans if s.id not in lost.get(at, ())]
            spans = tuple(sorted([*left, *new.get(at, ())], key=_place))
            pieces[at : at + 1] = _cut(spans)
        return Ordered._of(pieces)

    def _piece_with(self, span: Span, firsts: list[tuple[int, int, str, str]]) -> int:
        at = bisect_right(firsts, _place(span)) - 1
        while at >= 0 and not any(s.id == span.id for s in self._pieces[at].spans):
            at -= 1
        if at < 0:
            raise KeyError(span.id)
        return at

    # -- asked ---------------------------------------------------------------------------------

    def where(self, what: Hashable, fits: Callable[[Span], bool]) -> Ordered:
        """The spans that fit; ``what`` must name the condition with everything it depends on."""
        found: Ordered | None = self._kept.get(("where", what))
        if found is None:
            found = self._kept["where", what] = Ordered._of(
                p.where(what, fits) for p in self._pieces
            )
        return found

    def each(self, what: Hashable, work: Callable[[tuple[Span, ...]], T]) -> list[T]:
        """``work`` of each piece, in order; ``what`` must name it with all it depends on."""
        return [p.ask(what, work) for p in self._pieces]

    def with_value(
        self, what: Hashable, of: Callable[[Span], Hashable], values: Collection[Hashable]
    ) -> list[Span]:
        """The spans of which ``of`` is one of these values; ``what`` names it. In order."""

        def by_value(spans: tuple[Span, ...]) -> dict[Hashable, list[Span]]:
            out: dict[Hashable, list[Span]] = {}
            for span in spans:
                out.setdefault(of(span), []).append(span)
            return out

        out: list[Span] = []
        for known in self.each(("value", what), by_value):
            found = [known[v] for v in values if v in known]
            out += found[0] if len(found) == 1 else sorted(chain(*found), key=_place)
        return out

    def find(self, span_id: str) -> int | None:
        """The number of a span in this order, from 0; None when it is not here."""
        for piece, count in zip(self._pieces, self._counts, strict=True):
            at = piece.ask("numbers", _numbers).get(span_id)
            if at is not None:
                return count - len(piece.spans) + at
        return None

    def differing(self, other: Ordered) -> tuple[int, int, int]:
        """Where this and another order are not the same.

        That is ``[start, end)`` here and ``[start, other_end)`` there; what stands before and
        after is equal, in so far as both have it in equal pieces or next to the difference.
        """
        shortest = min(len(self), len(other))
        start = min(shortest, _alike(self._pieces, other._pieces, 1))
        back = min(shortest - start, _alike(self._pieces[::-1], other._pieces[::-1], -1))
        return start, len(self) - back, len(other) - back

    def after(self, place: Place) -> Span | None:
        """The first span that stands after a place, as :attr:`Span.order` gives it."""
        # The whole order of a span costs more to ask for than its start.
        for at in range(bisect_left(self._lasts(), place[0]), len(self._pieces)):
            for span in self._pieces[at].spans:
                if span.start >= place[0] and span.order > place:
                    return span
        return None

    def before(self, place: Place) -> Span | None:
        """The last span that stands before a place, as :attr:`Span.order` gives it."""
        for at in range(bisect_right(self._firsts(), place[0]) - 1, -1, -1):
            for span in reversed(self._pieces[at].spans):
                if span.start <= place[0] and span.order < place:
                    return span
        return None

    def between(self, start: int, end: int) -> list[Span]:
        """Spans that share a character with ``[start, end)``, in reading order."""
        out: list[Span] = []
        for piece in self._pieces[: bisect_left(self._firsts(), end)]:
            if piece.ask("reach", _reach) > start:
                out += [s for s in piece.spans if s.end > start and s.start < end]
        return out

    def _firsts(self) -> list[int]:
        if "firsts" not in self._kept:
            self._kept["firsts"] = [p.spans[0].start for p in self._pieces]
        return self._kept["firsts"]  # type: ignore[no-any-return]

    def _lasts(self) -> list[int]:
        if "lasts" not in self._kept:
            self._kept["lasts"] = [p.spans[-1].start for p in self._pieces]
        return self._kept["lasts"]  # type: ignore[no-any-return]


def _place(span: Span) -> tuple[int, int, str, str]:
    return (span.start, -span.end, span.layer, span.label)


def _numbers(spans: tuple[Span, ...]) -> dict[str, int]:
    return {s.id: at for at, s in enumerate(spans)}


def _alike(ours: Sequence[Piece], theirs: Sequence[Piece], step: int) -> int:
    """How many spans are equal from the front, or with a ``step`` of -1 from the back."""
    count = 0
    for at, (our, their) in enumerate(zip(ours, theirs, strict=False)):
        if our is not their and our.spans != their.spans:
            # Pieces may have been cut elsewhere: go on span by span.
            a = chain.from_iterable([p.spans[::step] for p in ours[at:]])
            b = chain.from_iterable([p.spans[::step] for p in theirs[at:]])
            return count + sum(1 for _ in takewhile(_same, zip(a, b, strict=False)))
        count += len(our.spans)
    return count


def _same(pair: tuple[Span, Span]) -> bool:
    return pair[0] is pair[1] or pair[0] == pair[1]


def _reach(spans: tuple[Span, ...]) -> int:
    return max(s.end for s in spans)


def _cut(spans: tuple[Span, ...]) -> list[Piece]:
    if len(spans) <= 2 * PIECE:
        return [Piece(spans)]
    return [Piece(spans[at : at + PIECE]) for at in range(0, len(spans), PIECE)]
