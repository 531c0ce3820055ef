"""Whose words a quote is: from its speaker to the canonical entity."""

from __future__ import annotations

from annotator.model.document import Document, View
from annotator.model.people import Entity
from annotator.model.span import ENTITY, Span

_POSSESSIVE = ("’s", "'s", "’ ", "' ")


def speaker_of(document: Document, view: View, quote: Span) -> Entity | None:
    """The entity that said a quote or claim: what its speaker links to, else a mention in that.

    Of the mentions inside the speaker's words that counts which has the same range, else the first
    person, unless somebody of theirs speaks ("Brandt’s lawyer").
    """
    speaker = view.tail(quote.id, "SPEAKER") or view.tail(quote.id, "CLAIMED_BY")
    if speaker is None:
        return None
    linked = document.entity_of(speaker)
    if linked is not None:
        return linked
    text = document.article.text
    inside = [
        s
        for s in view.spans.between(speaker.start, speaker.end)
        if s.layer == ENTITY and s.entity and speaker.start <= s.start and s.end <= speaker.end
    ]
    same = next((s for s in inside if (s.start, s.end) == (speaker.start, speaker.end)), None)
    first = next(
        (
            s
            for s in inside
            if s.label == "PERSON" and not text[s.end : speaker.end].startswith(_POSSESSIVE)
        ),
        None,
    )
    return document.entity_of(same or first)
