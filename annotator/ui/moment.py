"""What is said of the current span: to the ear, and as keys of the moment."""

from __future__ import annotations

from annotator.model.span import CLAIM, ENTITY, QUOTE, SUGGESTED, Span
from annotator.ui.schema_words import state_words
from annotator.ui.tr import decimal, tr


def spoken(span: Span, progress: tuple[int, int] | None) -> str:
    """Words for a screen reader: "Peiwu, person, suggested, 0.71, 49 of 80"."""
    parts = [span.text, span.label.lower(), state_words(span.state)]
    if span.score is not None:
        parts.append(decimal(span.score, 2))
    if progress:
        parts.append(tr("{at} of {every}").format(at=progress[0], every=progress[1]))
    return ", ".join(parts)


def keys_for(span: Span | None) -> list[tuple[str, str]]:
    """Action and words for each key that helps now; "" takes the action's own words."""
    if span is None:
        return [
            ("next_open", ""),
            ("add", ""),
            ("quote", tr("quote")),
            ("claim", tr("claim")),
            ("help", ""),
        ]
    first = (
        [("accept", ""), ("reject", "")] if span.state == SUGGESTED else [("accept", tr("next"))]
    )
    digits = {ENTITY: tr("label"), QUOTE: tr("kind"), CLAIM: tr("type")}
    middle = [("digit", digits.get(span.layer, tr("label")))]
    if span.layer != ENTITY:
        middle.append(("speaker", tr("speaker") if span.layer == QUOTE else tr("source")))
    if span.layer == QUOTE:
        middle.append(("cue", tr("cue")))
    return [*first, *middle, ("next_open", ""), ("help", "")]
