"""Prodigy's JSON lines: spans with tokens, relations, answers. Reading: ``prodigy_read``."""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.formats.base import (
    Format,
    LineWriter,
    Reading,
    Record,
    Tally,
    Writing,
    tally_document,
    tally_of,
)
from annotator.formats.heading import entity, heading
from annotator.formats.holding import Holds, hold
from annotator.formats.jsonfile import dump, objects, peek
from annotator.formats.prodigy_read import read
from annotator.model.people import DONE
from annotator.model.span import ACCEPTED, REJECTED, SUGGESTED, Relation, Span
from annotator.model.text import tokens

__all__ = ["FORMAT", "Writer", "prove", "read", "sniff"]

FORMAT = Format(
    "prodigy", "Prodigy JSON lines", (".jsonl", ".json"), True, True,
    "spans with tokens, overlapping or not, relations, attributes, notes, annotators; rejected"
    " spans with answer reject, suggestions with answer ignore; not: spans off token borders",
    training=True, states=(ACCEPTED, REJECTED),
)  # fmt: skip
_ANSWERS = {ACCEPTED: "accept", REJECTED: "reject", SUGGESTED: "ignore"}
_HOLDS = Holds()
_OWN = {"_input_hash", "_task_hash", "_view_id", "_session_id"}


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is Prodigy's: its hashes, or a text with an answer, or spans of tokens."""
    first = peek(head)
    if _OWN & set(first):
        return f"its records have {', '.join(sorted(_OWN & set(first)))}"
    if first.get("answer") in ("accept", "reject", "ignore") and "text" in first:
        return "its records have a text and an answer"
    if "text" in first and any("token_start" in x for x in objects(first.get("spans"))):
        return "its spans have token_start"
    if {"text", "tokens", "spans"} <= set(first) and "id" not in first:
        return "its records have text, tokens and spans"
    return None


@dataclass(frozen=True, slots=True)
class _Line:
    """What goes together: spans of one annotator with one answer."""

    who: str
    answer: str
    spans: tuple[Span, ...]
    links: tuple[Relation, ...]


class Writer(LineWriter):
    """A line for each annotator of an article; each rejected span a line of its own."""

    def add(self, record: Record) -> None:
        """Write an article as one line or more."""
        text = record.document.article.text
        words = tokens(text)
        borders = {x for word in words for x in word}
        held = hold(
            record, _HOLDS, self.losses,
            lambda s: "" if {s.start, s.end} <= borders else "spans that do not meet token borders",
        )  # fmt: skip
        lines = list(_lines(held))
        links = tuple(link for line in lines for link in line.links)
        lost = len(held.relations) - len(links)
        why = "relations between spans of two annotators, or of a rejected one"
        self.losses.add(why, record.document.article.id, lost, "relation")
        shared = {
            "tokens": [
                {"text": text[a:b], "start": a, "end": b, "id": i, "ws": text[b : b + 1] == " "}
                for i, (a, b) in enumerate(words)
            ],
            "meta": heading(record.document.article),
            "_input_hash": _hash(text),
        }
        for line in lines:
            self.file.write(dump(_record(held, line, text, words, shared)))
        tally_document(self.tally, text, {s.id: s for s in held.spans}, links)


def _lines(record: Record) -> Iterator[_Line]:
    if not record.spans:
        done = sorted(n for n, r in record.document.reviews.items() if r.status == DONE)
        yield from (_Line(n, "accept", (), ()) for n in done)
        if not done:
            yield _Line("", "", (), ())
    for who in sorted({s.annotator for s in record.spans}):
        own = [s for s in record.spans if s.annotator == who]
        for state in (ACCEPTED, SUGGESTED):
            spans = tuple(s for s in own if s.state == state)
            ids = {s.id for s in spans}
            links = tuple(
                r for r in record.relations
                if r.annotator == who and r.head in ids and r.tail in ids
            )  # fmt: skip
            if spans:
                yield _Line(who, _ANSWERS[state], spans, links)
        yield from (_Line(who, "reject", (s,), ()) for s in own if s.state == REJECTED)


def _record(
    record: Record, line: _Line, text: str, words: list[tuple[int, int]], shared: dict[str, Any]
) -> dict[str, Any]:
    places = {s.id: _place(s, words) for s in line.spans}
    spans = [_span(s, places[s.id]) for s in line.spans]
    links = [_link(r, places) for r in line.links]
    out: dict[str, Any] = {"text": text} | shared | {"spans": spans}
    out["_task_hash"] = _hash(f"{text}\0{line.who}\0{line.answer}\0{spans}\0{links}")
    if links:
        out["relations"] = links
    out["_view_id"] = "relations" if links else "spans_manual"
    named = sorted({s.entity for s in line.spans if s.entity})
    known = record.document.entities
    if named:
        out["entities"] = [entity(known[i]) if i in known else {"id": i, "name": i} for i in named]
    if line.answer:
        out |= {"answer": line.answer, "_annotator_id": line.who}
    return out


def _place(span: Span, words: list[tuple[int, int]]) -> dict[str, Any]:
    first = bisect_left(words, (span.start,))
    last = bisect_right(words, (span.end,)) - 1
    return {
        "start": span.start, "end": span.end, "token_start": first, "token_end": last,
        "label": span.label,
    }  # fmt: skip


def _span(span: Span, place: dict[str, Any]) -> dict[str, Any]:
    out = place | {"id": span.id, "layer": span.layer, "text": span.text}
    more = {
        "score": span.score, "attributes": dict(span.attributes) or None, "note": span.note,
        "entity": span.entity, "source": span.annotator if span.state == SUGGESTED else None,
    }  # fmt: skip
    return out | {k: v for k, v in more.items() if v is not None}


def _link(relation: Relation, places: dict[str, dict[str, Any]]) -> dict[str, Any]:
    head, child = places[relation.head], places[relation.tail]
    return {
        "head": head["token_end"], "child": child["token_end"], "label": relation.label,
        "head_span": head, "child_span": child, "head_id": relation.head, "child_id": relation.tail,
    }  # fmt: skip


def _hash(words: str) -> int:
    """Of 32 bits with a sign, as Prodigy's are; only being the same or not counts."""
    found = zlib.crc32(words.encode("utf-8", "surrogatepass"))
    return found - 2**32 if found >= 2**31 else found


def prove(path: Path, writing: Writing) -> Tally:
    """What the reader makes of the file."""
    return tally_of(read(path, Reading("", writing.schema)))
