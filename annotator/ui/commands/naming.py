"""Names of mentions, other places with the same words, everything somebody said."""

from __future__ import annotations

from PySide6.QtCore import Signal

from annotator.model.span import ENTITY, Span
from annotator.ui.commands.quoting import Quoting


class Naming(Quoting):
    """Commands about which canonical name a mention stands for."""

    alikeWanted = Signal(object)
    saidWanted = Signal(str)

    def do_find_alike(self, _: str) -> None:
        self.alikeWanted.emit(self.span)

    def do_said(self, _: str) -> None:
        mention = self._mention()
        entity = self.desk.document.entity_of(mention) if self.desk.document else None
        if mention is None:
            self.say("No speaker here yet. S chooses one")
        elif entity is None:
            self.say(f"“{_short(mention)}” has no name yet. L links it to one")
        else:
            self.saidWanted.emit(entity.id)

    def _mention(self) -> Span | None:
        """What can be linked at the current span: itself, or the speaker of a quote or claim."""
        span = self.span
        if span.layer == ENTITY:
            return span
        view = self.desk.view
        return view.tail(span.id, "SPEAKER") or view.tail(span.id, "CLAIMED_BY")


def _short(span: Span, limit: int = 32) -> str:
    text = " ".join(span.text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
