"""Near copies of the open article: looked for in the background, named above the text, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from annotator.services import twins
from annotator.services.projects import Project
from annotator.services.twins import Copy
from annotator.ui.actions import KEYS
from annotator.ui.elided import ElidedLabel
from annotator.ui.tr import plural, tr

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

# So few that a key pressed meanwhile waits for no more than a frame, and a pause after them: a
# hundred thousand articles take some minutes, in which everything else goes first.
_AT_ONCE, _PAUSE_MS = 10, 40


class Also(ElidedLabel):
    """Where else the report stands; a click lists the copies."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "dim")
        self.setAccessibleName(tr("Near copies"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """List the copies."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()


class Twins(QObject):
    """Follows the desk. One step of the search is on its way at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self.also = Also()
        self.copies: tuple[Copy, ...] = ()
        self._looking = self._stopped = False
        self._known = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._step)
        self.also.clicked.connect(lambda: window.run("twins"))
        window.strip.add_tool(self.also)
        window.commands.twinsWanted.connect(self.list_)
        self._desk.projectOpened.connect(self._project_opened)
        self._desk.articleOpened.connect(self._article_opened)

    def stop(self) -> None:
        """The window closes: look no further."""
        self._stopped = True
        self._pause.stop()

    # -- looking for them ----------------------------------------------------------------------

    def _project_opened(self) -> None:
        self._looking = False
        self._pause.stop()
        self.look()

    def look(self) -> None:
        """Look for near copies among the articles that came since, a few at a time."""
        session = self._desk.session
        if session is None or session.readonly or self._looking or self._stopped:
            return
        if self._window.transient:
            # A picture of the window changes nothing in the project.
            return
        self._looking, self._known = True, sum(1 for row in session.rows if row.twins)
        self._step()

    def _step(self) -> None:
        def work(project: Project) -> tuple[bool, int]:
            return twins.update(project, _AT_ONCE), twins.count(project)

        self._desk.database.call(work, self._looked, lambda _: self._end())

    def _end(self) -> None:
        # What could not be stored now is looked at when the project is opened again.
        self._looking = False

    def _looked(self, found: tuple[bool, int]) -> None:
        more, known = found
        if self._stopped:
            return
        if more:
            self._pause.start()
            return
        self._end()
        if known != self._known:
            self._window.files.refresh_queue()
            self._article_opened()

    # -- telling of them -----------------------------------------------------------------------

    def _article_opened(self) -> None:
        pk = self._desk.pk
        if pk is None:
            self._show(None, ())
        elif not self._stopped:
            self._desk.database.call(
                lambda p: twins.copies(p, pk), lambda found: self._show(pk, found), lambda _: None
            )

    def _show(self, pk: int | None, found: tuple[Copy, ...]) -> None:
        if pk != self._desk.pk:
            return
        self.copies = found
        self.show()

    def show(self) -> None:
        """Name the copies; while something is looked for in the article there is no room for it."""
        self.also.setText(_words(self.copies))
        self.also.setVisible(bool(self.copies) and not self._window.tools.finder.isVisible())

    def list_(self) -> None:
        """Show the story of the open article in the queue."""
        window, document = self._window, self._desk.document
        if document is None or not self.copies:
            window.status.say(tr("No other article is a near copy of this one"))
            return
        name = document.article.id
        window.queue.filter.setText(f'story:"{name}"' if " " in name else f"story:{name}")
        window.status.say(
            tr("The copies of this report. {offer_twins} offers its spans to them").format_map(KEYS)
        )


def _words(found: tuple[Copy, ...]) -> str:
    if not found:
        return ""
    names = " · ".join(map(_named, found[:2]))
    if len(found) <= 2:
        return tr("Also in: {names}").format(names=names)
    return plural(
        "Also in: {names} and %n more", "Also in: {names} and %n more", len(found) - 2
    ).format(names=names)


def _named(copy: Copy) -> str:
    return ", ".join(x for x in (copy.source or copy.title, (copy.published or "")[:10]) if x)
