"""Quotes with their speakers, and claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.model import hints
from annotator.model.article import Article
from annotator.model.edit import Edit
from annotator.model.span import CLAIM, ENTITY, QUOTE, Span
from annotator.model.text import inside_marks, sentence_range
from annotator.services import adding, linking
from annotator.ui.actions import KEYS
from annotator.ui.commands.correcting import Correcting
from annotator.ui.modes import FindWord, PickHint, Range
from annotator.ui.tr import marked, tr

_NO_ROLE_OF_ENTITY = {
    "SPEAKER": marked("No speaker for an entity"), "CUE": marked("No cue for an entity"),
    "ADDRESSEE": marked("No addressee for an entity"),
    "CLAIMED_BY": marked("No claimed_by for an entity"),
}  # fmt: skip
_NO_ROLE_OF_CLAIM = {
    "SPEAKER": marked("No speaker for a claim"), "CUE": marked("No cue for a claim"),
    "ADDRESSEE": marked("No addressee for a claim"),
    "CLAIMED_BY": marked("No claimed_by for a claim"),
}  # fmt: skip


class Quoting(Correcting):
    """Commands that mark quotes and claims and say whose they are."""

    # -- quotes and claims ---------------------------------------------------------------------

    def do_quote(self, _: str) -> None:
        here = self.desk.span
        chosen = self.chosen_range()
        if chosen is None and here is not None and here.layer == QUOTE:
            # It is marked already; what is left to say is whose it is.
            self._choose_role("SPEAKER")
            return
        at = here.start if here else None
        if chosen is None and at is not None:
            chosen = inside_marks(self.text, at) or sentence_range(self.text, at)
        if chosen is None:
            self.say(tr("Select some words, or {pick_quote} and pick by letter").format_map(KEYS))
            return
        self._new_quote(chosen)

    def do_pick_quote(self, _: str) -> None:
        found = hints.marked_ranges(self._article, *self.reader.visible_range())
        self._pick(tr("Quote: letter of the sentence or the marks · Esc"), found, self._new_quote)

    def _new_quote(self, chosen: Range) -> None:
        marked = self._quote_on(chosen)
        if marked is not None:
            self.drop_selection()
            self.focus(marked)
            self._choose_role("SPEAKER")
            return
        kind = hints.quote_kind(self.text, *chosen)
        self.drop_selection()

        def then(edit: Edit | None) -> None:
            self.focus_new(edit)
            if edit is not None:
                self._choose_role("SPEAKER")

        self.change(adding.add_span, QUOTE, kind, *chosen, then=then)

    def _quote_on(self, chosen: Range) -> Span | None:
        """The quote that stands on this range already, decided or suggested."""
        return next(
            (s for s in self.desk.walk() if s.layer == QUOTE and (s.start, s.end) == chosen), None
        )

    def do_claim(self, _: str) -> None:
        chosen = self.chosen_range()
        if chosen is None and self.desk.span is not None:
            chosen = sentence_range(self.text, self.desk.span.start)
        if chosen is None:
            self.say(tr("Select a sentence, or {pick_claim} and pick by letter").format_map(KEYS))
            return
        self._new_claim(chosen)

    def do_pick_claim(self, _: str) -> None:
        found = hints.sentence_ranges(self._article, *self.reader.visible_range())
        self._pick(tr("Claim: letter of the sentence · Esc"), found, self._new_claim)

    def _new_claim(self, chosen: Range) -> None:
        self.drop_selection()

        def then(edit: Edit | None) -> None:
            self.focus_new(edit)
            if edit is not None:
                self.say(
                    tr(
                        "Claim added. A digit says its type, {worth} then 0–3 how much it is worth"
                    ).format_map(KEYS)
                )

        self.change(adding.add_span, CLAIM, "CLAIM", *chosen, then=then)

    def _pick(self, prompt: str, found: Sequence[Range], use: Callable[[Range], None]) -> None:
        if not found:
            self.say(tr("Nothing to pick in what can be seen"))
            return

        def picked(chosen: Range | None) -> None:
            if chosen is not None:
                self.desk.when_idle(lambda: use(chosen))

        self.enter(PickHint(prompt, hints.assign_letters(self.text, found), picked))

    # -- who says it ---------------------------------------------------------------------------

    def do_speaker(self, _: str) -> None:
        self._choose_role("CLAIMED_BY" if self.span.layer == CLAIM else "SPEAKER")

    def do_cue(self, _: str) -> None:
        self._choose_role("CUE")

    def do_addressee(self, _: str) -> None:
        self._choose_role("ADDRESSEE")

    def _choose_role(self, relation: str) -> None:
        head = self.desk.span
        if (
            head is None
            or head.layer == ENTITY
            or (head.layer == CLAIM) != (relation == "CLAIMED_BY")
        ):
            of_entity = head is not None and head.layer == ENTITY
            self.say(tr((_NO_ROLE_OF_ENTITY if of_entity else _NO_ROLE_OF_CLAIM)[relation]))
            return
        ranges = self._candidates(relation, head)
        linked = self.desk.view.tail(head.id, relation)
        guess = (linked.start, linked.end) if linked else (ranges[0] if ranges else None)
        words = {"SPEAKER": tr("Speaker"), "CLAIMED_BY": tr("Source"), "CUE": tr("Cue")}
        name = words.get(relation, tr("Addressee"))
        said = self.text[slice(*guess)] if guess else ""
        asked = tr("{role}: a letter · 0 none · Tab type · Esc")
        if guess:
            asked = tr("{role}: a letter · Enter “{guess}” · 0 none · Tab type · Esc")
        self.enter(
            PickHint(
                asked.format(role=name, guess=said),
                hints.assign_letters(self.text, ranges),
                lambda chosen: self._set_role(head, relation, chosen),
                guess,
                none_allowed=True,
                typing=lambda: self._type_role(head, relation),
            )
        )

    def _candidates(self, relation: str, head: Span) -> list[Range]:
        article, view = self._article, self.desk.view
        if relation == "CUE":
            return hints.cues(article, view, head)
        return hints.speakers(article, view, head)

    def _type_role(self, head: Span, relation: str) -> None:
        mode = FindWord(
            self.text, head.start, used=lambda chosen: self._set_role(head, relation, chosen)
        )
        self.enter(mode)

    def _set_role(self, head: Span, relation: str, chosen: Range | None) -> None:
        def run() -> None:
            # The quote may have become one's own since the letters were shown.
            current = self.desk.span or head
            self.change(linking.set_role, current.id, relation, chosen)

        self.desk.when_idle(run)

    @property
    def _article(self) -> Article:
        assert self.desk.document is not None
        return self.desk.document.article
