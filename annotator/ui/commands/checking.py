"""Done: first what is open, then what looks forgotten, then the next article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.model.people import DONE
from annotator.services.overlooked import Finding, overlooked
from annotator.ui.commands.following import Following
from annotator.ui.modes import Choice
from annotator.ui.span_modes import Forgotten


class Checking(Following):
    """The command for "done". What was let be is not asked again while the article is open."""

    _let_be: frozenset[tuple[str, int, int]] = frozenset()

    def reset(self) -> None:
        """Forget what was let be, too: another article is shown."""
        self._let_be = frozenset()
        super().reset()

    def do_done(self, _: str) -> None:
        if isinstance(self.mode, Forgotten):
            # From the menu, where the key would have gone to the mode.
            self.mode.passed(self.mode.findings[:1])
            return
        hidden = [s.id for s in self.desk.hidden_open()]
        open_ids = [s.id for s in self.desk.open_spans()] + hidden
        if not open_ids:
            self._check()
            return
        layers = f", {len(hidden)} of them in hidden layers" if hidden else ""

        def go(accept: list[str], reject: list[str]) -> Callable[[], None]:
            return lambda: self.desk.when_idle(lambda: self._check(accept, reject))

        keys = "Enter accept them · X reject them · L leave them · Esc"
        self.enter(
            Choice(
                f"{len(open_ids)} open{layers}. {keys}",
                {"Return": go(open_ids, []), "X": go([], open_ids), "L": go([], [])},
            )
        )

    def _check(self, accept: Sequence[str] = (), reject: Sequence[str] = ()) -> None:
        findings = self._findings(accept)
        if not findings:
            self._finish(DONE, accept, reject)
            return
        first = findings[0]
        if first.span is not None:
            self.desk.set_current(first.span)

        def passed(let_be: Sequence[Finding]) -> None:
            self._let_be |= {f.key for f in let_be}
            self.desk.when_idle(lambda: self._check(accept, reject))

        self.enter(Forgotten(findings, passed))

    def _findings(self, accept: Sequence[str]) -> list[Finding]:
        document, session = self.desk.document, self.desk.session
        if document is None or session is None:
            return []
        open_ = {s.id for s in self.desk.view.open(self.desk.roles)}
        left_out = frozenset(open_ - set(accept))
        found = overlooked(document, self.desk.view, session.schema, left_out)
        return [f for f in found if f.key not in self._let_be]
