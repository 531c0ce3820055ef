"""What can wait until the first article is painted: steps in their order, one at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

Step = Callable[[], object]
# A window that is shown but cannot be seen is not painted; its parts are wanted all the same.
_UNSEEN_MS = 400
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel, QEvent.Type.ContextMenu, QEvent.Type.InputMethod,
        QEvent.Type.DragEnter,
    }
)  # fmt: skip


class Later(QObject):
    """Named steps. Whatever the user does is seen by a window that is complete: at the first key
    or click all that is left is done, and only then is the event handled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: deque[tuple[str, Step]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._turn)
        self._seen: QWidget | None = None
        self._watching = False

    def add(self, name: str, step: Step) -> None:
        """Put a step at the end."""
        self._steps.append((name, step))

    @property
    def left(self) -> list[str]:
        """The names of the steps that are not done yet."""
        return [name for name, _ in self._steps]

    def begin_after(self, painted: QWidget) -> None:
        """Do the steps from the first painting of a widget on, one each turn of the event loop."""
        self._seen = painted
        painted.installEventFilter(self)
        self._timer.start(_UNSEEN_MS)

    def drop(self) -> None:
        """Do none of the steps that are left: the window goes before it was whole."""
        self._end()
        self._steps.clear()

    def finish(self) -> None:
        """Do all steps that are left, now. A step that fails is an error of the caller's."""
        self._end()
        while self._steps:
            self._take()

    def _take(self) -> None:
        _, step = self._steps.popleft()
        step()

    def _turn(self) -> None:
        if self._seen is not None:
            # Not sooner: before the window is seen there is no input, but much else to look at.
            self._seen.removeEventFilter(self)
            self._seen = None
            self._watching = True
            application().installEventFilter(self)
        try:
            if self._steps:
                self._take()
        except BaseException:
            # A window without its parts is of no use: it ends, as it would had it been built whole.
            self._steps.clear()
            application().exit(1)
            raise
        if self._steps:
            self._timer.start(0)
        else:
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        if self._seen is not None:
            self._seen.removeEventFilter(self)
            self._seen = None
        if self._watching:
            self._watching = False
            application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin when the widget is painted; let nothing that the user does pass by."""
        kind = event.type()
        if kind == QEvent.Type.Paint and watched is self._seen:
            self._timer.start(0)
        elif kind in _INPUT:
            self.finish()
        return False


def application() -> QCoreApplication:
    """The one application, which is there before any window."""
    found = QCoreApplication.instance()
    assert found is not None
    return found
