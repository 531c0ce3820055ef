"""Done: what looks forgotten is listed once, what is open is asked about, then the next article."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal

from annotator.model.people import DONE
from annotator.services.overlooked import Finding, overlooked
from annotator.ui.commands.following import Following
from annotator.ui.modes import Choice
from annotator.ui.tr import tr

Key = tuple[str, int, int]


class Checking(Following):
    """The command for "done".

    What has been listed is not held up for again: the next "done" goes past it. What was let be
    is not listed any more while the article is open.
    """

    checkWanted = Signal(list)
    _listed: frozenset[Key] = frozenset()
    _let_be: frozenset[Key] = frozenset()

    def reset(self) -> None:
        """Forget what was listed and let be, too: another article is shown."""
        self._listed = self._let_be = frozenset()
        super().reset()

    def do_done(self, _: str) -> None:
        findings = self.findings()
        if all(f.key in self._listed for f in findings):
            self._ask_open()
            return
        self._listed |= {f.key for f in findings}
        self.checkWanted.emit(findings)

    def findings(self) -> list[Finding]:
        """What looks forgotten among what is decided, without what was let be."""
        document, session = self.desk.document, self.desk.session
        if document is None or session is None:
            return []
        # A suggestion that nobody decided on is asked about as such, all of them at once.
        open_ = frozenset(s.id for s in self.desk.view.open(self.desk.roles))
        found = overlooked(document, self.desk.view, session.schema, open_)
        return [f for f in found if f.key not in self._let_be]

    def let_be(self, findings: Iterable[Finding]) -> None:
        """Say of findings that they are right as they are."""
        self._let_be |= {f.key for f in findings}

    def _ask_open(self) -> None:
        hidden = [s.id for s in self.desk.hidden_open()]
        open_ids = [s.id for s in self.desk.open_spans()] + hidden
        if not open_ids:
            self._finish(DONE)
            return

        def go(accept: list[str], reject: list[str]) -> Callable[[], None]:
            return lambda: self.desk.when_idle(lambda: self._finish(DONE, accept, reject))

        asked = tr("{open} open. Enter accept them · X reject them · L leave them · Esc")
        if hidden:
            asked = tr(
                "{open} open, {hidden} of them in hidden layers. Enter accept them · X reject them"
                " · L leave them · Esc"
            )
        self.enter(
            Choice(
                asked.format(open=len(open_ids), hidden=len(hidden)),
                {"Return": go(open_ids, []), "X": go([], open_ids), "L": go([], [])},
            )
        )
