"""Entities of a spaCy document in the words of the label schema."""

from __future__ import annotations

from spacy.tokens import Doc

from annotator.model.span import ENTITY
from annotator.model.suggestion import SuggestedEntity, SuggestedSpan
from annotator.nlp.names import MENTIONS
from annotator.nlp.naming import Name
from annotator.nlp.words import words

LABELS = words("PERSON ORG GPE LOC FAC NORP EVENT PRODUCT LAW DATE MONEY QUANTITY OTHER")
_MAPPED = {
    "TIME": "DATE", "PERCENT": "QUANTITY", "CARDINAL": "QUANTITY", "ORDINAL": "QUANTITY",
    "PER": "PERSON", "MISC": "OTHER", "WORK_OF_ART": "OTHER", "LANGUAGE": "OTHER",
}  # fmt: skip


def schema_label(label: str) -> str:
    """The schema's label for a model's label; OTHER for one it does not know."""
    upper = label.upper()
    if upper in LABELS:
        return upper
    return _MAPPED.get(upper, "OTHER")


def entity_spans(doc: Doc) -> list[SuggestedSpan]:
    """Layer ``entity``: ranges in code points of ``doc.text``, in order, of ``annotator_names``.

    ``reason`` begins with ``ner:`` and the model's own label, so that nothing of it is lost, or
    with ``found``. ``entity`` is the number in ``doc._.annotator_names``.
    """
    return [
        SuggestedSpan(ENTITY, schema_label(m.label), m.start, m.end, m.score, m.reason,
                      entity=m.name)
        for m in doc._.get(MENTIONS)
    ]  # fmt: skip


def suggested_entity(name: Name) -> SuggestedEntity | None:
    """The canonical entity of a name; None for a lone surname, which tells nobody from others."""
    label = schema_label(name.label)
    if label == "PERSON" and len(name.name.split()) == 1 and not name.aliases:
        return None
    return SuggestedEntity(name.name, label, name.aliases)
