"""What concerns the near copies of the article."""

from __future__ import annotations

from PySide6.QtCore import Signal

from annotator.model.edit import Edit
from annotator.services import offering
from annotator.ui.actions import key_of
from annotator.ui.commands.checking import Checking
from annotator.ui.tr import tr


class Copies(Checking):
    """Commands that go beyond the article to its twins."""

    twinsWanted = Signal()

    def do_offer_twins(self, _: str) -> None:
        def done(edit: Edit | None) -> None:
            if edit is None:
                self.say(tr("Its twins have all of this already"))
            else:
                self.say(
                    tr("{summary}. {undo} takes it back").format(
                        summary=edit.summary, undo=key_of("undo")
                    )
                )

        self.change(offering.offer, then=done)

    def do_twins(self, _: str) -> None:
        self.twinsWanted.emit()
