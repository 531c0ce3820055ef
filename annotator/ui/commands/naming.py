"""Names of mentions, other places with the same words, everything somebody said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from annotator.model.edit import Edit
from annotator.model.naming import Known, candidates, is_likely, letters, names_in
from annotator.model.people import Entity
from annotator.model.span import ENTITY, Span
from annotator.services import naming
from annotator.services.projects import Project
from annotator.ui.actions import KEYS, key_of
from annotator.ui.commands.quoting import Quoting
from annotator.ui.names.mode import PickName
from annotator.ui.tr import tr

Linking = Callable[[Project, str, int, list[str]], Edit | None]


class Naming(Quoting):
    """Commands about which canonical name a mention stands for."""

    alikeWanted = Signal(object)
    saidWanted = Signal(str)
    namesWanted = Signal()
    lettersWanted = Signal(dict, str)
    nameWanted = Signal(object)
    # What the status bar offers to look for elsewhere; it goes before the current span.
    offered: Span | None = None

    def do_find_alike(self, _: str) -> None:
        self.alikeWanted.emit(self.offered or self.span)

    def do_names(self, _: str) -> None:
        self.namesWanted.emit()

    def do_said(self, _: str) -> None:
        mention, entity = self._mention(), self.desk.named()
        if mention is None:
            self.say(tr("No speaker here yet. {speaker} chooses one").format_map(KEYS))
        elif entity is None:
            self.say(
                tr("“{words}” has no name yet. {link} links it to one").format(
                    words=_short(mention), link=key_of("link")
                )
            )
        else:
            self.saidWanted.emit(entity.id)

    def _mention(self) -> Span | None:
        """What can be linked at the current span: itself, or the speaker of a quote or claim."""
        span = self.span
        if span.layer == ENTITY:
            return span
        view = self.desk.view
        return view.tail(span.id, "SPEAKER") or view.tail(span.id, "CLAIMED_BY")

    # -- linking -------------------------------------------------------------------------------

    def do_link(self, _: str) -> None:
        mention, document = self._mention(), self.desk.document
        if mention is None or document is None:
            self.say(tr("No speaker here yet. {speaker} chooses one").format_map(KEYS))
            return
        root = document.root_of(mention)
        names = candidates(names_in(document, self.desk.view), mention, root)
        first = names[0] if names else None
        guess = first if first and (first.id == root or is_likely(first, mention)) else None
        self.enter(
            PickName(
                mention, names, letters(names), guess,
                link=lambda known, alike: self._link(mention, known, alike),
                new=lambda alike: self.link_to(mention, " ".join(mention.text.split()), alike),
                typing=lambda: self.nameWanted.emit(mention),
                shown=self.lettersWanted.emit,
            )
        )  # fmt: skip

    def _link(self, mention: Span, known: Known | None, alike: bool) -> None:
        entity = known.entity.id if known and known.entity else None
        self._change_links(
            mention, alike, lambda p, who, pk, ids: naming.link(p, who, pk, ids, entity)
        )

    def link_to(self, mention: Span, name: Entity | str, alike: bool = False) -> None:
        """Link a mention to an entity, or to a new one of this name."""
        if isinstance(name, Entity):
            entity = name.id
            self._change_links(
                mention, alike, lambda p, who, pk, ids: naming.link(p, who, pk, ids, entity)
            )
        else:
            self._change_links(
                mention, alike, lambda p, who, pk, ids: naming.link_new(p, who, pk, ids, name)
            )

    def _change_links(self, mention: Span, alike: bool, service: Linking) -> None:
        def run() -> None:
            # The mention may have become one's own since the letters were shown.
            now = self.desk.standing(mention)
            if now is None:
                self.say(tr("This mention is gone"))
                return
            same = [
                s.id
                for s in self.desk.view.spans
                if (s.layer, s.text) == (now.layer, now.text) and s.id != now.id
            ]
            ids = [now.id, *(same if alike else [])]
            self.change(service, ids, then=self._linked)

        self.desk.when_idle(run)

    def _linked(self, edit: Edit | None) -> None:
        if edit is not None:
            self.say(edit.summary)


def _short(span: Span, limit: int = 32) -> str:
    text = " ".join(span.text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
