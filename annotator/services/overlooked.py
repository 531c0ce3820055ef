"""What looks forgotten in an article that someone is about to call done.

Pure functions: they read a document, change nothing, and may be wrong; the person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.model.document import Document, View
from annotator.model.schema import LabelSchema
from annotator.model.span import CLAIM, ENTITY, QUOTE, SUGGESTED, Span
from annotator.nlp.marks import DOUBLE, DOUBLE_CLOSE, find_marked

FEWEST_SUGGESTIONS = 10
LEAST_KEPT = 0.4


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``span`` is its span's id, None where it is about a place only.

    ``[start, end)`` is the place in code points. ``words`` say what it is, in one line.
    """

    kind: str
    span: str | None
    start: int
    end: int
    words: str

    @property
    def key(self) -> tuple[str, int, int]:
        """Names the finding as long as nothing about it changes."""
        return (self.kind, self.start, self.end)


def overlooked(
    document: Document, view: View, schema: LabelSchema, left_out: frozenset[str] = frozenset()
) -> list[Finding]:
    """Findings in reading order, the one about the whole article last.

    ``view`` is what the annotator sees. Nothing is asked about the spans named in ``left_out``:
    suggestions that nobody has decided on.
    """
    shown = view.main(schema.roles)
    spans = [s for s in shown if s.id not in left_out]
    found = [
        *_quotes(document.article.text, view, spans, schema),
        *_marks(document.article.text),
        *_claims(spans, schema),
        *_labels(spans),
    ]
    found.sort(key=lambda f: (f.start, f.end, f.kind))
    return [*found, *_fall(document, len(shown), schema)]


def _quotes(text: str, view: View, spans: Sequence[Span], schema: LabelSchema) -> Iterator[Finding]:
    layer = schema.layer(QUOTE)
    asks = bool(layer and any(a.id == "attribution" for a in layer.attributes))
    for span in spans:
        if span.layer != QUOTE:
            continue
        reason = span.attributes.get("attribution") if asks else None
        if view.tail(span.id, "SPEAKER") is None and reason in (None, "named", "role"):
            yield _on("speaker", span, "a quote without a speaker or a reason for none")
        if _is_unbalanced(text, span):
            yield _on("balance", span, "a quote that holds one mark of a pair")


def _is_unbalanced(text: str, span: Span) -> bool:
    """Whether a mark in the span, or right beside it, has no partner in the same stretch.

    The marks beside are looked at too: the last of ``eyeing “closer cooperation,” it said``
    stands behind the comma that a span leaves out.
    """
    start, end = span.start, span.end
    if start and text[start - 1] in DOUBLE:
        start -= 1
    after = text[end : end + 2]
    behind = after.lstrip(",.")
    if behind[:1] and behind[0] in DOUBLE:
        end += len(after) - len(behind) + 1
    stretch = text[start:end]
    marked = find_marked(stretch)
    first, last = span.start - start, span.end - start
    for one in marked:
        outside_left, outside_right = one.start < first, one.end > last
        if outside_left and not outside_right:
            return True
        # A pair around the whole span stands outside or inside, not half.
        if outside_right and not outside_left and one.start == first:
            return True
    # In a quotation over paragraphs each paragraph opens anew and only the last one closes.
    lost = "\n" not in stretch and any(not m.closed and not m.single for m in marked)
    covered = {i for m in marked for i in range(m.start, m.end)}
    return lost or any(c in DOUBLE_CLOSE and i not in covered for i, c in enumerate(stretch))


def _marks(text: str) -> Iterator[Finding]:
    for marked in find_marked(text):
        if not marked.closed and text[marked.start] in DOUBLE:
            end = min(marked.end, marked.start + 60)
            yield Finding(
                "marks", None, marked.start, end, "a quotation mark that opens and never closes"
            )


def _claims(spans: Sequence[Span], schema: LabelSchema) -> Iterator[Finding]:
    layer = schema.layer(CLAIM)
    if layer is None or not any(a.id == "type" for a in layer.attributes):
        return
    for span in spans:
        if span.layer == CLAIM and not span.attributes.get("type"):
            yield _on("type", span, "a claim without a type")


def _labels(spans: Sequence[Span]) -> Iterator[Finding]:
    """The rarer label of a text that has two in the article; of equals the later one."""
    by_text: dict[str, dict[str, list[Span]]] = {}
    for span in spans:
        if span.layer == ENTITY:
            by_text.setdefault(span.text, {}).setdefault(span.label, []).append(span)
    for labels in by_text.values():
        if len(labels) < 2:
            continue
        rare = min(labels, key=lambda x: (len(labels[x]), -labels[x][0].start))
        others = ", ".join(sorted(x for x in labels if x != rare))
        yield _on("labels", labels[rare][0], f"the same words labelled {rare} here, {others} there")


def _fall(document: Document, kept: int, schema: LabelSchema) -> Iterator[Finding]:
    """Far fewer spans than were suggested: perhaps a slip of "reject all"."""
    suggested = {
        s.key
        for s in document.spans.values()
        if s.state == SUGGESTED and s.label not in schema.roles
    }
    if len(suggested) >= FEWEST_SUGGESTIONS and kept < LEAST_KEPT * len(suggested):
        words = f"only {kept} spans, where {len(suggested)} were suggested"
        yield Finding("fall", None, 0, 0, words)


def _on(kind: str, span: Span, words: str) -> Finding:
    short = " ".join(span.text.split())
    short = short if len(short) <= 36 else short[:35].rstrip() + "…"
    return Finding(kind, span.id, span.start, span.end, f"{words}: “{short}”")
