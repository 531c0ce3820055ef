"""The tour: a line under the text says the next key to try, and goes on when it was used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.ui import settings
from annotator.ui.actions import key_of
from annotator.ui.tr import marked, tr

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


@dataclass(frozen=True, slots=True)
class Step:
    """``{id}`` in the words becomes the key of an action; any of ``actions`` ends the step."""

    words: str
    actions: tuple[str, ...]


STEPS = (
    Step(
        marked(
            "The blue ring is on a suggestion; a broken line means it is open. {accept} accepts"
            " it and goes to the next."
        ),
        ("accept",),
    ),
    Step(marked("Not what it says? {reject} rejects it and goes on."), ("reject",)),
    Step(
        marked(
            "Right words, wrong label? A digit of the row above gives it another, or {relabel} and"
            " the first letters of one."
        ),
        ("digit", "relabel"),
    ),
    Step(
        marked(
            "{end_right} and {end_left} move its end by a word, {start_left} and {start_right} its"
            " start."
        ),
        ("end_right", "end_left", "start_left", "start_right"),
    ),
    Step(
        marked(
            "On a quote, {speaker} puts letters on everyone who may have said it: press one. Esc"
            " leaves without choosing."
        ),
        ("speaker",),
    ),
    Step(
        marked(
            "Nothing suggested where something is? {add} and the first letters of a word mark"
            " it; {pick_quote} and {pick_claim} do so for quotes and claims."
        ),
        ("add", "pick_quote", "pick_claim", "quote", "claim"),
    ),
    Step(marked("{undo} takes back any step, also after a restart."), ("undo",)),
    Step(
        marked(
            "{accept_all} accepts all that is left; {done} says that the article is done, and opens"
            " the next."
        ),
        ("done", "accept_all"),
    ),
    Step(
        marked(
            "{export} writes what you decided as a dataset. {palette} finds everything else by"
            " name, {help} shows all keys."
        ),
        ("export", "palette", "help"),
    ),
)


class Tour(QObject):
    """Off until asked for, or until the sample project is opened for the first time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_ = window
        self.at: int | None = None
        self.bar = QWidget()
        self.bar.setObjectName("notice")
        self.bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.place, self.words = QLabel(), QLabel()
        self.place.setProperty("role", "dim")
        self.words.setWordWrap(True)
        self.next, self.leave = QPushButton(tr("Next")), QPushButton(tr("Leave tour"))
        self.next.setAccessibleName(tr("Next step of the tour"))
        line = QHBoxLayout(self.bar)
        line.setContentsMargins(18, 7, 12, 7)
        line.setSpacing(12)
        line.addWidget(self.place)
        line.addWidget(self.words, 1)
        for button in (self.next, self.leave):
            line.addWidget(button)
        self.bar.hide()
        window.panes.add_below_text(self.bar)
        self.next.clicked.connect(self._forward)
        self.leave.clicked.connect(self.end)
        window.commands.ran.connect(self._ran)

    def on_tour(self) -> None:
        """Begin, or leave when it is on."""
        if self.at is not None:
            self.end()
        elif self.window_.desk.session is None:
            self.window_.run("open_sample")
            self.begin()
        else:
            self.begin()

    def begin(self) -> None:
        """Show the first step."""
        settings.put(settings.TOUR, 1)
        self.at = 0
        self._show()
        self.window_.focus_text()

    def begin_once(self) -> None:
        """Begin if it has never been shown."""
        if not settings.get(settings.TOUR):
            self.begin()

    def end(self) -> None:
        """Leave; Help › Tour begins it again."""
        self.at = None
        self.bar.hide()
        self.window_.focus_text()

    def _forward(self) -> None:
        if self.at is None:
            return
        if self.at + 1 == len(STEPS):
            self.end()
            self.window_.status.say(tr("That was the tour. Help › Tour shows it again"))
            return
        self.at += 1
        self._show()
        self.window_.focus_text()

    def _ran(self, action: str) -> None:
        if self.at is not None and action in STEPS[self.at].actions:
            self._forward()

    def _show(self) -> None:
        assert self.at is not None
        step = STEPS[self.at]
        self.place.setText(tr("{at} of {every}").format(at=self.at + 1, every=len(STEPS)))
        self.words.setText(tr(step.words).format_map(_Keys()))
        last = self.at + 1 == len(STEPS)
        self.next.setVisible(not last)
        self.leave.setText(tr("End tour") if last else tr("Leave tour"))
        self.bar.show()
        self.bar.setAccessibleName(
            tr("Tour, {place}: {words}").format(place=self.place.text(), words=self.words.text())
        )
        QAccessible.updateAccessibility(QAccessibleEvent(self.bar, QAccessible.Event.NameChanged))


class _Keys(dict[str, str]):
    """The key in use for an action's id."""

    def __missing__(self, action: str) -> str:
        return key_of(action)
