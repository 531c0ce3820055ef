"""Entities of a spaCy document in the words of the label schema."""

from __future__ import annotations

from spacy.tokens import Doc

from annotator.model.span import ENTITY
from annotator.model.suggestion import SuggestedSpan
from annotator.nlp.words import words

LABELS = words("PERSON ORG GPE LOC FAC NORP EVENT PRODUCT LAW DATE MONEY QUANTITY OTHER")
_MAPPED = {
    "TIME": "DATE", "PERCENT": "QUANTITY", "CARDINAL": "QUANTITY", "ORDINAL": "QUANTITY",
    "PER": "PERSON", "MISC": "OTHER", "WORK_OF_ART": "OTHER", "LANGUAGE": "OTHER",
}  # fmt: skip
_EDGE = "\"“”„«»‹›‘’'`"
_POSSESSIVE = ("'s", "’s", "'S", "’S")


def schema_label(label: str) -> str:
    """The schema's label for a model's label; OTHER for one it does not know."""
    upper = label.upper()
    if upper in LABELS:
        return upper
    return _MAPPED.get(upper, "OTHER")


def entity_spans(doc: Doc) -> list[SuggestedSpan]:
    """Layer ``entity``: ranges in code points of ``doc.text``, trimmed, none over a newline.

    ``reason`` is ``ner:`` and the model's own label, so that nothing of it is lost.
    """
    out = []
    text = doc.text
    for entity in doc.ents:
        trimmed = _trim(text, entity.start_char, entity.end_char)
        if trimmed is not None:
            start, end = trimmed
            reason = f"ner:{entity.label_}"
            out.append(SuggestedSpan(ENTITY, schema_label(entity.label_), start, end, None, reason))
    return out


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without edge white space, marks, a possessive, or what follows a newline; None if empty."""
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    newline = text.find("\n", start, end)
    end = newline if newline >= 0 else end
    while end > start:
        if text[end - 1].isspace() or text[end - 1] in _EDGE:
            end -= 1
        elif text[start:end].endswith(_POSSESSIVE):
            end -= 2
        else:
            break
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None
