"""What people did with suggestions, one decision a line: lineage as training data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.formats.base import Format, LineWriter, Record, Tally, Writing, open_text
from annotator.model.document import Document
from annotator.model.span import ACCEPTED, REJECTED, Span
from annotator.model.text import sentence_range

FORMAT = Format(
    "corrections", "Corrections", (".corrections.jsonl", ".jsonl"), False, True,
    "each decision with the suggestion it was made from, what changed and who decided; spans that"
    " people added; not: suggestions left open, relations, entities, zones",
    training=True, states=(ACCEPTED, REJECTED),
)  # fmt: skip
ADDED, KEPT, REFUSED = "added", "accepted", "rejected"
RELABELLED, RESIZED, LINKED = "relabelled", "resized", "attributes"


class Writer(LineWriter):
    """A line for each decision, in reading order."""

    def add(self, record: Record) -> None:
        """Write the decisions of an article."""
        document, wrote = record.document, False
        for span in record.spans:
            if span.state not in (ACCEPTED, REJECTED):
                self._leave(span, document.article.id)
                continue
            line = _line(document, span)
            self.file.write(json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n")
            label = f"{span.layer}:{span.label} {','.join(line['changed'])}"
            self.tally.span(label, span.text, span.start, span.end)
            self.tally.add("attribute", len(span.attributes))
            self.tally.add("note", 1 if span.note else 0)
            wrote = True
        if wrote:
            self.tally.add("article")
        else:
            self.losses.add("articles without decisions", document.article.id, kind="article")
        lost = record.counts()["entity"]
        self.losses.add("entities", document.article.id, lost, "entity")
        links = len(record.relations)
        self.losses.add("relations", document.article.id, links, "relation")

    def _leave(self, span: Span, article: str) -> None:
        why = "suggestions that nobody has decided on"
        self.losses.add(why, f"{article}: “{span.text[:40]}”", kind="span")
        self.losses.add(f"attributes of {why}", count=len(span.attributes), kind="attribute")
        self.losses.add(f"notes of {why}", count=1 if span.note else 0, kind="note")


def _line(document: Document, span: Span) -> dict[str, Any]:
    article = document.article
    made_from = document.spans.get(span.made_from or "")
    start, end = sentence_range(article.text, span.start)
    end = max(end, span.end)
    return {
        "article": article.id,
        "source": article.source,
        "published": article.published,
        "annotator": span.annotator,
        "at": span.modified or span.created,
        "changed": changed(span, made_from),
        "suggestion": _fields(made_from) if made_from else None,
        "decision": _fields(span),
        "context": {"start": start, "end": end, "text": article.text[start:end]},
    }


def changed(span: Span, made_from: Span | None) -> list[str]:
    """What a decision did: ``rejected``, ``added``, or what is other than suggested, if anything
    is (``relabelled``, ``resized``, ``attributes``), else ``accepted``."""
    if span.state == REJECTED:
        return [REFUSED]
    if made_from is None:
        return [ADDED]
    found = []
    if (span.layer, span.label) != (made_from.layer, made_from.label):
        found.append(RELABELLED)
    if (span.start, span.end) != (made_from.start, made_from.end):
        found.append(RESIZED)
    if dict(span.attributes) != dict(made_from.attributes):
        found.append(LINKED)
    return found or [KEPT]


def _fields(span: Span) -> dict[str, Any]:
    return {
        "id": span.id, "layer": span.layer, "label": span.label, "start": span.start,
        "end": span.end, "text": span.text, "state": span.state, "annotator": span.annotator,
        "score": span.score, "reason": span.reason, "attributes": dict(span.attributes),
        "note": span.note,
    }  # fmt: skip


def prove(path: Path, writing: Writing) -> Tally:
    """Count the lines; each context must hold what its decision says."""
    tally = Tally()
    seen: dict[str, None] = {}
    for line in _lines(path):
        made, context = line["decision"], line["context"]
        low = made["start"] - context["start"]
        text = context["text"][low : low + made["end"] - made["start"]]
        label = f"{made['layer']}:{made['label']} {','.join(line['changed'])}"
        tally.span(label, text, made["start"], made["end"])
        tally.add("attribute", len(made["attributes"]))
        tally.add("note", 1 if made["note"] else 0)
        seen[line["article"]] = None
    tally.add("article", len(seen))
    return tally


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with open_text(path) as file:
        for line in file:
            yield json.loads(line)
