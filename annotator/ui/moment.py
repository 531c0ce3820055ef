"""What is said of the current span: to the ear, and as keys of the moment."""

from __future__ import annotations

from annotator.model.span import CLAIM, ENTITY, QUOTE, SUGGESTED, Span


def spoken(span: Span, progress: tuple[int, int] | None) -> str:
    """Words for a screen reader: "Peiwu, person, suggested, 0.71, 49 of 80"."""
    score = f", {span.score:.2f}" if span.score is not None else ""
    tail = f", {progress[0]} of {progress[1]}" if progress else ""
    return f"{span.text}, {span.label.lower()}, {span.state}{score}{tail}"


def keys_for(span: Span | None) -> list[tuple[str, str]]:
    """Action and words for each key that helps now; "" takes the action's own words."""
    if span is None:
        return [
            ("next_open", ""),
            ("add", ""),
            ("quote", "quote"),
            ("claim", "claim"),
            ("help", ""),
        ]
    first = [("accept", ""), ("reject", "")] if span.state == SUGGESTED else [("accept", "next")]
    digits = {ENTITY: "label", QUOTE: "kind", CLAIM: "type"}
    middle = [("digit", digits.get(span.layer, "label"))]
    if span.layer != ENTITY:
        middle.append(("speaker", "speaker" if span.layer == QUOTE else "source"))
    if span.layer == QUOTE:
        middle.append(("cue", "cue"))
    return [*first, *middle, ("next_open", ""), ("help", "")]
